#include "language/characters.hpp"

namespace assay::language {
namespace {

// The ASCII spelling of a typographic sign, or nullptr.
const char* ascii_of(char32_t code) {
  switch (code) {
    case 0x2018:
    case 0x2019:
    case 0x201A:
    case 0x201B:
    case 0x2032:
    case 0x60:
    case 0xB4:
      return "'";
    case 0x201C:
    case 0x201D:
    case 0x201E:
    case 0x201F:
    case 0x2033:
    case 0xAB:
    case 0xBB:
      return "\"";
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2212:
      return "-";
    case 0x2014:
    case 0x2015:
      return "--";
    case 0x2026:
      return "...";
    case 0xA0:
    case 0x202F:
      return " ";
    default:
      return nullptr;
  }
}

}  // namespace

Char decode(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) -> unsigned { return static_cast<unsigned char>(text[i]); };
  const unsigned first = byte(at);
  if (first < 0x80) return {static_cast<char32_t>(first), 1};
  const std::size_t left = text.size() - at;
  const auto follows = [&](std::size_t i) { return i < left && (byte(at + i) & 0xC0) == 0x80; };
  if (first >= 0xC2 && first < 0xE0 && follows(1)) {
    return {static_cast<char32_t>((first & 0x1F) << 6 | (byte(at + 1) & 0x3F)), 2};
  }
  if (first >= 0xE0 && first < 0xF0 && follows(1) && follows(2)) {
    return {static_cast<char32_t>((first & 0x0F) << 12 | (byte(at + 1) & 0x3F) << 6 | (byte(at + 2) & 0x3F)),
            3};
  }
  if (first >= 0xF0 && first < 0xF5 && follows(1) && follows(2) && follows(3)) {
    return {static_cast<char32_t>((first & 0x07) << 18 | (byte(at + 1) & 0x3F) << 12 |
                                  (byte(at + 2) & 0x3F) << 6 | (byte(at + 3) & 0x3F)),
            4};
  }
  return {0xFFFD, 1};
}

void append_utf8(std::string& out, char32_t code) {
  if (code < 0x80) {
    out += static_cast<char>(code);
  } else if (code < 0x800) {
    out += static_cast<char>(0xC0 | code >> 6);
    out += static_cast<char>(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    out += static_cast<char>(0xE0 | code >> 12);
    out += static_cast<char>(0x80 | (code >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (code & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | code >> 18);
    out += static_cast<char>(0x80 | (code >> 12 & 0x3F));
    out += static_cast<char>(0x80 | (code >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (code & 0x3F));
  }
}

CharClass class_of(char32_t code) {
  if (code < 0x80) {
    if ((code | 0x20) >= 'a' && (code | 0x20) <= 'z') return CharClass::kLetter;
    if (code >= '0' && code <= '9') return CharClass::kDigit;
    if (code <= 0x20 || code == 0x7F) return CharClass::kSpace;
    return CharClass::kSymbol;
  }
  if (code == 0x85 || code == 0xA0 || (code >= 0x2000 && code <= 0x200B) || code == 0x2028 ||
      code == 0x2029 || code == 0x202F || code == 0x205F || code == 0x3000 || code == 0xFEFF) {
    return CharClass::kSpace;
  }
  if (code < 0xC0)
    return code == 0xAA || code == 0xB5 || code == 0xBA ? CharClass::kLetter : CharClass::kSymbol;
  if (code == 0xD7 || code == 0xF7) return CharClass::kSymbol;
  if ((code >= 0x2010 && code <= 0x2BFF) || (code >= 0x3001 && code <= 0x303F) ||
      (code >= 0xFE00 && code <= 0xFE6F) || (code >= 0x1F000 && code <= 0x1FAFF)) {
    return CharClass::kSymbol;
  }
  return CharClass::kLetter;
}

bool is_upper(char32_t code) { return lowered(code) != code; }

char32_t lowered(char32_t code) {
  if (code >= 'A' && code <= 'Z') return code + 32;
  if (code < 0xC0) return code;
  if (code <= 0xDE) return code == 0xD7 ? code : code + 32;
  if (code >= 0x100 && code <= 0x17F) {
    if ((code >= 0x139 && code <= 0x148) || (code >= 0x179 && code <= 0x17E))
      return code % 2 ? code + 1 : code;
    if (code == 0x130 || code == 0x131 || code == 0x138 || code == 0x149 || code == 0x178 || code == 0x17F)
      return code;
    return code % 2 ? code : code + 1;
  }
  if (code >= 0x391 && code <= 0x3A9) return code + 32;
  if (code >= 0x410 && code <= 0x42F) return code + 32;
  if (code >= 0x400 && code <= 0x40F) return code + 80;
  if (code >= 0x1E00 && code <= 0x1EFF && !(code >= 0x1E96 && code <= 0x1E9F))
    return code % 2 ? code : code + 1;
  return code;
}

std::string lowered(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const Char c = decode(text, at);
    if (c.code == 0xFFFD && c.size == 1) {
      out += text[at];
    } else {
      append_utf8(out, lowered(c.code));
    }
    at += c.size;
  }
  return out;
}

std::string folded(std::string_view text) {
  std::string out = lowered(plain_punctuation(text));
  for (char& c : out) {
    if (c >= '0' && c <= '9') c = '0';
  }
  return out;
}

std::string plain_punctuation(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const Char c = decode(text, at);
    const char* ascii = ascii_of(c.code);
    if (ascii != nullptr) {
      out += ascii;
    } else {
      out.append(text.substr(at, c.size));
    }
    at += c.size;
  }
  return out;
}

std::string shape_of(std::string_view text) {
  std::string out;
  char last = 0;
  int run = 0;
  for (std::size_t at = 0; at < text.size() && out.size() < 12;) {
    const Char c = decode(text, at);
    at += c.size;
    char kind = 'x';
    switch (class_of(c.code)) {
      case CharClass::kDigit:
        kind = 'd';
        break;
      case CharClass::kSpace:
        kind = '_';
        break;
      case CharClass::kSymbol:
        kind = c.code < 0x80 ? static_cast<char>(c.code) : '*';
        break;
      case CharClass::kLetter:
        kind = is_upper(c.code) ? 'X' : 'x';
        break;
    }
    run = kind == last ? run + 1 : 1;
    last = kind;
    if (run <= 2) out += kind;
  }
  return out;
}

std::uint64_t mixed(std::uint64_t value) {
  value ^= value >> 33;
  value *= 0xff51afd7ed558ccdULL;
  value ^= value >> 33;
  value *= 0xc4ceb9fe1a85ec53ULL;
  return value ^ value >> 33;
}

std::uint64_t hash_of(std::string_view text, std::uint64_t seed) {
  std::uint64_t hash = 0xcbf29ce484222325ULL ^ mixed(seed);
  for (const char c : text) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 0x100000001b3ULL;
  }
  return mixed(hash);
}

}  // namespace assay::language
