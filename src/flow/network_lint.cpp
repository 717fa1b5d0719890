#include "flow/network_lint.hpp"

#include <fmt/format.h>

#include <set>

namespace assay::flow {
namespace {

struct LintArc {
  int from = 0, to = 0;
  bool free = false;
  std::string line;
};

bool carries(const std::vector<std::string>& classes, const std::string& cargo) {
  return classes.empty() || std::find(classes.begin(), classes.end(), cargo) != classes.end();
}

// Every way that goods of `cargo` (any, when empty) can take, closures aside.
std::vector<LintArc> arcs_of(const Network& net, const NetworkLines& lines, const std::string& cargo) {
  std::vector<LintArc> arcs;
  for (const auto& road : net.roads) {
    if (!cargo.empty() && !carries(road.cargo, cargo)) continue;
    const auto& line = lines.at("road/" + road.id);
    for (const auto& leg : road.legs) {
      const bool free = road.cost.low * leg.length.value() <= 0;
      arcs.push_back({leg.from, leg.to, free, line});
      if (road.both_ways) arcs.push_back({leg.to, leg.from, free, line});
    }
  }
  for (const auto& port : net.ports) {
    if (!cargo.empty() && !carries(port.cargo, cargo)) continue;
    // Crossing costs nothing by itself, but each commodity crosses one way: no cycle closes through a gate
    // alone.
    arcs.push_back({port.near, port.far, false, port.place});
    arcs.push_back({port.far, port.near, false, port.place});
  }
  return arcs;
}

std::vector<std::vector<int>> adjacency(const Network& net, const std::vector<LintArc>& arcs,
                                        bool only_free) {
  std::vector<std::vector<int>> out(net.nodes.size());
  for (std::size_t i = 0; i < arcs.size(); ++i)
    if (!only_free || arcs[i].free)
      out[static_cast<std::size_t>(arcs[i].from)].push_back(static_cast<int>(i));
  return out;
}

// The first arc that closes a cycle of free arcs, or -1 (depth-first, without recursion).
int free_cycle(const Network& net, const std::vector<LintArc>& arcs) {
  const auto out = adjacency(net, arcs, true);
  std::vector<char> state(net.nodes.size(), 0);  // 0 new, 1 on the path, 2 done
  for (std::size_t start = 0; start < net.nodes.size(); ++start) {
    if (state[start]) continue;
    std::vector<std::pair<int, std::size_t>> path{{static_cast<int>(start), 0}};
    state[start] = 1;
    while (!path.empty()) {
      auto& [node, next] = path.back();
      const auto& list = out[static_cast<std::size_t>(node)];
      if (next == list.size()) {
        state[static_cast<std::size_t>(node)] = 2;
        path.pop_back();
        continue;
      }
      const int arc = list[next++];
      const auto to = static_cast<std::size_t>(arcs[static_cast<std::size_t>(arc)].to);
      if (state[to] == 1) return arc;
      if (state[to] == 0) {
        state[to] = 1;
        path.emplace_back(static_cast<int>(to), 0);
      }
    }
  }
  return -1;
}

std::vector<char> reached_from(const Network& net, const std::vector<LintArc>& arcs,
                               const std::vector<int>& starts) {
  const auto out = adjacency(net, arcs, false);
  std::vector<char> seen(net.nodes.size(), 0);
  std::vector<int> open;
  for (int s : starts)
    if (!seen[static_cast<std::size_t>(s)]) seen[static_cast<std::size_t>(s)] = 1, open.push_back(s);
  while (!open.empty()) {
    const int node = open.back();
    open.pop_back();
    for (int arc : out[static_cast<std::size_t>(node)]) {
      const int to = arcs[static_cast<std::size_t>(arc)].to;
      if (!seen[static_cast<std::size_t>(to)]) seen[static_cast<std::size_t>(to)] = 1, open.push_back(to);
    }
  }
  return seen;
}

void lint_ends(const Network& net, const NetworkLines& lines, std::vector<Error>& errors) {
  std::vector<std::set<int>> neighbours(net.nodes.size());
  for (const auto& road : net.roads)
    for (const auto& leg : road.legs) {
      neighbours[static_cast<std::size_t>(leg.from)].insert(leg.to);
      neighbours[static_cast<std::size_t>(leg.to)].insert(leg.from);
    }
  std::vector<char> used(net.nodes.size(), 0);
  for (const auto& site : net.sites) used[static_cast<std::size_t>(site.node)] = 1;
  for (const auto& port : net.ports)
    used[static_cast<std::size_t>(port.near)] = used[static_cast<std::size_t>(port.far)] = 1;
  for (const auto& market : net.markets)
    for (int node : market.nodes) used[static_cast<std::size_t>(node)] = 1;
  for (const auto& road : net.roads) {
    if (road.legs.empty()) continue;
    for (int end : {road.legs.front().from, road.legs.back().to}) {
      const auto e = static_cast<std::size_t>(end);
      if (used[e] || neighbours[e].size() > 1) continue;
      errors.push_back(
          {ErrorCode::kBadFormat,
           fmt::format("the road '{}' leads to nowhere: nothing is dug, bought, sold or crossed at '{}'.",
                       road.id, net.nodes[e].id),
           lines.at("road/" + road.id)});
    }
  }
}

void lint_reach(const Network& net, const NetworkLines& lines, std::vector<Error>& errors) {
  for (std::size_t c = 0; c < net.commodities.size(); ++c) {
    const auto& commodity = net.commodities[c];
    auto arcs = arcs_of(net, lines, commodity.cargo);
    std::vector<int> origins, buyers;
    for (const auto& site : net.sites)
      if (net.fields[static_cast<std::size_t>(site.field)].commodity == static_cast<int>(c))
        origins.push_back(site.node);
    for (const auto& market : net.markets)
      if (market.commodity == static_cast<int>(c))
        for (int node : market.nodes) (market.sells ? origins : buyers).push_back(node);
    const auto reached = reached_from(net, arcs, origins);
    for (const auto& market : net.markets) {
      if (market.sells || market.commodity != static_cast<int>(c)) continue;
      const bool any = std::any_of(market.nodes.begin(), market.nodes.end(),
                                   [&](int node) { return reached[static_cast<std::size_t>(node)]; });
      if (!any)
        errors.push_back({ErrorCode::kBadFormat,
                          fmt::format("no road brings {} to the buyer '{}'.", commodity.id, market.id),
                          lines.at("market/" + market.id)});
    }
    for (auto& arc : arcs) std::swap(arc.from, arc.to);
    const auto leads = reached_from(net, arcs, buyers);
    for (const auto& site : net.sites)
      if (net.fields[static_cast<std::size_t>(site.field)].commodity == static_cast<int>(c) &&
          !leads[static_cast<std::size_t>(site.node)])
        errors.push_back(
            {ErrorCode::kBadFormat,
             fmt::format("no road leads from the site '{}' to a buyer of {}.", site.id, commodity.id),
             lines.at("site/" + site.id)});
  }
}

}  // namespace

void lint_shape(const Network& net, const NetworkLines& lines, std::vector<Error>& errors) {
  const auto arcs = arcs_of(net, lines, "");
  if (const int arc = free_cycle(net, arcs); arc >= 0) {
    const auto& closing = arcs[static_cast<std::size_t>(arc)];
    errors.push_back(
        {ErrorCode::kBadFormat,
         fmt::format("a cycle of free transport runs from '{}' to '{}' and back: give its roads a cost "
                     "and a length.",
                     net.nodes[static_cast<std::size_t>(closing.from)].id,
                     net.nodes[static_cast<std::size_t>(closing.to)].id),
         closing.line});
  }
  lint_ends(net, lines, errors);
  lint_reach(net, lines, errors);
}

}  // namespace assay::flow
