// Paths → raw reports: what is read, in which order, and what every kind of bad input says.
#include "text/sources.hpp"

#include <gtest/gtest.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include <filesystem>
#include <fstream>

#include "tests/text/support.hpp"

namespace assay::text {
namespace {

namespace fs = std::filesystem;

std::string gzip(std::string_view bytes) {
  z_stream zip{};
  deflateInit2(&zip, 9, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
  std::string out(deflateBound(&zip, bytes.size()) + 64, '\0');
  zip.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  zip.avail_in = static_cast<uInt>(bytes.size());
  zip.next_out = reinterpret_cast<Bytef*>(out.data());
  zip.avail_out = static_cast<uInt>(out.size());
  deflate(&zip, Z_FINISH);
  out.resize(zip.total_out);
  deflateEnd(&zip);
  return out;
}

std::string zstd(std::string_view bytes) {
  std::string out(ZSTD_compressBound(bytes.size()), '\0');
  out.resize(ZSTD_compress(out.data(), out.size(), bytes.data(), bytes.size(), 3));
  return out;
}

class SourcesTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (fs::temp_directory_path() / "assay-sources-XXXXXX").string();
    ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
    dir_ = pattern;
  }
  void TearDown() override { fs::remove_all(dir_); }

  std::string put(const std::string& name, std::string_view bytes) {
    const fs::path path = dir_ / name;
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << bytes;
    return path.string();
  }
  // "name=bytes" or "!code@place" for each thing that comes out, the folder's name left out.
  std::vector<std::string> all(std::vector<std::string> paths, SourceOptions options = {}) {
    Sources sources(std::move(paths), std::move(options));
    std::vector<std::string> out;
    while (auto item = sources.next()) {
      if (item->ok()) {
        out.push_back(item->value().name + "=" + item->value().bytes.substr(0, 40));
      } else {
        std::string place = item->error().place;
        if (place.starts_with(dir_.string())) place.erase(0, dir_.string().size() + 1);
        out.push_back("!" + std::string(name_of(item->error().code)) + "@" + place);
      }
    }
    skipped_ = sources.progress().skipped;
    return out;
  }
  using Out = std::vector<std::string>;
  fs::path dir_;
  std::uint64_t skipped_ = 0;
};

TEST_F(SourcesTest, a_folder_is_read_in_order_of_names_and_other_files_are_left_out) {
  put("b.txt", "two");
  put("a.txt", "one");
  put("c/d.html", "<p>three</p>");
  put("c/README.md", "no");
  put(".hidden.txt", "no");
  put("plain", "four");
  EXPECT_EQ(all({dir_.string()}), (Out{"a.txt=one", "b.txt=two", "d.html=<p>three</p>", "plain=four"}));
  EXPECT_EQ(skipped_, 2u);
}

TEST_F(SourcesTest, packed_files_are_known_by_their_first_bytes) {
  const std::string text(200000, 'x');
  put("a.txt", gzip("one"));
  put("b.txt.gz", gzip("two") + gzip("and more"));
  put("c.zst", zstd("three"));
  put("d.zst", zstd(text));
  EXPECT_EQ(all({dir_.string()}),
            (Out{"a.txt=one", "b.txt.gz=twoand more", "c.zst=three", "d.zst=" + text.substr(0, 40)}));
}

TEST_F(SourcesTest, each_line_of_ndjson_is_a_report_and_a_bad_line_costs_only_itself) {
  const auto path =
      put("feed.ndjson",
          "{\"url\":\"http://x/"
          "1\",\"outlet\":\"O\",\"title\":\"T\",\"published\":\"2024-11-20\",\"text\":\"one\"}\n"
          "{\"url\":\"http://x/2\",\"title\":\"no text\"}\n\n"
          "{\"text\":\"three\",\"outlet\":null}\n"
          "not json\n"
          "{\"text\":5}\n"
          "[1]\n"
          "{\"text\":\"last\"}");
  EXPECT_EQ(all({path}), (Out{"http://x/1=one", "!bad-format@feed.ndjson:2", "feed.ndjson:4=three",
                              "!bad-format@feed.ndjson:5", "!bad-format@feed.ndjson:6",
                              "!bad-format@feed.ndjson:7", "feed.ndjson:8=last"}));
}

TEST_F(SourcesTest, ndjson_is_known_without_its_ending) {
  EXPECT_EQ(all({put("feed", "{\"text\":\"one\"}\n{\"text\":\"two\"}\n")}),
            (Out{"feed:1=one", "feed:2=two"}));
  EXPECT_EQ(all({put("long", "{\"text\":\"" + std::string(100, 'y') + "\"}\n")}),
            (Out{"long:1=" + std::string(40, 'y')}));
}

TEST_F(SourcesTest, a_shortened_gzip_or_zstd_is_rejected) {
  std::string text;
  for (int i = 0; i < 20000; ++i) text += std::to_string(i * 7919 % 10007) + ' ';
  const std::string g = gzip(text), z = zstd(text);
  put("a.txt.gz", g.substr(0, g.size() / 2));
  put("b.txt.zst", z.substr(0, z.size() / 2));
  put("c.txt.gz", g.substr(0, 12));
  put("d.txt", "still read");
  std::string broken = g;
  broken[g.size() / 2] ^= 0x55;
  put("e.txt.gz", broken);
  EXPECT_EQ(all({dir_.string()}), (Out{"!bad-format@a.txt.gz", "!bad-format@b.txt.zst",
                                       "!bad-format@c.txt.gz", "d.txt=still read", "!bad-format@e.txt.gz"}));
}

TEST_F(SourcesTest, lines_before_the_break_of_a_shortened_feed_are_kept) {
  std::string feed;
  for (int i = 0; i < 9000; ++i) feed += "{\"text\":\"report " + std::to_string(i * 7919 % 10007) + "\"}\n";
  const std::string g = gzip(feed);
  const auto out = all({put("feed.ndjson.gz", g.substr(0, g.size() - g.size() / 4))});
  ASSERT_GT(out.size(), 100u);
  EXPECT_EQ(out[0], "feed.ndjson.gz:1=report 0");
  EXPECT_EQ(out.back(), "!bad-format@feed.ndjson.gz:" + std::to_string(out.size()));
}

TEST_F(SourcesTest, a_bomb_stops_at_the_limit) {
  SourceOptions options;
  options.limits.report_bytes = 1 << 20;
  options.limits.unpacked_free = 2 << 20;
  const std::string bomb = gzip(std::string(4 << 20, 'a'));
  ASSERT_LT(bomb.size(), 6000u);
  put("a.txt.gz", bomb);                                 // one report: stops at the report's limit
  put("b.ndjson.gz", gzip(std::string(4 << 20, '\n')));  // endless empty lines: stops at the ratio
  const auto out = all({dir_.string()}, options);
  ASSERT_EQ(out.size(), 2u);
  EXPECT_EQ(out[0], "!too-large@a.txt.gz");
  EXPECT_TRUE(out[1].starts_with("!too-large@b.ndjson.gz:"));
}

TEST_F(SourcesTest, an_endless_line_is_rejected_and_the_next_is_read) {
  SourceOptions options;
  options.limits.report_bytes = 1 << 20;
  put("a.ndjson", "{\"text\":\"" + std::string(5 << 20, 'x') + "\"}\n{\"text\":\"next\"}\n");
  put("b.txt", std::string(5 << 20, 'x'));
  put("c.txt", "after");
  EXPECT_EQ(all({dir_.string()}, options),
            (Out{"!too-large@a.ndjson:1", "a.ndjson:2=next", "!too-large@b.txt", "c.txt=after"}));
}

TEST_F(SourcesTest, loops_of_links_are_entered_once) {
  put("a/one.txt", "one");
  fs::create_directory_symlink(dir_, dir_ / "a" / "up");
  fs::create_symlink(dir_ / "self", dir_ / "self");
  fs::create_symlink(dir_ / "nowhere", dir_ / "z.txt");
  fs::create_directory_symlink(dir_ / "a", dir_ / "b");
  EXPECT_EQ(all({dir_.string()}),
            (Out{"one.txt=one", "!bad-argument@a/up", "!not-found@self", "!not-found@z.txt"}));
}

TEST_F(SourcesTest, what_is_not_there_or_may_not_be_read_is_said) {
  put("a.txt", "one");
  EXPECT_EQ(all({(dir_ / "none.txt").string(), (dir_ / "a.txt").string()}),
            (Out{"!not-found@none.txt", "a.txt=one"}));
  fs::permissions(dir_, static_cast<fs::perms>(0755));
  fs::permissions(dir_ / "a.txt", fs::perms::none);
  const bool root = ::geteuid() == 0;  // who may read everything: be nobody for a moment
  if (root) ASSERT_EQ(::seteuid(65534), 0);
  const auto out = all({dir_.string()});
  if (root) ASSERT_EQ(::seteuid(0), 0);
  EXPECT_EQ(out, (Out{"!no-permission@a.txt"}));
}

TEST_F(SourcesTest, options_fill_what_the_report_lacks) {
  const auto path = put("feed.ndjson",
                        "{\"outlet\":\"Field Post\",\"published\":\"2024-11-20\",\"text\":\"The army took "
                        "the hill at Orlo on Monday, a resident said.\"}\n"
                        "{\"text\":\"The army took the hill at Orlo on Monday, a resident said.\"}\n");
  SourceOptions options;
  options.outlet = "Given";
  options.published = "2020-02-02";
  Sources sources({path}, options);
  const auto first = make_report(std::move(sources.next()->value()), lexicon());
  const auto second = make_report(std::move(sources.next()->value()), lexicon());
  ASSERT_TRUE(first.ok() && second.ok());
  EXPECT_EQ(first->document.outlet, "Field Post");
  EXPECT_EQ(first->document.published.day, Interval::of_day(Day::from_civil(2024, 11, 20)));
  EXPECT_EQ(second->document.outlet, "Given");
  EXPECT_EQ(second->document.published.day, Interval::of_day(Day::from_civil(2020, 2, 2)));
  EXPECT_EQ(first->document.id, second->document.id);  // the same bytes
}

TEST(MakeReport, bad_reports_are_rejected_with_a_sentence_and_a_place) {
  const auto code = [](std::string bytes, std::string published = "") {
    RawInput input;
    input.bytes = std::move(bytes);
    input.path = "dir/a.txt";
    input.published = std::move(published);
    const auto report = make_report(std::move(input), lexicon());
    if (report.ok()) return std::string("read");
    EXPECT_EQ(report.error().place, "dir/a.txt");
    EXPECT_FALSE(report.error().message.empty());
    return std::string(name_of(report.error().code));
  };
  EXPECT_EQ(code(""), "empty");
  EXPECT_EQ(code(" \n\t \n"), "empty");
  EXPECT_EQ(code(std::string("\0\1\2\3 binary \0\0\0", 17)), "binary");
  EXPECT_EQ(code("%PDF-1.4 and so on"), "binary");
  EXPECT_EQ(code(std::string("\xFF\xFE\x00\xD8\x00\xD8\x00\xD8\x00\xD8", 10)), "bad-encoding");
  EXPECT_EQ(code("The army left the hill on Monday.", "yesterday-ish"), "bad-argument");
  EXPECT_EQ(code("The army left the hill on Monday.", "2024-02-30"), "bad-argument");
  EXPECT_EQ(code("The army left the hill on Monday.", "2024-11-20T08:00:00Z"), "read");
  EXPECT_EQ(code("The army left the hill on Monday.", "20 November 2024"), "read");
}

}  // namespace
}  // namespace assay::text
