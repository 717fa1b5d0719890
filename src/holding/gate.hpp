// Gates: a crossing has sides, any of which may shut it. Each party that is said to have shut or opened it is a
// side with a chain of its own over {open, partly, closed, unknown}.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "holding/answer.hpp"

namespace assay::holding {

enum class GateStatus { kOpen, kClosed, kUnknown };
std::string_view name_of(GateStatus status);

struct GateSide {
  std::string party, name;  // empty where no report says who
  Probability open, partly, closed, unknown;
  std::vector<std::string> cargo;  // that is stopped where the side is partly open: resource ids, or 'people'
  std::optional<Day> since;        // the first dated act of the closure that lasts on the day asked
  bool disputed = false;           // somebody denies it
};

struct GateAnswer {
  std::string gate, name;
  Day on;
  GateStatus status = GateStatus::kUnknown;
  Probability probability;      // of the status
  Probability partly;           // that some cargo or people pass, and others are stopped
  std::vector<Holder> by;       // when closed: who shut it last, of those who hold it shut; `sides` shows all
  std::vector<GateSide> sides;  // by name
  bool disputed = false;
  std::vector<Ground> because, against;  // claims for the status and denials of them
};

// The first day of the closure that holds the gate shut or half shut: of those who are named for it, else of any side;
// absent where it is open or no day is told.
std::optional<Day> since_of(const GateAnswer& answer);

// Whether a gate, or the place of one, is open on a day. What is said of the whole border bears on each of its
// gates. Cost: as who_holds.
GateAnswer gate_on(const Ledgerful& from, const std::string& gate, Day on, const weighing::Clocks& clocks);

enum class GateEnd { kNear, kFar };  // the far end is that of the gate's far country

// One end of a gate for one class of cargo (empty: whatever no side stops by itself): all sides of that end taken
// together. A side of nobody in particular counts for both ends. What is neither open nor closed is unknown.
struct GatePassage {
  Probability open, closed;
};
GatePassage passage(const weighing::Facts& facts, const GateAnswer& answer, GateEnd end, const std::string& cargo);
// Whether a side belongs to an end.
bool stands_at(const weighing::Facts& facts, const GateAnswer& answer, const GateSide& side, GateEnd end);

// The answers of each day of [begin, end). At Depth::kAnswer without `because` and `against`, at a fraction of the
// cost.
std::vector<GateAnswer> gate_days(const Ledgerful& from, const std::string& gate, Day begin, Day end,
                                  const weighing::Clocks& clocks, Depth depth = Depth::kGrounds);

struct GateStretch {
  Day from, to;
  GateAnswer answer;  // on its first day
};
// `each`, where given, is called with every day's answer, without grounds.
std::vector<GateStretch> gate_timeline(const Ledgerful& from, const std::string& gate, Day begin, Day end,
                                       const weighing::Clocks& clocks,
                                       const std::function<void(const GateAnswer&)>& each = {});

}  // namespace assay::holding
