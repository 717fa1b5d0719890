// Whole runs: Kachin's network for two years, and a generated network of 10,000 places and 30,000 ways for
// one.
#include <benchmark/benchmark.h>

#include <map>

#include "bench/flow/generated.hpp"
#include "bench/flow/textbook.hpp"
#include "domain/domain.hpp"
#include "flow/run.hpp"
#include "flow/simulate.hpp"

namespace assay::flow {
namespace {

Day day(const char* iso) { return Day::parse(iso).value(); }

// Places that changed hands and gates that shut and opened in 2024 and 2025, with some doubt left in each.
TableControl kachin_control() {
  TableControl control;
  auto likely = [&](const char* place, const char* from, const char* holder, double p) {
    control.set(place, {day(from),
                        {{Holder::held({holder}), Probability::of(p)},
                         {Holder::contested(), Probability::of((1 - p) / 2)},
                         {Holder::unknown(), Probability::of((1 - p) / 2)}},
                        {}});
  };
  for (const char* place : {"chipwi", "pangwa", "tsawlaw"}) likely(place, "2020-01-01", "nda-k", 0.9);
  likely("chipwi", "2024-09-29", "kia", 0.95);
  likely("pangwa", "2024-10-18", "kia", 0.95);
  likely("momauk", "2024-08-19", "kia", 0.9);
  likely("kanpiketi", "2024-11-20", "kia", 0.97);
  likely("hpakant", "2020-01-01", "junta", 0.5);
  for (const char* gate : {"laiza", "lweje", "maijayang", "pangwa", "kanpiketi"})
    for (auto [from, open] : {std::pair{"2024-10-18", 0.05}, {"2024-12-13", 0.4}, {"2025-03-27", 0.85}})
      control.set_gate(gate, Side::kFar, "",
                       {day(from), Probability::of(open), Probability::of(0.95 - open), {}});
  return control;
}

void kachin_1000_draws_24_months(benchmark::State& state) {
  const auto domain = domain::Domain::load(ASSAY_SOURCE_DIR "/domain", {"kachin"});
  const auto network = Network::load(ASSAY_SOURCE_DIR "/domain/kachin/network.yaml", &*domain);
  const TableControl control = kachin_control();
  const auto model = Model::make(*network, control, {}, &*domain, {day("2024-01-01"), day("2026-01-01")});
  RunOptions options;
  options.threads = static_cast<int>(state.range(0));
  for (auto _ : state) benchmark::DoNotOptimize(run_flows(*model, options).samples.data());
}
BENCHMARK(kachin_1000_draws_24_months)
    ->Arg(1)
    ->Arg(2)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime()
    ->MeasureProcessCPUTime();

void generated_10000_nodes_100_draws_12_months(benchmark::State& state) {
  const Network network = generated(10000, 30000, 300, 40);
  const TableControl control = generated_control(network, day("2020-01-01"));
  const auto model = Model::make(network, control, {}, nullptr, {day("2024-01-01"), day("2025-01-01")});
  RunOptions options;
  options.draws = 100;
  options.threads = static_cast<int>(state.range(0));
  double passed = 0;
  for (auto _ : state) {
    const Flows flows = run_flows(*model, options);
    passed = flows.total_band(static_cast<std::size_t>(flows.row(Metric::kDelivered, "buyer", "ore"))).p50;
  }
  state.counters["tonnes"] = passed;
}
BENCHMARK(generated_10000_nodes_100_draws_12_months)
    ->Arg(2)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime()
    ->MeasureProcessCPUTime()
    ->Iterations(1);

// The flows that draws pose, as they came.
class Problems : public Sink {
 public:
  Problems(const Model& model, std::size_t most) : model_(model), most_(most) {}
  void moved(const Moved& moved) override {
    const auto& graph = model_.graphs[static_cast<std::size_t>(moved.graph)];
    const Transport& from = *moved.transport;
    if (problems.size() >= most_ || from.supply[static_cast<std::size_t>(graph.hub)] == 0) return;
    textbook::Problem p{graph.nodes, {}, from.supply, from.capacity, from.cost};
    for (const auto& arc : graph.arcs) p.arcs.push_back({arc.from, arc.to});
    problems.push_back(std::move(p));
  }
  std::vector<textbook::Problem> problems;

 private:
  const Model& model_;
  std::size_t most_;
};

std::vector<textbook::Problem> problems_of(const Model& model, int draws, std::size_t most) {
  Problems found(model, most);
  Simulator simulator(model, 1);
  for (int d = 0; d < draws && found.problems.size() < most; ++d) simulator.run(d, found);
  return std::move(found.problems);
}

Fen simplex_cost(const textbook::Problem& p) {
  Transport transport(p.nodes, p.arcs);
  transport.supply = p.supply, transport.capacity = p.capacity, transport.cost = p.cost;
  transport.solve();
  Fen total = 0;
  for (std::size_t a = 0; a < p.arcs.size(); ++a) total += transport.flow[a] * p.cost[a];
  return total;
}

// Time of one flow on the average of `problems`: the stage's solver kept from flow to flow, as a run keeps it, or the
// textbook's.
void time_flows(benchmark::State& state, const std::vector<textbook::Problem>& problems, const char* solver) {
  const std::string_view which = solver;
  const auto paths = which == "dijkstra" ? textbook::Paths::kDijkstra : textbook::Paths::kBellmanFord;
  if (which != "simplex" && textbook::Solver(problems.front()).solve(paths) != simplex_cost(problems.front()))
    state.SkipWithError("the two solvers disagree");
  std::map<int, Transport> kept;  // by nodes: one of each shape
  for (auto _ : state)
    for (const auto& p : problems) {
      if (which != "simplex") {
        benchmark::DoNotOptimize(textbook::Solver(p).solve(paths));
        continue;
      }
      Transport& transport = kept.try_emplace(p.nodes, p.nodes, p.arcs).first->second;
      transport.supply = p.supply, transport.capacity = p.capacity, transport.cost = p.cost;
      benchmark::DoNotOptimize(transport.solve());
    }
  state.counters["one_flow"] = benchmark::Counter(static_cast<double>(problems.size()),
                                                  benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
  state.counters["flows"] = static_cast<double>(problems.size());
}

void kachin_flows(benchmark::State& state, const char* solver) {
  const auto domain = domain::Domain::load(ASSAY_SOURCE_DIR "/domain", {"kachin"});
  auto network = *Network::load(ASSAY_SOURCE_DIR "/domain/kachin/network.yaml", &*domain);
  std::erase_if(network.markets, [](const Market& market) { return market.sells; });  // rare earths and jade
  const TableControl control = kachin_control();
  const auto model = Model::make(network, control, {}, &*domain, {day("2024-01-01"), day("2026-01-01")});
  auto problems = problems_of(*model, 20, 2000);
  std::erase_if(problems, [&](const auto& p) { return p.nodes != problems.front().nodes; });  // of one shape
  time_flows(state, problems, solver);
}
BENCHMARK_CAPTURE(kachin_flows, simplex, "simplex")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(kachin_flows, dijkstra, "dijkstra")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(kachin_flows, bellman_ford, "bellman-ford")->Unit(benchmark::kMillisecond);

void generated_flows(benchmark::State& state, const char* solver, std::size_t most) {
  const Network network = generated(10000, 30000, 300, 40);
  const TableControl control = generated_control(network, day("2020-01-01"));
  const auto model = Model::make(network, control, {}, nullptr, {day("2024-01-01"), day("2025-01-01")});
  time_flows(state, problems_of(*model, 1, most), solver);
}
BENCHMARK_CAPTURE(generated_flows, simplex, "simplex", 4)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(generated_flows, dijkstra, "dijkstra", 4)->Unit(benchmark::kMillisecond)->Iterations(1);
BENCHMARK_CAPTURE(generated_flows, bellman_ford, "bellman-ford", 1)->Unit(benchmark::kMillisecond)->Iterations(1);

}  // namespace
}  // namespace assay::flow
