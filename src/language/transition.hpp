// A greedy arc-hybrid transition parser and tagger of averaged perceptrons over hashed features, trained
// with a dynamic oracle (Goldberg & Nivre 2013): small, and quick to train.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "language/conllu.hpp"

namespace assay::language {

// A table of feature rows, one float a class; averaged while it is trained.
class Perceptron {
 public:
  void reset(int classes, int bits) {
    classes_ = classes;
    bits_ = bits;
    weights_.assign((std::size_t{1} << bits) * static_cast<std::size_t>(classes), 0);
  }
  void begin_training() { sums_.assign(weights_.size(), 0); step_ = 1; }
  void finish_training();
  void score(const std::vector<std::uint32_t>& features, std::vector<float>& out) const;
  void update(const std::vector<std::uint32_t>& features, int right, int wrong);
  void tick() { ++step_; }
  int classes() const { return classes_; }
  void save(std::string& out) const;
  std::string_view load(std::string_view bytes);

 private:
  int classes_ = 0, bits_ = 0;
  std::vector<float> weights_;
  std::vector<double> sums_;
  double step_ = 1;
};

class TransitionModel {
 public:
  static TransitionModel train(const std::vector<Treebank>& treebanks, int epochs, std::uint64_t seed);
  void tag(Sentence& sentence) const;    // upos, xpos, feats
  void parse(Sentence& sentence) const;  // head, deprel
  void save(std::string& out) const;
  std::string_view load(std::string_view bytes);

 private:
  friend class TransitionTrainer;
  std::vector<std::string> tags_;    // "NOUN\tNN"
  std::vector<std::string> feats_;   // most frequent for each tag
  std::vector<std::string> labels_;
  Perceptron tagger_, actions_, labeller_;
};

}  // namespace assay::language
