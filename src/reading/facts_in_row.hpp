// Standing facts read off the order of the words, where trees waver: 'Tam, 75 kilometres (46 miles) east of the
// capital, Orlen', 'X, the front's press officer', 'the Y – the political wing of Z', 'the army-aligned W'.
#pragma once

#include <vector>

#include "reading/facts.hpp"

namespace assay::reading {

// Adds to `facts` those that a passage's word order gives and its tree did not. O(mentions).
void facts_in_row(const Passage& passage, const Cast& cast, const Lexicon& lexicon, std::vector<Fact>& facts);

}  // namespace assay::reading
