// The arithmetic gives the same bits on AVX2 and AVX-512, and right results on every machine.
#include "language/kernels.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <random>
#include <vector>

namespace assay::language {
namespace {

std::vector<float> noise(std::size_t size, unsigned seed) {
  std::mt19937 random(seed);
  std::uniform_real_distribution<float> uniform(-1, 1);
  std::vector<float> out(size);
  for (float& x : out) x = uniform(random);
  return out;
}

std::vector<float> product(const Kernels& k, int m, int n, int depth) {
  const auto a = noise(static_cast<std::size_t>(m * depth), 1),
             b = noise(static_cast<std::size_t>(depth * n), 2);
  std::vector<float> packed(static_cast<std::size_t>(depth * padded(n))),
      c(static_cast<std::size_t>(m * padded(n)), 7.f);
  k.pack(depth, n, b.data(), n, 1, packed.data());
  k.multiply(m, padded(n), depth, a.data(), depth, 1, packed.data(), nullptr, false, c.data(), padded(n));
  return c;
}

std::vector<float> recurrence(const Kernels& k, bool reverse) {
  const int n = 13, hidden = 64;
  const auto u = noise(n * 3 * hidden, 3), vb = noise(4 * hidden, 4), x = noise(n * hidden, 5);
  std::vector<float> c(n * hidden), f(c), r(c), h(c);
  k.recur(n, hidden, reverse, u.data(), 3 * hidden, vb.data(), x.data(), hidden, c.data(), f.data(), r.data(),
          h.data(), hidden);
  return h;
}

TEST(Kernels, a_product_is_the_sum_of_its_terms) {
  for (const char* name : {"plain", "avx2", "avx512"}) {
    const Kernels* k = kernels_for(name);
    if (k == nullptr) continue;
    for (const auto& [m, n, depth] : {std::tuple{1, 5, 3}, std::tuple{7, 33, 40}, std::tuple{19, 64, 300}}) {
      const std::vector<float> c = product(*k, m, n, depth);
      const auto a = noise(static_cast<std::size_t>(m * depth), 1),
                 b = noise(static_cast<std::size_t>(depth * n), 2);
      for (int i = 0; i < m; ++i) {
        for (int j = 0; j < n; ++j) {
          double sum = 0;
          for (int p = 0; p < depth; ++p) sum += static_cast<double>(a[i * depth + p]) * b[p * n + j];
          EXPECT_NEAR(c[i * padded(n) + j], sum, 1e-4) << name;
        }
      }
    }
  }
}

TEST(Kernels, wider_registers_give_the_same_bits) {
  const Kernels *two = kernels_for("avx2"), *five = kernels_for("avx512");
  if (two == nullptr || five == nullptr) GTEST_SKIP() << "this machine runs only one of the two";
  for (const auto& [m, n, depth] : {std::tuple{1, 5, 3}, std::tuple{7, 33, 40}, std::tuple{19, 64, 300}}) {
    EXPECT_EQ(product(*two, m, n, depth), product(*five, m, n, depth));
  }
  for (const bool reverse : {false, true}) EXPECT_EQ(recurrence(*two, reverse), recurrence(*five, reverse));
  const auto x = noise(96, 6), y = noise(96, 7);
  EXPECT_EQ(two->dot(96, x.data(), y.data()), five->dot(96, x.data(), y.data()));
}

TEST(Kernels, exponentials_are_close_to_the_librarys) {
  for (const char* name : {"plain", "avx2", "avx512"}) {
    const Kernels* k = kernels_for(name);
    if (k == nullptr) continue;
    std::vector<float> x, out(41);
    for (int i = 0; i < 41; ++i) x.push_back(-80.f + 2.f * static_cast<float>(i));
    k->exponentials(41, x.data(), 0, out.data());
    for (int i = 0; i < 41; ++i) EXPECT_NEAR(out[i] / std::exp(x[i]), 1, 1e-6) << name;
  }
}

TEST(Kernels, the_way_back_is_the_slope_of_the_way_forward) {
  const Kernels& k = kernels();
  const int n = 5, hidden = 32;
  for (const bool reverse : {false, true}) {
    auto u = noise(n * 3 * hidden, 3), vb = noise(4 * hidden, 4), x = noise(n * hidden, 5);
    const auto dh = noise(n * hidden, 8);
    std::vector<float> c(n * hidden), f(c), r(c), h(c), du(u.size()), dx(x.size()), dvb(vb.size(), 0);
    const auto value = [&] {
      k.recur(n, hidden, reverse, u.data(), 3 * hidden, vb.data(), x.data(), hidden, c.data(), f.data(),
              r.data(), h.data(), hidden);
      double sum = 0;
      for (std::size_t i = 0; i < h.size(); ++i) sum += static_cast<double>(h[i]) * dh[i];
      return sum;
    };
    value();
    k.recur_back(n, hidden, reverse, u.data(), 3 * hidden, vb.data(), x.data(), hidden, c.data(), f.data(),
                 r.data(), dh.data(), hidden, du.data(), 3 * hidden, dx.data(), hidden, dvb.data());
    const auto check = [&](std::vector<float>& at, const std::vector<float>& slope, std::size_t i) {
      const float before = at[i], step = 1e-2f;
      at[i] = before + step;
      const double above = value();
      at[i] = before - step;
      const double below = value();
      at[i] = before;
      EXPECT_NEAR((above - below) / (2 * step), slope[i], 2e-3);
    };
    for (std::size_t i = 0; i < u.size(); i += 37) check(u, du, i);
    for (std::size_t i = 0; i < vb.size(); i += 5) check(vb, dvb, i);
    for (std::size_t i = 0; i < x.size(); i += 11) check(x, dx, i);
  }
}

}  // namespace
}  // namespace assay::language
