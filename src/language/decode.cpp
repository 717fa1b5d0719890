#include "language/decode.hpp"

#include <algorithm>
#include <cmath>

namespace assay::language {
namespace {

constexpr double kWorst = -1e12;

// The best arborescence of a full graph by contraction (Chu & Liu 1965, Edmonds 1967). Node 0 is the root;
// weight[d * m + h] is that of h above d. A cycle is contracted in place to its first node, at the cost of its length
// times m. One for each thread, so that its memory is reused.
class Contraction {
 public:
  std::vector<double>& weights(int m) {
    m_ = m;
    weight_.resize(static_cast<std::size_t>(m) * static_cast<std::size_t>(m));
    return weight_;
  }

  // The head of each node, 0 for the root itself.
  const std::vector<int>& solve() {
    best_.assign(static_cast<std::size_t>(m_), 0);
    live_.assign(static_cast<std::size_t>(m_), 1);
    levels_.clear();
    for (int d = 1; d < m_; ++d) choose(d);
    while (find_cycle()) contract();
    while (!levels_.empty()) expand();
    return best_;
  }

 private:
  struct Level {
    std::vector<int> cycle, heads;  // the nodes on it and their heads there
    std::vector<int> enters;        // for a head outside: the node of the cycle that it is best put above
    std::vector<int> leaves;        // for a node outside: the node of the cycle that is best put above it
  };
  double& w(int d, int h) {
    return weight_[static_cast<std::size_t>(d) * static_cast<std::size_t>(m_) + static_cast<std::size_t>(h)];
  }
  int& best(int node) { return best_[static_cast<std::size_t>(node)]; }
  bool live(int node) const { return live_[static_cast<std::size_t>(node)] != 0; }

  void choose(int d) {
    int found = 0;
    for (int h = 1; h < m_; ++h) {
      if (h != d && live(h) && w(d, h) > w(d, found)) found = h;
    }
    best(d) = found;
  }

  bool find_cycle() {
    seen_.assign(static_cast<std::size_t>(m_), 0);
    cycle_.clear();
    for (int start = 1; start < m_; ++start) {
      if (!live(start)) continue;
      int at = start;
      while (at != 0 && seen_[static_cast<std::size_t>(at)] == 0) {
        seen_[static_cast<std::size_t>(at)] = start;
        at = best(at);
      }
      if (at == 0 || seen_[static_cast<std::size_t>(at)] != start) continue;
      for (int on = at; cycle_.empty() || on != at; on = best(on)) cycle_.push_back(on);
      return true;
    }
    return false;
  }

  void contract() {
    Level level;
    level.cycle = cycle_;
    level.enters.assign(static_cast<std::size_t>(m_), 0);
    level.leaves.assign(static_cast<std::size_t>(m_), 0);
    costs_.clear();
    for (const int on : cycle_) {
      level.heads.push_back(best(on));
      costs_.push_back(w(on, best(on)));
      live_[static_cast<std::size_t>(on)] = 0;
    }
    const int joint = cycle_[0];
    for (int x = 0; x < m_; ++x) {
      if (!live(x)) continue;
      int enter = joint, leave = joint;
      double in = w(joint, x) - costs_[0];
      for (std::size_t c = 1; c < cycle_.size(); ++c) {
        const int on = cycle_[c];
        if (const double gain = w(on, x) - costs_[c]; gain > in) {
          in = gain;
          enter = on;
        }
        if (x != 0 && w(x, on) > w(x, leave)) leave = on;
      }
      w(joint, x) = in;
      level.enters[static_cast<std::size_t>(x)] = enter;
      if (x == 0) continue;
      w(x, joint) = w(x, leave);
      level.leaves[static_cast<std::size_t>(x)] = leave;
    }
    live_[static_cast<std::size_t>(joint)] = 1;
    for (int x = 1; x < m_; ++x) {
      if (!live(x) || x == joint) continue;
      if (!live(best(x)) || best(x) == joint) best(x) = joint;
    }
    choose(joint);
    levels_.push_back(std::move(level));
  }

  void expand() {
    const Level level = std::move(levels_.back());
    levels_.pop_back();
    const int joint = level.cycle[0], above = best(joint);
    for (int x = 1; x < m_; ++x) {
      if (live(x) && x != joint && best(x) == joint) best(x) = level.leaves[static_cast<std::size_t>(x)];
    }
    for (std::size_t c = 0; c < level.cycle.size(); ++c) {
      best(level.cycle[c]) = level.heads[c];
      live_[static_cast<std::size_t>(level.cycle[c])] = 1;
    }
    best(level.enters[static_cast<std::size_t>(above)]) = above;
  }

  int m_ = 0;
  std::vector<double> weight_, costs_;
  std::vector<int> best_, seen_, cycle_;
  std::vector<char> live_;
  std::vector<Level> levels_;
};

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
  constexpr double kRootPrice = 1e8;
  constexpr float kLargest = 1e6f;
  const int m = n + 1;
  thread_local Contraction graph;
  std::vector<double>& weight = graph.weights(m);
  for (int i = 1; i <= n; ++i) {
    const float* row = scores + static_cast<std::ptrdiff_t>(i - 1) * stride;
    double* to = &weight[static_cast<std::size_t>(i) * static_cast<std::size_t>(m)];
    for (int j = 0; j <= n; ++j) {
      // No number counts as the worst one.
      const float bounded = row[j] > -kLargest ? (row[j] < kLargest ? row[j] : kLargest) : -kLargest;
      to[j] = static_cast<double>(bounded);
    }
    to[0] -= kRootPrice;
    to[i] = kWorst;
  }
  const std::vector<int>& found = graph.solve();
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
