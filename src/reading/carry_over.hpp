// What one sentence's claims owe to another's, once all are composed: a town that 'had fallen' fell to whom the
// report told of before, a headline tells what the lead tells in full, and 'could not verify that' reaches back.
#pragma once

#include <vector>

#include "reading/lexicon.hpp"
#include "reading/passage_facts.hpp"
#include "text/body.hpp"

namespace assay::reading {

// Changes and adds to `reading.claims`. `token_of_claim` goes along with them: the head token of what announced each.
// Quadratic in the claims of one report at worst.
void carry_over(DocumentReading& reading, const text::Report& report, const Lexicon& lexicon, std::vector<int>& token_of_claim);

}  // namespace assay::reading
