#include "language/name_maker.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>

namespace assay::language {
namespace {

constexpr std::size_t kShortest = 4, kLongest = 12;

}  // namespace

Result<NameMaker> NameMaker::read(std::string_view bytes, std::string_view name) {
  NameMaker out;
  std::istringstream lines{std::string(bytes)};
  int number = 0;
  const auto fail = [&](const char* message) {
    return Error{ErrorCode::kBadFormat, message, fmt::format("{}:{}", name, number)};
  };
  for (std::string line; std::getline(lines, line);) {
    ++number;
    if (line.empty() || line[0] == '#') continue;
    const std::size_t first = line.find('\t'), second = line.find('\t', first + 1);
    if (first == std::string::npos || second == std::string::npos)
      return fail("A line of names has three columns: region, kind, names.");
    const std::string region = line.substr(0, first), kind = line.substr(first + 1, second - first - 1);
    std::istringstream words(line.substr(second + 1));
    if (region == "*") {
      constexpr std::string_view kKindNames[] = {"of-place", "of-person", "of-group", "group-ends", "group-middles"};
      const auto at = std::find(std::begin(kKindNames), std::end(kKindNames), kind);
      if (at == std::end(kKindNames)) return fail("This kind of common words is not known.");
      for (std::string word; words >> word;) out.words_[at - std::begin(kKindNames)].push_back(word);
      continue;
    }
    const std::size_t which = kind == "place" ? kPlace : kind == "given" ? kGiven : kind == "family" ? kFamily : kKinds;
    if (which == kKinds) return fail("The kind of names is place, given or family.");
    auto at = std::find_if(out.regions_.begin(), out.regions_.end(), [&](const Region& r) { return r.name == region; });
    if (at == out.regions_.end()) {
      out.regions_.emplace_back();
      at = out.regions_.end() - 1;
      at->name = region;
    }
    List& list = at->lists[which];
    for (std::string word; words >> word;) {
      list.names.push_back(word);
      const std::string framed = "^^" + word + '$';
      for (std::size_t i = 2; i < framed.size(); ++i) list.after[framed.substr(i - 2, 2)] += framed[i];
    }
  }
  for (const Region& region : out.regions_) {
    for (const List& list : region.lists) {
      if (list.names.empty()) return fail("A region of names has places, given names and family names.");
    }
  }
  for (const std::vector<std::string>& list : out.words_) {
    if (list.empty()) return fail("Names need the common words of region *.");
  }
  return out;
}

bool NameMaker::is(WordKind kind, const std::string& noun) const {
  return std::find(words_[kind].begin(), words_[kind].end(), noun) != words_[kind].end();
}

std::vector<std::string> NameMaker::make_group(std::size_t region, std::mt19937_64& random) const {
  if (random() % 3 == 0) {
    std::string letters;
    for (std::size_t n = 3 + random() % 3; n > 0; --n) letters += static_cast<char>('A' + random() % 26);
    return {letters};
  }
  std::vector<std::string> out = {make(region, random() % 3 == 0 ? kFamily : kPlace, random)};
  if (random() % 3 == 0) out.push_back(words_[kGroupMiddles][random() % words_[kGroupMiddles].size()]);
  out.push_back(words_[kGroupEnds][random() % words_[kGroupEnds].size()]);
  return out;
}

std::string NameMaker::make(std::size_t region, Kind kind, std::mt19937_64& random) const {
  const List& list = regions_[region].lists[kind];
  const std::string& real = list.names[random() % list.names.size()];
  if (random() % 2 == 0) return real;
  for (int attempt = 0; attempt < 8; ++attempt) {
    std::string made = "^^";
    while (made.size() < kLongest + 3) {
      const std::string& letters = list.after.at(made.substr(made.size() - 2));
      const char next = letters[random() % letters.size()];
      if (next == '$') break;
      made += next;
    }
    if (made.size() >= kShortest + 2 && made.size() < kLongest + 3) return made.substr(2);
  }
  return real;
}

}  // namespace assay::language
