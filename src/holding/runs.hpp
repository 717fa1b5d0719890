// Holdings as runs of distributions over time: what a network of mines and gates is sampled from.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "holding/gate.hpp"

namespace assay::holding {

// A distribution that stands from `from` until the next run begins. Probabilities sum to one.
struct HolderRun {
  Day from;
  std::vector<std::pair<State, Probability>> distribution;  // states of no weight left out
  std::vector<std::string> because;                         // ids of claims
};

// Runs that cover [begin, end): a new one begins where some state's probability has moved by `step` or more.
// Requires: begin < end. Cost: one question, and a step a day.
std::vector<HolderRun> holder_runs(const Ledgerful& from, const std::string& place, Day begin, Day end,
                                   const weighing::Clocks& clocks, double step = 0.02);

struct GateRun {
  Day from;
  Probability open, closed;  // the rest is unknown
  std::vector<std::string> because;
};
// As above, for one end of a gate and one class of cargo; a side that stops just that cargo is closed for it.
std::vector<GateRun> gate_runs(const Ledgerful& from, const std::string& gate, GateEnd end_of_gate, const std::string& cargo,
                               Day begin, Day end, const weighing::Clocks& clocks, double step = 0.02);

}  // namespace assay::holding
