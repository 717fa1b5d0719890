// Dates as reports print them in headers, captions and datelines: '12 March 2025', 'Sept 14', '16.10.2024',
// '2023-01-27', 'Monday 23 October'. Only what is printed; no year is ever guessed here.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "base/day.hpp"
#include "base/span.hpp"
#include "text/lexicon.hpp"

namespace assay::text {

struct DateText {
  Span span;                    // with the weekday before it, where one is printed
  std::optional<Interval> day;  // a day or a month; absent when the year is missing or the date is no date
  bool whole = false;           // day, month and year are printed
  bool range = false;           // '1–28 February 2025': a period, not a day
  std::size_t first_word = 0, last_word = 0;  // the words that it uses, half-open
};

// All dates among `words`, in order, not overlapping. `text` is what the words' spans point into. O(words).
std::vector<DateText> find_dates(std::string_view text, const std::vector<Word>& words,
                                 const Lexicon& lexicon);

// A date as machines print it: '2024-11-20', '2024-11-20T08:00:00+06:30' (the day as printed), '20241120'.
std::optional<Day> machine_day(std::string_view text);

}  // namespace assay::text
