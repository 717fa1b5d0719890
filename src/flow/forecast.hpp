// Control carried forward beyond the last day known, and how well flows forecast on it do. A forecast is
// labelled as one wherever it is shown: it says what the rates of the past would bring, not what anybody
// plans.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "flow/control.hpp"
#include "flow/network.hpp"

namespace assay::flow {

// Rates a day, of one place and of one side of a gate.
struct ChainRates {
  double change_hands = 0;  // a holder loses its place to another
  double shut = 0, open = 0;
};

// Counted over the runs of a source from `from` to `to`: changes over days, with the weight of one change in
// `prior_days` added for each rate (Gamma prior, posterior mean).
ChainRates rates_of(const ControlSource& control, const Network& network, Day from, Day to,
                    double prior_days = 1000);

// A source with its last known day's distributions carried on by the rates: each place drifts to the mix of
// holders that the network's places have on that day, each side of a gate to its balance of opening and
// shutting. Days up to the last known are the source's own. `base` must outlive it.
class CarriedControl : public ControlSource {
 public:
  CarriedControl(const ControlSource& base, const Network& network, Day last_known, ChainRates rates);
  std::vector<HolderRun> holders(const std::string& place, const Interval& days) const override;
  std::vector<SideRun> gate(const std::string& gate, Side side, const std::string& cargo,
                            const Interval& days) const override;
  std::optional<Day> last_known() const override { return last_known_; }

 private:
  const ControlSource& base_;
  Day last_known_;
  ChainRates rates_;
  std::vector<std::pair<Holder, Probability>> mix_;
};

// 'Stays as it is': the last known day's distributions for ever.
class FrozenControl : public ControlSource {
 public:
  FrozenControl(const ControlSource& base, Day last_known) : base_(base), last_known_(last_known) {}
  std::vector<HolderRun> holders(const std::string& place, const Interval& days) const override;
  std::vector<SideRun> gate(const std::string& gate, Side side, const std::string& cargo,
                            const Interval& days) const override;
  std::optional<Day> last_known() const override { return last_known_; }

 private:
  const ControlSource& base_;
  Day last_known_;
};

// The continuous ranked probability score of an ensemble (Gneiting and Raftery 2007, equation 21): mean |x -
// y| less half the mean |x - x'|. In the unit of the samples; smaller is better. Sorts `samples`. Requires:
// some.
double crps(std::vector<double>& samples, double truth);

struct ForecastScore {
  int worlds = 0, months = 0;
  // Mean CRPS of a month's tonnes that reach the buyer, as a share of a month's yield; mean Brier score of
  // 'this gate is passable on the month's first day' and of 'this holder holds this place' over the places
  // and gates.
  double crps_forecast = 0, crps_frozen = 0;
  double brier_gates_forecast = 0, brier_gates_frozen = 0;
  double brier_holders_forecast = 0, brier_holders_frozen = 0;
  std::vector<std::pair<double, double>> crps_by_month;  // forecast, frozen
};

// Simulated worlds: a random network, places that change hands and gates that open and shut by rates unknown
// to the forecaster, who sees two years of it exactly and forecasts `months` more from the rates of those two
// years.
ForecastScore score_forecasts(int worlds, int months, std::uint64_t seed, int draws = 200);

}  // namespace assay::flow
