#include "language/kernels.hpp"

#include <string_view>

namespace assay::language {

namespace kernels_plain {
extern const Kernels kKernels;
}
namespace kernels_avx2 {
extern const Kernels kKernels;
}
namespace kernels_avx512 {
extern const Kernels kKernels;
}

const Kernels* kernels_for(const char* name) {
  const std::string_view wanted(name);
  const bool avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
  const bool avx512 = avx2 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") &&
                      __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq");
  if (wanted == "avx512") return avx512 ? &kernels_avx512::kKernels : nullptr;
  if (wanted == "avx2") return avx2 ? &kernels_avx2::kKernels : nullptr;
  return wanted == "plain" ? &kernels_plain::kKernels : nullptr;
}

const Kernels& kernels() {
  static const Kernels& best = [&]() -> const Kernels& {
    for (const char* name : {"avx512", "avx2"}) {
      if (const Kernels* found = kernels_for(name)) return *found;
    }
    return *kernels_for("plain");
  }();
  return best;
}

}  // namespace assay::language
