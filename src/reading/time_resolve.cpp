#include "reading/time_resolve.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace assay::reading {
namespace {

// Beyond these years a shift is refused: '10,000 years ago' is no valid time.
constexpr int kFirstYear = 1000, kLastYear = 2900;
// The Myanmar and Indian budget year begins in April (Union Taxation Law 2021; General Clauses Act 1897).
constexpr int kFiscalMonth = 4;

bool in_range(Day day) { return day.year() >= kFirstYear && day.year() <= kLastYear; }

ResolvedPoint of_month(int year, int month) { return {Interval::of_month(year, month), Precision::kMonth}; }
ResolvedPoint of_day(Day day) { return {Interval::of_day(day), Precision::kDay}; }
ResolvedPoint of_year(int year) { return {Interval::of_year(year), Precision::kYear}; }

// Three months from the first of `month`; winter runs into the next year.
ResolvedPoint of_season(int year, int month) {
  const Day from = Day::from_civil(year, month, 1);
  return {{from, from.plus_months(3)}, Precision::kMonth};
}

Precision precision_of(TimeUnit unit) {
  switch (unit) {
    case TimeUnit::kMonth:
    case TimeUnit::kQuarter:
    case TimeUnit::kSeason:
    case TimeUnit::kHalf:
      return Precision::kMonth;
    case TimeUnit::kYear:
    case TimeUnit::kDecade:
    case TimeUnit::kGeneration:
    case TimeUnit::kCentury:
      return Precision::kYear;
    default:
      return Precision::kDay;
  }
}

// `day` moved by so many units; absent past the calendar that we keep.
std::optional<Day> moved(Day day, double count, TimeUnit unit) {
  double days = 0, months = 0;
  switch (unit) {
    case TimeUnit::kDay:
      days = count;
      break;
    case TimeUnit::kWeek:
    case TimeUnit::kWeekend:
      days = 7 * count;
      break;
    case TimeUnit::kFortnight:
      days = 14 * count;
      break;
    case TimeUnit::kMonth:
      months = count;
      break;
    case TimeUnit::kQuarter:
    case TimeUnit::kSeason:
      months = 3 * count;
      break;
    case TimeUnit::kHalf:
      months = 6 * count;
      break;
    case TimeUnit::kYear:
      months = 12 * count;
      break;
    case TimeUnit::kDecade:
      months = 120 * count;
      break;
    case TimeUnit::kGeneration:
      months = 300 * count;
      break;
    case TimeUnit::kCentury:
      months = 1200 * count;
      break;
    // Hours count when they make days: 'in the past 72 hours'.
    case TimeUnit::kHour:
      days = count < 0 ? -std::floor(-count / 24) : std::floor(count / 24);
      break;
    default:
      break;
  }
  if (std::abs(days) > 400000 || std::abs(months) > 12000) return std::nullopt;
  Day out = day.plus_days(static_cast<int>(std::lround(days)));
  if (!in_range(out)) return std::nullopt;
  const int year = out.year() + static_cast<int>(months) / 12;
  if (year < kFirstYear || year > kLastYear) return std::nullopt;
  if (months != 0) out = out.plus_months(static_cast<int>(std::lround(months)));
  return out;
}

// The period of `unit` that holds `day`.
ResolvedPoint period_of(Day day, TimeUnit unit) {
  switch (unit) {
    case TimeUnit::kWeek: {
      const Day from = day.plus_days(-day.weekday());
      return {{from, from.plus_days(7)}, Precision::kDay};
    }
    case TimeUnit::kWeekend: {
      const Day from = day.plus_days(5 - day.weekday());
      return {{from, from.plus_days(2)}, Precision::kDay};
    }
    case TimeUnit::kMonth:
      return of_month(day.year(), day.month());
    case TimeUnit::kQuarter:
      return of_season(day.year(), (day.month() - 1) / 3 * 3 + 1);
    case TimeUnit::kSeason:
      return of_season(day.month() < 3 ? day.year() - 1 : day.year(),
                       day.month() < 3 ? 12 : day.month() / 3 * 3);
    case TimeUnit::kHalf: {
      const Day from = Day::from_civil(day.year(), day.month() <= 6 ? 1 : 7, 1);
      return {{from, from.plus_months(6)}, Precision::kMonth};
    }
    case TimeUnit::kYear:
      return of_year(day.year());
    case TimeUnit::kDecade: {
      const int from = day.year() / 10 * 10;
      return {{Day::from_civil(from, 1, 1), Day::from_civil(from + 10, 1, 1)}, Precision::kYear};
    }
    case TimeUnit::kCentury:
    case TimeUnit::kGeneration: {
      const int from = day.year() / 100 * 100;
      return {{Day::from_civil(from, 1, 1), Day::from_civil(from + 100, 1, 1)}, Precision::kYear};
    }
    default:
      return of_day(day);
  }
}

// The tenths of a stretch that an edge means: days for months, months for years, days for weeks.
ResolvedPoint cut(ResolvedPoint whole, Edge edge) {
  if (edge == Edge::kNone || !whole.interval.from || !whole.interval.to) return whole;
  const Day from = *whole.interval.from, to = *whole.interval.to;
  const int days = to - from;
  if (days <= 1) return whole;
  const bool first = edge == Edge::kEarly || edge == Edge::kBeginning;
  const bool middle = edge == Edge::kMid || edge == Edge::kMiddle;
  if (days >= 28 && days <= 31) {
    if (edge == Edge::kBeginning) return {{from, from.plus_days(10)}, Precision::kDay};
    if (first) return {{from, from.plus_days(10)}, Precision::kDay};
    if (middle) return {{from.plus_days(10), from.plus_days(20)}, Precision::kDay};
    return {{from.plus_days(edge == Edge::kEnd ? 24 : 20), to}, Precision::kDay};
  }
  if (days < 28) {
    const int third = std::max(1, days / 3);
    if (first) return {{from, from.plus_days(third)}, Precision::kDay};
    if (middle) return {{from.plus_days(third), to.plus_days(-third)}, Precision::kDay};
    return {{to.plus_days(-third), to}, Precision::kDay};
  }
  const int months = std::max(1, static_cast<int>(std::lround(days / 30.44)));
  const int third = std::max(1, months / 3);
  const int tip = std::max(1, months / (edge == Edge::kBeginning || edge == Edge::kEnd ? 12 : 3));
  if (first) return {{from, from.plus_months(tip)}, Precision::kMonth};
  if (middle) return {{from.plus_months(third), from.plus_months(months - third)}, Precision::kMonth};
  return {{to.plus_months(-tip), to}, Precision::kMonth};
}

// 'the first week', 'the last three months', 'the second half' of `whole`.
std::optional<ResolvedPoint> piece_of(const ResolvedPoint& whole, const CalendarPoint& p) {
  if (!whole.interval.from || !whole.interval.to) return std::nullopt;
  const Day from = *whole.interval.from, to = *whole.interval.to;
  if (p.weekday >= 0) {  // 'the first Sunday of last month'
    Day day = from;
    if (p.piece_index > 0) {
      day = from.plus_days((p.weekday - from.weekday() + 7) % 7 + 7 * (p.piece_index - 1));
    } else {
      day = to.plus_days(-1);
      day = day.plus_days(-((day.weekday() - p.weekday + 7) % 7));
    }
    if (!whole.interval.contains(day)) return std::nullopt;
    return of_day(day);
  }
  const int days = to - from;
  if (p.piece == TimeUnit::kHalf) {
    if (days <= 31) {
      const Day middle = from.plus_days(15);
      return ResolvedPoint{p.piece_index == 1 ? Interval{from, middle} : Interval{middle, to},
                           Precision::kDay};
    }
    const Day middle = from.plus_months(6);
    return ResolvedPoint{p.piece_index == 1 ? Interval{from, middle} : Interval{middle, to},
                         Precision::kMonth};
  }
  if (p.piece == TimeUnit::kDecade) return ResolvedPoint{{from, from.plus_months(120)}, Precision::kYear};
  std::optional<Day> begin, end;
  if (p.piece_index > 0) {
    begin = moved(from, p.piece_index - 1, p.piece);
    if (begin) end = moved(*begin, p.piece_count, p.piece);
  } else {
    end = to;
    begin = moved(to, -p.piece_count, p.piece);
  }
  if (!begin || !end || *begin >= to) return std::nullopt;
  return ResolvedPoint{{begin, std::min(*end, to)}, precision_of(p.piece)};
}

// Where the clause does not say which way it looks, a day soon to come beats one long gone: 'the toll applies
// from 1 April', read in March.
bool year_less_is_ahead(int month, int day, Day reference) {
  constexpr int kSoon = 75, kLongGone = 180;
  Day next = Day::clamped(reference.year(), month, day == 0 ? 1 : day);
  if (next <= reference) next = Day::clamped(reference.year() + 1, month, day == 0 ? 1 : day);
  Day last = Day::clamped(next.year() - 1, month, day == 0 ? 31 : day);
  return next - reference <= kSoon && reference - last >= kLongGone;
}

// A day of days ago beats one of next year, and one of days to come one of last year, whatever the clause says:
// 'a call to talk peace while on a visit on Nov. 6', 'had been due to open on February 20'. Without a year, a report
// means the day nearby.
Direction by_nearness(int month, int day, Day reference, Direction direction) {
  constexpr int kJustGone = 30, kJustAhead = 14, kFar = 270;
  if (day == 0) return direction;
  const Day here = Day::clamped(reference.year(), month, day);
  const Day last = here <= reference ? here : Day::clamped(reference.year() - 1, month, day);
  const Day next = here > reference ? here : Day::clamped(reference.year() + 1, month, day);
  if (direction == Direction::kFuture && reference - last <= kJustGone && reference - last > 0 && next - reference >= kFar) return Direction::kPast;
  if (direction == Direction::kPast && next - reference <= kJustAhead && reference - last >= kFar) return Direction::kFuture;
  return direction;
}

// The latest year whose `month` (and `day`) had begun by `reference`, or the next that has not.
int year_of(int month, int day, Day reference, Direction direction, bool strictly) {
  const int at = reference.year() * 10000 + reference.month() * 100 + reference.day();
  const int wanted = month * 100 + (day == 0 ? 1 : day);
  int year = reference.year();
  if (direction == Direction::kUnknown && year_less_is_ahead(month, day, reference))
    direction = Direction::kFuture;
  if (!strictly) direction = by_nearness(month, day, reference, direction);
  if (direction == Direction::kFuture) {
    const int end = month * 100 + (day == 0 ? 31 : day);
    if (year * 10000 + end < at || (strictly && month == reference.month())) ++year;
  } else {
    if (year * 10000 + wanted > at || (strictly && day == 0 && month == reference.month())) --year;
  }
  return year;
}

}  // namespace

Day easter(int year) {
  const int a = year % 19, b = year / 100, c = year % 100, d = b / 4, e = b % 4, f = (b + 8) / 25;
  const int g = (b - f + 1) / 3, h = (19 * a + b - d - g + 15) % 30, i = c / 4, k = c % 4;
  const int l = (32 + 2 * e + 2 * i - h - k) % 7, m = (a + 11 * h + 22 * l) / 451;
  const int n = h + l - 7 * m + 114;
  return Day::from_civil(year, n / 31, n % 31 + 1);
}

Anchor Anchor::of(const Published& published) {
  Anchor anchor;
  anchor.publication = published.day;
  return anchor;
}

Day Anchor::last_day() const { return publication.to->plus_days(-1); }

std::optional<Day> Anchor::day() const {
  if (reference) return reference;
  if (publication.to) return last_day();
  return std::nullopt;
}

std::optional<ResolvedPoint> resolve(const CalendarPoint& p, const Anchor& anchor) {
  const std::optional<Day> now = anchor.day();
  if ((now && !in_range(*now)) ||
      (anchor.previous && anchor.previous->valid.from && !in_range(*anchor.previous->valid.from)))
    return std::nullopt;
  const Direction direction = anchor.direction;
  std::optional<ResolvedPoint> out;
  const bool last = p.shift && *p.shift < 0, next = p.shift && *p.shift > 0;
  const Direction toward = last ? Direction::kPast : next ? Direction::kFuture : direction;
  std::optional<Day> before;  // the first day of the event told before
  if (anchor.previous && anchor.previous->valid.from)
    before = anchor.previous->valid.from;
  else if (anchor.previous && anchor.previous->valid.to)
    before = anchor.previous->valid.to->plus_days(-1);

  int year = p.year;
  if (year == 0 && p.year_shift) {
    const std::optional<Day> base = p.anaphoric ? before : now;
    if (base) year = base->year() + *p.year_shift;
  }
  if (p.holiday >= 0) {
    if (year == 0 && !now) return std::nullopt;
    const auto on = [&](int y) {
      return p.holiday == 0 ? easter(y) : Day::clamped(y, p.holiday / 100, p.holiday % 100);
    };
    if (year == 0) {
      year = now->year();
      if (toward == Direction::kFuture)
        year += on(year) < *now;
      else
        year -= on(year) > *now;
    }
    out = of_day(on(year));
  } else if (p.month != 0) {
    if (year == 0 && p.anaphoric && before) year = before->year();
    if (year == 0) {
      if (!now) return std::nullopt;
      const bool strictly = p.shift && *p.shift != 0;
      if (p.shift && *p.shift == 0)
        year = now->year();
      else
        year = year_of(p.month, p.day, *now, toward, strictly);
      // 'Thursday 21 March': the weekday may know the year better, a few years about.
      if (p.day != 0 && p.weekday >= 0 && !p.shift) {
        for (int back : {0, -1, 1, -2, -3, -4, -5, -6}) {
          if (!Day::is_civil(year + back, p.month, p.day)) continue;
          if (Day::from_civil(year + back, p.month, p.day).weekday() == p.weekday) {
            if (std::abs(back) <= 1) year += back;
            break;
          }
        }
      }
    }
    if (p.day != 0) {
      if (!Day::is_civil(year, p.month, p.day)) return std::nullopt;
      out = of_day(Day::from_civil(year, p.month, p.day));
    } else {
      out = of_month(year, p.month);
    }
  } else if (p.season != 0) {
    if (year == 0) {
      if (!now) return std::nullopt;
      if (p.shift && *p.shift == 0)
        year = now->year();
      else {
        year = year_of(p.season, 0, *now, toward, false);
        // 'last spring' is over.
        if (toward == Direction::kPast && p.shift && of_season(year, p.season).interval.contains(*now))
          --year;
      }
    }
    out = of_season(year, p.season);
  } else if (year != 0 && p.year != 0 && !p.anaphoric) {
    if (p.fiscal) {
      const int first = p.until_year != 0 ? year : year - 1;
      const Day from = Day::from_civil(first, kFiscalMonth, 1);
      out = ResolvedPoint{{from, from.plus_months(12)}, Precision::kMonth};
    } else {
      out = of_year(year);
      if (p.until_year > year) out->interval.to = Day::from_civil(p.until_year + 1, 1, 1);
    }
  } else if (p.weekday >= 0 && p.piece == TimeUnit::kNone && p.day == 0) {
    if (p.anaphoric && before) {
      const int ahead = (p.weekday - before->weekday() + 7) % 7;
      return of_day(before->plus_days(p.offset == 0 ? ahead : ahead == 0 ? 7 : ahead));
    }
    if (!now) return std::nullopt;
    Day day = *now;
    if (p.unit == TimeUnit::kWeek && p.shift) {
      const int weeks = *p.shift == kShiftPast ? -1 : *p.shift == kShiftComing ? 1 : *p.shift;
      day = now->plus_days(7 * weeks - now->weekday() + p.weekday);
    } else if (toward == Direction::kFuture) {
      int ahead = (p.weekday - now->weekday() + 7) % 7;
      if (ahead == 0 && next) ahead = 7;
      day = now->plus_days(ahead);
    } else {
      int back = (now->weekday() - p.weekday + 7) % 7;
      if (back == 0 && last) back = 7;
      day = now->plus_days(-back);
    }
    out = of_day(day);
  } else if (p.day != 0) {  // 'the 8th', 'Friday the 13th'
    if (!now) return std::nullopt;
    Day month = now->month_begin();
    for (int tries = 0; tries < 14; ++tries) {
      if (Day::is_civil(month.year(), month.month(), p.day)) {
        const Day day = Day::from_civil(month.year(), month.month(), p.day);
        const bool placed = toward == Direction::kFuture ? day >= *now : day <= *now;
        if (placed && (p.weekday < 0 || day.weekday() == p.weekday)) {
          out = of_day(day);
          break;
        }
      }
      month = month.plus_months(toward == Direction::kFuture ? 1 : -1);
    }
    if (!out) return std::nullopt;
  } else if (p.anaphoric) {
    if (!anchor.previous || !before) return std::nullopt;
    const Interval& valid = anchor.previous->valid;
    const bool stretch = valid.from && valid.to && *valid.to - *valid.from > 1;
    if (p.offset_unit == TimeUnit::kNone) {
      out = ResolvedPoint{valid, anchor.previous->from_precision};
      if (!out->interval.from) out->interval.from = before;
    } else if (p.offset == 0 && p.part == DayPart::kNone && p.offset_unit > TimeUnit::kDay) {
      out = period_of(*before, p.offset_unit);  // 'the same month', 'that year'
      if (p.year_shift && year != 0)
        out = period_of(Day::clamped(year, before->month(), before->day()), p.offset_unit);
    } else if (stretch && p.offset_unit >= TimeUnit::kMonth) {
      const auto from = moved(*valid.from, p.offset, p.offset_unit),
                 to = moved(*valid.to, p.offset, p.offset_unit);
      if (!from || !to) return std::nullopt;
      out = ResolvedPoint{{from, to}, anchor.previous->from_precision};
    } else {
      // After a stretch one counts from its end.
      const Day base = p.offset > 0 && valid.to ? valid.to->plus_days(-1) : *before;
      const auto day = moved(base, p.offset, p.offset_unit);
      if (!day) return std::nullopt;
      out = precision_of(p.offset_unit) == Precision::kDay ? of_day(*day) : period_of(*day, p.offset_unit);
      // Counted from a day, months keep the month and years the year.
      if (p.offset_unit == TimeUnit::kWeekend) out = period_of(*day, p.offset_unit);
    }
    if (p.year != 0 && out && out->interval.from) {  // 'the same month of 2024'
      const Day from = Day::clamped(p.year, out->interval.from->month(), out->interval.from->day());
      const int days = out->interval.days().value_or(1);
      out->interval = days >= 28 && days <= 31 ? Interval::of_month(p.year, from.month())
                                               : Interval{from, from.plus_days(days)};
    }
    return out;
  } else if (p.unit != TimeUnit::kNone && p.shift) {
    if (!now) return std::nullopt;
    const int shift = *p.shift;
    if (shift == kShiftPast || shift == kShiftRecent) {
      const auto from = moved(*now, -1, p.unit);
      if (!from) return std::nullopt;
      out = ResolvedPoint{{from, now->plus_days(1)},
                          precision_of(p.unit) == Precision::kYear ? Precision::kMonth : Precision::kDay};
      if (p.unit >= TimeUnit::kYear) out->interval.from = from->month_begin();
    } else if (shift == kShiftComing) {
      const auto to = moved(*now, 1, p.unit);
      if (!to) return std::nullopt;
      out = ResolvedPoint{{now->plus_days(1), to->plus_days(1)}, Precision::kDay};
    } else if (p.unit == TimeUnit::kDay) {
      const auto day = moved(*now, shift, p.unit);
      if (!day) return std::nullopt;
      out = of_day(*day);
    } else {
      const auto day = moved(*now, shift, p.unit);
      if (!day) return std::nullopt;
      // Clamping must not skip a month: 31 March minus one month is in February.
      out = period_of(*day, p.unit);
    }
  } else if (p.offset_unit != TimeUnit::kNone && p.offset != 0) {
    if (!now) return std::nullopt;
    const auto day = moved(*now, p.offset, p.offset_unit);
    if (!day) return std::nullopt;
    if (precision_of(p.offset_unit) == Precision::kYear) return of_year(day->year());  // 'a decade ago'
    return precision_of(p.offset_unit) == Precision::kDay ? of_day(*day) : period_of(*day, p.offset_unit);
  } else if (p.part != DayPart::kNone) {
    if (p.part == DayPart::kOvernight) {
      const std::optional<Day> base = before ? before : now;
      if (!base) return std::nullopt;
      return ResolvedPoint{
          before ? Interval::of_day(*base) : Interval{base->plus_days(-1), base->plus_days(1)},
          Precision::kDay};
    }
    if (!before) return std::nullopt;
    return of_day(*before);
  }
  if (!out) return std::nullopt;
  if (p.piece != TimeUnit::kNone) out = piece_of(*out, p);
  if (!out) return std::nullopt;
  out = cut(*out, p.edge);
  if (p.offset != 0 && p.offset_unit != TimeUnit::kNone && out->interval.from) {  // 'two days before Sunday'
    const auto day = moved(*out->interval.from, p.offset, p.offset_unit);
    if (!day) return std::nullopt;
    out = precision_of(p.offset_unit) == Precision::kDay || out->precision == Precision::kDay
              ? of_day(*day)
              : period_of(*day, p.offset_unit);
  }
  return out;
}

namespace {

Precision publication_precision(const Anchor& anchor) {
  const auto days = anchor.publication.days();
  return days && *days >= 28 ? Precision::kMonth : Precision::kDay;
}

ClaimTime up_to_publication(std::optional<Day> from, Precision precision, const Anchor& anchor) {
  ClaimTime time;
  time.valid.from = from;
  time.from_precision = precision;
  time.to_precision = publication_precision(anchor);
  time.valid.to = anchor.publication.to;
  return time;
}

}  // namespace

std::optional<ClaimTime> resolve(const TimeExpression& e, const Anchor& given) {
  Anchor anchor = given;
  ClaimTime time;
  const std::optional<Day> now = anchor.day();
  if (now && !in_range(*now)) return std::nullopt;
  const auto because = [&](ClaimTime t) -> std::optional<ClaimTime> {
    if (t.valid.from && t.valid.to && *t.valid.from >= *t.valid.to) return std::nullopt;
    t.reason = fmt::format("'{}'", e.text);
    if (now && e.begin.year == 0)
      t.reason += fmt::format(" counted from {}", e.begin.anaphoric ? "the event before" : now->iso());
    return t;
  };
  switch (e.kind) {
    case TimeKind::kVague: {
      if (!now || !anchor.publication.to) return std::nullopt;
      if (e.sign > 0 && e.relation == TimeRelation::kAt) {
        time.valid.from = now->plus_days(1);
        return because(time);
      }
      // 'now' is publication's day where it is known; 'recently' and 'for decades' some time up to it.
      if (e.sign == 0 && e.relation == TimeRelation::kAt) {
        time.valid = anchor.publication;
        time.from_precision = time.to_precision = publication_precision(anchor);
        return because(time);
      }
      return because(up_to_publication(std::nullopt, Precision::kDay, anchor));
    }
    case TimeKind::kSpan: {
      if (!now || !anchor.publication.to) return std::nullopt;
      const int shift = e.begin.shift.value_or(kShiftPast);
      if (shift > 0) {
        time.valid.from =
            shift == kShiftComing && e.relation != TimeRelation::kWithin ? now->plus_days(1) : *now;
        if (e.count > 0) {
          const auto to = moved(*now, e.count, e.unit);
          if (!to) return std::nullopt;
          time.valid.to = to->plus_days(1);
        } else if (e.unit <= TimeUnit::kHour) {
          time.valid.from = *now;
          time.valid.to = now->plus_days(2);
        }
        return because(time);
      }
      if (e.count <= 0) return because(up_to_publication(moved(*now, -6, e.unit), Precision::kDay, anchor));
      const auto from = moved(*now, -e.count, e.unit);
      if (!from) return std::nullopt;
      const bool years = precision_of(e.unit) == Precision::kYear;
      return because(up_to_publication(years ? from->month_begin() : *from,
                                       years ? Precision::kMonth : Precision::kDay, anchor));
    }
    case TimeKind::kDuration: {
      if (e.count <= 0 || e.relation == TimeRelation::kAt) {
        // 'a two-day battle', 'lasted nine days': ends with the event told before.
        if (e.count <= 0 || !anchor.previous || !anchor.previous->valid.to) return std::nullopt;
        const Day last = anchor.previous->valid.to->plus_days(-1);
        const auto from = moved(last, -e.count, e.unit);
        if (!from) return std::nullopt;
        time.valid = {*from, anchor.previous->valid.to};
        return because(time);
      }
      if (!now || !anchor.publication.to) return std::nullopt;
      const auto from = moved(*now, -e.count, e.unit);
      if (!from) return std::nullopt;
      if (anchor.direction == Direction::kFuture) {
        time.valid.from = *now;
        if (const auto to = moved(*now, e.count, e.unit)) time.valid.to = *to;
        return because(time);
      }
      ClaimTime t = up_to_publication(*from, Precision::kDay, anchor);
      t.from_precision = e.unit >= TimeUnit::kDecade || (e.unit == TimeUnit::kYear && e.count >= 3)
                             ? Precision::kYear
                         : e.unit >= TimeUnit::kMonth ? Precision::kMonth
                                                      : Precision::kDay;
      if (t.from_precision == Precision::kYear) t.valid.from = Day::from_civil(from->year(), 1, 1);
      if (t.from_precision == Precision::kMonth) t.valid.from = from->month_begin();
      if (anchor.open) t.valid.to.reset();
      return because(t);
    }
    case TimeKind::kAnniversary:
      return std::nullopt;  // the chronology knows what of; see publication.hpp
    default:
      break;
  }

  // 'since' looks back whatever its clause does: 'the talks that it is to host since November'.
  if (e.relation == TimeRelation::kSince) anchor.direction = Direction::kPast;
  // 'until' and 'by' a day still to come, where the clause does not say which way it looks.
  if ((e.relation == TimeRelation::kUntil || e.relation == TimeRelation::kBy) &&
      anchor.direction == Direction::kUnknown)
    anchor.direction = Direction::kPast;
  CalendarPoint first_point = e.begin;
  // 'Fifteen months after the army left', with nothing dated before it, counts from publication.
  if (e.dates_clause && first_point.anaphoric && !anchor.previous) first_point.anaphoric = false;
  const auto begin = resolve(first_point, anchor);
  if (!begin) return std::nullopt;
  std::optional<ResolvedPoint> end;
  if (e.end) {
    end = resolve(*e.end, anchor);
    if (!end) return std::nullopt;
    ResolvedPoint first = *begin, last = *end;
    if (first.interval.from && last.interval.from && *first.interval.from > *last.interval.from) {
      // 'between 28 December and 3 January', 'Friday to Monday': the first is the one before the last.
      if (e.begin.month != 0 && e.begin.year == 0) {
        Anchor earlier = anchor;
        earlier.publication = last.interval, earlier.reference = last.interval.from,
        earlier.direction = Direction::kPast;
        if (const auto again = resolve(e.begin, earlier)) first = *again;
      } else if (e.begin.weekday >= 0) {
        first.interval.from = first.interval.from->plus_days(-7);
      } else {
        std::swap(first, last);
      }
    }
    time.valid = {first.interval.from, last.interval.to};
    time.from_precision = first.precision, time.to_precision = last.precision;
    if (e.relation == TimeRelation::kUntil || e.relation == TimeRelation::kBy) time.valid.from.reset();
    return because(time);
  }

  const Interval& at = begin->interval;
  time.valid = at;
  time.from_precision = time.to_precision = begin->precision;
  switch (e.relation) {
    case TimeRelation::kSince:
    case TimeRelation::kFrom: {
      const bool ahead = now && at.from && *at.from > *now;
      time.valid.to.reset();
      if (!ahead && !anchor.open && anchor.direction != Direction::kFuture && anchor.publication.to) {
        time.valid.to = anchor.publication.to;
        time.to_precision = publication_precision(anchor);
      }
      break;
    }
    case TimeRelation::kAsOf:
      if (now && at.from && *at.from > *now) time.valid.to.reset();
      break;
    case TimeRelation::kUntil:
      time.valid.from.reset();
      if (now && at.to && *at.to > *now) time.valid.from = *now, time.from_precision = Precision::kDay;
      break;
    case TimeRelation::kBy:
      if (e.kind == TimeKind::kWeekday || e.kind == TimeKind::kPeriod || e.kind == TimeKind::kAnaphor) break;
      time.valid.from.reset();
      if (now && at.to && *at.to > now->plus_days(1))
        time.valid.from = *now, time.from_precision = Precision::kDay;
      break;
    case TimeRelation::kBefore:
      time.valid = {std::nullopt, e.begin.edge == Edge::kEnd ? at.to : at.from};
      if (now && time.valid.to && *time.valid.to > *now)
        time.valid.from = *now, time.from_precision = Precision::kDay;
      break;
    case TimeRelation::kAfter:
      // 'after the 2021 coup' is after some day of that year.
      time.valid = {e.attributive ? at.from : at.to, std::nullopt};
      if (anchor.direction != Direction::kFuture && anchor.publication.to && at.to &&
          *at.to < *anchor.publication.to)
        time.valid.to = anchor.publication.to, time.to_precision = publication_precision(anchor);
      break;
    default:
      break;
  }
  return because(time);
}

std::vector<std::vector<ToldTime>> resolve_story(const std::vector<language::Sentence>& sentences,
                                                 const std::vector<std::vector<TimeExpression>>& times,
                                                 const Anchor& anchor) {
  std::vector<std::vector<ToldTime>> out(times.size());
  Anchor at = anchor;
  for (std::size_t s = 0; s < times.size(); ++s) {
    for (const auto& e : times[s]) {
      ToldTime told;
      told.direction = direction_of(sentences[s], e.head_token);
      at.direction = told.direction;
      told.previous = at.previous;
      told.time = resolve(e, at);
      const bool dated = e.kind != TimeKind::kVague && e.kind != TimeKind::kSpan &&
                         e.kind != TimeKind::kDuration && e.kind != TimeKind::kTimeOfDay &&
                         e.relation != TimeRelation::kSince &&
                         e.relation != TimeRelation::kFrom && e.relation != TimeRelation::kUntil && e.relation != TimeRelation::kBefore &&
                         !e.dates_clause;
      if (told.time && dated) at.previous = told.time;
      out[s].push_back(std::move(told));
    }
  }
  return out;
}

std::optional<ClaimTime> default_time(Aspect aspect, const Anchor& anchor) {
  if (!anchor.publication.to || !anchor.publication.from) return std::nullopt;
  ClaimTime time;
  if (aspect == Aspect::kFuture) {
    time.valid.from = anchor.publication.from;
    time.from_precision = publication_precision(anchor);
    time.reason = "not before publication";
    return time;
  }
  if (aspect == Aspect::kNow) {
    time = up_to_publication(anchor.publication.from, publication_precision(anchor), anchor);
    time.reason = "on the day of publication";
    return time;
  }
  time = up_to_publication(std::nullopt, Precision::kDay, anchor);
  constexpr int kOneDayOrSo = 4;
  if (aspect == Aspect::kPastEvent && anchor.publication.days().value_or(99) <= kOneDayOrSo) {
    time.valid.from = anchor.day()->plus_days(-1);
    time.reason = "news of the day of publication";
    return time;
  }
  time.reason = "by the day of publication";
  return time;
}

Direction direction_of(const language::Sentence& sentence, int token) {
  const auto& tokens = sentence.tokens;
  const int size = static_cast<int>(tokens.size());
  const auto lower_is = [](const std::string& s, std::string_view w) {
    return s.size() == w.size() && std::equal(s.begin(), s.end(), w.begin(),
                                              [](char a, char b) { return (a | 0x20) == b || a == b; });
  };
  const auto is_will = [&](const language::Token& t) {
    return lower_is(t.form, "will") || lower_is(t.form, "shall") || t.form == "'ll" || t.form == "’ll" ||
           lower_is(t.lemma, "will");
  };
  if (token < 0 || token >= size) return Direction::kPast;
  bool has_tree = false;
  for (const auto& t : tokens) has_tree |= t.head > 0;
  if (has_tree) {
    int clause = token;
    for (int steps = 0; steps < size; ++steps) {
      const auto& t = tokens[static_cast<std::size_t>(clause)];
      if (t.upos == "VERB" || t.head == 0) break;
      clause = t.head - 1;
    }
    const auto& verb = tokens[static_cast<std::size_t>(clause)];
    if (verb.xpos == "VBD") return Direction::kPast;
    bool future = false, past = false, infinitive = false, present = false;
    for (int i = 0; i < size; ++i) {
      const auto& t = tokens[static_cast<std::size_t>(i)];
      if (t.head - 1 != clause) continue;
      if (t.upos == "AUX") {
        future |= is_will(t);
        past |= t.xpos == "VBD" || t.lemma == "have";
        present |= t.xpos == "VBZ" || t.xpos == "VBP";
      }
      infinitive |= t.upos == "PART" && lower_is(t.form, "to") && verb.xpos == "VB";
    }
    if (past) return Direction::kPast;
    if (future) return Direction::kFuture;
    if (infinitive) {
      // 'plans to reopen', 'are to meet' look ahead; 'began to fire', 'agreed to meet' may look either way.
      const int above = verb.head - 1;
      const bool told = above >= 0 && verb.deprel != "ccomp" && verb.deprel != "parataxis" &&
                        (tokens[static_cast<std::size_t>(above)].xpos == "VBD" ||
                         tokens[static_cast<std::size_t>(above)].xpos == "VBN");
      return told ? Direction::kUnknown : Direction::kFuture;
    }
    // 'would send' is a future told in the past.
    const bool modal = std::any_of(tokens.begin(), tokens.end(), [&](const language::Token& t) {
      return t.head - 1 == clause && t.xpos == "MD";
    });
    return verb.xpos == "VBZ" || verb.xpos == "VBP" || present || modal ? Direction::kUnknown
                                                                        : Direction::kPast;
  }
  for (int i = token; i >= 0; --i) {
    const auto& t = tokens[static_cast<std::size_t>(i)];
    if (is_will(t)) return Direction::kFuture;
    if (t.form == "." || t.form == ";") break;
  }
  return Direction::kPast;
}

}  // namespace assay::reading
