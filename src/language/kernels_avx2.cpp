// The kernels for machines with avx2; see kernels_body.inc.
#include "language/kernels.hpp"

#include <immintrin.h>

#if defined(__clang__)
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#else
#pragma GCC push_options
#pragma GCC target("avx2,fma")
#endif

#define ASSAY_KERNELS kernels_avx2
#define ASSAY_NAME "avx2"
#define ASSAY_LANES 8
#include "language/kernels_body.inc"

#if defined(__clang__)
#pragma clang attribute pop
#else
#pragma GCC pop_options
#endif
