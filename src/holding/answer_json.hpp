// Answers as JSON, for the command line and for HTTP alike.
#pragma once

#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "holding/answer.hpp"
#include "holding/gate.hpp"

namespace assay::holding {

// The sentence behind a claim, by its id; may be empty (then no quote is shown).
using Quote = std::function<std::string(const std::string& claim)>;

// {"place":{"id","name"},"on","status","probability","holders":[{"id","name","probability"}],"contested",
// "unknown","because":[{"document","claim","quote","outlet","published","evidence","type","stance","event",
// "belief","way","effect"}],"against":[…],"would_change":[{"what","event","status","holders","probability"}]}
nlohmann::ordered_json to_json(const Answer& answer, const Quote& quote = {});
// {"gate":{…},"on","status","probability","partly","by":[…],"disputed","sides":[…],"because":[…],"against":[…]}
nlohmann::ordered_json to_json(const GateAnswer& answer, const Quote& quote = {});
nlohmann::ordered_json to_json(const Ground& ground, const Quote& quote = {});

// Probabilities are printed with four decimals, so that equal answers are equal bytes.
double rounded(Probability probability);

}  // namespace assay::holding
