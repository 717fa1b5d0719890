// Layouts of pages that scrapers, mail and channels leave behind: what is read of each.
#include <gtest/gtest.h>

#include "tests/text/support.hpp"

namespace assay::text {
namespace {

TEST(Layouts, a_memo_gives_its_subject_and_its_date) {
  const Report report = read(
      "From: press@board.example\nTo: media list\nDate: Tue, 12 May 2020 16:02:11 +0630\nSubject: The ferry "
      "at Sann\n\n"
      "The board states that it has not closed the ferry at Sann. It was closed by the other side on 2 "
      "May.\n\n###\n");
  EXPECT_EQ(kinds(report), "byline navigation dateline headline paragraph navigation");
  EXPECT_EQ(report.document.title, "The ferry at Sann");
  EXPECT_EQ(report.document.published.day, Interval::of_day(Day::from_civil(2020, 5, 12)));
}

TEST(Layouts, a_title_that_breaks_off_goes_on_in_the_next_line_and_a_byline_does_not) {
  EXPECT_EQ(read("FOURTH UPDATE ON THE CLASHES AT\nSANN CROSSING\n\nThe guards closed the crossing on Monday "
                 "after shells fell on "
                 "their side of the river.\n")
                .document.title,
            "FOURTH UPDATE ON THE CLASHES AT SANN CROSSING");
  const Report report = read(
      "Militia attacks outpost at Sann\nby Coast News Group (CNG)\n- May 14, 2020\n\nA militia attacked an "
      "outpost at Sann on 13 May, a resident told CNG.\n");
  EXPECT_EQ(kinds(report), "headline byline dateline paragraph");
}

TEST(Layouts, a_copied_page_loses_its_menus_and_keeps_one_headline) {
  const Report report = read(
      "Rebels seize Sann as army retreats - Coast News\nSkip to content\nHome\nNews\nSport\nRebels seize "
      "Sann as army retreats\n"
      "Published\n19 December 2020\nShare\nImage source, Getty Images\nImage caption, People have fled Sann "
      "in recent days\n"
      "By Mira Olsen\nRebels have taken control of Sann, the second city of the country, residents say.\n"
      "The army said it was looking into why its troops had withdrawn.\nRelated Topics\nSann\n");
  EXPECT_EQ(kinds(report),
            "navigation navigation navigation navigation navigation headline dateline dateline navigation "
            "caption caption byline "
            "paragraph paragraph related related");
}

TEST(Layouts, a_share_line_a_path_and_hashtags_are_no_headline) {
  const Report report = read(
      "Council troops abandon bases in Sann district\nBy\nCOASTNEWS\n -\nAugust 20, 2020\n0\n148\nShare on "
      "Facebook Tweet on Twitter\n"
      "/files/2020/sann.jpg\n#Sann #coast\n\nCouncil soldiers abandoned their last base in Sann on August "
      "18, residents said.\n");
  EXPECT_EQ(report.document.title, "Council troops abandon bases in Sann district");
  EXPECT_EQ(report.document.outlet, "COASTNEWS");
  EXPECT_EQ(report.body.blocks.back().kind, BlockKind::kParagraph);
  int read_blocks = 0;
  for (const Block& block : report.body.blocks) read_blocks += is_read(block.kind);
  EXPECT_EQ(read_blocks, 2);
}

TEST(Layouts, a_thread_and_an_interview_keep_their_words_and_lose_their_marks) {
  const Report report = read(
      "Planes bomb Sann, three dead\n\n1/ Two planes bombed the edge of Sann at 2am today. Three people were "
      "killed.\n\n"
      "Q: Where are the people now?\n\nA: Most of them fled to the hills, and some 300 are in a school.\n\n"
      "[WITNESS] They came back twice after that and nobody was warned.\n");
  ASSERT_EQ(kinds(report), "headline list-item paragraph paragraph paragraph");
  EXPECT_TRUE(printed(report, report.body.blocks[1]).starts_with("Two planes"));
  EXPECT_TRUE(printed(report, report.body.blocks[3]).starts_with("Most of them"));
  EXPECT_EQ(report.body.blocks[4].section, "WITNESS");
}

TEST(Layouts, headings_and_signatures_of_an_update_are_told_apart) {
  const Report report = read(
      "COAST RELIEF CELL (CRC)\nFlash Update No. 3: Sann\nAs of 16 February 2021, 18:00\n\nHEALTH\n\n• Three "
      "clinics of the town are closed.\n\n"
      "• The hospital has no blood bags left, its director said.\n\nCORRECTION\n\nUpdate No. 2 said that "
      "four clinics were closed. Three were.\n\n"
      "For the Cell,\nMira Olsen\n");
  EXPECT_EQ(kinds(report),
            "navigation headline dateline heading list-item list-item heading paragraph byline byline");
  EXPECT_EQ(report.body.blocks[4].section, "HEALTH");
  EXPECT_TRUE(report.body.blocks[7].correction);
  EXPECT_EQ(report.document.published.day, Interval::of_day(Day::from_civil(2021, 2, 16)));
}

}  // namespace
}  // namespace assay::text
