// The word classes of the repository's own lexicon, loaded once for the tests of times and quantities.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "domain/domain.hpp"
#include "reading/word_class.hpp"

namespace assay::reading {

inline const domain::Domain& domain_for_test() {
  static const domain::Domain domain = [] {
    auto loaded = domain::Domain::load(ASSAY_SOURCE_DIR "/domain");
    EXPECT_TRUE(loaded.ok()) << (loaded.ok() ? "" : loaded.error().text());
    return std::move(loaded).value();
  }();
  return domain;
}

inline const WordClasses& words_for_test() {
  static const WordClasses words = [] {
    auto loaded = WordClasses::load(domain_for_test());
    EXPECT_TRUE(loaded.ok()) << (loaded.ok() ? "" : loaded.error().text());
    return std::move(loaded).value();
  }();
  return words;
}

inline std::vector<std::string> cut_for_test(const std::string& line, char separator) {
  std::vector<std::string> cells(1);
  for (const char c : line) {
    if (c == separator) cells.emplace_back();
    else cells.back() += c;
  }
  return cells;
}

}  // namespace assay::reading
