// The fuzzer's promises on requests of our own: each address as it is meant, and each of them cut and bent.
#include <gtest/gtest.h>

#define ASSAY_FUZZ_BODY_ONLY
#include "fuzz/serve_request_fuzz.cpp"

namespace assay::serve {
namespace {

TEST(RequestFuzz, bent_requests_are_answered_or_refused_in_words) {
  const std::vector<std::string> sound = {
      "GET /api/holdings?on=2024-11-21&as_known=2024-11-30\n",
      "GET /api/changes?from=2024-11-01&to=2024-11-25\n",
      "GET /api/places/kanpiketi/timeline?from=2024-01-01&to=2024-12-31\n",
      "GET /api/claims?place=momauk&actor=kia&speaker=resident&type=capture&stance=claimed&from=2024-01-01&limit=5&offset=0\n",
      "GET /api/events?place=momauk&type=capture&as_known=2024-08-12\n",
      "GET /api/search?q=spokesman%20%22denied%20that%22&limit=3\n",
      "GET /api/gates/lweje/timeline?from=2024-08-01&to=2024-08-31\n",
      "GET /api/export?format=csv&on=2024-11-21\n",
      "GET /api/export?format=graphml\n",
      "GET /../assets/%2e%2e/index.html\n",
      "POST /api/judgements\nBearer a-token-for-the-test\n{\"claim\":\"none\",\"verdict\":\"retime\",\"time\":[\"2024-01-01\",null],\"by\":\"a\",\"why\":\"b\"}",
      "POST /api/whatif\n\n{\"close\":[\"nowhere:far\"],\"hold\":[{\"place\":\"momauk\",\"actor\":\"kia\"}],\"tax\":[\"kia:jade=10%\"],\"draws\":2,\"from\":\"2024-09-01\"}",
  };
  std::uint64_t state = 88172645463325252ull;
  const auto pick = [&state](std::size_t below) {
    state ^= state << 13, state ^= state >> 7, state ^= state << 17;
    return static_cast<std::size_t>(state % below);
  };
  const std::string marks = "/?&=%+.-:\"[]{}\\ \n\t0129aZ\x01\x7f\x80\xc3\xff";
  for (const auto& one : sound) {
    fuzz::serve_request(one);
    for (int n = 0; n < 150; ++n) {
      std::string bent = one;
      for (std::size_t k = 0; k <= pick(3); ++k) {
        const auto at = pick(bent.size());
        switch (pick(4)) {
          case 0: bent[at] = marks[pick(marks.size())]; break;
          case 1: bent.erase(at, 1 + pick(10)); break;
          case 2: bent.insert(at, 1, marks[pick(marks.size())]); break;
          default: bent.insert(at, std::string(1 + pick(30), static_cast<char>('0' + pick(10)))); break;
        }
        if (bent.empty()) bent = "/";
      }
      fuzz::serve_request(bent);
    }
  }
}

}  // namespace
}  // namespace assay::serve
