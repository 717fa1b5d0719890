// The ledger over SQLite. Opening and migration are in sqlite_open.cpp, the writing verbs in
// sqlite_write.cpp, the asking ones in sqlite_ask.cpp.
#pragma once

#include <map>
#include <string>

#include "ledger/ledger.hpp"
#include "ledger/sqlite.hpp"

namespace assay::ledger {

class SqliteLedger : public Ledger {
 public:
  // Requires: a database that sqlite_open.cpp has checked and migrated.
  SqliteLedger(const std::filesystem::path& file, int flags);

  RunId begin_run(const Maker& maker, const std::string& command, Instant now) override;
  void end_run(RunId run, Instant now) override;
  std::vector<bool> take_in(RunId run, const std::vector<Intake>& batch, Instant now) override;
  std::int64_t append(const Judgement& judgement, Instant now) override;

  std::optional<StoredDocument> document(std::string_view id_or_name,
                                         std::optional<Instant> as_recorded) override;
  void documents(std::optional<Instant> as_recorded,
                 const std::function<bool(const StoredDocument&)>& visit) override;
  std::string bytes_of(const std::string& document_id) override;
  std::string text_of(const std::string& document_id, std::optional<RunId> run) override;
  void claims(const ClaimQuery& query, const std::function<bool(const StoredClaim&)>& visit) override;
  void claim_records(const ClaimQuery& query, const std::function<bool(std::string_view)>& visit) override;
  void fillers(Slot slot, const std::function<bool(std::string_view, std::string_view)>& visit) override;
  std::optional<StoredClaim> claim(std::string_view id, std::optional<Instant> as_recorded) override;
  std::vector<Hit> search(std::string_view words, int limit) override;
  std::vector<Entity> entities(const std::vector<Slot>& slots, std::optional<Instant> as_recorded) override;
  std::vector<std::pair<std::string, std::string>> names_by_id(const std::vector<Slot>& slots) override;
  std::vector<StoredRejection> rejections() override;
  std::optional<StoredRejection> rejection(std::string_view path) override;
  std::vector<Run> runs() override;
  std::vector<Judgement> judgements(std::optional<Instant> as_recorded) override;
  Counts counts() override;
  std::optional<Instant> newest() override;
  std::string stamp() override;

  sqlite::Database& database() { return database_; }

 private:
  // The statement for `sql`, prepared once and ready to be bound.
  sqlite::Statement& prepared(std::string_view sql);
  Instant not_before_newest(Instant now);
  bool add(RunId run, const ReadReport& report, const std::string& recorded);
  bool reject(RunId run, const Rejected& rejected, const std::string& recorded);
  void add_claim(std::int64_t reading, const ReadReport& report, std::size_t index);

  struct Tally {
    std::int64_t documents = 0, claims = 0, rejected = 0;
  };
  sqlite::Database database_;
  std::map<std::string, sqlite::Statement, std::less<>> statements_;
  std::map<RunId, Tally> tallies_;  // of the runs that this connection began
};

}  // namespace assay::ledger
