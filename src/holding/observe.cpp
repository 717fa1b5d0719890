#include "holding/observe.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <unordered_set>

namespace assay::holding {
namespace {

using weighing::Clocks;
using weighing::Corpus;
using weighing::Statement;
using weighing::Symbol;

bool is_region(const Corpus& corpus, const std::string& id) {
  const auto* place = corpus.facts().place(id);
  if (!place) return corpus.facts().gate(id) == nullptr;
  if (!place->members.empty()) return true;
  return std::find(place->kinds.begin(), place->kinds.end(), "region") != place->kinds.end();
}

// The reports' own word that `place` is part of a region: 'the region takes in A, B and C'.
void regions_told(const Corpus& corpus, Symbol symbol, const Clocks& clocks,
                  std::map<std::string, std::vector<std::uint32_t>>& regions) {
  for (const auto number : corpus.at_place(symbol)) {
    const Statement& s = corpus.statements()[number];
    if (s.type != ClaimType::kLocation || s.opposes() || !(s.marks & weighing::kMember)) continue;
    if (std::find(s.agent.begin(), s.agent.end(), symbol) == s.agent.end() || !corpus.visible(s, clocks)) continue;
    for (const Symbol outer : s.place) {
      const std::string& id = corpus.symbols().text(outer);
      if (outer != symbol && !corpus.facts().is_wide(id) && is_region(corpus, id)) regions[id].push_back(number);
    }
  }
}

double reach_of(const Params::Reach& reach, Way way, unsigned marks) {
  const bool every = marks & (weighing::kEvery | weighing::kOnly);
  switch (way) {
    case Way::kItself: return 1;
    case Way::kNamesake: return reach.namesake;
    case Way::kBorder: return every ? reach.border_every : reach.border;
    case Way::kRegion: return every ? reach.region_every : marks & weighing::kMost ? reach.region_most : reach.region;
  }
  return 0;
}

// 'The three towns of the region', 'every gate of the state': what is held is some of what lies there. Only of 'every'
// one of them does it say which, and of gates nothing of the ground behind them.
bool is_of_others(const Corpus& corpus, const Statement& s, const Source& source) {
  if (!(s.marks & weighing::kMembers) || source.way == Way::kBorder) return false;
  if (!is_region(corpus, source.place) && !corpus.facts().is_wide(source.place)) return false;
  const bool every = s.marks & (weighing::kEvery | weighing::kOnly);
  return !every || (source.way == Way::kItself && corpus.facts().is_wide(source.place));
}

// 'Bhamo, a town of the state', 'the gate to the province', 'Pangwa, on the border': what lies about the ground spoken
// of, named beside it.
bool is_surroundings(const Corpus& corpus, const Statement& s, Symbol symbol) {
  const auto& facts = corpus.facts();
  const std::string& here = corpus.symbols().text(symbol);
  return std::any_of(s.place.begin(), s.place.end(), [&](Symbol other) {
    if (other == symbol) return false;
    const std::string& there = corpus.symbols().text(other);
    if (facts.is_wide(here) && !facts.is_wide(there)) return true;
    const auto& borders = facts.borders_of(there);
    return std::find(borders.begin(), borders.end(), here) != borders.end() || (facts.is_within(there, here) && !facts.is_within(here, there));
  });
}

// A report's several statements of one party's hold on one region are one voice's view of it: the surest stands for all.
void merge_views(const Corpus& corpus, std::vector<Observation>& observations) {
  std::map<std::tuple<std::string, std::uint32_t, std::vector<Symbol>>, std::size_t> surest;
  std::vector<bool> dropped(observations.size(), false);
  for (std::size_t k = 0; k < observations.size(); ++k) {
    const Observation& o = observations[k];
    if (o.way != Way::kRegion) continue;
    const auto report = corpus.statements()[o.event.statements.front()].record;
    const bool alone = std::all_of(o.event.statements.begin(), o.event.statements.end(),
                                   [&](std::uint32_t number) { return corpus.statements()[number].record == report; });
    if (!alone || !o.event.happened) continue;
    const auto [at, fresh] = surest.try_emplace({o.about, report, o.event.agents}, k);
    if (fresh) continue;
    const std::size_t other = at->second;
    const auto weight = [](const weighing::Event& e) { return std::pair(!(e.marks & weighing::kPart), e.belief.value()); };
    const bool better = weight(observations[other].event) < weight(o.event);
    dropped[better ? other : k] = true;
    if (better) at->second = k;
  }
  std::size_t next = 0;
  std::erase_if(observations, [&](const Observation&) { return dropped[next++]; });
}

// What an analyst took for misread or false counts for nothing: it is no event that nobody believes.
bool is_judged_wrong(const Corpus& corpus, const Statement& s, const Clocks& clocks) {
  if (!corpus.judged()) return false;
  bool wrong = false;
  for (const auto* verdict : corpus.verdicts_on(s.id, clocks)) {
    if (verdict->verdict == weighing::Verdict::kWrong) wrong = true;
    if (verdict->verdict == weighing::Verdict::kRight) wrong = false;
  }
  return wrong;
}

}  // namespace

bool bears_on_holder(const Statement& s, Way way) {
  if (!s.happened() || (s.agent.empty() && s.target.empty() && s.type != ClaimType::kContest && s.type != ClaimType::kClash))
    return false;
  const bool own = way == Way::kItself || way == Way::kNamesake;
  switch (s.type) {
    case ClaimType::kCapture:
    case ClaimType::kControl: return true;
    case ClaimType::kWithdraw:
    case ClaimType::kContest:
    case ClaimType::kEncircle:
    case ClaimType::kOffensive:
    case ClaimType::kAttack:
    case ClaimType::kClash:
    case ClaimType::kAdvance:
    case ClaimType::kDeploy: return own;
    case ClaimType::kTax: return own && s.agent.size() == 1;
    case ClaimType::kLocation: return own && (s.marks & (weighing::kHeadquarters | weighing::kBased));
    default: return false;
  }
}

bool bears_on_gate(const Statement& s, Way way) {
  if (!s.happened() || (s.marks & weighing::kRoad)) return false;
  if (s.type == ClaimType::kCloseGate || s.type == ClaimType::kOpenGate) return way != Way::kRegion;
  return s.type == ClaimType::kSuspendTrade && way != Way::kRegion && !s.place.empty();
}

std::vector<Source> sources_of(const Corpus& corpus, const std::string& place, const Clocks& clocks) {
  const auto& facts = corpus.facts();
  std::map<std::string, Source> found;
  const auto offer = [&found](const std::string& id, Way way, std::vector<std::uint32_t> proof) {
    const auto [at, fresh] = found.try_emplace(id, Source{id, way, proof});
    if (!fresh && at->second.proof.size() < proof.size() && at->second.way == way) at->second.proof = std::move(proof);
  };
  offer(place, Way::kItself, {});
  // A gate and the town that it stands in share a name in reports.
  if (const auto* gate = facts.gate(place); gate && !gate->place.empty()) offer(gate->place, Way::kItself, {});
  if (const auto* gate = facts.gate_at(place)) offer(gate->id, Way::kItself, {});
  std::vector<std::string> own;
  for (const auto& [id, source] : found) own.push_back(id);
  for (const auto& id : std::vector<std::string>(own))
    for (const auto& other : facts.namesakes(id)) {
      offer(other, Way::kNamesake, {});
      own.push_back(other);  // a region that lists the township lists its town
    }
  for (const auto& id : own) {
    for (const auto& border : facts.borders_of(id)) offer(border, Way::kBorder, {});
    for (const auto& region : facts.regions_of(id)) offer(region, Way::kRegion, {});
    const Symbol symbol = corpus.symbols().find(id);
    if (symbol == weighing::kNoSymbol) continue;
    std::map<std::string, std::vector<std::uint32_t>> regions;
    regions_told(corpus, symbol, clocks, regions);
    for (auto& [region, proof] : regions) offer(region, Way::kRegion, std::move(proof));
  }
  std::vector<Source> sources;
  for (auto& [id, source] : found)
    if (source.way == Way::kItself) sources.push_back(std::move(source));
  for (auto& [id, source] : found)
    if (source.way != Way::kItself && !source.place.empty()) sources.push_back(std::move(source));
  std::erase_if(sources, [](const Source& source) { return source.place.empty(); });
  return sources;
}

std::pair<std::size_t, std::size_t> Pool::seen(const Lens& lens) const {
  if (!lens.near || said.size() <= static_cast<std::size_t>(lens.most)) return {0, said.size()};
  const auto half = static_cast<std::size_t>(lens.most / 2);
  const auto after = static_cast<std::size_t>(
      std::upper_bound(said.begin(), said.end(), *lens.near, [](Day day, const Said& one) { return day < one.day; }) - said.begin());
  return {after > half ? after - half : 0, std::min(said.size(), after + half)};
}

std::vector<Pool> gather(const Corpus& corpus, const std::string& place, const Clocks& clocks, bool (*wanted)(const Statement&, Way)) {
  std::unordered_set<std::uint32_t> taken;  // a statement bears on a place once, by the nearest way
  std::map<std::pair<int, std::string>, Pool> pools;  // by way and place; own ones together
  for (Source& source : sources_of(corpus, place, clocks)) {
    const Symbol symbol = corpus.symbols().find(source.place);
    if (symbol == weighing::kNoSymbol) continue;
    const bool own = source.way == Way::kItself;
    Pool& pool = pools[{static_cast<int>(source.way), own ? std::string() : source.place}];
    pool.way = source.way;
    if (!own) pool.about = source.place, pool.proof = std::move(source.proof);
    for (const auto number : corpus.at_place(symbol)) {
      const Statement& s = corpus.statements()[number];
      if (!wanted(s, source.way) || !corpus.visible(s, clocks) || is_judged_wrong(corpus, s, clocks)) continue;
      if (is_of_others(corpus, s, source) || is_surroundings(corpus, s, symbol)) continue;
      // 'The front holds it', in a report of nobody knows when, is of no day.
      if (!corpus.report_of(s).dated && !weighing::retimed(corpus, s, clocks) && !s.time.from && !s.time.to) continue;
      if (s.type == ClaimType::kLocation &&  // of a headquarters: the place, not what lies in it
          std::find(s.place.begin(), s.place.end(), symbol) == s.place.end())
        continue;
      if (!taken.insert(number).second) continue;
      const Interval time = weighing::time_of(corpus, s, clocks);
      pool.said.push_back({time.from.value_or(time.to->plus_days(-1)), number});
    }
  }
  std::vector<Pool> found;
  for (auto& [key, pool] : pools) {
    std::sort(pool.said.begin(), pool.said.end(), [&](const Pool::Said& a, const Pool::Said& b) {
      return a.day != b.day ? a.day < b.day : corpus.before(a.number, b.number);
    });
    found.push_back(std::move(pool));
  }
  return found;
}

std::vector<Observation> observe(const Corpus& corpus, const Params& params, const std::string& place, const Clocks& clocks,
                                 const weighing::Learned& learned, const Lens& lens, bool (*wanted)(const Statement&, Way)) {
  return observe(corpus, params, gather(corpus, place, clocks, wanted), clocks, learned, lens);
}

std::vector<Observation> observe(const Corpus& corpus, const Params& params, const std::vector<Pool>& pools, const Clocks& clocks,
                                 const weighing::Learned& learned, const Lens& lens) {
  std::vector<Observation> observations;
  std::vector<std::uint32_t> numbers;
  for (const Pool& pool : pools) {
    const auto [first, last] = pool.seen(lens);
    numbers.clear();
    for (std::size_t k = first; k < last; ++k) numbers.push_back(pool.said[k].number);
    for (auto& event : weighing::join_events(corpus, numbers, clocks, learned)) {
      Observation o;
      o.way = pool.way;
      o.about = pool.about, o.proof = pool.proof;
      o.reach = reach_of(params.reach, o.way, event.marks);
      o.event = std::move(event);
      observations.push_back(std::move(o));
    }
  }
  merge_views(corpus, observations);
  std::stable_sort(observations.begin(), observations.end(), [&](const Observation& a, const Observation& b) {
    const Day x = a.event.time.from.value_or(*a.event.time.to), y = b.event.time.from.value_or(*b.event.time.to);
    if (x != y) return x < y;
    return corpus.before(a.event.statements.front(), b.event.statements.front());
  });
  return observations;
}

}  // namespace assay::holding
