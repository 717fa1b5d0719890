// The body of the fuzzer of packs on inputs that have hurt readers of YAML and of tables.
#define ASSAY_FUZZ_BODY_ONLY
#include "fuzz/domain_packs_fuzz.cpp"

#include <gtest/gtest.h>

#include "tests/domain/support.hpp"

namespace {

std::string times(std::string_view piece, std::size_t count) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += piece;
  return out;
}

TEST(Hostile, every_file_of_a_pack_survives_what_strangers_write) {
  const std::string inputs[] = {
      "",
      "\n",
      std::string(1000, '\0'),
      "\xEF\xBB\xBF",
      times("\xFF", 1000),
      times("[", 100'000),
      times("{a: ", 50'000),
      times("- ", 50'000),
      times("\t", 60'000),
      times("\n", 100'000),
      times("a", 300'000),
      times("? ", 30'000),
      "a: &a [x]\nb: &b [*a, *a, *a]\nc: [*b, *b, *b]\n",
      "actors: " + times("!!x ", 1000),
      "actors:\n  - {id: a, name: \"" + times("\\u0301", 5000) + "\", kind: army}\n",
      "actors:\n" + times("  - {id: a, name: A, kind: army}\n", 3000),
      "id\tname\tkinds\twithin\tmembers\tlatitude\tlongitude\tprecision\tcode\tspellings\n" +
          times("a\tA\ttown\ta\ta\t1\t1\tpoint\t\t", 1) + times("a|", 20'000) + "\n",
      "1\tX\tX\t" + times("\xE1\x80\x80,", 20'000) +
          "\t1\t1\tP\tPPL\tMM\t\t04\t\t\t\t0\t\t1\tA\t2020-01-01\n",
      "read\ta\t\ta\nvowel\ta\t\t1\nfirst\t\t\t1e308\nslope\t\t\t1e-300\n",
      "middle\t\t\tinf\n",
  };
  for (const std::string& input : inputs)
    for (char file = 0; file < 9; ++file) packs(file + input);
}

}  // namespace
