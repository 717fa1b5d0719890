// Who did what to whom, read off the tree: the arguments of a verb, noun or adjective with voice, relative
// clauses, participles, shared subjects and controlled infinitives undone. The step between syntax and frames.
#pragma once

#include <string>
#include <vector>

#include "reading/tree.hpp"

namespace assay::reading {

enum class Role { kSubject, kObject, kIndirect, kOblique, kClause };

struct Argument {
  Role role = Role::kSubject;
  std::string preposition;  // of an oblique: "in", "according to", "where" for 'a town where …'
  int token = -1;           // head of the argument (a nominal, or the head of a clause)
  bool own = true;          // false when shared or supplied from another clause
};

struct Arguments {
  std::vector<Argument> all;  // own before shared, each in order of the sentence
  bool passive = false;

  const Argument* find(Role role) const;
  const Argument* find_oblique(std::string_view preposition) const;
};

// Arguments of the predicate at `token`: a verb, a noun that names an event, or an adjective.
// Cost: linear in the predicate's dependents and ancestors.
Arguments arguments_of(const Tree& tree, int token);

// True when the verb at `token` stands in the passive, as a finite verb or as a past participle that
// modifies a noun.
bool is_passive(const Tree& tree, int token);

}  // namespace assay::reading
