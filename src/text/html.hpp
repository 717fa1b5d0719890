// Web pages → text with the way back to their source, passages with what the markup says of them, and what
// meta tags, JSON-LD and <time> tell of outlet, title and day. Parsed with Gumbo, an HTML5 parser, so that
// broken pages mean what they mean in a browser.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "text/body.hpp"
#include "text/layout.hpp"
#include "text/lexicon.hpp"

namespace assay::text {

struct Page {
  std::string text;  // passages apart by empty lines, white space collapsed, entities decoded
  OffsetMap map;     // text → source
  std::vector<Passage> passages;
  std::vector<DateHint> date_hints;  // of kind kField and kUpdated
  std::string title, outlet, url;  // of meta tags, JSON-LD and the canonical link; empty when there are none
  std::string window_title;        // of <title>: often the headline with the outlet behind it
};

// `source` is valid UTF-8. Fails with kTooLarge when elements nest deeper than 1,024 or the tree would take
// more than 64 MiB and 64 bytes for each byte of the page; nothing is left allocated. O(bytes) for pages that
// are not built to be slow.
Result<Page> read_html(std::string_view source, const Lexicon& lexicon);

// True when the first bytes open a page: '<!doctype html', '<html', '<head', '<body', '<article' …
bool looks_like_html(std::string_view text);

// The charset that a page's first 1,024 bytes declare in a meta tag or an XML declaration, or empty.
std::string declared_charset(std::string_view bytes);

}  // namespace assay::text
