// One minimum-cost flow: LEMON's network simplex as the stage uses it, against successive shortest paths with
// Bellman-Ford written plainly, as a textbook (or networkx's simplest fallback) has it. Both must agree on
// the cost.
#include <benchmark/benchmark.h>

#include <cmath>
#include <cstdlib>

#include "bench/flow/textbook.hpp"
#include "flow/random.hpp"
#include "flow/transport.hpp"

namespace assay::flow {
namespace {

using textbook::Paths;
using textbook::Problem;

// Places on a grid, a tenth of them with something to send; all that cannot be sold stays at a price.
Problem problem(int places) {
  Problem p;
  p.nodes = places + 1;
  std::uint64_t count = 0;
  auto pick = [&](std::int64_t below) {
    return static_cast<std::int64_t>(uniform(5, 6, ++count) * static_cast<double>(below));
  };
  const int wide = std::max(2, static_cast<int>(std::sqrt(places)));
  auto arc = [&](int from, int to, Kilograms capacity, Fen cost) {
    p.arcs.push_back({from, to});
    p.capacity.push_back(capacity);
    p.cost.push_back(cost);
  };
  for (int n = 0; n < places; ++n)
    for (int to : {n + 1, n + wide, n - wide})
      if (to >= 0 && to < places) arc(n, to, 20000 + pick(80000), 500 + pick(2000));
  p.supply.assign(static_cast<std::size_t>(p.nodes), 0);
  Kilograms total = 0;
  for (int n = 0; n < places; n += 10) {
    const Kilograms offered = 1000 + pick(20000);
    p.supply[static_cast<std::size_t>(n)] = offered;
    total += offered;
    arc(n, places, offered, 0);
  }
  for (int g = 0; g < 10; ++g) arc(places - 1 - g * wide / 10, places, 20000 + pick(100000), -1000000);
  p.supply.back() = -total;
  return p;
}

void network_simplex(benchmark::State& state) {
  const Problem p = problem(static_cast<int>(state.range(0)));
  Transport transport(p.nodes, p.arcs);
  transport.supply = p.supply;
  transport.capacity = p.capacity;
  transport.cost = p.cost;
  for (auto _ : state) benchmark::DoNotOptimize(transport.solve());
  if (p.nodes < 2000) {
    Fen total = 0;
    for (std::size_t a = 0; a < p.arcs.size(); ++a) total += transport.flow[a] * p.cost[a];
    if (total != textbook::Solver(p).solve(Paths::kBellmanFord)) state.SkipWithError("the two solvers disagree");
  }
}
BENCHMARK(network_simplex)->Arg(40)->Arg(400)->Arg(1600)->Arg(10000)->Unit(benchmark::kMicrosecond);

void successive_shortest_paths(benchmark::State& state) {
  const Problem p = problem(static_cast<int>(state.range(0)));
  for (auto _ : state) benchmark::DoNotOptimize(textbook::Solver(p).solve(Paths::kBellmanFord));
}
BENCHMARK(successive_shortest_paths)->Arg(40)->Arg(400)->Arg(1600)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace assay::flow
