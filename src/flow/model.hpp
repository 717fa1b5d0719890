// A network joined with its control and with changes, turned into numbers for one period: what a Simulator
// (simulate.hpp) draws worlds from. Built once, then read by all threads. The rules of the model are stated
// in docs/flow.md; the names of its parts are those of network.hpp.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "flow/change.hpp"
#include "flow/control.hpp"
#include "flow/network.hpp"
#include "flow/transport.hpp"

namespace assay::flow {

// An arc of one commodity's graph, and what of the network it stands for.
struct GraphArc {
  // An origin's goods enter or stay; a market is reached at one of its places, and buys up to what it asks
  // for.
  enum class Kind { kOrigin, kStay, kRoad, kGate, kReach, kBuy };
  Kind kind = Kind::kRoad;
  int from = 0, to = 0;      // nodes of the graph
  int ref = 0;               // origin, origin, road, port, market, market
  int node = -1, next = -1;  // nodes of the network that it touches; -1 for none
  double km = 0;
  std::vector<std::pair<int, int>> taxes;  // (tax, node whose holder may collect it), in order of collection
};

// Where goods enter: a site, or a seller at any of its places (`node` is the first).
struct Origin {
  int site = -1, market = -1;
  int node = 0;
};

struct CommodityGraph {
  int commodity = 0;
  std::vector<Origin> origins;
  std::vector<int> origin_nodes;  // in the graph
  std::vector<int> sites;         // index of origin by site, -1 for others' sites
  std::vector<GraphArc> arcs;
  std::vector<char> is_last;  // arcs that end a route: kBuy (and kStay, which is no route)
  int nodes = 0, hub = 0;
};

struct ModelTax {
  Tax tax;
  std::vector<char> collects;    // by holder
  int change = -1;               // the change that brought it, or -1
  std::vector<int> replaced_by;  // taxes that stand in its place while they are active
};

class Model {
 public:
  // Half-open `days` with both ends, at most 200 years. Fails with kBadArgument or kNotFound naming the
  // change that does not fit the network (and its place, where it has one). `warm_up` days before the first are run
  // and not reported, so that stocks, halts and mines at rest are on the first day what they would be. Holds copies
  // of all it needs but `network`, which must outlive it.
  static Result<Model> make(const Network& network, const ControlSource& control, std::vector<Change> changes,
                            const domain::Domain* domain, const Interval& days, int warm_up = 0);

  const Network* network = nullptr;
  Day from, to;      // with the days of warming up
  int days = 0;
  int warm_up = 0;   // of them
  Day first() const { return from.plus_days(warm_up); }  // of what is reported
  std::optional<Day> last_known;
  std::vector<Change> changes;
  std::vector<Holder> holders;  // all that occur; the last two are contested and unknown
  int contested() const { return static_cast<int>(holders.size()) - 2; }
  int unknown() const { return static_cast<int>(holders.size()) - 1; }

  struct NodeRun {
    int day = 0;                                     // from `from`; the first is at most 0
    std::vector<std::pair<double, int>> cumulative;  // probability up to and with that holder
    std::vector<std::string> because;
  };
  std::vector<std::vector<NodeRun>> node_runs;  // by node; outside points have one run
  struct GateRun {
    int day = 0;
    double open = 0, closed = 0;
    std::vector<std::string> because;
  };
  // By port, side and commodity: see side_index.
  std::vector<std::vector<GateRun>> gate_runs;
  int side_index(int port, Side side, int commodity) const {
    return (port * 2 + (side == Side::kFar ? 1 : 0)) * static_cast<int>(network->commodities.size()) +
           commodity;
  }

  std::vector<ModelTax> taxes;
  std::vector<CommodityGraph> graphs;  // of the commodities that have an origin and a buyer
  std::vector<int> cuts;               // days on which figures or changes begin or end, and months
  std::vector<int> month_begin;        // day on which each reported month begins; one more for the end
  std::vector<Day> months;             // their first days (the first may be mid-month)

  // Resolved changes: what each one means by index. -1 where it does not apply.
  struct Resolved {
    int node = -1, site = -1, holder = -1;
    std::vector<char> ports, commodities, by_holder, by_port_far;  // matches
    int begin = 0, end = 0;                                 // days, clipped to the run
  };
  std::vector<Resolved> resolved;

  // True when the two ids are one party: equal, or one belongs to the other.
  static bool same_party(const domain::Domain* domain, const std::string& a, const std::string& b);
  // By pair of holders (row-major): no change of hands between them.
  std::vector<char> same_hands;
};

}  // namespace assay::flow
