// Which of a sentence's times is a claim's, and what time it has when none is printed.
#pragma once

#include <optional>
#include <vector>

#include "claim/claim.hpp"
#include "reading/lexicon.hpp"
#include "reading/standing.hpp"
#include "reading/time_resolve.hpp"

namespace assay::reading {

struct DocumentReading;

class Timing {
 public:
  // Requires: `reading` outlives it and has its times and day of publication.
  Timing(const DocumentReading& reading, const Lexicon& lexicon);

  // The valid time of a claim whose predicate stands at `token` of `passage`. Call in order of the text: what
  // was dated last dates what goes on without a date.
  std::optional<ClaimTime> time_for(int passage, int token, const Claim& claim, const Grounding& grounding);

 private:
  // The index of the expression that dates the predicate at `token`, or -1.
  bool ahead_of(const ToldTime& told, Aspect aspect, double cost) const;
  int expression_for(int passage, int token, Aspect aspect) const;
  // The last day that the text named before the passage, within reach; for what it tells without a day.
  std::optional<ClaimTime> told_before(int passage) const;

  const DocumentReading& r_;
  const Lexicon& lexicon_;
  std::vector<std::vector<ToldTime>> story_;  // by passage, beside its expressions
  std::optional<ClaimTime> last_;
  int last_passage_ = -1;
};

}  // namespace assay::reading
