// `assay gate GATE`: whether a crossing is open on a day, who shut it, and who denies it.
#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <ostream>

#include "apps/assay/holdings.hpp"

namespace assay::app {
namespace {

struct Args {
  std::string gate;
  std::optional<Day> on;
  ClockOptions clocks;
};

Exit run(const Args& args, Context& context) {
  const std::string gate = one_gate(args.gate, context);
  const auto loaded = load_for({gate}, args.clocks, context);
  const holding::Ledgerful from{*loaded.corpus, loaded.params, {}};
  const auto answer = holding::gate_on(from, gate, args.on.value_or(today(context)), args.clocks.clocks());
  if (context.format() != Format::kTable) {
    print_json(holding::to_json(answer, quotes(context)), context);
    return Exit::kDone;
  }
  const std::string by = answer.by.empty() ? "" : ", shut by " + names_of(answer.by);
  context.out << fmt::format("{} on {}: {} ({}){}{}\n", answer.name, answer.on.iso(), state_of(answer),
                             percent(answer.probability), by, answer.disputed ? "; disputed" : "");
  for (const auto& side : answer.sides) {
    context.out << fmt::format("  side of {}: closed {}, partly {}, open {}, unknown {}{}", side.name, percent(side.closed),
                               percent(side.partly), percent(side.open), percent(side.unknown),
                               side.since ? ", since " + side.since->iso() : "");
    for (std::size_t k = 0; k < side.cargo.size(); ++k) context.out << (k ? ", " : "; stopped: ") << side.cargo[k];
    context.out << '\n';
  }
  print_grounds("because", answer.because, context);
  print_grounds("against", answer.against, context);
  return Exit::kDone;
}

const Command kGate("gate", Group::kAsk, "Says whether a border gate is open on a day and who shut it", [](Options& options, Context& context) {
  auto args = std::make_shared<Args>();
  options.positional("GATE", args->gate, "Name or id of a gate, or of its place").required();
  options.option("--on", args->on, "Day in the world; today when absent");
  add_clocks(options, args->clocks);
  options.example("assay gate Lweje --on 2024-11-20", "its two sides, and what is disputed");
  options.run([args, &context] { return run(*args, context); });
}, 15);

}  // namespace
}  // namespace assay::app
