// Reports made up at random, for measurements at size: places are spoken of unevenly, three parties take, hold, leave and
// deny. The same reports in the same order for every program.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include "base/digest.hpp"
#include "weighing/record.hpp"

namespace assay::bench {

inline std::uint64_t mix(std::uint64_t x) {
  x += 0x9e3779b97f4a7c15ull;
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ull;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebull;
  return x ^ (x >> 31);
}
inline std::uint64_t state = 42;
inline std::uint64_t draw() { return mix(state++); }
inline double unit() { return static_cast<double>(draw() >> 11) * 0x1.0p-53; }

// Places are spoken of unevenly: the n-th by n^-0.8, as towns in the news are.
class Uneven {
 public:
  explicit Uneven(int places) {
    double sum = 0;
    for (int k = 1; k <= places; ++k) upto_.push_back(sum += std::pow(k, -0.8));
  }
  int draw_place() const {
    return static_cast<int>(std::lower_bound(upto_.begin(), upto_.end(), unit() * upto_.back()) - upto_.begin());
  }

 private:
  std::vector<double> upto_;
};

inline weighing::Record make_record(std::uint64_t number, const Uneven& uneven, Day begin, int days) {
  static const ClaimType kTypes[] = {ClaimType::kCapture, ClaimType::kControl, ClaimType::kContest, ClaimType::kClash,
                                     ClaimType::kAttack,  ClaimType::kWithdraw, ClaimType::kDeploy, ClaimType::kCloseGate};
  static const char* const kParties[] = {"army", "front", "militia"};
  weighing::Record record;
  record.document.id = sha256_hex(std::to_string(number)).substr(0, 16);
  record.document.name = "report" + std::to_string(number);
  record.document.outlet = "paper" + std::to_string(draw() % 200);
  const Day published = begin.plus_days(static_cast<int>(draw() % static_cast<std::uint64_t>(days)));
  record.document.published.day = Interval::of_day(published);
  record.recorded = Instant::from_micros(static_cast<std::int64_t>(number) * 1'000'000 + 1'700'000'000'000'000);
  for (int k = 0; k < 20; ++k) {
    Claim claim;
    claim.id = record.document.id + "-" + std::to_string(k);
    claim.document = record.document.id;
    claim.evidence = {{static_cast<std::uint32_t>(k * 100), static_cast<std::uint32_t>(k * 100 + 80)}};
    claim.type = kTypes[draw() % 8];
    const auto filler = [](const std::string& id) { return Filler{id, id, id, {}}; };
    const auto agent = draw() % 3;
    claim.agent = {filler(kParties[agent])};
    claim.target = {filler(kParties[agent == 1 ? 0 : 1])};
    claim.place = {filler("place" + std::to_string(uneven.draw_place()))};
    if (unit() < 0.7) claim.time = ClaimTime{Interval::of_day(published.plus_days(-static_cast<int>(draw() % 6))), {}, {}, {}};
    if (unit() < 0.4) claim.stance = unit() < 0.2 ? Stance::kDenied : Stance::kClaimed, claim.speaker = {filler(unit() < 0.5 ? "resident" : kParties[draw() % 3])};
    record.claims.push_back(std::move(claim));
  }
  return record;
}

}  // namespace assay::bench
