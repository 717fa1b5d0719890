#include "flow/whatif.hpp"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "tests/flow/worlds.hpp"

namespace assay::flow {
namespace {

using ::testing::HasSubstr;

const Difference* find(const Comparison& comparison, Metric metric, const std::string& subject) {
  for (const auto& d : comparison.differences)
    if (d.row.metric == metric && d.row.subject == subject) return &d;
  return nullptr;
}

std::string sentence_of(const Comparison& comparison, Metric metric, const std::string& subject) {
  for (std::size_t i = 0; i < comparison.differences.size(); ++i)
    if (comparison.differences[i].row.metric == metric && comparison.differences[i].row.subject == subject)
      return comparison.explanations[i].sentence;
  return "";
}

TEST(WhatIf, each_change_is_told_with_what_becomes_of_the_goods) {
  const Network network = parsed(two_gates());
  TableControl control;
  control.open("a", Side::kFar, day("2022-01-01"), {"claim-open-a"});
  const Interval days = span("2023-01-01", "2023-01-11");
  auto close = parse_change("close", "a:far");
  ASSERT_TRUE(close.ok());
  const std::vector<Change> changes{*close};
  const Model base = model_of(network, control, days);
  const Model scenario = model_of(network, control, days, changes);
  const Flows before = flows_of(base, 10), after = flows_of(scenario, 10, true);
  const Comparison comparison = compare(before, after, changes);
  const auto* a = find(comparison, Metric::kGate, "a");
  ASSERT_NE(a, nullptr);
  EXPECT_DOUBLE_EQ(a->change.p50, -100);
  EXPECT_DOUBLE_EQ(a->likely, 1);
  EXPECT_DOUBLE_EQ(find(comparison, Metric::kGate, "b")->change.p50, 40);
  EXPECT_DOUBLE_EQ(find(comparison, Metric::kStock, "pit")->change.p50, 60);
  const std::string sentence = sentence_of(comparison, Metric::kGate, "a");
  EXPECT_THAT(sentence, HasSubstr("100 t of ore less passes the gate a"));
  EXPECT_THAT(sentence, HasSubstr("gate a shut on the far side"));
  EXPECT_THAT(sentence, HasSubstr("40 more goes by b"));
  EXPECT_THAT(sentence, HasSubstr("60 more is left in stock"));
  EXPECT_THAT(sentence, HasSubstr("what binds is the gate a (shut on 100 of 100 days"));
  const auto json = to_json(comparison, before, after);
  EXPECT_EQ(json["differences"].size(), comparison.differences.size());
  bool evidence = false;
  for (const auto& d : json["differences"])
    for (const auto& id : d["because"]) evidence = evidence || id == "claim-open-a";
  EXPECT_TRUE(evidence);
}

TEST(WhatIf, a_scenario_that_changes_nothing_differs_in_nothing) {
  const Network network = parsed(two_gates());
  TableControl control;
  const Interval days = span("2023-01-01", "2023-03-01");
  const std::vector<Change> changes{*parse_change("open", "a")};
  const Model base = model_of(network, control, days), scenario = model_of(network, control, days, changes);
  EXPECT_TRUE(compare(flows_of(base, 20), flows_of(scenario, 20), changes).differences.empty());
}

TEST(WhatIf, a_place_that_changes_hands_moves_its_tax) {
  const Network network = parsed(two_gates("", R"(
taxes:
  - {id: fifth, by: holder, where: sites, commodity: [ore], rate: {best: 20, unit: percent of value, source: test}}
)"));
  TableControl control;
  control.hold("mine", day("2022-01-01"), Holder::held({"red"}));
  auto hold = parse_change("hold", "mine=blue");
  ASSERT_TRUE(hold.ok());
  hold->period = span("2023-01-11", "2023-01-21");
  const Model model = model_of(network, control, span("2023-01-01", "2023-02-01"), {*hold});
  const Flows flows = flows_of(model);
  EXPECT_DOUBLE_EQ(at(flows, Metric::kTake, "red", 0), 21 * 10 * 1000 * 0.2);
  EXPECT_DOUBLE_EQ(at(flows, Metric::kTake, "blue", 0), 10 * 10 * 1000 * 0.2);
}

TEST(WhatIf, a_new_rate_replaces_the_old_one_of_the_same_actor) {
  const Network network = parsed(two_gates("", R"(
taxes:
  - {id: fifth, by: red, where: sites, commodity: [ore], rate: {best: 20, unit: percent of value, source: test}}
)"));
  TableControl control;
  control.hold("mine", day("2022-01-01"), Holder::held({"red"}));
  const Model model =
      model_of(network, control, span("2023-01-01", "2023-01-11"), {*parse_change("tax", "red:ore=5%")});
  EXPECT_DOUBLE_EQ(at(flows_of(model), Metric::kTake, "red", 0), 5000);
}

TEST(WhatIf, a_scenario_file_is_read_back_as_it_was_written) {
  Scenario scenario;
  scenario.name = "the far side of \"a\" shut: all of it";
  scenario.days = span("2023-01-01", "2024-01-01");
  scenario.effect = span("2023-03-01", "2023-06-01");
  scenario.seed = 42;
  scenario.draws = 50;
  for (auto [what, text] : {std::pair{"close", "a:far:ore"},
                            {"open", "b"},
                            {"hold", "mine=red"},
                            {"stop", "pit"},
                            {"tax", "red:ore=12.5%"},
                            {"tax", "blue:ore=35000/t@a"},
                            {"refuse", "red:ore"},
                            {"cut", "fork"},
                            {"close", "b:both:ore"}}) {
    auto change = parse_change(what, text);
    ASSERT_TRUE(change.ok()) << what << " " << text;
    change->period = scenario.effect;
    scenario.changes.push_back(*change);
  }
  scenario.changes[1].period = span("2023-05-01", "2023-05-11");
  const std::string yaml = to_yaml(scenario);
  const auto again = parse_scenario(yaml, "s.yaml");
  ASSERT_TRUE(again.ok()) << again.error().text() << yaml;
  EXPECT_EQ(to_yaml(*again), yaml);
  ASSERT_EQ(again->changes.size(), scenario.changes.size());
  for (std::size_t i = 0; i < scenario.changes.size(); ++i)
    EXPECT_EQ(again->changes[i].key(), scenario.changes[i].key()) << i;
}

TEST(WhatIf, a_scenario_rerun_gives_the_same_bytes) {
  const Network network = parsed(two_gates());
  TableControl control;
  control.set_gate("a", Side::kFar, "",
                   {day("2022-01-01"), Probability::of(0.5), Probability::of(0.5), {"c"}});
  const auto scenario = parse_scenario(
      "scenario: s\ndays: 2023-01..2023-03\nseed: 9\ndraws: 64\nchanges:\n  - close: a:near\n", "s.yaml");
  ASSERT_TRUE(scenario.ok()) << scenario.error().text();
  std::vector<std::string> runs;
  for (int threads : {1, 3}) {
    const Model base = model_of(network, control, scenario->days),
                other = model_of(network, control, scenario->days, scenario->changes);
    RunOptions options{scenario->seed, scenario->draws, threads, true};
    const Flows before = run_flows(base, options), after = run_flows(other, options);
    runs.push_back(to_json(compare(before, after, scenario->changes), before, after).dump());
  }
  EXPECT_EQ(runs[0], runs[1]);
}

TEST(WhatIf, what_cannot_be_read_says_how_it_is_written) {
  for (auto [what, text] : {std::pair{"close", ""},
                            {"close", "a:left:ore:x"},
                            {"hold", "mine"},
                            {"hold", "=red"},
                            {"tax", "red=20%"},
                            {"tax", "red:ore=200%"},
                            {"tax", "red:ore=-5%"},
                            {"tax", "red:ore=5"},
                            {"explode", "a"},
                            {"refuse", "red"}}) {
    const auto change = parse_change(what, text);
    ASSERT_FALSE(change.ok()) << what << " " << text;
    EXPECT_EQ(change.error().code, ErrorCode::kBadArgument);
  }
  const auto bad =
      parse_scenario("scenario: s\ndays: 2023-01..2023-03\nchanges:\n  - close: a\n  - shut: b\n", "s.yaml");
  ASSERT_FALSE(bad.ok());
  EXPECT_EQ(bad.error().place, "s.yaml:5");
  EXPECT_FALSE(parse_scenario("days: 2023", "s.yaml").ok());
  EXPECT_FALSE(parse_scenario("[]", "s.yaml").ok());
}

TEST(WhatIf, every_fault_of_a_scenario_file_is_told_with_its_line) {
  const auto places = [](const std::string& yaml) {
    std::vector<std::string> all;
    for (const auto& fault : check_scenario(yaml, "s.yaml")) all.push_back(fault.text());
    return all;
  };
  EXPECT_TRUE(places("scenario: s\ndays: 2023\nchanges:\n  - close: a\n").empty());
  const auto many = places(
      "scenario: s\ndays: 2023-02..2023-01\neffect: soon\ndraws: 0\nseed: -1\ncolour: red\nchanges:\n  - shut: b\n"
      "  - close: a\n    while: 2023\n  - tax: 'red:ore=150%'\n  - hold: a\n    during: never\n");
  ASSERT_EQ(many.size(), 10u) << ::testing::PrintToString(many);
  EXPECT_THAT(many[0], HasSubstr("s.yaml:2: the period '2023-02..2023-01' ends before it begins"));
  EXPECT_THAT(many[1], HasSubstr("s.yaml:3: 'soon' is no year, month or day"));
  EXPECT_THAT(many[2], HasSubstr("s.yaml:4: 'draws' is a whole number"));
  EXPECT_THAT(many[3], HasSubstr("s.yaml:5: 'seed' is a whole number"));
  EXPECT_THAT(many[4], HasSubstr("s.yaml:6: a scenario has no key 'colour'"));
  EXPECT_THAT(many[5], HasSubstr("s.yaml:8: a scenario cannot 'shut'"));
  EXPECT_THAT(many[6], HasSubstr("s.yaml:9: a change is one word and what it takes"));
  EXPECT_THAT(many[7], HasSubstr("s.yaml:11: 'red:ore=150%' cannot be read"));
  EXPECT_THAT(many[8], HasSubstr("s.yaml:12: 'a' cannot be read"));
  EXPECT_THAT(many[9], HasSubstr("s.yaml:13: 'never' is no year, month or day"));
  EXPECT_THAT(places("scenario: s\ndays: 2023..\nchanges:\n  - close: a\n"),
              ::testing::ElementsAre(HasSubstr("s.yaml:2: 'days' needs a first and a last day")));
  EXPECT_THAT(places("scenario: s\ndays: 2023\neffect: 2025..\nchanges:\n  - close: a\n"),
              ::testing::ElementsAre(HasSubstr("s.yaml:3: 'effect' lies outside 'days'")));
  EXPECT_THAT(places("scenario: s\ndays: 2023\n"), ::testing::ElementsAre(HasSubstr("'changes' has no entry")));
  EXPECT_THAT(places("scenario: [\n"), ::testing::ElementsAre(HasSubstr("s.yaml:2: this is no YAML")));
}

TEST(WhatIf, what_a_scenario_names_and_the_network_lacks_is_told_with_its_line) {
  const Network network = parsed(two_gates());
  const auto scenario =
      parse_scenario("scenario: s\ndays: 2023\nchanges:\n  - close: a\n  - close: zz\n", "s.yaml");
  ASSERT_TRUE(scenario.ok()) << scenario.error().text();
  const auto model = Model::make(network, TableControl(), scenario->changes, nullptr, scenario->days);
  ASSERT_FALSE(model.ok());
  EXPECT_EQ(model.error().text(), "s.yaml:5: the network has no gate 'zz'.");
}

TEST(WhatIf, a_change_of_what_the_network_lacks_is_refused) {
  const Network network = parsed(two_gates());
  TableControl control;
  for (auto [what, text] :
       {std::pair{"close", "z"}, {"hold", "z=red"}, {"stop", "z"}, {"tax", "red:z=5%"}, {"close", "a:z"}}) {
    const auto model =
        Model::make(network, control, {*parse_change(what, text)}, nullptr, span("2023-01-01", "2023-02-01"));
    ASSERT_FALSE(model.ok()) << what << " " << text;
    EXPECT_EQ(model.error().code, ErrorCode::kNotFound);
  }
}

}  // namespace
}  // namespace assay::flow
