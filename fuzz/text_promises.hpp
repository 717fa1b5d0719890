// What the text stage promises of every input, checked by its fuzzers and its tests.
#pragma once

#include <string_view>

#include "fuzz/fuzz.hpp"
#include "text/body.hpp"
#include "text/lexicon.hpp"

namespace assay::fuzz {

inline const text::Lexicon& lexicon() {
  static const Result<text::Lexicon> loaded = text::Lexicon::load(ASSAY_SOURCE_DIR "/domain");
  ASSAY_HOLDS(loaded.ok());
  return loaded.value();
}

// The size of the UTF-8 character at `at`, or 0 where there is none: not for a longer spelling than needed, half of a
// surrogate pair or a number past the last character (Unicode 15, table 3-7).
inline std::size_t character_size(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) {
    return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0u;
  };
  const auto tail = [&](std::size_t i) { return (byte(i) & 0xC0) == 0x80; };
  if (byte(0) < 0x80) return at < text.size() ? 1 : 0;
  if (byte(0) >= 0xC2 && byte(0) < 0xE0 && tail(1)) return 2;
  if (byte(0) == 0xE0 && byte(1) < 0xA0) return 0;
  if (byte(0) == 0xED && byte(1) >= 0xA0) return 0;
  if (byte(0) == 0xF0 && byte(1) < 0x90) return 0;
  if (byte(0) == 0xF4 && byte(1) >= 0x90) return 0;
  if (byte(0) >= 0xE0 && byte(0) < 0xF0 && tail(1) && tail(2)) return 3;
  if (byte(0) >= 0xF0 && byte(0) < 0xF5 && tail(1) && tail(2) && tail(3)) return 4;
  return 0;
}

inline bool is_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t size = character_size(text, at);
    if (size == 0) return false;
    at += size;
  }
  return true;
}

// True when no character of valid UTF-8 is cut at `at`.
inline bool is_boundary(std::string_view text, std::size_t at) {
  return at <= text.size() && (at == text.size() || (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80);
}

// `text` is clean UTF-8 and each of its characters leads to bytes within the report, in order where
// `ordered`.
inline void check_text(std::string_view text, const text::OffsetMap& map, std::size_t report_size,
                       bool ordered) {
  ASSAY_HOLDS(map.text_size() == text.size());
  std::uint32_t last = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t size = character_size(text, at);
    ASSAY_HOLDS(size > 0);
    ASSAY_HOLDS(static_cast<unsigned char>(text[at]) >= 0x20 || text[at] == '\n' || text[at] == '\t');
    const Span from = map.to_report({static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + size)});
    ASSAY_HOLDS(from.begin <= from.end && from.end <= report_size);
    ASSAY_HOLDS(!ordered || from.begin >= last);
    last = from.begin;
    at += size;
  }
}

inline void check_body(const text::Body& body, std::size_t report_size) {
  std::uint32_t last = 0;
  for (const text::Block& block : body.blocks) {
    ASSAY_HOLDS(block.whole.begin >= last && block.whole.end <= body.text.size() && !block.whole.empty());
    ASSAY_HOLDS(block.whole.contains(block.span) && !block.span.empty());
    ASSAY_HOLDS(block.lead.empty() ||
                (block.lead.begin >= block.whole.begin && block.lead.end <= block.span.begin));
    ASSAY_HOLDS(is_boundary(body.text, block.span.begin) && is_boundary(body.text, block.span.end));
    ASSAY_HOLDS(body.text.find('\n', block.whole.begin) >= block.whole.end);
    const Span from = body.map.to_report(block.span);
    ASSAY_HOLDS(from.begin < from.end && from.end <= report_size);
    last = block.whole.end;
  }
  for (const text::Dateline& line : body.datelines)
    ASSAY_HOLDS(line.span.end <= body.text.size() && !line.span.empty());
  for (const text::DateHint& hint : body.date_hints) {
    ASSAY_HOLDS(hint.span.end <= body.text.size());
    ASSAY_HOLDS(hint.span.empty() || body.text.substr(hint.span.begin, hint.span.size()) == hint.text);
  }
}

}  // namespace assay::fuzz
