// Mends trees that cannot be: a sentence without a finite verb, an object with a preposition, two subjects of one
// verb, an article before a gerund. What a parser gets wrong in these ways costs reading the whole claim.
#pragma once

#include "language/sentence.hpp"
#include "reading/lexicon.hpp"

namespace assay::reading {

// Changes tags, heads and relations; spans and forms stay, and the tree stays a tree. Quadratic in the sentence's
// tokens at worst.
void mend_tree(language::Sentence& sentence, const Lexicon& lexicon);

// The first half of it: verbs that were taken for nouns, and nouns for verbs.
void mend_verbs(language::Sentence& sentence, const Lexicon& lexicon);

// Then which verb is a clause's own, and whose subject is whose.
void mend_clauses(language::Sentence& sentence, const Lexicon& lexicon);

// The lemma of a verb's form by the word lists, or empty.
std::string verb_lemma(const std::string& lower_form, const Lexicon& lexicon);

}  // namespace assay::reading
