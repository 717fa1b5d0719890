#include "text/lead.hpp"

#include <algorithm>

namespace assay::text {
namespace {

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

// The dash at `at` with the spaces around it, or 0: ' – ', ' - ', ' -- ', ': ' after a bracket.
std::uint32_t dash_size(std::string_view text, std::size_t at) {
  static constexpr std::string_view kDashes[] = {" – ", " — ", " -- ", " - ", "– ", "— ", " –", " —"};
  for (const auto dash : kDashes) {
    if (text.substr(at).starts_with(dash)) return static_cast<std::uint32_t>(dash.size());
  }
  if (at > 0 && text[at - 1] == ')' && text.substr(at).starts_with(": ")) return 2;
  return 0;
}

std::uint32_t spaces(std::string_view text, std::uint32_t at) {
  while (at < text.size() && text[at] == ' ') ++at;
  return at;
}

// 'THANYAWIN, March 13 (Panorient) - ', 'El-Merrakh (Zarouan), Feb 14, 2024 (AGM) - ', '3 April 2025 – '
std::optional<Dateline> dateline_of(const PassageView& view, const std::vector<DateText>& dates,
                                    std::uint32_t from, bool opening) {
  const std::string_view text = view.text;
  constexpr std::size_t kLongest = 110;
  std::size_t dash = std::string_view::npos;
  std::uint32_t size = 0;
  for (std::size_t at = from + 2; at < std::min(text.size(), kLongest); ++at) {
    size = dash_size(text, at);
    if (size > 0) {
      dash = at;
      break;
    }
  }
  if (dash == std::string_view::npos || dash + size >= text.size()) return std::nullopt;
  const std::uint32_t base = view.passage.span.begin;
  const std::string_view prefix = text.substr(from, dash - from);

  Dateline line;
  line.span = {base + from, base + static_cast<std::uint32_t>(dash) + size};
  const DateText* date = nullptr;
  for (const DateText& d : dates) {
    if (d.span.end <= base + dash && d.span.begin >= base + from) date = &d;
  }
  std::string_view place = prefix;
  if (!prefix.empty() && prefix.back() == ')') {
    const auto open = prefix.rfind('(');
    if (open == std::string_view::npos) return std::nullopt;
    line.agency = std::string(prefix.substr(open + 1, prefix.size() - open - 2));
    place = prefix.substr(0, open);
  }
  if (date != nullptr) {
    line.date_text = std::string(text.substr(date->span.begin - base, date->span.end - date->span.begin));
    place = prefix.substr(0, std::min(place.size(), std::size_t{date->span.begin - base - from}));
  }
  while (!place.empty() && (place.back() == ' ' || place.back() == ',')) place.remove_suffix(1);
  line.place = std::string(place);

  // Nothing but the place, the date and the agency may stand there, and the place is a name.
  std::size_t names = 0, small = 0, letters = 0, capital_letters = 0;
  for (const Word& word : view.words) {
    if (word.span.begin < base + from || word.span.end > base + dash) continue;
    if (date && word.span.begin >= date->span.begin) continue;
    if (word.span.begin >= base + from + place.size()) continue;
    const char c = text[word.span.begin - base];
    if (is_lower(c) && word.low.size() > 3) return std::nullopt;
    is_lower(c) ? ++small : ++names;
  }
  for (char c : place) {
    letters += is_upper(c) || is_lower(c);
    capital_letters += is_upper(c);
  }
  if (names > 6 || small > names) return std::nullopt;
  const bool capitals = letters >= 3 && capital_letters == letters;
  const bool dated_end = date && (line.agency.empty() ? date->span.end == base + dash : true);
  const bool plausible_agency =
      !line.agency.empty() && line.agency.size() <= 40 &&
      (is_upper(line.agency[0]) || static_cast<unsigned char>(line.agency[0]) >= 0xC3);
  if (date && dated_end && (!place.empty() || date->whole || !line.agency.empty())) return line;
  if (!date && plausible_agency && opening && names >= 1 && names <= 4) return line;
  const bool long_dash =
      text.substr(dash).find("-") != 0 && text.substr(dash, size).find(" - ") == std::string_view::npos;
  if (!date && line.agency.empty() && capitals && opening && long_dash && names <= 4) return line;
  return std::nullopt;
}

// The stamp of an update: 'UPDATE 2, 18:52 GMT – ', '06:14 GMT – ', 'UPD 15:05 ', '14:20 '.
std::uint32_t stamp_size(std::string_view text, std::uint32_t from) {
  std::uint32_t at = from;
  for (int words = 0; words < 3 && at < text.size() && is_upper(text[at]); ++words) {
    std::uint32_t end = at;
    while (end < text.size() && is_upper(text[end])) ++end;
    if (end - at < 3) break;
    at = spaces(text, end);
    std::uint32_t number = at;
    while (number < text.size() && is_digit(text[number])) ++number;
    if (number > at && number < text.size() && (text[number] == ',' || text[number] == ' '))
      at = spaces(text, number + 1);
  }
  const auto clock = [&](std::uint32_t i) {
    return i + 4 < text.size() && is_digit(text[i]) && is_digit(text[i + 1]) &&
           (text[i + 2] == ':' || text[i + 2] == '.') && is_digit(text[i + 3]) && is_digit(text[i + 4]) &&
           (i + 5 >= text.size() || !is_digit(text[i + 5]));
  };
  if (!clock(at)) return 0;
  at = spaces(text, at + 5);
  const std::uint32_t after_clock = at;
  std::uint32_t zone = at;
  while (zone < text.size() && is_upper(text[zone])) ++zone;
  if (zone - at >= 2 && zone - at <= 4) at = spaces(text, zone);
  for (const std::string_view dash : {"– ", "— ", "- ", ": "}) {
    if (text.substr(at).starts_with(dash)) return at + static_cast<std::uint32_t>(dash.size());
  }
  // Without a dash, only a stamp that the sentence after it does not need: '14:20 Movement!'
  return after_clock < text.size() && is_upper(text[after_clock]) ? after_clock : 0;
}

// 'PRESENTER: ', 'Q: ', 'GAS. ': the label's size with its sign, or 0.
std::uint32_t label_size(const PassageView& view, std::uint32_t from, const Lexicon& lexicon) {
  const std::string_view text = view.text;
  if (from < text.size() && text[from] == '[') {  // '[TEXT] ', '[SPOKESMAN] '
    const auto close = text.find("] ", from);
    if (close == std::string_view::npos || close > from + 40 || close == from + 1) return 0;
    for (std::size_t i = from + 1; i < close; ++i) {
      if (!is_upper(text[i]) && text[i] != ' ' && text[i] != '-') return 0;
    }
    return static_cast<std::uint32_t>(close + 2);
  }
  std::uint32_t at = from, words = 0, letters = 0;
  while (at < text.size() && at < from + 40) {
    const char c = text[at];
    if (c == ':' || c == '.') break;
    if (c == ' ') {
      ++words;
    } else if (is_upper(c) || static_cast<unsigned char>(c) >= 0xC3 || c == '-' || c == '\'' || c == '&') {
      letters += is_upper(c);
    } else if (static_cast<unsigned char>(c) < 0x80 || static_cast<unsigned char>(c) >= 0xC0) {
      return 0;  // a small letter, a digit or another sign (bytes inside a character pass)
    }
    ++at;
  }
  if (at >= text.size() || at + 2 >= text.size() || text[at + 1] != ' ') return 0;
  const bool colon = text[at] == ':';
  ++words;
  const bool question = colon && letters == 1 && at - from == 1 && (text[from] == 'Q' || text[from] == 'A');
  if (!question && (letters < 3 || words > (colon ? 5u : 4u))) return 0;
  const char next = text[at + 2];
  if (!colon && is_lower(next)) return 0;
  std::vector<Word> label;
  for (const Word& word : view.words) {
    if (word.span.begin >= view.passage.span.begin + from && word.span.end <= view.passage.span.begin + at)
      label.push_back(word);
  }
  if (lexicon.correction.anywhere(label)) return 0;  // readers of corrections need the word
  return at + 2;
}

}  // namespace

Lead lead_of(const PassageView& view, const std::vector<DateText>& dates, bool opening,
             const Lexicon& lexicon) {
  Lead lead;
  lead.size = view.bullet > 0 ? view.bullet : view.emoji;
  lead.item = view.bullet > 0;
  if (lead.size >= view.text.size()) lead.size = 0;
  if (const auto stamp = stamp_size(view.text, lead.size); stamp > 0 && stamp < view.text.size())
    lead.size = stamp;
  if (const auto line = dateline_of(view, dates, lead.size, opening)) {
    lead.dateline = line;
    lead.size = line->span.end - view.passage.span.begin;
    return lead;
  }
  if (const auto end = label_size(view, lead.size, lexicon); end > 0 && end < view.text.size()) {
    const bool bracket = view.text[lead.size] == '[';
    lead.label = std::string(view.text.substr(lead.size + bracket, end - 2 - lead.size - bracket));
    lead.size = end;
  }
  return lead;
}

}  // namespace assay::text
