// Corpora of named entities, brought to the words of the treebanks and to the three kinds of names that
// reading asks for.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "language/conllu.hpp"
#include "language/segment.hpp"
#include "language/vary.hpp"

namespace assay::language {

// A sentence as a corpus in three columns gives it: word, Penn tag, IOB2 label.
struct ColumnSentence {
  std::vector<std::string> words, tags, labels;
};

// Reads the three columns; fails with kBadFormat and name:line on a row with fewer.
Result<std::vector<ColumnSentence>> read_columns(std::string_view bytes, std::string_view name);

// Titles that treebanks set before names (nmod:desc, in lower case): "president", "gen.".
std::set<std::string> titles_of(const std::vector<Treebank>& treebanks);

// Words as the segmenter cuts them, without trees, labels carried over by characters and tags kept in `extra` where
// the corpus had the same word. The Groningen kinds: per → person
// without its titles, org → organisation, geo → place, gpe → place when its tag is that of a name.
std::vector<Material> reworded(const std::vector<ColumnSentence>& sentences, const Segmenter& segmenter,
                                    const std::set<std::string>& titles);

// What a treebank says of names, numbered as above. Where it marks entities (Entity= in the last column, as
// GUM does) those that are persons, organisations and places by name; elsewhere only what is surely no
// name: words in small letters away from capitals. The rest is -1.
std::vector<std::vector<int>> names_of(const Treebank& treebank, const std::set<std::string>& titles);

}  // namespace assay::language
