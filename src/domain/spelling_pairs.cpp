#include "domain/spelling_pairs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "domain/table.hpp"

namespace assay::domain {
namespace {

constexpr double kWrongJoin = 2.5;
constexpr double kPull = 0.004;

bool is_train(const SpellingPair& pair) { return pair.set.ends_with("train"); }

double loss(const Spelling& spelling, const std::vector<SpellingPair>& pairs) {
  std::map<std::pair<std::string_view, bool>, std::pair<double, int>> sums;
  for (const SpellingPair& pair : pairs) {
    if (!is_train(pair)) continue;
    const double same = std::clamp(spelling.same(pair.a, pair.b), 1e-4, 1 - 1e-4);
    auto& [sum, count] = sums[{pair.set, pair.same}];
    sum -= std::log(pair.same ? same : 1 - same);
    ++count;
  }
  double total = 0;
  for (const auto& [key, sum] : sums) total += sum.first / sum.second * (key.second ? 1 : kWrongJoin);
  return total;
}

// A line of the table, with its number where it has one that may move.
struct Row {
  std::string before;  // all but the number
  double number = 0, began = 0;
  bool moves = false;
  double least = 0.005, most = 1.3;
};

std::string table_of(const std::vector<Row>& rows) {
  std::string out;
  for (const Row& row : rows)
    out += row.moves ? fmt::format("{}{:.3g}\n", row.before, row.number) : row.before + "\n";
  return out;
}

}  // namespace

double PairCounts::precision() const {
  const int taken = same_found + different_taken;
  return taken == 0 ? 1 : static_cast<double>(same_found) / taken;
}

double PairCounts::recall() const {
  const int all = same_found + same_missed;
  return all == 0 ? 1 : static_cast<double>(same_found) / all;
}

Result<std::vector<SpellingPair>> read_pairs(std::string_view text, std::string_view name) {
  const auto lines = content_lines(text, name);
  if (!lines.ok()) return lines.error();
  std::vector<SpellingPair> pairs;
  for (const Line& line : *lines) {
    const auto cells = cut(line.text, '\t');
    if (cells.size() != 4 || (cells[3] != "0" && cells[3] != "1"))
      return Error{ErrorCode::kBadFormat, "a line should be a set, two names, and 1 or 0, apart by tabs",
                   fmt::format("{}:{}", name, line.number)};
    pairs.push_back({std::string(cells[0]), std::string(cells[1]), std::string(cells[2]), cells[3] == "1"});
  }
  return pairs;
}

std::vector<PairCounts> measure(const Spelling& spelling, const std::vector<SpellingPair>& pairs) {
  std::map<std::string, PairCounts> counts;
  for (const SpellingPair& pair : pairs) {
    PairCounts& set = counts[pair.set];
    set.set = pair.set;
    const bool found = spelling.same(pair.a, pair.b) >= 0.5;
    ++(pair.same ? (found ? set.same_found : set.same_missed)
                 : (found ? set.different_taken : set.different_kept));
  }
  std::vector<PairCounts> out;
  for (auto& [set, count] : counts) out.push_back(std::move(count));
  return out;
}

Result<std::string> fit_spelling(std::string_view table, const std::vector<SpellingPair>& pairs, int rounds,
                                 const std::function<void(int, double)>& tell) {
  if (const auto whole = Spelling::parse(table, "spelling.tsv"); !whole.ok()) return whole.error();
  std::vector<Row> rows;
  for (std::string_view line : cut(table.ends_with('\n') ? table.substr(0, table.size() - 1) : table, '\n')) {
    Row row;
    row.before = line;
    const auto cells = cut(line, '\t');
    if (!line.starts_with('#') && cells.size() == 4 && cells[0] != "read" && cells[0] != "vowel" &&
        read_number(cells[3], row.number) && row.number > 0) {
      row.moves = true;
      row.began = row.number;
      row.before = line.substr(0, line.size() - cells[3].size());
      if (cells[0] == "first" || cells[0] == "onset") row.least = 1, row.most = 2.5;
      if (cells[0] == "slope") row.least = 0.01;
    }
    rows.push_back(std::move(row));
  }
  const auto objective = [&] {
    double pull = 0;
    for (const Row& row : rows)
      if (row.moves) pull += kPull * std::pow(std::log(row.number / row.began), 2);
    return loss(Spelling::parse(table_of(rows), "spelling.tsv").value(), pairs) + pull;
  };
  double best = objective();
  for (int round = 1; round <= rounds; ++round) {
    const double before = best;
    for (Row& row : rows) {
      if (!row.moves) continue;
      const double kept = row.number;
      double chosen = kept;
      for (const double step : {0.75, 0.9, 1.1, 1.33}) {
        row.number = std::clamp(kept * step, row.least, row.most);
        if (const double now = objective(); now < best - 1e-6) {
          best = now;
          chosen = row.number;
        }
      }
      row.number = chosen;
    }
    tell(round, best);
    if (before - best < 0.002) break;
  }
  return table_of(rows);
}

}  // namespace assay::domain
