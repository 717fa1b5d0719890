#include "flow/exposure.hpp"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "tests/flow/worlds.hpp"

namespace assay::flow {
namespace {

using ::testing::HasSubstr;

// Two mines: one on red ground (seven tenths of the yield), one on blue; both leave by gate a on green
// ground.
std::string two_mines() {
  std::string yaml = two_gates("", R"(
taxes:
  - {id: toll, by: green, where: gates, at: [a], commodity: [ore], rate: {best: 5, unit: yuan per tonne, source: a toll book}}
rules: {armed_kinds: [army], public_forces: [green]}
)");
  const std::string one = "  - {id: pit, place: mine, field: hills, share: {best: 1,";
  yaml.replace(
      yaml.find(one), one.size(),
      R"(  - {id: hole, place: fork, field: hills, share: {best: 0.3, unit: of the field, source: test}}
  - {id: pit, place: mine, field: hills, share: {best: 0.7,)");
  return yaml;
}

struct World {
  Network network = parsed(two_mines());
  TableControl control;
  ExposureQuestion question{"abroad", "ore", day("2023-06-01"), 1, 400, 30};
  World() {
    control.set("mine",
                {day("2023-01-01"),
                 {{Holder::held({"red"}), Probability::of(0.75)}, {Holder::unknown(), Probability::of(0.25)}},
                 {"mine-claim"}});
    control.hold("fork", day("2023-01-01"), Holder::held({"blue"}), {"fork-claim"});
    control.hold("a", day("2023-01-01"), Holder::held({"green"}), {"a-claim"});
  }
};

const RedFlag* flag_of(const SupplyRoute& route, FlagKind kind, Arms arms) {
  for (const auto& flag : route.flags)
    if (flag.kind == kind && flag.arms == arms) return &flag;
  return nullptr;
}

TEST(Exposure, supply_is_shared_out_over_those_whose_ground_it_passes) {
  World w;
  const auto found = exposures(w.network, w.control, {}, nullptr, w.question);
  ASSERT_TRUE(found.ok()) << found.error().text();
  const Exposure& e = found->front();
  EXPECT_DOUBLE_EQ(e.any.value(), 1);
  EXPECT_NEAR(e.tonnes_per_day.p50, 10, 1e-6);
  ASSERT_EQ(e.held.size(), 3u);
  for (const auto& held : e.held) {
    if (held.actor == "red")
      EXPECT_NEAR(held.share.mean, 0.7 * 0.75, 0.07);  // of the pit's, when red has it
    else
      EXPECT_NEAR(held.share.mean, 1, 1e-9) << held.actor;
  }
}

TEST(Exposure, each_route_carries_its_red_flags_with_probability_and_evidence) {
  World w;
  const auto found = exposures(w.network, w.control, {}, nullptr, w.question);
  ASSERT_TRUE(found.ok());
  const auto& routes = found->front().routes;
  ASSERT_EQ(routes.size(), 2u);
  EXPECT_EQ(routes[0].site, "pit");
  EXPECT_NEAR(routes[0].share.p50, 0.7, 1e-3);
  EXPECT_THAT(routes[0].places, ::testing::ElementsAre("mine", "fork", "a", "abroad"));
  const auto* mine = flag_of(routes[0], FlagKind::kMine, Arms::kNonState);
  ASSERT_NE(mine, nullptr);
  EXPECT_NEAR(mine->probability.value(), 0.75, 0.08);
  EXPECT_THAT(mine->because, ::testing::ElementsAre("mine-claim"));
  EXPECT_EQ(flag_of(routes[0], FlagKind::kExport, Arms::kNonState), nullptr);
  EXPECT_DOUBLE_EQ(flag_of(routes[0], FlagKind::kExport, Arms::kPublic)->probability.value(), 1);
  const auto* tax = flag_of(routes[1], FlagKind::kTax, Arms::kPublic);
  ASSERT_NE(tax, nullptr);
  EXPECT_THAT(tax->sources.front(), HasSubstr("a toll book"));
  EXPECT_DOUBLE_EQ(flag_of(routes[1], FlagKind::kRoute, Arms::kNonState)->probability.value(), 1);
}

TEST(Exposure, when_nothing_passes_the_route_that_would_be_taken_is_shown_as_such) {
  World w;
  w.control.shut("a", Side::kFar, day("2023-05-30"), {"shut-claim"});
  w.control.shut("b", Side::kFar, day("2023-05-30"));
  const auto found = exposures(w.network, w.control, {}, nullptr, w.question);
  ASSERT_TRUE(found.ok());
  EXPECT_DOUBLE_EQ(found->front().any.value(), 0);
  EXPECT_TRUE(found->front().as_if_open);
  EXPECT_FALSE(found->front().routes.empty());
}

TEST(Exposure, the_csv_has_one_line_a_route_and_quotes_what_needs_it) {
  World w;
  const auto found = exposures(w.network, w.control, {}, nullptr, w.question);
  ASSERT_TRUE(found.ok());
  std::string csv = to_csv(found->front(), w.network, nullptr, true);
  EXPECT_EQ(std::count(csv.begin(), csv.end(), '\n'), 3);
  EXPECT_THAT(csv,
              HasSubstr("Metal,Smelter Name,Smelter Country,Name of Mine(s),Location (Country) of Mine(s)"));
  EXPECT_THAT(csv, HasSubstr("mine > fork > a > abroad"));
  auto rows = csv_rows(csv);
  ASSERT_EQ(rows.size(), 2u);
  auto& row = rows[0];
  for (auto [heading, cell] : {std::pair{"Metal", "ore"},
                               {"Form", "ore"},
                               {"Name of Mine(s)", "pit"},
                               {"100% recycled or scrap", "No"},
                               {"Buyer", "abroad"},
                               {"Transport route", "mine > fork > a > abroad"},
                               {"Point of export", "a"},
                               {"As of", "2023-06-01"},
                               {"Share of supply, median", "0.700"},
                               {"Probability of use", "1.000"},
                               {"Holder of mine", "red"},
                               {"Holder of point of export", "green"},
                               {"Holder of point of export: probability", "1.000"},
                               {"Mine control: armed party", "red (non-state armed group)"},
                               {"Route control: place", "fork"},
                               {"Export point control: armed party", "green (public forces)"},
                               {"Illegal taxation: by", "green (public forces)"},
                               {"Illegal taxation: probability", "1.000"},
                               {"Illegal taxation: place", "a"},
                               {"Comments", ""}})
    EXPECT_EQ(row[heading], cell) << heading;
  EXPECT_NEAR(std::stod(row["Holder of mine: probability"]), 0.75, 0.08);
  EXPECT_EQ(row["Mine control: probability"], row["Holder of mine: probability"]);
  for (const char* claim : {"mine-claim", "fork-claim", "a-claim"}) EXPECT_THAT(row["Evidence (claims)"], HasSubstr(claim));
  EXPECT_THAT(row["Evidence (sources)"], HasSubstr("a toll book"));
  w.control.shut("a", Side::kFar, day("2023-05-30"));
  w.control.shut("b", Side::kFar, day("2023-05-30"));
  csv = to_csv(exposures(w.network, w.control, {}, nullptr, w.question)->front(), w.network, nullptr, true);
  EXPECT_THAT(csv_rows(csv)[0]["Comments"], HasSubstr("nothing passes on this day"));
  csv = to_csv(found->front(), w.network, nullptr, true);
  const auto json = to_json(found->front(), w.network);
  EXPECT_EQ(json["routes"].size(), 2u);
  EXPECT_EQ(json["routes"][0]["red_flags"][0]["on"], "2023-06-01");
}

TEST(Exposure, an_unknown_buyer_or_resource_is_refused) {
  World w;
  w.question.buyer = "nobody";
  EXPECT_FALSE(exposures(w.network, w.control, {}, nullptr, w.question).ok());
  w.question.buyer = "abroad";
  w.question.resource = "gold";
  const auto found = exposures(w.network, w.control, {}, nullptr, w.question);
  ASSERT_FALSE(found.ok());
  EXPECT_EQ(found.error().code, ErrorCode::kNotFound);
}

}  // namespace
}  // namespace assay::flow
