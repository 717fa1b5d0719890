#include "domain/geonames.hpp"

#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <map>
#include <memory>
#include <set>
#include <unordered_map>

#include "domain/slug.hpp"
#include "domain/spelling.hpp"
#include "domain/table.hpp"

namespace assay::domain {
namespace {

constexpr std::size_t kMaxLine = 256u << 10;  // GeoNames bounds alternatenames at 10,000 characters
constexpr std::size_t kMaxKept = 2'000'000;
constexpr std::size_t kMaxFaults = 1000;
constexpr std::size_t kMaxSpellings = 12;  // of one place: a capital has a hundred, in as many languages
constexpr double kSamePlace = 5;           // kilometres

// Lines of a plain or gzip file, one at a time.
class Lines {
 public:
  explicit Lines(const std::filesystem::path& path)
      : file_(gzopen(path.c_str(), "rb"), gzclose), buffer_(64u << 10) {
    if (file_) gzbuffer(file_.get(), 256u << 10);
  }
  bool open() const { return file_ != nullptr; }
  // False at the end and on trouble (see broken()). A line over the bound is cut there and marked too long.
  bool next(std::string& line, bool& too_long) {
    line.clear();
    too_long = false;
    while (gzgets(file_.get(), buffer_.data(), static_cast<int>(buffer_.size())) != nullptr) {
      const std::size_t size = std::strlen(buffer_.data());
      const bool whole = size > 0 && buffer_[size - 1] == '\n';
      if (line.size() + size <= kMaxLine)
        line.append(buffer_.data(), size);
      else
        too_long = true;
      if (whole) break;
      if (size + 1 < buffer_.size() && gzeof(file_.get()) == 0) break;  // a zero byte hides the rest
    }
    while (!line.empty() && (line.back() == '\n' || line.back() == '\r')) line.pop_back();
    int error = Z_OK;
    gzerror(file_.get(), &error);
    broken_ = error != Z_OK && error != Z_STREAM_END;
    return !broken_ && (!line.empty() || too_long || gzeof(file_.get()) == 0);
  }
  bool broken() const { return broken_; }

 private:
  std::unique_ptr<gzFile_s, int (*)(gzFile)> file_;
  std::vector<char> buffer_;
  bool broken_ = false;
};

struct Row {
  std::string id, name, kinds, code;
  std::string admin[6];  // country, then the codes of divisions 1 to 4 where given
  double latitude = 0, longitude = 0;
  std::vector<std::string> spellings;
};

// Alternate names worth keeping: no links, no codes, none that folds like one before it.
std::vector<std::string> spellings_of(std::string_view name, std::string_view ascii,
                                      std::string_view alternates) {
  std::vector<std::string> out;
  std::set<std::string> seen = {fold(name)};
  const auto take = [&](std::string_view spelling) {
    spelling = trimmed(spelling);
    if (spelling.empty() || spelling.size() > 120 || spelling.find("://") != std::string_view::npos) return;
    if (spelling.find('|') != std::string_view::npos) return;
    if (is_acronym(spelling) || out.size() >= kMaxSpellings) return;
    const std::string key = fold(spelling);
    if (!key.empty() && seen.insert(key).second) out.emplace_back(spelling);
  };
  take(ascii);
  for (const std::string_view alternate : cut(alternates, ',')) take(alternate);
  return out;
}

std::string kinds_of(const std::string& feature, double population) {
  if (feature != "populated") return feature;
  // Where GeoNames knows no population, as for most of Myanmar, a populated place is a village.
  return population >= 100'000 ? "city" : population >= 5'000 ? "town" : "village";
}

// Places of the pack that are written out by hand, by the square degree they lie in.
class ByHand {
 public:
  ByHand(const Domain& domain, const std::string& pack) : domain_(domain) {
    for (const Place& place : domain.places()) {
      if (place.pack != pack || place.gazetteer) continue;
      for (const auto& code : cut_list(place.code, ' ')) codes_.insert(code);
      if (place.latitude) cells_[cell(*place.latitude, *place.longitude)].push_back(&place);
    }
  }
  bool has(const Row& row) const {
    if (codes_.count(row.code) != 0) return true;
    for (int dy = -1; dy <= 1; ++dy)
      for (int dx = -1; dx <= 1; ++dx) {
        const auto it = cells_.find(cell(row.latitude + dy, row.longitude + dx));
        if (it == cells_.end()) continue;
        for (const Place* place : it->second)
          if (kilometres(row.latitude, row.longitude, *place->latitude, *place->longitude) <= kSamePlace &&
              alike(*place, row))
            return true;
      }
    return false;
  }

 private:
  static std::pair<int, int> cell(double latitude, double longitude) {
    return {static_cast<int>(std::floor(latitude)), static_cast<int>(std::floor(longitude))};
  }
  bool alike(const Place& place, const Row& row) const {
    const bool area = place.kinds.front() == "township" || place.kinds.front() == "district" ||
                      place.kinds.front() == "state";
    if (area) return false;
    std::vector<std::string> names = place.spellings;
    names.push_back(place.name);
    for (const std::string& name : names)
      if (domain_.spelling().same(name, row.name) >= 0.5) return true;
    return false;
  }
  const Domain& domain_;
  std::set<std::string> codes_;
  std::map<std::pair<int, int>, std::vector<const Place*>> cells_;
};

}  // namespace

Result<GeonamesPlaces> import_geonames(const Domain& domain, const std::string& pack,
                                       const GeonamesImport& what) {
  const std::string file = what.dump.generic_string();
  std::error_code ec;
  if (!std::filesystem::is_regular_file(what.dump, ec))
    return Error{ErrorCode::kNotFound, "no such file", file};
  Lines lines(what.dump);
  if (!lines.open()) return Error{ErrorCode::kNoPermission, "can't read the file", file};
  const auto* features = domain.table("geonames-features");
  if (features == nullptr)
    return Error{ErrorCode::kNotFound,
                 "the table of feature codes is missing (lexicon/geonames-features.tsv)",
                 (domain.root() / "base").generic_string()};
  const ByHand by_hand(domain, pack);

  GeonamesPlaces out;
  std::vector<Row> rows;
  std::unordered_map<std::string, std::string> divisions;  // "MM.04.MMR001D002" or a code alone -> place id
  std::set<std::string> ids;
  std::map<std::string, std::uint64_t> countries;
  for (const Place& place : domain.places())
    if (place.pack == pack && !place.gazetteer)
      for (const std::string& code : cut_list(place.code, ' '))
        if (const auto colon = code.find(':');
            colon != std::string::npos && place.kinds.front() != "town" && place.kinds.front() != "village")
          divisions.emplace(code.substr(colon + 1), place.id);

  std::string line;
  std::uint64_t number = 0;
  bool too_long = false;
  while (lines.next(line, too_long)) {
    ++number;
    if (number == 1 && line.starts_with("PK\x03\x04"))
      return Error{ErrorCode::kUnsupported, "a zip archive; unzip it first", file};
    if (line.empty() && !too_long) continue;
    if (line.front() == '#') continue;
    ++out.rows;
    const auto bad = [&](std::string message) {
      ++out.bad;
      if (out.faults.size() < kMaxFaults)
        out.faults.push_back({ErrorCode::kBadFormat, std::move(message), fmt::format("{}:{}", file, number)});
    };
    if (too_long) {
      bad(fmt::format("a line of more than {} bytes", kMaxLine));
      continue;
    }
    if (!is_utf8(line)) {
      bad("the line is not UTF-8");
      continue;
    }
    const auto cells = cut(line, '\t');
    if (cells.size() < 19) {
      bad(fmt::format("{} columns where GeoNames has 19", cells.size()));
      continue;
    }
    if ((!what.country.empty() && cells[8] != what.country) ||
        (!what.admin1.empty() && cells[10] != what.admin1)) {
      ++out.other;
      continue;
    }
    const auto feature = features->find(std::string(cells[7]));
    if (feature == features->end()) {
      ++out.other;
      continue;
    }
    Row row;
    const std::string_view name = trimmed(cells[1]).empty() ? trimmed(cells[2]) : trimmed(cells[1]);
    if (fold(name).empty() || name.size() > 200) {
      bad("the row has no name");
      continue;
    }
    if (!read_number(trimmed(cells[4]), row.latitude) || !read_number(trimmed(cells[5]), row.longitude)) {
      bad("a coordinate that is no number of degrees");
      continue;
    }
    if (std::abs(row.latitude) > 90 || std::abs(row.longitude) > 180) {
      bad(fmt::format("coordinates out of range: {}, {}", cells[4], cells[5]));
      continue;
    }
    const bool wof = cells[0].empty() && cells.size() > 19 && !cells[19].empty();
    const std::string_view number_of = wof ? cells[19] : cells[0];
    if (number_of.empty() || number_of.size() > 12 ||
        !std::all_of(number_of.begin(), number_of.end(), [](char c) { return c >= '0' && c <= '9'; })) {
      bad(fmt::format("'{}' is no GeoNames id", number_of.substr(0, 40)));
      continue;
    }
    double population = 0;
    if (!read_number(trimmed(cells[14]), population)) population = 0;
    row.name = name;
    row.code = fmt::format("{}:{}", wof ? "wof" : "geonames", number_of);
    std::string stem = slug(name);
    if (stem.empty()) stem = slug(cells[2]);
    if (stem.empty()) stem = "place";
    row.id = fmt::format("{}-{}{}", stem.substr(0, 80), wof ? "wof" : "", number_of);
    row.kinds = kinds_of(feature->second, population);
    for (int i = 0; i < 5; ++i) row.admin[i] = cells[i == 0 ? 8 : 9 + static_cast<std::size_t>(i)];
    if (!ids.insert(row.code).second) {
      bad(fmt::format("id {} stands twice", number_of));
      continue;
    }
    if (by_hand.has(row)) {
      ++out.known;
      continue;
    }
    row.spellings = spellings_of(name, cells[2], cells[3]);
    if (cells[6] == "A") {
      // A division is found by its own codes: ADM2 by country, division 1 and division 2.
      const std::string_view order = cells[7];
      const int depth = order.size() == 4 && order.substr(0, 3) == "ADM" ? order[3] - '0' : 0;
      std::string key = row.admin[0];
      for (int i = 1; i <= depth && i < 5; ++i) key += "." + row.admin[i];
      if (depth > 0 || order == "PCLI") divisions.emplace(key, row.id);
    }
    ++countries[row.admin[0]];
    rows.push_back(std::move(row));
    if (rows.size() > kMaxKept)
      return Error{ErrorCode::kTooLarge,
                   fmt::format("more than {} places; narrow it by --country or --admin1", kMaxKept), file};
  }
  if (lines.broken())
    return Error{ErrorCode::kBadFormat, "the gzip file is broken or cut short",
                 fmt::format("{}:{}", file, number)};

  const auto* codes = domain.table("iso-countries");
  const auto state_of = [&](const std::string& country) -> std::string {
    if (codes == nullptr) return {};
    const auto it = codes->find(country);
    return it == codes->end() ? std::string() : it->second;
  };
  const auto within = [&](const Row& row) -> std::string {
    for (int depth = 4; depth >= 0; --depth) {
      std::string key = row.admin[0];
      for (int i = 1; i <= depth; ++i) key += "." + row.admin[i];
      if (depth > 0 && row.admin[depth].empty()) continue;
      if (const auto it = divisions.find(key); it != divisions.end() && it->second != row.id)
        return it->second;
      if (depth > 0)
        if (const auto it = divisions.find(row.admin[depth]); it != divisions.end()) return it->second;
    }
    return state_of(row.admin[0]);
  };
  std::sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) { return a.id < b.id; });
  std::uint64_t most = 0;
  for (const auto& [country, count] : countries)
    if (count > most) {
      most = count;
      out.country_id = state_of(country);
    }
  out.kept = rows.size();
  out.table = fmt::format(
      "# Places imported from a GeoNames dump by 'assay domain import-geonames'.\n"
      "# Origin: GeoNames (www.geonames.org){}\n"
      "# Licence: CC BY 4.0, GeoNames; Who's On First CC0 and CC BY where the dump came through it\n"
      "id\tname\tkinds\twithin\tmembers\tlatitude\tlongitude\tprecision\tcode\tspellings\n",
      what.country.empty() ? "" : ", country " + what.country);
  for (const Row& row : rows) {
    std::string spellings;
    for (const std::string& spelling : row.spellings) spellings += (spellings.empty() ? "" : "|") + spelling;
    out.table += fmt::format("{}\t{}\t{}\t{}\t\t{:.4f}\t{:.4f}\tpoint\t{}\t{}\n", row.id, row.name, row.kinds,
                             within(row), row.latitude, row.longitude, row.code, spellings);
  }
  return out;
}

}  // namespace assay::domain
