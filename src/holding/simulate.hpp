// Small worlds with a known truth: places that change hands, parties that boast, outlets that copy, delays,
// silence and denials (domain/base/simulate.yaml). The test bed of weighing and holding, as they run on reports.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "domain/domain.hpp"
#include "holding/params.hpp"
#include "weighing/params.hpp"
#include "weighing/record.hpp"

namespace assay::holding {

struct SimulateParams {
  int places = 1, days = 1;
  struct Truth {
    double held_days, fought_first, fought_days, attacker_wins;
  } truth{};
  struct Outlets {
    int independent, copiers;
    double delay_days, tells_change, tells_fight, mention_every, wrong_day, wrong_party, wrong_aside, asserts,
        quotes_resident, copies, copy_delay, month_only;
  } outlets{};
  struct Parties {
    double announces, boasts_days, boast_quoted, denies_loss, denies_boast, withdrawal_told;
  } parties{};
  double attention_low = 1, attention_high = 1;

  static Result<SimulateParams> load(const std::filesystem::path& root);
};

struct SmallWorld {
  std::vector<domain::Actor> actors;
  std::vector<domain::Place> places;
  std::vector<weighing::Record> records;        // in order of publication
  Day begin, end;                               // half-open
  static constexpr int kContested = -1;
  std::vector<std::vector<int>> truth;          // by place and day: number of the actor that holds, or kContested
};

// The same world for the same seed, on every machine.
SmallWorld make_world(const SimulateParams& params, std::uint64_t seed);

// One method's score over many worlds.
struct MethodScore {
  std::string method;
  std::int64_t days = 0, right = 0;
  double brier = 0;              // mean squared (probability of the answer - is it right)
  double calibration_error = 0;  // expected, over 20 bins of equal width (Guo et al. 2017)
};

struct SimulateReport {
  std::vector<MethodScore> methods;      // holding, holding without learning, last report, majority
  std::int64_t as_known_checked = 0;     // answers as known on a past day, asked with and without later reports
  std::int64_t as_known_changed = 0;     // of those, that differed
  std::int64_t claims = 0, reports = 0;
};

// Worlds of seeds first_seed .. first_seed + worlds - 1. A day counts where some report within 60 days of it
// speaks of the place. `threads` changes nothing but the time taken.
SimulateReport simulate(const SimulateParams& params, const weighing::Params& weighing, const Params& holding,
                        std::uint64_t first_seed, int worlds, int threads);

}  // namespace assay::holding
