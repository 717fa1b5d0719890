// FollowTheMoney (followthemoney.tech): actors, places, reports and happenings as entities, one JSON object a line, or
// the same as statements, one a value.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <ostream>
#include <set>

#include "base/digest.hpp"
#include "serve/export_parts.hpp"
#include "serve/show.hpp"

namespace assay::serve {
namespace {

constexpr const char* kDataset = "assay";

// Types of the properties that are used here, as the model's schemata give them; all others are strings.
const std::map<std::string, std::string>& property_types() {
  static const std::map<std::string, std::string> kTypes = {
      {"name", "name"},        {"alias", "name"},          {"country", "country"},    {"startDate", "date"},    {"endDate", "date"},    {"date", "date"},
      {"publishedAt", "date"}, {"sourceUrl", "url"},       {"summary", "text"},       {"involved", "entity"},   {"proof", "entity"},    {"member", "entity"},
      {"organization", "entity"}, {"location", "address"}, {"addressEntity", "entity"}, {"latitude", "number"}, {"longitude", "number"}};
  return kTypes;
}

struct Entity {
  std::string id, schema;
  std::map<std::string, std::vector<std::string>> properties;  // sorted, so that equal entities are equal bytes

  void add(const std::string& name, const std::string& value) {
    if (value.empty()) return;
    auto& values = properties[name];
    if (std::find(values.begin(), values.end(), value) == values.end()) values.push_back(value);
  }
};

void write_entity(const Entity& entity, std::ostream& out) {
  Json json{{"id", entity.id}, {"schema", entity.schema}, {"datasets", {kDataset}}, {"properties", Json::object()}};
  for (const auto& [name, values] : entity.properties) json["properties"][name] = values;
  out << json.dump(-1, ' ', false, Json::error_handler_t::replace) << '\n';
}

void write_statements(const Entity& entity, const std::string& seen, std::ostream& out) {
  for (const auto& [name, values] : entity.properties) {
    const auto type = property_types().find(name);
    for (const auto& value : values) {
      const std::string id = sha256_hex(fmt::format("{}.{}.{}.{}", kDataset, entity.id, name, value)).substr(0, 40);
      const Json json{{"id", id}, {"entity_id", entity.id}, {"canonical_id", entity.id}, {"prop", name}, {"prop_type", type == property_types().end() ? "string" : type->second}, {"schema", entity.schema},
                      {"value", value}, {"dataset", kDataset}, {"lang", nullptr}, {"original_value", nullptr}, {"external", false}, {"first_seen", seen}, {"last_seen", seen}};
      out << json.dump(-1, ' ', false, Json::error_handler_t::replace) << '\n';
    }
  }
}

}  // namespace

void Exporter::ftm(std::ostream& out, bool statements) const {
  const auto& domain = snapshot_.domain();
  const std::string seen = snapshot_.recorded().iso().substr(0, 19);
  const auto write = [&](const Entity& entity) { statements ? write_statements(entity, seen, out) : write_entity(entity, out); };
  std::set<std::string> actors, places, documents;
  std::vector<Entity> events;
  for (const ExportEvent& one : events_) {
    const auto& event = *one.event;
    if (!event.happened) continue;
    Entity entity{"assay-" + event.id, "Event", {}};
    const std::string type(name_of(event.type));
    entity.add("name", type + (one.place.empty() ? "" : ": " + snapshot_.name_of_place(one.place)));
    entity.add("startDate", one.first.iso());
    entity.add("endDate", one.last.iso());
    if (one.first == one.last) entity.add("date", one.first.iso());
    for (const auto* list : {&one.agents, &one.targets})
      for (const auto& id : *list) entity.add("involved", "assay-actor-" + id), actors.insert(id);
    if (!one.place.empty()) {
      entity.add("location", snapshot_.name_of_place(one.place));
      entity.add("addressEntity", "assay-place-" + one.place);
      entity.add("country", country_of(one.place));
      places.insert(one.place);
    }
    for (const auto& id : one.documents) entity.add("proof", "assay-report-" + id), documents.insert(id);
    entity.add("keywords", type);
    entity.add("recordId", event.id);
    entity.add("summary", fmt::format("{} of {} claims, {} voices, belief {:.2f}", type, one.claims.size(), event.origins.size(), event.belief.value()));
    events.push_back(std::move(entity));
  }
  // And the bodies that they are part of.
  for (bool grown = true; grown;) {
    grown = false;
    for (const auto& id : std::set<std::string>(actors))
      if (const auto* actor = domain.actor(id); !actor->part_of.empty() && is_public(actor->part_of)) grown |= actors.insert(actor->part_of).second;
  }
  for (const auto& id : actors) {
    const auto& actor = *domain.actor(id);
    Entity entity{"assay-actor-" + id, settings_.schemata.at(actor.kind), {}};
    entity.add("name", actor.name);
    for (const auto& spelling : actor.spellings) entity.add("alias", spelling);
    if (const auto code = settings_.countries.find(id); code != settings_.countries.end()) entity.add("country", code->second);
    if (entity.schema == "Person") entity.add("position", actor.office);
    write(entity);
  }
  for (const auto& id : actors) {
    const auto& actor = *domain.actor(id);
    if (actor.part_of.empty() || !actors.count(actor.part_of) || settings_.schemata.at(domain.actor(actor.part_of)->kind) == "Person") continue;
    Entity entity{"assay-membership-" + id, "Membership", {}};
    entity.add("member", "assay-actor-" + id);
    entity.add("organization", "assay-actor-" + actor.part_of);
    entity.add("role", actor.relation);
    write(entity);
  }
  for (const auto& id : places) {
    const auto& place = *domain.place(id);
    Entity entity{"assay-place-" + id, "Address", {}};
    entity.add("full", place.name);
    entity.add("city", place.name);
    entity.add("region", ancestor(id, {"state", "region", "province"}));
    entity.add("country", country_of(id));
    if (place.latitude) entity.add("latitude", fmt::format("{:.5f}", *place.latitude));
    if (place.longitude) entity.add("longitude", fmt::format("{:.5f}", *place.longitude));
    write(entity);
  }
  for (const auto& id : documents) {
    const auto* stored = snapshot_.document(id);
    if (!stored) continue;
    Entity entity{"assay-report-" + id, "Article", {}};
    entity.add("title", stored->document.title);
    entity.add("fileName", stored->document.name);
    entity.add("publisher", stored->document.outlet);
    if (stored->document.url.starts_with("http")) entity.add("sourceUrl", stored->document.url);
    if (const auto& day = stored->document.published.day; day.days() == 1) entity.add("publishedAt", day.from->iso());
    write(entity);
  }
  for (const auto& event : events) write(event);
}

}  // namespace assay::serve
