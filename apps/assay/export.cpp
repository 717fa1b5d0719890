// `assay export`: the ledger in the formats of others.
#include "serve/export.hpp"

#include <fmt/format.h>

#include <fstream>
#include <ostream>

#include "apps/assay/command.hpp"
#include "domain/domain.hpp"
#include "ledger/ledger.hpp"

namespace assay::app {
namespace {

struct Args {
  std::string format;
  std::optional<Day> on, as_known;
  std::filesystem::path out;
};

Exit run(const Args& args, Context& context) {
  const auto format = *serve::export_format_of(args.format);
  if (format == serve::ExportFormat::kSqlite && args.out.empty())
    throw Refused({ErrorCode::kBadArgument, "a database needs a file to be written to: give --out FILE", ""});
  std::error_code none;
  if (!args.out.empty() && std::filesystem::equivalent(args.out, context.ledger_path, none))
    throw Refused({ErrorCode::kBadArgument, "--out names the ledger itself: give another file", ""});
  const auto settings = need(serve::ExportSettings::load(context.domain().root()));
  const auto snapshot = need(serve::Snapshot::make(context.ledger(), context.domain()));
  serve::ExportQuestion question;
  question.on = args.on.value_or(snapshot->days().last);
  question.as_known = args.as_known;
  question.today = context.now().day();
  const serve::Exporter exporter(*snapshot, settings, question);
  if (format == serve::ExportFormat::kSqlite) {
    exporter.write_sqlite(args.out);
    return Exit::kDone;
  }
  if (args.out.empty()) {
    exporter.write(format, context.out);
    return Exit::kDone;
  }
  std::ofstream file(args.out, std::ios::binary);
  exporter.write(format, file);
  file.close();
  if (!file) throw Trouble("the export cannot be written to " + args.out.string());
  return Exit::kDone;
}

const Command kExport(
    "export", Group::kShow, "Writes holdings, events and actors in the formats of others",
    [](Options& options, Context& context) {
      auto args = std::make_shared<Args>();
      options
          .option("--format", args->format,
                  "geojson: holdings and gates on a day; csv: events, with the columns that users of ACLED and UCDP "
                  "know; ftm, ftm-statements: FollowTheMoney; graphml: actors and sources; sqlite: tables")
          .choices({"geojson", "csv", "ftm", "ftm-statements", "graphml", "sqlite"})
          .required()
          .value_name("FORMAT");
      options.option("--on", args->on, "Day of the holdings, and the last of events; the last known of when absent");
      options.option("--as-known", args->as_known, "Only reports that were certainly out on this day");
      options.option("--out", args->out, "File to write; standard output when absent").value_name("FILE");
      options.example("assay export --format geojson --on 2024-11-25 --out holdings.geojson", "a layer for any map program");
      options.example("assay export --format csv > events.csv", "one line a happening");
      options.run([args, &context] { return run(*args, context); });
    },
    20);

}  // namespace
}  // namespace assay::app
