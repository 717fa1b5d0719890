#include "language/network.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "language/kernels.hpp"

namespace assay::language {

int NetworkShape::feats_at() const { return padded(tags); }
int NetworkShape::names_at() const { return feats_at() + padded(feats); }
int NetworkShape::extra_at() const { return names_at() + padded(names); }
int NetworkShape::outputs() const { return extra_at() + padded(extra); }

NetworkLayout::NetworkLayout(const NetworkShape& shape) {
  total = 0;
  const auto take = [&](std::size_t size) {
    const std::size_t at = total;
    total += size;
    return at;
  };
  const auto size = [](int a, int b = 1) {
    return static_cast<std::size_t>(a) * static_cast<std::size_t>(b);
  };
  for (int l = 0; l < shape.layers; ++l) {
    const std::size_t weight = take(size(shape.in(l), 2 * shape.chunks(l) * shape.hidden));
    layers.push_back({weight, take(size(8, shape.hidden))});
  }
  mlp = take(size(shape.wide(), shape.mlp()));
  mlp_bias = take(size(shape.mlp()));
  arc = take(size(shape.arc, shape.arc));
  arc_bias = take(size(shape.arc));
  root_arc = take(size(shape.arc));
  root_label = take(size(shape.label));
  distance = take(kDistances);
  label = take(size(shape.label, padded(shape.labels)));
  label_bias = take(size(padded(shape.labels)));
  output = take(size(shape.wide(), shape.outputs()));
  output_bias = take(size(shape.outputs()));
}

int distance_bucket(int dependent, int head) {
  if (head == 0) return std::min(dependent, 16) - 1;  // 0 .. 15: where the root may stand
  const int gap = head - dependent;
  const int size = std::abs(gap);
  const int bucket = size <= 8    ? size - 1
                     : size <= 11 ? 8
                     : size <= 15 ? 9
                     : size <= 20 ? 10
                     : size <= 30 ? 11
                                  : 12;
  return 16 + (gap > 0 ? 24 : 0) + std::max(bucket, 0);
}

Network::Network(const NetworkShape& shape) : shape_(shape), layout_(shape) {
  dense_.assign(layout_.total, 0);
  table_.assign(static_cast<std::size_t>(shape.rows) * static_cast<std::size_t>(shape.embed), 0);
}

void Network::repack() {
  const Kernels& k = kernels();
  const auto pack = [&](std::vector<float>& out, std::size_t at, int rows, int columns) {
    out.resize(static_cast<std::size_t>(rows) * static_cast<std::size_t>(padded(columns)));
    k.pack(rows, columns, &dense_[at], columns, 1, out.data());
  };
  packed_layers_.resize(static_cast<std::size_t>(shape_.layers));
  for (int l = 0; l < shape_.layers; ++l) {
    pack(packed_layers_[static_cast<std::size_t>(l)], layout_.layers[static_cast<std::size_t>(l)].weight,
         shape_.in(l), 2 * shape_.chunks(l) * shape_.hidden);
  }
  pack(packed_mlp_, layout_.mlp, shape_.wide(), shape_.mlp());
  pack(packed_arc_, layout_.arc, shape_.arc, shape_.arc);
  pack(packed_label_, layout_.label, shape_.label, padded(shape_.labels));
  pack(packed_output_, layout_.output, shape_.wide(), shape_.outputs());
}

void Network::drop_extra() {
  NetworkShape shape = shape_;
  shape.extra = 0;
  const NetworkLayout layout(shape);
  std::vector<float> dense(dense_.begin(), dense_.begin() + static_cast<std::ptrdiff_t>(layout_.output));
  const int from = shape_.outputs(), to = shape.outputs();
  for (int row = 0; row <= shape.wide(); ++row) {  // the bias is the row behind the last
    const float* weights = &dense_[layout_.output] + static_cast<std::ptrdiff_t>(row) * from;
    dense.insert(dense.end(), weights, weights + to);
  }
  shape_ = shape;
  layout_ = layout;
  dense_ = std::move(dense);
  repack();
}

void Network::embed(const Batch& batch, float* out) const {
  const Kernels& k = kernels();
  const int width = shape_.embed;
  for (int t = 0; t < batch.tokens(); ++t) {
    float* row = out + static_cast<std::ptrdiff_t>(t) * width;
    std::fill(row, row + width, 0.f);
    for (std::uint32_t i = batch.row_begin[static_cast<std::size_t>(t)];
         i < batch.row_begin[static_cast<std::size_t>(t) + 1]; ++i) {
      const std::size_t at = static_cast<std::size_t>(batch.rows[i]) * static_cast<std::size_t>(width);
      if (bytes_.empty()) {
        k.add_scaled(width, batch.weights[i], &table_[at], row);
      } else {
        k.add_bytes(width, batch.weights[i] * scales_[batch.rows[i]], &bytes_[at], row);
      }
    }
  }
}

void Network::run(const Batch& batch, Activations& act) const {
  const Kernels& k = kernels();
  const int n = batch.tokens(), hidden = shape_.hidden, wide = shape_.wide();
  const auto rows = static_cast<std::size_t>(n);
  const auto size = [&](int width) { return rows * static_cast<std::size_t>(width); };
  const float* x = act.input.of(size(shape_.embed));
  embed(batch, act.input.data());
  act.layers.resize(static_cast<std::size_t>(shape_.layers));
  for (int l = 0; l < shape_.layers; ++l) {
    Activations::Layer& layer = act.layers[static_cast<std::size_t>(l)];
    const int chunks = shape_.chunks(l), width = 2 * chunks * hidden, in = shape_.in(l);
    float* u = layer.u.of(size(width));
    k.multiply(n, width, in, x, in, 1, packed_layers_[static_cast<std::size_t>(l)].data(), nullptr, false, u,
               width);
    float* h = layer.h.of(size(wide));
    for (int s = 0; s < batch.sentences(); ++s) {
      const auto first = static_cast<std::ptrdiff_t>(batch.sentence_begin[static_cast<std::size_t>(s)]);
      const auto count = static_cast<int>(batch.sentence_begin[static_cast<std::size_t>(s) + 1] - first);
      for (int d = 0; d < 2; ++d) {
        const float* chunk = u + first * width + d * chunks * hidden;
        const float* through = chunks == 4 ? chunk + 3 * hidden : x + first * in + d * hidden;
        k.recur(count, hidden, d == 1, chunk, width,
                this->at(layout_.layers[static_cast<std::size_t>(l)].vb) + d * 4 * hidden, through,
                chunks == 4 ? width : in, nullptr, nullptr, nullptr, h + first * wide + d * hidden, wide);
      }
    }
    x = h;
  }
  float* outputs = act.outputs.of(size(shape_.outputs()));
  k.multiply(n, shape_.outputs(), wide, x, wide, 1, packed_output_.data(), at(layout_.output_bias), false,
             outputs, shape_.outputs());
  const int mlp = shape_.mlp(), arc = shape_.arc;
  float* hidden_mlp = act.mlp.of(size(mlp));
  k.multiply(n, mlp, wide, x, wide, 1, packed_mlp_.data(), at(layout_.mlp_bias), false, hidden_mlp, mlp);
  // Arc vectors pass a leaky rectifier here; label vectors after the dependent's and the head's are added.
  const std::vector<float> nothing(static_cast<std::size_t>(2 * arc), 0.f);
  for (int t = 0; t < n; ++t) {
    float* row = hidden_mlp + static_cast<std::ptrdiff_t>(t) * mlp;
    k.add_leaky(2 * arc, row, nothing.data(), row);
  }
  float* product = act.arc.of(size(arc));
  k.multiply(n, arc, arc, hidden_mlp, mlp, 1, packed_arc_.data(), at(layout_.arc_bias), false, product, arc);
}

const float* Network::arc_scores(const Batch& batch, int s, Activations& act) const {
  const Kernels& k = kernels();
  const int arc = shape_.arc, mlp = shape_.mlp();
  const auto first = static_cast<std::ptrdiff_t>(batch.sentence_begin[static_cast<std::size_t>(s)]);
  const auto n = static_cast<int>(batch.sentence_begin[static_cast<std::size_t>(s) + 1] - first);
  const int stride = padded(n + 1);
  // Heads as columns, the root first.
  float* heads = act.heads.of(static_cast<std::size_t>(arc) * static_cast<std::size_t>(stride + n + 1));
  float* rows = heads + static_cast<std::ptrdiff_t>(arc) * stride;
  std::copy_n(at(layout_.root_arc), arc, rows);
  for (int j = 0; j < n; ++j)
    std::copy_n(act.mlp.data() + (first + j) * mlp + arc, arc, rows + (j + 1) * arc);
  k.pack(arc, n + 1, rows, 1, arc, heads);
  float* scores = act.scores.of(static_cast<std::size_t>(n) * static_cast<std::size_t>(stride));
  k.multiply(n, stride, arc, act.arc.data() + first * arc, arc, 1, heads, nullptr, false, scores, stride);
  const float* bias = at(layout_.distance);
  for (int i = 0; i < n; ++i) {
    float* row = scores + static_cast<std::ptrdiff_t>(i) * stride;
    for (int j = 0; j <= n; ++j) row[j] += bias[distance_bucket(i + 1, j)];
    row[i + 1] = -1e9f;
  }
  return scores;
}

const float* Network::label_scores(int first, int n, const int* heads, Activations& act) const {
  const Kernels& k = kernels();
  const int width = shape_.label, mlp = shape_.mlp(), out = padded(shape_.labels), skip = 2 * shape_.arc;
  float* joined = act.label.of(static_cast<std::size_t>(n) * static_cast<std::size_t>(width + out));
  float* scores = joined + static_cast<std::ptrdiff_t>(n) * width;
  for (int i = 0; i < n; ++i) {
    const float* dependent = act.mlp.data() + static_cast<std::ptrdiff_t>(first + i) * mlp + skip;
    const float* head =
        heads[i] == 0
            ? at(layout_.root_label)
            : act.mlp.data() + static_cast<std::ptrdiff_t>(first + heads[i] - 1) * mlp + skip + width;
    k.add_leaky(width, dependent, head, joined + static_cast<std::ptrdiff_t>(i) * width);
  }
  k.multiply(n, out, width, joined, width, 1, packed_label_.data(), at(layout_.label_bias), false, scores,
             out);
  return scores;
}

void Network::save(std::string& out) const {
  const auto put = [&](const void* data, std::size_t size) {
    out.append(static_cast<const char*>(data), size);
  };
  put(&shape_, sizeof shape_);
  // Dense weights as sixteen-bit numbers, scaled by the largest of each stretch of 4096.
  constexpr std::size_t kStretch = 4096;
  for (std::size_t from = 0; from < dense_.size(); from += kStretch) {
    const std::size_t to = std::min(dense_.size(), from + kStretch);
    float largest = 1e-12f;
    for (std::size_t i = from; i < to; ++i) largest = std::max(largest, std::abs(dense_[i]));
    const float scale = largest / 32767;
    put(&scale, sizeof scale);
    for (std::size_t i = from; i < to; ++i) {
      const auto stored = static_cast<std::int16_t>(std::lround(dense_[i] / scale));
      put(&stored, sizeof stored);
    }
  }
  const auto width = static_cast<std::size_t>(shape_.embed);
  for (std::size_t row = 0; row < static_cast<std::size_t>(shape_.rows); ++row) {
    float largest = 1e-12f;
    for (std::size_t i = 0; i < width; ++i) largest = std::max(largest, std::abs(table_[row * width + i]));
    const float scale = largest / 127;
    put(&scale, sizeof scale);
    for (std::size_t i = 0; i < width; ++i)
      out += static_cast<char>(std::lround(table_[row * width + i] / scale));
  }
}

std::string_view Network::load(std::string_view bytes) {
  const auto take = [&](void* to, std::size_t size) {
    if (bytes.size() < size) return false;
    std::memcpy(to, bytes.data(), size);
    bytes.remove_prefix(size);
    return true;
  };
  NetworkShape shape;
  if (!take(&shape, sizeof shape)) return {};
  for (const int size : {shape.embed, shape.hidden, shape.arc, shape.label}) {
    if (size < kPanel || size > 1024 || size % kPanel != 0) return {};
  }
  for (const int count : {shape.tags, shape.feats, shape.names, shape.labels}) {
    if (count < 1 || count > 4096) return {};
  }
  if (shape.rows < 1 || shape.rows > (1 << 20) || shape.layers < 1 || shape.layers > 8 || shape.extra < 0 ||
      shape.extra > 4096) {
    return {};
  }
  shape_ = shape;
  layout_ = NetworkLayout(shape);
  dense_.resize(layout_.total);
  constexpr std::size_t kStretch = 4096;
  for (std::size_t from = 0; from < dense_.size(); from += kStretch) {
    float scale = 0;
    if (!take(&scale, sizeof scale)) return {};
    for (std::size_t i = from; i < std::min(dense_.size(), from + kStretch); ++i) {
      std::int16_t stored = 0;
      if (!take(&stored, sizeof stored)) return {};
      dense_[i] = scale * static_cast<float>(stored);
    }
  }
  const auto width = static_cast<std::size_t>(shape.embed);
  table_.clear();
  bytes_.resize(static_cast<std::size_t>(shape.rows) * width);
  scales_.resize(static_cast<std::size_t>(shape.rows));
  for (std::size_t row = 0; row < scales_.size(); ++row) {
    if (!take(&scales_[row], sizeof(float)) || !take(&bytes_[row * width], width)) return {};
  }
  repack();
  return bytes;
}

}  // namespace assay::language
