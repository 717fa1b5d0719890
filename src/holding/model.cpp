#include "holding/model.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "weighing/likeness.hpp"

namespace assay::holding {
namespace {

using weighing::Event;
using weighing::Statement;
using weighing::Symbol;

constexpr std::size_t kMostParties = 9;
constexpr std::size_t kMostJoint = 3;
constexpr int kLongSpell = 3;       // days; a longer one counts half at either end
constexpr int kLeftWithin = 7;     // days between a capture and the leaving that bears it out
constexpr int kOver = 20;           // a state whose time ended so long before its report was over by then

bool can_hold(const weighing::Corpus& corpus, const std::string& id) {
  const auto* actor = corpus.facts().actor(id);
  if (!actor) return !corpus.facts().place(id);  // an id that no pack knows: the reader took it for an actor
  const auto& kind = actor->kind;
  return kind != "outlet" && kind != "organisation" && kind != "company" && kind != "state" && kind != "collective";
}

// A fight tells of two sides alike.
bool is_fight(ClaimType type) { return type == ClaimType::kClash || type == ClaimType::kContest; }

}  // namespace

bool State::holds(const std::string& party) const {
  return std::find(parties.begin(), parties.end(), party) != parties.end();
}

bool State::holds_any(const std::vector<std::string>& list) const {
  return std::any_of(list.begin(), list.end(), [this](const auto& party) { return holds(party); });
}

const Expectation* expectation_of(const Params& params, const Observation& observation) {
  const Event& event = observation.event;
  std::string key(name_of(event.type));
  if ((event.type == ClaimType::kCapture || event.type == ClaimType::kWithdraw) && (event.marks & weighing::kPart))
    key = "capture_part";
  // Of a region, most of it tells of its members; of a town, that the rest is another's.
  const bool most = event.marks & weighing::kMost && observation.way != Way::kRegion;
  if (event.type == ClaimType::kControl && (event.marks & weighing::kPart || most)) key = "control_part";
  if (event.type == ClaimType::kLocation) key = event.marks & weighing::kHeadquarters ? "headquarters" : "deploy";
  const auto at = params.types.find(key);
  return at == params.types.end() ? nullptr : &at->second;
}

std::vector<std::string> parties_of(const weighing::Corpus& corpus, const std::vector<Symbol>& actors) {
  std::set<std::string> parties;
  for (const Symbol actor : actors) {
    const std::string& id = corpus.symbols().text(actor);
    if (corpus.is_collective(actor)) continue;
    const std::string& party = corpus.facts().party_of(id);
    if (can_hold(corpus, party)) parties.insert(party);
  }
  return {parties.begin(), parties.end()};
}

PlaceModel::PlaceModel(const weighing::Corpus& corpus, const Params& params,
                       const std::vector<Observation>& observations, const weighing::Clocks& clocks,
                       const weighing::Learned& learned, std::optional<std::size_t> without)
    : corpus_(corpus), params_(params), observations_(observations), clocks_(clocks), learned_(learned), chain_(1, {0}) {
  find_states(observations);
  chain_ = Chain(static_cast<int>(states_.size()), rates());
  bearings_.resize(observations.size());
  for (std::size_t k = 0; k < observations.size(); ++k) {
    Bearing& bearing = bearings_[k];
    bearing.belief = observations[k].event.belief.value() * observations[k].reach;
    bearing.belief += (1 - bearing.belief) * params.corroborated * loser_left(observations[k]);
    if (const auto* expects = expectation_of(params, observations[k])) {
      bearing.expects = *expects;
      bearing.likeness = expected(observations[k], *expects);
      if (without != k) bring_to_bear(observations[k], bearing);
    }
  }
  chain_.solve();
}

void PlaceModel::find_states(const std::vector<Observation>& observations) {
  std::map<std::string, double> parties;
  std::map<std::vector<std::string>, double> joint;
  for (const Observation& o : observations) {
    const Expectation* expects = expectation_of(params_, o);
    if (!expects) continue;
    // Whom a bombardment hit holds nothing by that: only those who fight for ground are put up as holders.
    const bool loose = o.event.type == ClaimType::kAttack;
    const auto agents = parties_of(corpus_, o.event.agents), targets = parties_of(corpus_, o.event.targets);
    const double belief = o.event.belief.value() * o.reach;
    for (const auto& list : {agents, targets})
      for (const auto& party : list)
        if (!loose || corpus_.facts().actor(party)) parties[party] += loose ? 0.1 * belief : belief;
    const bool takes = o.event.type == ClaimType::kCapture || o.event.type == ClaimType::kControl;
    if (takes)
      for (const auto number : o.event.statements)
        if (const auto together = parties_of(corpus_, corpus_.statements()[number].agent);
            together.size() > 1 && together.size() < 4)
          joint[together] += belief;
  }
  const auto strongest = [](const auto& found, std::size_t most) {
    std::vector<std::pair<double, typename std::decay_t<decltype(found)>::key_type>> order;
    for (const auto& [key, weight] : found) order.emplace_back(-weight, key);
    std::sort(order.begin(), order.end());
    if (order.size() > most) order.resize(most);
    return order;
  };
  for (const auto& [weight, party] : strongest(parties, kMostParties)) states_.push_back({State::Kind::kHeld, {party}});
  for (const auto& [weight, together] : strongest(joint, kMostJoint)) states_.push_back({State::Kind::kHeld, together});
  std::sort(states_.begin(), states_.end(), [](const State& a, const State& b) { return a.parties < b.parties; });
  states_.push_back({State::Kind::kContested, {}});
  states_.push_back({State::Kind::kUnknown, {}});
}

Weights PlaceModel::rates() const {
  const auto& r = params_.rates;
  const std::size_t n = states_.size(), held = n - 2, contested = n - 2, unknown = n - 1;
  Weights q(n * n, 0);
  for (std::size_t i = 0; i < held; ++i) {
    for (std::size_t j = 0; j < held; ++j)
      if (i != j) q[i * n + j] = r.held_to_other / static_cast<double>(held - 1);
    q[i * n + contested] = r.held_to_contested;
    q[i * n + unknown] = r.held_to_unknown;
    q[contested * n + i] = r.contested_to_held / static_cast<double>(held);
    q[unknown * n + i] = r.unknown_to_held / static_cast<double>(held);
  }
  q[contested * n + unknown] = r.contested_to_unknown;
  q[unknown * n + contested] = r.unknown_to_contested;
  return q;
}

// The expectation spread over the states. Of parties together each alone is half expected, and the other way
// round; a party left unnamed ('rebels') is any that its words do not rule out.
Weights PlaceModel::expected(const Observation& observation, const Expectation& expects) const {
  const Event& event = observation.event;
  const auto agents = parties_of(corpus_, event.agents), targets = parties_of(corpus_, event.targets);
  const auto& facts = corpus_.facts();
  const auto match = [&](const State& state, const std::vector<std::string>& parties, const std::vector<Symbol>& actors,
                         bool is_agent) -> double {
    if (!parties.empty()) {
      std::size_t common = 0;
      for (const auto& party : state.parties) common += std::find(parties.begin(), parties.end(), party) != parties.end();
      if (common == 0) return 0;
      if (common == state.parties.size() && common == parties.size()) return 1;
      return common == state.parties.size() ? 0.75 : 0.6;  // one of those named; one named of those who hold it
    }
    double best = 0;
    for (const Symbol actor : actors) {
      if (!corpus_.is_collective(actor)) continue;
      const auto& id = corpus_.symbols().text(actor);
      for (const auto& party : state.parties) {
        const bool victim = is_agent && std::find(targets.begin(), targets.end(), party) != targets.end();
        const bool other_side = !facts.side_of(id).empty() && !facts.side_of(party).empty() && !facts.same_side(id, party);
        if (!victim && !other_side) best = std::max(best, 0.8);
      }
    }
    return best;
  };
  Weights likeness(states_.size());
  for (std::size_t s = 0; s < states_.size(); ++s) {
    const State& state = states_[s];
    if (state.kind == State::Kind::kContested) likeness[s] = expects.contested;
    else if (state.kind == State::Kind::kUnknown) likeness[s] = expects.unknown;
    else {
      const double a = match(state, agents, event.agents, true);
      const double t = match(state, targets, event.targets, false);
      const double plain = expects.other;
      if (a > 0 && a >= t) likeness[s] = plain + a * (expects.agent - plain);
      else if (t > 0) likeness[s] = plain + t * (expects.target - plain);
      else if (is_fight(event.type) && agents.empty() && targets.empty()) likeness[s] = expects.agent;
      else likeness[s] = plain;
    }
  }
  return likeness;
}

void PlaceModel::add_potential(Day day, const Weights& likeness, double belief, double power) {
  Weights weights(likeness.size());
  for (std::size_t s = 0; s < likeness.size(); ++s) {
    // Believed: likely where it is expected, else one of many errors. Disbelieved: the less likely the more so.
    weights[s] = belief >= 0.5 ? belief * likeness[s] + (1 - belief) / params_.wrong_statements
                               : 1 - (1 - 2 * belief) * likeness[s];
    weights[s] = std::pow(std::max(weights[s], 1e-9), power);
  }
  chain_.add(Potential{day, std::move(weights)});
}

void PlaceModel::bring_to_bear(const Observation& o, Bearing& bearing) {
  const Event& event = o.event;
  if (event.marks & weighing::kPast && (event.type == ClaimType::kControl || event.type == ClaimType::kDeploy)) {
    tell_past(o, bearing);
    return;
  }
  // A party that took a place on a day that nobody gives is a party that holds it when that is told.
  const bool dated = event.time.from && *event.time.to - *event.time.from <= 366;
  const bool nobody = event.agents.empty() && !event.targets.empty();
  switch (bearing.expects.shape) {
    case Shape::kChange:
      if (event.belief.value() < 0.5) {
        add_potential(event.time.to->plus_days(-1), bearing.likeness, bearing.belief);
        bearing.from = event.time.to->plus_days(-1), bearing.to = event.time.to;
      } else if (dated) {
        nobody ? leave(o, bearing) : take_over(o, bearing);
      } else {
        say_state(o, bearing);
      }
      break;
    case Shape::kLeave:
      if (dated && event.belief.value() >= 0.5) leave(o, bearing);
      break;
    case Shape::kState: say_state(o, bearing); break;
    case Shape::kSpell: tell_spell(o, bearing); break;
  }
}

// A change of hands within [from, to): from every other state the place goes over to the agent's at a rate that makes
// the change as likely as it is believed.
void PlaceModel::take_over(const Observation& o, Bearing& bearing) {
  const Day from = *o.event.time.from, to = *o.event.time.to;
  const double belief = std::min(bearing.belief, 0.995);
  Weights enter(states_.size(), 0), before(states_.size(), 0);
  double total = 0;
  for (std::size_t s = 0; s < states_.size(); ++s) {
    if (states_[s].kind != State::Kind::kHeld) continue;
    const double likeness = bearing.likeness[s];
    enter[s] = likeness > 0.5 ? std::pow(likeness, 4) : 0;  // the party as named, before a part of it
    total += enter[s];
  }
  if (total <= 0) return;
  for (double& rate : enter) rate *= -std::log1p(-belief) / (to - from) / total;
  bearing.from = from, bearing.to = to;
  chain_.add(Spell{from, to, {}, std::move(enter)});
  const auto agents = parties_of(corpus_, o.event.agents);
  auto targets = parties_of(corpus_, o.event.targets);
  std::erase_if(targets, [&](const auto& party) {  // nobody takes a place from himself: so far it was misread
    return std::find(agents.begin(), agents.end(), party) != agents.end();
  });
  const auto& expected = params_.before_capture;
  const auto takers = std::count_if(states_.begin(), states_.end(), [&](const State& state) {
    return state.holds_any(agents) && !state.holds_any(targets);
  });
  for (std::size_t s = 0; s < states_.size(); ++s) {
    const State& state = states_[s];
    if (state.holds_any(targets)) before[s] = expected.loser;
    else if (state.kind == State::Kind::kContested) before[s] = expected.contested;
    else if (state.holds_any(agents)) before[s] = expected.taker / static_cast<double>(takers);
    else if (targets.empty()) before[s] = expected.loser;
    else before[s] = state.kind == State::Kind::kUnknown ? expected.unknown : expected.other;
  }
  add_potential(from.plus_days(-1), before, std::max(0.5, belief * params_.before));
}

// A party gone within [from, to): what it held goes over to others, and a fight that it took part in ends.
void PlaceModel::leave(const Observation& o, Bearing& bearing) {
  const Day from = *o.event.time.from, to = *o.event.time.to;
  const double belief = std::min(bearing.belief, 0.995);
  const auto who = parties_of(corpus_, o.event.agents.empty() ? o.event.targets : o.event.agents);
  const auto others = std::count_if(states_.begin(), states_.end(), [&](const State& state) {
    return state.kind == State::Kind::kHeld && !state.holds_any(who);
  });
  const auto& after = params_.after_leaving;
  const std::size_t contested = states_.size() - 2, unknown = states_.size() - 1;
  Weights before(states_.size()), enter(states_.size(), 0), left(states_.size(), 0), ended(states_.size(), 0), fight(states_.size(), 0);
  for (std::size_t s = 0; s < states_.size(); ++s) {
    const bool gone = states_[s].holds_any(who);
    before[s] = gone ? params_.before_leaving.leaver : s == contested ? params_.before_leaving.contested : params_.before_leaving.other;
    left[s] = gone ? 1 : 0;
    if (states_[s].kind == State::Kind::kHeld && !gone) enter[s] = ended[s] = after.held / static_cast<double>(others);
  }
  enter[contested] = after.contested;
  enter[unknown] = ended[unknown] = after.unknown;
  fight[contested] = 1;
  const auto spell = [&](Weights rates, Weights from_states, double likely) {
    double total = 0;
    for (const double rate : rates) total += rate;
    if (total <= 0 || likely <= 0) return;
    for (double& rate : rates) rate *= -std::log1p(-likely) / (to - from) / total;
    chain_.add(Spell{from, to, {}, std::move(rates), std::move(from_states)});
  };
  spell(std::move(enter), std::move(left), belief);
  if (others > 0) spell(std::move(ended), std::move(fight), belief * after.ends_fight);
  bearing.from = from, bearing.to = to;
  add_potential(from.plus_days(-1), before, std::max(0.5, belief * params_.before));
}

// The first day in [from, to) on which somebody else is believed to have taken the place.
std::optional<Day> PlaceModel::first_change_after(const Observation& observation, Day from, Day to) const {
  const auto own = parties_of(corpus_, observation.event.agents);
  for (const Observation& o : observations_) {
    const Event& event = o.event;
    if (event.type != ClaimType::kCapture || (event.marks & weighing::kPart) || !event.time.from) continue;
    if (*event.time.from < from || *event.time.from >= to || event.belief.value() * o.reach < 0.5) continue;
    const auto takers = parties_of(corpus_, event.agents);
    const bool other = std::none_of(takers.begin(), takers.end(), [&](const auto& party) {
      return std::find(own.begin(), own.end(), party) != own.end();
    });
    if (other) return event.time.from;
  }
  return std::nullopt;
}

// Nobody takes what he has held all along: where the party that is said to have held the place over [from, to] is
// believed to have taken it after `from`, the day on which it did, or `to` where that lies before.
std::optional<Day> PlaceModel::own_capture(const Observation& observation, Day from, Day to) const {
  const auto own = parties_of(corpus_, observation.event.agents);
  std::optional<Day> found;
  for (const Observation& o : observations_) {  // in order of time
    const Event& event = o.event;
    if (event.type != ClaimType::kCapture || (event.marks & weighing::kPart) || !event.time.from) continue;
    if (*event.time.from <= from || event.belief.value() * o.reach < 0.5) continue;
    const auto takers = parties_of(corpus_, event.agents);
    if (takers.empty()) continue;
    if (*event.time.from > to) return found ? found : takers == own ? std::optional(to) : std::nullopt;
    if (takers == own) found = event.time.from;
  }
  return found;
}

// How far it is believed that a capture's loser, or any rival of its taker where none is named, left the place
// within days of it.
double PlaceModel::loser_left(const Observation& capture) const {
  const Event& event = capture.event;
  if (event.type != ClaimType::kCapture || !event.time.from || *event.time.to - *event.time.from > kLeftWithin) return 0;
  const auto takers = parties_of(corpus_, event.agents), losers = parties_of(corpus_, event.targets);
  double most = 0;
  for (const Observation& o : observations_) {
    if (o.event.type != ClaimType::kWithdraw || o.event.marks & weighing::kPart || !o.event.time.from) continue;
    if (o.event.belief.value() < 0.5) continue;
    if (weighing::days_apart(o.event.time, event.time) > kLeftWithin) continue;
    const auto left = parties_of(corpus_, o.event.agents);
    const auto beside = [&](const std::vector<std::string>& parties) {  // whether one of the leavers is of their side
      return std::any_of(left.begin(), left.end(), [&](const auto& a) {
        return std::any_of(parties.begin(), parties.end(), [&](const auto& b) { return corpus_.facts().same_side(a, b); });
      });
    };
    if (!left.empty() && !takers.empty() && (losers.empty() ? !beside(takers) : beside(losers)))
      most = std::max(most, o.event.belief.value() * o.reach);
  }
  return most;
}

// The day before the capture or withdrawal that the same reports tell of, where they put it within days of the
// fight: 'it fell after three months of fighting' tells that the fight is over.
std::optional<Day> PlaceModel::outcome_told(const Observation& observation, Day fight) const {
  const int slack = corpus_.params().join.slack_days;
  std::set<std::uint32_t> reports;
  for (const auto number : observation.event.statements) reports.insert(corpus_.statements()[number].record);
  for (const Observation& o : observations_) {
    const Event& event = o.event;
    if (event.type != ClaimType::kCapture || (event.marks & weighing::kPart) || !event.time.from) continue;
    if (event.belief.value() * o.reach < 0.5 || *event.time.from > fight || fight - *event.time.from > slack) continue;
    if (std::any_of(event.statements.begin(), event.statements.end(),
                    [&](auto number) { return reports.count(corpus_.statements()[number].record) > 0; }))
      return event.time.from->plus_days(-1);
  }
  return std::nullopt;
}

void PlaceModel::say_state(const Observation& o, Bearing& bearing) {
  // Each report that says so is evidence for its own day; those of one day are weighed together.
  struct Said {
    std::vector<std::uint32_t> statements;
    std::optional<Day> from;
  };
  std::map<Day, Said> by_day;
  for (const auto number : o.event.statements) {
    const Statement& s = corpus_.statements()[number];
    const Interval time = weighing::time_of(corpus_, s, clocks_);
    const Day written = corpus_.report_of(s).written;
    Day last = std::min(written, time.to->plus_days(-1));
    // With an end of its own, it is over by the evening of its last day.
    if (time.from && s.time.to && last == time.to->plus_days(-1)) last = last.plus_days(-1);
    if (time.from && last < *time.from) last = *time.from;
    Said& said = by_day[last];
    said.statements.push_back(number);
    if (time.from) said.from = std::min(said.from.value_or(*time.from), *time.from);
  }
  for (auto& [day, said] : by_day) {
    double belief = bearing.belief;
    if (by_day.size() > 1)
      belief = weighing::belief_of(weighing::origins_of(corpus_, said.statements, clocks_, learned_), corpus_.params()).value() * o.reach;
    Day last = day;
    if (is_fight(o.event.type) || o.event.type == ClaimType::kEncircle)
      if (const auto over = outcome_told(o, last)) last = *over;
    Day first = said.from.value_or(last);
    if (first < last && o.event.type == ClaimType::kControl)
      if (const auto own = own_capture(o, first, last)) first = *own;
    first = std::min(first, last);
    if (first < last)
      if (const auto change = first_change_after(o, first.plus_days(1), last.plus_days(1)))
        last = std::max(first, change->plus_days(-1));
    add_potential(last, bearing.likeness, belief);
    if (first < last) {
      add_potential(first, bearing.likeness, belief, 0.5);
      if (belief > 0.5 && said.from) begin_fight(o, bearing, first, belief);
      if (belief > 0.5) {
        Weights leave(states_.size());
        for (std::size_t s = 0; s < leave.size(); ++s)
          leave[s] = 1 - params_.lasting * belief * (bearing.likeness[s] >= 0.8 ? 1 : 0);
        chain_.add(Spell{first, last.plus_days(1), std::move(leave), {}});
      }
    }
    bearing.from = std::min(bearing.from.value_or(first), first);
    bearing.to = std::max(bearing.to.value_or(last.plus_days(1)), last.plus_days(1));
  }
}

// A fight 'since' a day began on it: the place goes over to being fought for then, and was not so before.
void PlaceModel::begin_fight(const Observation& o, const Bearing& bearing, Day first, double belief) {
  if (o.event.type != ClaimType::kContest && o.event.type != ClaimType::kEncircle) return;
  Weights enter(states_.size(), 0), before(states_.size(), 1);
  const std::size_t contested = states_.size() - 2;
  enter[contested] = -std::log1p(-std::min(belief, 0.995));
  before[contested] = bearing.expects.agent;
  chain_.add(Spell{first, first.plus_days(1), {}, std::move(enter)});
  add_potential(first.plus_days(-1), before, std::max(0.5, belief * params_.before));
}

void PlaceModel::tell_spell(const Observation& o, Bearing& bearing) {
  const Event& event = o.event;
  const Statement& first = corpus_.statements()[event.statements.front()];
  const Day last = std::max(std::min(event.time.to->plus_days(-1), corpus_.report_of(first).known), event.time.from.value_or(event.time.to->plus_days(-1)));
  const Day from = event.time.from.value_or(std::min(last, corpus_.report_of(first).written));
  const bool wide = event.time.from && last - from >= kLongSpell;
  add_potential(wide ? last : from, bearing.likeness, bearing.belief, wide ? 0.5 : 1);
  if (wide) add_potential(from, bearing.likeness, bearing.belief, 0.5);
  bearing.from = from, bearing.to = std::max(last, from).plus_days(1);
}

// 'Previously held by X', said without a day: he who held it before the first that took it from him, unless
// that report names another.
void PlaceModel::tell_past(const Observation& o, Bearing& bearing) {
  const auto own = parties_of(corpus_, o.event.agents);
  const Day told = corpus_.report_of(corpus_.statements()[o.event.statements.front()]).written;
  if (o.event.time.from && *o.event.time.to < told.plus_days(-kOver)) {
    say_state(o, bearing);
    return;
  }
  std::optional<Day> first;
  for (const Observation& other : observations_) {
    const Event& event = other.event;
    if (&other == &o || event.marks & weighing::kPast || event.belief.value() < 0.5) continue;
    if (event.type != ClaimType::kCapture && event.type != ClaimType::kControl) continue;
    if ((event.marks & weighing::kPart) || !event.time.from) {
      // Somebody else is already said to hold it, on no known day.
      if (event.type == ClaimType::kControl && other.way == Way::kItself && !(event.marks & weighing::kPart)) {
        const Day day = corpus_.report_of(corpus_.statements()[event.statements.front()]).written;
        if (!first || day < *first) return;
      }
      continue;
    }
    if (event.type != ClaimType::kCapture) continue;
    const auto takers = parties_of(corpus_, event.agents), losers = parties_of(corpus_, event.targets);
    if (takers == own) continue;
    const bool another = !losers.empty() && std::none_of(losers.begin(), losers.end(), [&](const auto& party) {
      return std::find(own.begin(), own.end(), party) != own.end() ||
             std::any_of(own.begin(), own.end(), [&](const auto& x) { return corpus_.facts().same_side(x, party); });
    });
    if (another || *event.time.from > told) return;
    first = event.time.from;
    break;  // observations stand in order of time
  }
  if (!first) return;
  add_potential(first->plus_days(-1), bearing.likeness, bearing.belief);
  bearing.from = first->plus_days(-1), bearing.to = first;
}

Weights PlaceModel::with_report(Day day, std::size_t state, double belief) const {
  Chain chain = chain_;
  Weights weights(states_.size());
  for (std::size_t s = 0; s < weights.size(); ++s)
    weights[s] = (s == state ? belief : 0) + (1 - belief) / params_.wrong_statements;
  chain.add(Potential{day, std::move(weights)});
  chain.solve();
  return chain.on(day);
}

}  // namespace assay::holding
