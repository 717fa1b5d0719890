// The input side of `assay read`: paths → raw reports. Files, folders (all below them, in order of their
// names),
// "-" for standard input; text, HTML or NDJSON, any of them packed with gzip or zstd. One fault costs one
// report: it comes out as an Error with its place, and the next call goes on behind it.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "text/byte_stream.hpp"
#include "text/report.hpp"

namespace assay::text {

struct SourceOptions {
  Limits limits;
  std::string outlet;     // --outlet: taken where no field or meta tag names one
  std::string published;  // --published: taken where no field and no header prints the day
};

// What is read of a folder: files named .txt, .text, .html, .htm, .xhtml, .ndjson, .jsonl or without an
// ending, each perhaps with .gz or .zst behind it; hidden files and others are left out and counted. A file
// that is named itself is always read. Folders that lead back into themselves through links are entered once.
//
// NDJSON is told by its ending or, where the ending says nothing, by its first bytes ('{"'). Each line is an
// object {url, outlet, title, published, text}; `text` alone must be there. The report's bytes are its text's
// UTF-8.
//
// Memory: one report, one line and the names in the folders on the way. Not thread-safe; see run_ordered in
// base/ordered.hpp for reading on several threads.
class Sources {
 public:
  Sources(std::vector<std::string> paths, SourceOptions options);
  ~Sources();
  Sources(Sources&&) noexcept;
  Sources& operator=(Sources&&) noexcept;

  // The next report, or the reason why there is none at its place; absent at the end. Errors: kNotFound,
  // kNoPermission, kBadFormat (a broken or shortened gzip or zstd file, a line that is no object or has no
  // text), kTooLarge (a report or a line over limits.report_bytes, a packed file over its limit).
  std::optional<Result<RawInput>> next();

  struct Progress {
    std::uint64_t files = 0;    // opened so far
    std::uint64_t reports = 0;  // handed out
    std::uint64_t bytes = 0;    // of reports handed out, unpacked
    std::uint64_t skipped = 0;  // files of folders that are left out
    std::string path;           // being read
  };
  const Progress& progress() const;

 private:
  class Walker;
  std::unique_ptr<Walker> walker_;
};

}  // namespace assay::text
