#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "domain/domain.hpp"
#include "flow/exposure.hpp"

namespace assay::flow {
namespace {

double rounded(double value) { return std::round(value * 1e4) / 1e4 + 0.0; }

const char* name_of(Arms arms) { return arms == Arms::kNonState ? "non-state armed group" : "public forces"; }

std::string csv_cell(const std::string& text) {
  std::string cell = text;
  // A cell that a spreadsheet would take for a formula is made text.
  if (!cell.empty() && std::string_view("=+-@\t\r").find(cell.front()) != std::string_view::npos)
    cell.insert(cell.begin(), '\'');
  if (cell.find_first_of(",\"\r\n") == std::string::npos) return cell;
  std::string out = "\"";
  for (char c : cell) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + "\"";
}

std::string joined(const std::vector<std::string>& parts, const char* mark) {
  std::string all;
  for (const auto& part : parts) {
    if (!all.empty()) all += mark;
    all += part;
  }
  return all;
}

// The largest place that contains this one: its country. A place that no pack knows has none.
std::string country_of(const domain::Domain* domain, const std::string& place) {
  std::string name;
  const auto* at = domain ? domain->place(place) : nullptr;
  for (int step = 0; at && step < 16; ++step) {
    name = at->name;
    at = at->within.empty() ? nullptr : domain->place(at->within);
  }
  return name;
}

const RedFlag* likeliest(const SupplyRoute& route, FlagKind kind) {
  const RedFlag* best = nullptr;
  for (const auto& flag : route.flags)
    if (flag.kind == kind && (!best || best->probability < flag.probability)) best = &flag;
  return best;
}

nlohmann::ordered_json holder_json(const LikelyHolder& holder) {
  return {{"actors", holder.actors}, {"probability", rounded(holder.probability.value())}};
}

}  // namespace

nlohmann::ordered_json to_json(const Exposure& e, const Network& network) {
  nlohmann::ordered_json out;
  const auto& commodity = network.commodities[static_cast<std::size_t>(network.commodity(e.commodity))];
  out["buyer"] = e.question.buyer;
  out["resource"] = e.question.resource;
  out["commodity"] = e.commodity;
  out["form"] = flow::name_of(commodity.form);
  out["on"] = e.question.on.iso();
  out["seed"] = e.question.seed;
  out["draws"] = e.question.draws;
  out["probability_of_any_supply"] = rounded(e.any.value());
  out["as_if_gates_were_open"] = e.as_if_open;
  out["tonnes_per_day"] = to_json(e.tonnes_per_day);
  auto share = [](const Band& band) {
    return nlohmann::ordered_json{{"p10", rounded(band.p10)},
                                  {"p50", rounded(band.p50)},
                                  {"p90", rounded(band.p90)},
                                  {"mean", rounded(band.mean)}};
  };
  out["held"] = nlohmann::ordered_json::array();
  for (const auto& held : e.held)
    out["held"].push_back({{"actor", held.actor}, {"share", share(held.share)}});
  out["routes"] = nlohmann::ordered_json::array();
  for (const auto& route : e.routes) {
    nlohmann::ordered_json flags = nlohmann::ordered_json::array();
    for (const auto& flag : route.flags)
      flags.push_back({{"flag", flow::name_of(flag.kind)},
                       {"by", name_of(flag.arms)},
                       {"actors", flag.actors},
                       {"place", flag.place},
                       {"probability", rounded(flag.probability.value())},
                       {"on", e.question.on.iso()},
                       {"because", flag.because},
                       {"sources", flag.sources}});
    out["routes"].push_back({{"site", route.site},
                             {"places", route.places},
                             {"gate", route.gate},
                             {"mine_holder", holder_json(route.mine_holder)},
                             {"export_holder", holder_json(route.export_holder)},
                             {"market", route.market},
                             {"share", share(route.share)},
                             {"probability_of_use", rounded(route.used.value())},
                             {"red_flags", std::move(flags)}});
  }
  return out;
}

std::string to_csv(const Exposure& e, const Network& network, const domain::Domain* domain, bool heading) {
  std::string out;
  auto line = [&](const std::vector<std::string>& cells) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (i) out += ',';
      out += csv_cell(cells[i]);
    }
    out += "\r\n";
  };
  if (heading)
    // To 'Comments' the columns of the smelter list of the RMI's reporting templates (CMRT, EMRT, AMRT), in its order;
    // a smelter is not known here, so its columns name the buyer. Then what the OECD guidance's Annex II asks of a route.
    line({"Metal",
          "Smelter Name",
          "Smelter Country",
          "Name of Mine(s)",
          "Location (Country) of Mine(s)",
          "100% recycled or scrap",
          "Comments",
          "Form",
          "Buyer",
          "Mine place",
          "Latitude",
          "Longitude",
          "Transport route",
          "Point of export",
          "Country of export",
          "As of",
          "Share of supply, low",
          "Share of supply, median",
          "Share of supply, high",
          "Probability of use",
          "Holder of mine",
          "Holder of mine: probability",
          "Holder of point of export",
          "Holder of point of export: probability",
          "Mine control: armed party",
          "Mine control: probability",
          "Route control: armed party",
          "Route control: probability",
          "Route control: place",
          "Export point control: armed party",
          "Export point control: probability",
          "Illegal taxation: by",
          "Illegal taxation: probability",
          "Illegal taxation: place",
          "Evidence (claims)",
          "Evidence (sources)"});
  const auto& commodity = network.commodities[static_cast<std::size_t>(network.commodity(e.commodity))];
  const auto* resource = domain ? domain->resource(e.commodity) : nullptr;
  const auto actor_name = [&](const std::string& id) {
    const auto* actor = domain ? domain->actor(id) : nullptr;
    return actor ? actor->name : id;
  };
  const auto place_name = [&](const std::string& id) {
    const auto* place = domain ? domain->place(id) : nullptr;
    return place ? place->name : id;
  };
  const auto names = [](const auto& ids, const auto& name, const char* mark) {
    std::vector<std::string> all;
    for (const auto& id : ids) all.push_back(name(id));
    return joined(all, mark);
  };
  for (const auto& route : e.routes) {
    const int site = network.site(route.site), port = network.port(route.gate);
    const std::string place = route.places.empty() ? "" : route.places.front();
    const std::string market = route.places.empty() ? "" : route.places.back();
    const int node = network.node(place);
    auto coordinate = [&](const std::optional<double>& value) {
      return value ? fmt::format("{:.5f}", *value) : std::string();
    };
    std::vector<std::string> cells{
        resource ? resource->name : e.commodity,
        "",
        country_of(domain, market),
        site >= 0 ? network.sites[static_cast<std::size_t>(site)].name : route.site,
        country_of(domain, place),
        "No",
        e.as_if_open ? "nothing passes on this day; the route is that which would be taken were the gates open and the "
                       "mines at work"
                     : "",
        std::string(flow::name_of(commodity.form)),
        actor_name(e.question.buyer),
        place_name(place),
        node >= 0 ? coordinate(network.nodes[static_cast<std::size_t>(node)].latitude) : "",
        node >= 0 ? coordinate(network.nodes[static_cast<std::size_t>(node)].longitude) : "",
        names(route.places, place_name, " > "),
        route.gate.empty() ? "" : place_name(route.gate),
        port >= 0 ? country_of(domain, network.nodes[static_cast<std::size_t>(
                                                         network.ports[static_cast<std::size_t>(port)].near)].id)
                  : "",
        e.question.on.iso(),
        fmt::format("{:.3f}", route.share.p10),
        fmt::format("{:.3f}", route.share.p50),
        fmt::format("{:.3f}", route.share.p90),
        fmt::format("{:.3f}", route.used.value())};
    for (const auto* holder : {&route.mine_holder, &route.export_holder}) {
      cells.push_back(names(holder->actors, actor_name, "; "));
      cells.push_back(holder->actors.empty() ? "" : fmt::format("{:.3f}", holder->probability.value()));
    }
    std::vector<std::string> claims, sources;
    for (FlagKind kind : {FlagKind::kMine, FlagKind::kRoute, FlagKind::kExport, FlagKind::kTax}) {
      const RedFlag* flag = likeliest(route, kind);
      cells.push_back(flag ? names(flag->actors, actor_name, "; ") + fmt::format(" ({})", name_of(flag->arms)) : "");
      cells.push_back(flag ? fmt::format("{:.3f}", flag->probability.value()) : "");
      if (kind == FlagKind::kRoute || kind == FlagKind::kTax) cells.push_back(flag ? place_name(flag->place) : "");
    }
    for (const auto& flag : route.flags) {
      for (const auto& id : flag.because)
        if (std::find(claims.begin(), claims.end(), id) == claims.end()) claims.push_back(id);
      for (const auto& source : flag.sources)
        if (std::find(sources.begin(), sources.end(), source) == sources.end()) sources.push_back(source);
    }
    cells.push_back(joined(claims, " "));
    cells.push_back(joined(sources, "; "));
    line(cells);
  }
  return out;
}

}  // namespace assay::flow
