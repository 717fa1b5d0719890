// Any bytes as a request: a first line of method and address, a second of authorization, the rest the body. Whatever
// comes, the answer has a known status, its JSON can be read, an error says what is wrong, and nothing is written
// without the token.
#include <stdlib.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>

#include "fuzz/fuzz.hpp"
#include "serve/api.hpp"

#include "tests/serve/fixture.hpp"

namespace assay::fuzz {

inline void serve_request(std::string_view bytes) {
  static serve::Fixture fixture(true);
  const auto line = [&bytes] {
    const auto end = std::min(bytes.find('\n'), bytes.size());
    const auto text = bytes.substr(0, end);
    bytes.remove_prefix(std::min(end + 1, bytes.size()));
    return text;
  };
  const auto first = line();
  const auto space = first.find(' ');
  auto request = serve::parse_target(space == std::string_view::npos ? first : first.substr(space + 1));
  if (!request.ok()) {
    ASSAY_HOLDS(!request.error().message.empty());
    return;
  }
  request->method = space == std::string_view::npos ? "GET" : first.substr(0, space);
  request->authorization = line();
  request->content_type = "application/json";
  request->body = bytes.substr(0, serve::kMostBody);
  // Worlds drawn cost time and find nothing here.
  if (request->path == "/api/flow" || request->path == "/api/exposure") request->query.insert(request->query.begin(), {"draws", "2"});
  if (request->path == "/api/whatif") {
    auto body = nlohmann::json::parse(request->body, nullptr, false);
    if (body.is_object() && body.value("draws", nlohmann::json()).is_number_unsigned() && body.value("from", nlohmann::json()).is_string()) {
      body["draws"] = 2, body["to"] = body["from"];
      request->body = body.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    } else if (body.is_object()) {
      return;
    }
  }
  const auto response = fixture.api().handle(*request);
  const int status = response.status;
  ASSAY_HOLDS(status == 200 || status == 201 || (status >= 400 && status < 500) || status == 503);
  if (status == 201) ASSAY_HOLDS(request->authorization == "Bearer a-token-for-the-test");
  if (response.type.starts_with("application/json")) {
    const auto json = nlohmann::json::parse(response.body, nullptr, false);
    ASSAY_HOLDS(!json.is_discarded());
    if (status >= 400) ASSAY_HOLDS(!json["error"]["message"].get<std::string>().empty());
  }
}

}  // namespace assay::fuzz

ASSAY_FUZZER(assay::fuzz::serve_request)
