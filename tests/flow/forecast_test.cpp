#include "flow/forecast.hpp"

#include <gtest/gtest.h>

#include "tests/flow/worlds.hpp"

namespace assay::flow {
namespace {

TEST(Forecast, crps_of_one_sample_is_its_distance_and_of_many_the_integral) {
  std::vector<double> one{3};
  EXPECT_DOUBLE_EQ(crps(one, 5), 2);
  std::vector<double> two{2, 0};
  EXPECT_DOUBLE_EQ(crps(two, 1), 0.5);  // the distribution function is off by a half on [0, 2]: 2 x 1/4
  std::vector<double> sure{4, 4, 4};
  EXPECT_DOUBLE_EQ(crps(sure, 4), 0);
}

TEST(Forecast, days_that_are_known_are_left_alone_and_later_ones_drift) {
  const Network network = parsed(two_gates());
  TableControl control;
  control.hold("mine", day("2022-01-01"), Holder::held({"red"}));
  control.hold("fork", day("2022-01-01"), Holder::held({"blue"}));
  control.open("a", Side::kNear, day("2022-01-01"));
  const Day last = day("2023-01-31");
  const CarriedControl carried(control, network, last, {0.01, 0.02, 0.03});
  const auto known = carried.holders("mine", span("2023-01-01", "2023-02-01"));
  ASSERT_EQ(known.size(), 1u);
  EXPECT_DOUBLE_EQ(known[0].distribution[0].second.value(), 1);
  const auto later = carried.holders("mine", span("2023-04-01", "2023-04-02")).front();
  double red = 0, sum = 0;
  for (const auto& [holder, p] : later.distribution) {
    sum += p.value();
    if (holder.text() == "red") red = p.value();
  }
  const double kept = std::exp(-0.01 * (day("2023-04-01") - last));
  EXPECT_NEAR(red, kept + (1 - kept) / 2, 1e-12);  // half of the places are red's
  EXPECT_NEAR(sum, 1, 1e-12);
  const auto gate = carried.gate("a", Side::kNear, "", span("2030-01-01", "2030-01-02")).front();
  EXPECT_NEAR(gate.open.value(), 0.6, 1e-6);  // long after: 3 openings to 2 shuttings
  EXPECT_NEAR(gate.open.value() + gate.closed.value(), 1, 1e-12);
}

TEST(Forecast, rates_are_changes_over_days_with_a_weak_prior) {
  const Network network = parsed(two_gates());
  TableControl control;
  for (const char* place : {"mine", "fork", "a", "b"})
    control.hold(place, day("2022-01-01"), Holder::held({"red"}));
  control.hold("mine", day("2022-06-01"), Holder::held({"blue"}));
  for (const char* gate : {"a", "b"})
    for (Side side : {Side::kNear, Side::kFar}) control.open(gate, side, day("2022-01-01"));
  control.shut("a", Side::kFar, day("2022-07-01"));
  const auto rates = rates_of(control, network, day("2022-01-01"), day("2023-01-01"), 1000);
  EXPECT_NEAR(rates.change_hands, 2.0 / (4 * 365 + 1000), 1e-9);
  EXPECT_NEAR(rates.shut, 2.0 / (3 * 365 + 181 + 1000), 1e-9);
  EXPECT_NEAR(rates.open, 1.0 / (184 + 1000), 1e-9);
}

TEST(Forecast, on_simulated_worlds_it_beats_stays_as_it_is) {
  const auto score = score_forecasts(40, 6, 11, 100);
  EXPECT_LT(score.crps_forecast, score.crps_frozen);
  EXPECT_LT(score.brier_gates_forecast, score.brier_gates_frozen);
  EXPECT_LT(score.brier_holders_forecast, score.brier_holders_frozen);
}

}  // namespace
}  // namespace assay::flow
