// Any bytes: decoded text is clean UTF-8, its map is in order and within the bytes, and in good UTF-8 no
// character of the report is cut.
#include "fuzz/text_promises.hpp"
#include "text/decode.hpp"

namespace assay::fuzz {

void text_decode(std::string_view bytes) {
  const auto out = text::decode(bytes);
  if (!out.ok()) {
    ASSAY_HOLDS(!out.error().message.empty());
    return;
  }
  check_text(out->text, out->map, bytes.size(), true);
  if (out->encoding != "UTF-8" || !is_utf8(bytes)) return;
  ASSAY_HOLDS(out->repaired == 0);
  for (std::size_t at = 0; at < out->text.size(); at += character_size(out->text, at)) {
    const auto end = static_cast<std::uint32_t>(at + character_size(out->text, at));
    const Span from = out->map.to_report({static_cast<std::uint32_t>(at), end});
    ASSAY_HOLDS(is_boundary(bytes, from.begin) && is_boundary(bytes, from.end) && !from.empty());
  }
}

}  // namespace assay::fuzz

ASSAY_FUZZER(assay::fuzz::text_decode)
