// One actor: who it is, what ground it holds on a day, what is said of it and what it says.
#include <algorithm>

#include "serve/show.hpp"

namespace assay::serve {
namespace {

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
  auto holds = Json::array();
  if (at != tracks.parties().end()) {
    const auto number = static_cast<std::uint16_t>(at - tracks.parties().begin());
    for (std::size_t k = 0; k < tracks.places().size(); ++k) {
      const auto track = tracks.find(k, clocks.as_known);
      if (!track) {
        call.complete = false;
        continue;
      }
      const auto& run = track->on(on);
      if (run.holders < 0) continue;
      const auto& list = track->holders[static_cast<std::size_t>(run.holders)];
      if (std::find(list.begin(), list.end(), number) == list.end()) continue;
      const auto& place = tracks.places()[k];
      holds.push_back({{"id", place}, {"name", snapshot.name_of_place(place)}, {"p", run.percent / 100.0}, {"joint", list.size() > 1}, {"since", day_or_null(track->since(on))}});
    }
  }
  json["holds"] = std::move(holds);

  // Claims about it, and statements of voices that speak for it.
  const auto symbol = corpus.symbols().find(id);
  std::size_t about = 0, statements = 0;
  for (const auto number : snapshot.statements()) {
    const auto& s = corpus.statements()[number];
    if (!corpus.visible(s, clocks)) continue;
    const auto has = [&](const std::vector<weighing::Symbol>& list) { return symbol != weighing::kNoSymbol && std::find(list.begin(), list.end(), symbol) != list.end(); };
    about += has(s.agent) || has(s.target);
    statements += std::any_of(s.voices.begin(), s.voices.end(), [&](const auto& voice) { return symbol != weighing::kNoSymbol && voice.party == symbol; });
  }
  json["claims_about"] = about, json["statements"] = statements;
  auto events = Json::array();
  if (const auto* all = snapshot.events()) {
    for (const auto& event : *all) {
      if (events.size() == 50) break;
      if (event.time.from.value_or(*event.time.to) > on) continue;
      const auto has = [&](const std::vector<weighing::Symbol>& list) { return std::find(list.begin(), list.end(), symbol) != list.end(); };
      if (symbol != weighing::kNoSymbol && (has(event.agents) || has(event.targets))) events.push_back(event_row(snapshot, event));
    }
  } else {
    call.complete = false;
  }
  json["events"] = std::move(events);
  return reply(json);
}

}  // namespace assay::serve
