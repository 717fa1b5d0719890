// The fuzzer's promises on inputs of our own: a table, cut and bent.
#define ASSAY_FUZZ_BODY_ONLY
#include "fuzz/weighing_table_fuzz.cpp"

#include <gtest/gtest.h>

#include "tests/bent.hpp"

namespace assay::weighing {
namespace {

using testing::bent;

TEST(TableFuzz, bent_tables_are_faults_or_are_weighed) {
  std::string table = "item\tsource\tvalue\n";
  for (int item = 0; item < 4; ++item)
    for (int source = 0; source < 5; ++source)
      table += "book " + std::to_string(item) + "\tshop " + std::to_string(source) + "\tA. Author; B. Other" + (source == item ? "" : "; C. Third") + (source % 2 ? "\r\n" : "\n");
  fuzz::weighing_table(table);
  for (std::uint64_t n = 0; n < 1500; ++n) fuzz::weighing_table(bent(table, n, "\t\n\r; \0,.a0\x80"));
}

}  // namespace
}  // namespace assay::weighing
