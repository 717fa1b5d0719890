#include "reading/quantity.hpp"

#include <algorithm>
#include <cmath>

#include "reading/numeral.hpp"

namespace assay::reading {
namespace {

using domain::Unit;

// Two prints of one amount agree when they differ by less than rounding to their own digits allows, or by
// this share.
constexpr double kPrintTolerance = 0.015;

struct Bounds {
  std::optional<double> low, high;
  double value = 0;  // the first numeral's
  bool vague = false, range = false;
};

class Finder {
 public:
  Finder(const Atoms& atoms, const std::vector<TimeExpression>& times, const domain::Domain& domain)
      : a_(atoms), domain_(domain), taken_(atoms.sentence().tokens.size() + 1, Taken::kFree) {
    for (const auto& time : times) {
      const bool counts =
          time.kind == TimeKind::kDuration || (time.kind == TimeKind::kVague && time.count > 0);
      for (int t = time.first_token; t < time.end_token; ++t)
        taken_[static_cast<std::size_t>(t)] = counts ? Taken::kDuration : Taken::kTime;
    }
    for (const auto& token : atoms.sentence().tokens) tree_ |= token.head > 0;
  }

  std::vector<QuantityMention> run() {
    for (int i = 0; i < a_.size();) {
      const int before = i;
      if (taken(i) == Taken::kTime) {
        ++i;
        continue;
      }
      const std::size_t count = found_.size();
      if (changes(i) || plain(i))
        i = std::max(end_, before + 1);
      else
        found_.resize(count), ++i;
    }
    return std::move(found_);
  }

 private:
  enum class Taken : unsigned char { kFree, kTime, kDuration };
  Taken taken(int i) const {
    return i < 0 || i >= a_.size() ? Taken::kFree : taken_[static_cast<std::size_t>(a_[i].token)];
  }
  const language::Token& token(int t) const { return a_.sentence().tokens[static_cast<std::size_t>(t)]; }
  int token_count() const { return static_cast<int>(a_.sentence().tokens.size()); }
  bool is_currency(const Atom& atom) const {
    return atom.kind == Atom::Kind::kSign && (atom.is('$') || atom.text.size() > 1);
  }
  bool is_noun(int t) const {
    return t >= 0 && t < token_count() && (token(t).upos == "NOUN" || token(t).upos == "PROPN");
  }

  // 'from 28,000 to 41,000 francs': what it was and what it became. 'range from 18 to 31' is one quantity.
  bool changes(int i) {
    if (!a_[i].is(Function::kFrom)) return false;
    if (a_[i - 1].is(NumberClass::kSpread) || a_[i - 1].is(Function::kAge)) {
      const int k = a_.modifier_at(i + 1).second;
      const auto low = numeral_at(a_, skip_currency(k));
      if (!low || !a_[low->end].is(Function::kTo)) return false;
      const auto high = numeral_at(a_, skip_currency(low->end + 1));
      if (!high || high->value <= low->value) return false;
      QuantityMention m;
      Bounds b{low->value, high->value, low->value, false, true};
      return measured(m, i + 1, low->end - 1, high->end, b, Bound::kNone, false, sign_before(low->end - 1));
    }
    const int k = i + 1;
    if (!amount_ends_with_to(k)) return false;
    if (!plain(k)) return false;
    const std::size_t first = found_.size() - 1;
    if (!a_[end_].is(Function::kTo) || taken(end_) == Taken::kTime) return true;
    const int second = end_ + 1;
    const int kept = end_;
    if (!plain(second) || found_.size() != first + 2) {
      end_ = kept;
      found_.resize(first + 1);
      return true;
    }
    QuantityMention& was = found_[first];
    const QuantityMention& became = found_[first + 1];
    was.former = true;
    was.before = "from";
    // The unit stands once, after the second.
    if (was.quantity.unit.empty() || was.head_token < 0) {
      if (!became.quantity.unit.empty())
        was.quantity.unit = became.quantity.unit, was.kind = became.kind, was.head_token = became.head_token,
        was.per = became.per;
    }
    return true;
  }

  // True when an amount at k is followed by 'to' and another number, so that they are not read as one range.
  bool amount_ends_with_to(int k) {
    const int n = skip_currency(a_.modifier_at(k).second);
    const auto numeral = numeral_at(a_, n);
    if (!numeral || numeral->vague) return false;
    for (int m = numeral->end; m < std::min(numeral->end + 5, a_.size()); ++m) {
      if (a_[m].is(Function::kTo)) {
        no_range_ = m;
        return numeral_at(a_, skip_currency(a_.modifier_at(m + 1).second)).has_value();
      }
    }
    return false;
  }

  int skip_currency(int i) const {
    if (a_[i].kind == Atom::Kind::kWord && a_[i].text.size() <= 2 && is_currency(a_[i + 1]) &&
        a_[i + 1].glued)
      return i + 2;
    return is_currency(a_[i]) ? i + 1 : i;
  }
  // The currency sign that stands before atom i ('US$', '$', '€'), as one string.
  std::string sign_before(int i) const {
    const int s = i - 1;
    if (s < 0 || !is_currency(a_[s])) return "";
    std::string sign(a_[s].text);
    if (s > 0 && a_[s].glued && a_[s - 1].kind == Atom::Kind::kWord && a_[s - 1].text.size() <= 2)
      sign.insert(0, a_[s - 1].text);
    return sign;
  }

  bool plain(int i) {
    auto [bound, k] = a_.modifier_at(i);
    // 'an estimated', 'some' and 'only' may stand before another modifier: 'only about'.
    if (bound != Bound::kNone)
      if (const auto [more, next] = a_.modifier_at(k); more != Bound::kNone)
        bound = more == Bound::kNear ? bound : more, k = next;
    const int modifier_end = k;
    const bool between = a_[k].is(Function::kBetween);
    if (between) ++k;
    const int start = skip_currency(k);
    const bool signed_ = start > k;
    if (taken(start) == Taken::kTime) return false;
    if (!between && fraction(i, start, bound)) return true;
    if (times_word(i, start, bound)) return true;
    if (a_[start].is(NumberClass::kBoth)) return both(i, start);
    // 'more than X': the modifier alone is none; 'the' may come between it and the number: 'all the 300'.
    auto n = numeral_at(a_, start);
    if (!n) return false;
    if (!signed_ && !between && bound == Bound::kNone && names(start, *n)) return false;
    if (a_[start].is_number() && a_[start - 1].is('-') && a_[start].glued && a_[start - 1].glued &&
        a_[start - 2].kind == Atom::Kind::kWord)
      return false;  // 'AK-47'
    Bounds b;
    b.value = n->value;
    b.vague = n->vague;
    int end = n->end;
    if (!n->vague) {
      b.low = n->value;
      if (!n->open) b.high = n->value;
    }
    // 'one in five' went hungry, 'four out of five'
    const int in = n->words && a_[end].is(Function::kIn)                                ? end + 1
                   : n->words && a_[end].text == "out" && a_[end + 1].is(Function::kOf) ? end + 2
                                                                                        : 0;
    if (in > 0)
      if (const auto of = numeral_at(a_, in);
          of && of->value > n->value && of->value >= 2 && of->value <= 1000 && of->words &&
          a_[of->end].kind != Atom::Kind::kNumber && taken(end) != Taken::kTime) {
        const double share = 100 * n->value / of->value;
        QuantityMention m;
        m.number_token = a_[start].token;
        m.kind = QuantityKind::kShare;
        m.quantity.unit = "percent";
        apply(m, Bounds{share, share, share, false, false}, bound);
        return keep(m, i, of->end);
      }
    // 'two and a half', 'one and a half million'
    if (a_[end].is(Function::kAnd) && a_[end + 1].is(Function::kA) &&
        a_[end + 2].is(NumberClass::kFraction)) {
      double v = n->value + 1 / a_[end + 2].word->number_value;
      end += 3;
      if (a_[end].is(NumberClass::kScale)) v *= a_[end].word->number_value, ++end;
      b.low = b.high = v;
    }
    range_tail(b, *n, end, between);
    if (between && !b.range) return false;
    const int number = start;
    // '100-odd', '40 or so', '200 or more', '50+', 'at least' said after
    std::string after;
    if (a_[end].is('+') && a_[end].glued)
      bound = Bound::kLeast, ++end;
    else if (a_[end].is(Function::kOr) && (a_[end + 1].text == "more" || a_[end + 1].text == "so" ||
                                           a_[end + 1].text == "fewer" || a_[end + 1].text == "less")) {
      bound = a_[end + 1].text == "more" ? Bound::kLeast
              : a_[end + 1].text == "so" ? Bound::kNear
                                         : Bound::kMost;
      after = a_.words(a_[end].token, a_[end + 1].token + 1);
      end += 2;
    } else if (a_[end].is('-') && a_[end].glued && a_[end + 1].text == "odd") {
      bound = Bound::kNear, after = "odd", end += 2;
    }
    QuantityMention m;
    m.quantity.modifier = modifier_end > i ? a_.words(a_[i].token, a_[modifier_end - 1].token + 1) : after;
    return measured(m, i, number, end, b, bound, signed_, signed_ ? sign_before(start) : "");
  }

  void range_tail(Bounds& b, const Numeral& first, int& end, bool between) {
    if (b.vague || !b.high) return;
    int k = end;
    const bool dash = a_[k].is('-');
    // A unit may stand between: '25% to 27%', '$5 to $8'.
    int unit = k;
    if (!dash && (a_[k].is('%') || a_[k].is(NumberClass::kPercent))) unit = k + 1;
    const bool to = a_[unit].is(Function::kTo) && unit != no_range_,
               and_ = between && a_[unit].is(Function::kAnd), or_ = a_[unit].is(Function::kOr);
    if (!dash && !to && !and_ && !or_) return;
    if (dash && !a_[k + 1].is_number() && !a_[k + 1].is('$')) return;
    if (taken(unit) == Taken::kTime || taken(unit + 1) == Taken::kTime) return;
    const int m = skip_currency(dash ? k + 1 : unit + 1);
    const auto second = numeral_at(a_, m);
    if (!second || second->vague || second->open) return;
    double low = first.value, high = second->value;
    // 'two to three million', '13.2–17.6mn'
    if (!first.scaled && second->scaled && low < high) {
      double scale = 1;
      for (int s = m + 1; s < second->end; ++s)
        if (a_[s].is(NumberClass::kScale) || a_[s].is(NumberClass::kSuffix))
          scale *= a_[s].word->number_value;
      if (scale > 1 && low * scale <= high) low *= scale;
    }
    if (or_ && !(high - low == 1 || (high > low && high <= 2 * low))) return;
    if (high <= low && !between) return;
    b.low = std::min(low, high), b.high = std::max(low, high);
    b.range = true;
    end = second->end;
  }

  // 'half of the 300 pits', 'a third of the population', 'two-thirds', 'half a gram'. `start` is the first
  // atom.
  bool fraction(int i, int start, Bound bound) {
    int k = start;
    double top = 1;
    bool article = false;
    if (a_[k].is(Function::kA))
      article = true, ++k;
    else if (const auto n = numeral_at(a_, k);
             n && n->value >= 1 && n->value <= 99 && !n->vague && a_[n->end].kind != Atom::Kind::kSign) {
      if (!a_[n->end].is(NumberClass::kFraction)) return false;
      top = n->value, k = n->end;
    } else if (n && a_[n->end].is('-') && a_[n->end + 1].is(NumberClass::kFraction) && n->value < 100) {
      top = n->value, k = n->end + 1;
    }
    if (!a_[k].is(NumberClass::kFraction)) return false;
    const double denominator = a_[k].word->number_value;
    const bool plural = a_[k].text.back() == 's' || a_[k].text == "halves";
    const bool half = denominator == 2;
    if (top > 1 && !plural) return false;
    if (top == 1 && k == start && !half) return false;  // 'third' alone is an ordinal
    if (a_[start - 1].is(NumberClass::kOrdinal) || a_[start - 1].is(TimeClass::kShift) ||
        a_[start - 1].is('-'))
      return false;
    if (top >= denominator) return false;
    const double share = top / denominator;
    int end = k + 1;
    QuantityMention m;
    m.number_token = a_[start].token;
    if (half && !article && a_[end].is(Function::kA) &&
        (a_[end + 1].is(NumberClass::kScale) || a_[end + 1].is(NumberClass::kDozen)))
      return false;
    // 'half a gram', 'half an hour': of the unit itself.
    if (half && !article && a_[end].is(Function::kA)) {
      Bounds b{share, share, share, false, false};
      m.quantity.modifier = start > i ? a_.words(a_[i].token, a_[start - 1].token + 1) : "";
      return measured(m, i, start, end + 1, b, bound, false, "");
    }
    const bool of = a_[end].is(Function::kOf);
    const Atom& next = a_[end];
    const bool bare = next.kind == Atom::Kind::kSign && !next.is('-');
    const bool the = half && (next.is(Function::kThe) || next.text == "its" || next.text == "their" ||
                              next.text == "our" || next.is(Function::kThat));
    const bool closes = next.word != nullptr && next.is(TimeClass::kFunction) && !half;
    if (!of && !bare && !the && !(top > 1) && !closes) return false;
    if (half && bare && !(a_[start - 1].is(Function::kBy) || a_[start - 1].is(Function::kTo) || top > 1))
      return false;
    // 'half of the 300 pits' is 150 pits.
    if (of || the) {
      int c = of ? end + 1 : end;
      while (a_[c].is(Function::kThe) || a_[c].is(Function::kThat) || a_[c].text == "its" ||
             a_[c].text == "all" || a_[c].text == "their")
        ++c;
      // 'half of the enclave's 84,000 people'
      for (int owner = c; owner < c + 3; ++owner)
        if (a_[owner + 1].is('\'') && a_[owner + 2].text == "s" && numeral_at(a_, owner + 3)) {
          c = owner + 3;
          break;
        }
      if (const auto n = numeral_at(a_, c);
          n && !n->vague && !n->open && n->value >= 2 && !a_[n->end].is('%') && taken(c) != Taken::kTime) {
        Bounds b{share * n->value, share * n->value, share * n->value, false, false};
        m.quantity.modifier = start > i ? a_.words(a_[i].token, a_[start - 1].token + 1) : "";
        if (!measured(m, i, c, n->end, b, bound, false, "")) return false;
        found_.back().number_token = a_[start].token;
        return true;
      }
    }
    Bounds b{100 * share, 100 * share, 100 * share, false, false};
    apply(m, b, bound);
    m.kind = QuantityKind::kShare;
    m.quantity.unit = "percent";
    m.head_token = a_[k].token;
    if (of || the) m.of_token = noun_after(of ? end + 1 : end);
    m.quantity.modifier = start > i ? a_.words(a_[i].token, a_[start - 1].token + 1) : "";
    return keep(m, i, end);
  }

  // 'twice', 'seven times', 'doubled'. A count of times before 'the limit' or 'as many' is a multiple.
  bool times_word(int i, int start, Bound bound) {
    QuantityMention m;
    m.kind = QuantityKind::kTimes;
    m.quantity.unit = "times";
    m.number_token = m.head_token = a_[start].token;
    const Atom& atom = a_[start];
    if (atom.is(NumberClass::kTimes)) {
      if (atom.word->number_value == 1 &&
          !(a_[start + 1].is(Function::kA) || a_[start + 1].kind == Atom::Kind::kSign))
        return false;
      if (atom.word->number_value == 1) return false;  // 'once' is mostly 'formerly' or 'as soon as'
      Bounds b{atom.word->number_value, atom.word->number_value, 0, false, false};
      apply(m, b, bound);
    } else if (atom.is(NumberClass::kMultiply)) {
      // 'double' as an adjective is none: 'double tax', 'a double agent'.
      if (tree_ && token(atom.token).upos != "VERB" && token(atom.token).upos != "ADV" &&
          token(atom.token).upos != "ADJ")
        return false;
      if (tree_ && token(atom.token).deprel == "amod") return false;
      Bounds b{atom.word->number_value, atom.word->number_value, 0, false, false};
      m.change = true;
      apply(m, b, bound);
    } else {
      return false;
    }
    m.quantity.modifier = start > i ? a_.words(a_[i].token, a_[start - 1].token + 1) : "";
    return keep(m, i, start + 1);
  }

  bool both(int i, int start) {
    const Atom& next = a_[start + 1];
    // 'both X and Y' joins; 'both camps' counts.
    if (tree_ && token(a_[start].token).deprel.rfind("cc", 0) == 0) return false;
    QuantityMention m;
    m.number_token = a_[start].token;
    m.quantity.low = m.quantity.high = 2;
    m.head_token =
        next.kind == Atom::Kind::kWord && !next.is(TimeClass::kFunction) ? noun_of(start, start + 1) : -1;
    if (m.head_token >= 0) m.quantity.unit = unit_name(m.head_token);
    return keep(m, i, m.head_token >= 0 ? atom_after(m.head_token, start + 1) : start + 1);
  }

  // True when the number at `start` belongs to a name: 'Battalion 33', 'No. 142', 'Gate 4', 'Pits 4 to 9'.
  bool names(int start, const Numeral& n) const {
    const Atom& atom = a_[start];
    const Atom& last = a_[start - 1];
    if (!atom.is_number()) {
      // 'one' as a pronoun: 'no one', 'one of them', 'the one'.
      if (atom.text == "one" && n.end == start + 1) {
        if (last.text == "no" || last.text == "any" || last.text == "every" || last.text == "some")
          return true;
        const Atom& next = a_[n.end];
        if (next.text == "another" || next.text == "'s" || next.kind == Atom::Kind::kSign)
          return last.kind == Atom::Kind::kWord || next.kind != Atom::Kind::kSign;
        if (tree_) {
          const auto& t = token(atom.token);
          return t.deprel != "nummod" && !next.is(Function::kOf) && !next.is(TimeClass::kFunction);
        }
      }
      // 'Tunnel Four and Tunnel Five'
      return atom.capital && last.kind == Atom::Kind::kWord && last.capital && start > 1;
    }
    if (n.grouped || n.scaled || atom.fraction) return false;
    if (last.text == "no" || (last.is('.') && a_[start - 2].text == "no") || last.text == "nos" ||
        last.is('#') || last.is('/'))
      return true;
    if (start == 0 && (a_[1].is('.') || a_[1].is(')')) && a_[1].glued) return true;  // a list's number
    if (last.glued && last.kind == Atom::Kind::kWord && atom.glued) return true;     // 'RN4', 'Q3'
    if (atom.glued && last.kind == Atom::Kind::kWord) return true;
    if (a_[n.end].is(':') && a_[n.end].glued) return true;  // a clock that no grammar knew
    if (last.is('(') && a_[n.end].is('/')) return true;
    if (last.kind != Atom::Kind::kWord || last.is(TimeClass::kFunction)) return list_of_names(start);
    if (a_[n.end].is('%') || a_[n.end].is(NumberClass::kPercent)) return false;
    if (tree_) {
      const auto& t = token(atom.token);
      const int head = t.head - 1;
      // Its noun stands after it: it counts.
      if (t.deprel.rfind("nummod", 0) == 0 && head > atom.token &&
          !(last.capital && is_noun(last.token) && token(last.token).head - 1 == atom.token))
        return false;
      if (!is_noun(last.token)) return false;
      if (head == last.token || t.deprel == "flat" || (t.upos == "PROPN"))
        return last.capital || t.deprel.rfind("nummod", 0) == 0;
      return last.capital && a_[n.end].kind != Atom::Kind::kWord;
    }
    const Atom& next = a_[n.end];
    return last.capital && last.word == nullptr &&
           (start > 1 || next.kind != Atom::Kind::kWord || next.is(TimeClass::kFunction));
  }
  // The second of 'Pits 4 to 9', 'Gates 1 and 3'.
  bool list_of_names(int start) const {
    const Atom& last = a_[start - 1];
    if (!(last.is(Function::kAnd) || last.is(Function::kTo) || last.is(',') || last.is('-') ||
          last.is(Function::kOr)))
      return false;
    if (!a_[start - 2].is_number() || a_[start - 2].grouped || a_[start - 2].fraction) return false;
    const auto n = numeral_at(a_, start - 2);
    return n && n->end == start - 1 && names(start - 2, *n);
  }

  // The unit or the noun after the number that ends at `end`; bounds by the modifier; rate, brackets and
  // direction.
  bool measured(QuantityMention& m, int first, int number, int end, Bounds b, Bound bound, bool signed_,
                const std::string& sign) {
    m.number_token = a_[number].token;
    apply(m, b, bound);
    if (a_[first - 1].text == "aged" && !signed_) {
      m.kind = QuantityKind::kAge;
      m.quantity.unit = "year";
      return keep(m, first, end);
    }
    if (b.vague) m.kind = QuantityKind::kVague;
    int k = end;
    const bool hyphen =
        a_[k].is('-') && a_[k].glued && a_[k + 1].glued && a_[k + 1].kind == Atom::Kind::kWord;
    if (hyphen) ++k;
    const Unit* unit = nullptr;
    if (signed_) {
      unit = domain_.unit_named(sign);
      if (unit == nullptr && !sign.empty())
        unit = domain_.unit_named(std::string_view(sign).substr(
            sign.find_first_of("$") == std::string::npos ? 0 : sign.find_first_of("$")));
      m.kind = QuantityKind::kMoney;
      m.quantity.unit = unit ? unit->id : sign;
    } else if (a_[k].is('%') || a_[k].is(NumberClass::kPercent) ||
               (a_[k].text == "per" && a_[k + 1].text == "cent")) {
      m.kind = QuantityKind::kShare;
      m.quantity.unit = "percent";
      m.head_token = a_[k].is('%') ? a_[k].token : a_[k].text == "per" ? a_[k + 1].token : a_[k].token;
      k += a_[k].text == "per" ? 2 : 1;
      if (a_[k].text == "points" || a_[k].text == "point") ++k;
    } else if (a_[k].text == "times" && !a_[k].capital) {
      m.kind = QuantityKind::kTimes;
      m.quantity.unit = "times";
      m.head_token = a_[k].token;
      ++k;
      if (a_[k].is(Function::kThe) || a_[k].is(Function::kThat)) m.of_token = noun_after(k);
    } else {
      int length = 0;
      unit = unit_at(k, length);
      // A thing counted may stand before another noun ('12 relief trucks'); a measure stands at once.
      const bool thing = unit != nullptr && (unit->dimension == "count" || unit->dimension == "people");
      if (unit != nullptr && !thing) {
        m.quantity.unit = unit->id;
        m.head_token = a_[k + length - 1].token;
        m.kind = unit->dimension == "money"      ? QuantityKind::kMoney
                 : unit->dimension == "share"    ? QuantityKind::kShare
                 : unit->dimension == "duration" ? QuantityKind::kDuration
                                                 : QuantityKind::kMeasure;
        k += length;
      } else {
        const bool of = a_[k].is(Function::kOf);
        m.head_token = noun_of(number, of ? k + 1 : k);
        // '83 of 90 children', 'three of the five tunnels': the text ends with the number.
        const bool part = of && m.head_token >= 0 && !b.vague && b.high;
        if (part) m.of_token = m.head_token;
        // '18 dead', '40 wounded'
        if (m.head_token < 0 && thing) m.head_token = a_[k + length - 1].token;
        // '150,000 dinga per shaft': what is told by the piece is a noun, whatever its tag.
        if (m.head_token < 0 && a_[k].kind == Atom::Kind::kWord && a_[k].word == nullptr &&
            (a_[k + 1].text == "per" || (a_[k + 1].is('/') && a_[k + 1].glued)))
          m.head_token = a_[k].token;
        if (m.head_token >= 0) {
          int phrase = 0;
          const int at = atom_at(m.head_token, k);
          const Unit* named = at > k ? unit_at(at - 1, phrase) : nullptr;
          if (named != nullptr && phrase == 2)
            m.quantity.unit = named->id;
          else
            m.quantity.unit = unit_name(m.head_token);
          if (!part) k = atom_after(m.head_token, k);
        }
      }
    }
    // Ages: '67-year-old', 'aged 13 to 17', 'Elías Wayta, 34,'.
    if (m.kind == QuantityKind::kDuration || m.head_token < 0) {
      const int tail = a_[k].is('-') ? k + 1 : k;
      const bool comma = m.head_token < 0 && !signed_ && a_[first - 1].is(',') &&
                         (a_[k].is(',') || a_[k].kind == Atom::Kind::kSign) && number == first &&
                         a_[number].is_whole() && a_[number].value < 120 &&
                         a_[first - 2].kind == Atom::Kind::kWord && !b.range;
      if ((a_[tail].is(Function::kAge) && m.kind == QuantityKind::kDuration) || comma)
        m.kind = QuantityKind::kAge, m.quantity.unit = "year";
    }
    // An age's "old" is the same word as 'ten years old'.
    if (taken(number) == Taken::kDuration && m.kind != QuantityKind::kDuration &&
        m.kind != QuantityKind::kAge)
      return false;
    if (m.kind == QuantityKind::kMeasure && unit != nullptr && unit->dimension == "length" &&
        (a_[k].is(NumberClass::kDirection) || a_[k].is(Function::kFrom) ||
         (a_[k].is('-') && a_[k + 1].is(NumberClass::kDirection))))
      m.kind = QuantityKind::kDistance;
    rate(m, k);
    second_print(m, k, unit, b);
    if (m.kind == QuantityKind::kMeasure && unit != nullptr && unit->dimension == "length" &&
        (a_[k].is(NumberClass::kDirection) || a_[k].is(Function::kFrom) || a_[k].is(Function::kOf)))
      m.kind = QuantityKind::kDistance;
    // 'ten grams of gold', '8 percent on the ore', 'dozens of civilians'
    if (m.of_token < 0 &&
        (a_[k].is(Function::kOf) || (m.kind == QuantityKind::kShare && a_[k].is(Function::kOn))))
      m.of_token = noun_after(k + 1);
    // 'ten grams of gold a month'
    if (m.per.empty() && a_[k].is(Function::kOf) && m.of_token > m.head_token && m.of_token >= 0) {
      int after = atom_after(m.of_token, k);
      const int kept = after;
      rate(m, after);
      if (after > kept) k = after;
    }
    m.attributive = hyphen || (m.kind != QuantityKind::kCount && m.kind != QuantityKind::kDistance &&
                               m.kind != QuantityKind::kTimes && m.kind != QuantityKind::kShare &&
                               a_[k].kind == Atom::Kind::kWord && !a_[k].is(TimeClass::kFunction) &&
                               is_noun(a_[k].token));
    if (m.kind == QuantityKind::kCount && m.head_token < 0 && !b.range && bound == Bound::kNone &&
        a_[number].kind == Atom::Kind::kWord && a_[number].text == "one" && !a_[end].is(Function::kOf))
      return false;
    return keep(m, first, k);
  }

  void apply(QuantityMention& m, const Bounds& b, Bound bound) const {
    if (b.vague) return;
    m.quantity.low = b.low;
    m.quantity.high = b.high;
    if (bound == Bound::kLeast) {
      m.quantity.high.reset();
    } else if (bound == Bound::kMost) {
      if (!m.quantity.high) m.quantity.high = m.quantity.low;
      m.quantity.low.reset();
    }
  }

  // 'a month', 'per tonne', '/lb', 'each': the rate's unit; several may follow one another.
  void rate(QuantityMention& m, int& k) {
    for (int times = 0; times < 3; ++times) {
      if (taken(k) == Taken::kTime) return;  // '$44 a week earlier'
      if (taken(k) == Taken::kDuration && a_[k].is(Function::kA)) return;
      const bool slash = a_[k].is('/') && a_[k].glued;
      const bool per = a_[k].text == "per" && a_[k + 1].text != "cent";
      const bool article = a_[k].is(Function::kA) || a_[k].text == "every" || a_[k].text == "each";
      if (!slash && !per && !article) return;
      int at = k + 1;
      if (!slash && numeral_at(a_, at) && a_[at].is_number()) {
        // 'per 50 kg bag'
        const auto n = numeral_at(a_, at);
        int length = 0;
        if (n && unit_at(n->end, length)) at = n->end;
      }
      int length = 0;
      const Unit* unit = unit_at(at, length);
      std::string name;
      if (unit != nullptr)
        name = unit->id;
      else if (a_[at].is(TimeClass::kUnit))
        name = std::string(a_[at].text), length = 1;
      else if ((per || slash || article) && a_[at].kind == Atom::Kind::kWord &&
               !a_[at].is(TimeClass::kFunction) && (!tree_ || is_noun(a_[at].token)) &&
               (per || slash || m.kind == QuantityKind::kMoney))
        name = unit_name(a_[at].token), length = 1;
      if (name.empty()) {
        if (m.kind == QuantityKind::kMoney && a_[k].text == "each") ++k;
        return;
      }
      // 'a day's drive' is no rate, and neither is 'three trucks a day before'.
      if (a_[at + length].text == "'s") return;
      m.per += (m.per.empty() ? "" : " per ") + name;
      m.quantity.unit += (m.quantity.unit.empty() ? "per " : " per ") + name;
      k = at + length;
    }
  }

  // '(17,699 tonnes)', '(46 miles)', '($166)'.
  void second_print(QuantityMention& m, int& k, const Unit* unit, const Bounds& b) {
    if (!a_[k].is('(') || m.quantity.unit.empty()) return;
    const int start = skip_currency(a_.modifier_at(k + 1).second);
    const auto n = numeral_at(a_, start);
    if (!n || n->vague || n->open) return;
    int end = n->end, length = 0;
    double value = n->value;
    if ((a_[end].is('-') || a_[end].is(Function::kTo)))
      if (const auto high = numeral_at(a_, end + 1)) value = (value + high->value) / 2, end = high->end;
    const std::string sign = sign_before(start);
    const Unit* other = sign.empty() ? unit_at(end, length) : domain_.unit_named(sign);
    if (other == nullptr || !a_[end + length].is(')')) return;
    if (unit == nullptr) return;
    if (other->dimension != unit->dimension || other->dimension == "count" || other->dimension == "people")
      return;
    if (other->dimension != "money") {
      const double mine = b.low && b.high ? (*b.low + *b.high) / 2 : b.value;
      // A 'ton' may be a short or a long one, an 'ounce' of gold is a troy ounce: the reading that agrees is
      // meant.
      if (!agree(mine, *unit, value, *other)) {
        if (const Unit* kin = kin_that_agrees(*unit, word_of(m.head_token), mine, value, *other))
          unit = kin, m.quantity.unit = kin->id;
        else if (const Unit* kin_of_other =
                     kin_that_agrees(*other, std::string(a_[end + length - 1].text), value, mine, *unit))
          other = kin_of_other;
        else
          m.quantity.units_disagree = true;
      }
    }
    m.quantity.also_printed = Quantity::Printed{value, other->id};
    k = end + length + 1;
  }
  std::string word_of(int t) const { return t < 0 ? "" : token(t).form; }
  static bool agree(double x, const Unit& u, double y, const Unit& v) {
    const double mine = x * u.factor, theirs = y * v.factor;
    // Half of the last digit that either print shows.
    const double rounding = 0.5 * (step_of(x) * u.factor + step_of(y) * v.factor);
    return std::abs(mine - theirs) <= std::max(kPrintTolerance * std::max(mine, theirs), rounding);
  }
  // A unit whose name ends with the printed word ('short ton', 'troy ounce') under which the two prints
  // agree.
  const Unit* kin_that_agrees(const Unit& unit, std::string printed, double x, double y,
                              const Unit& v) const {
    if (printed.size() > 3 && printed.back() == 's') printed.pop_back();
    for (const std::string& name : {printed, unit.id}) {
      const std::string ending = " " + name;
      for (const Unit& kin : domain_.units())
        if (kin.dimension == unit.dimension && kin.id.size() > ending.size() &&
            kin.id.compare(kin.id.size() - ending.size(), ending.size(), ending) == 0 && agree(x, kin, y, v))
          return &kin;
    }
    return nullptr;
  }
  // The place of the last digit that is not zero, of two digits at least: 100 for 19,500; 1 for 17,699 and
  // 20; 0.1 for 2.3.
  static double step_of(double value) {
    if (value == 0) return 1;
    double step = 1;
    while (step < 1e12 && step * 100 <= value && std::fmod(value, step * 10) == 0) step *= 10;
    if (value < 10) step = 0.1;
    while (step > 1e-4 && std::abs(std::remainder(value, step)) > step * 1e-6) step /= 10;
    return step;
  }

  // The unit whose name begins at atom k, the longest of up to three words.
  const Unit* unit_at(int k, int& length) const {
    if (a_[k].kind != Atom::Kind::kWord && !is_currency(a_[k])) return nullptr;
    if (a_[k].text == "in" || a_[k].text == "a" || a_[k].is(Function::kAt) || a_[k].text == "as" ||
        a_[k].text == "am")
      return nullptr;
    std::string phrase;
    const Unit* best = nullptr;
    for (int n = 0; n < 3 && (a_[k + n].kind == Atom::Kind::kWord); ++n) {
      if (n > 0) phrase += ' ';
      phrase += a_[k + n].text;
      if (const Unit* unit = domain_.unit_named(phrase)) best = unit, length = n + 1;
      if (a_[k + n].text.size() == 1 && n == 0 && !a_[k].glued && a_[k].text != "t" && a_[k].text != "g" &&
          a_[k].text != "m")
        break;
    }
    return best;
  }

  // The noun that the number counts: by the tree where there is one, else the end of the noun phrase after
  // it.
  int noun_of(int number, int k) const {
    if (a_[k].kind != Atom::Kind::kWord) return -1;
    const int at = a_[number].token;
    if (tree_) {
      for (int t = at; t <= at + 1 && t < token_count(); ++t) {
        const int head = token(t).head - 1;
        if (token(t).deprel.rfind("nummod", 0) == 0 && head > at && head <= at + 8 && is_noun(head) &&
            one_phrase(t + 1, head))
          return head;
      }
    }
    return noun_after(k);
  }
  // True when nothing between the tokens [first, last) closes a noun phrase.
  bool one_phrase(int first, int last) const {
    for (int t = first; t < last; ++t) {
      const auto& upos = token(t).upos;
      const bool modifier = token(t).deprel == "amod" || token(t).deprel.rfind("compound", 0) == 0;
      if (upos == "AUX" || upos == "CCONJ" || upos == "ADP" || upos == "PRON" ||
          (upos == "VERB" && !modifier) || (upos == "PUNCT" && token(t).form == ","))
        return false;
    }
    return true;
  }
  // The last noun of the phrase that begins at atom k, or -1.
  int noun_after(int k) const {
    while (a_[k].is(Function::kThe) || a_[k].is(Function::kThat) || a_[k].is(Function::kA) ||
           a_[k].text == "its" || a_[k].text == "their" || a_[k].text == "all" || a_[k].text == "his" ||
           a_[k].text == "our")
      ++k;
    if (a_[k].kind == Atom::Kind::kNumber || a_[k].is(NumberClass::kCardinal)) {
      const auto n = numeral_at(a_, k);
      if (n) k = n->end;
    }
    if (a_[k].token >= token_count()) return -1;
    if (a_[k].kind != Atom::Kind::kWord) return -1;
    if (token(a_[k].token).upos.empty()) {
      // No tags: the first known unit or thing within three words, else the word itself.
      for (int n = 0; n < 3 && a_[k + n].kind == Atom::Kind::kWord && !a_[k + n].is(TimeClass::kFunction);
           ++n) {
        int length = 0;
        if (unit_at(k + n, length)) return a_[k + n + length - 1].token;
      }
      return a_[k].is(TimeClass::kFunction) ? -1 : a_[k].token;
    }
    int last = -1;
    for (int t = a_[k].token; t < token_count(); ++t) {
      const auto& upos = token(t).upos;
      if (upos == "NOUN" || upos == "PROPN")
        last = t;
      else if (upos == "ADJ" || upos == "NUM" || (upos == "DET" && last < 0))
        continue;
      else if (upos == "PART" && last >= 0)
        last = -1;  // a possessive: the noun comes after it
      else if (upos == "PUNCT" && token(t).form == "-")
        continue;
      else if (upos == "VERB" && last < 0 && (token(t).deprel == "amod"))
        continue;
      else
        break;
    }
    return last;
  }
  std::string unit_name(int t) const {
    if (t < 0 || t >= token_count()) return "";
    if (const Unit* unit = domain_.unit_named(token(t).form)) return unit->id;
    if (const Unit* unit = domain_.unit_named(token(t).lemma)) return unit->id;
    return token(t).lemma.empty() || token(t).lemma == "_" ? token(t).form : token(t).lemma;
  }
  int atom_at(int t, int from) const {
    int k = from;
    while (k < a_.size() && a_[k].token < t) ++k;
    return k;
  }
  int atom_after(int t, int from) const {
    int k = from;
    while (k < a_.size() && a_[k].token <= t) ++k;
    return k;
  }

  bool keep(QuantityMention& m, int first, int end) {
    m.first_token = a_[first].token;
    m.end_token = std::max(m.first_token + 1, a_[std::max(end, first + 1) - 1].token + 1);
    const Atom& last = a_[first - 1];
    if (first > 0 && (last.kind == Atom::Kind::kWord)) m.before = std::string(last.text);
    if (m.before == "up" || m.before == "down" ||
        (m.before == "by" && m.kind != QuantityKind::kCount && m.kind != QuantityKind::kVague))
      m.change = true;
    m.quantity.text = a_.words(m.first_token, m.end_token);
    end_ = std::max(end, first + 1);
    found_.push_back(std::move(m));
    return true;
  }

  const Atoms& a_;
  const domain::Domain& domain_;
  std::vector<Taken> taken_;
  std::vector<QuantityMention> found_;
  bool tree_ = false;
  int end_ = 0;
  int no_range_ = -1;
};

}  // namespace

std::vector<QuantityMention> find_quantities(const Atoms& atoms, const std::vector<TimeExpression>& times,
                                             const domain::Domain& domain) {
  return Finder(atoms, times, domain).run();
}

std::vector<QuantityMention> find_quantities(const language::Sentence& sentence, const WordClasses& classes,
                                             const domain::Domain& domain) {
  const Atoms atoms(sentence, classes);
  return find_quantities(atoms, find_times(atoms), domain);
}

}  // namespace assay::reading
