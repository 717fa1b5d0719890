#include "serve/message.hpp"

#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>

namespace assay::serve {
namespace {

using nlohmann::ordered_json;

int hex(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool is_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const auto lead = static_cast<unsigned char>(text[at]);
    const std::size_t size = lead < 0x80 ? 1 : lead >= 0xc2 && lead < 0xe0 ? 2 : lead >= 0xe0 && lead < 0xf0 ? 3 : lead >= 0xf0 && lead < 0xf5 ? 4 : 0;
    if (size == 0 || at + size > text.size()) return false;
    for (std::size_t k = 1; k < size; ++k)
      if ((static_cast<unsigned char>(text[at + k]) & 0xc0) != 0x80) return false;
    at += size;
  }
  return true;
}

// Absent where an escape is broken, a control character or no UTF-8 stands in it.
std::optional<std::string> decoded(std::string_view text, bool plus_is_space) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    char c = text[at];
    if (c == '%') {
      if (at + 2 >= text.size() || hex(text[at + 1]) < 0 || hex(text[at + 2]) < 0) return std::nullopt;
      c = static_cast<char>(hex(text[at + 1]) * 16 + hex(text[at + 2]));
      at += 2;
    } else if (c == '+' && plus_is_space) {
      c = ' ';
    }
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) return std::nullopt;
    out += c;
  }
  if (!is_utf8(out)) return std::nullopt;
  return out;
}

Error bad(const std::string& message) { return {ErrorCode::kBadArgument, message, ""}; }

int status_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::kNotFound: return 404;
    case ErrorCode::kTooLarge: return 413;
    case ErrorCode::kNoPermission: return 403;
    default: return 400;
  }
}

}  // namespace

Result<Request> parse_target(std::string_view target) {
  if (target.size() > kMostTarget) return Error{ErrorCode::kTooLarge, fmt::format("the address is longer than {} bytes", kMostTarget), ""};
  if (target.empty() || target.front() != '/') return bad("the address is no path on this server");
  Request request;
  request.target = target;
  target = target.substr(0, target.find('#'));
  const auto mark = target.find('?');
  auto path = decoded(target.substr(0, mark), false);
  if (!path) return bad("the path holds a broken escape or no UTF-8");
  request.path = std::move(*path);
  std::string_view rest = mark == std::string_view::npos ? std::string_view() : target.substr(mark + 1);
  while (!rest.empty()) {
    const auto end = rest.find('&');
    const auto part = rest.substr(0, end);
    rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
    if (part.empty()) continue;
    const auto equals = part.find('=');
    auto name = decoded(part.substr(0, equals), true);
    auto value = equals == std::string_view::npos ? std::optional<std::string>("") : decoded(part.substr(equals + 1), true);
    if (!name || !value) return bad("the query holds a broken escape or no UTF-8");
    if (request.query.size() == kMostParameters) return bad(fmt::format("the query has more than {} parameters", kMostParameters));
    request.query.emplace_back(std::move(*name), std::move(*value));
  }
  return request;
}

Response refusal(int status, std::string_view code, const std::string& message, const std::string& hint) {
  Response response = reply(ordered_json{{"error", {{"code", code}, {"message", message}, {"hint", hint}}}}, status);
  response.headers.emplace_back("Cache-Control", "no-store");
  return response;
}

Response refusal(const Error& error) { return refusal(status_of(error.code), name_of(error.code), error.text()); }

Response reply(const ordered_json& json, int status) {
  Response response;
  response.status = status;
  response.body = json.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
  return response;
}

std::string gzip(std::string_view bytes, int level) {
  z_stream stream{};
  constexpr int kGzipWindow = 15 + 16;  // 16 asks zlib for gzip's own header
  if (deflateInit2(&stream, level, Z_DEFLATED, kGzipWindow, 8, Z_DEFAULT_STRATEGY) != Z_OK) return {};
  std::string out(deflateBound(&stream, bytes.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const bool whole = deflate(&stream, Z_FINISH) == Z_STREAM_END;
  out.resize(whole ? stream.total_out : 0);
  deflateEnd(&stream);
  return out;
}

std::optional<std::string> Query::text(std::string_view name) {
  constexpr std::size_t kLongest = 400;
  known_.emplace_back(name);
  std::optional<std::string> found;
  for (const auto& [key, value] : request_.query) {
    if (key != name) continue;
    if (found) refuse(bad(fmt::format("the parameter '{}' is given twice", name)));
    if (value.size() > kLongest) refuse(bad(fmt::format("the parameter '{}' is longer than {} bytes", name, kLongest)));
    found = value;
  }
  if (found && found->empty()) found.reset();
  return found;
}

std::string Query::required(std::string_view name) {
  auto value = text(name);
  if (!value) refuse(bad(fmt::format("the parameter '{}' is missing", name)));
  return *value;
}

std::optional<Day> Query::day(std::string_view name) {
  const auto value = text(name);
  if (!value) return std::nullopt;
  const auto day = Day::parse(*value);
  if (!day.ok() || day->year() < 1800 || day->year() > 2200)
    refuse(bad(fmt::format("the parameter '{}' must be a day between 1800 and 2200, as YYYY-MM-DD", name)));
  return *day;
}

int Query::number(std::string_view name, int otherwise, int low, int high) {
  const auto value = text(name);
  if (!value) return otherwise;
  int number = 0;
  const auto [end, error] = std::from_chars(value->data(), value->data() + value->size(), number);
  if (error != std::errc() || end != value->data() + value->size() || number < low || number > high)
    refuse(bad(fmt::format("the parameter '{}' must be a whole number from {} to {}", name, low, high)));
  return number;
}

std::vector<std::string> Query::texts(std::string_view name) {
  known_.emplace_back(name);
  std::vector<std::string> found;
  for (const auto& [key, value] : request_.query) {
    if (key != name) continue;
    for (std::size_t at = 0; at <= value.size();) {
      const auto end = std::min(value.find(',', at), value.size());
      if (end > at) found.push_back(value.substr(at, end - at));
      at = end + 1;
    }
  }
  if (found.size() > kMostParameters) refuse(bad(fmt::format("the parameter '{}' names more than {} things", name, kMostParameters)));
  return found;
}

void Query::done() const {
  for (const auto& [key, value] : request_.query)
    if (std::find(known_.begin(), known_.end(), key) == known_.end()) {
      std::string all;
      for (const auto& name : known_) all += (all.empty() ? "" : ", ") + name;
      throw Refusal{refusal(400, name_of(ErrorCode::kBadArgument), "there is no parameter '" + key + "' here",
                            all.empty() ? "this address takes no parameters" : "there are " + all)};
    }
}

void refuse(const Error& error) { throw Refusal{refusal(error)}; }

void refuse_missing(const std::string& kind, const std::string& id) {
  refuse({ErrorCode::kNotFound, fmt::format("there is no {} '{}'", kind, id), ""});
}

}  // namespace assay::serve
