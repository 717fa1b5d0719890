// Inflected forms of the words of WordNet, so that lemmas come out right for words that no treebank holds.
// Read when a model is trained, from the database files of Debian's wordnet-base (licence: WordNet 3.0).
#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"

namespace assay::language {

struct WordForm {
  std::string form, lemma, upos, xpos;  // "fled", "flee", "VERB", "VBD"
};

// The forms of single-word verbs and nouns (regular ones by the spelling rules of English, the others from
// the lists of exceptions) and of adjectives that are compared irregularly. `folder` holds index.verb,
// verb.exc … Where two lemmas share a form the one whose form is listed as an exception comes first. Fails
// with kNotFound when a file is lacking.
Result<std::vector<WordForm>> read_wordnet(const std::string& folder);

}  // namespace assay::language
