#include "reading/atoms.hpp"

#include <algorithm>

namespace assay::reading {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || is_upper(c) || static_cast<unsigned char>(c) >= 0x80;
}
char lower(char c) { return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c; }

// The sign that a multi-byte character at `text[i]` stands for, and its bytes; 0 for a letter.
struct Folded {
  char sign = 0;
  std::size_t bytes = 0;
};
Folded folded_sign(std::string_view text, std::size_t i) {
  const auto at = [&](std::size_t k) {
    return static_cast<unsigned char>(i + k < text.size() ? text[i + k] : 0);
  };
  if (at(0) == 0xE2 && at(1) == 0x80) {
    const unsigned char c = at(2);
    if (c >= 0x90 && c <= 0x95) return {'-', 3};  // hyphens and dashes
    if (c == 0x98 || c == 0x99 || c == 0x9B) return {'\'', 3};
    if (c == 0x9C || c == 0x9D || c == 0x9E) return {'"', 3};
    if (c == 0xA2 || c == 0xA6) return {';', 3};  // bullet, ellipsis
    if (c == 0xAF || (c >= 0x80 && c <= 0x8F)) return {' ', 3};
  }
  if (at(0) == 0xE2 && at(1) == 0x88 && at(2) == 0x92) return {'-', 3};  // minus
  if (at(0) == 0xC2 && at(1) == 0xA0) return {' ', 2};
  if (at(0) == 0xC2 && at(1) == 0xAB) return {'"', 2};
  if (at(0) == 0xC2 && at(1) == 0xBB) return {'"', 2};
  if (at(0) == 0xC2 && (at(1) == 0xB7 || at(1) == 0xB1)) return {';', 2};
  return {};
}

// Currency signs outside ASCII are atoms of their own and keep their bytes: ¢ £ ¥ € ₩ ₫ ₭ ₮ ₱ ₴ ₹ ₺ ₽
// ฿.
std::size_t currency_bytes(std::string_view text, std::size_t i) {
  const auto at = [&](std::size_t k) {
    return static_cast<unsigned char>(i + k < text.size() ? text[i + k] : 0);
  };
  if (at(0) == 0xC2 && at(1) >= 0xA2 && at(1) <= 0xA5) return 2;
  if (at(0) == 0xE2 && at(1) == 0x82 && at(2) >= 0xA0) return 3;
  if (at(0) == 0xE0 && at(1) == 0xB8 && at(2) == 0xBF) return 3;
  return 0;
}

// Bounds the value of absurdly long numerals.
constexpr std::size_t kMaxDigits = 18;

}  // namespace

Atoms::Atoms(const language::Sentence& sentence, const WordClasses& classes)
    : sentence_(&sentence), classes_(&classes) {
  std::size_t bytes = 0;
  for (const auto& token : sentence.tokens) bytes += token.form.size();
  text_ = std::make_unique<char[]>(bytes + 1);
  atoms_.reserve(sentence.tokens.size() + 9);
  bool space = true;
  for (std::size_t i = 0; i < sentence.tokens.size(); ++i) {
    const auto& token = sentence.tokens[i];
    if (!token.form.empty() && !(token.span.empty() && i > 0))
      add_token(static_cast<int>(i), token.form, space, classes);
    space = token.space_after;
  }
  atoms_.push_back(Atom{});
  atoms_.back().token = static_cast<int>(sentence.tokens.size());
}

void Atoms::add_token(int index, const std::string& form, bool space_before, const WordClasses& classes) {
  const std::string_view s = form;
  std::size_t i = 0;
  bool glued = !space_before;
  while (i < s.size()) {
    Atom atom;
    atom.token = index;
    atom.glued = glued;
    const std::size_t begin = used_;
    std::size_t end = i;
    if (is_digit(s[i])) {
      atom.kind = Atom::Kind::kNumber;
      double value = 0, scale = 1;
      std::size_t digits = 0;
      int points = 0;
      // '16.10.2024' is a date, not a number: its points stay signs.
      std::size_t run = i;
      while (run > 1 && s[run - 1] == '.' && is_digit(s[run - 2])) {
        run -= 2;
        while (run > 0 && is_digit(s[run - 1])) --run;
      }
      for (std::size_t k = run; k < s.size() && (is_digit(s[k]) || s[k] == '.'); ++k)
        if (s[k] == '.' && k + 1 < s.size() && is_digit(s[k + 1])) ++points;
      for (; end < s.size(); ++end) {
        const char c = s[end];
        const bool more = end + 1 < s.size() && is_digit(s[end + 1]);
        if (is_digit(c)) {
          if (digits < kMaxDigits) {
            if (atom.fraction)
              value += (c - '0') * (scale /= 10);
            else
              value = value * 10 + (c - '0');
          }
          if (!atom.fraction) ++digits;
        } else if (c == ',' && more && !atom.fraction && end + 3 < s.size() && is_digit(s[end + 2]) &&
                   is_digit(s[end + 3]) && !(end + 4 < s.size() && is_digit(s[end + 4]))) {
          atom.grouped = true;
        } else if (c == '.' && more && points == 1 && !atom.fraction) {
          atom.fraction = true;
        } else {
          break;
        }
      }
      atom.value = value;
      atom.digits = static_cast<unsigned char>(std::min<std::size_t>(digits, 255));
      const std::string_view rest = s.substr(end);
      const auto suffix = [&](char a, char b) {
        return rest.size() >= 2 && lower(rest[0]) == a && lower(rest[1]) == b &&
               (rest.size() == 2 || !is_letter(rest[2]));
      };
      if (!atom.fraction && (suffix('s', 't') || suffix('n', 'd') || suffix('r', 'd') || suffix('t', 'h'))) {
        atom.kind = Atom::Kind::kOrdinal;
        end += 2;
      }
      for (std::size_t k = i; k < end; ++k) text_[used_++] = lower(s[k]);
    } else if (const Folded folded = folded_sign(s, i); folded.sign != 0) {
      end = i + folded.bytes;
      text_[used_++] = folded.sign;
      if (folded.sign == ' ') {
        --used_, i = end, glued = false;
        continue;
      }
    } else if (const std::size_t bytes = currency_bytes(s, i); bytes != 0) {
      end = i + bytes;
      for (std::size_t k = i; k < end; ++k) text_[used_++] = s[k];
    } else if (is_letter(s[i])) {
      atom.kind = Atom::Kind::kWord;
      atom.capital = is_upper(s[i]) || (static_cast<unsigned char>(s[i]) == 0xC3 && i + 1 < s.size() &&
                                        static_cast<unsigned char>(s[i + 1]) < 0x9F);
      // Letters with stops between them are one word: 'a.m.', 'U.S.', 'M.D.E.'.
      std::size_t k = i;
      while (k + 1 < s.size() && is_letter(s[k]) && static_cast<unsigned char>(s[k]) < 0x80 &&
             s[k + 1] == '.' && (k + 2 >= s.size() || is_letter(s[k + 2])))
        k += 2;
      if (k >= i + 4) {
        end = k;
        for (std::size_t j = i; j < end; ++j) text_[used_++] = lower(s[j]);
      } else {
        for (; end < s.size() && is_letter(s[end]); ++end) {
          const Folded inner = folded_sign(s, end);
          if (inner.sign == '\'' && end + 3 < s.size() && is_letter(s[end + 3])) {
            // 'o’clock' keeps its apostrophe; 'January’s' is cut before it.
            if (end - i == 1 && lower(s[i]) == 'o') {
              text_[used_++] = '\'';
              end += 2;
              continue;
            }
            break;
          }
          if (inner.sign != 0 || currency_bytes(s, end) != 0) break;
          text_[used_++] = lower(s[end]);
        }
        if (end < s.size() && s[end] == '\'' && end - i == 1 && lower(s[i]) == 'o') {
          text_[used_++] = '\'';
          for (++end; end < s.size() && is_letter(s[end]); ++end) text_[used_++] = lower(s[end]);
        } else if (end + 1 == s.size() && s[end] == '.') {
          ++end;  // an abbreviation's stop: 'Nov.'
        }
      }
    } else {
      end = i + 1;
      text_[used_++] = s[i];
    }
    add(atom, begin, used_, classes);
    i = std::max(end, i + 1);
    glued = true;
  }
}

void Atoms::add(Atom atom, std::size_t begin, std::size_t end, const WordClasses& classes) {
  atom.text = std::string_view(text_.get() + begin, end - begin);
  if (atom.kind == Atom::Kind::kWord) atom.word = classes.find(atom.text);
  // '61st' cut in two by a tokeniser is one ordinal.
  if (atom.kind == Atom::Kind::kWord && atom.glued && !atoms_.empty() &&
      atoms_.back().kind == Atom::Kind::kNumber && !atoms_.back().fraction &&
      (atom.text == "st" || atom.text == "nd" || atom.text == "rd" || atom.text == "th")) {
    atoms_.back().kind = Atom::Kind::kOrdinal;
    return;
  }
  atoms_.push_back(atom);
}

std::pair<Bound, int> Atoms::modifier_at(int i) const {
  const Atom& first = (*this)[i];
  // '~300', '>40'.
  if (first.is('~')) return {Bound::kNear, i + 1};
  if (first.is('>')) return {Bound::kLeast, i + 1};
  if (first.is('<')) return {Bound::kMost, i + 1};
  if (first.word == nullptr || !first.word->opens_modifier) return {Bound::kNone, i};
  char phrase[64];
  std::size_t size = 0;
  std::pair<Bound, int> longest{Bound::kNone, i};
  for (int k = i; k < i + WordClasses::kMaxModifierWords; ++k) {
    const Atom& atom = (*this)[k];
    if (atom.kind != Atom::Kind::kWord || size + atom.text.size() + 1 > sizeof phrase) break;
    if (k > i) phrase[size++] = ' ';
    size += atom.text.copy(phrase + size, atom.text.size());
    if (const Bound bound = classes_->modifier({phrase, size}); bound != Bound::kNone)
      longest = {bound, k + 1};
  }
  return longest;
}

std::string Atoms::words(int first_token, int end_token) const {
  std::string out;
  for (int i = first_token; i < end_token; ++i) {
    const auto& token = sentence_->tokens[static_cast<std::size_t>(i)];
    if (token.span.empty() && i > 0) continue;
    out += token.form;
    if (token.space_after && i + 1 < end_token) out += ' ';
  }
  return out;
}

language::Sentence plain_sentence(std::string_view text, std::uint32_t offset) {
  language::Sentence sentence;
  const auto blank = [](char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; };
  std::size_t i = 0;
  while (i < text.size()) {
    if (blank(text[i])) {
      ++i;
      continue;
    }
    std::size_t end = i;
    const auto cut_before = [&](char c) {
      return c == ',' || c == ';' || c == ':' || c == '(' || c == ')' || c == '"';
    };
    while (end < text.size() && !blank(text[end])) {
      // Commas and stops inside numerals and abbreviations stay.
      if (cut_before(text[end]) &&
          !(end > i && end + 1 < text.size() && is_digit(text[end - 1]) && is_digit(text[end + 1])))
        break;
      ++end;
    }
    if (end == i) ++end;
    // A sentence's last stop is a word of its own.
    if (end - i > 1 && text[end - 1] == '.' && end == text.size() && !(end - i <= 5 && is_upper(text[i])))
      --end;
    language::Token token;
    token.span = {offset + static_cast<std::uint32_t>(i), offset + static_cast<std::uint32_t>(end)};
    token.form = std::string(text.substr(i, end - i));
    token.lemma = token.form;
    std::transform(token.lemma.begin(), token.lemma.end(), token.lemma.begin(), lower);
    token.space_after = end < text.size() && blank(text[end]);
    sentence.tokens.push_back(std::move(token));
    i = end;
  }
  if (!sentence.tokens.empty())
    sentence.span = {sentence.tokens.front().span.begin, sentence.tokens.back().span.end};
  return sentence;
}

}  // namespace assay::reading
