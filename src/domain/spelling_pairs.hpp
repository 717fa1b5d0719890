// Measures and fits the distance between spellings on pairs of names of which it is known whether they are
// one.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "domain/spelling.hpp"

namespace assay::domain {

struct SpellingPair {
  std::string
      set;  // where it is from; sets whose names end in 'train' are for fitting, the rest for measuring
  std::string a, b;
  bool same = false;
};

// Lines of 'set<TAB>a<TAB>b<TAB>1 or 0'. Errors are placed at `name`:line.
Result<std::vector<SpellingPair>> read_pairs(std::string_view text, std::string_view name);

struct PairCounts {
  std::string set;
  int same_found = 0, same_missed = 0;  // pairs that are one, at Spelling::same of 0.5 and above, and below
  int different_kept = 0, different_taken = 0;  // pairs that are two: kept apart, taken for one
  double precision() const;
  double recall() const;
};

// By set, in order of their names.
std::vector<PairCounts> measure(const Spelling& spelling, const std::vector<SpellingPair>& pairs);

// Spelling.tsv with its numbers fitted: coordinate descent on the logistic loss over the train sets, each set
// and class of equal weight, a pair of two places counting 2.5 times one of one (a wrong join costs more than
// a missed one), with a pull towards the numbers that it began with. Deterministic. `tell` hears the loss
// after each round.
Result<std::string> fit_spelling(std::string_view table, const std::vector<SpellingPair>& pairs, int rounds,
                                 const std::function<void(int, double)>& tell);

}  // namespace assay::domain
