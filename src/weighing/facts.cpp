#include "weighing/facts.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace assay::weighing {
namespace {

constexpr std::size_t kMostNamesakes = 12;
const std::string kNone;
const std::vector<std::string> kNowhere;

bool listed(const std::vector<std::string>& words, const std::string& text) {
  return std::any_of(words.begin(), words.end(),
                     [&text](const std::string& word) { return text.find(word) != std::string::npos; });
}

bool has_kind(const domain::Place& place, std::string_view kind) {
  return std::find(place.kinds.begin(), place.kinds.end(), kind) != place.kinds.end();
}

}  // namespace

Facts::Facts(const std::vector<domain::Actor>& actors, const std::vector<domain::Place>& places,
             const std::vector<domain::Gate>& gates, const Params& params) {
  std::map<std::string, std::string> wings;  // a front's armed wing
  for (const auto& actor : actors) {
    actors_.emplace(actor.id, actor);
    if (!actor.part_of.empty() && listed(params.armed_wing, actor.relation)) wings.emplace(actor.part_of, actor.id);
  }
  const auto rise = [&](std::string id) {
    for (int step = 0; step < 12; ++step) {
      const auto at = actors_.find(id);
      if (at == actors_.end()) break;
      const auto& actor = at->second;
      const bool person = actor.kind == "person";
      if (!actor.part_of.empty() && (listed(params.roll_up, actor.relation) || person)) id = actor.part_of;
      else if (const auto wing = wings.find(id); wing != wings.end()) { id = wing->second; break; }
      else break;
    }
    return id;
  };
  for (const auto& [id, actor] : actors_) {
    party_[id] = rise(id);
    const auto& kind = actor.kind;
    if (kind == "person" ? !actor.part_of.empty() : kind != "outlet" && kind != "organisation" && kind != "company" && kind != "collective")
      voice_[id] = rise(id);
  }
  std::map<std::string, std::vector<std::string>> named;
  for (const auto& actor : actors) {
    named[domain::fold(actor.name)].push_back(actor.id);
    for (const auto& spelling : actor.spellings) named[domain::fold(spelling)].push_back(actor.id);
  }
  for (auto& [name, ids] : named) {
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    if (ids.size() == 1) actor_named_[name] = ids.front();
  }
  std::map<std::string, std::vector<std::string>> same;
  for (const auto& place : places) {
    places_.emplace(place.id, place);
    for (const auto& member : place.members) regions_[member].push_back(place.id);
    // What a report may mean by the same word: a township is called by its town's name, with its kind or without.
    std::set<std::string> names = {domain::fold(place.name)};
    for (const auto& spelling : place.spellings) names.insert(domain::fold(spelling));
    for (const auto& kind : place.kinds)
      if (const auto bare = domain::fold(place.name), tail = domain::fold(kind); bare.size() > tail.size() && bare.ends_with(tail))
        names.insert(bare.substr(0, bare.size() - tail.size()));
    // The town's name begins that of the area around it.
    for (auto space = place.name.find(' '); space != std::string::npos; space = place.name.find(' ', space + 1))
      names.insert(domain::fold(std::string_view(place.name).substr(0, space)));
    for (const auto& name : names) same[name].push_back(place.id);
  }
  for (const auto& gate : gates) {
    gates_.emplace(gate.id, gate);
    if (!gate.place.empty()) gate_at_.emplace(gate.place, gate.id);
    for (const auto& member : gate.members) borders_[member].push_back(gate.id);
  }
  for (auto& [id, list] : regions_) std::sort(list.begin(), list.end());
  for (auto& [id, list] : borders_) std::sort(list.begin(), list.end());
  const auto near = [this](const std::string& a, const std::string& b) {
    return is_within(a, b) || is_within(b, a) || (!place(a)->within.empty() && place(a)->within == place(b)->within);
  };
  for (auto& [name, ids] : same) {
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    if (ids.size() > kMostNamesakes) continue;  // a word for a kind of place
    for (const auto& id : ids)
      for (const auto& other : ids)
        if (id != other && !is_wide(id) && !is_wide(other) && near(id, other)) namesakes_[id].push_back(other);
  }
  for (auto& [id, list] : namesakes_) {
    std::sort(list.begin(), list.end());
    list.erase(std::unique(list.begin(), list.end()), list.end());
  }
}

const domain::Actor* Facts::actor(const std::string& id) const {
  const auto at = actors_.find(id);
  return at == actors_.end() ? nullptr : &at->second;
}
const domain::Place* Facts::place(const std::string& id) const {
  const auto at = places_.find(id);
  return at == places_.end() ? nullptr : &at->second;
}
const domain::Gate* Facts::gate(const std::string& id) const {
  const auto at = gates_.find(id);
  return at == gates_.end() ? nullptr : &at->second;
}
const domain::Gate* Facts::gate_at(const std::string& place) const {
  const auto at = gate_at_.find(place);
  return at == gate_at_.end() ? nullptr : gate(at->second);
}

const domain::Actor* Facts::actor_named(std::string_view name) const {
  const auto at = actor_named_.find(domain::fold(name));
  return at == actor_named_.end() ? nullptr : actor(at->second);
}

const std::string& Facts::party_of(const std::string& id) const {
  const auto at = party_.find(id);
  return at == party_.end() ? id : at->second;
}

std::string Facts::speaks_for(const std::string& id) const {
  const auto at = voice_.find(id);
  return at == voice_.end() ? kNone : at->second;
}

const std::string& Facts::side_of(const std::string& id) const {
  const auto* own = actor(id);
  if (own && !own->side.empty()) return own->side;
  const auto* party = actor(party_of(id));
  return party ? party->side : kNone;
}

bool Facts::same_side(const std::string& a, const std::string& b) const {
  const auto &x = party_of(a), &y = party_of(b);
  if (x == y) return true;
  const auto &left = side_of(a), &right = side_of(b);
  if (!left.empty() && left == right) return true;
  const auto* actor_a = actor(x);
  return actor_a && std::find(actor_a->allies.begin(), actor_a->allies.end(), y) != actor_a->allies.end();
}

bool Facts::is_collective(const std::string& id) const {
  const auto* found = actor(id);
  return found && found->kind == "collective";
}

bool Facts::is_state(const std::string& id) const {
  const auto* found = actor(id);
  return found && (found->kind == "state" || found->kind == "government");
}

std::string Facts::name_of_actor(const std::string& id) const {
  const auto* found = actor(id);
  return found && !found->name.empty() ? found->name : id;
}

std::string Facts::name_of_place(const std::string& id) const {
  const auto* found = place(id);
  if (found && !found->name.empty()) return found->name;
  const auto* crossing = gate(id);
  return crossing && !crossing->name.empty() ? crossing->name : id;
}

bool Facts::is_within(const std::string& inner, const std::string& outer) const {
  const std::string* at = &inner;
  for (int step = 0; step < 12 && !at->empty(); ++step) {
    if (*at == outer) return true;
    const auto& regions = regions_of(*at);
    if (std::binary_search(regions.begin(), regions.end(), outer)) return true;
    const auto* found = place(*at);
    if (!found) return false;
    at = &found->within;
  }
  return false;
}

const std::vector<std::string>& Facts::regions_of(const std::string& id) const {
  const auto at = regions_.find(id);
  return at == regions_.end() ? kNowhere : at->second;
}
const std::vector<std::string>& Facts::borders_of(const std::string& id) const {
  const auto at = borders_.find(id);
  return at == borders_.end() ? kNowhere : at->second;
}
const std::vector<std::string>& Facts::namesakes(const std::string& id) const {
  const auto at = namesakes_.find(id);
  return at == namesakes_.end() ? kNowhere : at->second;
}

bool Facts::is_wide(const std::string& id) const {
  const auto* found = place(id);
  return found && (has_kind(*found, "state") || has_kind(*found, "country") || has_kind(*found, "river") || has_kind(*found, "road"));
}

}  // namespace assay::weighing
