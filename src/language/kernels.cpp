#include "language/kernels.hpp"

#include <cstdlib>
#include <string_view>

#include "language/training_kernels.hpp"

namespace assay::language {

namespace kernels_plain {
extern const Kernels kKernels;
extern const TrainingKernels kTrainingKernels;
}
namespace kernels_avx2 {
extern const Kernels kKernels;
extern const TrainingKernels kTrainingKernels;
}
namespace kernels_avx512 {
extern const Kernels kKernels;
extern const TrainingKernels kTrainingKernels;
}

namespace {

struct Both {
  const Kernels* run = nullptr;
  const TrainingKernels* train = nullptr;
};

Both both_for(std::string_view wanted) {
  const bool avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
  const bool avx512 = avx2 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") &&
                      __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq") &&
                      __builtin_cpu_supports("avx512vnni");
  if (wanted == "avx512" && avx512) return {&kernels_avx512::kKernels, &kernels_avx512::kTrainingKernels};
  if (wanted == "avx2" && avx2) return {&kernels_avx2::kKernels, &kernels_avx2::kTrainingKernels};
  if (wanted == "plain") return {&kernels_plain::kKernels, &kernels_plain::kTrainingKernels};
  return {};
}

const Both& best() {
  static const Both found = [] {
    const char* wanted = std::getenv("ASSAY_KERNELS");
    for (const char* name : {wanted == nullptr ? "" : wanted, "avx512", "avx2"}) {
      if (const Both both = both_for(name); both.run != nullptr) return both;
    }
    return both_for("plain");
  }();
  return found;
}

}  // namespace

const Kernels* kernels_for(const char* name) { return both_for(name).run; }
const Kernels& kernels() { return *best().run; }
const TrainingKernels* training_kernels_for(const char* name) { return both_for(name).train; }
const TrainingKernels& training_kernels() { return *best().train; }

}  // namespace assay::language
