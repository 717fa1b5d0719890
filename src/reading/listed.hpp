// Places that a predicate's own slots leave out: the other end of a movement's way, the other items of a list. Between
// match.cpp, which fills slots from the tree, and setting.cpp, which supplies what the sentence does not say.
#pragma once

#include <vector>

#include "claim/claim.hpp"
#include "reading/arguments.hpp"
#include "reading/lexicon.hpp"
#include "reading/mention.hpp"
#include "text/body.hpp"

namespace assay::reading {

// Where a movement goes to and comes from: 'left Torm for Orvash', 'fled from Torm to Orvash'. Nothing for claims of
// other types (lexicon `movement-types`). Cost: linear in the arguments.
void add_way(Claim& claim, const Cast& cast, const text::OffsetMap& map, const Passage& passage, const Arguments& arguments, const Lexicon& lexicon);

// 'The towns of Torm and Orvash', 'between Torm and the post of Orvash', 'Torm, Sirow and Orvash': where `list` holds
// one printed place of a list it gets the others, whatever the tree hangs them on. Linear in the sentence's names.
void add_listed(std::vector<Filler>& list, const Cast& cast, const text::OffsetMap& map, const Passage& passage, const Lexicon& lexicon);

}  // namespace assay::reading
