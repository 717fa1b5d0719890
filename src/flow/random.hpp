// Random numbers by address: the number for (seed, draw, stream) is a function of the three, so draws may be
// made in any order by any number of threads and give the same bytes. The mixing function is SplitMix64's
// finaliser (Steele, Lea and Flood 2014, variant 13 of Stafford), applied once for each part of the address.
#pragma once

#include <cstdint>
#include <string_view>

namespace assay::flow {

inline constexpr std::uint64_t mixed(std::uint64_t x) {
  x += 0x9e3779b97f4a7c15ULL;
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
  return x ^ (x >> 31);
}

// The stream of a name, e.g. "yield/pangwa-clays": FNV-1a, 64 bits.
inline constexpr std::uint64_t stream_of(std::string_view name) {
  std::uint64_t hash = 0xcbf29ce484222325ULL;
  for (char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
  return hash;
}

// Uniform on [0, 1), 53 bits.
inline constexpr double uniform(std::uint64_t seed, std::uint64_t draw, std::uint64_t stream) {
  const std::uint64_t bits = mixed(mixed(mixed(seed) ^ draw) ^ stream);
  return static_cast<double>(bits >> 11) * 0x1.0p-53;
}

}  // namespace assay::flow
