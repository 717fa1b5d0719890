#include "holding/answer_json.hpp"

#include <cmath>
#include <nlohmann/json.hpp>

namespace assay::holding {
namespace {

using nlohmann::ordered_json;

double four_decimals(double value) {
  const double out = std::round(value * 1e4) / 1e4;
  return out == 0 ? 0 : out;
}

ordered_json interval_json(const Interval& interval) {
  return ordered_json::array({interval.from ? ordered_json(interval.from->iso()) : ordered_json(),
                              interval.to ? ordered_json(interval.to->plus_days(-1).iso()) : ordered_json()});
}

ordered_json holders_json(const std::vector<Holder>& holders) {
  auto list = ordered_json::array();
  for (const Holder& holder : holders)
    list.push_back({{"id", holder.id}, {"name", holder.name}, {"probability", rounded(holder.probability)}});
  return list;
}

ordered_json grounds_json(const std::vector<Ground>& grounds, const Quote& quote) {
  auto list = ordered_json::array();
  for (const Ground& ground : grounds) list.push_back(to_json(ground, quote));
  return list;
}

}  // namespace

double rounded(Probability probability) { return four_decimals(probability.value()); }

ordered_json to_json(const Ground& ground, const Quote& quote) {
  ordered_json out;
  out["document"] = ground.document;
  out["claim"] = ground.claim;
  if (quote) out["quote"] = quote(ground.claim);
  if (!ground.outlet.empty()) out["outlet"] = ground.outlet;
  out["published"] = interval_json(ground.published);
  out["evidence"] = {ground.evidence.begin, ground.evidence.end};
  out["type"] = name_of(ground.type);
  out["stance"] = name_of(ground.stance);
  if (ground.opposes) out["opposes"] = true;
  out["event"] = ground.event;
  out["belief"] = rounded(ground.belief);
  if (!ground.way.empty()) out["way"] = ground.way;
  out["effect"] = four_decimals(ground.effect);
  return out;
}

ordered_json to_json(const Answer& answer, const Quote& quote) {
  ordered_json out;
  out["place"] = {{"id", answer.place}, {"name", answer.name}};
  out["on"] = answer.on.iso();
  out["status"] = name_of(answer.status);
  out["probability"] = rounded(answer.probability);
  out["holders"] = holders_json(answer.holders);
  out["contested"] = rounded(answer.contested);
  out["unknown"] = rounded(answer.unknown);
  out["because"] = grounds_json(answer.because, quote);
  out["against"] = grounds_json(answer.against, quote);
  if (!answer.would_change.empty()) {
    auto list = ordered_json::array();
    for (const Change& change : answer.would_change) {
      ordered_json item{{"what", change.what}};
      if (!change.event.empty()) item["event"] = change.event;
      item["status"] = name_of(change.status);
      item["holders"] = holders_json(change.holders);
      item["probability"] = rounded(change.probability);
      list.push_back(std::move(item));
    }
    out["would_change"] = std::move(list);
  }
  return out;
}

ordered_json to_json(const GateAnswer& answer, const Quote& quote) {
  ordered_json out;
  out["gate"] = {{"id", answer.gate}, {"name", answer.name}};
  out["on"] = answer.on.iso();
  out["status"] = name_of(answer.status);
  out["probability"] = rounded(answer.probability);
  out["partly"] = rounded(answer.partly);
  out["by"] = holders_json(answer.by);
  out["disputed"] = answer.disputed;
  auto sides = ordered_json::array();
  for (const GateSide& side : answer.sides)
    sides.push_back({{"party", side.party},
                     {"name", side.name},
                     {"open", rounded(side.open)},
                     {"partly", rounded(side.partly)},
                     {"closed", rounded(side.closed)},
                     {"unknown", rounded(side.unknown)},
                     {"stopped", side.cargo},
                     {"since", side.since ? ordered_json(side.since->iso()) : ordered_json()},
                     {"disputed", side.disputed}});
  out["sides"] = std::move(sides);
  out["because"] = grounds_json(answer.because, quote);
  out["against"] = grounds_json(answer.against, quote);
  return out;
}

}  // namespace assay::holding
