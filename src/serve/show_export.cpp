// Exports over HTTP: the writers of export.hpp.
#include <fmt/format.h>

#include <sstream>

#include "serve/export.hpp"
#include "serve/show.hpp"

namespace assay::serve {

Response show_export(Call& call) {
  const std::string name = call.query.required("format");
  const auto format = export_format_of(name);
  ExportQuestion question;
  question.on = call.on();
  question.as_known = call.clocks().as_known;
  question.today = call.api.options().clock().day();
  call.query.done();
  if (!format || *format == ExportFormat::kSqlite) refuse({ErrorCode::kBadArgument, "the format must be geojson, csv, ftm, ftm-statements or graphml; `assay export` writes sqlite too", ""});
  if (!call.snapshot.is_prepared()) throw Refusal{refusal(503, "not-ready", "events are still being joined", "ask again in a little while")};
  constexpr std::size_t kMostJoined = 50'000;
  if (question.as_known && call.snapshot.statements().size() > kMostJoined)
    refuse({ErrorCode::kTooLarge, "this ledger is too large to be joined anew as known on another day here: `assay export --as-known` does it", ""});
  const Exporter exporter(call.snapshot, given(ExportSettings::load(call.snapshot.domain().root())), question);
  std::ostringstream out;
  exporter.write(*format, out);
  Response response;
  response.type = media_type_of(*format);
  response.body = std::move(out).str();
  response.headers.emplace_back("Content-Disposition", fmt::format("attachment; filename=\"assay-{}.{}\"", question.on.iso(), extension_of(*format)));
  return response;
}

}  // namespace assay::serve
