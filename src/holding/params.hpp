// What holding is tuned by: domain/base/holding.yaml, read once; docs/holding.md explains each number.
#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "base/result.hpp"

namespace assay::holding {

enum class Shape {
  kChange,  // the agent takes the place within the claim's time
  kLeave,   // the agent goes within it
  kState,   // so at the day of the report, or over the time that the claim gives
  kSpell,   // tells of its time alone
};

// What a claim of a type leads one to expect, from 0 to 1, by the state that the place is in.
struct Expectation {
  Shape shape = Shape::kState;
  double agent = 0, target = 0, contested = 0, other = 0, unknown = 0;
};

struct Params {
  struct Rates {  // a day, each the inverse of a mean of days
    double contested_to_held, contested_to_unknown, held_to_contested, held_to_other, held_to_unknown,
        unknown_to_contested, unknown_to_held;
  } rates{};
  double wrong_statements = 1, lasting = 0, before = 0, corroborated = 0;
  struct BeforeCapture {
    double loser, contested, taker, unknown, other;
  } before_capture{};
  struct BeforeLeaving {
    double leaver, contested, other;
  } before_leaving{};
  struct AfterLeaving {
    double held, contested, unknown, ends_fight;
  } after_leaving{};
  std::map<std::string, Expectation> types;  // by name of claim type, "capture_part", "headquarters"
  struct Reach {
    double border, border_every, namesake, region, region_every, region_most;
  } reach{};
  struct Gates {
    double closed_to_open, open_to_closed, partly_to_open, partly_to_closed, to_unknown, unknown_to_open,
        unknown_to_closed;  // rates a day
    double wrong_statements;
    int vague_days, unnamed_days;
  } gates{};
  int nearest = 240, timeline = 3000;  // statements looked at
  double named = 0.2, held = 0.5, told = 0.1;

  // Reads `root`/base/holding.yaml. Errors as of weighing::Params::load.
  static Result<Params> load(const std::filesystem::path& root);
};

}  // namespace assay::holding
