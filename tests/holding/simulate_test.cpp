#include "holding/simulate.hpp"

#include <gtest/gtest.h>

namespace assay::holding {
namespace {

const std::string kRoot = std::string(ASSAY_SOURCE_DIR) + "/domain";

TEST(Simulate, the_same_seed_makes_the_same_world) {
  const auto params = *SimulateParams::load(kRoot);
  const auto one = make_world(params, 9), other = make_world(params, 9), another = make_world(params, 10);
  ASSERT_EQ(one.records.size(), other.records.size());
  for (std::size_t k = 0; k < one.records.size(); ++k) EXPECT_EQ(one.records[k].document.id, other.records[k].document.id);
  EXPECT_EQ(one.truth, other.truth);
  EXPECT_NE(one.truth, another.truth);
}

TEST(Simulate, holding_tells_small_worlds_better_than_plain_methods_and_knows_how_sure_it_is) {
  const auto report = simulate(*SimulateParams::load(kRoot), *weighing::Params::load(kRoot), *Params::load(kRoot), 5001, 12, 2);
  const auto share = [](const MethodScore& score) { return static_cast<double>(score.right) / static_cast<double>(score.days); };
  ASSERT_EQ(report.methods.size(), 4u);
  for (const int own : {0, 1}) {
    EXPECT_GE(share(report.methods[static_cast<std::size_t>(own)]), 0.94);
    EXPECT_LE(report.methods[static_cast<std::size_t>(own)].calibration_error, 0.04);
    for (const int plain : {2, 3}) {
      EXPECT_GT(share(report.methods[static_cast<std::size_t>(own)]), share(report.methods[static_cast<std::size_t>(plain)]));
      EXPECT_LT(report.methods[static_cast<std::size_t>(own)].calibration_error, report.methods[static_cast<std::size_t>(plain)].calibration_error);
    }
  }
  EXPECT_EQ(report.as_known_changed, 0);
}

TEST(Simulate, threads_change_nothing) {
  const auto worlds = *SimulateParams::load(kRoot);
  const auto weighing = *weighing::Params::load(kRoot);
  const auto holding = *Params::load(kRoot);
  const auto one = simulate(worlds, weighing, holding, 7, 3, 1), three = simulate(worlds, weighing, holding, 7, 3, 3);
  for (std::size_t m = 0; m < one.methods.size(); ++m) {
    EXPECT_EQ(one.methods[m].right, three.methods[m].right);
    EXPECT_EQ(one.methods[m].brier, three.methods[m].brier);
    EXPECT_EQ(one.methods[m].calibration_error, three.methods[m].calibration_error);
  }
}

}  // namespace
}  // namespace assay::holding
