// The page and the description of the API, as files within the program (cmake/Page.cmake puts them there).
#pragma once

#include <span>
#include <string_view>

#include "serve/message.hpp"

namespace assay::serve {

struct Embedded {
  std::string_view name;    // "index.html", "assets/main-1a2b3c4d.js", "openapi.yaml"
  std::string_view zipped;  // gzip
};
// Sorted by name. Without a page only openapi.yaml is there.
std::span<const Embedded> embedded_files();
const Embedded* embedded(std::string_view name);
std::string unzipped(std::string_view zipped);

// "text/css; charset=utf-8" and so on, by the end of a name.
std::string_view type_of_name(std::string_view name);
// True for names that carry a hash of what they hold: "assets/main-1a2b3c4d.js".
bool is_hashed(std::string_view name);

// The page's file at the request's path ("/" is index.html), or 404. Where no page was built, "/" says how to.
Response asset(const Request& request);

}  // namespace assay::serve
