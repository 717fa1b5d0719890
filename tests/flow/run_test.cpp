#include "flow/run.hpp"

#include <gmock/gmock.h>

#include "tests/flow/worlds.hpp"

namespace assay::flow {
namespace {

TEST(Run, what_is_dug_leaves_by_the_cheaper_gate) {
  const Network network = parsed(two_gates());
  TableControl control;
  const Model model = model_of(network, control, span("2023-01-01", "2023-02-01"));
  const Flows flows = flows_of(model);
  EXPECT_DOUBLE_EQ(at(flows, Metric::kProduced, "pit", 0), 310);
  EXPECT_DOUBLE_EQ(at(flows, Metric::kGate, "a", 0), 310);
  EXPECT_DOUBLE_EQ(at(flows, Metric::kGate, "b", 0), 0);
  EXPECT_DOUBLE_EQ(at(flows, Metric::kDelivered, "smelter", 0), 310);
}

TEST(Run, a_shut_gate_diverts_and_then_strands) {
  const Network network = parsed(two_gates());
  TableControl control;
  control.shut("a", Side::kFar, day("2023-01-11"));
  control.shut("b", Side::kNear, day("2023-02-01"));
  const Model model = model_of(network, control, span("2023-01-01", "2023-05-01"));
  const Flows flows = flows_of(model);
  // Ten days by A, then 21 days of which B passes four tonnes each and six stay.
  EXPECT_DOUBLE_EQ(at(flows, Metric::kGate, "a", 0), 100);
  EXPECT_DOUBLE_EQ(at(flows, Metric::kGate, "b", 0), 84);
  EXPECT_DOUBLE_EQ(at(flows, Metric::kStock, "pit", 0), 126);
  // February: nothing leaves; a month of yield (3650/12) can be stored, then the pit stops.
  EXPECT_DOUBLE_EQ(at(flows, Metric::kGate, "b", 1), 0);
  EXPECT_NEAR(at(flows, Metric::kStock, "pit", 1), 304.167, 1e-9);
  EXPECT_NEAR(at(flows, Metric::kProduced, "pit", 1), 178.167, 1e-9);
  EXPECT_NEAR(at(flows, Metric::kLost, "pit", 1), 280 - 178.167, 1e-9);
  EXPECT_DOUBLE_EQ(at(flows, Metric::kProduced, "pit", 2), 0);
  EXPECT_DOUBLE_EQ(at(flows, Metric::kLost, "pit", 2), 310);
}

TEST(Run, a_stock_clears_when_the_gate_opens) {
  const Network network = parsed(two_gates());
  TableControl control;
  control.shut("a", Side::kFar, day("2023-01-01"));
  control.shut("b", Side::kFar, day("2023-01-01"));
  control.open("a", Side::kFar, day("2023-01-21"));
  const Model model = model_of(network, control, span("2023-01-01", "2023-03-01"));
  const Flows flows = flows_of(model);
  EXPECT_DOUBLE_EQ(at(flows, Metric::kGate, "a", 0), 310);  // 200 of stock, 110 dug since
  EXPECT_DOUBLE_EQ(at(flows, Metric::kStock, "pit", 0), 0);
  EXPECT_DOUBLE_EQ(at(flows, Metric::kGate, "a", 1), 280);
}

TEST(Run, a_stock_clears_no_faster_than_the_gate_lets_it) {
  const Network network = parsed(two_gates());
  TableControl control;
  control.shut("a", Side::kNear, day("2023-01-01"));
  control.shut("b", Side::kNear, day("2023-01-01"));
  control.open("b", Side::kNear, day("2023-01-22"));
  const Model model = model_of(network, control, span("2023-01-01", "2023-02-01"));
  const Flows flows = flows_of(model);
  EXPECT_DOUBLE_EQ(at(flows, Metric::kGate, "b", 0), 40);
  EXPECT_DOUBLE_EQ(at(flows, Metric::kStock, "pit", 0), 270);
}

constexpr const char* kTwiceOnOneRoad = R"(
taxes:
  - {id: first, by: red, where: roads, at: [fork], commodity: [ore], rate: {best: 20, unit: percent of value, source: test}}
  - {id: second, by: blue, where: roads, at: [a], commodity: [ore], rate: {best: 20, unit: percent of value, source: test}}
)";

TEST(Run, a_fifth_taken_twice_on_one_road_leaves_64_of_100) {
  const Network network = parsed(two_gates("", kTwiceOnOneRoad));
  TableControl control;
  control.hold("fork", day("2022-01-01"), Holder::held({"red"}));
  control.hold("a", day("2022-01-01"), Holder::held({"blue"}));
  control.shut("b", Side::kFar, day("2022-01-01"));
  const Model model = model_of(network, control, span("2023-01-01", "2023-01-11"));
  const Flows flows = flows_of(model);
  // 100 tonnes at 1,000 yuan: a fifth of 100,000, then a fifth of the 80,000 that are left.
  EXPECT_DOUBLE_EQ(at(flows, Metric::kTake, "red", 0), 20000);
  EXPECT_DOUBLE_EQ(at(flows, Metric::kTake, "blue", 0), 16000);
}

TEST(Run, a_fifth_of_the_gross_value_is_the_same_fifth_each_time) {
  std::string taxes = kTwiceOnOneRoad;
  for (std::size_t p = 0; (p = taxes.find("commodity: [ore]", p)) != std::string::npos; p += 20)
    taxes.replace(p, 16, "commodity: [ore], of: gross");
  const Network network = parsed(two_gates("", taxes));
  TableControl control;
  control.hold("fork", day("2022-01-01"), Holder::held({"red"}));
  control.hold("a", day("2022-01-01"), Holder::held({"blue"}));
  control.shut("b", Side::kFar, day("2022-01-01"));
  const Model model = model_of(network, control, span("2023-01-01", "2023-01-11"));
  const Flows flows = flows_of(model);
  EXPECT_DOUBLE_EQ(at(flows, Metric::kTake, "red", 0), 20000);
  EXPECT_DOUBLE_EQ(at(flows, Metric::kTake, "blue", 0), 20000);
}

TEST(Run, a_tax_falls_only_where_its_collector_holds) {
  const Network network = parsed(two_gates("", kTwiceOnOneRoad));
  TableControl control;
  control.hold("fork", day("2022-01-01"), Holder::held({"green"}));
  control.hold("a", day("2022-01-01"), Holder::held({"blue"}));
  const Model model = model_of(network, control, span("2023-01-01", "2023-01-11"));
  const Flows flows = flows_of(model);
  // The detour is cheaper than a fifth of the value: B passes its four tonnes a day, the other 60 pay at A.
  EXPECT_DOUBLE_EQ(at(flows, Metric::kTake, "blue", 0), 12000);
  EXPECT_DOUBLE_EQ(at(flows, Metric::kTake, "green", 0), 0);
}

TEST(Run, a_toll_dearer_than_the_detour_sends_goods_round) {
  const Network network = parsed(two_gates("", R"(
taxes:
  - {id: toll, by: holder, where: gates, at: [a], commodity: [ore], rate: {best: 60, unit: yuan per tonne, source: test}}
)"));
  TableControl control;
  control.hold("a", day("2022-01-01"), Holder::held({"blue"}));
  const Model model = model_of(network, control, span("2023-01-01", "2023-01-11"));
  const Flows flows = flows_of(model);
  // The way by B costs 40 yuan more, the toll 60: B takes its four tonnes a day, the rest pays.
  EXPECT_DOUBLE_EQ(at(flows, Metric::kGate, "b", 0), 40);
  EXPECT_DOUBLE_EQ(at(flows, Metric::kGate, "a", 0), 60);
  EXPECT_DOUBLE_EQ(at(flows, Metric::kTake, "blue", 0), 3600);
}

TEST(Run, goods_stay_where_the_way_costs_more_than_they_fetch) {
  const Network network = parsed(two_gates("", R"(
taxes:
  - {id: toll, by: holder, where: roads, at: [fork], commodity: [ore], rate: {best: 990, unit: yuan per tonne, source: test}}
)"));
  TableControl control;
  control.hold("fork", day("2022-01-01"), Holder::held({"blue"}));
  const Model model = model_of(network, control, span("2023-01-01", "2023-01-11"));
  const Flows flows = flows_of(model);
  EXPECT_DOUBLE_EQ(at(flows, Metric::kDelivered, "smelter", 0), 0);
  EXPECT_DOUBLE_EQ(at(flows, Metric::kStock, "pit", 0), 100);
}

TEST(Run, nothing_passes_and_nothing_is_dug_on_contested_ground) {
  const Network network = parsed(two_gates());
  TableControl control;
  control.hold("fork", day("2023-01-11"), Holder::contested());
  control.hold("mine", day("2023-01-21"), Holder::contested());
  const Model model = model_of(network, control, span("2023-01-01", "2023-02-01"));
  const Flows flows = flows_of(model);
  EXPECT_DOUBLE_EQ(at(flows, Metric::kGate, "a", 0), 100);
  EXPECT_DOUBLE_EQ(at(flows, Metric::kProduced, "pit", 0), 200);
}

TEST(Run, a_mine_stands_still_after_a_change_of_hands_until_the_wait_or_a_permit_ends_it) {
  const Network network = parsed(two_gates("    restart: {best: 15, unit: days, source: test}\n"));
  TableControl control;
  control.hold("mine", day("2022-12-01"), Holder::held({"red"}));
  control.hold("mine", day("2023-01-11"), Holder::held({"blue"}));
  const Interval january = span("2023-01-01", "2023-02-01");
  const Model waits = model_of(network, control, january);
  EXPECT_DOUBLE_EQ(at(flows_of(waits), Metric::kProduced, "pit", 0), 160);
  Change permit;
  permit.kind = Change::Kind::kExtraction;
  permit.actor = "blue";
  permit.cargo = "ore";
  permit.open = true;
  permit.period = {day("2023-01-16"), std::nullopt};
  const Model permitted = model_of(network, control, january, {permit});
  EXPECT_DOUBLE_EQ(at(flows_of(permitted), Metric::kProduced, "pit", 0), 260);
}

TEST(Run, a_refused_permit_stops_only_mines_on_the_refusers_ground) {
  const Network network = parsed(two_gates());
  TableControl control;
  control.hold("mine", day("2022-12-01"), Holder::held({"red"}));
  Change refusal;
  refusal.kind = Change::Kind::kExtraction;
  refusal.cargo = "ore";
  refusal.period = {day("2023-01-11"), std::nullopt};
  refusal.actor = "blue";
  EXPECT_DOUBLE_EQ(at(flows_of(model_of(network, control, span("2023-01-01", "2023-02-01"), {refusal})),
                      Metric::kProduced, "pit", 0),
                   310);
  refusal.actor = "red";
  EXPECT_DOUBLE_EQ(at(flows_of(model_of(network, control, span("2023-01-01", "2023-02-01"), {refusal})),
                      Metric::kProduced, "pit", 0),
                   100);
}

TEST(Run, what_comes_in_is_short_when_the_gate_is_shut) {
  const Network network = parsed(R"(
network: imports
commodities:
  - {id: fuel, form: goods, cargo: fuel, amounts: percent of a normal month}
nodes:
  - {id: town}
  - {id: gate}
  - {id: abroad, holder: abroad}
roads:
  - {id: way, through: [gate, town], km: [10], cost: {best: 1, unit: yuan per tonne and km, source: test}}
gates:
  - {gate: gate, near: gate, far: abroad, far_actor: abroad}
sellers:
  - {id: refinery, actor: abroad, at: abroad, commodity: fuel}
buyers:
  - {id: townsfolk, at: town, commodity: fuel, amounts: [{best: 100, unit: percent of a normal month, source: test}]}
)");
  TableControl control;
  control.shut("gate", Side::kFar, day("2023-02-01"));
  const Model model = model_of(network, control, span("2023-01-01", "2023-03-01"));
  const Flows flows = flows_of(model);
  EXPECT_NEAR(at(flows, Metric::kDelivered, "townsfolk", 0), 1200.0 * 31 / 365, 1e-3);
  EXPECT_DOUBLE_EQ(at(flows, Metric::kUnmet, "townsfolk", 0), 0);
  EXPECT_NEAR(at(flows, Metric::kUnmet, "townsfolk", 1), 1200.0 * 28 / 365, 1e-3);
}

TEST(Run, a_buyer_at_two_places_takes_no_more_than_he_asks_for) {
  std::string yaml = two_gates();
  const std::string one = "at: abroad, commodity: ore}";
  yaml.replace(yaml.find(one), one.size(),
               "at: [a, b], commodity: ore, amounts: [{best: 1825, unit: tonnes per year, source: test}]}");
  const Network network = parsed(yaml);
  TableControl control;
  const Model model = model_of(network, control, span("2023-01-01", "2023-01-11"));
  const Flows flows = flows_of(model);
  EXPECT_DOUBLE_EQ(at(flows, Metric::kDelivered, "smelter", 0), 50);
  EXPECT_DOUBLE_EQ(at(flows, Metric::kStock, "pit", 0), 50);
  EXPECT_DOUBLE_EQ(at(flows, Metric::kUnmet, "smelter", 0), 0);
}

TEST(Run, the_bound_that_binds_is_named_with_its_worth) {
  const Network network = parsed(two_gates());
  TableControl control;
  control.shut("a", Side::kFar, day("2022-01-01"));
  const Model model = model_of(network, control, span("2023-01-01", "2023-01-11"));
  const Flows flows = flows_of(model, 1, true);
  ASSERT_EQ(flows.bindings.size(), 2u);
  const auto& a = flows.bindings[0].what == "gate a" ? flows.bindings[0] : flows.bindings[1];
  const auto& b = flows.bindings[0].what == "gate a" ? flows.bindings[1] : flows.bindings[0];
  EXPECT_TRUE(a.shut);
  EXPECT_NEAR(a.worth, 1000 - 20, 1);  // a tonne that stays could fetch its price less the road
  EXPECT_EQ(b.what, "gate b");
  EXPECT_FALSE(b.shut);
  EXPECT_NEAR(b.worth, 1000 - 60, 1);
}

std::string uncertain() {
  std::string yaml = two_gates();
  const std::string exact = "yield: [{best: 3650,";
  return yaml.replace(yaml.find(exact), exact.size(), "yield: [{low: 1000, best: 3650, high: 9000,");
}

TEST(Run, one_thread_and_many_give_the_same_bytes) {
  const Network network = parsed(uncertain());
  TableControl control;
  control.set_gate("a", Side::kFar, "", {day("2023-01-15"), Probability::of(0.4), Probability::of(0.5), {}});
  control.set("mine",
              {day("2023-02-01"),
               {{Holder::held({"red"}), Probability::of(0.6)}, {Holder::contested(), Probability::of(0.4)}},
               {}});
  const Model model = model_of(network, control, span("2023-01-01", "2023-07-01"));
  RunOptions options;
  options.draws = 200;
  options.binding = true;
  options.threads = 1;
  const Flows one = run_flows(model, options);
  options.threads = 7;
  const Flows seven = run_flows(model, options);
  EXPECT_EQ(one.samples, seven.samples);
  ASSERT_EQ(one.bindings.size(), seven.bindings.size());
  for (std::size_t i = 0; i < one.bindings.size(); ++i)
    EXPECT_EQ(one.bindings[i].worth, seven.bindings[i].worth);
  options.seed = 2;
  EXPECT_NE(run_flows(model, options).samples, one.samples);
}

TEST(Run, a_gate_is_open_in_as_many_draws_as_its_probability_says) {
  const Network network = parsed(two_gates());
  TableControl control;
  control.set_gate("a", Side::kFar, "", {day("2022-01-01"), Probability::of(0.3), Probability::of(0.7), {}});
  control.shut("b", Side::kFar, day("2022-01-01"));
  const Model model = model_of(network, control, span("2023-01-01", "2023-01-11"));
  const Flows flows = flows_of(model, 4000);
  int open = 0;
  for (int d = 0; d < 4000; ++d) open += at(flows, Metric::kDelivered, "smelter", 0, d) > 0;
  EXPECT_NEAR(open / 4000.0, 0.3, 0.03);  // four standard errors
}

TEST(Run, what_is_dug_is_sold_stored_or_still_there_to_the_kilogram) {
  const Network network = parsed(uncertain());
  TableControl control;
  control.set_gate("a", Side::kFar, "", {day("2023-02-15"), Probability::of(0.4), Probability::of(0.6), {}});
  control.set_gate("a", Side::kFar, "", {day("2023-04-15"), Probability::of(0.9), Probability::of(0.1), {}});
  const Model model = model_of(network, control, span("2023-01-01", "2023-07-01"));
  const Flows flows = flows_of(model, 100);
  for (int d = 0; d < 100; ++d) {
    double dug = 0, sold = 0;
    for (int m = 0; m < flows.months(); ++m) {
      dug += at(flows, Metric::kProduced, "pit", m, d);
      sold += at(flows, Metric::kDelivered, "smelter", m, d);
      EXPECT_NEAR(dug, sold + at(flows, Metric::kStock, "pit", m, d), 1e-6);
    }
  }
}

TEST(Run, bands_are_the_quantiles_of_the_draws) {
  std::vector<double> values;
  for (int i = 10; i >= 0; --i) values.push_back(i);
  const Band band = band_of(values);
  EXPECT_DOUBLE_EQ(band.p10, 1);
  EXPECT_DOUBLE_EQ(band.p50, 5);
  EXPECT_DOUBLE_EQ(band.p90, 9);
  EXPECT_DOUBLE_EQ(band.mean, 5);
}

TEST(Run, days_of_warming_up_fill_the_stocks_and_are_not_reported) {
  const Network network = parsed(two_gates());
  TableControl control;
  for (const char* gate : {"a", "b"}) control.shut(gate, Side::kFar, day("2023-01-22"));
  control.open("a", Side::kFar, day("2023-02-11"));
  const Interval days = span("2023-02-06", "2023-03-01");
  const auto cold = Model::make(network, control, {}, nullptr, days), warm = Model::make(network, control, {}, nullptr, days, 36);
  ASSERT_TRUE(cold.ok() && warm.ok());
  EXPECT_DOUBLE_EQ(at(flows_of(*cold), Metric::kGate, "a", 0), 230);        // what is dug from the 6th on
  const Flows flows = flows_of(*warm, 1, true);
  EXPECT_DOUBLE_EQ(at(flows, Metric::kGate, "a", 0), 230 + 150);            // and what lay there since the 22nd
  EXPECT_DOUBLE_EQ(at(flows, Metric::kProduced, "pit", 0), 230);
  ASSERT_EQ(flows.months(), 1);
  EXPECT_EQ(flows.month_name(0), "2023-02");
  ASSERT_EQ(flows.bindings.size(), 2u);
  EXPECT_NEAR(flows.bindings[0].share_of_days, 5.0 / 23, 1e-12);
}

TEST(Run, goods_that_travel_alike_flow_alike_and_a_gate_shut_to_one_stops_only_it) {
  std::string yaml = R"(
network: imports
commodities:
  - {id: fuel, form: goods, cargo: fuel, amounts: percent of a normal month}
  - {id: food, form: goods, cargo: food, amounts: percent of a normal month}
nodes:
  - {id: town}
  - {id: gate}
  - {id: abroad, holder: abroad}
roads:
  - {id: way, through: [gate, town], km: [10], cost: {best: 1, unit: yuan per tonne and km, source: test}}
gates:
  - {gate: gate, near: gate, far: abroad, far_actor: abroad}
sellers:
  - {id: refinery, actor: abroad, at: abroad, commodity: fuel}
  - {id: mill, actor: abroad, at: abroad, commodity: food}
buyers:
  - {id: drivers, at: town, commodity: fuel, amounts: [{best: 100, unit: percent of a normal month, source: test}]}
  - {id: eaters, at: town, commodity: food, amounts: [{best: 100, unit: percent of a normal month, source: test}]}
)";
  const Network network = parsed(yaml);
  TableControl control;
  control.set_gate("gate", Side::kFar, "fuel", {day("2023-02-01"), Probability::of(0), Probability::of(1), {}});
  const Model model = model_of(network, control, span("2023-01-01", "2023-03-01"));
  const Flows flows = flows_of(model);
  const auto reaches = [&](const char* who, const char* what, int month) {
    return flows.sample(static_cast<std::size_t>(flows.row(Metric::kDelivered, who, what)), month, 0);
  };
  EXPECT_NEAR(reaches("drivers", "fuel", 0), 1200.0 * 31 / 365, 1e-3);
  EXPECT_DOUBLE_EQ(reaches("drivers", "fuel", 0), reaches("eaters", "food", 0));
  EXPECT_DOUBLE_EQ(reaches("drivers", "fuel", 1), 0);
  EXPECT_NEAR(reaches("eaters", "food", 1), 1200.0 * 28 / 365, 1e-3);
}

TEST(Run, one_state_s_sides_stand_together_where_the_network_says_so) {
  TableControl control;
  for (const char* gate : {"a", "b"})
    control.set_gate(gate, Side::kFar, "", {day("2022-01-01"), Probability::of(0.5), Probability::of(0.5), {}});
  const Interval days = span("2023-01-01", "2023-01-11");
  const auto nothing_passes = [&](const std::string& rules) {
    const Network network = parsed(rules + two_gates());
    const Model model = model_of(network, control, days);
    const Flows flows = flows_of(model, 400);
    int none = 0;
    for (int draw = 0; draw < 400; ++draw)
      none += at(flows, Metric::kGate, "a", 0, draw) == 0 && at(flows, Metric::kGate, "b", 0, draw) == 0;
    return none;
  };
  const int apart = nothing_passes("rules: {far_sides: apart}\n"), together = nothing_passes("rules: {far_sides: together}\n");
  EXPECT_NEAR(apart, 100, 35);     // a quarter of the worlds
  EXPECT_NEAR(together, 200, 35);  // half of them
  EXPECT_FALSE(Network::parse("rules: {far_sides: sometimes}\n" + two_gates(), "n.yaml", nullptr).ok());
}

}  // namespace
}  // namespace assay::flow
