// How a stated value stands to the value that may be true. Values are sets of names joined by '; ' (a single
// word is a set of one): a seller who names one of three authors is no rival of the one who names all three.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "weighing/params.hpp"

namespace assay::weighing {

enum class Mode {
  kExact,  // the same set
  kNear,   // the same but for spelling
  kPart,   // some of its names and no other
  kMore,   // all of its names and others
  kMixed,  // some of its names and others
  kOther,  // nothing in common
};
inline constexpr int kModes = 6;

struct Relation {
  Mode mode = Mode::kOther;
  // Natural logarithm of the chance of just this value, of those that the mode may take.
  double log_share = 0;
};

// The names of a value, trimmed, sorted, each once; empty ones dropped.
std::vector<std::string> names_of_value(std::string_view value);

// 1 for equal words, 0 for words with nothing in common: 1 - edit distance / longer length (Levenshtein 1966).
// O(length²); words are cut at 64 bytes.
double word_similarity(std::string_view a, std::string_view b);

// Requires: both as names_of_value gives them.
Relation relate(const std::vector<std::string>& stated, const std::vector<std::string>& truth,
                const Params::Table& params);

}  // namespace assay::weighing
