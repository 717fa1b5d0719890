// The cast of one document: every party, person, place and resource that it names, each once, whatever the
// spellings. Names are matched to the packs first, then to what the document itself has introduced
// (acronyms in brackets, surnames after full names, other spellings of a place).
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "claim/claim.hpp"
#include "reading/kind.hpp"
#include "reading/lexicon.hpp"

namespace assay::reading {

struct Entity {
  std::string id;    // the pack's, or a slug of the name
  std::string name;  // the pack's, or the longest form printed
  Kinds kinds;
  std::string printed;  // of one of a kind, as last printed: 'church official'
  std::string actor, place, resource;  // ids in the packs, where one of them knows it
  bool collective = false;             // a kind of people or party without a name: 'residents', 'rebels'
  int side = -1;                       // the entity that it belongs to or speaks for
  std::string place_kind;              // 'town', 'hill' … as the document says
  bool state = false;                  // acts as a state does: its ministry, its troops, its president
  bool outlet = false;                 // prints the report
  bool rebel = false;                  // called so: 'rebel group X', 'the paramilitary X', 'X militants'
  int mentions = 0;
};

// 1 when `a` is the adjective of the country or town `b` ('stravian', 'stravia'; both in small letters), -1 for the
// other way round, 0 when neither.
int demonym_order(const std::string& a, const std::string& b);

// What one print of a name suggests about its kind, from tagger, title, suffix and context.
struct NameEvidence {
  Kinds kinds;
  double weight = 1;
};

class Cast {
 public:
  explicit Cast(const Lexicon& lexicon) : lexicon_(&lexicon) {}

  // Says which packs the document speaks of (domain/resolve.hpp); before the first name.
  void set_packs(std::vector<std::string> packs) { packs_ = std::move(packs); }
  const std::vector<std::string>& packs() const { return packs_; }
  // The entity of a proper name as printed; adds it when new. `kinds` may be empty (unknown).
  // Cost: a hash look-up, and for a new place-like name a comparison with each place of the cast.
  int named(const std::string& name, Kinds kinds);
  // A kind of people or things without a name ('residents', 'a driver'); `slug` is its id.
  int collective(const std::string& slug, const std::string& name, Kinds kinds, int side);
  int resource(const std::string& pack_id);
  // The entity of an actor of a pack, added when new.
  int actor(const std::string& pack_id);
  // Makes `alias` another name of `entity`: 'Rawlum People's Army (RPA)'.
  void add_alias(int entity, const std::string& alias);
  // Ids of the actors that a pack knows by this description ('the regime'), where the document speaks of the
  // pack's country: by one of its actors or two of its places.
  std::vector<std::string> described(const std::string& name) const;
  // Tells who prints the report, as named in its head: an outlet, or in a communiqué a party to what it tells
  // ('Zarouan Armed Forces (ZAF)', 'Orren Metals plc'), which then is its issuer. After the names, before mentions.
  void set_outlet(const std::string& name);
  // The party that issued the report ('we', 'our forces', 'the Company'), or -1 for an outlet that is none.
  int issuer() const { return issuer_; }
  // True for a name that a firm bears; for one of an armed party that no state keeps.
  bool company_like(const Entity& entity) const;
  bool armed_like(const Entity& entity) const;
  // The armed party without a state that the report names most, where no other comes near; else -1.
  int chief_rebel() const;
  // The army that is named as that of `state` ('the Stravian Federal Army' of Stravia), or -1.
  int army_of(int state) const;
  // True for a name that a state's own army may bear.
  bool army_like(const Entity& entity) const;
  // The entity that answers to the name already, or -1.
  int find(const std::string& name) const;

  Entity& operator[](int entity) { return entities_[entity]; }
  const Entity& operator[](int entity) const { return entities_[entity]; }
  int size() const { return static_cast<int>(entities_.size()); }

 private:
  int add(Entity entity, const std::string& key);
  int from_packs(const std::string& name, Kinds kinds);
  int of_actor(const domain::Actor& actor);
  int of_place(const domain::Place& place);
  int like_known(const std::string& name, const std::string& key, Kinds kinds) const;
  const Lexicon* lexicon_;
  std::vector<std::string> packs_;  // that the document speaks of
  int issuer_ = -1;
  std::vector<Entity> entities_;
  std::unordered_map<std::string, int> keys_;
};

}  // namespace assay::reading
