// What a ledger does with files that are none, with hands that would change it, and with a disk that is full.
#include <gmock/gmock.h>
#include <sqlite3.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <fstream>

#include "ledger/schema.hpp"
#include "tests/ledger/fixture.hpp"

namespace assay::ledger {
namespace {

using testing::HasSubstr;

// Runs `sql` as another program would; the error, or nothing.
std::string by_hand(const std::filesystem::path& file, const std::string& sql) {
  sqlite3* database = nullptr;
  sqlite3_open(file.c_str(), &database);
  char* error = nullptr;
  sqlite3_exec(database, sql.c_str(), nullptr, nullptr, &error);
  std::string text = error == nullptr ? "" : error;
  sqlite3_free(error);
  sqlite3_close(database);
  return text;
}

TEST_F(LedgerTest, no_program_can_update_delete_or_replace_a_row) {
  auto ledger = make();
  RunId run = ledger->begin_run(maker_, "read", at("2024-12-01"));
  Claim one = claim(ClaimType::kClash, "x", "y", {0, 3});
  (void)ledger->take_in(
      run, {report("a.txt", "One report.", {one}), Rejected{"b", {ErrorCode::kEmpty, "empty", ""}}},
      at("2024-12-01"));
  ledger->end_run(run, at("2024-12-01"));
  ledger->append({0, "c", "right", "null", "me", "", {}}, at("2024-12-01"));
  for (std::string table : {"run", "run_end", "document", "document_bytes", "reading", "claim", "filler",
                            "rejection", "judgement"}) {
    std::string column = table == "run_end"          ? "run"
                         : table == "document_bytes" ? "document"
                         : table == "filler"         ? "name"
                                                     : "number";
    EXPECT_THAT(by_hand(file(), "UPDATE " + table + " SET " + column + " = " + column),
                HasSubstr("append-only"))
        << table;
    EXPECT_THAT(by_hand(file(), "DELETE FROM " + table), HasSubstr("append-only")) << table;
    EXPECT_THAT(by_hand(file(), "INSERT OR REPLACE INTO " + table + " SELECT * FROM " + table),
                HasSubstr("append-only"))
        << table;
  }
  EXPECT_EQ(all(*ledger).size(), 1u);
}

TEST_F(LedgerTest, every_view_answers_on_a_filled_ledger) {
  auto ledger = make();
  RunId run = ledger->begin_run(maker_, "read", at("2024-12-01"));
  Claim one = claim(ClaimType::kCapture, "x", "y", {0, 3});
  one.speaker = {{"resident", "resident", "a resident", {}}, {"outlet", "Outlet", "it", {}}};
  (void)ledger->take_in(run, {report("a.txt", "One report.", {one})}, at("2024-12-01"));
  sqlite3* database = nullptr;
  sqlite3_open(file().c_str(), &database);
  auto rows = [&](const std::string& sql) {
    int count = 0;
    char* error = nullptr;
    sqlite3_exec(
        database, sql.c_str(), [](void* n, int, char**, char**) { return ++*static_cast<int*>(n), 0; },
        &count, &error);
    EXPECT_EQ(error, nullptr) << sql << ": " << error;
    return count;
  };
  std::vector<std::string> views;
  sqlite3_exec(
      database, "SELECT name FROM sqlite_master WHERE type = 'view'",
      [](void* list, int, char** values, char**) {
        return static_cast<std::vector<std::string>*>(list)->push_back(values[0]), 0;
      },
      &views, nullptr);
  EXPECT_GE(views.size(), 12u);
  for (const std::string& view : views) rows("SELECT * FROM " + view);
  EXPECT_EQ(rows("SELECT * FROM v_claims WHERE quote = 'One' AND document = 'a.txt'"), 1);
  EXPECT_EQ(rows("SELECT * FROM v_captures WHERE place = 'y' AND taken_by = 'x'"), 1);
  EXPECT_EQ(rows("SELECT * FROM v_who_said_what WHERE speaker IN ('resident', 'Outlet')"), 2);
  sqlite3_close(database);
}

TEST_F(LedgerTest, a_file_that_is_no_ledger_is_said_to_be_none_and_left_alone) {
  auto refused = [&](const std::string& name, Mode mode) {
    auto result = open(file(name), mode);
    EXPECT_FALSE(result.ok()) << name;
    return result.ok() ? "" : std::string(name_of(result.error().code)) + " " + result.error().message;
  };
  EXPECT_THAT(refused("absent.db", Mode::kRead), HasSubstr("not-found there is no ledger here"));
  std::ofstream(file("note.txt")) << "Dear reader, this is a letter and no database at all.";
  EXPECT_THAT(refused("note.txt", Mode::kCreate), HasSubstr("bad-format this is no ledger"));
  by_hand(file("other.db"), "CREATE TABLE recipe(name); INSERT INTO recipe VALUES ('soup')");
  EXPECT_THAT(refused("other.db", Mode::kCreate),
              HasSubstr("bad-format this is no ledger, but another program's"));
  std::filesystem::create_directory(file("folder"));
  EXPECT_THAT(refused("folder", Mode::kCreate), HasSubstr("bad-format a ledger is a file"));
  EXPECT_EQ(by_hand(file("other.db"), "SELECT name FROM recipe"), "");
  EXPECT_THROW((void)open(file("no/such/folder.db"), Mode::kCreate), Trouble);
}

TEST_F(LedgerTest, a_ledger_of_a_newer_schema_is_refused_by_name) {
  make();
  by_hand(file(), "PRAGMA user_version = 99");
  auto result = open(file(), Mode::kWrite);
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().code, ErrorCode::kUnsupported);
  EXPECT_THAT(result.error().message, HasSubstr("schema 99"));
}

TEST_F(LedgerTest, a_ledger_of_an_older_schema_is_brought_up_to_date_when_it_is_written_to) {
  by_hand(file(), std::string(schema_steps()[0].sql));
  by_hand(file(), "PRAGMA application_id = " + std::to_string(kApplicationId) + "; PRAGMA user_version = 1;");
  EXPECT_EQ(by_hand(file(), "INSERT INTO run VALUES (1, '2024-01-01T00:00:00.000000Z', 'read', 'assay 0', '', '')"), "");
  auto only_reading = open(file(), Mode::kRead);
  ASSERT_FALSE(only_reading.ok());
  EXPECT_EQ(only_reading.error().code, ErrorCode::kUnsupported);
  EXPECT_THAT(only_reading.error().message, HasSubstr("older schema 1"));
  auto ledger = std::move(open(file(), Mode::kWrite)).value();
  ASSERT_EQ(ledger->runs().size(), 1u);
  EXPECT_EQ(ledger->runs()[0].maker.engine, "assay 0");
  EXPECT_THAT(by_hand(file(), "DELETE FROM run"), HasSubstr("append-only"));
  EXPECT_TRUE(open(file(), Mode::kRead).ok());
}

TEST_F(LedgerTest, a_full_disk_leaves_what_was_acknowledged_and_nothing_half) {
  auto ledger = make();
  RunId run = ledger->begin_run(maker_, "read", at("2024-12-01"));
  (void)ledger->take_in(run,
                        {report("first.txt", "One report.", {claim(ClaimType::kClash, "x", "y", {0, 3})})},
                        at("2024-12-01"));
  ledger.reset();
  pid_t child = fork();
  if (child == 0) {  // a file that may not grow past what it is now stands for a full disk
    signal(SIGXFSZ, SIG_IGN);
    rlimit limit{300'000, 300'000};
    setrlimit(RLIMIT_FSIZE, &limit);
    int code = 1;
    try {
      auto child_ledger = std::move(open(file(), Mode::kWrite)).value();
      RunId again = child_ledger->begin_run(maker_, "read", at("2024-12-02"));
      std::string text;
      unsigned seed = 7;
      for (int i = 0; i < 2'000'000; ++i)
        text += static_cast<char>('a' + (seed = seed * 1664525u + 1013904223u) % 26);
      (void)child_ledger->take_in(
          again, {report("big.txt", text, {claim(ClaimType::kClash, "x", "z", {0, 3})})}, at("2024-12-02"));
    } catch (const Trouble&) {
      code = 42;
    }
    _exit(code);
  }
  int status = 0;
  waitpid(child, &status, 0);
  ASSERT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 42);
  ledger = make();
  EXPECT_EQ(ledger->counts().documents, 1);
  EXPECT_EQ(all(*ledger).size(), 1u);
  EXPECT_EQ(by_hand(file(), "PRAGMA integrity_check"), "");
}

TEST_F(LedgerTest, one_reads_while_another_writes) {
  auto writer = make();
  auto reader = std::move(open(file(), Mode::kRead)).value();
  RunId run = writer->begin_run(maker_, "read", at("2024-12-01"));
  std::size_t seen = 0;
  for (int i = 0; i < 5; ++i) {
    (void)writer->take_in(run,
                          {report("a" + std::to_string(i), "Report " + std::to_string(i),
                                  {claim(ClaimType::kClash, "x", "y", {0, 3})})},
                          at("2024-12-01"));
    seen = all(*reader).size();
    EXPECT_EQ(seen, static_cast<std::size_t>(i + 1));
  }
}

}  // namespace
}  // namespace assay::ledger
