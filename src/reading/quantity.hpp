// Numbers that count or measure something: 'at least 60', '18.5 million dinga', '19,500 tons (17,699
// tonnes)', 'between 15 and 20', 'two-thirds', 'more than doubled', '75 kilometers (46 miles) east of'.
// Numbers that name
// ('Battalion 33', 'No. 142', 'the 21st'), dates and times of day are none. What a quantity counts (the
// killed, the rate of a tax) the frame decides; here it has the unit or the noun that stands with it.
#pragma once

#include <string>
#include <vector>

#include "claim/claim.hpp"
#include "domain/domain.hpp"
#include "reading/atoms.hpp"
#include "reading/time_expression.hpp"

namespace assay::reading {

enum class QuantityKind : unsigned char {
  kCount,    // of things or people: 'three camps', 'dozens'
  kMeasure,  // mass, length, area, volume
  kMoney,
  kShare,     // percent, 'a fifth of'
  kTimes,     // 'seven times', 'twice'; 'four times the limit'; 'doubled'
  kDuration,  // '30 days'
  kDistance,  // a length with a direction: '12 km from', 'nine miles east of'
  kAge,       // 'aged 13 to 17', '67-year-old', ', 54,': not a quantity of any claim
  kVague,     // 'several', 'a few': no bounds
};

struct QuantityMention {
  int first_token = 0;   // 0-based; the modifier belongs to it
  int end_token = 0;     // one past the unit, the rate ('a month') and the second print in brackets
  int number_token = 0;  // the first token of the numeral
  int head_token = -1;   // of the counted noun or the unit; -1 where a sign ('$', '%') or nothing stands
  int of_token = -1;  // what it is of: 'ore' in '8 percent on the ore', 'gold' in 'ten grams of gold', or -1
  QuantityKind kind = QuantityKind::kCount;
  Quantity
      quantity;     // unit: a unit's id ('tonne'), else the noun's lemma; rates are 'US dollar per kilogram'
  std::string per;  // 'month' of 'a month', or empty
  std::string before;        // the word before it, lower case: 'from', 'to', 'by', 'up', 'down', 'against'
  bool change = false;       // by how much something rose or fell: 'down 31 percent'
  bool former = false;       // what it was before: the first of 'from 28,000 to 41,000'
  bool attributive = false;  // stands before a noun: 'a 50 kg sack', 'a 30-year permit'
};

// Every quantity, in order; mentions do not overlap save that 'from A to B' gives two. `times` are the
// sentence's time expressions: their numbers are left out, but for durations. O(words).
std::vector<QuantityMention> find_quantities(const Atoms& atoms, const std::vector<TimeExpression>& times,
                                             const domain::Domain& domain);
std::vector<QuantityMention> find_quantities(const language::Sentence& sentence, const WordClasses& classes,
                                             const domain::Domain& domain);

}  // namespace assay::reading
