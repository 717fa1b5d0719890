#include "ledger/intake.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <sqlite3.h>

#include <atomic>
#include <random>
#include <thread>

#include "tests/ledger/fixture.hpp"

namespace assay::ledger {
namespace {

using testing::ElementsAre;

class IntakeTest : public LedgerTest {
 protected:
  // Reports 0 to count - 1; every seventh is broken, every fifth comes twice.
  static std::function<std::optional<Arrival>()> reports(int count) {
    auto at = std::make_shared<int>(0);
    return [at, count]() -> std::optional<Arrival> {
      if (*at >= count) return std::nullopt;
      int number = (*at)++;
      std::string name = fmt::format("{:04}.txt", number);
      return Arrival{name, [number, name] { return opened(number, name); }};
    };
  }
  static Result<text::Report> opened(int number, const std::string& name) {
    if (number % 7 == 6) return Error{ErrorCode::kBinary, "the file is no text", name};
    if (number % 5 == 4) --number;
    text::Report report;
    report.bytes = fmt::format("Report {} tells of Tolan.\nIt ends.", number);
    report.body.text = report.bytes;
    report.body.map.append(static_cast<std::uint32_t>(report.bytes.size()),
                           static_cast<std::uint32_t>(report.bytes.size()));
    report.document.sha256 = sha256_hex(report.bytes);
    report.document.id = report.document.sha256.substr(0, 16);
    report.document.name = name;
    return report;
  }
  // As many claims as the text has bytes modulo 4, after a wait that mixes the threads up.
  static Reading read(text::Report&& in) {
    thread_local std::minstd_rand random(1);
    std::this_thread::sleep_for(std::chrono::microseconds(random() % 500));
    std::vector<Claim> claims;
    for (std::uint32_t i = 0; i < in.bytes.size() % 4; ++i)
      claims.push_back(claim(ClaimType::kClash, "x", std::to_string(i), {i, i + 5}));
    return {report(in.document.name, in.bytes, std::move(claims)), {}};
  }
  IntakeOptions options(int jobs) const {
    return {jobs, false, maker_, "read", [] { return at("2024-12-01T00:00:00Z"); }};
  }
  // Every row of every table that is not full text.
  std::string dump(const std::string& name) const {
    sqlite3* database = nullptr;
    sqlite3_open(file(name).c_str(), &database);
    std::string rows;
    for (std::string table :
         {"run", "run_end", "document", "document_bytes", "reading", "claim", "filler", "rejection"})
      sqlite3_exec(
          database, ("SELECT * FROM " + table + " ORDER BY 1, 2, 3").c_str(),
          [](void* out, int count, char** values, char**) {
            for (int i = 0; i < count; ++i)
              *static_cast<std::string*>(out) += std::string(values[i] ? values[i] : "NULL") + "|";
            return *static_cast<std::string*>(out) += "\n", 0;
          },
          &rows, nullptr);
    sqlite3_close(database);
    return rows;
  }
};

TEST_F(IntakeTest, the_ledger_is_the_same_for_any_number_of_threads) {
  IntakeSummary first = take_in_all(file("1.db"), options(1), reports(300), read, [](const Outcome&) {});
  EXPECT_GT(first.added, 200);
  EXPECT_GT(first.already, 10);
  EXPECT_EQ(first.rejected, 42);
  std::string one = dump("1.db");
  EXPECT_GT(one.size(), 10'000u);
  for (int jobs : {2, 7}) {
    std::string name = std::to_string(jobs) + ".db";
    take_in_all(file(name), options(jobs), reports(300), read, [](const Outcome&) {});
    EXPECT_EQ(dump(name), one) << jobs;
  }
}

TEST_F(IntakeTest, reading_again_adds_not_a_row) {
  take_in_all(file(), options(2), reports(50), read, [](const Outcome&) {});
  std::string before = dump("l.db");
  IntakeSummary again = take_in_all(file(), options(2), reports(50), read, [](const Outcome&) {});
  EXPECT_EQ(again.added, 0);
  EXPECT_EQ(again.rejected, 7);
  EXPECT_EQ(dump("l.db"), before);
  IntakeOptions force = options(2);
  force.again = true;
  EXPECT_GT(take_in_all(file(), force, reports(50), read, [](const Outcome&) {}).added, 30);
}

TEST_F(IntakeTest, an_outcome_is_told_in_order_and_only_when_it_is_in_the_file) {
  std::vector<std::string> told;
  bool safe = true;
  take_in_all(file(), options(3), reports(150), read, [&](const Outcome& outcome) {
    told.push_back(outcome.path);
    if (outcome.kind != Outcome::Kind::kAdded) return;
    auto other = std::move(open(file(), Mode::kRead)).value();
    safe = safe && other->document(outcome.document).has_value();
  });
  EXPECT_TRUE(safe);
  EXPECT_EQ(told.size(), 150u);
  EXPECT_TRUE(std::is_sorted(told.begin(), told.end()));
}

TEST_F(IntakeTest, what_a_reader_throws_comes_out_after_the_reports_before_it_are_safe) {
  std::atomic<int> calls = 0;
  auto failing = [&](text::Report&& in) {
    ++calls;
    if (in.document.name == "0100.txt") throw Trouble("the disk is on fire");
    return read(std::move(in));
  };
  std::string last;
  EXPECT_THROW(take_in_all(file(), options(3), reports(1000), failing,
                           [&](const Outcome& outcome) { last = outcome.path; }),
               Trouble);
  EXPECT_EQ(last, "0099.txt");
  EXPECT_LT(calls, 300);
  auto runs = make()->runs();
  ASSERT_EQ(runs.size(), 1u);
  EXPECT_FALSE(runs[0].ended);
}

TEST_F(IntakeTest, a_report_that_waits_sees_all_others_and_none_that_waits_sees_another) {
  std::vector<std::string> dumps;
  for (int jobs : {1, 4}) {
    std::vector<std::int64_t> seen;
    auto waiting = [&](text::Report&& in) {
      Reading reading = read(text::Report(in));
      if (in.document.name < "0010.txt")
        reading.read_late = [&seen, plain = reading.report](Ledger& ledger) {
          seen.push_back(ledger.counts().documents);
          return plain;
        };
      return reading;
    };
    std::vector<std::string> told;
    const std::string name = std::to_string(jobs) + ".db";
    take_in_all(file(name), options(jobs), reports(50), waiting,
                [&](const Outcome& outcome) { told.push_back(outcome.path); });
    ASSERT_FALSE(seen.empty());
    EXPECT_GT(seen.front(), 25);
    EXPECT_EQ(seen, std::vector<std::int64_t>(seen.size(), seen.front()));
    EXPECT_EQ(told.size(), 50u);
    EXPECT_EQ(told.back(), "0009.txt");
    dumps.push_back(dump(name));
  }
  EXPECT_EQ(dumps[0], dumps[1]);
}

TEST_F(IntakeTest, a_quote_is_the_evidence_on_one_line) {
  text::Report opened_report;
  opened_report.bytes = opened_report.body.text = "One two\nthree. Four.";
  opened_report.body.map.append(20, 20);
  Claim one = claim(ClaimType::kClash, "x", "y", {4, 14}), two = claim(ClaimType::kClash, "x", "z", {4, 14});
  two.evidence.push_back({15, 20});
  ReadReport whole =
      ready(std::move(opened_report), report("a", "One two\nthree. Four.").document, {one, two});
  auto ledger = make();
  ledger->take_in(ledger->begin_run(maker_, "read", at("2024-12-01")), {whole}, at("2024-12-01"));
  auto found = all(*ledger);
  EXPECT_EQ(found.at(0).quote, "two three.");
  EXPECT_EQ(found.at(1).quote, "two three. … Four.");
  EXPECT_THAT(found.at(1).in_text, ElementsAre(Span{4, 14}, Span{15, 20}));
}

}  // namespace
}  // namespace assay::ledger
