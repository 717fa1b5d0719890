#include "text/layout.hpp"

#include <algorithm>
#include <array>

namespace assay::text {
namespace {

// Wrapped text has no longer lines than this; longer ones are paragraphs.
constexpr std::uint32_t kWidestWrap = 120;

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n'; }

Span trimmed(std::string_view text, Span span) {
  while (span.begin < span.end && is_space(text[span.begin])) ++span.begin;
  while (span.begin < span.end && is_space(text[span.end - 1])) --span.end;
  return span;
}

std::uint32_t first_word_size(std::string_view text, Span line) {
  std::uint32_t at = line.begin;
  while (at < line.end && !is_space(text[at])) ++at;
  return at - line.begin;
}

// 'by Mira Olsen' under a headline is no part of it.
bool opens_byline(std::string_view line, const Lexicon& lexicon) {
  const std::string low = lower(line.substr(0, 60));
  const auto words = words_of(low, {0, static_cast<std::uint32_t>(low.size())});
  if (words.size() < 2) return !words.empty() && words[0].low == "by";
  const std::size_t size = words[0].low == "by" ? 1 : lexicon.byline.match(words, 0);
  if (size == 0 || size >= words.size()) return false;
  const char next = line[words[size].span.begin];
  return next >= 'A' && next <= 'Z';
}

// True when the line's last word ends nothing: 'THE CLASHES AT'. One word alone is a label, not a broken
// line.
bool breaks_off(std::string_view line, const Lexicon& lexicon) {
  const auto space = line.find_last_of(' ');
  if (space == std::string_view::npos || line.size() > kWidestWrap) return false;
  return lexicon.joining.contains(lower(line.substr(space + 1)));
}

}  // namespace

std::uint32_t bullet_size(std::string_view passage) {
  static constexpr std::array<std::string_view, 22> kBullets = {"•", "‣", "▪", "●", "○",   "◦",  "■", "□",
                                                                "►", "▶", "➤", "→", "✓",   "✔",  "*", "-",
                                                                "–", "—", "·", "▸", "», ", "o\t"};
  for (const auto bullet : kBullets) {
    if (!passage.starts_with(bullet)) continue;
    std::uint32_t size = static_cast<std::uint32_t>(bullet.size());
    const bool glued = size >= 3 && bullet != "–" && bullet != "—";  // '•Text' is a bullet, '-Text' is not
    if (size < passage.size() && (passage[size] == ' ' || passage[size] == '\t' || glued)) {
      while (size < passage.size() && is_space(passage[size])) ++size;
      return size;
    }
  }
  // 3. Text · 3) Text · (3) Text · (a) Text
  std::uint32_t at = 0;
  const bool open = !passage.empty() && passage[0] == '(';
  if (open) ++at;
  const std::uint32_t begin = at;
  while (at < passage.size() && at - begin < 3 && passage[at] >= '0' && passage[at] <= '9') ++at;
  const bool digits = at > begin;
  if (!digits && at < passage.size() && passage[at] >= 'a' && passage[at] <= 'z') ++at;
  if (at == begin || at >= passage.size()) return 0;
  const bool closed = passage[at] == ')';
  if (!(closed || passage[at] == '.' || (passage[at] == '/' && digits)) || (open && !closed)) return 0;
  ++at;
  if (at >= passage.size() || !is_space(passage[at])) return 0;
  while (at < passage.size() && is_space(passage[at])) ++at;
  return at;
}

bool ends_with_stop(std::string_view passage) {
  static constexpr std::array<std::string_view, 10> kClosing = {"”", "’", "\"", "'", ")",
                                                                "]", "»", "*",  "_", " "};
  static constexpr std::array<std::string_view, 6> kStops = {".", "!", "?", "…", "။", "。"};
  for (bool again = true; again;) {
    again = false;
    if (passage.ends_with(']')) {  // a reference: '… was killed.[4]'
      const auto open = passage.rfind('[');
      if (open != std::string_view::npos && open > 0 && passage.size() - open <= 5 &&
          passage.substr(open + 1, passage.size() - open - 2).find_first_not_of("0123456789") ==
              std::string_view::npos) {
        passage = passage.substr(0, open);
        again = true;
        continue;
      }
    }
    for (const auto mark : kClosing) {
      if (passage.ends_with(mark)) {
        passage.remove_suffix(mark.size());
        again = true;
      }
    }
  }
  return std::any_of(kStops.begin(), kStops.end(), [&](auto stop) { return passage.ends_with(stop); });
}

std::vector<Passage> passages_of(std::string& text, const Lexicon& lexicon) {
  struct Line {
    Span span;
    bool gap;
  };
  std::vector<Line> lines;
  bool gap = true;
  for (std::uint32_t at = 0; at < text.size();) {
    auto end = static_cast<std::uint32_t>(std::min(text.find('\n', at), text.size()));
    const Span line = trimmed(text, {at, end});
    if (line.empty()) {
      gap = true;
    } else {
      lines.push_back({line, gap});
      gap = false;
    }
    at = end + 1;
  }

  // Wrapped hard when, between lines that follow each other, the next word would mostly not have fitted any
  // more.
  std::uint32_t width = 0;
  for (const Line& line : lines) width = std::max(width, line.span.size());
  std::size_t pairs = 0, full = 0;
  const auto is_full = [&](std::size_t i) {  // line i could not have taken the first word of line i + 1
    return lines[i].span.size() + 1 + first_word_size(text, lines[i + 1].span) > width;
  };
  if (width <= kWidestWrap && width >= 30) {
    for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
      if (lines[i + 1].gap) continue;
      ++pairs;
      if (is_full(i)) ++full;
    }
  }
  // Ragged text misses the width by a long word now and then, hence a tolerance below of a sixth of the
  // width.
  const bool wrapped = full >= 3 && full * 2 >= pairs;
  const auto nearly_full = [&](std::size_t i) {
    return lines[i].span.size() + 1 + first_word_size(text, lines[i + 1].span) + width / 6 > width;
  };

  std::vector<Passage> passages;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string_view line = std::string_view(text).substr(lines[i].span.begin, lines[i].span.size());
    if (i > 0 && !lines[i].gap && bullet_size(line) == 0) {
      const std::string_view before =
          std::string_view(text).substr(lines[i - 1].span.begin, lines[i - 1].span.size());
      const bool lower = line[0] >= 'a' && line[0] <= 'z';
      const bool ended = ends_with_stop(before);
      const bool goes_on =
          (lower && !ended && before.find(' ') != std::string_view::npos && !opens_byline(line, lexicon)) ||
          (!ended && breaks_off(before, lexicon));
      if (goes_on || (wrapped && (ended ? is_full(i - 1) : nearly_full(i - 1)))) {
        Span& whole = passages.back().span;
        std::replace(text.begin() + whole.end, text.begin() + lines[i].span.begin, '\n', ' ');
        whole.end = lines[i].span.end;
        continue;
      }
    }
    passages.push_back({lines[i].span, lines[i].gap, std::nullopt});
  }
  return passages;
}

}  // namespace assay::text
