// What the page asks first: what there is, from when to when, and how much is published on which day.
#include <algorithm>
#include <map>

#include "domain/domain.hpp"
#include "serve/flow_desk.hpp"
#include "serve/show.hpp"

namespace assay::serve {
namespace {

// "KIA" for the Kachin Independence Army: its first acronym, else its name.
std::string short_name(const domain::Actor* actor, const std::string& name) {
  if (actor)
    for (const auto& spelling : actor->spellings)
      if (domain::is_acronym(spelling)) return spelling;
  return name;
}

Json bounds_of(const Snapshot& snapshot) {
  double west = 180, south = 90, east = -180, north = -90;
  for (const auto& id : snapshot.tracks().places()) {
    const auto* place = snapshot.domain().place(id);
    if (!place || !place->latitude || !place->longitude || snapshot.facts().is_wide(id)) continue;
    west = std::min(west, *place->longitude), east = std::max(east, *place->longitude);
    south = std::min(south, *place->latitude), north = std::max(north, *place->latitude);
  }
  if (west > east) return nullptr;
  return Json::array({west, south, east, north});
}

}  // namespace

Response show_meta(Call& call) {
  call.query.done();
  const Snapshot& snapshot = call.snapshot;
  Json json;
  json["version"] = call.api.options().engine;
  json["engine"] = call.api.options().engine;
  json["ledger"] = call.api.options().ledger.filename().string();
  json["stamp"] = snapshot.stamp();
  json["ready"] = snapshot.is_prepared();
  json["edit"] = call.api.options().edit;
  json["flow"] = call.api.flows().available();
  auto packs = Json::array();
  for (const auto& pack : snapshot.domain().pack_infos()) packs.push_back({{"id", pack.id}, {"name", pack.name}});
  json["packs"] = std::move(packs);
  const auto& counts = snapshot.counts();
  json["counts"] = {{"documents", counts.documents},
                    {"claims", snapshot.statements().size()},
                    {"events", snapshot.events() ? Json(snapshot.events()->size()) : Json()},
                    {"places", snapshot.tracks().places().size()},
                    {"gates", snapshot.domain().gates().size()},
                    {"disputes", snapshot.disputes() ? Json(snapshot.disputes()->size()) : Json()},
                    {"rejections", counts.rejections},
                    {"judgements", counts.judgements}};
  const auto& days = snapshot.days();
  json["first_day"] = days.first.iso(), json["last_day"] = days.last.iso();
  json["focus"] = {days.focus_from.iso(), days.focus_to.iso()};
  json["known_first"] = days.known_first.iso(), json["known_last"] = days.known_last.iso();
  json["bounds"] = bounds_of(snapshot);
  auto actors = Json::array();
  for (const auto& id : snapshot.tracks().parties()) {
    const auto* actor = snapshot.domain().actor(id);
    const std::string name = snapshot.name_of_actor(id);
    actors.push_back({{"id", id}, {"name", name}, {"short", short_name(actor, name)}, {"colour_index", actors.size()},
                      {"kind", actor ? Json(actor->kind) : Json()}, {"side", actor && !actor->side.empty() ? Json(actor->side) : Json()}});
  }
  json["actors"] = std::move(actors);
  return reply(json);
}

Response show_activity(Call& call) {
  call.query.done();
  const auto& corpus = call.snapshot.corpus();
  struct Count {
    int published = 0, events = 0;
  };
  std::map<Day, Count> by_day;
  for (const auto& report : corpus.reports())
    if (corpus.visible(report, {})) ++by_day[report.known].published;
  for (const auto number : call.snapshot.statements()) {
    const auto& s = corpus.statements()[number];
    if (s.happened() && s.time.from && s.time.to && *s.time.to - *s.time.from <= 1) ++by_day[*s.time.from].events;
  }
  auto days = Json::array(), published = Json::array(), events = Json::array();
  for (const auto& [day, count] : by_day) {
    days.push_back(day.iso());
    published.push_back(count.published);
    events.push_back(count.events);
  }
  return reply({{"unit", "day"}, {"days", days}, {"published", published}, {"events", events}});
}

}  // namespace assay::serve
