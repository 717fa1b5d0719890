// `assay whatif`: shut a gate, move a place, stop a mine, change a tax, and see what differs from the base on
// the same draws, each change explained in a sentence.
#include <fmt/format.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <ostream>

#include "apps/assay/flow_support.hpp"
#include "apps/assay/table.hpp"
#include "flow/whatif.hpp"

namespace assay::app {
namespace {

struct Args {
  FlowOptions flow;
  std::vector<std::string> close, open, hold, stop, tax, refuse, permit, cut, mend;
  std::optional<Day> from, to, effect_from, effect_to;
  std::string scenario, save;
  bool all = false;
};

constexpr std::size_t kMostExplained = 8;  // in a table, without --all
constexpr std::size_t kLargestScenario = 1 << 20;  // bytes

std::string slurp(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw Refused({ErrorCode::kNotFound, "the scenario cannot be opened", path});
  std::string bytes(kLargestScenario + 1, '\0');
  in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  bytes.resize(static_cast<std::size_t>(in.gcount()));
  if (bytes.size() > kLargestScenario) throw Refused({ErrorCode::kTooLarge, "the scenario is larger than a megabyte", path});
  return bytes;
}

using Asked = std::pair<const char*, const std::vector<std::string>*>;
std::vector<Asked> asked_of(const Args& args) {
  return {{"close", &args.close},   {"open", &args.open}, {"hold", &args.hold},
          {"stop", &args.stop},     {"tax", &args.tax},   {"refuse", &args.refuse},
          {"permit", &args.permit}, {"cut", &args.cut},   {"mend", &args.mend}};
}

// A file says all of it: what would be passed over beside it is refused.
flow::Scenario scenario_in(const Args& args, Context& context) {
  for (const auto& [verb, texts] : asked_of(args))
    if (!texts->empty())
      throw Refused({ErrorCode::kBadArgument, fmt::format("--{} cannot be given beside --scenario: write it into the file", verb), ""});
  if (args.flow.from || args.flow.to || args.effect_from || args.effect_to)
    throw Refused({ErrorCode::kBadArgument, "the file of --scenario says the days itself ('days', 'effect')", ""});
  const std::string bytes = slurp(args.scenario);
  const auto faults = flow::check_scenario(bytes, args.scenario);
  for (std::size_t f = 0; f + 1 < faults.size(); ++f) context.err << faults[f].text() << '\n';
  if (!faults.empty()) throw Refused(faults.back());
  return need(flow::parse_scenario(bytes, args.scenario));
}

// What the command line asks for; names become ids.
flow::Scenario scenario_of(const Args& args, const FlowWorld* world, Context& context) {
  flow::Scenario scenario;
  scenario.name = "from the command line";
  scenario.seed = args.flow.seed;
  scenario.draws = args.flow.draws;
  if (world) scenario.days = world->days();
  scenario.effect.from = args.effect_from;
  if (args.effect_to) scenario.effect.to = args.effect_to->plus_days(1);
  flow::Verbs asked;
  for (const auto& [verb, texts] : asked_of(args))
    for (const auto& text : *texts) asked.emplace_back(verb, text);
  if (asked.empty())
    throw Refused(
        {ErrorCode::kBadArgument,
         "nothing is changed: give --close, --open, --hold, --stop, --tax, --refuse, --permit, --cut, "
         "--mend or --scenario",
         ""});
  scenario.changes = need(flow::changes_of(
      asked, scenario.effect, [&](const std::string& name) { return one_gate(name, context); },
      [&](const std::string& name) { return one_place(name, context); }));
  return scenario;
}

Exit run(Args args, Context& context) {
  std::optional<flow::Scenario> given;
  if (!args.scenario.empty()) {
    given = scenario_in(args, context);
    args.flow.from = given->days.from;
    args.flow.to = given->days.to->plus_days(-1);
    args.flow.seed = given->seed;
    args.flow.draws = given->draws;
  }
  const FlowWorld world(args.flow, context);
  flow::Scenario scenario = given ? *given : scenario_of(args, &world, context);
  need(world.world().settle(scenario.changes));
  if (!args.save.empty()) {
    std::ofstream out(args.save, std::ios::binary);
    out << flow::to_yaml(scenario);
    if (!out.flush()) throw Trouble("the scenario cannot be written to " + args.save);
  }
  const auto found = need(flow::run_what_if(world.world(), scenario, context.threads()));
  const auto& comparison = found.comparison;
  if (context.format() == Format::kJson || context.format() == Format::kNdjson) {
    auto json = flow::to_json(comparison, *found.base, *found.after);
    json["yaml"] = flow::to_yaml(scenario);
    print_json(json, context);
    return Exit::kDone;
  }
  using Fit = Column::Fit;
  using Side = Column::Side;
  Table table(context, {{"what", "WHAT"},
                        {"subject", "WHERE OR WHO"},
                        {"commodity", "COMMODITY"},
                        {"base", "BASE", Fit::kKeep, Side::kRight},
                        {"scenario", "SCENARIO", Fit::kKeep, Side::kRight},
                        {"p10", "10%", Fit::kKeep, Side::kRight},
                        {"p50", "50%", Fit::kKeep, Side::kRight},
                        {"p90", "90%", Fit::kKeep, Side::kRight}});
  std::size_t passed_over = 0;
  for (const auto& d : comparison.differences) {
    if (context.format() == Format::kTable && !args.all && !d.notable()) {
      ++passed_over;
      continue;
    }
    table.row({name_of(d.row.metric), d.row.subject,
               world.network().commodities[static_cast<std::size_t>(d.row.commodity)].id, amount(d.base.p50),
               amount(d.scenario.p50), amount(d.change.p10), amount(d.change.p50), amount(d.change.p90)});
  }
  table.finish(passed_over ? "nothing changes in more than one of ten draws" : "nothing changes");
  if (context.format() != Format::kTable) return Exit::kDone;
  std::size_t explained = 0, left = 0;
  for (std::size_t i = 0; i < comparison.explanations.size(); ++i) {
    const auto& e = comparison.explanations[i];
    if (!args.all && !comparison.differences[i].notable()) continue;
    if (!args.all && explained >= kMostExplained) {
      ++left;
      continue;
    }
    ++explained;
    context.out << "\n" << e.sentence << '\n';
    if (!e.because.empty())
      context.out << fmt::format(
          "  claims: {}{}\n",
          fmt::join(
              e.because.begin(),
              e.because.begin() + std::min<std::ptrdiff_t>(8, static_cast<std::ptrdiff_t>(e.because.size())),
              " "),
          e.because.size() > 8 ? " …" : "");
    for (const auto& source : e.sources) context.out << "  " << source << '\n';
  }
  if (left + passed_over > 0) context.out << '\n';
  if (left > 0) context.out << fmt::format("{} more changes are not explained here: --all explains them\n", left);
  if (passed_over > 0)
    context.out << fmt::format("{} rows change in fewer than one of ten draws either way: --all lists them\n", passed_over);
  return Exit::kDone;
}

const Command kWhatIf(
    "whatif", Group::kFlow,
    "Says what would differ if a gate shut, a place changed hands, a mine stopped or a tax rose",
    [](Options& options, Context& context) {
      auto args = std::make_shared<Args>();
      options.option("--close", args->close, "Gate that is shut, on one side or for one cargo")
          .value_name("GATE[:near|:far][:CARGO]");
      options.option("--open", args->open, "Gate that is open").value_name("GATE[:near|:far][:CARGO]");
      options.option("--hold", args->hold, "Place that an actor holds, or that is contested")
          .value_name("PLACE=ACTOR");
      options.option("--stop", args->stop, "Site that stands still").value_name("SITE");
      options.option("--tax", args->tax, "Tax that an actor takes")
          .value_name("ACTOR:COMMODITY=20%|35000/t[@PLACE]");
      options.option("--refuse", args->refuse, "Digging that an actor does not permit")
          .value_name("ACTOR:COMMODITY");
      options.option("--permit", args->permit, "Digging that an actor permits").value_name("ACTOR:COMMODITY");
      options.option("--cut", args->cut, "Place whose roads are cut").value_name("PLACE");
      options.option("--mend", args->mend, "Place whose roads are open").value_name("PLACE");
      add_flow_options(options, args->flow, true);
      options.option("--effect-from", args->effect_from,
                     "First day of the changes; by default the first of the run");
      options.option("--effect-to", args->effect_to,
                     "Last day of the changes; by default the last of the run");
      options.flag("--all", args->all, "In a table, also what hardly changes, and every explanation");
      options.option("--scenario", args->scenario, "A scenario file in place of changes and days")
          .value_name("FILE");
      options.option("--save", args->save, "Write the scenario to a file that --scenario reads")
          .value_name("FILE");
      options.example("assay whatif --close kanpiketi:far --from 2024-01-01 --to 2024-08-31",
                      "what a shut gate diverts, strands and costs whom");
      options.example("assay whatif --hold hpakant=kia --tax kia:jade=10% --format json",
                      "a place and a tax in other hands, as JSON");
      options.example("assay whatif --scenario pangwa-shut.yaml", "a scenario that somebody shared");
      options.run([args, &context] { return run(*args, context); });
    },
    20);

}  // namespace
}  // namespace assay::app
