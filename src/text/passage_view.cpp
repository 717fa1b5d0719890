#include "text/passage_view.hpp"

#include <algorithm>

namespace assay::text {
namespace {

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }

// The bytes of emoji, arrows and signs that open `text`, with the spaces after them.
std::uint32_t emoji_size(std::string_view text) {
  std::uint32_t at = 0;
  const auto byte = [&](std::size_t i) {
    return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0u;
  };
  while (at < text.size()) {
    if (byte(0) == 0xF0 && byte(1) == 0x9F) {
      at += 4;
    } else if (byte(0) == 0xE2 && (byte(1) >= 0x86 && byte(1) <= 0xAF) && byte(1) != 0x94) {  // U+2190–U+2BFF
      at += 3;
    } else if ((byte(0) == 0xEF && byte(1) == 0xB8) ||
               (byte(0) == 0xE2 && byte(1) == 0x80 && byte(2) == 0x8D)) {
      at += 3;  // variation selectors and joiners
    } else if (at > 0 && text[at] == ' ') {
      ++at;
    } else {
      break;
    }
  }
  return std::min(at, static_cast<std::uint32_t>(text.size()));
}

std::size_t count_of(std::string_view text, std::string_view sign) {
  std::size_t count = 0;
  for (auto at = text.find(sign); at != std::string_view::npos; at = text.find(sign, at + sign.size()))
    ++count;
  return count;
}

std::string_view strip(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

// Cuts at menu separators; the pieces are trimmed.
std::vector<std::string_view> segments_of(std::string_view text) {
  static constexpr std::string_view kSigns[] = {" | ", " · ", " » ", " › ", " > ", " / ", " • ", " — ",
                                                " – ", " - ", " → ", "|",   "»",   "›",   "·"};
  std::vector<std::string_view> out;
  std::size_t begin = 0;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t width = 0;
    for (const auto sign : kSigns) {
      if (text.substr(at).starts_with(sign)) {
        width = sign.size();
        break;
      }
    }
    if (width == 0) {
      ++at;
      continue;
    }
    out.push_back(strip(text.substr(begin, at - begin)));
    at += width;
    begin = at;
  }
  out.push_back(strip(text.substr(begin)));
  return out;
}

std::vector<Word> words_in(const PassageView& view, std::string_view part) {
  std::vector<Word> out;
  const auto begin = view.passage.span.begin + static_cast<std::uint32_t>(part.data() - view.text.data());
  const auto end = begin + static_cast<std::uint32_t>(part.size());
  for (const Word& word : view.words) {
    if (word.span.begin >= begin && word.span.end <= end) out.push_back(word);
  }
  return out;
}

char first_char(const PassageView& view, std::size_t word) {
  return view.text[view.words[word].span.begin - view.passage.span.begin];
}

}  // namespace

PassageView view_of(std::string_view body_text, std::string_view low, const Passage& passage) {
  PassageView view;
  view.passage = passage;
  view.text = body_text.substr(passage.span.begin, passage.span.size());
  view.words = words_of(low, passage.span);
  view.bullet = bullet_size(view.text);
  if (view.bullet == 0) view.emoji = emoji_size(view.text);
  view.stop = ends_with_stop(view.text);
  bool upper = false, lower_case = false;
  for (char c : view.text) {
    upper |= is_upper(c);
    lower_case |= is_lower(c);
  }
  view.all_caps = upper && !lower_case;
  for (std::size_t i = 0; i < view.words.size(); ++i) {
    const char c = first_char(view, i);
    if (is_upper(c) || static_cast<unsigned char>(c) >= 0xC3) ++view.capitals;
  }
  for (std::size_t i = 0; i + 2 < view.text.size(); ++i) {
    const char c = view.text[i];
    if ((c != '.' && c != '!' && c != '?') || view.text[i + 1] != ' ' || is_lower(view.text[i + 2])) continue;
    // 'Nov. 20', 'Col. Naw', 'R. Abeyta': a short word with a capital before the stop ends nothing.
    std::size_t word = i;
    while (word > 0 && (is_upper(view.text[word - 1]) || is_lower(view.text[word - 1]))) --word;
    const std::size_t length = i - word;
    const bool short_name = c == '.' && length > 0 && length <= 4 && is_upper(view.text[word]) &&
                            (length == 1 || is_lower(view.text[word + 1]));
    if (!short_name) ++view.sentences;
  }
  if (view.stop) ++view.sentences;
  return view;
}

bool has_finite_verb(const PassageView& view, const Lexicon& lexicon) {
  return lexicon.finite.anywhere(view.words);
}

bool is_byline(const PassageView& view, const Lexicon& lexicon) {
  const auto& words = view.words;
  if (words.empty() || words.size() > 40) return false;
  // Initials of an agency's desk: 'hk-mlr/jb/gil'.
  if (view.text.find('/') != std::string_view::npos && view.text.size() <= 24 && words.size() <= 5 &&
      std::all_of(view.text.begin(), view.text.end(),
                  [](char c) { return is_lower(c) || c == '/' || c == '-'; })) {
    return true;
  }
  if (const auto size = lexicon.byline.match(words, 0); size > 0 && size < words.size()) {
    const std::size_t after = words[size - 1].span.end - view.passage.span.begin;
    const bool colon = after < view.text.size() && view.text[after] == ':';
    const bool by = words[size - 1].low == "by";
    if (by || colon) return true;
  }
  if (words[0].low == "by" && words.size() > 1) {
    if (lexicon.weekday.contains(words[1].low) || lexicon.months.count(std::string(words[1].low)))
      return false;
    if (!is_upper(first_char(view, 1)) && static_cast<unsigned char>(first_char(view, 1)) < 0xC3)
      return false;
    // The first sentence is the byline: names, not a clause.
    const auto stop = view.text.find(". ");
    const auto first =
        words_in(view, view.text.substr(0, stop == std::string_view::npos ? view.text.size() : stop));
    std::size_t names = 0;
    for (std::size_t i = 0; i < first.size(); ++i) {
      const char c = first_char(view, i);
      if (is_upper(c) || static_cast<unsigned char>(c) >= 0xC3) ++names;
    }
    if (first.size() <= 14 && names * 2 >= first.size() && !lexicon.finite.anywhere(first)) return true;
  }
  // 'AMPARO LIZARAZU, special correspondent, Puerto Almagre'
  return words.size() <= 12 && !view.stop && view.capitals * 2 >= words.size() &&
         !has_finite_verb(view, lexicon) && view.text.find(',') != std::string_view::npos &&
         lexicon.role.anywhere(words);
}

// A word in -ed that no 'by', 'in' or 'at' follows: 'visited Turkey', not 'houses damaged by shells'.
bool has_past_verb(const PassageView& view) {
  for (std::size_t i = 1; i + 1 < view.words.size(); ++i) {
    if (view.words[i].low.size() < 5 || !view.words[i].low.ends_with("ed")) continue;
    const std::string_view next = view.words[i + 1].low;
    if (next != "by" && next != "in" && next != "at" && next != "near" && next != "on" && next != "after" &&
        next != "during")
      return true;
  }
  return false;
}

bool is_caption(const PassageView& view, const std::vector<DateText>& dates, const Lexicon& lexicon) {
  if (view.words.empty() || view.words.size() > 60) return false;
  const std::string_view text = view.text;
  // '[Image] A dredge …', 'Photo: …', '© Name/Agency'
  if (const auto size = lexicon.credit.match(view.words, 0)) {
    const std::size_t after = view.words[size - 1].span.end - view.passage.span.begin;
    if (after < text.size() && (text[after] == ']' || text[after] == ':' || text[after] == ',') &&
        view.words.size() < 45)
      return true;
  }
  // A credit at the end: in brackets, or after the last sentence.
  const std::size_t open =
      text.back() == ')' || text.ends_with(").") ? text.rfind('(') : std::string_view::npos;
  if (open != std::string_view::npos) {
    const auto inside = words_in(view, text.substr(open));
    const std::string_view within = text.substr(open);
    const bool stroke = within.find('/') != std::string_view::npos && !inside.empty() && inside.size() <= 8 &&
                        within.find_first_of("0123456789") == std::string_view::npos;
    if (!inside.empty() && inside.size() <= 12 && view.sentences <= 3) {
      const bool credited =
          lexicon.credit.match(inside, 0) > 0 || (stroke && lexicon.credit.anywhere(inside)) ||
          (stroke && !has_finite_verb(view, lexicon)) || (stroke && lexicon.caption.anywhere(view.words));
      // 'The army denied it. (Reuters)' is a wire's paragraph, not a picture's.
      const bool bare_agency = !stroke && inside.size() <= 2 && open > 0 && has_finite_verb(view, lexicon) &&
                               !lexicon.caption.anywhere(view.words);
      if (credited && !bare_agency) return true;
    }
  }
  // '… Friday. Photograph: D. Lisko/The Lampwick', '… 11 March 2022. © Bram Oduber/The Parallel'
  for (std::size_t i = 1; i < view.words.size(); ++i) {
    const auto size = lexicon.credit.match(view.words, i);
    if (size == 0) continue;
    const std::size_t after = view.words[i + size - 1].span.end - view.passage.span.begin;
    const std::size_t before = view.words[i].span.begin - view.passage.span.begin;
    const bool new_sentence =
        before >= 2 && (text[before - 2] == '.' || text[before - 2] == '|' || text[before - 1] == '/');
    const bool colon = after < text.size() && text[after] == ':';
    if ((colon || text[before - 1] == '/') && new_sentence && view.words.size() - i <= 10) return true;
  }
  if (const auto sign = text.rfind("©");
      sign != std::string_view::npos && sign > 20 && words_in(view, text.substr(sign)).size() <= 8 &&
      view.sentences <= 2 && text.substr(sign).find('/') != std::string_view::npos) {
    return true;
  }
  // 'The Kachin Independence Army. / The Irrawaddy'
  if (const auto stroke = text.rfind(". / ");
      stroke != std::string_view::npos && !view.stop && words_in(view, text.substr(stroke)).size() <= 5) {
    return true;
  }
  // A scene without a statement, dated to the year: 'The bridge at Nam Lin on Nov. 20, 2024.'
  if (view.sentences <= 1 && view.words.size() <= 40 && !dates.empty() && dates.back().whole &&
      dates.back().last_word == view.words.size() && dates.back().first_word >= 3) {
    if (lexicon.caption.anywhere(view.words)) return true;
    if (view.stop && !has_finite_verb(view, lexicon) && !has_past_verb(view)) return true;
  }
  return false;
}

bool is_navigation(const PassageView& view, const Lexicon& lexicon) {
  if (view.words.empty()) return true;  // signs only
  if (view.words.size() > 60) return false;
  // A number, an address or a file's path alone; a line of hashtags.
  if (view.text.find(' ') == std::string_view::npos &&
      (view.text.find("://") != std::string_view::npos || view.text.starts_with("www.") ||
       view.text.starts_with("/") ||
       view.text.find_first_not_of("0123456789.,+KkMm") == std::string_view::npos)) {
    return true;
  }
  if (view.text.starts_with("#") && count_of(view.text, "#") == count_of(view.text, " ") + 1) return true;
  const auto segments = segments_of(view.text.substr(view.bullet ? 0 : view.emoji));
  std::size_t known = 0, small = 0;
  for (const auto segment : segments) {
    const auto words = words_in(view, segment);
    if (words.size() <= 4) ++small;
    std::size_t first = 0;  // '4 min read', '2.3K comments'
    while (first < words.size() && words[first].low[0] >= '0' && words[first].low[0] <= '9') ++first;
    const auto size = lexicon.navigation.match(words, first);
    if (size > 0 && first + size == words.size()) ++known;
  }
  if (segments.size() == 1) {
    if (view.stop || view.words.size() > 10) return false;
    if (known == 1) return view.words.size() <= 3;
    std::size_t of_menus = 0;  // 'Share on Facebook Tweet on Twitter'
    for (std::size_t i = 0; i < view.words.size();) {
      const auto size = lexicon.navigation.match(view.words, i);
      of_menus += size;
      i += std::max<std::size_t>(1, size);
    }
    return of_menus == view.words.size();
  }
  const auto first = words_in(view, segments[0]);
  const auto opens = lexicon.navigation.match(first, 0);
  const bool opens_known = opens > 0 && opens == first.size();
  if (opens_known && first[0].low == "home") return true;
  if (opens_known && segments.size() == 2 && count_of(view.text, "·") + count_of(view.text, "|") > 0)
    return true;
  // A menu: several short segments, half of them known.
  return segments.size() >= 3 && small == segments.size() && known * 2 >= segments.size();
}

bool is_boilerplate(const PassageView& view, const Lexicon& lexicon) {
  if (view.words.empty()) return false;
  // Stage directions: '[JINGLE – 6 sec – FADE]'
  if (view.text.front() == '[' && view.text.back() == ']' && view.words.size() <= 15) return true;
  if (view.text.starts_with("©") && view.words.size() <= 60) return true;
  const auto first_is_sentence = [&](std::size_t size) {
    // 'Ends' and 'Advertisement' alone are notices; longer phrases open one.
    return size >= 2 || view.words.size() <= 3;
  };
  if (const auto size = lexicon.boilerplate.match(view.words, 0); size > 0) {
    const std::size_t after = view.words[size - 1].span.end - view.passage.span.begin;
    const bool colon = after < view.text.size() && view.text[after] == ':';
    if (first_is_sentence(size) || colon) return true;
    if (view.words.size() <= 25 && !view.text.empty() && view.sentences <= 2 &&
        !has_finite_verb(view, lexicon))
      return true;
  }
  return view.words.size() <= 90 && lexicon.notice.anywhere(view.words);
}

bool is_related_heading(const PassageView& view, const Lexicon& lexicon) {
  const auto size = lexicon.related.match(view.words, 0);
  if (size == 0) return false;
  if (size == view.words.size()) return true;
  // 'Read more: The last elephants'
  const std::size_t after = view.words[size - 1].span.end - view.passage.span.begin;
  const std::string_view rest = view.text.substr(after);
  return (rest.starts_with(":") || rest.starts_with(" –") || rest.starts_with(" |") ||
          rest.starts_with(" >")) &&
         view.words.size() <= 30;
}

bool is_date_line(const PassageView& view, const std::vector<DateText>& dates, const Lexicon& lexicon) {
  if (view.words.empty() || view.words.size() > 30) return false;
  std::size_t dated = 0;
  for (const auto& date : dates) dated += date.last_word - date.first_word;
  if (lexicon.date_mark.match(view.words, 0) > 0 || lexicon.update_mark.match(view.words, 0) > 0) {
    // 'Updated Friday, 8:40 am' has no date that can be used, and is one all the same.
    if (view.words.size() <= 8 && !has_finite_verb(view, lexicon)) return true;
    if (!dates.empty()) return true;
  }
  if (dates.empty()) return false;
  std::size_t other = 0;
  for (std::size_t i = 0; i < view.words.size(); ++i) {
    const bool in_date = std::any_of(dates.begin(), dates.end(), [&](const DateText& date) {
      return date.first_word <= i && i < date.last_word;
    });
    const std::string_view low = view.words[i].low;
    const bool digits = low[0] >= '0' && low[0] <= '9';
    const bool clock =
        low == "am" || low == "pm" || low == "gmt" || low == "utc" || low == "at" || low == "on";
    if (!in_date && !digits && !clock) ++other;
  }
  if (other <= 2) return !view.stop || view.words.size() <= 8;
  if (has_finite_verb(view, lexicon)) return false;
  // 'Sunday 17 March 2024 · Nation · translated from the Spanish by our international desk'
  const bool apart = segments_of(view.text).size() > 1 || view.text.find('(') != std::string_view::npos;
  const bool opens = dates.front().first_word <= 1 && !view.stop;
  const bool marked = [&] {
    for (std::size_t i = 0; i < view.words.size(); ++i) {
      if (lexicon.date_mark.match(view.words, i) > 0) return true;
    }
    return false;
  }();
  if (apart && (opens || dates.back().last_word == view.words.size())) return other <= 12;
  return other <= 12 && !view.stop && marked && dates.back().whole;
}

int masthead_score(const PassageView& view, const Lexicon& lexicon) {
  int score = 0;
  const std::size_t count = view.words.size();
  if (view.all_caps && count <= 8) score += 2;
  // 'Press Release (31/2025)', 'Communiqué No. 0112/2024'
  const bool numbered =
      view.text.find("No. ") != std::string_view::npos || view.text.find("№") != std::string_view::npos;
  const auto segments = segments_of(view.text);
  bool known = false;
  for (std::size_t i = 0; i < count && count <= 10 && !known; ++i) {
    const std::size_t size =
        std::max({lexicon.masthead.match(view.words, i), lexicon.document.match(view.words, i),
                  lexicon.realm.match(view.words, i)});
    if (size == 0) continue;
    // Of a long line it must be the head or the end: 'Ministry of …', '… Weekly (XY)', not 'Military council
    // troops flee'.
    const bool at_end =
        i + size >= count ||
        view.text.substr(view.words[i + size - 1].span.end - view.passage.span.begin).starts_with(" (");
    known = count < 7 || i == 0 || at_end || view.all_caps || numbered || segments.size() > 1;
  }
  if (known) score += 2;
  if (known && numbered) score += 2;
  if (segments.size() > 1 &&
      std::all_of(segments.begin(), segments.end(), [&](auto s) { return words_in(view, s).size() <= 5; })) {
    score += 2;
  }
  if (count <= 3) ++score;
  // 'Centre for Border Studies (CBS)'
  if (count <= 10 && !view.stop && view.text.back() == ')' &&
      view.text.rfind('(') != std::string_view::npos) {
    const std::string_view acronym = view.text.substr(view.text.rfind('(') + 1);
    if (acronym.size() >= 3 && acronym.size() <= 8 &&
        std::all_of(acronym.begin(), acronym.end() - 1, is_upper))
      score += 2;
  }
  if (count > 3 && has_finite_verb(view, lexicon)) score -= 3;
  if (view.text.find(": ") != std::string_view::npos || view.text.find("; ") != std::string_view::npos)
    --score;
  return score;
}

}  // namespace assay::text
