// Training of the analyser: examples from treebanks and from named entities, epochs, and what dev says.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "language/analyser.hpp"
#include "language/conllu.hpp"
#include "language/names.hpp"
#include "language/train.hpp"

namespace assay::language {

class AnalyserTrainer {
 public:
  // Learns trees and tags from `treebanks` and names from `names`, embeddings from all and `text`; reports
  // scores on `dev`.
  static Analyser train(const std::vector<Treebank>& treebanks, const std::vector<NamedSentence>& names,
                        const std::vector<std::vector<std::string>>& text, const std::vector<Treebank>& dev,
                        const TrainOptions& options);
};

}  // namespace assay::language
