// What each address shows: one function each, grouped in show_*.cpp. All read the call's query, then call
// Query::done, then ask the library.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "serve/api.hpp"

namespace assay::serve {

struct Call {
  Api& api;
  const Snapshot& snapshot;
  std::shared_ptr<const Snapshot> held;  // the same, to be kept beyond the call
  const Request& request;
  Query query;
  std::vector<std::string> ids;  // what stands in place of each {id}
  bool complete = true;          // false: more would be said a little later; it is neither tagged nor kept

  Day on() { return query.day("on").value_or(snapshot.days().last); }
  // Whoever asks for these takes `as_recorded` too, which has chosen the snapshot (Api::snapshot_for).
  weighing::Clocks clocks() {
    query.text("as_recorded");
    return {query.day("as_known"), std::nullopt};
  }
};

using Show = Response (*)(Call&);

Response show_meta(Call&);
Response show_activity(Call&);
Response show_places(Call&);
Response show_place(Call&);
Response show_place_timeline(Call&);
Response show_holdings(Call&);
Response show_changes(Call&);
Response show_gates(Call&);
Response show_gate(Call&);
Response show_gate_timeline(Call&);
Response show_actor(Call&);
Response show_events(Call&);
Response show_event(Call&);
Response show_origins(Call&);
Response show_disputes(Call&);
Response show_claims(Call&);
Response show_claim(Call&);
Response show_documents(Call&);
Response show_document(Call&);
Response show_search(Call&);
Response show_network(Call&);
Response show_flow(Call&);
Response show_whatif(Call&);
Response show_exposure(Call&);
Response show_export(Call&);
Response show_openapi(Call&);
Response take_judgement(Call&);

// --- what several of them share

using Json = nlohmann::ordered_json;

Json day_or_null(const std::optional<Day>& day);
// {"from","to"} of a half-open interval, as first and last day or null.
Json span_json(const Interval& interval);
// [first, last].
Json pair_json(const Interval& interval);
// The name in the place's own script, or null.
Json native_name(const std::vector<std::string>& spellings);
// Quotes by claim from a lent connection.
std::function<std::string(const std::string&)> quotes_from(ledger::Ledger& ledger);
// One claim as the API lists it: the codebook's record with report, day, origin and quote.
Json claim_row(const Snapshot& snapshot, const ledger::StoredClaim& stored);
// The rows of statements, in their order.
Json claim_rows(const Snapshot& snapshot, ledger::Ledger& ledger, const std::vector<std::uint32_t>& statements);
Json event_row(const Snapshot& snapshot, const weighing::Event& event);
Json origins_json(const Snapshot& snapshot, const std::vector<weighing::Origin>& origins);
// The id of a place, gate or actor by id or name; refuses with 404.
std::string place_id(const Snapshot& snapshot, const std::string& id);
std::string gate_id(const Snapshot& snapshot, const std::string& id);
std::string actor_id(const Snapshot& snapshot, const std::string& id);

}  // namespace assay::serve
