// Figures printed beside a claim that are claims of their own: the second of 'from 28,000 to 41,000', the wounded
// beside the killed, '$238 a tonne' in a sentence of what was bought. compose.cpp makes the claims.
#pragma once

#include <vector>

#include "claim/claim.hpp"
#include "reading/lexicon.hpp"
#include "reading/passage_facts.hpp"

namespace assay::reading {

// A kind of quantity that a claim can have: no ages, distances or 'several'.
bool countable(const QuantityMention& quantity);

// What `quantity` of passage `passage` adds to the claims from `first` on.
struct Figure {
  int like = -1;      // the index of the claim that it repeats with another figure, or -1: none is added
  ClaimType type = ClaimType::kPrice;
  std::string unit;   // of the new claim
  int target = -1;    // the token of whom alone it counts, where the claim named several
};

// `tokens` holds the predicates of all claims. Claims from `last` on are figures added before. O(claims).
Figure figure_of(const DocumentReading& reading, const std::vector<int>& tokens, const Lexicon& lexicon, int passage,
                 const QuantityMention& quantity, std::size_t first, std::size_t last);

}  // namespace assay::reading
