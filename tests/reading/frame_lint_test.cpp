// The lint of frames: what is well formed and still cannot be meant.
#include "reading/frame_lint.hpp"

#include <algorithm>
#include <fstream>

#include "fixture.hpp"

namespace assay::reading {
namespace {

// Faults of one frames file, written into a folder of its own.
std::vector<Error> faults_of_file(const std::string& name, const std::string& yaml) {
  const auto root = std::filesystem::temp_directory_path() / ("assay-lint-" + std::to_string(::getpid()));
  std::filesystem::create_directories(root / "base" / "frames");
  std::filesystem::create_directories(root / "base" / "lexicon");
  std::ofstream(root / "base" / "frames" / name) << yaml;
  auto faults = FrameSet::check(root);
  std::filesystem::remove_all(root);
  return faults;
}

bool tells(const std::vector<Error>& faults, const std::string& words, const std::string& place) {
  return std::any_of(faults.begin(), faults.end(), [&](const Error& e) { return e.text().find(words) != std::string::npos && e.place.find(place) != std::string::npos; });
}

TEST(FrameLint, the_frames_of_the_repository_have_no_fault) {
  for (const Error& fault : FrameSet::check(source_dir() / "domain")) ADD_FAILURE() << fault.text();
}

TEST(FrameLint, types_slots_and_kinds_that_do_not_exist_are_told_by_line) {
  const auto faults = faults_of_file("raid.yaml", "type: raid\nslots: {doer: [subject]}\nframes: []\n");
  EXPECT_TRUE(tells(faults, "'raid' is no claim type", "raid.yaml:1"));
  const auto others = faults_of_file("loot.yaml",
                                     "type: loot\nslots:\n  doer: [subject]\nframes:\n  - id: rob\n    verbs: [rob]\n    when:\n      - {object: [banana]}\n"
                                     "    examples:\n      - text: They robbed him.\n        claims: []\n");
  EXPECT_TRUE(tells(others, "unknown key 'doer'", "loot.yaml:3"));
  EXPECT_TRUE(tells(others, "'banana' is no kind", "loot.yaml:8"));
}

TEST(FrameLint, triggers_that_repeat_or_are_not_sorted_are_faults) {
  const auto faults = faults_of_file("loot.yaml",
                                     "type: loot\nframes:\n  - id: rob\n    verbs: [rob, loot, rob]\n    examples:\n      - text: They robbed him.\n        claims: []\n"
                                     "  - id: again\n    verbs: [loot]\n    examples:\n      - text: They robbed him.\n        claims: []\n");
  EXPECT_TRUE(tells(faults, "'rob' stands twice", "loot.yaml:3"));
  EXPECT_TRUE(tells(faults, "is not sorted", "loot.yaml:3"));
  EXPECT_TRUE(tells(faults, "fires here and at", "loot.yaml:8"));
  EXPECT_TRUE(tells(faults, "this example stands at loot.yaml:6 already", "loot.yaml:11"));
}

TEST(FrameLint, a_phrase_of_one_word_a_missing_list_and_a_missing_example_are_faults) {
  const auto faults = faults_of_file("loot.yaml", "type: loot\nframes:\n  - id: rob\n    phrases: [gone]\n    unless:\n      - {object: [\"list:no-such-list\"]}\n");
  EXPECT_TRUE(tells(faults, "is one word", "loot.yaml:3"));
  EXPECT_TRUE(tells(faults, "there is no list 'no-such-list'", "loot.yaml:3"));
  EXPECT_TRUE(tells(faults, "has no example", "loot.yaml:3"));
  EXPECT_TRUE(tells(faults, "15 are wanted", "loot.yaml:3"));
}

}  // namespace
}  // namespace assay::reading
