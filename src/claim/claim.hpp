// The nouns that all stages share. A report says many things at once; a Claim is one of them: one
// statement, by one speaker (or chain of speakers), found at one place in one document. docs/codebook.md
// is the contract; claim_json.hpp is its export format.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/day.hpp"
#include "base/span.hpp"
#include "claim/type.hpp"

namespace assay {

// Who or what fills a slot. `id` is a pack's id, or a slug of the name where no pack knows it.
struct Filler {
  std::string id;
  std::string name;     // the pack's name, or the fullest form the document uses
  std::string surface;  // as printed at `span`; through a pronoun, the antecedent's print
  std::optional<Span> span;  // of `surface`, in the report's own bytes; absent when supplied by inference

  bool operator==(const Filler&) const = default;
};

// A number as printed. Bounds are inclusive; an absent one is unbounded. 'at least 60' is low 60, no high;
// 'around a dozen' is 12 to 12 with its modifier.
struct Quantity {
  std::optional<double> low;
  std::optional<double> high;
  std::string unit;      // killed, injured, tonne, percent of production, km, soldier, yuan per tonne …
  std::string text;      // as printed
  std::string modifier;  // about, at least, more than, up to, nearly … or empty
  // The same amount printed a second time in another unit, e.g. '19,500 tons (17,699 tonnes)'.
  struct Printed {
    double value = 0;
    std::string unit;
  };
  std::optional<Printed> also_printed;
  bool units_disagree = false;  // the two printed amounts differ by more than rounding allows
};

// Valid time as the report gives it. `to` is exclusive inside the program; exports print inclusive ends.
enum class Precision { kDay, kMonth, kYear };
struct ClaimTime {
  Interval valid;
  Precision from_precision = Precision::kDay;
  Precision to_precision = Precision::kDay;
  std::string reason;  // the words it rests on and how they were resolved
};

struct Claim {
  std::string id;        // assigned by reading: stable for equal document, evidence and content
  std::string document;  // Document::id
  std::vector<Span> evidence;  // in the report's own bytes, on character boundaries, in order; never empty
  ClaimType type = ClaimType::kAttack;
  std::vector<Filler> agent, target, place, resource;
  std::string object;
  std::vector<Means> means;
  std::optional<Quantity> quantity;
  std::optional<ClaimTime> time;
  std::vector<Filler> speaker;  // from the inside out; joint speakers side by side
  Stance stance = Stance::kAsserted;
  bool negated = false;
  std::string rule;  // what made it: frame and construction, e.g. "capture/seize:passive"
};

// The day of publication, as an interval that is one day wide when the report prints it.
struct Published {
  Interval day;                      // half-open; both ends absent when nothing binds it
  bool printed = false;              // in a header, a field or an option; else inferred
  std::vector<std::string> reasons;  // each with the words that it rests on
};

// One report. The bytes are kept beside it in the ledger, exactly as they were given.
struct Document {
  std::string id;       // first 16 hex digits of the SHA-256 of the bytes (and of the URL that a feed gives)
  std::string name;     // file name as given, or the URL of an NDJSON line
  std::string path;     // where it came from, for the user's eyes
  std::string url, outlet, title;
  std::string sha256;
  std::string media_type;  // text/plain, text/html
  std::string encoding;    // as detected: UTF-8, UTF-16LE, windows-1252
  Published published;
};

}  // namespace assay
