#include "domain/domain.hpp"

#include <algorithm>

#include "domain/loader.hpp"
#include "domain/near_index.hpp"
#include "domain/spelling.hpp"

namespace assay::domain {
namespace {

const std::vector<std::string> kNobody;

template <class T>
const T* find(const std::vector<T>& things, const std::unordered_map<std::string, std::size_t>& index,
              std::string_view id) {
  const auto it = index.find(std::string(id));
  return it == index.end() ? nullptr : &things[it->second];
}

const std::vector<std::string>& named(const std::unordered_map<std::string, std::vector<std::string>>& index,
                                      std::string_view name) {
  if (is_acronym(name))
    if (const auto it = index.find(name_key(name)); it != index.end()) return it->second;
  const auto it = index.find(fold(name));
  return it == index.end() ? kNobody : it->second;
}

}  // namespace

bool is_acronym(std::string_view name) {
  int letters = 0;
  for (const char c : name) {
    if (c >= 'A' && c <= 'Z')
      ++letters;
    else if (c != '.')
      return false;
  }
  return letters >= 2 && letters <= 4;
}

std::string name_key(std::string_view name) {
  std::string key = fold(name);
  if (is_acronym(name)) key.push_back('^');
  return key;
}

std::string unit_key(std::string_view word) {
  std::string key;
  for (const char c : word) {
    if (c == ' ' || c == '-' || c == '.' || c == '\'') continue;
    key.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c);
  }
  return key;
}

bool Unit::converts_to(const Unit& other) const {
  if (id == other.id) return true;
  return dimension == other.dimension && dimension != "money" && dimension != "count" &&
         dimension != "people";
}

Result<Domain> Domain::load(const std::filesystem::path& root, const std::vector<std::string>& packs) {
  Loader loader(root, false);
  loader.run(packs);
  if (!loader.faults().empty()) return loader.faults().front();
  return loader.take();
}

std::vector<Error> Domain::check(const std::filesystem::path& root) {
  Loader loader(root, true);
  loader.run({});
  return loader.faults();
}

const Actor* Domain::actor(std::string_view id) const { return find(actors_, actor_index_, id); }
const Place* Domain::place(std::string_view id) const { return find(places_, place_index_, id); }
const Gate* Domain::gate(std::string_view id) const { return find(gates_, gate_index_, id); }
const Resource* Domain::resource(std::string_view id) const { return find(resources_, resource_index_, id); }

const std::vector<std::string>& Domain::actors_named(std::string_view name) const {
  return named(actor_names_, name);
}
const std::vector<std::string>& Domain::actors_described(std::string_view name) const {
  return named(actor_descriptions_, name);
}
const std::vector<std::string>& Domain::places_named(std::string_view name) const {
  return named(place_names_, name);
}
const std::vector<std::string>& Domain::gates_named(std::string_view name) const {
  return named(gate_names_, name);
}
const std::vector<std::string>& Domain::resources_named(std::string_view name) const {
  return named(resource_names_, name);
}

const Unit* Domain::unit_named(std::string_view word) const {
  const auto it = unit_names_.find(unit_key(word));
  return it == unit_names_.end() ? nullptr : &units_[it->second];
}

namespace {

template <class Thing>
const std::string& spelling_of(const Thing& thing, std::uint32_t which) {
  return which == 0 ? thing.name : thing.spellings[which - 1];
}

// The hits of an index as (distance, thing, spelling), each thing once at its nearest, best first, ties by
// id. Those equal after folding, in any script, come before those that only sound alike.
template <class Thing>
std::vector<NearIndex::Hit> ranked(std::vector<NearIndex::Hit> hits, const std::vector<Thing>& things,
                                   const std::vector<const Thing*>& exact, std::string_view name) {
  const std::string key = fold(name);
  for (const Thing* thing : exact) {
    std::uint32_t which = 0;
    while (which < thing->spellings.size() && fold(spelling_of(*thing, which)) != key) ++which;
    hits.push_back({-1, static_cast<std::uint32_t>(thing - things.data()), which});
  }
  std::sort(hits.begin(), hits.end(), [](const NearIndex::Hit& a, const NearIndex::Hit& b) {
    return a.owner != b.owner ? a.owner < b.owner : a < b;
  });
  hits.erase(std::unique(hits.begin(), hits.end(),
                         [](const NearIndex::Hit& a, const NearIndex::Hit& b) { return a.owner == b.owner; }),
             hits.end());
  std::sort(hits.begin(), hits.end(), [&](const NearIndex::Hit& a, const NearIndex::Hit& b) {
    if (a.distance != b.distance) return a.distance < b.distance;
    return things[a.owner].id < things[b.owner].id;
  });
  return hits;
}

}  // namespace

std::vector<Domain::Near> Domain::places_like(std::string_view name, double at_most) const {
  std::call_once(near_names_->places_built, [&] {
    for (std::uint32_t i = 0; i < places_.size(); ++i)
      for (std::uint32_t k = 0; k <= places_[i].spellings.size(); ++k)
        near_names_->places.add(spelling_->sounds(spelling_of(places_[i], k)), i, k);
    near_names_->places.seal();
  });
  std::vector<const Place*> exact;
  for (const std::string& id : places_named(name)) exact.push_back(place(id));
  std::vector<Near> out;
  for (const auto& hit :
       ranked(near_names_->places.near(*spelling_, spelling_->sounds(name), at_most), places_, exact, name))
    out.push_back(
        {places_[hit.owner].id, std::max(0.0, hit.distance), spelling_of(places_[hit.owner], hit.spelling)});
  return out;
}

std::vector<Domain::NearActor> Domain::actors_like(std::string_view name, double at_most) const {
  std::call_once(near_names_->actors_built, [&] {
    for (std::uint32_t i = 0; i < actors_.size(); ++i)
      for (std::uint32_t k = 0; actors_[i].kind != "collective" && k <= actors_[i].spellings.size(); ++k)
        if (const std::string& spelling = spelling_of(actors_[i], k); !is_acronym(spelling))
          near_names_->actors.add(spelling_->sounds(spelling), i, k);
    near_names_->actors.seal();
  });
  std::vector<const Actor*> exact;
  for (const std::string& id : actors_named(name))
    if (actor(id)->kind != "collective") exact.push_back(actor(id));
  std::vector<NearActor> out;
  for (const auto& hit :
       ranked(near_names_->actors.near(*spelling_, spelling_->sounds(name), at_most), actors_, exact, name))
    out.push_back(
        {actors_[hit.owner].id, std::max(0.0, hit.distance), spelling_of(actors_[hit.owner], hit.spelling)});
  return out;
}

bool Domain::is_within(std::string_view inner, std::string_view outer) const {
  // Up from `inner` through `within`; at each step it is also inside every list that names it a member.
  constexpr int kDeep = 16;
  std::vector<std::string_view> open = {inner};
  std::vector<std::string_view> seen;
  for (int depth = 0; depth < kDeep && !open.empty(); ++depth) {
    std::vector<std::string_view> next;
    for (const std::string_view id : open) {
      if (id == outer) return true;
      if (std::find(seen.begin(), seen.end(), id) != seen.end()) continue;
      seen.push_back(id);
      const Place* at = place(id);
      if (at == nullptr) continue;
      if (!at->within.empty()) next.push_back(at->within);
      if (const auto it = member_of_.find(at->id); it != member_of_.end())
        next.insert(next.end(), it->second.begin(), it->second.end());
    }
    open = std::move(next);
  }
  return false;
}

bool Domain::belongs_to(std::string_view part, std::string_view whole) const {
  constexpr int kDeep = 16;
  for (int depth = 0; depth < kDeep; ++depth) {
    if (part == whole) return true;
    const Actor* at = actor(part);
    if (at == nullptr || at->part_of.empty()) return false;
    part = at->part_of;
  }
  return false;
}

const std::unordered_set<std::string>* Domain::words(std::string_view list) const {
  const auto it = word_lists_.find(std::string(list));
  return it == word_lists_.end() ? nullptr : &it->second;
}

const std::unordered_map<std::string, std::string>* Domain::table(std::string_view list) const {
  const auto it = tables_.find(std::string(list));
  return it == tables_.end() ? nullptr : &it->second;
}

}  // namespace assay::domain
