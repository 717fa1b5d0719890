// The kernels of training for any x86-64; see kernels_train_body.inc.
#include "language/training_kernels.hpp"

#define ASSAY_KERNELS kernels_plain
#define ASSAY_LANES 4
#define ASSAY_ROWS 4
#include "language/kernels_train_body.inc"
