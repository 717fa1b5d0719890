#include "domain/yaml.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace assay::domain {
namespace {

using testing::HasSubstr;

TEST(Yaml, a_map_keeps_its_keys_in_order_with_their_lines) {
  const auto read = parse_yaml("b: 1\na: [x, 'y z']\nc:\n  d: \"e\"\n", "f.yaml");
  ASSERT_TRUE(read.ok()) << read.error().text();
  EXPECT_EQ(read->keys, (std::vector<std::string>{"b", "a", "c"}));
  EXPECT_EQ(read->key_lines, (std::vector<int>{1, 2, 3}));
  ASSERT_NE(read->find("a"), nullptr);
  EXPECT_EQ(read->find("a")->items[1].text, "y z");
  EXPECT_EQ(read->find("c")->find("d")->text, "e");
  EXPECT_EQ(read->find("c")->find("d")->line, 4);
  EXPECT_EQ(read->find("z"), nullptr);
}

TEST(Yaml, an_empty_file_and_one_of_comments_alone_are_empty_maps) {
  for (const char* text : {"", "# nothing\n", "\n\n"}) {
    const auto read = parse_yaml(text, "f.yaml");
    ASSERT_TRUE(read.ok()) << read.error().text();
    EXPECT_TRUE(read->keys.empty());
  }
}

TEST(Yaml, aliases_that_would_multiply_are_refused_at_the_anchor) {
  const auto read = parse_yaml("a: &a [lol, lol]\nb: &b [*a, *a]\nc: &c [*b, *b]\n", "f.yaml");
  ASSERT_FALSE(read.ok());
  EXPECT_EQ(read.error().place, "f.yaml:1");
  EXPECT_THAT(read.error().message, HasSubstr("anchors"));
  EXPECT_FALSE(parse_yaml("a: *nowhere\n", "f.yaml").ok());
  EXPECT_FALSE(parse_yaml("<<: *nowhere\n", "f.yaml").ok());
}

TEST(Yaml, a_million_open_brackets_end_in_an_error) {
  for (const char* bracket : {"[", "{a: ", "- ", "? "}) {
    std::string text;
    while (text.size() < 1'000'000) text += bracket;
    const auto read = parse_yaml(text, "f.yaml");
    ASSERT_FALSE(read.ok());
    EXPECT_THAT(read.error().place, HasSubstr("f.yaml:1"));
  }
}

TEST(Yaml, sizes_are_bounded) {
  EXPECT_EQ(parse_yaml("a: " + std::string(100'000, 'x'), "f").error().code, ErrorCode::kTooLarge);
  EXPECT_EQ(parse_yaml(std::string(9u << 20, ' '), "f").error().code, ErrorCode::kTooLarge);
  std::string list = "a: [";
  for (int i = 0; i < 1000; ++i) list += "1, ";
  YamlLimits few;
  few.nodes = 100;
  EXPECT_EQ(parse_yaml(list + "1]", "f", few).error().code, ErrorCode::kTooLarge);
  std::string keys;
  for (int i = 0; i < 2000; ++i) keys += "k" + std::to_string(i) + ": 1\n";
  EXPECT_EQ(parse_yaml(keys, "f").error().code, ErrorCode::kTooLarge);
}

TEST(Yaml, what_is_no_yaml_is_told_with_its_line) {
  const auto broken = parse_yaml("a: 1\nb: [1, 2\nc: 3\n", "f.yaml");
  ASSERT_FALSE(broken.ok());
  EXPECT_EQ(broken.error().code, ErrorCode::kBadFormat);
  EXPECT_THAT(broken.error().place, testing::MatchesRegex("f.yaml:[2-4]"));
  EXPECT_EQ(parse_yaml("a: 1\na: 2\n", "f.yaml").error().place, "f.yaml:2");
  EXPECT_FALSE(parse_yaml("a: !!binary eA==\n", "f.yaml").ok());
  EXPECT_FALSE(parse_yaml("a: 1\n---\nb: 2\n", "f.yaml").ok());
  EXPECT_FALSE(parse_yaml("[1, 2]: 3\n", "f.yaml").ok());
  EXPECT_EQ(parse_yaml(std::string("a: \0", 4), "f.yaml").error().code, ErrorCode::kBinary);
}

}  // namespace
}  // namespace assay::domain
