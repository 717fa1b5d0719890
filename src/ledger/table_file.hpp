// Tables as a database file of their own, for exports: any SQLite tool opens it. Apart from the ledger, which it
// neither reads nor writes.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace assay::ledger {

class TableFile {
 public:
  using Value = std::variant<std::nullptr_t, std::int64_t, double, std::string>;
  struct Column {
    std::string name, type;  // TEXT, INTEGER or REAL
  };

  // Makes the file; one that is there is overwritten once `finish` is called. Throws Trouble, as all of these do.
  explicit TableFile(std::filesystem::path file);
  ~TableFile();  // without `finish`, nothing is left behind
  TableFile(const TableFile&) = delete;

  // Begins a table; the first column is its key. What its rows mean is kept as a comment in the schema.
  void table(const std::string& name, const std::vector<Column>& columns, std::string_view comment);
  // Adds a row to the table begun last. Requires: as many values as columns.
  void row(const std::vector<Value>& values);
  void finish();

 private:
  struct Open;
  std::filesystem::path file_, beside_;
  std::unique_ptr<Open> open_;
};

}  // namespace assay::ledger
