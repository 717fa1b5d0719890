// What came to be believed differently between two days as known, and by which reports.
#pragma once

#include <string>
#include <vector>

#include "holding/answer.hpp"

namespace assay::holding {

struct Difference {
  std::string place;
  Answer before, after;
  double shift = 0;                   // half the sum of the probabilities that moved, from 0 to 1
  std::vector<std::string> reports;   // names of those that became known between and bear on the place
};

// For each place spoken of by a report that became known after `a` and by `b`, the answers about `on` as known
// on each; those that differ in status or holders, or by more than Params::told, largest shift first, then by
// id. Requires: a < b. Cost: the reports between, and two questions for each place that they name.
std::vector<Difference> differences(const Ledgerful& from, Day on, Day a, Day b, std::optional<Instant> as_recorded,
                                    const std::vector<std::string>& places = {});

}  // namespace assay::holding
