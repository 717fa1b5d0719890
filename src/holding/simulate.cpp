// Scoring of holding and of two plain methods on small worlds (simulate.hpp).
#include "holding/simulate.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <map>
#include <thread>

#include "holding/answer.hpp"
#include "weighing/learn.hpp"

namespace assay::holding {
namespace {

constexpr int kNear = 60;      // days: a day counts where a report lies so near
constexpr int kBins = 20;
constexpr int kMethods = 4;
constexpr std::array<const char*, kMethods> kNames = {"holding, learning sources", "holding", "last report wins", "majority of 60 days"};

struct Tally {
  std::int64_t days = 0, right = 0;
  double squares = 0;
  std::array<std::int64_t, kBins> count{}, hits{};
  std::array<double, kBins> sure{};

  void add(double probability, bool hit) {
    ++days, right += hit;
    squares += (probability - hit) * (probability - hit);
    const int bin = std::min(kBins - 1, static_cast<int>(probability * kBins));
    ++count[bin], hits[bin] += hit, sure[bin] += probability;
  }
  void add(const Tally& other) {
    days += other.days, right += other.right, squares += other.squares;
    for (int b = 0; b < kBins; ++b) count[b] += other.count[b], hits[b] += other.hits[b], sure[b] += other.sure[b];
  }
  double calibration_error() const {
    double sum = 0;
    for (int b = 0; b < kBins; ++b) sum += std::abs(sure[b] - static_cast<double>(hits[b]));
    return days ? sum / static_cast<double>(days) : 0;
  }
};

struct WorldScore {
  std::array<Tally, kMethods> tallies;
  std::int64_t checked = 0, changed = 0, claims = 0, reports = 0;
};

// What a plain reader takes from one claim: who holds, from which day.
struct Plain {
  Day day;
  int state;  // number of a party, or SmallWorld::kContested
};

std::vector<Plain> plainly(const SmallWorld& world, std::size_t place, const std::map<std::string, int>& parties) {
  std::vector<Plain> told;
  for (const auto& record : world.records)
    for (const Claim& claim : record.claims) {
      if (claim.place.front().id != world.places[place].id || claim.stance == Stance::kDenied) continue;
      const Day printed = *record.document.published.day.from;
      Day day = printed;
      if (claim.time && claim.time->valid.from && claim.type == ClaimType::kCapture) day = std::min(printed, *claim.time->valid.from);
      if (claim.type == ClaimType::kContest || claim.type == ClaimType::kClash) told.push_back({day, SmallWorld::kContested});
      else if (claim.type == ClaimType::kCapture || claim.type == ClaimType::kControl) told.push_back({day, parties.at(claim.agent.front().id)});
    }
  std::stable_sort(told.begin(), told.end(), [](const Plain& a, const Plain& b) { return a.day < b.day; });
  return told;
}

void score_plain(const SmallWorld& world, std::size_t place, const std::vector<Plain>& told, const std::vector<char>& counts, WorldScore& score) {
  for (int d = 0; d < static_cast<int>(counts.size()); ++d) {
    if (!counts[static_cast<std::size_t>(d)]) continue;
    const Day day = world.begin.plus_days(d);
    const int truth = world.truth[place][static_cast<std::size_t>(d)];
    const Plain* last = nullptr;
    std::map<int, int> votes;
    int all = 0;
    for (const Plain& plain : told) {
      if (plain.day > day && last) break;
      last = &plain;
      if (day - plain.day <= kNear) ++votes[plain.state], ++all;
    }
    if (!last) continue;
    score.tallies[2].add(1, last->state == truth);
    int best = last->state, most = votes.count(best) ? votes[best] : 0;
    for (const auto& [state, n] : votes)
      if (n > most) best = state, most = n;
    score.tallies[3].add(all ? static_cast<double>(most) / all : 1, best == truth);
  }
}

void score_holding(const SmallWorld& world, std::size_t place, const Ledgerful& from, const std::map<std::string, int>& parties,
                   const std::vector<char>& counts, Tally& tally) {
  const auto observations = observe(from.corpus, from.params, world.places[place].id, {}, from.learned, {std::nullopt, from.params.timeline}, bears_on_holder);
  const PlaceModel model(from.corpus, from.params, observations, {}, from.learned);
  for (int d = 0; d < static_cast<int>(counts.size()); ++d) {
    if (!counts[static_cast<std::size_t>(d)]) continue;
    const Weights weights = model.on(world.begin.plus_days(d));
    std::size_t best = 0;
    for (std::size_t s = 1; s < weights.size(); ++s)
      if (weights[s] > weights[best]) best = s;
    const State& state = model.states()[best];
    const int truth = world.truth[place][static_cast<std::size_t>(d)];
    const bool hit = state.kind == State::Kind::kContested ? truth == SmallWorld::kContested
                     : state.kind == State::Kind::kHeld    ? state.parties.size() == 1 && parties.at(state.parties.front()) == truth
                                                           : false;
    tally.add(std::min(1.0, weights[best]), hit);
  }
}

bool same(const Answer& a, const Answer& b) {
  if (a.status != b.status || a.probability != b.probability || a.holders.size() != b.holders.size() || a.because.size() != b.because.size()) return false;
  for (std::size_t k = 0; k < a.holders.size(); ++k)
    if (a.holders[k].id != b.holders[k].id || a.holders[k].probability != b.holders[k].probability) return false;
  for (std::size_t k = 0; k < a.because.size(); ++k)
    if (a.because[k].claim != b.because[k].claim) return false;
  return true;
}

// Asks as known on past days, of everything and of the reports of those days alone.
void check_as_known(const SmallWorld& world, const weighing::Corpus& all, const weighing::Params& weighing, const Params& holding, WorldScore& score) {
  for (int part = 1; part <= 3; ++part) {
    const Day known = world.begin.plus_days(static_cast<int>(world.truth.front().size()) * part / 4);
    weighing::Corpus then(weighing::Facts(world.actors, world.places, {}, weighing), weighing);
    for (const auto& record : world.records)
      if (*record.document.published.day.from <= known) then.add(record);
    const weighing::Clocks clocks{known, std::nullopt};
    const Ledgerful whole{all, holding, weighing::learn(all, clocks)}, past{then, holding, weighing::learn(then, clocks)};
    for (std::size_t place = 0; place < world.places.size(); place += 3)
      for (const int back : {0, 40}) {
        const auto& id = world.places[place].id;
        ++score.checked;
        score.changed += !same(who_holds(whole, id, known.plus_days(-back), clocks), who_holds(past, id, known.plus_days(-back), clocks));
      }
  }
}

WorldScore score_world(const SimulateParams& params, const weighing::Params& weighing, const Params& holding, std::uint64_t seed) {
  WorldScore score;
  const SmallWorld world = make_world(params, seed);
  weighing::Corpus corpus(weighing::Facts(world.actors, world.places, {}, weighing), weighing);
  for (const auto& record : world.records) corpus.add(record), score.claims += static_cast<std::int64_t>(record.claims.size());
  score.reports = static_cast<std::int64_t>(world.records.size());
  std::map<std::string, int> parties;
  for (int k = 0; k < static_cast<int>(world.actors.size()); ++k) parties[world.actors[static_cast<std::size_t>(k)].id] = k;
  const Ledgerful learned{corpus, holding, weighing::learn(corpus, {})}, plain{corpus, holding, {}};
  for (std::size_t place = 0; place < world.places.size(); ++place) {
    std::vector<char> counts(world.truth[place].size(), 0);
    for (const auto& record : world.records) {
      const bool here = std::any_of(record.claims.begin(), record.claims.end(), [&](const Claim& c) { return c.place.front().id == world.places[place].id; });
      const int printed = *record.document.published.day.from - world.begin;
      for (int d = std::max(0, printed - kNear); here && d <= printed + kNear && d < static_cast<int>(counts.size()); ++d) counts[static_cast<std::size_t>(d)] = 1;
    }
    score_holding(world, place, learned, parties, counts, score.tallies[0]);
    score_holding(world, place, plain, parties, counts, score.tallies[1]);
    score_plain(world, place, plainly(world, place, parties), counts, score);
  }
  check_as_known(world, corpus, weighing, holding, score);
  return score;
}

}  // namespace

SimulateReport simulate(const SimulateParams& params, const weighing::Params& weighing, const Params& holding,
                        std::uint64_t first_seed, int worlds, int threads) {
  std::vector<WorldScore> scores(static_cast<std::size_t>(worlds));
  std::atomic<int> next = 0;
  const auto work = [&] {
    for (int k = next++; k < worlds; k = next++) scores[static_cast<std::size_t>(k)] = score_world(params, weighing, holding, first_seed + static_cast<std::uint64_t>(k));
  };
  std::vector<std::thread> crew;
  for (int t = 1; t < threads; ++t) crew.emplace_back(work);
  work();
  for (auto& thread : crew) thread.join();
  SimulateReport report;
  std::array<Tally, kMethods> sums;
  for (const WorldScore& score : scores) {
    for (int m = 0; m < kMethods; ++m) sums[m].add(score.tallies[m]);
    report.as_known_checked += score.checked, report.as_known_changed += score.changed;
    report.claims += score.claims, report.reports += score.reports;
  }
  for (int m = 0; m < kMethods; ++m)
    report.methods.push_back({kNames[m], sums[m].days, sums[m].right, sums[m].days ? sums[m].squares / static_cast<double>(sums[m].days) : 0, sums[m].calibration_error()});
  return report;
}

}  // namespace assay::holding
