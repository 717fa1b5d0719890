#include <fmt/format.h>

#include <cmath>
#include <set>

#include "claim/claim_json.hpp"
#include "holding/answer_json.hpp"
#include "serve/show.hpp"

namespace assay::serve {
namespace {

// True for a name with a letter of another script than Latin.
bool is_native(std::string_view name) {
  for (std::size_t at = 0; at + 1 < name.size(); ++at) {
    const auto lead = static_cast<unsigned char>(name[at]);
    // U+0370 and above, without the signs and punctuation of U+2000 to U+2FFF.
    if (lead >= 0xcd && lead < 0xe2) return true;
    if (lead >= 0xe3 && lead < 0xf0) return true;
  }
  return false;
}

Json ids_with_names(const std::vector<weighing::Symbol>& symbols, const Snapshot& snapshot, bool actors) {
  auto list = Json::array();
  for (const auto symbol : symbols) {
    const auto& id = snapshot.corpus().symbols().text(symbol);
    list.push_back({{"id", id}, {"name", actors ? snapshot.name_of_actor(id) : snapshot.name_of_place(id)}});
  }
  return list;
}

}  // namespace

Json day_or_null(const std::optional<Day>& day) { return day ? Json(day->iso()) : Json(); }

Json pair_json(const Interval& interval) {
  return Json::array({day_or_null(interval.from), interval.to ? Json(interval.to->plus_days(-1).iso()) : Json()});
}

Json span_json(const Interval& interval) {
  const auto pair = pair_json(interval);
  return {{"from", pair[0]}, {"to", pair[1]}};
}

Json native_name(const std::vector<std::string>& spellings) {
  for (const auto& spelling : spellings)
    if (is_native(spelling)) return spelling;
  return nullptr;
}

std::function<std::string(const std::string&)> quotes_from(ledger::Ledger& ledger) {
  return [&ledger](const std::string& claim) {
    const auto stored = ledger.claim(claim);
    return stored ? stored->quote : std::string();
  };
}

Json claim_row(const Snapshot& snapshot, const ledger::StoredClaim& stored) {
  Json row = to_json(stored.claim, stored.document_name);
  row["document"] = {{"id", stored.claim.document}, {"name", stored.document_name}, {"outlet", stored.outlet}};
  if (const auto* document = snapshot.document(stored.claim.document)) row["document"]["title"] = document->document.title;
  row["published"] = span_json(stored.known);
  row["published"]["printed"] = stored.known_printed;
  const auto* statement = snapshot.corpus().statement(stored.claim.id);
  auto origins = Json::array();
  if (statement)
    for (const auto& voice : statement->voices) origins.push_back(snapshot.corpus().origin_of(*statement, voice, {}));
  row["origin"] = origins.empty() ? Json() : origins.front();
  row["origins"] = std::move(origins);
  row["opposes"] = statement && statement->opposes();
  row["quote"] = stored.quote;
  const auto* event = snapshot.event_of(stored.claim.id);
  row["event"] = event ? Json(event->id) : Json();
  return row;
}

Json claim_rows(const Snapshot& snapshot, ledger::Ledger& ledger, const std::vector<std::uint32_t>& statements) {
  auto rows = Json::array();
  for (const auto number : statements)
    if (const auto stored = ledger.claim(snapshot.corpus().statements()[number].id)) rows.push_back(claim_row(snapshot, *stored));
  return rows;
}

Json origins_json(const Snapshot& snapshot, const std::vector<weighing::Origin>& origins) {
  auto list = Json::array();
  for (const auto& origin : origins) {
    Json item{{"id", origin.id}, {"kind", name_of(origin.kind)}};
    item["party"] = origin.party.empty() ? Json() : Json(origin.party);
    item["opposes"] = origin.opposes;
    item["interest"] = origin.interest;
    item["weight"] = std::round(origin.weight * 1e4) / 1e4;
    auto claims = Json::array(), documents = Json::array();
    std::set<std::string> seen;
    for (const auto number : origin.statements) {
      const auto& statement = snapshot.corpus().statements()[number];
      claims.push_back(statement.id);
      const auto& document = snapshot.corpus().report_of(statement).document;
      if (seen.insert(document.id).second) documents.push_back(document.id);
    }
    item["claims"] = std::move(claims), item["documents"] = std::move(documents);
    item["note"] = origin.note.empty() ? Json() : Json(origin.note);
    list.push_back(std::move(item));
  }
  return list;
}

Json event_row(const Snapshot& snapshot, const weighing::Event& event) {
  const auto& corpus = snapshot.corpus();
  Json row{{"id", event.id}, {"type", name_of(event.type)}, {"happened", event.happened}, {"time", pair_json(event.time)}};
  row["days_differ"] = event.days_differ;
  row["agents"] = ids_with_names(event.agents, snapshot, true);
  row["targets"] = ids_with_names(event.targets, snapshot, true);
  row["places"] = ids_with_names(event.places, snapshot, false);
  row["quantity"] = nullptr;
  if (event.unit != weighing::kNoSymbol)
    row["quantity"] = {{"low", event.low ? Json(*event.low) : Json()}, {"high", event.high ? Json(*event.high) : Json()}, {"unit", corpus.symbols().text(event.unit)}};
  row["belief"] = holding::rounded(event.belief);
  std::set<std::string> documents;
  auto claims = Json::array();
  for (const auto number : event.statements) {
    claims.push_back(corpus.statements()[number].id);
    documents.insert(corpus.report_of(corpus.statements()[number]).document.id);
  }
  row["reports"] = documents.size();
  row["origins"] = event.origins.size();
  bool opposed = false;
  for (const auto& origin : event.origins) opposed |= origin.opposes;
  row["opposed"] = opposed;
  row["claims"] = std::move(claims);
  return row;
}

std::string place_id(const Snapshot& snapshot, const std::string& id) {
  if (snapshot.place_number(id) || snapshot.domain().place(id)) return id;
  const auto& named = snapshot.domain().places_named(id);
  if (named.empty()) refuse_missing("place", id);
  for (const auto& one : named)
    if (snapshot.place_number(one)) return one;
  return named.front();
}

std::string gate_id(const Snapshot& snapshot, const std::string& id) {
  if (snapshot.domain().gate(id)) return id;
  const auto& named = snapshot.domain().gates_named(id);
  if (named.empty()) refuse_missing("gate", id);
  return named.front();
}

std::string actor_id(const Snapshot& snapshot, const std::string& id) {
  if (snapshot.knows_actor(id)) return id;
  const auto& named = snapshot.domain().actors_named(id);
  if (named.empty()) refuse_missing("actor", id);
  return named.front();
}

}  // namespace assay::serve
