#include "base/day.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>

namespace assay {
namespace {

namespace chr = std::chrono;

chr::year_month_day civil_of(std::int32_t number) {
  return chr::year_month_day(chr::sys_days(chr::days(number)));
}

// Exactly `width` digits, or nothing.
std::optional<int> digits(std::string_view text, std::size_t width) {
  if (text.size() != width) return std::nullopt;
  int value = 0;
  for (char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

Error bad_day(std::string_view text) {
  return {ErrorCode::kBadArgument, fmt::format("'{}' is no day: write it as YYYY-MM-DD", text), ""};
}

}  // namespace

bool Day::is_civil(int year, int month, int day) {
  return year >= 1 && year <= 9999 &&
         chr::year_month_day(chr::year(year), chr::month(unsigned(month)), chr::day(unsigned(day))).ok();
}

Day Day::from_civil(int year, int month, int day) {
  assert(is_civil(year, month, day));
  chr::year_month_day ymd{chr::year(year), chr::month(unsigned(month)), chr::day(unsigned(day))};
  return Day(static_cast<std::int32_t>(chr::sys_days(ymd).time_since_epoch().count()));
}

Day Day::clamped(int year, int month, int day) {
  auto last = chr::year_month_day_last(chr::year(year), chr::month_day_last(chr::month(unsigned(month))));
  return from_civil(year, month, std::clamp(day, 1, int(unsigned(last.day()))));
}

Result<Day> Day::parse(std::string_view iso) {
  if (iso.size() != 10 || iso[4] != '-' || iso[7] != '-') return bad_day(iso);
  auto year = digits(iso.substr(0, 4), 4), month = digits(iso.substr(5, 2), 2), day = digits(iso.substr(8, 2), 2);
  if (!year || !month || !day || !is_civil(*year, *month, *day)) return bad_day(iso);
  return from_civil(*year, *month, *day);
}

int Day::year() const { return int(civil_of(number_).year()); }
int Day::month() const { return int(unsigned(civil_of(number_).month())); }
int Day::day() const { return int(unsigned(civil_of(number_).day())); }
int Day::weekday() const { return ((number_ + 3) % 7 + 7) % 7; }

std::string Day::iso() const {
  auto ymd = civil_of(number_);
  return fmt::format("{:04}-{:02}-{:02}", int(ymd.year()), unsigned(ymd.month()), unsigned(ymd.day()));
}

Day Day::plus_months(int months) const {
  auto ymd = civil_of(number_);
  int index = int(ymd.year()) * 12 + int(unsigned(ymd.month())) - 1 + months;
  return clamped(index / 12, index % 12 + 1, int(unsigned(ymd.day())));
}

Day Day::month_begin() const { return from_civil(year(), month(), 1); }
Day Day::next_month_begin() const { return month_begin().plus_months(1); }

Interval Interval::of_month(int year, int month) {
  Day first = Day::from_civil(year, month, 1);
  return {first, first.plus_months(1)};
}

Interval Interval::of_year(int year) { return {Day::from_civil(year, 1, 1), Day::from_civil(year + 1, 1, 1)}; }

Result<Interval> Interval::parse(std::string_view iso) {
  if (iso.size() == 4) {
    if (auto year = digits(iso, 4); year && *year >= 1 && *year < 9999) return of_year(*year);
  } else if (iso.size() == 7 && iso[4] == '-') {
    auto year = digits(iso.substr(0, 4), 4), month = digits(iso.substr(5), 2);
    if (year && month && *year < 9999 && Day::is_civil(*year, *month, 1)) return of_month(*year, *month);
  } else if (auto day = Day::parse(iso); day.ok()) {
    return of_day(*day);
  }
  return Error{ErrorCode::kBadArgument,
               fmt::format("'{}' is no time: write YYYY, YYYY-MM or YYYY-MM-DD", iso), ""};
}

bool Interval::overlaps(const Interval& other) const {
  return (!from || !other.to || *from < *other.to) && (!other.from || !to || *other.from < *to);
}

Interval Interval::intersected(const Interval& other) const {
  Interval both = *this;
  if (other.from && (!both.from || *both.from < *other.from)) both.from = other.from;
  if (other.to && (!both.to || *other.to < *both.to)) both.to = other.to;
  return both;
}

std::optional<int> Interval::days() const {
  if (!from || !to) return std::nullopt;
  return *to - *from;
}

}  // namespace assay
