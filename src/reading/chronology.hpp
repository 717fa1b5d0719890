// Public dated events of a country (domain/PACK/chronology.tsv), by which reports that print no year are
// placed in time, and founding days, by which anniversaries are. A report that says 'fighting since December'
// of a siege that the chronology has was written after that December.
#pragma once

#include <string>
#include <vector>

#include "base/day.hpp"
#include "base/result.hpp"
#include "claim/claim.hpp"
#include "domain/domain.hpp"
#include "reading/atoms.hpp"

namespace assay::reading {

struct Happening {
  enum class Kind : unsigned char { kEvent, kFounding };
  Interval when;  // the day, month or year as the file has it
  Precision precision = Precision::kDay;
  Kind kind = Kind::kEvent;
  // Each group must occur in a sentence that speaks of it, by one of its words or phrases (lower case).
  std::vector<std::vector<std::string>> words;
  std::string what;
  std::string pack;
};

// Immutable after loading.
class Chronology {
 public:
  // Reads chronology.tsv of every pack of `domain` that has one: columns day, kind, words ('a|b & c|d'),
  // what, source. Fails with kBadFormat at file:line.
  static Result<Chronology> load(const domain::Domain& domain);
  static Result<Chronology> parse(const std::string& text, const std::string& name);

  const std::vector<Happening>& happenings() const { return happenings_; }
  // Those whose words the sentence has. O(happenings × words).
  std::vector<const Happening*> spoken_of(const Atoms& atoms) const;

 private:
  std::vector<Happening> happenings_;
};

}  // namespace assay::reading
