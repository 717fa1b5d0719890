// Training of the analyser: examples from treebanks and from named entities, epochs, and what dev says.
#pragma once

#include <string>
#include <vector>

#include "language/analyser.hpp"
#include "language/conllu.hpp"
#include "language/names.hpp"
#include "language/train.hpp"
#include "language/vary.hpp"

namespace assay::language {

// What a model is learned from.
struct TrainingText {
  std::vector<Treebank> treebanks;              // trees, tags, and names where they are marked
  std::vector<Material> named;                  // names, and trees where teachers have parsed them
  std::vector<std::vector<std::string>> plain;  // words alone, for embeddings
  std::vector<Treebank> dev;                    // never learned from
  WordClasses classes;
  const NameMaker* maker = nullptr;     // of unfamiliar names; may be null
  std::vector<std::string> noun_verbs;  // as WordNet has them
};

class AnalyserTrainer {
 public:
  static Analyser train(const TrainingText& text, const TrainOptions& options);

 private:
  // Numbers of classes by name.
  struct Classes {
    std::map<std::string, int> tags, feats, labels, extra;
  };
  static Classes learn_classes(const TrainingText& text, Analyser& model);
};

}  // namespace assay::language
