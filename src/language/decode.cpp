#include "language/decode.hpp"

#include <algorithm>
#include <cmath>

namespace assay::language {
namespace {

constexpr double kWorst = -1e12;

// One level of the contraction: nodes 0 .. m-1, node 0 the root; weight[d * m + h] of h above d.
void arborescence(int m, std::vector<double> weight, std::vector<int>& heads) {
  heads.assign(static_cast<std::size_t>(m), 0);
  const auto w = [&](int d, int h) -> double& {
    return weight[static_cast<std::size_t>(d) * static_cast<std::size_t>(m) + static_cast<std::size_t>(h)];
  };
  for (int d = 1; d < m; ++d) {
    int best = 0;
    for (int h = 0; h < m; ++h) {
      if (h != d && w(d, h) > w(d, best)) best = h;
    }
    heads[static_cast<std::size_t>(d)] = best;
  }
  // A cycle, if there is one.
  std::vector<int> seen(static_cast<std::size_t>(m), 0), cycle;
  for (int start = 1; start < m && cycle.empty(); ++start) {
    int at = start;
    while (at != 0 && seen[static_cast<std::size_t>(at)] == 0) {
      seen[static_cast<std::size_t>(at)] = start;
      at = heads[static_cast<std::size_t>(at)];
    }
    if (at != 0 && seen[static_cast<std::size_t>(at)] == start) {
      for (int on = at; cycle.empty() || on != at; on = heads[static_cast<std::size_t>(on)])
        cycle.push_back(on);
    }
  }
  if (cycle.empty()) return;
  // Contract it to the last node of a smaller graph.
  std::vector<char> inside(static_cast<std::size_t>(m), 0);
  for (const int node : cycle) inside[static_cast<std::size_t>(node)] = 1;
  std::vector<int> outer, number(static_cast<std::size_t>(m), -1);
  for (int node = 0; node < m; ++node) {
    if (inside[static_cast<std::size_t>(node)] != 0) continue;
    number[static_cast<std::size_t>(node)] = static_cast<int>(outer.size());
    outer.push_back(node);
  }
  const int small = static_cast<int>(outer.size()) + 1, joint = small - 1;
  std::vector<double> smaller(static_cast<std::size_t>(small) * static_cast<std::size_t>(small), kWorst * 4);
  std::vector<int> enters(static_cast<std::size_t>(small), cycle[0]),
      leaves(static_cast<std::size_t>(small), cycle[0]);
  const auto sw = [&](int d, int h) -> double& {
    return smaller[static_cast<std::size_t>(d) * static_cast<std::size_t>(small) +
                   static_cast<std::size_t>(h)];
  };
  for (int i = 0; i < joint; ++i) {
    const int node = outer[static_cast<std::size_t>(i)];
    for (int j = 0; j < joint; ++j) {
      if (i != j && i > 0) sw(i, j) = w(node, outer[static_cast<std::size_t>(j)]);
    }
    bool first = true;
    for (const int on : cycle) {
      if (i > 0 && (on == cycle[0] || w(node, on) > sw(i, joint))) {
        sw(i, joint) = w(node, on);
        leaves[static_cast<std::size_t>(i)] = on;
      }
      const double gain = w(on, node) - w(on, heads[static_cast<std::size_t>(on)]);
      if (first || gain > sw(joint, i)) {
        sw(joint, i) = gain;
        enters[static_cast<std::size_t>(i)] = on;
        first = false;
      }
    }
  }
  std::vector<int> inner;
  arborescence(small, std::move(smaller), inner);
  for (int i = 1; i < joint; ++i) {
    const int head = inner[static_cast<std::size_t>(i)];
    heads[static_cast<std::size_t>(outer[static_cast<std::size_t>(i)])] =
        head == joint ? leaves[static_cast<std::size_t>(i)] : outer[static_cast<std::size_t>(head)];
  }
  const int above = inner[static_cast<std::size_t>(joint)];
  heads[static_cast<std::size_t>(enters[static_cast<std::size_t>(above)])] =
      outer[static_cast<std::size_t>(above)];
}

}  // namespace

void best_tree(int n, const float* scores, int stride, std::vector<int>& heads) {
  heads.assign(static_cast<std::size_t>(n), 0);
  // The best head of each word but the root, and the word that gains most (or loses least) from the root's
  // arc. When these arcs make a tree it is the best: no other root word could gain more.
  int top = 0;
  float most = 0;
  for (int i = 0; i < n; ++i) {
    const float* row = scores + static_cast<std::ptrdiff_t>(i) * stride;
    int best = i == 0 ? std::min(2, n) : 1;
    for (int j = 1; j <= n; ++j) {
      if (j != i + 1 && row[j] > row[best]) best = j;
    }
    heads[static_cast<std::size_t>(i)] = best;
    const float gain = row[0] - row[best];
    if (i == 0 || gain > most) {
      top = i;
      most = gain;
    }
  }
  if (n > 0) heads[static_cast<std::size_t>(top)] = 0;
  bool tree = true;  // every word must reach the root
  std::vector<int> seen(static_cast<std::size_t>(n) + 1, 0);
  for (int i = 1; i <= n && tree; ++i) {
    int at = i;
    while (at != 0 && seen[static_cast<std::size_t>(at)] == 0) {
      seen[static_cast<std::size_t>(at)] = i;
      at = heads[static_cast<std::size_t>(at) - 1];
    }
    tree = at == 0 || seen[static_cast<std::size_t>(at)] != i;
  }
  if (tree) return;
  // A large price on the root's arcs makes the best tree use as few as can be, which is one.
  constexpr double kRootPrice = 1e8, kLargest = 1e6;
  const int m = n + 1;
  std::vector<double> weight(static_cast<std::size_t>(m) * static_cast<std::size_t>(m), kWorst);
  for (int i = 1; i <= n; ++i) {
    for (int j = 0; j <= n; ++j) {
      if (i == j) continue;
      const double score = scores[static_cast<std::ptrdiff_t>(i - 1) * stride + j];
      const double bounded = std::isfinite(score) ? std::clamp(score, -kLargest, kLargest) : -kLargest;
      weight[static_cast<std::size_t>(i) * static_cast<std::size_t>(m) + static_cast<std::size_t>(j)] =
          j == 0 ? bounded - kRootPrice : bounded;
    }
  }
  std::vector<int> found;
  arborescence(m, std::move(weight), found);
  for (int i = 1; i <= n; ++i) heads[static_cast<std::size_t>(i) - 1] = found[static_cast<std::size_t>(i)];
}

void best_names(int n, const float* scores, int stride, std::vector<int>& labels) {
  labels.assign(static_cast<std::size_t>(n), 0);
  if (n == 0) return;
  std::vector<float> best(static_cast<std::size_t>(n) * kNameClasses);
  std::vector<signed char> from(best.size(), 0);
  const auto may_follow = [](int before, int now) {
    return now == 0 || now % 2 == 1 || before == now || before == now - 1;
  };
  for (int i = 0; i < n; ++i) {
    for (int now = 0; now < kNameClasses; ++now) {
      const std::size_t at = static_cast<std::size_t>(i) * kNameClasses + static_cast<std::size_t>(now);
      const float score = scores[static_cast<std::ptrdiff_t>(i) * stride + now];
      if (i == 0) {
        best[at] = may_follow(0, now) ? score : -1e30f;
        continue;
      }
      best[at] = -1e30f;
      for (int before = 0; before < kNameClasses; ++before) {
        const float sum =
            best[at - static_cast<std::size_t>(now) - kNameClasses + static_cast<std::size_t>(before)] +
            score;
        if (may_follow(before, now) && sum > best[at]) {
          best[at] = sum;
          from[at] = static_cast<signed char>(before);
        }
      }
    }
  }
  const float* last = &best[static_cast<std::size_t>(n - 1) * kNameClasses];
  int label = static_cast<int>(std::max_element(last, last + kNameClasses) - last);
  for (int i = n - 1; i >= 0; --i) {
    labels[static_cast<std::size_t>(i)] = label;
    label = from[static_cast<std::size_t>(i) * kNameClasses + static_cast<std::size_t>(label)];
  }
}

}  // namespace assay::language
