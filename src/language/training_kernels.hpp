// The arithmetic of training, compiled once for each kind of x86-64. Works lane by lane and adds products in one fixed
// order, each fused with its sum, so that AVX2 and AVX-512 machines give equal bits; a machine without FMA does not.
// All matrices are row-major; n and every stride of an output is a multiple of kPanel.
#pragma once

#include <cstddef>

#include "language/kernels.hpp"

namespace assay::language {

struct TrainingKernels {
  // Lays out b (k rows, n columns; element (i, j) at b[i * row_stride + j * column_stride]) in panels of
  // kPanel columns, missing columns zero. `out` has k * padded(n) floats.
  void (*pack)(int k, int n, const float* b, std::ptrdiff_t row_stride, std::ptrdiff_t column_stride,
               float* out);

  // c = a · b, c = bias + a · b, or c += a · b. a is m by k with any strides, b packed, n columns padded.
  void (*multiply)(int m, int n, int k, const float* a, std::ptrdiff_t row_stride,
                   std::ptrdiff_t column_stride, const float* packed, const float* bias, bool accumulate,
                   float* c, std::ptrdiff_t c_stride);

  // The derivatives of `recur`: reads dh, writes du (as u) and dx, adds to dvb.
  void (*recur_back)(int n, int hidden, bool reverse, const float* u, std::ptrdiff_t u_stride,
                     const float* vb, const float* x, std::ptrdiff_t x_stride, const float* c, const float* f,
                     const float* r, const float* dh, std::ptrdiff_t dh_stride, float* du,
                     std::ptrdiff_t du_stride, float* dx, std::ptrdiff_t dx_stride, float* dvb);

  // y[i] += w * x[i]
  void (*add_scaled)(int n, float w, const float* x, float* y);
  // The sum of x[i] * y[i], in sixteen sums that are added last. n is a multiple of 16.
  float (*dot)(int n, const float* x, const float* y);
};

// Those that go with kernels(), and those by name.
const TrainingKernels& training_kernels();
const TrainingKernels* training_kernels_for(const char* name);

}  // namespace assay::language
