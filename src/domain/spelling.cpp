#include "domain/spelling.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "domain/domain.hpp"
#include "domain/table.hpp"

namespace assay::domain {
namespace {

constexpr std::string_view kAlphabet = "aeiouAEIOUkgpbtdszcjmnNlrwvyhfSx";  // place in it + 0 is the code

}  // namespace

std::uint8_t Spelling::code_of(char sound) const {
  const std::size_t at = kAlphabet.find(sound);
  return static_cast<std::uint8_t>(at == std::string_view::npos ? kAlphabet.size() : at);
}

Result<Spelling> Spelling::parse(std::string_view text, std::string_view name) {
  static_assert(kAlphabet.size() == kCodes);
  const auto lines = content_lines(text, name);
  if (!lines.ok()) return lines.error();
  Spelling out;
  out.weight_.fill(1);
  out.coda_.fill(-1);
  out.final_.fill(-1);
  std::array<std::array<float, kCodes>, kCodes> swap;
  for (auto& row : swap) row.fill(-1);
  for (const Line& line : *lines) {
    const auto fault = [&](std::string message) {
      return Error{ErrorCode::kBadFormat, std::move(message), fmt::format("{}:{}", name, line.number)};
    };
    const auto cells = cut(line.text, '\t');
    if (cells.size() != 4)
      return fault(fmt::format("{} columns where 4 should be: what, a, b, value", cells.size()));
    const std::string_view what = cells[0], a = cells[1], b = cells[2], value = cells[3];
    double number = 0;
    const auto sound = [&](std::string_view cell, std::uint8_t& code) {
      code = cell.size() == 1 ? out.code_of(cell[0]) : static_cast<std::uint8_t>(kCodes);
      return code < kCodes;
    };
    if (what == "read") {
      if (a.empty() || a.size() > 8 || static_cast<unsigned char>(a[0]) >= 128)
        return fault("'read' needs letters in the second column");
      for (const char c : value)
        if (std::uint8_t code; !sound(std::string_view(&c, 1), code))
          return fault(fmt::format("unknown sound '{}'", c));
      out.rules_.push_back({std::string(a), std::string(b), std::string(value)});
      continue;
    }
    if (!read_number(value, number) || number < 0)
      return fault("the last column should be a number, zero or more");
    std::uint8_t x = 0, y = 0;
    const auto cost = static_cast<float>(number);
    if (what == "weight" || what == "coda" || what == "final" || what == "vowel") {
      for (const char c : a) {
        if (!sound(std::string_view(&c, 1), x)) return fault(fmt::format("unknown sound '{}'", c));
        if (what == "weight") out.weight_[x] = cost;
        if (what == "coda") out.coda_[x] = cost;
        if (what == "final") out.final_[x] = cost;
        if (what == "vowel") out.vowel_[x] = true;
      }
    } else if (what == "swap") {
      if (a == "vowel" || a == "consonant" || a == "any") {
        for (std::size_t i = 0; i < kCodes; ++i)
          for (std::size_t j = 0; j < kCodes; ++j) {
            const bool vowels = out.vowel_[i] && out.vowel_[j], consonants = !out.vowel_[i] && !out.vowel_[j];
            if ((a == "vowel" && vowels) || (a == "consonant" && consonants) ||
                (a == "any" && !vowels && !consonants))
              if (swap[i][j] < 0) swap[i][j] = cost;
          }
        continue;
      }
      if (!sound(a, x)) return fault(fmt::format("unknown sound '{}'", a));
      for (const char c : b) {
        if (!sound(std::string_view(&c, 1), y)) return fault(fmt::format("unknown sound '{}'", c));
        swap[x][y] = swap[y][x] = cost;
      }
    } else if (what == "first") {
      out.first_ = cost;
    } else if (what == "onset") {
      out.onset_ = cost;
    } else if (what == "middle") {
      out.middle_ = number;
    } else if (what == "short") {
      out.short_ = number;
    } else if (what == "slope") {
      if (number <= 0) return fault("'slope' should be above zero");
      out.slope_ = number;
    } else {
      return fault(fmt::format("unknown line '{}'", what.substr(0, 40)));
    }
  }
  for (std::size_t i = 0; i < kCodes; ++i) {
    if (out.coda_[i] < 0) out.coda_[i] = out.weight_[i];
    if (out.final_[i] < 0) out.final_[i] = out.coda_[i];
    for (std::size_t j = 0; j < kCodes; ++j)
      out.swap_[i][j] = i == j ? 0 : swap[i][j] < 0 ? 1.0f : swap[i][j];
  }
  std::stable_sort(out.rules_.begin(), out.rules_.end(), [](const Rule& a, const Rule& b) {
    return a.letters.size() != b.letters.size() ? a.letters.size() > b.letters.size()
                                                : a.before.size() > b.before.size();
  });
  for (std::size_t i = 0; i < out.rules_.size(); ++i)
    out.rules_by_letter_[static_cast<unsigned char>(out.rules_[i].letters[0])].push_back(
        static_cast<std::uint16_t>(i));
  return out;
}

Sounds Spelling::sounds(std::string_view name) const {
  const std::string letters = fold(name);
  Sounds out;
  std::string codes;
  for (std::size_t i = 0; i < letters.size() && codes.size() < kMostSounds;) {
    const auto letter = static_cast<unsigned char>(letters[i]);
    if (letter >= 128) return {};
    if (letter >= '0' && letter <= '9') {
      out.digits.push_back(letters[i++]);
      continue;
    }
    std::size_t step = 1;
    for (const std::uint16_t r : rules_by_letter_[letter]) {
      const Rule& rule = rules_[r];
      if (letters.compare(i, rule.letters.size(), rule.letters) != 0) continue;
      const std::size_t next = i + rule.letters.size();
      const char after = next < letters.size() ? letters[next] : '_';
      if (!rule.before.empty() && rule.before.find(after) == std::string::npos) continue;
      for (const char c : rule.sounds)
        if (codes.empty() || codes.back() != c) codes.push_back(c);
      step = rule.letters.size();
      break;
    }
    i += step;
  }
  codes.resize(std::min(codes.size(), kMostSounds));
  out.row.resize(codes.size());
  for (std::size_t i = 0; i < codes.size(); ++i) {
    const std::uint8_t code = code_of(codes[i]);
    const bool last = i + 1 == codes.size();
    const bool easy = !last && !vowel_[code_of(codes[i + 1])];
    const float full = weight_[code];
    out.row[i] = {code, !vowel_[code] && !last && !easy,
                  last && i > 0   ? final_[code]
                  : easy && i > 0 ? coda_[code]
                                  : full};
    if (i == 0) out.row[i].drop *= first_;
    out.weight += full;
  }
  return out;
}

double Spelling::distance(const Sounds& a, const Sounds& b) const {
  if (a.digits != b.digits) return 1;
  if (a.row.empty() || b.row.empty()) return a.row.empty() && b.row.empty() ? 0 : 1;
  std::array<float, kMostSounds + 1> above, here;
  above[0] = 0;
  for (std::size_t j = 0; j < b.row.size(); ++j) above[j + 1] = above[j] + b.row[j].drop;
  for (std::size_t i = 0; i < a.row.size(); ++i) {
    here[0] = above[0] + a.row[i].drop;
    for (std::size_t j = 0; j < b.row.size(); ++j) {
      const float changed = above[j] + change(a.row[i], b.row[j], i == 0 && j == 0);
      here[j + 1] = std::min({changed, above[j + 1] + a.row[i].drop, here[j] + b.row[j].drop});
    }
    std::swap(above, here);
  }
  return normalised(above[b.row.size()], a.weight, b.weight);
}

double Spelling::normalised(float cost, float weight_a, float weight_b) {
  const float heavier = std::max(weight_a, weight_b);
  if (heavier > heaviest_comparable(std::min(weight_a, weight_b))) return 1;
  return cost / std::max(heavier, 1.0f);
}

double Spelling::distance(std::string_view a, std::string_view b) const {
  const std::string x = fold(a), y = fold(b);
  if (x == y) return 0;
  const Sounds p = sounds(x), q = sounds(y);
  if (p.row.empty() || q.row.empty()) return 1;
  return distance(p, q);
}

double Spelling::same(double distance, float weight) const {
  return 1 / (1 + std::exp((distance - threshold(weight)) / slope_));
}

double Spelling::threshold(float weight) const {
  return std::max(0.0, middle_ - short_ / std::max(weight, 1.0f));
}

double Spelling::same(std::string_view a, std::string_view b) const {
  const std::string x = fold(a), y = fold(b);
  if (x == y) return x.empty() ? 0 : 1;
  const Sounds p = sounds(x), q = sounds(y);
  if (p.row.empty() || q.row.empty()) return 0;
  return same(distance(p, q), std::max(p.weight, q.weight));
}

double same_spelling(const Domain& domain, std::string_view a, std::string_view b) {
  return domain.spelling().same(a, b);
}

}  // namespace assay::domain
