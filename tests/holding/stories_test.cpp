// Three more stories of invented countries (docs/story.md), each with what a careful reader would say of it.
#include "tests/holding/story_ledger.hpp"

namespace assay::holding {
namespace {

const nlohmann::json* dispute_about(const nlohmann::json& disputes, const std::string& quarrel, const std::string& type, const std::string& place) {
  for (const auto& dispute : disputes)
    if (dispute["quarrel"] == quarrel && dispute["type"] == type)
      for (const auto& id : dispute["places"])
        if (id == place) return &dispute;
  return nullptr;
}

// A town falls on the evening or the morning after; both sides say that they hold the hill above it.
class Luvaro : public testing::StoryLedger {
 protected:
  void SetUp() override { tell("luvaro", "2024-10-15"); }
};

TEST_F(Luvaro, the_town_s_fall_is_one_event_of_four_reports) {
  const auto events = json("events --type capture --place Rukwenga");
  ASSERT_EQ(events.size(), 1u) << events.dump(1);
  std::set<std::string> documents;
  for (const auto& origin : events[0]["origins"])
    for (const auto& document : origin["documents"]) documents.insert(document);
  EXPECT_EQ(documents.size(), 4u);
  EXPECT_GT(events[0]["belief"], 0.9);
}

TEST_F(Luvaro, the_town_is_the_movement_s_and_was_the_army_s_before) {
  EXPECT_EQ(json("who Roukwenga --on 2024-09-17")["holders"][0]["id"], "mde");
  EXPECT_EQ(json("who Rukwenga --on 2024-09-17")["status"], "held");
  EXPECT_EQ(json("who Rukwenga --on 2024-09-10")["holders"][0]["id"], "fal") << "it is told to have left";
}

TEST_F(Luvaro, the_hill_that_both_say_they_hold_is_nobody_s) {
  const auto hill = json("who Bitarwe --on 2024-09-17");
  EXPECT_NE(hill["status"], "held") << hill.dump(1);
  const auto disputes = json("disputes --place Bitarwe");
  EXPECT_NE(dispute_about(disputes, "holder", "control", "bitarwe"), nullptr) << disputes.dump(1);
}

TEST_F(Luvaro, the_denial_of_the_capture_stands_beside_it) {
  const auto disputes = json("disputes --place Rukwenga");
  EXPECT_NE(dispute_about(disputes, "denial", "capture", "rukwenga"), nullptr) << disputes.dump(1);
  EXPECT_NE(dispute_about(disputes, "day", "capture", "rukwenga"), nullptr) << disputes.dump(1);
}

TEST_F(Luvaro, the_gate_is_open_in_part_and_then_shut_to_goods_alone) {
  const auto half = json("gate Karwenda --on 2024-09-20");
  EXPECT_EQ(half["status"], "open") << half.dump(1);
  EXPECT_GT(half["partly"], 0.5);
  const auto after = json("gate Karwenda --on 2024-09-26");
  EXPECT_EQ(after["status"], "open") << after.dump(1);
  for (const auto& side : after["sides"])
    if (side["party"] == "luvaro")
      EXPECT_EQ(side["stopped"], nlohmann::json({"goods"}));
}

// A garrison leaves a gold town, on Sunday by its own word and on Monday by everybody else's.
class Zarouan : public testing::StoryLedger {
 protected:
  void SetUp() override { tell("zarouan", "2024-03-01"); }
};

TEST_F(Zarouan, an_army_that_owns_to_having_left_bears_out_the_capture_that_it_denies) {
  const auto town = json("who 'Hamrat Goz' --on 2024-02-14");
  EXPECT_EQ(town["status"], "held") << town.dump(1);
  EXPECT_EQ(town["holders"][0]["id"], "dvf");
  EXPECT_FALSE(town["against"].empty());
}

TEST_F(Zarouan, the_days_of_the_garrison_s_leaving_differ_by_who_tells_of_it) {
  const auto disputes = json("disputes --place 'Hamrat Goz'");
  EXPECT_NE(dispute_about(disputes, "denial", "capture", "hamrat-goz"), nullptr);
  EXPECT_NE(dispute_about(disputes, "day", "withdraw", "hamrat-goz"), nullptr) << disputes.dump(1);
}

TEST_F(Zarouan, four_tolls_of_one_strike_are_one_event_with_a_range) {
  const auto disputes = json("disputes --type casualty");
  EXPECT_NE(dispute_about(disputes, "count", "casualty", "umm-tarfa"), nullptr) << disputes.dump(1);
}

TEST_F(Zarouan, the_crossing_was_shut_and_opened_in_part) {
  EXPECT_EQ(json("gate 'Bir Tallah' --on 2024-02-13")["status"], "closed");
  const auto half = json("gate 'Bir Tallah' --on 2024-02-16");
  EXPECT_EQ(half["status"], "open") << half.dump(1);
  EXPECT_GT(half["partly"], 0.5);
}

// A village that one ministry takes twice.
class Olvenia : public testing::StoryLedger {
 protected:
  void SetUp() override { tell("olvenia", "2024-10-25"); }
};

TEST_F(Olvenia, the_village_is_fought_for_until_its_defenders_own_to_having_left) {
  EXPECT_NE(json("who Tasivka --on 2024-10-16")["status"], "unknown");
  const auto after = json("who Tasivka --on 2024-10-19");
  EXPECT_EQ(after["status"], "held") << after.dump(1);
  EXPECT_EQ(after["holders"][0]["id"], "sfa");
  const auto before = json("who Tasivka --on 2024-10-19 --as-known 2024-10-18");
  EXPECT_LT(before["probability"], after["probability"]) << "the spokesman's word came on the 19th";
}

TEST_F(Olvenia, an_encirclement_that_its_victim_denies_is_a_dispute) {
  EXPECT_NE(dispute_about(json("disputes --place Myrolin"), "denial", "encircle", "myrolin"), nullptr);
  EXPECT_NE(json("who Myrolin --on 2024-10-17")["status"], "held");
}

}  // namespace
}  // namespace assay::holding
