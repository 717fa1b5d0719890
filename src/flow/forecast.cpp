#include "flow/forecast.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "flow/random.hpp"
#include "flow/run.hpp"

namespace assay::flow {
namespace {

constexpr int kStep = 7;  // days between the runs of a forecast

Interval last_day(Day day) { return {day, day.plus_days(1)}; }

// The runs of days up to `last` as the base has them, then those that `carried` makes of the last one.
template <class Run, class Ask, class Carry>
std::vector<Run> extended(const Interval& days, Day last, Ask ask, Carry carry) {
  std::vector<Run> runs;
  const Day from = days.from.value_or(last), to = days.to.value_or(from);
  const Day split = last.plus_days(1);
  if (from < split) runs = ask(Interval{from, std::min(to, split)});
  if (to <= split) return runs;
  auto at_end = ask(last_day(last));
  const Run& known = at_end.back();
  for (Day day = std::max(from, split); day < to; day = day.plus_days(kStep))
    runs.push_back(carry(known, day, day - last));
  return runs;
}

}  // namespace

ChainRates rates_of(const ControlSource& control, const Network& network, Day from, Day to,
                    double prior_days) {
  const Interval days{from, to};
  double changes = 0, held_days = 0, shuts = 0, open_days = 0, opens = 0, shut_days = 0;
  for (const auto& node : network.nodes) {
    if (!node.holder.empty()) continue;
    const auto runs = control.holders(node.id, days);
    for (std::size_t i = 0; i < runs.size(); ++i) {
      const Day begin = std::max(from, runs[i].from), end = i + 1 < runs.size() ? runs[i + 1].from : to;
      double known = 0;
      for (const auto& [holder, p] : runs[i].distribution)
        if (holder.kind == Holder::Kind::kHeld) known += p.value();
      held_days += known * (end - begin);
      if (i + 1 == runs.size()) continue;
      double kept = 0;  // what the two distributions have in common
      for (const auto& [holder, p] : runs[i].distribution)
        for (const auto& [next, q] : runs[i + 1].distribution)
          if (holder == next) kept += std::min(p.value(), q.value());
      changes += std::max(0.0, 1 - kept) * known;
    }
  }
  for (const auto& port : network.ports)
    for (Side side : {Side::kNear, Side::kFar}) {
      const auto runs = control.gate(port.gate, side, "", days);
      for (std::size_t i = 0; i < runs.size(); ++i) {
        const Day begin = std::max(from, runs[i].from), end = i + 1 < runs.size() ? runs[i + 1].from : to;
        open_days += runs[i].open.value() * (end - begin);
        shut_days += runs[i].closed.value() * (end - begin);
        if (i + 1 == runs.size()) continue;
        const double fell = runs[i].open.value() - runs[i + 1].open.value();
        (fell > 0 ? shuts : opens) += std::abs(fell);
      }
    }
  return {(changes + 1) / (held_days + prior_days), (shuts + 1) / (open_days + prior_days),
          (opens + 1) / (shut_days + prior_days)};
}

CarriedControl::CarriedControl(const ControlSource& base, const Network& network, Day last_known,
                               ChainRates rates)
    : base_(base), last_known_(last_known), rates_(rates) {
  std::map<std::string, std::pair<Holder, double>> mix;
  double total = 0;
  for (const auto& node : network.nodes) {
    if (!node.holder.empty()) continue;
    const auto runs = base.holders(node.id, last_day(last_known));
    for (const auto& [holder, p] : runs.back().distribution) {
      if (holder.kind != Holder::Kind::kHeld) continue;
      auto& entry = mix[holder.text()];
      entry.first = holder;
      entry.second += p.value();
      total += p.value();
    }
  }
  for (const auto& [text, entry] : mix) mix_.emplace_back(entry.first, Probability::of(entry.second / total));
}

std::vector<HolderRun> CarriedControl::holders(const std::string& place, const Interval& days) const {
  return extended<HolderRun>(
      days, last_known_, [&](const Interval& d) { return base_.holders(place, d); },
      [&](const HolderRun& known, Day day, int since) {
        const double kept = std::exp(-rates_.change_hands * since);
        HolderRun run{day, {}, known.because};
        double moved = 0;
        for (const auto& [holder, p] : known.distribution) {
          const bool held = holder.kind == Holder::Kind::kHeld;
          run.distribution.emplace_back(holder,
                                        Probability::of(p.value() * (held && !mix_.empty() ? kept : 1)));
          if (held) moved += p.value() * (1 - kept);
        }
        for (const auto& [holder, share] : mix_) {
          const double p = moved * share.value();
          auto same = std::find_if(run.distribution.begin(), run.distribution.end(),
                                   [&](const auto& e) { return e.first == holder; });
          if (same == run.distribution.end())
            run.distribution.emplace_back(holder, Probability::of(p));
          else
            same->second = Probability::of(std::min(1.0, same->second.value() + p));
        }
        return run;
      });
}

std::vector<SideRun> CarriedControl::gate(const std::string& gate, Side side, const std::string& cargo,
                                          const Interval& days) const {
  return extended<SideRun>(
      days, last_known_, [&](const Interval& d) { return base_.gate(gate, side, cargo, d); },
      [&](const SideRun& known, Day day, int since) {
        const double sum = rates_.open + rates_.shut, kept = std::exp(-sum * since),
                     told = known.open.value() + known.closed.value();
        const double open = told * rates_.open / sum * (1 - kept) + known.open.value() * kept;
        return SideRun{day, Probability::of(open), Probability::of(std::max(0.0, told - open)),
                       known.because};
      });
}

std::vector<HolderRun> FrozenControl::holders(const std::string& place, const Interval& days) const {
  return extended<HolderRun>(
      days, last_known_, [&](const Interval& d) { return base_.holders(place, d); },
      [](HolderRun known, Day day, int) {
        known.from = day;
        return known;
      });
}

std::vector<SideRun> FrozenControl::gate(const std::string& gate, Side side, const std::string& cargo,
                                         const Interval& days) const {
  return extended<SideRun>(
      days, last_known_, [&](const Interval& d) { return base_.gate(gate, side, cargo, d); },
      [](SideRun known, Day day, int) {
        known.from = day;
        return known;
      });
}

double crps(std::vector<double>& samples, double truth) {
  std::sort(samples.begin(), samples.end());
  const double n = static_cast<double>(samples.size());
  double off = 0, spread = 0;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    off += std::abs(samples[i] - truth);
    spread +=
        samples[i] * (2 * static_cast<double>(i) + 1 - n);  // half the sum of |x - x'| over ordered pairs
  }
  return off / n - spread / (n * n);
}

namespace {

// One simulated world: a chain of four places with mines, two or three gates, three parties.
struct World {
  Network network;
  TableControl truth;
  Day begin, cut, end;
};

class WorldMaker {
 public:
  WorldMaker(std::uint64_t seed, int world) : seed_(seed), world_(static_cast<std::uint64_t>(world)) {}

  World make(int months) {
    World w;
    w.begin = Day::from_civil(2020, 1, 1);
    w.cut = Day::from_civil(2022, 1, 1);
    w.end = w.cut.plus_months(months);
    w.network = make_network();
    const double hands = 1 / (150 + 600 * u()), shut = 1 / (60 + 300 * u()), open = 1 / (30 + 120 * u());
    for (const auto& node : w.network.nodes) {
      if (!node.holder.empty()) continue;
      int holder = static_cast<int>(u() * 3);
      for (double day = 0; day < w.end - w.begin; day += wait(hands)) {
        if (day > 0) holder = (holder + 1 + static_cast<int>(u() * 2)) % 3;
        w.truth.hold(node.id, w.begin.plus_days(static_cast<int>(day)), Holder::held({kParties[holder]}));
      }
    }
    for (const auto& port : w.network.ports)
      for (Side side : {Side::kNear, Side::kFar}) {
        bool is_open = u() < open / (open + shut);
        for (double day = 0; day < w.end - w.begin; day += wait(is_open ? shut : open)) {
          if (day > 0) is_open = !is_open;
          const Day from = w.begin.plus_days(static_cast<int>(day));
          if (is_open)
            w.truth.open(port.gate, side, from);
          else
            w.truth.shut(port.gate, side, from);
        }
      }
    return w;
  }

 private:
  static constexpr const char* kParties[] = {"amber", "blue", "crimson"};

  double u() { return uniform(seed_, world_, ++count_); }
  double wait(double rate) { return -std::log(1 - u()) / rate + 1; }

  Network make_network() {
    Network net;
    net.id = fmt::format("world-{}", world_);
    net.commodities.push_back(
        {"ore", Form::kOre, "ore", Amounts::kTonnes, Currency::kYuan, {{{1000, 1000, 1000}, {}, {}}}});
    net.rules.exchange.range = {YuanPerDollar::of(7), YuanPerDollar::of(7), YuanPerDollar::of(7)};
    const int places = 4 + static_cast<int>(u() * 4), gates = 2 + static_cast<int>(u() * 2);
    for (int n = 0; n < places; ++n) net.nodes.push_back({fmt::format("p{}", n), "", {}, {}, "", true});
    net.nodes.push_back({"abroad", "", {}, {}, "abroad", true});
    auto exactly = [](double value) { return Range<double>{value, value, value}; };
    for (int n = 1; n < places; ++n) {
      Road road;
      road.id = fmt::format("r{}", n);
      road.legs = {{static_cast<int>(u() * n), n, Kilometres::of(5 + 50 * u())}};
      road.cost = exactly(1);
      net.roads.push_back(road);
    }
    for (int g = 0; g < gates; ++g) {
      Port port;
      port.gate = fmt::format("g{}", g);
      port.near = places - 1 - g;
      port.far = places;
      port.far_actor = "abroad";
      port.open_when_unknown.range = exactly(1);
      net.ports.push_back(port);
    }
    Field field;
    field.id = "field";
    field.storage_months.range = exactly(2);
    field.restart_days.range = exactly(30);
    field.yields = {{{TonnesPerYear::of(1200), TonnesPerYear::of(1200), TonnesPerYear::of(1200)}, {}, {}}};
    net.fields.push_back(field);
    for (int s = 0; s < 2; ++s) {
      Site site{fmt::format("s{}", s), "", static_cast<int>(u() * (places - gates)), 0, {}, true};
      site.share.range = exactly(0.5);
      net.sites.push_back(site);
    }
    Market buyer;
    buyer.id = "buyer";
    buyer.actor = "abroad";
    buyer.nodes = {places};
    net.markets.push_back(buyer);
    return net;
  }

  std::uint64_t seed_, world_, count_ = 0;
};

double square(double x) { return x * x; }

}  // namespace

ForecastScore score_forecasts(int worlds, int months, std::uint64_t seed, int draws) {
  ForecastScore score;
  score.worlds = worlds;
  score.months = months;
  score.crps_by_month.assign(static_cast<std::size_t>(months), {0, 0});
  double gates = 0, holdings = 0;
  for (int n = 0; n < worlds; ++n) {
    const World w = WorldMaker(seed, n).make(months);
    const Day last = w.cut.plus_days(-1);
    const CarriedControl carried(w.truth, w.network, last, rates_of(w.truth, w.network, w.begin, w.cut));
    const FrozenControl frozen(w.truth, last);
    const Interval days{w.begin, w.end};  // with the past, so that stocks are right
    auto flows = [&](const ControlSource& control, int count) {
      const auto model = Model::make(w.network, control, {}, nullptr, days);
      RunOptions options;
      options.seed = seed;
      options.draws = count;
      options.threads = 1;
      const Flows run = run_flows(*model, options);
      std::vector<std::vector<double>> delivered;
      for (int m = run.months() - months; m < run.months(); ++m)
        delivered.push_back(run.total_of(Metric::kDelivered, 0, m));
      return delivered;
    };
    auto truth = flows(w.truth, 1), forecast = flows(carried, draws), still = flows(frozen, 1);
    for (std::size_t m = 0; m < static_cast<std::size_t>(months); ++m) {
      const double a = crps(forecast[m], truth[m][0]) / 100,
                   b = crps(still[m], truth[m][0]) / 100;  // of 100 t a month
      score.crps_by_month[m].first += a / worlds;
      score.crps_by_month[m].second += b / worlds;
      score.crps_forecast += a / worlds / months;
      score.crps_frozen += b / worlds / months;
    }
    for (int m = 0; m < months; ++m) {
      const Interval on = last_day(w.cut.plus_months(m).plus_days(14));
      for (const auto& port : w.network.ports) {
        auto passable = [&](const ControlSource& c) {
          return c.gate(port.gate, Side::kNear, "ore", on).front().open.value() *
                 c.gate(port.gate, Side::kFar, "ore", on).front().open.value();
        };
        const double is = passable(w.truth);
        score.brier_gates_forecast += square(passable(carried) - is);
        score.brier_gates_frozen += square(passable(frozen) - is);
        ++gates;
      }
      for (const auto& node : w.network.nodes) {
        if (!node.holder.empty()) continue;
        const Holder is = w.truth.holders(node.id, on).front().distribution.front().first;
        auto off = [&](const ControlSource& c) {  // multi-category Brier: sum over holders of (p - outcome)²
          double sum = 0, p_is = 0;
          const auto runs = c.holders(node.id, on);
          for (const auto& [holder, p] : runs.front().distribution) {
            if (holder == is)
              p_is += p.value();
            else
              sum += square(p.value());
          }
          return sum + square(1 - p_is);
        };
        score.brier_holders_forecast += off(carried);
        score.brier_holders_frozen += off(frozen);
        ++holdings;
      }
    }
  }
  for (double* sum : {&score.brier_gates_forecast, &score.brier_gates_frozen}) *sum /= std::max(1.0, gates);
  for (double* sum : {&score.brier_holders_forecast, &score.brier_holders_frozen})
    *sum /= std::max(1.0, holdings);
  return score;
}

}  // namespace assay::flow
