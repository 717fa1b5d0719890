#include "ledger/sqlite.hpp"

#include <fmt/format.h>

#include <utility>

namespace assay::ledger::sqlite {
namespace {

[[noreturn]] void fail(sqlite3* database) {
  throw Trouble(sentence(sqlite3_extended_errcode(database), sqlite3_errmsg(database)));
}

}  // namespace

std::string sentence(int code, const char* detail) {
  switch (code & 0xff) {
    case SQLITE_FULL:
      return "the disk is full: free some space and run the command again, nothing is half-written";
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return "another program is writing the ledger: wait for it to end and run the command again";
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return "the ledger may not be written: look at the permissions of its file and folder";
    case SQLITE_CANTOPEN:
      return "the ledger's file cannot be opened: look at its folder and permissions";
    case SQLITE_NOTADB:
      return "the file is no ledger (it is no SQLite database)";
    case SQLITE_CORRUPT:
      return "the ledger's file is damaged: restore it from a copy";
    case SQLITE_IOERR:
      return fmt::format("the disk fails or is full while reading or writing the ledger ({}, code {})",
                         detail, code);
    default:
      return fmt::format("the ledger's database reports: {} (code {})", detail, code);
  }
}

Statement::Statement(sqlite3* database, std::string_view sql) : database_(database) {
  if (sqlite3_prepare_v3(database, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                         &statement_, nullptr) != SQLITE_OK)
    fail(database);
}

Statement::~Statement() { sqlite3_finalize(statement_); }

Statement::Statement(Statement&& other) noexcept
    : database_(other.database_), statement_(std::exchange(other.statement_, nullptr)) {}

Statement& Statement::bind(int at, std::int64_t value) {
  if (sqlite3_bind_int64(statement_, at, value) != SQLITE_OK) fail(database_);
  return *this;
}

Statement& Statement::bind_real(int at, double value) {
  if (sqlite3_bind_double(statement_, at, value) != SQLITE_OK) fail(database_);
  return *this;
}

Statement& Statement::bind(int at, std::string_view value) {
  // A null pointer would bind NULL: an empty text is a text.
  const char* data = value.data() == nullptr ? "" : value.data();
  if (sqlite3_bind_text64(statement_, at, data, value.size(), SQLITE_TRANSIENT, SQLITE_UTF8) != SQLITE_OK)
    fail(database_);
  return *this;
}

Statement& Statement::bind_maybe(int at, const std::optional<std::string>& value) {
  if (value) return bind(at, std::string_view(*value));
  if (sqlite3_bind_null(statement_, at) != SQLITE_OK) fail(database_);
  return *this;
}

Statement& Statement::bind_blob(int at, std::string_view bytes) {
  const char* data = bytes.data() == nullptr ? "" : bytes.data();
  if (sqlite3_bind_blob64(statement_, at, data, bytes.size(), SQLITE_TRANSIENT) != SQLITE_OK) fail(database_);
  return *this;
}

bool Statement::step() {
  int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  fail(database_);
}

void Statement::run() {
  while (step()) {
  }
  reset();
}

void Statement::reset() {
  sqlite3_reset(statement_);
  sqlite3_clear_bindings(statement_);
}

std::int64_t Statement::integer(int column) const { return sqlite3_column_int64(statement_, column); }

std::string_view Statement::view(int column) const {
  auto* data = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
  if (data == nullptr) return {};
  return {data, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

std::string Statement::text(int column) const { return std::string(view(column)); }

std::optional<std::string> Statement::maybe_text(int column) const {
  if (sqlite3_column_type(statement_, column) == SQLITE_NULL) return std::nullopt;
  return text(column);
}

std::string Statement::blob(int column) const {
  auto* data = static_cast<const char*>(sqlite3_column_blob(statement_, column));
  if (data == nullptr) return {};
  return {data, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

Database::Database(const std::filesystem::path& file, int flags) {
  int code = sqlite3_open_v2(file.c_str(), &handle_, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI, nullptr);
  if (code != SQLITE_OK) {
    std::string reason = sentence(code, handle_ == nullptr ? "out of memory" : sqlite3_errmsg(handle_));
    sqlite3_close_v2(handle_);
    handle_ = nullptr;
    throw Trouble(reason);
  }
  sqlite3_extended_result_codes(handle_, 1);
  sqlite3_busy_timeout(handle_, 10'000);
}

Database::~Database() { sqlite3_close_v2(handle_); }

void Database::execute(const std::string& sql) {
  if (sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) fail(handle_);
}

std::int64_t Database::integer(std::string_view sql) {
  Statement statement = prepare(sql);
  return statement.step() ? statement.integer(0) : 0;
}

void Transaction::commit() {
  database_.execute("COMMIT");
  open_ = false;
}

Transaction::~Transaction() {
  // Some failures (a full disk) have rolled back already.
  if (open_ && sqlite3_get_autocommit(database_.handle()) == 0)
    sqlite3_exec(database_.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
}

}  // namespace assay::ledger::sqlite
