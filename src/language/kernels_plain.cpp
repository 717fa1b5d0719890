// The kernels for any x86-64; see kernels_body.inc.
#include "language/kernels.hpp"

#define ASSAY_KERNELS kernels_plain
#define ASSAY_NAME "plain"
#define ASSAY_LANES 4
#include "language/kernels_body.inc"
