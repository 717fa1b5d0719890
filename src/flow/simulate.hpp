// Draws worlds from a Model and lets goods flow through them. One draw fixes who holds what on each day,
// which gates are open, and one value for each uncertain figure; its period is cut wherever any of these
// changes, and each piece is one minimum-cost flow a commodity, with the stocks that the piece before it
// left.
#pragma once

#include <cstdint>
#include <vector>

#include "flow/model.hpp"
#include "flow/transport.hpp"

namespace assay::flow {

// What moved of one commodity in one piece of one draw. Amounts are kilograms.
struct Moved {
  int draw = 0;
  // The piece: [day, day + days) counted from the model's first day. Month -1: a day of warming up.
  int month = 0, day = 0, days = 0;
  int graph = 0;                     // of the model's graphs
  const std::vector<int>* holder = nullptr;  // of each node
  const Transport* transport = nullptr;
  const std::vector<Route>* routes = nullptr;
  // By origin (sites and sellers).
  std::vector<Kilograms> produced, shipped, stock, lost;
  // By market; what was asked for and what came. Unbounded demand is asked -1.
  std::vector<Kilograms> asked, delivered;
  double price = 0;  // yuan per tonne; 0 when none is known
  double yuan_per_dollar = 1;
};

// Receives what moves; called in order of time, then of commodity.
class Sink {
 public:
  virtual ~Sink() = default;
  virtual void moved(const Moved& moved) = 0;
  // Yuan that `holder` (of the model's holders) takes of one route at one tax.
  virtual void taken(const Moved& moved, const Route& route, int tax, int node, int holder, double yuan) {
    (void)moved, (void)route, (void)tax, (void)node, (void)holder, (void)yuan;
  }
};

// One a thread. Cost of a draw: pieces x commodities minimum-cost flows.
class Simulator {
 public:
  Simulator(const Model& model, std::uint64_t seed);
  void run(int draw, Sink& sink);

  // Amounts are capped here where nothing bounds them: 10^12 kg.
  static constexpr Kilograms kUnbounded = 1'000'000'000'000;

 private:
  struct Event {
    int day;
    enum class What : std::uint8_t { kHolder, kSide, kSite, kCut } what;
    int index, value;
  };

  double number(std::uint64_t stream) const;
  void draw_figures();
  void draw_paths();
  void hold_sites_after_changes_of_hands();
  void draw_gates();
  void piece(int begin, int end, int month, Sink& sink);
  bool active(int change, int day) const;
  bool side_open(int port, Side side, int commodity, int day) const;
  bool site_works(int site, int commodity, int day) const;
  void open_roads(int day);
  bool collects(int tax, int node) const;
  double yield(int field, Day day) const;  // tonnes a year
  Kilograms months_of(double months, std::size_t site, Day day, double scale) const;
  double price_of(int commodity, int day, Day date) const;
  void move_goods(int graph_index, int begin, int days, Sink& sink);
  bool solve(std::size_t graph);
  double yield_scale(int commodity, int day, Day date) const;
  Kilograms offer(const CommodityGraph& graph, Moved& moved, double scale, Day date);
  bool passable(const GraphArc& arc, int commodity, int day) const;
  Kilograms gate_bound(int port, int commodity, int days, Day date) const;
  void set_arcs(const CommodityGraph& graph, const Moved& moved, Kilograms total, Day date);
  void settle(const CommodityGraph& graph, Moved& moved, double scale, Day date);
  void collect(const CommodityGraph& graph, Moved& moved, Sink& sink);

  const Model& model_;
  const Network& net_;
  std::uint64_t seed_ = 0, draw_ = 0;
  int draw_index_ = 0;

  // Streams, hashed once.
  struct Streams {
    std::vector<std::uint64_t> node, gate, unknown_gate, field, storage, working, restart, share, market, tax,
        price, change, road;
    std::vector<std::vector<std::uint64_t>> capacity;
    std::uint64_t exchange = 0;
  } streams_;

  // Of this draw.
  std::vector<double> field_u_, share_, storage_, working_, restart_, market_u_, price_u_, road_cost_,
      tax_value_;
  std::vector<std::vector<double>> capacity_u_;
  std::vector<char> change_on_;
  std::vector<int> change_end_;  // day, fading included
  double yuan_per_dollar_ = 1;
  std::vector<std::vector<std::pair<int, int>>> path_;  // by node: (day, holder), ascending
  std::vector<Event> events_;

  // Of this moment.
  std::vector<int> holder_, stopped_;
  std::vector<char> side_, tax_on_, road_open_;  // road_open_ by node: roads through it
  std::vector<std::vector<Kilograms>> stock_;  // by graph and origin

  std::vector<Transport> transports_;  // by graph
  std::vector<int> twin_;              // by graph: an earlier one of the same shape, or -1
  std::vector<Moved> moved_;           // by graph; reused
  std::vector<Route> routes_;
};

}  // namespace assay::flow
