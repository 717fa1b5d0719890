#include "holding/load.hpp"

#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "holding/observe.hpp"
#include "ledger/ledger.hpp"

namespace assay::holding {
namespace {

// Reports that speak of the places, or of what knowledge flows to them from.
std::vector<std::string> reports_on(ledger::Ledger& ledger, const weighing::Corpus& empty, const LoadOptions& options) {
  std::set<std::string> places, documents;
  for (const auto& place : options.places)
    for (const Source& source : sources_of(empty, place, {})) places.insert(source.place);
  const auto find = [&](bool as_agent) {
    ledger::ClaimQuery query;
    query.as_recorded = options.as_recorded;
    auto& ids = as_agent ? query.actors : query.places;
    ids.assign(places.begin(), places.end());
    if (as_agent) query.types = {ClaimType::kLocation};
    std::set<std::string> outer;
    ledger.claims(query, [&](const ledger::StoredClaim& stored) {
      documents.insert(stored.claim.document);
      if (as_agent)
        for (const Filler& place : stored.claim.place)
          if (!empty.facts().is_wide(place.id)) outer.insert(place.id);
      return true;
    });
    places.insert(outer.begin(), outer.end());  // regions that reports say the place is part of
  };
  find(true);
  find(false);
  return {documents.begin(), documents.end()};
}

}  // namespace

std::optional<weighing::Judgement> judgement_of(const ledger::Judgement& row) {
  const auto verdict = weighing::verdict_of(row.verb);
  if (!verdict) return std::nullopt;
  weighing::Judgement judgement;
  judgement.id = std::to_string(row.number);
  judgement.verdict = *verdict;
  judgement.claim = row.subject;
  judgement.by = row.author;
  judgement.why = row.why;
  judgement.recorded = row.recorded;
  const auto argument = nlohmann::json::parse(row.argument, nullptr, false);
  if (argument.is_object()) {
    if (argument.contains("other") && argument["other"].is_string()) judgement.other = argument["other"];
    if (argument.contains("undoes") && argument["undoes"].is_string()) judgement.undoes = argument["undoes"];
    const auto day = [&](const char* key) -> std::optional<Day> {
      if (!argument.contains(key) || !argument[key].is_string()) return std::nullopt;
      const auto parsed = Day::parse(argument[key].get<std::string>());
      return parsed ? std::optional<Day>(*parsed) : std::nullopt;
    };
    if (argument.contains("from") || argument.contains("to")) judgement.time = Interval{day("from"), day("to")};
  }
  return judgement;
}

ledger::Judgement row_of(const weighing::Judgement& judgement) {
  ledger::Judgement row;
  row.subject = judgement.claim;
  row.verb = name_of(judgement.verdict);
  row.author = judgement.by;
  row.why = judgement.why;
  nlohmann::ordered_json argument;
  if (!judgement.other.empty()) argument["other"] = judgement.other;
  if (!judgement.undoes.empty()) argument["undoes"] = judgement.undoes;
  if (judgement.time) {
    if (judgement.time->from) argument["from"] = judgement.time->from->iso();
    if (judgement.time->to) argument["to"] = judgement.time->to->iso();
  }
  row.argument = argument.dump();
  return row;
}

Result<Loaded> load(ledger::Ledger& ledger, const domain::Domain& domain, const LoadOptions& options) {
  auto weighing_params = weighing::Params::load(domain.root());
  if (!weighing_params) return weighing_params.error();
  auto params = Params::load(domain.root());
  if (!params) return params.error();
  Loaded loaded;
  loaded.params = *params;
  loaded.corpus = std::make_unique<weighing::Corpus>(weighing::Facts::of(domain, *weighing_params), *weighing_params);

  ledger::ClaimQuery query;
  query.as_recorded = options.as_recorded;
  std::set<std::string> wanted;
  if (!options.places.empty()) {
    query.documents = reports_on(ledger, *loaded.corpus, options);
    wanted.insert(query.documents.begin(), query.documents.end());
    if (wanted.empty()) return loaded;
  }
  std::vector<weighing::Record> records;
  std::map<std::string, std::size_t> by_document;
  ledger.documents(options.as_recorded, [&](const ledger::StoredDocument& stored) {
    if (!wanted.empty() && !wanted.count(stored.document.id)) return true;
    by_document[stored.document.id] = records.size();
    records.push_back({stored.document, {}, stored.recorded, {}, {}});
    return true;
  });
  ledger.claims(query, [&](const ledger::StoredClaim& stored) {
    const auto at = by_document.find(stored.claim.document);
    if (at != by_document.end()) records[at->second].claims.push_back(stored.claim), records[at->second].quotes.push_back(stored.quote);
    return true;
  });
  for (auto& record : records) {
    if (options.texts) record.text = ledger.text_of(record.document.id);
    loaded.corpus->add(record);
    record = {};
  }
  for (const auto& row : ledger.judgements(options.as_recorded))
    if (auto judgement = judgement_of(row)) loaded.corpus->add(*judgement);
  return loaded;
}

}  // namespace assay::holding
