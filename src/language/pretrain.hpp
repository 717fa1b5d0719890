// Embeddings learned from text without trees: skip-grams with negative samples, where a word is the sum of
// its rows, spelling among them (Mikolov et al. 2013; Bojanowski et al. 2017).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "language/segment.hpp"
#include "language/words.hpp"

namespace assay::language {

struct PretrainOptions {
  int epochs = 5;
  int window = 3;  // words on either side, shrunk at random
  int negatives = 5;
  float rate = 0.02f;  // falls to nothing
  std::uint64_t seed = 1;
};

// Fills `table` (words.rows() × width) from sentences of forms. One thread; the same bits every time.
void pretrain(const Words& words, const std::vector<std::vector<std::string>>& sentences, int width,
              const PretrainOptions& options, std::vector<float>& table);

// Sentences of plain text, cut by the segmenter; text that is nearly all capitals is read in lower case.
std::vector<std::vector<std::string>> plain_sentences(std::string text, const Segmenter& segmenter);

}  // namespace assay::language
