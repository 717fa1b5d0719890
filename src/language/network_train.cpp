#include "language/network_train.hpp"

#include <algorithm>
#include <cmath>
#include <random>
#include <thread>

#include "language/characters.hpp"
#include "language/training_kernels.hpp"

namespace assay::language {
namespace {

// A small generator whose stream is the same everywhere.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(mixed(seed) | 1) {}
  float unit() {
    state_ ^= state_ << 13;
    state_ ^= state_ >> 7;
    state_ ^= state_ << 17;
    return static_cast<float>(state_ >> 40) * (1.f / 16777216.f);
  }

 private:
  std::uint64_t state_;
};

void fill_uniform(float* from, std::size_t size, float bound, Random& random) {
  for (std::size_t i = 0; i < size; ++i) from[i] = (2 * random.unit() - 1) * bound;
}

}  // namespace

// All that the way forward leaves behind for the way back.
struct TrainingActivations {
  struct Layer {
    Buffer in, u, c, f, r, h;  // in: after dropout; c, f, r: both directions
  };
  std::vector<Layer> layers;
  Buffer input, top, mlp, arc, outputs;  // top: after dropout
  Buffer heads, scores, label;           // of one sentence
};

struct NetworkTrainer::Shard {
  std::vector<const Example*> examples;
  std::uint64_t seed = 0;
  double loss = 0;
  Batch batch;
  TrainingActivations act;
  std::vector<float> dense;        // gradient
  std::vector<std::int32_t> slot;  // of a row of the table in `row_gradients`, or -1
  std::vector<std::uint32_t> touched;
  std::vector<int> known_heads;
  std::vector<float> row_gradients;
  Buffer masks, d_top, d_mlp, d_out, d_product, d_in, d_u, d_scores, d_heads, d_joined, d_h, scratch, packed,
      product_in;

  // c (+)= a · b for b with any strides.
  void multiply(int m, int n, int k, const float* a, std::ptrdiff_t ars, std::ptrdiff_t acs, const float* b,
                std::ptrdiff_t brs, std::ptrdiff_t bcs, bool accumulate, float* c, std::ptrdiff_t cs) {
    float* into = packed.of(static_cast<std::size_t>(std::max(k, 1)) * static_cast<std::size_t>(padded(n)));
    training_kernels().pack(k, n, b, brs, bcs, into);
    training_kernels().multiply(m, n, k, a, ars, acs, into, nullptr, accumulate, c, cs);
  }
  // bias += the sum of rows
  static void add_rows(int m, int n, const float* rows, std::ptrdiff_t stride, float* bias) {
    for (int i = 0; i < m; ++i) training_kernels().add_scaled(n, 1, rows + i * stride, bias);
  }
  // Cross entropy of one row of `classes` against `right`: writes weight · (softmax - 1) into d.
  void cross_entropy(const float* scores, int classes, int right, float weight, float* d) {
    const float max = *std::max_element(scores, scores + classes);
    const float sum = kernels().exponentials(classes, scores, max, d);
    for (int c = 0; c < classes; ++c) d[c] *= weight / sum;
    loss -= static_cast<double>(weight) *
            (static_cast<double>(scores[right] - max) - std::log(static_cast<double>(sum)));
    d[right] -= weight;
  }
};

NetworkTrainer::NetworkTrainer(Network& network, std::uint64_t seed) : network_(network), seed_(seed) {
  for (int i = 0; i < kShards; ++i) {
    shards_.push_back(std::make_unique<Shard>());
    shards_.back()->dense.assign(network.dense().size(), 0);
    shards_.back()->slot.assign(static_cast<std::size_t>(network.shape().rows), -1);
  }
  dense_m_.assign(network.dense().size(), 0);
  dense_v_.assign(network.dense().size(), 0);
  table_m_.assign(network.table().size(), 0);
  table_v_.assign(network.table().size(), 0);
  // Glorot's bounds; gates begin half open, words near nothing.
  Random random(seed);
  const NetworkShape& shape = network.shape();
  const NetworkLayout& at = network.layout();
  std::vector<float>& w = network.dense();
  const auto glorot = [&](std::size_t from, int rows, int columns, int fan_out) {
    fill_uniform(&w[from], static_cast<std::size_t>(rows) * static_cast<std::size_t>(columns),
                 std::sqrt(6.f / static_cast<float>(rows + fan_out)), random);
  };
  for (int l = 0; l < shape.layers; ++l) {
    const auto layer = at.layers[static_cast<std::size_t>(l)];
    glorot(layer.weight, shape.in(l), 2 * shape.chunks(l) * shape.hidden, shape.hidden);
    fill_uniform(&w[layer.vb], static_cast<std::size_t>(8 * shape.hidden), 0, random);
    for (int d = 0; d < 2; ++d) {
      fill_uniform(&w[layer.vb + static_cast<std::size_t>(d * 4 * shape.hidden)],
                   static_cast<std::size_t>(2 * shape.hidden), 0.5f, random);
      for (int j = 0; j < shape.hidden; ++j)
        w[layer.vb + static_cast<std::size_t>((d * 4 + 3) * shape.hidden + j)] = -0.5f;
    }
  }
  glorot(at.mlp, shape.wide(), shape.mlp(), shape.arc);
  glorot(at.arc, shape.arc, shape.arc, shape.arc);
  fill_uniform(&w[at.root_arc], static_cast<std::size_t>(shape.arc + shape.label), 0.1f, random);
  glorot(at.label, shape.label, padded(shape.labels), shape.label);
  glorot(at.output, shape.wide(), shape.outputs(), shape.wide());
  fill_uniform(network.table().data(), network.table().size(), 0.1f, random);
  repack();
}

NetworkTrainer::~NetworkTrainer() = default;

void NetworkTrainer::repack() {
  const TrainingKernels& k = training_kernels();
  const NetworkShape& shape = network_.shape();
  const NetworkLayout& at = network_.layout();
  const auto pack = [&](std::vector<float>& out, std::size_t from, int rows, int columns) {
    out.resize(static_cast<std::size_t>(rows) * static_cast<std::size_t>(padded(columns)));
    k.pack(rows, columns, network_.at(from), columns, 1, out.data());
  };
  packed_layers_.resize(static_cast<std::size_t>(shape.layers));
  for (int l = 0; l < shape.layers; ++l) {
    pack(packed_layers_[static_cast<std::size_t>(l)], at.layers[static_cast<std::size_t>(l)].weight, shape.in(l),
         2 * shape.chunks(l) * shape.hidden);
  }
  pack(packed_mlp_, at.mlp, shape.wide(), shape.mlp());
  pack(packed_arc_, at.arc, shape.arc, shape.arc);
  pack(packed_label_, at.label, shape.label, padded(shape.labels));
  pack(packed_output_, at.output, shape.wide(), shape.outputs());
}

void NetworkTrainer::embed_words(const Batch& batch, float* out) const {
  const int width = network_.shape().embed;
  for (int t = 0; t < batch.tokens(); ++t) {
    float* row = out + static_cast<std::ptrdiff_t>(t) * width;
    std::fill(row, row + width, 0.f);
    for (std::uint32_t i = batch.row_begin[static_cast<std::size_t>(t)];
         i < batch.row_begin[static_cast<std::size_t>(t) + 1]; ++i) {
      const std::size_t from = static_cast<std::size_t>(batch.rows[i]) * static_cast<std::size_t>(width);
      training_kernels().add_scaled(width, batch.weights[i], &network_.table()[from], row);
    }
  }
}

// As Network::arc_scores, in floats.
const float* NetworkTrainer::arc_scores(const Batch& batch, int s, TrainingActivations& act) const {
  const TrainingKernels& k = training_kernels();
  const NetworkShape& shape = network_.shape();
  const int arc = shape.arc, mlp = shape.mlp();
  const auto first = static_cast<std::ptrdiff_t>(batch.sentence_begin[static_cast<std::size_t>(s)]);
  const auto n = static_cast<int>(batch.sentence_begin[static_cast<std::size_t>(s) + 1] - first);
  const int stride = padded(n + 1);
  // Heads as columns, the root first.
  float* heads = act.heads.of(static_cast<std::size_t>(arc) * static_cast<std::size_t>(stride + n + 1));
  float* rows = heads + static_cast<std::ptrdiff_t>(arc) * stride;
  std::copy_n(network_.at(network_.layout().root_arc), arc, rows);
  for (int j = 0; j < n; ++j) std::copy_n(act.mlp.data() + (first + j) * mlp + arc, arc, rows + (j + 1) * arc);
  k.pack(arc, n + 1, rows, 1, arc, heads);
  float* scores = act.scores.of(static_cast<std::size_t>(n) * static_cast<std::size_t>(stride));
  k.multiply(n, stride, arc, act.arc.data() + first * arc, arc, 1, heads, nullptr, false, scores, stride);
  const float* bias = network_.at(network_.layout().distance);
  for (int i = 0; i < n; ++i) {
    float* row = scores + static_cast<std::ptrdiff_t>(i) * stride;
    for (int j = 0; j <= n; ++j) row[j] += bias[distance_bucket(i + 1, j)];
    row[i + 1] = -1e9f;
  }
  return scores;
}

// As Network::label_scores, in floats.
const float* NetworkTrainer::label_scores(int first, int n, const int* heads, TrainingActivations& act) const {
  const NetworkShape& shape = network_.shape();
  const int width = shape.label, mlp = shape.mlp(), out = padded(shape.labels), skip = 2 * shape.arc;
  float* joined = act.label.of(static_cast<std::size_t>(n) * static_cast<std::size_t>(width + out));
  float* scores = joined + static_cast<std::ptrdiff_t>(n) * width;
  for (int i = 0; i < n; ++i) {
    const float* dependent = act.mlp.data() + static_cast<std::ptrdiff_t>(first + i) * mlp + skip;
    const float* head = heads[i] == 0
                            ? network_.at(network_.layout().root_label)
                            : act.mlp.data() + static_cast<std::ptrdiff_t>(first + heads[i] - 1) * mlp + skip + width;
    kernels().add_leaky(width, dependent, head, joined + static_cast<std::ptrdiff_t>(i) * width);
  }
  training_kernels().multiply(n, out, width, joined, width, 1, packed_label_.data(),
                              network_.at(network_.layout().label_bias), false, scores, out);
  return scores;
}

void NetworkTrainer::run(Shard& shard, const TrainingRates& rates, float scale) const {
  const TrainingKernels& k = training_kernels();
  const Kernels& exact = kernels();
  const NetworkShape& shape = network_.shape();
  const NetworkLayout& at = network_.layout();
  const float* weights = network_.dense().data();
  Random random(shard.seed);
  std::fill(shard.dense.begin(), shard.dense.end(), 0.f);
  shard.loss = 0;
  // The batch, with words dropped.
  Batch& batch = shard.batch;
  batch.clear();
  for (const Example* example : shard.examples) {
    for (int t = 0; t < example->size(); ++t) {
      const auto i = static_cast<std::size_t>(t);
      const float drop = example->is_name[i] != 0 ? rates.drop_name : rates.drop_word;
      for (std::uint32_t r = example->row_begin[i]; r < example->row_begin[i + 1]; ++r) {
        const bool own = r == example->row_begin[i];
        batch.rows.push_back(own && random.unit() < drop ? 0 : example->rows[r]);
        batch.weights.push_back(example->weights[r]);
      }
      batch.row_begin.push_back(static_cast<std::uint32_t>(batch.rows.size()));
    }
    batch.sentence_begin.push_back(static_cast<std::uint32_t>(batch.tokens()));
  }
  const int n = batch.tokens(), hidden = shape.hidden, wide = shape.wide(), embed = shape.embed;
  const int arc = shape.arc, label = shape.label, mlp = shape.mlp(), outputs = shape.outputs();
  const auto rows = static_cast<std::size_t>(n);
  const auto size = [&](int width) { return rows * static_cast<std::size_t>(width); };
  const int sentences = batch.sentences();
  // Masks: a row a sentence for the embedding, each layer's input, the top and the MLP.
  const int mask_width = embed + shape.layers * wide + mlp;
  float* masks = shard.masks.of(static_cast<std::size_t>(sentences) * static_cast<std::size_t>(mask_width));
  for (int s = 0; s < sentences; ++s) {
    float* mask = masks + static_cast<std::ptrdiff_t>(s) * mask_width;
    for (int i = 0; i < mask_width; ++i) {
      const float rate = i < embed ? rates.drop_input : rates.dropout;
      mask[i] = random.unit() < rate ? 0.f : 1 / (1 - rate);
    }
  }
  const auto apply_mask = [&](const float* from, int width, int mask_at, float* to) {
    for (int s = 0; s < sentences; ++s) {
      const float* mask = masks + static_cast<std::ptrdiff_t>(s) * mask_width + mask_at;
      for (std::uint32_t t = batch.sentence_begin[static_cast<std::size_t>(s)];
           t < batch.sentence_begin[static_cast<std::size_t>(s) + 1]; ++t) {
        const float* x = from + static_cast<std::ptrdiff_t>(t) * width;
        float* y = to + static_cast<std::ptrdiff_t>(t) * width;
        for (int i = 0; i < width; ++i) y[i] = x[i] * mask[i];
      }
    }
  };
  // Forward.
  TrainingActivations& act = shard.act;
  float* embedded = act.input.of(size(embed));
  embed_words(batch, embedded);
  act.layers.resize(static_cast<std::size_t>(shape.layers));
  const float* x = embedded;
  for (int l = 0; l < shape.layers; ++l) {
    TrainingActivations::Layer& layer = act.layers[static_cast<std::size_t>(l)];
    const int chunks = shape.chunks(l), width = 2 * chunks * hidden, in = shape.in(l);
    float* dropped = layer.in.of(size(in));
    apply_mask(x, in, l == 0 ? 0 : embed + (l - 1) * wide, dropped);
    float* u = layer.u.of(size(width));
    k.multiply(n, width, in, dropped, in, 1, packed_layers_[static_cast<std::size_t>(l)].data(),
               nullptr, false, u, width);
    float *c = layer.c.of(size(wide)), *f = layer.f.of(size(wide)), *r = layer.r.of(size(wide)),
          *h = layer.h.of(size(wide));
    for (int s = 0; s < sentences; ++s) {
      const auto first = static_cast<std::ptrdiff_t>(batch.sentence_begin[static_cast<std::size_t>(s)]);
      const auto count = static_cast<int>(batch.sentence_begin[static_cast<std::size_t>(s) + 1] - first);
      for (int d = 0; d < 2; ++d) {
        const float* chunk = u + first * width + d * chunks * hidden;
        const float* through = chunks == 4 ? chunk + 3 * hidden : x + first * in + d * hidden;
        const std::ptrdiff_t begin = (static_cast<std::ptrdiff_t>(d) * n + first) * hidden;
        exact.recur(count, hidden, d == 1, chunk, width,
                weights + at.layers[static_cast<std::size_t>(l)].vb + d * 4 * hidden, through,
                chunks == 4 ? width : in, c + begin, f + begin, r + begin, h + first * wide + d * hidden,
                wide);
      }
    }
    x = h;
  }
  float* top = act.top.of(size(wide));
  apply_mask(x, wide, embed + (shape.layers - 1) * wide, top);
  float* scores = act.outputs.of(size(outputs));
  k.multiply(n, outputs, wide, top, wide, 1, packed_output_.data(), weights + at.output_bias, false,
             scores, outputs);
  bool any_trees = false;
  for (const Example* example : shard.examples) any_trees = any_trees || example->tree;

  // Heads: tags, features, names.
  float* d_out = shard.d_out.of(size(outputs));
  std::fill(d_out, d_out + size(outputs), 0.f);
  {
    int t = 0;
    for (const Example* example : shard.examples) {
      for (std::size_t i = 0; i < static_cast<std::size_t>(example->size()); ++i, ++t) {
        const std::ptrdiff_t row = static_cast<std::ptrdiff_t>(t) * outputs;
        const auto head = [&](int first, int classes, int right, float weight) {
          if (right >= 0)
            shard.cross_entropy(scores + row + first, classes, right, weight * scale, d_out + row + first);
        };
        head(shape.tags_at(), shape.tags, example->tag[i], rates.weight_tags);
        head(shape.feats_at(), shape.feats, example->feat[i], rates.weight_feats);
        head(shape.names_at(), shape.names, example->name[i], rates.weight_names);
        head(shape.extra_at(), shape.extra, example->extra[i], rates.weight_extra);
      }
    }
  }
  float* gradient = shard.dense.data();
  float* d_top = shard.d_top.of(size(wide));
  shard.multiply(n, wide, outputs, d_out, outputs, 1, weights + at.output, 1, outputs, false, d_top, wide);
  shard.multiply(wide, outputs, n, top, 1, wide, d_out, outputs, 1, true, gradient + at.output, outputs);
  Shard::add_rows(n, outputs, d_out, outputs, gradient + at.output_bias);

  if (any_trees) {
    float* vectors = act.mlp.of(size(mlp));
    k.multiply(n, mlp, wide, top, wide, 1, packed_mlp_.data(), weights + at.mlp_bias, false, vectors,
               mlp);
    for (int t = 0; t < n; ++t) {
      float* row = vectors + static_cast<std::ptrdiff_t>(t) * mlp;
      for (int i = 0; i < 2 * arc; ++i) row[i] = row[i] > 0 ? row[i] : row[i] * 0.1f;
    }
    const int mlp_mask = embed + shape.layers * wide;
    apply_mask(vectors, mlp, mlp_mask, vectors);
    float* product = act.arc.of(size(arc));
    k.multiply(n, arc, arc, vectors, mlp, 1, packed_arc_.data(), weights + at.arc_bias, false,
               product, arc);
    float* d_product = shard.d_product.of(size(arc));
    std::fill(d_product, d_product + size(arc), 0.f);
    float* d_mlp = shard.d_mlp.of(size(mlp));
    std::fill(d_mlp, d_mlp + size(mlp), 0.f);
    for (int s = 0; s < sentences; ++s) {
      const Example& example = *shard.examples[static_cast<std::size_t>(s)];
      if (!example.tree) continue;
      const int count = example.size(), stride = padded(count + 1);
      const auto first = static_cast<std::ptrdiff_t>(batch.sentence_begin[static_cast<std::size_t>(s)]);
      const float* arcs = arc_scores(batch, s, act);
      float* d_scores = shard.d_scores.of(static_cast<std::size_t>(count) * static_cast<std::size_t>(stride));
      std::fill(d_scores, d_scores + static_cast<std::ptrdiff_t>(count) * stride, 0.f);
      shard.known_heads.assign(example.head.begin(), example.head.end());
      for (int& head : shard.known_heads) head = std::max(head, 0);
      for (int i = 0; i < count; ++i) {
        if (example.head[static_cast<std::size_t>(i)] < 0) continue;
        float* row = d_scores + static_cast<std::ptrdiff_t>(i) * stride;
        shard.cross_entropy(arcs + static_cast<std::ptrdiff_t>(i) * stride, count + 1,
                            example.head[static_cast<std::size_t>(i)], rates.weight_arcs * scale, row);
        for (int j = 0; j <= count; ++j) {
          if (j != i + 1)
            gradient[at.distance + static_cast<std::size_t>(distance_bucket(i + 1, j))] += row[j];
        }
      }
      // act.heads holds the columns packed and behind them the rows: row j the vector of head j.
      const float* head_rows = act.heads.data() + static_cast<std::ptrdiff_t>(arc) * stride;
      shard.multiply(count, arc, count + 1, d_scores, stride, 1, head_rows, arc, 1, false,
                     d_product + first * arc, arc);
      float* d_heads = shard.d_heads.of(static_cast<std::size_t>(count + 1) * static_cast<std::size_t>(arc));
      shard.multiply(count + 1, arc, count, d_scores, 1, stride, product + first * arc, arc, 1, false,
                     d_heads, arc);
      k.add_scaled(arc, 1, d_heads, gradient + at.root_arc);
      for (int j = 0; j < count; ++j)
        k.add_scaled(arc, 1, d_heads + (j + 1) * arc, d_mlp + (first + j) * mlp + arc);
      // Labels under the true heads.
      const int classes = padded(shape.labels);
      const float* by_label =
          label_scores(static_cast<int>(first), count, shard.known_heads.data(), act);
      float* d_labels = shard.scratch.of(static_cast<std::size_t>(count) * static_cast<std::size_t>(classes));
      std::fill(d_labels, d_labels + static_cast<std::ptrdiff_t>(count) * classes, 0.f);
      for (int i = 0; i < count; ++i) {
        if (example.head[static_cast<std::size_t>(i)] < 0) continue;
        shard.cross_entropy(by_label + static_cast<std::ptrdiff_t>(i) * classes, shape.labels,
                            example.label[static_cast<std::size_t>(i)], rates.weight_labels * scale,
                            d_labels + static_cast<std::ptrdiff_t>(i) * classes);
      }
      const float* joined = act.label.data();
      float* d_joined = shard.d_joined.of(static_cast<std::size_t>(count) * static_cast<std::size_t>(label));
      shard.multiply(count, label, classes, d_labels, classes, 1, weights + at.label, 1, classes, false,
                     d_joined, label);
      shard.multiply(label, classes, count, joined, 1, label, d_labels, classes, 1, true, gradient + at.label,
                     classes);
      Shard::add_rows(count, classes, d_labels, classes, gradient + at.label_bias);
      for (int i = 0; i < count; ++i) {
        if (example.head[static_cast<std::size_t>(i)] < 0) continue;
        float* d = d_joined + static_cast<std::ptrdiff_t>(i) * label;
        const float* z = joined + static_cast<std::ptrdiff_t>(i) * label;
        for (int j = 0; j < label; ++j) d[j] *= z[j] > 0 ? 1.f : 0.1f;
        k.add_scaled(label, 1, d, d_mlp + (first + i) * mlp + 2 * arc);
        const int head = example.head[static_cast<std::size_t>(i)];
        k.add_scaled(
            label, 1, d,
            head == 0 ? gradient + at.root_label : d_mlp + (first + head - 1) * mlp + 2 * arc + label);
      }
    }
    // product = dependents · U + bias
    shard.multiply(arc, arc, n, vectors, 1, mlp, d_product, arc, 1, true, gradient + at.arc, arc);
    Shard::add_rows(n, arc, d_product, arc, gradient + at.arc_bias);
    float* d_dependents = shard.product_in.of(size(arc));
    shard.multiply(n, arc, arc, d_product, arc, 1, weights + at.arc, 1, arc, false, d_dependents, arc);
    for (int t = 0; t < n; ++t)
      k.add_scaled(arc, 1, d_dependents + static_cast<std::ptrdiff_t>(t) * arc,
                   d_mlp + static_cast<std::ptrdiff_t>(t) * mlp);
    apply_mask(d_mlp, mlp, mlp_mask, d_mlp);
    for (int t = 0; t < n; ++t) {
      float* d = d_mlp + static_cast<std::ptrdiff_t>(t) * mlp;
      const float* z = vectors + static_cast<std::ptrdiff_t>(t) * mlp;
      for (int i = 0; i < 2 * arc; ++i) d[i] *= z[i] > 0 ? 1.f : 0.1f;
    }
    shard.multiply(n, wide, mlp, d_mlp, mlp, 1, weights + at.mlp, 1, mlp, true, d_top, wide);
    shard.multiply(wide, mlp, n, top, 1, wide, d_mlp, mlp, 1, true, gradient + at.mlp, mlp);
    Shard::add_rows(n, mlp, d_mlp, mlp, gradient + at.mlp_bias);
  }

  // Down through the layers.
  apply_mask(d_top, wide, embed + (shape.layers - 1) * wide, d_top);
  float* d_h = d_top;
  for (int l = shape.layers - 1; l >= 0; --l) {
    TrainingActivations::Layer& layer = act.layers[static_cast<std::size_t>(l)];
    const int chunks = shape.chunks(l), width = 2 * chunks * hidden, in = shape.in(l);
    const float* below = l == 0 ? nullptr : act.layers[static_cast<std::size_t>(l) - 1].h.data();
    float* d_u = shard.d_u.of(size(width));
    float* d_through = shard.d_h.of(size(wide));
    for (int s = 0; s < sentences; ++s) {
      const auto first = static_cast<std::ptrdiff_t>(batch.sentence_begin[static_cast<std::size_t>(s)]);
      const auto count = static_cast<int>(batch.sentence_begin[static_cast<std::size_t>(s) + 1] - first);
      for (int d = 0; d < 2; ++d) {
        const float* chunk = layer.u.data() + first * width + d * chunks * hidden;
        float* d_chunk = d_u + first * width + d * chunks * hidden;
        const std::ptrdiff_t begin = (static_cast<std::ptrdiff_t>(d) * n + first) * hidden;
        const bool own = chunks == 4;
        k.recur_back(count, hidden, d == 1, chunk, width,
                     weights + at.layers[static_cast<std::size_t>(l)].vb + d * 4 * hidden,
                     own ? chunk + 3 * hidden : below + first * in + d * hidden, own ? width : in,
                     layer.c.data() + begin, layer.f.data() + begin, layer.r.data() + begin,
                     d_h + first * wide + d * hidden, wide, d_chunk, width,
                     own ? d_chunk + 3 * hidden : d_through + first * wide + d * hidden, own ? width : wide,
                     gradient + at.layers[static_cast<std::size_t>(l)].vb + d * 4 * hidden);
      }
    }
    shard.multiply(in, width, n, layer.in.data(), 1, in, d_u, width, 1, true,
                   gradient + at.layers[static_cast<std::size_t>(l)].weight, width);
    float* d_in = shard.d_in.of(size(std::max(in, wide)));
    shard.multiply(n, in, width, d_u, width, 1, weights + at.layers[static_cast<std::size_t>(l)].weight, 1,
                   width, false, d_in, in);
    apply_mask(d_in, in, l == 0 ? 0 : embed + (l - 1) * wide, d_in);
    if (l > 0) {
      for (std::size_t i = 0; i < size(wide); ++i) d_top[i] = d_in[i] + d_through[i];
      d_h = d_top;
    } else {
      // Embeddings.
      for (const std::uint32_t row : shard.touched) shard.slot[row] = -1;
      shard.touched.clear();
      shard.row_gradients.clear();
      const auto width_of = static_cast<std::size_t>(embed);
      for (int t = 0; t < n; ++t) {
        for (std::uint32_t i = batch.row_begin[static_cast<std::size_t>(t)];
             i < batch.row_begin[static_cast<std::size_t>(t) + 1]; ++i) {
          const std::uint32_t row = batch.rows[i];
          if (shard.slot[row] < 0) {
            shard.slot[row] = static_cast<std::int32_t>(shard.touched.size());
            shard.touched.push_back(row);
            shard.row_gradients.resize(shard.row_gradients.size() + width_of, 0);
          }
          k.add_scaled(embed, batch.weights[i], d_in + static_cast<std::ptrdiff_t>(t) * embed,
                       &shard.row_gradients[static_cast<std::size_t>(shard.slot[row]) * width_of]);
        }
      }
    }
  }
}

void NetworkTrainer::apply(const TrainingRates& rates) {
  constexpr float kBeta1 = 0.9f, kBeta2 = 0.98f, kEpsilon = 1e-8f, kClip = 2.f;
  ++steps_;
  std::vector<float>& total = shards_[0]->dense;
  for (std::size_t s = 1; s < shards_.size(); ++s) {
    for (std::size_t i = 0; i < total.size(); ++i) total[i] += shards_[s]->dense[i];
  }
  double norm = 0;
  for (const float g : total) norm += static_cast<double>(g) * static_cast<double>(g);
  norm = std::sqrt(norm);
  const float clip = norm > kClip ? kClip / static_cast<float>(norm) : 1.f;
  const float c1 = 1 - std::pow(kBeta1, static_cast<float>(steps_)),
              c2 = 1 - std::pow(kBeta2, static_cast<float>(steps_));
  const auto adam = [&](float* w, float* m, float* v, const float* g, std::size_t n) {
    const float rate = rates.learn / c1, inverse = 1 / c2;
    for (std::size_t i = 0; i < n; ++i) {
      const float x = g[i] * clip;
      m[i] = kBeta1 * m[i] + (1 - kBeta1) * x;
      v[i] = kBeta2 * v[i] + (1 - kBeta2) * x * x;
      w[i] -= rate * m[i] / (std::sqrt(v[i] * inverse) + kEpsilon);
    }
  };
  adam(network_.dense().data(), dense_m_.data(), dense_v_.data(), total.data(), total.size());
  // Rows of the table that some shard drew on, in the order of the shards.
  const auto width = static_cast<std::size_t>(network_.shape().embed);
  std::vector<float> sum(width);
  for (std::size_t s = 0; s < shards_.size(); ++s) {
    for (const std::uint32_t row : shards_[s]->touched) {
      bool before = false;
      for (std::size_t e = 0; e < s; ++e) before = before || shards_[e]->slot[row] >= 0;
      if (before) continue;
      std::fill(sum.begin(), sum.end(), 0.f);
      for (std::size_t e = s; e < shards_.size(); ++e) {
        if (shards_[e]->slot[row] >= 0) {
          training_kernels().add_scaled(
              static_cast<int>(width), 1,
              &shards_[e]->row_gradients[static_cast<std::size_t>(shards_[e]->slot[row]) * width],
              sum.data());
        }
      }
      const std::size_t at = static_cast<std::size_t>(row) * width;
      adam(&network_.table()[at], &table_m_[at], &table_v_[at], sum.data(), width);
    }
  }
  repack();
}

double NetworkTrainer::step(const std::vector<const Example*>& examples, const TrainingRates& rates,
                            int threads) {
  // Shards of about equal length: each example goes to the shorter one.
  std::vector<int> sizes(shards_.size(), 0);
  for (auto& shard : shards_) shard->examples.clear();
  int tokens = 0;
  for (const Example* example : examples) {
    const auto least = static_cast<std::size_t>(std::min_element(sizes.begin(), sizes.end()) - sizes.begin());
    shards_[least]->examples.push_back(example);
    sizes[least] += example->size();
    tokens += example->size();
  }
  const float scale = 1.f / static_cast<float>(std::max(tokens, 1));
  for (std::size_t s = 0; s < shards_.size(); ++s)
    shards_[s]->seed = seed_ + static_cast<std::uint64_t>(steps_) * 1000003 + s;
  if (threads > 1) {
    std::vector<std::jthread> pool;
    for (std::size_t s = 1; s < shards_.size(); ++s)
      pool.emplace_back([&, s] { run(*shards_[s], rates, scale); });
    run(*shards_[0], rates, scale);
  } else {
    for (auto& shard : shards_) run(*shard, rates, scale);
  }
  apply(rates);
  double loss = 0;
  for (auto& shard : shards_) loss += shard->loss;
  return loss;
}

}  // namespace assay::language
