// Annotated sentences set anew for training, with their trees: as headlines are written ('Rebels shut border gate'),
// in the present tense, in capitals, without their stop, and with names that no reader has met. Treebanks hold few of
// these and news is full of them.
#pragma once

#include <random>
#include <string>
#include <vector>

#include "language/name_maker.hpp"
#include "language/sentence.hpp"

namespace assay::language {

// A sentence and what is known of it. `names` as best_names numbers them, -1 unknown; `extra` are tags of another
// corpus ("" unknown). Where no tree is known heads are -1; where only some words' heads are, those of the rest.
struct Material {
  std::vector<Token> tokens;
  std::vector<int> names;
  std::vector<std::string> extra;
  bool has_trees() const { return !tokens.empty() && !tokens[0].upos.empty(); }
};

// Shares of sentences that are set so.
struct VariationRates {
  double headline = 0.06, present = 0.08, names = 0.3, nouns_as_names = 0.1, verbs = 0.08, no_stop = 0.05,
         capitals = 0.02, title = 0.03;
};

class Variation {
 public:
  // `maker` may be null: names are left alone then. `noun_verbs` as WordNet has them.
  Variation(const NameMaker* maker, std::vector<std::string> noun_verbs, const VariationRates& rates)
      : maker_(maker), noun_verbs_(std::move(noun_verbs)), rates_(rates) {}
  // The sentence, most often as it stands. The same stream of `random` gives the same sentences.
  Material vary(const Material& material, std::mt19937_64& random) const;

 private:
  const NameMaker* maker_;
  std::vector<std::string> noun_verbs_;
  VariationRates rates_;
};

// The parts, for tests. Each leaves a tree a tree.
void set_present(Material& material);   // "shelled" → "shells"
void set_headline(Material& material);  // drops articles, forms of 'be' and the last stop
void drop_stop(Material& material);     // the last word, where it is a full stop
void rename(Material& material, const NameMaker& maker, std::mt19937_64& random);  // other names for names
// Names for nouns: "seized the town" → "seized Tessin".
void name_nouns(Material& material, const NameMaker& maker, std::mt19937_64& random);
// Verbs in the present that are nouns too, for verbs with an object: "takes the road" → "mines the road".
void swap_verbs(Material& material, const std::vector<std::string>& noun_verbs, std::mt19937_64& random);

}  // namespace assay::language
