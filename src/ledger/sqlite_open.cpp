#include <fmt/format.h>
#include <unistd.h>

#include <fstream>

#include "ledger/schema.hpp"
#include "ledger/sqlite_ledger.hpp"

namespace assay::ledger {
namespace {

namespace fs = std::filesystem;

// What the first bytes of the file say, before SQLite is let near it.
Status looks_like_a_database(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in)
    return Error{ErrorCode::kNoPermission, "the ledger may not be read: look at its permissions",
                 file.string()};
  std::string head(16, '\0');
  in.read(head.data(), 16);
  if (in.gcount() == 0) return success();  // an empty file: SQLite takes it for a new database
  if (std::string_view(head) != std::string_view("SQLite format 3\0", 16))
    return Error{ErrorCode::kBadFormat,
                 "this is no ledger (no SQLite database); name another file with --ledger", file.string()};
  return success();
}

void migrate(sqlite::Database& database) {
  auto steps = schema_steps();
  sqlite::Transaction transaction(database);
  // Asked again inside the transaction: another process may have been quicker.
  for (auto at = database.integer("PRAGMA user_version"); at < static_cast<std::int64_t>(steps.size()); ++at)
    database.execute(std::string(steps[static_cast<std::size_t>(at)].sql));
  database.execute(fmt::format("PRAGMA application_id = {}", kApplicationId));
  database.execute(fmt::format("PRAGMA user_version = {}", steps.size()));
  transaction.commit();
}

// A finished ledger in a folder that may not be written can still be read: nobody changes it there.
fs::path for_reading(const fs::path& file) {
  fs::path folder = file.has_parent_path() ? file.parent_path() : fs::path(".");
  std::error_code none;
  if (access(folder.c_str(), W_OK) == 0 || fs::exists(file.string() + "-wal", none)) return file;
  std::string name = "file:";
  for (char c : fs::absolute(file).string())
    name += c == '?' ? "%3f" : c == '#' ? "%23" : c == '%' ? "%25" : std::string(1, c);
  return name + "?immutable=1";
}

}  // namespace

SqliteLedger::SqliteLedger(const fs::path& file, int flags) : database_(file, flags) {}

Result<std::unique_ptr<Ledger>> open(const fs::path& file, Mode mode) {
  std::error_code none;
  bool there = fs::exists(file, none);
  if (!there && mode != Mode::kCreate)
    return Error{ErrorCode::kNotFound,
                 "there is no ledger here: `assay read` makes one, --ledger names another", file.string()};
  if (there && !fs::is_regular_file(file, none))
    return Error{ErrorCode::kBadFormat, "a ledger is a file, and this is none", file.string()};
  if (there) {
    if (Status status = looks_like_a_database(file); !status.ok()) return status.error();
  }
  try {
    // Reading, too, may have to recover what a killed writer left beside the file, and so opens it for both.
    int flags = SQLITE_OPEN_READWRITE | (mode == Mode::kCreate ? SQLITE_OPEN_CREATE : 0);
    auto ledger = std::make_unique<SqliteLedger>(mode == Mode::kRead ? for_reading(file) : file, flags);
    sqlite::Database& database = ledger->database();
    std::int64_t application = database.integer("PRAGMA application_id");
    std::int64_t version = database.integer("PRAGMA user_version");
    std::int64_t tables = database.integer("SELECT count(*) FROM sqlite_master");
    auto newest = static_cast<std::int64_t>(schema_steps().size());
    if (application == 0 && version == 0 && tables == 0 && mode != Mode::kCreate)
      return Error{ErrorCode::kNotFound, "this ledger is empty: `assay read` begins it", file.string()};
    if (application != kApplicationId && (tables > 0 || mode != Mode::kCreate))
      return Error{ErrorCode::kBadFormat, "this is no ledger, but another program's database", file.string()};
    if (version > newest)
      return Error{
          ErrorCode::kUnsupported,
          fmt::format("this ledger has schema {}, and this assay knows {} at most: use a newer assay",
                      version, newest),
          file.string()};
    if (version < newest && mode == Mode::kRead)
      return Error{
          ErrorCode::kUnsupported,
          fmt::format("this ledger has the older schema {}: run `assay read` on it once to bring it to {}",
                      version, newest),
          file.string()};
    if (mode == Mode::kRead) {
      database.execute("PRAGMA query_only = ON");
    } else {
      // WAL: readers go on while one writes. FULL: what a commit acknowledged survives the machine's death as
      // well as the process's; commits are batched, so that it costs little.
      database.execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;");
      if (version < newest) migrate(database);
    }
    // Kilobytes of pages kept: a writer goes on at the end of the file, a reader comes back to the same indexes.
    database.execute(mode == Mode::kRead ? "PRAGMA cache_size = -32768" : "PRAGMA cache_size = -8192");
    database.execute("PRAGMA temp_store = MEMORY");
    return std::unique_ptr<Ledger>(std::move(ledger));
  } catch (const Trouble& trouble) {
    throw Trouble(file.string() + ": " + trouble.what());
  }
}

std::string_view name_of(Slot slot) {
  switch (slot) {
    case Slot::kAgent:
      return "agent";
    case Slot::kTarget:
      return "target";
    case Slot::kPlace:
      return "place";
    case Slot::kResource:
      return "resource";
    case Slot::kSpeaker:
      return "speaker";
  }
  return "";
}

}  // namespace assay::ledger
