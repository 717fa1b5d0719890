#include "reading/time_grammar.hpp"

#include <algorithm>

#include "base/day.hpp"

namespace assay::reading {
namespace {

constexpr int kMaxDepth = 6;
constexpr int kFirstYear = 1800, kLastYear = 2199;

bool is_unit(const Atom& atom, TimeUnit from = TimeUnit::kSecond) {
  return atom.is(TimeClass::kUnit) && atom.word->time_value >= static_cast<int>(from);
}
TimeUnit unit_of(const Atom& atom) { return static_cast<TimeUnit>(atom.word->time_value); }
DayPart part_of(const Atom& atom) { return static_cast<DayPart>(atom.word->time_value); }
Edge edge_of(const Atom& atom) { return static_cast<Edge>(atom.word->time_value); }

}  // namespace

bool PointGrammar::before_noun(int end, bool untagged) const {
  const Atom& next = a_[end];
  if (next.kind != Atom::Kind::kWord) return next.is('-') && next.glued && a_[end + 1].glued;
  if (next.is(TimeClass::kFunction)) return false;
  const auto& tokens = a_.sentence().tokens;
  if (next.token < static_cast<int>(tokens.size())) {
    const auto& upos = tokens[static_cast<std::size_t>(next.token)].upos;
    if (!upos.empty()) return upos == "NOUN" || upos == "PROPN" || upos == "ADJ";
  }
  return untagged && next.text != "'s";
}

std::optional<int> PointGrammar::year(int i, bool bound) const {
  const Atom& atom = a_[i];
  if (!atom.is_whole() || atom.grouped || atom.digits != 4 || atom.value < kFirstYear ||
      atom.value > kLastYear)
    return std::nullopt;
  const Atom& next = a_[i + 1];
  const Atom& last = a_[i - 1];
  if (next.is('%') || next.is(NumberClass::kScale) ||
      (next.glued && next.kind == Atom::Kind::kWord && next.text != "'s"))
    return std::nullopt;
  if (last.kind == Atom::Kind::kSign && last.glued == false && last.text.size() > 1 && atom.glued)
    return std::nullopt;
  if (last.is('$') || last.is('#') || last.is('.') || (last.is('/') && atom.glued) ||
      (last.is('-') && atom.glued && a_[i - 2].kind == Atom::Kind::kWord && !a_[i - 2].is(TimeClass::kEdge) &&
       !a_[i - 2].is(TimeClass::kMonth)))
    return std::nullopt;
  if (last.text == "no" && last.kind == Atom::Kind::kWord) return std::nullopt;
  if (bound) return static_cast<int>(atom.value);
  const auto& tokens = a_.sentence().tokens;
  if (next.kind == Atom::Kind::kWord && next.token < static_cast<int>(tokens.size())) {
    const auto& token = tokens[static_cast<std::size_t>(next.token)];
    if (token.xpos == "NNS") return std::nullopt;
    // No tags: a plural by its look.
    if (token.upos.empty() && !next.is(TimeClass::kFunction) && next.text.size() > 3 &&
        next.text.back() == 's' && next.text[next.text.size() - 2] != 's')
      return std::nullopt;
  }
  // 'Hill 1712', 'Point 1104': a name's number, out of the years that news is about.
  if (last.kind == Atom::Kind::kWord && last.capital && !last.is(TimeClass::kMonth) &&
      !last.is(TimeClass::kFunction) && (atom.value < 1900 || atom.value > 2050))
    return std::nullopt;
  return atom.value >= 1900 && atom.value <= 2100 ? std::optional<int>(static_cast<int>(atom.value))
                                                  : std::nullopt;
}

bool PointGrammar::is_month(int i, bool bound) const {
  const Atom& atom = a_[i];
  if (!atom.is(TimeClass::kMonth)) return false;
  const bool doubtful = atom.text == "may" || atom.text == "march" || atom.text.size() <= 3;
  const auto& tokens = a_.sentence().tokens;
  const auto& token = tokens[static_cast<std::size_t>(atom.token)];
  // Beside the number of a day it is a month, whatever the tagger takes it for.
  const int behind = after_stop(i + 1);
  const auto day_number = [&](int k) { return a_[k].is_whole() && !a_[k].grouped && a_[k].value >= 1 && a_[k].value <= 31; };
  if (token.name == language::NameKind::kPerson && !day_number(behind) && !(i > 0 && day_number(i - 1))) return false;
  // 'August' and 'April' may be all capitals or, in haste, small; the doubtful ones must look like months.
  if (!doubtful) return atom.capital;
  if (!atom.capital) return false;
  const int next = behind;
  if (a_[next].is_whole() && (a_[next].value <= 31 || year(next, true))) return true;
  if (a_[next].kind == Atom::Kind::kOrdinal) return true;
  if (a_[i - 1].is_whole() && a_[i - 1].value <= 31 && !a_[i - 1].grouped) return true;
  if (a_[i - 1].kind == Atom::Kind::kOrdinal || (a_[i - 1].is(Function::kOf) && i > 1)) return true;
  if (atom.text.size() <= 3 && atom.text != "may") return next > i + 1 || (bound && atom.text != "sun");
  if (bound) return true;
  if (a_[i - 1].is(TimeClass::kShift) || a_[i - 1].is(TimeClass::kEdge)) return true;
  if (a_[i - 1].is('-') && a_[i - 2].is(TimeClass::kMonth)) return true;
  if (a_[i - 1].is(Function::kAnd) || a_[i - 1].is(Function::kTo)) return a_[i - 2].is(TimeClass::kMonth);
  return token.upos == "PROPN" && i > 0;
}

bool PointGrammar::is_weekday(int i) const {
  return a_[i].is(TimeClass::kWeekday) && (a_[i].capital || a_[i].text.size() > 5);
}

std::optional<Numeral> PointGrammar::day_of_month(int i) const {
  std::optional<Numeral> n;
  if (a_[i].is_whole() && !a_[i].grouped && a_[i].digits <= 2) {
    // '6 pm' and '18:00' are times of day, '3%' a share.
    if (a_[i + 1].is(Function::kClock) || (a_[i + 1].is(':') && a_[i + 1].glued) || a_[i + 1].is('%'))
      return std::nullopt;
    if (a_[i + 1].glued && a_[i + 1].kind == Atom::Kind::kWord) return std::nullopt;
    n = Numeral{a_[i].value, false, false, false, false, false, i + 1};
  } else {
    n = ordinal_at(a_, i);
  }
  if (!n || n->value < 1 || n->value > 31) return std::nullopt;
  return n;
}

void PointGrammar::add_year(ParsedPoint& p) const {
  int i = p.end;
  if (a_[i].is(',') && year(i + 1, true)) {
    p.point.year = *year(i + 1, true), p.end = i + 2;
    return;
  }
  if (a_[i].is(',') && a_[i + 1].is(TimeClass::kShift))
    ++i;
  else if (a_[i].is(Function::kOf) || a_[i].is(Function::kIn))
    ++i;
  if (const auto y = year(i, true)) {
    // 'in October 2000 soldiers': too rare to mind.
    p.point.year = *y, p.end = i + 1;
    return;
  }
  if (a_[i].is(Function::kThe)) ++i;
  if ((a_[i].is(TimeClass::kShift) && is_unit(a_[i + 1]) && unit_of(a_[i + 1]) == TimeUnit::kYear)) {
    const int shift = a_[i].word->time_value;
    p.point.year_shift = shift == kShiftPast ? -1 : shift == kShiftComing ? 1 : shift;
    p.end = i + 2;
  } else if (a_[i].is(TimeClass::kAnaphor) && is_unit(a_[i + 1]) && unit_of(a_[i + 1]) == TimeUnit::kYear) {
    p.point.anaphoric = true;
    p.point.year_shift = a_[i].word->time_value;
    p.end = i + 2;
  }
}

void PointGrammar::add_part(ParsedPoint& p) const {
  int i = p.end;
  if (a_[i].is(TimeClass::kEdge) && a_[i + 1].is(TimeClass::kPart)) ++i;
  if (a_[i].is(TimeClass::kPart)) p.point.part = part_of(a_[i]), p.end = i + 1;
}

std::optional<ParsedPoint> PointGrammar::numeric_date(int i) const {
  const auto whole = [&](int k) { return a_[k].is_whole() && !a_[k].grouped; };
  ParsedPoint p;
  if (!whole(i) || !whole(i + 2) || !a_[i + 1].glued || !a_[i + 2].glued) return std::nullopt;
  const char sign = a_[i + 1].text.size() == 1 ? a_[i + 1].text[0] : ' ';
  if (a_[i + 1].kind != Atom::Kind::kSign || (sign != '-' && sign != '.' && sign != '/')) return std::nullopt;
  if (!whole(i + 4) || a_[i + 3].text != a_[i + 1].text || !a_[i + 3].glued || !a_[i + 4].glued)
    return std::nullopt;
  double year = a_[i].value, month = a_[i + 2].value, day = a_[i + 4].value;
  if (a_[i].digits != 4) {
    std::swap(year, day);
    if (a_[i + 4].digits == 2 && sign != '-')
      year += year < 70 ? 2000 : 1900;
    else if (a_[i + 4].digits != 4)
      return std::nullopt;
    // Day first, as most of the world writes it, unless only the other way round is a date.
    if (month > 12 && sign == '/') std::swap(day, month);
  }
  if (year < kFirstYear || year > kLastYear || month > 12 || day > 31 ||
      !Day::is_civil(static_cast<int>(year), static_cast<int>(month), static_cast<int>(day)))
    return std::nullopt;
  p.point.year = static_cast<int>(year), p.point.month = static_cast<int>(month),
  p.point.day = static_cast<int>(day);
  p.end = i + 5;
  return p;
}

// 'October', 'Oct. 16', 'October 16th, 2024', 'October 2024', 'October last year'.
std::optional<ParsedPoint> PointGrammar::from_month(int i, bool bound) const {
  if (!is_month(i, bound)) return std::nullopt;
  ParsedPoint p;
  p.kind = TimeKind::kMonth;
  p.point.month = a_[i].word->time_value;
  p.end = after_stop(i + 1);
  int k = p.end;
  if (a_[k].is(Function::kThe)) ++k;
  if (const auto day = day_of_month(k); day && !(k > p.end && !is_month(i, bound))) {
    // 'March 3 battalions' is unlikely; 'March 2,400t' was grouped and fell out before.
    p.point.day = static_cast<int>(day->value);
    p.kind = TimeKind::kDate;
    p.end = day->end;
  }
  add_year(p);
  add_part(p);
  return p;
}

// '16 October', '16th of October 2024', 'the first of April'.
std::optional<ParsedPoint> PointGrammar::from_day(int i) const {
  int k = i;
  if (a_[k].is(Function::kThe)) ++k;
  const auto day = day_of_month(k);
  if (!day) return std::nullopt;
  int m = day->end;
  if (a_[m].is(Function::kOf)) ++m;
  if (!a_[m].is(TimeClass::kMonth) || !is_month(m, true)) return std::nullopt;
  ParsedPoint p;
  p.point.day = static_cast<int>(day->value);
  p.point.month = a_[m].word->time_value;
  p.end = after_stop(m + 1);
  add_year(p);
  add_part(p);
  return p;
}

std::optional<ParsedPoint> PointGrammar::from_weekday(int i, bool bound) const {
  if (!is_weekday(i)) return std::nullopt;
  (void)bound;
  ParsedPoint p;
  p.kind = TimeKind::kWeekday;
  p.point.weekday = a_[i].word->time_value;
  p.end = after_stop(i + 1);
  int k = p.end;
  if (a_[k].is(',') || a_[k].is(Function::kThe) || a_[k].is('(') || a_[k].is('-')) ++k;
  if (a_[k].is(Function::kThe)) ++k;
  // 'Friday, 12 July 2024', 'Thursday the twenty-first', 'Friday the 13th'.
  std::optional<ParsedPoint> date = numeric_date(k);
  if (!date && a_[k].is(TimeClass::kMonth) && is_month(k, true)) {
    date = from_month(k, true);
    if (date && date->point.day == 0) date.reset();
  }
  if (!date) date = from_day(k);
  if (!date && k > p.end && !a_[k - 1].is('('))
    if (const auto day = day_of_month(k); day && a_[k - 1].is(Function::kThe) && !before_noun(day->end)) {
      date.emplace();
      date->point.day = static_cast<int>(day->value);
      date->end = day->end;
    }
  if (date) {
    const int weekday = p.point.weekday;
    p = *date;
    p.point.weekday = weekday;
    p.kind = TimeKind::kDate;
    return p;
  }
  add_part(p);
  if (a_[p.end].is(TimeClass::kShift) && is_unit(a_[p.end + 1]) && unit_of(a_[p.end + 1]) == TimeUnit::kWeek)
    p.point.shift = a_[p.end].word->time_value, p.point.unit = TimeUnit::kWeek, p.end += 2;
  else if (a_[p.end].is(Function::kOf) && a_[p.end + 1].is(TimeClass::kShift) && is_unit(a_[p.end + 2]) &&
           unit_of(a_[p.end + 2]) == TimeUnit::kWeek)
    p.point.shift = a_[p.end + 1].word->time_value, p.point.unit = TimeUnit::kWeek, p.end += 3;
  return p;
}

// 'the month', 'this year', 'March', '2024', 'last week', 'the day': what an edge or a piece is cut from.
std::optional<ParsedPoint> PointGrammar::whole(int i) const {
  if (const auto p = from_shift(i)) return p;
  int k = i;
  if (a_[k].is(Function::kThe)) {
    ++k;
    if (is_unit(a_[k], TimeUnit::kDay)) {
      ParsedPoint p;
      p.kind = TimeKind::kPeriod;
      p.point.unit = unit_of(a_[k]);
      p.point.shift = 0;
      p.end = k + 1;
      return p;
    }
    if (a_[k].is(NumberClass::kFraction)) return std::nullopt;
  }
  if (a_[k].is(Function::kNew) && is_unit(a_[k + 1]) && unit_of(a_[k + 1]) == TimeUnit::kYear)
    return point(i, true);
  if (const auto p = from_month(k, true)) return p;
  if (const auto p = from_year(k, true)) return p;
  if (const auto p = from_weekday(k, true)) return p;
  if (const auto p = from_anaphor(i)) return p;
  if (const auto p = from_day(i)) return p;
  if (a_[k].is(TimeClass::kSeason) || a_[k].is(TimeClass::kDeictic)) return point(k, true);
  return std::nullopt;
}

// 'early June', 'mid-June', 'late on Wednesday', 'the beginning of the year', 'earlier this week', 'early
// 2024'.
std::optional<ParsedPoint> PointGrammar::from_edge(int i) const {
  int k = i;
  if (a_[k].is(Function::kEarlier) || a_[k].is(Function::kLater)) {
    auto p = from_shift(k + 1);
    if (!p && a_[k + 1].is(TimeClass::kDeictic)) p = point(k + 1, true);
    if (!p && (a_[k + 1].is(Function::kIn) || a_[k + 1].is(Function::kOn))) p = whole(k + 2);
    return p;
  }
  if (a_[k].is(Function::kThe)) ++k;
  if (!a_[k].is(TimeClass::kEdge)) return std::nullopt;
  Edge edge = edge_of(a_[k]);
  ++k;
  const bool of = edge == Edge::kBeginning || edge == Edge::kMiddle || edge == Edge::kEnd;
  if (of) {
    // 'end of', 'year end'; 'the start of the war' is no time.
    if (!a_[k].is(Function::kOf)) return std::nullopt;
    ++k;
    if (a_[k].is(TimeClass::kEdge) && edge_of(a_[k]) == Edge::kLate) ++k;
  } else {
    k = after_hyphen(k);
    // 'early on in the war'
    if (a_[k].is(Function::kIn) || a_[k].is(Function::kOn)) ++k;
    if (a_[k].is(Function::kThe) && (a_[k + 1].is(TimeClass::kPart) || a_[k + 1].is(TimeClass::kAnaphor)))
      ++k;
    if (a_[k].is('-') || a_[k].is(Function::kTo)) {
      // 'mid- to late June': the wider of the two is close enough to the later.
      int m = k;
      while (a_[m].is('-') || a_[m].is(Function::kTo)) ++m;
      if (a_[m].is(TimeClass::kEdge)) edge = edge_of(a_[m]), k = after_hyphen(m + 1);
    }
  }
  std::optional<ParsedPoint> p = whole(k);
  if (!p) p = numeric_date(k);
  if (!p && (a_[k].is(TimeClass::kPart) || is_unit(a_[k]))) {
    // 'early morning', 'late at night', 'the early hours of Tuesday': a part of a day, named or not.
    if (a_[k].is(TimeClass::kPart) && !of) {
      p = from_part(k, true);
      if (!p) return std::nullopt;
      return p;
    }
    if (is_unit(a_[k]) && unit_of(a_[k]) == TimeUnit::kHour && !of) {
      ParsedPoint hours;
      hours.kind = TimeKind::kTimeOfDay;
      hours.point.part = DayPart::kDawn;
      hours.end = k + 1;
      int m = hours.end;
      if (a_[m].is(Function::kOf) || a_[m].is(Function::kOn)) ++m;
      if (a_[m].is(Function::kThe) || a_[m].is(TimeClass::kShift)) {
        if (const auto day = point(m, true)) {
          hours.point = day->point, hours.kind = day->kind, hours.end = day->end,
          hours.point.part = DayPart::kDawn;
          return hours;
        }
      }
      if (const auto day = point(m, true); day && m > hours.end)
        hours.point = day->point, hours.kind = day->kind, hours.end = day->end,
        hours.point.part = DayPart::kDawn;
      return hours;
    }
    return std::nullopt;
  }
  if (!p) return std::nullopt;
  const bool day_wide = p->point.day != 0 || (p->point.weekday >= 0) || (p->point.unit == TimeUnit::kDay) ||
                        p->point.part != DayPart::kNone || p->kind == TimeKind::kTimeOfDay;
  if (!day_wide) p->point.edge = edge;
  return p;
}

// 'the first week of March', 'the second half of 2024', 'the first nine months of the year', 'the first
// quarter', 'first Sunday of last month', 'Q3 2025', 'H1'.
std::optional<ParsedPoint> PointGrammar::from_piece(int i, bool bound) const {
  ParsedPoint p;
  p.kind = TimeKind::kYear;
  int k = i;
  if ((a_[k].text == "q" || a_[k].text == "h") && a_[k].capital && a_[k + 1].is_whole() && a_[k + 1].glued &&
      a_[k + 1].value >= 1 && a_[k + 1].value <= (a_[k].text == "q" ? 4 : 2)) {
    p.point.piece = a_[k].text == "q" ? TimeUnit::kQuarter : TimeUnit::kHalf;
    p.point.piece_index = static_cast<int>(a_[k + 1].value);
    p.point.unit = TimeUnit::kYear, p.point.shift = 0;
    p.end = k + 2;
    int m = p.end;
    if (a_[m].is(Function::kOf) || a_[m].is(',')) ++m;
    if (const auto y = year(m, true))
      p.point.year = *y, p.point.unit = TimeUnit::kNone, p.point.shift.reset(), p.end = m + 1;
    else if (const auto w = from_shift(m); w && w->point.unit == TimeUnit::kYear)
      p.point.shift = w->point.shift, p.end = w->end;
    return p;
  }
  if (a_[k].is(Function::kThe)) ++k;
  int index = 0;
  if (a_[k].is(TimeClass::kShift) && a_[k].word->time_value == -1)
    index = -1, ++k;
  else if (const auto n = ordinal_at(a_, k); n && n->value <= 5)
    index = static_cast<int>(n->value), k = n->end;
  else if (a_[k].is(NumberClass::kFraction) && a_[k].text == "fourth")
    index = 4, ++k;
  if (index == 0) return std::nullopt;
  k = after_hyphen(k);
  p.point.piece_index = index;
  if (const auto n = numeral_at(a_, k); n && !n->vague && n->value >= 2 && n->value <= 11) {
    p.point.piece_count = static_cast<int>(n->value);
    k = n->end;
  }
  if (is_unit(a_[k], TimeUnit::kDay))
    p.point.piece = unit_of(a_[k]);
  else if (is_weekday(k))
    p.point.piece = TimeUnit::kDay, p.point.weekday = a_[k].word->time_value;
  else if (a_[k].text == "half")
    p.point.piece = TimeUnit::kHalf;
  else
    return std::nullopt;
  ++k;
  p.end = k;
  const bool quarterly = p.point.piece == TimeUnit::kQuarter || p.point.piece == TimeUnit::kHalf;
  if (a_[k].is(Function::kOf) || a_[k].is(Function::kIn) || (quarterly && year(k, true))) {
    const int m = a_[k].is(TimeClass::kFunction) ? k + 1 : k;
    if (auto w = whole(m)) {
      const int weekday = p.point.weekday;
      const CalendarPoint piece = p.point;
      p.point = w->point;
      p.point.piece = piece.piece, p.point.piece_index = piece.piece_index,
      p.point.piece_count = piece.piece_count;
      if (weekday >= 0) p.point.weekday = weekday;
      p.end = w->end;
      p.kind = w->kind == TimeKind::kMonth || weekday >= 0 || piece.piece <= TimeUnit::kWeek
                   ? TimeKind::kDate
                   : TimeKind::kYear;
      return p;
    }
    if (a_[k].is(Function::kOf)) return std::nullopt;
  }
  // 'in the first half', 'first-quarter output': of the present year.
  if (quarterly && index > 0 && (bound || a_[k - 2].is('-'))) {
    p.point.unit = TimeUnit::kYear, p.point.shift = 0;
    return p;
  }
  return std::nullopt;
}

// 'last month', 'this morning', 'last November', 'next Friday', 'the past year', 'this year'.
std::optional<ParsedPoint> PointGrammar::from_shift(int i) const {
  int k = i;
  bool definite = false;
  if (a_[k].is(Function::kThe)) definite = true, ++k;
  if (!a_[k].is(TimeClass::kShift)) return std::nullopt;
  const int shift = a_[k].word->time_value;
  ++k;
  k = after_hyphen(k);
  if (a_[k].is(TimeClass::kEdge) && (edge_of(a_[k]) == Edge::kEarly || edge_of(a_[k]) == Edge::kLate))
    return std::nullopt;
  ParsedPoint p;
  p.point.shift = shift;
  p.end = k + 1;
  const int near = shift == kShiftPast ? -1 : shift == kShiftComing ? 1 : shift;
  if (a_[k].is(TimeClass::kMonth) && is_month(k, true) && shift != kShiftRecent) {
    p = *from_month(k, true);
    p.point.shift = near;
    return p;
  }
  if (is_weekday(k) && shift != kShiftRecent) {
    p = *from_weekday(k, true);
    if (!p.point.shift) p.point.shift = near;
    return p;
  }
  if (a_[k].is(TimeClass::kSeason) && shift != kShiftRecent) {
    p.kind = TimeKind::kMonth;
    p.point.season = a_[k].word->time_value, p.point.shift = near;
    return p;
  }
  if (a_[k].is(TimeClass::kPart) && shift >= -1 && shift <= 1 && !definite) {
    p.kind = TimeKind::kPeriod;
    p.point.unit = TimeUnit::kDay;
    p.point.shift = shift;
    p.point.part = part_of(a_[k]);
    // 'last night' is of the day before; 'this night' is today.
    return p;
  }
  if (!is_unit(a_[k], TimeUnit::kDay)) return std::nullopt;
  // Plurals are spans: 'recent weeks', 'the coming months', 'the past years'.
  const bool plural = a_[k].text.back() == 's';
  if (plural || shift == kShiftRecent) return std::nullopt;
  p.kind = TimeKind::kPeriod;
  p.point.unit = unit_of(a_[k]);
  if (definite && shift == 1 && p.point.unit == TimeUnit::kDay) {
    // 'the next day' counts from the event told before.
    p.kind = TimeKind::kAnaphor;
    p.point.shift.reset();
    p.point.unit = TimeUnit::kNone;
    p.point.anaphoric = true, p.point.offset = 1, p.point.offset_unit = TimeUnit::kDay;
    return p;
  }
  if (a_[k - 1].text == "previous" || a_[k - 1].text == "preceding" || a_[k - 1].text == "prior") {
    p.kind = TimeKind::kAnaphor;
    p.point.anaphoric = true, p.point.offset = -1, p.point.offset_unit = p.point.unit;
    p.point.unit = TimeUnit::kNone, p.point.shift.reset();
    return p;
  }
  if (p.point.unit == TimeUnit::kDay && (shift == kShiftPast || shift == 0))
    return std::nullopt;  // 'to this day'
  return p;
}

// 'the same day', 'the following morning', 'that day', 'the previous evening', 'the day before', 'then'.
std::optional<ParsedPoint> PointGrammar::from_anaphor(int i) const {
  int k = i;
  ParsedPoint p;
  p.kind = TimeKind::kAnaphor;
  p.point.anaphoric = true;
  const auto finish = [&](int at, double offset) {
    const bool part = a_[at].is(TimeClass::kPart);
    p.point.offset = offset;
    p.point.offset_unit = part ? TimeUnit::kDay : unit_of(a_[at]);
    if (part) p.point.part = part_of(a_[at]);
    p.end = at + 1;
    return p;
  };
  const auto period = [&](int at) { return a_[at].is(TimeClass::kPart) || is_unit(a_[at], TimeUnit::kDay); };
  if (a_[k].is(Function::kThat) && period(k + 1) && a_[k + 1].text.back() != 's') return finish(k + 1, 0);
  const bool the = a_[k].is(Function::kThe);
  if (the) ++k;
  if (the && (a_[k].text == "previous" || a_[k].text == "preceding") && period(k + 1) &&
      a_[k + 1].text.back() != 's')
    return finish(k + 1, -1);
  if (the && a_[k].is(TimeClass::kShift) && a_[k].word->time_value == 1 && a_[k + 1].is(TimeClass::kPart))
    return finish(k + 1, 1);
  if (a_[k].is(TimeClass::kAnaphor)) {
    const int value = a_[k].word->time_value;
    if (value == 1 && !the) return std::nullopt;
    if (a_[k + 1].text == "date" && value == 0) {
      p.point.offset_unit = TimeUnit::kDay, p.end = k + 2;
      return p;
    }
    if (period(k + 1) && a_[k + 1].text.back() != 's') {
      finish(k + 1, value);
      // 'the same month of 2024', 'the same period last year'.
      if (value == 0) {
        ParsedPoint with_year = p;
        with_year.point.anaphoric = false;
        add_year(with_year);
        if (with_year.end != p.end) with_year.point.anaphoric = true, p = with_year;
      }
      return p;
    }
    if (value == 0 && a_[k + 1].text == "period") {
      p.point.offset_unit = TimeUnit::kYear;
      p.end = k + 2;
      ParsedPoint with_year = p;
      with_year.point.anaphoric = false;
      add_year(with_year);
      if (with_year.end == p.end) return std::nullopt;
      with_year.point.anaphoric = true;
      return with_year;
    }
    return std::nullopt;
  }
  if (the && is_unit(a_[k]) && a_[k].text.back() != 's' &&
      (a_[k + 1].is(Function::kBefore) || a_[k + 1].is(Function::kAfter))) {
    if (a_[k + 2].is(TimeClass::kDeictic)) {  // 'the day before yesterday'
      p.kind = TimeKind::kPeriod;
      p.point = CalendarPoint{};
      p.point.unit = TimeUnit::kDay;
      p.point.shift = a_[k + 2].word->time_value + (a_[k + 1].is(Function::kBefore) ? -1 : 1);
      p.end = k + 3;
      return p;
    }
    finish(k, a_[k + 1].is(Function::kBefore) ? -1 : 1);
    p.end = k + 2;
    return p;
  }
  return std::nullopt;
}

// 'dawn', 'the evening of 10 March', 'noon on Friday', 'night'. With a day it is that day; else a time of
// day.
std::optional<ParsedPoint> PointGrammar::from_part(int i, bool bound) const {
  int k = i;
  if (a_[k].is(Function::kThe)) ++k;
  if (!a_[k].is(TimeClass::kPart)) return std::nullopt;
  ParsedPoint p;
  p.kind = TimeKind::kTimeOfDay;
  p.point.part = part_of(a_[k]);
  p.end = k + 1;
  int m = p.end;
  if (a_[m].is(Function::kOf) || a_[m].is(Function::kOn) || a_[m].is(Function::kFrom)) ++m;
  const bool linked = m > p.end;
  if (a_[m].is(Function::kThe) && !linked)
    return bound || p.point.part == DayPart::kOvernight ? std::optional(p) : std::nullopt;
  std::optional<ParsedPoint> day;
  if (linked || is_weekday(m) || a_[m].is(TimeClass::kDeictic)) {
    day = point(m, true);
    if (day && !linked && day->kind != TimeKind::kWeekday && day->kind != TimeKind::kDate &&
        day->kind != TimeKind::kPeriod)
      day.reset();
    if (day && day->kind != TimeKind::kWeekday && day->kind != TimeKind::kDate &&
        day->kind != TimeKind::kPeriod && day->kind != TimeKind::kAnaphor)
      day.reset();
  }
  if (day) {
    const DayPart part = p.point.part;
    p = *day;
    p.point.part = part;
    return p;
  }
  if (!bound && p.point.part != DayPart::kOvernight && a_[k].text != "midnight" && a_[k].text != "predawn")
    return std::nullopt;
  return p;
}

// '2021', '2023-24', '2019–2021', 'the 1990s', 'fiscal 2024'.
std::optional<ParsedPoint> PointGrammar::from_year(int i, bool bound) const {
  int k = i;
  ParsedPoint p;
  p.kind = TimeKind::kYear;
  if (a_[k].is(Function::kThe)) ++k;
  if (a_[k].is(Function::kFiscal)) {
    p.point.fiscal = true, ++k;
    if (is_unit(a_[k]) && unit_of(a_[k]) == TimeUnit::kYear) ++k;
  } else if (is_unit(a_[k]) && unit_of(a_[k]) == TimeUnit::kYear && k > i && year(k + 1, true)) {
    ++k;
  } else if (k > i && !(a_[k].digits == 4)) {
    return std::nullopt;
  }
  const Atom& atom = a_[k];
  if (atom.is_whole() && atom.digits == 4 && a_[k + 1].text == "s" && a_[k + 1].glued &&
      atom.value >= kFirstYear && atom.value <= kLastYear) {
    p.point.year = static_cast<int>(atom.value);
    p.point.piece = TimeUnit::kDecade;
    p.end = k + 2;
    return p;
  }
  const auto y = year(k, bound || p.point.fiscal);
  if (!y) return std::nullopt;
  p.point.year = *y;
  p.end = k + 1;
  if ((a_[k + 1].is('-') || a_[k + 1].is('/')) && a_[k + 1].glued && a_[k + 2].is_whole() &&
      a_[k + 2].glued && !a_[k + 3].is('-')) {
    const double second = a_[k + 2].value;
    if (a_[k + 2].digits == 2 && second == (*y + 1) % 100)
      p.point.until_year = *y + 1, p.point.fiscal = true, p.end = k + 3;
    else if (a_[k + 2].digits == 2 && *y % 100 < second)
      p.point.until_year = *y - *y % 100 + static_cast<int>(second), p.end = k + 3;
    else if (a_[k + 2].digits == 4 && second > *y && second <= kLastYear)
      p.point.until_year = static_cast<int>(second), p.end = k + 3;
  }
  return p;
}

// 'the 8th', 'the 14th' with no noun after it.
std::optional<ParsedPoint> PointGrammar::bare_ordinal(int i) const {
  if (!a_[i].is(Function::kThe) || a_[i + 1].kind != Atom::Kind::kOrdinal) return std::nullopt;
  const auto day = day_of_month(i + 1);
  if (!day || before_noun(day->end) || a_[day->end].is('-')) return std::nullopt;
  const Atom& next = a_[day->end];
  if (next.is(Function::kOf) || next.text == "'s" || next.kind == Atom::Kind::kNumber) return std::nullopt;
  ParsedPoint p;
  p.point.day = static_cast<int>(day->value);
  p.end = day->end;
  return p;
}

// '7 p.m.', '06:14 GMT', 'six o'clock', '18:00', and the day after it ('5 a.m. on Friday').
std::optional<ParsedPoint> PointGrammar::clock(int i) const {
  int k = 0;
  const auto hour =
      a_[i].is_number()
          ? std::optional<Numeral>(Numeral{a_[i].value, false, false, false, false, false, i + 1})
          : numeral_at(a_, i);
  if (!hour || hour->value > 24) return std::nullopt;
  if (a_[i].is_whole() && a_[i + 1].is(':') && a_[i + 1].glued && a_[i + 2].is_whole() &&
      a_[i + 2].digits == 2 && a_[i + 2].value < 60 && a_[i].digits <= 2) {
    k = i + 3;
    if (a_[k].is(':') && a_[k + 1].is_whole()) k += 2;
  } else if (a_[hour->end].is(Function::kClock)) {
    k = hour->end;
  } else {
    return std::nullopt;
  }
  while (a_[k].is(Function::kClock)) ++k;
  ParsedPoint p;
  p.kind = TimeKind::kTimeOfDay;
  p.point.part = hour->value < 6 ? DayPart::kDawn : DayPart::kMorning;
  p.end = k;
  int m = k;
  if (a_[m].is(Function::kOn) || a_[m].is(',')) ++m;
  if (is_weekday(m) || (m > k && !a_[m - 1].is(',') && a_[m].kind != Atom::Kind::kSign))
    if (const auto day = point(m, true);
        day && (day->kind == TimeKind::kWeekday || day->kind == TimeKind::kDate)) {
      const DayPart part = p.point.part;
      p = *day;
      p.point.part = part;
    }
  return p;
}

std::optional<ParsedPoint> PointGrammar::point(int i, bool bound) const {
  // Phrases nest ('the night of the eve of …'); no real one goes deeper than this.
  if (depth_ >= kMaxDepth) return std::nullopt;
  ++depth_;
  auto found = point_within(i, bound);
  --depth_;
  return found;
}

std::optional<ParsedPoint> PointGrammar::point_within(int i, bool bound) const {
  const Atom& atom = a_[i];
  const bool the = atom.is(Function::kThe);
  if (atom.is_number() || atom.kind == Atom::Kind::kOrdinal) {
    if (const auto p = numeric_date(i)) return p;
    if (const auto p = clock(i)) return p;
    if (const auto p = from_day(i)) return p;
    return from_year(i, bound);
  }
  if (atom.kind != Atom::Kind::kWord || (atom.word == nullptr && atom.text != "q" && atom.text != "h"))
    return std::nullopt;
  if (atom.is(TimeClass::kMonth)) return from_month(i, bound);
  if (atom.is(TimeClass::kWeekday)) return from_weekday(i, bound);
  if (atom.is(TimeClass::kDeictic)) {
    ParsedPoint p;
    p.kind = TimeKind::kPeriod;
    p.point.unit = TimeUnit::kDay;
    p.point.shift = atom.word->time_value;
    p.end = i + 1;
    add_part(p);
    return p;
  }
  if (const auto p = from_edge(i)) return p;
  if (const auto p = from_piece(i, bound)) return p;
  if (const auto p = from_anaphor(i)) return p;
  if (const auto p = from_shift(i)) return p;
  if (const auto p = from_day(i)) return p;
  if (const auto p = from_year(i, bound)) return p;
  if (const auto p = bare_ordinal(i)) return p;
  if (const auto p = clock(i)) return p;
  const int k = the ? i + 1 : i;
  // 'the February 2021 coup', 'the Monday raid'
  if (the && is_month(k, true)) return from_month(k, true);
  if (the && is_weekday(k)) return from_weekday(k, true);
  if (a_[k].is(TimeClass::kSeason)) {
    const auto y = [&](int m) { return a_[m].is(Function::kOf) ? year(m + 1, true) : year(m, true); };
    ParsedPoint p;
    p.kind = TimeKind::kMonth;
    p.point.season = a_[k].word->time_value;
    p.end = k + 1;
    if (const auto found = y(k + 1)) {
      p.point.year = *found;
      p.end = a_[k + 1].is(Function::kOf) ? k + 3 : k + 2;
      return p;
    }
    if (a_[k].text == "fall" || !bound) return std::nullopt;
    if (before_noun(p.end) && the) return std::nullopt;
    add_year(p);
    return p;
  }
  if (a_[k].is(TimeClass::kHoliday)) {
    ParsedPoint p;
    p.point.holiday = a_[k].word->time_value;
    p.end = k + 1;
    if (a_[p.end].is(Function::kEve))
      p.point.offset = -1, p.point.offset_unit = TimeUnit::kDay, ++p.end;
    else if (is_unit(a_[p.end]) && unit_of(a_[p.end]) == TimeUnit::kDay)
      ++p.end;
    add_year(p);
    return p;
  }
  if (a_[k].is(Function::kNew) && is_unit(a_[k + 1]) && unit_of(a_[k + 1]) == TimeUnit::kYear &&
      (a_[k].capital || the)) {
    ParsedPoint p;
    p.point.holiday = 101;
    p.end = k + 2;
    if (a_[p.end].is('\'') && a_[p.end + 1].text == "s")
      p.end += 2;
    else if (a_[p.end].text == "'s")
      ++p.end;
    if (a_[p.end].is(Function::kEve)) p.point.offset = -1, p.point.offset_unit = TimeUnit::kDay, ++p.end;
    add_year(p);
    return p;
  }
  return from_part(i, bound);
}

}  // namespace assay::reading
