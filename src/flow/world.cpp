#include "flow/world.hpp"

#include "domain/domain.hpp"
#include "ledger/ledger.hpp"

namespace assay::flow {

std::filesystem::path network_file(const domain::Domain& domain) {
  std::error_code none;
  for (const auto& pack : domain.packs())
    if (auto file = domain.root() / pack / "network.yaml"; std::filesystem::exists(file, none)) return file;
  return {};
}

std::vector<KnownClaim> known_claims(ledger::Ledger& ledger, const weighing::Clocks& clocks) {
  ledger::ClaimQuery query;
  query.types = {ClaimType::kSuspendTrade, ClaimType::kPermit, ClaimType::kTax,       ClaimType::kProduction,
                 ClaimType::kTradeVolume,  ClaimType::kPrice,  ClaimType::kCloseGate, ClaimType::kOpenGate};
  query.known_by = clocks.as_known;
  query.as_recorded = clocks.as_recorded;
  std::vector<KnownClaim> claims;
  ledger.claims(query, [&](const ledger::StoredClaim& stored) {
    claims.push_back({stored.claim, stored.known});
    return true;
  });
  return claims;
}

std::vector<std::string> places_of(const Network& network) {
  std::vector<std::string> places;
  for (const auto& node : network.nodes)
    if (node.holder.empty()) places.push_back(node.id);
  for (const auto& port : network.ports) places.push_back(port.gate);
  return places;
}

World::World(const Network& network, const holding::Ledgerful& from, const domain::Domain& domain,
             const std::vector<KnownClaim>& claims, const weighing::Clocks& clocks)
    : network_(network), domain_(domain), control_(from, network, domain, clocks), learned_(learn(network, claims, &domain)) {}

std::vector<Change> World::changes(const std::vector<Change>& more) const {
  auto all = learned_.changes;
  all.insert(all.end(), more.begin(), more.end());
  return all;
}

Result<Model> World::model(const Interval& days, const std::vector<Change>& more) const {
  return Model::make(network_, control_, changes(more), &domain_, days);
}

Result<Interval> World::days(std::optional<Day> first, std::optional<Day> last, Day today) const {
  Interval days;
  days.to = last ? last->plus_days(1) : control_.last_known().value_or(today).next_month_begin();
  days.from = first.value_or(days.to->plus_days(-1).month_begin().plus_months(-11));
  if (*days.to <= *days.from) return Error{ErrorCode::kBadArgument, "the last day lies before the first", ""};
  return days;
}

Result<std::vector<Change>> changes_of(const Verbs& verbs, const Interval& effect,
                                       const std::function<std::string(const std::string&)>& gate,
                                       const std::function<std::string(const std::string&)>& place) {
  std::vector<Change> changes;
  for (const auto& [verb, text] : verbs) {
    auto parsed = parse_change(verb, text);
    if (!parsed.ok()) return parsed.error();
    Change change = std::move(parsed).value();
    change.period = effect;
    using Kind = Change::Kind;
    if (change.kind == Kind::kGate) change.target = gate(change.target);
    if (change.kind == Kind::kHold || change.kind == Kind::kRoad) change.target = place(change.target);
    changes.push_back(std::move(change));
  }
  if (changes.empty())
    return Error{ErrorCode::kBadArgument, "nothing is changed: close or open a gate, let somebody hold a place, stop a site, change a tax, "
                                          "refuse or permit digging, cut or mend a road", ""};
  return changes;
}

Result<WhatIf> run_what_if(const World& world, const Scenario& scenario, int threads) {
  auto base = world.model(scenario.days);
  if (!base.ok()) return base.error();
  auto changed = world.model(scenario.days, scenario.changes);
  if (!changed.ok()) return changed.error();
  WhatIf found;
  found.base_model = std::make_unique<Model>(std::move(base).value());
  found.model = std::make_unique<Model>(std::move(changed).value());
  const RunOptions options{scenario.seed, scenario.draws, threads, true};
  found.base = std::make_unique<Flows>(run_flows(*found.base_model, options));
  found.after = std::make_unique<Flows>(run_flows(*found.model, options));
  found.comparison = compare(*found.base, *found.after, scenario.changes);
  return found;
}

}  // namespace assay::flow
