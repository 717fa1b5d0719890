// What the claims of one sentence have in common: one doer, the same victims, the same buyer. After compose.cpp has
// made a sentence's claims, before carry_over.cpp looks beyond the sentence.
#pragma once

#include <cstddef>
#include <vector>

#include "claim/claim.hpp"
#include "reading/lexicon.hpp"

namespace assay::reading {

// Fills empty slots of the claims from `first` on, all of one sentence, from one another, without spans. Cost: the
// square of their number.
void share_claims(std::vector<Claim>& claims, std::size_t first, const Lexicon& lexicon);

}  // namespace assay::reading
