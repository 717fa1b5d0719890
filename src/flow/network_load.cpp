#include <fmt/format.h>

#include <map>
#include <numbers>
#include <set>

#include "base/digest.hpp"
#include "domain/domain.hpp"
#include "flow/network.hpp"
#include "flow/network_lint.hpp"
#include "flow/yaml_reader.hpp"

namespace assay::flow {
namespace {

using YNode = YAML::Node;

// Great-circle distance on a sphere of the Earth's mean radius (6,371.0088 km, IUGG).
double great_circle_km(const Node& a, const Node& b) {
  const double rad = std::numbers::pi / 180;
  const double dlat = (*b.latitude - *a.latitude) * rad, dlon = (*b.longitude - *a.longitude) * rad;
  const double h = std::pow(std::sin(dlat / 2), 2) + std::cos(*a.latitude * rad) *
                                                         std::cos(*b.latitude * rad) *
                                                         std::pow(std::sin(dlon / 2), 2);
  return 2 * 6371.0088 * std::asin(std::min(1.0, std::sqrt(h)));
}

class Loader {
 public:
  Loader(std::string file, const domain::Domain* domain) : reader_(std::move(file)), domain_(domain) {}

  void load(const YNode& root) {
    if (!reader_.only_keys(root,
                           {"network", "exchange", "rules", "commodities", "conversions", "nodes", "fields",
                            "sites", "roads", "winding", "road_cost", "gates", "buyers", "sellers", "taxes"},
                           "the network"))
      return;
    net_.id = reader_.text(root, "network", true);
    load_rules(root);
    for (const auto& n : reader_.list(root, "commodities")) load_commodity(n);
    for (const auto& n : reader_.list(root, "conversions")) load_conversion(n);
    for (const auto& n : reader_.list(root, "nodes")) load_node(n);
    for (const auto& n : reader_.list(root, "fields")) load_field(n);
    for (const auto& n : reader_.list(root, "sites")) load_site(n);
    winding_ = reader_.number(root, "winding").value_or(1);
    if (winding_ < 1)
      reader_.fail(root["winding"], "no road is shorter than the straight line: 'winding' is 1 or more.");
    if (root["road_cost"].IsDefined())
      road_cost_ = figure(root["road_cost"], {"yuan per tonne and km"}, "road_cost");
    for (const auto& n : reader_.list(root, "roads")) load_road(n);
    for (const auto& n : reader_.list(root, "gates")) load_gate(n);
    for (const auto& n : reader_.list(root, "buyers")) load_market(n, false);
    for (const auto& n : reader_.list(root, "sellers")) load_market(n, true);
    for (const auto& n : reader_.list(root, "taxes")) load_tax(n);
    if (reader_.errors().empty()) lint_shape(net_, lines_, reader_.errors());
  }

  Network& network() { return net_; }
  std::vector<Error>& errors() { return reader_.errors(); }

 private:
  // {low, best, high, unit, period, source}; `best` alone is exact, two ends without it have it half way.
  Figure<double> figure(const YNode& map, const std::vector<std::string>& units, const char* what,
                        bool needs_period = false) {
    Figure<double> figure;
    figure.source.place = reader_.place(map);
    if (!reader_.only_keys(map, {"low", "best", "high", "unit", "period", "source"}, what)) return figure;
    const auto low = reader_.number(map, "low"), best = reader_.number(map, "best"),
               high = reader_.number(map, "high");
    if (!best && !(low && high))
      reader_.fail(map, fmt::format("{} needs 'best', or both 'low' and 'high'.", what));
    if (best.has_value() && low.has_value() != high.has_value())
      reader_.fail(map,
                   fmt::format("{} has one end only: give both 'low' and 'high', or 'best' alone.", what));
    const double middle = best.value_or((low.value_or(0) + high.value_or(0)) / 2);
    figure.range = {low.value_or(middle), middle, high.value_or(middle)};
    if (figure.range.low < 0) reader_.fail(map, fmt::format("{} is negative ({}).", what, figure.range.low));
    if (figure.range.low > middle || middle > figure.range.high)
      reader_.fail(map, fmt::format("{} is out of order: low {} <= best {} <= high {} must hold.", what,
                                    figure.range.low, middle, figure.range.high));
    const std::string unit = reader_.text(map, "unit", !units.empty());
    if (!unit.empty() && std::find(units.begin(), units.end(), unit) == units.end())
      reader_.fail(map["unit"],
                   fmt::format("{} cannot be in '{}'; it takes: {}.", what, unit, joined(units)));
    unit_ = unit;
    if (const auto period = reader_.period(map, "period"))
      figure.period = *period;
    else if (needs_period)
      reader_.fail(map, fmt::format("{} has no 'period': say when it was so.", what));
    figure.source.text = reader_.text(map, "source", true);
    figure.source.assumption = figure.source.text.starts_with("assumption:");
    return figure;
  }

  static std::string joined(const std::vector<std::string>& words) {
    std::string all;
    for (const auto& word : words) all += (all.empty() ? "" : ", ") + word;
    return all;
  }

  static Figure<double> scaled(Figure<double> f, double by) {
    f.range = {f.range.low * by, f.range.best * by, f.range.high * by};
    return f;
  }

  // Amounts a year, whichever unit they are printed in. A month is a twelfth of a year.
  Figure<TonnesPerYear> rate(const YNode& map, const char* what, bool needs_period, Amounts amounts) {
    const bool tonnes = amounts == Amounts::kTonnes;
    Figure<double> f =
        figure(map,
               tonnes ? std::vector<std::string>{"tonnes per year", "tonnes per month", "tonnes per day",
                                                 "short tons per year", "short tons per month"}
                      : std::vector<std::string>{"percent of a normal month"},
               what, needs_period);
    double by = 1;
    if (unit_.ends_with("per month") || unit_ == "percent of a normal month") by = 12;
    if (unit_.ends_with("per day")) by = 365;
    if (unit_.starts_with("short tons")) by *= kTonnesPerShortTon;
    f = scaled(f, by);
    Figure<TonnesPerYear> out;
    out.range = {TonnesPerYear::of(f.range.low), TonnesPerYear::of(f.range.best),
                 TonnesPerYear::of(f.range.high)};
    out.period = f.period;
    out.source = f.source;
    return out;
  }

  void load_rules(const YNode& root) {
    if (const YNode e = root["exchange"]; e.IsDefined()) {
      const auto f = figure(e, {"yuan per dollar"}, "the exchange rate");
      net_.rules.exchange = {
          {YuanPerDollar::of(f.range.low), YuanPerDollar::of(f.range.best), YuanPerDollar::of(f.range.high)},
          f.period,
          f.source};
      if (f.range.low <= 0) reader_.fail(e, "the exchange rate must be positive.");
    } else {
      net_.rules.exchange.range = {YuanPerDollar::of(1), YuanPerDollar::of(1), YuanPerDollar::of(1)};
    }
    const YNode r = root["rules"];
    if (!r.IsDefined()) return;
    if (!reader_.only_keys(r, {"credence", "halts_last", "armed_kinds", "public_forces", "far_sides"}, "the rules"))
      return;
    if (const YNode c = r["credence"];
        c.IsDefined() && reader_.only_keys(c, {"asserted", "claimed", "unverified"}, "credence")) {
      auto probability = [&](const char* key) {
        const double p = reader_.number(c, key).value_or(0);
        if (p < 0 || p > 1) reader_.fail(c[key], "a credence lies between 0 and 1.");
        return std::clamp(p, 0.0, 1.0);
      };
      net_.rules.asserted = probability("asserted");
      net_.rules.claimed = probability("claimed");
      net_.rules.unverified = probability("unverified");
    }
    if (r["halts_last"].IsDefined())
      net_.rules.halts_last = figure(r["halts_last"], {"days"}, "'halts_last'");
    if (r["far_sides"].IsDefined()) {
      const std::string how = reader_.text(r, "far_sides", true);
      if (how != "together" && how != "apart") reader_.fail(r["far_sides"], "far_sides are drawn 'together' or 'apart'.");
      net_.rules.far_sides_together = how == "together";
    }
    for (auto& [kind, at] : reader_.texts(r, "armed_kinds")) net_.rules.armed_kinds.push_back(kind);
    for (auto& [actor, at] : reader_.texts(r, "public_forces")) {
      known_actor(actor, at);
      net_.rules.public_forces.push_back(actor);
    }
  }

  void known_actor(const std::string& id, const YNode& at) {
    if (domain_ && !id.empty() && !domain_->actor(id))
      reader_.fail(at, fmt::format("no pack knows the actor '{}'.", id));
  }

  std::string fresh_id(const YNode& map, const char* key, const char* what) {
    const std::string id = reader_.text(map, key, true);
    if (!id.empty() && !ids_.insert(std::string(what) + "/" + id).second)
      reader_.fail(map, fmt::format("{} '{}' is given twice.", what, id));
    return id;
  }

  void load_commodity(const YNode& n) {
    if (!reader_.only_keys(n, {"id", "form", "cargo", "amounts", "price"}, "a commodity")) return;
    Commodity c;
    c.id = fresh_id(n, "id", "commodity");
    if (domain_ && !c.id.empty() && !domain_->resource(c.id))
      reader_.fail(n, fmt::format("no pack knows the resource '{}'.", c.id));
    const std::string form = reader_.text(n, "form", true);
    if (const auto known = form_of(form))
      c.form = *known;
    else if (!form.empty())
      reader_.fail(n["form"], fmt::format("'{}' is no form: oxide, carbonate, concentrate, ore, "
                                          "stone or goods.",
                                          form));
    c.cargo = reader_.text(n, "cargo", true);
    const std::string amounts = reader_.text(n, "amounts", false);
    if (amounts == "percent of a normal month")
      c.amounts = Amounts::kPercentOfNormalMonth;
    else if (!amounts.empty() && amounts != "tonnes")
      reader_.fail(n["amounts"], "amounts are 'tonnes' or 'percent of a normal month'.");
    std::set<std::string> currencies;
    for (const auto& p : reader_.list(n, "price")) {
      c.prices.push_back(figure(p, {"yuan per tonne", "dollars per tonne"}, "a price", true));
      currencies.insert(unit_);
      c.currency = unit_ == "dollars per tonne" ? Currency::kUsDollars : Currency::kYuan;
    }
    if (currencies.size() > 1) reader_.fail(n["price"], "all prices of a commodity must be in one currency.");
    net_.commodities.push_back(std::move(c));
  }

  void load_conversion(const YNode& n) {
    if (!reader_.only_keys(n, {"resource", "from", "to", "factor"}, "a conversion")) return;
    Conversion c;
    c.resource = reader_.text(n, "resource", true);
    const auto from = form_of(reader_.text(n, "from", true)), to = form_of(reader_.text(n, "to", true));
    if (!from || !to || from == to)
      reader_.fail(n, "a conversion goes from one form to another.");
    else
      c.from = *from, c.to = *to;
    c.factor = figure(n["factor"], {"tonnes per tonne"}, "the factor");
    if (c.factor.range.low <= 0) reader_.fail(n, "a conversion's factor must be positive.");
    net_.conversions.push_back(std::move(c));
  }

  void load_node(const YNode& n) {
    if (!reader_.only_keys(n, {"id", "name", "latitude", "longitude", "holder"}, "a node")) return;
    Node node;
    node.id = fresh_id(n, "id", "node");
    node.name = reader_.text(n, "name", false);
    if (node.name.empty()) node.name = node.id;
    node.latitude = reader_.number(n, "latitude");
    node.longitude = reader_.number(n, "longitude");
    if (node.latitude.has_value() != node.longitude.has_value())
      reader_.fail(n, "a latitude needs a longitude.");
    node.holder = reader_.text(n, "holder", false);
    known_actor(node.holder, n);
    node.outside = true;
    if (const domain::Place* place = domain_ ? domain_->place(node.id) : nullptr) {
      // A place of the pack stands here only to say who holds it beyond question.
      if (node.holder.empty() || node.latitude || !reader_.text(n, "name", false).empty())
        reader_.fail(
            n, fmt::format("'{}' is a place of the pack: only its 'holder' can be fixed here.", node.id));
      node.name = place->name;
      node.latitude = place->latitude;
      node.longitude = place->longitude;
    }
    net_.nodes.push_back(std::move(node));
  }

  // The node of that id, made on first use from the pack's place; -1 and a fault when nobody knows it.
  int node_of(const std::string& id, const YNode& at, const std::string& what) {
    if (id.empty()) return -1;
    if (const auto found = nodes_.find(id); found != nodes_.end()) return found->second;
    int index = net_.node(id);
    if (index < 0) {
      const domain::Place* place = domain_ ? domain_->place(id) : nullptr;
      if (!place) {
        reader_.fail(at, fmt::format("{} leads to nowhere: neither a pack nor 'nodes' knows the place '{}'.",
                                     what, id));
        return -1;
      }
      net_.nodes.push_back({place->id, place->name, place->latitude, place->longitude, "", false});
      index = static_cast<int>(net_.nodes.size()) - 1;
    }
    nodes_[id] = index;
    return index;
  }

  int commodity_of(const std::string& id, const YNode& at) {
    const int index = net_.commodity(id);
    if (index < 0 && !id.empty()) reader_.fail(at, fmt::format("'{}' is not among the commodities.", id));
    return index;
  }

  void load_field(const YNode& n) {
    if (!reader_.only_keys(n, {"id", "commodity", "yield", "storage", "working_stock", "restart"}, "a field"))
      return;
    Field field;
    field.id = fresh_id(n, "id", "field");
    read_yields(n, field);
    net_.fields.push_back(std::move(field));
  }

  void read_yields(const YNode& n, Field& field) {
    const int commodity = commodity_of(reader_.text(n, "commodity", true), n);
    field.commodity = std::max(0, commodity);
    if (commodity >= 0 && net_.commodities[static_cast<std::size_t>(commodity)].amounts != Amounts::kTonnes)
      reader_.fail(n, "what is dug is counted in tonnes.");
    for (const auto& y : reader_.list(n, "yield"))
      field.yields.push_back(rate(y, "a yield", true, Amounts::kTonnes));
    if (field.yields.empty())
      reader_.fail(n, fmt::format("'{}' yields nothing: it needs a 'yield'.", field.id));
    if (n["storage"].IsDefined())
      field.storage_months = figure(n["storage"], {"months of yield"}, "the storage");
    if (n["working_stock"].IsDefined())
      field.working_months = figure(n["working_stock"], {"months of yield"}, "the working stock");
    if (n["restart"].IsDefined()) field.restart_days = figure(n["restart"], {"days"}, "the restart");
  }

  void load_site(const YNode& n) {
    if (!reader_.only_keys(n,
                           {"id", "name", "place", "field", "share", "commodity", "yield", "storage",
                            "working_stock", "restart", "licensed"},
                           "a site"))
      return;
    Site site;
    site.id = fresh_id(n, "id", "site");
    site.name = reader_.text(n, "name", false);
    if (site.name.empty()) site.name = site.id;
    site.node = node_of(reader_.text(n, "place", true), n, fmt::format("the site '{}'", site.id));
    site.illegal = !reader_.flag(n, "licensed").value_or(false);
    const std::string field = reader_.text(n, "field", false);
    if (field.empty()) {
      Field own;
      own.id = site.id;
      read_yields(n, own);
      net_.fields.push_back(std::move(own));
      site.field = static_cast<int>(net_.fields.size()) - 1;
      site.share.range = {1, 1, 1};
    } else {
      for (const char* key : {"commodity", "yield", "storage", "working_stock", "restart"})
        if (n[key].IsDefined())
          reader_.fail(n[key], fmt::format("'{}' belongs to the field, not to its site.", key));
      site.field = -1;
      for (std::size_t i = 0; i < net_.fields.size(); ++i)
        if (net_.fields[i].id == field) site.field = static_cast<int>(i);
      if (site.field < 0) reader_.fail(n["field"], fmt::format("there is no field '{}'.", field));
      if (!n["share"].IsDefined())
        reader_.fail(n, fmt::format("the site '{}' says not what share of '{}' it has.", site.id, field));
      else
        site.share = figure(n["share"], {"of the field"}, "the share");
      if (site.share.range.best <= 0 && n["share"].IsDefined())
        reader_.fail(n["share"], "a share must be positive.");
    }
    lines_["site/" + site.id] = reader_.place(n);
    net_.sites.push_back(std::move(site));
  }

  std::vector<std::string> cargo(const YNode& n) {
    std::vector<std::string> classes;
    for (auto& [name, at] : reader_.texts(n, "cargo")) {
      const bool known = std::any_of(net_.commodities.begin(), net_.commodities.end(),
                                     [&](const Commodity& c) { return c.cargo == name; });
      if (!known) reader_.fail(at, fmt::format("no commodity is of the cargo class '{}'.", name));
      classes.push_back(name);
    }
    return classes;
  }

  void load_road(const YNode& n) {
    if (!reader_.only_keys(n, {"id", "through", "km", "both_ways", "cost", "cargo", "source"}, "a road"))
      return;
    Road road;
    road.id = fresh_id(n, "id", "road");
    road.source = {reader_.text(n, "source", false), false, reader_.place(n)};
    road.source.assumption = road.source.text.starts_with("assumption:");
    road.both_ways = reader_.flag(n, "both_ways").value_or(true);
    road.cost = road_cost_.range;
    if (n["cost"].IsDefined())
      road.cost = figure(n["cost"], {"yuan per tonne and km"}, "the road's cost").range;
    road.cargo = cargo(n);
    const auto through = reader_.texts(n, "through");
    if (through.size() < 2)
      reader_.fail(
          n, fmt::format("the road '{}' leads to nowhere: 'through' needs two places or more.", road.id));
    std::vector<double> lengths;
    for (const auto& km : reader_.list(n, "km")) {
      double length = 0;
      if (!km.IsScalar() || !YAML::convert<double>::decode(km, length) || !(length >= 0 && length < 20000))
        reader_.fail(km, "a length is a number of kilometres.");
      lengths.push_back(length);
    }
    if (!lengths.empty() && lengths.size() + 1 != through.size())
      reader_.fail(n, "'km' gives one length for each leg of the road.");
    int before = -1;
    for (std::size_t i = 0; i < through.size(); ++i) {
      const int here = node_of(through[i].first, through[i].second, fmt::format("the road '{}'", road.id));
      if (i > 0 && before >= 0 && here >= 0) {
        if (before == here) reader_.fail(through[i].second, "a road goes from a place to itself.");
        road.legs.push_back(
            {before, here, Kilometres::of(leg_km(before, here, i - 1, lengths, through[i].second))});
      }
      before = here;
    }
    lines_["road/" + road.id] = reader_.place(n);
    net_.roads.push_back(std::move(road));
  }

  double leg_km(int a, int b, std::size_t leg, const std::vector<double>& lengths, const YNode& at) {
    if (!lengths.empty()) return leg < lengths.size() ? lengths[leg] : 0;
    const Node &from = net_.nodes[static_cast<std::size_t>(a)], &to = net_.nodes[static_cast<std::size_t>(b)];
    if (from.latitude && to.latitude) return winding_ * great_circle_km(from, to);
    reader_.fail(at, fmt::format("'{}' or '{}' has no coordinates: give the road's 'km'.", from.id, to.id));
    return 0;
  }

  void load_gate(const YNode& n) {
    if (!reader_.only_keys(n, {"gate", "near", "far", "far_actor", "cargo", "capacity", "when_unknown"},
                           "a gate"))
      return;
    Port port;
    port.place = reader_.place(n);
    port.gate = fresh_id(n, "gate", "gate");
    if (domain_ && !port.gate.empty() && !domain_->gate(port.gate))
      reader_.fail(n, fmt::format("no pack knows the gate '{}'.", port.gate));
    const std::string near = reader_.text(n, "near", false), far = reader_.text(n, "far", false);
    if (near.empty() || far.empty())
      reader_.fail(n, fmt::format("the gate '{}' has one side only: give 'near' and 'far'.", port.gate));
    if (!near.empty() && near == far)
      reader_.fail(n, fmt::format("both sides of the gate '{}' are '{}'.", port.gate, near));
    port.near = node_of(near, n, fmt::format("the gate '{}'", port.gate));
    port.far = node_of(far, n, fmt::format("the gate '{}'", port.gate));
    port.far_actor = reader_.text(n, "far_actor", true);
    known_actor(port.far_actor, n);
    port.cargo = cargo(n);
    for (const auto& c : reader_.list(n, "capacity")) {
      if (!reader_.only_keys(c, {"cargo", "amounts"}, "a capacity")) continue;
      Port::Capacity capacity;
      capacity.cargo = reader_.text(c, "cargo", true);
      Amounts amounts = Amounts::kTonnes;
      bool known = false;
      for (const auto& commodity : net_.commodities)
        if (commodity.cargo == capacity.cargo) amounts = commodity.amounts, known = true;
      if (!known) reader_.fail(c, fmt::format("no commodity is of the cargo class '{}'.", capacity.cargo));
      for (const auto& a : reader_.list(c, "amounts"))
        capacity.figures.push_back(rate(a, "a capacity", false, amounts));
      port.capacities.push_back(std::move(capacity));
    }
    if (n["when_unknown"].IsDefined()) {
      port.open_when_unknown = figure(n["when_unknown"], {"probability open"}, "'when_unknown'");
      if (port.open_when_unknown.range.high > 1)
        reader_.fail(n["when_unknown"], "a probability lies between 0 and 1.");
    } else {
      port.open_when_unknown.range = {1, 1, 1};
      port.open_when_unknown.source = {"assumption: a side of which nothing is known is open", true,
                                       port.place};
    }
    lines_["gate/" + port.gate] = port.place;
    net_.ports.push_back(std::move(port));
  }

  void load_market(const YNode& n, bool sells) {
    const char* what = sells ? "a seller" : "a buyer";
    if (!reader_.only_keys(n, {"id", "actor", "at", "commodity", "amounts"}, what)) return;
    Market market;
    market.id = fresh_id(n, "id", "market");
    market.sells = sells;
    market.actor = reader_.text(n, "actor", false);
    known_actor(market.actor, n);
    for (auto& [place, at] : reader_.texts(n, "at")) {
      const int node = node_of(place, at, fmt::format("the market '{}'", market.id));
      if (node >= 0) market.nodes.push_back(node);
    }
    if (market.nodes.empty())
      reader_.fail(n, fmt::format("{} needs 'at': the places where it trades.", what));
    const int commodity = commodity_of(reader_.text(n, "commodity", true), n);
    market.commodity = std::max(0, commodity);
    const Amounts amounts = net_.commodities.empty()
                                ? Amounts::kTonnes
                                : net_.commodities[static_cast<std::size_t>(market.commodity)].amounts;
    for (const auto& a : reader_.list(n, "amounts"))
      market.amounts.push_back(rate(a, sells ? "an offer" : "a demand", false, amounts));
    lines_["market/" + market.id] = reader_.place(n);
    net_.markets.push_back(std::move(market));
  }

  void load_tax(const YNode& n) {
    if (!reader_.only_keys(n, {"id", "by", "where", "at", "commodity", "rate", "of"}, "a tax")) return;
    Tax tax;
    tax.id = fresh_id(n, "id", "tax");
    tax.by = reader_.text(n, "by", true);
    if (tax.by == "holder") tax.by.clear();
    known_actor(tax.by, n);
    const std::string where = reader_.text(n, "where", true);
    if (where == "sites")
      tax.point = TaxPoint::kSites;
    else if (where == "roads")
      tax.point = TaxPoint::kRoads;
    else if (where == "gates")
      tax.point = TaxPoint::kGates;
    else
      reader_.fail(n, "a tax is taken at 'sites', on 'roads' or at 'gates'.");
    for (auto& [place, at] : reader_.texts(n, "at")) {
      const int node = node_of(place, at, fmt::format("the tax '{}'", tax.id));
      if (node >= 0) tax.nodes.push_back(node);
    }
    for (auto& [id, at] : reader_.texts(n, "commodity"))
      if (const int c = commodity_of(id, at); c >= 0) tax.commodities.push_back(c);
    if (tax.commodities.empty()) reader_.fail(n, fmt::format("the tax '{}' names no commodity.", tax.id));
    tax.figure = figure(n["rate"], {"yuan per tonne", "percent of value"}, "a tax rate");
    const std::string of = reader_.text(n, "of", false);
    if (unit_ == "percent of value") {
      tax.figure = scaled(tax.figure, 0.01);
      if (tax.figure.range.high > 1) reader_.fail(n["rate"], "nobody can take more than the whole.");
      tax.rate = of == "gross" ? TaxRate::kShareOfGross : TaxRate::kShareOfRemaining;
      if (!of.empty() && of != "gross" && of != "remaining")
        reader_.fail(n["of"], "a share is 'of' the 'remaining' or the 'gross' value.");
    } else {
      tax.rate = TaxRate::kSumPerTonne;
      if (!of.empty()) reader_.fail(n["of"], "a sum per tonne is 'of' nothing.");
    }
    net_.taxes.push_back(std::move(tax));
  }

  YamlReader reader_;
  const domain::Domain* domain_;
  Network net_;
  std::string unit_;  // of the figure read last
  double winding_ = 1;
  Figure<double> road_cost_;
  std::set<std::string> ids_;
  std::map<std::string, int> nodes_;
  NetworkLines lines_;
};

int line_of(const Error& error) {
  const auto colon = error.place.rfind(':');
  return colon == std::string::npos ? 0 : std::atoi(error.place.c_str() + colon + 1);
}

}  // namespace

std::vector<Error> Network::check_text(std::string_view yaml, const std::string& file_name,
                                       const domain::Domain* domain) {
  const auto root = parse_yaml(yaml, file_name);
  if (!root.ok()) return {root.error()};
  Loader loader(file_name, domain);
  try {
    loader.load(*root);
  } catch (const YAML::Exception& fault) {  // e.g. a key looked up in a list
    loader.errors().push_back({ErrorCode::kBadFormat,
                               "this is not the shape of a network: " + fault.msg + ".",
                               fmt::format("{}:{}", file_name, fault.mark.line + 1)});
  }
  std::stable_sort(loader.errors().begin(), loader.errors().end(),
                   [](const Error& a, const Error& b) { return line_of(a) < line_of(b); });
  return loader.errors();
}

Result<Network> Network::parse(std::string_view yaml, const std::string& file_name,
                               const domain::Domain* domain) {
  const auto root = parse_yaml(yaml, file_name);
  if (!root.ok()) return root.error();
  Loader loader(file_name, domain);
  try {
    loader.load(*root);
  } catch (const YAML::Exception& fault) {
    return Error{ErrorCode::kBadFormat, "this is not the shape of a network: " + fault.msg + ".", file_name};
  }
  if (!loader.errors().empty()) {
    return *std::min_element(loader.errors().begin(), loader.errors().end(),
                             [](const Error& a, const Error& b) { return line_of(a) < line_of(b); });
  }
  loader.network().digest = sha256_hex(yaml);
  return std::move(loader.network());
}

Result<Network> Network::load(const std::filesystem::path& file, const domain::Domain* domain) {
  const auto bytes = read_small_file(file.string());
  if (!bytes.ok()) return bytes.error();
  return parse(*bytes, file.filename().string(), domain);
}

std::vector<Error> Network::check(const std::filesystem::path& file, const domain::Domain* domain) {
  const auto bytes = read_small_file(file.string());
  if (!bytes.ok()) return {bytes.error()};
  return check_text(*bytes, file.filename().string(), domain);
}

}  // namespace assay::flow
