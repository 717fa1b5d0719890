#include "serve/ledgers.hpp"

namespace assay::serve {
namespace {

constexpr std::size_t kMostIdle = 16;  // connections kept: each has a cache of pages

std::unique_ptr<ledger::Ledger> opened(const std::filesystem::path& file, ledger::Mode mode) {
  auto made = ledger::open(file, mode);
  if (!made.ok()) throw Trouble(made.error().text());
  return std::move(made).value();
}

}  // namespace

Ledgers::Lease::~Lease() {
  const std::lock_guard lock(from_.mutex_);
  if (from_.idle_.size() < kMostIdle) from_.idle_.push_back(std::move(ledger_));
}

Ledgers::Lease Ledgers::lease() {
  {
    const std::lock_guard lock(mutex_);
    if (!idle_.empty()) {
      auto ledger = std::move(idle_.back());
      idle_.pop_back();
      return Lease(*this, std::move(ledger));
    }
  }
  return Lease(*this, opened(file_, ledger::Mode::kRead));
}

std::unique_ptr<ledger::Ledger> Ledgers::writer() const { return opened(file_, ledger::Mode::kWrite); }

}  // namespace assay::serve
