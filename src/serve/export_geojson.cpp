// Holdings and gates on a day as GeoJSON (RFC 7946): WGS 84, longitude first, seven decimals at most.
#include <cmath>
#include <nlohmann/json.hpp>
#include <ostream>

#include "holding/gate.hpp"
#include "serve/export_parts.hpp"
#include "serve/show.hpp"

namespace assay::serve {
namespace {

double degrees(double value) { return std::round(value * 1e7) / 1e7; }

Json point(const domain::Place* place) {
  if (!place || !place->latitude || !place->longitude) return nullptr;
  return {{"type", "Point"}, {"coordinates", {degrees(*place->longitude), degrees(*place->latitude)}}};
}

const char* end_state(const holding::GatePassage& way) {
  const double open = way.open.value(), closed = way.closed.value(), unknown = 1 - open - closed;
  return closed > open && closed > unknown ? "closed" : open > unknown ? "open" : "unknown";
}

}  // namespace

void Exporter::geojson(std::ostream& out) const {
  auto features = Json::array();
  std::optional<std::array<double, 4>> box;
  const auto add = [&](const std::string& id, Json geometry, Json properties) {
    if (!geometry.is_null()) {
      const double lon = geometry["coordinates"][0], lat = geometry["coordinates"][1];
      if (!box) box = {lon, lat, lon, lat};
      box = {std::min((*box)[0], lon), std::min((*box)[1], lat), std::max((*box)[2], lon), std::max((*box)[3], lat)};
    }
    features.push_back({{"type", "Feature"}, {"id", id}, {"geometry", std::move(geometry)}, {"properties", std::move(properties)}});
  };
  const Json on = question_.on.iso(), known = day_or_null(question_.as_known);
  for (const auto& held : holdings()) {
    auto names = Json::array();
    for (const auto& id : held.holders) names.push_back(snapshot_.name_of_actor(id));
    add("place/" + held.id, point(held.place),
        {{"feature", "holding"}, {"id", held.id}, {"name", held.place->name}, {"native", native_name(held.place->spellings)}, {"kind", held.place->kinds.empty() ? Json() : Json(held.place->kinds.front())},
         {"precision", held.place->precision}, {"on", on}, {"as_known", known}, {"state", state_of(held.status, held.holders.size())}, {"probability", held.probability}, {"holders", held.holders},
         {"holder_names", names}, {"since", day_or_null(held.since)}, {"claims", held.claims}});
  }
  for (const auto& gate : snapshot_.domain().gates()) {
    const auto answer = holding::gate_on(snapshot_.from(), gate.id, question_.on, {question_.as_known, std::nullopt});
    if (answer.sides.empty()) continue;
    add("gate/" + gate.id, point(snapshot_.domain().place(gate.place)),
        {{"feature", "gate"}, {"id", gate.id}, {"name", gate.name}, {"on", on}, {"as_known", known}, {"state", holding::name_of(answer.status)},
         {"probability", std::round(answer.probability.value() * 100) / 100}, {"disputed", answer.disputed},
         {"near", end_state(holding::passage(snapshot_.facts(), answer, holding::GateEnd::kNear, ""))},
         {"far", end_state(holding::passage(snapshot_.facts(), answer, holding::GateEnd::kFar, ""))}});
  }
  Json collection{{"type", "FeatureCollection"}};
  if (box) collection["bbox"] = *box;
  collection["features"] = std::move(features);
  out << collection.dump(-1, ' ', false, Json::error_handler_t::replace) << '\n';
}

}  // namespace assay::serve
