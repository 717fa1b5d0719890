#include <cmath>
#include <nlohmann/json.hpp>

#include "flow/run.hpp"

namespace assay::flow {
namespace {

double rounded(double value) { return std::round(value * 1000) / 1000 + 0.0; }

const char* unit_of(const Network& net, const Row& row) {
  if (row.metric == Metric::kTake) return "yuan";
  return net.commodities[static_cast<std::size_t>(row.commodity)].amounts == Amounts::kTonnes
             ? "tonnes"
             : "percent of a normal month";
}

}  // namespace

nlohmann::ordered_json to_json(const Band& band) {
  return {{"p10", rounded(band.p10)},
          {"p50", rounded(band.p50)},
          {"p90", rounded(band.p90)},
          {"mean", rounded(band.mean)}};
}

nlohmann::ordered_json to_json(const Flows& flows) {
  const Model& model = *flows.model;
  const Network& net = *model.network;
  nlohmann::ordered_json out;
  out["network"] = net.id;
  out["digest"] = net.digest;
  out["from"] = model.first().iso();
  out["to"] = model.to.plus_days(-1).iso();  // inclusive, as exports print ends
  out["seed"] = flows.options.seed;
  out["draws"] = flows.options.draws;
  if (model.last_known) out["forecast_from"] = model.last_known->plus_days(1).iso();
  out["rows"] = nlohmann::ordered_json::array();
  for (std::size_t r = 0; r < flows.rows.size(); ++r) {
    const Row& row = flows.rows[r];
    const auto& commodity = net.commodities[static_cast<std::size_t>(row.commodity)];
    nlohmann::ordered_json months = nlohmann::ordered_json::array();
    bool any = false;
    for (int m = 0; m < flows.months(); ++m) {
      nlohmann::ordered_json month{{"month", flows.month_name(m)}};
      const Band band = flows.month_band(r, m);
      any = any || band.mean != 0;
      month.update(to_json(band));
      if (model.last_known &&
          model.months[static_cast<std::size_t>(m)].next_month_begin() > model.last_known->plus_days(1))
        month["forecast"] = true;
      months.push_back(std::move(month));
    }
    if (!any && row.metric == Metric::kTake) continue;  // holders that take nothing
    out["rows"].push_back({{"metric", name_of(row.metric)},
                           {"subject", row.subject},
                           {"commodity", commodity.id},
                           {"form", name_of(commodity.form)},
                           {"unit", unit_of(net, row)},
                           {"total", to_json(flows.total_band(r))},
                           {"months", std::move(months)},
                           {"because", evidence_of_row(model, row)}});
  }
  if (flows.options.binding) {
    out["binding"] = nlohmann::ordered_json::array();
    for (const auto& b : flows.bindings)
      out["binding"].push_back({{"what", b.what},
                                {"commodity", net.commodities[static_cast<std::size_t>(b.commodity)].id},
                                {"shut", b.shut},
                                {"share_of_days", rounded(b.share_of_days)},
                                {"worth_yuan_per_tonne", rounded(b.worth)}});
  }
  out["changes"] = nlohmann::ordered_json::array();
  for (const auto& change : model.changes)
    out["changes"].push_back(
        {{"text", change.text},
         {"from",
          change.period.from ? nlohmann::ordered_json(change.period.from->iso()) : nlohmann::ordered_json()},
         {"to", change.period.to ? nlohmann::ordered_json(change.period.to->plus_days(-1).iso())
                                 : nlohmann::ordered_json()},
         {"probability", rounded(change.probability.value())},
         {"because", change.because}});
  out["assumptions"] = net.assumptions();
  return out;
}

}  // namespace assay::flow
