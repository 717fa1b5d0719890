// What the commands about flows share: the country's network, control by what was known, what claims teach
// it.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "apps/assay/holdings.hpp"
#include "flow/world.hpp"

namespace assay::app {

struct FlowOptions {
  std::string network;  // file; empty: network.yaml of the pack that has one
  std::optional<Day> from, to;
  std::uint64_t seed = 1;
  int draws = 1000;
  ClockOptions clocks;
};
// --network, --seed, --draws and the clocks; --from and --to where a period is asked for.
void add_flow_options(Options& options, FlowOptions& flow, bool period);

// The world of flow/world.hpp over the ledger of the command line. Throws Refused and Trouble.
class FlowWorld {
 public:
  FlowWorld(const FlowOptions& options, Context& context);
  FlowWorld(const FlowWorld&) = delete;

  const flow::World& world() const { return *world_; }
  const flow::Network& network() const { return network_; }
  const flow::Learned& learned() const { return world_->learned(); }
  // Throws Refused where a change does not fit the network. The result refers to this world.
  flow::Model model(const Interval& days, const std::vector<flow::Change>& more = {}) const;
  // Whole months from --from to --to; by default the twelve up to the last report.
  Interval days() const { return days_; }
  flow::RunOptions run_options(bool binding) const;

 private:
  Context& context_;
  FlowOptions options_;
  flow::Network network_;
  holding::Loaded loaded_;
  std::unique_ptr<holding::Ledgerful> from_;
  std::unique_ptr<flow::World> world_;
  Interval days_;
};

// network.yaml of the first pack that has one. Throws Refused when none does.
std::string network_file(const std::string& given, Context& context);

// An amount as people read it: 12,345 or 0.4.
std::string amount(double value);

}  // namespace assay::app
