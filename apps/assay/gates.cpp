// `assay gates`: every gate that reports speak of, open or shut, by whom, and the sentence.
#include "apps/assay/holdings.hpp"
#include "apps/assay/table.hpp"
#include "domain/domain.hpp"
#include "holding/gate.hpp"

namespace assay::app {
namespace {

struct Args {
  std::optional<Day> on;
  bool all = false;
  ClockOptions clocks;
};

Exit run(const Args& args, Context& context) {
  const auto loaded = load_for({}, args.clocks, context);
  const holding::Ledgerful from{*loaded.corpus, loaded.params, {}};
  const Day on = args.on.value_or(today(context));
  const auto quote = quotes(context);
  using Fit = Column::Fit;
  Table table(context, {{"gate", ""},
                        {"name", "GATE", Fit::kWrap},
                        {"status", "STATE"},
                        {"by", "BY", Fit::kWrap},
                        {"probability", ""},
                        {"", "SURE"},
                        {"since", "SINCE"},
                        {"disputed", ""},
                        {"", "BECAUSE", Fit::kWrap},
                        {"quote", ""},
                        {"claim", ""},
                        {"document", ""},
                        {"outlet", ""}});
  for (const domain::Gate& gate : context.domain().gates()) {
    auto answer = holding::gate_on(from, gate.id, on, args.clocks.clocks());
    if (answer.status == holding::GateStatus::kUnknown && !args.all) continue;
    auto first = first_of(answer.because, quote);
    if (answer.disputed && !answer.against.empty())
      first.shown += "; disputed: \"" + shortened(quote(answer.against.front().claim), 100) + "\"";
    table.row({answer.gate, answer.name, state_of(answer), names_of(answer.by), Cell(answer.probability.value(), 3),
               percent(answer.probability), holding::since_of(answer), answer.disputed, first.shown, first.said,
               first.claim, first.document, first.outlet});
  }
  table.finish("no report tells of any gate on " + on.iso() + "; --all lists the gates all the same");
  return Exit::kDone;
}

const Command kGates(
    "gates", Group::kAsk, "Lists every border gate, open or shut on a day, and the sentence that says so",
    [](Options& options, Context& context) {
      auto args = std::make_shared<Args>();
      options.option("--on", args->on, "Day in the world; today when absent");
      options.flag("--all", args->all, "Also the gates of which nothing is known on that day");
      add_clocks(options, args->clocks);
      options.example("assay gates --on 2024-11-20",
                      "which gates were shut that day, by whom, and who disputes it");
      options.run([args, &context] { return run(*args, context); });
    },
    9);

}  // namespace
}  // namespace assay::app
