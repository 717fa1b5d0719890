#include "ledger/ledger.hpp"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "claim/claim_json.hpp"
#include "tests/ledger/fixture.hpp"

namespace assay::ledger {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST_F(LedgerTest, gives_back_what_it_took_in) {
  auto ledger = make();
  RunId run = ledger->begin_run(maker_, "read x", at("2024-12-01T08:00:00Z"));
  Claim taken = claim(ClaimType::kCapture, "river-guard", "tolan", {0, 30});
  taken.target = {{"army", "Army", "the army", Span{20, 28}}};
  taken.time = ClaimTime{Interval::of_month(2024, 11), Precision::kMonth, Precision::kMonth, "last month"};
  taken.quantity = Quantity{60, {}, "killed", "at least 60", "at least", {}, false};
  taken.speaker = {{"resident", "resident", "a resident", {}}};
  taken.stance = Stance::kClaimed;
  auto in = report("a.txt", "Fighters took Tolan from the army. It is said.", {taken});
  in.document.outlet = "Valley Post";
  in.document.published = {Interval::of_day(Day::from_civil(2024, 12, 1)), true, {"header"}};
  EXPECT_THAT(ledger->take_in(run, {in}, at("2024-12-02T08:00:00Z")), ElementsAre(true));
  ledger->end_run(run, at("2024-12-02T08:00:01Z"));

  auto found = all(*ledger);
  ASSERT_EQ(found.size(), 1u);
  taken.document = in.document.id;
  EXPECT_EQ(to_json(found[0].claim, "a.txt"), to_json(taken, "a.txt"));
  EXPECT_EQ(found[0].claim.document, in.document.id);
  EXPECT_EQ(found[0].quote, "Fighters took Tolan from the a");
  EXPECT_EQ(found[0].outlet, "Valley Post");
  EXPECT_EQ(found[0].known, in.document.published.day);
  EXPECT_EQ(found[0].recorded.iso(), "2024-12-02T08:00:00.000000Z");
  EXPECT_EQ(ledger->bytes_of(in.document.id), in.bytes);
  EXPECT_EQ(ledger->text_of(in.document.id), in.text);
  auto document = ledger->document("a.txt");
  ASSERT_TRUE(document);
  EXPECT_EQ(document->claims, 1);
  EXPECT_EQ(document->maker, maker_);
  EXPECT_THAT(document->document.published.reasons, ElementsAre("header"));
  ASSERT_EQ(ledger->runs().size(), 1u);
  EXPECT_EQ(ledger->runs()[0].claims, 1);
  EXPECT_TRUE(ledger->runs()[0].ended);
}

TEST_F(LedgerTest, taking_the_same_report_in_again_adds_nothing) {
  auto ledger = make();
  RunId run = ledger->begin_run(maker_, "read", at("2024-12-01"));
  auto in = report("a.txt", "One report.", {claim(ClaimType::kClash, "x", "y", {0, 3})});
  auto copy = in;
  copy.document.name = "copy-of-a.txt";
  EXPECT_THAT(ledger->take_in(run, {in, copy}, at("2024-12-01")), ElementsAre(true, false));
  EXPECT_THAT(ledger->take_in(run, {in}, at("2024-12-02")), ElementsAre(false));
  EXPECT_EQ(ledger->counts().readings, 1);
  EXPECT_EQ(ledger->counts().claims, 1);
}

TEST_F(LedgerTest, a_newer_engine_adds_a_reading_and_the_old_one_is_still_there_as_recorded) {
  auto ledger = make();
  RunId first = ledger->begin_run(maker_, "read", at("2024-12-01"));
  (void)ledger->take_in(first, {report("a.txt", "One report.", {claim(ClaimType::kClash, "x", "y", {0, 3})})},
                        at("2024-12-01"));
  RunId second = ledger->begin_run({"assay 2", "model", "domain"}, "read", at("2025-01-01"));
  EXPECT_THAT(ledger->take_in(
                  second, {report("a.txt", "One report.", {claim(ClaimType::kCapture, "x", "y", {0, 3})})},
                  at("2025-01-01")),
              ElementsAre(true));
  EXPECT_THAT(ids(*ledger, {}), ElementsAre("capture-x-y"));
  ClaimQuery earlier;
  earlier.as_recorded = at("2024-12-15");
  EXPECT_THAT(ids(*ledger, earlier), ElementsAre("clash-x-y"));
  earlier.as_recorded = at("2024-11-15");
  EXPECT_THAT(ids(*ledger, earlier), IsEmpty());
  EXPECT_EQ(ledger->document("a.txt")->maker.engine, "assay 2");
  EXPECT_EQ(ledger->document("a.txt", at("2024-12-15"))->maker.engine, "assay 1");
  EXPECT_EQ(ledger->counts().documents, 1);
  EXPECT_EQ(ledger->counts().readings, 2);
}

TEST_F(LedgerTest, recorded_never_runs_backwards) {
  auto ledger = make();
  RunId run = ledger->begin_run(maker_, "read", at("2024-12-05T00:00:00Z"));
  (void)ledger->take_in(run, {report("a.txt", "One.", {claim(ClaimType::kClash, "x", "y", {0, 3})})},
                        at("2024-12-01"));
  EXPECT_EQ(all(*ledger)[0].recorded, at("2024-12-05T00:00:00Z"));
}

TEST_F(LedgerTest, finds_claims_by_each_filter_and_by_all_of_them_together) {
  auto ledger = make();
  RunId run = ledger->begin_run(maker_, "read", at("2024-12-20"));
  Claim early = claim(ClaimType::kCapture, "north", "tolan", {0, 3});
  early.time = ClaimTime{Interval::of_day(Day::from_civil(2024, 9, 21)), {}, {}, ""};
  Claim late = claim(ClaimType::kCapture, "south", "mirr", {0, 3});
  late.time = ClaimTime{Interval::of_day(Day::from_civil(2024, 11, 2)), {}, {}, ""};
  Claim denied = claim(ClaimType::kCloseGate, "south", "mirr", {4, 7});
  denied.stance = Stance::kDenied;
  denied.speaker = {{"envoy", "Envoy", "the envoy", {}}};
  denied.resource = {{"jade", "jade", "jade", {}}};
  auto one = report("one.txt", "One report.", {early});
  one.document.published.day = Interval::of_day(Day::from_civil(2024, 9, 25));
  auto two = report("two.txt", "Two reports.", {late, denied});
  two.document.published.day = {Day::from_civil(2024, 11, 3), Day::from_civil(2024, 11, 30)};
  (void)ledger->take_in(run, {one, two}, at("2024-12-20"));

  auto by = [&](auto set) {
    ClaimQuery query;
    set(query);
    return ids(*ledger, query);
  };
  EXPECT_THAT(by([](auto& q) { q.types = {ClaimType::kCapture}; }),
              ElementsAre("capture-north-tolan", "capture-south-mirr"));
  EXPECT_THAT(by([](auto& q) {
                q.places = {"mirr", "nowhere"};
              }),
              ElementsAre("capture-south-mirr", "close_gate-south-mirr"));
  EXPECT_THAT(by([](auto& q) { q.places = {"mirr"}, q.types = {ClaimType::kCapture}; }),
              ElementsAre("capture-south-mirr"));
  EXPECT_THAT(by([](auto& q) { q.actors = {"north"}; }), ElementsAre("capture-north-tolan"));
  EXPECT_THAT(by([](auto& q) { q.speakers = {"envoy"}; }), ElementsAre("close_gate-south-mirr"));
  EXPECT_THAT(by([](auto& q) { q.resources = {"jade"}; }), ElementsAre("close_gate-south-mirr"));
  EXPECT_THAT(by([](auto& q) { q.stances = {Stance::kDenied}; }), ElementsAre("close_gate-south-mirr"));
  EXPECT_THAT(by([](auto& q) { q.documents = {"one.txt"}; }), ElementsAre("capture-north-tolan"));
  EXPECT_THAT(by([&](auto& q) { q.documents = {two.document.id}; }).size(), 2u);
  // Half-open: the claim of 21 September lies in [21, 22), and not in [22, …). One without a time always may.
  EXPECT_THAT(by([](auto& q) {
                q.valid = Interval{Day::from_civil(2024, 9, 22), {}};
              }),
              ElementsAre("capture-south-mirr", "close_gate-south-mirr"));
  EXPECT_THAT(by([](auto& q) {
                q.valid = Interval{{}, Day::from_civil(2024, 9, 22)};
              }),
              ElementsAre("capture-north-tolan", "close_gate-south-mirr"));
  // The second report was certainly out on its last possible day only.
  EXPECT_THAT(by([](auto& q) { q.known_by = Day::from_civil(2024, 11, 28); }),
              ElementsAre("capture-north-tolan"));
  EXPECT_THAT(by([](auto& q) { q.known_by = Day::from_civil(2024, 11, 29); }).size(), 3u);
  EXPECT_THAT(by([](auto& q) { q.limit = 1; }), ElementsAre("capture-north-tolan"));
  auto first = all(*ledger)[0].number;
  EXPECT_THAT(by([&](auto& q) { q.after = first; }),
              ElementsAre("capture-south-mirr", "close_gate-south-mirr"));
  auto places = ledger->entities({Slot::kPlace});
  ASSERT_EQ(places.size(), 2u);
  EXPECT_EQ(places[0].id, "mirr");
  EXPECT_EQ(places[0].claims, 2);
  EXPECT_EQ(places[0].first, Day::from_civil(2024, 11, 2));
}

TEST_F(LedgerTest, a_report_without_a_bound_day_is_known_from_the_day_it_was_recorded) {
  auto ledger = make();
  RunId run = ledger->begin_run(maker_, "read", at("2024-12-20"));
  (void)ledger->take_in(run, {report("a.txt", "One.", {claim(ClaimType::kClash, "x", "y", {0, 3})})},
                        at("2024-12-20"));
  ClaimQuery query;
  query.known_by = Day::from_civil(2024, 12, 19);
  EXPECT_THAT(ids(*ledger, query), IsEmpty());
  query.known_by = Day::from_civil(2024, 12, 20);
  EXPECT_EQ(ids(*ledger, query).size(), 1u);
}

TEST_F(LedgerTest, keeps_rejections_with_their_reason_once) {
  auto ledger = make();
  RunId run = ledger->begin_run(maker_, "read", at("2024-12-20"));
  Rejected bad{"x/y.txt", {ErrorCode::kBinary, "the file is no text", "y.txt:0"}};
  EXPECT_THAT(ledger->take_in(run, {bad}, at("2024-12-20")), ElementsAre(true));
  EXPECT_THAT(ledger->take_in(run, {bad}, at("2024-12-21")), ElementsAre(false));
  auto rejections = ledger->rejections();
  ASSERT_EQ(rejections.size(), 1u);
  EXPECT_EQ(rejections[0].path, "x/y.txt");
  EXPECT_EQ(rejections[0].code, ErrorCode::kBinary);
  EXPECT_EQ(rejections[0].reason, "y.txt:0: the file is no text");
}

TEST_F(LedgerTest, searches_text_and_claims_without_regard_to_accents_or_syntax) {
  auto ledger = make();
  RunId run = ledger->begin_run(maker_, "read", at("2024-12-20"));
  (void)ledger->take_in(run,
                        {report("a.txt", "Traders at Kérouan wait. Diesel is dear.",
                                {claim(ClaimType::kShortage, "x", "kerouan", {0, 24})}),
                         report("b.txt", "No diesel came.")},
                        at("2024-12-20"));
  auto hits = ledger->search("kerouan traders", 10);
  ASSERT_EQ(hits.size(), 1u);
  EXPECT_EQ(hits[0].claim, "shortage-x-kerouan");
  EXPECT_EQ(hits[0].snippet, "[Traders] at [Kérouan] wait");
  hits = ledger->search("diesel", 10);
  ASSERT_EQ(hits.size(), 2u);
  EXPECT_EQ(hits[0].claim, "");
  EXPECT_EQ(ledger->search("\"diesel came\"", 10).size(), 1u);
  for (const char* odd : {"", "\"", "\"\"", "AND", "NEAR(", "diesel*", "-diesel", "text:diesel", "a\"b\"c"})
    EXPECT_NO_THROW((void)ledger->search(odd, 10)) << odd;
}

TEST_F(LedgerTest, judgements_are_rows_that_another_can_undo) {
  auto ledger = make();
  auto first = ledger->append({0, "claim-1", "wrong", "null", "mh", "misread", {}}, at("2024-12-20"));
  auto second =
      ledger->append({0, "claim-1", "undo", std::to_string(first), "mh", "read again", {}}, at("2024-12-21"));
  EXPECT_LT(first, second);
  EXPECT_EQ(ledger->judgements().size(), 2u);
  EXPECT_EQ(ledger->judgements(at("2024-12-20"))[0].verb, "wrong");
}

}  // namespace
}  // namespace assay::ledger
