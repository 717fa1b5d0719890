// Addresses, queries and refusals, as strangers may send them.
#include "serve/message.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "serve/assets.hpp"
#include "serve/server.hpp"

namespace assay::serve {
namespace {

TEST(Target, an_address_is_split_and_decoded) {
  const auto request = parse_target("/api/places/mai%20ja?on=2024-11-21&q=a+b%26c&empty=&bare#state");
  ASSERT_TRUE(request.ok());
  EXPECT_EQ(request->path, "/api/places/mai ja");
  ASSERT_EQ(request->query.size(), 4u);
  EXPECT_EQ(request->query[1].second, "a b&c");
  EXPECT_EQ(request->query[3].first, "bare");
}

TEST(Target, what_is_broken_is_refused_and_never_guessed_at) {
  for (const char* target : {"", "api", "http://elsewhere/api", "/a%2", "/a%zz", "/a%00", "/a%ff", "/a?b=%c3%28", "/a?x=%0a"}) EXPECT_FALSE(parse_target(target).ok()) << target;
  EXPECT_EQ(parse_target("/" + std::string(kMostTarget, 'a')).error().code, ErrorCode::kTooLarge);
  std::string many = "/a?";
  for (std::size_t k = 0; k <= kMostParameters; ++k) many += "a=b&";
  EXPECT_FALSE(parse_target(many).ok());
}

TEST(QueryReading, a_parameter_that_nobody_asked_for_is_refused) {
  const auto request = parse_target("/api/holdings?on=2024-11-21&as_knwon=2024-11-30");
  Query query(*request);
  EXPECT_EQ(query.day("on")->iso(), "2024-11-21");
  EXPECT_FALSE(query.day("as_known"));
  try {
    query.done();
    FAIL() << "the mistyped parameter went unnoticed";
  } catch (const Refusal& refusal) {
    EXPECT_EQ(refusal.response.status, 400);
    EXPECT_NE(refusal.response.body.find("as_knwon"), std::string::npos);
  }
}

TEST(QueryReading, days_and_numbers_out_of_bounds_are_refused) {
  for (const char* target : {"/?on=2024-13-01", "/?on=yesterday", "/?on=9999-01-01", "/?on=2024-01-01&on=2024-01-02"}) {
    const auto request = parse_target(target);
    Query query(*request);
    EXPECT_THROW(query.day("on"), Refusal) << target;
  }
  for (const char* target : {"/?limit=0", "/?limit=-1", "/?limit=1e3", "/?limit=99999999999999999999"}) {
    const auto request = parse_target(target);
    Query query(*request);
    EXPECT_THROW(query.number("limit", 10, 1, 500), Refusal) << target;
  }
}

TEST(Zip, what_is_zipped_comes_back) {
  const std::string text(10'000, 'x');
  EXPECT_LT(gzip(text, 1).size(), 200u);
  EXPECT_EQ(unzipped(gzip(text, 1)), text);
  EXPECT_EQ(unzipped("no gzip"), "");
}

TEST(Host, only_names_of_this_server_are_taken) {
  ServerOptions options;
  for (const char* host : {"127.0.0.1:8321", "localhost", "LOCALHOST:1", "[::1]:8321"}) EXPECT_TRUE(is_own_host(host, options)) << host;
  for (const char* host : {"", "evil.example", "evil.example:8321", "127.0.0.1.evil.example", "[::2]:8321"}) EXPECT_FALSE(is_own_host(host, options)) << host;
  options.known_as = {"assay.example"};
  EXPECT_TRUE(is_own_host("assay.example:443", options));
}

TEST(Page, names_with_a_hash_are_kept_for_ever_and_no_others) {
  EXPECT_TRUE(is_hashed("assets/main-1a2b3c4d.js"));
  EXPECT_TRUE(is_hashed("assets/maplibre-gl-Dk1_Xy90.css"));
  for (const char* name : {"index.html", "assets/main.js", "assets/a-b.js", "main-1a2b3c4d.js"}) EXPECT_FALSE(is_hashed(name)) << name;
  EXPECT_EQ(type_of_name("a.css"), "text/css; charset=utf-8");
}

TEST(Page, a_path_that_leads_out_leads_nowhere) {
  for (const char* target : {"/../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "//etc/passwd", "/assets/../../CMakeLists.txt", "/openapi.yaml"}) {
    const auto request = parse_target(target);
    ASSERT_TRUE(request.ok());
    EXPECT_EQ(asset(*request).status, 404) << target;
  }
}

}  // namespace
}  // namespace assay::serve
