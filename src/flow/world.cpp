#include "flow/world.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "domain/domain.hpp"
#include "ledger/ledger.hpp"

namespace assay::flow {
namespace {

constexpr int kWarmUp = 365;  // days

template <class List, class Name>
std::string listed(const List& list, Name name) {
  std::string all;
  for (const auto& item : list) all += (all.empty() ? "" : ", ") + name(item);
  return all;
}

// The one of `found`; none, or several, are an error that names them.
Result<std::string> the_one(const char* what, const std::string& name, const std::vector<std::string>& found,
                            const std::string& known) {
  if (found.size() == 1) return found.front();
  if (found.empty())
    return Error{ErrorCode::kNotFound, fmt::format("no {} is called '{}'{}{}.", what, name, known.empty() ? "" : ": there are ", known), ""};
  return Error{ErrorCode::kNotFound,
               fmt::format("'{}' may be {}: name one of them.", name, listed(found, [](const std::string& id) { return id; })), ""};
}

}  // namespace

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
  return Model::make(network_, control_, changes(more), &domain_, days, kWarmUp);
}

Result<std::string> World::commodity(const std::string& name) const {
  std::vector<std::string> found;
  const auto add = [&](const std::string& id) {
    for (const auto& commodity : network_.commodities)
      if ((commodity.id == id || commodity.cargo == id) && std::find(found.begin(), found.end(), id) == found.end())
        found.push_back(id);
  };
  add(name);
  if (found.empty())
    for (const auto& id : domain_.resources_named(name)) add(id);
  return the_one("commodity of the network", name, found, listed(network_.commodities, [](const auto& c) { return c.id; }));
}

Status World::settle(std::vector<Change>& changes) const {
  const auto actor = [&](const std::string& name) -> Result<std::string> {
    if (domain_.actor(name)) return name;
    const auto is = [&](const std::string& id) { return id == name; };
    for (const auto& node : network_.nodes)
      if (is(node.holder)) return name;
    for (const auto& port : network_.ports)
      if (is(port.far_actor)) return name;
    for (const auto& market : network_.markets)
      if (is(market.actor)) return name;
    for (const auto& tax : network_.taxes)
      if (is(tax.by)) return name;
    return the_one("actor", name, domain_.actors_named(name), "");
  };
  const auto gate = [&](const std::string& name) -> Result<std::string> {
    if (network_.port(name) >= 0 || domain_.gate(name)) return name;
    return the_one("gate of the network", name, domain_.gates_named(name), listed(network_.ports, [](const auto& p) { return p.gate; }));
  };
  const auto place = [&](const std::string& name) -> Result<std::string> {
    if (network_.node(name) >= 0) return name;
    std::vector<std::string> found;
    for (const auto& id : domain_.places_named(name))
      if (network_.node(id) >= 0) found.push_back(id);
    return the_one("place of the network", name, found, "");
  };
  const auto site = [&](const std::string& name) -> Result<std::string> {
    std::vector<std::string> found;
    for (const auto& one : network_.sites)
      if (one.id == name || one.name == name) found.push_back(one.id);
    return the_one("site of the network", name, found, listed(network_.sites, [](const auto& s) { return s.id; }));
  };
  using Kind = Change::Kind;
  for (auto& change : changes) {
    const auto put = [&](std::string& what, const Result<std::string>& id) -> Status {
      if (!id.ok()) return Error{id.error().code, id.error().message, change.place};
      what = *id;
      return success();
    };
    Status status = success();
    if (!change.actor.empty() && change.actor != "contested") status = put(change.actor, actor(change.actor));
    if (status.ok() && !change.cargo.empty()) status = put(change.cargo, commodity(change.cargo));
    if (status.ok() && !change.target.empty())
      status = put(change.target, change.kind == Kind::kGate   ? gate(change.target)
                                  : change.kind == Kind::kSite ? site(change.target)
                                                               : place(change.target));
    if (!status.ok()) return status;
  }
  return success();
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
  auto changes = scenario.changes;
  if (auto status = world.settle(changes); !status.ok()) return status.error();
  for (auto& change : changes)
    if (!change.period.from) change.period.from = scenario.days.from;
  auto base = world.model(scenario.days);
  if (!base.ok()) return base.error();
  auto changed = world.model(scenario.days, changes);
  if (!changed.ok()) return changed.error();
  WhatIf found;
  found.base_model = std::make_unique<Model>(std::move(base).value());
  found.model = std::make_unique<Model>(std::move(changed).value());
  const RunOptions options{scenario.seed, scenario.draws, threads, true};
  found.base = std::make_unique<Flows>(run_flows(*found.base_model, options));
  found.after = std::make_unique<Flows>(run_flows(*found.model, options));
  found.comparison = compare(*found.base, *found.after, changes);
  return found;
}

}  // namespace assay::flow
