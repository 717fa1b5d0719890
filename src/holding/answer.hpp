// Answers about places: who holds one on a day, why, and what would change it; how it changed hands over time.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/probability.hpp"
#include "holding/model.hpp"

namespace assay::holding {

// What questions are asked of. All of it must outlive the answers' making; nothing in it is changed.
struct Ledgerful {
  const weighing::Corpus& corpus;
  const Params& params;
  weighing::Learned learned;  // empty: the priors of the pack
};

enum class Status { kHeld, kContested, kUnknown };
std::string_view name_of(Status status);

// A party that holds, or may hold, a place. Its probability sums over the states in which it does.
struct Holder {
  std::string id, name;
  Probability probability;
};

// A claim that an answer rests on: through it a sentence, a speaker, an outlet and a day.
struct Ground {
  std::string claim;     // Claim::id
  std::string document;  // its name as given, or its id
  std::string outlet;
  Span evidence;         // in the report's own bytes
  Interval published;
  ClaimType type = ClaimType::kControl;
  Stance stance = Stance::kAsserted;
  bool opposes = false;
  std::string event;     // weighing::Event::id
  Probability belief;    // of the event, after its way here
  std::string way;       // "", or in words how it bears on the place: "Special Region 1, which it is part of"
  double effect = 0;     // how much likelier the answer is for the event
};

// A thing that would change the answer.
struct Change {
  std::string what;       // "an outlet's report that X holds it on DAY", "that this is wrong", "that these are wrong together"
  std::string event;      // that would have to be wrong, or several apart by ", ", or empty
  Status status = Status::kUnknown;  // that the answer would become
  std::vector<Holder> holders;
  Probability probability;           // of that
};

struct Answer {
  std::string place, name;
  Day on;
  Status status = Status::kUnknown;
  Probability probability;              // of the status: for a held place, of the holders named
  std::vector<Holder> holders;          // when held: likeliest first; else the parties that may hold it
  Probability contested, unknown;
  std::vector<Ground> because;          // what bears for the answer, strongest first
  std::vector<Ground> against;
  std::vector<Change> would_change;     // only where asked for
};

enum class Depth { kAnswer, kGrounds, kChanges };  // each costs more than the one before it

// Who holds `place` (an id) on a day. A place that nobody speaks of is unknown. Cost: bounded by Params::nearest.
Answer who_holds(const Ledgerful& from, const std::string& place, Day on, const weighing::Clocks& clocks,
                 Depth depth = Depth::kGrounds);

// A stretch of days [from, to) with one answer.
struct Stretch {
  Day from, to;
  Answer answer;  // on its first day
};
// How holding changed from `from` to `to`, half-open; a stretch ends where status or holders change.
std::vector<Stretch> timeline(const Ledgerful& from, const std::string& place, Day begin, Day end,
                              const weighing::Clocks& clocks, Depth depth = Depth::kGrounds);

// The first and last day that anything visible bears on; absent when nothing does.
std::optional<Interval> spoken_of(const Ledgerful& from, const std::string& place, const weighing::Clocks& clocks);

// Grounds from the statements of one observation.
std::vector<Ground> grounds_of(const weighing::Corpus& corpus, const Observation& observation, const weighing::Clocks& clocks);

}  // namespace assay::holding
