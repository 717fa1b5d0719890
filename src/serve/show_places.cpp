// Places: the list that the map draws, one of them with who holds it, and how it changed hands.
#include <algorithm>
#include <cmath>
#include <map>

#include "flow/network.hpp"
#include "holding/answer_json.hpp"
#include "holding/days.hpp"
#include "serve/flow_desk.hpp"
#include "serve/show.hpp"

namespace assay::serve {
namespace {

constexpr int kMostPoints = 400;  // of a strip of bands
constexpr std::size_t kMostRuns = 120;
constexpr std::size_t kMostWork = 400;  // statements times stretches up to which grounds are given

Json degrees(const std::optional<double>& value) { return value ? Json(std::round(*value * 1e5) / 1e5) : Json(); }

// A place's facts, as both addresses show them. `place` may be null: a name that no pack knows.
struct PlaceFacts {
  Json native, kind, lon, lat, parent;
  explicit PlaceFacts(const domain::Place* place) {
    if (!place) return;
    native = native_name(place->spellings);
    if (!place->kinds.empty()) kind = place->kinds.front();
    lon = degrees(place->longitude), lat = degrees(place->latitude);
    if (!place->within.empty()) parent = place->within;
  }
};

// What is dug there by the pack's network, and which claims speak of tax.
Json yields_of(Call& call, const std::string& place) {
  auto list = Json::array();
  const auto* network = call.api.flows().network();
  if (!network) return list;
  for (const auto& site : network->sites) {
    if (network->nodes[static_cast<std::size_t>(site.node)].id != place) continue;
    const auto& field = network->fields[static_cast<std::size_t>(site.field)];
    Json item{{"site", site.id}, {"name", site.name}, {"resource", network->commodities[static_cast<std::size_t>(field.commodity)].id}, {"field", field.id}};
    if (!field.yields.empty()) {
      const auto& figure = field.yields.back();
      item["field_tonnes_a_year"] = {figure.range.low.value(), figure.range.best.value(), figure.range.high.value()};
      item["source"] = figure.source.text, item["assumption"] = figure.source.assumption;
    }
    list.push_back(std::move(item));
  }
  return list;
}

std::vector<std::uint32_t> statements_at(const Snapshot& snapshot, const std::string& place, const weighing::Clocks& clocks) {
  const auto& corpus = snapshot.corpus();
  std::vector<std::uint32_t> found;
  const auto symbol = corpus.symbols().find(place);
  if (symbol == weighing::kNoSymbol) return found;
  for (const auto number : corpus.at_place(symbol))
    if (corpus.visible(corpus.statements()[number], clocks)) found.push_back(number);
  std::sort(found.begin(), found.end(), [&](auto a, auto b) { return corpus.before(b, a); });
  return found;
}

}  // namespace

Response show_places(Call& call) {
  call.query.done();
  const Snapshot& snapshot = call.snapshot;
  auto id = Json::array(), name = Json::array(), native = Json::array(), kind = Json::array(), lon = Json::array(),
       lat = Json::array(), parent = Json::array(), gate = Json::array();
  for (const auto& place : snapshot.places()) {
    PlaceFacts facts(snapshot.domain().place(place));
    id.push_back(place);
    name.push_back(snapshot.name_of_place(place));
    native.push_back(std::move(facts.native));
    kind.push_back(std::move(facts.kind));
    lon.push_back(std::move(facts.lon));
    lat.push_back(std::move(facts.lat));
    parent.push_back(std::move(facts.parent));
    gate.push_back(snapshot.domain().gate(place) || snapshot.facts().gate_at(place));
  }
  return reply({{"stamp", snapshot.stamp()}, {"id", id}, {"name", name}, {"native", native}, {"kind", kind}, {"lon", lon}, {"lat", lat}, {"parent", parent}, {"gate", gate}});
}

Response show_place(Call& call) {
  const Day on = call.on();
  const auto clocks = call.clocks();
  call.query.done();
  const Snapshot& snapshot = call.snapshot;
  const std::string id = place_id(snapshot, call.ids[0]);
  const auto* place = snapshot.domain().place(id);
  PlaceFacts facts(place);
  Json json{{"id", id}, {"name", snapshot.name_of_place(id)}};
  json["native"] = facts.native, json["kind"] = facts.kind;
  json["kinds"] = place ? Json(place->kinds) : Json::array();
  json["lon"] = facts.lon, json["lat"] = facts.lat;
  json["parent"] = nullptr;
  if (place && !place->within.empty()) json["parent"] = {{"id", place->within}, {"name", snapshot.name_of_place(place->within)}};
  json["spellings"] = place ? Json(place->spellings) : Json::array();
  json["code"] = place && !place->code.empty() ? Json(place->code) : Json();
  const auto* gate = snapshot.facts().gate(id) ? snapshot.facts().gate(id) : snapshot.facts().gate_at(id);
  json["gate"] = gate ? Json(gate->id) : Json();
  const auto ledger = call.api.ledgers().lease();
  json["answer"] = holding::to_json(holding::who_holds(snapshot.from(), id, on, clocks, holding::Depth::kChanges), quotes_from(*ledger));
  const auto said = statements_at(snapshot, id, clocks);
  auto taxes = std::vector<std::uint32_t>();
  std::vector<std::string> resources;
  for (const auto number : said) {
    const auto& s = snapshot.corpus().statements()[number];
    if (s.type == ClaimType::kTax && taxes.size() < 20) taxes.push_back(number);
    for (const auto resource : s.resource) {
      const auto& name = snapshot.corpus().symbols().text(resource);
      if (std::find(resources.begin(), resources.end(), name) == resources.end()) resources.push_back(name);
    }
  }
  std::sort(resources.begin(), resources.end());
  json["resources"] = resources;
  json["yields"] = yields_of(call, id);
  json["taxes"] = claim_rows(snapshot, *ledger, taxes);
  json["claims_total"] = said.size();
  return reply(json);
}

Response show_place_timeline(Call& call) {
  const auto clocks = call.clocks();
  const auto from = call.query.day("from"), to = call.query.day("to");
  call.query.done();
  const Snapshot& snapshot = call.snapshot;
  const std::string id = place_id(snapshot, call.ids[0]);
  const auto spoken = holding::spoken_of(snapshot.from(), id, clocks);
  const Day last = to.value_or(snapshot.days().last);
  const Day first = from.value_or(spoken ? std::max(spoken->from->plus_days(-30), snapshot.days().focus_from) : last.plus_days(-365));
  if (last < first || last - first > 366 * 100) refuse({ErrorCode::kBadArgument, "from must lie before to, and within a hundred years of it", ""});
  const int step = std::max(1, (last - first + kMostPoints) / kMostPoints);
  std::map<std::string, std::vector<double>> bands;
  std::vector<double> unknown, contested;
  auto days = Json::array();
  holding::each_day(snapshot.from(), id, first, last.plus_days(1), clocks, [&](Day day, const holding::DistributionReader& reader, const holding::Weights& weights) {
    if ((day - first) % step != 0 && day != last) return;
    const std::size_t at = days.size();
    days.push_back(day.iso());
    double open = 0, fought = 0;
    for (const auto& [party, weight] : reader.shares(weights, fought, open)) {
      auto& band = bands[party];
      band.resize(at, 0.0);
      band.push_back(weight);
    }
    unknown.push_back(open), contested.push_back(fought);
  });
  const auto rounded = [](const std::vector<double>& values, std::size_t size) {
    auto list = Json::array();
    for (std::size_t k = 0; k < size; ++k) list.push_back(k < values.size() ? std::round(values[k] * 1e3) / 1e3 : 0);
    return list;
  };
  // The parties with most probability over the days first; what none of them ever has a hundredth of is left out.
  std::vector<std::pair<double, std::string>> order;
  for (const auto& [party, band] : bands)
    if (*std::max_element(band.begin(), band.end()) >= 0.01) {
      double sum = 0;
      for (const double value : band) sum += value;
      order.emplace_back(-sum, party);
    }
  std::sort(order.begin(), order.end());
  auto actors = Json::array(), names = Json::array(), p = Json::array();
  for (const auto& [sum, party] : order) {
    actors.push_back(party), names.push_back(snapshot.name_of_actor(party));
    p.push_back(rounded(bands[party], days.size()));
  }
  // Grounds cost a model for each of them: where there are many, the page asks for those of the day it wants.
  auto stretches = holding::timeline(snapshot.from(), id, first, last.plus_days(1), clocks, holding::Depth::kAnswer);
  const auto said = snapshot.tracks().weight(id);
  const bool grounds = said * std::min(stretches.size(), kMostRuns) <= kMostWork;
  const auto ledger = call.api.ledgers().lease();
  const auto quote = quotes_from(*ledger);
  auto runs = Json::array();
  for (auto& stretch : stretches) {
    if (runs.size() == kMostRuns) break;
    if (grounds) stretch.answer = holding::who_holds(snapshot.from(), id, stretch.from, clocks);
    Json run{{"from", stretch.from.iso()}, {"to", stretch.to.plus_days(-1).iso()}};
    run.update(holding::to_json(stretch.answer, quote));
    runs.push_back(std::move(run));
  }
  return reply({{"place", {{"id", id}, {"name", snapshot.name_of_place(id)}}}, {"days", days}, {"actors", actors}, {"names", names}, {"p", p},
                {"unknown", rounded(unknown, days.size())}, {"contested", rounded(contested, days.size())}, {"runs", runs}, {"runs_total", stretches.size()}, {"grounds", grounds}});
}

}  // namespace assay::serve
