// `assay who PLACE`: who holds a place on a day, because of what, and what would change it. `assay why` is the
// same question with all its grounds.
#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <ostream>

#include "apps/assay/holdings.hpp"

namespace assay::app {
namespace {

struct Args {
  std::string place;
  std::optional<Day> on;
  ClockOptions clocks;
};

void print(const holding::Answer& answer, bool changes, Context& context) {
  std::string holders;
  for (const auto& holder : answer.holders)
    holders += fmt::format("{}{} ({})", holders.empty() ? "" : ", ", holder.name, percent(holder.probability));
  context.out << fmt::format("{} on {}: ", answer.name, answer.on.iso());
  switch (answer.status) {
    case holding::Status::kHeld: context.out << "held by " << holders; break;
    case holding::Status::kContested:
      context.out << fmt::format("contested ({})", percent(answer.contested)) << (holders.empty() ? "" : "; else " + holders);
      break;
    case holding::Status::kUnknown: context.out << "unknown"; break;
  }
  context.out << '\n';
  print_grounds("because", answer.because, context);
  print_grounds("against", answer.against, context);
  if (!changes || answer.would_change.empty()) return;
  context.out << "what would change it\n";
  for (const auto& change : answer.would_change) {
    std::string now(name_of(change.status));
    if (change.status == holding::Status::kHeld && !change.holders.empty()) now += " by " + change.holders.front().name;
    context.out << fmt::format("  {}{}: {} ({})\n", change.what, change.event.empty() ? "" : " (" + change.event + ")", now,
                               percent(change.probability));
  }
}

Exit run(const Args& args, bool why, Context& context) {
  const std::string place = one_place(args.place, context);
  const auto loaded = load_for({place}, args.clocks, context);
  const holding::Ledgerful from{*loaded.corpus, loaded.params, {}};
  const auto answer = holding::who_holds(from, place, args.on.value_or(today(context)), args.clocks.clocks(),
                                         why ? holding::Depth::kChanges : holding::Depth::kGrounds);
  if (context.format() == Format::kTable) print(answer, why, context);
  else print_json(holding::to_json(answer, quotes(context)), context);
  return Exit::kDone;
}

Command::Setup setup(bool why) {
  return [why](Options& options, Context& context) {
    auto args = std::make_shared<Args>();
    options.positional("PLACE", args->place, "Name or id of a place").required();
    options.option("--on", args->on, "Day in the world; today when absent");
    add_clocks(options, args->clocks);
    if (why) options.example("assay why Sadung --on 2024-11-21", "what the answer rests on and what would change it");
    else options.example("assay who Sadung --on 2024-11-21 --as-known 2024-12-31", "who held it that day, by what was known at the end of the year");
    options.run([args, why, &context] { return run(*args, why, context); });
  };
}

const Command kWho("who", Group::kAsk, "Says who holds a place on a day", setup(false), 10);
const Command kWhy("why", Group::kAsk, "Says what an answer about a place rests on and what would change it", setup(true), 30);

}  // namespace
}  // namespace assay::app
