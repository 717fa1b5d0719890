// The fuzzers' bodies on fixed hostile inputs, with any compiler.
#define ASSAY_FUZZ_BODY_ONLY
#include <gtest/gtest.h>

#include <random>
#include <string>

#include "fuzz/language_conllu_fuzz.cpp"
#include "fuzz/language_parse_fuzz.cpp"

namespace assay::language {
namespace {

TEST(Hostile, any_bytes_make_well_formed_trees) {
  std::mt19937 random(3);
  const std::string pieces[] = {"the ",
                                "“",
                                "”",
                                ".",
                                "\n",
                                "\n\n",
                                std::string("\xff"),
                                std::string("\xe2\x80"),
                                "n't",
                                "'s",
                                "U.S.",
                                "-",
                                "12.5",
                                "Ωμ",
                                "🌍",
                                "\t",
                                "…",
                                "said ",
                                "\r\n",
                                "\"",
                                "(",
                                "[",
                                "@",
                                "http://"};
  for (int round = 0; round < 60; ++round) {
    std::string text;
    for (unsigned i = 0, n = 1 + random() % 200; i < n; ++i) {
      text += random() % 4 == 0 ? std::string(1, static_cast<char>(random()))
                                : pieces[random() % std::size(pieces)];
    }
    fuzz::language_parse(text);
  }
  fuzz::language_parse(std::string(50'000, '.'));
  fuzz::language_parse(std::string(50'000, '\xf0'));
  fuzz::language_parse(std::string("\0\0 a \0", 6));
}

TEST(Hostile, broken_treebanks_are_refused_or_read) {
  const std::string good =
      "1-2\tit's\t_\t_\t_\t_\t_\t_\t_\t_\n1\tit\tit\tPRON\tPRP\t_\t0\troot\t_\t_\n2\t's\tbe\tAUX\tVBZ\t_"
      "\t1\tcop\t_\t_\n\n";
  fuzz::language_conllu(good);
  std::mt19937 random(4);
  for (int round = 0; round < 2000; ++round) {
    std::string bytes = good + good;
    for (unsigned i = 0, n = 1 + random() % 4; i < n; ++i) {
      const std::size_t at = random() % bytes.size();
      const char signs[] = {'\t', '\n', '0', '9', '-', '.', '#', '\xff', '_'};
      switch (random() % 3) {
        case 0:
          bytes[at] = signs[random() % std::size(signs)];
          break;
        case 1:
          bytes.erase(at, 1 + random() % 5);
          break;
        default:
          bytes.insert(at, 1, signs[random() % std::size(signs)]);
          break;
      }
    }
    fuzz::language_conllu(bytes);
  }
}

}  // namespace
}  // namespace assay::language
