// What weighing reads: reports with their claims as the ledger recorded them, and the judgements of analysts.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/instant.hpp"
#include "claim/claim.hpp"

namespace assay::weighing {

// One reading of one report. A later reading of the same document takes the place of an earlier one.
struct Record {
  Document document;
  std::vector<Claim> claims;
  Instant recorded;
  std::string text;  // the body, to find reprints by; may be empty
  std::vector<std::string> quotes;  // the sentence of each claim; may be empty
};

enum class Verdict {
  kRight,   // the claim is so
  kWrong,   // misread, or known to be false: it counts for nothing, and stays on view
  kRetime,  // it speaks of `time`
  kJoin,    // speaks of the same happening as `other`
  kSplit,   // speaks of another happening than `other`
  kUndo,    // the judgement `undoes` no longer holds
};
std::string_view name_of(Verdict verdict);
std::optional<Verdict> verdict_of(std::string_view name);

// An analyst's decision about a claim: a row that is only ever added. It corrects our reading of a report, so
// it holds for every day as known; only the recorded clock hides it.
struct Judgement {
  std::string id;     // unique among judgements
  Verdict verdict = Verdict::kRight;
  std::string claim;  // Claim::id
  std::string other;  // of kJoin and kSplit
  std::optional<Interval> time;
  std::string undoes;  // of kUndo: Judgement::id
  std::string by, why;
  Instant recorded;
};

// The clocks that a question is asked by; an absent one is now.
struct Clocks {
  std::optional<Day> as_known;
  std::optional<Instant> as_recorded;
};

}  // namespace assay::weighing
