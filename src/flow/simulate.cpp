#include "flow/simulate.hpp"

#include <algorithm>
#include <cmath>

#include "flow/random.hpp"

namespace assay::flow {
namespace {

constexpr double kKilograms = 1000;        // in a tonne
constexpr double kFen = 100;               // in a yuan
constexpr Fen kDearest = 100'000'000'000;  // a billion yuan a tonne
constexpr Fen kPriceless = kDearest;       // value of goods without a known price: carried at any cost

int days_in_year(Day day) { return Day::is_civil(day.year(), 2, 29) ? 366 : 365; }

// Never more than kUnbounded, however large a figure a file gives.
Kilograms kilograms(double tonnes) {
  constexpr double kMost = static_cast<double>(Simulator::kUnbounded);
  return static_cast<Kilograms>(std::llround(std::clamp(tonnes * kKilograms, 0.0, kMost)));
}

// Bounded, so that a way over any number of arcs still fits.
Fen fen(double yuan) {
  return static_cast<Fen>(
      std::llround(std::clamp(yuan * kFen, -static_cast<double>(kDearest), static_cast<double>(kDearest))));
}

template <class List, class Name>
std::vector<std::uint64_t> streams(const List& list, const std::string& prefix, Name name) {
  std::vector<std::uint64_t> all;
  for (const auto& item : list) all.push_back(stream_of(prefix + name(item)));
  return all;
}

bool same_shape(const CommodityGraph& a, const CommodityGraph& b) {
  return a.nodes == b.nodes && std::equal(a.arcs.begin(), a.arcs.end(), b.arcs.begin(), b.arcs.end(),
                                          [](const GraphArc& x, const GraphArc& y) {
                                            return x.from == y.from && x.to == y.to;
                                          });
}

}  // namespace

Simulator::Simulator(const Model& model, std::uint64_t seed)
    : model_(model), net_(*model.network), seed_(seed) {
  auto id = [](const auto& item) { return item.id; };
  auto gate = [](const Port& port) { return port.gate; };
  streams_.node = streams(net_.nodes, "node/", id);
  streams_.field = streams(net_.fields, "yield/", id);
  streams_.storage = streams(net_.fields, "storage/", id);
  streams_.working = streams(net_.fields, "working/", id);
  streams_.restart = streams(net_.sites, "restart/", id);
  streams_.share = streams(net_.sites, "share/", id);
  streams_.market = streams(net_.markets, "market/", id);
  streams_.price = streams(net_.commodities, "price/", id);
  streams_.road = streams(net_.roads, "road/", id);
  streams_.tax = streams(model.taxes, "tax/", [](const ModelTax& tax) { return tax.tax.id; });
  streams_.change = streams(model.changes, "", [](const Change& change) { return change.key(); });
  streams_.exchange = stream_of("exchange");
  for (const auto& port : net_.ports)
    for (const char* side : {"/near", "/far"}) {
      // Where one state decides for all its sides, one number does.
      const bool shared = net_.rules.far_sides_together && side == std::string_view("/far");
      streams_.gate.push_back(stream_of(shared ? "gates-of/" + port.far_actor : "gate/" + port.gate + side));
      streams_.unknown_gate.push_back(stream_of(shared ? "unknown-gates-of/" + port.far_actor : "unknown-gate/" + port.gate + side));
    }
  for (const auto& port : net_.ports)
    streams_.capacity.push_back(streams(port.capacities, "capacity/" + gate(port) + "/",
                                        [](const Port::Capacity& capacity) { return capacity.cargo; }));
  for (const auto& graph : model.graphs) {
    std::vector<TransportArc> arcs;
    for (const auto& arc : graph.arcs) arcs.push_back({arc.from, arc.to});
    transports_.emplace_back(graph.nodes, std::move(arcs));
    Moved moved;
    const auto origins = graph.origins.size();
    moved.produced.resize(origins);
    moved.shipped = moved.stock = moved.lost = moved.produced;
    moved.asked.resize(net_.markets.size());
    moved.delivered = moved.asked;
    moved_.push_back(std::move(moved));
  }
  for (std::size_t g = 0; g < model.graphs.size(); ++g) {
    int twin = -1;
    for (std::size_t other = 0; other < g && twin < 0; ++other)
      if (same_shape(model.graphs[other], model.graphs[g])) twin = static_cast<int>(other);
    twin_.push_back(twin);
  }
  side_.resize(model.gate_runs.size());
  tax_on_.resize(model.taxes.size());
}

double Simulator::number(std::uint64_t stream) const { return uniform(seed_, draw_, stream); }

bool Simulator::active(int change, int day) const {
  const auto& resolved = model_.resolved[static_cast<std::size_t>(change)];
  return change_on_[static_cast<std::size_t>(change)] && resolved.begin <= day &&
         day < change_end_[static_cast<std::size_t>(change)];
}

// What the source of control says, unless a change speaks of it; of several, the last in order does.
bool Simulator::side_open(int port, Side side, int commodity, int day) const {
  bool open = side_[static_cast<std::size_t>(model_.side_index(port, side, commodity))];
  for (std::size_t c = 0; c < model_.changes.size(); ++c) {
    const auto& change = model_.changes[c];
    const auto& resolved = model_.resolved[c];
    if (change.kind == Change::Kind::kGate) {
      if (!resolved.ports[static_cast<std::size_t>(port)] || (change.side && *change.side != side)) continue;
    } else if (change.kind == Change::Kind::kTrade) {
      const auto near = static_cast<std::size_t>(
          holder_[static_cast<std::size_t>(net_.ports[static_cast<std::size_t>(port)].near)]);
      const bool its_side = side == Side::kFar ? resolved.by_port_far[static_cast<std::size_t>(port)]
                                               : resolved.by_holder[near];
      if (!its_side) continue;
    } else {
      continue;
    }
    if (resolved.commodities[static_cast<std::size_t>(commodity)] && active(static_cast<int>(c), day))
      open = change.open;
  }
  return open;
}

bool Simulator::site_works(int site, int commodity, int day) const {
  if (stopped_[static_cast<std::size_t>(site)] > 0) return false;
  const int holder = holder_[static_cast<std::size_t>(net_.sites[static_cast<std::size_t>(site)].node)];
  if (holder == model_.contested()) return false;
  bool permitted = true;
  for (std::size_t c = 0; c < model_.changes.size(); ++c) {
    if (model_.changes[c].kind != Change::Kind::kExtraction) continue;
    const auto& resolved = model_.resolved[c];
    if (resolved.node >= 0 && resolved.node != net_.sites[static_cast<std::size_t>(site)].node) continue;
    const bool whose =
        model_.changes[c].actor.empty() || resolved.by_holder[static_cast<std::size_t>(holder)];
    if (whose && resolved.commodities[static_cast<std::size_t>(commodity)] &&
        active(static_cast<int>(c), day))
      permitted = model_.changes[c].open;
  }
  return permitted;
}

void Simulator::open_roads(int day) {
  road_open_.assign(net_.nodes.size(), 1);
  for (std::size_t c = 0; c < model_.changes.size(); ++c)
    if (model_.changes[c].kind == Change::Kind::kRoad && active(static_cast<int>(c), day))
      road_open_[static_cast<std::size_t>(model_.resolved[c].node)] = model_.changes[c].open;
}

// A tax that is in force where its collector stands, unless one that replaces it is collected there.
bool Simulator::collects(int tax, int node) const {
  const auto holder = static_cast<std::size_t>(holder_[static_cast<std::size_t>(node)]);
  auto in_force = [&](int t) {
    return tax_on_[static_cast<std::size_t>(t)] && model_.taxes[static_cast<std::size_t>(t)].collects[holder];
  };
  if (!in_force(tax)) return false;
  for (int by : model_.taxes[static_cast<std::size_t>(tax)].replaced_by) {
    const auto& nodes = model_.taxes[static_cast<std::size_t>(by)].tax.nodes;
    if (in_force(by) && (nodes.empty() || std::find(nodes.begin(), nodes.end(), node) != nodes.end()))
      return false;
  }
  return true;
}

double Simulator::yield(int field, Day day) const {
  const auto* figure = figure_on(net_.fields[static_cast<std::size_t>(field)].yields, day);
  return figure ? figure->range.at(field_u_[static_cast<std::size_t>(field)]).value() : 0;
}

Kilograms Simulator::months_of(double months, std::size_t site, Day day, double scale) const {
  return kilograms(months * yield(net_.sites[site].field, day) * scale * share_[site] / 12);
}

double Simulator::price_of(int commodity, int day, Day date) const {
  const auto index = static_cast<std::size_t>(commodity);
  const auto* figure = figure_on(net_.commodities[index].prices, date);
  double price = figure ? figure->range.at(price_u_[index]) : 0;
  for (std::size_t c = 0; c < model_.changes.size(); ++c)
    if (model_.changes[c].kind == Change::Kind::kPrice && model_.resolved[c].commodities[index] &&
        active(static_cast<int>(c), day))
      price = model_.changes[c].amount.at(price_u_[index]);
  return net_.commodities[index].currency == Currency::kUsDollars ? price * yuan_per_dollar_ : price;
}

void Simulator::run(int draw, Sink& sink) {
  draw_index_ = draw;
  draw_ = static_cast<std::uint64_t>(draw);
  holder_.assign(net_.nodes.size(), model_.unknown());
  stopped_.assign(net_.sites.size(), 0);
  events_.clear();
  stock_.clear();
  draw_figures();
  for (const auto& graph : model_.graphs) {
    stock_.emplace_back(graph.origins.size(), 0);
    for (std::size_t o = 0; o < graph.origins.size(); ++o)
      if (const int site = graph.origins[o].site; site >= 0)
        stock_.back()[o] =
            months_of(working_[static_cast<std::size_t>(net_.sites[static_cast<std::size_t>(site)].field)],
                      static_cast<std::size_t>(site), model_.from, 1);
  }
  draw_paths();
  hold_sites_after_changes_of_hands();
  draw_gates();
  for (int cut : model_.cuts) events_.push_back({cut, Event::What::kCut, 0, 0});
  std::stable_sort(events_.begin(), events_.end(),
                   [](const Event& a, const Event& b) { return a.day < b.day; });
  int month = -1;  // of the days of warming up
  for (std::size_t e = 0; e < events_.size();) {
    const int begin = events_[e].day;
    if (begin >= model_.days) break;
    for (; e < events_.size() && events_[e].day == begin; ++e) {
      const auto index = static_cast<std::size_t>(events_[e].index);
      switch (events_[e].what) {
        case Event::What::kHolder:
          holder_[index] = events_[e].value;
          break;
        case Event::What::kSide:
          side_[index] = static_cast<char>(events_[e].value);
          break;
        case Event::What::kSite:
          stopped_[index] += events_[e].value;
          break;
        case Event::What::kCut:
          break;
      }
    }
    const int end = std::min(model_.days, e < events_.size() ? events_[e].day : model_.days);
    while (model_.month_begin[static_cast<std::size_t>(month + 1)] <= begin) ++month;
    piece(begin, end, month, sink);
  }
}

void Simulator::piece(int begin, int end, int month, Sink& sink) {
  const Day date = model_.from.plus_days(begin);
  for (std::size_t t = 0; t < model_.taxes.size(); ++t) {
    const auto& tax = model_.taxes[t];
    tax_on_[t] = tax.change >= 0 ? active(tax.change, begin) : tax.tax.figure.period.contains(date);
  }
  open_roads(begin);
  for (std::size_t g = 0; g < model_.graphs.size(); ++g) {
    moved_[g].draw = draw_index_;
    moved_[g].month = month;
    move_goods(static_cast<int>(g), begin, end - begin, sink);
  }
}

void Simulator::move_goods(int graph_index, int begin, int days, Sink& sink) {
  const auto g = static_cast<std::size_t>(graph_index);
  const CommodityGraph& graph = model_.graphs[g];
  Transport& transport = transports_[g];
  Moved& moved = moved_[g];
  const Day date = model_.from.plus_days(begin);
  moved.day = begin;
  moved.days = days;
  moved.graph = graph_index;
  moved.holder = &holder_;
  moved.transport = &transport;
  moved.routes = &routes_;
  moved.price = price_of(graph.commodity, begin, date);
  moved.yuan_per_dollar = yuan_per_dollar_;
  const double scale = yield_scale(graph.commodity, begin, date);
  const Kilograms total = offer(graph, moved, scale, date);
  set_arcs(graph, moved, total, date);
  routes_.clear();
  if (total > 0 && solve(g))
    transport.routes(graph.origin_nodes, graph.is_last, routes_);
  else
    std::fill(transport.flow.begin(), transport.flow.end(), 0);
  settle(graph, moved, scale, date);
  sink.moved(moved);
  collect(graph, moved, sink);
}

// Goods that travel alike (food, fuel and medicine of a normal month) pose the same problem: it is solved once.
bool Simulator::solve(std::size_t g) {
  Transport& transport = transports_[g];
  if (twin_[g] >= 0) {
    const Transport& twin = transports_[static_cast<std::size_t>(twin_[g])];
    if (twin.supply == transport.supply && twin.capacity == transport.capacity && twin.cost == transport.cost) {
      transport.flow = twin.flow;
      return true;
    }
  }
  return transport.solve();
}

// Of all fields of a commodity, when a claim says what they yield together. Of several that begin together and say
// different things, each is as likely as another.
double Simulator::yield_scale(int commodity, int day, Day date) const {
  std::vector<std::size_t> told;
  for (std::size_t c = 0; c < model_.changes.size(); ++c) {
    if (model_.changes[c].kind != Change::Kind::kYield ||
        !model_.resolved[c].commodities[static_cast<std::size_t>(commodity)] ||
        !active(static_cast<int>(c), day))
      continue;
    if (!told.empty() && model_.changes[told.front()].period.from != model_.changes[c].period.from) told.clear();
    told.push_back(c);
  }
  if (told.empty()) return 1;
  const double u = number(streams_.change[told.front()] ^ 3);
  const std::size_t c = told[std::min(told.size() - 1, static_cast<std::size_t>(u * static_cast<double>(told.size())))];
  double total = 0;
  for (std::size_t f = 0; f < net_.fields.size(); ++f)
    if (net_.fields[f].commodity == commodity) total += yield(static_cast<int>(f), date);
  return total > 0 ? model_.changes[c].amount.at(number(streams_.change[c] ^ 1)) / total : 1;
}

// What buyers ask for, what is dug and what may leave; the sum of the latter.
Kilograms Simulator::offer(const CommodityGraph& graph, Moved& moved, double scale, Day date) {
  const auto g = static_cast<std::size_t>(moved.graph);
  const int year = days_in_year(date);
  Kilograms asked = 0;
  for (std::size_t m = 0; m < net_.markets.size(); ++m) {
    const auto& market = net_.markets[m];
    moved.delivered[m] = 0;
    moved.asked[m] = 0;
    if (market.commodity != graph.commodity) continue;
    const auto* figure = figure_on(market.amounts, date);
    moved.asked[m] =
        figure ? kilograms(over_days(figure->range.at(market_u_[m]), moved.days, year).value()) : -1;
    if (!market.sells) asked += moved.asked[m] < 0 ? kUnbounded / 1024 : moved.asked[m];
  }
  auto& supply = transports_[g].supply;
  std::fill(supply.begin(), supply.end(), 0);
  Kilograms total = 0;
  for (std::size_t o = 0; o < graph.origins.size(); ++o) {
    const auto& origin = graph.origins[o];
    Kilograms made = 0, held_back = 0;
    if (origin.site >= 0) {
      const auto s = static_cast<std::size_t>(origin.site);
      if (site_works(origin.site, graph.commodity, moved.day)) {
        const int field = net_.sites[s].field;
        held_back = months_of(working_[static_cast<std::size_t>(field)], s, date, scale);
        const auto rate = TonnesPerYear::of(yield(field, date) * share_[s] * scale);
        made = kilograms(over_days(rate, moved.days, year).value());
      }
    } else {
      made = moved.asked[static_cast<std::size_t>(origin.market)];
      if (made < 0) made = asked;
    }
    moved.produced[o] = made;
    const Kilograms offered = std::max<Kilograms>(0, stock_[g][o] + made - held_back);
    supply[static_cast<std::size_t>(graph.origin_nodes[o])] = offered;
    total += offered;
  }
  supply[static_cast<std::size_t>(graph.hub)] = -total;
  return total;
}

bool Simulator::passable(const GraphArc& arc, int commodity, int day) const {
  for (int node : {arc.node, arc.next}) {
    if (holder_[static_cast<std::size_t>(node)] == model_.contested()) return false;
    if (arc.kind == GraphArc::Kind::kRoad && !road_open_[static_cast<std::size_t>(node)]) return false;
  }
  return arc.kind == GraphArc::Kind::kRoad ||
         (side_open(arc.ref, Side::kNear, commodity, day) && side_open(arc.ref, Side::kFar, commodity, day));
}

Kilograms Simulator::gate_bound(int port, int commodity, int days, Day date) const {
  const auto p = static_cast<std::size_t>(port);
  const auto& cargo = net_.commodities[static_cast<std::size_t>(commodity)].cargo;
  for (std::size_t k = 0; k < net_.ports[p].capacities.size(); ++k) {
    const auto& capacity = net_.ports[p].capacities[k];
    const auto* figure = capacity.cargo == cargo ? figure_on(capacity.figures, date) : nullptr;
    if (figure)
      return kilograms(over_days(figure->range.at(capacity_u_[p][k]), days, days_in_year(date)).value());
  }
  return kUnbounded;
}

void Simulator::set_arcs(const CommodityGraph& graph, const Moved& moved, Kilograms total, Day date) {
  Transport& transport = transports_[static_cast<std::size_t>(moved.graph)];
  for (std::size_t a = 0; a < graph.arcs.size(); ++a) {
    const auto& arc = graph.arcs[a];
    Kilograms bound = total;
    double cost = 0;  // yuan per tonne
    Fen fixed = 0;
    switch (arc.kind) {
      case GraphArc::Kind::kOrigin:
      case GraphArc::Kind::kStay:
      case GraphArc::Kind::kReach:
        break;
      case GraphArc::Kind::kBuy: {
        const Kilograms wanted = moved.asked[static_cast<std::size_t>(arc.ref)];
        if (wanted >= 0) bound = std::min(bound, wanted);
        fixed = moved.price > 0 ? -fen(moved.price) : -kPriceless;
        break;
      }
      case GraphArc::Kind::kRoad:
        cost = road_cost_[static_cast<std::size_t>(arc.ref)] * arc.km;
        if (!passable(arc, graph.commodity, moved.day)) bound = 0;
        break;
      case GraphArc::Kind::kGate:
        fixed = 1;  // so that no cycle is free
        bound = passable(arc, graph.commodity, moved.day)
                    ? std::min(bound, gate_bound(arc.ref, graph.commodity, moved.days, date))
                    : 0;
        break;
    }
    for (const auto& [t, node] : arc.taxes) {
      if (!collects(t, node)) continue;
      const bool sum = model_.taxes[static_cast<std::size_t>(t)].tax.rate == TaxRate::kSumPerTonne;
      cost += tax_value_[static_cast<std::size_t>(t)] * (sum ? 1 : moved.price);
    }
    transport.capacity[a] = bound;
    transport.cost[a] = fixed + fen(cost);
  }
}

// Storage is so many months of the site's full yield; when it is full the mine stops: what it would have dug
// beyond that is lost output, never more than this piece made.
void Simulator::settle(const CommodityGraph& graph, Moved& moved, double scale, Day date) {
  const auto g = static_cast<std::size_t>(moved.graph);
  std::fill(moved.shipped.begin(), moved.shipped.end(), 0);
  for (std::size_t a = 0; a < graph.arcs.size(); ++a) {
    const auto& arc = graph.arcs[a];
    const Kilograms flow = transports_[g].flow[a];
    if (arc.kind == GraphArc::Kind::kBuy) moved.delivered[static_cast<std::size_t>(arc.ref)] += flow;
    if (arc.kind == GraphArc::Kind::kOrigin) moved.shipped[static_cast<std::size_t>(arc.ref)] += flow;
  }
  for (std::size_t o = 0; o < graph.origins.size(); ++o) {
    moved.lost[o] = 0;
    if (graph.origins[o].site < 0) {  // what a seller keeps is no stock of the network
      moved.produced[o] = moved.shipped[o];
      moved.stock[o] = 0;
      continue;
    }
    const auto s = static_cast<std::size_t>(graph.origins[o].site);
    const auto field = static_cast<std::size_t>(net_.sites[s].field);
    Kilograms kept = stock_[g][o] + moved.produced[o] - moved.shipped[o];
    const Kilograms room = months_of(std::max(storage_[field], working_[field]), s, date, scale);
    moved.lost[o] = std::clamp<Kilograms>(kept - room, 0, moved.produced[o]);
    moved.produced[o] -= moved.lost[o];
    stock_[g][o] = moved.stock[o] = kept - moved.lost[o];
  }
}

// Each share is taken of what the shares before it on the same way left; a sum per tonne falls on the cargo.
void Simulator::collect(const CommodityGraph& graph, Moved& moved, Sink& sink) {
  if (model_.taxes.empty()) return;
  for (const auto& route : routes_) {
    const double tonnes = static_cast<double>(route.amount) / kKilograms;
    const double gross = tonnes * moved.price;
    double remaining = gross;
    for (int a : route.arcs)
      for (const auto& [t, node] : graph.arcs[static_cast<std::size_t>(a)].taxes) {
        const auto& tax = model_.taxes[static_cast<std::size_t>(t)];
        if (!collects(t, node)) continue;
        const double value = tax_value_[static_cast<std::size_t>(t)];
        double take = 0;
        switch (tax.tax.rate) {
          case TaxRate::kShareOfRemaining:
            take = remaining * value;
            break;
          case TaxRate::kShareOfGross:
            take = gross * value;
            break;
          case TaxRate::kSumPerTonne:
            take = tonnes * value;
            break;
        }
        if (gross > 0) {
          take = std::min(take, std::max(0.0, remaining));  // nobody takes what is no longer there
          remaining -= take;
        }
        if (take > 0) sink.taken(moved, route, t, node, holder_[static_cast<std::size_t>(node)], take);
      }
  }
}

}  // namespace assay::flow
