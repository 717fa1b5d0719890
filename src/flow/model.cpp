#include "flow/model.hpp"

#include <fmt/format.h>

#include <map>
#include <set>

#include "domain/domain.hpp"

namespace assay::flow {
namespace {

bool listed(const std::vector<std::string>& classes, const std::string& cargo) {
  return classes.empty() || std::find(classes.begin(), classes.end(), cargo) != classes.end();
}

class Builder {
 public:
  Builder(const Network& network, const ControlSource& control, std::vector<Change> changes,
          const domain::Domain* domain, const Interval& days, int warm_up)
      : net_(network), control_(control), domain_(domain), days_(days), warm_up_(std::max(0, warm_up)) {
    model_.network = &network;
    model_.changes = std::move(changes);
  }

  Result<Model> build() {
    if (!days_.from || !days_.to || *days_.to <= *days_.from || *days_.to - *days_.from > 200 * 366)
      return Error{ErrorCode::kBadArgument,
                   "a run needs a first day and a later last day, at most 200 years on.", ""};
    days_.from = days_.from->plus_days(-warm_up_);
    model_.warm_up = warm_up_;
    model_.from = *days_.from;
    model_.to = *days_.to;
    model_.days = model_.to - model_.from;
    model_.last_known = control_.last_known();
    if (model_.graphs.size() > 1000) return Error{ErrorCode::kTooLarge, "too many commodities.", ""};
    read_holders();
    if (auto status = resolve_changes(); !status.ok()) return status.error();
    read_gates();
    make_taxes();
    make_graphs();
    make_cuts();
    return std::move(model_);
  }

 private:
  int day_of(Day day) const { return day - model_.from; }

  void read_holders() {
    std::vector<std::vector<HolderRun>> runs(net_.nodes.size());
    std::map<std::string, Holder> held;
    for (std::size_t n = 0; n < net_.nodes.size(); ++n) {
      const auto& node = net_.nodes[n];
      if (!node.holder.empty()) {
        runs[n] = {{model_.from, {{Holder::held({node.holder}), Probability::of(1)}}, {}}};
      } else {
        runs[n] = control_.holders(node.id, days_);
      }
      for (const auto& run : runs[n])
        for (const auto& [holder, p] : run.distribution)
          if (holder.kind == Holder::Kind::kHeld) held.emplace(holder.text(), holder);
    }
    for (const auto& change : model_.changes)
      if (change.kind == Change::Kind::kHold && !change.actor.empty()) {
        const Holder holder = Holder::held({change.actor});
        held.emplace(holder.text(), holder);
      }
    std::map<std::string, int> index;
    for (auto& [text, holder] : held) {
      index[text] = static_cast<int>(model_.holders.size());
      model_.holders.push_back(holder);
    }
    model_.holders.push_back(Holder::contested());
    model_.holders.push_back(Holder::unknown());
    auto index_of = [&](const Holder& holder) {
      if (holder.kind == Holder::Kind::kHeld) return index.at(holder.text());
      return holder.kind == Holder::Kind::kContested ? model_.contested() : model_.unknown();
    };
    model_.node_runs.resize(net_.nodes.size());
    for (std::size_t n = 0; n < net_.nodes.size(); ++n)
      for (const auto& run : runs[n]) {
        std::vector<double> mass(model_.holders.size(), 0);
        double total = 0;
        for (const auto& [holder, p] : run.distribution) {
          mass[static_cast<std::size_t>(index_of(holder))] += p.value();
          total += p.value();
        }
        if (total < 1) mass.back() += 1 - total;  // what is left is unknown
        Model::NodeRun compiled;
        compiled.day = std::max(0, day_of(run.from));
        compiled.because = run.because;
        double sum = 0;
        for (std::size_t h = 0; h < mass.size(); ++h)
          if (mass[h] > 0) compiled.cumulative.emplace_back(sum += mass[h], static_cast<int>(h));
        compiled.cumulative.back().first = 2;  // rounding never leaves a gap at the top
        model_.node_runs[n].push_back(std::move(compiled));
      }
    const std::size_t count = model_.holders.size();
    model_.same_hands.assign(count * count, 0);
    for (std::size_t a = 0; a < count; ++a)
      for (std::size_t b = 0; b < count; ++b) model_.same_hands[a * count + b] = a == b || share_party(a, b);
  }

  // Joint holdings that have an actor in common are no change of hands.
  bool share_party(std::size_t a, std::size_t b) const {
    for (const auto& x : model_.holders[a].actors)
      for (const auto& y : model_.holders[b].actors)
        if (Model::same_party(domain_, x, y)) return true;
    return false;
  }

  std::vector<char> holders_of(const std::string& actor) const {
    std::vector<char> match(model_.holders.size(), 0);
    for (std::size_t h = 0; h < match.size(); ++h)
      for (const auto& id : model_.holders[h].actors)
        if (actor.empty() || Model::same_party(domain_, id, actor)) match[h] = 1;
    return match;
  }

  // The gate of this id, or all those that a pack's aggregate ('the border') stands for.
  std::vector<char> ports_of(const std::string& gate) const {
    std::vector<char> match(net_.ports.size(), 0);
    const auto add = [&](const std::string& id) {
      if (const int port = net_.port(id); port >= 0) match[static_cast<std::size_t>(port)] = 1;
    };
    add(gate);
    if (const auto* known = domain_ ? domain_->gate(gate) : nullptr)
      for (const auto& member : known->members) add(member);
    return match;
  }

  Status resolve_changes() {
    for (const auto& change : model_.changes) {
      Model::Resolved r;
      r.begin = change.period.from ? std::clamp(day_of(*change.period.from), 0, model_.days) : 0;
      r.end = change.period.to ? std::clamp(day_of(*change.period.to), 0, model_.days) : model_.days;
      auto missing = [&](const char* what) {
        return Error{ErrorCode::kNotFound, fmt::format("the network has no {} '{}'.", what, change.target),
                     change.place};
      };
      switch (change.kind) {
        case Change::Kind::kHold:
          if ((r.node = net_.node(change.target)) < 0) return missing("place");
          r.holder = model_.unknown();
          for (std::size_t h = 0; h < model_.holders.size(); ++h)
            if (model_.holders[h] == Holder::held({change.actor})) r.holder = static_cast<int>(h);
          if (change.actor == "contested") r.holder = model_.contested();
          break;
        case Change::Kind::kRoad:
          if ((r.node = net_.node(change.target)) < 0) return missing("place");
          break;
        case Change::Kind::kGate:
          r.ports = ports_of(change.target);
          if (std::find(r.ports.begin(), r.ports.end(), 1) == r.ports.end()) return missing("gate");
          break;
        case Change::Kind::kSite:
          if ((r.site = net_.site(change.target)) < 0) return missing("site");
          break;
        case Change::Kind::kExtraction:
          if (!change.target.empty() && (r.node = net_.node(change.target)) < 0) return missing("place");
          break;
        default:
          break;
      }
      r.commodities.assign(net_.commodities.size(), change.cargo.empty());
      for (std::size_t c = 0; c < net_.commodities.size(); ++c)
        if (net_.commodities[c].id == change.cargo || net_.commodities[c].cargo == change.cargo)
          r.commodities[c] = 1;
      if (!change.cargo.empty() &&
          std::find(r.commodities.begin(), r.commodities.end(), 1) == r.commodities.end())
        return Error{ErrorCode::kNotFound, fmt::format("the network carries no '{}'.", change.cargo), change.place};
      r.by_holder = holders_of(change.actor);
      for (const auto& port : net_.ports)
        r.by_port_far.push_back(change.actor.empty() ||
                                Model::same_party(domain_, port.far_actor, change.actor));
      model_.resolved.push_back(std::move(r));
    }
    return success();
  }

  void read_gates() {
    const int commodities = static_cast<int>(net_.commodities.size());
    model_.gate_runs.resize(net_.ports.size() * 2 * net_.commodities.size());
    for (std::size_t p = 0; p < net_.ports.size(); ++p)
      for (Side side : {Side::kNear, Side::kFar})
        for (int c = 0; c < commodities; ++c) {
          auto& runs =
              model_.gate_runs[static_cast<std::size_t>(model_.side_index(static_cast<int>(p), side, c))];
          for (auto& run : control_.gate(net_.ports[p].gate, side,
                                         net_.commodities[static_cast<std::size_t>(c)].cargo, days_))
            runs.push_back({std::max(0, day_of(run.from)), run.open.value(), run.closed.value(),
                            std::move(run.because)});
        }
  }

  void make_taxes() {
    for (const auto& tax : net_.taxes) model_.taxes.push_back({tax, holders_of(tax.by), -1, {}});
    const std::size_t own = model_.taxes.size();
    for (std::size_t i = 0; i < model_.changes.size(); ++i) {
      const Change& change = model_.changes[i];
      if (change.kind != Change::Kind::kTax) continue;
      Tax tax;
      tax.id = fmt::format("change-{}", i);
      tax.by = change.actor;
      tax.point = change.point;
      if (const int node = net_.node(change.target); node >= 0) tax.nodes.push_back(node);
      for (std::size_t c = 0; c < net_.commodities.size(); ++c)
        if (model_.resolved[i].commodities[c]) tax.commodities.push_back(static_cast<int>(c));
      tax.rate = change.rate;
      tax.figure.range = change.amount;
      tax.figure.period = change.period;
      const int added = static_cast<int>(model_.taxes.size());
      for (std::size_t t = 0; t < model_.taxes.size(); ++t) {
        auto& old = model_.taxes[t];
        const bool shares = std::any_of(old.tax.commodities.begin(), old.tax.commodities.end(), [&](int c) {
          return model_.resolved[i].commodities[static_cast<std::size_t>(c)];
        });
        const bool same_actor = t < own ? old.tax.by.empty() || Model::same_party(domain_, old.tax.by, tax.by)
                                        : Model::same_party(domain_, old.tax.by, tax.by);
        if (shares && same_actor && old.tax.point == tax.point) old.replaced_by.push_back(added);
      }
      model_.taxes.push_back({std::move(tax), holders_of(change.actor), static_cast<int>(i), {}});
    }
  }

  bool taxed(const ModelTax& tax, TaxPoint point, int commodity, int node, bool everywhere) const {
    if (tax.tax.point != point) return false;
    if (std::find(tax.tax.commodities.begin(), tax.tax.commodities.end(), commodity) ==
        tax.tax.commodities.end())
      return false;
    if (tax.tax.nodes.empty()) return everywhere;
    return std::find(tax.tax.nodes.begin(), tax.tax.nodes.end(), node) != tax.tax.nodes.end();
  }

  void add_taxes(GraphArc& arc, TaxPoint point, int commodity, int node, bool everywhere = true) const {
    for (std::size_t t = 0; t < model_.taxes.size(); ++t)
      if (taxed(model_.taxes[t], point, commodity, node, everywhere))
        arc.taxes.emplace_back(static_cast<int>(t), node);
  }

  void make_graphs() {
    for (std::size_t c = 0; c < net_.commodities.size(); ++c) {
      CommodityGraph graph;
      const int commodity = graph.commodity = static_cast<int>(c);
      const auto& cargo = net_.commodities[c].cargo;
      bool dug = false, sold = false, asked = false;
      graph.sites.assign(net_.sites.size(), -1);
      for (std::size_t s = 0; s < net_.sites.size(); ++s)
        if (net_.fields[static_cast<std::size_t>(net_.sites[s].field)].commodity == commodity) {
          graph.sites[s] = static_cast<int>(graph.origins.size());
          graph.origins.push_back({static_cast<int>(s), -1, net_.sites[s].node});
          dug = true;
        }
      for (std::size_t m = 0; m < net_.markets.size(); ++m) {
        const auto& market = net_.markets[m];
        if (market.commodity != commodity) continue;
        if (!market.sells) {
          asked = true;
          continue;
        }
        graph.origins.push_back({-1, static_cast<int>(m), market.nodes.empty() ? -1 : market.nodes.front()});
        sold = true;
      }
      if (!(dug || sold) || !asked) continue;
      const int n = static_cast<int>(net_.nodes.size());
      graph.hub = n;
      graph.nodes = n + 1 + static_cast<int>(graph.origins.size());
      for (std::size_t o = 0; o < graph.origins.size(); ++o) {
        const auto& origin = graph.origins[o];
        const int at = n + 1 + static_cast<int>(o), index = static_cast<int>(o);
        graph.origin_nodes.push_back(at);
        if (origin.site >= 0) {
          GraphArc enter{GraphArc::Kind::kOrigin, at, origin.node, index, origin.node, -1, 0, {}};
          add_taxes(enter, TaxPoint::kSites, commodity, origin.node);
          graph.arcs.push_back(std::move(enter));
        } else {
          for (int node : net_.markets[static_cast<std::size_t>(origin.market)].nodes)
            graph.arcs.push_back({GraphArc::Kind::kOrigin, at, node, index, node, -1, 0, {}});
        }
        graph.arcs.push_back({GraphArc::Kind::kStay, at, graph.hub, index, -1, -1, 0, {}});
      }
      for (std::size_t r = 0; r < net_.roads.size(); ++r) {
        if (!listed(net_.roads[r].cargo, cargo)) continue;
        for (const auto& leg : net_.roads[r].legs) {
          add_road(graph, static_cast<int>(r), leg.from, leg.to, leg.length.value());
          if (net_.roads[r].both_ways)
            add_road(graph, static_cast<int>(r), leg.to, leg.from, leg.length.value());
        }
      }
      for (std::size_t p = 0; p < net_.ports.size(); ++p) {
        const auto& port = net_.ports[p];
        if (!listed(port.cargo, cargo)) continue;
        if (dug) add_gate(graph, static_cast<int>(p), port.near, port.far);
        if (sold) add_gate(graph, static_cast<int>(p), port.far, port.near);
      }
      for (std::size_t m = 0; m < net_.markets.size(); ++m) {
        if (net_.markets[m].commodity != commodity || net_.markets[m].sells) continue;
        const int at = graph.nodes++, index = static_cast<int>(m);
        for (int node : net_.markets[m].nodes)
          graph.arcs.push_back({GraphArc::Kind::kReach, node, at, index, node, -1, 0, {}});
        graph.arcs.push_back({GraphArc::Kind::kBuy, at, graph.hub, index, -1, -1, 0, {}});
      }
      for (const auto& arc : graph.arcs) graph.is_last.push_back(arc.kind == GraphArc::Kind::kBuy);
      model_.graphs.push_back(std::move(graph));
    }
  }

  void add_road(CommodityGraph& graph, int road, int from, int to, double km) const {
    GraphArc arc{GraphArc::Kind::kRoad, from, to, road, from, to, km, {}};
    add_taxes(arc, TaxPoint::kRoads, graph.commodity, to);
    graph.arcs.push_back(std::move(arc));
  }

  void add_gate(CommodityGraph& graph, int port, int from, int to) const {
    GraphArc arc{GraphArc::Kind::kGate, from, to, port, from, to, 0, {}};
    const int near = net_.ports[static_cast<std::size_t>(port)].near,
              far = net_.ports[static_cast<std::size_t>(port)].far;
    add_taxes(arc, TaxPoint::kGates, graph.commodity, near);
    add_taxes(arc, TaxPoint::kGates, graph.commodity, far, false);
    graph.arcs.push_back(std::move(arc));
  }

  void make_cuts() {
    std::set<int> cuts{0, warm_up_};
    for (Day day = model_.from.next_month_begin(); day < model_.first(); day = day.next_month_begin())
      cuts.insert(day_of(day));
    model_.month_begin.push_back(warm_up_);
    model_.months.push_back(model_.first());
    for (Day day = model_.first().next_month_begin(); day < model_.to; day = day.next_month_begin()) {
      cuts.insert(day_of(day));
      model_.month_begin.push_back(day_of(day));
      model_.months.push_back(day);
    }
    model_.month_begin.push_back(model_.days);
    auto add = [&](const Interval& period) {
      for (const auto& end : {period.from, period.to})
        if (end && model_.from < *end && *end < model_.to) cuts.insert(day_of(*end));
    };
    for (const auto& tax : model_.taxes) add(tax.tax.figure.period);
    for (const auto& change : model_.changes) add(change.period);
    for (const auto& field : net_.fields)
      for (const auto& figure : field.yields) add(figure.period);
    for (const auto& port : net_.ports)
      for (const auto& capacity : port.capacities)
        for (const auto& figure : capacity.figures) add(figure.period);
    for (const auto& market : net_.markets)
      for (const auto& figure : market.amounts) add(figure.period);
    for (const auto& commodity : net_.commodities)
      for (const auto& figure : commodity.prices) add(figure.period);
    model_.cuts.assign(cuts.begin(), cuts.end());
  }

  const Network& net_;
  const ControlSource& control_;
  const domain::Domain* domain_;
  Interval days_;
  int warm_up_ = 0;
  Model model_;
};

}  // namespace

bool Model::same_party(const domain::Domain* domain, const std::string& a, const std::string& b) {
  return a == b || (domain && (domain->belongs_to(a, b) || domain->belongs_to(b, a)));
}

Result<Model> Model::make(const Network& network, const ControlSource& control, std::vector<Change> changes,
                          const domain::Domain* domain, const Interval& days, int warm_up) {
  return Builder(network, control, std::move(changes), domain, days, warm_up).build();
}

}  // namespace assay::flow
