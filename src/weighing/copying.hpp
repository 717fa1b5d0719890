// Who copies whom, from what they say in common: shared rare values are suspicious, shared common ones are not
// (Dong, Berti-Equille & Srivastava 2009). Works on numbers, for tables and for reports alike.
#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "weighing/params.hpp"

namespace assay::weighing {

// One statement of a source about an item, with how likely the source was to say just this by itself.
struct Said {
  std::uint32_t item, source, value;
  double by_itself;  // (0, 1]
};

// For each unordered pair of sources the chance that one copies from the other.
class Copying {
 public:
  // Requires: `said` sorted by item, then source. Pairs that share fewer than `least_shared` items keep 0.
  static Copying detect(const std::vector<Said>& said, const Params::Copying& params);
  double between(std::uint32_t a, std::uint32_t b) const;
  // Likeliest partner of each source (by chance, then by number), or none.
  struct Partner {
    std::uint32_t source, partner;
    double chance;
  };
  std::vector<Partner> partners() const;

 private:
  std::unordered_map<std::uint64_t, double> chance_;
};

}  // namespace assay::weighing
