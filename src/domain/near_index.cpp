#include "domain/near_index.hpp"

#include <algorithm>
#include <array>

namespace assay::domain {

void NearIndex::add(Sounds sounds, std::uint32_t owner, std::uint32_t spelling) {
  if (!sounds.row.empty()) entries_.push_back({std::move(sounds), owner, spelling, 0});
}

void NearIndex::seal() {
  std::sort(entries_.begin(), entries_.end(), [](const Entry& a, const Entry& b) {
    if (a.sounds.row != b.sounds.row) return a.sounds.row < b.sounds.row;
    return a.owner != b.owner ? a.owner < b.owner : a.spelling < b.spelling;
  });
  for (std::size_t i = 1; i < entries_.size(); ++i) {
    const auto &x = entries_[i - 1].sounds.row, &y = entries_[i].sounds.row;
    entries_[i].shared =
        static_cast<std::uint32_t>(std::mismatch(x.begin(), x.end(), y.begin(), y.end()).first - x.begin());
  }
}

std::vector<NearIndex::Hit> NearIndex::near(const Spelling& spelling, const Sounds& query, double at_most) const {
  std::vector<Hit> hits;
  const std::size_t width = query.row.size();
  if (width == 0) return hits;
  // costs[d] holds what the entry's first d sounds cost against each beginning of the query.
  constexpr std::size_t kMax = 65;
  std::array<std::array<float, kMax>, kMax> costs;
  costs[0][0] = 0;
  for (std::size_t j = 0; j < width; ++j) costs[0][j + 1] = costs[0][j] + query.row[j].drop;
  std::size_t filled = 0;  // costs[0..filled] belong to the current beginning
  bool past = false;       // no name that begins with the first `filled` sounds comes back under the bound
  // No entry heavier than this is comparable, so no beginning that costs more leads to a hit.
  const float cap = static_cast<float>(at_most) * Spelling::heaviest_comparable(query.weight);
  for (const Entry& entry : entries_) {
    if (!past || entry.shared < filled) {
      filled = std::min<std::size_t>(filled, entry.shared);
      past = false;
    }
    if (past) continue;
    const auto& row = entry.sounds.row;
    while (filled < row.size() && !past) {
      const auto& above = costs[filled];
      auto& here = costs[filled + 1];
      const Sound sound = row[filled];
      float least = here[0] = above[0] + sound.drop;
      for (std::size_t j = 0; j < width; ++j) {
        const float change = spelling.change(sound, query.row[j], filled == 0 && j == 0);
        here[j + 1] = std::min({above[j] + change, above[j + 1] + sound.drop, here[j] + query.row[j].drop});
        least = std::min(least, here[j + 1]);
      }
      ++filled;
      past = least > cap;
    }
    if (past) continue;
    const double distance = Spelling::normalised(costs[filled][width], query.weight, entry.sounds.weight);
    if (distance <= at_most) hits.push_back({distance, entry.owner, entry.spelling});
  }
  return hits;
}

}  // namespace assay::domain
