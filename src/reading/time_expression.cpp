#include "reading/time_expression.hpp"

#include <algorithm>
#include <cmath>

#include "reading/time_grammar.hpp"

namespace assay::reading {
namespace {

bool is_unit(const Atom& atom) { return atom.is(TimeClass::kUnit); }
TimeUnit unit_of(const Atom& atom) { return static_cast<TimeUnit>(atom.word->time_value); }
// No time of a report is counted in more units than this.
constexpr double kMost = 1e5;
bool is_plural(const Atom& atom) { return atom.text.back() == 's'; }

class Finder {
 public:
  explicit Finder(const Atoms& atoms) : a_(atoms), points_(atoms) {}

  std::vector<TimeExpression> run() {
    std::vector<TimeExpression> found;
    for (int i = 0; i < a_.size();) {
      end_ = i;
      if (auto expression = at(i); expression && end_ > i && std::abs(expression->count) <= kMost &&
                                   std::abs(expression->begin.offset) <= kMost) {
        finish(*expression, i, end_);
        found.push_back(std::move(*expression));
        i = end_;
      } else {
        ++i;
      }
    }
    return found;
  }

 private:
  // Everything below reads at an atom, and on success leaves one past the last atom in end_.
  std::optional<TimeExpression> at(int i) {
    const Atom& atom = a_[i];
    if (atom.kind == Atom::Kind::kSign ||
        (atom.kind == Atom::Kind::kWord && atom.word == nullptr && atom.text != "q" && atom.text != "h"))
      return std::nullopt;
    if (auto e = vague(i)) return e;
    if (auto e = span(i)) return e;
    if (auto e = ranged(i)) return e;
    if (auto e = offset(i)) return e;
    if (auto e = counted(i)) return e;
    return std::nullopt;
  }

  // 'now', 'recently', 'so far', 'since then', a bare 'since', 'by then'.
  std::optional<TimeExpression> vague(int i) {
    const Atom& atom = a_[i];
    TimeExpression e;
    if (atom.is(TimeClass::kVague)) {
      e.kind = TimeKind::kVague;
      e.sign = atom.word->time_value;
      end_ = i + 1;
      return e;
    }
    if (atom.is(Function::kSo) && a_[i + 1].is(Function::kFar)) {
      const auto period = points_.point(i + 2, false);
      e.kind = TimeKind::kVague;
      end_ = i + 2;
      if (period && period->kind == TimeKind::kPeriod) {
        e.kind = TimeKind::kPeriod, e.relation = TimeRelation::kSince, e.begin = period->point;
        end_ = period->end;
      }
      return e;
    }
    const int k = atom.is(Function::kEver) ? i + 1 : i;
    const bool since = a_[k].is(Function::kSince);
    if (since || a_[k].is(Function::kUntil) || a_[k].is(Function::kBy)) {
      const bool then = a_[k + 1].is(Function::kThen);
      if (!then && !since) return std::nullopt;
      if (!then) {
        // 'They have not left since.', 'has since been retaken'.
        const Atom& last = a_[i - 1];
        const bool perfect = last.text == "has" || last.text == "have" || last.text == "had" ||
                             last.text == "'s" || last.text == "'ve";
        const Atom& next = a_[k + 1];
        const bool ends = next.kind == Atom::Kind::kSign && !next.is('"') && !next.is('-') && !next.is('\'');
        if (!ends && !(perfect && !points_.point(k + 1, true) && !next.is(Function::kThe)) && k == i)
          return std::nullopt;
        if (!ends && k > i && points_.point(k + 1, true)) return std::nullopt;
      }
      e.kind = TimeKind::kAnaphor;
      e.relation = since                     ? TimeRelation::kSince
                   : a_[k].is(Function::kBy) ? TimeRelation::kBy
                                             : TimeRelation::kUntil;
      e.begin.anaphoric = true;
      end_ = then ? k + 2 : k + 1;
      return e;
    }
    if (atom.is(Function::kAfterwards)) {
      e.kind = TimeKind::kAnaphor;
      e.begin.anaphoric = true;
      e.sign = 1;
      end_ = i + 1;
      return e;
    }
    return std::nullopt;
  }

  // 'over the past two years', 'in the last 72 hours', 'in recent weeks', 'the coming months', 'the next few
  // days'.
  std::optional<TimeExpression> span(int i) {
    int k = i;
    if (is_preposition(a_[k]) || a_[k].is(Function::kWithin)) ++k;
    if (a_[k].is(Function::kThe))
      ++k;
    else if (a_[k].is(Function::kThat))
      return std::nullopt;
    if (!a_[k].is(TimeClass::kShift)) return std::nullopt;
    TimeExpression e;
    e.kind = TimeKind::kSpan;
    const int shift = a_[k].word->time_value;
    e.begin.shift = shift;
    if (shift == 0) return std::nullopt;
    ++k;
    if (shift != kShiftRecent) k = a_.modifier_at(k).second;
    if (const auto n = numeral_at(a_, k))
      e.count = n->vague ? 0 : n->value, k = n->end;
    else if (a_[k].is(Function::kFew) || a_[k].is(NumberClass::kFew))
      ++k;
    else if (!(is_unit(a_[k]) && is_plural(a_[k])))
      return std::nullopt;
    if (a_[k].is('-')) ++k;
    if (!is_unit(a_[k])) return std::nullopt;
    e.unit = unit_of(a_[k]);
    end_ = k + 1;
    if (e.count == 0 && !is_plural(a_[k])) return std::nullopt;
    return e;
  }

  // A relation ('since', 'by', 'on') and a point, a range or a list.
  std::optional<TimeExpression> ranged(int i) {
    TimeExpression e;
    int k = i;
    bool bound = true, between = false;
    if (a_[k].is(Function::kSince))
      e.relation = TimeRelation::kSince, ++k;
    else if (a_[k].is(Function::kUntil))
      e.relation = TimeRelation::kUntil, ++k;
    else if (a_[k].is(Function::kBy))
      e.relation = TimeRelation::kBy, ++k;
    else if (a_[k].is(Function::kBefore))
      e.relation = TimeRelation::kBefore, ++k;
    else if (a_[k].is(Function::kAfter))
      e.relation = TimeRelation::kAfter, ++k;
    else if (a_[k].is(Function::kFrom))
      e.relation = TimeRelation::kFrom, ++k;
    else if (a_[k].is(Function::kBetween))
      between = true, ++k;
    else if (a_[k].is(Function::kAs) &&
             (a_[k + 1].is(Function::kOf) || a_[k + 1].is(Function::kAt) || a_[k + 1].is(Function::kFrom)))
      e.relation = TimeRelation::kAsOf, k += 2;
    else if (a_[k].is(Function::kNo) &&
             (a_[k + 1].is(Function::kLater) || a_[k + 1].is(Function::kEarlier)) &&
             a_[k + 2].is(Function::kThan)) {
      e.relation = a_[k + 1].is(Function::kLater) ? TimeRelation::kBy : TimeRelation::kFrom, k += 3;
    } else if (a_[k].text == "prior" && a_[k + 1].is(Function::kTo))
      e.relation = TimeRelation::kBefore, k += 2;
    else if (a_[k].is(Function::kWith) && a_[k + 1].is(Function::kEffect) && a_[k + 2].is(Function::kFrom))
      e.relation = TimeRelation::kFrom, k += 3;
    else if (a_[k].is(Function::kStarting) || a_[k].is(Function::kEffect) || a_[k].text == "beginning") {
      const bool linked =
          a_[k + 1].is(Function::kFrom) || a_[k + 1].is(Function::kOn) || a_[k + 1].is(Function::kIn);
      if (!linked && a_[k].text == "beginning") {
        bound = false;
      } else
        e.relation = TimeRelation::kFrom, k += linked ? 2 : 1;
    } else if (is_preposition(a_[k]))
      ++k;
    else if (a_[k].is(Function::kOf))
      ++k;
    else
      bound = false;
    const bool prefixed = k > i;
    if (prefixed && e.relation != TimeRelation::kAt) {
      // 'since at least 2019', 'by around 7 p.m.', 'until about noon', 'since as early as May'.
      if (!a_[k].is(Function::kA)) k = a_.modifier_at(k).second;
      if (a_[k].is(Function::kAs) && a_[k + 1].is(TimeClass::kEdge) && a_[k + 2].is(Function::kAs)) k += 3;
      if (a_[k].is(Function::kOn) || a_[k].is(Function::kIn)) ++k;
    } else if (prefixed &&
               (a_[k].is(Function::kAround) || a_[k].is(Function::kAbout) || a_[k].is(Function::kOr))) {
      ++k;  // 'on or around'
      if (a_[k].is(Function::kAround) || a_[k].is(Function::kAbout)) ++k;
    }
    auto first = day_list(k, e);
    if (!first) first = points_.point(k, bound);
    if (!first) return std::nullopt;
    if (first->kind == TimeKind::kTimeOfDay &&
        (a_[first->end].is(Function::kOf) || a_[first->end].is(Function::kFrom) ||
         a_[first->end].is(Function::kBetween))) {
      // 'the night of 14–15 November', 'the night from 3 to 4 May'
      if (auto days = day_list(first->end + 1, e)) {
        days->point.part = first->point.part;
        first = days;
        e.listed = false;
      }
    }
    // 'of' alone makes no time of day and no bare ordinal.
    if (first->kind == TimeKind::kTimeOfDay && prefixed && a_[i].is(Function::kOf)) return std::nullopt;
    e.kind = first->kind;
    e.begin = first->point;
    end_ = first->end;
    // 'two years after the truce': offsets are read elsewhere; '2021 and 2023' here.
    if (!e.end) second(e, *first, between);
    if (e.kind == TimeKind::kTimeOfDay ||
        (e.begin.part != DayPart::kNone && e.relation != TimeRelation::kSince &&
         e.relation != TimeRelation::kUntil && e.relation != TimeRelation::kFrom)) {
      // 'before dawn on 27 February' and 'by Thursday night' are of that day.
      if (e.relation == TimeRelation::kBefore || e.relation == TimeRelation::kAfter ||
          e.relation == TimeRelation::kBy)
        e.relation = TimeRelation::kAt;
    }
    if (e.relation == TimeRelation::kAfter && e.kind == TimeKind::kPeriod && e.begin.shift == 0)
      e.relation = TimeRelation::kAt;
    const bool article = a_[k].is(Function::kThe) || a_[k].is(Function::kA);
    e.attributive = (!prefixed || article) && points_.before_noun(end_);
    // 'the year' of 'so far the year' and such came only through an edge; a bare time of day needs its
    // preposition.
    if (between && !e.end) return std::nullopt;
    return e;
  }

  // '9 and 10 March', '12 to 16 September', '1–28 February 2025', '15, 16 and 17 March'.
  std::optional<ParsedPoint> day_list(int i, TimeExpression& e) {
    int k = i;
    if (a_[k].is(Function::kThe)) ++k;
    const auto first = points_.day_of_month(k);
    if (!first) return std::nullopt;
    int m = first->end;
    bool any = false, dash = false;
    while (true) {
      const int before = m;
      while (a_[m].is(',') || a_[m].is(Function::kAnd) || a_[m].is(Function::kOr) || a_[m].is('-') ||
             a_[m].is(Function::kTo) || a_[m].is(Function::kThrough)) {
        dash |= a_[m].is('-') || a_[m].is(Function::kTo) || a_[m].is(Function::kThrough);
        ++m;
      }
      if (m == before) return std::nullopt;
      any = true;
      auto date = points_.point(m, true);
      if (date && date->kind == TimeKind::kDate && date->point.day != 0 && date->point.month != 0 &&
          date->point.weekday < 0 &&
          (a_[m].is_whole() || a_[m].kind == Atom::Kind::kOrdinal || a_[m].kind == Atom::Kind::kWord)) {
        if (a_[m].is(TimeClass::kMonth)) return std::nullopt;
        if (date->point.day <= first->value) return std::nullopt;
        e.end = date->point;
        e.listed = !dash;
        ParsedPoint p = *date;
        p.point.day = static_cast<int>(first->value);
        return p;
      }
      const auto next = points_.day_of_month(m);
      if (!next || !any) return std::nullopt;
      m = next->end;
    }
  }

  // What comes after the first point: 'and 6', '–19 August', 'to October', 'and Thursday'.
  void second(TimeExpression& e, const ParsedPoint& first, bool between) {
    int k = end_;
    bool dash = false, list = false;
    if (a_[k].is('-') && (first.kind != TimeKind::kYear || a_[k].glued == a_[k + 1].glued))
      dash = true, ++k;
    else if (a_[k].is(Function::kTo) || a_[k].is(Function::kThrough) ||
             (a_[k].is(Function::kUntil) && e.relation == TimeRelation::kFrom))
      dash = true, ++k;
    else if (a_[k].is(Function::kAnd) || a_[k].is(Function::kOr))
      list = true, ++k;
    else if (a_[k].is(',') && first.point.day != 0)
      list = true, ++k;
    else
      return;
    if (a_[k].is(Function::kOn) || a_[k].is(Function::kIn) || a_[k].is(Function::kBy)) return;
    // 'June 3 and 6', 'June 3, 6 and 9', 'Nov. 14-15, 2024'.
    if (first.point.month != 0 && first.point.day != 0) {
      int m = k;
      int last_day = 0, last_end = 0;
      while (const auto day = points_.day_of_month(m)) {
        if (a_[day->end].is(TimeClass::kMonth) || day->value <= std::max(first.point.day, last_day) ||
            points_.before_noun(day->end, false) || a_[day->end].is(':'))
          break;
        last_day = static_cast<int>(day->value), last_end = day->end;
        m = day->end;
        const int before = m;
        while (a_[m].is(',') || a_[m].is(Function::kAnd)) ++m;
        if (m == before) break;
      }
      if (last_day != 0) {
        CalendarPoint end = e.begin;
        end.day = last_day;
        end_ = last_end;
        if (a_[end_].is(',') && points_.year(end_ + 1, true))
          end.year = *points_.year(end_ + 1, true), end_ += 2;
        else if (points_.year(end_, true))
          end.year = *points_.year(end_, true), ++end_;
        if (e.begin.year == 0) e.begin.year = end.year;
        e.end = end;
        e.listed = list && !between;
        return;
      }
    }
    if (a_[k].is(',')) return;
    const auto next = points_.point(k, true);
    if (!next || next->kind == TimeKind::kTimeOfDay || next->point.part != DayPart::kNone) return;
    const bool same = next->kind == first.kind;
    const bool dated =
        (first.kind == TimeKind::kDate || first.kind == TimeKind::kMonth || first.kind == TimeKind::kYear ||
         first.kind == TimeKind::kWeekday) &&
        (next->kind == TimeKind::kDate || next->kind == TimeKind::kMonth || next->kind == TimeKind::kYear ||
         next->kind == TimeKind::kWeekday || next->kind == TimeKind::kPeriod);
    if (list && !between && (!same || first.kind == TimeKind::kAnaphor)) return;
    if ((dash || between) && !same &&
        !(dated && (e.relation == TimeRelation::kFrom || between || next->kind == TimeKind::kMonth)))
      return;
    if (a_[k - 1].is(',')) return;
    CalendarPoint end = next->point;
    if (e.begin.year == 0 && end.year != 0 && e.begin.month != 0)
      e.begin.year = end.month != 0 && e.begin.month > end.month ? end.year - 1 : end.year;
    else if (end.year == 0 && e.begin.year != 0 && end.month != 0)
      end.year = e.begin.month > end.month ? e.begin.year + 1 : e.begin.year;
    // 'between last March and June': June follows from the first.
    if (!end.shift && e.begin.weekday >= 0 && end.weekday >= 0) end.shift = e.begin.shift;
    e.end = end;
    e.listed = list && !between;
    end_ = next->end;
    if (e.relation == TimeRelation::kFrom) e.relation = TimeRelation::kAt;
    if (e.relation == TimeRelation::kSince && list) return;
  }

  // 'three months ago', 'two days before', 'a week later', 'hours after X', 'for three weeks', 'two-day', '48
  // hours'.
  std::optional<TimeExpression> offset(int i) {
    TimeExpression e;
    int k = i;
    const Atom& lead = a_[i];
    const bool for_ = lead.is(Function::kFor), within = lead.is(Function::kWithin),
               after = lead.is(Function::kAfter);
    const bool over = lead.is(Function::kOver) || lead.is(Function::kIn) || lead.is(Function::kDuring) ||
                      lead.is(Function::kThroughout);
    const bool since = lead.is(Function::kSince);
    if (for_ || within || after || over || since) ++k;
    const bool led = k > i;
    bool modified = false;
    if (!a_[k].is(Function::kA) || a_.modifier_at(k).first != Bound::kNone) {
      const int m = a_.modifier_at(k).second;
      modified = m > k;
      k = m;
    }
    bool article = false;
    if (const auto n = numeral_at(a_, k)) {
      e.count = n->vague ? 0 : n->value;
      k = n->end;
      if (a_[k].is(Function::kOf) && is_unit(a_[k + 1])) ++k;
    } else if (a_[k].is(Function::kA)) {
      article = true, ++k;
      e.count = 1;
      if (a_[k].is(NumberClass::kFraction) && a_[k].word->number_value == 2) return std::nullopt;
      if (a_[k].is(NumberClass::kDozen) || a_[k].is(NumberClass::kFew))
        ++k, e.count = a_[k - 1].is(NumberClass::kFew) ? 0 : a_[k - 1].word->number_value;
      if (a_[k].is(Function::kOf)) ++k;
    } else if (a_[k].is(NumberClass::kFraction) && a_[k].word->number_value == 2 &&
               a_[k + 1].is(Function::kA)) {
      e.count = 0.5, article = true, k += 2;  // 'half a year'
    } else if (is_unit(a_[k]) && is_plural(a_[k])) {
      e.count = 0;
    } else {
      return std::nullopt;
    }
    const bool hyphen = a_[k].is('-');
    if (hyphen) ++k;
    // 'two consecutive days', 'three full weeks'
    if (!is_unit(a_[k]) && a_[k].kind == Atom::Kind::kWord && is_unit(a_[k + 1]) && a_[k].word == nullptr &&
        e.count > 1)
      ++k;
    if (!is_unit(a_[k])) return std::nullopt;
    e.unit = unit_of(a_[k]);
    if (e.unit == TimeUnit::kQuarter || e.unit == TimeUnit::kHalf || e.unit == TimeUnit::kSeason)
      return std::nullopt;
    ++k;
    if (a_[k].text == "'" || a_[k].text == "'s") {
      if (article && !led) return std::nullopt;  // 'a day’s drive'
      ++k;
    }
    // Ages: '34-year-old', 'two years old', 'under ten years of age'.
    const int age = a_[k].is('-') ? k + 1 : k;
    if (a_[age].is(Function::kAge) || (a_[age].is(Function::kOf) && a_[age + 1].is(Function::kAge)))
      return std::nullopt;
    const bool bare =
        e.count == 0 && !article && !a_[k - 2].is(NumberClass::kVague) && !a_[k - 2].is(NumberClass::kFew);
    const double signless = e.count;
    const Atom& tail = a_[k];
    const auto counted_from = [&](int sign, bool anaphoric) {
      e.kind = TimeKind::kOffset;
      e.begin.anaphoric = anaphoric;
      e.begin.offset = sign * signless, e.begin.offset_unit = e.unit;
      e.sign = sign;
      if (since || for_) e.relation = TimeRelation::kSince;
    };
    if (tail.is(Function::kAgo)) {
      counted_from(-1, false);
      end_ = k + 1;
      return e;
    }
    if (tail.is(Function::kHence) || (tail.is(Function::kFrom) && a_[k + 1].is(TimeClass::kVague))) {
      counted_from(1, false);
      end_ = tail.is(Function::kHence) ? k + 1 : k + 2;
      return e;
    }
    if (tail.is(Function::kEarlier) || tail.is(Function::kLater) || tail.is(Function::kAfterwards) ||
        (tail.text == "previously" && !bare)) {
      counted_from(tail.is(Function::kLater) || tail.is(Function::kAfterwards) ? 1 : -1, true);
      end_ = k + 1;
      // 'one day earlier than they claimed'
      if (a_[end_].is(Function::kThan)) e.dates_clause = true;
      return e;
    }
    if ((tail.is(Function::kBefore) || tail.is(Function::kAfter) || (tail.is(Function::kSince) && !led)) &&
        !hyphen) {
      const Atom& next = a_[k + 1];
      const bool ends = next.kind == Atom::Kind::kSign && !next.is('-') && !next.is('"');
      const bool forward = tail.is(Function::kBefore);
      if (ends) {
        if (tail.is(Function::kSince)) return std::nullopt;
        counted_from(forward ? -1 : 1, true);
        end_ = k + 1;
        return e;
      }
      if (const auto point = points_.point(k + 1, true);
          point && point->kind != TimeKind::kTimeOfDay && !bare) {
        // 'two days before Sunday', 'a year after June 2020': shifted from a named point.
        e.kind = point->kind, e.begin = point->point;
        e.begin.offset = forward ? -signless : signless, e.begin.offset_unit = e.unit;
        end_ = point->end;
        return e;
      }
      // The clause that follows happened that long before (after, since) or after (before) this one.
      counted_from(forward ? 1 : -1, !tail.is(Function::kSince));
      e.dates_clause = true;
      end_ = k + 1;
      return e;
    }
    if (tail.is(Function::kOn) && article && e.unit >= TimeUnit::kMonth &&
        (a_[k + 1].kind == Atom::Kind::kSign)) {
      counted_from(1, true);  // 'a year on,'
      end_ = k + 1;
      return e;
    }
    if (bare && !led) return std::nullopt;
    if (article && !led && e.count == 1 && !modified) return std::nullopt;  // 'ten trucks a day'
    if (e.unit < TimeUnit::kMinute) return std::nullopt;
    e.kind = TimeKind::kDuration;
    e.relation = within ? TimeRelation::kWithin : after ? TimeRelation::kAfter : TimeRelation::kFor;
    if (within) e.kind = TimeKind::kSpan, e.begin.shift = kShiftComing;
    if (!led) e.relation = TimeRelation::kAt;
    if (lead.is(Function::kIn) && bare) return std::nullopt;
    if (since) return std::nullopt;
    e.attributive = hyphen;
    end_ = k;
    if (for_ && bare) e.kind = TimeKind::kVague, e.relation = TimeRelation::kFor;
    // 'two days of fighting'
    return e;
  }

  // 'the 62nd anniversary', 'its eleventh day', 'the 504th day since', 'a third consecutive week'.
  std::optional<TimeExpression> counted(int i) {
    int k = i;
    if (a_[k].is(Function::kFor) || a_[k].is(Function::kOn) || a_[k].is(Function::kIn)) ++k;
    if (a_[k].is(Function::kThe) || a_[k].is(Function::kA) || a_[k].text == "its" || a_[k].text == "their")
      ++k;
    TimeExpression e;
    std::optional<Numeral> n = ordinal_at(a_, k);
    if (!n && a_[k].text == "hundredth") n = Numeral{100, false, false, true, false, false, k + 1};
    if (!n) {
      // 'day 19 without the road'
      if (is_unit(a_[k]) && k == i && a_[k + 1].is_whole() && !a_[k + 1].glued && a_[k + 1].value < 2000 &&
          unit_of(a_[k]) == TimeUnit::kDay && !a_[k + 2].is(TimeClass::kMonth)) {
        e.kind = TimeKind::kDuration, e.relation = TimeRelation::kSince;
        e.count = a_[k + 1].value - 1, e.unit = TimeUnit::kDay;
        end_ = k + 2;
        return e;
      }
      return std::nullopt;
    }
    int m = n->end;
    if (a_[m].is(Function::kAnniversary)) {
      e.kind = TimeKind::kAnniversary;
      e.count = n->value, e.unit = TimeUnit::kYear;
      end_ = m + 1;
      return e;
    }
    if (a_[m].text == "consecutive" || a_[m].text == "straight" || a_[m].text == "successive") ++m;
    const bool owned = k > i || a_[i - 1].text == "its" || a_[i - 1].text == "their" ||
                       a_[i - 1].is(Function::kThe) || a_[i - 1].is(Function::kA);
    if (!is_unit(a_[m]) || is_plural(a_[m]) || !owned) return std::nullopt;
    const TimeUnit unit = unit_of(a_[m]);
    if (unit != TimeUnit::kDay && unit != TimeUnit::kWeek && unit != TimeUnit::kMonth &&
        unit != TimeUnit::kYear)
      return std::nullopt;
    if (points_.before_noun(m + 1)) return std::nullopt;
    e.kind = TimeKind::kDuration, e.relation = TimeRelation::kSince;
    e.count = n->value - 1, e.unit = unit;
    end_ = m + 1;
    return e;
  }

  static bool is_preposition(const Atom& atom) {
    return atom.is(Function::kIn) || atom.is(Function::kOn) || atom.is(Function::kAt) ||
           atom.is(Function::kDuring) || atom.is(Function::kOver) || atom.is(Function::kThroughout) ||
           atom.is(Function::kFor) || atom.is(Function::kThrough) || atom.is(Function::kWithin);
  }

  void finish(TimeExpression& e, int first, int end) const {
    e.first_token = a_[first].token;
    e.end_token = a_[end - 1].token + 1;
    e.text = a_.words(e.first_token, e.end_token);
    const auto& tokens = a_.sentence().tokens;
    e.head_token = e.end_token - 1;
    // The token whose head lies outside; prepositions hang on it.
    for (int t = e.first_token; t < e.end_token; ++t) {
      const int head = tokens[static_cast<std::size_t>(t)].head - 1;
      const auto& relation = tokens[static_cast<std::size_t>(t)].deprel;
      if (relation.empty() || relation == "punct" || relation == "case" || relation == "mark") continue;
      if (head < e.first_token || head >= e.end_token) {
        e.head_token = t;
        break;
      }
    }
  }

  const Atoms& a_;
  PointGrammar points_;
  int end_ = 0;
};

}  // namespace

std::vector<TimeExpression> find_times(const Atoms& atoms) { return Finder(atoms).run(); }

std::vector<TimeExpression> find_times(const language::Sentence& sentence, const WordClasses& classes) {
  return find_times(Atoms(sentence, classes));
}

}  // namespace assay::reading
