// An instant in UTC, to the microsecond: the *recorded* clock, on which the ledger says when it took a row
// in.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/day.hpp"
#include "base/result.hpp"

namespace assay {

class Instant {
 public:
  constexpr Instant() = default;
  static constexpr Instant from_micros(std::int64_t since_1970) { return Instant(since_1970); }
  static Instant now();  // by the system's clock
  // "2024-11-20T09:30:00Z", with up to six decimals of a second, or "2024-11-20": that day's last
  // microsecond, so that 'as recorded on a day' takes the whole of it in.
  static Result<Instant> parse(std::string_view iso);

  constexpr std::int64_t micros() const { return micros_; }
  Day day() const;          // in UTC
  std::string iso() const;  // "2024-11-20T09:30:00.000000Z": equal lengths, so that text sorts as time

  constexpr auto operator<=>(const Instant&) const = default;

 private:
  explicit constexpr Instant(std::int64_t micros) : micros_(micros) {}
  std::int64_t micros_ = 0;
};

}  // namespace assay
