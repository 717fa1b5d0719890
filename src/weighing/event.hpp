// Happenings and states that several claims speak of, the voices behind them, and how far to believe them.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/probability.hpp"
#include "weighing/corpus.hpp"

namespace assay::weighing {

// What is learned of sources from how they agree and differ (learn.hpp). Empty means the priors of the pack.
struct Learned {
  std::map<std::string, double> accuracy;                         // by origin
  std::map<std::pair<std::string, std::string>, double> copying;  // by pair of origins, the lesser first
};

// One voice behind an event, with all that it says of it.
struct Origin {
  std::string id;
  VoiceKind kind = VoiceKind::kOutlet;
  std::string party;   // that it speaks for, or empty
  int interest = 0;    // +1 what it says serves its side, -1 it hurts it
  bool opposes = false;  // it says that it did not happen
  double weight = 0;   // log-odds that it adds (negative where it opposes), after what it shares with others
  std::vector<std::uint32_t> statements;  // in canonical order
  std::string note;    // why it counts for less, or empty: "copies from …", "same report as …"
};

// Why two statements are held to speak of one thing.
struct Join {
  std::uint32_t a = 0, b = 0;
  double points = 0;
  std::vector<std::string> reasons;  // "place the same", "a day apart"
};

struct Event {
  std::string id;  // of its first claim, with "e-" before it
  ClaimType type = ClaimType::kAttack;
  bool happened = true;   // false: a plan, a forecast, a condition
  std::vector<std::uint32_t> statements;  // in canonical order; never empty
  std::vector<Join> joins;                // one less than the statements, or fewer where a judgement joins
  std::vector<Symbol> agents, targets, places;  // all that any statement names, in canonical order
  unsigned marks = 0;                     // of those statements that do not oppose; kPart only where all have it
  Interval time;                          // the range of days: what all agree on, else from the earliest to the latest
  bool supposed = false;                  // that none gives: `time` is that of news
  bool days_differ = false;               // the statements' days have none in common
  std::optional<double> low, high;        // the range of what is counted
  Symbol unit = kNoSymbol;
  std::vector<Origin> origins;            // supporters before opponents, then by weight
  Probability belief;                     // that it was so
};

// When a statement says that something was: `to` is always there (no later than the day after the report was
// known), `from` where the words bind it. A verdict 'retime' goes before.
Interval time_of(const Corpus& corpus, const Statement& statement, const Clocks& clocks);

// Whether an analyst's verdict says when it was.
bool retimed(const Corpus& corpus, const Statement& statement, const Clocks& clocks);

// True for types that say how things are rather than what happened.
bool is_state(ClaimType type);

// Joins statements into events; those not visible are left out. The same whatever their order. Cost: the pairs
// of one type that lie within a season of each other.
std::vector<Event> join_events(const Corpus& corpus, std::vector<std::uint32_t> statements, const Clocks& clocks,
                               const Learned& learned = {});

// The voices of `statements` and their weights; belief_of turns them into a probability.
std::vector<Origin> origins_of(const Corpus& corpus, const std::vector<std::uint32_t>& statements,
                               const Clocks& clocks, const Learned& learned);
Probability belief_of(const std::vector<Origin>& origins, const Params& params);

}  // namespace assay::weighing
