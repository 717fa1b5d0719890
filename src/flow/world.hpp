// All that a run of flows is made of, opened and checked: a country's network, control by what was known, and
// what claims teach. The command line and the API both begin here.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "flow/holding_control.hpp"
#include "flow/learn.hpp"
#include "flow/run.hpp"
#include "flow/whatif.hpp"

namespace assay::ledger {
class Ledger;
}

namespace assay::flow {

// network.yaml of the first pack that has one; empty when none does.
std::filesystem::path network_file(const domain::Domain& domain);

// The claims that may teach the network something, as of the clocks.
std::vector<KnownClaim> known_claims(ledger::Ledger& ledger, const weighing::Clocks& clocks);

// The places whose holders a run asks for, and its gates.
std::vector<std::string> places_of(const Network& network);

// Not for use by two threads at once (HoldingControl is not). Requires: what it is made of outlives it.
class World {
 public:
  World(const Network& network, const holding::Ledgerful& from, const domain::Domain& domain,
        const std::vector<KnownClaim>& claims, const weighing::Clocks& clocks);
  World(const World&) = delete;

  const Network& network() const { return network_; }
  const ControlSource& control() const { return control_; }
  const Learned& learned() const { return learned_; }
  // What claims teach, then `more`.
  std::vector<Change> changes(const std::vector<Change>& more = {}) const;
  // Fails as Model::make does. The result refers to the network. A year before the period is run first.
  Result<Model> model(const Interval& days, const std::vector<Change>& more = {}) const;
  // Names in changes become ids: actors of the packs, gates, places and sites of the network, what it carries. Fails
  // with kNotFound, at the change's place, where a name is nobody's or could be several's.
  Status settle(std::vector<Change>& changes) const;
  // The commodity or cargo class of the network that `name` (an id, or what a pack calls it) means.
  Result<std::string> commodity(const std::string& name) const;
  // From the first to the last day given; by default the twelve whole months up to the last report's, or to
  // `today` where there is none. Fails with kBadArgument when the last lies before the first.
  Result<Interval> days(std::optional<Day> first, std::optional<Day> last, Day today) const;

 private:
  const Network& network_;
  const domain::Domain& domain_;
  HoldingControl control_;
  Learned learned_;
};

// Changes as a person writes them: a verb of parse_change with its text. Names of gates and places become ids
// through `gate` and `place`. Fails as parse_change does, and with kBadArgument where nothing is changed.
using Verbs = std::vector<std::pair<std::string, std::string>>;
Result<std::vector<Change>> changes_of(const Verbs& verbs, const Interval& effect,
                                       const std::function<std::string(const std::string&)>& gate,
                                       const std::function<std::string(const std::string&)>& place);

// A scenario run beside its base; its changes are settled first, and begin with the run where they say no day.
struct WhatIf {
  std::unique_ptr<Model> base_model, model;
  std::unique_ptr<Flows> base, after;
  Comparison comparison;
};
Result<WhatIf> run_what_if(const World& world, const Scenario& scenario, int threads);

}  // namespace assay::flow
