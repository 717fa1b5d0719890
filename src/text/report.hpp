// The text stage as one step: raw bytes with what their carrier says of them → a Report ready to be parsed.
#pragma once

#include <string>

#include "base/result.hpp"
#include "text/body.hpp"
#include "text/lexicon.hpp"

namespace assay::text {

enum class Format { kDetect, kText, kHtml };

// A report as it comes in, before anything is understood.
struct RawInput {
  std::string bytes;
  std::string name;  // file name as given, or the URL of an NDJSON line
  std::string path;  // where it came from: "dir/a.txt", "feed.ndjson:12"
  Format format = Format::kDetect;
  // What the carrier says; empty where it says nothing. `published` is an ISO day (a time after it is
  // dropped), month or year, or a date in words.
  std::string url, outlet, title, published;
  // The user's options, for where the report says nothing itself: `default_published` where neither field nor
  // header prints the day, `default_outlet` where neither field nor meta tag names one (it goes before our
  // guess).
  std::string default_outlet, default_published;
};

// Decodes, finds the blocks and fills Document: id, sha256, encoding, media type, title, outlet, and
// `published` where an option, a field, a meta tag or the header prints the day in full. Fails with kEmpty
// (no word in it), kBinary, kBadEncoding, kTooLarge (HTML nested past reason, more than 2 MiB or 50,000 lines
// of text) or kBadArgument (a `published` that is no date); the place is input.path. Safe from many threads
// at once. O(bytes).
Result<Report> make_report(RawInput input, const Lexicon& lexicon);

}  // namespace assay::text
