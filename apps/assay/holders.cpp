// `assay holders`: every place that reports speak of, with who holds it on a day, since when, and the
// sentence.
#include <algorithm>

#include "apps/assay/holdings.hpp"
#include "apps/assay/table.hpp"
#include "domain/domain.hpp"
#include "ledger/ledger.hpp"

namespace assay::app {
namespace {

struct Args {
  std::optional<Day> on;
  bool all = false;
  std::vector<std::string> kinds;
  double at_least = 0;
  ClockOptions clocks;
};

// "Kachin Independence Army, People's Defense Force", or what there is instead.
std::string holder_of(const holding::Answer& answer) {
  const std::string names = names_of(answer.holders);
  switch (answer.status) {
    case holding::Status::kHeld:
      return names;
    case holding::Status::kContested:
      return "contested" + (names.empty() ? "" : ": " + names);
    case holding::Status::kUnknown:
      break;
  }
  return "unknown";
}

// The day that the present answer began on, as far as reports tell.
std::optional<Day> since(const holding::Ledgerful& from, const holding::Answer& answer,
                         const weighing::Clocks& clocks) {
  auto spoken = holding::spoken_of(from, answer.place, clocks);
  if (!spoken || !spoken->from || *spoken->from > answer.on) return std::nullopt;
  auto stretches = holding::timeline(from, answer.place, *spoken->from, answer.on.plus_days(1), clocks,
                                     holding::Depth::kAnswer);
  return stretches.empty() ? std::nullopt : std::optional(stretches.back().from);
}

Exit run(const Args& args, Context& context) {
  const auto loaded = load_for({}, args.clocks, context);
  const holding::Ledgerful from{*loaded.corpus, loaded.params, {}};
  const Day on = args.on.value_or(today(context));
  const auto clocks = args.clocks.clocks();
  const auto quote = quotes(context);
  auto places = context.ledger().entities({ledger::Slot::kPlace}, args.clocks.as_recorded);
  std::sort(places.begin(), places.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
  using Fit = Column::Fit;
  Table table(context, {{"place", ""},
                        {"name", "PLACE", Fit::kWrap},
                        {"status", ""},
                        {"", "HOLDER", Fit::kWrap},
                        {"holders", ""},
                        {"probability", ""},
                        {"", "SURE"},
                        {"since", "SINCE"},
                        {"", "BECAUSE", Fit::kWrap},
                        {"quote", ""},
                        {"claim", ""},
                        {"document", ""},
                        {"outlet", ""}});
  auto wanted = [&](const std::string& id) {
    const domain::Place* place = context.domain().place(id);
    auto is = [&](const std::string& kind) {
      return place != nullptr &&
             std::find(place->kinds.begin(), place->kinds.end(), kind) != place->kinds.end();
    };
    return args.kinds.empty() || std::any_of(args.kinds.begin(), args.kinds.end(), is);
  };
  for (const auto& entity : places) {
    if (!wanted(entity.id)) continue;
    auto answer = holding::who_holds(from, entity.id, on, clocks);
    if (answer.status == holding::Status::kUnknown && !args.all) continue;
    if (answer.probability.value() < args.at_least) continue;
    std::string ids;
    for (const auto& holder : answer.holders) ids += (ids.empty() ? "" : "; ") + holder.id;
    const auto first = first_of(answer.because, quote);
    table.row({answer.place, answer.name, name_of(answer.status), holder_of(answer), ids,
               Cell(answer.probability.value(), 3), percent(answer.probability), since(from, answer, clocks),
               first.shown, first.said, first.claim, first.document, first.outlet});
  }
  table.finish("no report tells who held any place on " + on.iso() + "; --all lists the places all the same");
  return Exit::kDone;
}

const Command kHolders(
    "holders", Group::kAsk, "Lists every place with who holds it on a day, and the sentence that says so",
    [](Options& options, Context& context) {
      auto args = std::make_shared<Args>();
      options.option("--on", args->on, "Day in the world; today when absent");
      options.flag("--all", args->all, "Also the places of which nothing is known on that day");
      options
          .option("--kind", args->kinds, "Only places of this kind: town, village, hill, mine …; repeatable")
          .value_name("KIND");
      options.option("--at-least", args->at_least, "Only answers at least so sure").range(0, 1);
      add_clocks(options, args->clocks);
      options.example("assay holders --on 2024-11-25", "who held what at the end of that month");
      options.example("assay holders --on 2024-11-25 --as-known 2024-11-15",
                      "what one could know ten days earlier");
      options.run([args, &context] { return run(*args, context); });
    },
    8);

}  // namespace
}  // namespace assay::app
