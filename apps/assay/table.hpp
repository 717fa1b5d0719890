// Lists as people and programs want them: one description of the columns prints as a table fitted to the
// terminal, as NDJSON, as CSV (RFC 4180) or as one JSON array.
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "apps/assay/context.hpp"
#include "base/day.hpp"

namespace assay::app {

struct Column {
  std::string key;    // JSON field and CSV heading: "published"; empty leaves the column out of both
  std::string title;  // heading of the table: "PUBLISHED"; empty leaves the column out of the table
  enum class Fit {
    kKeep,  // never narrower than its widest cell
    kWrap,  // gives way when the terminal is narrow: cells break over lines
  } fit = Fit::kKeep;
  enum class Side { kLeft, kRight } side = Side::kLeft;
};

// A value of a row. Tables and CSV print `text`; JSON prints it as its kind says.
struct Cell {
  enum class Kind { kNull, kText, kNumber, kBool } kind = Kind::kNull;
  std::string text;

  Cell() = default;
  Cell(std::string value) : kind(Kind::kText), text(std::move(value)) {}
  Cell(std::string_view value) : kind(Kind::kText), text(value) {}
  Cell(const char* value) : kind(Kind::kText), text(value) {}
  Cell(bool value) : kind(Kind::kBool), text(value ? "true" : "false") {}
  Cell(Day value) : kind(Kind::kText), text(value.iso()) {}
  template <class T, class = std::enable_if_t<std::is_integral_v<T> && !std::is_same_v<T, bool>>>
  Cell(T value) : kind(Kind::kNumber), text(std::to_string(value)) {}
  Cell(double value, int decimals);  // 0.934 with two decimals is 0.93
  template <class T>
  Cell(const std::optional<T>& value) {
    if (value) *this = Cell(*value);
  }
};

// Rows of NDJSON, CSV and JSON are printed as they come; a table's when `finish` knows their widths.
class Table {
 public:
  Table(Context& context, std::vector<Column> columns);
  // Requires: as many cells as columns.
  void row(std::vector<Cell> cells);
  // As above; NDJSON and JSON print `record` in place of the cells.
  void row(std::vector<Cell> cells, const nlohmann::ordered_json& record);
  // Prints what is held back. A table without rows prints `when_empty` instead of headings.
  void finish(const std::string& when_empty = "nothing found");
  // For a caller that can save itself the record, or the cells.
  bool wants_record() const { return format_ == Format::kNdjson || format_ == Format::kJson; }

 private:
  void print_csv(const std::vector<Cell>& cells);
  void print_table(const std::string& when_empty);
  std::vector<int> fitted_widths() const;

  Context& context_;
  std::vector<Column> columns_;
  Format format_;
  std::vector<std::vector<Cell>> rows_;
  std::size_t count_ = 0;
};

// Columns that `text` (UTF-8) takes on a terminal: combining marks take none, wide characters two.
int display_width(std::string_view text);
// `text` broken at spaces into lines of at most `width` columns; a longer word is broken where it must.
std::vector<std::string> wrapped(std::string_view text, int width);

// `text` cut at a space to at most `columns` columns, with '…' where something is left out.
std::string shortened(std::string_view text, int columns);

}  // namespace assay::app
