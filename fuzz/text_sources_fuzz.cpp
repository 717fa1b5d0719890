// Any bytes as a file: packed, NDJSON or plain, it is read to its end within its limits, one error or report
// at a time.
#include <sys/mman.h>
#include <unistd.h>

#include <string>

#include "fuzz/fuzz.hpp"
#include "text/sources.hpp"

namespace assay::fuzz {

void text_sources(std::string_view bytes) {
  const int fd = ::memfd_create("fuzz", 0);
  ASSAY_HOLDS(fd >= 0);
  for (std::size_t at = 0; at < bytes.size();) {
    const ssize_t put = ::write(fd, bytes.data() + at, bytes.size() - at);
    ASSAY_HOLDS(put > 0);
    at += static_cast<std::size_t>(put);
  }
  text::SourceOptions options;
  options.limits.report_bytes = 1 << 16;
  options.limits.unpacked_free = 1 << 18;
  text::Sources sources({"/proc/self/fd/" + std::to_string(fd)}, options);
  while (auto item = sources.next()) {
    if (item->ok()) {
      ASSAY_HOLDS(item->value().bytes.size() <= options.limits.report_bytes);
    } else {
      ASSAY_HOLDS(!item->error().message.empty() && !item->error().place.empty());
    }
  }
  ::close(fd);
}

}  // namespace assay::fuzz

ASSAY_FUZZER(assay::fuzz::text_sources)
