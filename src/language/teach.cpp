#include "language/teach.hpp"

#include <algorithm>
#include <cmath>

#include "language/decode.hpp"
#include "language/for_each_index.hpp"
#include "language/kernels.hpp"

namespace assay::language {
namespace {

// Adds the softmax of `scores` to `sum`.
void add_softmax(const float* scores, int n, float* sum) {
  const float most = *std::max_element(scores, scores + n);
  std::vector<float> e(static_cast<std::size_t>(n));
  const float total = kernels().exponentials(n, scores, most, e.data());
  for (int i = 0; i < n; ++i) sum[i] += e[static_cast<std::size_t>(i)] / total;
}

int likeliest(const std::vector<float>& sum) {
  return static_cast<int>(std::max_element(sum.begin(), sum.end()) - sum.begin());
}

}  // namespace

// Several analysers of the same classes as one.
class JointAnalyser {
 public:
  explicit JointAnalyser(const std::vector<ModelParts>& models) : models_(models) {}

  void annotate(Material& material, float least) const {
    std::vector<Token>& tokens = material.tokens;
    const auto n = static_cast<int>(tokens.size());
    const Analyser& first = models_[0].analyser;
    const NetworkShape& shape = first.network_.shape();
    const auto words = tokens.size();
    const int stride = padded(n + 1);
    std::vector<std::vector<float>> tags(words, std::vector<float>(static_cast<std::size_t>(shape.tags))),
        feats(words, std::vector<float>(static_cast<std::size_t>(shape.feats))),
        labels(words, std::vector<float>(static_cast<std::size_t>(shape.labels)));
    std::vector<float> arcs(words * static_cast<std::size_t>(stride), 0);
    std::vector<Analyser::Scratch> scratch(models_.size());
    for (std::size_t m = 0; m < models_.size(); ++m) {
      const Analyser& model = models_[m].analyser;
      Batch& batch = scratch[m].batch;
      for (const Token& token : tokens) model.words_.append(token.form, batch);
      batch.sentence_begin.push_back(static_cast<std::uint32_t>(batch.tokens()));
      model.network_.run(batch, scratch[m].act);
      const int outputs = model.network_.shape().outputs();
      const float* scores = model.network_.arc_scores(batch, 0, scratch[m].act);
      for (std::size_t i = 0; i < words; ++i) {
        const float* row = scratch[m].act.outputs.data() + static_cast<std::ptrdiff_t>(i) * outputs;
        add_softmax(row + model.network_.shape().tags_at(), shape.tags, tags[i].data());
        add_softmax(row + model.network_.shape().feats_at(), shape.feats, feats[i].data());
        add_softmax(scores + static_cast<std::ptrdiff_t>(i) * stride, n + 1,
                    &arcs[i * static_cast<std::size_t>(stride)]);
      }
    }
    std::vector<float> logs(arcs.size(), -1e9f);
    for (std::size_t i = 0; i < arcs.size(); ++i) logs[i] = std::log(arcs[i] + 1e-12f);
    std::vector<int> heads;
    best_tree(n, logs.data(), stride, heads);
    for (std::size_t m = 0; m < models_.size(); ++m) {
      const float* scores = models_[m].analyser.network_.label_scores(0, n, heads.data(), scratch[m].act);
      for (std::size_t i = 0; i < words; ++i)
        add_softmax(scores + static_cast<std::ptrdiff_t>(i) * padded(shape.labels), shape.labels, labels[i].data());
    }
    for (std::size_t i = 0; i < words; ++i) {
      Token& token = tokens[i];
      const auto tag = static_cast<std::size_t>(likeliest(tags[i]));
      const std::size_t tab = first.tags_[tag].find('\t');
      token.upos = first.tags_[tag].substr(0, tab);
      token.xpos = first.tags_[tag].substr(tab + 1);
      std::int32_t best = first.feats_of_tag_[tag].front();
      for (const std::int32_t f : first.feats_of_tag_[tag]) {
        if (feats[i][static_cast<std::size_t>(f)] > feats[i][static_cast<std::size_t>(best)]) best = f;
      }
      token.feats = first.feats_[static_cast<std::size_t>(best)];
      token.lemma = models_[0].morphology.lemma(token.form, token.upos, token.xpos);
      token.head = heads[i];
      const float sure = arcs[i * static_cast<std::size_t>(stride) + static_cast<std::size_t>(heads[i])];
      if (token.head != 0) labels[i][static_cast<std::size_t>(first.root_)] = -1;
      token.deprel = token.head == 0 ? "root" : first.labels_[static_cast<std::size_t>(likeliest(labels[i]))];
      if (sure < least * static_cast<float>(models_.size())) token.head = -1;
    }
  }

 private:
  const std::vector<ModelParts>& models_;
};

void teach(const std::vector<ModelParts>& teachers, int threads, std::vector<Material>& materials, float least) {
  const JointAnalyser joint(teachers);
  for_each_index(materials.size(), threads, [&](std::size_t i) {
    if (!materials[i].tokens.empty()) joint.annotate(materials[i], least);
  });
}

}  // namespace assay::language
