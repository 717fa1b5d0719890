// What becomes of characters that carry layout and no word; the same for bytes, entities and escapes.
#pragma once

namespace assay::text {

enum class Treat { kKeep, kDrop, kSpace, kLine };

// Controls and every kind of space are a space, every kind of line end a line end; soft hyphens, marks of no
// width and of direction are dropped. Joiners stay: scripts and emoji need them.
constexpr Treat treatment(char32_t c) {
  if (c < 0x20) return c == '\n' || c == '\v' || c == '\f' ? Treat::kLine : Treat::kSpace;
  if (c < 0x7F) return Treat::kKeep;
  if (c < 0xA0) return c == 0x85 ? Treat::kLine : Treat::kSpace;  // U+0085 ends a line, the rest are controls
  switch (c) {
    case 0xA0:
    case 0x1680:
    case 0x202F:
    case 0x205F:
    case 0x3000:
      return Treat::kSpace;
    case 0xAD:
    case 0x061C:
    case 0x200B:
    case 0x200E:
    case 0x200F:
    case 0x2060:
    case 0xFEFF:
      return Treat::kDrop;
    case 0x2028:
    case 0x2029:
      return Treat::kLine;
    default:
      break;
  }
  if (c >= 0x2000 && c <= 0x200A) return Treat::kSpace;
  if ((c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069)) return Treat::kDrop;
  return Treat::kKeep;
}

}  // namespace assay::text
