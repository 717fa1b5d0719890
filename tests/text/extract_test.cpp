// Blocks of plain text: what is told and what only stands around it.
#include <gtest/gtest.h>

#include "tests/text/support.hpp"

namespace assay::text {
namespace {

TEST(Extract, a_header_is_told_from_the_text) {
  const Report report = read(
      "NORTH VALLEY HERALD\nHome » News » Border\n\nMilitia takes the ferry at Sann after a night of "
      "shelling\n"
      "Traders say the price of salt has doubled\n\nBy Mira Olsen\n14 May 2023\n\n"
      "A militia took the ferry landing at Sann on Friday, residents and a port official said, after "
      "shelling it all night.\n\n"
      "The army did not comment on the fall of the landing, which it had held since the rains began last "
      "year.\n");
  EXPECT_EQ(kinds(report), "navigation navigation headline deck byline dateline paragraph paragraph");
  EXPECT_EQ(report.document.title, "Militia takes the ferry at Sann after a night of shelling");
  EXPECT_EQ(report.document.outlet, "NORTH VALLEY HERALD");
  EXPECT_EQ(report.document.published.day, Interval::of_day(Day::from_civil(2023, 5, 14)));
  EXPECT_TRUE(report.document.published.printed);
}

TEST(Extract, a_dateline_is_kept_apart_from_its_paragraph) {
  const Report report = read(
      "Rebels shut the bridge at Orlo\n\nORLO, March 3 (Meridian) - Rebels shut the only bridge at Orlo on "
      "Sunday, two drivers said, "
      "and turned back all lorries.\n");
  ASSERT_EQ(report.body.datelines.size(), 1u);
  EXPECT_EQ(report.body.datelines[0].place, "ORLO");
  EXPECT_EQ(report.body.datelines[0].date_text, "March 3");
  EXPECT_EQ(report.body.datelines[0].agency, "Meridian");
  EXPECT_TRUE(printed(report, report.body.blocks[1]).starts_with("Rebels shut the only bridge"));
  EXPECT_EQ(report.document.outlet, "Meridian");
  EXPECT_FALSE(report.document.published.printed);
  ASSERT_EQ(report.body.date_hints.size(), 1u);
  EXPECT_EQ(report.body.date_hints[0].text, "March 3");
  EXPECT_FALSE(report.body.date_hints[0].day);
}

TEST(Extract, titles_under_related_stories_are_links_until_a_paragraph_comes) {
  const Report report = read(
      "Army column reaches the salt lake\n\nAn army column reached the salt lake on Monday, a shepherd and "
      "two teachers said by phone.\n\n"
      "RELATED STORIES\n\nMiners leave the salt lake as guns come near\n\nArmy says it will open the lake "
      "road\n\n"
      "The column had left its barracks a week before, with some 400 soldiers and a dozen trucks, they "
      "said.\n");
  EXPECT_EQ(kinds(report), "headline paragraph related related related paragraph");
}

TEST(Extract, wrapped_lines_are_one_paragraph_and_keep_their_offsets) {
  const std::string bytes =
      "Guards close the pass at Tev\n\nThe guards of the pass at Tev closed it to all carts on Monday "
      "morning,\n"
      "and said that nobody would be let through before the snow had gone and\nthe road had been looked at "
      "by the "
      "engineers of the province. A carter\nwho had waited since dawn with his load of tin said that he had "
      "been\ntold "
      "nothing at all.\n";
  const Report report = read(bytes);
  ASSERT_EQ(kinds(report), "headline paragraph");
  const Block& block = report.body.blocks[1];
  EXPECT_EQ(printed(report, block).find('\n'), std::string::npos);
  const Span span = report.body.map.to_report(block.span);
  EXPECT_EQ(bytes.substr(span.begin, 10), "The guards");
  EXPECT_EQ(bytes.substr(span.end - 7, 7), "at all.");
  EXPECT_EQ(span.size(), block.span.size());
}

TEST(Extract, captions_credits_and_comment_rules_are_set_aside) {
  const Report report = read(
      "Two held over the fire at the Dunn mill\n\nTwo men were held on Tuesday over the fire that burnt the "
      "mill at Dunn, police said.\n\n"
      "Workers clear the yard of the mill at Dunn, March 4, 2021. (Ana Petrov/Northphoto)\n\n"
      "The fire killed nobody but left sixty families without work, according to the mayor of the town.\n\n"
      "Translated by Ivo Lind. Edited by Joan Marsh.\n\nComments are moderated. Please, be respectful of "
      "others.\n");
  EXPECT_EQ(kinds(report), "headline paragraph caption paragraph byline comment-rules");
}

TEST(Extract, numbered_points_lose_their_numbers_but_keep_their_text) {
  const Report report = read(
      "MINISTRY OF ORDER\nPress Release (12/2020)\n3 June 2020\n\n1. Terrorists attacked the post at Grun at "
      "dawn on 2 June and were driven off.\n\n"
      "2. The security forces seized four rifles and a radio and continue to clear the area.\n");
  EXPECT_EQ(kinds(report), "navigation navigation dateline list-item list-item");
  EXPECT_EQ(report.document.outlet, "MINISTRY OF ORDER");
  EXPECT_TRUE(printed(report, report.body.blocks[3]).starts_with("Terrorists attacked"));
}

TEST(Extract, a_correction_is_read_and_marked) {
  const Report report = read(
      "Nine hurt at the docks of Pell\n\nNine dockers were hurt when a crane fell at Pell on Friday, the "
      "port authority said.\n\n"
      "Correction: An earlier version of this story said that six were hurt.\n");
  ASSERT_EQ(kinds(report), "headline paragraph paragraph");
  EXPECT_TRUE(report.body.blocks[2].correction);
  EXPECT_FALSE(report.body.blocks[1].correction);
}

TEST(Extract, speakers_labels_and_stamps_stand_before_the_text) {
  const Report report = read(
      "RADIO VALE 88.1 FM\n\nPRESENTER: Good evening, the ferry at Sann is closed again tonight, and nobody "
      "can tell us why it is.\n\n"
      "WATER. The pumps of the upper town have stopped since noon, because the diesel has run out at "
      "last.\n\n"
      "UPDATE 2, 18:52 GMT – The ferry is open again, the harbour master told our reporter a minute ago.\n");
  const auto& blocks = report.body.blocks;
  ASSERT_EQ(blocks.size(), 4u);
  EXPECT_TRUE(printed(report, blocks[1]).starts_with("Good evening"));
  EXPECT_EQ(blocks[1].section, "PRESENTER");
  EXPECT_TRUE(printed(report, blocks[2]).starts_with("The pumps"));
  EXPECT_EQ(blocks[2].section, "WATER");
  EXPECT_TRUE(printed(report, blocks[3]).starts_with("The ferry is open"));
}

TEST(Extract, a_joined_first_line_gives_its_date_and_its_headline) {
  const Report report = read(
      " date 2022-08-09 Fight for the Coast NLF Storms Fort at River Mouth\n\n"
      "The National Liberation Front (NLF) stormed a fort at the mouth of the river on Monday, fishermen "
      "said.\n");
  EXPECT_EQ(kinds(report), "dateline navigation headline paragraph");
  EXPECT_EQ(report.document.title, "NLF Storms Fort at River Mouth");
  EXPECT_EQ(report.document.published.day, Interval::of_day(Day::from_civil(2022, 8, 9)));
  EXPECT_EQ(report.document.outlet, "");
}

}  // namespace
}  // namespace assay::text
