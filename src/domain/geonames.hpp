// Turns a GeoNames dump into a pack's places, so that another country is a folder away. Reads the dump line
// by line: the 19 columns of allCountries.txt and of the country files, tab-separated, further columns
// ignored (a 20th is taken as Who's On First's id), plain or gzip.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "domain/domain.hpp"

namespace assay::domain {

struct GeonamesImport {
  std::filesystem::path dump;
  std::string country;  // only rows of this ISO 3166 code, or all when empty
  std::string admin1;   // only rows of this first-order division (GeoNames's code), or all when empty
};

struct GeonamesPlaces {
  std::string table;       // places-geonames.tsv, whole: header, columns, rows in order of their ids
  std::uint64_t rows = 0;  // read
  std::uint64_t kept = 0;
  std::uint64_t known = 0;    // left out because the pack writes the place out by hand
  std::uint64_t other = 0;    // left out because of another country, division or feature
  std::uint64_t bad = 0;      // left out because broken
  std::vector<Error> faults;  // of the first thousand broken rows, placed at dump:line
  std::string country_id;     // the state that most kept rows lie in, when base knows it
};

// `domain` gives feature kinds, country codes and spellings, and the places of `pack` that are written out by
// hand: a row is left out when its id stands in one's `code`, or when one lies within 5 km under the same
// spelling. A row lies within the smallest division that the dump or the pack has: a place of the pack
// carries its code as 'scheme:CODE' (a P-code of the row's own) or 'geonames-admin:CC.A1.A2'. Errors:
// kNotFound, kNoPermission, kBadFormat (broken gzip), kTooLarge (more than two million rows kept: narrow it).
// Memory: the kept rows.
Result<GeonamesPlaces> import_geonames(const Domain& domain, const std::string& pack,
                                       const GeonamesImport& what);

}  // namespace assay::domain
