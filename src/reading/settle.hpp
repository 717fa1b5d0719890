// Who does and who suffers what, where a type of claim says more of it than its frame's slots can: who is replaced in
// an office, who is to do what is demanded, in whose hands a place is, who cannot have been the doer. For compose.cpp,
// once a claim's slots are filled from its match.
#pragma once

#include "claim/claim.hpp"
#include "reading/lexicon.hpp"
#include "reading/match.hpp"
#include "reading/passage_facts.hpp"
#include "text/body.hpp"

namespace assay::reading {

// Requires: `voice` is the index of the claim's voice in the attribution. Cost: linear in the sentence.
void settle_parties(Claim& claim, const Match& match, int voice, int passage, const DocumentReading& reading, const text::OffsetMap& map, const Lexicon& lexicon);

}  // namespace assay::reading
