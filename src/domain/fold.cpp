#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/utf8.h>

#include <array>
#include <cmath>
#include <cstdint>

#include "domain/domain.hpp"

namespace assay::domain {
namespace {

// What a letter of Latin-1, Latin Extended A and B folds to, where decomposition does not give it.
const char* latin_special(UChar32 c) {
  switch (c) {
    case 0xDF:
      return "ss";
    case 0xC6:
    case 0xE6:
      return "ae";
    case 0xD8:
    case 0xF8:
      return "o";
    case 0xD0:
    case 0xF0:
    case 0x110:
    case 0x111:
      return "d";
    case 0xDE:
    case 0xFE:
      return "th";
    case 0x126:
    case 0x127:
      return "h";
    case 0x131:
      return "i";
    case 0x141:
    case 0x142:
      return "l";
    case 0x14A:
    case 0x14B:
      return "ng";
    case 0x152:
    case 0x153:
      return "oe";
    case 0x166:
    case 0x167:
      return "t";
    case 0x18F:
    case 0x259:
      return "e";
    default:
      return nullptr;
  }
}

void append(std::string& out, UChar32 c) {
  char bytes[4];
  std::int32_t n = 0;
  UBool broken = false;
  U8_APPEND(bytes, n, 4, c, broken);
  if (!broken) out.append(bytes, static_cast<std::size_t>(n));
}

// Decomposes canonically until nothing is left to take apart; marks of Latin, Greek and Cyrillic fall away.
void append_letter(std::string& out, UChar32 c, int depth = 0) {
  if (c < 0x80) {
    if (c >= 'A' && c <= 'Z') c += 32;
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) out.push_back(static_cast<char>(c));
    return;
  }
  // Combining marks, letters that stand for an apostrophe, and Arabic's optional vowel signs.
  if ((c >= 0x2B0 && c <= 0x36F) || (c >= 0x64B && c <= 0x652)) return;
  if (const char* special = latin_special(c)) {
    out += special;
    return;
  }
  static const UNormalizer2* const normalizer = [] {
    UErrorCode status = U_ZERO_ERROR;
    return unorm2_getNFKDInstance(&status);
  }();
  std::array<UChar, 32> parts;
  UErrorCode status = U_ZERO_ERROR;
  if (normalizer != nullptr && depth == 0) {
    const std::int32_t size = unorm2_getDecomposition(normalizer, c, parts.data(), 32, &status);
    if (size > 0 && U_SUCCESS(status)) {
      for (std::int32_t i = 0; i < size;) {
        UChar32 part;
        U16_NEXT(parts.data(), i, size, part);
        append_letter(out, part, 1);
      }
      return;
    }
  }
  const auto mask = U_MASK(u_charType(c));
  if (mask & (U_GC_L_MASK | U_GC_M_MASK | U_GC_ND_MASK | U_GC_NL_MASK))
    append(out, u_foldCase(c, U_FOLD_CASE_DEFAULT));
}

}  // namespace

std::string fold(std::string_view name) {
  std::string out;
  out.reserve(name.size());
  const auto size = static_cast<std::int32_t>(name.size());
  for (std::int32_t i = 0; i < size;) {
    const char byte = name[static_cast<std::size_t>(i)];
    if (static_cast<unsigned char>(byte) < 0x80) {
      append_letter(out, byte);
      ++i;
      continue;
    }
    UChar32 c;
    U8_NEXT(name.data(), i, size, c);
    if (c >= 0) append_letter(out, c);
  }
  return out;
}

double kilometres(double latitude_a, double longitude_a, double latitude_b, double longitude_b) {
  constexpr double kRadians = 3.14159265358979323846 / 180;
  constexpr double kEarth = 6371.0088;  // mean radius, IUGG
  const double dy = (latitude_b - latitude_a) * kRadians / 2;
  const double dx = (longitude_b - longitude_a) * kRadians / 2;
  const double h = std::sin(dy) * std::sin(dy) + std::cos(latitude_a * kRadians) *
                                                     std::cos(latitude_b * kRadians) * std::sin(dx) *
                                                     std::sin(dx);
  return 2 * kEarth * std::asin(std::min(1.0, std::sqrt(h)));
}

}  // namespace assay::domain
