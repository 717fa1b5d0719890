// Finds where a sentence triggers frames and fills their slots from its tree and mentions.
#pragma once

#include <array>
#include <vector>

#include "reading/arguments.hpp"
#include "reading/frame.hpp"
#include "reading/mention.hpp"

namespace assay::reading {

// One frame found at one place of a sentence, with where each slot is filled from.
struct Match {
  const Frame* frame = nullptr;
  const Trigger* trigger = nullptr;
  int token = -1;                 // head of the trigger
  Arguments arguments;
  std::vector<int> words;         // all tokens of the trigger
  // Tokens (heads of mentions) that fill each slot, and the words for `object`.
  std::array<std::vector<int>, kSlots> fill;
  std::array<bool, kSlots> by_fallback{};  // filled from the clause or the sentence, not from an argument
  std::string object;
  int quantity_token = -1;        // head of the phrase whose number is meant, or -1
  std::string literal[kSlots];    // a fixed word for a slot
};

class Matcher {
 public:
  Matcher(const FrameSet& frames, const Lexicon& lexicon) : frames_(frames), lexicon_(lexicon) {}

  // All matches in order of their tokens; for one token, in order of the frames.
  std::vector<Match> match(const Passage& passage, const Cast& cast) const;

 private:
  const FrameSet& frames_;
  const Lexicon& lexicon_;
};

// 'Traders in Myitkyina told': true where the place at token `place` is where somebody speaks, not where it happened.
bool of_a_speaker(const Tree& tree, const Lexicon& lexicon, int place);

}  // namespace assay::reading
