#include "holding/tracks.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <tuple>

#include "holding/observe.hpp"

namespace assay::holding {
namespace {

using weighing::Clocks;
using weighing::Corpus;
using weighing::Statement;
using weighing::Symbol;

constexpr std::size_t kMostExtra = 200'000;  // tracks kept beyond the newest of each place: about 100 MB

// Days of the statements that bear on a place, ascending.
std::vector<Day> days_of_statements(const Ledgerful& from, const std::string& place, const Clocks& clocks) {
  std::vector<Day> days;
  const auto& corpus = from.corpus;
  for (const Source& source : sources_of(corpus, place, clocks)) {
    const Symbol symbol = corpus.symbols().find(source.place);
    if (symbol == weighing::kNoSymbol) continue;
    for (const auto number : corpus.at_place(symbol)) {
      const Statement& s = corpus.statements()[number];
      if (!bears_on_holder(s, source.way) || !corpus.visible(s, clocks)) continue;
      const Interval time = weighing::time_of(corpus, s, clocks);
      days.push_back(time.from.value_or(time.to->plus_days(-1)));
    }
  }
  std::sort(days.begin(), days.end());
  return days;
}

std::uint8_t percent(double probability) {
  return static_cast<std::uint8_t>(std::lround(std::clamp(probability, 0.0, 1.0) * 100));
}

}  // namespace

void each_day(const Ledgerful& from, const std::string& place, Day begin, Day end, const Clocks& clocks,
              const std::function<void(Day, const DistributionReader&, const Weights&)>& visit) {
  const auto window = [&](Day first, Day last, const Lens& lens) {
    const auto observations = observe(from.corpus, from.params, place, clocks, from.learned, lens, bears_on_holder);
    const PlaceModel model(from.corpus, from.params, observations, clocks, from.learned);
    const DistributionReader reader(from.corpus, model.states(), from.params.named);
    model.chain().walk(first, last, [&](Day day, const Weights& weights) { visit(day, reader, weights); });
  };
  if (!(begin < end)) return;
  const auto days = days_of_statements(from, place, clocks);
  const auto nearest = static_cast<std::size_t>(from.params.nearest);
  if (days.size() <= nearest) {
    window(begin, end, {std::nullopt, from.params.nearest});
    return;
  }
  // Half of what `who_holds` sees lies in a window, and twice as much is seen from its middle.
  const std::size_t step = std::max<std::size_t>(1, nearest / 2);
  Day first = begin;
  for (std::size_t at = 0; at < days.size() && first < end; at += step) {
    const bool is_last = at + step >= days.size();
    const Day last = is_last ? end : std::clamp(days[at + step], begin, end);
    if (!(first < last)) continue;
    window(first, last, {days[std::min(at + step / 2, days.size() - 1)], 2 * from.params.nearest});
    first = last;
  }
  if (first < end) window(first, end, {days.back(), 2 * from.params.nearest});
}

const Track::Run& Track::on(Day day) const {
  auto after = std::upper_bound(runs.begin(), runs.end(), day.number(), [](std::int32_t d, const Run& run) { return d < run.from; });
  return after == runs.begin() ? *after : *std::prev(after);
}

std::optional<Day> Track::since(Day day) const {
  const Run& here = on(day);
  std::size_t at = static_cast<std::size_t>(&here - runs.data());
  while (at > 0 && runs[at - 1].status == here.status && runs[at - 1].holders == here.holders) --at;
  return at == 0 ? std::nullopt : std::optional(Day::from_number(runs[at].from));
}

Tracks::Tracks(const Ledgerful& from, Day begin, Day end) : from_(from), begin_(begin), end_(end) {
  find_parties();
  find_places();
  kept_.resize(places_.size());
}

void Tracks::find_parties() {
  const Corpus& corpus = from_.corpus;
  std::map<std::string, std::set<Symbol>> ground;
  for (const Statement& s : corpus.statements()) {
    if (!bears_on_holder(s, Way::kItself)) continue;
    const bool takes = (s.type == ClaimType::kCapture || s.type == ClaimType::kControl) && !s.opposes();
    for (const auto& party : parties_of(corpus, s.agent)) {
      auto& places = ground[party];
      if (takes) places.insert(s.place.begin(), s.place.end());
    }
    for (const auto& party : parties_of(corpus, s.target)) ground[party];
  }
  std::vector<std::pair<std::size_t, std::string>> order;
  for (const auto& [party, places] : ground) order.emplace_back(places.size(), party);
  std::sort(order.begin(), order.end(), [](const auto& a, const auto& b) { return a.first != b.first ? a.first > b.first : a.second < b.second; });
  constexpr std::size_t kMost = 30'000;  // what a run's number can hold
  if (order.size() > kMost) order.resize(kMost);
  for (const auto& [size, party] : order) {
    party_number_.emplace(party, static_cast<std::uint16_t>(parties_.size()));
    parties_.push_back(party);
  }
}

std::vector<std::int32_t> Tracks::changes_of(const std::string& place) const {
  const Corpus& corpus = from_.corpus;
  std::vector<std::int32_t> days;
  std::set<std::uint32_t> seen;  // reports
  const auto add = [&](std::uint32_t report) {
    // What is a reprint of what depends on which of them is known.
    std::vector<std::uint32_t> open = {report};
    while (!open.empty() && seen.size() < 100'000) {
      const auto at = open.back();
      open.pop_back();
      if (!seen.insert(at).second) continue;
      days.push_back(corpus.reports()[at].known.number());
      open.insert(open.end(), corpus.reports()[at].reprints.begin(), corpus.reports()[at].reprints.end());
    }
  };
  for (const Source& source : sources_of(corpus, place, {})) {
    for (const auto number : source.proof) add(corpus.statements()[number].record);
    const Symbol symbol = corpus.symbols().find(source.place);
    if (symbol == weighing::kNoSymbol) continue;
    for (const auto number : corpus.at_place(symbol)) {
      const Statement& s = corpus.statements()[number];
      if ((bears_on_holder(s, source.way) || s.type == ClaimType::kLocation) && corpus.visible(s, {})) add(s.record);
    }
  }
  std::sort(days.begin(), days.end());
  days.erase(std::unique(days.begin(), days.end()), days.end());
  return days;
}

void Tracks::find_places() {
  const Corpus& corpus = from_.corpus;
  std::set<std::string> ids;
  const auto spoken = corpus.places();
  ids.insert(spoken.begin(), spoken.end());
  for (const auto& id : spoken) {  // what is said of a region or a border is said of what it is made of
    if (const auto* place = corpus.facts().place(id)) ids.insert(place->members.begin(), place->members.end());
    for (const auto& other : corpus.facts().namesakes(id)) ids.insert(other);
  }
  for (const auto& id : ids) {
    Place place;
    place.changes = changes_of(id);
    if (const Symbol symbol = corpus.symbols().find(id); symbol != weighing::kNoSymbol)
      for (const auto number : corpus.at_place(symbol))
        if (const Statement& s = corpus.statements()[number]; corpus.visible(s, {})) place.said.push_back(corpus.report_of(s).known.number());
    if (place.changes.empty() && place.said.empty()) continue;
    std::sort(place.said.begin(), place.said.end());
    places_.push_back(id);
    of_place_.push_back(std::move(place));
  }
}

std::uint32_t Tracks::version(std::size_t place, std::optional<Day> as_known) const {
  const auto& changes = of_place_[place].changes;
  if (!as_known) return static_cast<std::uint32_t>(changes.size());
  return static_cast<std::uint32_t>(std::upper_bound(changes.begin(), changes.end(), as_known->number()) - changes.begin());
}

std::uint32_t Tracks::claims(std::size_t place, std::optional<Day> as_known) const {
  const auto& said = of_place_[place].said;
  if (!as_known) return static_cast<std::uint32_t>(said.size());
  return static_cast<std::uint32_t>(std::upper_bound(said.begin(), said.end(), as_known->number()) - said.begin());
}

std::shared_ptr<const Track> Tracks::find(std::size_t place, std::optional<Day> as_known) const {
  const auto wanted = version(place, as_known);
  const std::lock_guard lock(mutex_);
  for (const Kept& kept : kept_[place])
    if (kept.version == wanted) return kept.track;
  return nullptr;
}

std::shared_ptr<const Track> Tracks::get(std::size_t place, std::optional<Day> as_known) const {
  if (auto found = find(place, as_known)) return found;
  auto made = std::make_shared<const Track>(make(place, as_known));
  const auto wanted = version(place, as_known), newest = version(place, {});
  const std::lock_guard lock(mutex_);
  for (const Kept& kept : kept_[place])
    if (kept.version == wanted) return kept.track;
  if (extra_ >= kMostExtra) {
    for (std::size_t k = 0; k < kept_.size(); ++k)
      std::erase_if(kept_[k], [&](const Kept& kept) { return kept.version != of_place_[k].changes.size(); });
    extra_ = 0;
  }
  kept_[place].push_back({wanted, made});
  if (wanted != newest) ++extra_;
  return made;
}

Track Tracks::make(std::size_t place, std::optional<Day> as_known) const {
  Track track;
  std::map<std::vector<std::uint16_t>, std::int16_t> numbers;
  DistributionReader::Reading reading;
  std::vector<std::uint16_t> holders, as_set;
  each_day(from_, places_[place], begin_, end_, {as_known, std::nullopt}, [&](Day day, const DistributionReader& reader, const Weights& weights) {
    reader.read(weights, reading);
    Track::Run run{day.number(), static_cast<std::uint8_t>(reading.status), percent(reading.probability), -1};
    if (reading.status == Status::kHeld) {
      holders.clear();
      for (const auto& [weight, party] : reading.parties)
        if (const auto at = party_number_.find(reader.parties()[party]); at != party_number_.end()) holders.push_back(at->second);
      as_set = holders;
      std::sort(as_set.begin(), as_set.end());
      const auto [at, fresh] = numbers.try_emplace(as_set, static_cast<std::int16_t>(track.holders.size()));
      if (fresh) track.holders.push_back(holders);
      run.holders = at->second;
    }
    if (!track.runs.empty()) {
      const auto& last = track.runs.back();
      if (last.status == run.status && last.percent == run.percent && last.holders == run.holders) return;
    }
    track.runs.push_back(run);
  });
  track.runs.shrink_to_fit();
  return track;
}

}  // namespace assay::holding
