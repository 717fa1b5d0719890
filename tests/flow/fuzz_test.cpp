// The fuzzer's promises on inputs of our own: a sound network and scenario, and each of them cut and bent.
#define ASSAY_FUZZ_BODY_ONLY
#include "fuzz/flow_network_fuzz.cpp"

#include <gtest/gtest.h>

#include "flow/random.hpp"
#include "tests/flow/worlds.hpp"

namespace assay::flow {
namespace {

TEST(FlowFuzz, bent_networks_and_scenarios_are_faults_or_run) {
  const std::string network = two_gates("", R"(
taxes:
  - {id: toll, by: holder, where: gates, at: [a], commodity: [ore], rate: {low: 1, best: 60, high: 70, unit: yuan per tonne, source: test}}
)");
  const std::string scenario = "scenario: s\ndays: 2023-01..2023-03\neffect: 2023-02..\nseed: 9\ndraws: 64\nchanges:\n  - close: a:near\n  - tax: 'red:ore=5%'\n    during: 2023-02\n";
  std::uint64_t count = 0;
  auto pick = [&](std::size_t below) { return static_cast<std::size_t>(uniform(1, 1, ++count) * static_cast<double>(below)); };
  const std::string marks = "-:{}[]#&*!|>'\"%@`,\n 0129.eE~\x80";
  for (const auto& sound : {network, scenario}) {
    fuzz::flow_network(sound);
    for (int n = 0; n < 1500; ++n) {
      std::string bent = sound;
      for (std::size_t k = 0; k <= pick(3); ++k) {
        const auto at = pick(bent.size());
        switch (pick(4)) {
          case 0: bent[at] = marks[pick(marks.size())]; break;
          case 1: bent.erase(at, 1 + pick(20)); break;
          case 2: bent.insert(at, 1, marks[pick(marks.size())]); break;
          default: bent.insert(at, std::string(1 + pick(12), static_cast<char>('0' + pick(10)))); break;
        }
        if (bent.empty()) break;
      }
      fuzz::flow_network(bent);
    }
  }
}

}  // namespace
}  // namespace assay::flow
