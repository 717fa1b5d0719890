#include "flow/transport.hpp"

#include <lemon/network_simplex.h>
#include <lemon/static_graph.h>

#include <algorithm>
#include <limits>
#include <numeric>

namespace assay::flow {
namespace {

using Graph = lemon::StaticDigraph;

// A LEMON map that reads a vector of ours through the arc (or node) order of the graph.
template <class Item>
struct VectorMap {
  using Key = Item;
  using Value = std::int64_t;
  const std::vector<std::int64_t>* values;
  const std::vector<int>* order;
  const Graph* graph;
  Value operator[](const Item& item) const {
    const auto index = static_cast<std::size_t>(graph->index(item));
    return (*values)[order ? static_cast<std::size_t>((*order)[index]) : index];
  }
};

}  // namespace

struct Transport::Solver {
  using Simplex = lemon::NetworkSimplex<Graph, std::int64_t, std::int64_t>;
  Graph graph;
  std::vector<int> order;  // the arc of ours that the graph's i-th arc is: the graph wants them by tail
  std::unique_ptr<Simplex> simplex;
};

Transport::Transport(int nodes, std::vector<TransportArc> arcs)
    : supply(static_cast<std::size_t>(nodes)),
      capacity(arcs.size()),
      cost(arcs.size()),
      flow(arcs.size()),
      solver_(std::make_unique<Solver>()),
      arcs_(std::move(arcs)),
      out_(static_cast<std::size_t>(nodes)),
      nodes_(nodes) {
  auto& order = solver_->order;
  order.resize(arcs_.size());
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(), [&](int a, int b) {
    return arcs_[static_cast<std::size_t>(a)].from < arcs_[static_cast<std::size_t>(b)].from;
  });
  std::vector<std::pair<int, int>> ends;
  ends.reserve(arcs_.size());
  for (int arc : order)
    ends.emplace_back(arcs_[static_cast<std::size_t>(arc)].from, arcs_[static_cast<std::size_t>(arc)].to);
  solver_->graph.build(nodes, ends.begin(), ends.end());
  solver_->simplex = std::make_unique<Solver::Simplex>(solver_->graph);
  for (std::size_t i = 0; i < arcs_.size(); ++i)
    out_[static_cast<std::size_t>(arcs_[i].from)].push_back(static_cast<int>(i));
}

Transport::~Transport() = default;
Transport::Transport(Transport&&) noexcept = default;
Transport& Transport::operator=(Transport&&) noexcept = default;

bool Transport::solve() {
  using ArcMap = VectorMap<Graph::Arc>;
  using NodeMap = VectorMap<Graph::Node>;
  auto& s = *solver_;
  s.simplex->upperMap(ArcMap{&capacity, &s.order, &s.graph});
  s.simplex->costMap(ArcMap{&cost, &s.order, &s.graph});
  s.simplex->supplyMap(NodeMap{&supply, nullptr, &s.graph});
  if (s.simplex->run() != Solver::Simplex::OPTIMAL) return false;
  for (std::size_t i = 0; i < s.order.size(); ++i)
    flow[static_cast<std::size_t>(s.order[i])] = s.simplex->flow(s.graph.arc(static_cast<int>(i)));
  return true;
}

void Transport::routes(std::span<const int> origins, const std::vector<char>& is_last,
                       std::vector<Route>& out) {
  out.clear();
  left_ = flow;
  for (const int origin : origins) {
    while (true) {
      Route route;
      route.amount = std::numeric_limits<Kilograms>::max();
      int node = origin;
      bool ended = false;
      while (!ended && route.arcs.size() <= static_cast<std::size_t>(nodes_)) {
        int next = -1;
        for (int arc : out_[static_cast<std::size_t>(node)])
          if (left_[static_cast<std::size_t>(arc)] > 0) {
            next = arc;
            break;
          }
        if (next < 0) break;
        route.arcs.push_back(next);
        route.amount = std::min(route.amount, left_[static_cast<std::size_t>(next)]);
        ended = is_last[static_cast<std::size_t>(next)];
        node = arcs_[static_cast<std::size_t>(next)].to;
      }
      if (!ended) break;  // nothing leaves any more
      for (int arc : route.arcs) left_[static_cast<std::size_t>(arc)] -= route.amount;
      out.push_back(std::move(route));
    }
  }
}

std::vector<Fen> Transport::worth_of_widening(int hub) const {
  constexpr Fen kFar = std::numeric_limits<Fen>::max() / 4;
  // to[v]: least cost of a residual way from hub to v; back[v]: from v to hub.
  std::vector<Fen> to(static_cast<std::size_t>(nodes_), kFar), back = to;
  to[static_cast<std::size_t>(hub)] = back[static_cast<std::size_t>(hub)] = 0;
  bool moved = true;
  for (int round = 0; moved && round < nodes_; ++round) {
    moved = false;
    auto relax = [&](std::size_t from, std::size_t target, Fen price) {
      if (to[from] < kFar && to[from] + price < to[target]) to[target] = to[from] + price, moved = true;
      if (back[target] < kFar && back[target] + price < back[from])
        back[from] = back[target] + price, moved = true;
    };
    for (std::size_t a = 0; a < arcs_.size(); ++a) {
      const auto from = static_cast<std::size_t>(arcs_[a].from),
                 target = static_cast<std::size_t>(arcs_[a].to);
      if (flow[a] < capacity[a]) relax(from, target, cost[a]);
      if (flow[a] > 0) relax(target, from, -cost[a]);
    }
  }
  std::vector<Fen> worth(arcs_.size(), 0);
  for (std::size_t a = 0; a < arcs_.size(); ++a) {
    if (flow[a] < capacity[a]) continue;
    const Fen there = to[static_cast<std::size_t>(arcs_[a].from)],
              onward = back[static_cast<std::size_t>(arcs_[a].to)];
    if (there < kFar && onward < kFar) worth[a] = std::max<Fen>(0, -(there + cost[a] + onward));
  }
  return worth;
}

}  // namespace assay::flow
