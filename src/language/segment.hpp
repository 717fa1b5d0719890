// Words and sentences of raw text, before any tree: cuts prose into the words of UD English (do|n't, 's,
// al|-|Assad) and into sentences, with byte offsets. What is a word end and what is a sentence end are two
// linear classifiers over hashed features of the characters around, trained on treebanks.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "base/span.hpp"
#include "language/conllu.hpp"

namespace assay::language {

// The longest sentence, in words: a longer stretch without an end is cut at its likeliest place.
inline constexpr int kLongestSentence = 256;
// The longest word, in bytes: a longer run of characters is cut.
inline constexpr std::uint32_t kLongestWord = 512;

using WordSpans = std::vector<Span>;  // ascending, not overlapping, never empty

struct TextPiece;

// Words that are written with a full stop, by where they stand.
struct Abbreviations {
  std::vector<std::string> titles, units, counts;  // before a name, after a number, before a number
  // Reads lines "kind, words" (a tab between), # opens a comment. Fails with kBadFormat and name:line.
  static Result<Abbreviations> read(std::string_view bytes, std::string_view name);
};

class Segmenter {
 public:
  // The sentences of text[within], spans into `text`; a blank line always ends one, and so does
  // the end of a line of fewer than 50 bytes (a heading, an item of a list); a number without a sign behind
  // it ends none in mid-line ("At 03:10 Tessin units fired"). Any bytes will do.
  // At most kLongestSentence words a sentence and kLongestWord bytes a word. Linear in the text.
  std::vector<WordSpans> segment(std::string_view text, Span within) const;

  // Learns from treebanks, whose raw text is rebuilt. `periods` are sentences of words (a named-entity
  // corpus in Penn style) from which only full stops are learned: which belong to the word before. They are
  // learned from once more with other words cut short, those of `abbreviations`.
  static Segmenter train(std::vector<Treebank> treebanks, const std::vector<std::vector<std::string>>& periods,
                         const Abbreviations& abbreviations, std::uint64_t seed);

  void save(std::string& out) const;
  // Returns what is left of `bytes`, or an empty view with data() == nullptr when they are cut short.
  std::string_view load(std::string_view bytes);

  static constexpr int kWordBits = 16, kSentenceBits = 17;

 private:
  friend class SegmenterTrainer;
  void find_pieces(std::string_view text, Span within, std::vector<TextPiece>& out) const;

  std::vector<float> word_weights_, sentence_weights_;
  float word_threshold_ = 0, sentence_threshold_ = 0;
  std::map<std::string, int, std::less<>> inner_;  // "cannot" → 3: words written as one, and where they part
};

}  // namespace assay::language
