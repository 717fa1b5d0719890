// What weighing and holding need to know of actors and places: who holds ground for whom, whose side a voice
// is on, which places lie in which. Drawn from the domain, or built from its structs alone (worlds made by
// `assay simulate` have no files). Immutable; may be shared between threads if the Params outlive it.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "domain/domain.hpp"
#include "weighing/params.hpp"

namespace assay::weighing {

class Facts {
 public:
  Facts(const std::vector<domain::Actor>& actors, const std::vector<domain::Place>& places,
        const std::vector<domain::Gate>& gates, const Params& params);
  static Facts of(const domain::Domain& domain, const Params& params) {
    return Facts(domain.actors(), domain.places(), domain.gates(), params);
  }

  // The party that holds ground when `actor` does: a division's army, a front's armed wing, a militia leader's
  // militia; the actor itself when no pack says more.
  const std::string& party_of(const std::string& actor) const;
  // The party that an actor speaks for: as party_of, and a spokesman's too; empty for nobody's voice.
  std::string speaks_for(const std::string& actor) const;
  const std::string& side_of(const std::string& actor) const;  // of its party; empty when unknown
  bool same_side(const std::string& a, const std::string& b) const;
  bool is_collective(const std::string& actor) const;  // 'rebels', 'allies': some party, left unnamed
  bool is_state(const std::string& actor) const;       // a country or its government
  const domain::Actor* actor(const std::string& id) const;
  // An actor that goes by this very name or acronym (folded); null when none or several do.
  const domain::Actor* actor_named(std::string_view name) const;
  std::string name_of_actor(const std::string& id) const;  // the pack's name, or the id

  const domain::Place* place(const std::string& id) const;
  const domain::Gate* gate(const std::string& id) const;          // by its own id
  const domain::Gate* gate_at(const std::string& place) const;    // the gate at a place, or null
  std::string name_of_place(const std::string& id) const;
  // True when `inner` is `outer` or lies in it, through `within` and `members`, at most 12 steps up.
  bool is_within(const std::string& inner, const std::string& outer) const;
  // The regions that list this place as a member.
  const std::vector<std::string>& regions_of(const std::string& place) const;
  // Aggregates ('the border') that stand for this gate.
  const std::vector<std::string>& borders_of(const std::string& gate) const;
  // Countries and their first divisions: what is said of them is not said of each place in them.
  bool is_wide(const std::string& place) const;
  // Other places that a report may mean by the same word: a town, the township around it, its mines.
  const std::vector<std::string>& namesakes(const std::string& place) const;

 private:
  std::unordered_map<std::string, domain::Actor> actors_;
  std::unordered_map<std::string, domain::Place> places_;
  std::unordered_map<std::string, domain::Gate> gates_;
  std::unordered_map<std::string, std::string> party_, voice_, gate_at_, actor_named_;
  std::unordered_map<std::string, std::vector<std::string>> regions_, borders_, namesakes_;
};

}  // namespace assay::weighing
