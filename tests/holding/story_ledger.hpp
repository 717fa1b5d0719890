// A story of tests/holding/stories as a ledger for the program to be asked: reports of an invented country that differ
// on a day, on numbers and on names, with their claims coded by hand. docs/story.md shows them.
#pragma once

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "claim/claim_json.hpp"
#include "tests/holding/shared_reports.hpp"

namespace assay::testing {

// Removes the ledger unless somebody wants to look at it.
struct Kept {
  std::filesystem::path file;
  ~Kept() {
    if (!std::getenv("ASSAY_KEEP")) std::filesystem::remove(file);
  }
};

class StoryLedger : public ::testing::Test {
 protected:
  // `name` of a folder under stories; `now` is the day on which the questions are asked.
  void tell(const std::string& name, const std::string& now) {
    const std::string folder = std::string(ASSAY_SOURCE_DIR) + "/tests/holding/stories/" + name + "/";
    std::map<std::string, weighing::Record> records;
    std::map<std::string, std::string> texts;
    std::ifstream list(folder + "reports.tsv");
    for (std::string line; std::getline(list, line);) {
      if (line.empty() || line[0] == '#') continue;
      std::istringstream row(line);
      std::string file, outlet, from, to;
      std::getline(row, file, '\t'), std::getline(row, outlet, '\t'), std::getline(row, from, '\t'), std::getline(row, to, '\t');
      records[file] = record_of(file, {}, {*Day::parse(from), Day::parse(to)->plus_days(1)}, outlet);
      std::ifstream in(folder + "reports/" + file, std::ios::binary);
      texts[file] = std::string((std::istreambuf_iterator<char>(in)), {});
      ASSERT_FALSE(texts[file].empty()) << file;
    }
    std::ifstream in(folder + "claims.jsonl");
    for (std::string line; std::getline(in, line);) {
      auto claim = claim_from_json(nlohmann::ordered_json::parse(line));
      ASSERT_TRUE(claim.ok()) << line;
      ASSERT_TRUE(records.count(claim->document)) << line;
      records[claim->document].claims.push_back(*claim);
    }
    std::vector<weighing::Record> all;
    for (auto& [file, record] : records) all.push_back(std::move(record));
    kept_.file = ledger_of("story-" + name, std::move(all), texts);
    command_ = "ASSAY_NOW=" + now + " COLUMNS=110 LC_ALL=C.UTF-8 " + std::string(ASSAY_BINARY) + " --domain " + folder + "domain --ledger " + kept_.file.string() + " ";
  }
  nlohmann::json json(const std::string& arguments) { return nlohmann::json::parse(output_of(command_ + arguments + " --format json")); }
  std::string text(const std::string& arguments) { return output_of(command_ + arguments + " 2>&1"); }

  Kept kept_;
  std::string command_;
};

}  // namespace assay::testing
