// Mentions: the phrases of a sentence that name somebody, some place or some thing, each tied to an entity of
// the document's cast where it has one. Names first (names.cpp), then common nouns and pronouns (mention.cpp).
#pragma once

#include <string>
#include <vector>

#include "reading/cast.hpp"
#include "reading/kind.hpp"
#include "reading/lexicon.hpp"
#include "reading/tree.hpp"

namespace assay::reading {

struct Mention {
  int first = 0, last = 0;  // tokens, inclusive, without the article
  int head = 0;
  Kinds kinds;
  int entity = -1;          // of the cast, or -1: 'three houses'
  int place_entity = -1;    // of 'it' and 'them': the place meant, where a place is wanted
  std::vector<int> others;  // further entities that a plural stands for: 'these hills', 'both towns'
  int owner = -1;           // entity that it belongs to: 'junta positions', 'the army's camp'
  std::string surface;      // as printed
  bool name = false;
  bool pronoun = false;
  bool adjective = false;   // of a nationality: 'Ugandan', which tells whose a thing is, not where
  bool plural = false;
  bool definite = false;
  int antecedent_sentence = -1;  // of a pronoun or definite noun: where its entity was named last
};

// A run of tokens that prints a proper name, with what its surroundings say of its kind.
struct NameRun {
  int first = 0, last = 0;
  double person = 0, actor = 0, place = 0;  // votes
  double state = 0;                         // acts as a state does: its ministry, its troops, 'says'
  bool rebel = false;                       // 'the rebel group X', 'X militants'
  Kinds extra;                              // gate, road, facility, fighters: by the name's own last word
  bool pack = false;                        // a pack knows it
};

// One sentence with all that reading learns of it.
struct Passage {
  const language::Sentence* sentence = nullptr;
  Tree tree;
  int block = 0;                   // index of its text block
  std::vector<NameRun> names;
  std::vector<Mention> mentions;   // in order of their heads
  std::vector<int> mention_of;     // token → index of the mention whose head it is, or -1
  std::vector<int> covered_by;     // token → index of the mention that covers it (the innermost), or -1
  std::vector<bool> small;         // token → printed with a capital that means nothing; empty for none (truecase.hpp)

  explicit Passage(const language::Sentence& s) : sentence(&s), tree(s) {}
  bool lowered(int token) const { return !small.empty() && small[token]; }
  const Mention* mention_at(int token) const {
    return token < 0 || mention_of[token] < 0 ? nullptr : &mentions[mention_of[token]];
  }
};

// Fills `names` of each passage and the cast with their entities, after weighing all prints of a name together.
void find_names(std::vector<Passage>& passages, const Lexicon& lexicon, Cast& cast);

// Fills `mentions` of each passage: names, common nouns and pronouns, the latter two resolved to the entity
// that they refer back to where the document gives one. Requires: find_names, and the cast's outlet.
void find_mentions(std::vector<Passage>& passages, const Lexicon& lexicon, Cast& cast);

}  // namespace assay::reading
