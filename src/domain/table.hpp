// Tab-separated tables with their lines: what places, states and word tables are kept in. '#' at the start
// of a line opens a comment; the first other line names the columns where the table has a header.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace assay::domain {

// A line of the file, without its line break. Views are into the text that was given.
struct Line {
  int number = 0;  // 1-based
  std::string_view text;
};

// The lines that are neither empty nor comments. Errors, placed at `name`:line: kTooLarge (a line of more
// than 64 KiB), kBadEncoding (not UTF-8), kBinary (a zero byte). Linear.
Result<std::vector<Line>> content_lines(std::string_view text, std::string_view name);

// Whether `text` is well-formed UTF-8.
bool is_utf8(std::string_view text);

// `text` cut at each `separator`; empty pieces kept. "" gives one empty piece.
std::vector<std::string_view> cut(std::string_view text, char separator);
// The same with blanks around the pieces dropped and empty pieces left out.
std::vector<std::string> cut_list(std::string_view text, char separator);

std::string_view trimmed(std::string_view text);

// A number as C writes it, the whole of `text`; absent for anything else, infinities and NaN included.
bool read_number(std::string_view text, double& out);

}  // namespace assay::domain
