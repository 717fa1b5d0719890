// What sort of thing a mention is: the vocabulary of the frames' conditions (domain/base/frames/README.md).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace assay::reading {

enum class Kind : std::uint8_t {
  kActor, kPerson, kPeople, kFighters, kPlace, kFacility, kGate, kRoad, kResource, kGoods, kVehicle, kWeapon,
  kDrug, kMoney, kShare, kNumber, kEvent, kOffice, kTime,
};

std::optional<Kind> kind_of(std::string_view name);
std::string_view name_of(Kind kind);

// A set of kinds: 'customs station' is a facility and a gate.
class Kinds {
 public:
  constexpr Kinds() = default;
  constexpr Kinds(Kind kind) : bits_(1u << static_cast<unsigned>(kind)) {}
  constexpr bool has(Kind kind) const { return bits_ >> static_cast<unsigned>(kind) & 1u; }
  constexpr bool any(Kinds other) const { return bits_ & other.bits_; }
  constexpr bool empty() const { return bits_ == 0; }
  constexpr Kinds operator|(Kinds other) const { return Kinds(bits_ | other.bits_); }
  constexpr Kinds& operator|=(Kinds other) { bits_ |= other.bits_; return *this; }
  constexpr Kinds without(Kinds other) const { return Kinds(bits_ & ~other.bits_); }
  constexpr bool operator==(const Kinds&) const = default;

 private:
  explicit constexpr Kinds(std::uint32_t bits) : bits_(bits) {}
  std::uint32_t bits_ = 0;
};

constexpr Kinds operator|(Kind a, Kind b) { return Kinds(a) | Kinds(b); }
inline constexpr Kinds kParties = Kinds(Kind::kActor) | Kind::kPerson | Kind::kPeople | Kind::kFighters;
inline constexpr Kinds kSites = Kinds(Kind::kPlace) | Kind::kFacility | Kind::kGate | Kind::kRoad;

}  // namespace assay::reading
