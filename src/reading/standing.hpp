// Whether a predicate is put forward as so: negation, plans, conditions, predictions and denials read off the
// words that govern it. What the voice adds (claimed, denied) is speech.hpp's; the two are joined in read.cpp.
#pragma once

#include <optional>

#include "reading/arguments.hpp"
#include "reading/lexicon.hpp"
#include "reading/tree.hpp"

namespace assay::reading {

struct Grounding {
  std::optional<Stance> stance;  // planned, predicted, conditional, denied, unverified, claimed; absent: as said
  bool negated = false;
  std::optional<Stance> would;  // set by 'would': what it means within reported speech, where it stands for 'will'
  bool by_itself = false;        // the stance is that of the predicate's own complement: 'urged them to talk'
  bool future = false;           // 'will', 'is to': times lie ahead
  bool question = false;         // 'whether', 'if' after 'ask': no claim is made
};

// 'no', 'not a single', 'none of' on the noun at `i`.
bool negative_noun(const Tree& tree, int i, const Lexicon& lexicon);

Grounding grounding_of(const Tree& tree, int predicate, const Arguments& arguments, const Lexicon& lexicon);

}  // namespace assay::reading
