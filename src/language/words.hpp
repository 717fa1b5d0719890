// From the spelling of a word to the rows of the embedding table that stand for it: its own, if it was seen
// often enough, those of its beginnings, endings, letter triples and shape, which every word has, and that of
// what a dictionary says it can be. Names that no training text held are known by these.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "language/hash_index.hpp"
#include "language/network.hpp"
#include "language/word_classes.hpp"

namespace assay::language {

inline constexpr std::uint32_t kUnknownWord = 0;       // the row of words never seen, or dropped
inline constexpr std::uint32_t kSpellings = 1u << 14;  // rows that spellings are hashed to

class Words {
 public:
  // `counts` by folded form, as `folded` gives it. Keeps those seen at least `least` times.
  static Words train(const std::map<std::string, int>& counts, int least, WordClasses classes);

  const WordClasses& classes() const { return classes_; }
  std::uint32_t row_of(std::string_view folded_form) const;
  std::uint32_t words() const { return count_; }  // rows of words, the unknown one among them
  std::uint32_t rows() const { return count_ + kSpellings; }

  // Appends the rows of one word to the batch. Bounded: at most 32 rows.
  void append(std::string_view form, Batch& batch) const;

  void save(std::string& out) const;
  std::string_view load(std::string_view bytes);  // the rest, or a null view when cut short

 private:
  std::uint32_t count_ = 1;
  HashIndex<std::uint32_t> rows_;  // by hash of the folded form
  WordClasses classes_;
};

}  // namespace assay::language
