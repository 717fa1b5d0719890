#include "base/ordered.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <stdexcept>
#include <string>

namespace assay {
namespace {

std::string run(unsigned threads, std::size_t bound = 0) {
  int next = 0;
  std::string out;
  run_ordered<int, std::string>(
      [&]() -> std::optional<int> { return next < 500 ? std::optional(next++) : std::nullopt; },
      [](int n, unsigned) {
        volatile int spin = (n * 7919) % 997 * 50;  // jobs of different length
        while (spin > 0) spin = spin - 1;
        return std::to_string(n);
      },
      [&](std::string text) { out += text + ' '; }, threads, bound);
  return out;
}

TEST(Ordered, results_come_in_the_order_of_the_input_whatever_the_threads) {
  const std::string one = run(1);
  EXPECT_EQ(run(2), one);
  EXPECT_EQ(run(7, 2), one);
  EXPECT_EQ(run(3, 1), one);
}

TEST(Ordered, no_more_items_are_under_way_than_the_bound) {
  std::atomic<int> under_way{0}, most{0};
  int next = 0;
  run_ordered<int, int>(
      [&]() -> std::optional<int> {
        if (next == 200) return std::nullopt;
        most = std::max(most.load(), ++under_way);
        return next++;
      },
      [](int n, unsigned) { return n; }, [&](int) { --under_way; }, 4, 6);
  EXPECT_LE(most.load(), 6);
  EXPECT_EQ(under_way.load(), 0);
}

TEST(Ordered, what_is_thrown_in_any_part_comes_out_once_all_have_ended) {
  for (const int where : {0, 1, 2}) {
    int next = 0;
    const auto go = [&] {
      run_ordered<int, int>(
          [&]() -> std::optional<int> {
            if (where == 0 && next == 20) throw std::runtime_error("next");
            return next < 100 ? std::optional(next++) : std::nullopt;
          },
          [&](int n, unsigned) {
            if (where == 1 && n == 20) throw std::runtime_error("work");
            return n;
          },
          [&](int n) {
            if (where == 2 && n == 20) throw std::runtime_error("sink");
          },
          3);
    };
    EXPECT_THROW(go(), std::runtime_error);
  }
}

}  // namespace
}  // namespace assay
