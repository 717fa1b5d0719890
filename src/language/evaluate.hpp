// The measures of the CoNLL 2018 shared task: words of the system are aligned with those of the treebank by
// their characters, so that raw text can be scored. Zeman et al. 2018, "CoNLL 2018 Shared Task: Multilingual
// Parsing from Raw Text to Universal Dependencies"; https://universaldependencies.org/conll18/evaluation.html
#pragma once

#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "language/conllu.hpp"

namespace assay::language {

struct Score {
  std::size_t gold = 0, system = 0, right = 0, aligned = 0;
  double f1() const {
    return gold + system == 0 ? 0 : 200.0 * static_cast<double>(right) / static_cast<double>(gold + system);
  }
};

struct Scores {
  Score tokens, sentences, words, upos, xpos, feats, lemma, uas, las;
};

// Scores `system` against `gold`, which annotate the same text. Labels are compared without their subtype
// and features by the universal ones, as the task does. Fails with kBadFormat where the characters differ.
Result<Scores> evaluate(const Treebank& gold, const Treebank& system);

// Names as runs of the same words and kind: strict matches, by kind and over all.
struct NameScores {
  Score person, organisation, place, all;
};

// Reads names from the rows of a Universal NER file (number, word, IOB2 label …) for the sentences of a
// treebank, found by their words; a sentence that the file lacks is left empty and out of the score. Fails
// with kBadFormat for rows of fewer columns, or when most sentences are lacking.
Result<std::vector<std::vector<int>>> read_names(std::string_view bytes, std::string_view name,
                                                 const Treebank& words);
NameScores score_names(const std::vector<std::vector<int>>& gold, const std::vector<Sentence>& system);

// Sentences as a treebank, with the contractions that write_conllu would print.
Treebank as_treebank(std::vector<Sentence> sentences, std::string_view text);

}  // namespace assay::language
