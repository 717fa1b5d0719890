#include "holding/answer.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "holding/days.hpp"

namespace assay::holding {
namespace {

using weighing::Clocks;
using weighing::Corpus;

constexpr std::size_t kWeighedOut = 32;  // observations left out in turn: the nearest to the day
constexpr std::size_t kMostGrounds = 60;
constexpr double kAnyEffect = 1e-7;
constexpr int kMostTogether = 6;         // events that must be wrong together, before it is given up

struct Reading {  // of a distribution
  Status status = Status::kUnknown;
  double probability = 0, contested = 0, unknown = 1;
  std::vector<std::pair<double, std::string>> parties;  // likeliest first, above the threshold
};

Reading read(const DistributionReader& reader, const Weights& weights) {
  DistributionReader::Reading found;
  reader.read(weights, found);
  Reading out{found.status, found.probability, found.contested, found.unknown, {}};
  for (const auto& [weight, party] : found.parties) out.parties.emplace_back(weight, reader.parties()[party]);
  return out;
}

Reading read(const Corpus& corpus, const std::vector<State>& states, const Weights& weights, const Params& params) {
  return read(DistributionReader(corpus, states, params), weights);
}

double chance_of(const std::vector<State>& states, const Weights& weights, const Reading& reading) {
  double sum = 0;
  for (std::size_t s = 0; s < states.size(); ++s) {
    const State& state = states[s];
    bool counts = false;
    if (reading.status == Status::kContested) counts = state.kind == State::Kind::kContested;
    else if (reading.status == Status::kUnknown) counts = state.kind == State::Kind::kUnknown;
    else
      for (const auto& [weight, id] : reading.parties) counts |= state.holds(id);
    if (counts) sum += weights[s];
  }
  return sum;
}

std::vector<Holder> holders_of(const Corpus& corpus, const Reading& reading) {
  std::vector<Holder> holders;
  for (const auto& [weight, id] : reading.parties)
    holders.push_back({id, corpus.facts().name_of_actor(id), Probability::of(std::min(1.0, weight))});
  return holders;
}

void set_reading(Answer& answer, const Corpus& corpus, const Reading& reading) {
  answer.status = reading.status;
  answer.probability = Probability::of(std::min(1.0, reading.probability));
  answer.contested = Probability::of(std::min(1.0, reading.contested));
  answer.unknown = Probability::of(std::min(1.0, reading.unknown));
  answer.holders = holders_of(corpus, reading);
}

// Whether another reading of the place is another answer: of another kind, or with another first holder.
bool turned(const Reading& before, const Reading& after) {
  if (before.status != after.status) return true;
  return before.status == Status::kHeld && before.parties.front().second != after.parties.front().second;
}

int days_from(const Bearing& bearing, Day on) {
  if (!bearing.from) return 1 << 28;
  if (on < *bearing.from) return *bearing.from - on;
  return on >= *bearing.to ? on - *bearing.to + 1 : 0;
}

class Asker {
 public:
  Asker(const Ledgerful& from, const std::string& place, const Clocks& clocks, const Lens& lens)
      : from_(from), place_(place), clocks_(clocks),
        observations_(observe(from.corpus, from.params, place, clocks, from.learned, lens, bears_on_holder)),
        model_(from.corpus, from.params, observations_, clocks, from.learned),
        reader_(from.corpus, model_.states(), from.params) {}

  Answer answer(Day on, Depth depth) const {
    const Weights weights = model_.on(on);
    const Reading reading = read(reader_, weights);
    Answer answer;
    answer.place = place_;
    answer.name = from_.corpus.facts().name_of_place(place_);
    answer.on = on;
    set_reading(answer, from_.corpus, reading);
    if (depth == Depth::kAnswer || observations_.empty()) return answer;
    add_grounds(answer, on, reading, depth);
    if (depth == Depth::kChanges) add_reports(answer, on, reading);
    return answer;
  }

 private:
  void add_grounds(Answer& answer, Day on, const Reading& reading, Depth depth) const {
    // What lies far from the day is shielded by what lies near: the nearest are left out in turn, over the
    // observations that are nearest themselves.
    std::vector<std::size_t> order(observations_.size());
    for (std::size_t k = 0; k < order.size(); ++k) order[k] = k;
    const auto& bearings = model_.bearings();
    std::erase_if(order, [&](std::size_t k) { return !bearings[k].from; });
    std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return days_from(bearings[a], on) < days_from(bearings[b], on); });
    if (order.size() > kWeighedOut) order.resize(kWeighedOut);
    std::sort(order.begin(), order.end());
    const bool all = order.size() == observations_.size();
    std::vector<Observation> near;
    if (!all)
      for (const auto k : order) near.push_back(observations_[k]);
    const auto& looked_at = all ? observations_ : near;
    const PlaceModel base(from_.corpus, from_.params, looked_at, clocks_, from_.learned);
    const double with = chance_of(base.states(), base.on(on), reading);
    for (std::size_t k = 0; k < looked_at.size(); ++k) {
      if (!base.bearings()[k].from) continue;
      const PlaceModel left(from_.corpus, from_.params, looked_at, clocks_, from_.learned, k);
      const Weights weights = left.on(on);
      const double effect = with - chance_of(left.states(), weights, reading);
      if (std::abs(effect) < kAnyEffect) continue;
      auto grounds = grounds_of(from_.corpus, looked_at[k], clocks_);
      // Of an event that is believed, whoever denies it speaks against what it bears out; of one that is not,
      // whoever asserts it does.
      const bool believed = looked_at[k].event.belief.value() >= 0.5;
      for (Ground& ground : grounds) {
        const bool with_event = ground.opposes != believed || ground.event.empty();
        ground.effect = with_event ? effect : -effect;
        ground.belief = Probability::of(base.bearings()[k].belief);
        (ground.effect > 0 ? answer.because : answer.against).push_back(ground);
      }
      if (depth == Depth::kChanges && effect > 0) {
        const Reading other = read(from_.corpus, left.states(), weights, from_.params);
        if (turned(reading, other))
          answer.would_change.push_back({"that this is wrong", looked_at[k].event.id, other.status,
                                         holders_of(from_.corpus, other), Probability::of(std::min(1.0, other.probability))});
      }
    }
    if (depth == Depth::kChanges && answer.would_change.empty()) add_joint_change(answer, on, reading, looked_at);
    const auto strongest = [](const Ground& a, const Ground& b) { return std::abs(a.effect) > std::abs(b.effect); };
    for (auto* list : {&answer.because, &answer.against}) {
      std::stable_sort(list->begin(), list->end(), strongest);
      if (list->size() > kMostGrounds) list->resize(kMostGrounds);
    }
  }

  // Where no event alone is decisive: those that must be wrong together, the weightiest of what is left each time.
  void add_joint_change(Answer& answer, Day on, const Reading& reading, std::vector<Observation> left) const {
    std::string events;
    for (int step = 0; step < kMostTogether; ++step) {
      std::optional<std::size_t> best;
      double least = 2;
      for (std::size_t k = 0; k < left.size(); ++k) {
        const PlaceModel model(from_.corpus, from_.params, left, clocks_, from_.learned, k);
        const double chance = chance_of(model.states(), model.on(on), reading);
        if (chance < least) best = k, least = chance;
      }
      if (!best) return;
      events += (events.empty() ? "" : ", ") + left[*best].event.id;
      left.erase(left.begin() + static_cast<std::ptrdiff_t>(*best));
      const PlaceModel model(from_.corpus, from_.params, left, clocks_, from_.learned);
      const Reading other = read(from_.corpus, model.states(), model.on(on), from_.params);
      if (!turned(reading, other)) continue;
      answer.would_change.push_back({step == 0 ? "that this is wrong" : "that these are wrong together", events, other.status,
                                     holders_of(from_.corpus, other), Probability::of(std::min(1.0, other.probability))});
      return;
    }
  }

  // What a report to the contrary, believed as one outlet is, would do.
  void add_reports(Answer& answer, Day on, const Reading& reading) const {
    const double belief = from_.corpus.params().accuracy[static_cast<std::size_t>(weighing::VoiceKind::kOutlet)];
    const auto& states = model_.states();
    for (std::size_t s = 0; s < states.size(); ++s) {
      if (states[s].kind == State::Kind::kUnknown || states[s].parties.size() > 1) continue;
      if (states[s].kind == State::Kind::kContested ? reading.status == Status::kContested
          : reading.status == Status::kHeld && states[s].holds(reading.parties.front().second))
        continue;
      const Reading other = read(reader_, model_.with_report(on, s, belief));
      const bool now = states[s].kind == State::Kind::kContested
                           ? other.status == Status::kContested
                           : other.status == Status::kHeld && states[s].holds(other.parties.front().second);
      if (!now) continue;
      const std::string what = states[s].kind == State::Kind::kContested
                                   ? "an outlet's report that it is fought over on " + on.iso()
                                   : "an outlet's report that " + from_.corpus.facts().name_of_actor(states[s].parties.front()) + " holds it on " + on.iso();
      answer.would_change.push_back({what, {}, other.status, holders_of(from_.corpus, other), Probability::of(std::min(1.0, other.probability))});
    }
  }

  const Ledgerful& from_;
  std::string place_;
  Clocks clocks_;
  std::vector<Observation> observations_;
  PlaceModel model_;
  DistributionReader reader_;
};

bool alike(const Reading& a, const Reading& b) {
  if (a.status != b.status) return false;
  if (a.status != Status::kHeld) return true;
  std::set<std::string> x, y;
  for (const auto& [weight, id] : a.parties) x.insert(id);
  for (const auto& [weight, id] : b.parties) y.insert(id);
  return x == y;
}

}  // namespace

std::string_view name_of(Status status) {
  return status == Status::kHeld ? "held" : status == Status::kContested ? "contested" : "unknown";
}

std::vector<Ground> grounds_of(const Corpus& corpus, const Observation& observation, const Clocks& clocks) {
  std::vector<Ground> grounds;
  const auto add = [&](std::uint32_t number, const std::string& way) {
    const auto& s = corpus.statements()[number];
    if (!corpus.visible(s, clocks)) return;
    const auto& document = corpus.report_of(s).document;
    grounds.push_back({s.id, document.name.empty() ? document.id : document.name, document.outlet, s.evidence,
                       document.published.day, s.type, s.stance, s.opposes(), observation.event.id,
                       observation.event.belief, way, 0});
  };
  std::string way;
  const std::string about = corpus.facts().name_of_place(observation.about);
  if (observation.way == Way::kRegion) way = "it is part of " + about;
  if (observation.way == Way::kBorder) way = "it is one of the crossings of " + about;
  if (observation.way == Way::kNamesake) way = "said of " + about;
  for (const auto number : observation.event.statements) add(number, way);
  for (const auto number : observation.proof) add(number, "says that " + way);
  return grounds;
}

Answer who_holds(const Ledgerful& from, const std::string& place, Day on, const Clocks& clocks, Depth depth) {
  return Asker(from, place, clocks, {on, from.params.nearest}).answer(on, depth);
}

std::vector<Stretch> timeline(const Ledgerful& from, const std::string& place, Day begin, Day end, const Clocks& clocks,
                              Depth depth) {
  std::vector<Stretch> stretches;
  if (!(begin < end)) return stretches;
  const auto pools = gather(from.corpus, place, clocks, bears_on_holder);
  const auto windows = windows_of(pools, begin, end, from.params.nearest);
  std::optional<Asker> asker;  // of the one window that sees all
  if (windows.size() == 1) asker.emplace(from, place, clocks, Lens{std::nullopt, from.params.nearest});
  std::optional<Reading> current;
  for (const Window& window : windows)
    walk_window(from, pools, window, clocks, [&](Day day, const DistributionReader& reader, const Weights& weights) {
      Reading next = read(reader, weights);
      if (current && alike(*current, next)) {
        stretches.back().to = day.plus_days(1);
        return;
      }
      Stretch stretch{day, day.plus_days(1), {}};
      if (depth == Depth::kAnswer) {
        stretch.answer.place = place;
        stretch.answer.name = from.corpus.facts().name_of_place(place);
        stretch.answer.on = day;
        set_reading(stretch.answer, from.corpus, next);
      } else {
        stretch.answer = asker ? asker->answer(day, depth) : who_holds(from, place, day, clocks, depth);
        set_reading(stretch.answer, from.corpus, next);
      }
      stretches.push_back(std::move(stretch));
      current = std::move(next);
    });
  return stretches;
}

std::optional<Interval> spoken_of(const Ledgerful& from, const std::string& place, const Clocks& clocks) {
  const auto pools = gather(from.corpus, place, clocks, bears_on_holder);
  std::optional<Interval> days;
  const auto widen = [&days](Day first, Day last) {
    if (!days) days = Interval{first, last};
    days->from = std::min(*days->from, first);
    days->to = std::max(*days->to, last);
  };
  std::size_t said = 0;
  for (const Pool& pool : pools) said += pool.said.size();
  if (said > static_cast<std::size_t>(from.params.timeline)) {  // a model of all would cost their square
    for (const Pool& pool : pools)
      if (!pool.said.empty()) widen(pool.said.front().day, pool.said.back().day.plus_days(1));
    return days;
  }
  const auto observations = observe(from.corpus, from.params, pools, clocks, from.learned, {std::nullopt, from.params.timeline});
  const PlaceModel model(from.corpus, from.params, observations, clocks, from.learned);
  for (const Bearing& bearing : model.bearings())
    if (bearing.from) widen(*bearing.from, *bearing.to);
  return days;
}

}  // namespace assay::holding
