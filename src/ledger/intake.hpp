// The way into the ledger: reports are fetched one after another, read by several threads, and taken in by
// one writer in the order of their arrival, so that the ledger is the same for any number of threads.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "base/instant.hpp"
#include "base/result.hpp"
#include "ledger/ledger.hpp"
#include "text/body.hpp"

namespace assay::ledger {

// A report that waits to be opened; decoding it is left to the threads.
struct Arrival {
  std::string path;  // what a rejection is stored under
  std::function<Result<text::Report>()> open;
};

struct IntakeOptions {
  int jobs = 1;        // threads that read; at least 1
  bool again = false;  // read even what the ledger has from the same maker
  Maker maker;
  std::string command;             // for the run's row
  std::function<Instant()> clock;  // for the recorded instants
};

// What became of one report. Reported only after the transaction that holds it has been committed.
struct Outcome {
  enum class Kind { kAdded, kAlready, kRejected } kind = Kind::kAdded;
  std::string path;
  std::string document;  // Document::id, unless rejected
  std::int64_t claims = 0;
  std::optional<Error> error;  // when rejected
};

struct IntakeSummary {
  std::int64_t added = 0, already = 0, rejected = 0, claims = 0;
  std::int64_t bytes = 0;  // of the reports that were added
};

// A report whose reading may gain from what the other reports of the run say: it waits until they are all in
// the ledger, and what `read_late` then makes of it is taken in instead.
struct Reading {
  ReadReport report;
  std::function<ReadReport(Ledger&)> read_late;  // empty for most
};

// `next` is called by one thread at a time, until it gives nothing. `open` of different arrivals and `read`
// are called by several at once and must be deterministic. `report` and all writing happen on the calling
// thread.
//
// Reports that wait are taken in last, in the order of their arrival; none sees another. `read_late` is called on
// the calling thread.
//
// Memory: bounded by the number of threads and the size of a batch, not by the number of reports; at most 1000
// wait (a later one is taken in as it is). A run's row
// is begun with the first batch that adds anything, so that reading again adds nothing at all. Throws Trouble
// when the ledger does, with every report acknowledged before still in it; what `next`, `open` or `read`
// throw is passed on after the reports before it have been taken in.
IntakeSummary take_in_all(const std::filesystem::path& file, const IntakeOptions& options,
                          const std::function<std::optional<Arrival>()>& next,
                          const std::function<Reading(text::Report&&)>& read,
                          const std::function<void(const Outcome&)>& report);

// What reading made of `report`, ready to be taken in. Requires: every claim's evidence lies in the report's
// bytes.
ReadReport ready(text::Report&& report, Document document, std::vector<Claim> claims);

}  // namespace assay::ledger
