// What reading carries from one sentence to another: who and where is meant, what a headline tells, what is only
// pointed back to. Each story is invented.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "claims_in.hpp"

namespace assay::reading {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;
using testing::UnorderedElementsAre;

TEST(Discourse, a_headline_in_title_case_is_read_as_prose) {
  const auto claims = told("Militia Seizes Border Town Of Orvash\nThe Teral Defence Front seized Orvash on Monday.");
  const Claim* capture = first(claims, ClaimType::kCapture);
  ASSERT_TRUE(capture);
  EXPECT_THAT(ids(capture->place), ElementsAre("orvash"));
}

TEST(Discourse, a_headline_is_told_by_the_lead) {
  const auto claims = told("Rebels take mining town\nThe Teral Defence Front (TDF) took Orvash on Monday after a day of fighting.");
  const Claim* capture = first(claims, ClaimType::kCapture);
  ASSERT_TRUE(capture);
  EXPECT_EQ(capture->evidence.front().begin, 0u);
  EXPECT_THAT(ids(capture->agent), ElementsAre("tdf"));
  EXPECT_THAT(ids(capture->place), ElementsAre("orvash"));
  ASSERT_TRUE(capture->time);
  EXPECT_EQ(capture->time->valid.from, *Day::parse("2024-05-13"));
}

TEST(Discourse, an_adjective_of_a_nation_is_its_state_and_no_place) {
  const auto claims = claims_of("Ugandan troops shelled the village of Torm on Monday.");
  const Claim* attack = first(claims, ClaimType::kAttack);
  ASSERT_TRUE(attack);
  EXPECT_THAT(ids(attack->agent), ElementsAre("uganda"));
  EXPECT_THAT(ids(attack->place), ElementsAre("torm"));
}

TEST(Discourse, these_hills_are_all_that_were_named) {
  const auto claims = claims_of(
      "Arlo is a hill above the river. The militia seized Torm hill as well on Monday.\nThe army has lost these hills, a miner said.");
  const Claim* capture = last(claims, ClaimType::kCapture);
  ASSERT_TRUE(capture);
  EXPECT_THAT(ids(capture->place), UnorderedElementsAre("arlo", "torm"));
}

TEST(Discourse, both_sides_are_the_two_that_were_named) {
  const auto claims = claims_of("The Teral Defence Front and the Voskan Army met at Orvash on Monday.\nBoth sides shelled the road the next day.");
  const Claim* attack = first(claims, ClaimType::kAttack);
  ASSERT_TRUE(attack);
  EXPECT_THAT(ids(attack->agent), UnorderedElementsAre("teral-defence-front", "voskan-army"));
}

TEST(Discourse, modifiers_joined_by_and_both_count) {
  const auto claims = claims_of("The Teral Defence Front attacked gold and copper mines on Monday.");
  const Claim* attack = first(claims, ClaimType::kAttack);
  ASSERT_TRUE(attack);
  EXPECT_THAT(ids(attack->resource), UnorderedElementsAre("copper", "gold"));
}

TEST(Discourse, allied_forces_stand_beside_their_party) {
  const auto claims = claims_of("The Teral Defence Front and allied forces took Orvash on Monday.");
  const Claim* capture = first(claims, ClaimType::kCapture);
  ASSERT_TRUE(capture);
  EXPECT_THAT(ids(capture->agent), UnorderedElementsAre("allies", "teral-defence-front"));
}

TEST(Discourse, an_event_only_pointed_back_to_is_no_claim) {
  const auto claims = claims_of("A reporter asked the governor about the recent fighting in Orvash.\nShe left a day after the bombing.");
  EXPECT_FALSE(first(claims, ClaimType::kClash));
  EXPECT_FALSE(first(claims, ClaimType::kAttack));
}

TEST(Discourse, where_a_speaker_stands_is_not_where_it_happened) {
  const auto claims = claims_of("Fighters took the bridge on Monday, traders in Sirow told the paper.");
  const Claim* capture = first(claims, ClaimType::kCapture);
  ASSERT_TRUE(capture);
  EXPECT_THAT(ids(capture->place), Not(Contains("sirow")));
}

TEST(Discourse, ground_handed_over_is_taken_by_who_gets_it) {
  const auto claims = claims_of("The rebels handed over the town of Arlo to the Voskan Army on Monday.");
  const Claim* capture = first(claims, ClaimType::kCapture);
  ASSERT_TRUE(capture);
  EXPECT_THAT(ids(capture->agent), ElementsAre("voskan-army"));
  EXPECT_THAT(ids(capture->place), ElementsAre("arlo"));
}

TEST(Discourse, an_air_raid_by_nobody_named_is_of_the_one_party_that_flies) {
  const auto claims = claims_of("The Kachin Independence Army holds Laiza.\nA fighter jet bombed a market in Momauk on Monday, killing four people.");
  const Claim* attack = first(claims, ClaimType::kAttack);
  ASSERT_TRUE(attack);
  EXPECT_THAT(ids(attack->agent), ElementsAre("junta"));
  // Elsewhere nobody is guessed.
  const auto abroad = claims_of("A fighter jet bombed a market in Orvash on Monday, killing four people.");
  const Claim* raid = first(abroad, ClaimType::kAttack);
  ASSERT_TRUE(raid);
  EXPECT_THAT(raid->agent, IsEmpty());
}

TEST(Discourse, an_office_beside_a_name_is_its_holder) {
  const auto claims = claims_of("The Teral Defence Front took Orvash on Monday.\nIts spokesman in the north, Captain Dara Venn, said fighters had left the town of Sirow.");
  const Claim* withdraw = first(claims, ClaimType::kWithdraw);
  ASSERT_TRUE(withdraw);
  EXPECT_THAT(ids(withdraw->speaker), ElementsAre("dara-venn"));
  const auto behind = claims_of("Dara Venn, the district's administrator, said 18 people had been killed in Orvash on Monday.");
  const Claim* casualty = first(behind, ClaimType::kCasualty);
  ASSERT_TRUE(casualty);
  EXPECT_THAT(ids(casualty->speaker), ElementsAre("dara-venn"));
}

TEST(Discourse, the_army_is_the_one_that_a_state_would_name_so) {
  const auto claims = claims_of(
      "The Voskan Armed Forces (VAF) have been at war with the Desert Vanguard Forces (DVF) since May 2021.\n"
      "The DVF hold Sirow, and the DVF hold Torm.\nThe army shelled Orvash on Monday.");
  const Claim* attack = first(claims, ClaimType::kAttack);
  ASSERT_TRUE(attack);
  EXPECT_THAT(ids(attack->agent), ElementsAre("vaf"));
}

TEST(Discourse, troops_of_a_nation_are_the_army_named_as_its) {
  const auto claims = claims_of(
      "Dravian troops captured the village of Torm on Monday.\nThe Dravian Federal Army (DFA) invaded last year, and Dravia has kept the coast since.");
  const Claim* capture = first(claims, ClaimType::kCapture);
  ASSERT_TRUE(capture);
  EXPECT_THAT(ids(capture->agent), ElementsAre("dfa"));
}

TEST(Discourse, rebels_of_a_lead_are_those_named_below) {
  const auto claims = claims_of(
      "Paramilitary forces shelled Orvash on Monday.\nThe Desert Vanguard Forces (DVF) hold Sirow.\nThe DVF took Torm in May.\nThe DVF denied it.");
  const Claim* attack = first(claims, ClaimType::kAttack);
  ASSERT_TRUE(attack);
  EXPECT_THAT(ids(attack->agent), ElementsAre("dvf"));
}

TEST(Discourse, rebels_of_a_country_are_not_its_forces) {
  const auto claims = claims_of("The Voskan Armed Forces (VAF) fight the Desert Vanguard Forces (DVF).\nVoskan paramilitaries seized Orvash on Monday.");
  const Claim* capture = first(claims, ClaimType::kCapture);
  ASSERT_TRUE(capture);
  EXPECT_THAT(ids(capture->agent), ElementsAre("dvf"));
}

TEST(Discourse, in_a_communique_our_forces_are_its_issuers) {
  text::Report report = report_of("Our forces withdrew from Orvash on Monday.");
  report.document.outlet = "Voskan Armed Forces (VAF)";
  const auto claims = loaded().reader->read(report).claims;
  const Claim* withdraw = first(claims, ClaimType::kWithdraw);
  ASSERT_TRUE(withdraw);
  EXPECT_THAT(ids(withdraw->agent), ElementsAre("vaf"));
}

TEST(Discourse, the_company_is_the_firm_that_was_named) {
  const auto claims = claims_of("Grey Heron Mining holds a permit for river sand near Orvash.\nThe company did not reply to two letters.");
  const Claim* silence = first(claims, ClaimType::kNoComment);
  ASSERT_TRUE(silence);
  EXPECT_THAT(ids(silence->agent), ElementsAre("grey-heron-mining"));
}

TEST(Discourse, a_name_of_english_words_keeps_its_kind) {
  const auto claims = claims_of("Shells hit the Southern Hospital in Orvash on Monday, killing nine patients.");
  const Claim* attack = first(claims, ClaimType::kAttack);
  ASSERT_TRUE(attack);
  EXPECT_THAT(ids(attack->place), Not(Contains("southern")));
}

TEST(Discourse, a_price_takes_no_number_into_the_market_s_name) {
  const auto claims = claims_of("Potatoes at the Upper Market cost 900 francs a kilo.\nPotatoes at the Upper Market 900 francs a kilo.");
  for (const Claim& c : claims) EXPECT_THAT(ids(c.place), Not(Contains("upper-market-900")));
}

TEST(Discourse, he_is_the_officer_whose_name_stands_behind_a_comma) {
  const auto claims = claims_of("The Teral Defence Front took Orvash on Monday.\nIts spokesman in Sirow province, Captain Dara Venn, said fighters had left the town, and he denied that the bridge had been lost.");
  const Claim* capture = last(claims, ClaimType::kCapture);
  ASSERT_TRUE(capture);
  EXPECT_THAT(ids(capture->speaker), ElementsAre("dara-venn"));
}

TEST(Discourse, a_surname_alone_is_the_person_named_in_full) {
  const auto claims = claims_of("Colonel Ferran Asuma commands the regiment at Orvash.\nAsuma, reached by telephone, denied that his men had looted the market in Sirow.");
  const Claim* loot = first(claims, ClaimType::kLoot);
  ASSERT_TRUE(loot);
  EXPECT_THAT(ids(loot->speaker), Contains("ferran-asuma"));
}

TEST(Discourse, one_of_a_kind_is_called_as_the_report_printed_it) {
  const auto claims = claims_of("A church official in Orvash said 2,300 people had fled the town.\nHe said the road had been cut on Monday.");
  const Claim* cut = first(claims, ClaimType::kCloseGate);
  ASSERT_TRUE(cut);
  ASSERT_EQ(cut->speaker.size(), 1u);
  EXPECT_EQ(cut->speaker.front().surface, "church official");
}

TEST(Discourse, who_puts_a_figure_at_something_says_so) {
  const auto claims = claims_of("A second owner put the levy at 25 percent.");
  const Claim* tax = first(claims, ClaimType::kTax);
  ASSERT_TRUE(tax);
  EXPECT_EQ(tax->stance, Stance::kClaimed);
  EXPECT_EQ(tax->speaker.size(), 1u);
}

TEST(Discourse, what_stands_behind_says_is_no_speaker_when_it_has_a_verb) {
  const auto claims = claims_of("The Teral Defence Front, which began its offensive on March 7, says it has taken Orvash.");
  const Claim* capture = first(claims, ClaimType::kCapture);
  const Claim* offensive = first(claims, ClaimType::kOffensive);
  ASSERT_TRUE(capture);
  ASSERT_TRUE(offensive);
  EXPECT_THAT(ids(capture->speaker), ElementsAre("teral-defence-front"));
  EXPECT_THAT(offensive->speaker, IsEmpty());
}

TEST(Discourse, a_speaker_may_have_a_relative_clause_or_a_verb_without_auxiliary) {
  const auto broker = claims_of("The Orvash gate is half open, said a broker who moves bananas through the town.");
  ASSERT_TRUE(first(broker, ClaimType::kOpenGate));
  EXPECT_THAT(ids(first(broker, ClaimType::kOpenGate)->speaker), ElementsAre("broker"));
}

TEST(Discourse, a_year_to_come_does_not_date_what_was_done) {
  const auto claims = claims_of("Voskia promised to back an election next year and has thrown its support behind the rebels of Orvash.");
  const Claim* support = last(claims, ClaimType::kSupport);
  ASSERT_TRUE(support);
  ASSERT_TRUE(support->time);
  EXPECT_FALSE(support->time->valid.from && *support->time->valid.from > *Day::parse("2024-05-15"));
}

TEST(Discourse, a_day_without_a_year_is_the_one_nearby) {
  const auto claims = claims_of("The general renewed a call to rebels to negotiate while on a visit to Sirow on May 6.");
  const Claim* call = last(claims, ClaimType::kTalks);
  ASSERT_TRUE(call && call->time);
  EXPECT_EQ(call->time->valid.from, *Day::parse("2024-05-06"));
}

TEST(Discourse, a_list_of_places_is_taken_whole) {
  const auto claims = claims_of("The Teral Defence Front took Hill 1712 and the village of Torm on Monday.\nFighting went on in Orvash, Kessa and Ardal on Tuesday.\nShops stayed shut in Ardal and near Kessa, the town of Ardal being without water.");
  const Claim* capture = first(claims, ClaimType::kCapture);
  ASSERT_TRUE(capture);
  EXPECT_THAT(ids(capture->place), UnorderedElementsAre("hill-1712", "torm"));
  const Claim* clash = first(claims, ClaimType::kClash);
  if (!clash) clash = first(claims, ClaimType::kContest);
  ASSERT_TRUE(clash);
  EXPECT_THAT(ids(clash->place), UnorderedElementsAre("orvash", "kessa", "ardal"));
}

TEST(Discourse, a_list_ends_where_another_clause_begins) {
  const auto claims = claims_of("The Teral Defence Front took Orvash on Monday and Sirow was shelled by the army.");
  const Claim* capture = first(claims, ClaimType::kCapture);
  ASSERT_TRUE(capture);
  EXPECT_THAT(ids(capture->place), ElementsAre("orvash"));
}

TEST(Discourse, a_movement_has_both_its_ends) {
  const auto claims = claims_of("Shops stayed shut in the town of Ardal and in the town of Orvash.\nSoldiers left Orvash for Kessa on Thursday.\nTwo columns of the army began advancing on Torm from Kessa and Ardal.");
  const Claim* withdraw = first(claims, ClaimType::kWithdraw);
  ASSERT_TRUE(withdraw);
  EXPECT_THAT(ids(withdraw->place), UnorderedElementsAre("orvash", "kessa"));
  const Claim* advance = first(claims, ClaimType::kAdvance);
  ASSERT_TRUE(advance);
  EXPECT_THAT(ids(advance->place), UnorderedElementsAre("torm", "kessa", "ardal"));
}

TEST(Discourse, an_office_is_no_person_and_who_had_it_is_replaced) {
  const auto claims = claims_of("Brigadier General Ihor Valchin has been appointed commander of the Eastern Group in place of Lieutenant General Petro Slobod.");
  const Claim* appoint = first(claims, ClaimType::kAppoint);
  ASSERT_TRUE(appoint);
  EXPECT_THAT(ids(appoint->agent), ElementsAre("ihor-valchin"));
  EXPECT_THAT(ids(appoint->target), ElementsAre("petro-slobod"));
}

TEST(Discourse, who_is_to_do_what_is_demanded_is_pressed) {
  const auto claims = claims_of("Voskia demanded on Monday that the Teral Defence Front pull back its troops from the gate.");
  const Claim* pressure = first(claims, ClaimType::kPressure);
  ASSERT_TRUE(pressure);
  EXPECT_THAT(ids(pressure->target), ElementsAre("teral-defence-front"));
}

TEST(Discourse, those_killed_are_those_attacked_and_wounded) {
  const auto claims = claims_of("A fighter jet bombed the crowded market of Orvash on Sunday, killing 11 people and wounding at least 26.");
  const Claim* attack = first(claims, ClaimType::kAttack);
  const Claim* wounded = last(claims, ClaimType::kCasualty);
  ASSERT_TRUE(attack && wounded);
  EXPECT_THAT(ids(attack->target), ElementsAre("civilian"));
  EXPECT_THAT(ids(wounded->target), ElementsAre("civilian"));
}

TEST(Discourse, our_hands_are_those_of_the_speaker_s_side) {
  const auto claims = claims_of(
      "The Teral Defence Front (TDF) took Orvash on Monday, its spokesman Colonel Dara Venn said. He added that Kessa hill had been under its control since the previous evening.\n"
      "\"The bridge is in our hands,\" he said. \"We tax nobody.\"");
  int control = 0;
  for (const Claim& c : claims) {
    if (c.type != ClaimType::kControl && c.type != ClaimType::kTax) continue;
    ++control;
    EXPECT_THAT(ids(c.agent), ElementsAre("tdf")) << c.rule;
  }
  EXPECT_GE(control, 3);
}

TEST(Discourse, people_who_died_in_a_strike_did_not_strike) {
  const auto claims = claims_of("At least 31 people are now known to have died in an overnight drone strike on a fuel depot at Orvash.");
  for (const Claim& c : claims) EXPECT_THAT(c.agent, IsEmpty()) << c.rule;
}

TEST(Discourse, posts_told_where_they_stand_are_not_those_told_of_before) {
  const auto claims = claims_of("Soria closed its side of the Orvash gate on Monday, four days after it had shut the gates at Torm and Lasko.");
  const Claim* one = first(claims, ClaimType::kCloseGate);
  const Claim* other = last(claims, ClaimType::kCloseGate);
  ASSERT_TRUE(one && other && one != other);
  EXPECT_THAT(ids(one->place), ElementsAre("orvash"));
  EXPECT_THAT(ids(other->place), ElementsAre("torm", "lasko"));
}

TEST(Discourse, a_state_that_acts_is_not_where_it_acts) {
  const auto claims = claims_of("Uganda closed its side of the Orvash gate on Monday.");
  const Claim* closed = first(claims, ClaimType::kCloseGate);
  ASSERT_TRUE(closed);
  EXPECT_THAT(ids(closed->agent), ElementsAre("uganda"));
  EXPECT_THAT(ids(closed->place), Not(Contains("uganda")));
}

TEST(Discourse, so_far_dates_its_own_clause_alone) {
  const auto claims = claims_of("The levy applies to ore dug before the Teral Defence Front took Torm; no permit has been issued so far.");
  const Claim* capture = first(claims, ClaimType::kCapture);
  ASSERT_TRUE(capture);
  EXPECT_TRUE(!capture->time || !capture->time->valid.from || capture->time->valid.days().value_or(99) > 1) << "no day is told";
}

TEST(Discourse, what_is_not_explained_has_happened) {
  const auto claims = claims_of("Soria has not explained the closure of the Orvash gate.");
  const Claim* closed = first(claims, ClaimType::kCloseGate);
  ASSERT_TRUE(closed);
  EXPECT_FALSE(closed->negated);
  EXPECT_NE(closed->stance, Stance::kDenied);
}

}  // namespace
}  // namespace assay::reading
