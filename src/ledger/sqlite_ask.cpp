#include <fmt/format.h>
#include <zstd.h>

#include <cassert>
#include <nlohmann/json.hpp>

#include "claim/claim_json.hpp"
#include "ledger/sqlite_ledger.hpp"

namespace assay::ledger {
namespace {

using Json = nlohmann::ordered_json;

// What a stored day or instant says; a row that is none was written by another program.
std::optional<Day> day_of(const std::optional<std::string>& iso) {
  if (!iso) return std::nullopt;
  auto day = Day::parse(*iso);
  if (!day.ok()) throw Trouble("the ledger holds '" + *iso + "' where a day should stand: it is damaged");
  return *day;
}

Instant instant_of(const std::string& iso) {
  auto instant = Instant::parse(iso);
  if (!instant.ok())
    throw Trouble("the ledger holds '" + iso + "' where an instant should stand: it is damaged");
  return *instant;
}

// The reading aliased `r` is its document's newest as of a recorded instant (bound as ?1, or NULL for now).
constexpr const char* kStanding =
    "(?1 IS NULL OR r.recorded <= ?1) AND NOT EXISTS (SELECT 1 FROM reading l WHERE l.document = r.document "
    "AND "
    "l.number > r.number AND (?1 IS NULL OR l.recorded <= ?1))";

std::optional<std::string> iso(const std::optional<Instant>& instant) {
  return instant ? std::optional(instant->iso()) : std::nullopt;
}

constexpr const char* kDocumentColumns =
    "d.id, d.sha256, d.size, r.name, r.path, r.url, r.outlet, r.title, r.media_type, r.encoding, "
    "r.known_from, "
    "r.known_to, r.known_printed, r.known_reasons, r.recorded, r.run, run.engine, run.model, run.domain, "
    "(SELECT count(*) FROM claim c WHERE c.reading = r.number) "
    "FROM reading r JOIN document d ON d.number = r.document JOIN run ON run.number = r.run ";

StoredDocument document_in(const sqlite::Statement& row) {
  StoredDocument stored;
  Document& document = stored.document;
  document.id = row.text(0);
  document.sha256 = row.text(1);
  stored.size = row.integer(2);
  document.name = row.text(3);
  document.path = row.text(4);
  document.url = row.text(5);
  document.outlet = row.text(6);
  document.title = row.text(7);
  document.media_type = row.text(8);
  document.encoding = row.text(9);
  document.published.day = {day_of(row.maybe_text(10)), day_of(row.maybe_text(11))};
  document.published.printed = row.integer(12) != 0;
  for (const auto& reason : Json::parse(row.view(13), nullptr, false))
    if (reason.is_string()) document.published.reasons.push_back(reason.get<std::string>());
  stored.recorded = instant_of(row.text(14));
  stored.run = row.integer(15);
  stored.maker = {row.text(16), row.text(17), row.text(18)};
  stored.claims = row.integer(19);
  return stored;
}

constexpr const char* kClaimColumns =
    "c.number, c.record, c.quote, d.id, r.name, r.outlet, r.known_from, r.known_to, r.known_printed, "
    "r.recorded, r.run, c.in_text ";
constexpr const char* kClaimTables =
    "FROM claim c JOIN reading r ON r.number = c.reading JOIN document d ON d.number = r.document ";

StoredClaim claim_in(const sqlite::Statement& row) {
  Json record = Json::parse(row.view(1), nullptr, false);
  auto claim = claim_from_json(record);
  if (!claim.ok())
    throw Trouble(fmt::format("claim {} of the ledger is damaged: {}", row.integer(0), claim.error().text()));
  StoredClaim stored;
  stored.number = row.integer(0);
  stored.claim = std::move(claim).value();
  stored.claim.document = row.text(3);
  stored.quote = row.text(2);
  stored.document_name = row.text(4).empty() ? stored.claim.document : row.text(4);
  stored.outlet = row.text(5);
  stored.known = {day_of(row.maybe_text(6)), day_of(row.maybe_text(7))};
  stored.known_printed = row.integer(8) != 0;
  stored.recorded = instant_of(row.text(9));
  stored.run = row.integer(10);
  for (const Json& span : Json::parse(row.view(11), nullptr, false))
    if (span.is_array() && span.size() == 2) stored.in_text.push_back({span[0], span[1]});
  return stored;
}

StoredRejection rejection_in(const sqlite::Statement& row) {
  StoredRejection rejection{row.text(0), ErrorCode::kBadFormat, row.text(2), instant_of(row.text(3)),
                            row.integer(4)};
  for (int i = 0; i <= static_cast<int>(ErrorCode::kUnsupported); ++i)
    if (name_of(static_cast<ErrorCode>(i)) == row.view(1)) rejection.code = static_cast<ErrorCode>(i);
  return rejection;
}

// A query as SQL text with what is to be bound from ?2 on (?1 is the recorded instant).
struct Conditions {
  std::string sql;
  std::vector<std::string> values;

  std::string bound(std::string value) {
    values.push_back(std::move(value));
    return fmt::format("?{}", values.size() + 1);
  }
  void add(const std::string& condition) { sql += " AND " + condition; }
  std::string one_of(const std::vector<std::string>& list) {
    return fmt::format("IN (SELECT value FROM json_each({}))", bound(Json(list).dump()));
  }
  void filler(const std::vector<std::string>& ids, const char* slots) {
    if (ids.empty()) return;
    add(fmt::format("c.number IN (SELECT claim FROM filler WHERE id {} AND slot IN ({}))", one_of(ids),
                    slots));
  }
};

Conditions conditions_of(const ClaimQuery& query) {
  Conditions all;
  all.sql = kStanding;
  all.filler(query.places, "'place'");
  all.filler(query.actors, "'agent', 'target'");
  all.filler(query.speakers, "'speaker'");
  all.filler(query.resources, "'resource'");
  // SQLite knows no statistics of a growing file: '+' keeps it from walking a whole type where ids narrow
  // more.
  bool narrowed = !query.places.empty() || !query.actors.empty() || !query.speakers.empty() ||
                  !query.resources.empty() || !query.documents.empty();
  if (!query.documents.empty()) {
    std::string names = all.one_of(query.documents);
    all.add(
        fmt::format("c.reading IN (SELECT n.number FROM reading n WHERE n.name {0} UNION "
                    "SELECT n.number FROM reading n JOIN document o ON o.number = n.document WHERE o.id {0})",
                    names));
  }
  auto names_of_all = [](const auto& list) {
    std::vector<std::string> names;
    for (auto item : list) names.emplace_back(name_of(item));
    return names;
  };
  if (!query.types.empty())
    all.add(fmt::format("{}c.type {}", narrowed ? "+" : "", all.one_of(names_of_all(query.types))));
  if (!query.stances.empty()) all.add("c.stance " + all.one_of(names_of_all(query.stances)));
  if (query.valid && query.valid->to)
    all.add(fmt::format("(c.valid_from IS NULL OR c.valid_from < {})", all.bound(query.valid->to->iso())));
  if (query.valid && query.valid->from)
    all.add(fmt::format("(c.valid_to IS NULL OR c.valid_to > {})", all.bound(query.valid->from->iso())));
  if (query.known_by)
    all.add(fmt::format("coalesce(date(r.known_to, '-1 day'), substr(r.recorded, 1, 10)) <= {}",
                        all.bound(query.known_by->iso())));
  if (query.after > 0) all.add(fmt::format("c.number > {}", query.after));
  all.sql += " ORDER BY c.number";
  if (query.limit) all.sql += fmt::format(" LIMIT {}", *query.limit);
  return all;
}

sqlite::Statement query_claims(sqlite::Database& database, const char* columns, const ClaimQuery& query) {
  Conditions where = conditions_of(query);
  auto statement = database.prepare(fmt::format("SELECT {} {} WHERE {}", columns, kClaimTables, where.sql));
  statement.bind_maybe(1, iso(query.as_recorded));
  for (std::size_t i = 0; i < where.values.size(); ++i)
    statement.bind(static_cast<int>(i) + 2, where.values[i]);
  return statement;
}

// FTS5's own syntax is not for strangers: each word or "phrase" becomes a quoted string; all must stand.
std::string match_of(std::string_view words) {
  std::string match, word;
  bool quoted = false;
  auto flush = [&] {
    if (word.find_first_not_of(' ') != std::string::npos)
      match += (match.empty() ? "\"" : " \"") + word + "\"";
    word.clear();
  };
  for (char c : words) {
    if (c == '"') {
      flush();
      quoted = !quoted;
    } else if (!quoted && (c == ' ' || c == '\t' || c == '\n')) {
      flush();
    } else if (c != '\0') {
      word += c;
    }
  }
  flush();
  return match;
}

}  // namespace

std::optional<StoredDocument> SqliteLedger::document(std::string_view id_or_name,
                                                     std::optional<Instant> as_recorded) {
  std::optional<StoredDocument> found;
  for (const char* key : {"d.id = ?2", "r.name = ?2"}) {
    auto& statement = prepared(fmt::format("SELECT {} WHERE {} AND {} ORDER BY r.number DESC LIMIT 1",
                                           kDocumentColumns, key, kStanding));
    statement.bind_maybe(1, iso(as_recorded)).bind(2, id_or_name);
    if (statement.step()) found = document_in(statement);
    statement.reset();
    if (found) break;
  }
  return found;
}

void SqliteLedger::documents(std::optional<Instant> as_recorded,
                             const std::function<bool(const StoredDocument&)>& visit) {
  auto statement =
      database_.prepare(fmt::format("SELECT {} WHERE {} ORDER BY r.number", kDocumentColumns, kStanding));
  statement.bind_maybe(1, iso(as_recorded));
  while (statement.step() && visit(document_in(statement))) {
  }
}

std::string SqliteLedger::bytes_of(const std::string& document_id) {
  auto& statement = prepared(
      "SELECT b.bytes, d.size FROM document d JOIN document_bytes b ON b.document = d.number WHERE d.id = ?");
  if (!statement.bind(1, document_id).step()) throw Trouble("the ledger has no document " + document_id);
  std::string packed = statement.blob(0), bytes(static_cast<std::size_t>(statement.integer(1)), '\0');
  statement.reset();
  std::size_t size = ZSTD_decompress(bytes.data(), bytes.size(), packed.data(), packed.size());
  if (ZSTD_isError(size) || size != bytes.size())
    throw Trouble("the bytes of document " + document_id + " are damaged");
  return bytes;
}

std::string SqliteLedger::text_of(const std::string& document_id, std::optional<RunId> run) {
  auto& statement = prepared(
      "SELECT r.text FROM reading r JOIN document d ON d.number = r.document WHERE d.id = ?1 AND (?2 = 0 OR "
      "r.run = ?2) "
      "ORDER BY r.number DESC LIMIT 1");
  if (!statement.bind(1, document_id).bind(2, run.value_or(0)).step())
    throw Trouble("the ledger has no document " + document_id);
  std::string text = statement.text(0);
  statement.reset();
  return text;
}

void SqliteLedger::claims(const ClaimQuery& query, const std::function<bool(const StoredClaim&)>& visit) {
  auto statement = query_claims(database_, kClaimColumns, query);
  while (statement.step() && visit(claim_in(statement))) {
  }
}

void SqliteLedger::claim_records(const ClaimQuery& query,
                                 const std::function<bool(std::string_view)>& visit) {
  auto statement = query_claims(database_, "c.record", query);
  while (statement.step() && visit(statement.view(0))) {
  }
}

void SqliteLedger::fillers(Slot slot, const std::function<bool(std::string_view, std::string_view)>& visit) {
  auto statement = database_.prepare(fmt::format(
      "SELECT c.id, f.id FROM filler f JOIN claim c ON c.number = f.claim JOIN reading r ON r.number = c.reading "
      "WHERE f.slot = ?2 AND {} ORDER BY f.id, f.claim, f.ordinal",
      kStanding));
  statement.bind_maybe(1, std::nullopt).bind(2, name_of(slot));
  while (statement.step() && visit(statement.view(0), statement.view(1))) {
  }
}

std::optional<StoredClaim> SqliteLedger::claim(std::string_view id, std::optional<Instant> as_recorded) {
  auto& statement = prepared(fmt::format(
      "SELECT {} {} WHERE c.id = ?2 AND (?1 IS NULL OR r.recorded <= ?1) ORDER BY c.number DESC LIMIT 1",
      kClaimColumns, kClaimTables));
  statement.bind_maybe(1, iso(as_recorded)).bind(2, id);
  std::optional<StoredClaim> found;
  if (statement.step()) found = claim_in(statement);
  statement.reset();
  return found;
}

std::vector<Hit> SqliteLedger::search(std::string_view words, int limit) {
  std::vector<Hit> hits;
  std::string match = match_of(words);
  if (match.empty() || limit <= 0) return hits;
  auto collect = [&](const std::string& sql) {
    auto statement = database_.prepare(sql);
    statement.bind_maybe(1, std::nullopt).bind(2, match).bind(3, limit);
    while (statement.step())
      hits.push_back({statement.text(0), statement.text(1), statement.text(2), statement.text(3),
                      statement.text(4), statement.text(5)});
  };
  // A claim is a better answer than the text around it; a text answers for itself where it gave no such
  // claim.
  collect(fmt::format(
      "SELECT d.id, r.name, r.outlet, r.title, c.id, snippet(claim_words, 0, '[', ']', ' … ', 24) "
      "FROM claim_words w JOIN claim c ON c.number = w.rowid JOIN reading r ON r.number = c.reading "
      "JOIN document d ON d.number = r.document WHERE claim_words MATCH ?2 AND {} "
      "ORDER BY bm25(claim_words), c.number LIMIT ?3",
      kStanding));
  collect(fmt::format(
      "SELECT d.id, r.name, r.outlet, r.title, '', snippet(reading_words, 1, '[', ']', ' … ', 24) "
      "FROM reading_words w JOIN reading r ON r.number = w.rowid JOIN document d ON d.number = r.document "
      "WHERE reading_words MATCH ?2 AND {} AND NOT EXISTS (SELECT 1 FROM claim c JOIN claim_words x ON "
      "x.rowid = c.number "
      "WHERE c.reading = r.number AND x.claim_words MATCH ?2) ORDER BY bm25(reading_words), r.number LIMIT "
      "?3",
      kStanding));
  if (hits.size() > static_cast<std::size_t>(limit)) hits.resize(static_cast<std::size_t>(limit));
  return hits;
}

std::vector<Entity> SqliteLedger::entities(const std::vector<Slot>& slots,
                                           std::optional<Instant> as_recorded) {
  std::vector<std::string> names;
  for (Slot slot : slots) names.emplace_back(name_of(slot));
  auto statement = database_.prepare(fmt::format(
      "SELECT f.id, min(f.name), count(DISTINCT c.number) AS claims, count(DISTINCT c.reading), "
      "min(c.valid_from), "
      "max(c.valid_from) FROM filler f JOIN claim c ON c.number = f.claim JOIN reading r ON r.number = "
      "c.reading "
      "WHERE f.slot IN (SELECT value FROM json_each(?2)) AND {} GROUP BY f.id ORDER BY claims DESC, f.id",
      kStanding));
  statement.bind_maybe(1, iso(as_recorded)).bind(2, Json(names).dump());
  std::vector<Entity> entities;
  while (statement.step())
    entities.push_back({statement.text(0), statement.text(1), statement.integer(2), statement.integer(3),
                        day_of(statement.maybe_text(4)), day_of(statement.maybe_text(5))});
  return entities;
}

std::vector<std::pair<std::string, std::string>> SqliteLedger::names_by_id(const std::vector<Slot>& slots) {
  std::vector<std::string> wanted;
  for (Slot slot : slots) wanted.emplace_back(name_of(slot));
  // In the order of the table's key, so that nothing is sorted.
  auto statement = database_.prepare("SELECT id, min(name) FROM filler WHERE slot IN (SELECT value FROM json_each(?1)) GROUP BY id");
  statement.bind(1, Json(wanted).dump());
  std::vector<std::pair<std::string, std::string>> names;
  while (statement.step()) names.emplace_back(statement.text(0), statement.text(1));
  return names;
}

std::vector<StoredRejection> SqliteLedger::rejections() {
  auto statement =
      database_.prepare("SELECT path, code, reason, recorded, run FROM rejection ORDER BY number");
  std::vector<StoredRejection> all;
  while (statement.step()) all.push_back(rejection_in(statement));
  return all;
}

std::optional<StoredRejection> SqliteLedger::rejection(std::string_view path) {
  auto& statement = prepared(
      "SELECT path, code, reason, recorded, run FROM rejection WHERE path = ? ORDER BY number DESC LIMIT 1");
  std::optional<StoredRejection> found;
  if (statement.bind(1, path).step()) found = rejection_in(statement);
  statement.reset();
  return found;
}

std::vector<Run> SqliteLedger::runs() {
  auto statement = database_.prepare(
      "SELECT number, engine, model, domain, command, begun, ended, coalesce(documents, 0), coalesce(claims, "
      "0), "
      "coalesce(rejected, 0) FROM run LEFT JOIN run_end ON run_end.run = run.number ORDER BY number");
  std::vector<Run> all;
  while (statement.step()) {
    Run run;
    run.number = statement.integer(0);
    run.maker = {statement.text(1), statement.text(2), statement.text(3)};
    run.command = statement.text(4);
    run.begun = instant_of(statement.text(5));
    if (auto ended = statement.maybe_text(6)) run.ended = instant_of(*ended);
    run.documents = statement.integer(7);
    run.claims = statement.integer(8);
    run.rejected = statement.integer(9);
    all.push_back(std::move(run));
  }
  return all;
}

std::vector<Judgement> SqliteLedger::judgements(std::optional<Instant> as_recorded) {
  auto statement = database_.prepare(
      "SELECT number, subject, verb, argument, author, why, recorded FROM judgement "
      "WHERE ?1 IS NULL OR recorded <= ?1 ORDER BY number");
  statement.bind_maybe(1, iso(as_recorded));
  std::vector<Judgement> all;
  while (statement.step())
    all.push_back({statement.integer(0), statement.text(1), statement.text(2), statement.text(3),
                   statement.text(4), statement.text(5), instant_of(statement.text(6))});
  return all;
}

Counts SqliteLedger::counts() {
  auto of = [&](const char* table) {
    return database_.integer(fmt::format("SELECT count(*) FROM {}", table));
  };
  return {of("document"), of("reading"), of("claim"), of("rejection"), of("judgement"), of("run")};
}

std::string SqliteLedger::stamp() {
  auto last = [&](const char* table) {
    return database_.integer(fmt::format("SELECT coalesce(max(number), 0) FROM {}", table));
  };
  return fmt::format("{}.{}.{}.{}", last("reading"), last("judgement"), last("rejection"), last("run"));
}

}  // namespace assay::ledger
