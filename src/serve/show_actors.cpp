// One actor: who it is, what ground it holds on a day, what is said of it and what it says.
#include <algorithm>

#include "serve/show.hpp"

namespace assay::serve {
namespace {

constexpr std::size_t kMostHeld = 500, kMostEvents = 50;

Json named(const Snapshot& snapshot, const std::string& id) { return {{"id", id}, {"name", snapshot.name_of_actor(id)}}; }

}  // namespace

Response show_actor(Call& call) {
  const Day on = call.on();
  const auto clocks = call.clocks();
  call.query.done();
  const Snapshot& snapshot = call.snapshot;
  const auto& corpus = snapshot.corpus();
  const std::string id = actor_id(snapshot, call.ids[0]);
  const auto* actor = snapshot.domain().actor(id);
  Json json{{"id", id}, {"name", snapshot.name_of_actor(id)}};
  json["native"] = actor ? native_name(actor->spellings) : Json();
  json["kind"] = actor ? Json(actor->kind) : Json();
  json["side"] = actor && !actor->side.empty() ? Json(actor->side) : Json();
  json["part_of"] = actor && !actor->part_of.empty() ? named(snapshot, actor->part_of) : Json();
  json["office"] = actor && !actor->office.empty() ? Json(actor->office) : Json();
  auto wings = Json::array(), allies = Json::array();
  for (const auto& other : snapshot.domain().actors())
    if (other.part_of == id) wings.push_back({{"id", other.id}, {"name", other.name}, {"relation", other.relation}});
  if (actor)
    for (const auto& ally : actor->allies) allies.push_back(named(snapshot, ally));
  json["wings"] = std::move(wings), json["allies"] = std::move(allies);
  json["spellings"] = actor ? Json(actor->spellings) : Json::array();

  const auto& tracks = snapshot.tracks();
  const auto at = std::find(tracks.parties().begin(), tracks.parties().end(), id);
  struct Held {
    std::uint32_t claims;
    std::size_t place;
    std::shared_ptr<const holding::Track> track;
    bool joint;
  };
  std::vector<Held> held;
  if (at != tracks.parties().end()) {
    const auto number = static_cast<std::uint16_t>(at - tracks.parties().begin());
    for (std::size_t k = 0; k < tracks.places().size(); ++k) {
      if (!snapshot.is_ground(k)) continue;
      auto track = tracks.find(k, clocks.as_known);
      if (!track) {
        if (call.complete) call.api.make_ahead(call.held, clocks.as_known);
        call.complete = false;
        continue;
      }
      const auto& run = track->on(on);
      if (run.holders < 0) continue;
      const auto& set = tracks.holders(run.holders);
      if (std::binary_search(set.begin(), set.end(), number)) held.push_back({tracks.claims(k, clocks.as_known), k, std::move(track), set.size() > 1});
    }
  }
  std::stable_sort(held.begin(), held.end(), [](const Held& a, const Held& b) { return a.claims > b.claims; });
  json["holds_total"] = held.size();
  auto holds = Json::array();
  for (const Held& one : held) {
    if (holds.size() == kMostHeld) break;
    const auto& place = tracks.places()[one.place];
    holds.push_back({{"id", place}, {"name", snapshot.name_of_place(place)}, {"p", one.track->on(on).percent / 100.0}, {"joint", one.joint}, {"since", day_or_null(one.track->since(on))}});
  }
  json["holds"] = std::move(holds);
  json["complete"] = call.complete;

  // Claims about it, and statements of voices that speak for it.
  const auto symbol = corpus.symbols().find(id);
  json["claims_about"] = snapshot.known_by(snapshot.about_actor(symbol), clocks.as_known).size();
  json["statements"] = snapshot.known_by(snapshot.voiced_by(symbol), clocks.as_known).size();
  auto events = Json::array();
  if (const auto* all = snapshot.events()) {
    for (const auto number : snapshot.events_of_actor(symbol)) {
      if (events.size() == kMostEvents) break;
      const auto& event = (*all)[number];
      if (event.time.from.value_or(*event.time.to) <= on) events.push_back(event_row(snapshot, event));
    }
  } else {
    call.complete = false;
  }
  json["events"] = std::move(events);
  return reply(json);
}

}  // namespace assay::serve
