// The schema of the ledger as numbered steps, embedded from src/ledger/schema/NNNN_name.sql at build time.
#pragma once

#include <span>
#include <string_view>

namespace assay::ledger {

struct SchemaStep {
  std::string_view name;  // "0001_ledger.sql"
  std::string_view sql;
};

// Step i brings a ledger from schema i to schema i + 1 (SQLite's user_version).
std::span<const SchemaStep> schema_steps();

// SQLite's application_id of a ledger: "Assy" in ASCII.
inline constexpr int kApplicationId = 0x41737379;

}  // namespace assay::ledger
