// Writes a country of 30,000 places and a ledger of 400,000 claims about it, for `assay serve` to be measured on:
//   bench_big_world FOLDER [PLACES CLAIMS]
// makes FOLDER/domain (base, and a pack 'big') and FOLDER/big.db, from the reports of bench/holding/generated.hpp.
#include <fmt/format.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "bench/holding/generated.hpp"
#include "ledger/ledger.hpp"

using namespace assay;

namespace {

namespace fs = std::filesystem;
constexpr int kDays = 2500, kGates = 40;
constexpr const char* kHeader = "# Made up at random.\n# Origin: bench/serve/big_world.cpp\n# Licence: CC0-1.0\n";

void write_pack(const fs::path& root, int places) {
  fs::create_directories(root / "big");
  std::error_code none;
  fs::remove(root / "base", none);
  fs::create_directory_symlink(fs::path(ASSAY_SOURCE_DIR) / "domain/base", root / "base");
  std::ofstream(root / "big/pack.yaml") << kHeader << "name: A big country\n";
  std::ofstream actors(root / "big/actors.yaml");
  actors << kHeader << "actors:\n";
  for (const auto& [id, side] : {std::pair("army", "army"), std::pair("front", "front"), std::pair("militia", "army")})
    actors << fmt::format("  - {{id: {0}, name: The {0}, kind: army, side: {1}}}\n", id, side);
  std::ofstream table(root / "big/places.tsv");
  table << kHeader << "id\tname\tkinds\twithin\tmembers\tlatitude\tlongitude\tprecision\tcode\tspellings\n";
  std::vector<std::string> rows;
  for (int k = 0; k < places; ++k) {
    // A spiral: the places most spoken of lie near the middle.
    const double turn = 2.399963 * k, far = std::sqrt(static_cast<double>(k) / places);
    rows.push_back(fmt::format("place{0}\tPlace {0}\t{1}\t\t\t{2:.5f}\t{3:.5f}\tpoint\t\t\n", k, k % 10 == 0 ? "town" : "village", 22 + 3 * far * std::sin(turn), 97 + 3.5 * far * std::cos(turn)));
  }
  std::sort(rows.begin(), rows.end());
  for (const auto& row : rows) table << row;
  std::ofstream gates(root / "big/gates.yaml");
  gates << kHeader << "gates:\n";
  std::vector<int> numbers;
  for (int k = 0; k < kGates; ++k) numbers.push_back(k * 7);
  std::sort(numbers.begin(), numbers.end(), [](int a, int b) { return std::to_string(a) < std::to_string(b); });
  for (const int k : numbers)
    gates << fmt::format("  - id: place{0}\n    place: place{0}\n    name: Gate {0}\n    near: {{country: myanmar, place: Place {0}}}\n    far: {{country: china, place: Beyond {0}}}\n    cargo: [fuel, food, people]\n    official: true\n", k);
}

ledger::ReadReport report_of(weighing::Record record) {
  ledger::ReadReport report;
  for (std::size_t k = 0; k < record.claims.size(); ++k) {
    auto& claim = record.claims[k];
    const std::string& place = claim.place.front().id;
    std::string sentence = fmt::format("The {} was said to have been in {} and its hills against the {}, report {} line {}", claim.agent.front().id, place, claim.target.front().id, record.document.name, k);
    sentence.resize(98, '.');
    report.text += sentence + "\n\n";
    claim.place.front().name = "Place " + place.substr(5);
    claim.rule = "bench";
    report.in_text.push_back({claim.evidence.front()});
  }
  report.bytes = report.text;
  report.document = record.document;
  report.document.sha256 = sha256_hex(report.bytes);
  report.document.id = report.document.sha256.substr(0, 16);
  report.document.title = "What " + record.document.outlet + " heard";
  report.document.media_type = "text/plain";
  report.document.encoding = "UTF-8";
  report.document.published.printed = true;
  for (std::size_t k = 0; k < record.claims.size(); ++k) {
    record.claims[k].document = report.document.id;
    record.claims[k].id = report.document.id.substr(0, 12) + fmt::format("{:04}", k);
  }
  report.claims = std::move(record.claims);
  return report;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return std::cerr << "usage: bench_big_world FOLDER [PLACES CLAIMS]\n", 2;
  const fs::path folder = argv[1];
  const int places = argc > 2 ? std::atoi(argv[2]) : 30'000, claims = argc > 3 ? std::atoi(argv[3]) : 400'000;
  fs::create_directories(folder);
  write_pack(folder / "domain", places);
  for (const char* end : {"", "-wal", "-shm"}) fs::remove(folder / (std::string("big.db") + end));
  auto ledger = std::move(ledger::open(folder / "big.db", ledger::Mode::kCreate)).value();
  const Instant now = *Instant::parse("2025-06-01T00:00:00Z");
  const auto run = ledger->begin_run({"bench", "", ""}, "bench", now);
  const bench::Uneven uneven(places);
  for (int k = 0; k * 20 < claims;) {
    std::vector<ledger::Intake> batch;
    for (int i = 0; i < 200 && k * 20 < claims; ++i, ++k) batch.push_back(report_of(bench::make_record(static_cast<std::uint64_t>(k), uneven, Day::from_civil(2018, 1, 1), kDays)));
    (void)ledger->take_in(run, batch, now);
  }
  ledger->end_run(run, now);
  std::cout << folder << ": " << places << " places, " << claims << " claims\n";
}
