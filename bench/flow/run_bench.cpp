// Whole runs: Kachin's network for two years, and a generated network of 10,000 places and 30,000 ways for
// one.
#include <benchmark/benchmark.h>

#include "bench/flow/generated.hpp"
#include "domain/domain.hpp"
#include "flow/run.hpp"

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

}  // namespace
}  // namespace assay::flow
