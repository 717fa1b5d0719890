// A probability is a number from 0 to 1 that means what it says; never a bare double in an interface.
#pragma once

#include <cassert>
#include <compare>

namespace assay {

class Probability {
 public:
  constexpr Probability() = default;
  static constexpr Probability of(double value) {
    assert(value >= -1e-9 && value <= 1 + 1e-9);
    return Probability(value < 0 ? 0 : value > 1 ? 1 : value);
  }
  constexpr double value() const { return value_; }
  constexpr Probability complement() const { return Probability(1 - value_); }
  constexpr auto operator<=>(const Probability&) const = default;

 private:
  explicit constexpr Probability(double value) : value_(value) {}
  double value_ = 0;
};

}  // namespace assay
