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
  double belief = 0;
  std::optional<Day> begun;   // of a dated act: the first day that it may have been done
  Day from, until;            // the days that it bears on directly, half-open
};

struct Side {
  std::string party;
  std::vector<Act> acts;
  std::set<std::string> cargo;
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
    const auto collective = [&](Symbol target) { return corpus.facts().is_collective(corpus.symbols().text(target)); };
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
      if (w[kPartly] > kShown) shown.cargo.assign(side.cargo.begin(), side.cargo.end());
      for (const Act& act : side.acts) {
        if (act.begun && *act.begun <= on && act.belief >= 0.5 && (!shown.since || *shown.since < *act.begun) && act.to != kOpen)
          shown.since = act.begun;
        if (act.from <= on)
          for (const auto& origin : observations_[act.observation].event.origins) shown.disputed |= origin.opposes;
      }
      out.sides.push_back(std::move(shown));
    }
    const double closed = 1 - none_shut, passable = std::min(1.0, open + partly) * none_shut;
    const double unknown = std::max(0.0, 1 - closed - passable);
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
    act.belief = o.event.belief.value() * o.reach;
    const Interval time = o.event.time;
    const Statement& first = corpus.statements()[o.event.statements.front()];
    const Day written = corpus.report_of(first).written;
    act.from = time.from.value_or(std::min(written, time.to->plus_days(-1)));
    act.until = std::max(act.from.plus_days(1), std::min(*time.to, corpus.report_of(first).known.plus_days(1)));
    const bool open_ended = std::any_of(o.event.statements.begin(), o.event.statements.end(), [&](auto n) {
      const auto& t = corpus.statements()[n].time;
      return t.from && !t.to;
    });
    const bool vague = time.from && !open_ended && *time.to - *time.from > from_.params.gates.vague_days;
    if (time.from && !vague) act.begun = time.from;
    if (vague) return;  // 'at times over the past year': nothing for any one day
    std::vector<std::string> parties;
    for (const Symbol agent : o.event.agents) {
      const std::string& party = corpus.facts().party_of(corpus.symbols().text(agent));
      if (std::find(parties.begin(), parties.end(), party) == parties.end()) parties.push_back(party);
    }
    if (parties.empty()) parties.push_back("");
    for (const auto& party : parties) {
      Side& side = sides_[party];
      side.party = party;
      side.acts.push_back(act);
      for (const auto n : o.event.statements) {
        std::set<std::string> named;
        for (const Symbol resource : corpus.statements()[n].resource) named.insert(corpus.symbols().text(resource));
        if (o.event.type != ClaimType::kOpenGate) side.cargo.insert(named.begin(), named.end());
        else if (const auto* gate = corpus.facts().gate(gate_) ? corpus.facts().gate(gate_) : corpus.facts().gate_at(gate_); gate && act.to == kPartly)
          for (const auto& cargo : gate->cargo)  // all that may not pass
            if (!named.count(cargo)) side.cargo.insert(cargo);
        if (act.to == kPartly && corpus.statements()[n].resource.empty() && !corpus.statements()[n].target.empty() &&
            o.event.type == ClaimType::kCloseGate)
          side.cargo.insert("people");
      }
    }
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
        side.chain->add(Spell{act.from, done, {}, std::move(enter)});
        // And so it still was when it was written: one report, counted once.
        if (done < act.until) {
          Weights leave(kGateStates, 1);
          leave[act.to] = 1 - from_.params.lasting * belief;
          side.chain->add(Spell{done, act.until, std::move(leave), {}});
        }
        continue;
      }
      Weights likelihood(kGateStates);
      for (int s = 0; s < kGateStates; ++s) {
        const double likeness = s == act.to ? 1 : s == kPartly || act.to == kPartly ? 0.3 : s == kNothing ? 0.05 : 0;
        likelihood[static_cast<std::size_t>(s)] = belief >= 0.5 ? belief * likeness + (1 - belief) / g.wrong_statements
                                                                : 1 - (1 - 2 * belief) * likeness;
      }
      side.chain->add(Potential{act.until.plus_days(-1), std::move(likelihood)});
    }
    side.chain->solve();
  }

  static void name_closers(GateAnswer& out) {
    std::optional<Day> last;
    for (const GateSide& side : out.sides)
      if (side.closed.value() >= 0.5 && side.since) last = std::max(last.value_or(*side.since), *side.since);
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
        if (act.begun && *act.begun <= on && act.belief >= 0.5 && (!latest || *latest->begun < *act.begun)) latest = &act;
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
    if (!stretches.empty() && stretches.back().answer.status == answer.status && by(stretches.back().answer) == by(answer))
      stretches.back().to = day.plus_days(1);
    else stretches.push_back({day, day.plus_days(1), asker.answer(day)});
  }
  return stretches;
}

}  // namespace assay::holding
