#include "apps/assay/context.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <optional>
#include <thread>

#include "apps/assay/command.hpp"
#include "domain/domain.hpp"
#include "language/parser.hpp"
#include "ledger/ledger.hpp"

namespace assay::app {

struct Context::Loaded {
  std::optional<domain::Domain> domain;
  std::optional<language::Language> language;
  std::unique_ptr<ledger::Ledger> ledger;
  bool ledger_writes = false;
};

Context::Context() : out(std::cout), err(std::cerr), loaded_(std::make_unique<Loaded>()) {}
Context::~Context() = default;

Format Context::format() const {
  if (format_name == "ndjson") return Format::kNdjson;
  if (format_name == "csv") return Format::kCsv;
  if (format_name == "json") return Format::kJson;
  return Format::kTable;
}

int Context::threads() const {
  return jobs > 0 ? jobs : std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
}

bool Context::out_is_terminal() const { return isatty(STDOUT_FILENO) == 1; }
bool Context::err_is_terminal() const { return isatty(STDERR_FILENO) == 1; }

int Context::width() const {
  constexpr int kFewest = 40, kUsual = 100, kMost = 1000;
  if (const char* columns = std::getenv("COLUMNS"); columns != nullptr && std::atoi(columns) > 0)
    return std::clamp(std::atoi(columns), kFewest, kMost);
  winsize size{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
    return std::max<int>(kFewest, size.ws_col);
  return kUsual;
}

bool Context::colour() const { return out_is_terminal() && std::getenv("NO_COLOR") == nullptr; }

const domain::Domain& Context::domain() {
  if (!loaded_->domain)
    loaded_->domain = need(domain::Domain::load(find_data(domain_root, "ASSAY_DOMAIN", "domain"), packs));
  return *loaded_->domain;
}

const language::Language& Context::language() {
  if (!loaded_->language)
    loaded_->language =
        need(language::Language::load(find_data(model_path, "ASSAY_MODEL", "models/english.model").string()));
  return *loaded_->language;
}

ledger::Ledger& Context::ledger(Open how) {
  bool writes = how != Open::kRead;
  if (!loaded_->ledger || (writes && !loaded_->ledger_writes)) {
    loaded_->ledger.reset();
    auto mode = how == Open::kRead     ? ledger::Mode::kRead
                : how == Open::kCreate ? ledger::Mode::kCreate
                                       : ledger::Mode::kWrite;
    auto opened = ledger::open(ledger_path, mode);
    if (!opened.ok()) throw Trouble(opened.error().text());
    loaded_->ledger = std::move(opened).value();
    loaded_->ledger_writes = writes;
  }
  return *loaded_->ledger;
}

Instant Context::now() const {
  const char* fixed = std::getenv("ASSAY_NOW");
  return fixed != nullptr && *fixed != '\0' ? need(Instant::parse(fixed)) : Instant::now();
}

std::filesystem::path find_data(const std::filesystem::path& given, const char* variable,
                                const std::string& relative) {
  namespace fs = std::filesystem;
  if (!given.empty()) return given;
  if (const char* value = std::getenv(variable); value != nullptr && *value != '\0') return value;
  std::error_code none;
  fs::path beside = fs::read_symlink("/proc/self/exe", none).parent_path();
  if (!none) {
    for (const char* up : {"../..", "../share/assay", ".."}) {
      fs::path candidate = beside / up / relative;
      if (fs::exists(candidate, none)) return candidate.lexically_normal();
    }
  }
  return fs::path(ASSAY_SOURCE_DIR) / relative;
}

}  // namespace assay::app
