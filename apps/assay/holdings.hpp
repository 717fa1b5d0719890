// What the commands about places, gates, events and disputes share: the clocks, names to ids, loading.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "apps/assay/command.hpp"
#include "holding/answer_json.hpp"
#include "holding/load.hpp"

namespace assay::app {

struct ClockOptions {
  std::optional<Day> as_known;
  std::optional<Instant> as_recorded;
  weighing::Clocks clocks() const { return {as_known, as_recorded}; }
};
void add_clocks(Options& options, ClockOptions& clocks);

// The place or gate that a name means: an id, a pack's name or spelling (a town before the township around it),
// else what the ledger's own claims call so. Throws Refused.
std::string one_place(const std::string& name, Context& context);
std::string one_gate(const std::string& name, Context& context);

// The corpus for questions about these places (all where none is named). Throws Refused and Trouble.
holding::Loaded load_for(const std::vector<std::string>& places, const ClockOptions& clocks, Context& context);
// Today by the program's clock.
Day today(Context& context);
// Sentences by claim, from the ledger.
holding::Quote quotes(Context& context);
// Prints JSON, indented or on one line as --format asks. Requires: a format other than table.
void print_json(const nlohmann::ordered_json& json, Context& context);
// "Kachin Independence Army, People's Defense Force".
std::string names_of(const std::vector<holding::Holder>& holders);

// "open", "partly open", "closed", "unknown".
std::string state_of(const holding::GateAnswer& answer);

// The strongest ground of an answer as a row shows it; all empty where there is none.
struct FirstGround {
  std::string shown;  // the sentence, shortened, with its outlet
  std::string said, claim, document, outlet;
};
FirstGround first_of(const std::vector<holding::Ground>& because, const holding::Quote& quote);

// Grounds as lines of text, each with day, outlet or report, sentence.
void print_grounds(const char* title, const std::vector<holding::Ground>& grounds, Context& context);
std::string percent(Probability probability);

}  // namespace assay::app
