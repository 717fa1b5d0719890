// The export format of claims: one JSON object a line, as the codebook's table gives it.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "base/result.hpp"
#include "claim/claim.hpp"

namespace assay {

// `document_name` is what the field `document` shows: the file name as given, or the id where there is none.
// Times are printed with the precision that they came with and inclusive ends: ["2024-10","2024-10"].
nlohmann::ordered_json to_json(const Claim& claim, const std::string& document_name);

// Reads what to_json wrote. Fails with kBadFormat naming the field.
Result<Claim> claim_from_json(const nlohmann::ordered_json& json);

// ["2024-09-21", null] and so on; both ends null when the time is absent.
nlohmann::ordered_json time_to_json(const ClaimTime& time);

}  // namespace assay
