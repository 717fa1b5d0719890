// The text stage alone: reports of `samples/` from bytes to blocks.
#include <benchmark/benchmark.h>

#include <fstream>
#include <sstream>

#include "text/report.hpp"

namespace assay::text {
namespace {

void read_sample(benchmark::State& state, const char* name) {
  static const auto lexicon = Lexicon::load(ASSAY_SOURCE_DIR "/domain");
  std::ifstream file(std::string(ASSAY_SOURCE_DIR "/samples/") + name, std::ios::binary);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  RawInput input;
  input.bytes = bytes.str();
  for (auto _ : state) benchmark::DoNotOptimize(make_report(input, *lexicon));
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * input.bytes.size()));
}

BENCHMARK_CAPTURE(read_sample, plain_text, "07-gates-shut.txt");
BENCHMARK_CAPTURE(read_sample, page, "02-lweje-gate.html");
BENCHMARK_CAPTURE(read_sample, windows_1252, "14-hpakant-columns.txt");

}  // namespace
}  // namespace assay::text
