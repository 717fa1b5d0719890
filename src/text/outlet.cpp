#include "text/outlet.hpp"

#include <algorithm>

namespace assay::text {
namespace {

std::string first_segment(std::string_view text) {
  for (const std::string_view sign : {" | ", " — ", " – ", " · ", " » "})
    text = text.substr(0, text.find(sign));
  return std::string(text);
}

bool has_any(std::string_view text, std::initializer_list<std::string_view> signs) {
  return std::any_of(signs.begin(), signs.end(),
                     [&](auto sign) { return text.find(sign) != std::string_view::npos; });
}

// The lines above the headline: an office before the state that it belongs to, else the first.
std::string of_masthead(const std::vector<Entry>& entries, std::size_t body_begin, const Lexicon& lexicon,
                        const Body& body) {
  const Entry* first = nullptr;
  for (std::size_t i = 0; i < std::min<std::size_t>(body_begin, 6); ++i) {
    const PassageView& view = entries[i].view;
    if (entries[i].kind == BlockKind::kHeadline) break;
    if (entries[i].kind != BlockKind::kNavigation || view.words.empty() || !entries[i].dates.empty())
      continue;
    if (view.words.size() > 12 || view.passage.kind || is_navigation(view, lexicon)) continue;
    if (lexicon.document.anywhere(view.words) || has_any(view.text, {":", "No. ", "/"})) continue;
    // A section's name that was cut from a joined line is no outlet.
    if (i > 0 && !view.passage.gap_before && body.text[view.passage.span.begin - 1] == ' ') continue;
    const bool office = lexicon.masthead.anywhere(view.words), realm = lexicon.realm.anywhere(view.words);
    if (office && !realm) return first_segment(view.text);
    const bool digits = view.text.find_first_of("0123456789") != std::string_view::npos;
    if (first == nullptr && (office || !digits)) first = &entries[i];
  }
  if (first != nullptr) return first_segment(first->view.text);
  // 'Minor Metals Wire | 21 March 2025'
  if (!entries.empty() && entries[0].kind == BlockKind::kDateline && has_any(entries[0].view.text, {" | "}) &&
      !entries[0].dates.empty() && entries[0].dates[0].first_word > 0) {
    return first_segment(entries[0].view.text);
  }
  return {};
}

// 'By Harbour Weekly reporters', 'By HNA Coast Service': a desk or a name that opens with an acronym, not a
// person.
std::string of_byline(const PassageView& view, const Lexicon& lexicon, const Body& body) {
  const auto& words = view.words;
  if (words.size() < 2 || words.size() > 6 || words[0].low != "by") return {};
  const auto printed = [&](Span span) { return std::string_view(body.text).substr(span.begin, span.size()); };
  const bool desk = words.size() > 2 && lexicon.role.contains(words.back().low);
  const std::string_view head = printed(words[1].span);
  const bool acronym = head.size() >= 2 && head.size() <= 5 &&
                       std::all_of(head.begin(), head.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  if (!desk && !acronym) return {};
  return std::string(printed({words[1].span.begin, words[words.size() - (desk ? 2 : 1)].span.end}));
}

// '© 2024 Harbour Weekly. All rights reserved.'
std::string of_copyright(const PassageView& view) {
  const std::string_view sign = "©";
  const auto at = view.text.rfind(sign);
  if (at == std::string_view::npos) return {};
  std::string_view name = view.text.substr(at + sign.size());
  name = name.substr(0, name.find_first_of(".,|"));
  while (!name.empty() && (name.front() == ' ' || (name.front() >= '0' && name.front() <= '9')))
    name.remove_prefix(1);
  return name.size() <= 40 ? std::string(name) : std::string();
}

}  // namespace

std::string guess_outlet(const std::vector<Entry>& entries, std::size_t body_begin, const Lexicon& lexicon,
                         const Body& body) {
  std::string name = of_masthead(entries, body_begin, lexicon, body);
  if (!name.empty()) return name;
  for (const Dateline& line : body.datelines) {
    if (!line.agency.empty()) return line.agency;
  }
  for (const Entry& entry : entries) {
    if (entry.kind != BlockKind::kByline) continue;
    name = of_byline(entry.view, lexicon, body);
    if (!name.empty()) return name;
  }
  for (std::size_t i = 0; i < body_begin; ++i) {  // 'Centre for Border Studies (CBS)' below the headline
    const PassageView& view = entries[i].view;
    if (entries[i].kind != BlockKind::kByline || view.stop || view.words.size() > 8 ||
        is_byline(view, lexicon))
      continue;
    if (view.text.front() == '(' || lexicon.document.anywhere(view.words) ||
        masthead_score(view, lexicon) < 2)
      continue;
    return first_segment(view.text);
  }
  for (auto entry = entries.rbegin(); entry != entries.rend(); ++entry) {
    if (entry->kind != BlockKind::kCommentRules) continue;
    name = of_copyright(entry->view);
    if (!name.empty()) return name;
  }
  return {};
}

}  // namespace assay::text
