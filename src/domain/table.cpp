#include "domain/table.hpp"

#include <fmt/format.h>
#include <unicode/utf8.h>

#include <charconv>
#include <cmath>
#include <cstdint>

namespace assay::domain {
namespace {
constexpr std::size_t kMaxLine = 64u << 10;
}

bool is_utf8(std::string_view text) {
  const auto size = static_cast<std::int64_t>(text.size());
  for (std::int64_t i = 0; i < size;) {
    if (static_cast<unsigned char>(text[static_cast<std::size_t>(i)]) < 0x80) {
      ++i;
      continue;
    }
    UChar32 c;
    U8_NEXT(text.data(), i, size, c);
    if (c < 0) return false;
  }
  return true;
}

Result<std::vector<Line>> content_lines(std::string_view text, std::string_view name) {
  std::vector<Line> lines;
  if (text.substr(0, 3) == "\xEF\xBB\xBF") text.remove_prefix(3);
  int number = 0;
  while (!text.empty()) {
    ++number;
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    const auto fault = [&](ErrorCode code, std::string message) {
      return Error{code, std::move(message), fmt::format("{}:{}", name, number)};
    };
    if (line.size() > kMaxLine)
      return fault(ErrorCode::kTooLarge, fmt::format("a line of more than {} bytes", kMaxLine));
    if (line.find('\0') != std::string_view::npos)
      return fault(ErrorCode::kBinary, "a zero byte in what should be text");
    if (!is_utf8(line)) return fault(ErrorCode::kBadEncoding, "the line is not UTF-8");
    if (trimmed(line).empty() || line.front() == '#') continue;
    lines.push_back({number, line});
  }
  return lines;
}

std::vector<std::string_view> cut(std::string_view text, char separator) {
  std::vector<std::string_view> pieces;
  while (true) {
    const std::size_t end = text.find(separator);
    pieces.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return pieces;
    text.remove_prefix(end + 1);
  }
}

std::vector<std::string> cut_list(std::string_view text, char separator) {
  std::vector<std::string> pieces;
  if (text.empty()) return pieces;
  for (const std::string_view piece : cut(text, separator))
    if (const auto word = trimmed(piece); !word.empty()) pieces.emplace_back(word);
  return pieces;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

bool read_number(std::string_view text, double& out) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  return error == std::errc() && end == text.data() + text.size() && std::isfinite(out);
}

}  // namespace assay::domain
