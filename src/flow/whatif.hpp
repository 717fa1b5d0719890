// What if: a scenario run on the same draws as the base, and what it changes. A scenario is a small YAML file
// that can be shared; run again on the same ledger, network and seed it gives the same bytes (docs/flow.md).
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <string_view>
#include <vector>

#include "flow/run.hpp"

namespace assay::flow {

struct Scenario {
  std::string name;
  Interval days;    // of the run, both ends
  Interval effect;  // of the changes where they name no other; empty ends: all of the run
  std::uint64_t seed = 1;
  int draws = 1000;
  std::vector<Change> changes;
};

// One change as the command line writes it. `what` is one of
//   close, open  GATE[:near|:far|:both][:CARGO]
//   hold         PLACE=ACTOR  (ACTOR may be 'contested')
//   stop         SITE
//   tax          ACTOR:COMMODITY=20%[@PLACE] or ACTOR:COMMODITY=35000/t[@PLACE]
//   refuse, permit  ACTOR:COMMODITY    cut, mend  PLACE (its roads)
// Fails with kBadArgument and a sentence that shows the form. Ids are checked when a Model is made.
Result<Change> parse_change(std::string_view what, const std::string& text);

// Fails with the first fault: its file, line and a sentence.
Result<Scenario> parse_scenario(std::string_view yaml, const std::string& file_name);
// Every fault of the file, in order of its lines; empty when all is well. Whether the network knows what it names is
// seen when it is run.
std::vector<Error> check_scenario(std::string_view yaml, const std::string& file_name);
// The YAML that parse_scenario reads back as `scenario`.
std::string to_yaml(const Scenario& scenario);

// One row of both runs, over the whole period.
struct Difference {
  Row row;
  Band base, scenario;
  Band change;        // of scenario less base, draw by draw
  double likely = 0;  // share of draws in which it changes in the direction of the mean
  // It changes in more than a tenth of the draws, by more than whole kilograms and days make of nothing.
  bool notable() const;
};

struct Explanation {
  std::string sentence;
  std::vector<std::string> because;  // ids of claims
  std::vector<std::string> sources;  // "network.yaml:57: source" of the figures that it rests on
};

struct Comparison {
  std::vector<Difference> differences;  // rows that change, largest relative change times its likelihood first
  std::vector<Explanation> explanations;
};

// Requires: both runs of one network, period, seed and number of draws.
Comparison compare(const Flows& base, const Flows& scenario, const std::vector<Change>& changes);

nlohmann::ordered_json to_json(const Comparison& comparison, const Flows& base, const Flows& scenario);

}  // namespace assay::flow
