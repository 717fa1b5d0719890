// The reference questions about the five reports, asked of the reference claims.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <set>

#include "domain/domain.hpp"
#include "holding/gate.hpp"
#include "tests/holding/shared_reports.hpp"

namespace assay::holding {
namespace {

struct World {
  std::unique_ptr<weighing::Corpus> corpus;
  Params params;
};

std::optional<World> reference(bool with_optional) {
  auto claims = testing::read_reference(testing::shared_folder() + "/gold/claims.jsonl", with_optional);
  if (claims.empty()) return std::nullopt;
  const std::string root = std::string(ASSAY_SOURCE_DIR) + "/domain";
  auto domain = domain::Domain::load(root);
  EXPECT_TRUE(domain.ok()) << domain.error().text();
  auto weigh = weighing::Params::load(root);
  auto hold = Params::load(root);
  EXPECT_TRUE(weigh.ok()) << weigh.error().text();
  EXPECT_TRUE(hold.ok()) << hold.error().text();
  World world;
  world.corpus = std::make_unique<weighing::Corpus>(weighing::Facts::of(*domain, *weigh), *weigh);
  world.params = *hold;
  const std::map<std::string, Interval> published = {
      {"000", {Day::from_civil(2024, 2, 6), Day::from_civil(2024, 3, 1)}},
      {"001", {Day::from_civil(2025, 6, 8), Day::from_civil(2025, 6, 15)}},
      {"002", {Day::from_civil(2024, 11, 13), Day::from_civil(2024, 11, 26)}},
      {"003", Interval::of_day(Day::from_civil(2023, 1, 27))},
      {"004", Interval::of_day(Day::from_civil(2024, 11, 21))}};
  for (auto& [name, list] : claims)
    world.corpus->add(testing::record_of(name, std::move(list), published.at(name.substr(0, 3))));
  return world;
}

template <class Grounds>
std::set<std::string> documents(const Grounds& a, const Grounds& b) {
  std::set<std::string> found;
  for (const auto* list : {&a, &b})
    for (const auto& ground : *list) found.insert(ground.document.substr(0, 3));
  return found;
}

bool right(const nlohmann::json& q, const Ledgerful& from, std::string& got) {
  weighing::Clocks clocks;
  if (q.contains("as_known")) clocks.as_known = *Day::parse(q["as_known"].get<std::string>());
  const Day on = *Day::parse(q["on"].get<std::string>());
  std::set<std::string> named, wanted, because, texts;
  for (const auto& doc : q["because"]) because.insert(doc.get<std::string>());
  std::string status;
  bool good = true;
  if (q.contains("gate")) {
    const auto answer = gate_on(from, q["gate"], on, clocks);
    status = name_of(answer.status);
    for (const auto& holder : answer.by) named.insert(holder.id);
    texts = documents(answer.because, {});
    if (q.contains("by")) for (const auto& id : q["by"]) wanted.insert(id.get<std::string>());
    good = status == q["status"] && (!q.value("disputed", false) || answer.disputed);
    for (const auto& side : answer.sides) got += side.party + "=" + std::to_string(side.closed.value()) + " ";
  } else {
    const auto answer = who_holds(from, q["place"], on, clocks);
    status = name_of(answer.status);
    texts = documents(answer.because, {});
    for (const auto& holder : answer.holders) got += holder.id + "=" + std::to_string(holder.probability.value()) + " ";
    got += "contested=" + std::to_string(answer.contested.value()) + " unknown=" + std::to_string(answer.unknown.value()) + " ";
    for (const auto& id : q["holder"]) wanted.insert(id.get<std::string>());
    if (wanted == std::set<std::string>{"unknown"} || wanted == std::set<std::string>{"contested"}) {
      good = status == *wanted.begin();
      wanted.clear();
    } else {
      good = status == "held";
      for (const auto& holder : answer.holders) named.insert(holder.id);
    }
  }
  if (!wanted.empty()) good = good && !named.empty() && std::includes(wanted.begin(), wanted.end(), named.begin(), named.end());
  good = good && std::includes(texts.begin(), texts.end(), because.begin(), because.end());
  got += "-> " + status + " [";
  for (const auto& id : named) got += id + " ";
  got += "] because";
  for (const auto& text : texts) got += " " + text;
  return good;
}

void ask(bool with_optional) {
  const auto world = reference(with_optional);
  if (!world) GTEST_SKIP() << "no ../shared/gold beside the sources";
  const Ledgerful from{*world->corpus, world->params, {}};
  std::ifstream in(testing::shared_folder() + "/gold/control.jsonl");
  int asked = 0, good = 0;
  for (std::string line; std::getline(in, line); ++asked) {
    std::string got;
    if (right(nlohmann::json::parse(line), from, got)) ++good;
    else ADD_FAILURE() << line << "\n  got " << got;
  }
  EXPECT_EQ(good, asked);
  std::printf("control %d of %d\n", good, asked);
}

TEST(Reference, every_question_is_answered_from_the_claims_that_coders_agree_on) { ask(false); }
TEST(Reference, every_question_is_answered_with_the_optional_claims_too) { ask(true); }

}  // namespace
}  // namespace assay::holding
