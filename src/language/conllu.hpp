// CoNLL-U in and out: treebanks for training and measuring, and the form in which trees are printed.
// https://universaldependencies.org/format.html
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "language/sentence.hpp"

namespace assay::language {

// A token of the text that stands for several words: "don't" for words 2 and 3.
struct Contraction {
  int first = 0, last = 0;  // 1-based, inclusive
  std::string form;
  bool space_after = true;
};

// A sentence of a treebank. Spans are into `raw_text` once that has been called, before that empty.
struct TreebankSentence {
  Sentence sentence;
  std::vector<Contraction> contractions;
  std::vector<std::string> misc;  // the tenth column of each word
  bool opens_paragraph = false;   // "# newpar" or "# newdoc" stands before it
};

using Treebank = std::vector<TreebankSentence>;

// Reads CoNLL-U; `name` is the file's name for errors. Empty nodes (8.1) are left out.
// Fails with kBadFormat and name:line on a row without ten columns, ids out of order, a head outside its
// sentence or a tree that is none (more or fewer than one root, a cycle).
Result<Treebank> read_conllu(std::string_view bytes, std::string_view name);

// Reads a file, gunzipped where it is gzip. Fails as read_conllu, with kNotFound and with kTooLarge past
// 1 GB unpacked.
Result<Treebank> read_conllu_file(const std::string& path);
Result<std::string> read_file(const std::string& path);

// The text that the treebank annotates: sentences of a paragraph joined by a space (or nothing, where the
// last word says SpaceAfter=No), paragraphs by an empty line. Sets the spans of all sentences and words.
std::string raw_text(Treebank& treebank);

// Appends the sentence in CoNLL-U, with `# text`, contractions (neighbours without a space that are one
// word to the eye: do|n't, mine|'s) and SpaceAfter=No, names as `Name=B-PER` in the last column.
void write_conllu(const Sentence& sentence, std::string_view text, int number, std::string& out);

// For each word, 1-based last word of the contraction that begins there, or 0. The rule of write_conllu.
std::vector<int> contractions_of(const Sentence& sentence);

// Whether the heads are a tree with exactly one root.
bool is_tree(const Sentence& sentence);

}  // namespace assay::language
