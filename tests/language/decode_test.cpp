// Trees and names from scores.
#include "language/decode.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <limits>
#include <random>

namespace assay::language {
namespace {

bool is_tree(const std::vector<int>& heads) {
  int roots = 0;
  for (std::size_t i = 0; i < heads.size(); ++i) {
    roots += heads[i] == 0;
    std::size_t steps = 0;
    for (int at = static_cast<int>(i) + 1; at != 0; at = heads[static_cast<std::size_t>(at) - 1]) {
      if (++steps > heads.size()) return false;
    }
  }
  return roots == 1;
}

double sum_of(const std::vector<int>& heads, const std::vector<float>& scores, int stride) {
  double sum = 0;
  for (std::size_t i = 0; i < heads.size(); ++i)
    sum += scores[i * static_cast<std::size_t>(stride) + static_cast<std::size_t>(heads[i])];
  return sum;
}

TEST(BestTree, no_other_tree_scores_more) {
  std::mt19937 random(5);
  std::normal_distribution<float> normal(0, 3);
  for (int round = 0; round < 300; ++round) {
    const int n = 1 + round % 5, stride = n + 1;
    std::vector<float> scores(static_cast<std::size_t>(n * stride));
    for (float& x : scores) x = normal(random);
    if (round % 2 == 0) {  // the root is tempting for every word
      for (int i = 0; i < n; ++i) scores[static_cast<std::size_t>(i * stride)] += 6;
    }
    std::vector<int> found;
    best_tree(n, scores.data(), stride, found);
    ASSERT_TRUE(is_tree(found));
    double most = -1e9;
    std::vector<int> heads(static_cast<std::size_t>(n), 0);
    const std::function<void(int)> each = [&](int i) {
      if (i == n) {
        if (is_tree(heads)) most = std::max(most, sum_of(heads, scores, stride));
        return;
      }
      for (int h = 0; h <= n; ++h) {
        if (h == i + 1) continue;
        heads[static_cast<std::size_t>(i)] = h;
        each(i + 1);
      }
    };
    each(0);
    EXPECT_NEAR(sum_of(found, scores, stride), most, 1e-4);
  }
}

TEST(BestTree, any_scores_make_a_tree) {
  std::mt19937 random(6);
  const float odd[] = {0,
                       1e30f,
                       -1e30f,
                       std::numeric_limits<float>::infinity(),
                       -std::numeric_limits<float>::infinity(),
                       std::numeric_limits<float>::quiet_NaN()};
  for (int round = 0; round < 200; ++round) {
    const int n = 1 + round % 40, stride = n + 3;
    std::vector<float> scores(static_cast<std::size_t>(n * stride));
    for (float& x : scores) x = odd[random() % 6];
    std::vector<int> heads;
    best_tree(n, scores.data(), stride, heads);
    ASSERT_TRUE(is_tree(heads)) << n;
  }
}

TEST(BestNames, a_name_goes_on_only_where_one_began) {
  // Emissions say: inside a person, inside a place, outside.
  std::vector<float> scores(3 * kNameClasses, 0);
  scores[2] = 5;
  scores[kNameClasses + 6] = 5;
  scores[2 * kNameClasses] = 5;
  std::vector<int> labels;
  best_names(3, scores.data(), kNameClasses, labels);
  for (std::size_t i = 0; i < labels.size(); ++i) {
    if (labels[i] > 0 && labels[i] % 2 == 0) {
      ASSERT_GT(i, 0u);
      EXPECT_TRUE(labels[i - 1] == labels[i] || labels[i - 1] == labels[i] - 1);
    }
  }
  EXPECT_EQ(labels[2], 0);
}

}  // namespace
}  // namespace assay::language
