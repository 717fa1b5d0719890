#include "ledger/intake.hpp"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <map>
#include <mutex>
#include <thread>
#include <utility>
#include <variant>
#include <vector>

namespace assay::ledger {
namespace {

using SteadyClock = std::chrono::steady_clock;

// A batch is one commit, and so one wait for the disk. It is closed by any of these.
constexpr std::size_t kBatchReports = 64;
constexpr std::int64_t kBatchBytes = 8 << 20;
constexpr auto kBatchTime = std::chrono::milliseconds(500);

constexpr std::size_t kMostWaiting = 1000;

struct Finished {
  Outcome outcome;
  std::optional<Intake> intake;  // absent when the ledger has it already
  std::function<ReadReport(Ledger&)> read_late;
};

// Hands arrivals to threads in order and gives their results back in the same order, keeping at most `window`
// of them in the air.
class Line {
 public:
  explicit Line(std::size_t window) : window_(window) {}

  // Takes the next number and arrival, or nothing at the end. `fetch` runs under a lock of its own.
  std::optional<std::pair<std::size_t, Arrival>> take(const std::function<std::optional<Arrival>()>& fetch) {
    std::unique_lock fetching(fetch_mutex_);
    std::unique_lock lock(mutex_);
    room_.wait(lock, [&] { return stopped_ || taken_ < given_ + window_; });
    if (stopped_ || ended_) return std::nullopt;
    lock.unlock();
    auto arrival = fetch();
    lock.lock();
    if (!arrival) {
      ended_ = true;
      ready_.notify_all();
      return std::nullopt;
    }
    return std::pair(taken_++, std::move(*arrival));
  }

  void put(std::size_t number, Finished finished) {
    std::lock_guard lock(mutex_);
    done_.emplace(number, std::move(finished));
    ready_.notify_all();
  }

  // What was thrown ends the line, after what came before it.
  void fail(std::optional<std::size_t> number, std::exception_ptr error) {
    std::lock_guard lock(mutex_);
    std::size_t at = number.value_or(taken_);
    if (!error_ || at < error_at_) error_ = error, error_at_ = at;
    ended_ = true;
    ready_.notify_all();
  }

  enum class Wait { kGot, kNotYet, kEnd };
  // The next result in order, waiting until `deadline` where there is one.
  Wait next(Finished& finished, std::optional<SteadyClock::time_point> deadline) {
    std::unique_lock lock(mutex_);
    auto ready = [&] {
      return (!done_.empty() && done_.begin()->first == given_) || (ended_ && given_ == taken_) ||
             (error_ && error_at_ == given_);
    };
    if (!deadline) {
      ready_.wait(lock, ready);
    } else if (!ready_.wait_until(lock, *deadline, ready)) {
      return Wait::kNotYet;
    }
    if (done_.empty() || done_.begin()->first != given_) return Wait::kEnd;
    finished = std::move(done_.begin()->second);
    done_.erase(done_.begin());
    ++given_;
    room_.notify_all();
    return Wait::kGot;
  }

  std::exception_ptr error() {
    std::lock_guard lock(mutex_);
    return error_;
  }

  void stop() {
    std::lock_guard lock(mutex_);
    stopped_ = true;
    room_.notify_all();
  }

 private:
  std::size_t window_;
  std::mutex fetch_mutex_, mutex_;
  std::condition_variable room_, ready_;
  std::size_t taken_ = 0, given_ = 0, error_at_ = 0;
  bool ended_ = false, stopped_ = false;
  std::map<std::size_t, Finished> done_;
  std::exception_ptr error_;
};

// Threads that are told to stop and waited for, however the scope is left.
class Crew {
 public:
  explicit Crew(Line& line) : line_(line) {}
  ~Crew() {
    line_.stop();
    for (std::thread& thread : threads_) thread.join();
  }
  template <class Work>
  void add(Work work) {
    threads_.emplace_back(std::move(work));
  }

 private:
  Line& line_;
  std::vector<std::thread> threads_;
};

std::int64_t size_of(const Intake& intake) {
  auto* report = std::get_if<ReadReport>(&intake);
  return report == nullptr ? 0 : static_cast<std::int64_t>(report->bytes.size());
}

// One batch on its way to the disk; reports outcomes once they are safe.
class Writer {
 public:
  Writer(Ledger& ledger, const IntakeOptions& options, const std::function<void(const Outcome&)>& report)
      : ledger_(ledger), options_(options), report_(report) {}

  std::optional<SteadyClock::time_point> deadline() const {
    return waiting_.empty() ? std::nullopt : std::optional(since_ + kBatchTime);
  }

  void add(Finished finished) {
    if (waiting_.empty()) since_ = SteadyClock::now();
    if (finished.intake) bytes_ += size_of(*finished.intake);
    waiting_.push_back(std::move(finished));
    if (waiting_.size() >= kBatchReports || bytes_ >= kBatchBytes || SteadyClock::now() >= *deadline())
      commit();
  }

  void commit() {
    std::vector<Intake> batch;
    for (Finished& one : waiting_)
      if (one.intake) batch.push_back(std::move(*one.intake));
    std::vector<bool> added;
    if (!batch.empty()) {
      if (!run_) run_ = ledger_.begin_run(options_.maker, options_.command, options_.clock());
      added = ledger_.take_in(*run_, batch, options_.clock());
    }
    std::size_t at = 0;
    for (Finished& one : waiting_) {
      bool is_new = one.intake && added[at];
      if (is_new && one.outcome.kind == Outcome::Kind::kAdded) summary_.bytes += size_of(batch[at]);
      if (one.intake) ++at;
      if (!is_new && one.outcome.kind == Outcome::Kind::kAdded) one.outcome.kind = Outcome::Kind::kAlready;
      count(one.outcome);
      report_(one.outcome);
    }
    waiting_.clear();
    bytes_ = 0;
  }

  IntakeSummary end() {
    if (run_) ledger_.end_run(*run_, options_.clock());
    return summary_;
  }

 private:
  void count(const Outcome& outcome) {
    switch (outcome.kind) {
      case Outcome::Kind::kAdded:
        ++summary_.added;
        summary_.claims += outcome.claims;
        break;
      case Outcome::Kind::kAlready:
        ++summary_.already;
        break;
      case Outcome::Kind::kRejected:
        ++summary_.rejected;
        break;
    }
  }

  Ledger& ledger_;
  const IntakeOptions& options_;
  const std::function<void(const Outcome&)>& report_;
  std::optional<RunId> run_;
  std::vector<Finished> waiting_;
  std::int64_t bytes_ = 0;
  SteadyClock::time_point since_;
  IntakeSummary summary_;
};

}  // namespace

ReadReport ready(text::Report&& report, Document document, std::vector<Claim> claims) {
  ReadReport whole;
  for (const Claim& claim : claims) {
    auto& spans = whole.in_text.emplace_back();
    for (Span evidence : claim.evidence)
      if (auto span = report.body.map.to_text(evidence)) spans.push_back(*span);
  }
  whole.document = std::move(document);
  whole.bytes = std::move(report.bytes);
  whole.text = std::move(report.body.text);
  whole.claims = std::move(claims);
  return whole;
}

IntakeSummary take_in_all(const std::filesystem::path& file, const IntakeOptions& options,
                          const std::function<std::optional<Arrival>()>& next,
                          const std::function<Reading(text::Report&&)>& read,
                          const std::function<void(const Outcome&)>& report) {
  auto opened = [&](Mode mode) {
    auto ledger = open(file, mode);
    if (!ledger.ok()) throw Trouble(ledger.error().text());
    return std::move(ledger).value();
  };
  std::unique_ptr<Ledger> written = opened(Mode::kCreate);
  std::unique_ptr<Ledger> asked = opened(Mode::kRead);  // for what is there already
  std::size_t jobs = static_cast<std::size_t>(std::max(1, options.jobs));
  Line line(4 * jobs + kBatchReports);

  std::mutex asking;
  auto have = [&](const Document& document) {
    std::lock_guard lock(asking);
    auto stored = asked->document(document.id);
    return stored && stored->document.id == document.id &&
           already_read(*stored, document, options.maker);
  };
  auto have_rejected = [&](const Rejected& rejected) {
    std::lock_guard lock(asking);
    auto stored = asked->rejection(rejected.path);
    return stored && already_rejected(*stored, rejected);
  };
  auto finish = [&](const Arrival& arrival) {
    Finished finished;
    finished.outcome.path = arrival.path;
    Result<text::Report> opened_report = arrival.open();
    if (!opened_report.ok()) {
      finished.outcome.kind = Outcome::Kind::kRejected;
      finished.outcome.error = opened_report.error();
      Rejected rejected{arrival.path, opened_report.error()};
      if (!have_rejected(rejected)) finished.intake = std::move(rejected);
      return finished;
    }
    finished.outcome.document = opened_report->document.id;
    if (!options.again && have(opened_report->document)) {
      finished.outcome.kind = Outcome::Kind::kAlready;
      return finished;
    }
    Reading reading = read(std::move(opened_report).value());
    reading.report.again = options.again;
    finished.outcome.claims = static_cast<std::int64_t>(reading.report.claims.size());
    finished.intake = std::move(reading.report);
    finished.read_late = std::move(reading.read_late);
    return finished;
  };
  auto work = [&] {
    std::optional<std::size_t> number;
    try {
      while (auto taken = line.take(next)) {
        number = taken->first;
        line.put(*number, finish(taken->second));
        number.reset();
      }
    } catch (...) {
      line.fail(number, std::current_exception());
    }
  };

  Writer writer(*written, options, report);
  std::vector<Finished> late;
  {
    Crew crew(line);
    for (std::size_t i = 0; i < jobs; ++i) crew.add(work);
    Finished finished;
    for (auto got = Line::Wait::kNotYet; got != Line::Wait::kEnd;) {
      got = line.next(finished, writer.deadline());
      if (got == Line::Wait::kGot && finished.read_late && late.size() < kMostWaiting)
        late.push_back(std::move(finished));
      else if (got == Line::Wait::kGot)
        writer.add(std::move(finished));
      if (got == Line::Wait::kNotYet) writer.commit();
    }
  }
  writer.commit();
  for (Finished& one : late) {  // all of them before any is taken in
    ReadReport whole = one.read_late(*asked);
    whole.again = options.again;
    one.outcome.claims = static_cast<std::int64_t>(whole.claims.size());
    one.intake = std::move(whole);
  }
  for (Finished& one : late) writer.add(std::move(one));
  writer.commit();
  if (auto error = line.error()) std::rethrow_exception(error);
  return writer.end();
}

}  // namespace assay::ledger
