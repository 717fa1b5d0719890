// Words in, tags, names and trees out: the network with its vocabulary and the names of its classes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "language/network.hpp"
#include "language/sentence.hpp"
#include "language/words.hpp"

namespace assay::language {

class Analyser {
 public:
  // Memory for one thread; reused from call to call.
  struct Scratch {
    Batch batch;
    Activations act;
    std::vector<int> heads, names;
  };

  // Fills upos, xpos, feats (unless keep_tags), name, head and deprel of each sentence. What comes out for a
  // sentence does not depend on those beside it. Requires: no sentence is empty.
  void analyse(Sentence* const* sentences, std::size_t count, bool keep_tags, Scratch& scratch) const;

  void save(std::string& out) const;
  std::string_view load(std::string_view bytes);  // the rest, or a null view when cut short

 private:
  friend class AnalyserTrainer;
  friend class JointAnalyser;
  Words words_;
  Network network_;
  std::vector<std::string> tags_;  // "NOUN\tNN"
  std::vector<std::string> feats_, labels_;
  std::vector<std::vector<std::int32_t>> feats_of_tag_;  // those that a tag was seen with
  std::int32_t root_ = 0;                                // the label of the root's child
};

}  // namespace assay::language
