// Any bytes as a claim's line of JSON: a fault with a sentence, or a claim that is written and read back as it is.
#include <nlohmann/json.hpp>
#include <string>

#include "claim/claim_json.hpp"
#include "fuzz/fuzz.hpp"

namespace assay::fuzz {

inline void claim_json(std::string_view bytes) {
  const auto json = nlohmann::ordered_json::parse(bytes, nullptr, false);
  if (json.is_discarded()) return;
  const auto claim = claim_from_json(json);
  if (!claim.ok()) {
    ASSAY_HOLDS(!claim.error().text().empty());
    return;
  }
  ASSAY_HOLDS(!claim->evidence.empty());
  for (const Span span : claim->evidence) ASSAY_HOLDS(span.begin <= span.end);
  const auto line = to_json(*claim, claim->document);
  const auto again = claim_from_json(line);
  ASSAY_HOLDS(again.ok());
  const auto ignore = nlohmann::ordered_json::error_handler_t::replace;
  ASSAY_HOLDS(to_json(*again, again->document).dump(-1, ' ', false, ignore) == line.dump(-1, ' ', false, ignore));
}

}  // namespace assay::fuzz

ASSAY_FUZZER(assay::fuzz::claim_json)
