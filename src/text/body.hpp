// A report turned into a body: decoded text, cut into blocks, with the way back to the bytes that were given.
// Everything that the text stage learns is here; language parses the blocks that are read, reading infers the
// day of publication from `date_hints` and from the words.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/day.hpp"
#include "base/span.hpp"
#include "claim/claim.hpp"

namespace assay::text {

// What a block of a report is. Only those for which `is_read` holds are parsed and read for claims; the
// others are set aside but kept (a dateline or a caption may date the report).
enum class BlockKind {
  kHeadline,  // a title: one sentence without a stop
  kDeck,      // the line or two below it
  kHeading,   // a heading inside the text
  kParagraph,
  kListItem,      // a bullet or a numbered item
  kCaption,       // of a picture; its date may bind the day of publication
  kDateline,      // 'THANYAWIN, March 13 (Agency) -' where it stands on a line of its own, or a date line
  kByline,        // authors, translators, editors, credits, signatures
  kNavigation,    // mastheads, menus, breadcrumbs, share lines, language switches
  kRelated,       // 'related stories' and the titles under it
  kCommentRules,  // moderation notes, subscription calls, boilerplate after the text, stage directions
  kTable,         // a row of a table
};

std::string_view name_of(BlockKind kind);
std::optional<BlockKind> block_kind_named(std::string_view name);
// True for headlines, decks, headings, paragraphs and list items.
bool is_read(BlockKind kind);

struct Block {
  BlockKind kind = BlockKind::kParagraph;
  Span span;            // in Body::text: what is parsed, without `lead` and dateline
  std::string section;  // the heading or label that this block stands under, or empty
  // What stands before `span` and is set aside: a bullet, a paragraph's number, an emoji, the stamp of an
  // update
  // ('UPDATE 2, 18:52 GMT –'), the label of a speaker or topic ('PRESENTER:', 'GAS.'). Empty when there is
  // none.
  Span lead = {};
  Span whole = {};  // lead, dateline and span together
  bool correction =
      false;  // a note that corrects an earlier report ('Correction: An earlier version …'); it is read
};

// From offsets in the decoded text to offsets in the bytes as given: a list of runs of equal units. A unit is
// so many bytes of text that stand for so many bytes of the report: one to one where bytes were copied, 1 to
// 2 for Latin text in UTF-16, 3 to 7 for '&rsquo;'.
class OffsetMap {
 public:
  // Appends `text_bytes` of text that stand for `report_bytes` of the report, beginning where the last ended.
  // Equal sizes are a copy, byte by byte; others are one unit. Either may be 0 (text that the layout adds).
  void append(std::uint32_t text_bytes, std::uint32_t report_bytes);
  // Skips `report_bytes` of the report that leave nothing in the text (a tag, a byte order mark).
  void skip(std::uint32_t report_bytes) { report_end_ += report_bytes; }
  // What is appended next begins at `report_offset`, which may lie before the last (HTML moves misplaced
  // nodes).
  void seek(std::uint32_t report_offset) { report_end_ = report_offset; }
  // The smallest range of the report's bytes that covers `text`; for an empty range, the place where it
  // stands. Requires: within what was appended. O(log runs + runs inside `text`).
  Span to_report(Span text) const;
  // The range of the text that stands for `report`, widened to whole units; absent when none does. O(runs).
  std::optional<Span> to_text(Span report) const;
  // The map of a text made from this map's text: `inner` leads from the new text to this one's.
  OffsetMap through(const OffsetMap& inner) const;

  std::uint32_t text_size() const { return text_end_; }
  // True when text and report have the same bytes.
  bool is_identity() const;

 private:
  struct Run {
    std::uint32_t text_begin, report_begin;
    std::uint32_t count;                   // of units
    std::uint32_t text_unit, report_unit;  // bytes each; 1 and 1 where bytes were copied
    std::uint32_t text_end() const { return text_begin + count * text_unit; }
    std::uint32_t report_end() const { return report_begin + count * report_unit; }
  };
  std::vector<Run> runs_;  // ascending in the text
  std::uint32_t text_end_ = 0, report_end_ = 0;
};

// The dateline that opens a paragraph: 'THANYAWIN, March 13 (Panorient) - '.
struct Dateline {
  Span span;              // in Body::text, with the dash and the space after it
  std::string place;      // "THANYAWIN", or empty
  std::string date_text;  // "March 13", or empty
  std::string agency;     // "Panorient", or empty
};

// Words that date the report. Reading binds the day of publication by them where none is printed in full.
enum class DateHintKind {
  kField,     // an option, a field of NDJSON, a meta tag, JSON-LD, <time>
  kHeader,    // a date line above the text or below its end ('12 March 2025', 'Issued 7 March 2025')
  kDateline,  // of a paragraph
  kCaption,   // the report is not older than it
  kUpdated,   // the last change, not the first publication
};
std::string_view name_of(DateHintKind kind);

struct DateHint {
  Span span;                    // in Body::text; empty for fields
  std::string text;             // as printed: "Monday 23 October"
  std::optional<Interval> day;  // half-open; absent when the words lack a year
  DateHintKind kind = DateHintKind::kHeader;
};

struct Body {
  std::string text;  // UTF-8, with what the report's layout says as line breaks
  OffsetMap map;
  std::vector<Block> blocks;         // in order, not overlapping
  std::vector<Dateline> datelines;   // in order
  std::vector<DateHint> date_hints;  // fields first, then in order of the text
  std::string title;                 // of the headline or a meta tag; empty when there is none
  std::string outlet;  // guessed from meta tag, masthead, agency, byline or copyright line; empty when unsure
};

// One report ready to be read: what is known of it, its bytes as given and its body.
struct Report {
  Document document;  // `published` holds what header, fields or options print; reading infers the rest
  std::string bytes;
  Body body;
};

}  // namespace assay::text
