#include "apps/assay/progress.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <ostream>

#include "apps/assay/table.hpp"

namespace assay::app {
namespace {

namespace fs = std::filesystem;

std::int64_t count_files(const std::string& path) {
  std::error_code error;
  if (!fs::is_directory(path, error)) return 1;
  std::int64_t count = 0;
  // Links are not followed here: a loop must not keep the count from ending.
  auto options = fs::directory_options::skip_permission_denied;
  for (fs::recursive_directory_iterator at(path, options, error), end; at != end && !error;
       at.increment(error))
    if (at->is_regular_file(error)) ++count;
  return count;
}

}  // namespace

Progress::Progress(Context& context, const std::vector<std::string>& paths)
    : context_(context), shown_(context.err_is_terminal()) {
  if (!shown_) return;
  for (const std::string& path : paths) total_ += count_files(path);
}

void Progress::step(std::int64_t claims, const std::string& path) {
  ++done_;
  claims_ += claims;
  auto now = std::chrono::steady_clock::now();
  if (!shown_ || now - drawn_ < std::chrono::milliseconds(100)) return;
  drawn_ = now;
  std::string line;
  if (done_ <= total_) {
    constexpr int kBar = 24;
    int filled = static_cast<int>(done_ * kBar / std::max<std::int64_t>(1, total_));
    line =
        fmt::format("[{}{}] {}/{}", std::string(filled, '='), std::string(kBar - filled, ' '), done_, total_);
  } else {
    line = fmt::format("{} reports", done_);
  }
  line += fmt::format("  {} claims  {}", claims_, path);
  context_.err << "\r\033[K" << wrapped(line, context_.width() - 1).front() << std::flush;
}

void Progress::clear() {
  if (shown_ && drawn_ != std::chrono::steady_clock::time_point{}) context_.err << "\r\033[K" << std::flush;
}

}  // namespace assay::app
