#include "holding/runs.hpp"

#include <algorithm>
#include <cmath>

namespace assay::holding {
namespace {

void add_new(std::vector<std::string>& into, const std::string& id) {
  if (std::find(into.begin(), into.end(), id) == into.end()) into.push_back(id);
}

}  // namespace

std::vector<HolderRun> holder_runs(const Ledgerful& from, const std::string& place, Day begin, Day end,
                                   const weighing::Clocks& clocks, double step) {
  const auto observations = observe(from.corpus, from.params, place, clocks, from.learned, {begin, from.params.timeline}, bears_on_holder);
  const PlaceModel model(from.corpus, from.params, observations, clocks, from.learned);
  std::vector<HolderRun> runs;
  Weights last;
  for (Day day = begin; day < end; day = day.plus_days(1)) {
    Weights now = model.on(day);
    double moved = last.empty() ? 2 : 0;
    for (std::size_t s = 0; s < now.size() && !last.empty(); ++s) moved = std::max(moved, std::abs(now[s] - last[s]));
    if (moved < step) continue;
    HolderRun run{day, {}, {}};
    for (std::size_t s = 0; s < now.size(); ++s)
      if (now[s] > 0) run.distribution.emplace_back(model.states()[s], Probability::of(std::min(1.0, now[s])));
    // What bears within the run's reach: told of a time up to this day, the latest last.
    for (std::size_t k = 0; k < observations.size(); ++k)
      if (const auto& bearing = model.bearings()[k]; bearing.from && *bearing.from <= day)
        for (const auto number : observations[k].event.statements) add_new(run.because, from.corpus.statements()[number].id);
    runs.push_back(std::move(run));
    last = std::move(now);
  }
  return runs;
}

std::vector<GateRun> gate_runs(const Ledgerful& from, const std::string& gate, GateEnd end_of_gate, const std::string& cargo,
                               Day begin, Day end, const weighing::Clocks& clocks, double step) {
  const auto& facts = from.corpus.facts();
  std::vector<GateRun> runs;
  double last_open = 2, last_closed = 2;
  for (const auto& answer : gate_days(from, gate, begin, end, clocks)) {
    GateRun run{answer.on, {}, {}, {}};
    const GatePassage now = passage(facts, answer, end_of_gate, cargo);
    const double open = now.open.value(), closed = now.closed.value();
    if (std::abs(open - last_open) < step && std::abs(closed - last_closed) < step) continue;
    run.open = now.open, run.closed = now.closed;
    for (const auto* list : {&answer.because, &answer.against})
      for (const Ground& ground : *list) add_new(run.because, ground.claim);
    last_open = open, last_closed = closed;
    runs.push_back(std::move(run));
  }
  return runs;
}

}  // namespace assay::holding
