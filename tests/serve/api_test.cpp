// What the API answers, against what the library says.
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "holding/answer.hpp"
#include "holding/days.hpp"
#include "tests/serve/fixture.hpp"

namespace assay::serve {
namespace {

const char* const kStates[] = {"held", "joint", "contested", "unknown"};

TEST(Map, every_place_on_every_day_is_what_who_holds_says) {
  Fixture fixture;
  const auto snapshot = fixture.api().snapshot();
  const auto places = fixture.json("/api/places");
  int compared = 0;
  for (const char* as_known : {"", "2024-03-05", "2024-08-12", "2024-08-13", "2024-11-30"})
    for (const char* on : {"2024-02-01", "2024-03-04", "2024-08-09", "2024-08-10", "2024-08-11", "2024-11-19", "2024-11-20", "2025-03-01"}) {
      const std::string known = as_known;
      const auto map = fixture.json(std::string("/api/holdings?on=") + on + (known.empty() ? "" : "&as_known=" + known));
      ASSERT_TRUE(map["complete"]);
      for (std::size_t k = 0; k < map["index"].size(); ++k) {
        const std::string id = places["id"][map["index"][k].get<std::size_t>()];
        const auto answer = holding::who_holds(snapshot->from(), id, *Day::parse(on), {known.empty() ? std::nullopt : std::optional(*Day::parse(known)), std::nullopt}, holding::Depth::kAnswer);
        std::string expected(holding::name_of(answer.status));
        if (answer.status == holding::Status::kHeld && answer.holders.size() > 1) expected = "joint";
        EXPECT_EQ(kStates[map["state"][k].get<int>()], expected) << id << " on " << on << " as known " << known;
        EXPECT_NEAR(map["p"][k].get<double>(), answer.probability.value(), 0.0051) << id << " on " << on;
        const int holder = map["holder"][k];
        if (answer.status == holding::Status::kHeld) EXPECT_EQ(map["actors"][static_cast<std::size_t>(holder)], answer.holders.front().id);
        else EXPECT_EQ(holder, -1);
        ++compared;
      }
    }
  EXPECT_GT(compared, 100);
}

TEST(Map, a_place_says_since_when) {
  Fixture fixture;
  const auto places = fixture.json("/api/places");
  const auto map = fixture.json("/api/holdings?on=2024-12-01");
  std::string since;
  for (std::size_t k = 0; k < map["index"].size(); ++k)
    if (places["id"][map["index"][k].get<std::size_t>()] == "kanpiketi") since = map["since"][k];
  EXPECT_EQ(since, "2024-11-20");
}

TEST(Map, changes_are_those_between_two_maps) {
  Fixture fixture;
  const auto by_day = fixture.json("/api/changes?from=2024-11-19&to=2024-11-21");
  ASSERT_EQ(by_day["changes"].size(), 1u);
  EXPECT_EQ(by_day["changes"][0]["place"], "kanpiketi");
  EXPECT_EQ(by_day["changes"][0]["after"]["holder"], "kia");
  EXPECT_FALSE(by_day["changes"][0]["because"].empty());
  const auto by_known = fixture.json("/api/changes?on=2024-11-21&known_from=2024-11-21&known_to=2024-11-22");
  bool found = false;
  for (const auto& change : by_known["changes"]) found |= change["place"] == "kanpiketi" && change["after"]["holder"] == "kia";
  EXPECT_TRUE(found);
  EXPECT_EQ(fixture.get("/api/changes?from=2024-11-21&to=2024-11-19").status, 400);
}

TEST(Map, a_long_list_of_statements_is_taken_in_windows_that_see_what_who_holds_sees) {
  std::vector<ledger::ReadReport> reports;
  const Day begin = *Day::parse("2021-01-01");
  for (int k = 0; k < 330; ++k) {  // one a day, hands changing every 40
    const Day day = begin.plus_days(2 * k);
    const bool kia = k / 40 % 2 == 0;
    reports.push_back(made_report("r" + std::to_string(k), "Outlet " + std::to_string(k % 7), day.plus_days(1).iso(),
                                  {{"Momauk was in hands " + std::to_string(k) + ".", ClaimType::kControl, kia ? "kia" : "junta", "", "momauk", day.iso()}}));
  }
  Fixture fixture(false, reports);
  const auto snapshot = fixture.api().snapshot();
  ASSERT_GT(holding::windows_of(holding::gather(snapshot->corpus(), "momauk", {}, holding::bears_on_holder), begin, begin.plus_days(700), snapshot->from().params.nearest).size(), 1u);
  int days = 0;
  for (int k = 10; k < 650; k += 13) {
    const Day on = begin.plus_days(k);
    const auto answer = holding::who_holds(snapshot->from(), "momauk", on, {}, holding::Depth::kAnswer);
    const auto map = fixture.json("/api/holdings?on=" + on.iso());
    for (std::size_t at = 0; at < map["index"].size(); ++at)  // others of its name are there too
      if (snapshot->places()[map["index"][at].get<std::size_t>()] == "momauk") {
        EXPECT_EQ(kStates[map["state"][at].get<int>()], std::string(holding::name_of(answer.status))) << on.iso();
        EXPECT_NEAR(map["p"][at].get<double>(), answer.probability.value(), 0.02) << on.iso();
        ++days;
      }
  }
  EXPECT_EQ(days, 50);
}

TEST(Map, changes_over_any_days_are_those_of_two_maps_laid_side_by_side) {
  Fixture fixture;
  const auto rows = [&](const std::string& on) {
    const auto map = fixture.json("/api/holdings?on=" + on);
    std::map<int, std::pair<int, int>> by_place;
    for (std::size_t k = 0; k < map["index"].size(); ++k) by_place[map["index"][k]] = {map["state"][k], map["holder"][k]};
    return by_place;
  };
  const auto places = fixture.json("/api/places");
  int changed = 0;
  for (const auto& [from, to] : {std::pair("2023-06-01", "2024-03-04"), {"2024-03-01", "2024-12-01"}, {"2024-08-09", "2024-08-10"}, {"2024-08-10", "2024-08-11"}, {"2024-10-01", "2026-01-01"}}) {
    std::set<std::string> expected, told;
    const auto before = rows(from), after = rows(to);
    for (const auto& map : {before, after})
      for (const auto& [place, unused] : map) {
        const auto in = [place = place](const auto& one) { return one.contains(place) ? one.at(place) : std::pair(3, -1); };
        if (in(before) != in(after)) expected.insert(places["id"][static_cast<std::size_t>(place)]);
      }
    const auto answer = fixture.json(std::string("/api/changes?from=") + from + "&to=" + to);
    for (const auto& change : answer["changes"]) told.insert(change["place"]);
    EXPECT_EQ(told, expected) << from << " to " << to;
    changed += static_cast<int>(expected.size());
  }
  EXPECT_GT(changed, 4);
}

TEST(Map, a_track_says_of_every_day_what_the_model_says_of_it) {
  Fixture fixture;
  const auto snapshot = fixture.api().snapshot();
  const auto& tracks = snapshot->tracks();
  int days = 0;
  for (std::size_t k = 0; k < tracks.places().size(); ++k) {
    const auto track = tracks.get(k, {});
    holding::DistributionReader::Reading reading;
    holding::each_day(snapshot->from(), tracks.places()[k], *Day::parse("2024-01-01"), *Day::parse("2025-02-01"), {}, [&](Day day, const auto& reader, const holding::Weights& weights) {
      reader.read(weights, reading);
      const auto& run = track->on(day);
      EXPECT_EQ(run.status, static_cast<std::uint8_t>(reading.status)) << tracks.places()[k] << day.iso();
      EXPECT_NEAR(run.percent, reading.probability * 100, 0.51) << tracks.places()[k] << day.iso();
      ++days;
    });
  }
  EXPECT_GT(days, 1500);
}

TEST(Recorded, the_ledger_is_shown_as_it_stood_at_an_instant) {
  Fixture fixture;
  const auto count = [&](const std::string& query) { return fixture.json("/api/claims?" + query)["total"].get<int>(); };
  const int before = count("");
  fixture.add({made_report("e.txt", "The Late Paper", "2024-12-03", {{"The army took Pangwa back on 2 December.", ClaimType::kCapture, "junta", "kia", "pangwa", "2024-12-02"}})}, "2025-06-01T08:00:00Z");
  fixture.api().refresh();
  fixture.api().prepare();
  EXPECT_EQ(count(""), before + 1);
  EXPECT_EQ(count("as_recorded=2025-05-30"), 0);
  EXPECT_EQ(count("as_recorded=2025-05-31"), before);
  EXPECT_EQ(count("as_recorded=2025-06-01T07:59:59Z"), before);
  EXPECT_EQ(count("as_recorded=2025-06-01T08:00:00Z"), before + 1);
  const auto then = fixture.json("/api/places/pangwa?on=2024-12-04&as_recorded=2025-05-31"), now = fixture.json("/api/places/pangwa?on=2024-12-04");
  EXPECT_EQ(then["answer"]["holders"][0]["id"], "kia");
  EXPECT_EQ(now["answer"]["holders"][0]["id"], "junta");
  EXPECT_TRUE(fixture.json("/api/events?as_recorded=2025-05-31")["complete"]);
  EXPECT_EQ(fixture.get("/api/claims?as_recorded=yesterday").status, 400);
  EXPECT_EQ(fixture.get("/api/meta?as_recorded=2025-05-31").status, 400);
}

TEST(Cache, an_answer_is_tagged_and_not_sent_twice) {
  Fixture fixture;
  const auto first = fixture.get("/api/holdings?on=2024-11-21");
  const std::string tag = header(first, "ETag");
  ASSERT_FALSE(tag.empty());
  const auto again = fixture.get("/api/holdings?on=2024-11-21", tag);
  EXPECT_EQ(again.status, 304);
  EXPECT_TRUE(again.body.empty());
  EXPECT_EQ(header(again, "ETag"), tag);
  EXPECT_NE(header(fixture.get("/api/holdings?on=2024-11-22"), "ETag"), tag);
  EXPECT_TRUE(header(fixture.get("/api/nothing"), "ETag").empty());
}

TEST(Cache, what_another_process_reads_is_seen_and_tagged_anew) {
  Fixture fixture;
  const auto before = fixture.get("/api/meta");
  EXPECT_FALSE(fixture.api().refresh());
  fixture.add({made_report("e.txt", "The Late Paper", "2025-01-03", {{"The army took Pangwa back on 2 January.", ClaimType::kCapture, "junta", "kia", "pangwa", "2025-01-02"}})});
  EXPECT_TRUE(fixture.api().refresh());
  fixture.api().prepare();
  const auto after = fixture.json("/api/meta");
  EXPECT_EQ(after["counts"]["documents"], 5);
  EXPECT_EQ(after["last_day"], "2025-01-03");
  EXPECT_EQ(fixture.get("/api/meta", header(before, "ETag")).status, 200);
}

TEST(Reader, a_report_comes_back_whole_with_its_claims_in_place) {
  Fixture fixture;
  const auto list = fixture.json("/api/documents");
  ASSERT_EQ(list["documents"].size(), 4u);
  EXPECT_EQ(list["documents"][0]["name"], "d.txt");  // the latest first
  for (const auto& row : list["documents"]) {
    const auto document = fixture.json("/api/documents/" + row["id"].get<std::string>());
    std::size_t marked = 0;
    for (const auto& claim : document["claims"]) {
      std::string text;
      for (const auto& block : document["blocks"])
        for (const auto& segment : block["segments"])
          for (const auto& id : segment["claims"])
            if (id == claim["id"]) text += segment["text"].get<std::string>();
      EXPECT_EQ(text, claim["quote"]);
      marked += !text.empty();
    }
    EXPECT_EQ(marked, row["claims"].get<std::size_t>());
  }
}

TEST(Reader, a_claim_shows_its_voices_and_what_opposes_it) {
  Fixture fixture;
  const auto claims = fixture.json("/api/claims?place=momauk&type=capture");
  EXPECT_EQ(claims["total"], 3);
  EXPECT_EQ(claims["claims"][0]["published"]["from"], "2024-08-13");
  int opposing = 0;
  for (const auto& claim : claims["claims"]) opposing += claim["opposes"].get<bool>();
  EXPECT_EQ(opposing, 1);
  EXPECT_EQ(fixture.json("/api/claims?speaker=resident")["total"], 2);
  EXPECT_EQ(fixture.json("/api/claims?speaker=resident&place=momauk")["total"], 1);
  EXPECT_EQ(fixture.json("/api/claims?speaker=resident&as_known=2024-10-01")["total"], 1);
  EXPECT_EQ(fixture.json("/api/claims?actor=kia&to=2024-09-01")["total"], 3);
  EXPECT_EQ(fixture.json("/api/claims?stance=denied")["total"], 1);
  const auto disputes = fixture.json("/api/disputes?place=momauk");
  ASSERT_GE(disputes["total"], 1);
  EXPECT_EQ(disputes["disputes"][0]["kind"], "denial");
  EXPECT_EQ(disputes["disputes"][0]["sides"].size(), 2u);
  const auto events = fixture.json("/api/events?place=momauk&type=capture");
  ASSERT_EQ(events["total"], 1);
  EXPECT_EQ(events["events"][0]["reports"], 2);
  EXPECT_TRUE(events["events"][0]["opposed"]);
  const auto event = fixture.json("/api/events/" + events["events"][0]["id"].get<std::string>());
  EXPECT_EQ(event["rows"].size(), 3u);
  EXPECT_EQ(fixture.json("/api/events?place=momauk&type=capture&as_known=2024-08-12")["events"][0]["opposed"], false);
}

TEST(Gates, a_gate_that_is_shut_from_one_side_says_which) {
  Fixture fixture;
  const auto gate = fixture.json("/api/gates/lweje?on=2024-08-12");
  EXPECT_EQ(gate["state"], "closed");
  EXPECT_EQ(gate["sides"][0]["side"], "near");
  EXPECT_EQ(gate["sides"][1]["state"], "closed");
  EXPECT_EQ(gate["sides"][1]["by"][0]["id"], "china");
  EXPECT_EQ(gate["sides"][1]["since"], "2024-08-09");
  EXPECT_NE(gate["sides"][0]["state"], "closed");
  EXPECT_EQ(fixture.json("/api/gates/lweje?on=2024-08-12&as_known=2024-08-01")["state"], "unknown");
  const auto days = fixture.json("/api/gates/lweje/timeline?from=2024-08-01&to=2024-08-31");
  EXPECT_EQ(days["days"].size(), 31u);
  EXPECT_EQ(days["runs"].back()["status"], "closed");
}

TEST(Search, names_are_found_misspelt_and_words_in_their_sentences) {
  Fixture fixture;
  const auto found = fixture.json("/api/search?q=Kanpiketti");
  ASSERT_FALSE(found["places"].empty());
  EXPECT_EQ(found["places"][0]["id"], "kanpiketi");
  const auto words = fixture.json("/api/search?q=spokesman%20denied");
  ASSERT_EQ(words["claims"].size(), 1u);
  bool marked = false;
  for (const auto& segment : words["claims"][0]["snippet"]) marked |= segment["found"] && segment["text"] == "denied";
  EXPECT_TRUE(marked);
  EXPECT_EQ(fixture.get("/api/search").status, 400);
}

TEST(Judging, a_reader_may_not_and_an_analyst_needs_the_token) {
  Fixture reader;
  const std::string claim = reader.json("/api/claims?place=kanpiketi&type=capture")["claims"][0]["id"];
  const std::string body = nlohmann::json{{"claim", claim}, {"verdict", "wrong"}, {"by", "N. Ame"}, {"why", "another town"}}.dump();
  EXPECT_EQ(reader.post("/api/judgements", body, "Bearer a-token-for-the-test").status, 403);
  Fixture analyst(true);
  EXPECT_EQ(analyst.post("/api/judgements", body).status, 401);
  EXPECT_EQ(analyst.post("/api/judgements", body, "Bearer a-token-for-the-tesT").status, 401);
  EXPECT_EQ(analyst.json("/api/meta")["counts"]["judgements"], 0);
}

TEST(Judging, a_judgement_is_a_row_of_its_own_and_changes_the_answer) {
  Fixture fixture(true);
  const std::string token = "Bearer a-token-for-the-test";
  const std::string claim = fixture.json("/api/claims?place=kanpiketi&type=capture")["claims"][0]["id"];
  EXPECT_EQ(fixture.json("/api/places/kanpiketi?on=2024-12-01")["answer"]["holders"][0]["id"], "kia");
  const auto taken = fixture.post("/api/judgements", nlohmann::json{{"claim", claim}, {"verdict", "wrong"}, {"by", "N. Ame"}, {"why", "another town"}}.dump(), token);
  ASSERT_EQ(taken.status, 201) << taken.body;
  fixture.api().prepare();
  EXPECT_EQ(fixture.json("/api/places/kanpiketi?on=2024-12-01")["answer"]["holders"][0]["id"], "junta");
  EXPECT_EQ(fixture.json("/api/claims/" + claim)["judgements"][0]["verdict"], "wrong");
  for (const auto& body : {nlohmann::json{{"claim", claim}, {"verdict", "erase"}, {"by", "a"}, {"why", "b"}}, nlohmann::json{{"claim", claim}, {"verdict", "wrong"}, {"by", " "}, {"why", "b"}},
                           nlohmann::json{{"claim", claim}, {"verdict", "retime"}, {"by", "a"}, {"why", "b"}}, nlohmann::json::array({1}),
                           nlohmann::json{{"claim", claim}, {"verdict", "wrong"}, {"by", "a"}, {"why", "b"}, {"more", 1}},
                           nlohmann::json{{"claim", claim}, {"verdict", "retime"}, {"by", "a"}, {"why", "b"}, {"time", {"2024-02-30", nullptr}}}})
    EXPECT_EQ(fixture.post("/api/judgements", body.dump(), token).status, 400) << body;
  EXPECT_EQ(fixture.post("/api/judgements", nlohmann::json{{"claim", "none"}, {"verdict", "wrong"}, {"by", "a"}, {"why", "b"}}.dump(), token).status, 404);
  EXPECT_EQ(fixture.json("/api/meta")["counts"]["judgements"], 1);
}

TEST(WhatIf, a_shut_gate_differs_from_the_base_and_writes_nothing) {
  Fixture fixture;
  const auto response = fixture.post("/api/whatif", R"({"close":["pangwa"],"hold":[{"place":"Pangwa","actor":"kia"}],"from":"2024-09-01","to":"2024-09-30","draws":20})");
  ASSERT_EQ(response.status, 200) << response.body;
  const auto found = nlohmann::json::parse(response.body);
  EXPECT_FALSE(found["differences"].empty());
  for (const char* body : {"", "[]", "{}", R"({"close":["nowhere"]})", R"({"close":"pangwa"})", R"({"draws":-1,"close":["pangwa"]})", R"({"draws":1e9,"close":["pangwa"]})",
                           R"({"close":["pangwa"],"from":"2020-01-01","to":"2030-01-01"})", R"({"tax":["kia"]})", R"({"shut":["pangwa"]})"})
    EXPECT_GE(fixture.post("/api/whatif", body).status, 400) << body;
}

TEST(Refusals, wrong_requests_say_what_is_wrong) {
  Fixture fixture;
  for (const auto& [target, status] : {std::pair("/api/holdings?on=2024-02-30", 400), {"/api/holdings?day=2024-02-03", 400}, {"/api/places/nowhere-at-all", 404}, {"/api/claims/none", 404},
                                       {"/api/documents/none", 404}, {"/api/events/none", 404}, {"/api/gates/none", 404}, {"/api/actors/none", 404}, {"/api/claims?type=rumour", 400},
                                       {"/api/claims?limit=501", 400}, {"/api/", 404}, {"/api/meta/", 404}, {"/api//meta", 404}, {"/api/places//timeline", 404}, {"/api/exposure?buyer=china", 400},
                                       {"/api/places/momauk/timeline?from=2024-02-01&to=2024-01-01", 400}, {"/api/judgements", 405}, {"/api/whatif", 405}}) {
    const auto response = fixture.get(target);
    EXPECT_EQ(response.status, status) << target;
    const auto error = nlohmann::json::parse(response.body)["error"];
    EXPECT_FALSE(error["message"].get<std::string>().empty()) << target;
    EXPECT_FALSE(error["code"].get<std::string>().empty()) << target;
  }
  EXPECT_EQ(fixture.post("/api/meta", "").status, 405);
}

TEST(Refusals, an_empty_ledger_is_served_too) {
  Fixture fixture(false, {});
  for (const char* target : {"/api/meta", "/api/holdings", "/api/gates", "/api/activity", "/api/claims", "/api/events", "/api/disputes", "/api/documents", "/api/origins", "/api/search?q=a",
                             "/api/places/momauk", "/api/places/momauk/timeline", "/api/actors/kia"})
    EXPECT_EQ(fixture.get(target).status, 200) << target;
}

}  // namespace
}  // namespace assay::serve
