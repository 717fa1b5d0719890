// Which dates of a report date the report itself: those of its header, datelines, captions and footers. What
// the text speaks of is reading's to date.
#pragma once

#include "text/entry.hpp"

namespace assay::text {

// Appends to body.date_hints what `entry`, which became `block`, says of the day of publication.
void find_hints(const Entry& entry, const Block& block, const Lexicon& lexicon, Body& body);

// The date in a paragraph's dateline; `dates` are those of the paragraph.
void hint_of_dateline(const Dateline& line, const std::vector<DateText>& dates, Body& body);

}  // namespace assay::text
