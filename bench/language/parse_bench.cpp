// Words a second from raw text to trees, on one core and on two, each step of it alone, and beside them a measure of the
// machine: 48 rounds of multiplying and adding over a megabyte, in floats, as plain C++. See README.md beside this folder.
#include <benchmark/benchmark.h>

#include <string>
#include <vector>

#include "language/parser.hpp"

namespace {

using assay::Span;
using assay::language::Language;
using assay::language::Sentence;

const Language& model() {
  static const assay::Result<Language> language = Language::load(ASSAY_SOURCE_DIR "/models/english.model");
  return language.value();
}

// About 20,000 words of invented news, one paragraph a block.
const std::string kParagraph =
    "Rebels of the Tessin Front seized the ferry at Port Amsel on Monday, a harbour official said, and burned two "
    "trucks that carried ore for the Orlen smelter. “We will not leave until the levy is paid,” Captain Jorun Beck "
    "told reporters. The army denied it. Customs officers, who had closed the gate on 3 March, let eighty trucks pass "
    "before dusk. Prices of tin rose by 12.5 percent in a week, according to traders in the border town, which neither "
    "side has held for more than a month since fighting resumed last year.\n\n";

std::string text_of() {
  std::string text;
  for (int i = 0; i < 220; ++i) text += kParagraph;
  return text;
}

std::vector<Span> blocks_of(const std::string& text) {
  std::vector<Span> blocks;
  for (std::size_t at = 0; at < text.size(); at += kParagraph.size()) {
    blocks.push_back({static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + kParagraph.size())});
  }
  return blocks;
}

std::size_t words_in(const std::vector<Sentence>& sentences) {
  std::size_t words = 0;
  for (const Sentence& sentence : sentences) words += sentence.tokens.size();
  return words;
}

void raw_text_to_trees(benchmark::State& state) {
  const std::string text = text_of();
  const std::vector<Span> blocks = blocks_of(text);
  std::size_t words = 0;
  for (auto _ : state) words += words_in(model().parse(text, blocks, static_cast<int>(state.range(0))));
  state.counters["words"] = benchmark::Counter(static_cast<double>(words), benchmark::Counter::kIsRate);
}
BENCHMARK(raw_text_to_trees)->Arg(1)->Arg(2)->UseRealTime()->Unit(benchmark::kMillisecond);

void one_short_report(benchmark::State& state) {
  std::size_t words = 0;
  for (auto _ : state) words += words_in(model().parse(kParagraph));
  state.counters["words"] = benchmark::Counter(static_cast<double>(words), benchmark::Counter::kIsRate);
}
BENCHMARK(one_short_report)->Unit(benchmark::kMicrosecond);

void raw_text_to_words(benchmark::State& state) {
  const std::string text = text_of();
  const std::vector<Span> blocks = blocks_of(text);
  std::size_t words = 0;
  for (auto _ : state) words += words_in(model().segment(text, blocks));
  state.counters["words"] = benchmark::Counter(static_cast<double>(words), benchmark::Counter::kIsRate);
}
BENCHMARK(raw_text_to_words)->Unit(benchmark::kMillisecond);

void loading_the_model(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(Language::load(ASSAY_SOURCE_DIR "/models/english.model"));
}
BENCHMARK(loading_the_model)->Unit(benchmark::kMillisecond);

// What the same core does of simple arithmetic at the same time: figures of different hours compare by it.
void the_machine(benchmark::State& state) {
  std::vector<float> x(1 << 18, 1.0f), y(1 << 18, 0.5f);
  for (auto _ : state) {
    for (int round = 0; round < 48; ++round) {
      for (std::size_t i = 0; i < x.size(); ++i) y[i] = y[i] * 0.999f + x[i];
      benchmark::DoNotOptimize(y.data());
    }
  }
}
BENCHMARK(the_machine)->Unit(benchmark::kMillisecond)->MeasureProcessCPUTime()->UseRealTime();

}  // namespace
