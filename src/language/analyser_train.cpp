#include "language/analyser_train.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <map>
#include <numeric>
#include <random>

#include "language/characters.hpp"
#include "language/decode.hpp"
#include "language/evaluate.hpp"
#include "language/network_train.hpp"
#include "language/pretrain.hpp"

namespace assay::language {
namespace {

template <class T>
void shuffle(std::vector<T>& items, std::mt19937_64& random) {
  for (std::size_t i = items.size(); i > 1; --i) std::swap(items[i - 1], items[random() % i]);
}

// How a sentence is set: as it stands, and some a second time as headlines are.
enum class Setting { kPlain, kCapitals, kTitle };

std::vector<Setting> settings_of(std::mt19937_64& random) {
  switch (random() % 32) {
    case 0:
      return {Setting::kPlain, Setting::kCapitals};
    case 1:
      return {Setting::kPlain, Setting::kTitle};
    default:
      return {Setting::kPlain};
  }
}

std::string set_in(Setting setting, const std::string& form) {
  std::string out = form;
  const std::size_t size = setting == Setting::kCapitals ? out.size() : setting == Setting::kTitle ? 1 : 0;
  for (std::size_t i = 0; i < std::min(size, out.size()); ++i) {
    if (out[i] >= 'a' && out[i] <= 'z') out[i] = static_cast<char>(out[i] - 32);
  }
  return out;
}

void add_word(const Words& words, const std::string& form, Example& example) {
  Batch batch;
  words.append(form, batch);
  example.rows.insert(example.rows.end(), batch.rows.begin(), batch.rows.end());
  example.weights.insert(example.weights.end(), batch.weights.begin(), batch.weights.end());
  example.row_begin.push_back(static_cast<std::uint32_t>(example.rows.size()));
}

}  // namespace

Analyser AnalyserTrainer::train(const std::vector<Treebank>& treebanks,
                                const std::vector<NamedSentence>& names,
                                const std::vector<std::vector<std::string>>& text,
                                const std::vector<Treebank>& dev, const TrainOptions& options) {
  Analyser model;
  // Classes and vocabulary.
  std::map<std::string, int> counts, tags, feats, labels, extra;
  std::map<std::string, std::map<std::string, int>> seen;
  for (const Treebank& treebank : treebanks) {
    for (const TreebankSentence& annotated : treebank) {
      for (const Token& token : annotated.sentence.tokens) {
        counts[folded(token.form)] += 2;
        ++tags[token.upos + '\t' + token.xpos];
        ++feats[token.feats];
        labels[token.deprel] = extra[token.xpos] = 0;
        ++seen[token.upos + '\t' + token.xpos][token.feats];
      }
    }
  }
  for (const NamedSentence& sentence : names) {
    for (const std::string& form : sentence.forms) ++counts[folded(form)];
  }
  for (const std::vector<std::string>& sentence : text) {
    for (const std::string& form : sentence) ++counts[folded(form)];
  }
  model.words_ = Words::train(counts, 4);
  // Classes too rare to be learned are left out: those words teach nothing of tags, or of features.
  std::erase_if(tags, [](const auto& tag) { return tag.second < 3; });
  std::erase_if(feats, [](const auto& feat) { return feat.second < 8; });
  const auto number = [](std::map<std::string, int>& classes, std::vector<std::string>* list) {
    int next = 0;
    for (auto& [name, index] : classes) {
      index = next++;
      if (list != nullptr) list->push_back(name);
    }
  };
  number(tags, &model.tags_);
  number(feats, &model.feats_);
  number(labels, &model.labels_);
  number(extra, nullptr);
  model.root_ = labels["root"];
  for (const std::string& tag : model.tags_) {
    std::vector<std::int32_t> of;
    for (const auto& [feat, count] : seen[tag]) {
      if (const auto known = feats.find(feat); known != feats.end() && count > 1) of.push_back(known->second);
    }
    if (of.empty()) of.push_back(feats.at("_"));
    model.feats_of_tag_.push_back(std::move(of));
  }
  NetworkShape shape;
  shape.rows = static_cast<std::int32_t>(model.words_.rows());
  shape.embed = options.embed;
  shape.hidden = options.hidden;
  shape.layers = options.layers;
  shape.tags = static_cast<std::int32_t>(tags.size());
  shape.feats = static_cast<std::int32_t>(feats.size());
  shape.names = kNameClasses;
  shape.labels = static_cast<std::int32_t>(labels.size());
  shape.extra = static_cast<std::int32_t>(extra.size());
  model.network_ = Network(shape);

  // Examples.
  std::mt19937_64 random(options.seed);
  std::vector<Example> trees, named;
  const std::set<std::string> titles = titles_of(treebanks);
  for (const Treebank& treebank : treebanks) {
    const std::vector<std::vector<int>> known_names = names_of(treebank, titles);
    for (std::size_t s = 0; s < treebank.size(); ++s) {
      const std::vector<Token>& tokens = treebank[s].sentence.tokens;
      if (tokens.size() > static_cast<std::size_t>(kLongestSentence)) continue;
      for (const Setting setting : settings_of(random)) {
        Example example;
        for (const Token& token : tokens) {
          add_word(model.words_, set_in(setting, token.form), example);
          const auto tag = tags.find(token.upos + '\t' + token.xpos);
          const auto feat = feats.find(token.feats);
          example.tag.push_back(tag == tags.end() ? -1 : tag->second);
          example.feat.push_back(feat == feats.end() ? -1 : feat->second);
          example.head.push_back(token.head);
          example.label.push_back(labels[token.deprel]);
          example.extra.push_back(-1);
          example.is_name.push_back(token.upos == "PROPN");
        }
        example.name.assign(known_names[s].begin(), known_names[s].end());
        trees.push_back(std::move(example));
      }
    }
  }
  for (const NamedSentence& sentence : names) {
    Example example;
    for (std::size_t i = 0; i < sentence.forms.size(); ++i) {
      add_word(model.words_, sentence.forms[i], example);
      example.tag.push_back(-1);
      example.feat.push_back(-1);
      example.head.push_back(-1);
      example.label.push_back(-1);
      example.name.push_back(sentence.labels[i]);
      const auto known = extra.find(sentence.tags[i]);
      example.extra.push_back(known == extra.end() ? -1 : known->second);
      example.is_name.push_back(sentence.labels[i] > 0);
    }
    named.push_back(std::move(example));
  }

  NetworkTrainer trainer(model.network_, options.seed);
  const auto say = [&](const std::string& line) {
    if (options.log) options.log(line);
  };
  say(fmt::format("{} words, {} tags, {} features, {} labels, {} weights; {} trees, {} sentences with names",
                  model.words_.words(), shape.tags, shape.feats, shape.labels, model.network_.dense().size(),
                  trees.size(), named.size()));
  if (options.pretrain_epochs > 0) {
    std::vector<std::vector<std::string>> all = text;
    for (const NamedSentence& sentence : names) all.push_back(sentence.forms);
    for (const Treebank& treebank : treebanks) {
      for (const TreebankSentence& annotated : treebank) {
        all.emplace_back();
        for (const Token& token : annotated.sentence.tokens) all.back().push_back(token.form);
      }
    }
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
  std::vector<const Example*> tree_order, name_order;
  for (const Example& e : trees) tree_order.push_back(&e);
  for (const Example& e : named) name_order.push_back(&e);
  shuffle(name_order, random);
  constexpr int kBatch = 600;
  std::size_t tokens = 0;
  for (const Example& e : trees) tokens += static_cast<std::size_t>(e.size());
  const double total_steps =
      std::max<double>(options.epochs, static_cast<double>(options.epochs) * static_cast<double>(tokens) / kBatch);
  const double warm = std::clamp(total_steps / 10, 1.0, 200.0);
  std::size_t next_name = 0;
  double step = 0;
  TrainingRates rates;
  const auto begin = std::chrono::steady_clock::now();
  for (int epoch = 1; epoch <= options.epochs; ++epoch) {
    shuffle(tree_order, random);
    double loss = 0;
    int batches = 0;
    for (std::size_t at = 0; at < tree_order.size();) {
      std::vector<const Example*> batch;
      for (int size = 0; size < kBatch && at < tree_order.size(); ++at) {
        batch.push_back(tree_order[at]);
        size += tree_order[at]->size();
      }
      for (int size = 0; size < kBatch * options.name_tokens / 1000 && !name_order.empty(); ++next_name) {
        if (next_name == name_order.size()) {
          next_name = 0;
          shuffle(name_order, random);
        }
        batch.push_back(name_order[next_name]);
        size += name_order[next_name]->size();
      }
      const double part = std::min(1.0, step++ / total_steps);
      rates.learn = static_cast<float>(options.rate * std::min(1.0, step / warm) *
                                       std::min(1.0, 1.25 * (1 - part) + 0.002));
      loss += trainer.step(batch, rates, options.threads);
      ++batches;
    }
    std::string line = fmt::format("epoch {}: loss {:.4f}", epoch, loss / batches);
    if (epoch % options.report_every == 0 || epoch == options.epochs) {
      for (const Treebank& gold : dev) {
        Treebank mine = gold;
        Analyser::Scratch scratch;
        for (TreebankSentence& annotated : mine) {
          Sentence* sentence = &annotated.sentence;
          model.analyse(&sentence, 1, false, scratch);
        }
        if (const Result<Scores> scores = evaluate(gold, mine); scores.ok()) {
          line += fmt::format("; upos {:.2f} feats {:.2f} uas {:.2f} las {:.2f}", scores->upos.f1(),
                              scores->feats.f1(), scores->uas.f1(), scores->las.f1());
        }
      }
    }
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begin;
    say(fmt::format("{} ({:.0f} s)", line, seconds.count()));
  }
  model.network_.drop_extra();
  return model;
}

}  // namespace assay::language
