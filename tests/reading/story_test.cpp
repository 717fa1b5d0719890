#include "reading/story.hpp"

#include <gtest/gtest.h>

#include "tests/reading/lexicon_for_test.hpp"

namespace assay::reading {
namespace {

const Lexicon& lexicon() {
  static const Lexicon kept(domain_for_test());
  return kept;
}

Claim told(ClaimType type, const std::string& place, const std::string& from, const std::string& to) {
  Claim claim;
  claim.type = type;
  claim.place = {{place, place, place, {}}};
  claim.time = ClaimTime{{Day::parse(from).value(), Day::parse(to).value()}, {}, {}, {}};
  return claim;
}

const std::vector<StoryPoint> kPoints = {{"ground", "tolan", "Tolan", Day::from_civil(2019, 12, 30)}};

TEST(Story, an_act_at_a_place_in_one_season_is_one_story_whatever_the_year) {
  const auto day = same_story(kPoints, told(ClaimType::kWithdraw, "tolan", "2022-01-04", "2022-01-05"), lexicon());
  ASSERT_TRUE(day);
  EXPECT_EQ(day->from->iso(), "2022-01-04");
}

TEST(Story, another_season_place_or_kind_of_act_is_another_story) {
  EXPECT_FALSE(same_story(kPoints, told(ClaimType::kCapture, "tolan", "2022-03-04", "2022-03-05"), lexicon()));
  EXPECT_FALSE(same_story(kPoints, told(ClaimType::kCapture, "mirr", "2022-01-04", "2022-01-05"), lexicon()));
  EXPECT_FALSE(same_story(kPoints, told(ClaimType::kCloseGate, "tolan", "2022-01-04", "2022-01-05"), lexicon()));
  EXPECT_FALSE(same_story(kPoints, told(ClaimType::kCapture, "tolan", "2021-06-01", "2022-01-05"), lexicon()));
  Claim planned = told(ClaimType::kCapture, "tolan", "2022-01-04", "2022-01-05");
  planned.stance = Stance::kPlanned;
  EXPECT_FALSE(same_story(kPoints, planned, lexicon()));
}

TEST(Story, a_place_that_no_pack_knows_is_found_under_other_spellings) {
  std::vector<StoryPoint> points = {{"ground", "hkam-pong", "Hkam Pong", Day::from_civil(2019, 3, 11)}};
  add_spellings(points, {{"kampong", "Kampong"}, {"mirr", "Mirr"}, {"hkam-pong", "Hkam Pong"}}, domain_for_test());
  ASSERT_EQ(points.size(), 2u);
  EXPECT_EQ(points[1].place, "kampong");
  EXPECT_FALSE(story_types(points, lexicon()).empty());
  EXPECT_TRUE(story_types({}, lexicon()).empty());
}

}  // namespace
}  // namespace assay::reading
