// What a dictionary says of a word without looking at its sentence: which parts of speech and which names it can
// be. A word that treebanks hold as a noun alone ('shell', 'bombs') is thereby known as a verb too, and a word
// that no dictionary holds is likely a name.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "language/wordnet.hpp"

namespace assay::language {

class WordClasses {
 public:
  static WordClasses of(const WordNet& wordnet);

  // The bits of a form in lower case; 0 for a word that the dictionary lacks. Two forms in four thousand
  // million share a hash and so, perhaps, their bits.
  std::uint16_t bits(std::string_view lowered_form) const;

  bool empty() const { return keys_.empty(); }

  void save(std::string& out) const;
  std::string_view load(std::string_view bytes);  // the rest, or a null view when cut short

 private:
  void settle(std::vector<std::uint32_t> keys, std::vector<std::uint16_t> bits);
  std::vector<std::uint32_t> keys_;  // ascending
  std::vector<std::uint16_t> bits_;
  std::vector<std::uint32_t> begin_;  // of the keys with the same upper bits
};

}  // namespace assay::language
