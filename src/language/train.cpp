#include "language/train.hpp"

#include <fmt/format.h>

#include "language/analyser_train.hpp"
#include "language/model.hpp"
#include "language/names.hpp"
#include "language/pretrain.hpp"
#include "language/teach.hpp"
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
  std::vector<ColumnSentence> columns, more_columns;  // of the first file and of the others
  for (const std::string& path : options.names) {
    Result<std::string> bytes = read_file(path);
    if (!bytes) return bytes.error();
    Result<std::vector<ColumnSentence>> read = read_columns(*bytes, path);
    if (!read) return read.error();
    std::move(read->begin(), read->end(), std::back_inserter(path == options.names[0] ? columns : more_columns));
  }
  WordNet wordnet;
  if (!options.wordnet.empty()) {
    Result<WordNet> read = read_wordnet(options.wordnet);
    if (!read) return read.error();
    wordnet = std::move(*read);
  }
  NameMaker maker;
  if (!options.made_names.empty()) {
    Result<std::string> bytes = read_file(options.made_names);
    if (!bytes) return bytes.error();
    Result<NameMaker> read = NameMaker::read(*bytes, options.made_names);
    if (!read) return read.error();
    maker = std::move(*read);
  }
  Abbreviations abbreviations;
  if (!options.abbreviations.empty()) {
    Result<std::string> bytes = read_file(options.abbreviations);
    if (!bytes) return bytes.error();
    Result<Abbreviations> read = Abbreviations::read(*bytes, options.abbreviations);
    if (!read) return read.error();
    abbreviations = std::move(*read);
  }
  std::vector<ModelParts> teachers;
  for (const std::string& path : options.teachers) {
    Result<std::string> bytes = read_file(path);
    if (!bytes) return bytes.error();
    Result<ModelParts> parts = read_parts(*bytes, path);
    if (!parts) return parts.error();
    teachers.push_back(std::move(*parts));
  }
  std::vector<std::vector<std::string>> periods;
  for (const ColumnSentence& sentence : columns) periods.push_back(sentence.words);
  std::string payload;
  const Segmenter segmenter = Segmenter::train(treebanks, periods, abbreviations, options.seed);
  segmenter.save(payload);
  say("Words and sentences learned.");
  Morphology::train(treebanks, wordnet.forms).save(payload);
  TrainingText text;
  text.treebanks = std::move(treebanks);
  text.dev = std::move(dev);
  text.named = reworded(columns, segmenter, titles_of(text.treebanks));
  for (const std::string& path : options.text) {
    Result<std::string> bytes = read_file(path);
    if (!bytes) return bytes.error();
    for (std::vector<std::string>& sentence : plain_sentences(std::move(*bytes), segmenter))
      text.plain.push_back(std::move(sentence));
  }
  for (const std::string& gloss : wordnet.glosses) {
    for (std::vector<std::string>& sentence : plain_sentences(gloss, segmenter)) text.plain.push_back(std::move(sentence));
  }
  text.classes = WordClasses::of(wordnet);
  text.noun_verbs = wordnet.noun_verbs;
  if (maker.regions() > 0) text.maker = &maker;
  if (!teachers.empty()) {
    teach(teachers, options.threads, text.named);
    say(fmt::format("{} sentences parsed by {} models.", text.named.size(), teachers.size()));
  }
  for (Material& material : reworded(more_columns, segmenter, titles_of(text.treebanks)))
    text.named.push_back(std::move(material));
  AnalyserTrainer::train(text, options).save(payload);
  return pack_model(payload);
}

}  // namespace assay::language
