// The word lists of domain/base/lexicon that reading asks for, under the names that it asks them by.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "claim/type.hpp"
#include "domain/domain.hpp"
#include "reading/kind.hpp"

namespace assay::reading {

// What a word does to the standing of what it governs: 'plan', 'deny', 'may', 'fail', 'if'.
struct Standing {
  std::optional<Stance> stance;
  bool negates = false;
};

class Lexicon {
 public:
  // Requires: `domain` outlives the lexicon.
  explicit Lexicon(const domain::Domain& domain);

  // Kinds of a common noun by its lemma ('outpost' is a facility), empty when no list has it.
  Kinds kinds_of_noun(const std::string& lemma) const;
  // A value of a table 'word<TAB>value', or null.
  const std::string* look_up(std::string_view table, const std::string& word) const;
  // Whether any list knows the noun.
  bool is_noun(const std::string& lemma) const;
  bool in(std::string_view list, const std::string& word) const;

  // Stance that a reporting verb gives to what is said ('deny'), absent for other verbs.
  std::optional<Stance> speech(const std::string& lemma) const;
  // What a governing verb, noun, adjective, modal or conjunction does to its complement.
  std::optional<Standing> embedding(const std::string& lemma) const;
  // The means that a word or compound tells of ('shelling' is artillery).
  std::optional<Means> means(const std::string& words) const;
  // The kinds that a definite noun may refer back to ('the group' → actor; 'the town' → place).
  std::optional<std::string> anaphor(const std::string& lemma) const;
  // The state that an adjective of nationality points to ('Ugandan'), or null.
  const domain::Actor* state_of_adjective(const std::string& word) const;

  const domain::Domain& domain() const { return *domain_; }

 private:
  const domain::Domain* domain_;
  std::unordered_map<std::string, Kinds> noun_kinds_;
  std::unordered_map<std::string, std::unordered_set<std::string>> unions_;  // lower case, without a last stop
  std::unordered_map<std::string, Stance> speech_;
  std::unordered_map<std::string, Standing> embedding_;
};

}  // namespace assay::reading
