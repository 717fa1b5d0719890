// `assay documents`: the reports in the ledger, or those that were turned away.
#include <nlohmann/json.hpp>

#include "apps/assay/command.hpp"
#include "apps/assay/table.hpp"
#include "ledger/ledger.hpp"

namespace assay::app {
namespace {

struct Args {
  bool rejected = false;
  std::optional<Instant> as_recorded;
};

// The last day of a half-open interval.
std::optional<Day> last_day(const Interval& interval) {
  return interval.to ? std::optional(interval.to->plus_days(-1)) : std::nullopt;
}

Exit list_rejected(Context& context) {
  Table table(context, {{"path", "PATH", Column::Fit::kWrap},
                        {"code", "CODE"},
                        {"reason", "REASON", Column::Fit::kWrap},
                        {"recorded", "RECORDED"},
                        {"run", ""}});
  for (const auto& one : context.ledger().rejections())
    table.row({one.path, name_of(one.code), one.reason, one.recorded.iso().substr(0, 16), one.run});
  table.finish("no report was turned away");
  return Exit::kDone;
}

Exit run(const Args& args, Context& context) {
  if (args.rejected) return list_rejected(context);
  Table table(context, {{"document", "REPORT"},
                        {"name", "NAME", Column::Fit::kWrap},
                        {"outlet", "OUTLET", Column::Fit::kWrap},
                        {"title", "TITLE", Column::Fit::kWrap},
                        {"published_from", "PUBLISHED"},
                        {"published_to", "TO"},
                        {"printed", ""},
                        {"reasons", ""},
                        {"claims", "CLAIMS", Column::Fit::kKeep, Column::Side::kRight},
                        {"bytes", ""},
                        {"url", ""},
                        {"media_type", ""},
                        {"encoding", ""},
                        {"sha256", ""},
                        {"recorded", ""},
                        {"engine", ""},
                        {"model", ""},
                        {"domain", ""}});
  context.ledger().documents(args.as_recorded, [&](const ledger::StoredDocument& stored) {
    const Document& document = stored.document;
    auto from = document.published.day.from, to = last_day(document.published.day);
    std::string reasons;
    for (const std::string& reason : document.published.reasons)
      reasons += (reasons.empty() ? "" : "; ") + reason;
    table.row({document.id, document.name, document.outlet, document.title, from,
               from == to ? std::nullopt : to, document.published.printed, reasons, stored.claims,
               stored.size, document.url, document.media_type, document.encoding, document.sha256,
               stored.recorded.iso(), stored.maker.engine, stored.maker.model, stored.maker.domain});
    return true;
  });
  table.finish("the ledger holds no report yet: `assay read PATH` takes some in");
  return Exit::kDone;
}

const Command kDocuments(
    "documents", Group::kAsk, "Lists the reports in the ledger, or those turned away",
    [](Options& options, Context& context) {
      auto args = std::make_shared<Args>();
      options.flag("--rejected", args->rejected, "The reports that could not be read, with the reason");
      options.option("--as-recorded", args->as_recorded, "The ledger as it stood at this instant");
      options.example("assay documents", "every report with outlet, day of publication and number of claims");
      options.example("assay documents --rejected", "what could not be read, and why");
      options.run([args, &context] { return run(*args, context); });
    },
    30);

}  // namespace
}  // namespace assay::app
