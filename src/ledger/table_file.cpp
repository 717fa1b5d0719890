#include "ledger/table_file.hpp"

#include <unistd.h>

#include <optional>

#include "ledger/sqlite.hpp"

namespace assay::ledger {

struct TableFile::Open {
  sqlite::Database database;
  std::optional<sqlite::Statement> insert;
};

TableFile::TableFile(std::filesystem::path file)
    : file_(std::move(file)), beside_(file_.string() + ".part" + std::to_string(getpid())) {
  std::filesystem::remove(beside_);
  open_ = std::unique_ptr<Open>(new Open{sqlite::Database(beside_, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE), {}});
  open_->database.execute("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN");
}

TableFile::~TableFile() {
  open_.reset();
  std::error_code none;
  std::filesystem::remove(beside_, none);
}

void TableFile::table(const std::string& name, const std::vector<Column>& columns, std::string_view comment) {
  open_->insert.reset();
  std::string sql = "CREATE TABLE " + name + " (  -- " + std::string(comment) + "\n", marks;
  for (std::size_t k = 0; k < columns.size(); ++k) {
    sql += "  \"" + columns[k].name + "\" " + columns[k].type + (k == 0 ? " PRIMARY KEY" : "") + (k + 1 < columns.size() ? ",\n" : "\n");
    marks += k == 0 ? "?" : ", ?";
  }
  open_->database.execute(sql + ")");
  open_->insert.emplace(open_->database.prepare("INSERT INTO " + name + " VALUES (" + marks + ")"));
}

void TableFile::row(const std::vector<Value>& values) {
  auto& insert = *open_->insert;
  for (std::size_t k = 0; k < values.size(); ++k) {
    const int at = static_cast<int>(k) + 1;
    if (const auto* number = std::get_if<std::int64_t>(&values[k])) insert.bind(at, *number);
    else if (const auto* real = std::get_if<double>(&values[k])) insert.bind_real(at, *real);
    else if (const auto* text = std::get_if<std::string>(&values[k])) insert.bind(at, std::string_view(*text));
    else insert.bind_maybe(at, std::nullopt);
  }
  insert.run();
}

void TableFile::finish() {
  open_->insert.reset();
  open_->database.execute("COMMIT");
  open_.reset();
  std::filesystem::rename(beside_, file_);
}

}  // namespace assay::ledger
