// `assay diff --as-known A B`: what came to be believed differently between two days, and by which reports.
#include <CLI/Option.hpp>
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "apps/assay/holdings.hpp"
#include "apps/assay/table.hpp"
#include "holding/difference.hpp"

namespace assay::app {
namespace {

struct Args {
  std::vector<std::string> known, places;
  std::optional<Day> on;
  std::optional<Instant> as_recorded;
};

std::string told(const holding::Answer& answer) {
  std::string text(name_of(answer.status));
  if (answer.status == holding::Status::kHeld)
    for (std::size_t k = 0; k < answer.holders.size(); ++k) text += (k ? ", " : " by ") + answer.holders[k].name;
  return fmt::format("{} ({})", text, percent(answer.probability));
}

Exit run(const Args& args, Context& context) {
  if (args.known.size() != 2) throw Refused({ErrorCode::kBadArgument, "--as-known needs two days: the one compared from and the one compared to", ""});
  const Day a = need(Day::parse(args.known[0])), b = need(Day::parse(args.known[1]));
  if (!(a < b)) throw Refused({ErrorCode::kBadArgument, "the first day of --as-known must lie before the second", ""});
  std::vector<std::string> places;
  for (const auto& name : args.places) places.push_back(one_place(name, context));
  const auto loaded = load_for(places, {b, args.as_recorded}, context);
  const holding::Ledgerful from{*loaded.corpus, loaded.params, {}};
  Table table(context, {{"place", "PLACE"}, {"before", "AS KNOWN " + a.iso(), Column::Fit::kWrap}, {"after", "AS KNOWN " + b.iso(), Column::Fit::kWrap}, {"reports", "BECAUSE OF", Column::Fit::kWrap}});
  for (const auto& d : holding::differences(from, args.on.value_or(b), a, b, args.as_recorded, places)) {
    std::string reports;
    for (const auto& name : d.reports) reports += (reports.empty() ? "" : ", ") + name;
    nlohmann::ordered_json record{{"place", d.place}, {"shift", holding::rounded(Probability::of(d.shift))}, {"reports", d.reports}};
    if (table.wants_record()) record["before"] = holding::to_json(d.before), record["after"] = holding::to_json(d.after, quotes(context));
    table.row({d.after.name, told(d.before), told(d.after), reports}, record);
  }
  table.finish("nothing is believed differently");
  return Exit::kDone;
}

const Command kDiff("diff", Group::kAsk, "Shows what came to be believed differently between two days", [](Options& options, Context& context) {
  auto args = std::make_shared<Args>();
  options.option("--as-known", args->known, "Two days as known: from the first to the second").value_name("DAY DAY").required().cli()->expected(2);
  options.option("--on", args->on, "Day in the world that both answers are about; the second day when absent");
  options.option("--place", args->places, "Only this place; repeatable").value_name("PLACE");
  options.option("--as-recorded", args->as_recorded, "The ledger as it stood at this instant");
  options.example("assay diff --as-known 2024-10-01 2024-12-01", "which places changed in belief, and by which reports");
  options.run([args, &context] { return run(*args, context); });
}, 40);

}  // namespace
}  // namespace assay::app
