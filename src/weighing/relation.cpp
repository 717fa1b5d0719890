#include "weighing/relation.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace assay::weighing {
namespace {

double log_choose(double n, double k) {
  return std::lgamma(n + 1) - std::lgamma(k + 1) - std::lgamma(n - k + 1);
}

}  // namespace

std::vector<std::string> names_of_value(std::string_view value) {
  std::vector<std::string> names;
  while (true) {
    const auto stop = value.find(';');
    std::string_view name = value.substr(0, stop);
    while (!name.empty() && name.front() == ' ') name.remove_prefix(1);
    while (!name.empty() && name.back() == ' ') name.remove_suffix(1);
    if (!name.empty()) names.emplace_back(name);
    if (stop == std::string_view::npos) break;
    value.remove_prefix(stop + 1);
  }
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

double word_similarity(std::string_view a, std::string_view b) {
  if (a == b) return 1;
  constexpr std::size_t kLongest = 64;
  a = a.substr(0, kLongest);
  b = b.substr(0, kLongest);
  if (a.empty() || b.empty()) return 0;
  std::array<int, kLongest + 1> row{};
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = static_cast<int>(j);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    int diagonal = row[0];
    row[0] = static_cast<int>(i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const int above = row[j];
      row[j] = std::min({above + 1, row[j - 1] + 1, diagonal + (a[i - 1] != b[j - 1])});
      diagonal = above;
    }
  }
  return 1 - static_cast<double>(row[b.size()]) / static_cast<double>(std::max(a.size(), b.size()));
}

Relation relate(const std::vector<std::string>& stated, const std::vector<std::string>& truth,
                const Params::Table& params) {
  std::vector<char> used(truth.size(), 0);
  std::vector<const std::string*> open;
  int found = 0, near = 0, extra = 0;
  for (const auto& name : stated) {
    const auto at = std::lower_bound(truth.begin(), truth.end(), name);
    if (at != truth.end() && *at == name) {
      used[static_cast<std::size_t>(at - truth.begin())] = 1;
      ++found;
    } else {
      open.push_back(&name);
    }
  }
  for (const auto* name : open) {
    double best = params.near;
    int chosen = -1;
    for (std::size_t k = 0; k < truth.size(); ++k) {
      if (used[k]) continue;
      const double likeness = word_similarity(*name, truth[k]);
      if (likeness > best || (likeness == best && chosen < 0)) best = likeness, chosen = static_cast<int>(k);
    }
    if (chosen >= 0) used[static_cast<std::size_t>(chosen)] = 1, ++near;
    else ++extra;
  }
  const double n = static_cast<double>(truth.size());
  const double hit = found + near;
  const int missing = static_cast<int>(truth.size()) - found - near;
  const double near_share = -near * std::log(params.near_values);
  const double extra_share = -extra * std::log(params.wrong_values);
  if (extra == 0 && missing == 0) return {near ? Mode::kNear : Mode::kExact, near_share};
  // A part of k of n names: k is one of n - 1 sizes, and one of (n choose k) parts of that size.
  if (extra == 0) return {Mode::kPart, near_share - std::log(n - 1) - log_choose(n, hit)};
  if (missing == 0) return {Mode::kMore, near_share + extra_share};
  if (hit > 0) return {Mode::kMixed, near_share + extra_share - std::log(n) - log_choose(n, hit)};
  return {Mode::kOther, -std::log(params.wrong_values)};
}

}  // namespace assay::weighing
