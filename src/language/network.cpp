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
  for (int l = 0; l < shape.layers; ++l) layers.push_back({0, take(size(8, shape.hidden))});
  mlp_bias = take(size(shape.mlp()));
  arc_bias = take(size(shape.arc));
  root_arc = take(size(shape.arc));
  root_label = take(size(shape.label));
  distance = take(kDistances);
  label_bias = take(size(padded(shape.labels)));
  output_bias = take(size(shape.outputs()));
  vectors = total;
  for (int l = 0; l < shape.layers; ++l)
    layers[static_cast<std::size_t>(l)].weight = take(size(shape.in(l), 2 * shape.chunks(l) * shape.hidden));
  mlp = take(size(shape.wide(), shape.mlp()));
  arc = take(size(shape.arc, shape.arc));
  label = take(size(shape.label, padded(shape.labels)));
  output = take(size(shape.wide(), shape.outputs()));
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

void Network::quantise() {
  const float* weights = dense_.data();
  layers_.resize(static_cast<std::size_t>(shape_.layers));
  for (int l = 0; l < shape_.layers; ++l) {
    layers_[static_cast<std::size_t>(l)].quantise(shape_.in(l), 2 * shape_.chunks(l) * shape_.hidden,
                                                  weights + layout_.layers[static_cast<std::size_t>(l)].weight);
  }
  mlp_.quantise(shape_.wide(), shape_.mlp(), weights + layout_.mlp);
  arc_.quantise(shape_.arc, shape_.arc, weights + layout_.arc);
  label_.quantise(shape_.label, padded(shape_.labels), weights + layout_.label);
  output_.quantise(shape_.wide(), shape_.outputs(), weights + layout_.output);
  const auto width = static_cast<std::size_t>(shape_.embed);
  bytes_.resize(table_.size());
  scales_.resize(static_cast<std::size_t>(shape_.rows));
  for (std::size_t row = 0; row < scales_.size(); ++row) {
    const float* from = &table_[row * width];
    float largest = 1e-12f;
    for (std::size_t i = 0; i < width; ++i) largest = std::max(largest, std::abs(from[i]));
    scales_[row] = largest / 127;
    for (std::size_t i = 0; i < width; ++i)
      bytes_[row * width + i] = static_cast<signed char>(std::lround(from[i] / scales_[row]));
  }
}

void Network::drop_extra() {
  NetworkShape shape = shape_;
  shape.extra = 0;
  const NetworkLayout layout(shape);
  const int from = shape_.outputs(), to = shape.outputs();
  std::vector<float> dense(dense_.begin(), dense_.begin() + static_cast<std::ptrdiff_t>(layout_.output_bias));
  const auto keep = [&](std::size_t at) {
    dense.insert(dense.end(), dense_.begin() + static_cast<std::ptrdiff_t>(at),
                 dense_.begin() + static_cast<std::ptrdiff_t>(at) + to);
  };
  keep(layout_.output_bias);
  dense.insert(dense.end(), dense_.begin() + static_cast<std::ptrdiff_t>(layout_.vectors),
               dense_.begin() + static_cast<std::ptrdiff_t>(layout_.output));
  for (int row = 0; row < shape.wide(); ++row)
    keep(layout_.output + static_cast<std::size_t>(row) * static_cast<std::size_t>(from));
  shape_ = shape;
  layout_ = layout;
  dense_ = std::move(dense);
  quantise();
}

namespace {

// Rows of floats as bytes; `bytes` and `scales` grow as needed.
void rows_to_bytes(int n, int width, const float* rows, std::ptrdiff_t stride, std::vector<unsigned char>& bytes,
                   std::vector<float>& scales) {
  const Kernels& k = kernels();
  const std::size_t size = static_cast<std::size_t>(n) * static_cast<std::size_t>(width);
  if (bytes.size() < size) bytes.resize(size);
  if (scales.size() < static_cast<std::size_t>(n)) scales.resize(static_cast<std::size_t>(n));
  for (int t = 0; t < n; ++t) {
    k.to_bytes(width, rows + t * stride, bytes.data() + static_cast<std::ptrdiff_t>(t) * width,
               &scales[static_cast<std::size_t>(t)]);
  }
}

}  // namespace

void Network::run(const Batch& batch, Activations& act) const {
  const Kernels& k = kernels();
  const int n = batch.tokens(), hidden = shape_.hidden, wide = shape_.wide();
  const auto size = [&](int width) { return static_cast<std::size_t>(n) * static_cast<std::size_t>(width); };
  act.row_weights.resize(batch.rows.size());
  for (std::size_t i = 0; i < batch.rows.size(); ++i) act.row_weights[i] = batch.weights[i] * scales_[batch.rows[i]];
  float* input = act.input.of(size(shape_.embed));
  for (int t = 0; t < n; ++t) {
    const std::uint32_t first = batch.row_begin[static_cast<std::size_t>(t)],
                        last = batch.row_begin[static_cast<std::size_t>(t) + 1];
    k.sum_rows(shape_.embed, static_cast<int>(last - first), batch.rows.data() + first, act.row_weights.data() + first,
               bytes_.data(), input + static_cast<std::ptrdiff_t>(t) * shape_.embed);
  }
  const float* x = input;
  for (int l = 0; l < shape_.layers; ++l) {
    const int chunks = shape_.chunks(l), width = 2 * chunks * hidden, in = shape_.in(l);
    float* u = act.u.of(size(width));
    rows_to_bytes(n, in, x, in, act.bytes, act.scales);
    layers_[static_cast<std::size_t>(l)].multiply(n, act.bytes.data(), act.scales.data(), nullptr, u);
    float* h = act.h[l % 2].of(size(wide));
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
  rows_to_bytes(n, wide, x, wide, act.bytes, act.scales);
  output_.multiply(n, act.bytes.data(), act.scales.data(), at(layout_.output_bias),
                   act.outputs.of(size(shape_.outputs())));
  const int mlp = shape_.mlp(), arc = shape_.arc;
  float* vectors = act.mlp.of(size(mlp));
  mlp_.multiply(n, act.bytes.data(), act.scales.data(), at(layout_.mlp_bias), vectors);
  // Arc vectors pass a leaky rectifier here; label vectors after the dependent's and the head's are added.
  const std::vector<float> nothing(static_cast<std::size_t>(2 * arc), 0.f);
  for (int t = 0; t < n; ++t) {
    float* row = vectors + static_cast<std::ptrdiff_t>(t) * mlp;
    k.add_leaky(2 * arc, row, nothing.data(), row);
  }
  rows_to_bytes(n, arc, vectors, mlp, act.arc_bytes, act.arc_scales);
  float* product = act.arc.of(size(arc));
  arc_.multiply(n, act.arc_bytes.data(), act.arc_scales.data(), at(layout_.arc_bias), product);
  rows_to_bytes(n, arc, product, arc, act.arc_bytes, act.arc_scales);
}

const float* Network::arc_scores(const Batch& batch, int s, Activations& act) const {
  const int arc = shape_.arc, mlp = shape_.mlp();
  const auto first = static_cast<std::ptrdiff_t>(batch.sentence_begin[static_cast<std::size_t>(s)]);
  const auto n = static_cast<int>(batch.sentence_begin[static_cast<std::size_t>(s) + 1] - first);
  const int stride = padded(n + 1);
  // Heads as columns, the root first.
  const auto head_bytes = static_cast<std::size_t>(arc) * static_cast<std::size_t>(n + 1);
  if (act.head_bytes.size() < head_bytes) act.head_bytes.resize(head_bytes);
  if (act.heads.size() < static_cast<std::size_t>(arc * stride)) act.heads.resize(static_cast<std::size_t>(arc * stride));
  act.head_scales.assign(static_cast<std::size_t>(stride), 0);
  if (act.zeros.size() < static_cast<std::size_t>(stride)) act.zeros.resize(static_cast<std::size_t>(stride));
  const Kernels& k = kernels();
  for (int j = 0; j <= n; ++j) {
    k.to_bytes(arc, j == 0 ? at(layout_.root_arc) : act.mlp.data() + (first + j - 1) * mlp + arc,
               act.head_bytes.data() + static_cast<std::ptrdiff_t>(j) * arc, &act.head_scales[static_cast<std::size_t>(j)]);
  }
  pack_columns(arc, n + 1, act.head_bytes.data(), act.heads.data(), act.zeros.data());
  float* scores = act.scores.of(static_cast<std::size_t>(n) * static_cast<std::size_t>(stride));
  k.multiply_bytes(n, stride, arc, act.arc_bytes.data() + first * arc, arc, act.arc_scales.data() + first,
                   act.heads.data(), act.head_scales.data(), act.zeros.data(), nullptr, scores, stride);
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
  rows_to_bytes(n, width, joined, width, act.joined_bytes, act.joined_scales);
  label_.multiply(n, act.joined_bytes.data(), act.joined_scales.data(), at(layout_.label_bias), scores);
  return scores;
}

void Network::save(std::string& out) const {
  const auto put = [&](const void* data, std::size_t size) {
    out.append(static_cast<const char*>(data), size);
  };
  put(&shape_, sizeof shape_);
  put(dense_.data(), layout_.vectors * sizeof(float));
  for (const ByteMatrix& layer : layers_) layer.save(out);
  for (const ByteMatrix* matrix : {&mlp_, &arc_, &label_, &output_}) matrix->save(out);
  put(scales_.data(), scales_.size() * sizeof(float));
  put(bytes_.data(), bytes_.size());
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
  dense_.resize(layout_.vectors);
  if (!take(dense_.data(), dense_.size() * sizeof(float))) return {};
  layers_.resize(static_cast<std::size_t>(shape.layers));
  const auto read = [&](ByteMatrix& matrix, int k, int n) {
    bytes = matrix.load(k, n, bytes);
    return bytes.data() != nullptr;
  };
  for (int l = 0; l < shape.layers; ++l) {
    if (!read(layers_[static_cast<std::size_t>(l)], shape.in(l), 2 * shape.chunks(l) * shape.hidden)) return {};
  }
  if (!read(mlp_, shape.wide(), shape.mlp()) || !read(arc_, shape.arc, shape.arc) ||
      !read(label_, shape.label, padded(shape.labels)) || !read(output_, shape.wide(), shape.outputs())) {
    return {};
  }
  table_.clear();
  scales_.resize(static_cast<std::size_t>(shape.rows));
  if (!take(scales_.data(), scales_.size() * sizeof(float))) return {};
  const std::size_t size = static_cast<std::size_t>(shape.rows) * static_cast<std::size_t>(shape.embed);
  if (bytes.size() < size) return {};
  bytes_.resize(size);
  std::memcpy(bytes_.data(), bytes.data(), size);
  bytes.remove_prefix(size);
  return bytes;
}

}  // namespace assay::language
