// Work shared among threads, one index at a time. Which thread does which leaves no trace.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <thread>
#include <vector>

namespace assay::language {

// Runs work(i) for i in [0, count) on `threads` threads, the caller's among them. `work` must not throw.
template <class Work>
void for_each_index(std::size_t count, int threads, const Work& work) {
  if (threads <= 1 || count <= 1) {
    for (std::size_t i = 0; i < count; ++i) work(i);
    return;
  }
  std::atomic<std::size_t> next{0};
  const auto run = [&] {
    for (std::size_t i = next++; i < count; i = next++) work(i);
  };
  std::vector<std::jthread> pool;
  for (std::size_t i = 1; i < std::min(static_cast<std::size_t>(threads), count); ++i) pool.emplace_back(run);
  run();
}

}  // namespace assay::language
