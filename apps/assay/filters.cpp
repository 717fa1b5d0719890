#include "apps/assay/filters.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "domain/domain.hpp"

namespace assay::app {
namespace {

using ledger::Slot;

// Ids in the ledger that are `name`, or whose name is after folding: for what no pack knows.
std::vector<std::string> in_ledger(const std::string& name, const std::vector<Slot>& slots,
                                   Context& context) {
  std::vector<std::string> ids;
  std::string folded = domain::fold(name);
  for (const ledger::Entity& entity : context.ledger().entities(slots))
    if (entity.id == name || domain::fold(entity.name) == folded) ids.push_back(entity.id);
  return ids;
}

void append_new(std::vector<std::string>& ids, const std::string& id) {
  if (std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(id);
}

Error nobody(const std::string& kind, const std::string& name, const std::string& hint) {
  return {ErrorCode::kNotFound,
          fmt::format("no {} is called '{}', neither in the packs nor in the ledger{}", kind, name, hint),
          ""};
}

// `names` as values of an enum whose names go on until the last one.
template <class T, class Parse>
std::vector<T> parsed(const std::vector<std::string>& names, const char* kind, T last, Parse parse) {
  std::vector<T> values;
  for (const std::string& name : names) {
    auto value = parse(name);
    if (!value) {
      std::string all;
      for (int i = 0; i <= static_cast<int>(last); ++i)
        all += (i > 0 ? ", " : "") + std::string(name_of(static_cast<T>(i)));
      throw Refused(
          {ErrorCode::kBadArgument, fmt::format("'{}' is no {}; there are {}", name, kind, all), ""});
    }
    values.push_back(*value);
  }
  return values;
}

}  // namespace

std::vector<std::string> place_ids(const std::string& name, Context& context) {
  const domain::Domain& domain = context.domain();
  std::vector<std::string> ids;
  if (domain.place(name) != nullptr) ids.push_back(name);
  for (const std::string& id : domain.places_named(name)) append_new(ids, id);
  for (const std::string& id : domain.gates_named(name)) append_new(ids, domain.gate(id)->place);
  for (const std::string& id : in_ledger(name, {Slot::kPlace}, context)) append_new(ids, id);
  if (!ids.empty()) return ids;
  constexpr double kNearEnough = 0.25;  // a slip of a letter or two in a word
  std::string hint;
  for (const auto& near : domain.places_like(name, kNearEnough)) {
    if (std::count(hint.begin(), hint.end(), ',') >= 3) break;
    hint += (hint.empty() ? "; did you mean " : ", ") + domain.place(near.place)->name;
  }
  throw Refused(nobody("place", name, hint.empty() ? "" : hint + "?"));
}

std::vector<std::string> actor_ids(const std::string& name, Context& context) {
  const domain::Domain& domain = context.domain();
  std::vector<std::string> ids;
  if (domain.actor(name) != nullptr) ids.push_back(name);
  for (const std::string& id : domain.actors_named(name)) append_new(ids, id);
  for (const std::string& id : in_ledger(name, {Slot::kAgent, Slot::kTarget, Slot::kSpeaker}, context))
    append_new(ids, id);
  if (ids.empty()) throw Refused(nobody("actor", name, ""));
  return ids;
}

void add_claim_filters(Options& options, ClaimFilters& filters) {
  options.option("--type", filters.types, "Type of claim, e.g. capture; repeatable, as all these filters are")
      .value_name("TYPE");
  options.option("--place", filters.places, "A place and what lies within it").value_name("PLACE");
  options.option("--actor", filters.actors, "Who acts or is acted upon, with wings and units")
      .value_name("ACTOR");
  options.option("--speaker", filters.speakers, "Who says so").value_name("ACTOR");
  options.option("--resource", filters.resources, "What is dug, sold or taxed").value_name("RESOURCE");
  options
      .option("--stance", filters.stances,
              "asserted, claimed, denied, unverified, planned, predicted, conditional")
      .value_name("STANCE");
  options.option("--document", filters.documents, "A report, by name or id").value_name("REPORT");
  options.option("--from", filters.from, "Claims of what was so on this day or later");
  options.option("--to", filters.to, "Claims of what was so on this day or earlier");
  options.option("--as-known", filters.as_known, "Only reports that were certainly out on this day");
  options.option("--as-recorded", filters.as_recorded, "The ledger as it stood at this instant");
  options.option("--limit", filters.limit, "At most so many; 0 for all").range(0, 1e9);
}

ledger::ClaimQuery query_of(const ClaimFilters& filters, Context& context) {
  ledger::ClaimQuery query;
  query.types = parsed<ClaimType>(filters.types, "type of claim", ClaimType::kUnverified, claim_type_of);
  query.stances = parsed<Stance>(filters.stances, "stance", Stance::kConditional, stance_of);
  for (const std::string& name : filters.places) {
    for (const std::string& id : place_ids(name, context)) {
      append_new(query.places, id);
      for (const domain::Place& place : context.domain().places())
        if (place.id != id && context.domain().is_within(place.id, id)) query.places.push_back(place.id);
    }
  }
  auto add_actor = [&](std::vector<std::string>& ids, const std::string& name) {
    for (const std::string& id : actor_ids(name, context)) {
      append_new(ids, id);
      for (const domain::Actor& actor : context.domain().actors())
        if (actor.id != id && context.domain().belongs_to(actor.id, id)) ids.push_back(actor.id);
    }
  };
  for (const std::string& name : filters.actors) add_actor(query.actors, name);
  for (const std::string& name : filters.speakers) add_actor(query.speakers, name);
  for (const std::string& name : filters.resources) {
    const auto& ids = context.domain().resources_named(name);
    query.resources.insert(query.resources.end(), ids.begin(), ids.end());
    append_new(query.resources, name);
  }
  for (const std::string& name : filters.documents) {
    if (!context.ledger().document(name))
      throw Refused({ErrorCode::kNotFound,
                     fmt::format("the ledger has no report '{}': `assay documents` lists them", name), ""});
    query.documents.push_back(name);
  }
  if (filters.from || filters.to) {
    query.valid = Interval{filters.from, filters.to ? std::optional(filters.to->plus_days(1)) : std::nullopt};
    if (query.valid->empty())
      throw Refused({ErrorCode::kBadArgument, "--from lies after --to, so that no claim can match", ""});
  }
  query.known_by = filters.as_known;
  query.as_recorded = filters.as_recorded;
  if (filters.limit > 0) query.limit = filters.limit;
  return query;
}

}  // namespace assay::app
