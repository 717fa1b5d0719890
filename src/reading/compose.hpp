// From matches and facts to claims: fillers, quantity, time, speaker, stance; then what reaches over
// sentences ('could not verify that claim') and what was said twice in one breath.
#pragma once

#include "reading/lexicon.hpp"
#include "reading/passage_facts.hpp"

namespace assay::reading {

// Fills reading.claims. Requires: every other field of `reading` is filled.
void compose_claims(DocumentReading& reading, const text::Report& report, const Lexicon& lexicon);

}  // namespace assay::reading
