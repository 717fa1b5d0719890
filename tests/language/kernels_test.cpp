// The arithmetic gives the same bits on every machine, that of training on AVX2 and AVX-512, and right results.
#include "language/kernels.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <limits>
#include <random>
#include <vector>

#include "language/byte_matrix.hpp"
#include "language/training_kernels.hpp"

namespace assay::language {
namespace {

std::vector<float> noise(std::size_t size, unsigned seed) {
  std::mt19937 random(seed);
  std::uniform_real_distribution<float> uniform(-1, 1);
  std::vector<float> out(size);
  for (float& x : out) x = uniform(random);
  return out;
}

std::vector<float> product(const TrainingKernels& k, int m, int n, int depth) {
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

// The same product in bytes, by the kernels of one machine, and the largest error that its steps allow.
std::vector<float> byte_product(const Kernels& k, int m, int n, int depth) {
  const auto a = noise(static_cast<std::size_t>(m * depth), 1), b = noise(static_cast<std::size_t>(n * depth), 2);
  const auto bytes_of = [&](const std::vector<float>& x, int rows, std::vector<float>& scales) {
    std::vector<unsigned char> out(x.size());
    scales.assign(static_cast<std::size_t>(padded(rows)), 0);
    for (int i = 0; i < rows; ++i)
      k.to_bytes(depth, x.data() + i * depth, out.data() + i * depth, &scales[static_cast<std::size_t>(i)]);
    return out;
  };
  std::vector<float> a_scales, b_scales, c(static_cast<std::size_t>(m * padded(n)), 7.f);
  const std::vector<unsigned char> rows = bytes_of(a, m, a_scales), columns = bytes_of(b, n, b_scales);
  std::vector<signed char> packed(static_cast<std::size_t>(depth * padded(n)));
  std::vector<int> zeros(static_cast<std::size_t>(padded(n)));
  const auto bias = noise(static_cast<std::size_t>(padded(n)), 9);
  pack_columns(depth, n, columns.data(), packed.data(), zeros.data());
  k.multiply_bytes(m, padded(n), depth, rows.data(), depth, a_scales.data(), packed.data(), b_scales.data(),
                   zeros.data(), bias.data(), c.data(), padded(n));
  return c;
}

std::vector<float> row_sum(const Kernels& k) {
  const int width = 160;
  std::vector<signed char> table(50 * width);
  for (std::size_t i = 0; i < table.size(); ++i) table[i] = static_cast<signed char>(i * 37 % 255 - 127);
  std::vector<std::uint32_t> rows;
  for (std::uint32_t i = 0; i < 20; ++i) rows.push_back(i * 17 % 50);
  const auto weights = noise(rows.size(), 10);
  std::vector<float> y(width);
  k.sum_rows(width, static_cast<int>(rows.size()), rows.data(), weights.data(), table.data(), y.data());
  return y;
}

TEST(Kernels, a_product_is_the_sum_of_its_terms) {
  for (const char* name : {"plain", "avx2", "avx512"}) {
    const TrainingKernels* k = training_kernels_for(name);
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

TEST(Kernels, a_product_in_bytes_is_near_the_sum_of_its_terms) {
  for (const char* name : {"plain", "avx2", "avx512"}) {
    const Kernels* k = kernels_for(name);
    if (k == nullptr) continue;
    for (const auto& [m, n, depth] : {std::tuple{1, 5, 32}, std::tuple{7, 33, 64}, std::tuple{19, 64, 256}}) {
      const std::vector<float> c = byte_product(*k, m, n, depth);
      const auto a = noise(static_cast<std::size_t>(m * depth), 1), b = noise(static_cast<std::size_t>(n * depth), 2),
                 bias = noise(static_cast<std::size_t>(padded(n)), 9);
      for (int i = 0; i < m; ++i) {
        for (int j = 0; j < n; ++j) {
          double sum = bias[static_cast<std::size_t>(j)];
          for (int p = 0; p < depth; ++p) sum += static_cast<double>(a[i * depth + p]) * b[j * depth + p];
          // Each factor is off by half a step of 1/63 at most, as likely up as down.
          EXPECT_NEAR(c[i * padded(n) + j], sum, 4 * std::sqrt(depth) / 126.0) << name;
        }
      }
    }
  }
}

TEST(Kernels, the_extremes_of_bytes_are_not_clipped) {
  std::vector<float> largest(256, 5.f);
  std::vector<float> weights(256 * 32, -3.f);
  ByteMatrix matrix;
  matrix.quantise(256, 32, weights.data());
  for (const char* name : {"plain", "avx2", "avx512"}) {
    const Kernels* k = kernels_for(name);
    if (k == nullptr) continue;
    std::vector<unsigned char> bytes(256);
    float scale = 0;
    k->to_bytes(256, largest.data(), bytes.data(), &scale);
    std::string saved;
    matrix.save(saved);
    std::vector<signed char> packed(256 * 32, -127);
    std::vector<float> scales(32, 3.f / 127), c(32);
    std::vector<int> zeros(32, -127 * 256 * kByteZero);
    k->multiply_bytes(1, 32, 256, bytes.data(), 256, &scale, packed.data(), scales.data(), zeros.data(), nullptr,
                      c.data(), 32);
    for (const float x : c) EXPECT_NEAR(x, -3840.f, 0.01f) << name;
  }
}

TEST(Kernels, every_machine_gives_the_same_bits) {
  const Kernels* plain = kernels_for("plain");
  for (const char* name : {"avx2", "avx512"}) {
    const Kernels* k = kernels_for(name);
    if (k == nullptr) continue;
    for (const auto& [m, n, depth] : {std::tuple{1, 5, 32}, std::tuple{7, 33, 64}, std::tuple{19, 64, 256}})
      EXPECT_EQ(byte_product(*plain, m, n, depth), byte_product(*k, m, n, depth)) << name;
    for (const bool reverse : {false, true}) EXPECT_EQ(recurrence(*plain, reverse), recurrence(*k, reverse)) << name;
    EXPECT_EQ(row_sum(*plain), row_sum(*k)) << name;
  }
}

TEST(Kernels, a_row_of_no_numbers_is_nothing) {
  const float infinite = std::numeric_limits<float>::infinity();
  for (const char* name : {"plain", "avx2", "avx512"}) {
    const Kernels* k = kernels_for(name);
    if (k == nullptr) continue;
    for (const float bad : {infinite, -infinite, std::numeric_limits<float>::quiet_NaN(), 3e38f, 0.f}) {
      std::vector<float> row(32, bad == 0 ? 0.f : 0.5f);
      row[7] = bad;
      std::vector<unsigned char> bytes(32, 200);
      float scale = 7;
      k->to_bytes(32, row.data(), bytes.data(), &scale);
      EXPECT_TRUE(std::isfinite(scale));
      for (const unsigned char byte : bytes) EXPECT_LE(std::abs(byte - kByteZero), kByteMost) << name << ' ' << bad;
    }
  }
}

TEST(Kernels, training_gives_the_same_bits_with_wider_registers) {
  const TrainingKernels *two = training_kernels_for("avx2"), *five = training_kernels_for("avx512");
  if (two == nullptr || five == nullptr) GTEST_SKIP() << "this machine runs only one of the two";
  for (const auto& [m, n, depth] : {std::tuple{1, 5, 3}, std::tuple{7, 33, 40}, std::tuple{19, 64, 300}})
    EXPECT_EQ(product(*two, m, n, depth), product(*five, m, n, depth));
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
  const TrainingKernels& back = training_kernels();
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
    back.recur_back(n, hidden, reverse, u.data(), 3 * hidden, vb.data(), x.data(), hidden, c.data(), f.data(),
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
