// `assay search`: words in claims and in the text of reports.
#include "apps/assay/command.hpp"
#include "apps/assay/table.hpp"
#include "ledger/ledger.hpp"

namespace assay::app {
namespace {

struct Args {
  std::vector<std::string> words;
  int limit = 20;
};

Exit run(const Args& args, Context& context) {
  std::string words;
  for (const std::string& word : args.words) words += (words.empty() ? "" : " ") + word;
  Table table(context, {{"claim", "CLAIM"},
                        {"name", "REPORT", Column::Fit::kWrap},
                        {"outlet", "OUTLET", Column::Fit::kWrap},
                        {"title", ""},
                        {"document", ""},
                        {"snippet", "WORDS", Column::Fit::kWrap}});
  for (const ledger::Hit& hit : context.ledger().search(words, args.limit))
    table.row({hit.claim, hit.document_name, hit.outlet, hit.title, hit.document, hit.snippet});
  table.finish("these words stand in no report");
  return Exit::kDone;
}

const Command kSearch(
    "search", Group::kAsk, "Finds words in claims and in the text of reports",
    [](Options& options, Context& context) {
      auto args = std::make_shared<Args>();
      options.positional("WORDS", args->words, "All of them must stand; \"in quotes\" a phrase").required();
      options.option("--limit", args->limit, "At most so many").range(1, 10000);
      options.example("assay search customs office", "claims and reports with both words, best first");
      options.run([args, &context] { return run(*args, context); });
    },
    60);

}  // namespace
}  // namespace assay::app
