#include "text/decode.hpp"

#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>
#include <vector>

#include "text/character.hpp"

namespace assay::text {
namespace {

constexpr char32_t kReplacement = 0xFFFD;

// The upper half of Windows-1252 from 0x80 to 0x9F (the WHATWG index; undefined bytes are 0).
constexpr std::array<char16_t, 32> kWindows1252 = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

char32_t from_windows_1252(unsigned char byte) {
  if (byte < 0x80 || byte >= 0xA0) return byte;
  const char32_t c = kWindows1252[byte - 0x80];
  return c ? c : kReplacement;
}

// Collects text and map, character by character.
class Writer {
 public:
  explicit Writer(std::size_t expected) { out_.text.reserve(expected); }

  void copy(std::string_view ascii) {
    out_.text.append(ascii);
    out_.map.append(static_cast<std::uint32_t>(ascii.size()), static_cast<std::uint32_t>(ascii.size()));
  }
  // `c` stands for `bytes` of the report; `next` is the character after it, 0 at the end.
  void put(char32_t c, std::uint32_t bytes, char32_t next) {
    if (c == '\r' && next == '\n') return out_.map.skip(bytes);
    char utf8[4];
    std::int32_t size = 0;
    switch (c == '\r' ? Treat::kLine : treatment(c)) {
      case Treat::kDrop:
        return out_.map.skip(bytes);
      case Treat::kSpace:
        utf8[size++] = ' ';
        break;
      case Treat::kLine:
        utf8[size++] = '\n';
        break;
      case Treat::kKeep:
        U8_APPEND_UNSAFE(utf8, size, c);
        break;
    }
    out_.text.append(utf8, static_cast<std::size_t>(size));
    out_.map.append(static_cast<std::uint32_t>(size), bytes);
  }
  void skip(std::uint32_t bytes) { out_.map.skip(bytes); }
  void repaired() { ++out_.repaired; }

  Decoded take(std::string encoding) {
    out_.encoding = std::move(encoding);
    return std::move(out_);
  }

 private:
  Decoded out_;
};

bool plain_ascii(unsigned char c) { return c >= 0x20 && c < 0x7F; }

struct Survey {
  std::size_t multibyte = 0;  // whole UTF-8 sequences
  std::size_t broken = 0;     // bytes that belong to none
  std::size_t controls = 0;
  std::size_t zeros[2] = {0, 0};  // at even and odd offsets
};

Survey survey(std::string_view bytes) {
  Survey found;
  const auto* data = reinterpret_cast<const std::uint8_t*>(bytes.data());
  const std::size_t size = bytes.size();
  for (std::size_t i = 0; i < size;) {
    const unsigned char c = data[i];
    if (c < 0x80) {
      if (c < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != '\v' && c != 0x1B) {
        ++found.controls;
        if (c == 0) ++found.zeros[i & 1];
      }
      ++i;
      continue;
    }
    std::size_t next = i;
    UChar32 decoded;
    U8_NEXT(data, next, size, decoded);
    if (decoded < 0) {
      found.broken += next - i;
    } else {
      ++found.multibyte;
    }
    i = next;
  }
  return found;
}

// The name of a binary format by its first bytes, or empty.
std::string_view binary_format(std::string_view bytes) {
  static constexpr std::pair<std::string_view, std::string_view> kMagic[] = {
      {"%PDF-", "a PDF"},
      {"PK\x03\x04", "a ZIP archive or office document"},
      {"\x89PNG", "a PNG image"},
      {"GIF8", "a GIF image"},
      {"\xFF\xD8\xFF", "a JPEG image"},
      {"\x7F"
       "ELF",
       "a program"},
      {"\xD0\xCF\x11\xE0", "an office document"},
      {"BZh", "bzip2"},
      {"\xFD"
       "7zXZ",
       "xz"},
      {"7z\xBC\xAF", "7-zip"},
      {"Rar!", "a RAR archive"},
      {"SQLite format 3", "an SQLite database"},
      {"RIFF", "a RIFF file"}};
  for (const auto& [magic, name] : kMagic) {
    if (bytes.starts_with(magic)) return name;
  }
  return {};
}

Decoded decode_utf8(std::string_view bytes) {
  Writer out(bytes.size());
  const auto* data = reinterpret_cast<const std::uint8_t*>(bytes.data());
  const std::size_t size = bytes.size();
  for (std::size_t i = 0; i < size;) {
    std::size_t run = i;
    while (run < size && (plain_ascii(data[run]) || data[run] == '\n')) ++run;
    if (run > i) {
      out.copy(bytes.substr(i, run - i));
      i = run;
      continue;
    }
    std::size_t next = i;
    UChar32 c;
    U8_NEXT(data, next, size, c);
    if (c >= 0) {
      out.put(static_cast<char32_t>(c), static_cast<std::uint32_t>(next - i), next < size ? data[next] : 0);
    } else {
      // A lone byte among good UTF-8 is most often pasted from Windows; a longer stretch is past saving.
      const char32_t guess = next - i == 1 ? from_windows_1252(data[i]) : kReplacement;
      out.put(treatment(guess) == Treat::kKeep ? guess : kReplacement, static_cast<std::uint32_t>(next - i),
              0);
      out.repaired();
    }
    i = next;
  }
  return out.take("UTF-8");
}

Decoded decode_windows_1252(std::string_view bytes) {
  Writer out(bytes.size() + bytes.size() / 16);
  for (std::size_t i = 0; i < bytes.size();) {
    std::size_t run = i;
    while (run < bytes.size() && (plain_ascii(static_cast<unsigned char>(bytes[run])) || bytes[run] == '\n'))
      ++run;
    if (run > i) {
      out.copy(bytes.substr(i, run - i));
      i = run;
      continue;
    }
    const char32_t c = from_windows_1252(static_cast<unsigned char>(bytes[i]));
    if (c == kReplacement) out.repaired();
    out.put(c, 1, i + 1 < bytes.size() ? static_cast<unsigned char>(bytes[i + 1]) : 0);
    ++i;
  }
  return out.take("windows-1252");
}

Decoded decode_utf16(std::string_view bytes, bool big, std::size_t mark) {
  Writer out(bytes.size() / 2 + 16);
  out.skip(static_cast<std::uint32_t>(mark));
  const auto unit = [&](std::size_t i) -> char32_t {
    if (i + 1 >= bytes.size()) return 0;
    const auto a = static_cast<unsigned char>(bytes[i]), b = static_cast<unsigned char>(bytes[i + 1]);
    return big ? (a << 8 | b) : (b << 8 | a);
  };
  std::size_t i = mark;
  while (i + 1 < bytes.size()) {
    const char32_t first = unit(i);
    if (U16_IS_LEAD(first) && i + 3 < bytes.size() && U16_IS_TRAIL(unit(i + 2))) {
      out.put(static_cast<char32_t>(U16_GET_SUPPLEMENTARY(first, unit(i + 2))), 4, unit(i + 4));
      i += 4;
      continue;
    }
    if (U16_IS_SURROGATE(first)) {
      out.repaired();
      out.put(kReplacement, 2, 0);
    } else {
      out.put(first, 2, unit(i + 2));
    }
    i += 2;
  }
  if (i < bytes.size()) {  // half a character at the end
    out.repaired();
    out.put(kReplacement, static_cast<std::uint32_t>(bytes.size() - i), 0);
  }
  return out.take(big ? "UTF-16BE" : "UTF-16LE");
}

// Through an ICU converter, which tells for each unit the byte it came from.
Result<Decoded> decode_icu(std::string_view bytes, const char* name) {
  UErrorCode status = U_ZERO_ERROR;
  std::unique_ptr<UConverter, decltype(&ucnv_close)> converter(ucnv_open(name, &status), &ucnv_close);
  if (U_FAILURE(status)) {
    return Error{ErrorCode::kBadEncoding,
                 std::string("the encoding ") + name + " is not known; save it as UTF-8", ""};
  }
  std::vector<UChar> units(bytes.size() * 2 + 16);
  std::vector<std::int32_t> from(units.size());
  UChar* target = units.data();
  const char* source = bytes.data();
  ucnv_toUnicode(converter.get(), &target, units.data() + units.size(), &source, bytes.data() + bytes.size(),
                 from.data(), true, &status);
  if (U_FAILURE(status)) {
    return Error{ErrorCode::kBadEncoding, std::string("the text is broken in its encoding, ") + name, ""};
  }
  const std::size_t count = static_cast<std::size_t>(target - units.data());
  Writer out(bytes.size() * 2);
  std::uint32_t done = 0;
  for (std::size_t i = 0; i < count;) {
    const std::size_t units_wide =
        U16_IS_LEAD(units[i]) && i + 1 < count && U16_IS_TRAIL(units[i + 1]) ? 2 : 1;
    const char32_t c = units_wide == 2 ? static_cast<char32_t>(U16_GET_SUPPLEMENTARY(units[i], units[i + 1]))
                       : U16_IS_SURROGATE(units[i]) ? kReplacement
                                                    : units[i];
    const std::size_t next = i + units_wide;
    std::uint32_t end = next < count && from[next] >= 0
                            ? static_cast<std::uint32_t>(from[next])
                            : static_cast<std::uint32_t>(next < count ? done : bytes.size());
    if (end < done) end = done;
    if (c == kReplacement) out.repaired();
    out.put(c, end - done, next < count ? units[next] : 0);
    done = end;
    i = next;
  }
  return out.take(name);
}

std::string detected(std::string_view bytes) {
  UErrorCode status = U_ZERO_ERROR;
  std::unique_ptr<UCharsetDetector, decltype(&ucsdet_close)> detector(ucsdet_open(&status), &ucsdet_close);
  if (U_FAILURE(status)) return {};
  const auto size = static_cast<std::int32_t>(std::min<std::size_t>(bytes.size(), 16384));  // enough to tell
  ucsdet_setText(detector.get(), bytes.data(), size, &status);
  const UCharsetMatch* match = ucsdet_detect(detector.get(), &status);
  if (U_FAILURE(status) || match == nullptr) return {};
  // Below 50 the detector is guessing between single-byte sets, where Windows-1252 is the better guess.
  if (ucsdet_getConfidence(match, &status) < 50) return {};
  const char* name = ucsdet_getName(match, &status);
  return U_SUCCESS(status) && name ? std::string(name) : std::string();
}

bool same_name(std::string_view a, const char* b) {
  return ucnv_compareNames(std::string(a).c_str(), b) == 0;
}

bool is_windows_1252(std::string_view name) {
  return same_name(name, "windows-1252") || same_name(name, "ISO-8859-1") || same_name(name, "US-ASCII") ||
         same_name(name, "latin1") || same_name(name, "cp1252");
}

Result<Decoded> decode_other(std::string_view bytes, std::string_view declared) {
  std::string name(declared);
  if (name.empty() || name.size() > 40 || same_name(name, "UTF-8")) name = detected(bytes);
  if (name.empty() || is_windows_1252(name) || name.starts_with("UTF-")) return decode_windows_1252(bytes);
  auto out = decode_icu(bytes, name.c_str());
  return out.ok() ? std::move(out) : Result<Decoded>(decode_windows_1252(bytes));
}

}  // namespace

namespace {

bool few_controls_in_utf16(std::string_view bytes, bool big) {
  std::size_t controls = 0;
  for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) {
    const auto high = static_cast<unsigned char>(bytes[big ? i : i + 1]);
    const auto low = static_cast<unsigned char>(bytes[big ? i + 1 : i]);
    if (high == 0 && low < 0x20 && (low < 9 || low > 13)) ++controls;
  }
  return controls * 200 <= bytes.size();  // one in a hundred characters
}

Result<Decoded> decode_any(std::string_view bytes, std::string_view declared) {
  const bool little_mark = bytes.starts_with("\xFF\xFE"), big_mark = bytes.starts_with("\xFE\xFF");
  if ((little_mark || big_mark) && few_controls_in_utf16(bytes.substr(2), big_mark)) {
    return decode_utf16(bytes, big_mark, 2);
  }
  const Survey found = survey(bytes);
  const std::size_t zeros = found.zeros[0] + found.zeros[1];
  // Latin text in UTF-16 has a zero in every other byte, Burmese or Chinese text still one for each space.
  if (zeros * 5 > bytes.size() || (zeros * 50 > bytes.size() && bytes.size() >= 100)) {
    const bool little = found.zeros[1] > 20 * found.zeros[0], big = found.zeros[0] > 20 * found.zeros[1];
    if ((little || big) && few_controls_in_utf16(bytes, big)) return decode_utf16(bytes, big, 0);
  }
  if (found.controls * 100 > bytes.size() || zeros * 1000 > bytes.size() + 999) {
    return Error{ErrorCode::kBinary, "these bytes are no text in any encoding; give text, HTML or NDJSON",
                 ""};
  }
  if (found.broken <= found.multibyte) return decode_utf8(bytes);
  return decode_other(bytes, declared);
}

}  // namespace

Result<Decoded> decode(std::string_view bytes, std::string_view declared) {
  if (const auto format = binary_format(bytes); !format.empty()) {
    return Error{ErrorCode::kBinary, "these bytes are " + std::string(format) + "; give text, HTML or NDJSON",
                 ""};
  }
  auto out = decode_any(bytes, declared);
  if (out.ok() && std::size_t{out->repaired} * 10 > out->text.size()) {
    return Error{ErrorCode::kBadEncoding,
                 "more than a tenth of the text is broken in its encoding; save it as UTF-8", ""};
  }
  return out;
}

}  // namespace assay::text
