#include "holding/tracks.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <tuple>

#include "holding/days.hpp"

namespace assay::holding {
namespace {

using weighing::Clocks;
using weighing::Corpus;
using weighing::Statement;
using weighing::Symbol;

constexpr std::size_t kMostExtra = 200'000;  // tracks kept beyond the newest of each place: about 100 MB
constexpr std::size_t kMostPieces = 4'000;   // pieces kept of one place

std::uint8_t percent(double probability) {
  return static_cast<std::uint8_t>(std::lround(std::clamp(probability, 0.0, 1.0) * 100));
}

// A run's answer, without its first day, as a number.
std::uint64_t packed(const TrackPiece::Run& run) {
  return static_cast<std::uint64_t>(static_cast<std::uint32_t>(run.holders)) << 32 | static_cast<std::uint64_t>(run.likeliest) << 16 |
         static_cast<std::uint64_t>(run.status) << 8 | run.percent;
}

TrackPiece::Run unpacked(Day from, std::uint64_t answer) {
  return {from.number(), static_cast<std::int32_t>(answer >> 32), static_cast<std::uint16_t>(answer >> 16), static_cast<std::uint8_t>(answer >> 8),
          static_cast<std::uint8_t>(answer)};
}

// A number for all that the answers of a window depend on: its days, and the statements that it sees with the
// reports that those count as reprints of. FNV-1a, 64 bits: of a million pieces, two would share one once in
// 40 million ledgers.
std::uint64_t key_of(const Corpus& corpus, const std::vector<Pool>& pools, const Window& window, const Clocks& clocks) {
  std::uint64_t key = 0xcbf29ce484222325ull;
  const auto add = [&key](std::uint64_t value) {
    for (int k = 0; k < 8; ++k, value >>= 8) key = (key ^ (value & 0xff)) * 0x100000001b3ull;
  };
  add(static_cast<std::uint32_t>(window.first.number())), add(static_cast<std::uint32_t>(window.last.number()));
  for (const Pool& pool : pools) {
    add(static_cast<std::uint64_t>(pool.way) + 1000);
    for (const auto number : pool.proof) add(number);
    const auto [first, last] = pool.seen(window.lens);
    for (std::size_t k = first; k < last; ++k) {
      const auto number = pool.said[k].number;
      const auto report = corpus.statements()[number].record;
      add(number + (static_cast<std::uint64_t>(corpus.reports()[report].reprints.empty() ? report : corpus.origin_of(report, clocks)) << 32));
    }
  }
  return key;
}

}  // namespace

const Track::Run& Track::on(Day day) const {
  auto piece = std::upper_bound(pieces_.begin(), pieces_.end(), day.number(), [](std::int32_t d, const auto& p) { return d < p->runs.front().from; });
  if (piece == pieces_.begin()) return pieces_.front()->runs.front();
  const auto& runs = (*std::prev(piece))->runs;
  return *std::prev(std::upper_bound(runs.begin(), runs.end(), day.number(), [](std::int32_t d, const Run& run) { return d < run.from; }));
}

std::optional<Day> Track::since(Day day) const {
  const auto after = std::upper_bound(pieces_.begin(), pieces_.end(), day.number(), [](std::int32_t d, const auto& p) { return d < p->runs.front().from; });
  std::size_t p = std::max<std::size_t>(1, static_cast<std::size_t>(after - pieces_.begin()));
  const auto& runs = pieces_[p - 1]->runs;
  const auto later = std::upper_bound(runs.begin(), runs.end(), day.number(), [](std::int32_t d, const Run& run) { return d < run.from; });
  std::size_t r = std::max<std::size_t>(1, static_cast<std::size_t>(later - runs.begin()));
  const Run here = runs[r - 1];
  std::int32_t first = here.from;
  for (; p > 0; r = --p > 0 ? pieces_[p - 1]->runs.size() : 0)
    for (; r > 0; --r) {
      const Run& run = pieces_[p - 1]->runs[r - 1];
      if (run.status != here.status || run.holders != here.holders) return Day::from_number(first);
      first = run.from;
    }
  return std::nullopt;
}

Tracks::Tracks(const Ledgerful& from, Day begin, Day end) : from_(from), begin_(begin), end_(end) {
  find_parties();
  find_places();
  kept_.resize(places_.size());
  pieces_.resize(places_.size());
  const PlaceModel nothing(from.corpus, from.params, {}, {}, from.learned);
  auto piece = std::make_shared<TrackPiece>();
  piece->runs.push_back({begin.number(), -1, 0, static_cast<std::uint8_t>(Status::kUnknown), percent(nothing.on(begin).back())});
  silent_ = std::make_shared<Track>(std::vector<std::shared_ptr<const TrackPiece>>{piece});
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

std::vector<std::int32_t> Tracks::changes_of(const std::string& place, std::size_t& weight) const {
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
      const bool bears = bears_on_holder(s, source.way);
      if ((!bears && s.type != ClaimType::kLocation) || !corpus.visible(s, {})) continue;
      weight += bears;
      add(s.record);
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
    place.changes = changes_of(id, place.weight);
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

std::size_t Tracks::weight(const std::string& place) const {
  const auto at = std::lower_bound(places_.begin(), places_.end(), place);
  return at == places_.end() || *at != place ? 0 : weight(static_cast<std::size_t>(at - places_.begin()));
}

std::shared_ptr<const Track> Tracks::find(std::size_t place, std::optional<Day> as_known) const {
  const auto wanted = version(place, as_known);
  if (wanted == 0) return silent_;
  const std::lock_guard lock(mutex_);
  for (const Kept& kept : kept_[place])
    if (kept.version == wanted) return kept.track;
  return nullptr;
}

std::shared_ptr<const Track> Tracks::get(std::size_t place, std::optional<Day> as_known) const {
  if (auto found = find(place, as_known)) return found;
  auto made = make(place, as_known);
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

const std::vector<std::uint16_t>& Tracks::holders(std::int32_t set) const {
  const std::shared_lock lock(holders_mutex_);
  return holder_sets_[static_cast<std::size_t>(set)];
}

std::int32_t Tracks::holder_set(const std::vector<std::uint16_t>& members) const {
  {
    const std::shared_lock lock(holders_mutex_);
    if (const auto at = holder_set_number_.find(members); at != holder_set_number_.end()) return at->second;
  }
  const std::unique_lock lock(holders_mutex_);
  const auto [at, fresh] = holder_set_number_.try_emplace(members, static_cast<std::int32_t>(holder_sets_.size()));
  if (fresh) holder_sets_.push_back(members);
  return at->second;
}

std::shared_ptr<const Track> Tracks::make(std::size_t place, std::optional<Day> as_known) const {
  const Clocks clocks{as_known, std::nullopt};
  const auto pools = gather(from_.corpus, places_[place], clocks, bears_on_holder);
  const auto windows = windows_of(pools, begin_, end_, from_.params.nearest);
  std::vector<std::shared_ptr<const TrackPiece>> pieces;
  DistributionReader::Reading reading;
  std::vector<std::uint16_t> members, set_members;
  std::int32_t set = -1;  // the number of set_members
  for (const Window& window : windows) {
    const bool shared = windows.size() > 1;
    const std::uint64_t key = shared ? key_of(from_.corpus, pools, window, clocks) : 0;
    if (shared) {
      const std::lock_guard lock(mutex_);
      const auto& kept = pieces_[place];
      const auto at = std::find_if(kept.begin(), kept.end(), [key](const KeptPiece& k) { return k.key == key; });
      if (at != kept.end()) {
        pieces.push_back(at->piece);
        continue;
      }
    }
    auto piece = std::make_shared<TrackPiece>();
    const auto answer = [&](const DistributionReader& reader, const Weights& weights) {
      reader.read(weights, reading);
      TrackPiece::Run run{0, -1, 0, static_cast<std::uint8_t>(reading.status), percent(reading.probability)};
      if (reading.status == Status::kHeld) {
        members.clear();
        for (const auto& [weight, party] : reading.parties)
          if (const auto at = party_number_.find(reader.parties()[party]); at != party_number_.end()) members.push_back(at->second);
        if (!members.empty()) run.likeliest = members.front();
        std::sort(members.begin(), members.end());
        if (set < 0 || members != set_members) set = holder_set(members), set_members = members;
        run.holders = set;
      }
      return packed(run);
    };
    find_changes(from_, pools, window, clocks, answer, [&](Day day, std::uint64_t value) { piece->runs.push_back(unpacked(day, value)); });
    piece->runs.shrink_to_fit();
    pieces.push_back(piece);
    if (shared) {
      const std::lock_guard lock(mutex_);
      if (pieces_[place].size() >= kMostPieces) pieces_[place].clear();
      pieces_[place].push_back({key, piece});
    }
  }
  return std::make_shared<const Track>(std::move(pieces));
}

}  // namespace assay::holding
