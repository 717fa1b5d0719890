#include "reading/numeral.hpp"

#include <algorithm>
#include <cmath>

namespace assay::reading {
namespace {

// 'twenty-one', 'two hundred and fifty thousand'. Absent when no cardinal or scale stands at i.
std::optional<Numeral> worded(const Atoms& a, int i) {
  double total = 0, current = 0;
  bool any = false, scaled = false;
  int end = i;
  for (int k = i;;) {
    const Atom& atom = a[k];
    if (atom.is(NumberClass::kCardinal)) {
      const double v = atom.word->number_value;
      const double low = std::fmod(current, 100);
      // 'two three' is two numerals; 'twenty three' and 'hundred three' are one.
      if (any && !(current == 0 || (low == 0) || (low >= 20 && std::fmod(low, 10) == 0 && v < 10))) break;
      current += v;
    } else if (atom.is(NumberClass::kScale)) {
      const double v = atom.word->number_value;
      if (v == 100)
        current = std::max(current, 1.0) * 100;
      else
        total += std::max(current, any ? current : 1.0) * v, current = 0;
      scaled = true;
    } else if (atom.is(NumberClass::kDozen) && atom.word->number_value > 2) {
      total = (total + std::max(current, 1.0)) * atom.word->number_value;
      return Numeral{total, false, false, true, false, true, k + 1};
    } else {
      break;
    }
    any = true;
    end = ++k;
    if (a[k].is('-') && a[k].glued && a[k + 1].is(NumberClass::kCardinal) && a[k + 1].glued)
      ++k;
    else if (a[k].is(Function::kAnd) && scaled && std::fmod(current, 100) == 0 &&
             a[k + 1].is(NumberClass::kCardinal))
      ++k;
  }
  if (!any) return std::nullopt;
  return Numeral{total + current, false, false, true, false, scaled, end};
}

}  // namespace

std::optional<Numeral> numeral_at(const Atoms& a, int i) {
  const Atom& first = a[i];
  if (first.is_number()) {
    Numeral n;
    n.value = first.value;
    n.grouped = first.grouped;
    n.end = i + 1;
    const Atom& next = a[n.end];
    if (next.is(NumberClass::kSuffix) && next.glued) {
      // '3.1m tonnes' is millions, '5m' before nothing measured may be metres: only with a point or a money
      // sign.
      const bool metre = next.text == "m" && !first.fraction && !a[i - 1].is('$') &&
                         !(a[i - 1].kind == Atom::Kind::kSign && a[i - 1].text.size() > 1);
      if (!metre) n.value *= next.word->number_value, n.scaled = true, ++n.end;
    }
    while (a[n.end].is(NumberClass::kScale)) n.value *= a[n.end].word->number_value, n.scaled = true, ++n.end;
    if (a[n.end].is(NumberClass::kDozen) && a[n.end].word->number_value > 2)
      n.value *= a[n.end].word->number_value, n.scaled = true, ++n.end;
    return n;
  }
  if (first.kind != Atom::Kind::kWord) return std::nullopt;
  if (first.is(NumberClass::kVague)) {
    Numeral n{first.word->number_value, true, false, true, false, true, i + 1};
    if (n.value == 0) {
      n.open = false, n.vague = true, n.scaled = false;
      // 'several hundred' is two hundred at least.
      if (a[i + 1].is(NumberClass::kScale)) {
        n = Numeral{2 * a[i + 1].word->number_value, true, false, true, false, true, i + 2};
        if (a[n.end].is(NumberClass::kScale)) n.value *= a[n.end].word->number_value, ++n.end;
      } else if (a[i + 1].is(NumberClass::kDozen)) {
        n = Numeral{2 * a[i + 1].word->number_value, true, false, true, false, true, i + 2};
      }
      return n;
    }
    while (a[n.end].is(Function::kOf) && a[n.end + 1].is(NumberClass::kVague) &&
           a[n.end + 1].word->number_value >= 100)
      n.value *= a[n.end + 1].word->number_value, n.end += 2;
    return n;
  }
  const bool article = first.is(Function::kA);
  const int begin = article ? i + 1 : i;
  if (a[begin].is(NumberClass::kFew)) {
    Numeral n{0, false, true, true, false, false, begin + 1};
    if (a[n.end].is(NumberClass::kScale)) {
      n = Numeral{2 * a[n.end].word->number_value, true, false, true, false, true, n.end + 1};
      if (a[n.end].is(NumberClass::kScale)) n.value *= a[n.end].word->number_value, ++n.end;
    } else if (a[n.end].is(NumberClass::kDozen)) {
      n = Numeral{2 * a[n.end].word->number_value, true, false, true, false, true, n.end + 1};
    }
    return n;
  }
  if (first.is(NumberClass::kFraction) && first.word->number_value == 2 && a[i + 1].is(Function::kA) &&
      (a[i + 2].is(NumberClass::kScale) || a[i + 2].is(NumberClass::kDozen)))
    return Numeral{0.5 * a[i + 2].word->number_value, false, false, true, false, true, i + 3};
  if (article && !a[begin].is(NumberClass::kScale) &&
      !(a[begin].is(NumberClass::kDozen) && a[begin].word->number_value > 2)) {
    if (a[begin].is(NumberClass::kDozen) && a[begin + 1].is(Function::kOf))
      return Numeral{2, false, false, true, false, false, begin + 2};
    return std::nullopt;
  }
  return worded(a, begin);
}

std::optional<Numeral> ordinal_at(const Atoms& a, int i) {
  const Atom& first = a[i];
  const auto make = [](double value, int end) {
    return Numeral{value, false, false, false, false, false, end};
  };
  const auto units = [](const Atom& atom) -> double {
    if (atom.is(NumberClass::kOrdinal)) return atom.word->number_value;
    // 'third' to 'tenth' are fractions in the list.
    if (atom.is(NumberClass::kFraction) && atom.text.back() != 's' && atom.word->number_value >= 3 &&
        atom.text != "quarter")
      return atom.word->number_value;
    return 0;
  };
  if (first.kind == Atom::Kind::kOrdinal) return make(first.value, i + 1);
  if (const double v = units(first); v != 0) return make(v, i + 1);
  if (first.is(NumberClass::kCardinal) && first.word->number_value >= 20 && a[i + 1].is('-') &&
      a[i + 1].glued)
    if (const double v = units(a[i + 2]); v != 0 && v < 10) return make(first.word->number_value + v, i + 3);
  return std::nullopt;
}

}  // namespace assay::reading
