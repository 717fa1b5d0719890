// Inflected forms of the words of WordNet, what each of them can be, and the text of its definitions, so
// that words come out right that no treebank holds.
// Read when a model is trained, from the database files of Debian's wordnet-base (licence: WordNet 3.0).
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/result.hpp"

namespace assay::language {

struct WordForm {
  std::string form, lemma, upos, xpos;  // "fled", "flee", "VERB", "VBD"
};

// What a form can be; several bits may be set.
enum WordClass : std::uint16_t {
  kNoun = 1,
  kPlural = 2,
  kVerb = 4,
  kVerbS = 8,
  kPast = 16,
  kGerund = 32,
  kAdjective = 64,
  kAdverb = 128,
  kPlaceName = 256,
  kPersonName = 512,
  kGroupName = 1024,
  kOftenNoun = 2048,  // at least three of four uses counted in texts are of this part of speech
  kOftenVerb = 4096,
  kOftenModifier = 8192
};

struct WordNet {
  // The forms of single-word verbs and nouns (regular ones by the spelling rules of English, the others from
  // the lists of exceptions) and of adjectives that are compared irregularly. Where two lemmas share a form
  // the one whose form is listed as an exception comes first.
  std::vector<WordForm> forms;
  std::map<std::string, std::uint16_t> classes;  // of every form in lower case, names among them
  std::vector<std::string> noun_verbs;           // verbs with an object that are nouns too: "shell", "mine"
  std::vector<std::string> glosses;              // definitions and examples, a line each
};

// The third person of a verb, and the plural of a noun, by the spelling rules of English.
std::string with_s(const std::string& word);

// `folder` holds index.verb, data.noun, verb.exc … Fails with kNotFound when a file is lacking.
Result<WordNet> read_wordnet(const std::string& folder);

}  // namespace assay::language
