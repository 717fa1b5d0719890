// The network on the map, runs of flows, what if, and exposure.
#include <algorithm>
#include <cmath>

#include "serve/flow_desk.hpp"
#include "serve/show.hpp"

namespace assay::serve {
namespace {

constexpr int kMostDraws = 2000;
constexpr int kLongest = 366 * 4;  // days of a run

FlowDesk& desk(Call& call) {
  if (!call.api.flows().available()) throw Refusal{refusal(404, "no-network", call.api.flows().fault())};
  return call.api.flows();
}

// A run's period, seed and draws, from names and values.
struct RunQuestion {
  std::optional<Day> from, to;
  std::uint64_t seed = 1;
  int draws = 200;
};

void check_length(const Interval& days) {
  if (*days.to - *days.from > kLongest) refuse({ErrorCode::kTooLarge, "a run covers four years at most", ""});
}

Day today(Call& call) { return call.api.options().clock().day(); }

// Names of a resource and a buyer become ids.
void name_exposure(const domain::Domain& domain, flow::ExposureQuestion& question) {
  if (!domain.resource(question.resource)) {
    const auto& named = domain.resources_named(question.resource);
    if (named.empty()) refuse_missing("resource", question.resource);
    question.resource = named.front();
  }
  if (const auto& ids = domain.actors_named(question.buyer); !domain.actor(question.buyer) && !ids.empty()) question.buyer = ids.front();
}

Json exposures(const flow::World& world, const domain::Domain& domain, const std::vector<flow::Change>& changes, const flow::ExposureQuestion& question) {
  auto list = Json::array();
  for (const auto& one : given(flow::exposures(world.network(), world.control(), changes, &domain, question))) list.push_back(flow::to_json(one, world.network()));
  return list;
}

// A scenario's question about exposure, asked with and without its changes.
Json compared_exposure(const flow::World& world, const domain::Domain& domain, const flow::Scenario& scenario, const flow::ExposureQuestion& question) {
  auto changes = scenario.changes;
  for (auto& change : changes)  // the run-up of an exposure begins before the scenario does, whose changes it must not see
    if (!change.period.from) change.period.from = scenario.days.from;
  return {{"base", exposures(world, domain, world.changes(), question)}, {"scenario", exposures(world, domain, world.changes(changes), question)}};
}

Json arc(const std::string& id, const flow::Network& network, const std::vector<int>& nodes, const char* kind) {
  auto path = Json::array();
  for (const int number : nodes) {
    const auto& node = network.nodes[static_cast<std::size_t>(number)];
    if (node.latitude && node.longitude) path.push_back({*node.longitude, *node.latitude});
  }
  return {{"id", id}, {"kind", kind}, {"from", network.nodes[static_cast<std::size_t>(nodes.front())].id}, {"to", network.nodes[static_cast<std::size_t>(nodes.back())].id}, {"path", path}};
}

}  // namespace

Response show_network(Call& call) {
  call.query.done();
  const auto& network = *desk(call).network();
  auto nodes = Json::array(), arcs = Json::array(), sites = Json::array(), markets = Json::array(), commodities = Json::array();
  for (const auto& node : network.nodes)
    nodes.push_back({{"id", node.id}, {"name", node.name}, {"kind", node.outside ? "outside" : "place"}, {"lon", node.longitude ? Json(*node.longitude) : Json()},
                     {"lat", node.latitude ? Json(*node.latitude) : Json()}});
  for (const auto& road : network.roads)
    for (std::size_t k = 0; k < road.legs.size(); ++k) {
      Json one = arc(road.id + ":" + std::to_string(k), network, {road.legs[k].from, road.legs[k].to}, "road");
      one["road"] = road.id, one["km"] = road.legs[k].length.value(), one["cargo"] = road.cargo, one["gate"] = nullptr;
      arcs.push_back(std::move(one));
    }
  for (const auto& port : network.ports) {
    Json one = arc("gate:" + port.gate, network, {port.near, port.far}, "gate");
    one["road"] = nullptr, one["km"] = 0, one["cargo"] = port.cargo, one["gate"] = port.gate;
    arcs.push_back(std::move(one));
  }
  for (const auto& site : network.sites) {
    const auto& field = network.fields[static_cast<std::size_t>(site.field)];
    sites.push_back({{"id", site.id}, {"name", site.name}, {"node", network.nodes[static_cast<std::size_t>(site.node)].id}, {"field", field.id},
                     {"commodity", network.commodities[static_cast<std::size_t>(field.commodity)].id}});
  }
  for (const auto& market : network.markets) {
    auto where = Json::array();
    for (const int node : market.nodes) where.push_back(network.nodes[static_cast<std::size_t>(node)].id);
    markets.push_back({{"id", market.id}, {"actor", market.actor}, {"sells", market.sells}, {"commodity", network.commodities[static_cast<std::size_t>(market.commodity)].id}, {"nodes", where}});
  }
  for (const auto& commodity : network.commodities) {
    const auto* resource = call.snapshot.domain().resource(commodity.id);
    commodities.push_back({{"id", commodity.id}, {"name", resource ? resource->name : commodity.id}, {"form", flow::name_of(commodity.form)}, {"cargo", commodity.cargo},
                           {"unit", commodity.amounts == flow::Amounts::kTonnes ? "t" : "% of a normal month"}});
  }
  return reply({{"id", network.id}, {"nodes", nodes}, {"arcs", arcs}, {"sites", sites}, {"markets", markets}, {"commodities", commodities}, {"assumptions", network.assumptions()}});
}

Response show_flow(Call& call) {
  RunQuestion q;
  q.from = call.query.day("from"), q.to = call.query.day("to");
  q.seed = static_cast<std::uint64_t>(call.query.number("seed", 1, 0, 1'000'000'000));
  q.draws = call.query.number("draws", q.draws, 1, kMostDraws);
  const auto clocks = call.clocks();
  call.query.done();
  Json json;
  desk(call).with_world(call.held, clocks.as_known, [&](const flow::World& world) {
    const auto days = given(world.days(q.from, q.to, today(call)));
    check_length(days);
    const auto model = given(world.model(days));
    json = flow::to_json(flow::run_flows(model, {q.seed, q.draws, call.api.options().threads, true}));
    auto unused = Json::array();
    for (const auto& one : world.learned().unused) unused.push_back({{"claim", one.claim}, {"reason", one.reason}});
    json["unused_claims"] = std::move(unused);
  });
  return reply(json);
}

Response show_whatif(Call& call) {
  call.query.done();
  const auto bad = [](const std::string& message) { refuse({ErrorCode::kBadArgument, message, ""}); };
  if (!call.request.content_type.starts_with("application/json")) throw Refusal{refusal(415, "bad-format", "a question is sent as application/json")};
  const Json body = Json::parse(call.request.body, nullptr, false);
  if (!body.is_object()) bad("the body must be one JSON object");
  RunQuestion q;
  std::optional<Day> effect_from, effect_to, as_known;
  std::optional<flow::ExposureQuestion> exposure;
  flow::Verbs verbs;
  const auto text = [&](const Json& value, const std::string& key) {
    if (!value.is_string() || value.get_ref<const std::string&>().size() > 200) bad("the field '" + key + "' holds something else than short texts");
    return value.get<std::string>();
  };
  for (const auto& [key, value] : body.items()) {
    const auto day = [&]() -> std::optional<Day> {
      if (value.is_null()) return std::nullopt;
      return given(Day::parse(text(value, key)));
    };
    static const char* const kVerbs[] = {"close", "open", "hold", "stop", "tax", "refuse", "permit", "cut", "mend"};
    if (key == "from") q.from = day();
    else if (key == "to") q.to = day();
    else if (key == "effect_from") effect_from = day();
    else if (key == "effect_to") effect_to = day();
    else if (key == "as_known") as_known = day();
    else if (key == "seed" || key == "draws") {
      if (!value.is_number_unsigned() || value.get<std::uint64_t>() > (key == "draws" ? std::uint64_t{kMostDraws} : 1'000'000'000)) bad("the field '" + key + "' is no number in bounds");
      if (key == "seed") q.seed = value.get<std::uint64_t>();
      else q.draws = std::max(1, value.get<int>());
    } else if (key == "exposure") {
      if (!value.is_object() || !value.contains("buyer") || !value.contains("resource") || !value.contains("on") || value.size() != 3) bad("exposure takes {\"buyer\", \"resource\", \"on\"}");
      exposure.emplace();
      exposure->buyer = text(value["buyer"], key), exposure->resource = text(value["resource"], key);
      exposure->on = given(Day::parse(text(value["on"], key)));
      name_exposure(call.snapshot.domain(), *exposure);
    } else if (std::find(std::begin(kVerbs), std::end(kVerbs), key) != std::end(kVerbs)) {
      if (!value.is_array() || value.size() > 50) bad("the field '" + key + "' must be a list of at most 50");
      for (const auto& one : value) {
        if (key == "hold" && one.is_object()) {
          if (!one.contains("place") || !one.contains("actor")) bad("hold takes {\"place\", \"actor\"}");
          verbs.emplace_back(key, text(one["place"], key) + "=" + text(one["actor"], key));
        } else {
          verbs.emplace_back(key, text(one, key));
        }
      }
    } else {
      bad("there is no field '" + key + "'");
    }
  }
  Json json;
  const auto snapshot = call.api.snapshot();
  desk(call).with_world(snapshot, as_known, [&](const flow::World& world) {
    flow::Scenario scenario;
    scenario.name = "from the page";
    scenario.seed = q.seed, scenario.draws = q.draws;
    scenario.days = given(world.days(q.from, q.to, today(call)));
    check_length(scenario.days);
    scenario.effect.from = effect_from;
    if (effect_to) scenario.effect.to = effect_to->plus_days(1);
    scenario.changes = given(flow::changes_of(
        verbs, scenario.effect, [&](const std::string& name) { return gate_id(*snapshot, name); }, [&](const std::string& name) { return place_id(*snapshot, name); }));
    given(world.settle(scenario.changes));
    const auto found = given(flow::run_what_if(world, scenario, call.api.options().threads));
    json = flow::to_json(found.comparison, *found.base, *found.after);
    json["yaml"] = flow::to_yaml(scenario);
    if (exposure) {
      exposure->seed = q.seed, exposure->draws = q.draws;
      json["exposure"] = compared_exposure(world, call.snapshot.domain(), scenario, *exposure);
    }
  });
  return reply(json);
}

Response show_exposure(Call& call) {
  flow::ExposureQuestion question;
  question.buyer = call.query.required("buyer");
  question.resource = call.query.required("resource");
  question.on = call.on();
  question.seed = static_cast<std::uint64_t>(call.query.number("seed", 1, 0, 1'000'000'000));
  question.draws = call.query.number("draws", 200, 1, kMostDraws);
  const auto clocks = call.clocks();
  call.query.done();
  const auto& domain = call.snapshot.domain();
  name_exposure(domain, question);
  Json list;
  desk(call).with_world(call.held, clocks.as_known, [&](const flow::World& world) { list = exposures(world, domain, world.changes(), question); });
  return reply({{"on", question.on.iso()}, {"exposures", list}});
}

}  // namespace assay::serve
