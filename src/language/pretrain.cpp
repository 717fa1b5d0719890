#include "language/pretrain.hpp"

#include <algorithm>
#include <cmath>
#include <random>
#include <unordered_map>

#include "language/characters.hpp"
#include "language/training_kernels.hpp"

namespace assay::language {
namespace {

struct Centre {
  std::uint32_t own = 0;              // row of the word itself
  std::uint32_t first = 0, last = 0;  // its rows, in one array
};

}  // namespace

void pretrain(const Words& words, const std::vector<std::vector<std::string>>& sentences, int width,
              const PretrainOptions& options, std::vector<float>& table) {
  const TrainingKernels& k = training_kernels();
  const auto w = static_cast<std::size_t>(width);
  // Every form once, with its rows.
  Batch forms;
  std::unordered_map<std::string, std::uint32_t> numbers;
  std::vector<std::vector<std::uint32_t>> corpus;
  std::vector<double> counts(words.words(), 0);
  double total = 0;
  for (const std::vector<std::string>& sentence : sentences) {
    std::vector<std::uint32_t> line;
    for (const std::string& form : sentence) {
      const auto [known, fresh] = numbers.emplace(form, static_cast<std::uint32_t>(numbers.size()));
      if (fresh) words.append(form, forms);
      line.push_back(known->second);
      counts[forms.rows[forms.row_begin[known->second]]] += 1;
      ++total;
    }
    corpus.push_back(std::move(line));
  }
  std::vector<std::uint32_t> lots;  // rows of words, each by count^0.75
  double mass = 0;
  for (std::size_t row = 1; row < counts.size(); ++row) mass += std::pow(counts[row], 0.75);
  for (std::size_t row = 1; row < counts.size(); ++row) {
    const double share = std::pow(counts[row], 0.75) / mass * 1e6;
    for (int i = 0; i < static_cast<int>(share) + (counts[row] > 0); ++i)
      lots.push_back(static_cast<std::uint32_t>(row));
  }
  if (lots.empty()) return;
  std::mt19937_64 random(options.seed);
  const auto unit = [&] { return static_cast<double>(random() >> 11) * 0x1p-53; };
  std::vector<float> contexts(static_cast<std::size_t>(words.words()) * w, 0), sum(w), gradient(w);
  for (float& x : table) x = static_cast<float>(unit() - 0.5) * 0.1f;
  const double all = total * options.epochs;
  double done = 0;
  std::vector<std::uint32_t> kept;
  for (int epoch = 0; epoch < options.epochs; ++epoch) {
    for (const std::vector<std::uint32_t>& line : corpus) {
      done += static_cast<double>(line.size());
      kept.clear();
      for (const std::uint32_t form : line) {
        const double frequency = counts[forms.rows[forms.row_begin[form]]] / total;
        if (frequency < 2e-4 || unit() < std::sqrt(2e-4 / frequency)) kept.push_back(form);
      }
      const auto rate = static_cast<float>(options.rate * std::max(0.01, 1 - done / all));
      for (std::size_t i = 0; i < kept.size(); ++i) {
        const std::uint32_t first = forms.row_begin[kept[i]], last = forms.row_begin[kept[i] + 1];
        std::fill(sum.begin(), sum.end(), 0.f);
        std::fill(gradient.begin(), gradient.end(), 0.f);
        for (std::uint32_t r = first; r < last; ++r)
          k.add_scaled(width, forms.weights[r], &table[forms.rows[r] * w], sum.data());
        const std::size_t reach = 1 + random() % static_cast<std::uint64_t>(options.window);
        for (std::size_t j = i > reach ? i - reach : 0; j < std::min(kept.size(), i + reach + 1); ++j) {
          if (j == i) continue;
          for (int s = 0; s <= options.negatives; ++s) {
            const std::uint32_t target =
                s == 0 ? forms.rows[forms.row_begin[kept[j]]] : lots[random() % lots.size()];
            if (target == kUnknownWord) continue;
            float* other = &contexts[target * w];
            const float p = 1 / (1 + std::exp(-k.dot(width, sum.data(), other)));
            const float push = rate * ((s == 0 ? 1.f : 0.f) - p);
            k.add_scaled(width, push, other, gradient.data());
            k.add_scaled(width, push, sum.data(), other);
          }
        }
        for (std::uint32_t r = first; r < last; ++r)
          k.add_scaled(width, forms.weights[r], gradient.data(), &table[forms.rows[r] * w]);
      }
    }
  }
}

std::vector<std::vector<std::string>> plain_sentences(std::string text, const Segmenter& segmenter) {
  std::size_t small = 0, large = 0;
  for (const char c : text) {
    small += c >= 'a' && c <= 'z';
    large += c >= 'A' && c <= 'Z';
  }
  if (small < large) text = lowered(text);
  std::vector<std::vector<std::string>> out;
  for (const WordSpans& sentence : segmenter.segment(text, {0, static_cast<std::uint32_t>(text.size())})) {
    std::vector<std::string> line;
    for (const Span span : sentence) line.push_back(text.substr(span.begin, span.size()));
    out.push_back(std::move(line));
  }
  return out;
}

}  // namespace assay::language
