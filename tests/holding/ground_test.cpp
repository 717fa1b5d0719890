// What a statement's words and places leave unsaid: the towns of a region are not the region, a gate's far side is not
// the gate's ground, and one report's view of a region is one view.
#include <gtest/gtest.h>

#include "holding/answer.hpp"
#include "tests/holding/shared_reports.hpp"
#include "weighing/learn.hpp"

namespace assay::holding {
namespace {

class Ground : public ::testing::Test {
 protected:
  Ground() : weigh_(*weighing::Params::load(ASSAY_SOURCE_DIR "/domain")), hold_(*Params::load(ASSAY_SOURCE_DIR "/domain")) {
    place("delmar", "state", "");
    place("upland", "region", "delmar").members = {"orvash", "torm", "lasko"};
    for (const char* town : {"orvash", "torm", "lasko"}) place(town, "town", "delmar");
    for (const char* party : {"front", "army"}) {
      actors_.emplace_back();
      actors_.back().id = actors_.back().name = party;
      actors_.back().kind = "army";
    }
  }
  domain::Place& place(const std::string& id, const std::string& kind, const std::string& within) {
    places_.emplace_back();
    places_.back().id = places_.back().name = id;
    places_.back().kinds = {kind};
    places_.back().within = within;
    return places_.back();
  }
  static Claim says(ClaimType type, const std::string& agent, std::vector<std::string> at, const std::string& object, const std::string& day) {
    Claim claim;
    claim.type = type;
    claim.agent = {{agent, agent, {}, {}}};
    for (const auto& id : at) claim.place.push_back({id, id, {}, {}});
    claim.object = object;
    claim.time = ClaimTime{{*Day::parse(day), Day::parse(day)->plus_days(1)}, Precision::kDay, Precision::kDay, "that day"};
    return claim;
  }
  void report(const std::string& outlet, const std::string& day, std::vector<Claim> claims) {
    std::uint32_t at = 0;
    for (Claim& claim : claims) {
      claim.document = outlet + ".txt";
      claim.id = outlet + std::to_string(at);
      claim.evidence = {{at, at + 1}};
      ++at;
    }
    records_.push_back(testing::record_of(outlet + ".txt", std::move(claims), {*Day::parse(day), Day::parse(day)->plus_days(1)}, outlet));
  }
  Answer who(const std::string& id, const std::string& day) {
    weighing::Corpus corpus(weighing::Facts(actors_, places_, {}, weigh_), weigh_);
    for (const auto& record : records_) corpus.add(record);
    const Ledgerful from{corpus, hold_, weighing::learn(corpus, {})};
    return who_holds(from, id, *Day::parse(day), {}, Depth::kAnswer);
  }

  weighing::Params weigh_;
  Params hold_;
  std::vector<domain::Actor> actors_;
  std::vector<domain::Place> places_;
  std::vector<weighing::Record> records_;
};

TEST_F(Ground, a_region_that_is_held_is_held_at_each_of_its_places_and_its_towns_are_not_the_region) {
  report("gazette", "2024-05-02", {says(ClaimType::kControl, "front", {"upland"}, "upland", "2024-05-02")});
  EXPECT_EQ(who("torm", "2024-05-03").status, Status::kHeld);
  records_.clear();
  report("gazette", "2024-05-02", {says(ClaimType::kControl, "front", {"upland"}, "three towns of upland", "2024-05-02")});
  EXPECT_EQ(who("torm", "2024-05-03").status, Status::kUnknown);
  EXPECT_EQ(who("upland", "2024-05-03").status, Status::kUnknown);
  records_.clear();
  report("gazette", "2024-05-02", {says(ClaimType::kControl, "front", {"upland"}, "all the towns of upland", "2024-05-02")});
  EXPECT_EQ(who("torm", "2024-05-03").status, Status::kHeld);
}

TEST_F(Ground, every_gate_of_a_state_is_not_the_state) {
  report("gazette", "2024-05-02", {says(ClaimType::kControl, "front", {"delmar"}, "every gate between Delmar and Soria", "2024-05-02")});
  EXPECT_EQ(who("delmar", "2024-05-03").status, Status::kUnknown);
}

TEST_F(Ground, what_lies_about_a_town_is_not_fought_over_with_it) {
  report("gazette", "2024-05-02", {says(ClaimType::kCapture, "front", {"torm", "delmar"}, "Torm", "2024-05-01")});
  EXPECT_EQ(who("torm", "2024-05-03").status, Status::kHeld);
  EXPECT_EQ(who("delmar", "2024-05-03").status, Status::kUnknown);
}

TEST_F(Ground, one_report_s_words_on_a_region_are_one_view_of_it) {
  const Claim once = says(ClaimType::kControl, "front", {"upland"}, "upland", "2024-05-02");
  report("gazette", "2024-05-02", {once});
  const double sure = who("torm", "2024-05-03").probability.value();
  records_.clear();
  report("gazette", "2024-05-02", {once, says(ClaimType::kControl, "front", {"upland"}, "the hills", "2024-05-01"), once});
  EXPECT_NEAR(who("torm", "2024-05-03").probability.value(), sure, 0.02);
}

}  // namespace
}  // namespace assay::holding
