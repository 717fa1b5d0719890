// The program itself, over ledgers of known claims.
#include <gtest/gtest.h>

#include "tests/holding/story_ledger.hpp"

namespace assay::holding {
namespace {

TEST(Program, it_answers_the_reference_questions_from_the_reference_claims) {
  auto claims = testing::read_reference(testing::shared_folder() + "/gold/claims.jsonl", false);
  if (claims.empty()) GTEST_SKIP() << "no ../shared/gold beside the sources";
  const std::map<std::string, Interval> published = {
      {"000", {Day::from_civil(2024, 2, 6), Day::from_civil(2024, 3, 1)}},
      {"001", {Day::from_civil(2025, 6, 8), Day::from_civil(2025, 6, 15)}},
      {"002", {Day::from_civil(2024, 11, 13), Day::from_civil(2024, 11, 26)}},
      {"003", Interval::of_day(Day::from_civil(2023, 1, 27))},
      {"004", Interval::of_day(Day::from_civil(2024, 11, 21))}};
  std::vector<weighing::Record> records;
  for (auto& [name, list] : claims) records.push_back(testing::record_of(name, std::move(list), published.at(name.substr(0, 3))));
  const testing::Kept ledger{testing::ledger_of("reference", std::move(records), {})};
  const std::string said = testing::output_of("python3 " + testing::shared_folder() + "/score/control.py " + ASSAY_BINARY + " " + ledger.file.string() + " 2>&1");
  EXPECT_NE(said.find("control 26 of 26 right"), std::string::npos) << said;
}

class Story : public testing::StoryLedger {
 protected:
  void SetUp() override { tell("ketumar", "2025-04-01"); }
};

TEST_F(Story, the_fall_of_the_town_is_one_event_on_a_day_between_two) {
  const auto events = json("events --type capture --place 'Hkam Pong'");
  ASSERT_EQ(events.size(), 1u) << events.dump(1);
  EXPECT_EQ(events[0]["time"], nlohmann::json({"2025-03-10", "2025-03-11"}));
  EXPECT_EQ(events[0]["days_differ"], true);
  int spokesman = 0;
  for (const auto& origin : events[0]["origins"]) spokesman += origin["origin"] == "party:rpa";
  EXPECT_EQ(spokesman, 1) << "the spokesman speaks in two reports and the officer in one of them, and is one voice";
}

TEST_F(Story, the_army_s_denial_stands_beside_what_it_denies) {
  bool denied = false, day = false, count = false;
  for (const auto& dispute : json("disputes")) {
    denied |= dispute["quarrel"] == "denial" && dispute["type"] == "capture";
    day |= dispute["quarrel"] == "day";
    count |= dispute["quarrel"] == "count";
  }
  EXPECT_TRUE(denied);
  EXPECT_TRUE(day);
  EXPECT_TRUE(count) << "23 or 71 prisoners";
}

TEST_F(Story, the_town_passes_from_unknown_through_a_fight_to_those_who_took_it) {
  EXPECT_EQ(json("who 'Hkam Pong' --on 2025-03-09")["status"], "contested");
  const auto after = json("who Kampong --on 2025-03-14");
  EXPECT_EQ(after["status"], "held");
  EXPECT_EQ(after["holders"][0]["id"], "rpa");
  EXPECT_LT(after["probability"], 0.999);
  EXPECT_FALSE(after["because"].empty());
  EXPECT_EQ(json("who 'Hkam Pong' --on 2022-06-01")["status"], "unknown");
}

TEST_F(Story, nothing_is_known_of_a_fight_before_the_first_report_of_it) {
  EXPECT_EQ(json("who 'Hkam Pong' --on 2025-03-10 --as-known 2025-03-11")["status"], "unknown");
}

TEST_F(Story, the_gate_is_shut_by_the_neighbour_and_then_lets_food_and_fuel_pass) {
  const auto shut = json("gate 'Hkam Pong' --on 2025-03-14");
  EXPECT_EQ(shut["status"], "closed");
  ASSERT_EQ(shut["by"].size(), 1u);
  EXPECT_EQ(shut["by"][0]["id"], "daxun");
  const auto half = json("gate 'Hkam Pong' --on 2025-03-20");
  EXPECT_EQ(half["status"], "open") << half.dump(1);
  for (const auto& side : half["sides"])
    if (side["party"] == "daxun")
      EXPECT_NE(std::find(side["stopped"].begin(), side["stopped"].end(), "tin"), side["stopped"].end());
}

TEST_F(Story, a_judgement_changes_the_answer_and_its_undoing_brings_it_back) {
  const auto before = json("who 'Hkam Pong' --on 2025-03-14");
  const std::string claim = "w10401";  // the one outlet that says so in its own voice
  EXPECT_NE(text("judge " + claim + " wrong --by tester --why 'another town'").find("judgement 1"), std::string::npos);
  const auto judged = json("who 'Hkam Pong' --on 2025-03-14");
  EXPECT_NE(judged["probability"], before["probability"]);
  text("judge 1 undo --by tester --why 'the same town'");
  EXPECT_EQ(json("who 'Hkam Pong' --on 2025-03-14"), before);
  EXPECT_NE(text("judge " + claim + " wrong").find("--by"), std::string::npos);
  EXPECT_NE(text("judge --list").find("undo"), std::string::npos);
}

TEST_F(Story, a_split_parts_an_event_and_its_undoing_joins_it_again) {
  const auto joined = json("events --type capture --place 'Hkam Pong'");
  ASSERT_EQ(joined.size(), 1u);
  const std::string first = joined[0]["event"];
  text("judge " + first + " split --with w10401 --by tester --why 'another day'");
  EXPECT_EQ(json("events --type capture --place 'Hkam Pong'").size(), 2u);
  text("judge 1 undo --by tester --why 'the same'");
  EXPECT_EQ(json("events --type capture --place 'Hkam Pong'"), joined);
  text("judge 2 undo --by tester --why 'another day after all'");
  EXPECT_EQ(json("events --type capture --place 'Hkam Pong'").size(), 2u);
}

TEST_F(Story, what_changed_between_two_days_names_the_reports) {
  const auto changes = json("diff --as-known 2025-03-11 2025-03-13");
  ASSERT_FALSE(changes.empty());
  bool found = false;
  for (const auto& change : changes)
    if (change["place"] == "hkam-pong") found = change["before"]["status"] == "unknown" && change["after"]["status"] == "held" && !change["reports"].empty();
  EXPECT_TRUE(found) << changes.dump(1);
}

TEST_F(Story, why_says_what_would_change_the_answer) {
  EXPECT_FALSE(json("why 'Hkam Pong' --on 2025-03-14")["would_change"].empty());
}

}  // namespace
}  // namespace assay::holding
