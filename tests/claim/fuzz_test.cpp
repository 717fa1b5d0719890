// The fuzzer's promises on inputs of our own: a claim with all its fields, cut and bent.
#define ASSAY_FUZZ_BODY_ONLY
#include "fuzz/claim_json_fuzz.cpp"

#include <gtest/gtest.h>

#include "tests/bent.hpp"

namespace assay {
namespace {

using testing::bent;

TEST(ClaimJsonFuzz, bent_claims_are_faults_or_come_back_as_they_were) {
  const std::string whole =
      R"({"id":"a1","document":"r.txt","evidence":[[10,20],[30,44]],"type":"casualty","agent":[{"id":"red","name":"Red","surface":"Reds","span":[10,14]}],)"
      R"("target":[],"place":[{"id":"tolan","name":"Tolan","surface":"Tolan"}],"resource":[],"object":"camp","means":["drone","air"],)"
      R"("quantity":{"low":19500,"high":null,"unit":"tonne","text":"19,500 tons","modifier":"about","also_printed":{"value":17699.5,"unit":"tonne"},"units_disagree":true},)"
      R"("time":["2024-10","2024-11-03"],"time_reason":"'in October'","speaker":[{"id":"","name":"a trader","surface":"trader"}],"stance":"claimed","negated":false,"rule":"casualty/kill"})";
  ASSERT_TRUE(claim_from_json(nlohmann::ordered_json::parse(whole)).ok());
  fuzz::claim_json(whole);
  for (std::uint64_t n = 0; n < 6000; ++n) fuzz::claim_json(bent(whole, n, "-:{}[],\"\\ 0129.eEnull\x80"));
}

TEST(ClaimJson, a_span_that_runs_backwards_or_is_no_offset_is_a_fault) {
  for (const char* evidence : {"[5,2]", "[-1,3]", "[0,1e300]", "[0]", "[[1,2],3]", "{}", "\"1\"", "[]", "[0,4294967296]", "[0.5,2]"}) {
    const auto json = nlohmann::ordered_json::parse(std::string(R"({"type":"clash","stance":"asserted","evidence":)") + evidence + "}");
    EXPECT_FALSE(claim_from_json(json).ok()) << evidence;
  }
}

TEST(ClaimJson, a_time_that_runs_backwards_is_a_fault) {
  const auto json = nlohmann::ordered_json::parse(R"({"type":"clash","stance":"asserted","evidence":[0,1],"time":["2024-10","2024-09"]})");
  EXPECT_FALSE(claim_from_json(json).ok());
}

}  // namespace
}  // namespace assay
