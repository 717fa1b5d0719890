// Sentences cut finer than words: '48-hour' is three atoms, '$52' two, '16.10.2024' five, '1,000' one. The
// grammars of times and quantities read atoms, so that it does not matter to them how the tokeniser treats
// hyphens, currency signs and units written against their digits.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "language/sentence.hpp"
#include "reading/word_class.hpp"

namespace assay::reading {

struct Atom {
  enum class Kind : unsigned char { kWord, kNumber, kOrdinal, kSign };
  Kind kind = Kind::kSign;
  bool glued = false;               // no space between this atom and the one before
  bool capital = false;             // begins with an upper-case letter
  bool fraction = false;            // a number with a decimal point
  bool grouped = false;             // a number with thousands separators
  unsigned char digits = 0;         // how many digits a number has before the point
  int token = 0;                    // 0-based
  double value = 0;                 // of kNumber and kOrdinal
  std::string_view text;            // lower case; dashes of every kind are "-", apostrophes "'"
  const WordClass* word = nullptr;  // of a kWord, null when no list has it

  bool is(char sign) const { return kind == Kind::kSign && text.size() == 1 && text[0] == sign; }
  bool is(TimeClass c) const { return word != nullptr && word->is(c); }
  bool is(NumberClass c) const { return word != nullptr && word->is(c); }
  bool is(Function f) const { return word != nullptr && word->is(f); }
  bool is_number() const { return kind == Kind::kNumber; }
  bool is_whole() const { return kind == Kind::kNumber && !fraction; }
};

// Linear in the sentence's bytes. Requires: `classes` and `sentence` outlive it.
class Atoms {
 public:
  Atoms(const language::Sentence& sentence, const WordClasses& classes);

  int size() const { return static_cast<int>(atoms_.size()) - 1; }
  // The atom at i, or an empty sign beyond either end.
  const Atom& operator[](int i) const { return atoms_[i < 0 || i >= size() ? size() : i]; }
  const language::Sentence& sentence() const { return *sentence_; }
  const WordClasses& classes() const { return *classes_; }
  // The bound that a modifier beginning at `i` sets ('at least', 'about'), and one past its end; kNone, i
  // otherwise.
  std::pair<Bound, int> modifier_at(int i) const;
  // The words of the tokens [first, last) as printed, with single spaces where the text has any.
  std::string words(int first_token, int end_token) const;

 private:
  void add_token(int index, const std::string& form, bool space_before, const WordClasses& classes);
  void add(Atom atom, std::size_t begin, std::size_t end, const WordClasses& classes);

  const language::Sentence* sentence_;
  const WordClasses* classes_;
  std::unique_ptr<char[]> text_;  // of all atoms, lower case; never moved
  std::size_t used_ = 0;
  std::vector<Atom> atoms_;  // and one empty sign
};

// The words of `text` cut at white space and punctuation, with no tree: for lines that are not parsed
// (captions, date lines) and for tests. Spans are relative to `offset`.
language::Sentence plain_sentence(std::string_view text, std::uint32_t offset = 0);

}  // namespace assay::reading
