#include "reading/chronology.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <sstream>

namespace assay::reading {
namespace {

std::vector<std::string> cut(const std::string& text, char separator) {
  std::vector<std::string> out;
  std::stringstream stream(text);
  for (std::string piece; std::getline(stream, piece, separator);) {
    const auto first = piece.find_first_not_of(' '), last = piece.find_last_not_of(' ');
    if (first != std::string::npos) out.push_back(piece.substr(first, last - first + 1));
  }
  return out;
}

// Apostrophes are blanks on both sides of the comparison: "people's" is 'people s', "miners' league" 'miners
// league'.
std::string without_apostrophes(const std::string& text) {
  std::string out;
  for (const char c : text) {
    const char d = c == '\'' ? ' ' : c;
    if (d == ' ' && !out.empty() && out.back() == ' ') continue;
    out += d;
  }
  return out;
}

}  // namespace

Result<Chronology> Chronology::parse(const std::string& text, const std::string& name) {
  Chronology chronology;
  std::stringstream stream(text);
  int number = 0;
  bool header = true;
  for (std::string line; std::getline(stream, line);) {
    ++number;
    if (line.empty() || line[0] == '#') continue;
    const auto fault = [&](std::string message) {
      return Error{ErrorCode::kBadFormat, std::move(message), fmt::format("{}:{}", name, number)};
    };
    if (header) {
      if (line != "day\tkind\twords\twhat\tsource")
        return fault("the first line should name the columns: day, kind, words, what, source");
      header = false;
      continue;
    }
    const auto cells = cut(line, '\t');
    if (cells.size() != 5) return fault("a line should have five columns");
    const auto when = Interval::parse(cells[0]);
    if (!when.ok()) return fault(when.error().message);
    Happening happening;
    happening.when = *when;
    happening.precision = cells[0].size() == 4   ? Precision::kYear
                          : cells[0].size() == 7 ? Precision::kMonth
                                                 : Precision::kDay;
    if (cells[1] == "founding")
      happening.kind = Happening::Kind::kFounding;
    else if (cells[1] != "event")
      return fault("'kind' should be event or founding");
    for (const auto& group : cut(without_apostrophes(cells[2]), '&'))
      happening.words.push_back(cut(group, '|'));
    if (happening.words.empty()) return fault("no words to know it by");
    happening.what = cells[3];
    chronology.happenings_.push_back(std::move(happening));
  }
  return chronology;
}

Result<Chronology> Chronology::load(const domain::Domain& domain) {
  Chronology all;
  for (const auto& pack : domain.packs()) {
    std::ifstream file(domain.root() / pack / "chronology.tsv", std::ios::binary);
    if (!file) continue;
    std::stringstream text;
    text << file.rdbuf();
    auto one = parse(text.str(), pack + "/chronology.tsv");
    if (!one.ok()) return one.error();
    for (auto& happening : one->happenings_) {
      happening.pack = pack;
      all.happenings_.push_back(std::move(happening));
    }
  }
  return all;
}

std::vector<const Happening*> Chronology::spoken_of(const Atoms& atoms) const {
  std::vector<const Happening*> found;
  if (happenings_.empty()) return found;
  std::string text = " ";
  for (int i = 0; i < atoms.size(); ++i) {
    if (atoms[i].is('\'')) continue;
    text += atoms[i].text;
    text += ' ';
  }
  for (const auto& happening : happenings_) {
    const bool all = std::all_of(happening.words.begin(), happening.words.end(), [&](const auto& group) {
      return std::any_of(group.begin(), group.end(), [&](const std::string& word) {
        // A word's beginning is enough: 'fight' knows 'fighting'.
        return text.find(" " + word) != std::string::npos;
      });
    });
    if (all) found.push_back(&happening);
  }
  return found;
}

}  // namespace assay::reading
