#include <fmt/format.h>
#include <zstd.h>

#include <algorithm>
#include <cassert>
#include <nlohmann/json.hpp>

#include "claim/claim_json.hpp"
#include "ledger/sqlite_ledger.hpp"

namespace assay::ledger {
namespace {

constexpr int kZstdLevel = 9;  // reports are short and read rarely: level 9 halves them at 30 MB/s

std::string compressed(std::string_view bytes) {
  std::string out(ZSTD_compressBound(bytes.size()), '\0');
  std::size_t size = ZSTD_compress(out.data(), out.size(), bytes.data(), bytes.size(), kZstdLevel);
  if (ZSTD_isError(size))
    throw Trouble(fmt::format("zstd cannot compress a report: {}", ZSTD_getErrorName(size)));
  out.resize(size);
  return out;
}

std::optional<std::string> iso(const std::optional<Day>& day) {
  return day ? std::optional(day->iso()) : std::nullopt;
}

std::string names(const std::vector<Filler>& fillers) {
  std::string list;
  for (const Filler& filler : fillers) {
    if (!list.empty()) list += "; ";
    list += filler.name.empty() ? filler.surface : filler.name;
  }
  return list;
}

nlohmann::ordered_json spans_json(const std::vector<Span>& spans) {
  auto list = nlohmann::ordered_json::array();
  for (Span span : spans) list.push_back({span.begin, span.end});
  return list;
}

// The place stands in the path already, where the two are the same.
std::string reason_of(const Rejected& rejected) {
  return rejected.error.place == rejected.path ? rejected.error.message : rejected.error.text();
}

// The pieces of `text` joined by ' … ', line breaks as spaces.
std::string quote_of(const std::string& text, const std::vector<Span>& spans) {
  std::string quote;
  for (Span span : spans) {
    if (span.end > text.size() || span.empty())
      throw Trouble("a claim's evidence lies outside its report's text");
    if (!quote.empty()) quote += " … ";
    quote += text.substr(span.begin, span.size());
  }
  std::replace_if(
      quote.begin(), quote.end(), [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
  return quote;
}

// Reports hold whatever bytes strangers sent; the record stays valid JSON.
std::string line_of(const nlohmann::ordered_json& json) {
  return json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

}  // namespace

bool already_read(const StoredDocument& stored, const Document& document, const Maker& maker) {
  return stored.maker == maker && stored.document.outlet == document.outlet &&
         (!document.published.printed || document.published.day == stored.document.published.day);
}

bool already_rejected(const StoredRejection& stored, const Rejected& rejected) {
  return stored.code == rejected.error.code && stored.reason == reason_of(rejected);
}

sqlite::Statement& SqliteLedger::prepared(std::string_view sql) {
  auto found = statements_.find(sql);
  if (found == statements_.end()) found = statements_.emplace(std::string(sql), database_.prepare(sql)).first;
  found->second.reset();
  return found->second;
}

std::optional<Instant> SqliteLedger::newest() {
  auto& statement = prepared(
      "SELECT max(at) FROM ("
      "SELECT (SELECT begun FROM run ORDER BY number DESC LIMIT 1) AS at UNION ALL "
      "SELECT (SELECT ended FROM run_end ORDER BY run DESC LIMIT 1) UNION ALL "
      "SELECT (SELECT recorded FROM reading ORDER BY number DESC LIMIT 1) UNION ALL "
      "SELECT (SELECT recorded FROM rejection ORDER BY number DESC LIMIT 1) UNION ALL "
      "SELECT (SELECT recorded FROM judgement ORDER BY number DESC LIMIT 1))");
  if (!statement.step()) return std::nullopt;
  auto text = statement.maybe_text(0);
  statement.reset();
  if (!text) return std::nullopt;
  auto instant = Instant::parse(*text);
  return instant.ok() ? std::optional(*instant) : std::nullopt;
}

Instant SqliteLedger::not_before_newest(Instant now) { return std::max(now, newest().value_or(now)); }

RunId SqliteLedger::begin_run(const Maker& maker, const std::string& command, Instant now) {
  sqlite::Transaction transaction(database_);
  prepared("INSERT INTO run(begun, command, engine, model, domain) VALUES (?, ?, ?, ?, ?)")
      .bind(1, not_before_newest(now).iso())
      .bind(2, command)
      .bind(3, maker.engine)
      .bind(4, maker.model)
      .bind(5, maker.domain)
      .run();
  RunId run = database_.last_row();
  transaction.commit();
  tallies_[run] = {};
  return run;
}

void SqliteLedger::end_run(RunId run, Instant now) {
  Tally tally = tallies_[run];
  sqlite::Transaction transaction(database_);
  prepared("INSERT INTO run_end(run, ended, documents, claims, rejected) VALUES (?, ?, ?, ?, ?)")
      .bind(1, run)
      .bind(2, not_before_newest(now).iso())
      .bind(3, tally.documents)
      .bind(4, tally.claims)
      .bind(5, tally.rejected)
      .run();
  transaction.commit();
}

std::vector<bool> SqliteLedger::take_in(RunId run, const std::vector<Intake>& batch, Instant now) {
  Tally before = tallies_[run];
  std::vector<bool> added;
  added.reserve(batch.size());
  try {
    sqlite::Transaction transaction(database_);
    std::string recorded = not_before_newest(now).iso();
    for (const Intake& intake : batch) {
      auto* report = std::get_if<ReadReport>(&intake);
      added.push_back(report != nullptr ? add(run, *report, recorded)
                                        : reject(run, std::get<Rejected>(intake), recorded));
    }
    transaction.commit();
  } catch (...) {
    tallies_[run] = before;
    throw;
  }
  return added;
}

bool SqliteLedger::add(RunId run, const ReadReport& report, const std::string& recorded) {
  assert(report.claims.size() == report.in_text.size());
  const Document& document = report.document;
  std::int64_t number = 0;
  if (auto& known = prepared("SELECT number FROM document WHERE id = ?").bind(1, document.id);
      known.step()) {
    number = known.integer(0);
    known.reset();
    auto& maker = prepared("SELECT engine, model, domain FROM run WHERE number = ?").bind(1, run);
    if (!maker.step()) throw Trouble("a report is taken in for a run that the ledger does not have");
    Maker mine{maker.text(0), maker.text(1), maker.text(2)};
    maker.reset();
    auto stored = this->document(document.id, std::nullopt);
    if (!report.again && stored && already_read(*stored, document, mine)) return false;
  } else {
    prepared("INSERT INTO document(id, sha256, size) VALUES (?, ?, ?)")
        .bind(1, document.id)
        .bind(2, document.sha256)
        .bind(3, static_cast<std::int64_t>(report.bytes.size()))
        .run();
    number = database_.last_row();
    prepared("INSERT INTO document_bytes(document, codec, bytes) VALUES (?, 'zstd', ?)")
        .bind(1, number)
        .bind_blob(2, compressed(report.bytes))
        .run();
  }
  const Published& published = document.published;
  prepared(
      "INSERT INTO reading(document, run, recorded, name, path, url, outlet, title, media_type, encoding, "
      "known_from, "
      "known_to, known_printed, known_reasons, text) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
      .bind(1, number)
      .bind(2, run)
      .bind(3, recorded)
      .bind(4, document.name)
      .bind(5, document.path)
      .bind(6, document.url)
      .bind(7, document.outlet)
      .bind(8, document.title)
      .bind(9, document.media_type)
      .bind(10, document.encoding)
      .bind_maybe(11, iso(published.day.from))
      .bind_maybe(12, iso(published.day.to))
      .bind(13, published.printed ? 1 : 0)
      .bind(14, line_of(nlohmann::ordered_json(published.reasons)))
      .bind(15, report.text)
      .run();
  std::int64_t reading = database_.last_row();
  for (std::size_t i = 0; i < report.claims.size(); ++i) add_claim(reading, report, i);
  Tally& tally = tallies_[run];
  ++tally.documents;
  tally.claims += static_cast<std::int64_t>(report.claims.size());
  return true;
}

void SqliteLedger::add_claim(std::int64_t reading, const ReadReport& report, std::size_t index) {
  const Claim& claim = report.claims[index];
  const Document& document = report.document;
  assert(!claim.evidence.empty());
  prepared(
      "INSERT INTO claim(reading, id, type, stance, negated, valid_from, valid_to, evidence_begin, "
      "evidence_end, "
      "agents, targets, places, resources, speakers, object, in_text, quote, record) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
      .bind(1, reading)
      .bind(2, claim.id)
      .bind(3, name_of(claim.type))
      .bind(4, name_of(claim.stance))
      .bind(5, claim.negated ? 1 : 0)
      .bind_maybe(6, claim.time ? iso(claim.time->valid.from) : std::nullopt)
      .bind_maybe(7, claim.time ? iso(claim.time->valid.to) : std::nullopt)
      .bind(8, claim.evidence.front().begin)
      .bind(9, claim.evidence.back().end)
      .bind(10, names(claim.agent))
      .bind(11, names(claim.target))
      .bind(12, names(claim.place))
      .bind(13, names(claim.resource))
      .bind(14, names(claim.speaker))
      .bind(15, claim.object)
      .bind(16, line_of(spans_json(report.in_text[index])))
      .bind(17, quote_of(report.text, report.in_text[index]))
      .bind(18, line_of(to_json(claim, document.name.empty() ? document.id : document.name)))
      .run();
  std::int64_t number = database_.last_row();
  const std::pair<Slot, const std::vector<Filler>*> slots[] = {{Slot::kAgent, &claim.agent},
                                                               {Slot::kTarget, &claim.target},
                                                               {Slot::kPlace, &claim.place},
                                                               {Slot::kResource, &claim.resource},
                                                               {Slot::kSpeaker, &claim.speaker}};
  for (const auto& [slot, fillers] : slots) {
    for (std::size_t i = 0; i < fillers->size(); ++i) {
      const Filler& filler = (*fillers)[i];
      prepared("INSERT INTO filler(id, slot, claim, ordinal, name, surface) VALUES (?, ?, ?, ?, ?, ?)")
          .bind(1, filler.id)
          .bind(2, name_of(slot))
          .bind(3, number)
          .bind(4, static_cast<std::int64_t>(i))
          .bind(5, filler.name)
          .bind(6, filler.surface)
          .run();
    }
  }
}

bool SqliteLedger::reject(RunId run, const Rejected& rejected, const std::string& recorded) {
  std::string code(name_of(rejected.error.code)), reason = reason_of(rejected);
  auto last = rejection(rejected.path);
  if (last && already_rejected(*last, rejected)) return false;
  prepared("INSERT INTO rejection(run, recorded, path, code, reason) VALUES (?, ?, ?, ?, ?)")
      .bind(1, run)
      .bind(2, recorded)
      .bind(3, rejected.path)
      .bind(4, code)
      .bind(5, reason)
      .run();
  ++tallies_[run].rejected;
  return true;
}

std::int64_t SqliteLedger::append(const Judgement& judgement, Instant now) {
  sqlite::Transaction transaction(database_);
  prepared("INSERT INTO judgement(recorded, subject, verb, argument, author, why) VALUES (?, ?, ?, ?, ?, ?)")
      .bind(1, not_before_newest(now).iso())
      .bind(2, judgement.subject)
      .bind(3, judgement.verb)
      .bind(4, judgement.argument)
      .bind(5, judgement.author)
      .bind(6, judgement.why)
      .run();
  std::int64_t number = database_.last_row();
  transaction.commit();
  return number;
}

}  // namespace assay::ledger
