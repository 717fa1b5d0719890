// Small networks that the tests of this stage share. All numbers are chosen so that the answers can be worked
// out by hand: a year of 365 days, 3,650 tonnes a year are ten a day.
#pragma once

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "flow/run.hpp"

namespace assay::flow {

inline Day day(const char* iso) { return Day::parse(iso).value(); }
inline Interval span(const char* from, const char* to) { return {day(from), day(to)}; }

inline Network parsed(const std::string& yaml) {
  auto network = Network::parse(yaml, "network.yaml", nullptr);
  EXPECT_TRUE(network.ok()) << (network.ok() ? "" : network.error().text());
  return network.ok() ? *network : Network{};
}

// One mine, a short road to the gate of A and a longer one to the gate of B; B passes four tonnes a day.
inline std::string two_gates(const std::string& extra = "", const std::string& taxes = "") {
  return R"(
network: two-gates
exchange: {best: 7, unit: yuan per dollar, source: test}
commodities:
  - {id: ore, form: ore, cargo: mineral, price: [{best: 1000, unit: yuan per tonne, period: 2023.., source: test}]}
nodes:
  - {id: mine}
  - {id: fork}
  - {id: a}
  - {id: b}
  - {id: abroad, holder: abroad}
fields:
  - id: hills
    commodity: ore
    yield: [{best: 3650, unit: tonnes per year, period: 2023.., source: test}]
    storage: {best: 1, unit: months of yield, source: test}
)" + extra +
         R"(
sites:
  - {id: pit, place: mine, field: hills, share: {best: 1, unit: of the field, source: test}}
road_cost: {best: 1, unit: yuan per tonne and km, source: test}
roads:
  - {id: trunk, through: [mine, fork], km: [10]}
  - {id: short, through: [fork, a], km: [10]}
  - {id: long, through: [fork, b], km: [50]}
gates:
  - {gate: a, near: a, far: abroad, far_actor: abroad}
  - gate: b
    near: b
    far: abroad
    far_actor: abroad
    capacity: [{cargo: mineral, amounts: [{best: 4, unit: tonnes per day, source: test}]}]
buyers:
  - {id: smelter, actor: abroad, at: abroad, commodity: ore}
)" + taxes;
}

// The rows of a CSV (RFC 4180), each as heading and cell.
inline std::vector<std::map<std::string, std::string>> csv_rows(const std::string& csv) {
  std::vector<std::vector<std::string>> lines(1, std::vector<std::string>(1));
  bool quoted = false;
  for (std::size_t i = 0; i < csv.size(); ++i) {
    const char c = csv[i];
    if (c == '"' && quoted && i + 1 < csv.size() && csv[i + 1] == '"') lines.back().back() += csv[++i];
    else if (c == '"') quoted = !quoted;
    else if (c == ',' && !quoted) lines.back().emplace_back();
    else if (c == '\n' && !quoted) lines.emplace_back(1);
    else if (c != '\r' || quoted) lines.back().back() += c;
  }
  lines.pop_back();
  std::vector<std::map<std::string, std::string>> rows;
  for (std::size_t r = 1; r < lines.size(); ++r) {
    EXPECT_EQ(lines[r].size(), lines[0].size()) << "row " << r;
    rows.emplace_back();
    for (std::size_t c = 0; c < std::min(lines[r].size(), lines[0].size()); ++c) rows.back()[lines[0][c]] = lines[r][c];
  }
  return rows;
}

inline Flows flows_of(const Model& model, int draws = 1, bool binding = false) {
  RunOptions options;
  options.draws = draws;
  options.threads = 1;
  options.binding = binding;
  return run_flows(model, options);
}

inline Model model_of(const Network& network, const ControlSource& control, const Interval& days,
                      std::vector<Change> changes = {}) {
  auto model = Model::make(network, control, std::move(changes), nullptr, days);
  EXPECT_TRUE(model.ok()) << (model.ok() ? "" : model.error().text());
  return std::move(model).value();
}

inline double at(const Flows& flows, Metric metric, const char* subject, int month, int draw = 0) {
  const int row = flows.row(metric, subject, flows.model->network->commodities.front().id);
  EXPECT_GE(row, 0) << subject;
  return row < 0 ? -1 : flows.sample(static_cast<std::size_t>(row), month, draw);
}

}  // namespace assay::flow
