// Mends what taggers and parsers get wrong about words that they have not seen, before reading looks at a sentence:
// lemmas by WordNet's tables ('looted' is no form of 'loote'), and approximators that stand like prepositions.
#pragma once

#include <vector>

#include "language/sentence.hpp"
#include "reading/lexicon.hpp"

namespace assay::reading {

// Linear. Changes lemmas and relations only; spans, forms and heads stay.
void mend(std::vector<language::Sentence>& sentences, const Lexicon& lexicon);

}  // namespace assay::reading
