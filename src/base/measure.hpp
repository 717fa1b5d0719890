// Amounts with their unit in the type: a mass is never added to a sum of money, nor a short ton taken for
// a tonne. What a mass is a mass *of* (oxide, carbonate, ore) is said by the commodity that carries it.
#pragma once

#include <compare>

namespace assay {

// A number of one unit. Adds and compares with its own kind only; scales by plain numbers.
template <class Unit>
class Measure {
 public:
  constexpr Measure() = default;
  static constexpr Measure of(double value) { return Measure(value); }
  constexpr double value() const { return value_; }

  constexpr Measure& operator+=(Measure other) { value_ += other.value_; return *this; }
  constexpr Measure& operator-=(Measure other) { value_ -= other.value_; return *this; }
  friend constexpr Measure operator+(Measure a, Measure b) { return Measure(a.value_ + b.value_); }
  friend constexpr Measure operator-(Measure a, Measure b) { return Measure(a.value_ - b.value_); }
  friend constexpr Measure operator*(Measure a, double factor) { return Measure(a.value_ * factor); }
  friend constexpr Measure operator*(double factor, Measure a) { return Measure(a.value_ * factor); }
  friend constexpr double operator/(Measure a, Measure b) { return a.value_ / b.value_; }
  constexpr auto operator<=>(const Measure&) const = default;

 private:
  explicit constexpr Measure(double value) : value_(value) {}
  double value_ = 0;
};

using Tonnes = Measure<struct TonneUnit>;                    // metric, 1,000 kg
using TonnesPerYear = Measure<struct TonnePerYearUnit>;      // of 365 days, 366 in a leap year
using Yuan = Measure<struct YuanUnit>;                       // renminbi
using UsDollars = Measure<struct UsDollarUnit>;
using YuanPerTonne = Measure<struct YuanPerTonneUnit>;
using YuanPerDollar = Measure<struct YuanPerDollarUnit>;     // the price of one US dollar
using Kilometres = Measure<struct KilometreUnit>;

// 2,000 pounds of 0.45359237 kg. Reports from the United States print 'tons' and mean these.
inline constexpr double kTonnesPerShortTon = 0.90718474;
inline constexpr Tonnes from_short_tons(double short_tons) { return Tonnes::of(short_tons * kTonnesPerShortTon); }

inline constexpr Yuan operator*(Tonnes mass, YuanPerTonne price) { return Yuan::of(mass.value() * price.value()); }
inline constexpr Yuan to_yuan(UsDollars sum, YuanPerDollar rate) { return Yuan::of(sum.value() * rate.value()); }
inline constexpr UsDollars to_dollars(Yuan sum, YuanPerDollar rate) {
  return UsDollars::of(sum.value() / rate.value());
}
// What a steady yield makes in `days` days of a year that has `year_days` days (365 or 366).
inline constexpr Tonnes over_days(TonnesPerYear rate, double days, int year_days) {
  return Tonnes::of(rate.value() * days / year_days);
}

}  // namespace assay
