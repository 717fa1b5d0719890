#include "apps/assay/flow_support.hpp"

#include <fmt/format.h>

#include <cmath>
#include <filesystem>
#include <thread>

#include "domain/domain.hpp"
#include "ledger/ledger.hpp"

namespace assay::app {
namespace {

std::vector<flow::KnownClaim> claims_for(const ClockOptions& clocks, Context& context) {
  ledger::ClaimQuery query;
  query.types = {ClaimType::kSuspendTrade, ClaimType::kPermit, ClaimType::kTax,       ClaimType::kProduction,
                 ClaimType::kTradeVolume,  ClaimType::kPrice,  ClaimType::kCloseGate, ClaimType::kOpenGate};
  query.known_by = clocks.as_known;
  query.as_recorded = clocks.as_recorded;
  std::vector<flow::KnownClaim> claims;
  context.ledger().claims(query, [&](const ledger::StoredClaim& stored) {
    claims.push_back({stored.claim, stored.known});
    return true;
  });
  return claims;
}

}  // namespace

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
  const auto& domain = context.domain();
  for (const auto& pack : domain.packs()) {
    const auto file = domain.root() / pack / "network.yaml";
    if (std::filesystem::exists(file)) return file.string();
  }
  throw Refused(
      {ErrorCode::kNotFound, "no pack has a network.yaml; name one with --network", domain.root().string()});
}

FlowWorld::FlowWorld(const FlowOptions& options, Context& context) : context_(context), options_(options) {
  network_ = need(flow::Network::load(network_file(options.network, context), &context.domain()));
  std::vector<std::string> places;
  for (const auto& node : network_.nodes)
    if (node.holder.empty()) places.push_back(node.id);
  for (const auto& port : network_.ports) places.push_back(port.gate);
  loaded_ = load_for(places, options.clocks, context);
  from_ = std::make_unique<holding::Ledgerful>(holding::Ledgerful{*loaded_.corpus, loaded_.params, {}});
  control_ =
      std::make_unique<flow::HoldingControl>(*from_, network_, context.domain(), options.clocks.clocks());
  learned_ = flow::learn(network_, claims_for(options.clocks, context), &context.domain());
  const Day last = control_->last_known().value_or(today(context));
  days_.to = options.to ? options.to->plus_days(1) : last.next_month_begin();
  days_.from = options.from.value_or(days_.to->plus_days(-1).month_begin().plus_months(-11));
  if (*days_.to <= *days_.from) throw Refused({ErrorCode::kBadArgument, "--to lies before --from", ""});
}

std::vector<flow::Change> FlowWorld::changes(const std::vector<flow::Change>& more) const {
  auto all = learned_.changes;
  all.insert(all.end(), more.begin(), more.end());
  return all;
}

flow::Model FlowWorld::model(const Interval& days, const std::vector<flow::Change>& more) const {
  return need(flow::Model::make(network_, *control_, changes(more), &context_.domain(), days));
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
