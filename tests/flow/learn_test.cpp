#include "flow/learn.hpp"

#include <gmock/gmock.h>

#include "tests/flow/worlds.hpp"

namespace assay::flow {
namespace {

constexpr const char* kRules = "rules: {credence: {asserted: 0.9, claimed: 0.7, unverified: 0.4}}\n";

Filler named(const char* id) { return {id, id, id, std::nullopt}; }

KnownClaim told(ClaimType type, const char* known, const char* id = "c1") {
  KnownClaim k;
  k.claim.id = id;
  k.claim.document = std::string("doc-") + id;
  k.claim.type = type;
  k.claim.evidence = {{0, 1}};
  k.known = Interval::of_day(day(known));
  return k;
}

Quantity amount(double low, double high, const char* unit) {
  Quantity q;
  q.low = low;
  q.high = high;
  q.unit = unit;
  return q;
}

Network network() { return parsed(two_gates() + kRules); }

TEST(Learn, a_halt_of_trade_lasts_until_it_is_lifted) {
  auto halt = told(ClaimType::kSuspendTrade, "2023-01-12", "halt");
  halt.claim.agent = {named("abroad")};
  halt.claim.resource = {named("ore")};
  halt.claim.time = ClaimTime{Interval::of_day(day("2023-01-11")), {}, {}, ""};
  halt.claim.time->valid.to.reset();
  auto lift = told(ClaimType::kSuspendTrade, "2023-01-21", "lift");
  lift.claim.agent = {named("abroad")};
  lift.claim.resource = {named("ore")};
  lift.claim.negated = true;
  const Network net = network();
  auto learned = learn(net, {lift, halt}, nullptr);
  ASSERT_EQ(learned.changes.size(), 2u);
  EXPECT_EQ(learned.changes[0].because, std::vector<std::string>{"halt"});
  EXPECT_DOUBLE_EQ(learned.changes[0].probability.value(), 0.9);
  for (auto& change : learned.changes) change.probability = Probability::of(1);
  TableControl control;
  const Model model = model_of(net, control, span("2023-01-01", "2023-02-01"), learned.changes);
  RunOptions options;
  options.draws = 1;
  const Flows flows = run_flows(model, options);
  EXPECT_DOUBLE_EQ(at(flows, Metric::kGate, "a", 0), 310);  // ten days' stock waits, then clears
  EXPECT_THAT(evidence_of_changes(model, 0), ::testing::ElementsAre("halt", "lift"));
}

TEST(Learn, the_same_thing_told_by_two_speakers_is_one_change_and_surer) {
  auto one = told(ClaimType::kTax, "2023-01-12", "one"), two = told(ClaimType::kTax, "2023-01-15", "two"),
       echo = one;
  echo.claim.id = "echo";
  for (auto* k : {&one, &two, &echo}) {
    k->claim.agent = {named("red")};
    k->claim.resource = {named("ore")};
    k->claim.quantity = amount(20, 20, "percent of production");
    k->claim.stance = Stance::kClaimed;
  }
  one.claim.speaker = echo.claim.speaker = {named("a-trader")};
  two.claim.speaker = {named("a-driver")};
  const auto learned = learn(network(), {one, two, echo}, nullptr);
  ASSERT_EQ(learned.changes.size(), 1u);
  EXPECT_NEAR(learned.changes[0].probability.value(), 1 - 0.3 * 0.3, 1e-12);
  EXPECT_EQ(learned.changes[0].because.size(), 3u);
  EXPECT_DOUBLE_EQ(learned.changes[0].amount.best, 0.2);
}

TEST(Learn, a_denied_claim_counts_half) {
  auto claim = told(ClaimType::kSuspendTrade, "2023-01-12", "said"),
       denial = told(ClaimType::kSuspendTrade, "2023-01-13", "no");
  claim.claim.agent = denial.claim.agent = {named("abroad")};
  claim.claim.resource = {named("ore")};
  denial.claim.stance = Stance::kDenied;
  const auto learned = learn(network(), {claim, denial}, nullptr);
  ASSERT_EQ(learned.changes.size(), 1u);
  EXPECT_DOUBLE_EQ(learned.changes[0].probability.value(), 0.45);
}

TEST(Learn, a_years_volume_narrows_the_packs_range_or_overrides_it) {
  std::string yaml = two_gates();
  const std::string exact = "yield: [{best: 3650,";
  yaml.replace(yaml.find(exact), exact.size(), "yield: [{low: 3000, best: 3650, high: 5000,");
  const Network net = parsed(yaml + kRules);
  auto volume = told(ClaimType::kTradeVolume, "2024-02-01");
  volume.claim.resource = {named("ore")};
  volume.claim.time = ClaimTime{span("2023-01-01", "2024-01-01"), {}, {}, ""};
  volume.claim.quantity = amount(4000, 9000, "tonne");
  auto learned = learn(net, {volume}, nullptr);
  ASSERT_EQ(learned.changes.size(), 1u);
  EXPECT_DOUBLE_EQ(learned.changes[0].amount.low, 4000);
  EXPECT_DOUBLE_EQ(learned.changes[0].amount.high, 5000);
  volume.claim.quantity = amount(8000, 9000, "tonne");
  learned = learn(net, {volume}, nullptr);
  EXPECT_DOUBLE_EQ(learned.changes[0].amount.low, 8000);
  volume.claim.quantity = amount(7300, 7300, "tonne");
  learned = learn(net, {volume}, nullptr);
  learned.changes[0].probability = Probability::of(1);
  TableControl control;
  const Model model = model_of(net, control, span("2023-01-01", "2023-02-01"), learned.changes);
  const Flows flows = flows_of(model);
  EXPECT_DOUBLE_EQ(at(flows, Metric::kProduced, "pit", 0), 620);  // twenty a day
}

TEST(Learn, a_volume_in_short_tons_is_converted) {
  auto volume = told(ClaimType::kTradeVolume, "2024-02-01");
  volume.claim.resource = {named("ore")};
  volume.claim.time = ClaimTime{span("2023-01-01", "2024-01-01"), {}, {}, ""};
  volume.claim.quantity = amount(10000, 10000, "short ton");
  const auto learned = learn(network(), {volume}, nullptr);
  ASSERT_EQ(learned.changes.size(), 1u);
  EXPECT_NEAR(learned.changes[0].amount.best, 9071.8474, 1e-6);
}

TEST(Learn, a_levy_per_tonne_is_taken_at_gates_from_its_day_on) {
  auto levy = told(ClaimType::kTax, "2023-01-16");
  levy.claim.agent = {named("blue")};
  levy.claim.resource = {named("ore")};
  levy.claim.quantity = amount(30, 30, "yuan per tonne");
  const Network net = network();
  auto learned = learn(net, {levy}, nullptr);
  ASSERT_EQ(learned.changes.size(), 1u);
  learned.changes[0].probability = Probability::of(1);
  TableControl control;
  control.hold("a", day("2022-01-01"), Holder::held({"blue"}));
  const Model model = model_of(net, control, span("2023-01-01", "2023-02-01"), learned.changes);
  EXPECT_DOUBLE_EQ(at(flows_of(model), Metric::kTake, "blue", 0), 160 * 30);
}

TEST(Learn, a_road_that_is_cut_stops_what_runs_on_it) {
  auto cut = told(ClaimType::kCloseGate, "2023-01-11");
  cut.claim.place = {named("a")};
  cut.claim.object = "the road to a";
  const Network net = network();
  auto learned = learn(net, {cut}, nullptr);
  ASSERT_EQ(learned.changes.size(), 1u);
  learned.changes[0].probability = Probability::of(1);
  TableControl control;
  const Model model = model_of(net, control, span("2023-01-01", "2023-01-21"), learned.changes);
  const Flows flows = flows_of(model);
  EXPECT_DOUBLE_EQ(at(flows, Metric::kGate, "a", 0), 100);
  EXPECT_DOUBLE_EQ(at(flows, Metric::kGate, "b", 0), 40);
}

TEST(Learn, what_is_planned_vague_or_of_another_unit_teaches_nothing_and_says_why) {
  auto plan = told(ClaimType::kSuspendTrade, "2023-01-12", "plan");
  plan.claim.agent = {named("abroad")};
  plan.claim.stance = Stance::kPlanned;
  auto trucks = told(ClaimType::kTradeVolume, "2023-01-12", "trucks");
  trucks.claim.resource = {named("ore")};
  trucks.claim.quantity = amount(200, 200, "trucks per day");
  auto month = told(ClaimType::kTradeVolume, "2023-03-12", "month");
  month.claim.resource = {named("ore")};
  month.claim.quantity = amount(200, 200, "tonne");
  month.claim.time = ClaimTime{span("2023-01-01", "2023-02-01"), {}, {}, ""};
  auto fee = told(ClaimType::kTax, "2023-03-12", "fee");
  fee.claim.agent = {named("red")};
  fee.claim.resource = {named("ore")};
  fee.claim.quantity = amount(500, 500, "pesos per shaft");
  const auto learned = learn(network(), {plan, trucks, month, fee}, nullptr);
  EXPECT_TRUE(learned.changes.empty());
  EXPECT_EQ(learned.unused.size(), 4u);
}

}  // namespace
}  // namespace assay::flow
