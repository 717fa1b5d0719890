#include "reading/slots.hpp"

#include <algorithm>
#include <utility>

namespace assay::reading {

Filler filler_of(const Cast& cast, int entity) {
  const Entity& e = cast[entity];
  return {e.id, e.name, e.printed.empty() ? e.name : e.printed, std::nullopt};
}

Filler filler_of(const Cast& cast, const text::OffsetMap& map, const Passage& passage, const Mention& mention) {
  const Entity& e = cast[mention.entity >= 0 ? mention.entity : mention.owner];
  Filler f{e.id, e.name, mention.surface, std::nullopt};
  if (mention.pronoun) f.surface = e.printed.empty() ? e.name : e.printed;
  else f.span = map.to_report(passage.tree.span(mention.first, mention.last));
  return f;
}

void put(std::vector<Filler>& list, Filler filler) {
  for (const Filler& f : list)
    if (f.id == filler.id) return;
  list.push_back(std::move(filler));
}

bool within(const std::vector<Filler>& a, const std::vector<Filler>& b) {
  return std::all_of(a.begin(), a.end(), [&](const Filler& x) {
    return std::any_of(b.begin(), b.end(), [&](const Filler& y) { return y.id == x.id; });
  });
}

bool agree(const std::vector<Filler>& a, const std::vector<Filler>& b) { return within(a, b) || within(b, a); }

bool vague(const Cast& cast, const Filler& filler) {
  if (!filler.span) return true;
  for (int e = 0; e < cast.size(); ++e)
    if (cast[e].id == filler.id) return cast[e].collective;
  return false;
}

}  // namespace assay::reading
