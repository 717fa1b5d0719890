// What the fuzzers share. A fuzzer is a function over bytes and one line: ASSAY_FUZZER(function). Tests
// include the fuzzer's file with ASSAY_FUZZ_BODY_ONLY defined and call the function with inputs of their own.
#pragma once

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

// A broken promise ends the program, which is how a fuzzer says that it has found something.
#define ASSAY_HOLDS(condition)                                                            \
  do {                                                                                    \
    if (!(condition)) {                                                                   \
      std::fprintf(stderr, "%s:%d: does not hold: %s\n", __FILE__, __LINE__, #condition); \
      std::abort();                                                                       \
    }                                                                                     \
  } while (false)

#ifdef ASSAY_FUZZ_BODY_ONLY
#define ASSAY_FUZZER(function)
#else
#define ASSAY_FUZZER(function)                                                        \
  extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) { \
    function(std::string_view(reinterpret_cast<const char*>(data), size));            \
    return 0;                                                                         \
  }
#endif
