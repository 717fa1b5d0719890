// First step of the text stage: bytes as they were given → UTF-8, with the way back. What a report's bytes
// mean is found in this order: byte order mark, zeros that betray UTF-16, UTF-8 that holds, the charset that
// a page declares, ICU's detector, and Windows-1252 for single-byte text that nothing else explains.
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"
#include "text/body.hpp"

namespace assay::text {

struct Decoded {
  std::string text;  // valid UTF-8 without NUL, other control characters, carriage returns, soft hyphens or
                     // marks of no width; every kind of space is ' ', every line end '\n'
  OffsetMap map;     // text → bytes; a span on character boundaries leads to one on character boundaries
  std::string encoding;        // "UTF-8", "UTF-16LE", "UTF-16BE", "windows-1252", or ICU's name of another
  std::uint32_t repaired = 0;  // stretches that were broken in their encoding and became one mark (U+FFFD) or
                               // the Windows-1252 character that a stray byte most likely was
};

// `declared` is a charset that the carrier names (a meta tag), or empty; it is believed only where UTF-8
// fails. Fails with kBinary for NULs, more than 1% control characters or the first bytes of a known binary
// format, and with kBadEncoding when more than a tenth of the characters are broken. O(bytes). Requires:
// bytes.size() < 2^32.
Result<Decoded> decode(std::string_view bytes, std::string_view declared = {});

}  // namespace assay::text
