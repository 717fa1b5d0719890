// `assay judge CLAIM VERDICT`: an analyst's decision about a claim, kept beside it as a row of its own.
#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <ostream>

#include "apps/assay/holdings.hpp"
#include "apps/assay/table.hpp"
#include "ledger/ledger.hpp"

namespace assay::app {
namespace {

struct Args {
  std::string claim, verdict, other, by, why;
  std::optional<Day> from, to;
  bool list = false;
};

// An event goes by its first claim.
std::string claim_of(const std::string& given) { return given.starts_with("e-") ? given.substr(2) : given; }

std::int64_t number_of(const std::string& text) {
  if (text.empty() || text.size() > 15 || text.find_first_not_of("0123456789") != std::string::npos)
    throw Refused({ErrorCode::kBadArgument, "to undo a judgement, give its number: `assay judge --list` shows them", ""});
  return std::stoll(text);
}

Exit list(Context& context) {
  Table table(context, {{"number", "NUMBER", Column::Fit::kKeep, Column::Side::kRight}, {"recorded", "RECORDED"}, {"claim", "CLAIM"}, {"verdict", "VERDICT"},
                        {"argument", "ARGUMENT", Column::Fit::kWrap}, {"by", "BY"}, {"why", "WHY", Column::Fit::kWrap}});
  for (const auto& row : context.ledger().judgements())
    table.row({row.number, row.recorded.iso(), row.subject, row.verb, row.argument == "null" ? "" : row.argument, row.author, row.why});
  table.finish("nobody has judged anything");
  return Exit::kDone;
}

Exit run(const Args& args, Context& context) {
  if (args.list) return list(context);
  if (args.claim.empty() || args.verdict.empty())
    throw Refused({ErrorCode::kBadArgument, "give a claim and a verdict: right, wrong, retime, join, split or undo", ""});
  const auto verdict = weighing::verdict_of(args.verdict);
  if (!verdict) throw Refused({ErrorCode::kBadArgument, "'" + args.verdict + "' is no verdict; there are right, wrong, retime, join, split and undo", ""});
  if (args.by.empty() || args.why.empty())
    throw Refused({ErrorCode::kBadArgument, "a judgement needs --by NAME and --why TEXT, so that others can judge it", ""});
  ledger::Ledger& ledger = context.ledger(Context::Open::kWrite);
  weighing::Judgement judgement;
  judgement.verdict = *verdict;
  judgement.by = args.by;
  judgement.why = args.why;
  if (*verdict == weighing::Verdict::kUndo) {
    const auto number = number_of(args.claim);
    for (const auto& row : ledger.judgements())
      if (row.number == number) judgement.claim = row.subject;
    if (judgement.claim.empty()) throw Refused({ErrorCode::kNotFound, fmt::format("there is no judgement {}: `assay judge --list` shows them", number), ""});
    judgement.undoes = args.claim;
  } else {
    const auto must_exist = [&](const std::string& id) {
      if (!ledger.claim(id)) throw Refused({ErrorCode::kNotFound, fmt::format("the ledger has no claim '{}': `assay claims` lists them", id), ""});
    };
    judgement.claim = claim_of(args.claim);
    must_exist(judgement.claim);
    if (*verdict == weighing::Verdict::kJoin || *verdict == weighing::Verdict::kSplit) {
      if (args.other.empty()) throw Refused({ErrorCode::kBadArgument, "join and split need --with CLAIM", ""});
      judgement.other = claim_of(args.other);
      must_exist(judgement.other);
    }
    if (*verdict == weighing::Verdict::kRetime) {
      if (!args.from && !args.to) throw Refused({ErrorCode::kBadArgument, "retime needs --from DAY or --to DAY, or both", ""});
      if (args.from && args.to && *args.to < *args.from) throw Refused({ErrorCode::kBadArgument, "--from lies after --to: give an earlier day", ""});
      judgement.time = Interval{args.from, args.to ? std::optional(args.to->plus_days(1)) : std::nullopt};
    }
  }
  const auto number = ledger.append(holding::row_of(judgement), context.now());
  context.out << fmt::format("judgement {}: {} {}\n", number, args.claim, args.verdict);
  return Exit::kDone;
}

const Command kJudge("judge", Group::kWeigh, "Records an analyst's decision about a claim; nothing is erased", [](Options& options, Context& context) {
  auto args = std::make_shared<Args>();
  options.positional("CLAIM", args->claim, "Id of a claim, or of an event (its first claim is meant); of undo: number of a judgement");
  options.positional("VERDICT", args->verdict, "right, wrong, retime, join, split or undo");
  options.option("--with", args->other, "Of join and split: the other claim or event").value_name("CLAIM");
  options.option("--from", args->from, "Of retime: first day");
  options.option("--to", args->to, "Of retime: last day");
  options.option("--by", args->by, "Who judges").value_name("NAME");
  options.option("--why", args->why, "For what reason").value_name("TEXT");
  options.flag("--list", args->list, "Lists the judgements instead");
  options.example("assay judge CLAIM wrong --by 'M. Aung' --why 'the sentence is about another town'", "the claim counts for nothing and stays on view");
  options.run([args, &context] { return run(*args, context); });
});

}  // namespace
}  // namespace assay::app
