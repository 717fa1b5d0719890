// Training of a language model from treebanks and a corpus of named entities.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "language/vary.hpp"

namespace assay::language {

struct TrainOptions {
  std::vector<std::string> treebanks;  // CoNLL-U, learned from
  std::vector<std::string> dev;        // CoNLL-U, scored between epochs, never learned from
  std::vector<std::string> names;      // token, tag, IOB2 label in three columns; the first also teaches full stops and
                                       // is what `teachers` parse
  std::vector<std::string> teachers;   // model files whose joint trees of the names' sentences are learned from
  std::string abbreviations;           // lists of words that are cut short (Abbreviations); may be empty
  std::string made_names;              // lists that unfamiliar names are made from (NameMaker); may be empty
  std::vector<std::string> text;       // plain text, for embeddings; may be empty
  std::string wordnet;                 // folder of WordNet's database, for lemmas, classes and text; may be empty
  std::uint64_t seed = 1;
  int threads = 2;
  int epochs = 25;
  int pretrain_epochs = 5;  // through all text, for embeddings; 0 leaves it out
  int report_every = 5;     // epochs between scores on dev
  int embed = 128, hidden = 128, layers = 3;
  int name_tokens = 1000;  // words of the names' corpus beside every 1000 of the treebanks
  double rate = 2e-3;      // of learning, at its height
  VariationRates variation;
  std::function<void(const std::string&)> log;  // a line of progress; may be empty
};

// The bytes of a model file. The same options give the same bytes on any number of threads.
// Fails as read_conllu_file for files that can't be read.
Result<std::string> train_language(const TrainOptions& options);

}  // namespace assay::language
