// A network of any size, made from a seed: a country of places on a grid with roads to their neighbours and
// some long ones, mines inland, gates along one border.
#pragma once

#include <string>

#include "flow/control.hpp"
#include "flow/network.hpp"
#include "flow/random.hpp"

namespace assay::flow {

inline Network generated(int nodes, int arcs, int sites, int gates) {
  Network net;
  net.id = "generated";
  std::uint64_t count = 0;
  auto u = [&] { return uniform(1, 2, ++count); };
  auto pick = [&](int below) { return static_cast<int>(u() * below); };
  auto range = [](double low, double best, double high) { return Range<double>{low, best, high}; };
  net.rules.exchange.range = {YuanPerDollar::of(7), YuanPerDollar::of(7.2), YuanPerDollar::of(7.3)};
  net.commodities.push_back(
      {"ore", Form::kOre, "ore", Amounts::kTonnes, Currency::kYuan, {{range(8000, 10000, 12000), {}, {}}}});
  const int inland = nodes - 1;
  for (int n = 0; n < inland; ++n) net.nodes.push_back({"p" + std::to_string(n), "", {}, {}, "", true});
  net.nodes.push_back({"abroad", "", {}, {}, "abroad", true});
  auto road = [&](int from, int to, double km) {
    Road r;
    r.id = "r" + std::to_string(net.roads.size());
    r.legs = {{from, to, Kilometres::of(km)}};
    r.both_ways = false;
    r.cost = range(0.5, 1, 3);
    net.roads.push_back(std::move(r));
  };
  const int wide = std::max(2, static_cast<int>(std::sqrt(inland)));
  const int ports = gates;
  for (int n = 0; n + 1 < inland; ++n) {
    road(n, n + 1, 5 + 20 * u());
    if (n + wide < inland) road(n, n + wide, 5 + 20 * u());
  }
  while (static_cast<int>(net.roads.size()) < arcs - ports) {
    const int from = pick(inland), to = std::min(inland - 1, std::max(0, from - 2 * wide + pick(4 * wide)));
    if (from != to) road(from, to, 20 + 60 * u());
  }
  Field field;
  field.id = "field";
  field.yields = {
      {{TonnesPerYear::of(200000), TonnesPerYear::of(400000), TonnesPerYear::of(500000)}, {}, {}}};
  field.storage_months.range = range(1, 2, 4);
  net.fields.push_back(field);
  for (int s = 0; s < sites; ++s) {
    Site site{"s" + std::to_string(s), "", pick(inland), 0, {}, true};
    site.share.range = range(0.5, 1, 2);
    net.sites.push_back(std::move(site));
  }
  for (int g = 0; g < gates; ++g) {
    Port port;
    port.gate = "g" + std::to_string(g);
    port.near = inland - 1 - (g * wide / std::max(1, gates));
    port.far = inland;
    port.far_actor = "abroad";
    port.open_when_unknown.range = range(0.5, 0.8, 0.9);
    Port::Capacity capacity;
    capacity.cargo = "ore";
    capacity.figures = {
        {{TonnesPerYear::of(5000), TonnesPerYear::of(10000), TonnesPerYear::of(30000)}, {}, {}}};
    port.capacities.push_back(capacity);
    net.ports.push_back(std::move(port));
  }
  for (int t = 0; t < 40; ++t) {
    Tax tax;
    tax.id = "t" + std::to_string(t);
    tax.point = TaxPoint::kRoads;
    for (int k = 0; k < nodes / 100; ++k) tax.nodes.push_back(pick(inland));
    tax.commodities = {0};
    tax.figure.range = range(0.01, 0.02, 0.05);
    net.taxes.push_back(std::move(tax));
  }
  Market buyer;
  buyer.id = "buyer";
  buyer.actor = "abroad";
  buyer.nodes = {inland};
  net.markets.push_back(std::move(buyer));
  return net;
}

// Three parties, each place held by one or another with some doubt.
inline TableControl generated_control(const Network& net, Day from) {
  TableControl control;
  const char* parties[] = {"amber", "blue", "crimson"};
  for (std::size_t n = 0; n < net.nodes.size(); ++n) {
    const int who = static_cast<int>(uniform(3, n, 1) * 3);
    control.set(net.nodes[n].id, {from,
                                  {{Holder::held({parties[who]}), Probability::of(0.8)},
                                   {Holder::held({parties[(who + 1) % 3]}), Probability::of(0.15)},
                                   {Holder::contested(), Probability::of(0.001)},
                                   {Holder::unknown(), Probability::of(0.049)}},
                                  {}});
  }
  return control;
}

}  // namespace assay::flow
