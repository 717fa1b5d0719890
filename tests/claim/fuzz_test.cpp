// The fuzzer's promises on inputs of our own: a claim with all its fields, cut and bent.
#define ASSAY_FUZZ_BODY_ONLY
#include "fuzz/claim_json_fuzz.cpp"

#include <gtest/gtest.h>

namespace assay {
namespace {

// The input cut, doubled and with marks let in, at places that depend on `number` alone.
std::string bent(std::string text, std::uint64_t number, std::string_view marks) {
  const auto pick = [&number](std::size_t below) {
    number = number * 6364136223846793005u + 1442695040888963407u;
    return below == 0 ? 0 : static_cast<std::size_t>((number >> 33) % below);
  };
  for (std::size_t k = 0, most = 1 + pick(4); k < most && !text.empty(); ++k) {
    const auto at = pick(text.size());
    switch (pick(5)) {
      case 0: text[at] = marks[pick(marks.size())]; break;
      case 1: text.erase(at, 1 + pick(20)); break;
      case 2: text.insert(at, 1, marks[pick(marks.size())]); break;
      case 3: text.insert(at, text.substr(pick(text.size()), pick(30))); break;
      default: text.insert(at, std::string(1 + pick(24), static_cast<char>('0' + pick(10)))); break;
    }
  }
  return text;
}

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
