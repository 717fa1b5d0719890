#include "language/analyser_train.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <map>
#include <random>
#include <unordered_map>

#include "language/characters.hpp"
#include "language/decode.hpp"
#include "language/evaluate.hpp"
#include "language/network_train.hpp"
#include "language/pretrain.hpp"

namespace assay::language {
namespace {

constexpr int kBatch = 600;  // words of treebanks a step

template <class T>
void shuffle(std::vector<T>& items, std::mt19937_64& random) {
  for (std::size_t i = items.size(); i > 1; --i) std::swap(items[i - 1], items[random() % i]);
}

// Sentences become examples: forms their rows, names of classes their numbers.
class Encoder {
 public:
  using Numbers = std::map<std::string, int>;
  Encoder(const Words& words, const Numbers& tags, const Numbers& feats, const Numbers& labels, const Numbers& extra)
      : words_(words), tags_(tags), feats_(feats), labels_(labels), extra_(extra) {}

  Example encode(const Material& material) {
    Example example;
    for (std::size_t i = 0; i < material.tokens.size(); ++i) {
      const Token& token = material.tokens[i];
      add_word(token.form, example);
      const bool tagged = !token.upos.empty();
      example.tag.push_back(tagged ? number(tags_, token.upos + '\t' + token.xpos) : -1);
      example.feat.push_back(tagged ? number(feats_, token.feats) : -1);
      example.head.push_back(tagged ? token.head : -1);
      example.label.push_back(tagged ? number(labels_, token.deprel) : -1);
      if (example.label.back() < 0) example.head.back() = -1;
      example.tree = example.tree || example.head.back() >= 0;
      example.name.push_back(material.names[i]);
      example.extra.push_back(number(extra_, material.extra[i]));
      example.is_name.push_back(token.upos == "PROPN" || material.names[i] > 0);
    }
    return example;
  }

 private:
  static int number(const Numbers& numbers, const std::string& name) {
    const auto known = numbers.find(name);
    return known == numbers.end() ? -1 : known->second;
  }
  void add_word(const std::string& form, Example& example) {
    const auto [known, fresh] = rows_.emplace(form, Batch());
    Batch& batch = known->second;
    if (fresh) words_.append(form, batch);
    example.rows.insert(example.rows.end(), batch.rows.begin(), batch.rows.end());
    example.weights.insert(example.weights.end(), batch.weights.begin(), batch.weights.end());
    example.row_begin.push_back(static_cast<std::uint32_t>(example.rows.size()));
  }

  const Words& words_;
  const Numbers &tags_, &feats_, &labels_, &extra_;
  std::unordered_map<std::string, Batch> rows_;
};

std::vector<std::string> forms_of(const std::vector<Token>& tokens) {
  std::vector<std::string> out;
  for (const Token& token : tokens) out.push_back(token.form);
  return out;
}

std::vector<Material> trees_of(const std::vector<Treebank>& treebanks) {
  std::vector<Material> out;
  const std::set<std::string> titles = titles_of(treebanks);
  for (const Treebank& treebank : treebanks) {
    const std::vector<std::vector<int>> names = names_of(treebank, titles);
    for (std::size_t s = 0; s < treebank.size(); ++s) {
      const std::vector<Token>& tokens = treebank[s].sentence.tokens;
      if (tokens.size() > static_cast<std::size_t>(kLongestSentence)) continue;
      out.push_back({tokens, names[s], std::vector<std::string>(tokens.size())});
    }
  }
  return out;
}

std::string scores_on(const std::vector<Treebank>& dev, const Analyser& model) {
  std::string line;
  for (const Treebank& gold : dev) {
    Treebank mine = gold;
    Analyser::Scratch scratch;
    for (TreebankSentence& annotated : mine) {
      Sentence* sentence = &annotated.sentence;
      model.analyse(&sentence, 1, false, scratch);
    }
    if (const Result<Scores> scores = evaluate(gold, mine); scores.ok()) {
      line += fmt::format("; upos {:.2f} feats {:.2f} uas {:.2f} las {:.2f}", scores->upos.f1(), scores->feats.f1(),
                          scores->uas.f1(), scores->las.f1());
    }
  }
  return line;
}

}  // namespace

AnalyserTrainer::Classes AnalyserTrainer::learn_classes(const TrainingText& text, Analyser& model) {
  Classes classes;
  std::map<std::string, int> counts;
  std::map<std::string, std::map<std::string, int>> seen;
  for (const Treebank& treebank : text.treebanks) {
    for (const TreebankSentence& annotated : treebank) {
      for (const Token& token : annotated.sentence.tokens) {
        counts[folded(token.form)] += 2;
        ++classes.tags[token.upos + '\t' + token.xpos];
        ++classes.feats[token.feats];
        classes.labels[token.deprel] = classes.extra[token.xpos] = 0;
        ++seen[token.upos + '\t' + token.xpos][token.feats];
      }
    }
  }
  for (const Material& material : text.named) {
    for (const Token& token : material.tokens) ++counts[folded(token.form)];
  }
  for (const std::vector<std::string>& sentence : text.plain) {
    for (const std::string& form : sentence) ++counts[folded(form)];
  }
  model.words_ = Words::train(counts, 4, text.classes);
  // Classes too rare to be learned are left out: those words teach nothing of tags, or of features.
  std::erase_if(classes.tags, [](const auto& tag) { return tag.second < 3; });
  std::erase_if(classes.feats, [](const auto& feat) { return feat.second < 8; });
  const auto number = [](std::map<std::string, int>& names, std::vector<std::string>* list) {
    int next = 0;
    for (auto& [name, index] : names) {
      index = next++;
      if (list != nullptr) list->push_back(name);
    }
  };
  number(classes.tags, &model.tags_);
  number(classes.feats, &model.feats_);
  number(classes.labels, &model.labels_);
  number(classes.extra, nullptr);
  model.root_ = classes.labels["root"];
  for (const std::string& tag : model.tags_) {
    std::vector<std::int32_t> of;
    for (const auto& [feat, count] : seen[tag]) {
      if (const auto known = classes.feats.find(feat); known != classes.feats.end() && count > 1)
        of.push_back(known->second);
    }
    if (of.empty()) of.push_back(classes.feats.at("_"));
    model.feats_of_tag_.push_back(std::move(of));
  }
  return classes;
}

Analyser AnalyserTrainer::train(const TrainingText& text, const TrainOptions& options) {
  const auto say = [&](const std::string& line) {
    if (options.log) options.log(line);
  };
  Analyser model;
  const Classes classes = learn_classes(text, model);
  NetworkShape shape;
  shape.rows = static_cast<std::int32_t>(model.words_.rows());
  shape.embed = options.embed;
  shape.hidden = options.hidden;
  shape.layers = options.layers;
  shape.tags = static_cast<std::int32_t>(classes.tags.size());
  shape.feats = static_cast<std::int32_t>(classes.feats.size());
  shape.names = kNameClasses;
  shape.labels = static_cast<std::int32_t>(classes.labels.size());
  shape.extra = static_cast<std::int32_t>(classes.extra.size());
  model.network_ = Network(shape);
  const std::vector<Material> trees = trees_of(text.treebanks);
  std::mt19937_64 random(options.seed);
  NetworkTrainer trainer(model.network_, options.seed);
  say(fmt::format("{} words, {} tags, {} features, {} labels, {} weights; {} trees, {} sentences with names",
                  model.words_.words(), shape.tags, shape.feats, shape.labels, model.network_.dense().size(),
                  trees.size(), text.named.size()));
  if (options.pretrain_epochs > 0) {
    std::vector<std::vector<std::string>> all = text.plain;
    for (const Material& material : text.named) all.push_back(forms_of(material.tokens));
    for (const Material& material : trees) all.push_back(forms_of(material.tokens));
    shuffle(all, random);
    PretrainOptions pretraining;
    pretraining.epochs = options.pretrain_epochs;
    pretraining.seed = options.seed;
    pretrain(model.words_, all, shape.embed, pretraining, model.network_.table());
    double squares = 0;
    for (const float x : model.network_.table()) squares += static_cast<double>(x) * static_cast<double>(x);
    say(fmt::format("Embeddings learned from {} sentences; root mean square {:.3f}.", all.size(),
                    std::sqrt(squares / static_cast<double>(model.network_.table().size()))));
  }

  Encoder encoder(model.words_, classes.tags, classes.feats, classes.labels, classes.extra);
  const Variation variation(text.maker, text.noun_verbs, options.variation);
  std::vector<const Material*> tree_order, name_order;
  for (const Material& material : trees) tree_order.push_back(&material);
  for (const Material& material : text.named) name_order.push_back(&material);
  shuffle(name_order, random);
  std::size_t tokens = 0, next_name = 0;
  for (const Material& material : trees) tokens += material.tokens.size();
  const double total_steps =
      std::max<double>(options.epochs, static_cast<double>(options.epochs) * static_cast<double>(tokens) / kBatch);
  const double warm = std::clamp(total_steps / 10, 1.0, 200.0);
  double step = 0;
  TrainingRates rates;
  const auto begin = std::chrono::steady_clock::now();
  std::vector<Example> examples;
  std::vector<const Example*> batch;
  const auto draw = [&](const Material& material) {
    examples.push_back(encoder.encode(variation.vary(material, random)));
    return examples.back().size();
  };
  for (int epoch = 1; epoch <= options.epochs; ++epoch) {
    shuffle(tree_order, random);
    double loss = 0;
    int batches = 0;
    for (std::size_t at = 0; at < tree_order.size();) {
      examples.clear();
      for (int size = 0; size < kBatch && at < tree_order.size(); ++at) size += draw(*tree_order[at]);
      for (int size = 0; size < kBatch * options.name_tokens / 1000 && !name_order.empty(); ++next_name) {
        if (next_name == name_order.size()) {
          next_name = 0;
          shuffle(name_order, random);
        }
        size += draw(*name_order[next_name]);
      }
      batch.clear();
      for (const Example& example : examples) batch.push_back(&example);
      const double part = std::min(1.0, step++ / total_steps);
      rates.learn = static_cast<float>(options.rate * std::min(1.0, step / warm) *
                                       std::min(1.0, 1.25 * (1 - part) + 0.002));
      loss += trainer.step(batch, rates, options.threads);
      ++batches;
    }
    std::string line = fmt::format("epoch {}: loss {:.4f}", epoch, loss / batches);
    if (epoch % options.report_every == 0 || epoch == options.epochs) {
      model.network_.quantise();
      line += scores_on(text.dev, model);
    }
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begin;
    say(fmt::format("{} ({:.0f} s)", line, seconds.count()));
  }
  model.network_.drop_extra();
  return model;
}

}  // namespace assay::language
