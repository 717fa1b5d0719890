// Holds the claims that reading finds in a sentence against those that it must give: shared by the tests of the
// frames' own examples and of fresh sentences.
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "fixture.hpp"
#include "reading/frame.hpp"
#include "reading/tree.hpp"

namespace assay::reading {

inline bool filler_has(const std::vector<Filler>& fillers, const std::string& wanted) {
  const std::string low = lower_ascii(wanted);
  return std::any_of(fillers.begin(), fillers.end(), [&](const Filler& f) {
    for (const std::string* text : {&f.id, &f.name, &f.surface}) {
      const std::string have = lower_ascii(*text);
      if (have.find(low) != std::string::npos || (have.size() > 3 && low.find(have) != std::string::npos)) return true;
    }
    return false;
  });
}

// What is wrong with `claim` as the expected one, or empty.
inline std::string mismatch(const Example::Expected& expected, const Claim& claim) {
  if (claim.type != expected.type) return "type";
  const std::vector<Filler>* slots[] = {&claim.agent, &claim.target, &claim.place, &claim.resource};
  constexpr const char* names[] = {"agent", "target", "place", "resource"};
  for (int i = 0; i < 4; ++i)
    for (const std::string& wanted : expected.slots[i])
      if (!filler_has(*slots[i], wanted)) return fmt::format("{} lacks '{}'", names[i], wanted);
  for (const std::string& wanted : expected.speaker)
    if (!filler_has(claim.speaker, wanted)) return fmt::format("speaker lacks '{}'", wanted);
  if (expected.stance && claim.stance != *expected.stance) return fmt::format("stance {}", name_of(claim.stance));
  if (expected.negated && claim.negated != *expected.negated) return "negation";
  return "";
}

inline bool standing_fact(ClaimType type) {
  return type == ClaimType::kRole || type == ClaimType::kAffiliation || type == ClaimType::kLocation;
}

// Faults of one example: claims that are missing or wrong, and those that nobody wants.
struct Faults {
  std::vector<std::string> all;
  int right = 0, wanted = 0, given = 0;  // claims by type alone
};

inline Faults faults_of(const Example& example) {
  const std::vector<Claim> claims = loaded().reader->read(report_of(example.text)).claims;
  Faults faults;
  std::vector<bool> used(claims.size(), false), matched(claims.size(), false);
  for (const Example::Expected& e : example.claims) {
    std::string why = "absent";
    bool found = false;
    for (std::size_t i = 0; i < claims.size() && !found; ++i) {
      if (used[i] || claims[i].type != e.type) continue;
      std::string m = mismatch(e, claims[i]);
      if (m.empty()) used[i] = found = true;
      else why = m;
    }
    if (!found) faults.all.push_back(fmt::format("{}: {}", name_of(e.type), why));
    ++faults.wanted;
    for (std::size_t i = 0; i < claims.size(); ++i)
      if (!matched[i] && claims[i].type == e.type) {
        matched[i] = true;
        ++faults.right;
        break;
      }
  }
  for (std::size_t i = 0; i < claims.size(); ++i) {
    const bool standing = standing_fact(claims[i].type);
    if (!standing || matched[i]) ++faults.given;
    if (used[i] || standing) continue;
    bool wrong_only = std::any_of(example.claims.begin(), example.claims.end(), [&](const auto& e) { return e.type == claims[i].type; });
    if (!wrong_only) faults.all.push_back(fmt::format("extra {} [{}]", name_of(claims[i].type), claims[i].rule));
  }
  return faults;
}

}  // namespace assay::reading
