// Minimum-cost flow as a textbook has it: successive shortest paths, with Bellman and Ford's algorithm for each path
// (Ahuja, Magnanti and Orlin 1993, section 9.7), or with Dijkstra's on reduced costs. What the stage's solver is
// measured against, and checked against.
#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <queue>
#include <vector>

#include "flow/transport.hpp"

namespace assay::flow::textbook {

struct Problem {
  int nodes = 0;
  std::vector<TransportArc> arcs;
  std::vector<Kilograms> supply, capacity;  // supply sums to nought
  std::vector<Fen> cost;                    // no cycle is negative
};

enum class Paths { kBellmanFord, kDijkstra };

// The cost of a cheapest flow. Requires: there is one.
class Solver {
 public:
  explicit Solver(const Problem& p) : nodes_(p.nodes + 2), source_(p.nodes), sink_(p.nodes + 1), out_(static_cast<std::size_t>(nodes_)) {
    for (std::size_t a = 0; a < p.arcs.size(); ++a) add(p.arcs[a].from, p.arcs[a].to, p.capacity[a], p.cost[a]);
    for (int n = 0; n < p.nodes; ++n) {
      const Kilograms s = p.supply[static_cast<std::size_t>(n)];
      if (s > 0) add(source_, n, s, 0);
      if (s < 0) add(n, sink_, -s, 0);
    }
  }

  Fen solve(Paths paths) {
    Fen total = 0;
    std::vector<Fen> height(static_cast<std::size_t>(nodes_), 0);
    if (paths == Paths::kDijkstra && bellman_ford()) height = distance_;
    while (paths == Paths::kDijkstra ? dijkstra(height) : bellman_ford()) {
      Kilograms amount = std::numeric_limits<Kilograms>::max();
      for (int n = sink_; n != source_; n = tail(n)) amount = std::min(amount, left_[by(n)]);
      for (int n = sink_; n != source_; n = tail(n)) {
        left_[by(n)] -= amount;
        left_[by(n) ^ 1] += amount;
        total += amount * cost_[by(n)];
      }
    }
    return total;
  }

 private:
  static constexpr Fen kFar = std::numeric_limits<Fen>::max() / 4;

  void add(int from, int to, Kilograms capacity, Fen cost) {
    for (int way : {0, 1}) {
      out_[static_cast<std::size_t>(way ? to : from)].push_back(static_cast<int>(head_.size()));
      head_.push_back(way ? from : to);
      left_.push_back(way ? 0 : capacity);
      cost_.push_back(way ? -cost : cost);
    }
  }
  std::size_t by(int n) const { return static_cast<std::size_t>(by_[static_cast<std::size_t>(n)]); }
  int tail(int n) const { return head_[by(n) ^ 1]; }

  bool bellman_ford() {
    distance_.assign(static_cast<std::size_t>(nodes_), kFar);
    by_.assign(static_cast<std::size_t>(nodes_), -1);
    distance_[static_cast<std::size_t>(source_)] = 0;
    for (bool moved = true; moved;) {
      moved = false;
      for (std::size_t n = 0; n < out_.size(); ++n)
        if (distance_[n] < kFar)
          for (int a : out_[n]) {
            const auto arc = static_cast<std::size_t>(a), to = static_cast<std::size_t>(head_[arc]);
            if (left_[arc] <= 0 || distance_[n] + cost_[arc] >= distance_[to]) continue;
            distance_[to] = distance_[n] + cost_[arc];
            by_[to] = a;
            moved = true;
          }
    }
    return distance_[static_cast<std::size_t>(sink_)] < kFar;
  }

  bool dijkstra(std::vector<Fen>& height) {
    distance_.assign(static_cast<std::size_t>(nodes_), kFar);
    by_.assign(static_cast<std::size_t>(nodes_), -1);
    using Entry = std::pair<Fen, int>;
    std::priority_queue<Entry, std::vector<Entry>, std::greater<>> open;
    distance_[static_cast<std::size_t>(source_)] = 0;
    open.emplace(0, source_);
    while (!open.empty()) {
      const auto [d, node] = open.top();
      open.pop();
      const auto n = static_cast<std::size_t>(node);
      if (d > distance_[n]) continue;
      for (int a : out_[n]) {
        const auto arc = static_cast<std::size_t>(a), to = static_cast<std::size_t>(head_[arc]);
        if (left_[arc] <= 0 || height[to] >= kFar) continue;
        const Fen there = d + cost_[arc] + height[n] - height[to];
        if (there >= distance_[to]) continue;
        distance_[to] = there;
        by_[to] = a;
        open.emplace(there, head_[arc]);
      }
    }
    if (distance_[static_cast<std::size_t>(sink_)] >= kFar) return false;
    for (std::size_t n = 0; n < height.size(); ++n) height[n] = distance_[n] < kFar ? height[n] + distance_[n] : kFar;
    return true;
  }

  int nodes_, source_, sink_;
  std::vector<std::vector<int>> out_;
  std::vector<int> head_, by_;
  std::vector<Kilograms> left_;
  std::vector<Fen> cost_, distance_;
};

}  // namespace assay::flow::textbook
