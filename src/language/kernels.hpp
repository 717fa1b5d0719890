// The arithmetic of the network, compiled once for each kind of x86-64 and chosen when the program runs.
//
// Every function works lane by lane and adds products in one fixed order, so that AVX2 and AVX-512 machines
// give equal bits; a machine without FMA rounds twice and may differ in the last bits of a score.
// All matrices are row-major; n and every stride of an output is a multiple of kPanel.
#pragma once

#include <cstddef>

namespace assay::language {

inline constexpr int kPanel = 32;  // columns of a packed panel

constexpr int padded(int n) { return (n + kPanel - 1) / kPanel * kPanel; }

struct Kernels {
  const char* name;

  // Lays out b (k rows, n columns; element (i, j) at b[i * row_stride + j * column_stride]) in panels of
  // kPanel columns, missing columns zero. `out` has k * padded(n) floats.
  void (*pack)(int k, int n, const float* b, std::ptrdiff_t row_stride, std::ptrdiff_t column_stride,
               float* out);

  // c = a · b, c = bias + a · b, or c += a · b. a is m by k with any strides, b packed, n columns padded.
  void (*multiply)(int m, int n, int k, const float* a, std::ptrdiff_t row_stride,
                   std::ptrdiff_t column_stride, const float* packed, const float* bias, bool accumulate,
                   float* c, std::ptrdiff_t c_stride);

  // A simple recurrent unit over n words, forward or from the last to the first (Lei et al. 2018):
  //   f = σ(u_f + v_f c' + b_f)   r = σ(u_r + v_r c' + b_r)   c = f c' + (1-f) u   h = r c + (1-r) x
  // Row t of `u` (stride u_stride) holds u, u_f, u_r of `hidden` floats each. `vb` holds v_f, v_r, b_f, b_r.
  // c, f and r have stride `hidden` and are kept for the way back; where c is null they are not kept.
  // `hidden` is a multiple of kPanel.
  void (*recur)(int n, int hidden, bool reverse, const float* u, std::ptrdiff_t u_stride, const float* vb,
                const float* x, std::ptrdiff_t x_stride, float* c, float* f, float* r, float* h,
                std::ptrdiff_t h_stride);

  // The derivatives of `recur`: reads dh, writes du (as u) and dx, adds to dvb.
  void (*recur_back)(int n, int hidden, bool reverse, const float* u, std::ptrdiff_t u_stride,
                     const float* vb, const float* x, std::ptrdiff_t x_stride, const float* c, const float* f,
                     const float* r, const float* dh, std::ptrdiff_t dh_stride, float* du,
                     std::ptrdiff_t du_stride, float* dx, std::ptrdiff_t dx_stride, float* dvb);

  // y[i] += w * x[i]
  void (*add_scaled)(int n, float w, const float* x, float* y);
  // The sum of x[i] * y[i], in sixteen sums that are added last. n is a multiple of 16.
  float (*dot)(int n, const float* x, const float* y);
  // y[i] += (w * scale) * x[i], x of one byte each
  void (*add_bytes)(int n, float w, const signed char* x, float* y);
  // z[i] = max(x[i] + y[i], 0.1 (x[i] + y[i]))
  void (*add_leaky)(int n, const float* x, const float* y, float* z);
  // out[i] = exp(x[i] - max); returns the sum
  float (*exponentials)(int n, const float* x, float max, float* out);
};

// The best set that this machine runs; `kernels_for` picks one by name ("avx512", "avx2", "plain") or gives
// nullptr where the machine can't run it.
const Kernels& kernels();
const Kernels* kernels_for(const char* name);

}  // namespace assay::language
