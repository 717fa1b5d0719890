// What the files under /domain say, loaded and checked once: actors, places, gates, resources, units, claim
// types and word lists. `base` holds what is common to English and to the codebook; each other folder is a
// country pack. Nothing here is changed after loading, so a Domain may be shared between threads.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "base/result.hpp"
#include "claim/type.hpp"

namespace assay::domain {

// A party, organ, outlet or public person that reports name.
struct Actor {
  std::string id;
  std::string name;
  std::string kind;  // army, militia, party, government, state, outlet, organisation, company, person, collective
  std::vector<std::string> spellings;  // other names and acronyms, which mean this actor in any report
  // Descriptions that mean this actor only in a report on the pack's own country: 'the regime', 'the ethnic army'.
  std::vector<std::string> described;
  std::string part_of;                 // the body that it is a wing, unit or ally under, or empty
  std::string relation;                // how: wing, unit, armed wing, administration, member
  std::vector<std::string> allies;     // ids; symmetric after loading
  std::string side;                    // for 'against interest': actors of one side have one, e.g. "junta"
  std::string office;                  // of a public person: "spokesman of kia"
  std::string pack;
};

struct Place {
  std::string id;
  std::string name;
  std::vector<std::string> kinds;      // town, village, hill, township, state, region, border_gate, mine, lake …
  std::vector<std::string> spellings;  // Latin and local script
  std::string within;                  // id of the smallest known place that contains it, or empty
  std::vector<std::string> members;    // of a region that is a list of places: their ids
  std::optional<double> latitude, longitude;  // WGS84 degrees
  std::string precision;               // point, approx or none
  bool gazetteer = false;  // from an imported places-NAME.tsv, not written out by hand: seldom in the news
  std::string code;  // P-code or GeoNames id, with its scheme: "mimu:MMR001009701"; several apart by a space
  std::string pack;
};

// A crossing with two sides, either of which may shut it.
struct Gate {
  std::string id;     // the same as its place's id where the two share a name
  std::string place;  // place id
  std::string name;
  std::vector<std::string> spellings;
  struct Side {
    std::string country;   // actor id of the state on this side
    std::string place;     // the town on this side, by name
  };
  Side near, far;
  std::vector<std::string> members;  // of an aggregate ('the border'): ids of the gates that it stands for
  std::vector<std::string> cargo;  // classes that use it: jade, rare-earth, fuel, food, medicine, people …
  bool official = false;
  std::string pack;
};

struct Resource {
  std::string id;
  std::string name;
  std::vector<std::string> spellings;
  std::string broader;  // id, or empty: heavy-rare-earth is a rare-earth
  std::string pack;
};

// A unit of measure or a counted thing: 'short ton' is 0.90718474 tonnes.
struct Unit {
  std::string id;        // "tonne"
  std::vector<std::string> spellings;
  std::string dimension; // mass, length, area, volume, duration, money, share, people, count
  double factor = 1;     // to the dimension's base unit: tonne, kilometre, hectare, litre, day, percent

  // Whether amounts in the two can be converted: money and counted things only convert to themselves.
  bool converts_to(const Unit& other) const;
};

// What the codebook says of a claim type, for help texts and exports.
struct TypeInfo {
  ClaimType type = ClaimType::kAttack;
  std::string group;               // "control of ground"
  std::string gloss;               // one sentence
  std::vector<std::string> slots;  // the fields that it uses: agent, target, place, resource, object, means, quantity, time
};

// A folder of /domain: base, or a country.
struct Pack {
  std::string id;       // the folder's name
  std::string name;     // "Kachin State and its borders"
  std::string country;  // actor and place id of the state it lies in, or empty
};

class Spelling;        // spelling.hpp
struct NearNames;      // near_index.hpp

class Domain {
 public:
  // Loads `root`/base and the named packs (every other folder of `root` when `packs` is empty). The first
  // error stops it; `check` finds them all.
  static Result<Domain> load(const std::filesystem::path& root, const std::vector<std::string>& packs = {});
  // Every fault in the files, as file:line and a sentence; empty when all is well.
  static std::vector<Error> check(const std::filesystem::path& root);

  const std::vector<Actor>& actors() const { return actors_; }
  const std::vector<Place>& places() const { return places_; }
  const std::vector<Gate>& gates() const { return gates_; }
  const std::vector<Resource>& resources() const { return resources_; }
  const std::vector<Unit>& units() const { return units_; }
  const std::vector<TypeInfo>& types() const { return types_; }  // in ClaimType's order, one for each
  const std::vector<Pack>& pack_infos() const { return pack_infos_; }  // base first

  const Actor* actor(std::string_view id) const;
  const Place* place(std::string_view id) const;
  const Gate* gate(std::string_view id) const;
  const Resource* resource(std::string_view id) const;

  // Everything that answers to a name exactly after folding (case, accents, hyphens, spaces): ids, those of
  // country packs before those of base. Acronyms of up to four letters ('US', 'WHO', 'AP') answer only to
  // capitals, so that 'us' and 'who' stay words. O(1).
  const std::vector<std::string>& actors_named(std::string_view name) const;
  // By `described` alone: holds only in a report that speaks of the actor's pack (resolve.hpp chooses).
  const std::vector<std::string>& actors_described(std::string_view name) const;
  const std::vector<std::string>& places_named(std::string_view name) const;
  const std::vector<std::string>& gates_named(std::string_view name) const;
  const std::vector<std::string>& resources_named(std::string_view name) const;
  // The unit that a (folded, singular or plural) word or sign stands for, or null.
  const Unit* unit_named(std::string_view word) const;

  // Places whose spelling is near `name` under the transliteration-aware distance of spelling.hpp, best first,
  // ties by id; each place once, at its nearest spelling. Names of other scripts than Latin match exactly only.
  // The index is built at the first call; a call then costs well under a millisecond on 40,000 places.
  struct Near {
    std::string place;  // id
    double distance = 0;  // 0 the same after folding, 1 nothing in common
    std::string spelling;  // the spelling that is near
  };
  std::vector<Near> places_like(std::string_view name, double at_most) const;
  // The same for actors that have names of their own (no collectives, no descriptions, no acronyms).
  struct NearActor {
    std::string actor;
    double distance = 0;
    std::string spelling;
  };
  std::vector<NearActor> actors_like(std::string_view name, double at_most) const;
  // The distance itself, between any two names (weights: base/spelling.tsv).
  const Spelling& spelling() const { return *spelling_; }

  // True when `inner` is `outer` or lies within it, through `within` and `members`.
  bool is_within(std::string_view inner, std::string_view outer) const;
  // True when `part` is `whole` or belongs to it through `part_of`.
  bool belongs_to(std::string_view part, std::string_view whole) const;

  // The words of a list of base/lexicon (files NAME.txt, one entry a line; '#' comments); null when absent.
  // Files NAME.tsv there, 'word<TAB>value', are tables.
  const std::unordered_set<std::string>* words(std::string_view list) const;
  // Null when absent.
  const std::unordered_map<std::string, std::string>* table(std::string_view list) const;

  // The folder it was loaded from, for stages that read further files of their own (frames, network).
  const std::filesystem::path& root() const { return root_; }
  const std::vector<std::string>& packs() const { return packs_; }
  // SHA-256 over all files, in order of their names: what a run records.
  const std::string& digest() const { return digest_; }

 private:
  friend class Loader;
  std::filesystem::path root_;
  std::vector<std::string> packs_;
  std::string digest_;
  std::vector<Actor> actors_;
  std::vector<Place> places_;
  std::vector<Gate> gates_;
  std::vector<Resource> resources_;
  std::vector<Unit> units_;
  std::vector<TypeInfo> types_;
  std::vector<Pack> pack_infos_;
  std::shared_ptr<const Spelling> spelling_;
  std::shared_ptr<NearNames> near_names_;
  using Index = std::unordered_map<std::string, std::vector<std::string>>;
  Index member_of_;  // place id -> the places that list it as a member
  Index actor_names_, actor_descriptions_, place_names_, gate_names_, resource_names_;
  std::unordered_map<std::string, std::size_t> actor_index_, place_index_, gate_index_, resource_index_, unit_names_;
  std::unordered_map<std::string, std::unordered_set<std::string>> word_lists_;
  std::unordered_map<std::string, std::unordered_map<std::string, std::string>> tables_;
};

// Lower case, accents stripped, hyphens, apostrophes, other punctuation and spaces dropped: what names are
// looked up by. Letters of scripts without case and their vowel signs are kept. Bytes that are no UTF-8 are
// dropped. Linear; names of Latin letters, the common case, touch no table of Unicode.
std::string fold(std::string_view name);

// Whether a name is an acronym short enough to be mistaken for a word: 2 to 4 capitals, dots aside.
bool is_acronym(std::string_view name);
// What names are indexed by: `fold`, with a mark behind acronyms.
std::string name_key(std::string_view name);
// What units are indexed by: lower case, without spaces, hyphens, dots and apostrophes; signs are kept.
std::string unit_key(std::string_view word);

// Kilometres along a great circle between two points in degrees.
double kilometres(double latitude_a, double longitude_a, double latitude_b, double longitude_b);

}  // namespace assay::domain
