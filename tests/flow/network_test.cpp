#include "flow/network.hpp"

#include <gmock/gmock.h>

#include "flow/random.hpp"
#include "tests/flow/worlds.hpp"

namespace assay::flow {
namespace {

using ::testing::HasSubstr;

// The network of worlds.hpp with one piece of text put for another.
std::string broken(const std::string& what, const std::string& with) {
  std::string yaml = two_gates();
  const auto where = yaml.find(what);
  EXPECT_NE(where, std::string::npos) << what;
  return yaml.replace(where, what.size(), with);
}

void expect_fault(const std::string& yaml, const std::string& near_text, const std::string& sentence) {
  const auto faults = Network::check_text(yaml, "network.yaml", nullptr);
  ASSERT_FALSE(faults.empty()) << sentence;
  const auto line =
      1 + std::count(yaml.begin(), yaml.begin() + static_cast<std::ptrdiff_t>(yaml.find(near_text)), '\n');
  bool found = false;
  for (const auto& fault : faults)
    found = found || (fault.place == "network.yaml:" + std::to_string(line) &&
                      fault.message.find(sentence) != std::string::npos);
  EXPECT_TRUE(found) << faults.front().text() << " (wanted line " << line << ": " << sentence << ")";
}

TEST(Network, a_sound_network_has_no_fault) {
  const auto faults = Network::check_text(two_gates(), "network.yaml", nullptr);
  EXPECT_TRUE(faults.empty()) << faults.front().text();
}

TEST(Network, a_road_to_nowhere_is_a_fault) {
  expect_fault(broken("through: [fork, b]", "through: [fork, nowhere]"), "through: [fork, nowhere]",
               "leads to nowhere");
  expect_fault(broken("through: [fork, b]", "through: [fork]"), "through: [fork]", "leads to nowhere");
  expect_fault(broken("  - {id: long,", "  - {id: stub, through: [fork, dead-end], km: [3]}\n  - {id: long,"),
               "id: stub", "nowhere");
  std::string yaml =
      broken("  - {id: long,", "  - {id: stub, through: [fork, dead-end], km: [3]}\n  - {id: long,");
  yaml.replace(yaml.find("  - {id: fork}"), 14, "  - {id: fork}\n  - {id: dead-end}");
  expect_fault(yaml, "id: stub", "nothing is dug, bought, sold or crossed at 'dead-end'");
}

TEST(Network, a_cycle_of_free_transport_is_a_fault) {
  expect_fault(broken("km: [10]}\n  - {id: short", "km: [0]}\n  - {id: short"), "id: trunk",
               "cycle of free transport");
}

TEST(Network, a_yield_is_not_negative_and_says_when) {
  expect_fault(broken("{best: 3650, unit", "{best: -3650, unit"), "best: -3650", "negative");
  expect_fault(broken("unit: tonnes per year, period: 2023.., source", "unit: tonnes per year, source"),
               "best: 3650", "period");
}

TEST(Network, a_gate_has_two_sides) {
  expect_fault(broken("{gate: a, near: a, far: abroad,", "{gate: a, near: a,"), "gate: a, near: a",
               "one side only");
}

TEST(Network, ranges_units_and_keys_are_checked) {
  expect_fault(broken("{best: 3650,", "{low: 5, best: 4, high: 6,"), "low: 5", "out of order");
  expect_fault(broken("unit: tonnes per year", "unit: tons"), "unit: tons", "cannot be in 'tons'");
  expect_fault(broken("km: [50]", "miles: [50]"), "miles: [50]", "no key 'miles'");
  expect_fault(broken("form: ore", "form: dust"), "form: dust", "no form");
  expect_fault(broken("source: test}]\n    storage", "source: ''}]\n    storage"), "source: ''", "source");
}

TEST(Network, a_mine_without_a_way_to_a_buyer_is_a_fault) {
  expect_fault(
      broken("through: [mine, fork], km: [10]}", "through: [fork, mine], km: [10], both_ways: false}"),
      "id: pit", "no road leads from the site 'pit'");
}

TEST(Network, every_fault_is_told_in_order_of_lines) {
  std::string yaml = broken("form: ore", "form: dust");
  yaml.replace(yaml.find("km: [50]"), 8, "km: [fifty]");
  const auto faults = Network::check_text(yaml, "network.yaml", nullptr);
  ASSERT_GE(faults.size(), 2u);
  EXPECT_THAT(faults.front().message, HasSubstr("dust"));
}

TEST(Network, hostile_bytes_are_a_fault_and_no_more) {
  for (const char* bytes :
       {"", "[", "network", "- - -", "{network: [1,2]}", "network: x\nsites: {a: b}", "a: &a [*a]",
        "gates: [[[]]]", "network: x\nfields: [{id: f, commodity: c, yield: 3}]", "nodes: [1, 2]",
        "rules: [x]", "exchange: 7",
        "network: x\ncommodities: [{id: {a: b}, form: [x], cargo: 1, price: [1]}]\x01"}) {
    const auto faults = Network::check_text(bytes, "n.yaml", nullptr);
    EXPECT_FALSE(faults.empty()) << bytes;
  }
}

TEST(Network, short_tons_are_told_from_tonnes) {
  const Network network =
      parsed(broken("best: 3650, unit: tonnes per year", "best: 1000, unit: short tons per year"));
  EXPECT_NEAR(network.fields[0].yields[0].range.best.value(), 907.18474, 1e-9);
  EXPECT_NEAR(from_short_tons(19500).value(), 17690.10, 0.01);
}

TEST(Network, masses_of_two_forms_need_a_stated_conversion) {
  const Network network = parsed(two_gates() + R"(
conversions:
  - {resource: ore, from: carbonate, to: oxide, factor: {low: 0.5, best: 0.6, high: 0.7, unit: tonnes per tonne, source: test}}
)");
  EXPECT_DOUBLE_EQ(*network.conversion("ore", Form::kOxide, Form::kOxide, 0.3), 1);
  const double there = *network.conversion("ore", Form::kCarbonate, Form::kOxide, 0.3);
  EXPECT_DOUBLE_EQ(*network.conversion("ore", Form::kOxide, Form::kCarbonate, 0.3), 1 / there);
  EXPECT_FALSE(network.conversion("ore", Form::kOre, Form::kOxide, 0.3).has_value());
}

TEST(Network, a_figure_speaks_for_its_period_and_is_carried_forward) {
  auto figure = [](double best, Interval period) { return Figure<double>{{best, best, best}, period, {}}; };
  const std::vector<Figure<double>> figures{figure(1, span("2021-01-01", "2022-01-01")),
                                            figure(2, span("2023-01-01", "2024-01-01")),
                                            figure(3, span("2023-06-01", "2023-07-01"))};
  EXPECT_EQ(figure_on(figures, day("2021-05-05"))->range.best, 1);
  EXPECT_EQ(figure_on(figures, day("2022-05-05"))->range.best, 1);
  EXPECT_EQ(figure_on(figures, day("2023-06-05"))->range.best, 3);
  EXPECT_EQ(figure_on(figures, day("2025-01-01"))->range.best, 2);
  EXPECT_EQ(figure_on(figures, day("2020-01-01"))->range.best, 1);
}

TEST(Network, a_triangular_range_has_its_quantiles) {
  const Range<double> range{0, 1, 3};
  EXPECT_DOUBLE_EQ(range.at(0), 0);
  EXPECT_DOUBLE_EQ(range.at(1.0 / 3), 1);
  double sum = 0;
  for (int i = 0; i < 1000; ++i) sum += range.at((i + 0.5) / 1000);
  EXPECT_NEAR(sum / 1000, 4.0 / 3, 1e-3);
}

}  // namespace
}  // namespace assay::flow
