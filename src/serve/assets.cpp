#include "serve/assets.hpp"

#include <zlib.h>

#include <algorithm>
#include <cctype>
#include <map>

#include "base/digest.hpp"
#include "serve/show.hpp"

namespace assay::serve {
namespace {

constexpr const char* kNoPage =
    "<!doctype html>\n<html lang=\"en\"><meta charset=\"utf-8\"><title>Assay</title>\n"
    "<h1>Assay</h1>\n<p>This program was built without its page. <code>npm ci &amp;&amp; npm run build</code> in "
    "<code>web/</code> makes it; then build the program again.</p>\n"
    "<p>The API is here all the same: <a href=\"/api/meta\">/api/meta</a>, "
    "<a href=\"/api/openapi.yaml\">/api/openapi.yaml</a>.</p>\n</html>\n";

std::string tag_of(const Embedded& file) {
  static const auto kTags = [] {
    std::map<std::string_view, std::string> tags;
    for (const Embedded& one : embedded_files()) tags[one.name] = "\"" + sha256_hex(one.zipped).substr(0, 20) + "\"";
    return tags;
  }();
  return kTags.at(file.name);
}

Response response_of(const Embedded& file, const Request& request) {
  Response response;
  response.type = type_of_name(file.name);
  response.headers.emplace_back("ETag", tag_of(file));
  response.headers.emplace_back("Cache-Control", is_hashed(file.name) ? "public, max-age=31536000, immutable" : "no-cache");
  response.headers.emplace_back("Vary", "Accept-Encoding");
  if (request.if_none_match.find(tag_of(file)) != std::string::npos) {
    response.status = 304;
  } else if (request.takes_gzip) {
    response.headers.emplace_back("Content-Encoding", "gzip");
    response.body = file.zipped;
  } else {
    response.body = unzipped(file.zipped);
  }
  return response;
}

}  // namespace

const Embedded* embedded(std::string_view name) {
  const auto files = embedded_files();
  const auto at = std::lower_bound(files.begin(), files.end(), name, [](const Embedded& file, std::string_view n) { return file.name < n; });
  return at != files.end() && at->name == name ? &*at : nullptr;
}

std::string unzipped(std::string_view zipped) {
  z_stream stream{};
  if (inflateInit2(&stream, 15 + 16) != Z_OK) return {};
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(zipped.data()));
  stream.avail_in = static_cast<uInt>(zipped.size());
  std::string out;
  char buffer[1 << 16];
  int code = Z_OK;
  while (code == Z_OK) {
    stream.next_out = reinterpret_cast<Bytef*>(buffer);
    stream.avail_out = sizeof buffer;
    code = inflate(&stream, Z_NO_FLUSH);
    out.append(buffer, sizeof buffer - stream.avail_out);
  }
  inflateEnd(&stream);
  return out;
}

std::string_view type_of_name(std::string_view name) {
  static constexpr std::pair<std::string_view, std::string_view> kTypes[] = {
      {".html", "text/html; charset=utf-8"},        {".js", "text/javascript; charset=utf-8"}, {".mjs", "text/javascript; charset=utf-8"},
      {".css", "text/css; charset=utf-8"},          {".json", "application/json"},             {".geojson", "application/geo+json"},
      {".yaml", "application/yaml; charset=utf-8"}, {".svg", "image/svg+xml"},                 {".png", "image/png"},
      {".ico", "image/vnd.microsoft.icon"},         {".woff2", "font/woff2"},                  {".pbf", "application/x-protobuf"},
      {".txt", "text/plain; charset=utf-8"},        {".webmanifest", "application/manifest+json"}, {".map", "application/json"}};
  for (const auto& [end, type] : kTypes)
    if (name.ends_with(end)) return type;
  return "application/octet-stream";
}

bool is_hashed(std::string_view name) {
  if (!name.starts_with("assets/")) return false;
  const auto dash = name.rfind('-'), dot = name.find('.', dash == std::string_view::npos ? 0 : dash);
  if (dash == std::string_view::npos || dot == std::string_view::npos || dot < dash + 9) return false;
  return std::all_of(name.begin() + static_cast<std::ptrdiff_t>(dash) + 1, name.begin() + static_cast<std::ptrdiff_t>(dot),
                     [](unsigned char c) { return std::isalnum(c) || c == '_'; });
}

Response asset(const Request& request) {
  std::string_view name = request.path;
  name.remove_prefix(1);
  if (name.empty()) name = "index.html";
  if (const Embedded* file = embedded(name); file && name != "openapi.yaml") return response_of(*file, request);
  if (name == "index.html") {
    Response response;
    response.type = "text/html; charset=utf-8";
    response.body = kNoPage;
    return response;
  }
  return refusal(404, "not-found", "there is no such file", "the page is at /");
}

Response show_openapi(Call& call) {
  call.query.done();
  Response response;
  response.type = type_of_name("openapi.yaml");
  response.body = unzipped(embedded("openapi.yaml")->zipped);
  return response;
}

}  // namespace assay::serve
