// Any bytes as a table of (item, source, value): a fault at its line, or a table that is weighed: every item once,
// with probabilities that sum to one, whatever the order of its lines.
#include <cmath>
#include <set>
#include <string>

#include "fuzz/fuzz.hpp"
#include "weighing/table.hpp"

namespace assay::fuzz {

inline const weighing::Params& table_params() {
  static const weighing::Params params = [] {
    auto loaded = weighing::Params::load(std::string(ASSAY_SOURCE_DIR) + "/domain");
    ASSAY_HOLDS(loaded.ok());
    return *loaded;
  }();
  return params;
}

inline void weighing_table(std::string_view bytes) {
  auto claims = weighing::read_table(bytes, "t.tsv");
  if (!claims.ok()) {
    ASSAY_HOLDS(claims.error().text().find("t.tsv:") != std::string::npos);
    return;
  }
  if (claims->size() > 60) return;
  std::set<std::string> items;
  for (const auto& claim : *claims) {
    ASSAY_HOLDS(!claim.item.empty() && !claim.source.empty() && !claim.value.empty());
    items.insert(claim.item);
  }
  const auto weighed = weighing::weigh_table(*claims, table_params());
  ASSAY_HOLDS(weighed.items.size() == items.size());
  std::vector<weighing::TableClaim> turned(claims->rbegin(), claims->rend());
  const auto again = weighing::weigh_table(turned, table_params());
  for (const auto& item : weighed.items) {
    double sum = 0;
    for (const auto& belief : item.beliefs) sum += belief.probability.value();
    ASSAY_HOLDS(std::abs(sum - 1) < 1e-6);
    for (const auto& other : again.items)
      if (other.item == item.item)
        ASSAY_HOLDS(other.beliefs.front().probability.value() == item.beliefs.front().probability.value());
  }
}

}  // namespace assay::fuzz

ASSAY_FUZZER(assay::fuzz::weighing_table)
