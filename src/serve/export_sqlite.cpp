// Holdings, gates, happenings, actors and reports as tables of one SQLite file.
#include <algorithm>

#include "holding/gate.hpp"
#include "ledger/table_file.hpp"
#include "serve/export_parts.hpp"

namespace assay::serve {
namespace {

using Value = ledger::TableFile::Value;

Value text_or_null(const std::string& text) { return text.empty() ? Value(nullptr) : Value(text); }
Value number_or_null(const std::optional<double>& value) { return value ? Value(*value) : Value(nullptr); }
Value whole(std::size_t value) { return static_cast<std::int64_t>(value); }

}  // namespace

void Exporter::write_sqlite(const std::filesystem::path& path) const {
  const auto& domain = snapshot_.domain();
  ledger::TableFile file(path);
  file.table("about", {{"name", "TEXT"}, {"value", "TEXT"}}, "what this file holds");
  file.row({std::string("on"), question_.on.iso()});
  file.row({std::string("as_known"), text_or_null(question_.as_known ? question_.as_known->iso() : "")});
  file.row({std::string("ledger"), snapshot_.stamp()});

  file.table("holding", {{"place", "TEXT"}, {"name", "TEXT"}, {"kind", "TEXT"}, {"latitude", "REAL"}, {"longitude", "REAL"}, {"state", "TEXT"}, {"probability", "REAL"}, {"holders", "TEXT"},
                         {"holder_names", "TEXT"}, {"since", "TEXT"}, {"claims", "INTEGER"}}, "who holds each place on the day, likeliest first");
  for (const auto& held : holdings()) {
    std::vector<std::string> names;
    for (const auto& id : held.holders) names.push_back(snapshot_.name_of_actor(id));
    file.row({held.id, held.place->name, text_or_null(held.place->kinds.empty() ? "" : held.place->kinds.front()), number_or_null(held.place->latitude), number_or_null(held.place->longitude),
              std::string(state_of(held.status, held.holders.size())), held.probability, text_or_null(joined(held.holders)), text_or_null(joined(names)), text_or_null(held.since ? held.since->iso() : ""),
              whole(held.claims)});
  }

  file.table("gate", {{"gate", "TEXT"}, {"name", "TEXT"}, {"state", "TEXT"}, {"probability", "REAL"}, {"disputed", "INTEGER"}}, "each gate that reports speak of, on the day");
  for (const auto& gate : domain.gates()) {
    const auto answer = holding::gate_on(snapshot_.from(), gate.id, question_.on, {question_.as_known, std::nullopt});
    if (!answer.sides.empty()) file.row({gate.id, gate.name, std::string(holding::name_of(answer.status)), answer.probability.value(), whole(answer.disputed)});
  }

  file.table("event", {{"event", "TEXT"}, {"type", "TEXT"}, {"happened", "INTEGER"}, {"first", "TEXT"}, {"last", "TEXT"}, {"place", "TEXT"}, {"agents", "TEXT"}, {"targets", "TEXT"}, {"killed_low", "REAL"},
                       {"killed_high", "REAL"}, {"belief", "REAL"}, {"voices", "INTEGER"}, {"opposed", "INTEGER"}, {"claims", "TEXT"}, {"reports", "TEXT"}},
             "happenings that claims of one or more reports speak of");
  std::vector<std::string> documents;
  for (const ExportEvent& one : events_) {
    const auto& event = *one.event;
    const bool opposed = std::any_of(event.origins.begin(), event.origins.end(), [](const auto& origin) { return origin.opposes; });
    file.row({event.id, std::string(name_of(event.type)), whole(event.happened), one.first.iso(), one.last.iso(), text_or_null(one.place), text_or_null(joined(one.agents)), text_or_null(joined(one.targets)),
              number_or_null(one.low), number_or_null(one.high), event.belief.value(), whole(event.origins.size()), whole(opposed), joined(one.claims), joined(one.documents)});
    documents.insert(documents.end(), one.documents.begin(), one.documents.end());
  }

  file.table("actor", {{"actor", "TEXT"}, {"name", "TEXT"}, {"kind", "TEXT"}, {"part_of", "TEXT"}, {"side", "TEXT"}}, "parties, bodies and holders of offices that the packs know");
  for (const auto& actor : domain.actors())
    if (is_public(actor.id)) file.row({actor.id, actor.name, actor.kind, text_or_null(actor.part_of), text_or_null(actor.side)});

  file.table("report", {{"report", "TEXT"}, {"name", "TEXT"}, {"outlet", "TEXT"}, {"title", "TEXT"}, {"url", "TEXT"}, {"published_from", "TEXT"}, {"published_to", "TEXT"}}, "reports behind the events");
  std::sort(documents.begin(), documents.end());
  documents.erase(std::unique(documents.begin(), documents.end()), documents.end());
  for (const auto& id : documents) {
    const auto* stored = snapshot_.document(id);
    if (!stored) continue;
    const auto& d = stored->document;
    const auto& day = d.published.day;
    file.row({id, d.name, text_or_null(d.outlet), text_or_null(d.title), text_or_null(d.url), text_or_null(day.from ? day.from->iso() : ""), text_or_null(day.to ? day.to->plus_days(-1).iso() : "")});
  }
  file.finish();
}

}  // namespace assay::serve
