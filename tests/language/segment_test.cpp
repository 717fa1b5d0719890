// Words and sentences of news prose, cut by the model that the project ships.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "language/parser.hpp"
#include "language/segment.hpp"

namespace assay::language {
namespace {

using testing::ElementsAre;

const Language& shipped() {
  static const Result<Language> language = Language::load(ASSAY_SOURCE_DIR "/models/english.model");
  return language.value();
}

// Sentences as strings of words parted by spaces.
std::vector<std::string> cut(const std::string& text) {
  std::vector<std::string> out;
  for (const Sentence& sentence : shipped().segment(text, {{0, static_cast<std::uint32_t>(text.size())}})) {
    std::string line;
    for (const Token& token : sentence.tokens) line += (line.empty() ? "" : " ") + token.form;
    out.push_back(line);
  }
  return out;
}

// The smallest share of the paragraphs in news_cuts.txt that must be cut exactly where their sentences end.
constexpr double kLeastCuts = 0.88;

TEST(Segment, news_is_cut_where_its_sentences_end) {
  std::ifstream file(ASSAY_SOURCE_DIR "/tests/language/news_cuts.txt");
  int paragraphs = 0, right = 0;
  std::string missed;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line[0] == '#') continue;
    std::string text;
    std::vector<std::uint32_t> wanted;  // ends of sentences
    for (std::size_t at = 0; at < line.size();) {
      const std::size_t mark = std::min(line.find("¶", at), line.size());
      text += line.substr(at, mark - at);
      wanted.push_back(static_cast<std::uint32_t>(text.size()));
      at = mark + std::string_view("¶").size();
    }
    std::vector<std::uint32_t> found;
    std::string shown;
    for (const Sentence& sentence : shipped().segment(text, {{0, static_cast<std::uint32_t>(text.size())}})) {
      found.push_back(sentence.span.end);
      shown += "  " + text.substr(sentence.span.begin, sentence.span.size()) + " |";
    }
    ++paragraphs;
    right += found == wanted;
    if (found != wanted) missed += shown + "\n";
  }
  EXPECT_GE(paragraphs, 60);
  std::printf("%d of %d paragraphs\n%s", right, paragraphs, missed.c_str());
  EXPECT_GE(static_cast<double>(right) / paragraphs, kLeastCuts);
}

TEST(Segment, a_number_before_a_name_ends_no_sentence) {
  EXPECT_THAT(cut("The ridge was quiet. At 03:10 Kessan units opened fire. By 12:05 Varn men held both banks."),
              ElementsAre("The ridge was quiet .", "At 03:10 Kessan units opened fire .",
                          "By 12:05 Varn men held both banks ."));
  EXPECT_THAT(cut("In 2019 Kessan Metals bought it.\nOn 14 May\nJets struck."),
              ElementsAre("In 2019 Kessan Metals bought it .", "On 14 May", "Jets struck ."));
}

TEST(Segment, ranks_and_units_that_no_treebank_holds_keep_their_stops) {
  EXPECT_THAT(cut("Brig. Gen. Teru Vann denied it. Maj. Lin and Cpl. Orr said no."),
              ElementsAre("Brig. Gen. Teru Vann denied it .", "Maj. Lin and Cpl. Orr said no ."));
  EXPECT_THAT(cut("It lies 12 km. north of Lorn and costs approx. 300 dollars."),
              ElementsAre("It lies 12 km. north of Lorn and costs approx. 300 dollars ."));
}

TEST(Segment, a_rank_before_a_name_ends_no_sentence) {
  EXPECT_THAT(cut("Col. Naw Bu said the [junta] fled. Gen. Lamin and Lt. Sorro stayed."),
              ElementsAre("Col. Naw Bu said the [ junta ] fled .", "Gen. Lamin and Lt. Sorro stayed ."));
}

TEST(Segment, a_month_cut_short_ends_no_sentence) {
  EXPECT_THAT(cut("The gate was shut on Jan. 20 by the army. It opened on Feb. 3 at noon."),
              ElementsAre("The gate was shut on Jan. 20 by the army .", "It opened on Feb. 3 at noon ."));
}

TEST(Segment, numbers_keep_their_points_and_commas) {
  EXPECT_THAT(cut("Hill No. 142 lies 12.5 km away. It cost $12,500 (up 3%)."),
              ElementsAre("Hill No. 142 lies 12.5 km away .", "It cost $ 12,500 ( up 3 % ) ."));
}

TEST(Segment, names_of_letters_and_figures_stay_whole) {
  EXPECT_THAT(cut("M23 fighters shot down an F16 near B2Gold's pit. A fee of USD500 was due at 7pm."),
              ElementsAre("M23 fighters shot down an F16 near B2Gold 's pit .", "A fee of USD500 was due at 7 pm ."));
}

TEST(Segment, contractions_part_as_in_the_treebank) {
  EXPECT_THAT(cut("They don't trust the village's guards and can’t leave, but we'll go."),
              ElementsAre("They do n't trust the village 's guards and ca n’t leave , but we 'll go ."));
}

TEST(Segment, quotes_over_several_sentences_are_cut_inside_and_after) {
  EXPECT_THAT(cut("“We fought for hours. They ran at dawn.” He gave no number. “Nobody was hurt,” she said."),
              ElementsAre("“ We fought for hours .", "They ran at dawn . ”", "He gave no number .",
                          "“ Nobody was hurt , ” she said ."));
}

TEST(Segment, initials_and_states_keep_their_stops) {
  EXPECT_THAT(cut("M. A. Danso met U.S. envoys in Port Lior. They talked."),
              ElementsAre("M. A. Danso met U.S. envoys in Port Lior .", "They talked ."));
}

TEST(Segment, a_heading_without_a_stop_is_a_sentence_of_its_own) {
  EXPECT_THAT(cut("Army retakes gate\n\nThe army took the gate on Monday."),
              ElementsAre("Army retakes gate", "The army took the gate on Monday ."));
  EXPECT_THAT(cut("• Fuel for the pumps\n• Rice for the camp"),
              ElementsAre("• Fuel for the pumps", "• Rice for the camp"));
}

TEST(Segment, a_broken_line_inside_a_sentence_ends_nothing) {
  EXPECT_THAT(
      cut("The brigade crossed the river at first light on Tuesday and reached the\nmine by noon."),
      ElementsAre("The brigade crossed the river at first light on Tuesday and reached the mine by noon ."));
}

TEST(Segment, spans_ascend_and_hold_the_words) {
  const std::string text = "  The “Lior” mine’s owner – a trader – didn't pay…  ";
  for (const Sentence& sentence : shipped().segment(text, {{0, static_cast<std::uint32_t>(text.size())}})) {
    std::uint32_t last = 0;
    for (const Token& token : sentence.tokens) {
      EXPECT_GE(token.span.begin, last);
      EXPECT_EQ(text.substr(token.span.begin, token.span.size()), token.form);
      last = token.span.end;
    }
  }
}

TEST(Segment, a_sentence_without_a_stop_is_cut_at_the_limit) {
  std::string text;
  while (text.size() < 100'000) text += "and the trucks went on to the gate ";
  for (const Sentence& sentence : shipped().segment(text, {{0, static_cast<std::uint32_t>(text.size())}})) {
    EXPECT_LE(sentence.tokens.size(), static_cast<std::size_t>(kLongestSentence));
  }
  const std::string run(100'000, 'a');
  for (const Sentence& sentence : shipped().segment(run, {{0, static_cast<std::uint32_t>(run.size())}})) {
    for (const Token& token : sentence.tokens) EXPECT_LE(token.span.size(), kLongestWord);
  }
}

TEST(Segment, no_sentence_crosses_the_end_of_a_block) {
  const std::string text = "Army retakes gate The army took the gate on Monday.";
  const std::vector<Sentence> sentences = shipped().segment(text, {{0, 17}, {18, 51}});
  ASSERT_EQ(sentences.size(), 2u);
  EXPECT_EQ(sentences[0].span, (Span{0, 17}));
  EXPECT_EQ(sentences[1].span, (Span{18, 51}));
}

TEST(Segment, nothing_comes_of_nothing) {
  EXPECT_TRUE(cut("").empty());
  EXPECT_TRUE(cut(" \n\t\r\n ").empty());
}

}  // namespace
}  // namespace assay::language
