// A bar on standard error while reports are read; nothing where that is no terminal.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "apps/assay/context.hpp"

namespace assay::app {

class Progress {
 public:
  // Counts the files below `paths` beforehand, so that the bar knows its end; a feed of many reports in one
  // file outruns it, and the bar then shows the count alone.
  Progress(Context& context, const std::vector<std::string>& paths);
  // One more report is done. Drawn ten times a second at most.
  void step(std::int64_t claims, const std::string& path);
  // Takes the bar off the screen, before other lines are printed and at the end.
  void clear();

 private:
  Context& context_;
  bool shown_;
  std::int64_t total_ = 0, done_ = 0, claims_ = 0;
  std::chrono::steady_clock::time_point drawn_{};
};

}  // namespace assay::app
