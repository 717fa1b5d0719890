// Gates: each with its two ends, what passes, since when, and the claims of either end.
#include <algorithm>

#include "holding/answer_json.hpp"
#include "holding/gate.hpp"
#include "serve/show.hpp"

namespace assay::serve {
namespace {

constexpr std::size_t kMostRuns = 120, kMostGrounds = 8;  // of a timeline

using holding::GateAnswer;
using holding::GateEnd;

const char* state_of(double open, double closed, double partly) {
  const double unknown = std::max(0.0, 1 - open - closed);
  if (closed > open && closed > unknown) return "closed";
  if (open > unknown) return partly > 0.5 ? "partly" : "open";
  return "unknown";
}

double rounded(double value) { return holding::rounded(Probability::of(std::clamp(value, 0.0, 1.0))); }

// The end of the gate that a claim's agents stand at; both where it names nobody.
bool speaks_of(const Snapshot& snapshot, const GateAnswer& answer, GateEnd end, const std::string& claim) {
  const auto* statement = snapshot.corpus().statement(claim);
  if (!statement || statement->agent.empty()) return true;
  for (const auto agent : statement->agent) {
    holding::GateSide side;
    side.party = snapshot.facts().party_of(snapshot.corpus().symbols().text(agent));
    if (holding::stands_at(snapshot.facts(), answer, side, end)) return true;
  }
  return false;
}

Json end_json(const Snapshot& snapshot, const domain::Gate& gate, const GateAnswer& answer, GateEnd end) {
  const auto& about = end == GateEnd::kFar ? gate.far : gate.near;
  const auto& facts = snapshot.facts();
  const auto whole = holding::passage(facts, answer, end, "");
  double partly = 0;
  std::optional<Day> since;
  auto by = Json::array();
  bool disputed = false;
  for (const auto& side : answer.sides) {
    if (!holding::stands_at(facts, answer, side, end)) continue;
    partly = std::max(partly, side.partly.value());
    disputed |= side.disputed;
    if (side.since && (side.closed.value() >= 0.5 || side.partly.value() >= 0.5)) since = std::max(since.value_or(*side.since), *side.since);
    if (!side.party.empty() && (side.closed.value() >= 0.5 || side.partly.value() >= 0.5)) by.push_back({{"id", side.party}, {"name", side.name}});
  }
  auto cargo = Json::array();
  for (const auto& item : gate.cargo) {
    const auto way = holding::passage(facts, answer, end, item);
    const double unknown = std::max(0.0, 1 - way.open.value() - way.closed.value());
    cargo.push_back({{"class", item}, {"state", state_of(way.open.value(), way.closed.value(), 0)}, {"p", rounded(std::max({way.open.value(), way.closed.value(), unknown}))}});
  }
  auto evidence = Json::array();
  for (const auto* list : {&answer.because, &answer.against})
    for (const auto& ground : *list)
      if (evidence.size() < 12 && speaks_of(snapshot, answer, end, ground.claim) && std::find(evidence.begin(), evidence.end(), Json(ground.claim)) == evidence.end())
        evidence.push_back(ground.claim);
  const double open = whole.open.value(), closed = whole.closed.value();
  return {{"side", end == GateEnd::kFar ? "far" : "near"},
          {"country", about.country.empty() ? Json() : Json(about.country)},
          {"country_name", about.country.empty() ? Json() : Json(snapshot.name_of_actor(about.country))},
          {"place", about.place.empty() ? Json() : Json(about.place)},
          {"state", state_of(open, closed, partly)},
          {"p", rounded(std::max({open, closed, 1 - open - closed}))},
          {"cargo", std::move(cargo)},
          {"by", std::move(by)},
          {"since", day_or_null(since)},
          {"disputed", disputed},
          {"evidence", std::move(evidence)}};
}

Json gate_row(const Snapshot& snapshot, const domain::Gate& gate, const GateAnswer& answer) {
  const auto* place = snapshot.domain().place(gate.place);
  Json row{{"id", gate.id}, {"name", gate.name}};
  row["native"] = place ? native_name(place->spellings) : Json();
  row["place"] = gate.place.empty() ? Json() : Json(gate.place);
  row["lon"] = place && place->longitude ? Json(*place->longitude) : Json();
  row["lat"] = place && place->latitude ? Json(*place->latitude) : Json();
  row["official"] = gate.official;
  row["members"] = gate.members;
  row["state"] = holding::name_of(answer.status);
  row["p"] = holding::rounded(answer.probability);
  row["disputed"] = answer.disputed;
  row["sides"] = {end_json(snapshot, gate, answer, GateEnd::kNear), end_json(snapshot, gate, answer, GateEnd::kFar)};
  return row;
}

}  // namespace

Response show_gates(Call& call) {
  const Day on = call.on();
  const auto clocks = call.clocks();
  call.query.done();
  auto gates = Json::array();
  for (const auto& gate : call.snapshot.domain().gates())
    gates.push_back(gate_row(call.snapshot, gate, holding::gate_on(call.snapshot.from(), gate.id, on, clocks)));
  return reply({{"on", on.iso()}, {"as_known", day_or_null(clocks.as_known)}, {"gates", gates}});
}

Response show_gate(Call& call) {
  const Day on = call.on();
  const auto clocks = call.clocks();
  call.query.done();
  const auto& gate = *call.snapshot.domain().gate(gate_id(call.snapshot, call.ids[0]));
  const auto answer = holding::gate_on(call.snapshot.from(), gate.id, on, clocks);
  const auto ledger = call.api.ledgers().lease();
  Json json = gate_row(call.snapshot, gate, answer);
  json["spellings"] = gate.spellings;
  json["cargo"] = gate.cargo;
  json["answer"] = holding::to_json(answer, quotes_from(*ledger));
  return reply(json);
}

Response show_gate_timeline(Call& call) {
  const auto clocks = call.clocks();
  const auto from = call.query.day("from"), to = call.query.day("to");
  call.query.done();
  const Snapshot& snapshot = call.snapshot;
  const auto& gate = *snapshot.domain().gate(gate_id(snapshot, call.ids[0]));
  const Day last = to.value_or(snapshot.days().last), first = from.value_or(snapshot.days().focus_from);
  constexpr int kLongest = 366 * 12;
  if (last < first || last - first > kLongest) refuse({ErrorCode::kBadArgument, "from must lie before to, and within twelve years of it", ""});
  const auto& facts = snapshot.facts();
  const int step = std::max(1, (last - first + 400) / 400);
  auto days = Json::array(), runs = Json::array();
  Json open[2] = {Json::array(), Json::array()}, closed[2] = {Json::array(), Json::array()};
  const auto ledger = call.api.ledgers().lease();
  const auto quote = quotes_from(*ledger);
  auto stretches = holding::gate_timeline(snapshot.from(), gate.id, first, last.plus_days(1), clocks, [&](const GateAnswer& answer) {
    if ((answer.on - first) % step != 0 && answer.on != last) return;
    days.push_back(answer.on.iso());
    for (const auto end : {GateEnd::kNear, GateEnd::kFar}) {
      const auto way = holding::passage(facts, answer, end, "");
      open[static_cast<int>(end)].push_back(rounded(way.open.value()));
      closed[static_cast<int>(end)].push_back(rounded(way.closed.value()));
    }
  });
  for (auto& stretch : stretches) {
    if (runs.size() == kMostRuns) break;
    for (auto* list : {&stretch.answer.because, &stretch.answer.against})
      if (list->size() > kMostGrounds) list->resize(kMostGrounds);
    Json item{{"from", stretch.from.iso()}, {"to", stretch.to.plus_days(-1).iso()}};
    item.update(holding::to_json(stretch.answer, quote));
    runs.push_back(std::move(item));
  }
  return reply({{"gate", {{"id", gate.id}, {"name", gate.name}}}, {"days", days},
                {"near", {{"open", open[0]}, {"closed", closed[0]}}}, {"far", {{"open", open[1]}, {"closed", closed[1]}}}, {"runs", runs}, {"runs_total", stretches.size()}});
}

}  // namespace assay::serve
