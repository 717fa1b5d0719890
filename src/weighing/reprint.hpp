// Near-duplicate texts: MinHash signatures over word shingles, found through bands (Broder 1997; Leskovec,
// Rajaraman & Ullman, Mining of Massive Datasets, ch. 3). Two reports whose texts are alike are one origin.
#pragma once

#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "weighing/params.hpp"

namespace assay::weighing {

// Signatures are sorted lists of the least hashes of each of `hashes` functions; empty for a text of fewer
// words than a shingle. The same on every machine.
std::vector<std::uint32_t> signature_of(std::string_view text, const Params::Reprint& params);

// The share of equal places: an estimate of the Jaccard index of the two sets of shingles.
double likeness(const std::vector<std::uint32_t>& a, const std::vector<std::uint32_t>& b);

class Reprints {
 public:
  explicit Reprints(const Params::Reprint& params) : params_(params) {}
  // Takes text number `number` in (numbers ascending from 0) and gives the earlier ones that it is like.
  // Cost: one pass over the text, and the texts that share a band.
  std::vector<std::uint32_t> add(std::uint32_t number, std::string_view text);
  double likeness_of(std::uint32_t a, std::uint32_t b) const { return likeness(signatures_[a], signatures_[b]); }

 private:
  Params::Reprint params_;
  std::vector<std::vector<std::uint32_t>> signatures_;
  std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> bands_;
};

}  // namespace assay::weighing
