// A continuous-time Markov chain over a few states, with evidence, solved exactly by the forward–backward
// recursion (Rabiner 1989, over exp(Q t)). Knows nothing of places and parties.
//
// The day is the grain: the state "on day d" is that at its end. A *potential* says how expected what was
// reported on a day is in each state; a *spell* changes the rates over an interval of days [from, to): a report
// that a state lasted makes leaving it rarer, a report of a capture makes the jump into its agent's hands likely.
#pragma once

#include <functional>
#include <map>
#include <vector>

#include "base/day.hpp"

namespace assay::holding {

using Weights = std::vector<double>;  // one number a state

struct Potential {
  Day day;
  Weights likelihood;  // >= 0, not all 0
};

struct Spell {
  Day from, to;   // half-open, not empty
  Weights leave;  // factor on each state's rate of leaving; empty for none
  Weights enter;  // rate a day of jumping into each state from any other, added; empty for none
  Weights from_states = {};  // factor on `enter` by the state jumped from; empty for 1
};

class Chain {
 public:
  // `rates` is a generator, states x states, row by row, per day: off the diagonal not negative; the diagonal
  // is computed. Requires: 1 to 64 states.
  Chain(int states, Weights rates);

  void add(Potential potential) { potentials_.push_back(std::move(potential)); }
  void add(Spell spell) { spells_.push_back(std::move(spell)); }
  // Runs the recursion. Evidence added afterwards counts from the next solve on. Cost: breakpoints x states²,
  // and an exponential (states³) for each set of spells that are in force together.
  void solve();

  // The distribution on a day, any day. Requires: solved.
  Weights on(Day day) const;
  // The same for each day of [begin, end), in order; the reference is good for the call alone. Cost: states²
  // a day, with memory for the longest stretch between two breakpoints.
  void walk(Day begin, Day end, const std::function<void(Day, const Weights&)>& visit) const;
  // Days on which evidence begins or ends, ascending: between them the distribution only drifts.
  std::vector<Day> breakpoints() const;
  const Weights& stationary() const { return stationary_; }
  int states() const { return states_; }

 private:
  struct Kernel {
    std::vector<Weights> powers;  // exp(Q 2^k)
  };
  struct Knot {  // after the evidence of `day`
    Day day;
    Weights forward, backward, likelihood;
    int kernel = 0;  // of the days after it, up to the next knot's
  };
  Weights generator_with(const std::vector<int>& active) const;
  int kernel_for(const std::vector<int>& active);
  void step_forward(Weights& distribution, int kernel, int days) const;
  void step_backward(Weights& message, int kernel, int days) const;
  const Weights& power(int kernel, int k) const;

  int states_;
  Weights rates_, stationary_;
  std::vector<Potential> potentials_;
  std::vector<Spell> spells_;
  mutable std::vector<Kernel> kernels_;
  std::map<std::vector<int>, int> kernel_of_;
  std::vector<Knot> knots_;
};

}  // namespace assay::holding
