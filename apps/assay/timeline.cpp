// `assay timeline PLACE`: how a place, or with --gate a gate, changed hands over a span of days.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "apps/assay/holdings.hpp"
#include "apps/assay/table.hpp"

namespace assay::app {
namespace {

struct Args {
  std::string place;
  std::optional<Day> from, to;
  bool gate = false;
  ClockOptions clocks;
};

std::string reports(const std::vector<holding::Ground>& grounds) {
  std::vector<std::string> names;
  for (const auto& ground : grounds)
    if (std::find(names.begin(), names.end(), ground.document) == names.end() && names.size() < 4) names.push_back(ground.document);
  return fmt::format("{}", fmt::join(names, ", "));
}

template <class Stretch>
void row(Table& table, const Stretch& stretch, const std::string& status, const std::string& who, Probability probability,
         const holding::Quote& quote) {
  nlohmann::ordered_json record{{"from", stretch.from.iso()}, {"to", stretch.to.plus_days(-1).iso()}};
  if (table.wants_record()) record.update(holding::to_json(stretch.answer, quote));
  table.row({stretch.from, stretch.to.plus_days(-1), status, who, percent(probability), reports(stretch.answer.because)}, record);
}

Exit run(const Args& args, Context& context) {
  const std::string place = args.gate ? one_gate(args.place, context) : one_place(args.place, context);
  const auto loaded = load_for({place}, args.clocks, context);
  const holding::Ledgerful from{*loaded.corpus, loaded.params, {}};
  const auto clocks = args.clocks.clocks();
  const auto spoken = holding::spoken_of(from, place, clocks);
  const Day last = args.to.value_or(today(context));
  const Day first = args.from.value_or(spoken ? spoken->from->plus_days(-30) : last.plus_days(-365));
  if (last < first) throw Refused({ErrorCode::kBadArgument, "--from lies after --to: give an earlier day", ""});
  Table table(context, {{"from", "FROM"}, {"to", "TO"}, {"status", "STATUS"}, {"who", args.gate ? "SHUT BY" : "HELD BY", Column::Fit::kWrap},
                        {"probability", "SURE", Column::Fit::kKeep, Column::Side::kRight}, {"because", "BECAUSE OF", Column::Fit::kWrap}});
  if (args.gate) {
    for (const auto& s : holding::gate_timeline(from, place, first, last.plus_days(1), clocks))
      row(table, s, state_of(s.answer) + (s.answer.disputed ? ", disputed" : ""), names_of(s.answer.by), s.answer.probability, quotes(context));
  } else {
    for (const auto& s : holding::timeline(from, place, first, last.plus_days(1), clocks))
      row(table, s, std::string(name_of(s.answer.status)), s.answer.status == holding::Status::kHeld ? names_of(s.answer.holders) : "",
          s.answer.probability, quotes(context));
  }
  table.finish();
  return Exit::kDone;
}

const Command kTimeline("timeline", Group::kAsk, "Shows how a place changed hands", [](Options& options, Context& context) {
  auto args = std::make_shared<Args>();
  options.positional("PLACE", args->place, "Name or id of a place").required();
  options.option("--from", args->from, "First day; a month before the first report's when absent");
  options.option("--to", args->to, "Last day; today when absent");
  options.flag("--gate", args->gate, "Ask of the gate: when it was open, and who shut it");
  add_clocks(options, args->clocks);
  options.example("assay timeline Momauk --from 2024-01-01", "who held it, when, and by which reports");
  options.run([args, &context] { return run(*args, context); });
}, 20);

}  // namespace
}  // namespace assay::app
