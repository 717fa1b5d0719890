#include "language/train.hpp"

#include <fmt/format.h>

#include "language/analyser_train.hpp"
#include "language/model.hpp"
#include "language/names.hpp"
#include "language/pretrain.hpp"
#include "language/wordnet.hpp"

namespace assay::language {
Result<std::string> train_language(const TrainOptions& options) {
  const auto say = [&](const std::string& line) {
    if (options.log) options.log(line);
  };
  std::vector<Treebank> treebanks;
  for (const std::string& path : options.treebanks) {
    Result<Treebank> treebank = read_conllu_file(path);
    if (!treebank) return treebank.error();
    say(fmt::format("{}: {} sentences", path, treebank->size()));
    treebanks.push_back(std::move(*treebank));
  }
  std::vector<Treebank> dev;
  for (const std::string& path : options.dev) {
    Result<Treebank> treebank = read_conllu_file(path);
    if (!treebank) return treebank.error();
    dev.push_back(std::move(*treebank));
  }
  std::vector<ColumnSentence> columns;
  if (!options.names.empty()) {
    Result<std::string> bytes = read_file(options.names);
    if (!bytes) return bytes.error();
    Result<std::vector<ColumnSentence>> read = read_columns(*bytes, options.names);
    if (!read) return read.error();
    columns = std::move(*read);
  }
  std::vector<std::vector<std::string>> periods;
  for (const ColumnSentence& sentence : columns) periods.push_back(sentence.words);
  std::string payload;
  const Segmenter segmenter = Segmenter::train(treebanks, periods, options.seed);
  segmenter.save(payload);
  say("Words and sentences learned.");
  std::vector<WordForm> lexicon;
  if (!options.wordnet.empty()) {
    Result<std::vector<WordForm>> forms = read_wordnet(options.wordnet);
    if (!forms) return forms.error();
    lexicon = std::move(*forms);
  }
  Morphology::train(treebanks, lexicon).save(payload);
  const std::vector<NamedSentence> names = reworded(columns, segmenter, titles_of(treebanks));
  std::vector<std::vector<std::string>> text;
  for (const std::string& path : options.text) {
    Result<std::string> bytes = read_file(path);
    if (!bytes) return bytes.error();
    for (std::vector<std::string>& sentence : plain_sentences(std::move(*bytes), segmenter))
      text.push_back(std::move(sentence));
  }
  AnalyserTrainer::train(treebanks, names, text, dev, options).save(payload);
  return pack_model(payload);
}

}  // namespace assay::language
