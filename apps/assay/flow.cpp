// `assay flow`: what leaves by which gate, who takes a share, what goes wanting, month by month with bands.
#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <ostream>

#include "apps/assay/flow_support.hpp"
#include "apps/assay/table.hpp"
#include "flow/forecast.hpp"

namespace assay::app {
namespace {

struct Args {
  FlowOptions flow;
  std::optional<Day> on;
  std::string commodity;
  bool binding = false, all = false, monthly = false;
};

constexpr int kMostBounds = 12;  // in a table, without --all

const char* unit_of(const flow::Network& net, const flow::Row& row) {
  if (row.metric == flow::Metric::kTake) return "yuan";
  return net.commodities[static_cast<std::size_t>(row.commodity)].amounts == flow::Amounts::kTonnes
             ? "t"
             : "% of a normal month";
}

// Rows of the table: what is of interest unless all of it is asked for.
bool is_shown(const flow::Flows& flows, const flow::Row& row, const Args& args, Context& context) {
  if (!args.commodity.empty() && flows.model->network->commodities[static_cast<std::size_t>(row.commodity)].id != args.commodity)
    return false;
  const bool detail = row.metric == flow::Metric::kProduced || row.metric == flow::Metric::kStock ||
                      row.metric == flow::Metric::kLost;
  return !detail || args.all || context.format() != Format::kTable;
}

// Of the whole period, a line a row.
void print_totals(const flow::Flows& flows, const Args& args, Context& context) {
  using Fit = Column::Fit;
  using Side = Column::Side;
  Table table(context, {{"commodity", "COMMODITY"},
                        {"what", "WHAT"},
                        {"subject", "WHERE OR WHO", Fit::kWrap},
                        {"unit", "UNIT", Fit::kWrap},
                        {"p10", "10%", Fit::kKeep, Side::kRight},
                        {"p50", "50%", Fit::kKeep, Side::kRight},
                        {"p90", "90%", Fit::kKeep, Side::kRight}});
  for (std::size_t r = 0; r < flows.rows.size(); ++r) {
    const auto& row = flows.rows[r];
    if (!is_shown(flows, row, args, context)) continue;
    const auto band = flows.total_band(r);
    if (band.p90 == 0 && !args.all && row.metric != flow::Metric::kDelivered) continue;
    const auto& net = *flows.model->network;
    table.row({net.commodities[static_cast<std::size_t>(row.commodity)].id, name_of(row.metric), row.subject, unit_of(net, row),
               amount(band.p10), amount(band.p50), amount(band.p90)});
  }
  table.finish("nothing flows");
}

void print(const flow::Flows& flows, const Args& args, Context& context) {
  const auto& net = flows.model->network;
  using Fit = Column::Fit;
  using Side = Column::Side;
  Table table(context, {{"month", "MONTH"},
                        {"what", "WHAT"},
                        {"subject", "WHERE OR WHO", Fit::kWrap},
                        {"commodity", "COMMODITY"},
                        {"unit", "UNIT", Fit::kWrap},
                        {"p10", "10%", Fit::kKeep, Side::kRight},
                        {"p50", "50%", Fit::kKeep, Side::kRight},
                        {"p90", "90%", Fit::kKeep, Side::kRight},
                        {"forecast", "", Fit::kKeep},
                        {"because", ""}});
  for (std::size_t r = 0; r < flows.rows.size(); ++r) {
    const auto& row = flows.rows[r];
    if (!is_shown(flows, row, args, context)) continue;
    const auto& commodity = net->commodities[static_cast<std::size_t>(row.commodity)].id;
    std::string because;
    for (const auto& id : flow::evidence_of_row(*flows.model, row))
      because += (because.empty() ? "" : " ") + id;
    for (int m = 0; m < flows.months(); ++m) {
      const auto band = flows.month_band(r, m);
      if (band.p90 == 0 && !args.all && row.metric != flow::Metric::kDelivered &&
          context.format() == Format::kTable)
        continue;
      const auto& last = flows.model->last_known;
      const bool forecast =
          last && flows.model->months[static_cast<std::size_t>(m)].next_month_begin() > last->plus_days(1);
      table.row({flows.month_name(m) + (forecast && context.format() == Format::kTable ? " (forecast)" : ""),
                 name_of(row.metric), row.subject, commodity, unit_of(*net, row), amount(band.p10),
                 amount(band.p50), amount(band.p90), forecast, because});
    }
  }
  table.finish("nothing flows");
}

Exit run(Args args, Context& context) {
  if (args.on) {  // its month, to that day
    args.flow.from = args.on->month_begin();
    args.flow.to = args.on;
  }
  const FlowWorld world(args.flow, context);
  if (!args.commodity.empty()) args.commodity = need(world.world().commodity(args.commodity));
  const auto model = world.model(world.days());
  const auto flows = flow::run_flows(model, world.run_options(args.binding));
  if (context.format() == Format::kJson) {
    auto json = flow::to_json(flows);
    json["unused_claims"] = nlohmann::ordered_json::array();
    for (const auto& unused : world.learned().unused)
      json["unused_claims"].push_back({{"claim", unused.claim}, {"reason", unused.reason}});
    print_json(json, context);
    return Exit::kDone;
  }
  const bool totals = context.format() == Format::kTable && args.commodity.empty() && !args.monthly && flows.months() > 1;
  if (totals)
    print_totals(flows, args, context);
  else
    print(flows, args, context);
  if (context.format() != Format::kTable) return Exit::kDone;
  if (totals) {
    context.out << fmt::format("from {} to {}; --monthly, or --commodity with one of them, shows the months\n",
                               model.first().iso(), model.to.plus_days(-1).iso());
    if (const auto& last = model.last_known; last && *last < model.to.plus_days(-1))
      context.out << fmt::format("days after {}, the last report's, are a forecast\n", last->iso());
  }
  int bound = 0;
  for (const auto& b : flows.bindings) {
    const auto& commodity = world.network().commodities[static_cast<std::size_t>(b.commodity)].id;
    if (!args.commodity.empty() && commodity != args.commodity) continue;
    if (!args.all && (++bound > kMostBounds || b.share_of_days < 0.01)) continue;
    context.out << fmt::format("binds: {} for {} on {:.0f} of 100 days{}\n", b.what, commodity, b.share_of_days * 100,
                               b.shut ? ", shut" : "");
  }
  if (const auto learnt = world.learned().changes.size())
    context.out << fmt::format("learnt from claims: {} change{} (--format json names them)\n", learnt, learnt == 1 ? "" : "s");
  context.out << fmt::format("{} figures are assumptions: 'assay network show' lists them\n",
                             world.network().assumptions().size());
  return Exit::kDone;
}

const Command kFlow(
    "flow", Group::kFlow,
    "Runs mines, roads and gates on who holds what: tonnes, takes and shortages with bands",
    [](Options& options, Context& context) {
      auto args = std::make_shared<Args>();
      options.option("--on", args->on, "The month up to this day, in place of a period");
      add_flow_options(options, args->flow, true);
      options.option("--commodity", args->commodity, "Only this one");
      options.flag("--monthly", args->monthly, "In a table, the months of all commodities, not the sums of the period");
      options.flag("--binding", args->binding, "Also say which gates, roads and demands bind");
      options.flag("--all", args->all, "In a table, also what is dug and stored, and rows of nought");
      options.example("assay flow --from 2024-08-01 --to 2025-06-30 --commodity heavy-rare-earth",
                      "what left by which gate each month, with 10-50-90% bands");
      options.example("assay flow --as-known 2024-12-31 --from 2024-08-01 --to 2025-06-30",
                      "the same as known at the end of 2024: later months are a forecast");
      options.run([args, &context] { return run(*args, context); });
    },
    10);

struct ScoreArgs {
  int worlds = 200, months = 6, draws = 200;
  std::uint64_t seed = 1;
};

Exit score(const ScoreArgs& args, Context& context) {
  const auto s = flow::score_forecasts(args.worlds, args.months, args.seed, args.draws);
  Table table(context, {{"score", "SCORE"},
                        {"forecast", "FORECAST", Column::Fit::kKeep, Column::Side::kRight},
                        {"stays", "STAYS AS IT IS", Column::Fit::kKeep, Column::Side::kRight}});
  auto row = [&](const std::string& name, double a, double b) { table.row({name, Cell(a, 4), Cell(b, 4)}); };
  row("CRPS of a month's deliveries, share of a month's yield", s.crps_forecast, s.crps_frozen);
  for (std::size_t m = 0; m < s.crps_by_month.size(); ++m)
    row(fmt::format("CRPS {} month{} ahead", m + 1, m == 0 ? "" : "s"), s.crps_by_month[m].first, s.crps_by_month[m].second);
  row("Brier, gate passable", s.brier_gates_forecast, s.brier_gates_frozen);
  row("Brier, holder of a place", s.brier_holders_forecast, s.brier_holders_frozen);
  table.finish();
  return Exit::kDone;
}

const Command kForecastScore(
    "forecast-score", Group::kFlow, "Scores forecasts of flows against 'stays as it is' on simulated worlds",
    [](Options& options, Context& context) {
      auto args = std::make_shared<ScoreArgs>();
      options.option("--worlds", args->worlds, "Simulated worlds").range(1, 100000);
      options.option("--months", args->months, "Months ahead").range(1, 120);
      options.option("--draws", args->draws, "Worlds drawn for each forecast").range(1, 100000);
      options.option("--seed", args->seed, "Seed of the worlds");
      options.example("assay forecast-score --worlds 200", "CRPS and Brier scores, smaller is better");
      options.run([args, &context] { return score(*args, context); });
    },
    40);

}  // namespace
}  // namespace assay::app
