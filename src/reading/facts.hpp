// Standing facts that stand in the shape of a noun phrase, not in a verb: 'Col. X, the group's spokesman' (role),
// 'A, the armed wing of B' (affiliation), 'the town of X in Y', '12 km from Z' (location).
#pragma once

#include <string>
#include <vector>

#include "claim/type.hpp"
#include "reading/mention.hpp"

namespace assay::reading {

struct Fact {
  ClaimType type = ClaimType::kLocation;
  int token = -1;            // where it is said
  int agent = -1;            // mention index
  std::vector<int> target;   // mention indices: the party of a role or affiliation
  int target_entity = -1;    // where the party is known but not printed as a mention
  std::vector<int> place;    // mention indices
  std::string object;
  int distance_token = -1;   // the unit of a distance ('km'), whose number is the quantity
  std::string rule;
};

std::vector<Fact> find_facts(const Passage& passage, const Cast& cast, const Lexicon& lexicon);

}  // namespace assay::reading
