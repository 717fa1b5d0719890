// What every command stands on: the global options, the terminal, and the domain, language model and ledger,
// each opened when first asked for.
#pragma once

#include <filesystem>
#include <iosfwd>
#include <memory>
#include <string>
#include <vector>

#include "base/instant.hpp"

namespace assay::domain {
class Domain;
}
namespace assay::language {
class Language;
}
namespace assay::ledger {
class Ledger;
}

namespace assay::app {

enum class Format { kTable, kNdjson, kCsv, kJson };

class Context {
 public:
  Context();
  ~Context();
  Context(const Context&) = delete;
  Context& operator=(const Context&) = delete;

  // Global options; main fills them before a command runs.
  std::filesystem::path ledger_path = "assay.db";  // --ledger, ASSAY_LEDGER
  std::filesystem::path domain_root;               // --domain, ASSAY_DOMAIN, else beside the executable
  std::vector<std::string> packs;                  // --pack; empty means all
  std::filesystem::path model_path;                // --model, ASSAY_MODEL, else beside the executable
  std::string format_name = "table";               // --format
  int jobs = 0;                                    // --jobs or --threads; 0 means one a core

  Format format() const;
  int threads() const;  // `jobs`, or the number of cores

  // Standard output and error. Colour and progress only where `*_is_terminal`.
  std::ostream& out;
  std::ostream& err;
  bool out_is_terminal() const;
  bool err_is_terminal() const;
  int width() const;    // columns of the terminal, or of COLUMNS, or 100
  bool colour() const;  // on a terminal without NO_COLOR

  // Loaded once, on first use; the same for the life of the context. Throws Refused with the loader's reason.
  const domain::Domain& domain();
  const language::Language& language();
  // The ledger. Throws Trouble, with a sentence, when there is none (kRead, kWrite), when the file is none,
  // or when the disk fails. A reference is void once the ledger is asked for again in a stronger mode.
  enum class Open { kRead, kWrite, kCreate };
  ledger::Ledger& ledger(Open how = Open::kRead);

  // The clock by which rows are recorded and --on, --as-known and --as-recorded default; the environment
  // variable ASSAY_NOW (an instant as Instant::parse reads it) fixes it for tests. Throws Refused when it is
  // none.
  Instant now() const;

 private:
  struct Loaded;
  std::unique_ptr<Loaded> loaded_;
};

// Where data stands: `given` when not empty, else the environment variable, else `relative` looked for beside
// the executable (../../ in a build tree, ../share/assay when installed), else in the source tree.
std::filesystem::path find_data(const std::filesystem::path& given, const char* variable,
                                const std::string& relative);

}  // namespace assay::app
