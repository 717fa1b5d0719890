// The kernels for machines with avx512; see kernels_body.inc.
#include "language/kernels.hpp"

#include <immintrin.h>

#if defined(__clang__)
#pragma clang attribute push(__attribute__((target("avx512f,avx512vl,avx512bw,avx512dq,avx512vnni,avx2,fma"))), apply_to = function)
#else
#pragma GCC push_options
#pragma GCC target("avx512f,avx512vl,avx512bw,avx512dq,avx512vnni,avx2,fma")
#endif

#define ASSAY_KERNELS kernels_avx512
#define ASSAY_NAME "avx512"
#define ASSAY_LANES 16
#include "language/kernels_body.inc"

#if defined(__clang__)
#pragma clang attribute pop
#else
#pragma GCC pop_options
#endif
