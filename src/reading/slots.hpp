// Lists of fillers: what compose.cpp and carry_over.cpp do to a claim's slots.
#pragma once

#include <vector>

#include "claim/claim.hpp"
#include "reading/cast.hpp"
#include "reading/mention.hpp"
#include "text/body.hpp"

namespace assay::reading {

// A filler without a span: supplied, not printed.
Filler filler_of(const Cast& cast, int entity);
// A filler as printed. Requires: the mention has an entity or an owner, which then stands for it.
Filler filler_of(const Cast& cast, const text::OffsetMap& map, const Passage& passage, const Mention& mention);

// Appends a filler whose entity the list does not hold yet.
void put(std::vector<Filler>& list, Filler filler);
// Whether every entity of `a` is in `b`; whether one list holds the other.
bool within(const std::vector<Filler>& a, const std::vector<Filler>& b);
bool agree(const std::vector<Filler>& a, const std::vector<Filler>& b);
// Whether a filler is supplied from elsewhere or of no name ('rebels'), so that a better one may take its place.
bool vague(const Cast& cast, const Filler& filler);

}  // namespace assay::reading
