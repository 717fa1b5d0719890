#include "reading/publication.hpp"

#include "tests/reading/lexicon_for_test.hpp"
#include "text/lexicon.hpp"
#include "text/report.hpp"

namespace assay::reading {
namespace {

// Sentences by stops and lines alone: the constraints work on words.
std::vector<language::Sentence> sentences_of(const text::Report& report) {
  std::vector<language::Sentence> out;
  for (const auto& block : report.body.blocks) {
    if (!text::is_read(block.kind)) continue;
    const std::string text = report.body.text.substr(block.span.begin, block.span.size());
    std::size_t begin = 0;
    while (begin < text.size()) {
      std::size_t end = text.find(". ", begin);
      // 'Nov. 12' does not end a sentence.
      while (end != std::string::npos && end + 2 < text.size() && text[end + 2] >= '0' && text[end + 2] <= '9') end = text.find(". ", end + 2);
      end = end == std::string::npos ? text.size() : end + 1;
      out.push_back(plain_sentence(std::string_view(text).substr(begin, end - begin)));
      begin = end + 1;
    }
  }
  return out;
}

PublicationDay infer(const std::string& bytes, const PublicationContext& context = {}, const std::string& chronology = "") {
  static const text::Lexicon lexicon = std::move(text::Lexicon::load(domain_for_test())).value();
  text::RawInput input;
  input.bytes = bytes;
  input.name = "report.txt";
  auto report = text::make_report(input, lexicon);
  EXPECT_TRUE(report.ok());
  const auto events = Chronology::parse(chronology.empty() ? "" : "day\tkind\twords\twhat\tsource\n" + chronology, "chronology.tsv");
  EXPECT_TRUE(events.ok());
  return infer_publication(*report, sentences_of(*report), words_for_test(), *events, context);
}

std::string best(const PublicationDay& day) { return day.best ? day.best->iso() : "none"; }

TEST(Publication, a_printed_day_is_taken_as_it_is) {
  const auto day = infer("Millers close the north gate\n\n14 May 2022\n\nThe gate was shut on Tuesday, millers said.\n");
  EXPECT_TRUE(day.published.printed);
  EXPECT_EQ(best(day), "2022-05-14");
}

TEST(Publication, a_weekday_beside_a_day_picks_the_year) {
  // 23 October is a Monday in 2023 and not in the years beside it.
  const auto day = infer("Four buckets\n\nBy A. Writer\n\nMonday 23 October\n\nThe wells have been dry since the truce of 2021 broke. On Saturday the last pump stopped.\n");
  EXPECT_EQ(best(day), "2023-10-23");
  EXPECT_EQ(day.published.day.days(), 1);
}

TEST(Publication, a_caption_bounds_it_from_below) {
  const auto day = infer("Rebels hold the ferry\n\nFighters took the ferry early on Wednesday and the far bank was quiet on Thursday, a boatman said.\n\n"
                         "A ferry on the Sull river, Nov. 20, 2024. (Photo: A. Person/Agency)\n\nThe company lost two boats on Nov. 6, its owner said.\n");
  EXPECT_EQ(best(day), "2024-11-21");
}

TEST(Publication, an_old_archive_picture_does_not_date_a_report) {
  const auto day = infer("Miners flee the pits\n\nA pit near Orsk, Nov. 25, 2015. (A. Person/Agency)\n\nThe dam broke on Jan. 20 and was shelled on Feb. 2, miners said. "
                         "A survey was published in April 2023 by a charity.\n");
  ASSERT_TRUE(day.best);
  EXPECT_EQ(day.best->year(), 2024);
  EXPECT_EQ(day.best->month(), 2);
  EXPECT_GE(day.best->day(), 2);
}

TEST(Publication, year_less_days_of_the_past_lie_before_it) {
  const auto day = infer("Gates stay shut\n\nThe army sold 40,000 tonnes in 2023, up from 2021. Troops took the pass in October. "
                         "They had closed the gates in late September. The gates have been shut since Nov. 12, drivers said.\n");
  ASSERT_TRUE(day.published.day.from && day.published.day.to);
  EXPECT_GE(day.published.day.from->iso(), "2024-11-12");
  EXPECT_LE(day.published.day.to->iso(), "2024-12-10");
}

TEST(Publication, an_event_of_the_chronology_binds_the_year) {
  const std::string event = "2018-12\tevent\tarvik & siege|fight\tthe siege of Arvik begins\ttest\n";
  const std::string report = "Arvik holds out\n\nFighting has gone on since December for Arvik. The convoy was hit on June 3 and 6. On Saturday a patrol was ambushed.\n";
  const auto day = infer(report, {}, event);
  // Saturday after 6 June 2019 is the 8th.
  EXPECT_EQ(best(day), "2019-06-08");
  EXPECT_EQ(best(infer(report)), "none");
}

TEST(Publication, an_anniversary_of_a_known_founding_bounds_it) {
  const std::string event = "1960-10-25\tfounding\tminers' league\tthe Miners' League is founded\ttest\n";
  const auto day = infer("Concert bombed\n\nEighty died in October at a concert for the 62nd anniversary of the Miners' League. On January 11 two men were shot.\n", {}, event);
  ASSERT_TRUE(day.best);
  EXPECT_EQ(day.best->year(), 2023);
  EXPECT_EQ(day.best->month(), 1);
}

TEST(Publication, neighbours_give_the_year_that_is_not_printed) {
  PublicationContext context;
  context.neighbours = {Interval::parse("2021-03-13").value()};
  const auto day = infer("Gate falls\n\n12 March\n\nFighters took the gate on Tuesday, a trader said.\n", context);
  EXPECT_EQ(best(day), "2021-03-12");
}

TEST(Publication, neighbours_go_before_an_event_that_is_merely_spoken_of) {
  const std::string event = "2018-12\tevent\tarvik & siege|fight\tthe siege of Arvik begins\ttest\n";
  const std::string report = "Fort falls\n\nFighters took the fort on Aug. 19, which opens the way to the fight for Arvik.\n";
  PublicationContext context;
  EXPECT_EQ(infer(report, context, event).best->year(), 2019);
  context.neighbours = {Interval::parse("2018-08-18").value()};
  EXPECT_EQ(infer(report, context, event).best->year(), 2018);
}

TEST(Publication, a_year_that_is_printed_goes_before_neighbours) {
  PublicationContext context;
  context.neighbours = {Interval::parse("2018-08-18").value()};
  const auto day = infer("Fort falls\n\nFighters took the fort on Aug. 19, 2020, a trader said.\n", context);
  ASSERT_TRUE(day.best);
  EXPECT_FALSE(day.loose);
  EXPECT_EQ(day.best->year(), 2020);
}

TEST(Publication, neighbours_of_several_years_leave_it_open) {
  PublicationContext context;
  context.neighbours = {Interval::parse("2018-03-12").value(), Interval::parse("2021-03-12").value()};
  EXPECT_EQ(best(infer("Gate falls\n\n12 March\n\nFighters took the gate, a trader said.\n", context)), "none");
}

TEST(Publication, where_no_word_binds_the_year_it_stays_open) {
  const std::string report = "Gate falls\n\n12 March\n\nFighters took the gate on Tuesday, a trader said.\n";
  EXPECT_EQ(best(infer(report)), "none");
  PublicationContext context;
  context.recorded = Day::parse("2022-01-01").value();
  EXPECT_EQ(best(infer(report, context)), "none");
  EXPECT_TRUE(infer(report, context).loose);
  context.keep_guess = true;
  const auto day = infer(report, context);
  EXPECT_TRUE(day.year_guessed);
  ASSERT_TRUE(day.best);
  EXPECT_LT(*day.best, *context.recorded);
  EXPECT_EQ(day.best->month() * 100 + day.best->day(), 312);
}

TEST(Publication, a_count_of_days_dates_the_report) {
  const auto day = infer("Bulletin\n\nWhat we know on Saturday morning, the 504th day since the invasion began on June 4, 2023.\n\nTwo soldiers were killed on Friday.\n");
  EXPECT_EQ(best(day), "2024-10-19");
}

TEST(Publication, days_from_now_date_the_report) {
  const auto day = infer("Deal to lapse\n\nThe deal, signed in 2023, lapses on November 18, eleven days from now.\n");
  EXPECT_EQ(best(day), "2024-11-07");
}

TEST(Publication, reasons_quote_the_words) {
  const auto day = infer("Gates stay shut\n\nDrivers told us that troops had taken the pass on 4 May 2019 and had left it again within hours.\n");
  ASSERT_FALSE(day.published.reasons.empty());
  bool quoted = false;
  for (const auto& reason : day.published.reasons) quoted |= reason.find("'on 4 May 2019'") != std::string::npos;
  EXPECT_TRUE(quoted) << testing::PrintToString(day.published.reasons);
}

TEST(Publication, faults_of_the_chronology_are_named_with_their_line) {
  EXPECT_EQ(Chronology::parse("day\tkind\twords\twhat\tsource\n2019-13\tevent\ta\tb\tc\n", "c.tsv").error().place, "c.tsv:2");
  EXPECT_EQ(Chronology::parse("day\tkind\twords\twhat\tsource\n2019\twar\ta\tb\tc\n", "c.tsv").error().place, "c.tsv:2");
  EXPECT_FALSE(Chronology::parse("2019\tevent\ta\tb\tc\n", "c.tsv").ok());
  EXPECT_TRUE(Chronology::load(domain_for_test()).ok());
}

}  // namespace
}  // namespace assay::reading
