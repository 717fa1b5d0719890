#include "language/train.hpp"

#include <fmt/format.h>

#include "language/model.hpp"

namespace assay::language {
namespace {

// The sentences of a three-column corpus: words only.
std::vector<std::vector<std::string>> words_of(std::string_view bytes) {
  std::vector<std::vector<std::string>> out(1);
  while (!bytes.empty()) {
    const std::size_t end = bytes.find('\n');
    const std::string_view line = bytes.substr(0, end);
    bytes.remove_prefix(end == std::string_view::npos ? bytes.size() : end + 1);
    if (line.empty()) {
      if (!out.back().empty()) out.emplace_back();
    } else {
      out.back().emplace_back(line.substr(0, line.find('\t')));
    }
  }
  return out;
}

}  // namespace

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
  std::vector<std::vector<std::string>> names;
  if (!options.names.empty()) {
    Result<std::string> bytes = read_file(options.names);
    if (!bytes) return bytes.error();
    names = words_of(*bytes);
  }
  std::string payload;
  Segmenter::train(treebanks, names, options.seed).save(payload);
  say("Words and sentences learned.");
  Morphology::train(treebanks).save(payload);
  TransitionModel::train(treebanks, 8, options.seed).save(payload);
  say("Trees learned.");
  return pack_model(payload);
}

}  // namespace assay::language
