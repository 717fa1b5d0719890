// The program itself, over a ledger filled with the reference claims, asked by the scorer's own script.
#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <filesystem>

#include "ledger/ledger.hpp"
#include "tests/holding/shared_reports.hpp"

namespace assay::holding {
namespace {

std::string output_of(const std::string& command) {
  std::string text;
  std::array<char, 4096> buffer;
  FILE* pipe = popen(command.c_str(), "r");
  if (!pipe) return text;
  while (const auto got = fread(buffer.data(), 1, buffer.size(), pipe)) text.append(buffer.data(), got);
  pclose(pipe);
  return text;
}

TEST(Program, it_answers_the_reference_questions_from_the_reference_claims) {
  auto claims = testing::read_reference(testing::shared_folder() + "/gold/claims.jsonl", false);
  if (claims.empty()) GTEST_SKIP() << "no ../shared/gold beside the sources";
  const auto file = std::filesystem::temp_directory_path() / ("holding-" + std::to_string(getpid()) + ".db");
  std::filesystem::remove(file);
  {
    auto opened = ledger::open(file, ledger::Mode::kCreate);
    ASSERT_TRUE(opened.ok()) << opened.error().text();
    ledger::Ledger& ledger = **opened;
    const Instant now = *Instant::parse("2026-01-01");
    const auto run = ledger.begin_run({"test", "none", "none"}, "test", now);
    const std::map<std::string, Interval> published = {
        {"000", {Day::from_civil(2024, 2, 6), Day::from_civil(2024, 3, 1)}},
        {"001", {Day::from_civil(2025, 6, 8), Day::from_civil(2025, 6, 15)}},
        {"002", {Day::from_civil(2024, 11, 13), Day::from_civil(2024, 11, 26)}},
        {"003", Interval::of_day(Day::from_civil(2023, 1, 27))},
        {"004", Interval::of_day(Day::from_civil(2024, 11, 21))}};
    for (auto& [name, list] : claims) {
      auto record = testing::record_of(name, std::move(list), published.at(name.substr(0, 3)));
      ledger::ReadReport report;
      report.bytes = std::string(6000, 'x') + name;
      report.text = report.bytes;
      record.document.sha256 = sha256_hex(report.bytes);
      record.document.id = record.document.sha256.substr(0, 16);
      report.document = record.document;
      for (Claim& claim : record.claims) claim.document = record.document.id;
      report.claims = record.claims;
      for (const Claim& claim : report.claims) report.in_text.push_back(claim.evidence);
      ledger.take_in(run, {report}, now);
    }
    ledger.end_run(run, now);
  }
  const std::string said = output_of("python3 " + testing::shared_folder() + "/score/control.py " + ASSAY_BINARY + " " + file.string() + " 2>&1");
  EXPECT_NE(said.find("control 26 of 26 right"), std::string::npos) << said;
  if (!std::getenv("ASSAY_KEEP")) std::filesystem::remove(file);
}

}  // namespace
}  // namespace assay::holding
