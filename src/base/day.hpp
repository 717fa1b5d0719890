// Days and intervals of days: the grain of every clock in Assay. A Day has no time zone: it is the day
// as the source prints it. Clocks: a *valid* interval says when a thing was so, a *known* day when the
// report that says it was published, a *recorded* instant when the ledger took it in.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace assay {

// A day of the proleptic Gregorian calendar, counted from 1970-01-01.
class Day {
 public:
  constexpr Day() = default;
  static constexpr Day from_number(std::int32_t days_since_1970) { return Day(days_since_1970); }
  // Requires: a real date; `day` may be 29 to 31 beyond the month's end only through `clamped`.
  static Day from_civil(int year, int month, int day);
  static Day clamped(int year, int month, int day);
  static bool is_civil(int year, int month, int day);
  // "2024-11-20", and nothing else.
  static Result<Day> parse(std::string_view iso);

  constexpr std::int32_t number() const { return number_; }
  int year() const;
  int month() const;  // 1 to 12
  int day() const;    // 1 to 31
  int weekday() const;  // 0 Monday to 6 Sunday
  std::string iso() const;

  Day plus_days(int days) const { return Day(number_ + days); }
  Day plus_months(int months) const;  // clamps to the month's end: 31 January + 1 is 28 or 29 February
  Day month_begin() const;
  Day next_month_begin() const;

  constexpr auto operator<=>(const Day&) const = default;
  friend constexpr int operator-(Day a, Day b) { return a.number_ - b.number_; }

 private:
  explicit constexpr Day(std::int32_t number) : number_(number) {}
  std::int32_t number_ = 0;
};

// Half-open: [from, to). An absent end is unknown or unbounded; which one, the holder of the interval says.
struct Interval {
  std::optional<Day> from;
  std::optional<Day> to;

  static Interval of_day(Day day) { return {day, day.plus_days(1)}; }
  static Interval of_month(int year, int month);
  static Interval of_year(int year);
  // Reads "2024", "2024-11" or "2024-11-20" as the whole of that year, month or day.
  static Result<Interval> parse(std::string_view iso);

  bool contains(Day day) const { return (!from || *from <= day) && (!to || day < *to); }
  bool overlaps(const Interval& other) const;
  Interval intersected(const Interval& other) const;  // may be empty: from >= to
  bool empty() const { return from && to && *to <= *from; }
  std::optional<int> days() const;  // absent when an end is
  bool operator==(const Interval&) const = default;
};

}  // namespace assay
