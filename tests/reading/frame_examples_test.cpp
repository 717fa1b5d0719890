// Every example in domain/base/frames must give the claims that it lists, and no others.
#include <fmt/format.h>

#include <cstdlib>
#include <fstream>
#include <map>

#include "expectation.hpp"

namespace assay::reading {
namespace {

TEST(FrameExamples, every_example_gives_the_claims_that_it_lists) {
  std::map<ClaimType, std::pair<int, int>> by_type;  // right, all
  int right = 0, all = 0;
  std::ofstream list;
  if (const char* path = std::getenv("ASSAY_EXAMPLE_FAULTS")) list.open(path);
  for (const Frame& f : loaded().reader->frames().frames())
    for (const Example& example : f.examples) {
      const std::vector<std::string> faults = faults_of(example).all;
      ++all;
      ++by_type[f.type].second;
      if (faults.empty()) {
        ++right;
        ++by_type[f.type].first;
      } else if (list) {
        list << f.place << " line " << example.line << ": " << example.text << "\n";
        for (const std::string& fault : faults) list << "    " << fault << "\n";
      }
    }
  for (const auto& [type, counts] : by_type) fmt::print("  {:<14} {} of {}\n", name_of(type), counts.first, counts.second);
  fmt::print("frame examples: {} of {} right\n", right, all);
  // The share that the present model and rules reach; raise it, never lower it.
  EXPECT_GE(right, all * 76 / 100);
}

}  // namespace
}  // namespace assay::reading
