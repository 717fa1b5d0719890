// The index behind Domain::places_like: all Latin spellings of all places as rows of sounds, in order, so
// that names which begin alike are compared once for their common beginning.
#pragma once

#include <cstdint>
#include <mutex>
#include <string_view>
#include <vector>

#include "domain/domain.hpp"
#include "domain/spelling.hpp"

namespace assay::domain {

class PlaceSpellings {
 public:
  // Exact for the distance of `spelling.hpp`. The first call builds the index; safe from several threads.
  std::vector<Domain::Near> near(const Domain& domain, std::string_view name, double at_most);

 private:
  struct Entry {
    Sounds sounds;
    std::uint32_t place = 0;     // in domain.places()
    std::uint32_t spelling = 0;  // 0 the name, else spellings[spelling - 1]
    std::uint32_t shared = 0;    // sounds that it begins with alike the entry before it
  };
  void build(const Domain& domain);

  std::once_flag built_;
  std::vector<Entry> entries_;
};

}  // namespace assay::domain
