// What opens a passage and is set aside from what is parsed: bullets, numbers, emoji, stamps of updates,
// labels of speakers and topics, datelines.
#pragma once

#include <optional>

#include "text/passage_view.hpp"

namespace assay::text {

struct Lead {
  std::uint32_t size = 0;            // bytes from the passage's begin to the text that is parsed
  std::string label;                 // 'PRESENTER', 'GAS', of a speaker or topic; empty when there is none
  std::optional<Dateline> dateline;  // when set, its span ends where the parsed text begins
  bool item = false;                 // a bullet or number opened it
};

// Never takes the whole passage. `opening` is true for the first paragraphs, where a place in capitals and a
// dash make a dateline without date or agency.
Lead lead_of(const PassageView& view, const std::vector<DateText>& dates, bool opening,
             const Lexicon& lexicon);

}  // namespace assay::text
