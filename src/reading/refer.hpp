// Claims about what was told before: 'the army denies this', 'the rebels blamed the militia', 'the group claimed
// responsibility'. The act names no event itself; the claim it makes is that of the sentence it refers to.
#pragma once

#include <functional>
#include <vector>

#include "reading/lexicon.hpp"
#include "reading/passage_facts.hpp"

namespace assay::reading {

// Adds such claims to `reading`, and gives accused and confessed their place as agents. `token_of_claim` runs along
// with the claims; `filler` makes the filler of a mention (passage, index), `evidence` a passage's span in the report
// as given. Requires: all other claims made. Cost: verbs of accusing and denying times the claims near them.
void refer_back(DocumentReading& reading, const Lexicon& lexicon, std::vector<int>& token_of_claim, const std::function<Filler(int, int)>& filler,
                const std::function<Span(int)>& evidence);

}  // namespace assay::reading
