// Connections to one ledger, lent to one thread at a time.
#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <vector>

#include "ledger/ledger.hpp"

namespace assay::serve {

class Ledgers {
 public:
  explicit Ledgers(std::filesystem::path file) : file_(std::move(file)) {}
  Ledgers(const Ledgers&) = delete;

  // A connection for reading, given back when it goes out of scope.
  class Lease {
   public:
    Lease(Ledgers& from, std::unique_ptr<ledger::Ledger> ledger) : from_(from), ledger_(std::move(ledger)) {}
    ~Lease();
    Lease(const Lease&) = delete;
    ledger::Ledger& operator*() const { return *ledger_; }
    ledger::Ledger* operator->() const { return ledger_.get(); }

   private:
    Ledgers& from_;
    std::unique_ptr<ledger::Ledger> ledger_;
  };
  // Throws Trouble, with a sentence, where the ledger cannot be opened.
  Lease lease();
  // Opens it for writing, apart from the others.
  std::unique_ptr<ledger::Ledger> writer() const;
  const std::filesystem::path& file() const { return file_; }

 private:
  std::filesystem::path file_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<ledger::Ledger>> idle_;
};

}  // namespace assay::serve
