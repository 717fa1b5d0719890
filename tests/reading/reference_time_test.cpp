// Holds times, quantities and days of publication against the reference claims kept beside the repository, where they
// are: for each claim whether what reading finds in its sentence could give the reference's filler. Skipped where the
// references are not.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>

#include "language/parser.hpp"
#include "reading/publication.hpp"
#include "reading/quantity.hpp"
#include "tests/reading/lexicon_for_test.hpp"
#include "text/lexicon.hpp"
#include "text/report.hpp"

namespace assay::reading {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

std::string read_file(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

struct Read {
  text::Report report;
  std::vector<language::Sentence> sentences;
  std::vector<std::vector<TimeExpression>> times;
  std::vector<std::vector<ToldTime>> story;
  std::vector<std::vector<QuantityMention>> quantities;
  PublicationDay publication;
  std::vector<Span> spans;  // of the sentences, in the report's bytes
};

Read read_report(const fs::path& path, const language::Language& language, const text::Lexicon& lexicon, const Chronology& chronology) {
  text::RawInput input;
  input.bytes = read_file(path);
  input.name = path.filename().string();
  auto report = text::make_report(std::move(input), lexicon);
  EXPECT_TRUE(report.ok()) << path;
  Read read{std::move(report).value(), {}, {}, {}, {}, {}, {}};
  std::vector<Span> blocks;
  for (const auto& block : read.report.body.blocks)
    if (text::is_read(block.kind)) blocks.push_back(block.span);
  read.sentences = language.parse(read.report.body.text, blocks);
  for (const auto& sentence : read.sentences) {
    const Atoms atoms(sentence, words_for_test());
    read.times.push_back(find_times(atoms));
    read.quantities.push_back(find_quantities(atoms, read.times.back(), domain_for_test()));
    read.spans.push_back(read.report.body.map.to_report(sentence.span));
  }
  read.publication = infer_publication(read.report, read.sentences, words_for_test(), chronology);
  read.story = resolve_story(read.sentences, read.times, read.publication.anchor());
  return read;
}

// Ends as day numbers; open ends far away. Inclusive.
using Ends = std::pair<int, int>;
Ends ends_of(const Interval& interval) {
  return {interval.from ? interval.from->number() : -800000, interval.to ? interval.to->number() - 1 : 10000000};
}
std::optional<Ends> ends_of(const Json& time) {
  Interval whole;
  if (time[0].is_string()) whole.from = Interval::parse(time[0].get<std::string>()).value().from;
  if (time[1].is_string()) whole.to = Interval::parse(time[1].get<std::string>()).value().to;
  return ends_of(whole);
}
// Both ends within three days, or half of a span of more than a fortnight.
bool same(Ends a, Ends b) {
  if (std::abs(a.first - b.first) <= 3 && std::abs(a.second - b.second) <= 3) return true;
  if (a.second - a.first <= 14) return false;
  const double inner = std::min(a.second, b.second) - std::max(a.first, b.first) + 1.0;
  const double outer = std::max(a.second, b.second) - std::min(a.first, b.first) + 1.0;
  return inner > 0 && inner / outer >= 0.5;
}

bool time_within_reach(const Read& read, std::size_t s, Ends wanted) {
  Anchor anchor = read.publication.anchor();
  for (std::size_t k = 0; k < read.times[s].size(); ++k) {
    if (read.story[s][k].time && same(wanted, ends_of(read.story[s][k].time->valid))) return true;
    anchor.previous = read.story[s][k].previous;
    for (const Direction direction : {Direction::kPast, Direction::kFuture})
      for (const bool open : {false, true}) {
        anchor.direction = direction, anchor.open = open;
        if (const auto time = resolve(read.times[s][k], anchor); time && same(wanted, ends_of(time->valid))) return true;
      }
  }
  for (const Aspect aspect : {Aspect::kPastEvent, Aspect::kPerfect, Aspect::kFuture, Aspect::kNow})
    if (const auto time = default_time(aspect, anchor); time && same(wanted, ends_of(time->valid))) return true;
  // The time of an event told up to four sentences before.
  for (std::size_t p = s; p-- > 0 && s - p <= 4;)
    for (const auto& told : read.story[p])
      if (told.time && same(wanted, ends_of(told.time->valid))) return true;
  return false;
}

bool quantity_within_reach(const Read& read, std::size_t s, const Json& wanted) {
  for (const auto& m : read.quantities[s])
    for (const auto value : {m.quantity.low, m.quantity.high})
      for (const char* end : {"low", "high"})
        if (value && wanted.contains(end) && wanted[end].is_number() &&
            std::abs(*value - wanted[end].get<double>()) <= 0.02 * std::max(std::abs(wanted[end].get<double>()), 1.0))
          return true;
  return false;
}

struct Share {
  int hit = 0, all = 0;
  void add(bool ok) { hit += ok, ++all; }
  double value() const { return all == 0 ? 0 : double(hit) / all; }
};

void hold_against(const fs::path& claims, const fs::path& folder, double times_floor, double quantities_floor) {
  if (!fs::exists(claims)) GTEST_SKIP() << "no references at " << claims;
  const auto language = language::Language::load(ASSAY_SOURCE_DIR "/models/english.model");
  if (!language.ok()) GTEST_SKIP() << "no language model";
  const auto lexicon = text::Lexicon::load(domain_for_test());
  const auto chronology = Chronology::load(domain_for_test());
  ASSERT_TRUE(lexicon.ok() && chronology.ok());
  std::map<std::string, Read> reads;
  Share times, dated_times, quantities;
  std::ifstream file(claims);
  for (std::string line; std::getline(file, line);) {
    const Json claim = Json::parse(line);
    const std::string name = fs::path(claim.contains("doc") ? claim["doc"].get<std::string>() : claim["document"].get<std::string>()).filename().string();
    auto it = reads.find(name);
    if (it == reads.end()) it = reads.emplace(name, read_report(folder / name, *language, *lexicon, *chronology)).first;
    const Read& read = it->second;
    std::vector<Span> evidence;
    if (claim["evidence"][0].is_number()) evidence.push_back({claim["evidence"][0], claim["evidence"][1]});
    else for (const auto& pair : claim["evidence"]) evidence.push_back({pair[0], pair[1]});
    bool time_ok = false, quantity_ok = false;
    const bool has_time = claim.contains("time") && !claim["time"].is_null(), has_quantity = claim.contains("quantity") && !claim["quantity"].is_null();
    if (!has_time && !has_quantity) continue;
    for (std::size_t s = 0; s < read.sentences.size(); ++s) {
      if (std::none_of(evidence.begin(), evidence.end(), [&](Span e) { return e.overlaps(read.spans[s]); })) continue;
      if (has_time) time_ok |= time_within_reach(read, s, *ends_of(claim["time"]));
      if (has_quantity) quantity_ok |= quantity_within_reach(read, s, claim["quantity"]);
    }
    if (has_time) {
      times.add(time_ok);
      if (read.publication.best) dated_times.add(time_ok);
    }
    if (has_quantity) quantities.add(quantity_ok);
    if (std::getenv("ASSAY_SHOW_MISSES") && ((has_time && !time_ok) || (has_quantity && !quantity_ok)))
      std::cout << name << ' ' << (has_time && !time_ok ? claim["time"].dump() : "") << ' ' << (has_quantity && !quantity_ok ? claim["quantity"].dump() : "") << ' '
                << read.report.bytes.substr(evidence[0].begin, std::min(300u, evidence[0].size())) << '\n';
  }
  std::cout << "times within reach: " << times.hit << " of " << times.all << " (" << dated_times.hit << " of " << dated_times.all
            << " in reports whose day is known); quantities: " << quantities.hit << " of " << quantities.all << '\n';
  EXPECT_GE(times.value(), times_floor);
  EXPECT_GE(quantities.value(), quantities_floor);
}

// Beside the sources, or where $ASSAY_SHARED says.
fs::path shared() {
  const char* elsewhere = std::getenv("ASSAY_SHARED");
  return elsewhere ? fs::path(elsewhere) : fs::path(ASSAY_SOURCE_DIR) / ".." / "shared";
}

TEST(References, of_the_seeds_have_their_times_and_quantities_within_reach) {
  hold_against(shared() / "gold" / "claims.jsonl", shared() / "seeds", 0.7, 0.8);
}

TEST(References, of_the_practice_reports_have_their_times_and_quantities_within_reach) {
  hold_against(shared() / "practice" / "claims.jsonl", shared() / "practice" / "reports", 0.65, 0.75);
}

}  // namespace
}  // namespace assay::reading
