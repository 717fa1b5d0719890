#include "text/date_text.hpp"

namespace assay::text {
namespace {

// The value of a word of digits only (up to four), else -1.
int number_of(std::string_view word) {
  if (word.empty() || word.size() > 4) return -1;
  int value = 0;
  for (char c : word) {
    if (c < '0' || c > '9') return -1;
    value = value * 10 + (c - '0');
  }
  return value;
}

// '14', '14th', '1st' → the day, else -1.
int day_of(std::string_view word) {
  if (word.size() > 2) {
    const auto tail = word.substr(word.size() - 2);
    if (tail == "st" || tail == "nd" || tail == "rd" || tail == "th") word.remove_suffix(2);
  }
  if (word.size() > 2) return -1;
  const int value = number_of(word);
  return value >= 1 && value <= 31 ? value : -1;
}

int year_of(std::string_view word) {
  const int value = word.size() == 4 ? number_of(word) : -1;
  return value >= 1900 && value <= 2199 ? value : -1;
}

}  // namespace

std::vector<DateText> find_dates(std::string_view text, const std::vector<Word>& words,
                                 const Lexicon& lexicon) {
  std::vector<DateText> found;
  const auto word = [&](std::size_t i) { return i < words.size() ? words[i].low : std::string_view(); };
  const auto month_at = [&](std::size_t i) {
    const auto month = lexicon.months.find(std::string(word(i)));
    return i < words.size() && month != lexicon.months.end() ? month->second : 0;
  };
  const auto gap = [&](std::size_t i) {  // between word i and the next
    return i + 1 < words.size() ? text.substr(words[i].span.end, words[i + 1].span.begin - words[i].span.end)
                                : std::string_view();
  };
  const auto near = [&](std::size_t i) { return i + 1 < words.size() && gap(i).size() <= 3; };
  const auto add = [&](std::size_t first, std::size_t last, std::optional<Interval> day, bool whole,
                       bool range) {
    if (first > 0 && lexicon.weekday.contains(word(first - 1)) && near(first - 1)) --first;
    found.push_back({{words[first].span.begin, words[last - 1].span.end}, day, whole, range, first, last});
  };
  const auto civil = [](int year, int month, int day) -> std::optional<Interval> {
    if (year < 0 || !Day::is_civil(year, month, day)) return std::nullopt;
    return Interval::of_day(Day::from_civil(year, month, day));
  };

  for (std::size_t i = 0; i < words.size();) {
    // 2023-01-27, 16.10.2024, 16/10/2024. With strokes the order is a guess unless one number exceeds 12.
    if (i + 2 < words.size() && gap(i).size() == 1 && gap(i) == gap(i + 1)) {
      const char sign = gap(i)[0];
      const int a = number_of(word(i)), b = number_of(word(i + 1)), c = number_of(word(i + 2));
      if ((sign == '-' || sign == '.' || sign == '/') && a >= 0 && b >= 0 && c >= 0) {
        std::optional<Interval> day;
        bool date = false;
        if (year_of(word(i)) > 0) {
          day = civil(a, b, c);
          date = day.has_value();
        } else if (year_of(word(i + 2)) > 0 && sign != '-') {
          if (sign == '.' || a > 12 || a == b) {
            day = civil(c, b, a);
          } else if (b > 12) {
            day = civil(c, a, b);
          }
          date = a >= 1 && a <= 31 && b >= 1 && b <= 31;
        }
        if (date) {
          add(i, i + 3, day, day.has_value(), false);
          i += 3;
          continue;
        }
      }
    }
    const int month = month_at(i);
    // 12 March 2025, 12th of March
    if (const int day = day_of(word(i)); day > 0 && near(i)) {
      std::size_t m = i + 1;
      if (word(m) == "of" && near(m)) ++m;
      if (const int named = month_at(m)) {
        const int year = near(m) ? year_of(word(m + 1)) : -1;
        // '1–28 February': a number joined to the first one by a dash
        const bool range = !found.empty() ? false
                                          : i > 0 && day_of(word(i - 1)) > 0 && gap(i - 1).size() <= 3 &&
                                                gap(i - 1).find_first_of(".,: ") == std::string_view::npos;
        add(i, year > 0 ? m + 2 : m + 1, civil(year, named, day), year > 0, range);
        i = year > 0 ? m + 2 : m + 1;
        continue;
      }
    }
    if (month > 0) {
      // March 12, 2025 · Sept. 14 · March 2025
      const int day = near(i) ? day_of(word(i + 1)) : -1;
      if (day > 0) {
        const bool range = near(i + 1) && gap(i + 1).size() >= 1 && day_of(word(i + 2)) > 0 &&
                           year_of(word(i + 2)) < 0 &&
                           gap(i + 1).find_first_of(".,: ") == std::string_view::npos;
        const int year = near(i + 1) ? year_of(word(i + 2)) : -1;
        const std::size_t last = year > 0 ? i + 3 : i + 2;
        add(i, last, civil(year, month, day), year > 0, range);
        i = last;
        continue;
      }
      const int year = near(i) ? year_of(word(i + 1)) : -1;
      if (year > 0) {
        add(i, i + 2, Interval::of_month(year, month), false, false);
        i += 2;
        continue;
      }
    }
    ++i;
  }
  return found;
}

std::optional<Day> machine_day(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\n' || text.front() == '\t'))
    text.remove_prefix(1);
  if (text.size() >= 10 && text[4] == '-' && text[7] == '-') {
    const auto day = Day::parse(text.substr(0, 10));
    if (day.ok() && (text.size() == 10 || text[10] == 'T' || text[10] == ' ')) return *day;
    return std::nullopt;
  }
  if (text.size() == 8 && text.find_first_not_of("0123456789") == std::string_view::npos) {
    const int year = std::atoi(std::string(text.substr(0, 4)).c_str());
    const int month = std::atoi(std::string(text.substr(4, 2)).c_str());
    const int day = std::atoi(std::string(text.substr(6, 2)).c_str());
    if (year >= 1900 && Day::is_civil(year, month, day)) return Day::from_civil(year, month, day);
  }
  return std::nullopt;
}

}  // namespace assay::text
