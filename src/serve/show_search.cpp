// One box for everything: places and actors by name, nearly right spellings too; words in reports and claims.
#include <algorithm>
#include <tuple>

#include "serve/show.hpp"

namespace assay::serve {
namespace {

// 'the [gate] was shut' as segments of which the found words are marked.
Json snippet_segments(std::string_view snippet) {
  auto segments = Json::array();
  const auto add = [&](std::string_view text, bool found) {
    if (!text.empty()) segments.push_back({{"text", std::string(text)}, {"found", found}});
  };
  std::size_t at = 0;
  while (at < snippet.size()) {
    const auto open = snippet.find('[', at), close = open == std::string_view::npos ? open : snippet.find(']', open);
    if (close == std::string_view::npos) break;
    add(snippet.substr(at, open - at), false);
    add(snippet.substr(open + 1, close - open - 1), true);
    at = close + 1;
  }
  add(snippet.substr(at), false);
  return segments;
}

// How well a name answers to what was typed: 0 not at all, 3 the same.
int fits(const std::string& folded, const std::string& name) {
  const std::string key = domain::fold(name);
  if (key == folded) return 3;
  if (key.starts_with(folded)) return 2;
  return folded.size() >= 3 && key.find(folded) != std::string::npos ? 1 : 0;
}

}  // namespace

Response show_search(Call& call) {
  const std::string words = call.query.required("q");
  const int limit = call.query.number("limit", 10, 1, 50);
  call.query.done();
  const Snapshot& snapshot = call.snapshot;
  const auto& domain = snapshot.domain();
  const std::string folded = domain::fold(words);
  const auto most = static_cast<std::size_t>(limit);
  struct Found {
    int fit;
    std::uint32_t claims;
    std::string id, spelling;
  };
  const auto best_first = [](const Found& a, const Found& b) { return std::tuple(-a.fit, -static_cast<std::int64_t>(a.claims), a.id) < std::tuple(-b.fit, -static_cast<std::int64_t>(b.claims), b.id); };
  const auto known = [](const std::vector<Found>& found, const std::string& id) { return std::any_of(found.begin(), found.end(), [&](const Found& f) { return f.id == id; }); };

  std::vector<Found> places, actors;
  if (!folded.empty()) {
    const auto& spoken = snapshot.tracks().places();
    for (const auto& id : snapshot.places()) {
      Found best{0, 0, id, {}};
      const auto look = [&](const std::string& name) {
        if (const int fit = fits(folded, name); fit > best.fit) best.fit = fit, best.spelling = name;
      };
      look(snapshot.name_of_place(id));
      if (const auto* place = domain.place(id))
        for (const auto& spelling : place->spellings) look(spelling);
      if (best.fit == 0) continue;
      const auto at = std::lower_bound(spoken.begin(), spoken.end(), id);
      if (at != spoken.end() && *at == id) best.claims = snapshot.tracks().claims(static_cast<std::size_t>(at - spoken.begin()), {});
      places.push_back(std::move(best));
    }
    std::sort(places.begin(), places.end(), best_first);
    if (places.size() < most)
      for (const auto& near : domain.places_like(words, 0.3)) {
        if (places.size() >= most) break;
        if (snapshot.place_number(near.place) && !known(places, near.place)) places.push_back({0, 0, near.place, near.spelling});
      }
    for (const auto& actor : domain.actors()) {
      Found best{fits(folded, actor.name), 0, actor.id, actor.name};
      for (const auto& spelling : actor.spellings)
        if (const int fit = fits(folded, spelling); fit > best.fit) best.fit = fit, best.spelling = spelling;
      if (best.fit > 0) actors.push_back(std::move(best));
    }
    std::sort(actors.begin(), actors.end(), best_first);
  }
  Json json;
  auto list = Json::array();
  for (std::size_t k = 0; k < std::min(most, places.size()); ++k) {
    const auto* place = domain.place(places[k].id);
    list.push_back({{"id", places[k].id}, {"name", snapshot.name_of_place(places[k].id)}, {"matched", places[k].spelling}, {"native", place ? native_name(place->spellings) : Json()},
                    {"kind", place && !place->kinds.empty() ? Json(place->kinds.front()) : Json()}, {"lon", place && place->longitude ? Json(*place->longitude) : Json()},
                    {"lat", place && place->latitude ? Json(*place->latitude) : Json()}, {"claims", places[k].claims}});
  }
  json["places"] = std::move(list);
  list = Json::array();
  for (std::size_t k = 0; k < std::min(most, actors.size()); ++k) {
    const auto* actor = domain.actor(actors[k].id);
    list.push_back({{"id", actor->id}, {"name", actor->name}, {"matched", actors[k].spelling}, {"kind", actor->kind}});
  }
  json["actors"] = std::move(list);
  auto documents = Json::array(), claims = Json::array();
  const auto ledger = call.api.ledgers().lease();
  for (const auto& hit : ledger->search(words, limit * 2)) {
    auto& into = hit.claim.empty() ? documents : claims;
    if (into.size() == most) continue;
    Json row;
    if (hit.claim.empty()) row = {{"id", hit.document}};
    else row = {{"id", hit.claim}, {"document", hit.document}};
    row.update({{"name", hit.document_name}, {"title", hit.title}, {"outlet", hit.outlet}, {"snippet", snippet_segments(hit.snippet)}});
    into.push_back(std::move(row));
  }
  json["documents"] = std::move(documents), json["claims"] = std::move(claims);
  return reply(json);
}

}  // namespace assay::serve
