// The network that tags, names and parses: embeddings of words and of their spelling, a stack of simple
// recurrent units in both directions, and on top of it linear heads for tags and names and a biaffine
// scorer of arcs with an additive one of labels (after Dozat & Manning 2017; Lei et al. 2018).
//
// This file holds the weights and the way forward in bytes; network_train.hpp the ways forward and back in floats.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "language/byte_matrix.hpp"

namespace assay::language {

// Sizes; each a multiple of 32 except the counts of classes.
struct NetworkShape {
  std::int32_t rows = 0;      // of the embedding table: words first, then hashed spellings
  std::int32_t embed = 128;   // floats a row
  std::int32_t hidden = 128;  // of one direction
  std::int32_t layers = 3;
  std::int32_t arc = 128;    // of the head and dependent vectors of arcs
  std::int32_t label = 128;  // of those of labels
  std::int32_t tags = 0, feats = 0, names = 0, labels = 0, extra = 0;  // classes; `extra` only in training

  int wide() const { return 2 * hidden; }
  int chunks(int layer) const { return layer == 0 ? 4 : 3; }  // the first layer projects its input
  int in(int layer) const { return layer == 0 ? embed : wide(); }
  int mlp() const { return 2 * arc + 2 * label; }
  // Columns of the joint output of the linear heads; each head begins at a multiple of 32.
  int tags_at() const { return 0; }
  int feats_at() const;
  int names_at() const;
  int extra_at() const;
  int outputs() const;
  auto operator<=>(const NetworkShape&) const = default;
};

// Where each matrix lies in the flat array of dense weights: first all vectors, which are used as floats, then the
// matrices, which are used as bytes.
struct NetworkLayout {
  struct Layer {
    std::size_t weight, vb;
  };
  std::vector<Layer> layers;         // weight: in × (2 · chunks · hidden); vb: 2 × 4 · hidden
  std::size_t mlp, mlp_bias;         // wide × mlp: arc dependent, arc head, label dependent, label head
  std::size_t arc, arc_bias;         // arc × arc; arc
  std::size_t root_arc, root_label;  // the head vectors of the root
  std::size_t distance;              // kDistances biases by signed distance
  std::size_t label, label_bias;     // label × padded(labels)
  std::size_t output, output_bias;   // wide × outputs; last, so that heads can be dropped
  std::size_t vectors, total;        // where the vectors end, and all
  explicit NetworkLayout(const NetworkShape& shape);
};

inline constexpr int kDistances = 64;
int distance_bucket(int dependent, int head);  // both 1-based; head 0 is the root

// Sentences to run together. Token t draws on rows[row_begin[t] .. row_begin[t+1]), each times its weight.
struct Batch {
  std::vector<std::uint32_t> sentence_begin{0};
  std::vector<std::uint32_t> row_begin{0};
  std::vector<std::uint32_t> rows;
  std::vector<float> weights;
  int tokens() const { return static_cast<int>(row_begin.size()) - 1; }
  int sentences() const { return static_cast<int>(sentence_begin.size()) - 1; }
  void clear() {
    sentence_begin.assign(1, 0);
    row_begin.assign(1, 0);
    rows.clear();
    weights.clear();
  }
};

// A stretch of memory that grows and is never cleared.
class Buffer {
 public:
  float* of(std::size_t size) {
    if (data_.size() < size) data_.resize(size);
    return data_.data();
  }
  float* data() { return data_.data(); }
  const float* data() const { return data_.data(); }

 private:
  std::vector<float> data_;
};

// All that a run leaves behind; reused from batch to batch by one thread.
struct Activations {
  std::vector<unsigned char> bytes, arc_bytes, head_bytes, joined_bytes;
  std::vector<signed char> heads;
  std::vector<float> row_weights, scales, arc_scales, head_scales, joined_scales;
  std::vector<int> zeros;
  Buffer input, u, h[2], mlp, arc, outputs;
  Buffer scores, label;  // of one sentence
};

class Network {
 public:
  Network() = default;
  explicit Network(const NetworkShape& shape);

  const NetworkShape& shape() const { return shape_; }

  // Runs the encoder and all that is linear on top of it: fills outputs, mlp and arc (dependents · U).
  void run(const Batch& batch, Activations& act) const;

  // Scores of sentence s: row i (0-based word) × column j (0 the root, else word j), stride padded(n + 1).
  const float* arc_scores(const Batch& batch, int s, Activations& act) const;
  // Scores of the labels of words first .. first + n - 1 under the given heads (1-based, 0 the root), stride
  // padded(labels).
  const float* label_scores(int first, int n, const int* heads, Activations& act) const;

  void save(std::string& out) const;
  std::string_view load(std::string_view bytes);  // the rest, or a null view when cut short

  // For training: the weights as they change; `quantise` after a change, before the next run or save.
  std::vector<float>& dense() { return dense_; }
  std::vector<float>& table() { return table_; }
  const std::vector<float>& dense() const { return dense_; }
  const std::vector<float>& table() const { return table_; }
  void quantise();
  // Leaves out the classes that only training asks for.
  void drop_extra();
  const float* at(std::size_t offset) const { return dense_.data() + offset; }
  const NetworkLayout& layout() const { return layout_; }

 private:
  NetworkShape shape_;
  NetworkLayout layout_{NetworkShape{}};
  std::vector<float> dense_;        // of a loaded network: the vectors alone
  std::vector<float> table_;        // rows × embed while training
  std::vector<signed char> bytes_;  // the table, one byte a value
  std::vector<float> scales_;       // and a scale a row
  std::vector<ByteMatrix> layers_;
  ByteMatrix mlp_, arc_, output_, label_;
};

}  // namespace assay::language
