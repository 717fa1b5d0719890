#include "apps/assay/flow_support.hpp"

#include <fmt/format.h>

#include <cmath>

#include "domain/domain.hpp"

namespace assay::app {

void add_flow_options(Options& options, FlowOptions& flow, bool period) {
  if (period) {
    options.option("--from", flow.from, "First day; by default twelve months before the last report");
    options.option("--to", flow.to, "Last day; by default the end of the last report's month");
  }
  options.option("--network", flow.network, "The network's file, if not network.yaml of the pack")
      .value_name("FILE");
  options.option("--seed", flow.seed, "Seed of the draws: the same seed gives the same bytes");
  options.option("--draws", flow.draws, "Worlds drawn").range(1, 1'000'000);
  add_clocks(options, flow.clocks);
}

std::string network_file(const std::string& given, Context& context) {
  if (!given.empty()) return given;
  auto found = flow::network_file(context.domain());
  if (found.empty())
    throw Refused({ErrorCode::kNotFound, "no pack has a network.yaml; name one with --network",
                   context.domain().root().string()});
  return found.string();
}

FlowWorld::FlowWorld(const FlowOptions& options, Context& context) : context_(context), options_(options) {
  network_ = need(flow::Network::load(network_file(options.network, context), &context.domain()));
  loaded_ = load_for(flow::places_of(network_), options.clocks, context);
  from_ = std::make_unique<holding::Ledgerful>(holding::Ledgerful{*loaded_.corpus, loaded_.params, {}});
  const auto clocks = options.clocks.clocks();
  world_ = std::make_unique<flow::World>(network_, *from_, context.domain(),
                                         flow::known_claims(context.ledger(), clocks), clocks);
  days_ = need(world_->days(options.from, options.to, today(context)));
}

flow::Model FlowWorld::model(const Interval& days, const std::vector<flow::Change>& more) const {
  return need(world_->model(days, more));
}

flow::RunOptions FlowWorld::run_options(bool binding) const {
  return {options_.seed, options_.draws, context_.threads(), binding};
}

std::string amount(double value) {
  if (value != 0 && std::abs(value) < 10) return fmt::format("{:.1f}", value);
  std::string digits = fmt::format("{:.0f}", std::abs(value));
  for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3)
    digits.insert(static_cast<std::size_t>(at), ",");
  return (value < 0 ? "-" : "") + digits;
}

}  // namespace assay::app
