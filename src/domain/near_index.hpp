// Names as rows of sounds, in order, so that those which begin alike are compared once for their common
// beginning: what finds the names near a given one. Behind Domain::places_like and Domain::actors_like.
#pragma once

#include <cstdint>
#include <mutex>
#include <string>
#include <vector>

#include "domain/spelling.hpp"

namespace assay::domain {

class NearIndex {
 public:
  struct Hit {
    double distance = 0;
    std::uint32_t owner = 0;     // as given to add()
    std::uint32_t spelling = 0;  // which of the owner's names
    auto operator<=>(const Hit&) const = default;
  };

  // Names without sounds are left out.
  void add(const Sounds& sounds, std::uint32_t owner, std::uint32_t spelling);
  // Sorts what was added. Requires: once, after the last add() and before the first near().
  void seal();

  // Every name within `at_most` of `query`, exactly as Spelling::distance gives it, in no order.
  std::vector<Hit> near(const Spelling& spelling, const Sounds& query, double at_most) const;

 private:
  // Entries stand by bands of weight, then in order of their rows: within a band the bound is tight.
  static constexpr float kBand = 0.5f;
  struct Entry {
    std::uint32_t begin = 0;  // in sounds_
    std::uint16_t size = 0;
    std::uint16_t shared = 0;  // sounds that it begins with alike the entry before it in its band
    float weight = 0;
    std::uint32_t owner = 0, spelling = 0;
    std::uint32_t digits = 0;  // in digits_
    int band() const { return static_cast<int>(weight / kBand); }
  };
  std::vector<Entry> entries_;
  std::vector<Sound> sounds_;
  std::vector<std::string> digits_ = {""};
};

// Indexes that a Domain builds when first asked.
struct NearNames {
  std::once_flag places_built, actors_built;
  NearIndex places, actors;
};

}  // namespace assay::domain
