// The kernels of training for machines with avx2; see kernels_train_body.inc.
#include "language/training_kernels.hpp"

#if defined(__clang__)
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#else
#pragma GCC push_options
#pragma GCC target("avx2,fma")
#endif

#define ASSAY_KERNELS kernels_avx2
#define ASSAY_LANES 8
#define ASSAY_ROWS 6
#include "language/kernels_train_body.inc"

#if defined(__clang__)
#pragma clang attribute pop
#else
#pragma GCC pop_options
#endif
