// From a distribution over the states of a place to an answer: the one rule that `assay who`, timelines and maps
// share.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "holding/answer.hpp"
#include "holding/model.hpp"

namespace assay::holding {

class DistributionReader {
 public:
  // What facts say of the parties is looked up once, so that reading a day is cheap.
  DistributionReader(const weighing::Corpus& corpus, const std::vector<State>& states, const Params& params);

  struct Reading {
    Status status = Status::kUnknown;
    double probability = 0, contested = 0, unknown = 1;
    // Held: the holders, likeliest first; else those that may hold it. Numbers of parties().
    std::vector<std::pair<double, std::size_t>> parties;
  };
  // Requires: a weight for each state. Cost: the parties of a place, squared; nothing is allocated once `out` has
  // been used.
  void read(const Weights& weights, Reading& out) const;

  // The probability of each party over the states in which it holds, with those of the other two kinds of state.
  std::vector<std::pair<std::string, double>> shares(const Weights& weights, double& contested, double& unknown) const;

  const std::vector<std::string>& parties() const { return parties_; }  // ids, sorted

 private:
  std::vector<std::string> parties_;
  std::vector<State::Kind> kinds_;                  // by state
  std::vector<std::vector<std::size_t>> members_;  // by state: its parties
  std::vector<char> one_side_;                     // by pair of parties
  double named_, held_;
};

}  // namespace assay::holding
