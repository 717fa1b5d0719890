// What must hold whatever the reports say: nothing vanishes, the past as known stays as it was, and the order
// of reading does not matter.
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <random>
#include <set>

#include "holding/answer_json.hpp"
#include "holding/simulate.hpp"
#include "weighing/dispute.hpp"
#include "weighing/learn.hpp"

namespace assay::holding {
namespace {

const std::string kRoot = std::string(ASSAY_SOURCE_DIR) + "/domain";

class Properties : public ::testing::TestWithParam<int> {
 protected:
  Properties()
      : weigh_(*weighing::Params::load(kRoot)), hold_(*Params::load(kRoot)),
        world_(make_world(*SimulateParams::load(kRoot), static_cast<std::uint64_t>(GetParam()))) {}

  std::unique_ptr<weighing::Corpus> corpus_of(const std::vector<weighing::Record>& records) const {
    auto corpus = std::make_unique<weighing::Corpus>(weighing::Facts(world_.actors, world_.places, {}, weigh_), weigh_);
    for (const auto& record : records) corpus->add(record);
    return corpus;
  }
  // Every answer, event and dispute as bytes.
  std::string told(const weighing::Corpus& corpus, const weighing::Clocks& clocks) const {
    const Ledgerful from{corpus, hold_, weighing::learn(corpus, clocks)};
    std::string text;
    for (const auto& place : world_.places)
      for (int d = 0; d < static_cast<int>(world_.truth.front().size()); d += 90)
        text += to_json(who_holds(from, place.id, world_.begin.plus_days(d), clocks, Depth::kChanges)).dump() + "\n";
    std::vector<std::uint32_t> all(corpus.statements().size());
    for (std::uint32_t k = 0; k < all.size(); ++k) all[k] = k;
    const auto events = weighing::join_events(corpus, all, clocks, from.learned);
    for (const auto& event : events) text += event.id + " " + std::to_string(event.belief.value()) + "\n";
    for (const auto& dispute : weighing::find_disputes(corpus, events, clocks, from.learned)) text += dispute.id + "\n";
    return text;
  }

  weighing::Params weigh_;
  Params hold_;
  SmallWorld world_;
};

TEST_P(Properties, the_order_of_reading_does_not_matter) {
  auto records = world_.records;
  const std::string one = told(*corpus_of(records), {});
  std::mt19937_64 random(static_cast<std::uint64_t>(GetParam()));
  std::shuffle(records.begin(), records.end(), random);
  EXPECT_EQ(told(*corpus_of(records), {}), one);
}

TEST_P(Properties, an_answer_as_known_on_a_past_day_never_changes_by_later_reports) {
  const Day known = world_.begin.plus_days(300);
  std::vector<weighing::Record> early;
  for (const auto& record : world_.records)
    if (*record.document.published.day.from <= known) early.push_back(record);
  const weighing::Clocks clocks{known, std::nullopt};
  EXPECT_EQ(told(*corpus_of(world_.records), clocks), told(*corpus_of(early), clocks));
}

TEST_P(Properties, nothing_vanishes_every_claim_stands_in_one_event) {
  const auto corpus = corpus_of(world_.records);
  std::vector<std::uint32_t> all(corpus->statements().size());
  for (std::uint32_t k = 0; k < all.size(); ++k) all[k] = k;
  std::multiset<std::uint32_t> found;
  for (const auto& event : weighing::join_events(*corpus, all, {})) found.insert(event.statements.begin(), event.statements.end());
  EXPECT_EQ(found.size(), all.size());
  for (const auto number : all) EXPECT_EQ(found.count(number), 1u);
}

TEST_P(Properties, a_later_reading_takes_the_place_of_an_earlier_one_and_hides_nothing_of_the_past) {
  const auto corpus = corpus_of(world_.records);
  const std::string before = told(*corpus, {std::nullopt, Instant::from_micros(world_.records.back().recorded.micros())});
  // Read half of the reports again, with nothing found in them.
  for (std::size_t k = 0; k < world_.records.size(); k += 2) {
    auto again = world_.records[k];
    again.recorded = Instant::from_micros(world_.records.back().recorded.micros() + 1 + static_cast<std::int64_t>(k));
    again.claims.clear();
    corpus->add(again);
  }
  EXPECT_EQ(told(*corpus, {std::nullopt, Instant::from_micros(world_.records.back().recorded.micros())}), before);
  EXPECT_NE(told(*corpus, {}), before);
}

TEST_P(Properties, a_judgement_undone_leaves_the_answers_as_they_were) {
  const auto corpus = corpus_of(world_.records);
  const std::string before = told(*corpus, {});
  const auto& claim = world_.records[world_.records.size() / 2].claims.front().id;
  weighing::Judgement wrong{"1", weighing::Verdict::kWrong, claim, {}, {}, {}, "an analyst", "misread", Instant::from_micros(2'000'000'000'000'000)};
  corpus->add(wrong);
  weighing::Judgement undo{"2", weighing::Verdict::kUndo, claim, {}, {}, "1", "an analyst", "it was right", Instant::from_micros(2'000'000'000'000'001)};
  corpus->add(undo);
  EXPECT_EQ(told(*corpus, {}), before);
}

INSTANTIATE_TEST_SUITE_P(Worlds, Properties, ::testing::Values(41, 42, 43));

}  // namespace
}  // namespace assay::holding
