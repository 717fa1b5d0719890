#include "text/report.hpp"

#include <algorithm>

#include "base/digest.hpp"
#include "text/classify.hpp"
#include "text/date_text.hpp"
#include "text/decode.hpp"
#include "text/html.hpp"
#include "text/layout.hpp"

namespace assay::text {
namespace {

// Past these a file is a book or an archive, and no report: some 350,000 words, some thousand pages.
constexpr std::size_t kMostText = std::size_t{2} << 20, kMostPassages = 50000;

Result<Interval> published_of(const std::string& text, const Lexicon& lexicon) {
  if (const auto day = machine_day(text)) return Interval::of_day(*day);
  const auto iso = Interval::parse(text);
  if (iso.ok()) return *iso;
  const std::string low = lower(text);
  const auto dates = find_dates(text, words_of(low, {0, static_cast<std::uint32_t>(low.size())}), lexicon);
  if (dates.size() == 1 && dates[0].day && !dates[0].range) return *dates[0].day;
  return Error{
      ErrorCode::kBadArgument,
      "'" + text.substr(0, 60) + "' is no day of publication; write it as 2024-11-20, 2024-11 or 2024", ""};
}

// The day of publication where it is printed in full, the firmest source first.
void fill_published(const Body& body, Document& document) {
  for (const auto kind :
       {DateHintKind::kField, DateHintKind::kHeader, DateHintKind::kDateline, DateHintKind::kUpdated}) {
    for (const DateHint& hint : body.date_hints) {
      if (hint.kind != kind || !hint.day || hint.day->days() != 1) continue;
      document.published.day = *hint.day;
      document.published.printed = true;
      document.published.reasons.push_back(std::string(name_of(kind)) + ": " + hint.text);
      return;
    }
  }
}

}  // namespace

Result<Report> make_report(RawInput input, const Lexicon& lexicon) {
  const auto fail = [&](Error error) {
    error.place = input.path.empty() ? input.name : input.path;
    return error;
  };
  Report report;
  Document& document = report.document;
  document.sha256 = sha256_hex(input.bytes);
  // Two outlets that print one text to the byte are two reports: a feed tells them apart by their URLs.
  document.id = (input.url.empty() ? document.sha256 : sha256_hex(input.bytes + '\n' + input.url)).substr(0, 16);
  document.name = input.name;
  document.path = input.path;
  document.url = input.url;

  std::optional<Interval> given, by_default;
  for (const auto& [text, into] :
       {std::pair{&input.published, &given}, {&input.default_published, &by_default}}) {
    if (text->empty()) continue;
    auto day = published_of(*text, lexicon);
    if (!day.ok()) return fail(day.error());
    *into = *day;
  }
  bool html = input.format == Format::kHtml;
  auto decoded =
      decode(input.bytes, html || input.format == Format::kDetect ? declared_charset(input.bytes) : "");
  if (!decoded.ok()) return fail(decoded.error());
  document.encoding = decoded->encoding;
  if (input.format == Format::kDetect) html = looks_like_html(decoded->text);
  document.media_type = html ? "text/html" : "text/plain";

  Body& body = report.body;
  if (given) body.date_hints.push_back({{}, input.published, given, DateHintKind::kField});
  body.title = input.title;
  body.outlet = input.outlet;
  std::vector<Passage> passages;
  std::string window_title;
  if (html) {
    auto page = read_html(decoded->text, lexicon);
    if (!page.ok()) return fail(page.error());
    body.text = std::move(page->text);
    body.map = decoded->map.through(page->map);
    passages = std::move(page->passages);
    window_title = std::move(page->window_title);
    body.date_hints.insert(body.date_hints.end(), page->date_hints.begin(), page->date_hints.end());
    if (body.title.empty()) body.title = page->title;
    if (body.outlet.empty()) body.outlet = page->outlet;
    if (document.url.empty()) document.url = page->url;
  } else {
    body.text = std::move(decoded->text);
    body.map = std::move(decoded->map);
    passages = passages_of(body.text, lexicon);
  }
  if (body.text.size() > kMostText || passages.size() > kMostPassages) {
    return fail(
        {ErrorCode::kTooLarge, "its text is longer than 2 MiB or 50,000 lines; give one report a file", ""});
  }
  if (body.outlet.empty()) body.outlet = input.default_outlet;
  classify(passages, lexicon, body);
  const bool any = std::any_of(body.blocks.begin(), body.blocks.end(),
                               [](const Block& block) { return is_read(block.kind); });
  if (!any) {
    return fail({ErrorCode::kEmpty,
                 body.blocks.empty() ? "there is no text in it"
                                     : "there is nothing to read in it: only menus, credits or notices",
                 ""});
  }
  if (body.title.empty()) body.title = window_title;
  document.title = body.title;
  document.outlet = body.outlet;
  if (given) {
    document.published = {*given, true, {"given: " + input.published}};
  } else {
    fill_published(body, document);
    if (!document.published.printed && by_default) {
      document.published = {*by_default, true, {"given: " + input.default_published}};
      body.date_hints.insert(body.date_hints.begin(),
                             {{}, input.default_published, by_default, DateHintKind::kField});
    }
  }
  report.bytes = std::move(input.bytes);
  return report;
}

}  // namespace assay::text
