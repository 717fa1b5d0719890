// Which of a sentence's times is a claim's, and what time it has when none is printed.
#pragma once

#include <optional>

#include "claim/claim.hpp"
#include "reading/lexicon.hpp"
#include "reading/standing.hpp"

namespace assay::reading {

struct DocumentReading;

class Timing {
 public:
  // Requires: `reading` outlives it and has its times and day of publication.
  Timing(const DocumentReading& reading, const Lexicon& lexicon) : r_(reading), lexicon_(lexicon) {}

  // The valid time of a claim whose predicate stands at `token` of `passage`. Call in order of the text: what
  // was dated last dates what goes on without a date.
  std::optional<ClaimTime> time_for(int passage, int token, const Claim& claim, const Grounding& grounding);

 private:
  const DocumentReading& r_;
  const Lexicon& lexicon_;
  std::optional<ClaimTime> last_;
  int last_passage_ = -1;
};

}  // namespace assay::reading
