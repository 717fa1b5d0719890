// Work on many threads whose results come out in the order of the input: the same bytes whatever the number
// of threads. One caller feeds and drains; memory is bounded by how many items may be under way.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <map>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

namespace assay {

// Takes items from `next` (std::optional<In>(), called by one thread at a time, empty at the end), turns each
// into a result with `work` (Out(In, unsigned worker), on `threads` threads; `worker` counts from 0, for what
// each thread keeps to itself) and hands the results to `sink` (void(Out), on the calling thread) in the
// order of the items. At most `bound` items are taken and not yet sunk (0: four for each thread). With one
// thread nothing is spawned. What any of the three throws is thrown here once all threads have ended; items
// after it are dropped.
//
//   run_ordered<Result<RawInput>, Answer>([&] { return sources.next(); },
//                                         [&](Result<RawInput> raw, unsigned) { return read(std::move(raw));
//                                         },
//                                         [&](Answer answer) { ledger.keep(answer); }, 2);
template <class In, class Out, class Next, class Work, class Sink>
void run_ordered(Next next, Work work, Sink sink, unsigned threads, std::size_t bound = 0) {
  if (threads <= 1) {
    while (std::optional<In> item = next()) sink(work(std::move(*item), 0u));
    return;
  }
  if (bound == 0) bound = std::size_t{4} * threads;

  std::mutex mutex;
  std::condition_variable room, ready;
  std::map<std::uint64_t, Out> done;
  std::uint64_t taken = 0, sunk = 0;
  bool taking = false, ended = false;
  unsigned running = threads;
  std::exception_ptr failure;

  const auto fail = [&](std::exception_ptr what) {  // under the mutex
    if (!failure) failure = what;
    ended = true;
    room.notify_all();
    ready.notify_all();
  };
  const auto run = [&](unsigned worker) {
    for (;;) {
      std::optional<In> item;
      std::uint64_t number = 0;
      {
        std::unique_lock lock(mutex);
        room.wait(lock, [&] { return ended || (!taking && taken < sunk + bound); });
        if (ended) break;
        taking = true;
        number = taken;
        lock.unlock();
        std::exception_ptr thrown;
        try {
          item = next();
        } catch (...) {
          thrown = std::current_exception();
        }
        lock.lock();
        taking = false;
        if (thrown) {
          fail(thrown);
          break;
        }
        if (!item) {
          ended = true;
          room.notify_all();
          break;
        }
        ++taken;
        room.notify_one();
      }
      try {
        Out out = work(std::move(*item), worker);
        const std::lock_guard lock(mutex);
        done.emplace(number, std::move(out));
        if (number == sunk) ready.notify_all();
      } catch (...) {
        const std::lock_guard lock(mutex);
        fail(std::current_exception());
        break;
      }
    }
    const std::lock_guard lock(mutex);
    --running;
    ready.notify_all();
  };

  std::vector<std::thread> pool;
  pool.reserve(threads);
  for (unsigned i = 0; i < threads; ++i) pool.emplace_back(run, i);
  {
    std::unique_lock lock(mutex);
    for (;;) {
      ready.wait(lock, [&] { return failure || running == 0 || done.count(sunk) > 0; });
      if (failure) break;
      const auto first = done.find(sunk);
      if (first == done.end()) {
        if (running == 0) break;
        continue;
      }
      Out out = std::move(first->second);
      done.erase(first);
      lock.unlock();
      std::exception_ptr thrown;
      try {
        sink(std::move(out));
      } catch (...) {
        thrown = std::current_exception();
      }
      lock.lock();
      ++sunk;
      room.notify_all();
      if (thrown) fail(thrown);
    }
  }
  for (std::thread& thread : pool) thread.join();
  if (failure) std::rethrow_exception(failure);
}

}  // namespace assay
