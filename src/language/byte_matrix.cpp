#include "language/byte_matrix.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace assay::language {

void ByteMatrix::quantise(int k, int n, const float* weights) {
  k_ = k;
  n_ = n;
  scales_.assign(static_cast<std::size_t>(padded(n)), 0);
  std::vector<signed char> rows(static_cast<std::size_t>(k) * static_cast<std::size_t>(n));
  for (int j = 0; j < n; ++j) {
    float largest = 1e-12f;
    for (int i = 0; i < k; ++i) largest = std::max(largest, std::abs(weights[i * n + j]));
    const float scale = largest / 127;
    scales_[static_cast<std::size_t>(j)] = scale;
    for (int i = 0; i < k; ++i)
      rows[static_cast<std::size_t>(i * n + j)] = static_cast<signed char>(std::lround(weights[i * n + j] / scale));
  }
  pack(rows.data());
}

void ByteMatrix::pack(const signed char* rows) {
  packed_.assign(static_cast<std::size_t>(k_) * static_cast<std::size_t>(padded(n_)), 0);
  zeros_.assign(static_cast<std::size_t>(padded(n_)), 0);
  for (int j = 0; j < n_; ++j) {
    signed char* panel = packed_.data() + j / kPanel * k_ * kPanel + j % kPanel * 4;
    int sum = 0;
    for (int i = 0; i < k_; ++i) {
      const signed char weight = rows[i * n_ + j];
      panel[i / 4 * 4 * kPanel + i % 4] = weight;
      sum += weight;
    }
    zeros_[static_cast<std::size_t>(j)] = kByteZero * sum;
  }
}

void ByteMatrix::save(std::string& out) const {
  out.append(reinterpret_cast<const char*>(scales_.data()), static_cast<std::size_t>(n_) * sizeof(float));
  for (int i = 0; i < k_; ++i) {
    for (int j = 0; j < n_; ++j)
      out += static_cast<char>(
          packed_[static_cast<std::size_t>(j / kPanel * k_ * kPanel + j % kPanel * 4 + i / 4 * 4 * kPanel + i % 4)]);
  }
}

std::string_view ByteMatrix::load(int k, int n, std::string_view bytes) {
  const auto columns = static_cast<std::size_t>(n);
  const std::size_t size = columns * sizeof(float) + columns * static_cast<std::size_t>(k);
  if (bytes.size() < size) return {};
  k_ = k;
  n_ = n;
  scales_.assign(static_cast<std::size_t>(padded(n)), 0);
  std::memcpy(scales_.data(), bytes.data(), columns * sizeof(float));
  for (const float scale : scales_) {
    if (!(std::abs(scale) < 1e15f)) return {};
  }
  pack(reinterpret_cast<const signed char*>(bytes.data()) + columns * sizeof(float));
  return bytes.substr(size);
}

void pack_columns(int k, int n, const unsigned char* rows, signed char* packed, int* zeros) {
  std::memset(packed, 0, static_cast<std::size_t>(k) * static_cast<std::size_t>(padded(n)));
  std::fill(zeros, zeros + padded(n), 0);
  for (int j = 0; j < n; ++j) {
    const unsigned char* row = rows + static_cast<std::ptrdiff_t>(j) * k;
    signed char* panel = packed + static_cast<std::ptrdiff_t>(j / kPanel) * k * kPanel + j % kPanel * 4;
    int sum = 0;
    for (int i = 0; i < k; i += 4) {
      for (int q = 0; q < 4; ++q) {
        const int value = row[i + q] - kByteZero;
        panel[q] = static_cast<signed char>(value);
        sum += value;
      }
      panel += 4 * kPanel;
    }
    zeros[j] = kByteZero * sum;
  }
}

}  // namespace assay::language
