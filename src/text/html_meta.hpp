// What a page says of itself outside its text: meta tags, JSON-LD, <title>, <time>. Part of html.cpp.
#pragma once

#include <gumbo.h>
#include <nlohmann/json_fwd.hpp>

#include <string>
#include <string_view>
#include <vector>

#include "text/html.hpp"

namespace assay::text {

// The value of an attribute; data() is null where it is missing.
std::string_view attribute(const GumboNode& node, const char* name);
std::vector<const GumboNode*> children_of(const GumboNode& node);

// Writes what it finds into a Page: title, outlet, url, window_title and date_hints.
class PageMeta {
 public:
  // `page` must outlive this.
  explicit PageMeta(Page& page) : page_(page) {}
  void head(const GumboNode& node);
  void meta(const GumboNode& node);    // Open Graph, Dublin Core and what news sites use beside them
  void script(const GumboNode& node);  // JSON-LD: schema.org's NewsArticle and its kin
  void time(const GumboNode& node);    // <time datetime=…>

 private:
  void add_date(std::string_view value, DateHintKind kind);
  void linked_data(const nlohmann::json& json, int depth);

  Page& page_;
};

}  // namespace assay::text
