#include "weighing/table.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <random>
#include <sstream>

#include "weighing/params.hpp"

namespace assay::weighing {
namespace {

Params shipped() {
  auto params = Params::load(std::string(ASSAY_SOURCE_DIR) + "/domain");
  EXPECT_TRUE(params.ok()) << params.error().text();
  return *params;
}

std::string file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

TEST(Table, sellers_who_name_one_author_do_not_outvote_those_who_name_all) {
  std::vector<TableClaim> claims;
  // Sellers 0 to 4 cut every list to its first name; 5 to 7 give lists in full.
  for (int book = 0; book < 40; ++book) {
    const std::string a = "adams" + std::to_string(book), b = "brown" + std::to_string(book);
    for (int seller = 0; seller < 5; ++seller) claims.push_back({"book" + std::to_string(book), "cuts" + std::to_string(seller), a});
    for (int seller = 0; seller < 3; ++seller) claims.push_back({"book" + std::to_string(book), "full" + std::to_string(seller), a + "; " + b});
  }
  const auto weighed = weigh_table(claims, shipped());
  for (const auto& item : weighed.items) EXPECT_EQ(item.beliefs.front().value.find("; ") != std::string::npos, true) << item.item;
}

TEST(Table, a_misspelling_supports_the_name_that_it_misspells) {
  const auto params = shipped();
  const std::vector<TableClaim> claims = {{"x", "a", "halpin"}, {"x", "b", "halpen"}, {"x", "c", "morgan"}, {"x", "d", "morgan"}, {"x", "e", "halpin"}};
  const auto weighed = weigh_table(claims, params);
  EXPECT_EQ(weighed.items[0].beliefs[0].value, "halpin");
}

TEST(Table, sources_that_share_rare_errors_are_found_to_copy) {
  std::mt19937_64 random(7);
  std::vector<TableClaim> claims;
  for (int item = 0; item < 120; ++item) {
    const std::string name = "item" + std::to_string(item), truth = "truth" + std::to_string(item);
    std::string original;
    for (int source = 0; source < 6; ++source) {
      const bool right = random() % 10 < 7;
      const std::string value = right ? truth : "wrong" + std::to_string(item) + "q" + std::to_string(random() % 1000);
      claims.push_back({name, "s" + std::to_string(source), value});
      if (source == 0) original = value;
    }
    claims.push_back({name, "copier", original});
  }
  const auto weighed = weigh_table(claims, shipped());
  std::map<std::string, TableSource> sources;
  for (const auto& source : weighed.sources) sources[source.source] = source;
  EXPECT_EQ(sources["copier"].copies_from, "s0");
  EXPECT_GT(sources["copier"].copying.value(), 0.9);
  EXPECT_LT(sources["s3"].copying.value(), 0.5);
}

TEST(Table, the_order_of_the_lines_does_not_matter) {
  std::vector<TableClaim> claims;
  std::mt19937_64 random(3);
  for (int item = 0; item < 30; ++item)
    for (int source = 0; source < 8; ++source)
      claims.push_back({"i" + std::to_string(item), "s" + std::to_string(source), "v" + std::to_string(random() % 3)});
  const auto params = shipped();
  const auto one = weigh_table(claims, params);
  std::reverse(claims.begin(), claims.end());
  const auto other = weigh_table(claims, params);
  std::map<std::string, TableItem> by_name;
  for (const auto& item : other.items) by_name[item.item] = item;
  for (const auto& item : one.items)
    for (std::size_t k = 0; k < item.beliefs.size(); ++k) {
      EXPECT_EQ(item.beliefs[k].value, by_name[item.item].beliefs[k].value);
      EXPECT_EQ(item.beliefs[k].probability.value(), by_name[item.item].beliefs[k].probability.value());
    }
}

TEST(Table, a_line_without_three_fields_is_refused_with_its_number) {
  const auto read = read_table("item\tsource\tvalue\na\tb\n", "t.tsv");
  ASSERT_FALSE(read.ok());
  EXPECT_EQ(read.error().place, "t.tsv:2");
}

TEST(Table, books_are_weighed_better_than_by_majority) {
  const char* elsewhere = std::getenv("ASSAY_SHARED");
  const std::string shared = elsewhere ? elsewhere : std::string(ASSAY_SOURCE_DIR) + "/../shared";
  const std::string folder = shared + "/data/books/";
  const std::string text = file(folder + "claims.tsv");
  if (text.empty()) GTEST_SKIP() << "no ../shared/data/books beside the sources";
  const auto claims = read_table(text, "claims.tsv");
  ASSERT_TRUE(claims.ok());
  const auto weighed = weigh_table(*claims, shipped());
  std::map<std::string, std::string> truth;
  std::istringstream lines(file(folder + "truth-dev.tsv"));
  for (std::string line; std::getline(lines, line);)
    truth[line.substr(0, line.find('\t'))] = line.substr(line.find('\t') + 1);
  int right = 0, known = 0;
  double brier = 0;
  for (const auto& item : weighed.items) {
    const auto at = truth.find(item.item);
    if (at == truth.end()) continue;
    const bool hit = item.beliefs[0].value == at->second;
    const double off = item.beliefs[0].probability.value() - hit;
    ++known;
    right += hit;
    brier += off * off;
  }
  EXPECT_EQ(known, 50);
  RecordProperty("right", right);
  RecordProperty("brier", std::to_string(brier / known));
  EXPECT_GE(right, 43);
  EXPECT_LE(brier / known, 0.10);
  std::printf("books: %d of %d right, Brier %.4f\n", right, known, brier / known);
}

}  // namespace
}  // namespace assay::weighing
