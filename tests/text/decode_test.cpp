// Bytes → UTF-8, with the way back: encodings, repair, what is no text.
#include "text/decode.hpp"

#include <gtest/gtest.h>

#include <random>

#include "tests/text/support.hpp"

namespace assay::text {
namespace {

std::string utf16(std::string_view ascii_and_latin, bool big, bool mark) {
  std::string out = mark ? (big ? "\xFE\xFF" : "\xFF\xFE") : "";
  for (unsigned char c : ascii_and_latin) {
    if (big) out += '\0';
    out += static_cast<char>(c);
    if (!big) out += '\0';
  }
  return out;
}

Decoded decoded(std::string_view bytes, std::string_view declared = {}) {
  auto out = decode(bytes, declared);
  if (!out.ok()) throw std::runtime_error(out.error().text());
  return std::move(out).value();
}

TEST(Decode, each_encoding_is_found_and_leads_back_to_its_bytes) {
  const std::string latin =
      "The caf\xE9 at the border was shut \x96 nobody knows why. The caf\xE9's owner said \x93no\x94.";
  const std::string utf8 = "The café at the border was shut – nobody knows why. The café's owner said “no”.";
  struct Case {
    std::string bytes, encoding;
  };
  const std::string plain = "The caf at the border was shut on Monday. Nobody knows why.";
  for (const auto& [bytes, encoding] :
       {Case{utf8, "UTF-8"}, Case{"\xEF\xBB\xBF" + utf8, "UTF-8"}, Case{latin, "windows-1252"}}) {
    const Decoded out = decoded(bytes);
    EXPECT_EQ(out.text, utf8);
    EXPECT_EQ(out.encoding, encoding);
    EXPECT_EQ(out.repaired, 0u);
    const auto at = static_cast<std::uint32_t>(out.text.find("border"));
    const Span span = out.map.to_report({at, at + 6});
    EXPECT_EQ(bytes.substr(span.begin, span.size()), "border");
    const auto cafe = static_cast<std::uint32_t>(out.text.find("é"));
    const Span accent = out.map.to_report({cafe, cafe + 2});
    EXPECT_EQ(accent.size(), encoding == "UTF-8" ? 2u : 1u);
  }
  for (const bool big : {false, true}) {
    for (const bool mark : {false, true}) {
      const std::string bytes = utf16(plain, big, mark);
      const Decoded out = decoded(bytes);
      EXPECT_EQ(out.text, plain);
      EXPECT_EQ(out.encoding, big ? "UTF-16BE" : "UTF-16LE");
      const Span span = out.map.to_report({4, 7});
      EXPECT_EQ(bytes.substr(span.begin, span.size()), utf16("caf", big, false));
    }
  }
}

TEST(Decode, a_stray_byte_in_good_utf8_is_mended_and_a_stretch_is_marked) {
  const std::string bytes = "Größe: the army\x92s post at “Orlo” fell.";
  const Decoded out = decoded(bytes);
  EXPECT_EQ(out.text, "Größe: the army’s post at “Orlo” fell.");
  EXPECT_EQ(out.repaired, 1u);
  EXPECT_EQ(decoded("“Orlo” fell \xE2\x80 on “Monday”.").text, "“Orlo” fell \xEF\xBF\xBD on “Monday”.");
}

TEST(Decode, spaces_line_ends_and_marks_of_no_width_are_levelled) {
  const std::string bytes =
      "one\r\ntwo\rthree\xC2\xA0"
      "four fi\xC2\xADve\xE2\x80\x8B six\xE2\x80\xA8seven\teight";
  const Decoded out = decoded(bytes);
  EXPECT_EQ(out.text, "one\ntwo\nthree four five six\nseven eight");
  const auto at = static_cast<std::uint32_t>(out.text.find("five"));
  const Span span = out.map.to_report({at, at + 4});
  EXPECT_EQ(bytes.substr(span.begin, span.size()), "fi\xC2\xADve");
}

TEST(Decode, a_declared_charset_is_believed_only_where_utf8_fails) {
  EXPECT_EQ(decoded("caf\xC3\xA9 caf\xC3\xA9", "windows-1252").text, "café café");
  const std::string shift_jis = "\x83\x65\x83\x58\x83\x67 test";
  EXPECT_EQ(decoded(shift_jis, "Shift_JIS").text, "テスト test");
  EXPECT_EQ(decoded(shift_jis, "Shift_JIS").map.to_report({0, 3}), (Span{0, 2}));
  EXPECT_EQ(decoded("caf\xE9", "no-such-charset").text, "café");
}

TEST(Decode, binary_bytes_are_rejected) {
  for (const std::string& bytes : {std::string("\x89PNG\r\n\x1A\n"), std::string("GIF89a"),
                                   std::string(1000, '\0'), std::string("abc\0def\0\x01\x02\x03", 11),
                                   std::string("\x7F"
                                               "ELF\x02\x01")}) {
    const auto out = decode(bytes);
    ASSERT_FALSE(out.ok());
    EXPECT_EQ(out.error().code, ErrorCode::kBinary);
  }
}

// Every character of the text leads to bytes that decode to that character alone, in order.
TEST(Decode, every_character_leads_back_to_its_own_bytes) {
  std::mt19937 random(20241120);
  const std::vector<char32_t> pool = {'a',  'b',    'Z',    ' ',    '.',    '\n',   0xE9,
                                      0xDF, 0x2019, 0x2014, 0x1019, 0x103C, 0x4E2D, 0x1F525};
  for (int round = 0; round < 300; ++round) {
    std::u32string text;
    const int size = 20 + static_cast<int>(random() % 200);
    for (int i = 0; i < size; ++i) text += pool[random() % pool.size()];
    text += U"plain words at the end";
    const bool big = round % 2 == 0;
    std::string bytes = big ? "\xFE\xFF" : "\xFF\xFE";
    std::vector<Span> where;
    const auto unit = [&](unsigned u) {
      bytes += static_cast<char>(big ? u >> 8 : u & 255);
      bytes += static_cast<char>(big ? u & 255 : u >> 8);
    };
    for (char32_t c : text) {
      const auto begin = static_cast<std::uint32_t>(bytes.size());
      if (c < 0x10000) {
        unit(c);
      } else {
        unit(0xD800 + ((c - 0x10000) >> 10));
        unit(0xDC00 + ((c - 0x10000) & 0x3FF));
      }
      where.push_back({begin, static_cast<std::uint32_t>(bytes.size())});
    }
    const Decoded out = decoded(bytes);
    std::uint32_t at = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
      const char32_t c = text[i];
      const std::uint32_t width = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
      ASSERT_EQ(out.map.to_report({at, at + width}), where[i]);
      ASSERT_EQ(out.map.to_text(where[i]), (Span{at, at + width}));
      at += width;
    }
    ASSERT_EQ(at, out.text.size());
  }
}

}  // namespace
}  // namespace assay::text
