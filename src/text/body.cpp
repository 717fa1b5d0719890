#include "text/body.hpp"

#include <algorithm>
#include <cassert>

namespace assay::text {

std::string_view name_of(BlockKind kind) {
  switch (kind) {
    case BlockKind::kHeadline:
      return "headline";
    case BlockKind::kDeck:
      return "deck";
    case BlockKind::kHeading:
      return "heading";
    case BlockKind::kParagraph:
      return "paragraph";
    case BlockKind::kListItem:
      return "list-item";
    case BlockKind::kCaption:
      return "caption";
    case BlockKind::kDateline:
      return "dateline";
    case BlockKind::kByline:
      return "byline";
    case BlockKind::kNavigation:
      return "navigation";
    case BlockKind::kRelated:
      return "related";
    case BlockKind::kCommentRules:
      return "comment-rules";
    case BlockKind::kTable:
      return "table";
  }
  return "unknown";
}

std::optional<BlockKind> block_kind_named(std::string_view name) {
  for (int i = 0; i <= static_cast<int>(BlockKind::kTable); ++i) {
    if (name_of(static_cast<BlockKind>(i)) == name) return static_cast<BlockKind>(i);
  }
  return std::nullopt;
}

std::string_view name_of(DateHintKind kind) {
  switch (kind) {
    case DateHintKind::kField:
      return "field";
    case DateHintKind::kHeader:
      return "header";
    case DateHintKind::kDateline:
      return "dateline";
    case DateHintKind::kCaption:
      return "caption";
    case DateHintKind::kUpdated:
      return "updated";
  }
  return "unknown";
}

bool is_read(BlockKind kind) {
  return kind == BlockKind::kHeadline || kind == BlockKind::kDeck || kind == BlockKind::kHeading ||
         kind == BlockKind::kParagraph || kind == BlockKind::kListItem;
}

void OffsetMap::append(std::uint32_t text_bytes, std::uint32_t report_bytes) {
  const bool copy = text_bytes == report_bytes;
  const std::uint32_t count = copy ? text_bytes : 1;
  const std::uint32_t text_unit = copy ? 1 : text_bytes, report_unit = copy ? 1 : report_bytes;
  if (count > 0 && text_bytes > 0) {
    if (!runs_.empty() && runs_.back().text_unit == text_unit && runs_.back().report_unit == report_unit &&
        runs_.back().report_end() == report_end_) {
      runs_.back().count += count;
    } else {
      runs_.push_back({text_end_, report_end_, count, text_unit, report_unit});
    }
  }
  text_end_ += text_bytes;
  report_end_ += report_bytes;
}

Span OffsetMap::to_report(Span text) const {
  assert(text.begin <= text.end && text.end <= text_end_);
  if (runs_.empty()) return {report_end_, report_end_};
  auto run = std::upper_bound(runs_.begin(), runs_.end(), text.begin,
                              [](std::uint32_t offset, const Run& r) { return offset < r.text_begin; });
  if (run != runs_.begin()) --run;
  if (text.empty()) {
    const std::uint32_t within = std::min((text.begin - run->text_begin) / run->text_unit, run->count);
    const std::uint32_t at = run->report_begin + within * run->report_unit;
    return {at, at};
  }
  std::optional<Span> covered;
  for (; run != runs_.end() && run->text_begin < text.end; ++run) {
    if (run->report_unit == 0) continue;  // layout: stands for nothing
    const std::uint32_t first = std::max(text.begin, run->text_begin) - run->text_begin;
    const std::uint32_t last = std::min(text.end, run->text_end()) - run->text_begin;
    if (last <= first) continue;
    const Span part{run->report_begin + first / run->text_unit * run->report_unit,
                    run->report_begin + (last + run->text_unit - 1) / run->text_unit * run->report_unit};
    covered = covered ? covered->joined(part) : part;
  }
  return covered ? *covered : to_report({text.begin, text.begin});
}

std::optional<Span> OffsetMap::to_text(Span report) const {
  std::optional<Span> covered;
  for (const Run& run : runs_) {
    if (run.report_unit == 0 || run.report_begin >= report.end || run.report_end() <= report.begin) continue;
    const std::uint32_t first = std::max(report.begin, run.report_begin) - run.report_begin;
    const std::uint32_t last = std::min(report.end, run.report_end()) - run.report_begin;
    if (last <= first) continue;
    const Span part{run.text_begin + first / run.report_unit * run.text_unit,
                    run.text_begin + (last + run.report_unit - 1) / run.report_unit * run.text_unit};
    covered = covered ? covered->joined(part) : part;
  }
  return covered;
}

OffsetMap OffsetMap::through(const OffsetMap& inner) const {
  if (is_identity()) return inner;
  OffsetMap out;
  for (const Run& run : inner.runs_) {
    if (run.report_unit == 0) {
      out.append(run.count * run.text_unit, 0);
      continue;
    }
    if (run.text_unit != 1 || run.report_unit != 1) {
      for (std::uint32_t i = 0; i < run.count; ++i) {
        const std::uint32_t at = run.report_begin + i * run.report_unit;
        const Span source = to_report({at, at + run.report_unit});
        out.seek(source.begin);
        out.append(run.text_unit, source.size());
      }
      continue;
    }
    // A copied stretch of this map's text: cut it where this map's runs end.
    std::uint32_t at = run.report_begin;
    const std::uint32_t end = run.report_end();
    auto own = std::upper_bound(runs_.begin(), runs_.end(), at,
                                [](std::uint32_t offset, const Run& r) { return offset < r.text_begin; });
    if (own != runs_.begin()) --own;
    for (; own != runs_.end() && at < end; ++own) {
      const std::uint32_t stop = std::min(end, own->text_end());
      if (stop <= at) continue;
      const std::uint32_t first = (at - own->text_begin) / own->text_unit;
      out.seek(own->report_begin + first * own->report_unit);
      if (own->text_unit == 1 && own->report_unit == 1) {
        out.append(stop - at, stop - at);
      } else {
        while (at < stop) {  // unit by unit; a unit that the stretch cuts is kept whole in the report
          const std::uint32_t unit_end = std::min(
              stop, own->text_begin + ((at - own->text_begin) / own->text_unit + 1) * own->text_unit);
          out.append(unit_end - at, own->report_unit);
          at = unit_end;
        }
      }
      at = stop;
    }
  }
  return out;
}

bool OffsetMap::is_identity() const {
  return runs_.size() == 1 && runs_[0].text_begin == 0 && runs_[0].report_begin == 0 &&
         runs_[0].text_unit == 1 && runs_[0].report_unit == 1;
}

}  // namespace assay::text
