// Microseconds a sentence for finding and resolving times and for finding quantities, trees given or not.
#include <benchmark/benchmark.h>

#include "reading/quantity.hpp"
#include "reading/time_resolve.hpp"

namespace assay::reading {
namespace {

const domain::Domain& packs() {
  static const auto domain = domain::Domain::load(ASSAY_SOURCE_DIR "/domain");
  return domain.value();
}
const WordClasses& words() {
  static const auto classes = WordClasses::load(packs());
  return classes.value();
}

// 29 words, three times and four quantities.
const language::Sentence& sentence() {
  static const auto made = plain_sentence(
      "On Saturday at least 40 miners were held at the Orlen pit, 12 km east of Amsel, which sold 19,500 tons "
      "(17,699 tonnes) of ore in 2021 and a third less since last March");
  return made;
}

void cut_into_atoms(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(Atoms(sentence(), words()).size());
}
BENCHMARK(cut_into_atoms);

void find_and_resolve_times(benchmark::State& state) {
  Anchor anchor;
  anchor.publication = Interval::parse("2025-06-08").value();
  const std::vector<language::Sentence> sentences = {sentence()};
  for (auto _ : state) {
    const std::vector<std::vector<TimeExpression>> times = {find_times(sentences[0], words())};
    benchmark::DoNotOptimize(resolve_story(sentences, times, anchor));
  }
}
BENCHMARK(find_and_resolve_times);

void find_times_and_quantities(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(find_quantities(sentence(), words(), packs()));
}
BENCHMARK(find_times_and_quantities);

}  // namespace
}  // namespace assay::reading
