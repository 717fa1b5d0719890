// From the words of a time to days, counted from the day of publication and from the event told before.
// Conventions (docs/codebook.md, 'Times'): early, mid and late month are days 1–10, 11–20 and 21–end; a
// weekday in the past is the latest such day at or before publication, and publication's own day unless
// 'last'; a month or a day without a year is the latest in the past, or the next where the clause speaks of
// the future.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "claim/claim.hpp"
#include "reading/time_expression.hpp"

namespace assay::reading {

enum class Direction : unsigned char { kUnknown, kPast, kFuture };

// What a time is counted from.
struct Anchor {
  Interval publication;          // half-open; without ends, only full dates resolve
  std::optional<Day> reference;  // the likeliest day inside it; its last day when absent
  std::optional<ClaimTime>
      previous;  // of the event told before, for 'the same afternoon' and 'two days before'
  Direction direction = Direction::kPast;
  bool open = false;  // 'since' and 'from' leave the end open (a state that goes on) instead of
                      // ending it with publication (what had happened by then)

  static Anchor of(const Published& published);
  std::optional<Day> day() const;  // reference, or publication's last day
  Day last_day() const;            // Requires: publication.to
};

// The valid time that the expression says; absent where nothing binds it (a time of day with no event before
// it, a year-less date with no publication). Half-open. `reason` quotes the words. O(1).
std::optional<ClaimTime> resolve(const TimeExpression& expression, const Anchor& anchor);

// One expression of a report read from its beginning.
struct ToldTime {
  std::optional<ClaimTime> time;
  std::optional<ClaimTime> previous;  // what it was counted from, where it counts from an event told before
  Direction direction = Direction::kPast;  // of its own clause
};
// The expressions of all of a report's sentences, in order: each is resolved in the direction of its own
// clause, and what a dated one resolves to is the `previous` of the next ('on Friday, up from $44 a week
// earlier'), from sentence to sentence ('On 19 May … Four days later'). `times` has the expressions of each
// sentence. Linear.
std::vector<std::vector<ToldTime>> resolve_story(const std::vector<language::Sentence>& sentences,
                                                 const std::vector<std::vector<TimeExpression>>& times,
                                                 const Anchor& anchor);

// The same for a point alone, and the precision that it came with.
struct ResolvedPoint {
  Interval interval;
  Precision precision = Precision::kDay;
};
std::optional<ResolvedPoint> resolve(const CalendarPoint& point, const Anchor& anchor);

// What a clause without a time says of time, by its tense.
enum class Aspect : unsigned char {
  kPastEvent,  // 'seized': of the event told before, else some time up to publication
  kPerfect,    // 'has seized', 'have been fighting': some time up to publication
  kPresent,    // 'holds', 'is fighting': up to publication
  kFuture,     // 'will', 'plans to': from publication on
  kNow,        // 'sells at': on the day of publication
};
// [null, end of publication) or, for the future, [publication, null); a past event that a dated report tells
// without a day is of the day before or of its own day. Absent without a day of publication.
std::optional<ClaimTime> default_time(Aspect aspect, const Anchor& anchor);

// The direction of the clause that holds token `token` (0-based): future under 'will', 'shall', 'going to',
// past under a past tense or a perfect, unknown in the present. Reads the tree where there is one, else the
// words before the token.
Direction direction_of(const language::Sentence& sentence, int token);

// Latin Easter Sunday of a year (Meeus, Astronomical Algorithms, ch. 8).
Day easter(int year);

}  // namespace assay::reading
