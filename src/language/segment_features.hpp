// What the two classifiers of the segmenter look at. Internal to segment*.cpp: training and use share it.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <vector>

#include "language/characters.hpp"
#include "language/segment.hpp"

namespace assay::language {

inline constexpr int kMostFeatures = 64;

// A run of letters or of digits, or one other character: words are made of pieces.
struct TextPiece {
  std::uint32_t begin = 0, end = 0;
  CharClass kind = CharClass::kSymbol;
  bool space = false;       // white space before it
  bool forced = false;      // a word begins here in any case
  unsigned char lines = 0;  // line breaks before it, up to 2
  unsigned char form = 0;   // x, X, Xx, XX, xX; digits by number; symbols by kind
  std::uint32_t hash = 0;   // of the folded text
  void describe(std::string_view text);
};

struct TextWord {
  std::uint32_t begin = 0, end = 0;
  std::size_t first_piece = 0, last_piece = 0;  // half-open
};

inline float score(const std::vector<float>& weights, const std::uint32_t* features, int count, int bits) {
  float sum = 0;
  for (int i = 0; i < count; ++i) sum += weights[features[i] >> (32 - bits)];
  return sum;
}

// Features of "a word begins at piece i", which follows its neighbour without a space.
class WordContext {
 public:
  WordContext(std::string_view text, const std::vector<TextPiece>& pieces) : text_(text), pieces_(pieces) {}
  int features(std::size_t i, std::size_t word_begin, std::uint32_t* out);

 private:
  std::string_view text_;
  const std::vector<TextPiece>& pieces_;
  std::size_t chunk_end_ = 0, chunk_begin_ = 0;  // the pieces between white space around i
  std::uint32_t chunk_flags_ = 0;
};

// Features of "a sentence ends after word i". None where no sentence may end.
class SentenceContext {
 public:
  SentenceContext(std::string_view text, const std::vector<TextPiece>& pieces,
                  const std::vector<TextWord>& words)
      : text_(text), pieces_(pieces), words_(words) {}
  int features(std::size_t i, std::size_t sentence_begin, std::uint32_t* out);

 private:
  std::string_view text_;
  const std::vector<TextPiece>& pieces_;
  const std::vector<TextWord>& words_;
  std::size_t counted_to_ = 0;
  int quotes_ = 0, brackets_ = 0;
};

}  // namespace assay::language
