// Web pages: what is read of them, what their tags tell, and that every word leads back to its source.
#include "text/html.hpp"

#include <gtest/gtest.h>

#include <random>

#include "tests/text/support.hpp"

namespace assay::text {
namespace {

constexpr std::string_view kPage = R"(<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Guards shut the bridge at Orlo | Vale Courier</title>
<meta property="og:site_name" content="Vale Courier">
<meta property="article:published_time" content="2023-05-14T08:00:00+06:30">
<meta property="article:modified_time" content="2023-05-15T09:00:00Z">
<script>var x = "<p>no text</p>";</script><style>p { color: red }</style></head>
<body class="single with-sidebar"><nav><ul><li><a href="/">Home</a></li><li><a href="/n">News</a></li></ul></nav>
<main><article><h1>Guards shut the bridge at Orlo</h1>
<p class="standfirst">Lorries turned back for a second day</p>
<p class="byline">By <a href="/a">Mira Olsen</a> and others</p>
<figure><img src="x.jpg"><figcaption>The bridge at Orlo. (Ana Petrov/Northphoto)</figcaption></figure>
<p>ORLO, May 14 (Meridian) &mdash; The guards&rsquo; captain said on Sunday that the bridge
   was shut &amp; would stay&nbsp;shut.<!-- a note --></p>
<h2>Prices rise</h2>
<p>Salt costs <b>twice</b> what it did, at &#8364;3 a&#x20;kilo, a trader said.</p>
<ul><li>Two lorries were burnt.</li><li>Nobody was hurt.</li></ul>
<div class="related"><h3>Related</h3><p><a href="/r">Ferry at Sann closed</a></p></div>
<table><tr><th>Good</th><th>Price</th></tr><tr><td>Salt</td><td>3</td></tr></table>
</article></main>
<footer><p>&copy; 2023 Vale Courier. All rights reserved.</p></footer></body></html>)";

TEST(Html, a_page_is_read_as_its_reader_reads_it) {
  const Report report = read(std::string(kPage));
  EXPECT_EQ(kinds(report),
            "navigation navigation headline deck byline caption paragraph heading paragraph list-item "
            "list-item related "
            "related table table comment-rules");
  EXPECT_EQ(report.document.media_type, "text/html");
  EXPECT_EQ(report.document.outlet, "Vale Courier");
  EXPECT_EQ(report.document.title, "Guards shut the bridge at Orlo");
  EXPECT_EQ(report.document.published.day, Interval::of_day(Day::from_civil(2023, 5, 14)));
  EXPECT_EQ(printed(report, report.body.blocks[6]),
            "The guards’ captain said on Sunday that the bridge was shut & would stay shut.");
  EXPECT_EQ(printed(report, report.body.blocks[8]),
            "Salt costs twice what it did, at €3 a kilo, a trader said.");
  ASSERT_EQ(report.body.datelines.size(), 1u);
  EXPECT_EQ(report.body.datelines[0].agency, "Meridian");
}

TEST(Html, spans_lead_back_to_the_source_with_its_entities) {
  const Report report = read(std::string(kPage));
  const auto source = [&](std::string_view words) {
    const auto at = static_cast<std::uint32_t>(report.body.text.find(words));
    const Span span = report.body.map.to_report({at, at + static_cast<std::uint32_t>(words.size())});
    return report.bytes.substr(span.begin, span.size());
  };
  EXPECT_EQ(source("guards’ captain"), "guards&rsquo; captain");
  EXPECT_EQ(source("shut & would stay shut."), "shut &amp; would stay&nbsp;shut.");
  EXPECT_EQ(source("€3 a kilo"), "&#8364;3 a&#x20;kilo");
  EXPECT_EQ(source("twice"), "twice");
  EXPECT_EQ(source("bridge was"), "bridge\n   was");
}

TEST(Html, json_ld_and_time_tell_the_day) {
  const Report report = read(
      "<html><head><script "
      "type=\"application/ld+json\">{\"@graph\":[{\"@type\":\"NewsArticle\",\"headline\":\"H\","
      "\"datePublished\":\"2022-03-04T01:02:03Z\",\"publisher\":{\"@type\":\"Organization\",\"name\":\"Coast "
      "Star\"}}]}</script></head>"
      "<body><p>The fort at the river mouth fell on Thursday, two fishermen said.</p></body></html>");
  EXPECT_EQ(report.document.published.day, Interval::of_day(Day::from_civil(2022, 3, 4)));
  EXPECT_EQ(report.document.outlet, "Coast Star");
  const Report timed = read(
      "<article><h1>Fort falls</h1><time datetime=\"2021-02-03\">3 Feb</time><p>The fort fell on Tuesday, "
      "two fishermen said.</p></article>");
  EXPECT_EQ(timed.document.published.day, Interval::of_day(Day::from_civil(2021, 2, 3)));
}

TEST(Html, pages_without_good_markup_are_read_by_their_words) {
  const Report report = read(
      "<div><b>Fort at the river mouth falls to rebels</b><br><br>By Mira Olsen<br><br>The fort fell on "
      "Tuesday after two days, "
      "fishermen said.<br><br>Nobody saw the governor leave &ndash; he left by boat.<br>Comments are "
      "moderated.</div>");
  EXPECT_EQ(kinds(report), "headline byline paragraph paragraph comment-rules");
}

TEST(Html, pages_in_windows_1252_lead_back_to_their_bytes) {
  const std::string bytes =
      "<html><head><meta http-equiv=\"Content-Type\" content=\"text/html; "
      "charset=windows-1252\"></head><body><p>The caf\xE9 at "
      "Orlo was shelled \x96 nobody was hurt, its owner\x92s wife said.</p></body></html>";
  const Report report = read(bytes);
  EXPECT_EQ(report.document.encoding, "windows-1252");
  ASSERT_EQ(report.body.blocks.size(), 1u);
  EXPECT_EQ(printed(report, report.body.blocks[0]),
            "The café at Orlo was shelled – nobody was hurt, its owner’s wife said.");
  const Span span = report.body.map.to_report(report.body.blocks[0].span);
  EXPECT_EQ(bytes.substr(span.begin, 8), "The caf\xE9");
  EXPECT_EQ(bytes.substr(span.end - 5, 5), "said.");
}

TEST(Html, a_page_nested_past_reason_is_rejected) {
  std::string deep;
  for (int i = 0; i < 200000; ++i) deep += "<div>";
  const auto page = read_html(deep, lexicon());
  ASSERT_FALSE(page.ok());
  EXPECT_EQ(page.error().code, ErrorCode::kTooLarge);
}

TEST(Html, a_page_whose_tree_explodes_is_rejected_and_leaves_nothing_allocated) {
  // Each <p> opens all the unclosed formatting again.
  std::string bomb = "<p>";
  for (int i = 0; i < 900; ++i) bomb += "<b a" + std::to_string(i) + ">";
  for (int i = 0; i < 5000; ++i) bomb += "<p>x";
  const auto page = read_html(bomb, lexicon());
  ASSERT_FALSE(page.ok());
  EXPECT_EQ(page.error().code, ErrorCode::kTooLarge);
}

// Text made of entities, tags and plain letters: every copied character leads back to itself, and every span
// of the text to bytes that do not cut a character or an entity.
TEST(Html, every_character_of_a_random_page_leads_back_to_what_prints_it) {
  struct Piece {
    std::string source, text;
  };
  const std::vector<Piece> pieces = {
      {"a", "a"},       {"b", "b"},         {"word", "word"}, {"&amp;", "&"}, {"&rsquo;", "’"},
      {"&#8212;", "—"}, {"&#xE9;", "é"},    {"é", "é"},       {"မ", "မ"},     {"<b>", ""},
      {"</b>", ""},     {"<!-- c -->", ""}, {"&lt;", "<"},    {"</i>", ""},   {"&unknown", "&unknown"},
      {"& ", "& "},     {"&copy;", "©"}};
  std::mt19937 random(7);
  for (int round = 0; round < 300; ++round) {
    std::string source = "<html><body><article><p>", expected;
    std::vector<std::pair<Span, Span>> pairs;  // text, source
    for (int i = 0; i < 80; ++i) {
      const Piece& piece = pieces[random() % pieces.size()];
      source += piece.source;
      expected += piece.text;
      if (random() % 4 == 0) {
        source += " z";
        expected += " z";
      }
    }
    source += " the end</p></article></body></html>";
    expected += " the end";
    const auto page = read_html(source, lexicon());
    ASSERT_TRUE(page.ok());
    std::string folded;
    for (char c : expected) {
      if (c != ' ' || (!folded.empty() && folded.back() != ' ')) folded += c;
    }
    ASSERT_EQ(page->passages.size(), 1u) << source;
    const Span span = page->passages[0].span;
    ASSERT_EQ(page->text.substr(span.begin, span.size()), folded) << source;
    std::uint32_t last = 0;
    for (std::uint32_t at = span.begin; at < span.end;) {
      std::uint32_t end = at + 1;
      while (end < span.end && (static_cast<unsigned char>(page->text[end]) & 0xC0) == 0x80) ++end;
      const Span from = page->map.to_report({at, end});
      ASSERT_GE(from.begin, last) << source;
      last = from.end;
      const std::string printed = source.substr(from.begin, from.size());
      const std::string character = page->text.substr(at, end - at);
      const bool known = printed == character || (printed.size() > 2 && printed[0] == '&');
      ASSERT_TRUE(known) << "'" << printed << "' for '" << character << "' in " << source;
      at = end;
    }
  }
}

}  // namespace
}  // namespace assay::text
