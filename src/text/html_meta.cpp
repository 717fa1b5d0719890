#include "text/html_meta.hpp"

#include <nlohmann/json.hpp>

#include "text/date_text.hpp"

namespace assay::text {

std::string_view attribute(const GumboNode& node, const char* name) {
  if (node.type != GUMBO_NODE_ELEMENT) return {};
  const GumboAttribute* found = gumbo_get_attribute(&node.v.element.attributes, name);
  return found ? std::string_view(found->value) : std::string_view();
}

std::vector<const GumboNode*> children_of(const GumboNode& node) {
  std::vector<const GumboNode*> out;
  if (node.type != GUMBO_NODE_ELEMENT && node.type != GUMBO_NODE_TEMPLATE) return out;
  const GumboVector& list = node.v.element.children;
  for (unsigned i = 0; i < list.length; ++i) out.push_back(static_cast<const GumboNode*>(list.data[i]));
  return out;
}

namespace {

std::string collapsed(std::string_view text) {
  std::string out;
  for (char c : text) {
    const bool space = c == ' ' || c == '\n' || c == '\t' || c == '\r';
    if (!space) out += c;
    if (space && !out.empty() && out.back() != ' ') out += ' ';
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out.substr(0, 400);
}

// Reads the text of an element's own text nodes.
std::string own_text(const GumboNode& node) {
  std::string out;
  for (const GumboNode* child : children_of(node)) {
    if (child->type == GUMBO_NODE_TEXT || child->type == GUMBO_NODE_WHITESPACE) out += child->v.text.text;
  }
  return out;
}

}  // namespace

void PageMeta::add_date(std::string_view value, DateHintKind kind) {
  const auto day = machine_day(value);
  if (!day || page_.date_hints.size() >= 16) return;
  page_.date_hints.push_back({{}, std::string(value.substr(0, 32)), Interval::of_day(*day), kind});
}

void PageMeta::head(const GumboNode& node) {
  for (const GumboNode* child : children_of(node)) {
    if (child->type != GUMBO_NODE_ELEMENT) continue;
    switch (child->v.element.tag) {
      case GUMBO_TAG_META:
        meta(*child);
        break;
      case GUMBO_TAG_TITLE:
        page_.window_title = collapsed(own_text(*child));
        break;
      case GUMBO_TAG_SCRIPT:
        script(*child);
        break;
      case GUMBO_TAG_LINK:
        if (attribute(*child, "rel") == "canonical")
          page_.url = std::string(attribute(*child, "href").substr(0, 2000));
        break;
      default:
        break;
    }
  }
}

void PageMeta::meta(const GumboNode& node) {
  std::string name = lower(attribute(node, "property"));
  if (name.empty()) name = lower(attribute(node, "name"));
  if (name.empty()) name = lower(attribute(node, "itemprop"));
  const std::string_view content = attribute(node, "content");
  if (name.empty() || content.empty()) return;
  for (const std::string_view known :
       {"article:published_time", "og:published_time", "datepublished", "date", "pubdate", "publishdate",
        "publish-date", "publication_date", "dc.date", "dc.date.issued", "dcterms.created", "dcterms.date",
        "dcterms.issued", "parsely-pub-date", "sailthru.date", "citation_publication_date",
        "originalpublicationdate", "article.published"}) {
    if (name == known) add_date(content, DateHintKind::kField);
  }
  for (const std::string_view known : {"article:modified_time", "og:updated_time", "datemodified", "lastmod",
                                       "last-modified", "dcterms.modified"}) {
    if (name == known) add_date(content, DateHintKind::kUpdated);
  }
  if (name == "og:site_name" || name == "application-name" || name == "dc.publisher") {
    if (page_.outlet.empty() || name == "og:site_name") page_.outlet = collapsed(content);
  }
  if (name == "og:title" || (name == "dc.title" && page_.title.empty())) page_.title = collapsed(content);
  if (name == "og:url" && page_.url.empty()) page_.url = std::string(content.substr(0, 2000));
}

void PageMeta::script(const GumboNode& node) {
  if (lower(attribute(node, "type")) != "application/ld+json") return;
  const std::string text = own_text(node);
  if (text.size() > (std::size_t{1} << 18)) return;
  const auto json = nlohmann::json::parse(text, nullptr, false);
  if (!json.is_discarded()) linked_data(json, 0);
}
void PageMeta::linked_data(const nlohmann::json& json, int depth) {
  if (depth > 6) return;
  if (json.is_array()) {
    std::size_t seen = 0;
    for (const auto& item : json) {
      if (++seen > 64) break;
      linked_data(item, depth + 1);
    }
  }
  if (!json.is_object()) return;
  const auto word = [&](const char* key) {
    const auto found = json.find(key);
    return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
  };
  add_date(word("datePublished"), DateHintKind::kField);
  add_date(word("dateModified"), DateHintKind::kUpdated);
  const bool article = lower(word("@type")).find("article") != std::string::npos;
  if (article && page_.title.empty()) page_.title = collapsed(word("headline"));
  if (const auto publisher = json.find("publisher");
      publisher != json.end() && publisher->is_object() && page_.outlet.empty()) {
    if (const auto name = publisher->find("name"); name != publisher->end() && name->is_string())
      page_.outlet = collapsed(name->get<std::string>());
  }
  if (const auto graph = json.find("@graph"); graph != json.end()) linked_data(*graph, depth + 1);
}

void PageMeta::time(const GumboNode& node) {
  const std::string_view value = attribute(node, "datetime");
  const bool updated = lower(attribute(node, "itemprop")) == "datemodified" ||
                       lower(attribute(node, "class")).find("updat") != std::string::npos;
  if (!value.empty()) add_date(value, updated ? DateHintKind::kUpdated : DateHintKind::kField);
}

}  // namespace assay::text
