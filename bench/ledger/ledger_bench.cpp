// Questions to a ledger of 400,000 claims over 30,000 places, and what taking one more report in costs there.
//   cmake --preset release -DASSAY_BENCH=ON && cmake --build --preset release --target bench_ledger
//   build/release/bench/bench_ledger
#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>
#include <random>

#include "base/digest.hpp"
#include "ledger/ledger.hpp"

namespace assay::ledger {
namespace {

constexpr int kReports = 20'000, kClaimsEach = 20, kPlaces = 30'000, kActors = 400;

ReadReport made_up(int number, std::minstd_rand& random) {
  ReadReport report;
  report.bytes = report.text = fmt::format("Report {} of a long war. It names places and who took them.", number);
  report.document.sha256 = sha256_hex(report.bytes);
  report.document.id = report.document.sha256.substr(0, 16);
  report.document.name = fmt::format("{:06}.txt", number);
  report.document.outlet = fmt::format("Outlet {}", random() % 40);
  Day day = Day::from_civil(2020, 1, 1).plus_days(static_cast<int>(random() % 1800));
  report.document.published = {Interval::of_day(day), true, {}};
  auto filler = [&](const char* kind, unsigned of) {
    // Few things are named often and many seldom, as in real reports.
    double share = static_cast<double>(random() % 1'000'000) / 1e6;
    std::string id = fmt::format("{}-{}", kind, static_cast<unsigned>(share * share * of));
    return Filler{id, id, id, Span{0, 6}};
  };
  for (int i = 0; i < kClaimsEach; ++i) {
    Claim claim;
    claim.id = fmt::format("{}-{}", report.document.id, i);
    claim.document = report.document.id;
    claim.evidence = {Span{0, 24}};
    claim.type = static_cast<ClaimType>(random() % 37);
    claim.agent = {filler("actor", kActors)};
    claim.target = {filler("actor", kActors)};
    claim.place = {filler("place", kPlaces)};
    claim.time = ClaimTime{Interval::of_day(day.plus_days(-static_cast<int>(random() % 30))), {}, {}, "made up"};
    claim.rule = "bench";
    report.claims.push_back(std::move(claim));
    report.in_text.push_back({Span{0, 24}});
  }
  return report;
}

const Instant kNow = Instant::parse("2025-01-01T00:00:00Z").value();

// Made once; the file goes when the program ends.
struct Big {
  std::filesystem::path file = std::filesystem::temp_directory_path() / fmt::format("assay-bench-{}.db", getpid());
  std::unique_ptr<Ledger> writer = std::move(open(file, Mode::kCreate)).value();
  RunId run = writer->begin_run({"bench", "", ""}, "bench", kNow);
  std::minstd_rand random{42};
  int next = 0;

  Big() {
    for (int batch = 0; batch < kReports / 200; ++batch) {
      std::vector<Intake> reports;
      for (int i = 0; i < 200; ++i) reports.push_back(made_up(next++, random));
      (void)writer->take_in(run, reports, kNow);
    }
  }
  ~Big() {
    writer.reset();
    for (const char* end : {"", "-wal", "-shm"}) std::filesystem::remove(file.string() + end);
  }
  static Big& get() {
    static Big big;
    return big;
  }
};

void claims_of_a_place(benchmark::State& state) {
  Big& big = Big::get();
  auto reader = std::move(open(big.file, Mode::kRead)).value();
  std::minstd_rand random(7);
  std::int64_t claims = 0;
  for (auto _ : state) {
    ClaimQuery query;
    query.places = {fmt::format("place-{}", random() % kPlaces)};
    query.known_by = Day::from_civil(2023, 6, 1);
    reader->claims(query, [&](const StoredClaim&) { return ++claims, true; });
  }
  state.counters["claims"] = benchmark::Counter(static_cast<double>(claims), benchmark::Counter::kAvgIterations);
}
BENCHMARK(claims_of_a_place)->Unit(benchmark::kMicrosecond);

void captures_by_an_actor(benchmark::State& state) {
  Big& big = Big::get();
  auto reader = std::move(open(big.file, Mode::kRead)).value();
  std::minstd_rand random(7);
  std::int64_t claims = 0;
  for (auto _ : state) {
    ClaimQuery query;
    query.actors = {fmt::format("actor-{}", random() % kActors)};
    query.types = {ClaimType::kCapture};
    reader->claims(query, [&](const StoredClaim&) { return ++claims, true; });
  }
  state.counters["claims"] = benchmark::Counter(static_cast<double>(claims), benchmark::Counter::kAvgIterations);
}
BENCHMARK(captures_by_an_actor)->Unit(benchmark::kMicrosecond);

void one_claim_by_id(benchmark::State& state) {
  Big& big = Big::get();
  auto reader = std::move(open(big.file, Mode::kRead)).value();
  std::string id;
  ClaimQuery some;
  some.after = 123'456;
  some.limit = 1;
  reader->claims(some, [&](const StoredClaim& claim) { return id = claim.claim.id, false; });
  for (auto _ : state) benchmark::DoNotOptimize(reader->claim(id));
}
BENCHMARK(one_claim_by_id)->Unit(benchmark::kMicrosecond);

void search_for_words(benchmark::State& state) {
  auto reader = std::move(open(Big::get().file, Mode::kRead)).value();
  std::minstd_rand random(7);
  for (auto _ : state) benchmark::DoNotOptimize(reader->search(fmt::format("report {}", random() % kReports), 20));
}
BENCHMARK(search_for_words)->Unit(benchmark::kMillisecond);

void one_more_report(benchmark::State& state) {
  Big& big = Big::get();
  for (auto _ : state) (void)big.writer->take_in(big.run, {made_up(big.next++, big.random)}, kNow);
}
BENCHMARK(one_more_report)->Unit(benchmark::kMicrosecond);

void all_records(benchmark::State& state) {
  auto reader = std::move(open(Big::get().file, Mode::kRead)).value();
  for (auto _ : state) {
    std::size_t bytes = 0;
    reader->claim_records({}, [&](std::string_view record) { return bytes += record.size(), true; });
    benchmark::DoNotOptimize(bytes);
  }
}
BENCHMARK(all_records)->Unit(benchmark::kMillisecond)->Iterations(2);

}  // namespace
}  // namespace assay::ledger
