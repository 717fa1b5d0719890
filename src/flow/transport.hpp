// One commodity's minimum-cost flow from its origins to its buyers, solved by LEMON's network simplex
// (Kiraly and Kovacs 2012), and its decomposition into routes. Amounts are whole kilograms and costs whole
// fen per tonne, so that answers are exact and the same on every machine.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace assay::flow {

using Kilograms =
    std::int64_t;          // or thousandths of a per cent, for goods counted in per cent of a normal month
using Fen = std::int64_t;  // hundredths of a yuan

struct TransportArc {
  int from = 0, to = 0;
};

// A part of the flow that took one way: arcs in order from the origin's to the buyer's.
struct Route {
  Kilograms amount = 0;
  std::vector<int> arcs;
};

// A graph that is solved many times with other numbers. Not for use by two threads at once.
class Transport {
 public:
  // `arcs` in any order; node numbers below `nodes`. Cost: linear.
  Transport(int nodes, std::vector<TransportArc> arcs);
  ~Transport();
  Transport(Transport&&) noexcept;
  Transport& operator=(Transport&&) noexcept;

  // What each node offers (positive) or takes away (negative), summing to zero; bounds and costs of the arcs,
  // in the order that the constructor had them. Costs may be negative where no cycle is.
  std::vector<Kilograms> supply, capacity;
  std::vector<Fen> cost;

  // True when a flow exists; `flow` then is one of least cost. Same numbers in, same flow out.
  bool solve();
  std::vector<Kilograms> flow;

  // Splits the flow that leaves `origins` into routes, in order of origins and arcs. An arc for which
  // `is_last` holds ends a route. Cost: arcs of all routes.
  void routes(std::span<const int> origins, const std::vector<char>& is_last, std::vector<Route>& out);

  // How much the whole would gain (in fen per tonne) if the bound of each arc were a kilogram wider, measured
  // from and to `hub`, the node that all leftovers run to; 0 where the bound does not bind. Bellman-Ford on
  // the residual graph: O(nodes x arcs) at worst.
  std::vector<Fen> worth_of_widening(int hub) const;

 private:
  struct Solver;
  std::unique_ptr<Solver> solver_;
  std::vector<TransportArc> arcs_;
  std::vector<std::vector<int>> out_;  // arcs by their tail
  std::vector<Kilograms> left_;        // scratch of routes()
  int nodes_ = 0;
};

}  // namespace assay::flow
