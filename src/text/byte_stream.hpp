// A file's bytes in pieces, unpacked on the way when its first bytes say gzip or zstd. Memory is bounded
// whatever the file holds: nothing is ever read ahead by more than a buffer.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace assay::text {

struct Limits {
  // A longer report is no report: it is rejected without being read to its end.
  std::uint64_t report_bytes = std::uint64_t{8} << 20;
  // A packed file may unpack to this much whatever its size, and beyond it to so many times its packed bytes
  // read so far. News text packs 3 to 10 times, repeated text some hundred; a bomb packs a thousand times and
  // more.
  std::uint64_t unpacked_free = std::uint64_t{64} << 20;
  std::uint64_t unpacked_ratio = 250;
};

class ByteStream {
 public:
  virtual ~ByteStream() = default;
  // The next piece, valid until the next call; empty at the end. Fails with kBadFormat for a packed file that
  // is broken or ends early, kTooLarge past `limits`, kNoPermission or kBadFormat when the disk refuses to
  // read. Errors carry no place. After an error, do not call again.
  virtual Result<std::string_view> next() = 0;

  // Opens a path, or standard input for "-". Fails with kNotFound, kNoPermission or kBadFormat (a folder).
  static Result<std::unique_ptr<ByteStream>> open(const std::string& path, const Limits& limits);
  // Over bytes in memory, which must outlive it; unpacks as `open` does.
  static Result<std::unique_ptr<ByteStream>> over(std::string_view bytes, const Limits& limits);
};

}  // namespace assay::text
