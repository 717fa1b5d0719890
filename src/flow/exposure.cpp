#include "flow/exposure.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "domain/domain.hpp"
#include "flow/simulate.hpp"

namespace assay::flow {
namespace {

constexpr std::array<std::string_view, 4> kFlagNames = {"mine-control", "route-control", "export-control",
                                                        "illegal-tax"};
constexpr std::size_t kMostRoutes = 200;

bool is_a(const domain::Domain* domain, const std::string& narrow, const std::string& broad) {
  std::string id = narrow;
  for (int step = 0; step < 16; ++step) {
    if (id == broad) return true;
    const auto* resource = domain ? domain->resource(id) : nullptr;
    if (!resource || resource->broader.empty()) return false;
    id = resource->broader;
  }
  return false;
}

void append_new(std::vector<std::string>& all, const std::vector<std::string>& more) {
  for (const auto& id : more)
    if (std::find(all.begin(), all.end(), id) == all.end()) all.push_back(id);
}

// What one draw ships on the day asked for.
class DayWatch : public Sink {
 public:
  struct Seen {
    std::map<std::vector<int>, double> routes;                        // by arcs: tonnes a day
    std::map<std::vector<int>, std::set<std::pair<int, int>>> taxes;  // by arcs: (tax, holder)
    std::map<std::vector<int>, int> tax_nodes;                        // where one is taken
    std::vector<int> holder;
    double total = 0;
  };

  DayWatch(int graph, int day, const std::vector<char>& markets, const CommodityGraph& shape)
      : graph_(graph), day_(day), markets_(markets), shape_(shape) {}

  void moved(const Moved& moved) override {
    if (!is_now(moved)) return;
    seen.holder = *moved.holder;
    for (const auto& route : *moved.routes) {
      if (!bought(route)) continue;
      const double tonnes = static_cast<double>(route.amount) / 1000 / moved.days;
      seen.routes[route.arcs] += tonnes;
      seen.total += tonnes;
    }
  }
  void taken(const Moved& moved, const Route& route, int tax, int node, int holder, double) override {
    if (!is_now(moved) || !bought(route)) return;
    seen.taxes[route.arcs].insert({tax, holder});
    seen.tax_nodes[route.arcs] = node;
  }

  Seen seen;

 private:
  bool is_now(const Moved& moved) const {
    return moved.graph == graph_ && moved.day <= day_ && day_ < moved.day + moved.days;
  }
  bool bought(const Route& route) const {
    return markets_[static_cast<std::size_t>(shape_.arcs[static_cast<std::size_t>(route.arcs.back())].ref)];
  }
  int graph_, day_;
  const std::vector<char>& markets_;
  const CommodityGraph& shape_;
};

class Surveyor {
 public:
  Surveyor(const Network& net, const Model& model, const domain::Domain* domain,
           const ExposureQuestion& question, int graph, std::vector<char> markets)
      : net_(net),
        model_(model),
        domain_(domain),
        question_(question),
        graph_(graph),
        shape_(model.graphs[static_cast<std::size_t>(graph)]),
        markets_(std::move(markets)),
        day_(question.on - model.from) {}

  Exposure survey() {
    Simulator simulator(model_, question_.seed);
    for (int d = 0; d < question_.draws; ++d) {
      DayWatch watch(graph_, day_, markets_, shape_);
      simulator.run(d, watch);
      draws_.push_back(std::move(watch.seen));
    }
    Exposure out;
    out.question = question_;
    out.commodity = net_.commodities[static_cast<std::size_t>(shape_.commodity)].id;
    std::vector<double> tonnes;
    int any = 0;
    for (const auto& draw : draws_) tonnes.push_back(draw.total), any += draw.total > 0;
    out.any = Probability::of(static_cast<double>(any) / question_.draws);
    out.tonnes_per_day = band_of(tonnes);
    if (any == 0) return out;
    held(out);
    routes(out);
    return out;
  }

 private:
  // The places of a route on this side of its gate (where arms may matter), the mine's first.
  std::vector<int> near_nodes(const std::vector<int>& arcs) const {
    std::vector<int> nodes;
    for (int a : arcs) {
      const auto& arc = shape_.arcs[static_cast<std::size_t>(a)];
      if (arc.kind == GraphArc::Kind::kGate) break;
      if (arc.kind == GraphArc::Kind::kOrigin) nodes.push_back(arc.node);
      if (arc.kind == GraphArc::Kind::kRoad) nodes.push_back(arc.next);
    }
    return nodes;
  }

  void held(Exposure& out) const {
    std::map<std::string, std::vector<double>> shares;
    for (const auto& holder : model_.holders)
      for (const auto& actor : holder.actors) shares[actor];
    std::size_t done = 0;
    for (const auto& draw : draws_) {
      if (draw.total <= 0) continue;
      ++done;
      for (auto& [actor, values] : shares) values.push_back(0);
      for (const auto& [arcs, tonnes] : draw.routes) {
        std::set<std::string> actors;
        for (int node : near_nodes(arcs))
          for (const auto& actor :
               model_.holders[static_cast<std::size_t>(draw.holder[static_cast<std::size_t>(node)])].actors)
            actors.insert(actor);
        for (const auto& actor : actors) shares[actor][done - 1] += tonnes / draw.total;
      }
    }
    for (auto& [actor, values] : shares) {
      HeldShare share{actor, band_of(values)};
      if (share.share.mean > 0) out.held.push_back(std::move(share));
    }
    std::stable_sort(out.held.begin(), out.held.end(),
                     [](const HeldShare& a, const HeldShare& b) { return a.share.mean > b.share.mean; });
  }

  void routes(Exposure& out) const {
    std::map<std::vector<int>, std::vector<double>> shares;
    std::map<std::vector<int>, int> used;
    std::size_t with_any = 0;
    for (const auto& draw : draws_) {
      if (draw.total <= 0) continue;
      ++with_any;
      for (const auto& [arcs, tonnes] : draw.routes) {
        auto& values = shares[arcs];
        values.resize(with_any, 0);
        values.back() = tonnes / draw.total;
        ++used[arcs];
      }
    }
    for (auto& [arcs, values] : shares) {
      values.resize(with_any, 0);
      SupplyRoute route;
      for (int a : arcs) {
        const auto& arc = shape_.arcs[static_cast<std::size_t>(a)];
        if (arc.kind == GraphArc::Kind::kOrigin) {
          const auto& origin = shape_.origins[static_cast<std::size_t>(arc.ref)];
          route.site = origin.site >= 0 ? net_.sites[static_cast<std::size_t>(origin.site)].id
                                        : net_.markets[static_cast<std::size_t>(origin.market)].id;
          route.places.push_back(net_.nodes[static_cast<std::size_t>(arc.node)].id);
        } else if (arc.kind == GraphArc::Kind::kBuy) {
          route.market = net_.markets[static_cast<std::size_t>(arc.ref)].id;
        } else if (arc.kind == GraphArc::Kind::kRoad || arc.kind == GraphArc::Kind::kGate) {
          if (arc.kind == GraphArc::Kind::kGate)
            route.gate = net_.ports[static_cast<std::size_t>(arc.ref)].gate;
          route.places.push_back(net_.nodes[static_cast<std::size_t>(arc.next)].id);
        }
      }
      route.share = band_of(values);
      route.used = Probability::of(static_cast<double>(used[arcs]) / question_.draws);
      const auto nodes = near_nodes(arcs);
      if (!nodes.empty()) route.mine_holder = likely_holder(nodes.front());
      if (!nodes.empty() && !route.gate.empty()) route.export_holder = likely_holder(nodes.back());
      flag(arcs, route);
      out.routes.push_back(std::move(route));
    }
    std::stable_sort(out.routes.begin(), out.routes.end(),
                     [](const SupplyRoute& a, const SupplyRoute& b) { return a.share.mean > b.share.mean; });
    if (out.routes.size() > kMostRoutes) out.routes.resize(kMostRoutes);
  }

  LikelyHolder likely_holder(int node) const {
    std::map<int, int> draws;
    for (const auto& draw : draws_)
      if (!draw.holder.empty()) ++draws[draw.holder[static_cast<std::size_t>(node)]];
    const auto most = std::max_element(draws.begin(), draws.end(),
                                       [](const auto& a, const auto& b) { return a.second < b.second; });
    if (most == draws.end()) return {};
    return {model_.holders[static_cast<std::size_t>(most->first)].actors,
            Probability::of(static_cast<double>(most->second) / question_.draws)};
  }

  bool in_list(const std::vector<std::string>& parties, const std::string& actor) const {
    return std::any_of(parties.begin(), parties.end(),
                       [&](const std::string& party) { return Model::same_party(domain_, actor, party); });
  }
  // An actor that no pack knows, and that holds ground, is taken for an armed group.
  bool actor_bears_arms(const std::string& id, Arms arms) const {
    const bool state = in_list(net_.rules.public_forces, id);
    if (arms == Arms::kPublic) return state;
    const auto* actor = domain_ ? domain_->actor(id) : nullptr;
    const auto& kinds = net_.rules.armed_kinds;
    return !state && (!actor || std::find(kinds.begin(), kinds.end(), actor->kind) != kinds.end());
  }
  std::vector<std::string> armed(int holder, Arms arms) const {
    std::vector<std::string> found;
    for (const auto& id : model_.holders[static_cast<std::size_t>(holder)].actors)
      if (actor_bears_arms(id, arms)) found.push_back(id);
    return found;
  }

  const Model::NodeRun& run_on(int node) const {
    const auto& runs = model_.node_runs[static_cast<std::size_t>(node)];
    std::size_t at = 0;
    while (at + 1 < runs.size() && runs[at + 1].day <= day_) ++at;
    return runs[at];
  }

  void flag(const std::vector<int>& arcs, SupplyRoute& route) const {
    const auto nodes = near_nodes(arcs);
    if (nodes.empty()) return;
    const std::vector<int> mine{nodes.front()}, last{nodes.back()};
    for (Arms arms : {Arms::kNonState, Arms::kPublic}) {
      control_flag(FlagKind::kMine, arms, mine, route);
      control_flag(FlagKind::kRoute, arms, nodes, route);
      if (!route.gate.empty()) control_flag(FlagKind::kExport, arms, last, route);
      tax_flag(arms, arcs, route);
    }
  }

  // The share of draws in which any of the places is held by such arms, whether or not the route is used in
  // them.
  void control_flag(FlagKind kind, Arms arms, const std::vector<int>& nodes, SupplyRoute& route) const {
    int draws = 0;
    std::map<int, int> by_node, by_holder;
    for (const auto& draw : draws_) {
      bool any = false;
      for (int node : nodes) {
        const int holder = draw.holder[static_cast<std::size_t>(node)];
        if (armed(holder, arms).empty()) continue;
        any = true;
        ++by_node[node];
        ++by_holder[holder];
      }
      draws += any;
    }
    if (draws == 0) return;
    RedFlag flag;
    flag.kind = kind;
    flag.arms = arms;
    flag.probability = Probability::of(static_cast<double>(draws) / question_.draws);
    auto more = [](const auto& a, const auto& b) { return a.second < b.second; };
    flag.place =
        net_.nodes[static_cast<std::size_t>(std::max_element(by_node.begin(), by_node.end(), more)->first)]
            .id;
    std::vector<std::pair<int, int>> holders(by_holder.begin(), by_holder.end());
    std::stable_sort(holders.begin(), holders.end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
    for (const auto& [holder, count] : holders) append_new(flag.actors, armed(holder, arms));
    for (const auto& [node, count] : by_node) append_new(flag.because, run_on(node).because);
    route.flags.push_back(std::move(flag));
  }

  void tax_flag(Arms arms, const std::vector<int>& arcs, SupplyRoute& route) const {
    int used = 0, taxed = 0;
    RedFlag flag;
    for (const auto& draw : draws_) {
      if (!draw.routes.contains(arcs)) continue;
      ++used;
      const auto found = draw.taxes.find(arcs);
      if (found == draw.taxes.end()) continue;
      bool any = false;
      for (const auto& [tax, holder] : found->second) {
        if (armed(holder, arms).empty()) continue;
        any = true;
        append_new(flag.actors, armed(holder, arms));
        const auto& rule = model_.taxes[static_cast<std::size_t>(tax)];
        if (rule.change >= 0)
          append_new(flag.because, model_.changes[static_cast<std::size_t>(rule.change)].because);
        else
          append_new(flag.sources, {rule.tax.figure.source.place + ": " + rule.tax.figure.source.text});
        const int node = draw.tax_nodes.at(arcs);
        flag.place = net_.nodes[static_cast<std::size_t>(node)].id;
        append_new(flag.because, run_on(node).because);
      }
      taxed += any;
    }
    if (taxed == 0) return;
    flag.kind = FlagKind::kTax;
    flag.arms = arms;
    flag.probability = Probability::of(static_cast<double>(taxed) / used);
    route.flags.push_back(std::move(flag));
  }

  const Network& net_;
  const Model& model_;
  const domain::Domain* domain_;
  const ExposureQuestion& question_;
  int graph_;
  const CommodityGraph& shape_;
  std::vector<char> markets_;
  int day_;
  std::vector<DayWatch::Seen> draws_;
};

}  // namespace

std::string_view name_of(FlagKind kind) { return kFlagNames[static_cast<std::size_t>(kind)]; }

Result<std::vector<Exposure>> exposures(const Network& network, const ControlSource& control,
                                        const std::vector<Change>& changes, const domain::Domain* domain,
                                        const ExposureQuestion& question) {
  const Interval days{question.on.plus_days(-question.warm_up), question.on.plus_days(1)};
  auto model = Model::make(network, control, changes, domain, days);
  if (!model.ok()) return model.error();
  std::vector<Exposure> all;
  bool resource_known = false;
  for (std::size_t g = 0; g < model->graphs.size(); ++g) {
    const auto& graph = model->graphs[g];
    const auto& commodity = network.commodities[static_cast<std::size_t>(graph.commodity)];
    if (!is_a(domain, commodity.id, question.resource) && commodity.cargo != question.resource) continue;
    resource_known = true;
    std::vector<char> markets(network.markets.size(), 0);
    for (std::size_t m = 0; m < markets.size(); ++m) {
      const auto& market = network.markets[m];
      markets[m] = market.commodity == graph.commodity && !market.sells &&
                   (market.id == question.buyer ||
                    (!market.actor.empty() && Model::same_party(domain, market.actor, question.buyer)));
    }
    if (std::find(markets.begin(), markets.end(), 1) == markets.end()) continue;
    Exposure found = Surveyor(network, *model, domain, question, static_cast<int>(g), markets).survey();
    if (found.any.value() == 0) {  // which way would it come?
      auto opened = changes;
      for (const auto& port : network.ports) {
        Change open;
        open.kind = Change::Kind::kGate;
        open.target = port.gate;
        open.open = true;
        opened.push_back(open);
      }
      Change permit;  // and from where, with the mines at work on whoever's ground?
      permit.kind = Change::Kind::kExtraction;
      permit.open = true;
      opened.push_back(permit);
      auto as_if = Model::make(network, control, opened, domain, days);
      if (!as_if.ok()) return as_if.error();
      Exposure open = Surveyor(network, *as_if, domain, question, static_cast<int>(g), markets).survey();
      open.any = found.any;
      open.tonnes_per_day = found.tonnes_per_day;
      open.as_if_open = true;
      found = std::move(open);
    }
    all.push_back(std::move(found));
  }
  if (!resource_known)
    return Error{ErrorCode::kNotFound, "the network carries no '" + question.resource + "'.", ""};
  if (all.empty())
    return Error{ErrorCode::kNotFound,
                 "the network has no buyer '" + question.buyer + "' of '" + question.resource + "'.", ""};
  return all;
}

}  // namespace assay::flow
