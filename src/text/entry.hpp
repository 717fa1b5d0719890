// A passage on its way to a block: what classify.cpp has found out about it so far. outlet.cpp and
// date_hints.cpp read the finished list.
#pragma once

#include <optional>
#include <vector>

#include "text/body.hpp"
#include "text/date_text.hpp"
#include "text/passage_view.hpp"

namespace assay::text {

struct Entry {
  PassageView view;
  std::vector<DateText> dates;
  std::optional<BlockKind> kind;
  bool title_like = false;  // short, no stop, or a single question or cry
  bool prose = false;       // long enough and ended like a paragraph
  bool field = false;       // 'Subject: …': what stands before the colon is no part of it
};

}  // namespace assay::text
