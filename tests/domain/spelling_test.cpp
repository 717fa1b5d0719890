#include "domain/spelling.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <random>

#include "domain/slug.hpp"
#include "domain/table.hpp"
#include "tests/domain/support.hpp"

namespace assay::domain {
namespace {

const Spelling& spelling() { return whole().spelling(); }

TEST(Fold, case_accents_and_what_stands_between_words_fall_away) {
  EXPECT_EQ(fold("Kan Paik-Ti"), "kanpaikti");
  EXPECT_EQ(fold("N'Mai Hka"), "nmaihka");
  EXPECT_EQ(fold("N’Mai Hkā"), "nmaihka");
  EXPECT_EQ(fold("Chirimaná"), "chirimana");
  EXPECT_EQ(fold("Łódź Æsir Straße"), "lodzaesirstrasse");
  EXPECT_EQ(fold("Київ"), "киів");  // the mark of й and ї goes, the letter stays
  EXPECT_EQ(fold("ကန်ပိုက်တီ"), "ကန်ပိုက်တီ");
  EXPECT_EQ(fold("—"), "");
}

TEST(Fold, broken_bytes_are_dropped) {
  EXPECT_EQ(fold("a\xFF\xC3"
                 "b"),
            "ab");
  EXPECT_EQ(fold(std::string("\xE1\x80", 2)), "");
}

TEST(Fold, folding_twice_changes_nothing) {
  for (const Place& place : whole().places())
    for (const std::string& name : place.spellings) ASSERT_EQ(fold(fold(name)), fold(name)) << name;
}

TEST(Slug, words_are_joined_by_one_hyphen) {
  EXPECT_EQ(slug("Kan Paik  Ti"), "kan-paik-ti");
  EXPECT_EQ(slug(" N'Ban La – "), "nban-la");
  EXPECT_EQ(slug("Gemas Chirimaná S.A."), "gemas-chirimana-s-a");
  EXPECT_EQ(slug("Київ"), "");
  EXPECT_EQ(name_id("Kan Paik  Ti"), "kan-paik-ti");
  EXPECT_EQ(name_id("Київ").size(), 10u);
  EXPECT_NE(name_id("Київ"), name_id("Харків"));
}

TEST(SpellingPairs, one_place_is_told_from_two) {
  std::ifstream in(std::string(ASSAY_SOURCE_DIR) + "/tests/domain/spellings.tsv");
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  const auto lines = content_lines(text, "spellings.tsv");
  ASSERT_TRUE(lines.ok());
  ASSERT_GT(lines->size(), 200u);
  std::map<std::string, int> counts;
  for (const Line& line : *lines) {
    const auto cells = cut(line.text, '\t');
    ASSERT_EQ(cells.size(), 3u) << line.text;
    ++counts[std::string(cells[2])];
    const double same = spelling().same(cells[0], cells[1]);
    const double distance = spelling().distance(cells[0], cells[1]);
    if (cells[2] == "same") {
      EXPECT_GE(same, 0.5) << line.text << " " << distance;
    } else if (cells[2] == "different") {
      EXPECT_LT(same, 0.5) << line.text << " " << distance;
    }
  }
  EXPECT_LE(counts["missed"], 12);
  EXPECT_LE(counts["mistaken"], 4);
}

TEST(SpellingDistance, it_is_symmetric_and_zero_for_a_name_itself) {
  const auto& places = whole().places();
  for (std::size_t i = 0; i + 7 < places.size(); i += 7) {
    const std::string &a = places[i].name, &b = places[i + 7].name;
    EXPECT_EQ(spelling().distance(a, a), 0);
    EXPECT_DOUBLE_EQ(spelling().distance(a, b), spelling().distance(b, a)) << a << " " << b;
  }
}

TEST(SpellingDistance, numbers_tell_names_apart) {
  EXPECT_EQ(spelling().distance("Special Region 1", "Special Region 2"), 1);
  EXPECT_EQ(spelling().distance("Special Region 1", "special region-1"), 0);
}

TEST(SpellingDistance, a_name_of_another_script_is_only_like_itself) {
  EXPECT_EQ(spelling().distance("Київ", "Kyiv"), 1);
  EXPECT_EQ(spelling().distance("Київ", "КИЇВ"), 0);
  EXPECT_EQ(spelling().distance("ဖားကန့်", "လုံးခင်း"), 1);
}

TEST(SpellingDistance, names_of_any_length_are_bounded) {
  const std::string ka(100'000, 'k');
  std::string kaka;
  for (int i = 0; i < 50'000; ++i) kaka += "ka";
  EXPECT_GE(spelling().distance(ka, kaka), 0);
  EXPECT_LE(spelling().sounds(kaka).row.size(), Spelling::kMostSounds);
}

// The index must find exactly what comparing with every name finds.
TEST(PlacesLike, the_index_finds_what_a_comparison_of_all_names_finds) {
  std::mt19937 random(20241120);
  const auto& places = whole().places();
  for (int round = 0; round < 40; ++round) {
    std::string query = places[random() % places.size()].name;
    for (int edit = 0; edit < round % 3 && query.size() > 3; ++edit) query.erase(random() % query.size(), 1);
    const double at_most = 0.08 + 0.02 * (round % 8);
    std::map<std::string, double> expected;
    for (const Place& place : places) {
      std::vector<std::string> names = place.spellings;
      names.push_back(place.name);
      for (const std::string& name : names) {
        const double distance = spelling().distance(query, name);
        if (distance > at_most) continue;
        const auto [it, fresh] = expected.emplace(place.id, distance);
        it->second = std::min(it->second, distance);
      }
    }
    std::map<std::string, double> found;
    for (const Domain::Near& near : whole().places_like(query, at_most)) found[near.place] = near.distance;
    ASSERT_EQ(found.size(), expected.size()) << query << " " << at_most;
    for (const auto& [id, distance] : expected)
      EXPECT_NEAR(found.at(id), distance, 1e-5) << query << " " << id;
  }
}

TEST(PlacesLike, the_nearest_come_first_and_the_exact_before_all) {
  const auto near = whole().places_like("Kanpiketi", 0.3);
  ASSERT_FALSE(near.empty());
  EXPECT_EQ(near.front().place, "kanpiketi");
  EXPECT_TRUE(std::is_sorted(near.begin(), near.end(),
                             [](const auto& a, const auto& b) { return a.distance < b.distance; }));
}

}  // namespace
}  // namespace assay::domain
