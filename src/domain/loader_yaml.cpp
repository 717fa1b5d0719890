// What each list of a pack's YAML files must look like.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "domain/loader.hpp"
#include "domain/table.hpp"

namespace assay::domain {
namespace {

constexpr std::array<std::string_view, 13> kActorKinds = {
    "army",    "militia", "party", "government", "state",     "outlet", "organisation",
    "company", "person",  "unit",  "collective", "coalition", "police"};
constexpr std::array<std::string_view, 9> kDimensions = {"mass",  "length", "area",   "volume", "duration",
                                                         "money", "share",  "people", "count"};
constexpr std::array<std::string_view, 8> kSlots = {"agent",  "target", "place",    "resource",
                                                    "object", "means",  "quantity", "time"};

template <std::size_t N>
bool has(const std::array<std::string_view, N>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

template <class Words>
std::string joined(const Words& words) {
  std::string out;
  for (const auto& word : words) out += (out.empty() ? "" : ", ") + std::string(word);
  return out;
}

}  // namespace

bool Loader::keys_known(const File& file, const YamlNode& map, std::initializer_list<std::string_view> known,
                        std::initializer_list<std::string_view> needed) {
  if (!map.is_map()) {
    fault(file, map.line, "an entry should be a map of keys and values");
    return false;
  }
  bool good = true;
  for (std::size_t i = 0; i < map.keys.size(); ++i)
    if (std::find(known.begin(), known.end(), map.keys[i]) == known.end()) {
      fault(file, map.key_lines[i],
            fmt::format("unknown key '{}'; known are {}", map.keys[i].substr(0, 60), joined(known)));
      good = false;
    }
  for (const std::string_view key : needed)
    if (map.find(key) == nullptr) {
      fault(file, map.line, fmt::format("the entry has no '{}'", key));
      good = false;
    }
  return good;
}

std::optional<std::string> Loader::entry_id(const File& file, const YamlNode& entry,
                                            std::initializer_list<std::string_view> known,
                                            std::initializer_list<std::string_view> needed, std::string& last) {
  if (!keys_known(file, entry, known, needed)) return std::nullopt;
  std::string id = word(file, entry, "id");
  if (!id_is_well_formed(file, entry.line, id)) return std::nullopt;
  in_order(file, entry.line, id, last);
  return id;
}

template <class Thing>
void Loader::keep(const File& file, int line, std::unordered_map<std::string, std::size_t>& index,
                  std::vector<Thing>& things, std::vector<At>& places, Thing thing) {
  const auto [it, fresh] = index.emplace(thing.id, things.size());
  if (!fresh) return fault(file, line, fmt::format("id '{}' is taken at {}", thing.id, text_of(places[it->second])));
  things.push_back(std::move(thing));
  places.push_back({file.number, line});
}

std::string Loader::word(const File& file, const YamlNode& map, std::string_view key) {
  const YamlNode* node = map.find(key);
  if (node == nullptr) return {};
  if (!node->is_scalar()) {
    fault(file, node->line, fmt::format("'{}' should be one word or phrase", key));
    return {};
  }
  return std::string(trimmed(node->text));
}

std::vector<std::string> Loader::words(const File& file, const YamlNode& map, std::string_view key) {
  std::vector<std::string> out;
  const YamlNode* node = map.find(key);
  if (node == nullptr) return out;
  if (!node->is_list()) {
    fault(file, node->line, fmt::format("'{}' should be a list: [one, two]", key));
    return out;
  }
  for (const YamlNode& item : node->items) {
    const std::string text(trimmed(item.text));
    if (!item.is_scalar() || text.empty()) {
      fault(file, item.line, fmt::format("'{}' should hold words alone, none of them empty", key));
    } else if (std::find(out.begin(), out.end(), text) != out.end()) {
      fault(file, item.line, fmt::format("'{}' stands twice in '{}'", text, key));
    } else {
      out.push_back(text);
    }
  }
  return out;
}

bool Loader::add_actor(const File& file, int line, Actor actor) {
  const auto [it, fresh] = domain_.actor_index_.emplace(actor.id, domain_.actors_.size());
  const At at{file.number, line};
  if (!fresh) {
    // A country pack may say more of what base only knows in general.
    if (domain_.actors_[it->second].pack != "base" || actor.pack == "base") {
      fault(file, line, fmt::format("id '{}' is taken at {}", actor.id, text_of(actor_at_[it->second])));
      return false;
    }
    domain_.actors_[it->second] = std::move(actor);
    actor_at_[it->second] = at;
    return true;
  }
  domain_.actors_.push_back(std::move(actor));
  actor_at_.push_back(at);
  return true;
}

void Loader::read_actors(const File& file, const YamlNode& list, const std::string& pack) {
  std::string last;
  for (const YamlNode& entry : list.items) {
    if (stopped()) return;
    auto id = entry_id(file, entry,
                       {"id", "name", "kind", "spellings", "described", "part_of", "relation", "allies", "side",
                        "office"},
                       {"id", "name", "kind"}, last);
    if (!id) continue;
    Actor actor;
    actor.id = std::move(*id);
    actor.name = word(file, entry, "name");
    if (fold(actor.name).empty()) fault(file, entry.line, "'name' has no letter or digit");
    actor.kind = word(file, entry, "kind");
    if (!has(kActorKinds, actor.kind))
      fault(file, entry.line,
            fmt::format("unknown kind '{}'; known are {}", actor.kind, joined(kActorKinds)));
    actor.spellings = words(file, entry, "spellings");
    actor.described = words(file, entry, "described");
    for (const auto* names : {&actor.spellings, &actor.described})
      for (const std::string& name : *names)
        if (fold(name).empty())
          fault(file, entry.line, fmt::format("spelling '{}' has no letter or digit", name));
    actor.part_of = word(file, entry, "part_of");
    actor.relation = word(file, entry, "relation");
    actor.allies = words(file, entry, "allies");
    actor.side = word(file, entry, "side");
    actor.office = word(file, entry, "office");
    actor.pack = pack;
    refer(domain_.actor_index_, actor.part_of, file, entry.line, "'part_of' names");
    refer(domain_.actor_index_, actor.side, file, entry.line, "'side' names");
    for (const std::string& ally : actor.allies)
      refer(domain_.actor_index_, ally, file, entry.line, "'allies' names");
    if (!actor.office.empty() && actor.kind != "person")
      fault(file, entry.line, "only a person has an 'office'");
    if (!actor.relation.empty() && actor.part_of.empty())
      fault(file, entry.line, "'relation' without 'part_of'");
    add_actor(file, entry.line, std::move(actor));
  }
}

void Loader::read_gates(const File& file, const YamlNode& list, const std::string& pack) {
  std::string last;
  for (const YamlNode& entry : list.items) {
    if (stopped()) return;
    auto id = entry_id(file, entry,
                       {"id", "place", "name", "spellings", "near", "far", "cargo", "official", "members"},
                       {"id", "place", "name"}, last);
    if (!id) continue;
    Gate gate;
    gate.id = std::move(*id);
    gate.place = word(file, entry, "place");
    gate.name = word(file, entry, "name");
    gate.spellings = words(file, entry, "spellings");
    gate.cargo = words(file, entry, "cargo");
    gate.members = words(file, entry, "members");
    gate.pack = pack;
    const auto side = [&](std::string_view key, Gate::Side& out) {
      const YamlNode* node = entry.find(key);
      if (node == nullptr)
        return fault(file, entry.line, fmt::format("the gate has one side only: no '{}'", key));
      if (!keys_known(file, *node, {"country", "place"}, {"country"})) return;
      out.country = word(file, *node, "country");
      out.place = word(file, *node, "place");
      refer(domain_.actor_index_, out.country, file, node->line, "'country' names");
    };
    side("near", gate.near);
    side("far", gate.far);
    const std::string official = word(file, entry, "official");
    gate.official = official == "true";
    if (!official.empty() && official != "true" && official != "false")
      fault(file, entry.line, "'official' is true or false");
    refer(domain_.place_index_, gate.place, file, entry.line, "'place' names");
    for (const std::string& member : gate.members)
      refer(domain_.gate_index_, member, file, entry.line, "'members' names");
    for (const std::string& cargo : gate.cargo)
      if (cargo != "people" && cargo != "goods")
        refer(domain_.resource_index_, cargo, file, entry.line, "'cargo' names");
    keep(file, entry.line, domain_.gate_index_, domain_.gates_, gate_at_, std::move(gate));
  }
}

void Loader::read_resources(const File& file, const YamlNode& list, const std::string& pack) {
  std::string last;
  for (const YamlNode& entry : list.items) {
    if (stopped()) return;
    auto id = entry_id(file, entry, {"id", "name", "spellings", "broader"}, {"id", "name"}, last);
    if (!id) continue;
    Resource resource;
    resource.id = std::move(*id);
    resource.name = word(file, entry, "name");
    resource.spellings = words(file, entry, "spellings");
    resource.broader = word(file, entry, "broader");
    resource.pack = pack;
    refer(domain_.resource_index_, resource.broader, file, entry.line, "'broader' names");
    keep(file, entry.line, domain_.resource_index_, domain_.resources_, resource_at_, std::move(resource));
  }
}

void Loader::read_units(const File& file, const YamlNode& list) {
  std::string last;
  for (const YamlNode& entry : list.items) {
    if (stopped()) return;
    if (!keys_known(file, entry, {"id", "spellings", "dimension", "factor"}, {"id", "dimension"})) continue;
    Unit unit;
    unit.id = word(file, entry, "id");
    in_order(file, entry.line, unit.id, last);
    unit.dimension = word(file, entry, "dimension");
    if (!has(kDimensions, unit.dimension))
      fault(file, entry.line,
            fmt::format("unknown dimension '{}'; known are {}", unit.dimension, joined(kDimensions)));
    // Money and counted things convert to nothing but themselves.
    const bool alone = unit.dimension == "money" || unit.dimension == "count" || unit.dimension == "people";
    const YamlNode* factor = entry.find("factor");
    if (factor == nullptr && !alone)
      fault(file, entry.line, fmt::format("unit '{}' has no 'factor' to its dimension's base unit", unit.id));
    if (factor != nullptr && (!read_number(factor->text, unit.factor) || unit.factor <= 0))
      fault(file, factor->line, "'factor' should be a number above zero");
    unit.spellings = words(file, entry, "spellings");
    const std::size_t index = domain_.units_.size();
    std::vector<std::string> names = unit.spellings;
    names.push_back(unit.id);
    for (const std::string& name : names) {
      const auto [it, fresh] = domain_.unit_names_.emplace(unit_key(name), index);
      if (!fresh && it->second != index)
        fault(file, entry.line,
              fmt::format("'{}' names '{}' and '{}' alike", name, domain_.units_[it->second].id, unit.id));
    }
    domain_.units_.push_back(std::move(unit));
  }
}

void Loader::read_types(const File& file, const YamlNode& list) {
  const auto all = all_claim_types();
  for (const YamlNode& entry : list.items) {
    if (stopped()) return;
    if (!keys_known(file, entry, {"id", "group", "gloss", "slots"}, {"id", "group", "gloss", "slots"}))
      continue;
    TypeInfo info;
    const std::string id = word(file, entry, "id");
    const auto type = claim_type_of(id);
    if (!type) {
      fault(file, entry.line, fmt::format("'{}' is no type of the codebook", id));
      continue;
    }
    const std::size_t expected = domain_.types_.size();
    if (expected >= all.size() || all[expected] != *type) {
      fault(file, entry.line,
            fmt::format("type '{}' stands out of the codebook's order, where '{}' should", id,
                        expected < all.size() ? name_of(all[expected]) : "nothing"));
      continue;
    }
    info.type = *type;
    info.group = word(file, entry, "group");
    info.gloss = word(file, entry, "gloss");
    info.slots = words(file, entry, "slots");
    for (const std::string& slot : info.slots)
      if (!has(kSlots, slot))
        fault(file, entry.line, fmt::format("unknown slot '{}'; known are {}", slot, joined(kSlots)));
    domain_.types_.push_back(std::move(info));
  }
  if (domain_.types_.size() < all.size() && !stopped())
    fault(file, list.line,
          fmt::format("type '{}' of the codebook is missing", name_of(all[domain_.types_.size()])));
}

void Loader::read_pack_info(const File& file, const YamlNode& map, const std::string& pack) {
  if (!keys_known(file, map, {"name", "country"}, {"name"})) return;
  Pack& info = domain_.pack_infos_.back();
  info.id = pack;
  info.name = word(file, map, "name");
  info.country = word(file, map, "country");
  refer(domain_.actor_index_, info.country, file, map.line, "'country' names");
}

}  // namespace assay::domain
