#include "flow/learn.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "domain/domain.hpp"
#include "flow/model.hpp"

namespace assay::flow {
namespace {

constexpr int kOneThing = 14;       // days between the beginnings that claims of one thing give
constexpr int kShortestYield = 89;  // days: a shorter volume says more of gates than of yields
constexpr int kAct = 3;             // days: 'shut it on Friday' says when it was done, not how long it stayed
constexpr int kVague = 92;          // days: 'twice since June' says that it happened within them, not when
constexpr double kMostCertain = 0.98;

bool has_word(const std::string& text, std::string_view word) { return text.find(word) != std::string::npos; }

class Learner {
 public:
  Learner(const Network& network, const std::vector<KnownClaim>& claims, const domain::Domain* domain)
      : net_(network), claims_(claims), domain_(domain) {}

  Learned learn() {
    for (const auto& known : claims_) take(known);
    for (auto& [key, group] : groups_)
      for (auto& bundle : group) {
        double wrong = 1;
        for (const auto& [speaker, p] : bundle.speakers) wrong *= 1 - p;
        bundle.change.probability = Probability::of(std::min(kMostCertain, 1 - wrong));
        std::sort(bundle.change.because.begin(), bundle.change.because.end());
        out_.changes.push_back(std::move(bundle.change));
      }
    std::stable_sort(out_.changes.begin(), out_.changes.end(), [](const Change& a, const Change& b) {
      const Day x = a.period.from.value_or(Day()), y = b.period.from.value_or(Day());
      return x != y ? x < y : a.key() < b.key();
    });
    return std::move(out_);
  }

 private:
  struct Bundle {
    Change change;
    std::map<std::string, double> speakers;
  };

  double credence(Stance stance) const {
    switch (stance) {
      case Stance::kAsserted:
        return net_.rules.asserted;
      case Stance::kClaimed:
        return net_.rules.claimed;
      case Stance::kUnverified:
        return net_.rules.unverified;
      default:
        return 0;
    }
  }

  bool is_a(const std::string& narrow, const std::string& broad) const {
    std::string id = narrow;
    for (int step = 0; step < 16; ++step) {
      if (id == broad) return true;
      const auto* resource = domain_ ? domain_->resource(id) : nullptr;
      if (!resource || resource->broader.empty()) return false;
      id = resource->broader;
    }
    return false;
  }

  // Commodities dug at the sites that lie at one of the claim's places, or within it.
  std::vector<std::string> dug_there(const Claim& claim) const {
    std::vector<std::string> found;
    for (const auto& site : net_.sites) {
      const std::string& at = net_.nodes[static_cast<std::size_t>(site.node)].id;
      const auto& id = net_.commodities[static_cast<std::size_t>(
                                            net_.fields[static_cast<std::size_t>(site.field)].commodity)]
                           .id;
      const bool there = std::any_of(claim.place.begin(), claim.place.end(), [&](const Filler& f) {
        return f.id == at || (domain_ && domain_->is_within(at, f.id));
      });
      if (there && std::find(found.begin(), found.end(), id) == found.end()) found.push_back(id);
    }
    return found;
  }

  // Commodities of the network that the claim's resources mean; all of them when it names none.
  std::vector<std::string> commodities(const Claim& claim) const {
    std::vector<std::string> found;
    for (const auto& commodity : net_.commodities) {
      const bool meant = claim.resource.empty() ||
                         std::any_of(claim.resource.begin(), claim.resource.end(), [&](const Filler& filler) {
                           return is_a(commodity.id, filler.id) || is_a(filler.id, commodity.id) ||
                                  filler.id == commodity.cargo;
                         });
      if (meant) found.push_back(commodity.id);
    }
    return found;
  }

  // A halt or a refusal is known up to its report; beyond that a draw lets it end.
  void let_fade(const KnownClaim& known, Change& change) const {
    if (change.open || change.period.to || net_.rules.halts_last.range.best <= 0) return;
    change.period.to =
        std::max(known.known.to.value_or(*change.period.from), change.period.from->plus_days(1));
    change.fades_in_days = net_.rules.halts_last.range.best;
  }

  // What is done on a day lasts; of what is said of a longer time, that time is all that is known.
  Interval done(const KnownClaim& known) const {
    Interval period = lasting(known);
    if (period.to && *period.to - *period.from <= kAct) period.to.reset();
    return period;
  }

  Interval lasting(const KnownClaim& known) const {
    Interval period;
    const Day told = known.known.from.value_or(known.known.to.value_or(Day()));
    if (known.claim.time) period = known.claim.time->valid;
    if (!period.from) period.from = period.to && *period.to <= told ? period.to->plus_days(-1) : told;
    if (period.to && *period.to >= told) period.to.reset();
    if (period.empty()) period.to.reset();
    return period;
  }

  static std::string voice(const Claim& claim) {
    std::string all;
    for (const auto& speaker : claim.speaker) all += speaker.id + "/";
    return all.empty() ? claim.document : all;
  }

  bool same_fillers(const std::vector<Filler>& a, const std::vector<Filler>& b) const {
    if (a.empty() || b.empty()) return true;
    for (const auto& x : a)
      for (const auto& y : b)
        if (Model::same_party(domain_, x.id, y.id)) return true;
    return false;
  }

  // Somebody denies the same act of the same agent at the same place.
  bool denied(const Claim& claim) const {
    return std::any_of(claims_.begin(), claims_.end(), [&](const KnownClaim& other) {
      if (other.claim.type != claim.type || other.claim.stance != Stance::kDenied ||
          other.claim.negated != claim.negated)
        return false;
      if (!same_fillers(claim.agent, other.claim.agent)) return false;
      return claim.place.empty() || other.claim.place.empty() ||
             std::any_of(claim.place.begin(), claim.place.end(), [&](const Filler& x) {
               return std::any_of(other.claim.place.begin(), other.claim.place.end(),
                                  [&](const Filler& y) { return x.id == y.id; });
             });
    });
  }

  void unused(const Claim& claim, std::string reason) {
    out_.unused.push_back({claim.id, std::move(reason)});
  }

  void add(const KnownClaim& known, Change change) {
    double p = credence(known.claim.stance);
    if (denied(known.claim)) p /= 2;
    if (p <= 0) return unused(known.claim, "its stance or the rules give it no credence");
    const std::string key =
        fmt::format("{}|{}|{}|{}|{}|{}|{}|{}|{}", static_cast<int>(change.kind), change.target,
                    change.side ? static_cast<int>(*change.side) : -1, change.cargo, change.actor,
                    change.open, change.amount.low, change.amount.best, change.amount.high);
    auto& group = groups_[key];
    for (auto& bundle : group) {
      const int apart = *bundle.change.period.from - *change.period.from;
      if (std::abs(apart) > kOneThing || bundle.change.period.to.has_value() != change.period.to.has_value())
        continue;
      bundle.change.period.from = std::min(bundle.change.period.from, change.period.from);
      if (change.period.to) bundle.change.period.to = std::max(bundle.change.period.to, change.period.to);
      bundle.change.fades_in_days = std::max(bundle.change.fades_in_days, change.fades_in_days);
      auto& best = bundle.speakers[voice(known.claim)];
      best = std::max(best, p);
      bundle.change.because.push_back(known.claim.id);
      return;
    }
    change.because = {known.claim.id};
    group.push_back({std::move(change), {{voice(known.claim), p}}});
  }

  bool dated(const KnownClaim& known) const {
    const auto& time = known.claim.time;
    return known.known.from || known.known.to || (time && (time->valid.from || time->valid.to));
  }
  // A halt said to have begun long before its report, without saying that it lasted.
  bool vague(const KnownClaim& known) const {
    const auto& time = known.claim.time;
    const Day told = known.known.to.value_or(known.known.from.value_or(Day()));
    return time && time->valid.from && (known.known.from || known.known.to) &&
           time->valid.to.value_or(told) - *time->valid.from > kVague;
  }

  void take(const KnownClaim& known) {
    if (!dated(known)) return;  // neither the claim nor its report says when
    switch (known.claim.type) {
      case ClaimType::kSuspendTrade:
        return trade(known);
      case ClaimType::kPermit:
        return permit(known);
      case ClaimType::kTax:
        return tax(known);
      case ClaimType::kProduction:
      case ClaimType::kTradeVolume:
        return volume(known);
      case ClaimType::kPrice:
        return price(known);
      case ClaimType::kCloseGate:
      case ClaimType::kOpenGate:
        return road(known);
      default:
        return;
    }
  }

  std::vector<int> ports_at(const Claim& claim) const {
    std::vector<int> ports;
    for (std::size_t p = 0; p < net_.ports.size(); ++p)
      for (const auto& place : claim.place)
        if (place.id == net_.ports[p].gate ||
            place.id == net_.nodes[static_cast<std::size_t>(net_.ports[p].near)].id) {
          ports.push_back(static_cast<int>(p));
          break;
        }
    return ports;
  }

  void trade(const KnownClaim& known) {
    const Claim& claim = known.claim;
    const auto goods = commodities(claim);
    const auto ports = ports_at(claim);
    if (goods.empty()) return unused(claim, "the network does not carry what it speaks of");
    if (!claim.negated && vague(known)) return unused(claim, "it does not say when within its long time");
    if (claim.agent.empty() && ports.empty())
      return unused(claim, "it names neither who stopped the trade nor a gate of the network");
    for (const auto& cargo : goods) {
      Change change;
      change.period = done(known);
      change.open = claim.negated;
      change.cargo = cargo;
      change.text = fmt::format("trade in {} {}", cargo, claim.negated ? "resumed" : "suspended");
      let_fade(known, change);
      for (int p : ports) {
        change.kind = Change::Kind::kGate;
        change.target = net_.ports[static_cast<std::size_t>(p)].gate;
        for (const auto& agent : claim.agent)
          change.side =
              Model::same_party(domain_, agent.id, net_.ports[static_cast<std::size_t>(p)].far_actor)
                  ? Side::kFar
                  : Side::kNear;
        if (change.open) change.side.reset();  // goods that pass have passed both sides
        add(known, change);
      }
      if (!ports.empty()) continue;
      for (const auto& agent : claim.agent) {
        change.kind = Change::Kind::kTrade;
        change.actor = agent.id;
        add(known, change);
      }
    }
  }

  void permit(const KnownClaim& known) {
    const Claim& claim = known.claim;
    const bool here = claim.resource.empty();  // what is dug at the place is meant
    const auto goods = here ? dug_there(claim) : commodities(claim);
    if (goods.empty()) return unused(claim, "the network does not carry what it speaks of");
    std::vector<std::string> actors;
    for (const auto& agent : claim.agent) actors.push_back(agent.id);
    if (actors.empty() && dug_there(claim).empty())
      return unused(claim, "it says neither who permits nor at which mines");
    for (const auto& cargo : goods) {
      Change change;
      change.kind = Change::Kind::kExtraction;
      change.period = done(known);
      change.open = !claim.negated;
      change.cargo = cargo;
      change.text = fmt::format("digging of {} {}", cargo, claim.negated ? "not permitted" : "permitted");
      let_fade(known, change);
      for (const auto& actor : actors) {
        change.actor = actor;
        add(known, change);
      }
      if (actors.empty())  // whoever holds the mines there
        for (const auto& site : net_.sites) {
          const std::string& at = net_.nodes[static_cast<std::size_t>(site.node)].id;
          if (!std::any_of(claim.place.begin(), claim.place.end(), [&](const Filler& f) {
                return f.id == at || (domain_ && domain_->is_within(at, f.id));
              }))
            continue;
          change.target = at;
          add(known, change);
        }
      if (claim.negated || here) continue;
      for (int p : ports_at(claim)) {
        Change pass;
        pass.kind = Change::Kind::kGate;
        pass.period = lasting(known);
        pass.open = true;
        pass.cargo = cargo;
        pass.target = net_.ports[static_cast<std::size_t>(p)].gate;
        pass.text = fmt::format("{} let through", cargo);
        add(known, pass);
      }
    }
  }

  std::optional<Range<double>> range_of(const Claim& claim) const {
    if (!claim.quantity) return std::nullopt;
    const auto low = claim.quantity->low, high = claim.quantity->high;
    if (!low && !high) return std::nullopt;
    const double a = low.value_or(*high), b = high.value_or(*low);
    if (a < 0 || b < a) return std::nullopt;
    return Range<double>{a, (a + b) / 2, b};
  }

  static Range<double> times(Range<double> r, double by) { return {r.low * by, r.best * by, r.high * by}; }

  void tax(const KnownClaim& known) {
    const Claim& claim = known.claim;
    if (claim.negated) return unused(claim, "that somebody takes no tax teaches no rate");
    const auto range = range_of(claim);
    if (!range) return unused(claim, "it gives no rate");
    if (claim.resource.empty()) return unused(claim, "it does not say on what");
    if (claim.agent.empty()) return unused(claim, "it does not say who collects");
    const std::string& unit = claim.quantity->unit;
    Change change;
    change.kind = Change::Kind::kTax;
    change.period = lasting(known);
    change.period.to.reset();
    if (unit.starts_with("percent") || unit.starts_with("%") || unit.starts_with("per cent")) {
      if (range->high > 100) return unused(claim, "nobody can take more than the whole");
      change.amount = times(*range, 0.01);
      change.rate = TaxRate::kShareOfRemaining;
      change.point = TaxPoint::kSites;
    } else if (const auto yuan = money_per_tonne(unit)) {
      change.amount = times(*range, *yuan);
      change.rate = TaxRate::kSumPerTonne;
      change.point = TaxPoint::kGates;
    } else {
      return unused(claim, fmt::format("a tax in '{}' is neither a share nor money per tonne", unit));
    }
    const auto goods = commodities(claim);
    if (goods.empty()) return unused(claim, "the network does not carry what it speaks of");
    for (const auto& cargo : goods)
      for (const auto& agent : claim.agent) {
        change.cargo = cargo;
        change.actor = agent.id;
        change.text = fmt::format("a tax on {}", cargo);
        add(known, change);
      }
  }

  // Yuan for one of '<money> per <mass>' (yuan and US dollars); absent for any other unit.
  std::optional<double> money_per_tonne(const std::string& unit) const {
    std::size_t split = unit.find(" per ");
    std::size_t skip = 5;
    if (split == std::string::npos) split = unit.find(" a "), skip = 3;
    if (split == std::string::npos) return std::nullopt;
    const std::string money = unit.substr(0, split);
    const auto mass = tonnes_in(unit.substr(split + skip));
    if (!mass || *mass <= 0) return std::nullopt;
    if (money == "yuan" || money == "renminbi") return 1 / *mass;
    if (has_word(money, "dollar")) return net_.rules.exchange.range.best.value() / *mass;
    return std::nullopt;
  }

  // Tonnes in one unit of mass; absent when it is none.
  std::optional<double> tonnes_in(const std::string& unit) const {
    if (domain_) {
      const auto* known = domain_->unit_named(unit);
      if (known && known->dimension == "mass") return known->factor;
    }
    if (unit == "tonne" || unit == "tonnes" || unit == "metric ton" || unit == "metric tons") return 1;
    if (unit == "short ton" || unit == "short tons") return kTonnesPerShortTon;
    if (unit == "kg" || unit == "kilogram" || unit == "kilograms" || unit == "kilo") return 0.001;
    return std::nullopt;
  }

  void volume(const KnownClaim& known) {
    const Claim& claim = known.claim;
    if (claim.negated) return unused(claim, "that there was none is told by gates and sites");
    auto range = range_of(claim);
    if (!range || range->high <= 0) return unused(claim, "it gives no amount");
    std::string unit = claim.quantity->unit;
    bool yearly = false, monthly = false;
    for (const char* tail : {" per year", " a year", " per annum", " per month", " a month"})
      if (unit.ends_with(tail)) {
        (has_word(tail, "month") ? monthly : yearly) = true;
        unit.resize(unit.size() - std::string_view(tail).size());
        break;
      }
    const auto mass = tonnes_in(unit);
    if (!mass) return unused(claim, fmt::format("'{}' is no unit of mass", claim.quantity->unit));
    if (claim.resource.empty()) return unused(claim, "it does not say of what");
    if (!claim.time || !claim.time->valid.from || !claim.time->valid.to)
      return unused(claim, "its period is not bounded");
    const Interval period = claim.time->valid;
    const int days = *period.days();
    if (days < kShortestYield)
      return unused(claim, fmt::format("its period of {} days is too short to tell a yield", days));
    if (const auto& again = claim.quantity->also_printed; again && claim.quantity->units_disagree) {
      if (const auto other = tonnes_in(again->unit)) {  // both stand: the print does not say which is wrong
        range->low = std::min(range->low, again->value * *other / *mass);
        range->high = std::max(range->high, again->value * *other / *mass);
      }
    }
    const Range<double> yearly_tonnes = times(*range, *mass * (yearly ? 1.0 : monthly ? 12.0 : 365.0 / days));
    bool any = false;
    std::string other_form;
    for (std::size_t c = 0; c < net_.commodities.size(); ++c) {
      const auto& commodity = net_.commodities[c];
      if (commodity.amounts != Amounts::kTonnes) continue;
      const bool meant = std::any_of(claim.resource.begin(), claim.resource.end(),
                                     [&](const Filler& f) { return is_a(commodity.id, f.id); });
      if (!meant || !whole_origin(claim, static_cast<int>(c)) || !a_buyer(claim, static_cast<int>(c)))
        continue;
      const auto form = printed_form(claim);
      const auto as_ours = in_form(yearly_tonnes, commodity, form.value_or(commodity.form));
      if (!as_ours) {
        other_form = fmt::format("it counts {}, the network {}, and no conversion is stated", name_of(*form), name_of(commodity.form));
        continue;
      }
      Change change;
      change.kind = Change::Kind::kYield;
      change.period = period;
      change.cargo = commodity.id;
      change.amount = narrowed(*as_ours, pack_range(static_cast<int>(c), *period.from));
      change.text = fmt::format("a year's {} of {:.0f} to {:.0f} tonnes", commodity.id, as_ours->low, as_ours->high);
      add(known, change);
      any = true;
    }
    if (!any && !other_form.empty()) return unused(claim, other_form);
    if (!any) unused(claim, "its place, resource or buyer is not that of a whole commodity of the network");
  }

  // What the print says is weighed: 'rare earth carbonates'. Absent when it does not say, or names two.
  static std::optional<Form> printed_form(const Claim& claim) {
    std::string all;
    for (const auto& filler : claim.resource) all += filler.surface + " ";
    return form_in(all);
  }

  // Tonnes of `from` as tonnes of the commodity's own form, within what the conversion leaves open.
  std::optional<Range<double>> in_form(const Range<double>& tonnes, const Commodity& commodity, Form from) const {
    const auto at = [&](double u) { return net_.conversion(commodity.id, from, commodity.form, u); };
    const auto low = at(0), high = at(1), middle = at(0.5);
    if (!low || !high || !middle) return std::nullopt;
    return Range<double>{tonnes.low * std::min(*low, *high), tonnes.best * *middle, tonnes.high * std::max(*low, *high)};
  }

  // Every site of the commodity lies in one of the claim's places (or the claim names none).
  bool whole_origin(const Claim& claim, int commodity) const {
    bool sites = false;
    for (const auto& site : net_.sites) {
      if (net_.fields[static_cast<std::size_t>(site.field)].commodity != commodity) continue;
      sites = true;
      const std::string& place = net_.nodes[static_cast<std::size_t>(site.node)].id;
      const bool inside =
          claim.place.empty() || std::any_of(claim.place.begin(), claim.place.end(), [&](const Filler& f) {
            return f.id == place || (domain_ && domain_->is_within(place, f.id));
          });
      if (!inside) return false;
    }
    return sites;
  }

  bool a_buyer(const Claim& claim, int commodity) const {
    if (claim.type == ClaimType::kProduction || claim.target.empty()) return true;
    return std::any_of(net_.markets.begin(), net_.markets.end(), [&](const Market& market) {
      return market.commodity == commodity && !market.sells &&
             std::any_of(claim.target.begin(), claim.target.end(),
                         [&](const Filler& f) { return Model::same_party(domain_, f.id, market.actor); });
    });
  }

  Range<double> pack_range(int commodity, Day day) const {
    Range<double> sum{0, 0, 0};
    for (const auto& field : net_.fields)
      if (field.commodity == commodity)
        if (const auto* figure = figure_on(field.yields, day))
          sum = {sum.low + figure->range.low.value(), sum.best + figure->range.best.value(),
                 sum.high + figure->range.high.value()};
    return sum;
  }

  static Range<double> narrowed(const Range<double>& told, const Range<double>& pack) {
    const double low = std::max(told.low, pack.low), high = std::min(told.high, pack.high);
    if (low > high) return told;
    return {low, std::clamp(told.best, low, high), high};
  }

  void price(const KnownClaim& known) {
    const Claim& claim = known.claim;
    const auto range = range_of(claim);
    if (!range || claim.negated) return unused(claim, "it gives no price");
    const auto yuan = money_per_tonne(claim.quantity->unit);
    if (!yuan) return unused(claim, fmt::format("'{}' is no money per tonne", claim.quantity->unit));
    bool any = false;
    for (const auto& commodity : net_.commodities) {
      if (commodity.prices.empty()) continue;
      const bool meant = std::any_of(claim.resource.begin(), claim.resource.end(),
                                     [&](const Filler& f) { return f.id == commodity.id; });
      if (!meant) continue;
      Change change;
      change.kind = Change::Kind::kPrice;
      change.period = done(known);
      change.cargo = commodity.id;
      const double rate =
          commodity.currency == Currency::kUsDollars ? net_.rules.exchange.range.best.value() : 1;
      change.amount = times(*range, *yuan / rate);
      change.text = fmt::format("a price of {}", commodity.id);
      add(known, change);
      any = true;
    }
    if (!any) unused(claim, "the network has no price of what it speaks of");
  }

  // 'China shuts five gates': a state beyond the gates, and no place but its own country. Its sides of all gates are
  // meant; a gate that is named is holding's.
  void all_gates(const KnownClaim& known) {
    const Claim& claim = known.claim;
    for (const auto& agent : claim.agent) {
      bool state = false, elsewhere = false;
      for (const auto& port : net_.ports) {
        if (!Model::same_party(domain_, port.far_actor, agent.id)) continue;
        state = true;
        const auto& far = net_.nodes[static_cast<std::size_t>(port.far)].id;
        elsewhere = elsewhere || !std::all_of(claim.place.begin(), claim.place.end(), [&](const Filler& f) {
                      return domain_ && domain_->is_within(far, f.id);
                    });
      }
      if (!state || elsewhere) continue;
      const bool open = (claim.type == ClaimType::kOpenGate) != claim.negated;
      if (!open && vague(known)) return unused(claim, "it does not say when within its long time");
      Change change;
      change.kind = Change::Kind::kTrade;
      change.period = done(known);
      change.actor = agent.id;
      change.open = open;
      let_fade(known, change);
      change.text = fmt::format("{}'s side of all gates {}", agent.id, open ? "open" : "shut");
      add(known, change);
    }
  }

  void road(const KnownClaim& known) {
    const Claim& claim = known.claim;
    if (!has_word(claim.object, "road") && !has_word(claim.object, "highway")) return all_gates(known);
    const bool open = (claim.type == ClaimType::kOpenGate) != claim.negated;
    if (!open && vague(known)) return unused(claim, "it does not say when within its long time");
    bool any = false;
    for (const auto& place : claim.place) {
      if (net_.node(place.id) < 0) continue;
      Change change;
      change.kind = Change::Kind::kRoad;
      change.period = done(known);
      change.target = place.id;
      change.open = open;
      let_fade(known, change);
      change.text = fmt::format("the road at {} {}", place.id, open ? "open again" : "cut");
      add(known, change);
      any = true;
    }
    if (!any) unused(claim, "the network has no road through its place");
  }

  const Network& net_;
  const std::vector<KnownClaim>& claims_;
  const domain::Domain* domain_;
  std::map<std::string, std::vector<Bundle>> groups_;
  Learned out_;
};

}  // namespace

Learned learn(const Network& network, const std::vector<KnownClaim>& claims, const domain::Domain* domain) {
  return Learner(network, claims, domain).learn();
}

}  // namespace assay::flow
