#include "domain/near_index.hpp"

#include <algorithm>
#include <array>

namespace assay::domain {

void NearIndex::add(const Sounds& sounds, std::uint32_t owner, std::uint32_t spelling) {
  if (sounds.row.empty()) return;
  Entry entry;
  entry.begin = static_cast<std::uint32_t>(sounds_.size());
  entry.size = static_cast<std::uint16_t>(sounds.row.size());
  entry.weight = sounds.weight;
  entry.owner = owner;
  entry.spelling = spelling;
  if (!sounds.digits.empty()) {
    entry.digits = static_cast<std::uint32_t>(digits_.size());
    digits_.push_back(sounds.digits);
  }
  sounds_.insert(sounds_.end(), sounds.row.begin(), sounds.row.end());
  entries_.push_back(entry);
}

void NearIndex::seal() {
  const auto row = [&](const Entry& entry) { return sounds_.begin() + entry.begin; };
  std::sort(entries_.begin(), entries_.end(), [&](const Entry& a, const Entry& b) {
    if (a.band() != b.band()) return a.band() < b.band();
    const auto order =
        std::lexicographical_compare_three_way(row(a), row(a) + a.size, row(b), row(b) + b.size);
    if (order != 0) return order < 0;
    return a.owner != b.owner ? a.owner < b.owner : a.spelling < b.spelling;
  });
  // Laid out in the order of the search.
  std::vector<Sound> laid;
  laid.reserve(sounds_.size());
  for (Entry& entry : entries_) {
    const auto begin = static_cast<std::uint32_t>(laid.size());
    laid.insert(laid.end(), row(entry), row(entry) + entry.size);
    entry.begin = begin;
  }
  sounds_ = std::move(laid);
  for (std::size_t i = 1; i < entries_.size(); ++i) {
    const Entry& before = entries_[i - 1];
    Entry& entry = entries_[i];
    if (before.band() != entry.band()) continue;
    const auto parts =
        std::mismatch(row(before), row(before) + before.size, row(entry), row(entry) + entry.size);
    entry.shared = static_cast<std::uint16_t>(parts.second - row(entry));
  }
}

std::vector<NearIndex::Hit> NearIndex::near(const Spelling& spelling, const Sounds& query,
                                            double at_most) const {
  std::vector<Hit> hits;
  const std::size_t width = query.row.size();
  if (width == 0) return hits;
  constexpr std::size_t kMax = Spelling::kMostSounds + 1;
  // What each sound costs against each of the query's.
  std::array<std::array<float, kMax>, 2 * Spelling::kCodes> change;
  for (std::size_t code = 0; code < Spelling::kCodes; ++code)
    for (const bool onset : {false, true})
      for (std::size_t j = 0; j < width; ++j)
        change[2 * code + onset][j] =
            spelling.change({static_cast<std::uint8_t>(code), onset, 0}, query.row[j], false);
  std::array<float, kMax> drop;
  for (std::size_t j = 0; j < width; ++j) drop[j] = query.row[j].drop;
  // costs[d] holds what the entry's first d sounds cost against each beginning of the query.
  std::array<std::array<float, kMax>, kMax> costs;
  costs[0][0] = 0;
  for (std::size_t j = 0; j < width; ++j) costs[0][j + 1] = costs[0][j] + drop[j];
  std::size_t filled = 0;  // costs[0..filled] belong to the current beginning
  bool past = false;       // no name that begins with the first `filled` sounds comes back under the bound
  float cap = 0;           // a beginning that costs more than this leads to no hit in the band
  int band = -1;
  for (const Entry& entry : entries_) {
    if (entry.band() != band) {
      band = entry.band();
      cap = static_cast<float>(at_most) * std::max(query.weight, static_cast<float>(band + 1) * kBand);
      filled = 0;
      past = false;
    }
    if (past && entry.shared >= filled) continue;
    filled = std::min<std::size_t>(filled, entry.shared);
    past = false;
    const float lighter = std::min(query.weight, entry.weight);
    if (std::max(query.weight, entry.weight) > Spelling::heaviest_comparable(lighter)) continue;
    const Sound* const row = &sounds_[entry.begin];
    while (filled < entry.size && !past) {
      const float* const above = costs[filled].data();
      float* const here = costs[filled + 1].data();
      const Sound sound = row[filled];
      const float* const swap = change[2 * sound.code + sound.onset].data();
      const float first = filled == 0 ? spelling.change(sound, query.row[0], true) : swap[0];
      here[0] = above[0] + sound.drop;
      here[1] = std::min({above[0] + first, above[1] + sound.drop, here[0] + drop[0]});
      float least = std::min(here[0], here[1]);
      for (std::size_t j = 1; j < width; ++j) {
        here[j + 1] = std::min(std::min(above[j] + swap[j], above[j + 1] + sound.drop), here[j] + drop[j]);
        least = std::min(least, here[j + 1]);
      }
      ++filled;
      past = least > cap;
    }
    if (past || digits_[entry.digits] != query.digits) continue;
    const double distance = Spelling::normalised(costs[filled][width], query.weight, entry.weight);
    if (distance <= at_most) hits.push_back({distance, entry.owner, entry.spelling});
  }
  return hits;
}

}  // namespace assay::domain
