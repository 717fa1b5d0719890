// A request and its response as the API sees them, without a socket: `parse_target` and `Api::handle` (api.hpp)
// make one from the other, and server.hpp carries both over HTTP.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/day.hpp"
#include "base/result.hpp"

namespace assay::serve {

// Bounds of what is looked at; past them a request is refused with 414, 413 or 400.
inline constexpr std::size_t kMostTarget = 2048;        // bytes of path and query
inline constexpr std::size_t kMostBody = 64 * 1024;     // bytes of a POST
inline constexpr std::size_t kMostParameters = 64;      // of a query
inline constexpr std::size_t kLeastZipped = 1024;       // bytes of a body that is worth compressing

struct Request {
  std::string method = "GET";
  std::string path;                                         // decoded
  std::vector<std::pair<std::string, std::string>> query;   // decoded, in order
  std::string target;                                       // path and query as sent
  std::string if_none_match, authorization, content_type, body;
  bool takes_gzip = false;
};

struct Response {
  int status = 200;
  std::string type = "application/json; charset=utf-8";
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers;  // beyond those that every response has
};

// Splits and decodes what stands behind the method: "/api/holdings?on=2024-11-21". Fails with kBadArgument where
// it is no path, holds a broken escape, a NUL, bytes that are no UTF-8, or too many parameters; with kTooLarge
// past kMostTarget.
Result<Request> parse_target(std::string_view target);

// {"error":{"code","message","hint"}}
Response refusal(int status, std::string_view code, const std::string& message, const std::string& hint = {});
// The status that an error of the library stands for: 404 for kNotFound, 413 for kTooLarge, else 400.
Response refusal(const Error& error);
// The JSON as a body; text that is no UTF-8 is mended, never refused.
Response reply(const nlohmann::ordered_json& json, int status = 200);

std::string gzip(std::string_view bytes, int level);

// What a handler asks of its query. Each reader remembers that its parameter was asked for, so that one that
// nobody asked for is refused: a mistyped name must not go unnoticed. Throws Refusal.
class Query {
 public:
  explicit Query(const Request& request) : request_(request) {}

  std::optional<std::string> text(std::string_view name);  // at most 400 bytes; empty counts as absent
  std::string required(std::string_view name);
  std::optional<Day> day(std::string_view name);           // YYYY-MM-DD
  int number(std::string_view name, int otherwise, int low, int high);
  std::vector<std::string> texts(std::string_view name);   // repeated, or joined by commas
  // Requires: every reader was called. Refuses parameters that none of them named.
  void done() const;

 private:
  const Request& request_;
  std::vector<std::string> known_;
};

// Thrown by handlers, turned into its response by Api::handle.
struct Refusal {
  Response response;
};
[[noreturn]] void refuse(const Error& error);
[[noreturn]] void refuse_missing(const std::string& kind, const std::string& id);

// The value, or a Refusal with the reason.
template <class T>
T given(Result<T> result) {
  if (!result.ok()) refuse(result.error());
  return std::move(result).value();
}

}  // namespace assay::serve
