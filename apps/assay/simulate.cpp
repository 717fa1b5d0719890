// `assay simulate`: small worlds with a known truth, and how well holding and two plain methods tell it.
#include <fmt/format.h>

#include <ostream>

#include "apps/assay/command.hpp"
#include "apps/assay/table.hpp"
#include "holding/simulate.hpp"

namespace assay::app {
namespace {

struct Args {
  int worlds = 200;
  std::uint64_t seed = 1;
};

Exit run(const Args& args, Context& context) {
  const auto root = find_data(context.domain_root, "ASSAY_DOMAIN", "domain");
  const auto worlds = need(holding::SimulateParams::load(root));
  const auto weighing = need(weighing::Params::load(root));
  const auto holding = need(holding::Params::load(root));
  const auto report = holding::simulate(worlds, weighing, holding, args.seed, args.worlds, context.threads());
  Table table(context, {{"method", "METHOD"}, {"days", "DAYS", Column::Fit::kKeep, Column::Side::kRight}, {"right", "RIGHT", Column::Fit::kKeep, Column::Side::kRight},
                        {"brier", "BRIER", Column::Fit::kKeep, Column::Side::kRight}, {"calibration_error", "CALIBRATION ERROR", Column::Fit::kKeep, Column::Side::kRight}});
  for (const auto& method : report.methods)
    table.row({method.method, method.days, Cell(method.days ? static_cast<double>(method.right) / static_cast<double>(method.days) : 0.0, 4), Cell(method.brier, 4),
               Cell(method.calibration_error, 4)});
  table.finish();
  if (context.format() == Format::kTable)
    context.out << fmt::format("{} worlds from seed {}: {} reports, {} claims; of {} answers as known on a past day, {} changed with later reports\n", args.worlds, args.seed,
                               report.reports, report.claims, report.as_known_checked, report.as_known_changed);
  return report.as_known_changed == 0 ? Exit::kDone : Exit::kSomeRejected;
}

const Command kSimulate("simulate", Group::kWeigh, "Makes small worlds with a known truth and scores the answers about them", [](Options& options, Context& context) {
  auto args = std::make_shared<Args>();
  options.option("--worlds", args->worlds, "How many").range(1, 100000);
  options.option("--seed", args->seed, "Of the first world; the others follow it");
  options.example("assay simulate --worlds 200 --seed 1", "who holds what, told from reports that boast, copy and err");
  options.run([args, &context] { return run(*args, context); });
});

}  // namespace
}  // namespace assay::app
