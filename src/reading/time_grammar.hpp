// The grammar behind find_times: points of the calendar, and what binds them into expressions. Private to
// reading's time files.
#pragma once

#include <optional>

#include "reading/numeral.hpp"
#include "reading/time_expression.hpp"

namespace assay::reading {

// A point and one past its last atom.
struct ParsedPoint {
  CalendarPoint point;
  TimeKind kind = TimeKind::kDate;
  int end = 0;
};

// Reads points of the calendar: what may stand after 'on', 'since', 'between'. All functions take the index
// of an atom and give nothing when no such phrase begins there.
class PointGrammar {
 public:
  explicit PointGrammar(const Atoms& atoms) : a_(atoms) {}

  // `bound` when a preposition of time or an edge stands before: 'in May', 'by spring', 'since 2000'.
  std::optional<ParsedPoint> point(int i, bool bound) const;
  // A calendar year at i: '2021', not '2,021' and not '2021 men'.
  std::optional<int> year(int i, bool bound) const;
  bool is_month(int i, bool bound) const;
  bool is_weekday(int i) const;
  // True when a noun or its adjective stands at `end`; `untagged` where no tags tell.
  bool before_noun(int end, bool untagged = true) const;
  // 1 to 31 as digits or an ordinal, with one past its end.
  std::optional<Numeral> day_of_month(int i) const;

 private:
  std::optional<ParsedPoint> point_within(int i, bool bound) const;
  std::optional<ParsedPoint> numeric_date(int i) const;
  std::optional<ParsedPoint> from_month(int i, bool bound) const;
  std::optional<ParsedPoint> from_day(int i) const;
  std::optional<ParsedPoint> from_weekday(int i, bool bound) const;
  std::optional<ParsedPoint> from_edge(int i) const;
  std::optional<ParsedPoint> from_piece(int i, bool bound) const;
  std::optional<ParsedPoint> from_shift(int i) const;
  std::optional<ParsedPoint> from_anaphor(int i) const;
  std::optional<ParsedPoint> from_part(int i, bool bound) const;
  std::optional<ParsedPoint> from_year(int i, bool bound) const;
  std::optional<ParsedPoint> bare_ordinal(int i) const;
  std::optional<ParsedPoint> clock(int i) const;
  // What may follow 'the beginning of': also 'the month', 'the year'.
  std::optional<ParsedPoint> whole(int i) const;
  // Adds a year ('2024', ', 2024', 'last year', 'of this year') after a month or a day.
  void add_year(ParsedPoint& p) const;
  void add_part(ParsedPoint& p) const;
  int after_stop(int i) const {
    return a_[i].is('.') && a_[i].glued && a_[i - 1].text.size() <= 4 ? i + 1 : i;
  }
  int after_hyphen(int i) const { return a_[i].is('-') ? i + 1 : i; }

  const Atoms& a_;
  mutable int depth_ = 0;
};

}  // namespace assay::reading
