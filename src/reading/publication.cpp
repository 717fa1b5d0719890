#include "reading/publication.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

namespace assay::reading {
namespace {

// Penalties are in units of "as unlikely again as e times"; days within kMargin of the best make the
// interval.
constexpr double kImpossible = 1000, kMargin = 1.5;
// News is fresh: a report is written within days of the last event that it dates.
constexpr double kFreshDays = 10;
// How far behind the last explicit year one looks for the day.
constexpr int kSearchDays = 3 * 366;
// How many years back the year is sought where nothing but its weekdays tells it, and by how much the best
// must be likelier than any day of another year for the guess to be kept.
constexpr int kGuessedYears = 6;
constexpr double kDecided = 2.5;
constexpr int kHeaderLines = 12;

// A day with its parts, so that the inner loop does not take them apart again.
struct Candidate {
  Day day;
  int year, month, day_of_month, weekday;
};

struct Mark {
  int month = 0, day = 0;  // a date without a year
  bool since = false;      // it was still going on
  bool unsure = false;     // may be still to come
};

// What the report's words say of its day, gathered once.
struct Evidence {
  struct Bound {
    Day day;
    double weight;
    std::string reason;
    bool is_day = false;  // a day was named, not a month or a year
  };
  std::vector<Bound> not_before, near, before;
  std::vector<Mark> marks;  // year-less days, past
  struct PastMonth {
    int month;
    int first_day, last_day;  // within the month that is meant: 21 to 31 for 'late'
    bool since;
    std::string text;
  };
  std::vector<PastMonth> months;
  std::vector<Mark> ahead;         // year-less days still to come
  std::map<int, double> weekdays;  // weekday → weight of its freshness
  struct Pin {
    int month, day;
    Interval when;
    std::string reason;
  };
  std::vector<Pin> pins;  // a year-less time that the chronology dates
  struct Back {
    int months_back, month;
  };
  std::vector<Back> backs;                           // 'in June, nine months ago'
  std::vector<std::pair<double, std::string>> ages;  // 'fifteen months after', in months
  // 'the hundredth day of the blockade that began on 3 December': count, the day it began and the weekday
  // told.
  struct DayCount {
    int days = 0;
    CalendarPoint begin;
    int weekday = -1;
  };
  std::vector<DayCount> day_counts;
  // 'on November 18, eleven days from now'
  struct DaysOff {
    int days = 0;  // ahead of publication; negative behind
    int month = 0, day = 0;
  };
  std::vector<DaysOff> days_off;
  bool last_month = false;  // the report says 'last month'
  // Of the header.
  int year = 0, month = 0, day = 0, weekday = -1;
  std::string header;
  std::vector<std::string> reasons;
};

std::string quoted(const std::string& text) { return "'" + text + "'"; }

class Gatherer {
 public:
  Gatherer(const WordClasses& classes, const Chronology& chronology)
      : classes_(classes), chronology_(chronology) {}
  Evidence evidence;

  // A date line: its month, day, weekday and year bind the day itself.
  void header(const std::string& text) {
    const auto sentence = plain_sentence(text);
    const Atoms atoms(sentence, classes_);
    for (const auto& e : find_times(atoms)) {
      const CalendarPoint& p = e.end && !e.listed ? *e.end : e.begin;
      const bool dated = p.month != 0 && p.day != 0;
      if (dated && evidence.month == 0)
        evidence.month = p.month, evidence.day = p.day, evidence.header = text;
      else if (p.month == 0 && p.day != 0 && evidence.day == 0)
        evidence.day = p.day, evidence.header = text;
      if (p.weekday >= 0 && evidence.weekday < 0 && !p.shift)
        evidence.weekday = p.weekday, evidence.header = text;
      if (p.year != 0 && evidence.year == 0 && (dated || p.month != 0)) evidence.year = p.year;
    }
    // '21.12' alone stands for a day in headers only.
    for (int i = 0; i < atoms.size() && evidence.month == 0; ++i) {
      const Atom& atom = atoms[i];
      if (!atom.is_number() || !atom.fraction || atom.digits > 2) continue;
      const int day = static_cast<int>(atom.value),
                month = static_cast<int>(std::lround((atom.value - day) * 100));
      if (atom.text.size() >= 4 && Day::is_civil(2000, std::max(month, 1), std::max(day, 1)) && month >= 1 &&
          day >= 1 && atom.text.find('.') + 3 == atom.text.size())
        evidence.month = month, evidence.day = day, evidence.header = text;
    }
  }

  // 'No. 88/2024' in the lines above the text.
  void number_with_year(const std::string& line) {
    for (std::size_t i = line.find('/'); i != std::string::npos; i = line.find('/', i + 1)) {
      if (i + 5 > line.size() || i == 0) continue;
      int year = 0;
      bool digits = true;
      for (std::size_t k = i + 1; k < i + 5; ++k)
        digits &= line[k] >= '0' && line[k] <= '9', year = year * 10 + (line[k] - '0');
      const bool closed = i + 5 == line.size() || !(line[i + 5] >= '0' && line[i + 5] <= '9');
      const char before = line[i - 1];
      if (digits && closed && year >= 1950 && year <= 2100 &&
          ((before >= '0' && before <= '9') || (before >= 'A' && before <= 'Z')) && evidence.year == 0) {
        evidence.year = year;
        evidence.reasons.push_back("the number " + quoted(line.substr(0, 60)));
      }
    }
  }

  void caption(const std::string& text) {
    const auto sentence = plain_sentence(text);
    for (const auto& e : find_times(sentence, classes_)) {
      const CalendarPoint& p = e.end ? *e.end : e.begin;
      if (p.year != 0) {
        Anchor nowhere;
        if (const auto r = resolve(p, nowhere); r && r->interval.from)
          evidence.not_before.push_back({*r->interval.from, kImpossible / 10,
                                         "a caption is dated " + quoted(e.text),
                                         r->precision == Precision::kDay});
      } else if (p.month != 0 && p.day != 0) {
        evidence.marks.push_back({p.month, p.day});
        evidence.reasons.push_back("a caption is dated " + quoted(e.text));
      }
    }
  }

  void sentence(const language::Sentence& sentence, int index) {
    const Atoms atoms(sentence, classes_);
    const auto times = find_times(atoms);
    const auto happenings = chronology_.spoken_of(atoms);
    std::vector<bool> pinned(happenings.size(), false);
    bool future_any = false;
    const TimeExpression* before = nullptr;
    years_beside_last_year(times);
    day_count(times);
    for (const auto& e : times) {
      const Direction direction = direction_of(sentence, e.head_token);
      future_any |= direction == Direction::kFuture;
      time(e, direction, index);
      if (e.kind == TimeKind::kOffset && !e.begin.anaphoric && e.begin.offset < 0 &&
          e.begin.offset_unit == TimeUnit::kMonth && before != nullptr && before->begin.month != 0 &&
          before->begin.year == 0 && e.first_token - before->end_token <= 2)
        evidence.backs.push_back({static_cast<int>(-e.begin.offset), before->begin.month});
      if (e.kind == TimeKind::kOffset && !e.begin.anaphoric && e.begin.offset_unit == TimeUnit::kDay &&
          before != nullptr && before->begin.month != 0 && before->begin.day != 0 &&
          e.first_token - before->end_token <= 2)
        days_off(static_cast<int>(e.begin.offset), before->begin);
      if (e.kind == TimeKind::kOffset && e.dates_clause && e.sign < 0 &&
          e.begin.offset_unit == TimeUnit::kMonth)
        evidence.ages.emplace_back(-e.begin.offset, e.text);
      before = &e;
      if (e.kind == TimeKind::kAnniversary) {
        for (const auto* h : happenings)
          if (h->kind == Happening::Kind::kFounding && e.count > 0 && e.count < 500 && h->when.from) {
            const Day day = h->when.from->plus_months(12 * static_cast<int>(e.count));
            evidence.not_before.push_back({day.month_begin(), 8,
                                           quoted(e.text) + " of what began in " + h->what +
                                               fmt::format(" ({})", h->when.from->iso())});
          }
        continue;
      }
      for (std::size_t h = 0; h < happenings.size(); ++h) {
        const Happening& happening = *happenings[h];
        if (happening.kind != Happening::Kind::kEvent || e.begin.year != 0 || e.begin.month == 0 ||
            e.begin.shift || e.begin.year_shift)
          continue;
        if (direction == Direction::kFuture || e.begin.month != happening.when.from->month()) continue;
        if (happening.precision == Precision::kDay && e.begin.day != 0 &&
            std::abs(e.begin.day - happening.when.from->day()) > 3)
          continue;
        pinned[h] = true;
        evidence.pins.push_back({e.begin.month, e.begin.day, happening.when,
                                 quoted(e.text) + " is of " + happening.what +
                                     fmt::format(" ({})", happening.when.from->iso().substr(0, 7))});
      }
    }
    // Spoken of without a date, an event has happened; plans and fears speak of it before.
    if (!future_any)
      for (std::size_t h = 0; h < happenings.size(); ++h)
        if (happenings[h]->kind == Happening::Kind::kEvent && !pinned[h])
          evidence.not_before.push_back(
              {*happenings[h]->when.from, 2, "it speaks of " + happenings[h]->what});
  }

 private:
  // '18,400 tonnes last year, down 31 percent from 2023': last year is another year than the one named.
  void years_beside_last_year(const std::vector<TimeExpression>& times) {
    bool last_year = false;
    for (const auto& e : times)
      last_year |= e.kind == TimeKind::kPeriod && e.begin.unit == TimeUnit::kYear && e.begin.shift == -1;
    if (!last_year) return;
    for (const auto& e : times)
      if (e.kind == TimeKind::kYear && e.begin.year > 1900 && e.begin.year < 2200 &&
          e.begin.piece == TimeUnit::kNone)
        evidence.not_before.push_back(
            {Day::from_civil(e.begin.year + 2, 1, 1), 4, "'last year' is another than " + quoted(e.text)});
  }

  void days_off(int days, const CalendarPoint& point) {
    evidence.days_off.push_back({days, point.month, point.day});
    // It is still to come, whatever the verb's tense.
    if (days > 0)
      std::erase_if(evidence.marks,
                    [&](const Mark& mark) { return mark.month == point.month && mark.day == point.day; });
  }

  void day_count(const std::vector<TimeExpression>& times) {
    const TimeExpression* count = nullptr;
    Evidence::DayCount found;
    for (const auto& e : times) {
      if (e.kind == TimeKind::kDuration && e.relation == TimeRelation::kSince && e.unit == TimeUnit::kDay &&
          e.count >= 2 && e.count < 5000)
        count = &e;
      if (e.kind == TimeKind::kWeekday && e.relation == TimeRelation::kAt && count == nullptr)
        found.weekday = e.begin.weekday;
      if (count != nullptr && e.begin.month != 0 && e.begin.day != 0) found.begin = e.begin;
    }
    if (count == nullptr || found.begin.month == 0) return;
    found.days = static_cast<int>(count->count);
    evidence.day_counts.push_back(found);
    evidence.reasons.push_back(quoted(count->text));
  }

  void time(const TimeExpression& e, Direction direction, int index) {
    const CalendarPoint& p = e.end ? *e.end : e.begin;
    Anchor nowhere;
    if (p.year != 0) {
      const auto r = resolve(p, nowhere);
      const bool open_ended = e.relation == TimeRelation::kUntil || e.relation == TimeRelation::kBy ||
                              e.relation == TimeRelation::kBefore;
      if (!r || !r->interval.from || p.holiday >= 0) {
        if (r && r->interval.from) evidence.near.push_back({*r->interval.from, 3, quoted(e.text)});
        return;
      }
      if (direction == Direction::kFuture || open_ended) {
        if (direction != Direction::kPast) {
          evidence.before.push_back({*r->interval.to, 1.5, quoted(e.text) + " is still to come"});
          evidence.near.push_back(
              {*r->interval.from, direction == Direction::kFuture ? 3.0 : 1.0, quoted(e.text)});
        }
        return;
      }
      const bool told = direction == Direction::kPast || e.relation == TimeRelation::kSince;
      const double weight = e.relation == TimeRelation::kFrom ? 0.3 : told ? 12 : e.attributive ? 8 : 3;
      evidence.not_before.push_back(
          {*r->interval.from, weight, quoted(e.text), r->precision == Precision::kDay});
      if (e.relation == TimeRelation::kFrom && direction != Direction::kPast)
        evidence.near.push_back({*r->interval.from, 1, quoted(e.text)});
      // Of the year that one writes in one says 'this year'.
      if (e.kind == TimeKind::kYear && e.relation == TimeRelation::kAt && direction == Direction::kPast &&
          !e.attributive && p.piece == TimeUnit::kNone)
        evidence.not_before.push_back({*r->interval.to, 2, quoted(e.text) + " is over"});
      return;
    }
    if (e.kind == TimeKind::kPeriod && p.unit == TimeUnit::kMonth && p.shift == -1)
      evidence.last_month = true;
    if (p.shift == 0 && p.weekday >= 0 && p.day != 0 && evidence.day == 0) {
      // 'this Thursday the twenty-first' is the day of publication itself.
      evidence.weekday = p.weekday, evidence.day = p.day, evidence.month = p.month;
      evidence.header = e.text;
      return;
    }
    if (p.shift || p.year_shift || p.anaphoric) return;
    if (p.month != 0 && p.day != 0) {
      if (direction == Direction::kFuture)
        evidence.ahead.push_back({p.month, p.day});
      else if (e.relation != TimeRelation::kUntil || direction == Direction::kPast) {
        evidence.marks.push_back({p.month, p.day, e.relation == TimeRelation::kSince,
                                  direction == Direction::kUnknown && e.relation != TimeRelation::kSince});
        evidence.reasons.push_back(quoted(e.text));
      }
      if (p.weekday >= 0) evidence.weekdays[p.weekday] += 0;
      return;
    }
    if (p.month != 0 && direction != Direction::kFuture && e.relation != TimeRelation::kUntil &&
        e.relation != TimeRelation::kBy) {
      const int first = p.edge == Edge::kMid || p.edge == Edge::kMiddle ? 11
                        : p.edge == Edge::kLate || p.edge == Edge::kEnd ? 21
                                                                        : 1;
      const int last = p.edge == Edge::kEarly || p.edge == Edge::kBeginning ? 10
                       : p.edge == Edge::kMid || p.edge == Edge::kMiddle    ? 20
                                                                            : 31;
      evidence.months.push_back({p.month, first, last, e.relation == TimeRelation::kSince, e.text});
      return;
    }
    if (p.weekday >= 0 && direction != Direction::kFuture && p.piece == TimeUnit::kNone) {
      double& weight = evidence.weekdays[p.weekday];
      weight = std::max(weight, index < 3 ? 0.4 : 0.15);
      if (e.end && e.begin.weekday >= 0)
        evidence.weekdays[e.begin.weekday] = std::max(evidence.weekdays[e.begin.weekday], 0.1);
    }
  }

  const WordClasses& classes_;
  const Chronology& chronology_;
};

Candidate candidate(Day day) { return {day, day.year(), day.month(), day.day(), day.weekday()}; }

// Days since the latest `month`/`day` at or before the candidate.
int age_of(const Mark& mark, const Candidate& c) {
  const bool past = mark.month * 100 + mark.day <= c.month * 100 + c.day_of_month;
  return c.day - Day::clamped(past ? c.year : c.year - 1, mark.month, mark.day);
}

class Scale {
 public:
  Scale(const Evidence& evidence, const PublicationContext& context) : e_(evidence), context_(context) {
    guessed_ = evidence.not_before.empty() && evidence.pins.empty() && evidence.near.empty() &&
               evidence.year == 0 && context.neighbours.empty();
    // Of bounds that say the same only the latest counts, at each weight.
    std::map<double, Day> latest;
    for (const auto& bound : e_.not_before) {
      auto [it, fresh] = latest.emplace(bound.weight, bound.day);
      if (!fresh) it->second = std::max(it->second, bound.day);
    }
    for (const auto& [weight, day] : latest) bounds_.emplace_back(day, weight);
    for (const auto& bound : e_.not_before)
      if (bound.weight >= 8 && (!last_firm_ || bound.day > *last_firm_))
        last_firm_ = bound.day, firm_day_ = bound.is_day;
  }

  std::optional<Day> last_firm() const { return last_firm_; }

  double penalty(Day day) const {
    const Candidate c = candidate(day);
    // The header first: it leaves few days.
    double sum = 0;
    if (e_.month != 0 && c.month != e_.month) return kImpossible;
    if (e_.day != 0 && c.day_of_month != e_.day) return kImpossible;
    if (e_.weekday >= 0 && c.weekday != e_.weekday) return kImpossible;
    if (e_.year != 0 && c.year != e_.year) return kImpossible;
    if (context_.recorded) {
      if (day > *context_.recorded) return kImpossible;
      if (guessed_) sum += 0.25 * (*context_.recorded - day) / 365.0;
    }
    for (const auto& [bound, weight] : bounds_)
      if (day < bound) sum += weight;
    for (const auto& bound : e_.before)
      if (day >= bound.day) sum += bound.weight;
    for (const auto& bound : e_.near) sum += std::min(bound.weight, std::abs(day - bound.day) / 120.0);
    for (const auto& pin : e_.pins) {
      const int meant = pin.month * 100 + (pin.day == 0 ? 1 : pin.day) <= c.month * 100 + c.day_of_month
                            ? c.year
                            : c.year - 1;
      if (meant != pin.when.from->year()) sum += 6;
    }
    // Freshness: since the last day that it names, and no year-less day is nearly a year old.
    int freshest = std::numeric_limits<int>::max();
    for (const auto& mark : e_.marks) {
      const int age = age_of(mark, c);
      if (mark.unsure && age > 240) {
        sum += 0.8;
        continue;
      }
      if (age > 330)
        sum += 2.5;
      else if (age > 240)
        sum += 0.8;
      else if (mark.since && age > 180)
        sum += 0.5;
      freshest = std::min(freshest, age);
    }
    if (last_firm_ && day >= *last_firm_) {
      const int age = day - *last_firm_;
      if (firm_day_ && (age < 60 || e_.marks.empty())) freshest = std::min(freshest, age);
      sum += age / 365.0;
    }
    if (freshest != std::numeric_limits<int>::max()) sum += std::min(freshest / kFreshDays, 6.0);
    for (const auto& month : e_.months) {
      const bool same = month.month == c.month;
      if (same && c.day_of_month <= month.last_day)
        sum += month.since                        ? (c.day_of_month < month.first_day ? 2.0 : 0.7)
               : c.day_of_month < month.first_day ? 2.5
                                                  : 1.5;
      const int behind = ((c.month - month.month) % 12 + 12) % 12;
      sum += same && c.day_of_month < month.first_day ? 0.3 : behind * 0.05;
      if (behind == 1 && e_.last_month) sum += 0.7;
    }
    for (const auto& mark : e_.ahead) {
      const Day next = mark.month * 100 + mark.day >= c.month * 100 + c.day_of_month
                           ? Day::clamped(c.year, mark.month, mark.day)
                           : Day::clamped(c.year + 1, mark.month, mark.day);
      sum += std::min(3.0, (next - day) / 60.0);
    }
    for (const auto& back : e_.backs)
      if ((c.month - back.months_back % 12 + 24 - 1) % 12 + 1 != back.month) sum += 3;
    sum += ages(c) + counts(c);
    // Weekdays tell of the last days. What happened the day before is told most, then what happened that day.
    int youngest = std::numeric_limits<int>::max();
    for (const auto& [weekday, weight] : e_.weekdays) {
      const int age = (c.weekday - weekday + 7) % 7;
      sum += weight * (age == 0 ? 0.5 : age - 1);
      youngest = std::min(youngest, age);
    }
    constexpr double kYoungest[] = {0, 0, 0.6, 1.2, 1.8, 2.4, 3.0};
    if (youngest < 7) sum += kYoungest[youngest];
    // A day named by its weekday is younger than one that needs its date.
    if (!e_.weekdays.empty() && freshest <= 6 && youngest > freshest) sum += 1.5;
    if (!context_.neighbours.empty()) {
      double nearest = 4;
      for (const auto& other : context_.neighbours)
        if (other.from) nearest = std::min(nearest, std::abs(day - *other.from) / 30.0);
      sum += 2 * nearest;
    }
    return sum;
  }

 private:
  double counts(const Candidate& c) const {
    double sum = 0;
    for (const auto& count : e_.day_counts) {
      const CalendarPoint& p = count.begin;
      int year = p.year != 0 ? p.year : p.year_shift ? c.year + *p.year_shift : 0;
      if (year == 0) year = p.month * 100 + p.day <= c.month * 100 + c.day_of_month ? c.year : c.year - 1;
      const Day told = Day::clamped(year, p.month, p.day).plus_days(count.days);
      if (count.weekday >= 0 && told.weekday() != count.weekday) sum += 3;
      sum += c.day < told.plus_days(-1) ? (p.year != 0 ? 12 : 4) : std::min(3.0, (c.day - told) / 7.0);
    }
    for (const auto& off : e_.days_off) {
      const Day named = c.day.plus_days(off.days);
      if (named.month() != off.month || std::abs(named.day() - off.day) > 1)
        sum += 4;
      else
        sum += named.day() == off.day ? 0 : 0.5;
    }
    return sum;
  }

  // 'Fifteen months after the army was driven out', where a month that far back is named with its year.
  double ages(const Candidate& c) const {
    double sum = 0;
    for (const auto& age : e_.ages) {
      const int index = c.year * 12 + c.month - static_cast<int>(std::lround(age.first));
      bool named = false;
      for (const auto& bound : e_.not_before) named |= bound.day.year() * 12 + bound.day.month() == index;
      sum += named ? 0 : 2.5;
    }
    return sum;
  }

  const Evidence& e_;
  const PublicationContext& context_;
  std::vector<std::pair<Day, double>> bounds_;
  std::optional<Day> last_firm_;
  bool firm_day_ = false, guessed_ = false;
};

std::string text_of(const text::Body& body, Span span) { return body.text.substr(span.begin, span.size()); }

void gather_layout(const text::Report& report, Gatherer& gatherer) {
  const auto& body = report.body;
  for (const auto& hint : body.date_hints) {
    if (hint.kind == text::DateHintKind::kCaption) continue;
    if (hint.kind == text::DateHintKind::kField && hint.day && hint.day->from) {
      gatherer.evidence.not_before.push_back({*hint.day->from, kImpossible, "given: " + hint.text});
      if (hint.day->to)
        gatherer.evidence.before.push_back({*hint.day->to, kImpossible, "given: " + hint.text});
      continue;
    }
    if (hint.kind == text::DateHintKind::kUpdated && gatherer.evidence.day != 0) continue;
    gatherer.header(hint.text);
  }
  for (const auto& dateline : body.datelines)
    if (gatherer.evidence.month == 0 && !dateline.date_text.empty()) gatherer.header(dateline.date_text);
  int lines = 0;
  for (const auto& block : body.blocks) {
    const std::string text = text_of(body, block.span);
    const bool set_aside = !text::is_read(block.kind);
    if (block.kind == text::BlockKind::kCaption) {
      gatherer.caption(text);
    } else if (++lines <= kHeaderLines) {
      gatherer.number_with_year(text);
      if (gatherer.evidence.month == 0 && gatherer.evidence.weekday < 0 &&
          (block.kind == text::BlockKind::kDateline || (set_aside && lines <= 4)))
        gatherer.header(text);
    }
  }
}

}  // namespace

Anchor PublicationDay::anchor() const {
  Anchor anchor = Anchor::of(published);
  anchor.reference = best;
  return anchor;
}

PublicationDay infer_publication(const text::Report& report, const std::vector<language::Sentence>& sentences,
                                 const WordClasses& classes, const Chronology& chronology,
                                 const PublicationContext& context) {
  PublicationDay out;
  const Published& given = report.document.published;
  if (given.day.days() == 1) {
    out.published = given;
    out.best = given.day.from;
    return out;
  }
  Gatherer gatherer(classes, chronology);
  if (given.day.from) gatherer.evidence.not_before.push_back({*given.day.from, kImpossible, "given"});
  if (given.day.to) gatherer.evidence.before.push_back({*given.day.to, kImpossible, "given"});
  gather_layout(report, gatherer);
  int index = 0;
  for (const auto& sentence : sentences) gatherer.sentence(sentence, index++);
  const Evidence& e = gatherer.evidence;
  const Scale scale(e, context);
  const bool told_by_count = std::any_of(e.day_counts.begin(), e.day_counts.end(),
                                         [](const auto& count) { return count.begin.year != 0; });
  out.loose = e.year == 0 && e.pins.empty() && !scale.last_firm() && !told_by_count;

  // Where to look: from the last firm day, the neighbours or the header's year on.
  std::optional<Day> first, last;
  if (e.year != 0) first = Day::from_civil(e.year, 1, 1), last = Day::from_civil(e.year, 12, 31);
  if (!first)
    for (const auto& pin : e.pins)
      if (!first || *pin.when.from > *first) first = pin.when.from;
  if (!first)
    for (const auto& other : context.neighbours) {
      if (!other.from) continue;
      first = std::min(first.value_or(*other.from), other.from->plus_days(-366));
      last = std::max(last.value_or(*other.from), other.from->plus_days(366));
    }
  if (!first || (scale.last_firm() && *scale.last_firm() > *first && e.year == 0)) {
    if (scale.last_firm())
      first = scale.last_firm();
    else if (!first)
      for (const auto& bound : e.not_before)
        if (!first || bound.day > *first) first = bound.day;
  }
  if (!first)
    for (const auto& bound : e.near)
      if (!first || bound.day.plus_days(-366) > *first) first = bound.day.plus_days(-366);
  if (!first && context.recorded) {
    out.year_guessed = true;
    last = context.recorded;
    first = context.recorded->plus_days(-kGuessedYears * 366);
  }
  if (!first) return out;
  if (last && *last < *first) last.reset();  // firm words point beyond the neighbours
  if (!last) {
    // Weaker words may point before or beyond the firm ones.
    last = *first;
    for (const auto& bound : e.not_before) last = std::max(*last, bound.day);
    last = std::min(last->plus_days(kSearchDays), first->plus_days(4 * kSearchDays));
    if (!scale.last_firm())
      for (const auto& bound : e.near) first = std::min(*first, bound.day.plus_days(-366));
  }
  first = first->plus_days(-31);

  Day best = *first;
  double least = std::numeric_limits<double>::max();
  std::vector<double> penalties;
  penalties.reserve(static_cast<std::size_t>(*last - *first + 1));
  for (Day day = *first; day <= *last; day = day.plus_days(1)) {
    penalties.push_back(scale.penalty(day));
    if (penalties.back() < least - 1e-9) least = penalties.back(), best = day;
  }
  if (least >= kImpossible) return out;
  if (!context.keep_guess && out.loose && (out.year_guessed || !context.neighbours.empty())) {
    double other = std::numeric_limits<double>::max();
    for (Day day = *first; day <= *last; day = day.plus_days(1))
      if (std::abs(day - best) > 183) other = std::min(other, penalties[static_cast<std::size_t>(day - *first)]);
    if (other - least < kDecided) {
      out.published.reasons.push_back(
          fmt::format("nothing binds the year: one of {} fits as well as another", best.year()));
      return out;
    }
  }
  Day begin = best, end = best;
  const auto near = [&](Day day) {
    return day >= *first && day <= *last &&
           penalties[static_cast<std::size_t>(day - *first)] <= least + kMargin;
  };
  while (near(begin.plus_days(-1)) && best - begin < PublicationDay::kWidest / 2) begin = begin.plus_days(-1);
  // A week without a good day (the weekdays told do not fit) does not end the interval.
  for (Day day = end.plus_days(1); day - end <= 3 && day - begin < PublicationDay::kWidest;
       day = day.plus_days(1))
    if (near(day)) end = day;
  out.published.day = {begin, end.plus_days(1)};
  out.best = best;

  auto& reasons = out.published.reasons;
  if (!e.header.empty()) reasons.push_back("printed without a full date: " + quoted(e.header));
  reasons.insert(reasons.end(), e.reasons.begin(),
                 e.reasons.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(e.reasons.size(), 6)));
  std::vector<Evidence::Bound> bounds = e.not_before;
  std::stable_sort(bounds.begin(), bounds.end(), [](const auto& a, const auto& b) { return b.day < a.day; });
  for (std::size_t i = 0; i < bounds.size() && i < 3; ++i)
    reasons.push_back(bounds[i].reason + ": not before " + bounds[i].day.iso());
  for (std::size_t i = 0; i < e.pins.size() && i < 3; ++i) reasons.push_back(e.pins[i].reason);
  for (std::size_t i = 0; i < e.months.size() && i < 3; ++i) reasons.push_back(quoted(e.months[i].text));
  if (!context.neighbours.empty())
    reasons.push_back(fmt::format("near {} other reports of the story", context.neighbours.size()));
  if (out.year_guessed) reasons.push_back("nothing binds the year: the latest that can be");
  return out;
}

}  // namespace assay::reading
