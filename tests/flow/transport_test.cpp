#include "flow/transport.hpp"

#include <gtest/gtest.h>

#include "flow/network.hpp"
#include "flow/random.hpp"

namespace assay::flow {
namespace {

// Successive shortest paths by Bellman-Ford, as a textbook has it: another way to the same least cost.
Fen textbook_cost(int nodes, const std::vector<TransportArc>& arcs, std::vector<Kilograms> left,
                  std::vector<Kilograms> capacity, const std::vector<Fen>& cost) {
  std::vector<Kilograms> flow(arcs.size(), 0);
  const Fen far = std::numeric_limits<Fen>::max() / 4;
  while (true) {
    std::vector<Fen> distance(static_cast<std::size_t>(nodes), far);
    std::vector<int> by(static_cast<std::size_t>(nodes), -1);
    bool any = false;
    for (std::size_t n = 0; n < left.size(); ++n)
      if (left[n] > 0) distance[n] = 0, any = true;
    if (!any) break;
    for (int round = 0; round < nodes; ++round)
      for (std::size_t a = 0; a < arcs.size(); ++a) {
        const auto f = static_cast<std::size_t>(arcs[a].from), t = static_cast<std::size_t>(arcs[a].to);
        if (flow[a] < capacity[a] && distance[f] < far && distance[f] + cost[a] < distance[t])
          distance[t] = distance[f] + cost[a], by[t] = static_cast<int>(a);
        if (flow[a] > 0 && distance[t] < far && distance[t] - cost[a] < distance[f])
          distance[f] = distance[t] - cost[a], by[f] = static_cast<int>(a) + static_cast<int>(arcs.size());
      }
    std::size_t sink = left.size();
    for (std::size_t n = 0; n < left.size(); ++n)
      if (left[n] < 0 && distance[n] < far && (sink == left.size() || distance[n] < distance[sink])) sink = n;
    if (sink == left.size()) break;
    Kilograms amount = -left[sink];
    std::size_t node = sink;
    std::vector<std::pair<std::size_t, bool>> way;
    while (by[node] >= 0) {
      const bool back = by[node] >= static_cast<int>(arcs.size());
      const auto a = static_cast<std::size_t>(by[node]) - (back ? arcs.size() : 0);
      amount = std::min(amount, back ? flow[a] : capacity[a] - flow[a]);
      way.emplace_back(a, back);
      node = static_cast<std::size_t>(back ? arcs[a].to : arcs[a].from);
    }
    amount = std::min(amount, left[node]);
    for (auto& [a, back] : way) flow[a] += back ? -amount : amount;
    left[node] -= amount;
    left[sink] += amount;
  }
  Fen total = 0;
  for (std::size_t a = 0; a < arcs.size(); ++a) total += flow[a] * cost[a];
  return total;
}

TEST(Transport, the_simplex_and_a_textbook_solver_find_the_same_least_cost) {
  for (std::uint64_t world = 0; world < 60; ++world) {
    auto pick = [&, n = 0u](std::uint64_t below) mutable {
      return static_cast<std::int64_t>(uniform(7, world, n++) * static_cast<double>(below));
    };
    const int nodes = 8 + static_cast<int>(pick(8));
    std::vector<TransportArc> arcs;
    for (int i = 0; i < nodes * 3; ++i) {
      const int from = static_cast<int>(pick(static_cast<std::uint64_t>(nodes - 1)));
      arcs.push_back({from, static_cast<int>((from + 1 + pick(3)) % (nodes - 1))});
    }
    for (int n = 0; n + 1 < nodes; ++n) arcs.push_back({n, nodes - 1});  // what stays
    Transport transport(nodes, arcs);
    Kilograms total = 0;
    for (int n = 0; n + 1 < nodes; ++n)
      total += transport.supply[static_cast<std::size_t>(n)] = pick(4) == 0 ? pick(1000) : 0;
    transport.supply.back() = -total;
    for (std::size_t a = 0; a < arcs.size(); ++a) {
      const bool stays = arcs[a].to == nodes - 1;
      transport.capacity[a] = stays ? total : pick(400);
      transport.cost[a] = stays ? 200 + pick(2000) : 1 + pick(300);
    }
    ASSERT_TRUE(transport.solve());
    Fen cost = 0;
    std::vector<Kilograms> balance = transport.supply;
    for (std::size_t a = 0; a < arcs.size(); ++a) {
      EXPECT_GE(transport.flow[a], 0);
      EXPECT_LE(transport.flow[a], transport.capacity[a]);
      cost += transport.flow[a] * transport.cost[a];
      balance[static_cast<std::size_t>(arcs[a].from)] -= transport.flow[a];
      balance[static_cast<std::size_t>(arcs[a].to)] += transport.flow[a];
    }
    for (Kilograms left : balance) EXPECT_EQ(left, 0);
    EXPECT_EQ(cost, textbook_cost(nodes, arcs, transport.supply, transport.capacity, transport.cost))
        << "world " << world;
  }
}

TEST(Transport, routes_carry_the_whole_flow_from_origin_to_buyer) {
  // 0 offers ten; 0→1→3 passes six, 0→2→3 passes the rest.
  Transport transport(4, {{0, 1}, {0, 2}, {1, 3}, {2, 3}});
  transport.supply = {10, 0, 0, -10};
  transport.capacity = {6, 10, 6, 10};
  transport.cost = {1, 2, 1, 2};
  ASSERT_TRUE(transport.solve());
  std::vector<Route> routes;
  const std::vector<int> origins{0};
  transport.routes(origins, {0, 0, 1, 1}, routes);
  ASSERT_EQ(routes.size(), 2u);
  EXPECT_EQ(routes[0].amount, 6);
  EXPECT_EQ(routes[0].arcs, (std::vector<int>{0, 2}));
  EXPECT_EQ(routes[1].amount, 4);
  EXPECT_EQ(routes[1].arcs, (std::vector<int>{1, 3}));
}

TEST(Transport, an_impossible_demand_is_reported) {
  Transport transport(2, {{0, 1}});
  transport.supply = {5, -5};
  transport.capacity = {3};
  transport.cost = {1};
  EXPECT_FALSE(transport.solve());
}

}  // namespace
}  // namespace assay::flow
