// From the ledger to a corpus: reports with their claims, and analysts' judgements, as of an instant.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/instant.hpp"
#include "holding/params.hpp"
#include "weighing/corpus.hpp"

namespace assay::ledger {
class Ledger;
struct Judgement;
}  // namespace assay::ledger

namespace assay::holding {

struct Loaded {
  std::unique_ptr<weighing::Corpus> corpus;
  Params params;
};

struct LoadOptions {
  std::optional<Instant> as_recorded;
  std::vector<std::string> places;  // ids: only reports that bear on these (and on what knowledge flows to them from); empty for all
  bool texts = true;                // compare texts, so that reprints are found: a pass over each report's text
};

// Fails where weighing.yaml or holding.yaml do. Throws Trouble as the ledger does.
Result<Loaded> load(ledger::Ledger& ledger, const domain::Domain& domain, const LoadOptions& options = {});

// A row of the ledger as weighing takes it, and back; nothing for a verb of another stage's.
std::optional<weighing::Judgement> judgement_of(const ledger::Judgement& row);
ledger::Judgement row_of(const weighing::Judgement& judgement);

}  // namespace assay::holding
