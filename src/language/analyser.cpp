#include "language/analyser.hpp"

#include <algorithm>
#include <cstring>

#include "language/decode.hpp"
#include "language/kernels.hpp"

namespace assay::language {

void Analyser::analyse(Sentence* const* sentences, std::size_t count, bool keep_tags,
                       Scratch& scratch) const {
  Batch& batch = scratch.batch;
  batch.clear();
  for (std::size_t s = 0; s < count; ++s) {
    for (const Token& token : sentences[s]->tokens) words_.append(token.form, batch);
    batch.sentence_begin.push_back(static_cast<std::uint32_t>(batch.tokens()));
  }
  network_.run(batch, scratch.act);
  const NetworkShape& shape = network_.shape();
  const int outputs = shape.outputs();
  for (std::size_t s = 0; s < count; ++s) {
    std::vector<Token>& tokens = sentences[s]->tokens;
    const auto n = static_cast<int>(tokens.size());
    const auto first = static_cast<std::ptrdiff_t>(batch.sentence_begin[s]);
    const float* row = scratch.act.outputs.data() + first * outputs;
    best_names(n, row + shape.names_at(), outputs, scratch.names);
    for (int i = 0; i < n; ++i, row += outputs) {
      Token& token = tokens[static_cast<std::size_t>(i)];
      const int name = scratch.names[static_cast<std::size_t>(i)];
      token.name = static_cast<NameKind>((name + 1) / 2);
      token.name_begin = name % 2 == 1;
      if (keep_tags) continue;
      const float* scores = row + shape.tags_at();
      const auto tag = static_cast<std::size_t>(std::max_element(scores, scores + shape.tags) - scores);
      const std::size_t tab = tags_[tag].find('\t');
      token.upos.assign(tags_[tag], 0, tab);
      token.xpos.assign(tags_[tag], tab + 1);
      std::int32_t best = feats_of_tag_[tag].front();
      for (const std::int32_t f : feats_of_tag_[tag]) {
        if (row[shape.feats_at() + f] > row[shape.feats_at() + best]) best = f;
      }
      token.feats = feats_[static_cast<std::size_t>(best)];
    }
    best_tree(n, network_.arc_scores(batch, static_cast<int>(s), scratch.act), padded(n + 1), scratch.heads);
    const float* labels =
        network_.label_scores(static_cast<int>(first), n, scratch.heads.data(), scratch.act);
    for (int i = 0; i < n; ++i) {
      Token& token = tokens[static_cast<std::size_t>(i)];
      token.head = scratch.heads[static_cast<std::size_t>(i)];
      const float* scores = labels + static_cast<std::ptrdiff_t>(i) * padded(shape.labels);
      std::int32_t best = token.head == 0 ? root_ : root_ == 0 ? 1 : 0;
      for (std::int32_t l = 0; token.head != 0 && l < shape.labels; ++l) {
        if (l != root_ && scores[l] > scores[best]) best = l;
      }
      token.deprel = labels_[static_cast<std::size_t>(best)];
    }
  }
}

void Analyser::save(std::string& out) const {
  for (const std::vector<std::string>* list : {&tags_, &feats_, &labels_}) {
    for (const std::string& item : *list) out += item + '\n';
    out += '\n';
  }
  for (const std::vector<std::int32_t>& feats : feats_of_tag_) {
    const auto size = static_cast<std::int32_t>(feats.size());
    out.append(reinterpret_cast<const char*>(&size), sizeof size);
    out.append(reinterpret_cast<const char*>(feats.data()), feats.size() * sizeof(std::int32_t));
  }
  words_.save(out);
  network_.save(out);
}

std::string_view Analyser::load(std::string_view bytes) {
  for (std::vector<std::string>* list : {&tags_, &feats_, &labels_}) {
    list->clear();
    for (;;) {
      const std::size_t end = bytes.find('\n');
      if (end == std::string_view::npos) return {};
      if (end > 0) list->emplace_back(bytes.substr(0, end));
      bytes.remove_prefix(end + 1);
      if (end == 0) break;
    }
  }
  const auto take = [&](std::int32_t& value) {
    if (bytes.size() < sizeof value) return false;
    std::memcpy(&value, bytes.data(), sizeof value);
    bytes.remove_prefix(sizeof value);
    return true;
  };
  feats_of_tag_.assign(tags_.size(), {});
  for (std::vector<std::int32_t>& feats : feats_of_tag_) {
    std::int32_t size = 0;
    if (!take(size) || size < 1 || static_cast<std::size_t>(size) > feats_.size()) return {};
    feats.resize(static_cast<std::size_t>(size));
    for (std::int32_t& f : feats) {
      if (!take(f) || f < 0 || static_cast<std::size_t>(f) >= feats_.size()) return {};
    }
  }
  if ((bytes = words_.load(bytes)).data() == nullptr || (bytes = network_.load(bytes)).data() == nullptr)
    return {};
  const NetworkShape& shape = network_.shape();
  const auto root = std::find(labels_.begin(), labels_.end(), "root");
  const bool fits =
      root != labels_.end() && labels_.size() > 1 && shape.tags == static_cast<int>(tags_.size()) &&
      shape.feats == static_cast<int>(feats_.size()) && shape.labels == static_cast<int>(labels_.size()) &&
      shape.names == kNameClasses && shape.rows == static_cast<int>(words_.rows());
  root_ = static_cast<std::int32_t>(root - labels_.begin());
  return fits ? bytes : std::string_view{};
}

}  // namespace assay::language
