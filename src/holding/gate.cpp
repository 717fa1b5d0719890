#include "holding/gate.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <set>

namespace assay::holding {
namespace {

using weighing::Clocks;
using weighing::Corpus;
using weighing::Event;
using weighing::Statement;
using weighing::Symbol;

constexpr double kShown = 0.2;  // what a side stops is shown from this probability of 'partly' on

enum GateState { kOpen, kPartly, kShut, kNothing, kGateStates };

Weights gate_rates(const Params::Gates& g) {
  Weights q(kGateStates * kGateStates, 0);
  const auto rate = [&q](int from, int to) -> double& { return q[static_cast<std::size_t>(from * kGateStates + to)]; };
  rate(kOpen, kShut) = g.open_to_closed;
  rate(kShut, kOpen) = g.closed_to_open;
  rate(kPartly, kOpen) = g.partly_to_open;
  rate(kPartly, kShut) = g.partly_to_closed;
  for (const int state : {kOpen, kPartly, kShut}) rate(state, kNothing) = g.to_unknown;
  rate(kNothing, kOpen) = g.unknown_to_open;
  rate(kNothing, kShut) = g.unknown_to_closed;
  rate(kNothing, kPartly) = g.unknown_to_closed / 4;
  return q;
}

// What an event says of a side, and from when.
struct Act {
  std::size_t observation = 0;
  GateState to = kShut;
  bool opening = false;
  std::set<std::string> cargo;  // that it stops
  double belief = 0;
  std::optional<Day> begun;   // of a dated act: the first day that it may have been done
  Day from, until;            // the days that it bears on directly, half-open
  std::map<Day, std::vector<std::uint32_t>> told;  // the statements that it was so, by the days of their reports
};

struct Side {
  std::vector<Act> acts;
  std::unique_ptr<Chain> chain;
};

GateState state_of(const Corpus& corpus, const Event& event) {
  if (event.type == ClaimType::kOpenGate) {
    // 'Open, but for food and fuel only': everybody who says that it opened says for what.
    for (const auto number : event.statements)
      if (const Statement& s = corpus.statements()[number]; !s.opposes() && s.resource.empty()) return kOpen;
    return kPartly;
  }
  if (event.type == ClaimType::kSuspendTrade) return kPartly;
  for (const auto number : event.statements) {
    const Statement& s = corpus.statements()[number];
    if (s.opposes()) continue;
    const auto collective = [&](Symbol target) { return corpus.is_collective(target); };
    const bool people = !s.target.empty() && std::all_of(s.target.begin(), s.target.end(), collective);
    if (s.resource.empty() && !people) return kShut;
  }
  for (const auto number : event.statements)
    if (!corpus.statements()[number].opposes()) return kPartly;
  return kShut;
}

class GateAsker {
 public:
  GateAsker(const Ledgerful& from, const std::string& gate, const Clocks& clocks, const Lens& lens)
      : from_(from), gate_(gate), clocks_(clocks),
        observations_(observe(from.corpus, from.params, gate, clocks, from.learned, lens, bears_on_gate)) {
    for (std::size_t k = 0; k < observations_.size(); ++k) place(k);
    settle_unnamed();
    for (auto& [party, side] : sides_) solve(side);
  }

  GateAnswer answer(Day on, Depth depth = Depth::kGrounds) const {
    GateAnswer out;
    out.gate = gate_;
    out.name = from_.corpus.facts().name_of_place(gate_);
    out.on = on;
    double none_shut = 1, open = 0, partly = 0;
    for (const auto& [party, side] : sides_) {
      const Weights w = side.chain->on(on);
      none_shut *= 1 - w[kShut];
      open = std::max(open, w[kOpen]);
      partly = std::max(partly, w[kPartly]);
      GateSide shown;
      shown.party = party;
      shown.name = party.empty() ? "not said" : from_.corpus.facts().name_of_actor(party);
      shown.open = Probability::of(std::min(1.0, w[kOpen]));
      shown.partly = Probability::of(std::min(1.0, w[kPartly]));
      shown.closed = Probability::of(std::min(1.0, w[kShut]));
      shown.unknown = Probability::of(std::min(1.0, w[kNothing]));
      if (w[kPartly] > kShown) shown.cargo = stopped(side, on);
      shown.since = since(side, on);
      for (const Act& act : side.acts)
        if (act.from <= on)
          for (const auto& origin : observations_[act.observation].event.origins) shown.disputed |= origin.opposes;
      out.sides.push_back(std::move(shown));
    }
    const double closed = 1 - none_shut, passable = std::min(1.0, open + partly) * none_shut;
    const double unknown = std::max(0.0, 1 - closed - passable);
    out.partly = Probability::of(std::min(1.0, partly) * none_shut);
    if (closed > passable && closed > unknown) out.status = GateStatus::kClosed, out.probability = Probability::of(closed);
    else if (passable > unknown) out.status = GateStatus::kOpen, out.probability = Probability::of(passable);
    else out.status = GateStatus::kUnknown, out.probability = Probability::of(unknown);
    if (out.status == GateStatus::kClosed) name_closers(out);
    add_grounds(out, on, depth);
    return out;
  }

 private:
  void place(std::size_t number) {
    const Observation& o = observations_[number];
    const Corpus& corpus = from_.corpus;
    Act act;
    act.observation = number;
    act.to = state_of(corpus, o.event);
    act.opening = o.event.type == ClaimType::kOpenGate;
    act.cargo = cargo_of(o.event, act.to);
    act.belief = o.event.belief.value() * o.reach;
    const Interval time = o.event.time;
    const Statement& first = corpus.statements()[o.event.statements.front()];
    const Day written = corpus.report_of(first).written;
    act.from = time.from.value_or(std::min(written, time.to->plus_days(-1)));
    act.until = std::max(act.from.plus_days(1), std::min(*time.to, corpus.report_of(first).known.plus_days(1)));
    for (const auto n : o.event.statements) {  // who tells of it later does not tell that it is over
      const Statement& s = corpus.statements()[n];
      if (s.opposes()) continue;
      act.told[corpus.report_of(s).written].push_back(n);
      act.until = std::max(act.until, corpus.report_of(s).written.plus_days(1));
    }
    const bool open_ended = std::any_of(o.event.statements.begin(), o.event.statements.end(), [&](auto n) {
      const auto& t = corpus.statements()[n].time;
      return t.from && !t.to;
    });
    const bool vague = time.from && !open_ended && *time.to - *time.from > from_.params.gates.vague_days;
    if (time.from && !vague && !o.event.supposed) act.begun = time.from;
    if (vague) return;  // 'at times over the past year': nothing for any one day
    std::vector<std::string> parties;
    for (const Symbol agent : o.event.agents) {
      if (corpus.is_collective(agent)) continue;
      const std::string& party = corpus.facts().party_of(corpus.symbols().text(agent));
      if (std::find(parties.begin(), parties.end(), party) == parties.end()) parties.push_back(party);
    }
    if (parties.empty()) parties.push_back("");
    for (const auto& party : parties) {
      Side& side = sides_[party];
      side.acts.push_back(act);
    }
  }

  // What a partial closing stops: what it names, or of an opening 'for food only' all that it does not.
  std::set<std::string> cargo_of(const Event& event, GateState to) const {
    std::set<std::string> stopped;
    const auto& facts = from_.corpus.facts();
    const auto* gate = facts.gate(gate_) ? facts.gate(gate_) : facts.gate_at(gate_);
    for (const auto n : event.statements) {
      const Statement& s = from_.corpus.statements()[n];
      std::set<std::string> named;
      for (const Symbol resource : s.resource) named.insert(from_.corpus.symbols().text(resource));
      if (event.type != ClaimType::kOpenGate) stopped.insert(named.begin(), named.end());
      else if (gate && to == kPartly)
        for (const auto& cargo : gate->cargo)
          if (!named.count(cargo)) stopped.insert(cargo);
      if (to == kPartly && named.empty() && !s.target.empty() && event.type == ClaimType::kCloseGate) stopped.insert("people");
    }
    return stopped;
  }

  // What a side stops on a day: the acts up to it that nothing has opened since.
  static std::vector<std::string> stopped(const Side& side, Day on) {
    std::vector<const Act*> acts;
    for (const Act& act : side.acts)
      if (act.from <= on) acts.push_back(&act);
    std::stable_sort(acts.begin(), acts.end(), [](const Act* a, const Act* b) { return a->from < b->from; });
    std::set<std::string> cargo;
    for (const Act* act : acts) {
      if (act->opening) cargo.clear();
      if (act->to == kPartly) cargo.insert(act->cargo.begin(), act->cargo.end());
    }
    return {cargo.begin(), cargo.end()};
  }

  // 'The gate was shut', by nobody in particular, is of the side that is known to have shut it about then; 'the gate
  // is open' says that no side shuts it. A side of its own is left to those whose closing nobody else explains, and
  // who opens the gate has then opened that too.
  void settle_unnamed() {
    const auto at = sides_.find("");
    if (at == sides_.end() || sides_.size() == 1) return;
    const int near = from_.params.gates.unnamed_days;
    std::vector<Act> acts = std::move(at->second.acts), left;
    sides_.erase(at);
    std::vector<std::pair<Side*, Act>> explained;
    for (Act& act : acts) {
      Side* best = nullptr;
      int least = near + 1;
      for (auto& [party, side] : sides_) {
        if (act.to == kOpen) explained.emplace_back(&side, act);
        for (const Act& own : side.acts) {
          if (act.to == kOpen || own.to == kOpen) continue;
          const int apart = std::abs(own.from - act.from);
          if (apart < least) best = &side, least = apart;
        }
      }
      if (best) explained.emplace_back(best, act);
      if (!best) left.push_back(std::move(act));
    }
    for (auto& [side, act] : explained) side->acts.push_back(std::move(act));
    if (std::all_of(left.begin(), left.end(), [](const Act& act) { return act.to == kOpen; })) return;
    for (const auto& [party, side] : sides_)
      for (const Act& act : side.acts)
        if (act.opening && std::none_of(left.begin(), left.end(), [&](const Act& own) { return own.observation == act.observation; }))
          left.push_back(act);
    sides_[""].acts = std::move(left);
  }

  void solve(Side& side) {
    const auto& g = from_.params.gates;
    side.chain = std::make_unique<Chain>(kGateStates, gate_rates(g));
    for (const Act& act : side.acts) {
      const Event& event = observations_[act.observation].event;
      const double belief = std::min(act.belief, 0.995);
      if (act.begun && belief >= 0.5) {
        bool open_ended = false;
        for (const auto n : event.statements) open_ended |= from_.corpus.statements()[n].time.from && !from_.corpus.statements()[n].time.to;
        const Day end = open_ended ? act.from.plus_days(1) : std::min(*event.time.to, act.until);
        Weights enter(kGateStates, 0);
        enter[act.to] = -std::log1p(-belief) / std::max(1, end - act.from);
        const Day done = std::max(end, act.from.plus_days(1));
        // What stops some cargo does not open a gate that is shut to all.
        Weights from_states(kGateStates, 1);
        if (act.to == kPartly && !act.opening) from_states[kShut] = 0;
        side.chain->add(Spell{act.from, done, {}, std::move(enter), std::move(from_states)});
        // And so it still was when it was written: one report, counted once.
        if (done < act.until) {
          Weights leave(kGateStates, 1);
          leave[act.to] = 1 - from_.params.lasting * belief;
          side.chain->add(Spell{done, act.until, std::move(leave), {}});
        }
        continue;
      }
      // Told without a day: so on the day of each report that says so, each weighed by itself.
      if (belief < 0.5 || act.told.size() < 2) {
        side.chain->add(Potential{act.until.plus_days(-1), expected(act, belief)});
        continue;
      }
      for (const auto& [day, statements] : act.told) {
        const double alone = weighing::belief_of(weighing::origins_of(from_.corpus, statements, clocks_, from_.learned),
                                                 from_.corpus.params()).value() * observations_[act.observation].reach;
        side.chain->add(Potential{day, expected(act, std::min({alone, belief, 0.995}))});
      }
    }
    side.chain->solve();
  }

  Weights expected(const Act& act, double belief) const {
    const GateState told = act.to;
    Weights likelihood(kGateStates);
    for (int s = 0; s < kGateStates; ++s) {
      const bool half = s == kPartly || told == kPartly;
      const double likeness = s == told ? 1 : s == kNothing ? 0.05 : half && (act.opening || told != kPartly || s != kOpen) ? 0.3 : 0;
      likelihood[static_cast<std::size_t>(s)] = belief >= 0.5 ? belief * likeness + (1 - belief) / from_.params.gates.wrong_statements
                                                              : 1 - (1 - 2 * belief) * likeness;
    }
    return likelihood;
  }

  // The first of the acts that the side's present closure goes back to: a later one that tells of the same goes on
  // with it, unless the gate has been opened meanwhile or was likely open the day before.
  static std::optional<Day> since(const Side& side, Day on) {
    std::vector<const Act*> acts;
    for (const Act& act : side.acts)
      if (act.begun && *act.begun <= on && act.belief >= 0.5) acts.push_back(&act);
    std::stable_sort(acts.begin(), acts.end(), [](const Act* a, const Act* b) { return *a->begun < *b->begun; });
    std::optional<Day> begun;
    GateState state = kOpen;
    for (const Act* act : acts) {
      const bool adds_to_it = state == kShut && act->to == kPartly && !act->opening;
      if (begun && adds_to_it && side.chain->on(*act->begun)[kShut] >= 0.5) continue;
      const bool was_shut = begun && act->to == state && side.chain->on(act->begun->plus_days(-1))[state] >= 0.5;
      if (act->to == kOpen) begun.reset();
      else if (!was_shut) begun = act->begun;
      state = act->to;
    }
    return begun;
  }

  static void name_closers(GateAnswer& out) {
    std::optional<Day> last;
    for (const GateSide& side : out.sides)
      if (side.closed.value() >= 0.5 && side.since && !side.party.empty())
        last = std::max(last.value_or(*side.since), *side.since);
    for (const GateSide& side : out.sides) {
      if (side.closed.value() < 0.5 || side.party.empty()) continue;
      if (!last || (side.since && *side.since == *last)) out.by.push_back({side.party, side.name, side.closed});
    }
  }

  void add_grounds(GateAnswer& out, Day on, Depth depth) const {
    std::set<std::size_t> seen;
    for (const auto& [party, side] : sides_) {
      const Act* latest = nullptr;  // what its side did before is history
      for (const Act& act : side.acts)
        if (act.begun && *act.begun <= on && act.belief >= 0.5 && (!latest || *latest->begun < *act.begun) &&
            (act.to != kPartly || act.opening || side.chain->on(*act.begun)[kPartly] >= 0.5))
          latest = &act;
      for (const Act& act : side.acts) {
        const bool past = latest && latest->to != act.to && act.from < *latest->begun;
        if (act.from > on || past || !seen.insert(act.observation).second) continue;
        const Observation& o = observations_[act.observation];
        const bool named = std::any_of(out.by.begin(), out.by.end(), [&closer = party](const Holder& h) { return h.id == closer; });
        const bool bears_out = (act.to == kShut) == (out.status == GateStatus::kClosed);
        bool yes = false, no = false;
        for (const auto& origin : o.event.origins) (origin.opposes ? no : yes) = true;
        out.disputed |= no && (named || (yes && bears_out));
        if (depth == Depth::kAnswer) continue;
        for (Ground& ground : grounds_of(from_.corpus, o, clocks_)) {
          ground.effect = bears_out != ground.opposes ? act.belief : -act.belief;
          ground.belief = Probability::of(act.belief);
          (ground.effect > 0 ? out.because : out.against).push_back(std::move(ground));
        }
      }
    }
    const auto strongest = [](const Ground& a, const Ground& b) { return std::abs(a.effect) > std::abs(b.effect); };
    std::stable_sort(out.because.begin(), out.because.end(), strongest);
    std::stable_sort(out.against.begin(), out.against.end(), strongest);
    if (out.status == GateStatus::kUnknown) out.because.clear(), out.against.clear();
  }

  const Ledgerful& from_;
  std::string gate_;
  Clocks clocks_;
  std::vector<Observation> observations_;
  std::map<std::string, Side> sides_;  // by party
};

}  // namespace

std::string_view name_of(GateStatus status) {
  return status == GateStatus::kOpen ? "open" : status == GateStatus::kClosed ? "closed" : "unknown";
}

bool stands_at(const weighing::Facts& facts, const GateAnswer& answer, const GateSide& side, GateEnd end) {
  if (side.party.empty()) return true;
  const auto* known = facts.gate(answer.gate);
  if (!known) known = facts.gate_at(answer.gate);
  const bool is_far = known && !known->far.country.empty() && side.party == facts.party_of(known->far.country);
  return is_far == (end == GateEnd::kFar);
}

GatePassage passage(const weighing::Facts& facts, const GateAnswer& answer, GateEnd end, const std::string& cargo) {
  double not_closed = 1, open = 0;
  for (const GateSide& side : answer.sides) {
    if (!stands_at(facts, answer, side, end)) continue;
    const bool stops = std::find(side.cargo.begin(), side.cargo.end(), cargo) != side.cargo.end();
    not_closed *= 1 - side.closed.value() - (stops ? side.partly.value() : 0);
    open = std::max(open, side.open.value() + (stops ? 0 : side.partly.value()));
  }
  not_closed = std::clamp(not_closed, 0.0, 1.0);
  return {Probability::of(std::min(open, not_closed)), Probability::of(1 - not_closed)};
}

std::optional<Day> since_of(const GateAnswer& answer) {
  std::optional<Day> found, any;
  for (const GateSide& side : answer.sides) {
    if (!side.since || side.closed.value() + side.partly.value() < 0.5) continue;
    any = std::max(any.value_or(*side.since), *side.since);
    for (const Holder& holder : answer.by)
      if (holder.id == side.party) found = std::max(found.value_or(*side.since), *side.since);
  }
  return found ? found : any;
}

GateAnswer gate_on(const Ledgerful& from, const std::string& gate, Day on, const Clocks& clocks) {
  return GateAsker(from, gate, clocks, {on, from.params.nearest}).answer(on);
}

std::vector<GateAnswer> gate_days(const Ledgerful& from, const std::string& gate, Day begin, Day end, const Clocks& clocks, Depth depth) {
  const GateAsker asker(from, gate, clocks, {begin, from.params.timeline});
  std::vector<GateAnswer> answers;
  for (Day day = begin; day < end; day = day.plus_days(1)) answers.push_back(asker.answer(day, depth));
  return answers;
}

std::vector<GateStretch> gate_timeline(const Ledgerful& from, const std::string& gate, Day begin, Day end, const Clocks& clocks,
                                       const std::function<void(const GateAnswer&)>& each) {
  std::vector<GateStretch> stretches;
  const GateAsker asker(from, gate, clocks, {begin, from.params.timeline});
  const auto by = [](const GateAnswer& answer) {
    std::vector<std::string> ids;
    for (const Holder& holder : answer.by) ids.push_back(holder.id);
    return ids;
  };
  for (Day day = begin; day < end; day = day.plus_days(1)) {
    const GateAnswer answer = asker.answer(day, Depth::kAnswer);
    if (each) each(answer);
    const auto half = [](const GateAnswer& a) { return a.status == GateStatus::kOpen && a.partly.value() >= 0.5; };
    if (!stretches.empty() && stretches.back().answer.status == answer.status && half(stretches.back().answer) == half(answer) &&
        by(stretches.back().answer) == by(answer))
      stretches.back().to = day.plus_days(1);
    else stretches.push_back({day, day.plus_days(1), asker.answer(day)});
  }
  return stretches;
}

}  // namespace assay::holding
