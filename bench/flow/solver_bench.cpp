// One minimum-cost flow: LEMON's network simplex as the stage uses it, against successive shortest paths with
// Bellman-Ford written plainly, as a textbook (or networkx's simplest fallback) has it. Both must agree on
// the cost.
#include <benchmark/benchmark.h>

#include <cmath>
#include <cstdlib>
#include <limits>
#include <queue>

#include "flow/random.hpp"
#include "flow/transport.hpp"

namespace assay::flow {
namespace {

struct Problem {
  int nodes = 0;
  std::vector<TransportArc> arcs;
  std::vector<Kilograms> supply, capacity;
  std::vector<Fen> cost;
};

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

Fen textbook(const Problem& p) {
  const Fen far = std::numeric_limits<Fen>::max() / 4;
  std::vector<Kilograms> flow(p.arcs.size(), 0), left = p.supply;
  Fen total = 0;
  const auto hub = static_cast<std::size_t>(p.nodes - 1);
  while (left[hub] < 0) {
    std::vector<Fen> distance(left.size(), far);
    std::vector<int> by(left.size(), -1);
    for (std::size_t n = 0; n < left.size(); ++n)
      if (left[n] > 0) distance[n] = 0;
    for (bool moved = true; moved;) {
      moved = false;
      for (std::size_t a = 0; a < p.arcs.size(); ++a) {
        const auto f = static_cast<std::size_t>(p.arcs[a].from), t = static_cast<std::size_t>(p.arcs[a].to);
        if (flow[a] < p.capacity[a] && distance[f] < far && distance[f] + p.cost[a] < distance[t])
          distance[t] = distance[f] + p.cost[a], by[t] = static_cast<int>(2 * a), moved = true;
        if (flow[a] > 0 && distance[t] < far && distance[t] - p.cost[a] < distance[f])
          distance[f] = distance[t] - p.cost[a], by[f] = static_cast<int>(2 * a + 1), moved = true;
      }
    }
    std::vector<int> way;
    std::size_t node = hub;
    Kilograms amount = -left[hub];
    while (by[node] >= 0) {
      const int step = by[node];
      const auto a = static_cast<std::size_t>(step / 2);
      way.push_back(step);
      amount = std::min(amount, step % 2 ? flow[a] : p.capacity[a] - flow[a]);
      node = static_cast<std::size_t>(step % 2 ? p.arcs[a].to : p.arcs[a].from);
    }
    amount = std::min(amount, left[node]);
    for (int step : way) {
      const auto a = static_cast<std::size_t>(step / 2);
      flow[a] += step % 2 ? -amount : amount;
      total += (step % 2 ? -amount : amount) * p.cost[a];
    }
    left[node] -= amount;
    left[hub] += amount;
  }
  return total;
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
    if (total != textbook(p)) state.SkipWithError("the two solvers disagree");
  }
}
BENCHMARK(network_simplex)->Arg(40)->Arg(400)->Arg(1600)->Arg(10000)->Unit(benchmark::kMicrosecond);

void successive_shortest_paths(benchmark::State& state) {
  const Problem p = problem(static_cast<int>(state.range(0)));
  for (auto _ : state) benchmark::DoNotOptimize(textbook(p));
}
BENCHMARK(successive_shortest_paths)->Arg(40)->Arg(400)->Arg(1600)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace assay::flow
