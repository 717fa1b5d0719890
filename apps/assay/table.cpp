#include "apps/assay/table.hpp"

#include <fmt/format.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <numeric>
#include <ostream>

namespace assay::app {
namespace {

constexpr int kGap = 2;          // spaces between columns
constexpr int kNarrowest = 8;    // a wrapped column is not squeezed below this
constexpr int kSampled = 10000;  // rows that the widths are taken from

int width_of(UChar32 c) {
  switch (u_charType(c)) {
    case U_NON_SPACING_MARK:
    case U_ENCLOSING_MARK:
    case U_FORMAT_CHAR:
    case U_CONTROL_CHAR:
      return 0;
    default:
      break;
  }
  int east_asian = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
  return east_asian == U_EA_WIDE || east_asian == U_EA_FULLWIDTH ? 2 : 1;
}

// Calls visit(begin, end, columns) for each character.
template <class Visit>
void each_character(std::string_view text, Visit visit) {
  int32_t at = 0, size = static_cast<int32_t>(text.size());
  while (at < size) {
    int32_t begin = at;
    UChar32 c;
    U8_NEXT_OR_FFFD(reinterpret_cast<const uint8_t*>(text.data()), at, size, c);
    visit(begin, at, width_of(c));
  }
}

nlohmann::ordered_json json_of(const Cell& cell) {
  switch (cell.kind) {
    case Cell::Kind::kNull:
      return nullptr;
    case Cell::Kind::kText:
      return cell.text;
    case Cell::Kind::kNumber:
      return nlohmann::ordered_json::parse(cell.text);
    case Cell::Kind::kBool:
      return cell.text == "true";
  }
  return nullptr;
}

std::string csv_field(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + '"';
}

// One line per cell: control characters of strangers' text never reach the terminal.
std::string tame(const std::string& text) {
  std::string line = text;
  for (char& c : line)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = ' ';
  return line;
}

int longest_word(std::string_view text) {
  int longest = 0;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = std::min(text.find(' ', at), text.size());
    longest = std::max(longest, display_width(text.substr(at, end - at)));
    at = end + 1;
  }
  return longest;
}

}  // namespace

Cell::Cell(double value, int decimals) : kind(Kind::kNumber), text(fmt::format("{:.{}f}", value, decimals)) {}

int display_width(std::string_view text) {
  int total = 0;
  each_character(text, [&](int32_t, int32_t, int columns) { total += columns; });
  return total;
}

std::vector<std::string> wrapped(std::string_view text, int width) {
  std::vector<std::string> lines;
  std::string line;
  int used = 0;
  std::size_t at = 0;
  auto flush = [&] {
    lines.push_back(std::move(line));
    line.clear();
    used = 0;
  };
  while (at < text.size()) {
    if (text[at] == ' ') {
      ++at;
      continue;
    }
    std::size_t end = std::min(text.find(' ', at), text.size());
    std::string_view word = text.substr(at, end - at);
    int wide = display_width(word);
    if (used > 0 && used + 1 + wide > width) flush();
    if (used > 0) line += ' ', ++used;
    each_character(word, [&](int32_t begin, int32_t stop, int columns) {
      if (used > 0 && used + columns > width) flush();
      line += word.substr(begin, stop - begin);
      used += columns;
    });
    at = end;
  }
  if (used > 0 || lines.empty()) flush();
  return lines;
}

std::string shortened(std::string_view text, int columns) {
  if (display_width(text) <= columns) return std::string(text);
  return wrapped(text, columns - 2).front() + " …";
}

Table::Table(Context& context, std::vector<Column> columns)
    : context_(context), columns_(std::move(columns)), format_(context.format()) {
  if (format_ == Format::kCsv) {
    std::vector<Cell> headings;
    for (const Column& column : columns_) headings.emplace_back(column.key);
    print_csv(headings);
  }
}

void Table::row(std::vector<Cell> cells) {
  if (!wants_record()) return row(std::move(cells), nlohmann::ordered_json());
  nlohmann::ordered_json record;
  for (std::size_t i = 0; i < columns_.size(); ++i)
    if (!columns_[i].key.empty()) record[columns_[i].key] = json_of(cells[i]);
  row(std::move(cells), record);
}

void Table::row(std::vector<Cell> cells, const nlohmann::ordered_json& record) {
  constexpr auto kReplace = nlohmann::ordered_json::error_handler_t::replace;
  ++count_;
  switch (format_) {
    case Format::kNdjson:
      context_.out << record.dump(-1, ' ', false, kReplace) << '\n';
      break;
    case Format::kJson:
      context_.out << (count_ == 1 ? "[\n" : ",\n") << record.dump(-1, ' ', false, kReplace);
      break;
    case Format::kCsv:
      print_csv(cells);
      break;
    case Format::kTable:
      rows_.push_back(std::move(cells));
      break;
  }
}

void Table::print_csv(const std::vector<Cell>& cells) {
  bool first = true;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    if (columns_[i].key.empty()) continue;
    context_.out << (first ? "" : ",") << csv_field(cells[i].text);
    first = false;
  }
  context_.out << "\r\n";
}

void Table::finish(const std::string& when_empty) {
  if (format_ == Format::kJson) context_.out << (count_ == 0 ? "[]\n" : "\n]\n");
  if (format_ == Format::kTable) print_table(when_empty);
}

std::vector<int> Table::fitted_widths() const {
  std::vector<int> widths(columns_.size(), 0), whole_words(columns_.size(), 0), least(columns_.size(), 0);
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    if (columns_[i].title.empty()) continue;
    int heading = display_width(columns_[i].title), word = heading;
    widths[i] = heading;
    for (std::size_t r = 0; r < rows_.size() && r < kSampled; ++r) {
      std::string text = tame(rows_[r][i].text);
      widths[i] = std::max(widths[i], display_width(text));
      word = std::max(word, longest_word(text));
    }
    bool wraps = columns_[i].fit == Column::Fit::kWrap;
    whole_words[i] = wraps ? word : widths[i];
    least[i] = wraps ? std::min(widths[i], std::max(heading, kNarrowest)) : widths[i];
  }
  int shown = static_cast<int>(std::count_if(widths.begin(), widths.end(), [](int w) { return w > 0; }));
  int room = context_.width() - kGap * std::max(0, shown - 1);
  int excess = std::accumulate(widths.begin(), widths.end(), 0) - room;
  // The widest column that may still give way loses a character at a time; words are broken last.
  for (const std::vector<int>* floor : {&whole_words, &least}) {
    for (; excess > 0; --excess) {
      std::size_t widest = columns_.size();
      for (std::size_t i = 0; i < columns_.size(); ++i)
        if (widths[i] > (*floor)[i] && (widest == columns_.size() || widths[i] > widths[widest])) widest = i;
      if (widest == columns_.size()) break;
      --widths[widest];
    }
  }
  return widths;
}

void Table::print_table(const std::string& when_empty) {
  if (rows_.empty()) {
    context_.out << when_empty << '\n';
    return;
  }
  std::vector<int> widths = fitted_widths();
  auto print_line = [&](const std::vector<std::string>& parts) {
    std::string line;
    int pending = 0;  // spaces owed, so that no line ends in them
    for (std::size_t i = 0; i < parts.size(); ++i) {
      if (columns_[i].title.empty()) continue;
      int pad = std::max(0, widths[i] - display_width(parts[i]));
      bool right = columns_[i].side == Column::Side::kRight;
      if (right) pending += pad;
      if (!parts[i].empty()) {
        line.append(static_cast<std::size_t>(pending), ' ');
        line += parts[i];
        pending = 0;
      }
      if (!right) pending += pad;
      pending += kGap;
    }
    context_.out << line << '\n';
  };
  std::vector<std::string> headings;
  for (const Column& column : columns_) headings.push_back(column.title);
  if (context_.colour()) context_.out << "\033[1m";
  print_line(headings);
  if (context_.colour()) context_.out << "\033[0m";
  for (const auto& row : rows_) {
    std::vector<std::vector<std::string>> cells(row.size());
    std::size_t height = 1;
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (columns_[i].title.empty()) continue;
      cells[i] = wrapped(tame(row[i].text), std::max(1, widths[i]));
      height = std::max(height, cells[i].size());
    }
    for (std::size_t line = 0; line < height; ++line) {
      std::vector<std::string> parts(row.size());
      for (std::size_t i = 0; i < row.size(); ++i)
        if (line < cells[i].size()) parts[i] = cells[i][line];
      print_line(parts);
    }
  }
}

}  // namespace assay::app
