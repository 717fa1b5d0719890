// The chain of one place, made of what was observed: states are the parties that reports name there, parties
// that hold it together, contested, and unknown.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "holding/chain.hpp"
#include "holding/observe.hpp"

namespace assay::holding {

// A state of a place. Parties are ids; none for contested and unknown.
struct State {
  enum class Kind { kHeld, kContested, kUnknown } kind = Kind::kHeld;
  std::vector<std::string> parties;  // sorted; two or more hold it together
  bool holds(const std::string& party) const;
  bool holds_any(const std::vector<std::string>& parties) const;
};

// How an observation was brought to bear: days and what it expects, for showing and for leaving it out.
struct Bearing {
  double belief = 0;  // of the event, after reach
  std::optional<Day> from, to;  // the days that it bears on directly, half-open
  Expectation expects;
  Weights likeness;   // by state, from 0 to 1: what it leads one to expect
};

class PlaceModel {
 public:
  // Builds and solves. `without` leaves out one observation by its number. Requires: `corpus`, `params`,
  // `observations` and `learned` outlive it.
  PlaceModel(const weighing::Corpus& corpus, const Params& params, const std::vector<Observation>& observations,
             const weighing::Clocks& clocks, const weighing::Learned& learned, std::optional<std::size_t> without = {});

  const std::vector<State>& states() const { return states_; }
  const std::vector<Bearing>& bearings() const { return bearings_; }  // by observation
  const Chain& chain() const { return chain_; }
  Weights on(Day day) const { return chain_.on(day); }

  // What adding one more report would do to the answer of a day: a statement believed to `belief` that state
  // number `state` was so on `day`.
  Weights with_report(Day day, std::size_t state, double belief) const;

 private:
  void find_states(const std::vector<Observation>& observations);
  Weights rates() const;
  Weights expected(const Observation& observation, const Expectation& expects) const;
  void bring_to_bear(const Observation& observation, Bearing& bearing);
  void take_over(const Observation& observation, Bearing& bearing);
  void leave(const Observation& observation, Bearing& bearing);
  void say_state(const Observation& observation, Bearing& bearing);
  void begin_fight(const Observation& observation, const Bearing& bearing, Day first, double belief);
  void tell_spell(const Observation& observation, Bearing& bearing);
  void tell_past(const Observation& observation, Bearing& bearing);
  void add_potential(Day day, const Weights& likeness, double belief, double power = 1);
  double loser_left(const Observation& capture) const;
  std::optional<Day> own_capture(const Observation& observation, Day from, Day to) const;
  std::optional<Day> outcome_told(const Observation& observation, Day fight) const;
  std::optional<Day> first_change_after(const Observation& observation, Day from, Day to) const;

  const weighing::Corpus& corpus_;
  const Params& params_;
  const std::vector<Observation>& observations_;
  weighing::Clocks clocks_;
  const weighing::Learned& learned_;
  std::vector<State> states_;
  std::vector<Bearing> bearings_;
  Chain chain_;
};

// What a claim of the observation's type leads one to expect.
const Expectation* expectation_of(const Params& params, const Observation& observation);
// The parties behind a list of actors, collectives left out; sorted.
std::vector<std::string> parties_of(const weighing::Corpus& corpus, const std::vector<weighing::Symbol>& actors);

}  // namespace assay::holding
