// `assay language`: words and trees on the command line, and the making and measuring of their model.
#include <fmt/format.h>

#include <chrono>
#include <fstream>
#include <iostream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "apps/assay/command.hpp"
#include "language/conllu.hpp"
#include "language/evaluate.hpp"
#include "language/parser.hpp"
#include "language/train.hpp"

namespace assay::app {
namespace {

language::Language load(const Context& context) {
  return need(language::Language::load(
      find_data(context.model_path, "ASSAY_MODEL", "models/english.model").string()));
}

std::vector<Span> whole(const std::string& text) {
  // An empty line parts blocks, so that a long text is shared among threads.
  std::vector<Span> blocks;
  for (std::size_t begin = 0; begin < text.size();) {
    std::size_t end = text.find("\n\n", begin);
    end = end == std::string::npos ? text.size() : end + 2;
    blocks.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
    begin = end;
  }
  return blocks;
}

Exit parse(const std::string& input, Context& context) {
  const language::Language parser = load(context);
  std::string text{std::istreambuf_iterator<char>(std::cin), {}};
  if (text.size() >= UINT32_MAX)
    throw Refused({ErrorCode::kTooLarge, "A text of 4 GB or more can't be parsed at once.", "stdin"});
  std::vector<language::Sentence> sentences;
  if (input == "conllu") {
    language::Treebank treebank = need(language::read_conllu(text, "stdin"));
    text = language::raw_text(treebank);
    for (language::TreebankSentence& annotated : treebank) sentences.push_back(std::move(annotated.sentence));
    parser.annotate(sentences, context.threads());
  } else {
    sentences = parser.parse(text, whole(text), context.threads());
  }
  std::string out;
  int number = 0;
  for (const language::Sentence& sentence : sentences) {
    language::write_conllu(sentence, text, ++number, out);
    if (out.size() > (1 << 20)) {
      context.out << out;
      out.clear();
    }
  }
  context.out << out;
  return Exit::kDone;
}

struct TrainArgs {
  language::TrainOptions options;
  std::string out = "models/english.model";
};

Exit train(TrainArgs& args, Context& context) {
  args.options.threads = context.threads();
  args.options.log = [&](const std::string& line) { context.err << line << std::endl; };
  const std::string bytes = need(language::train_language(args.options));
  std::ofstream file(args.out, std::ios::binary);
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  file.close();
  if (!file) throw Trouble("The model can't be written to " + args.out + ".");
  context.err << fmt::format("{}: {:.1f} MB\n", args.out, static_cast<double>(bytes.size()) / 1e6);
  return Exit::kDone;
}

Exit evaluate(const std::string& path, const std::string& from, const std::string& names, Context& context) {
  const language::Language parser = load(context);
  language::Treebank gold = need(language::read_conllu_file(path));
  const std::string text = language::raw_text(gold);
  std::vector<language::Sentence> sentences;
  if (!names.empty() && from == "raw")
    throw Refused(
        {ErrorCode::kBadArgument, "Names are scored on given words; add --from tokens.", "--names"});
  if (from != "raw") {
    for (const language::TreebankSentence& annotated : gold) sentences.push_back(annotated.sentence);
  }
  const auto begin = std::chrono::steady_clock::now();
  if (from == "raw") {
    sentences = parser.parse(text, whole(text), context.threads());
  } else {
    parser.annotate(sentences, context.threads(), from == "tags");
  }
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begin;
  std::size_t words = 0;
  for (const language::Sentence& sentence : sentences) words += sentence.tokens.size();
  language::NameScores named;
  if (!names.empty()) {
    const std::string bytes = need(language::read_file(names));
    named = language::score_names(need(language::read_names(bytes, names, gold)), sentences);
  }
  language::Treebank system;
  if (from == "raw") {
    system = language::as_treebank(std::move(sentences), text);
  } else {
    system = gold;
    for (std::size_t i = 0; i < system.size(); ++i) system[i].sentence = std::move(sentences[i]);
  }
  const language::Scores scores = need(language::evaluate(gold, system));
  const double speed = static_cast<double>(words) / seconds.count();
  std::vector<std::pair<const char*, double>> rows = {
      {"tokens", scores.tokens.f1()}, {"sentences", scores.sentences.f1()},
      {"words", scores.words.f1()},   {"upos", scores.upos.f1()},
      {"xpos", scores.xpos.f1()},     {"feats", scores.feats.f1()},
      {"lemma", scores.lemma.f1()},   {"uas", scores.uas.f1()},
      {"las", scores.las.f1()},       {"words_per_second", speed}};
  if (!names.empty()) {
    rows.insert(rows.end(), {{"names", named.all.f1()},
                             {"persons", named.person.f1()},
                             {"organisations", named.organisation.f1()},
                             {"places", named.place.f1()}});
  }
  if (context.format() == Format::kJson || context.format() == Format::kNdjson) {
    nlohmann::ordered_json json;
    for (const auto& [name, value] : rows) json[name] = std::round(value * 100) / 100;
    context.out << json.dump() << '\n';
  } else {
    for (const auto& [name, value] : rows) context.out << fmt::format("{:<17} {:8.2f}\n", name, value);
  }
  return Exit::kDone;
}

const Command kLanguage(
    "language", Group::kData, "Parses text into words and trees; trains and measures the model that does it",
    [](Options& options, Context& context) {
      Options parsing = options.verb("parse", "Parses standard input to CoNLL-U");
      auto input = std::make_shared<std::string>("text");
      parsing.option("--input", *input, "What standard input holds: text, or words in CoNLL-U")
          .choices({"text", "conllu"});
      parsing.example("assay language parse < report.txt", "prints its sentences as dependency trees");
      parsing.run([input, &context] { return parse(*input, context); });

      Options training = options.verb("train", "Trains a model from treebanks");
      auto args = std::make_shared<TrainArgs>();
      training.option("--treebank", args->options.treebanks, "CoNLL-U file to learn from; repeatable")
          .required();
      training.option("--dev", args->options.dev, "CoNLL-U file to report scores on; repeatable");
      training.option("--names", args->options.names,
                      "Named entities in three columns: word, tag, IOB2 label; repeatable");
      training.option("--teacher", args->options.teachers,
                      "Model whose trees of the names' sentences are learned from; several parse them together");
      training.option("--abbreviations", args->options.abbreviations, "Lists of words that are cut short with a stop");
      training.option("--made-names", args->options.made_names, "Lists that unfamiliar names are made from");
      training.option("--seed", args->options.seed, "Seed of all that is drawn at random");
      training.option("--text", args->options.text, "Plain text to learn embeddings from; repeatable");
      training.option("--wordnet", args->options.wordnet,
                      "Folder of WordNet's database, for lemmas, classes and definitions of rare words");
      training.option("--pretrain-epochs", args->options.pretrain_epochs,
                      "Times to go through all text for embeddings");
      training.option("--epochs", args->options.epochs, "Times to go through the treebanks");
      training.option("--rate", args->options.rate, "Learning rate at its height");
      training.option("--embed", args->options.embed, "Width of the embeddings");
      training.option("--hidden", args->options.hidden, "Width of one direction of a layer");
      training.option("--layers", args->options.layers, "Layers");
      training.option("--name-tokens", args->options.name_tokens, "Words of names beside 1000 of treebanks");
      language::VariationRates& vary = args->options.variation;
      training.option("--vary-headline", vary.headline, "Share of sentences that are set as headlines");
      training.option("--vary-present", vary.present, "Share that are set in the present tense");
      training.option("--vary-names", vary.names, "Share whose names give way to unfamiliar ones");
      training.option("--report-every", args->options.report_every, "Epochs between scores on dev");
      training.option("--out", args->out, "The model file to write");
      training.run([args, &context] { return train(*args, context); });

      Options evaluating =
          options.verb("evaluate", "Scores the model against a treebank, by the CoNLL 2018 measures");
      auto path = std::make_shared<std::string>();
      auto from = std::make_shared<std::string>("raw");
      evaluating.positional("FILE", *path, "CoNLL-U, may be gzip").required();
      evaluating.option("--from", *from, "What is given: raw text, words, or words and tags")
          .choices({"raw", "tokens", "tags"});
      auto names = std::make_shared<std::string>();
      evaluating.option("--names", *names,
                        "Names of the same words in the columns of Universal NER, to be scored too");
      evaluating.example("assay language evaluate en_ewt-ud-test.conllu.gz --from raw --format json",
                         "prints F1 scores in per cent");
      evaluating.run([path, from, names, &context] { return evaluate(*path, *from, *names, context); });
    });

}  // namespace
}  // namespace assay::app
