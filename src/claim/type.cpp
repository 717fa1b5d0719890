#include "claim/type.hpp"

#include <array>
#include <cstddef>

namespace assay {
namespace {

constexpr std::array<std::string_view, 37> kTypeNames = {
    "capture",    "withdraw",   "control",       "contest",  "encircle",    "offensive",    "attack",  "clash",
    "casualty",   "damage",     "loot",          "detain",   "advance",     "deploy",       "displace", "close_gate",
    "open_gate",  "suspend_trade", "shortage",   "price",    "trade_volume", "production",  "mining",  "tax",
    "permit",     "funding",    "environment",   "appoint",  "policy",      "talks",        "pressure", "support",
    "role",       "affiliation", "location",     "no_comment", "unverified"};
constexpr std::array<std::string_view, 7> kStanceNames = {"asserted", "claimed",   "denied",     "unverified",
                                                          "planned",  "predicted", "conditional"};
constexpr std::array<std::string_view, 8> kMeansNames = {"ground", "artillery", "air",  "drone",
                                                         "ambush", "arson",     "mine", "shooting"};

template <class Enum, std::size_t N>
std::optional<Enum> find(const std::array<std::string_view, N>& names, std::string_view name) {
  for (std::size_t i = 0; i < N; ++i)
    if (names[i] == name) return static_cast<Enum>(i);
  return std::nullopt;
}

constexpr auto kAllTypes = [] {
  std::array<ClaimType, kTypeNames.size()> all{};
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = static_cast<ClaimType>(i);
  return all;
}();

}  // namespace

std::string_view name_of(ClaimType type) { return kTypeNames[static_cast<std::size_t>(type)]; }
std::string_view name_of(Stance stance) { return kStanceNames[static_cast<std::size_t>(stance)]; }
std::string_view name_of(Means means) { return kMeansNames[static_cast<std::size_t>(means)]; }
std::optional<ClaimType> claim_type_of(std::string_view name) { return find<ClaimType>(kTypeNames, name); }
std::optional<Stance> stance_of(std::string_view name) { return find<Stance>(kStanceNames, name); }
std::optional<Means> means_of(std::string_view name) { return find<Means>(kMeansNames, name); }
std::span<const ClaimType> all_claim_types() { return kAllTypes; }

}  // namespace assay
