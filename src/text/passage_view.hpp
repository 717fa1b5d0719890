// A passage with all that the rules of classify.cpp ask of it, worked out once.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "text/date_text.hpp"
#include "text/layout.hpp"
#include "text/lexicon.hpp"

namespace assay::text {

struct PassageView {
  Passage passage;
  std::string_view text;      // as printed
  std::vector<Word> words;    // spans in the body's text
  std::uint32_t bullet = 0;   // bytes of a bullet or number at its begin
  std::uint32_t emoji = 0;    // bytes of emoji and signs at its begin (instead of a bullet)
  std::size_t capitals = 0;   // words that begin with a capital letter
  bool stop = false;          // ends a sentence
  bool all_caps = false;      // has letters, and none in lower case (ASCII)
  std::size_t sentences = 0;  // a rough count: stops before a space and a capital, and the one at the end
};

// `body_text` and `low` (its ASCII lower case) must outlive the view.
PassageView view_of(std::string_view body_text, std::string_view low, const Passage& passage);

bool is_byline(const PassageView& view, const Lexicon& lexicon);
bool is_caption(const PassageView& view, const std::vector<DateText>& dates, const Lexicon& lexicon);
bool is_navigation(const PassageView& view, const Lexicon& lexicon);
bool is_boilerplate(const PassageView& view, const Lexicon& lexicon);
bool is_related_heading(const PassageView& view, const Lexicon& lexicon);
// A line that holds a date and little else: '12 March 2025', 'Sunday 17 March 2024 · Nation', 'Issued 7
// March'.
bool is_date_line(const PassageView& view, const std::vector<DateText>& dates, const Lexicon& lexicon);
// How much a line looks like the name of an outlet, an office or a series rather than a headline; 2 and more
// is one.
int masthead_score(const PassageView& view, const Lexicon& lexicon);
bool has_past_verb(const PassageView& view);
bool has_finite_verb(const PassageView& view, const Lexicon& lexicon);

}  // namespace assay::text
