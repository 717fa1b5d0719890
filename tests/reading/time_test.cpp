#include <fstream>

#define ASSAY_FUZZ_BODY_ONLY
#include "fuzz/reading_times_fuzz.cpp"
#include "reading/time_resolve.hpp"
#include "tests/reading/lexicon_for_test.hpp"

namespace assay::reading {
namespace {

// "2024-11-20", "2024-11", "2024-11-01..2024-11-20", "..2024-10", "2024-12..", as exports print times.
std::string printed(const std::optional<ClaimTime>& time) {
  if (!time) return "none";
  const auto end = [](std::optional<Day> day, Precision precision, int off) {
    if (!day) return std::string();
    return day->plus_days(off).iso().substr(0, precision == Precision::kYear ? 4 : precision == Precision::kMonth ? 7 : 10);
  };
  const std::string from = end(time->valid.from, time->from_precision, 0), to = end(time->valid.to, time->to_precision, -1);
  return from == to ? from : from + ".." + to;
}

// Each line of data/times.tsv: sentence, day of publication, expected times joined by ' | ' in the order of the
// expressions; what resolves to nothing is 'none'.
TEST(Times, are_found_and_resolved_as_the_table_says) {
  std::ifstream file(ASSAY_SOURCE_DIR "/tests/reading/data/times.tsv");
  ASSERT_TRUE(file) << "tests/reading/data/times.tsv is missing";
  std::string line;
  int number = 0, cases = 0;
  while (std::getline(file, line)) {
    ++number;
    if (line.empty() || line[0] == '#') continue;
    const auto cells = cut_for_test(line, '\t');
    ASSERT_EQ(cells.size(), 3u) << "times.tsv:" << number;
    const auto sentence = plain_sentence(cells[0]);
    Anchor anchor;
    anchor.publication = Interval::parse(cells[1]).value();
    std::string got;
    for (const auto& expression : find_times(sentence, words_for_test())) {
      anchor.direction = direction_of(sentence, expression.head_token);
      const auto time = resolve(expression, anchor);
      got += (got.empty() ? "" : " | ") + printed(time);
      if (time && expression.kind != TimeKind::kVague) anchor.previous = time;
    }
    EXPECT_EQ(got, cells[2]) << "times.tsv:" << number << ": " << cells[0];
    ++cases;
  }
  EXPECT_GE(cases, 150);
}

TEST(Times, easter_falls_where_the_calendar_has_it) {
  EXPECT_EQ(easter(2024).iso(), "2024-03-31");
  EXPECT_EQ(easter(2025).iso(), "2025-04-20");
  EXPECT_EQ(easter(1961).iso(), "1961-04-02");
}

TEST(Times, a_hyphenated_word_and_its_parts_give_the_same) {
  const auto whole = find_times(plain_sentence("They ended the 48-hour siege in mid-June"), words_for_test());
  const auto parts = find_times(plain_sentence("They ended the 48 - hour siege in mid - June"), words_for_test());
  ASSERT_EQ(whole.size(), 2u);
  ASSERT_EQ(parts.size(), 2u);
  for (std::size_t i = 0; i < 2; ++i) EXPECT_EQ(whole[i].begin, parts[i].begin);
}

TEST(Times, without_publication_only_full_dates_resolve) {
  const auto times = find_times(plain_sentence("It fell on 4 May 2019, not on Friday or in June"), words_for_test());
  ASSERT_EQ(times.size(), 3u);
  const Anchor nowhere;
  EXPECT_EQ(printed(resolve(times[0], nowhere)), "2019-05-04");
  EXPECT_FALSE(resolve(times[1], nowhere));
  EXPECT_FALSE(resolve(times[2], nowhere));
}

TEST(Times, a_reason_quotes_the_words) {
  const auto times = find_times(plain_sentence("They left on Saturday"), words_for_test());
  ASSERT_EQ(times.size(), 1u);
  Anchor anchor;
  anchor.publication = Interval::parse("2024-05-06").value();
  const auto time = resolve(times[0], anchor);
  ASSERT_TRUE(time);
  EXPECT_NE(time->reason.find("'on Saturday'"), std::string::npos);
  EXPECT_NE(time->reason.find("2024-05-06"), std::string::npos);
}

TEST(Times, a_state_leaves_since_open) {
  const auto times = find_times(plain_sentence("since 3 March"), words_for_test());
  Anchor anchor;
  anchor.publication = Interval::parse("2024-05-06").value();
  EXPECT_EQ(printed(resolve(times.at(0), anchor)), "2024-03-03..2024-05-06");
  anchor.open = true;
  EXPECT_EQ(printed(resolve(times.at(0), anchor)), "2024-03-03..");
}

TEST(Times, promises_hold_on_hostile_input) {
  for (const char* input : {"", "\xff\xfe in May \xe2\x80", "99999999999999999-12-31 and 99999999999999999.12.2020", "in the spring of 1800 until the winter of 2199",
                            "a century ago, 99 generations before the last decade", "since since since until by before the the 8th 9th",
                            "from 1 to 0 to -1 of half of a third of the 2 dozen hundred", "31 February and February 30, 2023 to the 31st of April"})
    fuzz::reading_times(input);
}

TEST(Times, hostile_nesting_ends) {
  std::string text;
  for (int i = 0; i < 20000; ++i) text += "the night of the early end of ";
  const auto times = find_times(plain_sentence(text), words_for_test());
  EXPECT_LE(times.size(), 40000u);
  std::string digits(5000, '9');
  for (const char* tail : {" years ago", " days before", "-day", " decades"})
    for (const auto& e : find_times(plain_sentence(digits + tail + " since 99999999999 BC"), words_for_test())) {
      Anchor anchor;
      anchor.publication = Interval::parse("2024-05-06").value();
      resolve(e, anchor);
    }
}

}  // namespace
}  // namespace assay::reading
