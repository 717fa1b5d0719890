#include "flow/holding_control.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "domain/domain.hpp"
#include "flow/model.hpp"
#include "holding/observe.hpp"

namespace assay::flow {
namespace {

constexpr int kStep = 7;                 // days between runs where only time passes
constexpr std::size_t kMostClaims = 12;  // of the evidence of one run

std::vector<Day> with_steps(const Interval& days, const std::set<Day>& extra) {
  std::set<Day> all;
  for (Day day = *days.from; day < *days.to; day = day.plus_days(kStep)) all.insert(day);
  for (Day day : extra)
    if (*days.from <= day && day < *days.to) all.insert(day);
  return {all.begin(), all.end()};
}

// Whether a side stands otherwise than it did, by more than time alone does in a few days.
bool moved(const holding::GateAnswer& before, const holding::GateAnswer& now) {
  for (std::size_t s = 0; s < now.sides.size(); ++s)
    if (std::abs(before.sides[s].closed.value() - now.sides[s].closed.value()) +
                std::abs(before.sides[s].open.value() - now.sides[s].open.value()) >
            0.02 ||
        before.sides[s].cargo != now.sides[s].cargo)
      return true;
  return false;
}

}  // namespace

HoldingControl::HoldingControl(const holding::Ledgerful& from, const Network& network,
                               const domain::Domain& domain, const weighing::Clocks& clocks)
    : from_(from), network_(network), domain_(domain), clocks_(clocks) {
  // A report that nothing dates came out no later than it was taken in, which says nothing of when it was written.
  std::optional<Day> undated;
  for (const auto& report : from.corpus.reports())
    if (from.corpus.visible(report, clocks)) {
      auto& last = report.dated ? last_known_ : undated;
      last = std::max(last.value_or(report.known), report.known);
    }
  if (!last_known_) last_known_ = undated;
}

std::vector<HolderRun> HoldingControl::holders(const std::string& place, const Interval& days) const {
  const holding::Lens lens{std::nullopt, from_.params.timeline};
  const auto observations = holding::observe(from_.corpus, from_.params, place, clocks_, from_.learned, lens,
                                             holding::bears_on_holder);
  if (observations.empty()) return {HolderRun{*days.from, {{Holder::unknown(), Probability::of(1)}}, {}}};
  const holding::PlaceModel model(from_.corpus, from_.params, observations, clocks_, from_.learned);
  std::set<Day> breaks;
  for (Day day : model.chain().breakpoints()) {
    breaks.insert(day);
    breaks.insert(day.plus_days(1));
  }
  std::vector<HolderRun> runs;
  for (Day day : with_steps(days, breaks)) {
    HolderRun run{day, {}, {}};
    const auto weights = model.on(day);
    double total = 0;
    for (double w : weights) total += w;
    for (std::size_t s = 0; s < weights.size(); ++s) {
      const auto& state = model.states()[s];
      const Probability p = Probability::of(std::clamp(weights[s] / total, 0.0, 1.0));
      using Kind = holding::State::Kind;
      run.distribution.emplace_back(state.kind == Kind::kHeld        ? Holder::held(state.parties)
                                    : state.kind == Kind::kContested ? Holder::contested()
                                                                     : Holder::unknown(),
                                    p);
    }
    // What bears on the days nearest to this one.
    std::vector<std::pair<int, std::size_t>> bearing;
    for (std::size_t o = 0; o < observations.size(); ++o)
      if (const auto& from = model.bearings()[o].from) bearing.emplace_back(std::abs(*from - day), o);
    std::stable_sort(bearing.begin(), bearing.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    for (const auto& [apart, o] : bearing)
      for (const auto& ground : holding::grounds_of(from_.corpus, observations[o], clocks_)) {
        if (run.because.size() >= kMostClaims) break;
        if (std::find(run.because.begin(), run.because.end(), ground.claim) == run.because.end())
          run.because.push_back(ground.claim);
      }
    runs.push_back(std::move(run));
  }
  return runs;
}

const std::vector<holding::GateAnswer>& HoldingControl::answers(const std::string& gate,
                                                                const Interval& days) const {
  if (!(gates_days_ == days)) gates_.clear(), gates_days_ = days;
  auto& found = gates_[gate];
  if (!found.empty()) return found;
  for (auto& answer : holding::gate_days(from_, gate, *days.from, *days.to, clocks_)) {
    if (found.empty() || answer.on - found.back().on >= kStep || moved(found.back(), answer))
      found.push_back(std::move(answer));
  }
  return found;
}

bool HoldingControl::is_cargo(const std::string& resource, const std::string& cargo) const {
  std::string id = cargo;
  for (int step = 0; step < 16; ++step) {
    if (id == resource) return true;
    const auto* known = domain_.resource(id);
    if (!known || known->broader.empty()) return false;
    id = known->broader;
  }
  return false;
}

std::vector<SideRun> HoldingControl::gate(const std::string& gate, Side side, const std::string& cargo,
                                          const Interval& days) const {
  const int port = network_.port(gate);
  const std::string far = port < 0 ? "" : network_.ports[static_cast<std::size_t>(port)].far_actor;
  std::vector<SideRun> runs;
  for (const auto& answer : answers(gate, days)) {
    double not_shut = 1, open = 0;
    bool told = false;
    for (const auto& said : answer.sides) {
      const bool is_far = said.party.empty() || Model::same_party(&domain_, said.party, far);
      if (is_far != (side == Side::kFar)) continue;
      told = true;
      const bool stopped = std::any_of(said.cargo.begin(), said.cargo.end(),
                                       [&](const std::string& id) { return is_cargo(id, cargo); });
      not_shut *= 1 - std::min(1.0, said.closed.value() + (stopped ? said.partly.value() : 0));
      open = std::max(open, said.open.value() + (stopped ? 0 : said.partly.value()));
    }
    SideRun run{
        answer.on, Probability::of(told ? std::min(open, not_shut) : 0), Probability::of(1 - not_shut), {}};
    for (const auto* list : {&answer.because, &answer.against})
      for (const auto& ground : *list) {
        if (run.because.size() >= kMostClaims) break;
        if (std::find(run.because.begin(), run.because.end(), ground.claim) == run.because.end())
          run.because.push_back(ground.claim);
      }
    runs.push_back(std::move(run));
  }
  return runs;
}

}  // namespace assay::flow
