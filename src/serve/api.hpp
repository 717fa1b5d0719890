// The API: a request becomes a response, without a socket. docs/openapi.yaml describes every address; each is a
// row of the table in api.cpp and a function of show.hpp. Answers come from the same library as the commands'.
#pragma once

#include <atomic>
#include <condition_variable>
#include <filesystem>
#include <functional>
#include <future>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

#include "base/instant.hpp"
#include "domain/domain.hpp"
#include "serve/ledgers.hpp"
#include "serve/message.hpp"
#include "serve/snapshot.hpp"
#include "text/lexicon.hpp"

namespace assay::serve {

struct ApiOptions {
  std::filesystem::path ledger;
  std::string engine;         // version of the program
  bool edit = false;          // take judgements
  std::string token;          // that they must bring; Requires: not empty with `edit`
  int threads = 1;            // for what is made ahead
  std::function<Instant()> clock = [] { return Instant::now(); };
};

class FlowDesk;  // flow_desk.hpp

class Api {
 public:
  // Opens the ledger and reads it. `domain` must outlive this. Throws Trouble; fails as Snapshot::make and
  // Lexicon::load do.
  static Result<std::unique_ptr<Api>> make(ApiOptions options, const domain::Domain& domain);
  ~Api();
  Api(const Api&) = delete;

  // Answers; never throws. Safe from many threads.
  Response handle(const Request& request);

  // Looks whether the ledger has grown, and if so reads it anew and lets later requests see it. Returns whether
  // it had. Throws Trouble.
  bool refresh();
  // Begins to look for growth every second and to make ahead what is slow to make, in threads of its own, until
  // this is destroyed.
  void begin_watching();
  // Waits until what is made ahead for the present ledger is there. Requires: begin_watching was called, or makes
  // it itself.
  void prepare();

  // Asks the threads that make ahead for the tracks of a day as known; the latest asked for goes first.
  void make_ahead(std::shared_ptr<const Snapshot> snapshot, std::optional<Day> as_known);

  std::shared_ptr<const Snapshot> snapshot() const;
  // That of the instant that the request's `as_recorded` names, else the newest. Throws Refusal: 400 where it is no
  // instant, 503 while a large ledger is being read as of it.
  std::shared_ptr<const Snapshot> snapshot_for(const Request& request);
  const ApiOptions& options() const { return options_; }
  const domain::Domain& domain() const { return domain_; }
  const text::Lexicon& lexicon() const { return lexicon_; }
  Ledgers& ledgers() { return ledgers_; }
  FlowDesk& flows() { return *flows_; }

  // Every address as (method, path with {id} for what varies): what a test holds against docs/openapi.yaml.
  static std::vector<std::pair<std::string, std::string>> addresses();

 private:
  Api(ApiOptions options, const domain::Domain& domain, text::Lexicon lexicon);
  Response guarded(const Request& request);
  Response answer(const Request& request);
  struct Cached {
    std::string key, tag;
    Response response;
    std::string zipped;
  };
  std::shared_ptr<const Cached> cached(const std::string& key, const std::string& tag);
  void keep(std::shared_ptr<const Cached> made);
  void watch();

  ApiOptions options_;
  const domain::Domain& domain_;
  text::Lexicon lexicon_;
  Ledgers ledgers_;
  std::unique_ptr<FlowDesk> flows_;

  std::shared_ptr<const Snapshot> recorded_snapshot(Instant instant);

  mutable std::mutex snapshot_mutex_;
  std::shared_ptr<Snapshot> snapshot_;

  std::mutex cache_mutex_;
  std::list<std::shared_ptr<const Cached>> recent_;  // the latest used first
  std::unordered_map<std::string, std::list<std::shared_ptr<const Cached>>::iterator> by_key_;
  std::size_t cached_bytes_ = 0;

  static constexpr std::size_t kMostRecorded = 2;  // snapshots of earlier instants kept
  struct Recorded {
    Instant instant;
    std::shared_future<std::shared_ptr<const Snapshot>> made;
  };
  std::mutex recorded_mutex_;
  std::list<Recorded> recorded_;  // the latest asked for first; one at most is being made

  std::mutex watch_mutex_;
  std::condition_variable watch_wakes_;
  std::atomic<bool> stop_{false};
  std::thread watcher_;
  std::mutex prepare_mutex_;
  std::atomic<std::int64_t> asked_ahead_{0};  // counts up with each day asked for
  std::shared_ptr<const Snapshot> ahead_of_;  // these three by watch_mutex_
  std::optional<Day> ahead_;
  bool wants_ahead_ = false;
  std::thread maker_;
  void make();
};

}  // namespace assay::serve
