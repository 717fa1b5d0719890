#include "text/date_hints.hpp"

namespace assay::text {
namespace {

void add_hint(const DateText& date, DateHintKind kind, Body& body) {
  DateHint hint;
  hint.span = date.span;
  hint.text = body.text.substr(date.span.begin, date.span.size());
  if (date.day && !date.range) hint.day = date.day;
  hint.kind = kind;
  body.date_hints.push_back(std::move(hint));
}

// 'evening digest 21.12': two pairs of digits in a header line, day and month.
void short_date(const Entry& entry, Body& body) {
  const auto& words = entry.view.words;
  const auto pair = [](std::string_view word) {
    return word.size() == 2 && word.find_first_not_of("0123456789") == std::string_view::npos;
  };
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    const std::string_view a = words[i].low, b = words[i + 1].low;
    if (!pair(a) || !pair(b) || words[i + 1].span.begin != words[i].span.end + 1 ||
        body.text[words[i].span.end] != '.')
      continue;
    const char after = words[i + 1].span.end < body.text.size() ? body.text[words[i + 1].span.end] : ' ';
    const int day = (a[0] - '0') * 10 + a[1] - '0', month = (b[0] - '0') * 10 + b[1] - '0';
    if (after == '.' || after == '%' || day < 1 || day > 31 || month < 1 || month > 12) continue;
    DateText date;
    date.span = {words[i].span.begin, words[i + 1].span.end};
    return add_hint(date, DateHintKind::kHeader, body);
  }
}

}  // namespace

void hint_of_dateline(const Dateline& line, const std::vector<DateText>& dates, Body& body) {
  for (const DateText& date : dates) {
    if (date.span.end <= line.span.end) add_hint(date, DateHintKind::kDateline, body);
  }
}

void find_hints(const Entry& entry, const Block& block, const Lexicon& lexicon, Body& body) {
  const auto& words = entry.view.words;
  if (block.kind == BlockKind::kCaption) {
    for (const DateText& date : entry.dates) add_hint(date, DateHintKind::kCaption, body);
    return;
  }
  if (block.kind == BlockKind::kHeadline) {  // 'Campaign Assessment, October 17, 2024'
    if (entry.dates.empty()) return short_date(entry, body);
    const DateText& last = entry.dates.back();
    if (last.whole && last.last_word == words.size()) add_hint(last, DateHintKind::kHeader, body);
    return;
  }
  if (is_read(block.kind)) return;
  const bool dated_line = block.kind == BlockKind::kDateline || block.kind == BlockKind::kNavigation;
  if (entry.dates.empty() && dated_line) return short_date(entry, body);
  for (const DateText& date : entry.dates) {
    if (date.range) continue;
    bool updated = false, marked = false;
    for (std::size_t back = 1; back <= 3 && back <= date.first_word; ++back) {
      updated |= lexicon.update_mark.match(words, date.first_word - back) > 0;
      marked |= lexicon.date_mark.match(words, date.first_word - back) > 0;
    }
    // 'By Mira Olsen | 3 May 2022'
    const bool after_names = block.kind == BlockKind::kByline && date.whole && date.last_word == words.size();
    if (dated_line || updated || marked || after_names) {
      add_hint(date, updated ? DateHintKind::kUpdated : DateHintKind::kHeader, body);
    }
  }
}

}  // namespace assay::text
