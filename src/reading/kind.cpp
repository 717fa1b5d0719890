#include "reading/kind.hpp"

#include <array>

namespace assay::reading {
namespace {

constexpr std::array<std::string_view, 19> kNames = {
    "actor", "person",  "people", "fighters", "place", "facility", "gate",   "road",   "resource", "goods",
    "vehicle", "weapon", "drug",  "money",    "share", "number",   "event",  "office", "time"};

}  // namespace

std::optional<Kind> kind_of(std::string_view name) {
  for (std::size_t i = 0; i < kNames.size(); ++i)
    if (kNames[i] == name) return static_cast<Kind>(i);
  return std::nullopt;
}

std::string_view name_of(Kind kind) { return kNames[static_cast<std::size_t>(kind)]; }

}  // namespace assay::reading
