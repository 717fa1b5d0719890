// Times as a report words them, found and not yet resolved: 'on Saturday', 'June 3 and 6', 'since the
// beginning of the year', 'two days before', 'over the past year'. time_resolve.hpp turns them into days;
// publication.hpp infers from them when a report was written.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "language/sentence.hpp"
#include "reading/atoms.hpp"
#include "reading/word_class.hpp"

namespace assay::reading {

// A point or stretch of the calendar with what its words leave open left open. Plain values; 0 or none is
// 'not said'.
struct CalendarPoint {
  int year = 0;
  int month = 0;            // 1 to 12
  int day = 0;              // 1 to 31
  int weekday = -1;         // 0 Monday to 6 Sunday
  int season = 0;           // its first month
  int holiday = -1;         // month * 100 + day; 0 Easter
  Edge edge = Edge::kNone;  // 'early', 'the end of'
  // A piece of what the rest says: 'the first week of March', 'the second half', 'the first nine months of
  // 2023'.
  TimeUnit piece = TimeUnit::kNone;
  int piece_index = 0;  // 1 first, -1 last
  int piece_count = 1;  // nine of 'the first nine months'
  // A period counted from the present one: 'last month' is -1 month; with `month` or `weekday`, 'last
  // November'.
  TimeUnit unit = TimeUnit::kNone;
  std::optional<int> shift;
  std::optional<int> year_shift;  // 'in August last year'
  // 'three months ago' is -3 months from publication, 'two days before' -2 days from the event before.
  double offset = 0;
  TimeUnit offset_unit = TimeUnit::kNone;
  bool anaphoric = false;  // counts from the time named before, not from publication
  DayPart part = DayPart::kNone;
  int until_year = 0;  // '2019–2021'
  bool fiscal = false;

  bool operator==(const CalendarPoint&) const = default;
};

enum class TimeKind : unsigned char {
  kDate,         // with a day: 'June 3', '2024-11-20', 'the 8th'
  kMonth,        // 'in October', 'late April', 'May 2024', seasons
  kYear,         // '2021', 'the first quarter of 2025', 'fiscal 2023-24'
  kWeekday,      // 'on Saturday', 'Wednesday evening'
  kPeriod,       // 'last month', 'this year', 'yesterday', 'last night'
  kOffset,       // 'three months ago', 'a week earlier', 'two days before'
  kSpan,         // 'over the past year', 'within ten days', 'in the coming weeks'
  kDuration,     // 'for three weeks', 'two-day', '48 hours', 'its eleventh day'
  kAnaphor,      // 'the same afternoon', 'that day', 'since then'
  kVague,        // 'recently', 'now', 'for decades'
  kTimeOfDay,    // 'at dawn', '7 p.m.', 'overnight'
  kAnniversary,  // 'the 62nd anniversary'
};

enum class TimeRelation : unsigned char {
  kAt,
  kSince,
  kFrom,
  kUntil,
  kBy,
  kBefore,
  kAfter,
  kAsOf,
  kFor,
  kWithin,
};

struct TimeExpression {
  int first_token = 0;  // 0-based, in its sentence; prepositions belong to it
  int end_token = 0;    // one past the last
  int head_token = 0;   // the one whose head lies outside, by the tree; the last where there is no tree
  TimeKind kind = TimeKind::kDate;
  TimeRelation relation = TimeRelation::kAt;
  CalendarPoint begin;
  std::optional<CalendarPoint> end;  // of a range or a list: the last, inclusive
  bool listed = false;               // 'on Wednesday and Thursday': two days, not what lies between
  double count = 0;                  // of kDuration, kSpan and kAnniversary: how many units; 0 when vague
  TimeUnit unit = TimeUnit::kNone;
  // 'two days after they took the town': the time is that of the clause after it, counted from this one's
  // event.
  bool dates_clause = false;
  // 'later', 'before', 'after' as such: +1 when the time lies after what it counts from.
  int sign = 0;
  // 'two-day battle', 'the April report', '2021 coup': stands before the noun that it dates.
  bool attributive = false;
  std::string text;  // as printed
};

// Every expression, in order, not overlapping. Words alone decide; part-of-speech tags settle 'May' and
// 'March' and years against counts where they are there. O(words). Never fails.
std::vector<TimeExpression> find_times(const Atoms& atoms);
std::vector<TimeExpression> find_times(const language::Sentence& sentence, const WordClasses& classes);

}  // namespace assay::reading
