#include "reading/share.hpp"

#include <algorithm>
#include <string>

#include "reading/slots.hpp"

namespace assay::reading {
namespace {

// 'Imported 1,150 tonnes, compared with 2,400': the same buyer.
void share_buyers(std::vector<Claim>& claims, std::size_t first) {
  for (std::size_t a = first; a < claims.size(); ++a)
    for (std::size_t b = first; b < a && claims[a].target.empty(); ++b)
      if (claims[a].type == ClaimType::kTradeVolume && claims[b].type == ClaimType::kTradeVolume && claims[a].rule != claims[b].rule)
        for (const Filler& f : claims[b].target) put(claims[a].target, f);
}

// What one sentence tells of one attack has one doer and one place: 'an ambush killed ten and burnt two lorries'.
void share_doers(std::vector<Claim>& claims, std::size_t first, const Lexicon& lexicon) {
  auto violent = [&](const Claim& c) { return lexicon.in("violent-types", std::string(name_of(c.type))); };
  for (std::size_t a = first; a < claims.size(); ++a) {
    Claim& x = claims[a];
    if (!violent(x) || !x.agent.empty()) continue;
    const Claim* giver = nullptr;
    bool torn = false;
    for (std::size_t b = first; b < claims.size(); ++b) {
      const Claim& y = claims[b];
      if (b == a || !violent(y) || y.agent.empty() || y.negated) continue;
      if (giver && !agree(giver->agent, y.agent)) torn = true;
      if (!giver) giver = &y;
    }
    if (giver && !torn && !within(giver->agent, x.target))
      for (const Filler& f : giver->agent)
        if (std::none_of(x.target.begin(), x.target.end(), [&](const Filler& t) { return t.id == f.id; })) put(x.agent, f);
  }
}

// 'Killing 11 people and wounding 26': the same people; 'bombed the market, killing 11 people': those were struck.
void share_victims(std::vector<Claim>& claims, std::size_t first) {
  for (const ClaimType type : {ClaimType::kCasualty, ClaimType::kAttack})
    for (std::size_t a = first; a < claims.size(); ++a) {
      Claim& x = claims[a];
      if (x.type != type || !x.target.empty() || x.negated) continue;
      const Claim* giver = nullptr;
      bool torn = false;
      for (std::size_t b = first; b < claims.size(); ++b) {
        const Claim& y = claims[b];
        if (b == a || y.type != ClaimType::kCasualty || y.target.empty() || y.negated) continue;
        if (!x.agent.empty() && !y.agent.empty() && !agree(x.agent, y.agent)) continue;
        torn |= giver && !agree(giver->target, y.target);
        giver = &y;
      }
      if (!giver || torn || within(giver->target, x.agent)) continue;
      for (Filler f : giver->target) {
        f.span.reset();
        put(x.target, f);
      }
    }
}

}  // namespace

void share_claims(std::vector<Claim>& claims, std::size_t first, const Lexicon& lexicon) {
  share_buyers(claims, first);
  share_doers(claims, first, lexicon);
  share_victims(claims, first);
}

}  // namespace assay::reading
