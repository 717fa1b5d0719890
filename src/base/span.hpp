// A half-open range of bytes. Which bytes (the report as it was given, or the decoded body) is said
// wherever a Span is declared; the two differ for HTML and for encodings other than UTF-8.
#pragma once

#include <algorithm>
#include <compare>
#include <cstdint>

namespace assay {

struct Span {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  constexpr std::uint32_t size() const { return end - begin; }
  constexpr bool empty() const { return end <= begin; }
  constexpr bool contains(std::uint32_t offset) const { return begin <= offset && offset < end; }
  constexpr bool contains(Span other) const { return begin <= other.begin && other.end <= end; }
  constexpr bool overlaps(Span other) const { return begin < other.end && other.begin < end; }
  constexpr Span joined(Span other) const { return {std::min(begin, other.begin), std::max(end, other.end)}; }
  auto operator<=>(const Span&) const = default;
};

}  // namespace assay
