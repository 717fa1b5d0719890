// The claims of a report that a test writes, and the ways in which tests look into them.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "fixture.hpp"

namespace assay::reading {

inline std::vector<Claim> claims_of(const std::string& text) { return loaded().reader->read(report_of(text)).claims; }

// A report whose first line is its headline.
inline std::vector<Claim> told(const std::string& text) {
  text::Report report = report_of(text);
  report.body.blocks.front().kind = text::BlockKind::kHeadline;
  return loaded().reader->read(report).claims;
}

inline const Claim* first(const std::vector<Claim>& claims, ClaimType type) {
  auto it = std::find_if(claims.begin(), claims.end(), [&](const Claim& c) { return c.type == type; });
  return it == claims.end() ? nullptr : &*it;
}

inline const Claim* last(const std::vector<Claim>& claims, ClaimType type) {
  auto it = std::find_if(claims.rbegin(), claims.rend(), [&](const Claim& c) { return c.type == type; });
  return it == claims.rend() ? nullptr : &*it;
}

inline std::vector<std::string> ids(const std::vector<Filler>& fillers) {
  std::vector<std::string> found;
  for (const Filler& f : fillers) found.push_back(f.id);
  return found;
}

}  // namespace assay::reading
