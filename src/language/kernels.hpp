// The arithmetic of the network, compiled once for each kind of x86-64 and chosen when the program runs.
//
// Every function gives the same bits on every machine: sums are of whole numbers or in one fixed order, and no product
// is fused with a sum (CMakeLists.txt compiles these files without contraction).
//
// Matrices are multiplied in bytes: a row of activations becomes numbers of seven bits with one scale, a column of
// weights numbers of eight bits with another. Measured on the development sets this costs nothing.
#pragma once

#include <cstddef>
#include <cstdint>

namespace assay::language {

inline constexpr int kPanel = 32;  // columns of a packed panel

constexpr int padded(int n) { return (n + kPanel - 1) / kPanel * kPanel; }

inline constexpr int kByteMost = 63;  // activations are kByteZero - kByteMost .. kByteZero + kByteMost
inline constexpr int kByteZero = 64;

struct Kernels {
  const char* name;

  // Bytes for a row of n floats (a multiple of kPanel) and what one step of a byte is worth; a row that is all zero,
  // or holds a number past 1e30, becomes zeros.
  void (*to_bytes)(int n, const float* x, unsigned char* out, float* scale);

  // c = a · b (+ bias) in floats. a: m rows of k bytes as to_bytes gives them, with a scale a row; b packed as in
  // ByteMatrix (byte_matrix.hpp), n columns, padded; k is a multiple of 4.
  void (*multiply_bytes)(int m, int n, int k, const unsigned char* a, std::ptrdiff_t a_stride, const float* scales,
                         const signed char* packed, const float* column_scales, const int* zeros, const float* bias,
                         float* c, std::ptrdiff_t c_stride);

  // A simple recurrent unit over n words, forward or from the last to the first (Lei et al. 2018):
  //   f = σ(u_f + v_f c' + b_f)   r = σ(u_r + v_r c' + b_r)   c = f c' + (1-f) u   h = r c + (1-r) x
  // Row t of `u` (stride u_stride) holds u, u_f, u_r of `hidden` floats each. `vb` holds v_f, v_r, b_f, b_r.
  // c, f and r have stride `hidden` and are kept for the way back; where c is null they are not kept.
  // `hidden` is a multiple of kPanel.
  void (*recur)(int n, int hidden, bool reverse, const float* u, std::ptrdiff_t u_stride, const float* vb,
                const float* x, std::ptrdiff_t x_stride, float* c, float* f, float* r, float* h,
                std::ptrdiff_t h_stride);

  // y = Σ weights[i] * row rows[i] of a table of bytes, `width` a multiple of kPanel.
  void (*sum_rows)(int width, int count, const std::uint32_t* rows, const float* weights, const signed char* table,
                   float* y);
  // z[i] = max(x[i] + y[i], 0.1 (x[i] + y[i]))
  void (*add_leaky)(int n, const float* x, const float* y, float* z);
  // out[i] = exp(x[i] - max); returns the sum
  float (*exponentials)(int n, const float* x, float max, float* out);
};

// The best set that this machine runs; `kernels_for` picks one by name ("avx512", "avx2", "plain") or gives
// nullptr where the machine can't run it. The environment variable ASSAY_KERNELS names one to be used instead.
const Kernels& kernels();
const Kernels* kernels_for(const char* name);

}  // namespace assay::language
