// Second step for plain text: lines → passages. A passage is what a reader would call one line of the page: a
// paragraph (joined again where it was wrapped hard), a title, a bullet, a byline. HTML makes its passages
// from elements instead (html.hpp); both are told apart by classify.hpp.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "text/body.hpp"
#include "text/lexicon.hpp"

namespace assay::text {

struct Passage {
  Span span;                      // trimmed, in the body's text
  bool gap_before = false;        // a blank line or an element's edge stands before it
  std::optional<BlockKind> kind;  // what the page's markup says; absent in plain text
};

// Cuts `text` into passages and turns the line ends inside a passage into spaces, so that a sentence wrapped
// over several lines is one line again and no offset moves. Lines are joined where the text as a whole is
// wrapped at one width, where a line that does not end goes on in lower case, and where a title breaks off at
// a word that ends nothing ('… THE CLASHES AT'). O(bytes).
std::vector<Passage> passages_of(std::string& text, const Lexicon& lexicon);

// The bytes of the bullet or number that opens `passage`, with the space after it: '• ', '– ', '3. ', '(a) ',
// '2/ '; 0 when there is none.
std::uint32_t bullet_size(std::string_view passage);

// True when `passage` ends a sentence: '.', '!', '?', '…' or their like, closing quotes and brackets aside.
bool ends_with_stop(std::string_view passage);

}  // namespace assay::text
