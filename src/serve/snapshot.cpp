#include "serve/snapshot.hpp"

#include <malloc.h>

#include <algorithm>
#include <set>
#include <thread>
#include <tuple>

namespace assay::serve {
namespace {

using weighing::Statement;

constexpr int kBefore = 400, kAfter = 800;  // days that tracks reach beyond what is spoken of
constexpr double kOutlying = 0.03;          // share of dated statements that lie before the days in focus

}  // namespace

Snapshot::Snapshot(const domain::Domain& domain, holding::Loaded loaded)
    : domain_(domain), loaded_(std::move(loaded)), from_{*loaded_.corpus, loaded_.params, {}} {}

Result<std::unique_ptr<Snapshot>> Snapshot::make(ledger::Ledger& ledger, const domain::Domain& domain, std::optional<Instant> as_recorded) {
  std::string stamp = ledger.stamp() + "." + domain.digest().substr(0, 8);  // before: what is added while reading makes another
  if (as_recorded) stamp += "@" + as_recorded->iso();
  holding::LoadOptions options;
  options.as_recorded = as_recorded;
  auto loaded = holding::load(ledger, domain, options);
  if (!loaded.ok()) return loaded.error();
  std::unique_ptr<Snapshot> made(new Snapshot(domain, std::move(loaded).value()));
  made->stamp_ = stamp;
  made->counts_ = ledger.counts();
  made->recorded_ = ledger.newest().value_or(Instant());
  made->as_recorded_ = as_recorded;
  if (as_recorded) made->recorded_ = std::min(made->recorded_, *as_recorded);
  ledger.documents(as_recorded, [&](const ledger::StoredDocument& stored) {
    made->documents_.push_back(stored);
    return true;
  });
  const auto published = [](const ledger::StoredDocument& d) {
    const auto& day = d.document.published.day;
    return day.to ? day.to->plus_days(-1) : d.recorded.day();
  };
  std::stable_sort(made->documents_.begin(), made->documents_.end(), [&](const auto& a, const auto& b) {
    const Day x = published(a), y = published(b);
    return x != y ? y < x : a.document.id < b.document.id;
  });
  for (std::size_t k = 0; k < made->documents_.size(); ++k) made->document_number_.emplace(made->documents_[k].document.id, k);
  made->find_days();
  made->order_statements();
  made->index_statements(ledger);
  const auto& days = made->days_;
  made->tracks_ = std::make_unique<holding::Tracks>(made->from_, days.first.plus_days(-kBefore),
                                                    std::max(days.last, days.known_last).plus_days(kAfter));
  made->list_places(ledger);
  ::malloc_trim(0);
  return made;
}

void Snapshot::order_statements() {
  const auto& corpus = *loaded_.corpus;
  for (std::uint32_t k = 0; k < corpus.statements().size(); ++k)
    if (corpus.visible(corpus.statements()[k], {})) order_.push_back(k);
  std::sort(order_.begin(), order_.end(), [&](std::uint32_t a, std::uint32_t b) {
    const Statement &x = corpus.statements()[a], &y = corpus.statements()[b];
    const auto &r = corpus.report_of(x), &s = corpus.report_of(y);
    return std::tie(s.known, r.document.id, x.ordinal) < std::tie(r.known, s.document.id, y.ordinal);
  });
}

void Snapshot::index_statements(ledger::Ledger& ledger) {
  const auto& corpus = *loaded_.corpus;
  std::unordered_map<std::string_view, std::uint32_t> by_claim;
  for (const auto number : order_) by_claim.emplace(corpus.statements()[number].id, number);
  const auto add = [](std::vector<std::uint32_t>& list, std::uint32_t number) {
    if (list.empty() || list.back() != number) list.push_back(number);
  };
  for (const auto number : order_) {
    const Statement& s = corpus.statements()[number];
    for (const auto* slot : {&s.agent, &s.target})
      for (const auto symbol : *slot) add(about_[symbol], number);
    for (const auto& voice : s.voices)
      if (voice.party != weighing::kNoSymbol) add(voiced_[voice.party], number);
  }
  ledger.fillers(ledger::Slot::kSpeaker, [&](std::string_view claim, std::string_view speaker) {
    if (const auto at = by_claim.find(claim); at != by_claim.end()) said_by_[std::string(speaker)].push_back(at->second);
    return true;
  });
  std::vector<std::uint32_t> rank(corpus.statements().size());
  for (std::uint32_t k = 0; k < order_.size(); ++k) rank[order_[k]] = k;
  for (auto& [speaker, numbers] : said_by_) {
    std::sort(numbers.begin(), numbers.end(), [&](auto a, auto b) { return rank[a] < rank[b]; });
    numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
  }
}

const std::vector<std::uint32_t>& Snapshot::list(const BySymbol& lists, weighing::Symbol symbol) {
  static const std::vector<std::uint32_t> kNothing;
  const auto at = lists.find(symbol);
  return at == lists.end() ? kNothing : at->second;
}

const std::vector<std::uint32_t>& Snapshot::said_by(const std::string& speaker) const {
  static const std::vector<std::uint32_t> kNothing;
  const auto at = said_by_.find(speaker);
  return at == said_by_.end() ? kNothing : at->second;
}

std::span<const std::uint32_t> Snapshot::known_by(const std::vector<std::uint32_t>& numbers, std::optional<Day> as_known) const {
  if (!as_known) return numbers;
  const auto& corpus = *loaded_.corpus;
  const auto first = std::partition_point(numbers.begin(), numbers.end(), [&](auto number) { return corpus.report_of(corpus.statements()[number]).known > *as_known; });
  return {first, numbers.end()};
}

std::vector<weighing::Symbol> Snapshot::within(const std::string& place) const {
  std::vector<weighing::Symbol> found;
  for (const auto& id : tracks_->places()) {
    const auto symbol = corpus().symbols().find(id);
    if (symbol != weighing::kNoSymbol && (id == place || facts().is_within(id, place))) found.push_back(symbol);
  }
  return found;
}

const std::vector<std::uint32_t>& Snapshot::events_at(weighing::Symbol place) const {
  const Joined* joined = ready_;
  return list(joined ? joined->at_place : about_, joined ? place : weighing::kNoSymbol);
}

const std::vector<std::uint32_t>& Snapshot::events_of_actor(weighing::Symbol actor) const {
  const Joined* joined = ready_;
  return list(joined ? joined->of_actor : about_, joined ? actor : weighing::kNoSymbol);
}

void Snapshot::find_days() {
  const auto& corpus = *loaded_.corpus;
  std::vector<Day> dated;
  std::optional<Day> known_first, known_last;
  for (const auto& report : corpus.reports()) {
    known_first = std::min(known_first.value_or(report.known), report.known);
    known_last = std::max(known_last.value_or(report.known), report.known);
  }
  for (const Statement& s : corpus.statements()) {
    if (!s.happened() || !s.time.from || !corpus.visible(s, {})) continue;
    if (*s.time.from <= corpus.report_of(s).known) dated.push_back(*s.time.from);
  }
  std::sort(dated.begin(), dated.end());
  const Day today = Instant::now().day();
  days_.known_first = known_first.value_or(today);
  days_.known_last = known_last.value_or(today);
  days_.first = dated.empty() ? days_.known_first : dated.front();
  days_.last = std::max(dated.empty() ? days_.known_last : dated.back(), days_.known_last);
  days_.focus_from = dated.empty() ? days_.first : dated[static_cast<std::size_t>(kOutlying * static_cast<double>(dated.size()))].month_begin();
  days_.focus_to = dated.empty() ? days_.last : dated.back();
}

void Snapshot::list_places(ledger::Ledger& ledger) {
  std::set<std::string> ids(tracks_->places().begin(), tracks_->places().end());
  for (const auto& place : domain_.places())
    if (place.latitude && place.longitude) ids.insert(place.id);
  places_.assign(ids.begin(), ids.end());
  for (std::size_t k = 0; k < places_.size(); ++k) place_number_.emplace(places_[k], k);
  for (const auto& id : tracks_->places()) {
    place_of_track_.push_back(place_number_.at(id));
    const auto* place = domain_.place(id);
    is_ground_.push_back(place ? !facts().is_wide(id) && std::find(place->kinds.begin(), place->kinds.end(), "border") == place->kinds.end() : !domain_.actor(id));
  }
  for (auto& [id, name] : ledger.names_by_id({ledger::Slot::kPlace}))
    if (!domain_.place(id)) told_places_.emplace(std::move(id), std::move(name));
  for (auto& [id, name] : ledger.names_by_id({ledger::Slot::kAgent, ledger::Slot::kTarget, ledger::Slot::kSpeaker}))
    if (!domain_.actor(id)) told_actors_.emplace(std::move(id), std::move(name));
}

std::optional<std::size_t> Snapshot::place_number(std::string_view id) const {
  const auto at = place_number_.find(id);
  return at == place_number_.end() ? std::nullopt : std::optional(at->second);
}

std::string Snapshot::name_of_place(const std::string& id) const {
  if (const auto* place = domain_.place(id)) return place->name;
  if (const auto* gate = domain_.gate(id)) return gate->name;
  const auto at = told_places_.find(id);
  return at == told_places_.end() ? id : at->second;
}

std::string Snapshot::name_of_actor(const std::string& id) const {
  if (const auto* actor = domain_.actor(id)) return actor->name;
  const auto at = told_actors_.find(id);
  return at == told_actors_.end() ? id : at->second;
}

bool Snapshot::knows_actor(const std::string& id) const { return domain_.actor(id) != nullptr || told_actors_.count(id) > 0; }

const ledger::StoredDocument* Snapshot::document(std::string_view id_or_name) const {
  const auto at = document_number_.find(id_or_name);
  if (at != document_number_.end()) return &documents_[at->second];
  for (const auto& stored : documents_)
    if (stored.document.name == id_or_name) return &stored;
  return nullptr;
}

const std::vector<weighing::Event>* Snapshot::events() const {
  const Joined* joined = ready_;
  return joined ? &joined->events : nullptr;
}

const std::vector<weighing::Dispute>* Snapshot::disputes() const {
  const Joined* joined = ready_;
  return joined ? &joined->disputes : nullptr;
}

const weighing::Event* Snapshot::event(std::string_view id) const {
  const Joined* joined = ready_;
  if (!joined) return nullptr;
  const auto at = joined->by_id.find(id);
  return at == joined->by_id.end() ? nullptr : &joined->events[at->second];
}

const weighing::Event* Snapshot::event_of(const std::string& claim) const {
  const Joined* joined = ready_;
  if (!joined) return nullptr;
  const auto at = joined->by_claim.find(claim);
  return at == joined->by_claim.end() ? nullptr : &joined->events[at->second];
}

void Snapshot::make_tracks(std::optional<Day> as_known, int threads, const std::function<bool()>& stop) const {
  std::vector<std::thread> workers;
  std::atomic<std::size_t> next{0};
  const auto work = [&] {
    for (std::size_t at = next++; at < tracks_->places().size() && !stop(); at = next++) tracks_->get(at, as_known);
  };
  for (int k = 1; k < threads; ++k) workers.emplace_back(work);
  work();
  for (auto& worker : workers) worker.join();
}

std::optional<std::vector<std::uint32_t>> Snapshot::turned(Day from, Day to) const {
  const Turns* turns = turns_ready_;
  if (!turns) return std::nullopt;
  constexpr std::uint32_t kFirst = 0;
  const auto first = std::lower_bound(turns->begin(), turns->end(), std::pair(from.number() + 1, kFirst));
  const auto last = std::lower_bound(first, turns->end(), std::pair(to.number() + 1, kFirst));
  std::vector<std::uint32_t> tracks;
  for (auto at = first; at != last; ++at) tracks.push_back(at->second);
  std::sort(tracks.begin(), tracks.end());
  tracks.erase(std::unique(tracks.begin(), tracks.end()), tracks.end());
  return tracks;
}

void Snapshot::prepare(int threads, const std::atomic<bool>& stop) {
  make_tracks({}, threads, [&stop] { return stop.load(); });
  if (stop) return;
  auto turns = std::make_unique<Turns>();
  for (std::uint32_t k = 0; k < tracks_->places().size(); ++k)
    tracks_->get(k, {})->turns([&](Day day) { turns->emplace_back(day.number(), k); });
  std::sort(turns->begin(), turns->end());
  turns->shrink_to_fit();
  turns_ = std::move(turns);
  turns_ready_ = turns_.get();
  auto joined = std::make_unique<Joined>();
  joined->events = weighing::join_events(*loaded_.corpus, order_, {});
  if (stop) return;
  joined->disputes = weighing::find_disputes(*loaded_.corpus, joined->events, {});
  std::stable_sort(joined->events.begin(), joined->events.end(), [](const auto& a, const auto& b) {
    return std::tuple(b.time.from.value_or(*b.time.to), a.id) < std::tuple(a.time.from.value_or(*a.time.to), b.id);
  });
  for (std::size_t k = 0; k < joined->events.size(); ++k) {
    joined->by_id.emplace(joined->events[k].id, k);
    const auto number = static_cast<std::uint32_t>(k);
    const auto& event = joined->events[k];
    for (const auto statement : event.statements) joined->by_claim.emplace(loaded_.corpus->statements()[statement].id, k);
    for (const auto place : event.places) joined->at_place[place].push_back(number);
    for (const auto* actors : {&event.agents, &event.targets})
      for (const auto actor : *actors)
        if (auto& numbers = joined->of_actor[actor]; numbers.empty() || numbers.back() != number) numbers.push_back(number);
  }
  joined_ = std::move(joined);
  ready_ = joined_.get();
  prepared_ = true;
  ::malloc_trim(0);  // what loading and joining needed meanwhile: a quarter of the whole
}

}  // namespace assay::serve
