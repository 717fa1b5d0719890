// The ledger: an append-only store of documents, what was read from them, what could not be read, and what
// analysts decided. It stands between reading, which fills it, and weighing, which asks it; nothing above
// this folder knows which database holds it.
//
// Clocks. Every row has a *recorded* instant (when this ledger took it in) that never runs backwards. A
// document has a *known* interval (its day of publication, half-open, perhaps inferred). A claim has a
// *valid* interval (half-open). Nothing is updated or deleted: a document read again by a newer engine gets a
// new *reading*, and queries see each document's newest reading as of the recorded instant they ask for.
//
// Failures: the disk, the file and the database throw Trouble. Opening says why in a Result.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/day.hpp"
#include "base/instant.hpp"
#include "base/result.hpp"
#include "claim/claim.hpp"

namespace assay::ledger {

using RunId = std::int64_t;

// What writes: claims keep it, so that it can be said what made them.
struct Maker {
  std::string engine;  // version of the program
  std::string model;   // SHA-256 of the language model
  std::string domain;  // SHA-256 over the packs
  bool operator==(const Maker&) const = default;
};

struct Run {
  RunId number = 0;
  Maker maker;
  std::string command;  // as typed
  Instant begun;
  std::optional<Instant> ended;  // absent for a run that was cut short
  std::int64_t documents = 0, claims = 0, rejected = 0;
};

// A report and what was read from it, to be taken in whole or not at all.
struct ReadReport {
  Document document;
  std::string bytes;                       // exactly as given
  std::string text;                        // the decoded body
  std::vector<Claim> claims;               // `document` of each is document.id
  std::vector<std::vector<Span>> in_text;  // the evidence of each claim as places in `text`
  bool again = false;                      // add a reading even where `already_read` holds
};
// A report that could not be read.
struct Rejected {
  std::string path;
  Error error;
};
using Intake = std::variant<ReadReport, Rejected>;

struct StoredDocument {
  Document document;        // as the newest reading saw it
  std::int64_t size = 0;    // of the bytes as given
  std::int64_t claims = 0;  // in that reading
  Instant recorded;         // of that reading
  RunId run = 0;            // which made it
  Maker maker;
};

struct StoredClaim {
  std::int64_t number = 0;  // ascending in the order of recording; see ClaimQuery::after
  Claim claim;
  std::vector<Span> in_text;  // the evidence as places in the decoded text (text_of)
  std::string quote;          // what stands there, on one line
  std::string document_name;  // what exports show
  std::string outlet;
  Interval known;              // day of publication
  bool known_printed = false;  // else inferred
  Instant recorded;
  RunId run = 0;
};

struct StoredRejection {
  std::string path;
  ErrorCode code = ErrorCode::kBadFormat;
  std::string reason;
  Instant recorded;
  RunId run = 0;
};

// Conditions are joined by 'and'; the alternatives of one list by 'or'. An empty list asks for nothing.
struct ClaimQuery {
  std::vector<ClaimType> types;
  std::vector<Stance> stances;
  std::vector<std::string> places;     // ids in the slot place
  std::vector<std::string> actors;     // ids in agent or target
  std::vector<std::string> speakers;   // ids in speaker
  std::vector<std::string> resources;  // ids in resource
  std::vector<std::string> documents;  // Document::id or name
  std::optional<Interval> valid;       // overlaps the claim's valid time; a claim without a time matches
  std::optional<Day>
      known_by;  // the report was certainly out on that day: its last possible day of publication
                 // (or, where nothing bounds it, the day it was recorded) is not later
  std::optional<Instant> as_recorded;  // the ledger as it was then
  std::int64_t after = 0;  // only claims with a greater number: what is new since a reader last asked
  std::optional<std::int64_t> limit;
};

struct Hit {             // of a full-text search, best first
  std::string document;  // Document::id
  std::string document_name, outlet, title;
  std::string claim;    // Claim::id, or empty when the words stand in the text alone
  std::string snippet;  // the words in their surroundings, each marked with [ and ]
};

// An actor, place or resource as the claims name it, whether a pack knows it or not.
struct Entity {
  std::string id, name;
  std::int64_t claims = 0, documents = 0;
  std::optional<Day> first, last;  // valid days that claims about it begin with
};
enum class Slot { kAgent, kTarget, kPlace, kResource, kSpeaker };

// What an analyst decides; it never erases, and another judgement (verb "undo") takes it back.
struct Judgement {
  std::int64_t number = 0;  // assigned by the ledger
  std::string subject;      // id of the claim, event or document
  std::string verb;
  std::string argument = "null";  // JSON
  std::string author, why;
  Instant recorded;  // assigned by the ledger
};

struct Counts {
  std::int64_t documents = 0, readings = 0, claims = 0, rejections = 0, judgements = 0, runs = 0;
};

// One connection. Use it from one thread at a time; several may read one file while one writes it.
class Ledger {
 public:
  virtual ~Ledger() = default;

  // --- writing. Each call is one transaction: when it returns, its rows survive the death of the process and
  // of the machine; when it throws, none of them is there. `now` is the recorded instant; one that lies
  // before the ledger's newest is moved up to it.
  virtual RunId begin_run(const Maker& maker, const std::string& command, Instant now) = 0;
  virtual void end_run(RunId run, Instant now) = 0;
  // True for each report that was added; false for one whose bytes the ledger has, as read by the same maker.
  virtual std::vector<bool> take_in(RunId run, const std::vector<Intake>& batch, Instant now) = 0;
  virtual std::int64_t append(const Judgement& judgement, Instant now) = 0;

  // --- asking. A visitor that returns false stops the walk.
  virtual std::optional<StoredDocument> document(std::string_view id_or_name,
                                                 std::optional<Instant> as_recorded = {}) = 0;
  // In the order of recording.
  virtual void documents(std::optional<Instant> as_recorded,
                         const std::function<bool(const StoredDocument&)>& visit) = 0;
  // The bytes exactly as given, and the decoded text as that run (the newest where none is named) read it.
  // Requires: a document of this ledger.
  virtual std::string bytes_of(const std::string& document_id) = 0;
  virtual std::string text_of(const std::string& document_id, std::optional<RunId> run = {}) = 0;
  // In the order of recording: documents as they came, claims as they stand in the document. Cost: what the
  // narrowest of places, actors, documents, types leaves, not the ledger's size.
  virtual void claims(const ClaimQuery& query, const std::function<bool(const StoredClaim&)>& visit) = 0;
  // As above, but only the stored record of each (a line of JSON as docs/codebook.md has it): cheap for
  // exports.
  virtual void claim_records(const ClaimQuery& query,
                             const std::function<bool(std::string_view record)>& visit) = 0;
  // What fills a slot, for each claim of the newest readings: ids of claim and filler.
  virtual void fillers(Slot slot, const std::function<bool(std::string_view claim, std::string_view id)>& visit) = 0;
  virtual std::optional<StoredClaim> claim(std::string_view id, std::optional<Instant> as_recorded = {}) = 0;
  // `words` as a person types them (all must stand; "in quotes" a phrase; no other syntax).
  virtual std::vector<Hit> search(std::string_view words, int limit) = 0;
  // By number of claims, most first, then by id.
  virtual std::vector<Entity> entities(const std::vector<Slot>& slots,
                                       std::optional<Instant> as_recorded = {}) = 0;
  // What any reading calls them, by id: cheaper than entities().
  virtual std::vector<std::pair<std::string, std::string>> names_by_id(const std::vector<Slot>& slots) = 0;
  virtual std::vector<StoredRejection> rejections() = 0;
  // The newest one of that path.
  virtual std::optional<StoredRejection> rejection(std::string_view path) = 0;
  virtual std::vector<Run> runs() = 0;
  // In the order of recording.
  virtual std::vector<Judgement> judgements(std::optional<Instant> as_recorded = {}) = 0;
  virtual Counts counts() = 0;
  // The newest recorded instant; absent in an empty ledger.
  virtual std::optional<Instant> newest() = 0;
  // Differs whenever anything was added in between, by any process: what a cache is valid for. Cheap.
  virtual std::string stamp() = 0;
};

enum class Mode {
  kRead,    // must exist; nothing is written
  kWrite,   // must exist
  kCreate,  // made when absent
};

// Fails with kNotFound (no file), kBadFormat (a file that is no ledger), kUnsupported (written by a newer
// version), kNoPermission. A ledger of an older schema is brought up to date unless the mode is kRead.
Result<std::unique_ptr<Ledger>> open(const std::filesystem::path& file, Mode mode);

// True when reading `document` again with `maker` would add nothing to what is stored: same maker and outlet,
// and the same day of publication where `document` prints one.
bool already_read(const StoredDocument& stored, const Document& document, const Maker& maker);

// True when storing `rejected` would say again what is stored of its path.
bool already_rejected(const StoredRejection& stored, const Rejected& rejected);

std::string_view name_of(Slot slot);  // "agent"

}  // namespace assay::ledger
