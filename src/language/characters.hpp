// Characters of UTF-8 text as the language stage sees them: classes, case and the folding of typographic
// variants, without locale and for every byte sequence (a broken byte counts as a letter of size one).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace assay::language {

enum class CharClass : unsigned char { kSpace, kLetter, kDigit, kSymbol };

struct Char {
  char32_t code = 0;
  std::uint32_t size = 1;  // bytes taken, at least 1
};

// The character at `at`. Requires: at < text.size(). A broken sequence gives U+FFFD of size 1.
Char decode(std::string_view text, std::size_t at);
void append_utf8(std::string& out, char32_t code);

CharClass class_of(char32_t code);
bool is_upper(char32_t code);
// Latin, Greek and Cyrillic capitals to small letters; every other character stands for itself.
char32_t lowered(char32_t code);
std::string lowered(std::string_view text);

// Lower case with curly quotes, dashes and the ellipsis written in ASCII and digits as '0': the spelling
// under which words are looked up. Bounded: at most four bytes out for each byte in.
std::string folded(std::string_view text);
// As `folded`, but keeps case and digits apart.
std::string plain_punctuation(std::string_view text);

// "Xx", "X", "x", "d", "d.d": runs of one class collapse after two. At most 12 bytes.
std::string shape_of(std::string_view text);

// A stable 64-bit hash (FNV-1a, then mixed): the same on every machine, because models hold it.
std::uint64_t hash_of(std::string_view text, std::uint64_t seed = 0);
std::uint64_t mixed(std::uint64_t value);

}  // namespace assay::language
