// As-of questions at size: 400,000 claim versions over 30,000 places in one process. Questions draw place, day and
// day as known anew each time, and nothing is kept between them; the counters p50_ms to worst_ms are quantiles of
// single questions, in the thread's own time. Also what adding one report of 20 claims costs at growing sizes, and a check that a corpus
// grown report by report and one built from nothing in another order give the same bytes.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cmath>
#include <ctime>
#include <memory>
#include <nlohmann/json.hpp>

#include "base/digest.hpp"
#include "bench/holding/generated.hpp"
#include "holding/answer_json.hpp"
#include "holding/gate.hpp"
#include "weighing/corpus.hpp"

using namespace assay;
using namespace assay::bench;

namespace {

constexpr int kClaims = 400'000, kPlaces = 30'000, kDays = 2500;
const Day kBegin = Day::from_civil(2018, 1, 1);

struct Size {
  weighing::Params weigh = *weighing::Params::load(std::string(ASSAY_SOURCE_DIR) + "/domain");
  holding::Params hold = *holding::Params::load(std::string(ASSAY_SOURCE_DIR) + "/domain");
  std::vector<domain::Actor> actors;
  std::vector<domain::Place> places;
  Uneven uneven{kPlaces};
  std::vector<weighing::Record> records;

  Size() {
    const std::pair<const char*, const char*> parties[] = {{"army", "crown"}, {"front", "revolt"}, {"militia", "crown"}};
    for (const auto& [id, side] : parties) {
      domain::Actor actor;
      actor.id = actor.name = id, actor.kind = "army", actor.side = side;
      actors.push_back(actor);
    }
    for (int k = 0; k < kPlaces; ++k) {
      domain::Place place;
      place.id = place.name = "place" + std::to_string(k), place.kinds = {"town"};
      places.push_back(place);
    }
    for (int k = 0; k * 20 < kClaims; ++k) records.push_back(make_record(static_cast<std::uint64_t>(k), uneven, kBegin, kDays));
  }
  std::unique_ptr<weighing::Corpus> empty() const {
    return std::make_unique<weighing::Corpus>(weighing::Facts(actors, places, {}, weigh), weigh);
  }
  std::string digest(const weighing::Corpus& corpus) const {
    const holding::Ledgerful from{corpus, hold, {}};
    std::string text;
    for (int k = 0; k < 300; ++k)
      text += to_json(holding::who_holds(from, "place" + std::to_string(k * 97 % kPlaces), kBegin.plus_days(k * 8 % kDays), {})).dump();
    return sha256_hex(text);
  }
};

Size& size() {
  static Size made;
  return made;
}

weighing::Corpus& corpus() {
  static const auto made = [] {
    auto full = size().empty();
    for (const auto& record : size().records) full->add(record);
    return full;
  }();
  return *made;
}

// Time that this thread has run: a question takes no longer because the machine has other work.
double thread_ms() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

void set_quantiles(benchmark::State& state, std::vector<double>& times) {
  std::sort(times.begin(), times.end());
  const auto at = [&](double q) { return times[std::min(times.size() - 1, static_cast<std::size_t>(q * static_cast<double>(times.size())))]; };
  state.counters["p50_ms"] = at(0.5);
  state.counters["p95_ms"] = at(0.95);
  state.counters["p99_ms"] = at(0.99);
  state.counters["worst_ms"] = times.back();
}

enum class Draw { kEveryPlaceAlike, kAsOftenAsSpokenOf };

template <class Ask>
void ask(benchmark::State& state, Draw draw_by, const Ask& question) {
  const holding::Ledgerful from{corpus(), size().hold, {}};
  std::vector<double> times;
  for (auto _ : state) {
    const std::string place = "place" + std::to_string(draw_by == Draw::kAsOftenAsSpokenOf ? size().uneven.draw_place() : static_cast<int>(draw() % kPlaces));
    const Day on = kBegin.plus_days(static_cast<int>(draw() % kDays)), known = kBegin.plus_days(static_cast<int>(draw() % (2 * kDays)));
    const double start = thread_ms();
    benchmark::DoNotOptimize(question(from, place, on, weighing::Clocks{known, std::nullopt}));
    times.push_back(thread_ms() - start);
  }
  set_quantiles(state, times);
}

void who_every_place_alike(benchmark::State& state) {
  ask(state, Draw::kEveryPlaceAlike, [](auto& from, auto& place, Day on, const auto& clocks) { return holding::who_holds(from, place, on, clocks); });
}
void who_as_often_as_spoken_of(benchmark::State& state) {
  ask(state, Draw::kAsOftenAsSpokenOf, [](auto& from, auto& place, Day on, const auto& clocks) { return holding::who_holds(from, place, on, clocks); });
}
void who_without_grounds(benchmark::State& state) {
  ask(state, Draw::kAsOftenAsSpokenOf, [](auto& from, auto& place, Day on, const auto& clocks) { return holding::who_holds(from, place, on, clocks, holding::Depth::kAnswer); });
}
void gate_as_often_as_spoken_of(benchmark::State& state) {
  ask(state, Draw::kAsOftenAsSpokenOf, [](auto& from, auto& place, Day on, const auto& clocks) { return holding::gate_on(from, place, on, clocks); });
}

void adding_one_report(benchmark::State& state) {
  auto grown = size().empty();
  for (std::size_t k = 0; k * 20 < static_cast<std::size_t>(state.range(0)); ++k) grown->add(size().records[k]);
  std::size_t next = static_cast<std::size_t>(state.range(0)) / 20;
  for (auto _ : state) {
    if (next == size().records.size()) next = 0;  // taken already: adding it again would cost nothing
    grown->add(size().records[next++]);
  }
}

void grown_and_rebuilt_alike(benchmark::State& state) {
  for (auto _ : state) {
    auto again = size().empty();
    for (auto record = size().records.rbegin(); record != size().records.rend(); ++record) again->add(*record);
    if (size().digest(*again) != size().digest(corpus())) state.SkipWithError("the bytes differ");
  }
}

BENCHMARK(who_every_place_alike)->Iterations(2000)->Unit(benchmark::kMillisecond);
BENCHMARK(who_as_often_as_spoken_of)->Iterations(2000)->Unit(benchmark::kMillisecond);
BENCHMARK(who_without_grounds)->Iterations(2000)->Unit(benchmark::kMillisecond);
BENCHMARK(gate_as_often_as_spoken_of)->Iterations(2000)->Unit(benchmark::kMillisecond);
BENCHMARK(adding_one_report)->Arg(20'000)->Arg(100'000)->Arg(300'000)->Iterations(500)->Unit(benchmark::kMicrosecond);
BENCHMARK(grown_and_rebuilt_alike)->Iterations(1)->Unit(benchmark::kSecond);

}  // namespace
