// The classes of the words that make up times and numbers, from base/lexicon/time_word.tsv, number_word.tsv
// and quantity_modifier.tsv: what the two grammars (time_expression.hpp, quantity.hpp) ask of a word.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

#include "base/result.hpp"
#include "domain/domain.hpp"

namespace assay::reading {

enum class TimeClass : unsigned char {
  kNone,
  kMonth,     // value 1 to 12
  kWeekday,   // value 0 Monday to 6 Sunday
  kUnit,      // value is a TimeUnit
  kPart,      // of the day; value is a DayPart
  kSeason,    // value is its first month in the north
  kEdge,      // value is an Edge
  kDeictic,   // value: days from publication
  kVague,     // value -1 lately, 0 now, 1 soon
  kHoliday,   // value month * 100 + day; 0 Easter
  kShift,     // value: periods from the present one, or one of the three below
  kAnaphor,   // value 0 'same', 1 'following'
  kFunction,  // value is a Function
};

enum class TimeUnit : unsigned char {
  kNone,
  kSecond,
  kMinute,
  kHour,
  kDay,
  kWeekend,
  kWeek,
  kFortnight,
  kMonth,
  kQuarter,
  kSeason,
  kHalf,
  kYear,
  kDecade,
  kGeneration,
  kCentury,
};
enum class DayPart : unsigned char {
  kNone,
  kDawn,
  kMorning,
  kNoon,
  kAfternoon,
  kEvening,
  kNight,
  kOvernight
};
enum class Edge : unsigned char { kNone, kBeginning, kEarly, kMiddle, kMid, kLate, kEnd };
// Values of kShift beside -1, 0 and 1: 'the past year' ends today, 'last year' ended at New Year.
inline constexpr int kShiftPast = -10, kShiftRecent = -11, kShiftComing = 10;

// The words that hold times together; named after the word.
enum class Function : unsigned char {
  kNone,
  kSince,
  kUntil,
  kBy,
  kBefore,
  kAfter,
  kFrom,
  kTo,
  kThrough,
  kBetween,
  kIn,
  kOn,
  kAt,
  kOf,
  kFor,
  kDuring,
  kThroughout,
  kOver,
  kWithin,
  kAround,
  kAbout,
  kThe,
  kA,
  kAnd,
  kOr,
  kAs,
  kAgo,
  kEarlier,
  kLater,
  kNo,
  kThan,
  kThat,
  kHence,
  kThen,
  kSo,
  kFar,
  kOnwards,
  kStarting,
  kWith,
  kEffect,
  kEach,
  kFiscal,
  kAnniversary,
  kClock,
  kFew,
  kAfterwards,
  kEver,
  kLong,
  kFurther,
  kNotice,
  kAge,
  kNew,
  kHoly,
  kEve,
  kDown,
};

enum class NumberClass : unsigned char {
  kNone,
  kCardinal,  // value
  kScale,     // value: hundred, thousand, million …
  kSuffix,    // value: written against digits, '3.1m'
  kDozen,     // value: counts as a noun, 'two dozen'
  kVague,     // value: the least it can mean, 0 for 'several'
  kFew,
  kBoth,
  kFraction,  // value: the denominator
  kOrdinal,   // value
  kTimes,     // value: once, twice
  kMultiply,  // value: doubled is 2
  kPercent,
  kDirection,  // 'east' in '12 km east of'
  kSpread,     // 'range' in 'range from 18 to 31'
};

// What a phrase before a number does to its bounds (base/lexicon/quantity_modifier.tsv).
enum class Bound : unsigned char {
  kNone,
  kNear,   // 'about', 'some', 'nearly': the number stands, with its modifier
  kLeast,  // 'at least', 'more than': no upper bound
  kMost,   // 'up to', 'fewer than': no lower bound
};

struct WordClass {
  TimeClass time = TimeClass::kNone;
  NumberClass number = NumberClass::kNone;
  int time_value = 0;
  double number_value = 0;
  bool opens_modifier = false;  // some phrase of the modifiers begins with this word

  bool is(TimeClass c) const { return time == c; }
  bool is(NumberClass c) const { return number == c; }
  bool is(Function f) const { return time == TimeClass::kFunction && time_value == static_cast<int>(f); }
};

// Immutable after construction; may be shared between threads.
class WordClasses {
 public:
  using Table = std::unordered_map<std::string, std::string>;

  // Fails with kBadFormat naming the table's word whose value is not understood, kNotFound without a table.
  static Result<WordClasses> load(const domain::Domain& domain);
  static Result<WordClasses> make(const Table& times, const Table& numbers, const Table& modifiers);

  // Null when no list has the word. `word` is in lower case. O(1).
  const WordClass* find(std::string_view word) const {
    const auto it = words_.find(word);
    return it == words_.end() ? nullptr : &it->second;
  }
  // What a modifier of one to kMaxModifierWords words does, kNone where it is none.
  Bound modifier(std::string_view phrase) const {
    const auto it = modifiers_.find(phrase);
    return it == modifiers_.end() ? Bound::kNone : it->second;
  }
  static constexpr int kMaxModifierWords = 4;

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view s) const { return std::hash<std::string_view>{}(s); }
  };
  std::unordered_map<std::string, WordClass, Hash, std::equal_to<>> words_;
  std::unordered_map<std::string, Bound, Hash, std::equal_to<>> modifiers_;
};

}  // namespace assay::reading
