// SQLite with RAII and exceptions: the only folder that includes this is ledger/. Every failure throws
// Trouble with a sentence for the user.
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace assay::ledger::sqlite {

// A row's columns are read between step() and the next step(), reset() or destruction.
class Statement {
 public:
  Statement(sqlite3* database, std::string_view sql);
  ~Statement();
  Statement(Statement&& other) noexcept;
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  // Parameters from 1. Texts are copied.
  Statement& bind(int at, std::int64_t value);
  Statement& bind_real(int at, double value);
  Statement& bind(int at, std::string_view value);
  Statement& bind_maybe(int at, const std::optional<std::string>& value);  // absent is NULL
  Statement& bind_blob(int at, std::string_view bytes);
  bool step();  // true while there is a row
  void run();   // to its end, and ready to be bound again
  void reset();

  std::int64_t integer(int column) const;
  std::string text(int column) const;
  std::string_view view(int column) const;  // valid until the next step
  std::optional<std::string> maybe_text(int column) const;
  std::string blob(int column) const;

 private:
  sqlite3* database_;
  sqlite3_stmt* statement_ = nullptr;
};

class Database {
 public:
  Database(const std::filesystem::path& file, int flags);  // SQLITE_OPEN_…
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  Statement prepare(std::string_view sql) { return Statement(handle_, sql); }
  void execute(const std::string& sql);        // several statements, no rows
  std::int64_t integer(std::string_view sql);  // the first column of the first row, or 0
  std::int64_t last_row() const { return sqlite3_last_insert_rowid(handle_); }
  sqlite3* handle() { return handle_; }

 private:
  sqlite3* handle_ = nullptr;
};

// BEGIN IMMEDIATE … COMMIT; rolled back unless committed.
class Transaction {
 public:
  explicit Transaction(Database& database) : database_(database) { database_.execute("BEGIN IMMEDIATE"); }
  ~Transaction();
  void commit();

 private:
  Database& database_;
  bool open_ = true;
};

// The sentence for a result code: 'the disk is full', 'another program is writing the ledger' …
std::string sentence(int code, const char* detail);

}  // namespace assay::ledger::sqlite
