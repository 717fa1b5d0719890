// Any bytes as a report, as text and as a page: an error with a sentence, or blocks in order and within the
// text.
#include "fuzz/text_promises.hpp"
#include "text/report.hpp"

namespace assay::fuzz {

void text_report(std::string_view bytes) {
  for (const auto format : {text::Format::kDetect, text::Format::kHtml}) {
    text::RawInput input;
    input.bytes = std::string(bytes);
    input.path = "fuzz";
    input.format = format;
    const auto report = text::make_report(std::move(input), lexicon());
    if (!report.ok()) {
      ASSAY_HOLDS(!report.error().message.empty() && report.error().place == "fuzz");
      continue;
    }
    ASSAY_HOLDS(report->bytes == bytes);
    check_text(report->body.text, report->body.map, bytes.size(),
               report->document.media_type == "text/plain");
    check_body(report->body, bytes.size());
    const bool whole = report->document.encoding == "UTF-8" && is_utf8(bytes);
    for (const text::Block& block : report->body.blocks) {
      const Span from = report->body.map.to_report(block.span);
      ASSAY_HOLDS(!whole || (is_boundary(bytes, from.begin) && is_boundary(bytes, from.end)));
    }
  }
}

}  // namespace assay::fuzz

ASSAY_FUZZER(assay::fuzz::text_report)
