#include "domain/place_spellings.hpp"

#include <algorithm>
#include <array>

namespace assay::domain {

void PlaceSpellings::build(const Domain& domain) {
  const auto& places = domain.places();
  entries_.reserve(places.size() * 2);
  for (std::uint32_t i = 0; i < places.size(); ++i)
    for (std::uint32_t k = 0; k <= places[i].spellings.size(); ++k) {
      Entry entry;
      entry.sounds = domain.spelling().sounds(k == 0 ? places[i].name : places[i].spellings[k - 1]);
      entry.place = i;
      entry.spelling = k;
      if (!entry.sounds.row.empty()) entries_.push_back(std::move(entry));
    }
  std::sort(entries_.begin(), entries_.end(), [](const Entry& a, const Entry& b) {
    if (a.sounds.row != b.sounds.row) return a.sounds.row < b.sounds.row;
    return a.place != b.place ? a.place < b.place : a.spelling < b.spelling;
  });
  for (std::size_t i = 1; i < entries_.size(); ++i) {
    const auto &x = entries_[i - 1].sounds.row, &y = entries_[i].sounds.row;
    entries_[i].shared =
        static_cast<std::uint32_t>(std::mismatch(x.begin(), x.end(), y.begin(), y.end()).first - x.begin());
  }
}

std::vector<Domain::Near> PlaceSpellings::near(const Domain& domain, std::string_view name, double at_most) {
  std::call_once(built_, [&] { build(domain); });
  const Spelling& spelling = domain.spelling();
  struct Hit {
    double distance;
    std::uint32_t place, spelling;
  };
  std::vector<Hit> hits;
  const Sounds query = spelling.sounds(name);
  const std::size_t width = query.row.size();
  if (width > 0) {
    // rows[d] holds the costs of the entry's first d sounds against each beginning of the query. `dead` is the
    // depth from which on no cost can come back under the bound; entries that share more than that are skipped.
    constexpr std::size_t kMax = 65;
    static thread_local std::array<std::array<float, kMax>, kMax> rows;
    rows[0][0] = 0;
    for (std::size_t j = 0; j < width; ++j) rows[0][j + 1] = rows[0][j] + query.row[j].drop;
    std::size_t filled = 0;  // rows[0..filled] belong to the current beginning
    bool pruned = false;     // the beginning of `filled` sounds is past the bound
    // No entry heavier than this is comparable, so no beginning that costs more leads to a hit.
    const float cap = static_cast<float>(at_most) * Spelling::heaviest_comparable(query.weight);
    for (const Entry& entry : entries_) {
      if (entry.shared < filled || !pruned) {
        filled = std::min<std::size_t>(filled, entry.shared);
        pruned = false;
      }
      if (pruned) continue;
      const float heavier = std::max({query.weight, entry.sounds.weight, 1.0f});
      if (heavier > Spelling::heaviest_comparable(std::min(query.weight, entry.sounds.weight))) continue;
      const auto& row = entry.sounds.row;
      while (filled < row.size()) {
        const auto& above = rows[filled];
        auto& here = rows[filled + 1];
        const Sound sound = row[filled];
        float least = here[0] = above[0] + sound.drop;
        for (std::size_t j = 0; j < width; ++j) {
          const float change =
              spelling.swap_[sound.code][query.row[j].code] * (filled == 0 && j == 0 ? spelling.first_ : 1.0f);
          here[j + 1] = std::min({above[j] + change, above[j + 1] + sound.drop, here[j] + query.row[j].drop});
          least = std::min(least, here[j + 1]);
        }
        ++filled;
        if (least > cap) {
          pruned = true;
          break;
        }
      }
      if (pruned || filled != row.size()) continue;
      const float cost = rows[filled][width];
      if (cost <= static_cast<float>(at_most) * heavier)
        hits.push_back({cost / heavier, entry.place, entry.spelling});
    }
  }
  const auto& places = domain.places();
  // Equal after folding, in any script.
  for (const std::string& id : domain.places_named(name)) {
    const auto index = static_cast<std::uint32_t>(domain.place(id) - places.data());
    std::uint32_t which = 0;
    const std::string key = fold(name);
    for (std::uint32_t k = 0; k < places[index].spellings.size(); ++k)
      if (fold(places[index].spellings[k]) == key) which = k + 1;
    if (fold(places[index].name) == key) which = 0;
    hits.push_back({-1, index, which});
  }
  std::sort(hits.begin(), hits.end(), [&](const Hit& a, const Hit& b) {
    if (a.place != b.place) return a.place < b.place;
    return a.distance != b.distance ? a.distance < b.distance : a.spelling < b.spelling;
  });
  hits.erase(std::unique(hits.begin(), hits.end(), [](const Hit& a, const Hit& b) { return a.place == b.place; }),
             hits.end());
  std::vector<Domain::Near> out;
  out.reserve(hits.size());
  for (const Hit& hit : hits) {
    const Place& place = places[hit.place];
    out.push_back({place.id, std::max(0.0, hit.distance),
                   hit.spelling == 0 ? place.name : place.spellings[hit.spelling - 1]});
  }
  // Exact ones (-1) before those that only sound alike (0).
  std::vector<std::size_t> order(out.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    if (hits[a].distance != hits[b].distance) return hits[a].distance < hits[b].distance;
    return out[a].place < out[b].place;
  });
  std::vector<Domain::Near> sorted;
  sorted.reserve(out.size());
  for (const std::size_t i : order) sorted.push_back(std::move(out[i]));
  return sorted;
}

}  // namespace assay::domain
