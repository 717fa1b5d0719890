// The fuzzers' bodies over a fixed set of hostile inputs, and over what random damage makes of good ones.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>

#define ASSAY_FUZZ_BODY_ONLY
#include "fuzz/text_decode_fuzz.cpp"
#include "fuzz/text_report_fuzz.cpp"
#include "fuzz/text_sources_fuzz.cpp"

namespace assay::text {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> samples() {
  std::vector<std::string> out;
  std::vector<fs::path> paths;
  for (const auto& entry : fs::directory_iterator(fs::path(ASSAY_SOURCE_DIR) / "samples"))
    paths.push_back(entry.path());
  std::sort(paths.begin(), paths.end());
  for (const auto& path : paths) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream bytes;
    bytes << file.rdbuf();
    out.push_back(bytes.str());
  }
  return out;
}

std::string times(std::string_view part, int count) {
  std::string out;
  for (int i = 0; i < count; ++i) out += part;
  return out;
}

std::vector<std::string> hostile() {
  std::vector<std::string> out = {
      "",
      " ",
      "\n\n\n",
      std::string(3, '\0'),
      std::string(100000, 'a'),
      std::string(100000, '\n'),
      times(". ", 50000),
      times("- ", 50000),
      times("(", 50000),
      times("By ", 20000),
      times("1 March ", 20000),
      times("UPDATE 2, 18:52 GMT – ", 3000),
      times("PRESENTER: ", 10000),
      times("Home » ", 20000),
      times("🔴", 10000),
      times("\xF0\x9F", 10000),
      times("©", 10000),
      "\xEF\xBB\xBF",
      "\xFF\xFE",
      "\xFE\xFF",
      "\xFF\xFE\x41",
      "\xC3",
      "a\xC3",
      "\xE2\x80",
      std::string("\xFF\xFE\x00\xD8", 4),
      "•",
      "• ",
      "1.",
      "1. ",
      "(a)",
      "- -",
      "— ",
      "A: ",
      "A: B",
      "Q: ",
      "[",
      "[]",
      "[ ]",
      ")",
      "(/)",
      "(Photo)",
      "Photo:",
      "© /",
      "date 2023-01-27",
      "date 2023-01-27 A B C D E",
      "99 March 9999",
      "0 May 2000",
      "31 February 2024",
      "2024-02-30",
      "1/1/1",
      "By",
      "By by by",
      "RELATED STORIES",
      "RELATED STORIES\na\nb\nc",
      "Correction",
      "Correction:",
      "CORRECTION\n",
      "A, B (C) - ",
      "A, B (C) - D",
      "NAIROBI (X) - ",
      "(X) - y",
      " - y",
      "–",
      "X –",
      "X – y",
      "\t\tx",
      "x\r",
      "\r\r\r\n",
      "a\vb\fc",
      "{",
      "{\"",
      "{\"text\":",
      "{\"text\":\"\"}",
      "{\"text\":\"\\ud800\"}",
      "{\"text\":\"x\"}\n{",
      times("{\"text\":", 20000),
      times("[", 100000),
      "{\"text\":\"" + std::string(100000, 'x') + "\"}",
      "\x1F\x8B",
      "\x1F\x8B\x08",
      "\x28\xB5\x2F\xFD",
      "\x28\xB5\x2F\xFD\x00",
      "<",
      "<p",
      "<p>",
      "</p>",
      "<!--",
      "<!doctype html>",
      "<html",
      times("<div>", 5000),
      times("<b>", 5000),
      times("<p><b x=1>", 1500),
      times("<table>", 1000),
      times("<table><tr><td>", 300) + "x",
      "<table>x<tr>y<td>z",
      times("&", 20000),
      times("&amp", 5000),
      "<p>&#0;&#1;&#xD800;&#x110000;&nbsp;&shy;&zwj;&NotEqualTilde;&copy2024&notit;</p>",
      "<p>a<p>b<br>c<br/>d",
      "<pre>\n\nx</pre>",
      "<p>a</i>b &lt;c</b>&lt;/i&gt;",
      "<title>a<title>b",
      "<p>a < b > c <3 d</p>",
      "<svg><p>x</svg>",
      "<template><p>x</template>y",
      "<p>\xF0\x9F\x94\xA5&rsquo;\xE1\x80\x99<!-- --> -->x</p>",
      "<time datetime=9999-99-99>x",
      "<script type=application/ld+json>{\"@graph\":[[[[[[[[[[1]]]]]]]]]]}</script><p>x",
      "<a href=x><p>y</p></a><ul><li><a>z</a></ul>",
      "<p hidden>x</p><p style=display:none>y",
      "<frameset><frame>",
      "<plaintext><p>x",
      "<textarea><p>x",
      "good UTF-8 – but for \xF0\x8F\x94\xB4, \xE0\x80\x80, \xED\xA0\x80 and \xF4\x90\x80\x80 in it"};
  for (const auto& sample : samples()) out.push_back(sample);
  return out;
}

TEST(Hostile, no_input_breaks_a_promise) {
  for (const std::string& input : hostile()) {
    fuzz::text_decode(input);
    fuzz::text_report(input);
    fuzz::text_sources(input);
  }
}

TEST(Hostile, damaged_samples_break_no_promise) {
  std::mt19937 random(13);
  const auto good = samples();
  for (int round = 0; round < 400; ++round) {
    std::string bytes = good[random() % good.size()];
    const int wounds = 1 + static_cast<int>(random() % 12);
    for (int i = 0; i < wounds && !bytes.empty(); ++i) {
      const std::size_t at = random() % bytes.size();
      switch (random() % 5) {
        case 0:
          bytes[at] = static_cast<char>(random());
          break;
        case 1:
          bytes.erase(at, 1 + random() % 40);
          break;
        case 2:
          bytes.insert(
              at, times(std::string(1, "<&-(.\n\"{\xE2"[random() % 9]), 1 + static_cast<int>(random() % 5)));
          break;
        case 3:
          bytes.resize(at);
          break;
        default:
          bytes.insert(at, bytes.substr(random() % bytes.size(), random() % 200));
          break;
      }
    }
    fuzz::text_decode(bytes);
    fuzz::text_report(bytes);
    fuzz::text_sources(bytes);
  }
}

}  // namespace
}  // namespace assay::text
