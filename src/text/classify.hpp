// Third step of the text stage: passages → blocks. Decides, as a careful reader would, what is told and what
// only stands around it: a first pass knows a passage by its own words, a second by its neighbours (the
// headline is the title nearest to the text; titles under 'Related stories' are links; a line without a stop
// at the end is a signature). Nothing is thrown away: what is not read is kept under its kind.
#pragma once

#include <vector>

#include "text/body.hpp"
#include "text/layout.hpp"
#include "text/lexicon.hpp"

namespace assay::text {

// Fills `body.blocks`, `datelines`, `date_hints`, `title` and `outlet` (the last two where they are empty)
// from `passages` of body.text. What markup says of a passage is believed, except that a 'paragraph' may
// still turn out a byline, a caption, a link or boilerplate. O(words).
void classify(const std::vector<Passage>& passages, const Lexicon& lexicon, Body& body);

}  // namespace assay::text
