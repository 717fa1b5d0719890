// A report turned into a body: decoded text, cut into blocks, with the way back to the bytes that were given.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/span.hpp"
#include "claim/claim.hpp"

namespace assay::text {

// What a block of a report is. Only those for which `is_read` holds are parsed and read for claims; the
// others are set aside but kept (a dateline or a caption may date the report).
enum class BlockKind {
  kHeadline,     // a title: one sentence without a stop
  kDeck,         // the line or two below it
  kHeading,      // a heading inside the text
  kParagraph,
  kListItem,     // a bullet or a numbered item
  kCaption,      // of a picture; its date may bind the day of publication
  kDateline,     // 'THANYAWIN, March 13 (Agency) -' where it stands on a line of its own, or a date line
  kByline,       // authors, translators, editors, credits
  kNavigation,   // menus, breadcrumbs, share lines, language switches
  kRelated,      // 'related stories' and the titles under it
  kCommentRules, // moderation notes, subscription calls, boilerplate after the text
  kTable,
};

std::string_view name_of(BlockKind kind);
bool is_read(BlockKind kind);

struct Block {
  BlockKind kind = BlockKind::kParagraph;
  Span span;              // in Body::text
  std::string section;    // the heading that this block stands under, or empty
};

// From offsets in the decoded text to offsets in the bytes as given: a list of runs, each of which either
// copies bytes one to one or replaces a stretch of bytes (an entity, a UTF-16 unit) by a stretch of text.
class OffsetMap {
 public:
  // Appends `text_bytes` of text that stand for `report_bytes` of the report, beginning where the last ended.
  void append(std::uint32_t text_bytes, std::uint32_t report_bytes);
  // Skips `report_bytes` of the report that leave nothing in the text (a tag, a byte order mark).
  void skip(std::uint32_t report_bytes);
  // The smallest range of the report's bytes that covers `text`. Requires: within what was appended.
  Span to_report(Span text) const;

 private:
  struct Run {
    std::uint32_t text_begin, report_begin, text_size, report_size;
  };
  std::vector<Run> runs_;  // ascending in both; equal sizes mean one to one
  std::uint32_t text_end_ = 0, report_end_ = 0;
};

struct Body {
  std::string text;           // UTF-8, with what the report's layout says as line breaks
  OffsetMap map;
  std::vector<Block> blocks;  // in order, not overlapping
};

// One report ready to be read: what is known of it, its bytes as given and its body.
struct Report {
  Document document;  // `published` holds what header, fields or options print; reading infers the rest
  std::string bytes;
  Body body;
};

}  // namespace assay::text
