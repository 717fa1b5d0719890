// The language stage: prose in, sentences with words, tags, lemmas, names and dependency trees out.
//
//   Result<Language> language = Language::load("models/english.model");
//   for (const Sentence& sentence : language->parse("The brigade took the mine. It was shelled by dusk.")) …
//
// Input is UTF-8 (any bytes survive); spans of the output are byte offsets into the text that was given.
// Every sentence has exactly one root and no cycle; spans ascend and lie inside the text. A Language does
// not change once loaded: any number of threads may parse with one, and equal text gives equal trees
// whatever the threads and whatever else is parsed along with it.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "base/span.hpp"
#include "language/sentence.hpp"

namespace assay::language {

class Language {
 public:
  // Reads a model file. Fails with kNotFound, kBadFormat (no model, cut short, wrong checksum) and
  // kUnsupported (of another version).
  static Result<Language> load(const std::string& path);
  static Result<Language> from_bytes(std::string_view bytes, std::string_view name);

  Language(Language&&) noexcept;
  Language& operator=(Language&&) noexcept;
  ~Language();

  // Parses a text; an empty line ends a sentence, and so does the end of a line of fewer than 50 bytes. A
  // sentence without a stop is cut at kLongestSentence (256) words. Linear in the text. Requires: text.size()
  // < 4 GiB.
  std::vector<Sentence> parse(std::string_view text) const;

  // Parses the parts of `text` that `blocks` name, in their order; no sentence crosses a block's end. Give
  // many blocks at once: the work is shared among `threads` and done in batches. Spans are into `text`.
  // Requires: blocks lie inside the text.
  std::vector<Sentence> parse(std::string_view text, const std::vector<Span>& blocks, int threads = 1) const;

  // Words and sentences alone, without tags or trees (each word hangs from the first).
  std::vector<Sentence> segment(std::string_view text, const std::vector<Span>& blocks) const;

  // Fills tags, lemmas, names and trees of sentences whose words (form) are given; keeps spans and forms.
  // With `keep_tags` upos, xpos and feats are kept as given. Sentences of more than kLongestSentence words
  // are parsed in pieces whose roots hang from the first one's.
  void annotate(std::vector<Sentence>& sentences, int threads = 1, bool keep_tags = false) const;

  // Hex SHA-256 of the model file's bytes: part of what made a claim.
  const std::string& digest() const;

 private:
  struct Model;
  explicit Language(std::unique_ptr<const Model> model);
  std::unique_ptr<const Model> model_;
};

}  // namespace assay::language
