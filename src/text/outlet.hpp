// Whose report it is, where nothing but the page itself says so.
#pragma once

#include <string>

#include "text/entry.hpp"

namespace assay::text {

// The outlet's or office's name as printed, from the line above the headline, the dateline's agency, the
// byline of a desk, the line below the headline or the copyright line, in this order; empty when none of them
// tells. `entries` are classified, `body_begin` is the first that belongs to the text, and body.datelines is
// filled.
std::string guess_outlet(const std::vector<Entry>& entries, std::size_t body_begin, const Lexicon& lexicon,
                         const Body& body);

}  // namespace assay::text
