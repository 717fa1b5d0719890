#include "reading/word_class.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <optional>

namespace assay::reading {
namespace {

template <class Enum, std::size_t N>
std::optional<int> index_in(const std::array<std::string_view, N>& names, std::string_view name) {
  const auto it = std::find(names.begin(), names.end(), name);
  if (it == names.end()) return std::nullopt;
  return static_cast<int>(it - names.begin());
}

constexpr std::array<std::string_view, 16> kUnits = {
    "",      "second",  "minute", "hour", "day",  "weekend", "week",       "fortnight",
    "month", "quarter", "season", "half", "year", "decade",  "generation", "century"};
constexpr std::array<std::string_view, 8> kParts = {"",          "dawn",    "morning", "noon",
                                                    "afternoon", "evening", "night",   "overnight"};
constexpr std::array<std::string_view, 7> kEdges = {"", "beginning", "early", "middle", "mid", "late", "end"};
constexpr std::array<std::string_view, 3> kVagues = {"past", "now", "soon"};
constexpr std::array<std::string_view, 55> kFunctions = {"",
                                                         "since",
                                                         "until",
                                                         "by",
                                                         "before",
                                                         "after",
                                                         "from",
                                                         "to",
                                                         "through",
                                                         "between",
                                                         "in",
                                                         "on",
                                                         "at",
                                                         "of",
                                                         "for",
                                                         "during",
                                                         "throughout",
                                                         "over",
                                                         "within",
                                                         "around",
                                                         "about",
                                                         "the",
                                                         "a",
                                                         "and",
                                                         "or",
                                                         "as",
                                                         "ago",
                                                         "earlier",
                                                         "later",
                                                         "no",
                                                         "than",
                                                         "that",
                                                         "hence",
                                                         "then",
                                                         "so",
                                                         "far",
                                                         "now_on",
                                                         "starting",
                                                         "with",
                                                         "effect",
                                                         "each",
                                                         "fiscal",
                                                         "anniversary",
                                                         "clock",
                                                         "next_few",
                                                         "afterwards",
                                                         "ever",
                                                         "long",
                                                         "until_further",
                                                         "notice",
                                                         "hence_age",
                                                         "new",
                                                         "holy",
                                                         "eve",
                                                         "down"};
static_assert(static_cast<std::size_t>(Function::kDown) + 1 == kFunctions.size());
constexpr std::array<std::string_view, 4> kBounds = {"", "near", "least", "most"};
constexpr std::array<std::string_view, 15> kNumbers = {"",      "cardinal", "scale",   "suffix",    "dozen",
                                                       "vague", "few",      "both",    "fraction",  "ordinal",
                                                       "times", "multiply", "percent", "direction", "spread"};

std::optional<double> number(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// "month 1" → class and value.
bool read_time(std::string_view text, WordClass& out) {
  const auto blank = text.find(' ');
  const std::string_view name = text.substr(0, blank);
  const std::string_view value = blank == std::string_view::npos ? "" : text.substr(blank + 1);
  const auto set = [&](TimeClass c, std::optional<int> v) {
    out.time = c;
    out.time_value = v.value_or(0);
    return v.has_value();
  };
  const auto whole = [&]() -> std::optional<int> {
    const auto v = number(value);
    return v ? std::optional<int>(static_cast<int>(*v)) : std::nullopt;
  };
  if (name == "month") return set(TimeClass::kMonth, whole()) && out.time_value >= 1 && out.time_value <= 12;
  if (name == "season")
    return set(TimeClass::kSeason, whole()) && out.time_value >= 1 && out.time_value <= 12;
  if (name == "deictic") return set(TimeClass::kDeictic, whole());
  if (name == "anaphor") return set(TimeClass::kAnaphor, whole());
  if (name == "weekday") {
    if (!set(TimeClass::kWeekday, whole()) || out.time_value < 1 || out.time_value > 7) return false;
    --out.time_value;
    return true;
  }
  if (name == "unit") return set(TimeClass::kUnit, index_in<TimeUnit>(kUnits, value));
  if (name == "part") return set(TimeClass::kPart, index_in<DayPart>(kParts, value));
  if (name == "edge") return set(TimeClass::kEdge, index_in<Edge>(kEdges, value));
  if (name == "word") return set(TimeClass::kFunction, index_in<Function>(kFunctions, value));
  if (name == "vague") {
    const auto v = index_in<int>(kVagues, value);
    return set(TimeClass::kVague, v ? std::optional<int>(*v - 1) : std::nullopt);
  }
  if (name == "shift") {
    if (value == "past") return set(TimeClass::kShift, kShiftPast);
    if (value == "recent") return set(TimeClass::kShift, kShiftRecent);
    if (value == "coming") return set(TimeClass::kShift, kShiftComing);
    return set(TimeClass::kShift, whole());
  }
  if (name == "holiday") {
    if (value == "easter") return set(TimeClass::kHoliday, 0);
    const auto dash = value.find('-');
    if (dash == std::string_view::npos) return false;
    const auto month = number(value.substr(0, dash)), day = number(value.substr(dash + 1));
    if (!month || !day) return false;
    return set(TimeClass::kHoliday, static_cast<int>(*month) * 100 + static_cast<int>(*day));
  }
  return false;
}

bool read_number(std::string_view text, WordClass& out) {
  const auto blank = text.find(' ');
  const auto c = index_in<NumberClass>(kNumbers, text.substr(0, blank));
  if (!c || *c == 0) return false;
  out.number = static_cast<NumberClass>(*c);
  const std::string_view value = blank == std::string_view::npos ? "" : text.substr(blank + 1);
  if (value == "none" || out.number == NumberClass::kFew || out.number >= NumberClass::kPercent) return true;
  const auto v = number(value);
  if (!v) return false;
  out.number_value = *v;
  return out.number == NumberClass::kVague || *v > 0 || out.number == NumberClass::kCardinal;
}

}  // namespace

Result<WordClasses> WordClasses::make(const Table& times, const Table& numbers, const Table& modifiers) {
  WordClasses classes;
  const auto bad = [](std::string_view file, const std::string& word, const std::string& value) {
    return Error{ErrorCode::kBadFormat,
                 fmt::format("'{}' has a value that is not understood: '{}'", word, value),
                 std::string(file)};
  };
  // In order of the words, so that the first fault named is the same on every run.
  for (const auto& [word, value] : std::map<std::string, std::string>(times.begin(), times.end()))
    if (!read_time(value, classes.words_[word])) return bad("base/lexicon/time_word.tsv", word, value);
  for (const auto& [word, value] : std::map<std::string, std::string>(numbers.begin(), numbers.end()))
    if (!read_number(value, classes.words_[word])) return bad("base/lexicon/number_word.tsv", word, value);
  for (const auto& [phrase, value] : std::map<std::string, std::string>(modifiers.begin(), modifiers.end())) {
    const auto bound = index_in<Bound>(kBounds, value);
    if (!bound || *bound == 0 || std::count(phrase.begin(), phrase.end(), ' ') >= kMaxModifierWords)
      return bad("base/lexicon/quantity_modifier.tsv", phrase, value);
    classes.modifiers_[phrase] = static_cast<Bound>(*bound);
    classes.words_[phrase.substr(0, phrase.find(' '))].opens_modifier = true;
  }
  return classes;
}

Result<WordClasses> WordClasses::load(const domain::Domain& domain) {
  const auto* times = domain.table("time_word");
  const auto* numbers = domain.table("number_word");
  const auto* modifiers = domain.table("quantity_modifier");
  if (times == nullptr || numbers == nullptr || modifiers == nullptr)
    return Error{ErrorCode::kNotFound,
                 "the lexicon lacks time_word.tsv, number_word.tsv or quantity_modifier.tsv", "base/lexicon"};
  return make(*times, *numbers, *modifiers);
}

}  // namespace assay::reading
