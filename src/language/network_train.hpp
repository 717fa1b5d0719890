// The way back through the network and the steps of its training: Adam over mini-batches that are always cut
// into the same shards, so that any number of threads computes the same bits.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "language/network.hpp"

namespace assay::language {

// A sentence with its inputs and what is known of it; -1 where nothing is.
struct Example {
  std::vector<std::uint32_t> row_begin{0}, rows;
  std::vector<float> weights;
  std::vector<std::int32_t> tag, feat, name, extra, head, label;
  std::vector<char> is_name;  // words whose own row is dropped more often
  bool tree = false;          // whether any head is known
  int size() const { return static_cast<int>(row_begin.size()) - 1; }
};

struct TrainingRates {
  float learn = 2e-3f;
  float dropout = 0.33f;    // of layer inputs, one mask a sentence
  float drop_input = 0.1f;  // of embedding columns, one mask a sentence
  float drop_word = 0.15f;  // a word's own row gives way to that of the unknown word
  float drop_name = 0.4f;   // the same for names
  float weight_tags = 1, weight_feats = 0.5f, weight_names = 1, weight_extra = 0.5f, weight_arcs = 1,
        weight_labels = 1;
};

struct TrainingActivations;

class NetworkTrainer {
 public:
  static constexpr int kShards = 2;

  NetworkTrainer(Network& network, std::uint64_t seed);
  ~NetworkTrainer();

  // One step down the gradient of these examples, each shard of them on a thread where `threads` allow.
  // Returns the loss a token.
  double step(const std::vector<const Example*>& examples, const TrainingRates& rates, int threads);

 private:
  struct Shard;
  void run(Shard& shard, const TrainingRates& rates, float scale) const;
  void apply(const TrainingRates& rates);
  void repack();
  void embed_words(const Batch& batch, float* out) const;
  const float* arc_scores(const Batch& batch, int s, TrainingActivations& act) const;
  const float* label_scores(int first, int n, const int* heads, TrainingActivations& act) const;

  Network& network_;
  std::vector<std::vector<float>> packed_layers_;  // the matrices of the network, laid out for multiply
  std::vector<float> packed_mlp_, packed_arc_, packed_output_, packed_label_;
  std::vector<std::unique_ptr<Shard>> shards_;
  std::vector<float> dense_m_, dense_v_, table_m_, table_v_;
  std::uint64_t seed_;
  std::int64_t steps_ = 0;
};

}  // namespace assay::language
