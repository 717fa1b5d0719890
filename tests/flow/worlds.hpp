// Small networks that the tests of this stage share. All numbers are chosen so that the answers can be worked
// out by hand: a year of 365 days, 3,650 tonnes a year are ten a day.
#pragma once

#include <gtest/gtest.h>

#include <string>

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
