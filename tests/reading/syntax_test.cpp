// Constructions that the parser gets wrong and reading puts right before frames look at the tree.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "claims_in.hpp"

namespace assay::reading {
namespace {

using testing::Contains;
using testing::ElementsAre;

TEST(Syntax, a_participle_behind_a_hyphen_modifies_the_party_that_acts) {
  for (const char* text : {"The Torm valley, a tin hub previously controlled by the army-aligned New Lowland Guard (NLG), is quiet.",
                           "The officers plan to retake Torm, a tin hub previously controlled by the army-backed New Lowland Guard (NLG)."}) {
    const auto claims = claims_of(text);
    const Claim* control = first(claims, ClaimType::kControl);
    ASSERT_TRUE(control) << text;
    EXPECT_THAT(ids(control->agent), ElementsAre("nlg")) << text;
    EXPECT_THAT(ids(control->place), ElementsAre("torm")) << text;
  }
}

TEST(Syntax, a_clause_behind_the_only_one_of_its_kind_is_about_that_one) {
  const auto held = claims_of("Orvash, which has a port, is the only town in Torm district that is still under the army's control.");
  const Claim* control = first(held, ClaimType::kControl);
  ASSERT_TRUE(control);
  EXPECT_THAT(ids(control->agent), ElementsAre("army"));
  EXPECT_THAT(ids(control->place), ElementsAre("orvash"));

  const auto taken = claims_of("Orvash is the first village along the river which the Teral Defence Front has seized.");
  const Claim* capture = first(taken, ClaimType::kCapture);
  ASSERT_TRUE(capture);
  EXPECT_THAT(ids(capture->place), ElementsAre("orvash"));
}

TEST(Syntax, a_verb_behind_a_relative_clause_is_the_sentences_own) {
  const auto claims = claims_of("The only bridge over the Lume that is still open was shelled on Sunday.");
  const Claim* attack = first(claims, ClaimType::kAttack);
  ASSERT_TRUE(attack);
  EXPECT_TRUE(attack->agent.empty());
  ASSERT_TRUE(attack->time);
  EXPECT_EQ(attack->time->valid.from, *Day::parse("2024-05-12"));
}

TEST(Syntax, what_is_said_is_a_clause_and_has_a_verb) {
  const auto claims = claims_of("Residents said the army attacks the village of Torm every night.");
  const Claim* attack = first(claims, ClaimType::kAttack);
  ASSERT_TRUE(attack);
  EXPECT_THAT(ids(attack->agent), ElementsAre("army"));
  EXPECT_THAT(ids(attack->place), Contains("torm"));
  EXPECT_EQ(attack->stance, Stance::kClaimed);
}

}  // namespace
}  // namespace assay::reading
