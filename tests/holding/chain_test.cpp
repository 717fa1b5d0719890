#include "holding/chain.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace assay::holding {
namespace {

const Day kStart = Day::from_number(20000);

double sum(const Weights& weights) {
  double total = 0;
  for (const double weight : weights) total += weight;
  return total;
}

TEST(Chain, without_evidence_it_stays_at_its_stationary_distribution) {
  // Two states, left at rates 1/100 and 1/300: a quarter and three quarters.
  Chain chain(2, {0, 0.01, 1.0 / 300, 0});
  chain.solve();
  EXPECT_NEAR(chain.on(kStart)[0], 0.25, 1e-9);
  EXPECT_NEAR(chain.on(kStart)[1], 0.75, 1e-9);
}

TEST(Chain, certainty_decays_as_the_exponential_of_its_rates) {
  Chain chain(2, {0, 0.01, 1.0 / 300, 0});
  chain.add(Potential{kStart, {1, 0}});
  chain.solve();
  const double rate = 0.01 + 1.0 / 300;
  for (const int days : {1, 10, 100, 777})
    EXPECT_NEAR(chain.on(kStart.plus_days(days))[0], 0.25 + 0.75 * std::exp(-rate * days), 1e-9) << days;
}

// The recursion against the sum over all paths, day by day.
TEST(Chain, it_agrees_with_the_sum_over_all_paths) {
  std::mt19937_64 random(5);
  const auto unit = [&random] { return static_cast<double>(random() % 1000 + 1) / 1000; };
  for (int round = 0; round < 20; ++round) {
    constexpr int kDays = 7, kStates = 3;
    Weights rates(9);
    for (double& rate : rates) rate = unit() / 5;
    Chain chain(kStates, rates);
    std::vector<Weights> likelihood(kDays, Weights(kStates, 1));
    for (const int day : {1, 3, 6}) {
      for (double& value : likelihood[static_cast<std::size_t>(day)]) value = unit();
      chain.add(Potential{kStart.plus_days(day), likelihood[static_cast<std::size_t>(day)]});
    }
    chain.solve();
    // One day's step, from a chain that is certain of where it begins.
    std::vector<Weights> step;
    for (int s = 0; s < kStates; ++s) {
      Chain one(kStates, rates);
      Weights certain(kStates, 0);
      certain[static_cast<std::size_t>(s)] = 1;
      one.add(Potential{kStart, certain});
      one.solve();
      step.push_back(one.on(kStart.plus_days(1)));
    }
    std::vector<Weights> marginal(kDays, Weights(kStates, 0));
    for (int path = 0; path < 2187; ++path) {  // 3^7
      std::vector<std::size_t> at;
      for (int d = 0, rest = path; d < kDays; ++d, rest /= kStates) at.push_back(static_cast<std::size_t>(rest % kStates));
      double weight = chain.stationary()[at[0]] * likelihood[0][at[0]];
      for (int d = 1; d < kDays; ++d) weight *= step[at[static_cast<std::size_t>(d - 1)]][at[static_cast<std::size_t>(d)]] * likelihood[static_cast<std::size_t>(d)][at[static_cast<std::size_t>(d)]];
      for (int d = 0; d < kDays; ++d) marginal[static_cast<std::size_t>(d)][at[static_cast<std::size_t>(d)]] += weight;
    }
    for (int d = 0; d < kDays; ++d) {
      const double total = sum(marginal[static_cast<std::size_t>(d)]);
      for (int s = 0; s < kStates; ++s)
        EXPECT_NEAR(chain.on(kStart.plus_days(d))[static_cast<std::size_t>(s)], marginal[static_cast<std::size_t>(d)][static_cast<std::size_t>(s)] / total, 1e-9);
    }
  }
}

TEST(Chain, a_spell_moves_the_place_over_as_surely_as_it_is_believed) {
  Chain chain(2, {0, 1e-6, 1e-6, 0});
  chain.add(Potential{kStart, {1, 1e-9}});
  const double belief = 0.9;
  chain.add(Spell{kStart.plus_days(10), kStart.plus_days(13), {}, {0, -std::log1p(-belief) / 3}});
  chain.solve();
  EXPECT_NEAR(chain.on(kStart.plus_days(9))[1], 0, 1e-4);
  EXPECT_NEAR(chain.on(kStart.plus_days(12))[1], belief, 1e-4);
  EXPECT_GT(chain.on(kStart.plus_days(11))[1], chain.on(kStart.plus_days(10))[1]);
}

TEST(Chain, a_thousand_pieces_of_evidence_on_one_day_do_not_run_out_of_numbers) {
  Chain chain(3, {0, 0.01, 0.01, 0.01, 0, 0.01, 0.01, 0.01, 0});
  for (int k = 0; k < 1000; ++k) chain.add(Potential{kStart, {0.9, 1e-3, 1e-6}});
  chain.solve();
  EXPECT_NEAR(chain.on(kStart)[0], 1, 1e-9);
  EXPECT_NEAR(sum(chain.on(kStart.plus_days(400))), 1, 1e-12);
}

}  // namespace
}  // namespace assay::holding
