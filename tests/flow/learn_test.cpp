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

// What a claim of each type teaches changes a result of the run, and that result names the claim.
struct Lesson {
  const char* name;
  KnownClaim claim;
  Metric metric;
  const char* subject;
  double without, with;  // of January 2023
};

std::vector<Lesson> lessons() {
  std::vector<Lesson> all;
  auto lesson = [&](const char* name, ClaimType type, Metric metric, const char* subject, double without, double with) -> Claim& {
    all.push_back({name, told(type, "2023-01-11", name), metric, subject, without, with});
    all.back().claim.claim.resource = {named("ore")};
    return all.back().claim.claim;
  };
  const auto whole_year = ClaimTime{span("2023-01-01", "2024-01-01"), {}, {}, ""};
  auto* claim = &lesson("production", ClaimType::kProduction, Metric::kProduced, "pit", 310, 620);
  claim->quantity = amount(7300, 7300, "tonne"), claim->time = whole_year, claim->place = {named("mine")};
  claim = &lesson("trade_volume", ClaimType::kTradeVolume, Metric::kDelivered, "smelter", 310, 155);
  claim->quantity = amount(1825, 1825, "tonne"), claim->time = whole_year, claim->target = {named("abroad")};
  claim = &lesson("tax", ClaimType::kTax, Metric::kTake, "red", 0, 21 * 10 * 1000 * 0.1);
  claim->quantity = amount(10, 10, "percent"), claim->agent = {named("red")};
  claim = &lesson("price", ClaimType::kPrice, Metric::kTake, "blue", 310 * 1000 * 0.5, 10 * 10 * 1000 * 0.5 + 21 * 10 * 3000 * 0.5);
  claim->quantity = amount(3000, 3000, "yuan per tonne");
  lesson("suspend_trade", ClaimType::kSuspendTrade, Metric::kGate, "a", 310, 100).agent = {named("abroad")};
  claim = &lesson("permit", ClaimType::kPermit, Metric::kProduced, "pit", 310, 100);
  claim->agent = {named("red")}, claim->negated = true;
  claim = &lesson("close_gate", ClaimType::kCloseGate, Metric::kGate, "a", 310, 100);
  claim->place = {named("a")}, claim->object = "the road";
  return all;
}

class EachLesson : public ::testing::TestWithParam<Lesson> {};

TEST_P(EachLesson, changes_a_result_that_names_the_claim) {
  const Lesson& lesson = GetParam();
  Network net = parsed(two_gates("", R"(
taxes:
  - {id: half, by: blue, where: roads, at: [fork], commodity: [ore], rate: {best: 50, unit: percent of value, source: test}}
)" + std::string(kRules)));
  TableControl control;
  control.hold("mine", day("2022-01-01"), Holder::held({"red"}));
  control.hold("fork", day("2022-01-01"), Holder::held({"blue"}));
  auto learned = learn(net, {lesson.claim}, nullptr);
  ASSERT_EQ(learned.changes.size(), 1u) << (learned.unused.empty() ? "" : learned.unused.front().reason);
  EXPECT_TRUE(learned.unused.empty());
  EXPECT_DOUBLE_EQ(learned.changes[0].probability.value(), 0.9);
  learned.changes[0].probability = Probability::of(1);
  const Interval january = span("2023-01-01", "2023-02-01");
  const Model before = model_of(net, control, january), after = model_of(net, control, january, learned.changes);
  EXPECT_NEAR(at(flows_of(before), lesson.metric, lesson.subject, 0), lesson.without, 1e-6);
  const Flows flows = flows_of(after);
  EXPECT_NEAR(at(flows, lesson.metric, lesson.subject, 0), lesson.with, 1e-6);
  const auto row = static_cast<std::size_t>(flows.row(lesson.metric, lesson.subject, "ore"));
  EXPECT_THAT(evidence_of_row(after, flows.rows[row]), ::testing::Contains(lesson.name));
  EXPECT_THAT(evidence_of_row(before, flows.rows[row]), ::testing::Not(::testing::Contains(lesson.name)));
}

INSTANTIATE_TEST_SUITE_P(Learn, EachLesson, ::testing::ValuesIn(lessons()),
                         [](const auto& one) { return std::string(one.param.name); });

TEST(Learn, a_price_in_dollars_or_by_the_kilogram_is_brought_to_the_commodity_s_own) {
  for (auto [unit, told_as, yuan] : {std::tuple{"yuan per kilogram", 3.0, 3000.0}, {"dollars per tonne", 300.0, 2100.0}, {"yuan per short ton", 907.18474, 1000.0}}) {
    auto price = told(ClaimType::kPrice, "2023-01-11");
    price.claim.resource = {named("ore")};
    price.claim.quantity = amount(told_as, told_as, unit);
    const auto learned = learn(network(), {price}, nullptr);
    ASSERT_EQ(learned.changes.size(), 1u) << unit;
    EXPECT_NEAR(learned.changes[0].amount.best, yuan, 1e-6) << unit;
  }
}

TEST(Learn, tonnes_and_short_tons_of_one_print_that_disagree_both_stand) {
  auto volume = told(ClaimType::kTradeVolume, "2024-02-01");
  volume.claim.resource = {named("ore")};
  volume.claim.time = ClaimTime{span("2023-01-01", "2024-01-01"), {}, {}, ""};
  volume.claim.quantity = amount(19500, 19500, "tonne");
  volume.claim.quantity->also_printed = Quantity::Printed{17699, "short ton"};
  volume.claim.quantity->units_disagree = true;
  const auto learned = learn(network(), {volume}, nullptr);
  ASSERT_EQ(learned.changes.size(), 1u);
  EXPECT_NEAR(learned.changes[0].amount.low, 17699 * 0.90718474, 1e-3);
  EXPECT_NEAR(learned.changes[0].amount.high, 19500, 1e-9);
}

TEST(Learn, carbonate_ore_and_oxide_are_told_apart_and_converted_only_as_the_network_states) {
  std::string yaml = two_gates();
  yaml.replace(yaml.find("form: ore"), 9, "form: oxide");
  const Network net = parsed(yaml + kRules + R"(
conversions:
  - {resource: ore, from: carbonate, to: oxide, factor: {low: 0.5, best: 0.6, high: 0.7, unit: tonnes per tonne, source: test}}
)");
  const auto taught = [&](const char* surface) {
    auto volume = told(ClaimType::kTradeVolume, "2024-02-01");
    volume.claim.resource = {{"ore", "ore", surface, std::nullopt}};
    volume.claim.time = ClaimTime{span("2023-01-01", "2024-01-01"), {}, {}, ""};
    volume.claim.quantity = amount(10000, 10000, "tonne");
    return learn(net, {volume}, nullptr);
  };
  EXPECT_DOUBLE_EQ(taught("Oxides of it").changes.at(0).amount.best, 10000);
  EXPECT_DOUBLE_EQ(taught("it").changes.at(0).amount.best, 10000);  // the print does not say
  const auto carbonate = taught("mixed carbonates");
  ASSERT_EQ(carbonate.changes.size(), 1u);
  EXPECT_DOUBLE_EQ(carbonate.changes[0].amount.low, 5000);
  EXPECT_NEAR(carbonate.changes[0].amount.best, 6000, 1e-6);
  EXPECT_DOUBLE_EQ(carbonate.changes[0].amount.high, 7000);
  const auto concentrate = taught("the concentrate");
  EXPECT_TRUE(concentrate.changes.empty());
  EXPECT_EQ(concentrate.unused.at(0).reason, "it counts concentrate, the network oxide, and no conversion is stated");
}

TEST(Learn, two_counts_of_one_year_are_each_as_likely) {
  std::vector<KnownClaim> claims;
  for (auto [id, tonnes] : {std::pair{"one", 7300.0}, {"two", 10950.0}}) {
    claims.push_back(told(ClaimType::kTradeVolume, "2024-02-01", id));
    claims.back().claim.resource = {named("ore")};
    claims.back().claim.time = ClaimTime{span("2023-01-01", "2024-01-01"), {}, {}, ""};
    claims.back().claim.quantity = amount(tonnes, tonnes, "tonne");
  }
  const Network net = network();
  auto learned = learn(net, claims, nullptr);
  ASSERT_EQ(learned.changes.size(), 2u);
  for (auto& change : learned.changes) change.probability = Probability::of(1);
  TableControl control;
  const Model model = model_of(net, control, span("2023-01-01", "2023-02-01"), learned.changes);
  const Flows flows = flows_of(model, 1000);
  int twenty = 0;
  for (int d = 0; d < 1000; ++d) {
    const double dug = at(flows, Metric::kProduced, "pit", 0, d);
    EXPECT_TRUE(dug == 620 || dug == 930) << dug;
    twenty += dug == 620;
  }
  EXPECT_NEAR(twenty, 500, 64);  // four standard errors
}

TEST(Learn, what_is_done_on_a_day_lasts_and_fades_and_what_is_said_of_a_longer_time_ends_with_it) {
  auto halt = told(ClaimType::kSuspendTrade, "2023-01-14", "halt");
  halt.claim.agent = {named("abroad")};
  halt.claim.time = ClaimTime{Interval::of_day(day("2023-01-11")), {}, {}, ""};
  const Network net = parsed(two_gates() + "rules: {credence: {asserted: 0.9, claimed: 0.7, unverified: 0.4}, halts_last: {best: 30, unit: days, source: test}}\n");
  auto change = learn(net, {halt}, nullptr).changes.at(0);
  EXPECT_EQ(change.period, span("2023-01-11", "2023-01-15"));  // known to its report
  EXPECT_DOUBLE_EQ(change.fades_in_days, 30);
  halt.claim.time->valid = span("2023-01-02", "2023-01-10");
  change = learn(net, {halt}, nullptr).changes.at(0);
  EXPECT_EQ(change.period, span("2023-01-02", "2023-01-10"));
  EXPECT_DOUBLE_EQ(change.fades_in_days, 0);
  halt.claim.negated = true;  // resumed
  halt.claim.time->valid = Interval::of_day(day("2023-01-11"));
  change = learn(net, {halt}, nullptr).changes.at(0);
  EXPECT_EQ(change.period.from, day("2023-01-11"));
  EXPECT_FALSE(change.period.to.has_value());
}

TEST(Learn, a_state_that_shuts_gates_of_no_named_place_shuts_its_side_of_all) {
  auto shut = told(ClaimType::kCloseGate, "2023-01-11", "shut");
  shut.claim.agent = {named("abroad")};
  shut.claim.object = "five gates";
  const Network net = network();
  auto learned = learn(net, {shut}, nullptr);
  ASSERT_EQ(learned.changes.size(), 1u);
  EXPECT_EQ(learned.changes[0].text, "abroad's side of all gates shut");
  learned.changes[0].probability = Probability::of(1);
  learned.changes[0].fades_in_days = 0;
  learned.changes[0].period.to.reset();
  TableControl control;
  const Model model = model_of(net, control, span("2023-01-01", "2023-02-01"), learned.changes);
  const Flows flows = flows_of(model);
  EXPECT_DOUBLE_EQ(at(flows, Metric::kDelivered, "smelter", 0), 100);
  EXPECT_THAT(evidence_of_row(model, flows.rows[0]), ::testing::Contains("shut"));
  shut.claim.agent = {named("red")};  // holds ground, and no gate's far side
  EXPECT_TRUE(learn(net, {shut}, nullptr).changes.empty());
  shut.claim.agent = {named("abroad")};
  shut.claim.place = {named("a")};  // holding's
  EXPECT_TRUE(learn(net, {shut}, nullptr).changes.empty());
}

template <class A, class B>
concept Adds = requires(A a, B b) { a + b; };
static_assert(Adds<Tonnes, Tonnes> && !Adds<Tonnes, double> && !Adds<Tonnes, Yuan> && !Adds<Yuan, UsDollars> && !Adds<Tonnes, TonnesPerYear>,
              "a unit adds to its own kind only");

}  // namespace
}  // namespace assay::flow
