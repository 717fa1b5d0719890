// The filters on claims that several commands share: --type, --place, --actor …, names resolved by the packs.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "apps/assay/command.hpp"
#include "ledger/ledger.hpp"

namespace assay::app {

struct ClaimFilters {
  std::vector<std::string> types, stances, places, actors, speakers, resources, documents;
  std::optional<Day> from, to, as_known;
  std::optional<Instant> as_recorded;
  int limit = 0;  // 0 means all
};

void add_claim_filters(Options& options, ClaimFilters& filters);

// Names become ids: a pack's id or name, a spelling of it, else the id that the ledger's own claims use. A
// place stands for what lies within it, an actor for its wings. Throws Refused for an unknown type, stance or
// name.
ledger::ClaimQuery query_of(const ClaimFilters& filters, Context& context);

// Ids of what answers to `name`, in the packs or in the ledger. Throws Refused when nothing does.
std::vector<std::string> place_ids(const std::string& name, Context& context);
std::vector<std::string> actor_ids(const std::string& name, Context& context);

}  // namespace assay::app
