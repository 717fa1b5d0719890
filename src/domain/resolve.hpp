// From a name as a report prints it to the thing that it names. Spelling proposes, kind and neighbourhood
// choose: there are two Sadungs, and the one an hour from the other places of the report is meant. When the
// best two are too near each other to tell, the answer is a ranked list and no choice.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "domain/domain.hpp"

namespace assay::domain {

struct Candidate {
  std::string id;
  double score = 0;           // 0 to 1: how well everything fits
  std::string spelling;       // the spelling of the pack that the surface was matched with
  double distance = 0;        // between the two, 0 when they fold alike
  std::optional<double> kilometres;  // to the nearest context place, where both have coordinates
  std::string why;            // "spelt alike; town as asked; 14 km from waingmaw"
};

struct Resolution {
  std::vector<Candidate> candidates;  // best first, ties by id; at most 8
  std::string best;                   // id, or empty: nothing fits, or several fit alike
  bool torn() const { return best.empty() && !candidates.empty(); }
};

// Which packs a report speaks of, from the names that it prints (in any order, repeats don't count): those of
// their own actors, places and country. A pack's descriptions ('the regime') and its imported gazetteer are only
// used for reports that speak of it: villages of a distant country may share any name.
// Packs that reach the bound, the most spoken of first.
std::vector<std::string> packs_spoken_of(const Domain& domain, std::span<const std::string> names);

struct PlaceQuery {
  std::string_view surface;           // "Kan Paik Ti town", "the Laiza gate", "Bhamo"
  std::string_view kind = {};         // a word of lexicon/place-kinds or a kind, when the sentence gives one
  std::span<const std::string> near = {};   // ids of places that the report has named already
  std::span<const std::string> packs = {};  // from packs_spoken_of
};

// Kind words at either end of the surface ('town', 'Mount') are taken off and count as the kind.
Resolution resolve_place(const Domain& domain, const PlaceQuery& query);

// The gate of that name, or the gate at the place of that name.
Resolution resolve_gate(const Domain& domain, const PlaceQuery& query);

struct ActorQuery {
  std::string_view surface;  // "the KIA", "Col. Naw Bu", "KIA fighters", "junta forces"
  std::span<const std::string> packs = {};
};

// Articles, possessives, titles before and words for fighters behind the name are taken off when the name as it
// stands is unknown. In a report that speaks of a pack its descriptions go before what base knows ('the army').
Resolution resolve_actor(const Domain& domain, const ActorQuery& query);

}  // namespace assay::domain
