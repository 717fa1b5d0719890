#include "domain/resolve.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>

#include "domain/spelling.hpp"
#include "domain/table.hpp"

namespace assay::domain {
namespace {

constexpr std::size_t kMostCandidates = 8;
// Of two candidates the better must lead by this much, or neither is chosen.
constexpr double kLead = 0.08;
// Below this nothing is chosen.
constexpr double kEnough = 0.5;
// A place that only a gazetteer knows must be spelt at least so much alike.
constexpr double kGazetteerSame = 0.85;
// Nearness falls by half in this many kilometres: reports on a front speak of places within a day's road.
constexpr double kHalfway = 80;

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return out;
}

// "Kan Paik Ti’s" without the possessive.
std::string_view without_possessive(std::string_view name) {
  for (const std::string_view end : {"'s", "’s", "'", "’"})
    if (name.size() > end.size() + 1 && name.ends_with(end)) return name.substr(0, name.size() - end.size());
  return name;
}

std::string_view without_article(const Domain& domain, std::string_view name) {
  const auto* articles = domain.words("articles");
  const std::size_t space = name.find(' ');
  if (articles == nullptr || space == std::string_view::npos) return name;
  return articles->count(lower(name.substr(0, space))) != 0 ? trimmed(name.substr(space + 1)) : name;
}

// Exact and folded by the caller; whether `pack` may be used at all for this report.
bool is_spoken_of(std::string_view pack, std::span<const std::string> packs) {
  return pack == "base" || std::find(packs.begin(), packs.end(), pack) != packs.end();
}

void settle(Resolution& resolution) {
  auto& all = resolution.candidates;
  std::sort(all.begin(), all.end(), [](const Candidate& a, const Candidate& b) {
    return a.score != b.score ? a.score > b.score : a.id < b.id;
  });
  if (all.size() > kMostCandidates) all.resize(kMostCandidates);
}

// A name taken apart: what is left, and the kind that the words taken off say.
struct Stripped {
  std::string name;
  std::string kind;
};

// The surface as it stands first, then with kind words off its end ("Laiza border gate") or its beginning
// ("Mount Pangwa"), the longest run of kind words first.
std::vector<Stripped> ways_to_read(const Domain& domain, std::string_view surface, std::string_view kind) {
  const auto* kinds = domain.table("place-kinds");
  const auto kind_of = [&](const std::string& word) -> std::string {
    if (kinds == nullptr) return {};
    const auto it = kinds->find(lower(word));
    return it == kinds->end() ? std::string() : it->second;
  };
  std::string asked = kind_of(std::string(kind));
  if (asked.empty()) asked = kind;
  std::vector<Stripped> ways = {{std::string(surface), asked}};
  const auto words = cut(surface, ' ');
  for (std::size_t count = std::min<std::size_t>(3, words.size() - 1); count >= 1; --count) {
    std::string tail, head;
    for (std::size_t i = words.size() - count; i < words.size(); ++i)
      tail += fmt::format("{}{}", tail.empty() ? "" : " ", words[i]);
    for (std::size_t i = 0; i < count; ++i) head += fmt::format("{}{}", head.empty() ? "" : " ", words[i]);
    if (const std::string k = kind_of(tail); !k.empty())
      ways.push_back(
          {std::string(without_possessive(trimmed(surface.substr(0, surface.size() - tail.size())))), k});
    if (const std::string k = kind_of(head); !k.empty()) {
      std::string_view rest = trimmed(surface.substr(head.size()));
      if (rest.starts_with("of ")) rest = trimmed(rest.substr(3));
      ways.push_back({std::string(rest), k});
    }
  }
  return ways;
}

// How well a place fits the kind that is asked for.
double kind_fit(const Domain& domain, const Place& place, std::string_view asked) {
  const auto* classes = domain.table("place-classes");
  const auto class_of = [&](std::string_view kind) -> std::string_view {
    if (classes == nullptr) return kind;
    const auto it = classes->find(std::string(kind));
    return it == classes->end() ? kind : std::string_view(it->second);
  };
  if (asked.empty()) {
    // A bare name means the town before the township around it.
    return class_of(place.kinds.front()) == "area" || class_of(place.kinds.front()) == "water" ? 0.9 : 1;
  }
  double best = 0.5;
  for (const std::string& kind : place.kinds) {
    if (kind == asked) return 1;
    const std::string_view a = class_of(kind), b = class_of(asked);
    if (a == b) best = std::max(best, 0.93);
    // Camps, hills, gates and mines are called after the settlement beside them.
    else if (a == "settlement" && b != "area" && b != "water" && b != "border")
      best = std::max(best, 0.88);
  }
  return best;
}

std::optional<double> nearest(const Domain& domain, const Place& place, std::span<const std::string> near,
                              const Place*& which) {
  std::optional<double> least;
  if (!place.latitude) return least;
  for (const std::string& id : near) {
    const Place* other = domain.place(id);
    if (other == nullptr || !other->latitude || other->id == place.id) continue;
    const double km = kilometres(*place.latitude, *place.longitude, *other->latitude, *other->longitude);
    if (!least || km < *least) {
      least = km;
      which = other;
    }
  }
  return least;
}

// One place in the light of kind, neighbourhood and pack; `spelt` is what its spelling is worth, 0 to 1.
Candidate weigh(const Domain& domain, const Place& place, double spelt, const Domain::Near& near,
                const Stripped& way, const PlaceQuery& query) {
  Candidate candidate;
  candidate.id = place.id;
  candidate.spelling = near.spelling;
  candidate.distance = near.distance;
  candidate.why =
      near.distance == 0 ? "spelt alike" : fmt::format("spelt nearly alike ({:.2f})", near.distance);
  const double fit = kind_fit(domain, place, way.kind);
  if (!way.kind.empty())
    candidate.why += fit == 1 ? fmt::format("; {} as asked", way.kind)
                              : fmt::format("; {} for {}", place.kinds.front(), way.kind);
  double neighbourhood = query.near.empty() ? 1 : 0.85;
  const Place* beside = nullptr;
  if (const auto km = nearest(domain, place, query.near, beside)) {
    candidate.kilometres = km;
    neighbourhood = 0.55 + 0.45 * std::exp2(-*km / kHalfway);
    candidate.why += fmt::format("; {:.0f} km from {}", *km, beside->id);
  }
  for (const std::string& id : query.near) {
    if (id == place.id) continue;
    const Place* other = domain.place(id);
    // Named before in the report, or its township is, or it is the township of one.
    if (other != nullptr && !place.within.empty() &&
        (other->id == place.within || other->within == place.within) && neighbourhood < 0.97) {
      neighbourhood = std::min(0.97, neighbourhood + 0.1);
      candidate.why += fmt::format("; in one area with {}", id);
      break;
    }
  }
  if (std::find(query.near.begin(), query.near.end(), place.id) != query.near.end()) {
    neighbourhood = 1;
    candidate.why += "; named before";
  }
  double known = 1;
  if (place.gazetteer) {
    known = 0.8;
    candidate.why += "; gazetteer only";
  } else if (!is_spoken_of(place.pack, query.packs)) {
    known = 0.85;
  }
  candidate.score = spelt * fit * neighbourhood * known;
  return candidate;
}

}  // namespace

std::vector<std::string> packs_spoken_of(const Domain& domain, std::span<const std::string> names) {
  constexpr double kBound = 1.5;
  std::map<std::pair<std::string, std::string>, double> telling_of;  // (pack, id): its most telling name
  std::map<std::string, std::string> pack_of_country;
  for (const Pack& pack : domain.pack_infos())
    if (!pack.country.empty()) pack_of_country[pack.country] = pack.id;
  const auto count = [&](const std::string& pack, const std::string& id, double weight) {
    double& most = telling_of[{pack, id}];
    most = std::max(most, weight);
  };
  const auto* nationality = domain.table("nationality");
  std::set<std::string> distinct(names.begin(), names.end());
  for (const std::string& name : distinct) {
    const std::string bare(without_possessive(without_article(domain, name)));
    // No name is enough alone: other countries have a Northern Command too.
    const double telling = is_acronym(bare) ? 0.6 : bare.find(' ') != std::string::npos ? 1.2 : 1;
    for (const std::string& id : domain.actors_named(bare)) {
      const Actor* actor = domain.actor(id);
      if (actor->pack != "base")
        count(actor->pack, id, telling);
      else if (const auto it = pack_of_country.find(id); it != pack_of_country.end())
        count(it->second, id, 1);
    }
    for (const std::string& id : domain.places_named(bare)) {
      const Place* place = domain.place(id);
      if (place->pack != "base" && !place->gazetteer)
        count(place->pack, id, 1);
      else if (const auto it = pack_of_country.find(id); it != pack_of_country.end())
        count(it->second, id, 1);
    }
    if (nationality != nullptr)
      if (const auto it = nationality->find(bare); it != nationality->end())
        if (const auto pack = pack_of_country.find(it->second); pack != pack_of_country.end())
          count(pack->second, it->second, 1);
  }
  std::map<std::string, double> weights;
  for (const auto& [key, weight] : telling_of) weights[key.first] += weight;
  std::vector<std::pair<double, std::string>> ranked;
  for (const auto& [pack, weight] : weights)
    if (weight >= kBound) ranked.push_back({-weight, pack});
  std::sort(ranked.begin(), ranked.end());
  std::vector<std::string> packs;
  for (auto& [weight, pack] : ranked) packs.push_back(std::move(pack));
  return packs;
}

Resolution resolve_place(const Domain& domain, const PlaceQuery& query) {
  Resolution resolution;
  const std::string surface(without_possessive(without_article(domain, trimmed(query.surface))));
  if (fold(surface).empty() || surface.size() > 200) return resolution;
  std::map<std::string, Candidate> found;
  const auto keep = [&](Candidate candidate) {
    auto& kept = found[candidate.id];
    if (kept.id.empty() || kept.score < candidate.score) kept = std::move(candidate);
  };
  const auto ways = ways_to_read(domain, surface, query.kind);
  bool exact = false;
  const auto take_exact = [&](const Stripped& way, std::string_view name) {
    for (const std::string& id : domain.places_named(name)) {
      const Place& place = *domain.place(id);
      if (place.gazetteer && !is_spoken_of(place.pack, query.packs)) continue;
      exact = true;
      const bool by_name = fold(place.name) == fold(name);
      keep(weigh(domain, place, by_name ? 1 : 0.97, {id, 0, std::string(name)}, way, query));
    }
  };
  for (const Stripped& way : ways) {
    take_exact(way, way.name);
    // 'Bhamo and Hpakant townships' asks for the township of a bare name.
    if (!way.kind.empty() && way.kind.find('_') == std::string::npos)
      take_exact(way, way.name + " " + way.kind);
  }
  // Names are printed with a capital: 'border' and 'fuel' are no misspelt villages.
  const auto is_small = [](const std::string& name) {
    return !name.empty() && name[0] >= 'a' && name[0] <= 'z';
  };
  const auto* nationality = domain.table("nationality");
  const auto is_known_otherwise = [&](const std::string& name) {
    if (is_acronym(name) || !domain.actors_named(name).empty() || !domain.resources_named(name).empty())
      return true;
    if (nationality != nullptr && nationality->count(name) != 0) return true;
    for (const char* list : {"function-words", "wordnet-person", "wordnet-group", "wordnet-place",
                             "wordnet-artefact", "wordnet-event", "months", "titles"})
      if (const auto* words = domain.words(list);
          words != nullptr && (words->count(lower(name)) != 0 || words->count(name) != 0))
        return true;
    return false;
  };
  if (!exact && !query.packs.empty() && !is_known_otherwise(surface)) {
    for (const Stripped& way : ways) {
      if (is_small(way.name)) continue;
      const Sounds sounds = domain.spelling().sounds(way.name);
      const double bound = domain.spelling().threshold(sounds.weight);
      for (const Domain::Near& near : domain.places_like(way.name, bound)) {
        const Place& place = *domain.place(near.place);
        // A name that is only nearly that of a place elsewhere is another name.
        if (!is_spoken_of(place.pack, query.packs) || place.pack == "base") continue;
        const Sounds theirs = domain.spelling().sounds(near.spelling);
        const double same = domain.spelling().same(near.distance, std::max(sounds.weight, theirs.weight));
        // Among thousands of villages one is always somewhat like any name.
        if (place.gazetteer && same < kGazetteerSame) continue;
        keep(weigh(domain, place, 0.95 * same, near, way, query));
      }
    }
  }
  for (auto& [id, candidate] : found) resolution.candidates.push_back(std::move(candidate));
  settle(resolution);
  const auto& all = resolution.candidates;
  if (all.empty() || all[0].score < (exact ? 0.4 : kEnough)) return resolution;
  const bool clear = all.size() == 1 || all[0].score - all[1].score >= kLead * all[0].score ||
                     domain.is_within(all[0].id, all[1].id) || domain.is_within(all[1].id, all[0].id) ||
                     (!domain.place(all[0].id)->gazetteer && domain.place(all[1].id)->gazetteer &&
                      all[0].score >= all[1].score);
  if (clear) resolution.best = all[0].id;
  return resolution;
}

Resolution resolve_gate(const Domain& domain, const PlaceQuery& query) {
  Resolution resolution;
  const std::string surface(without_possessive(without_article(domain, trimmed(query.surface))));
  for (const std::string& id : domain.gates_named(surface))
    resolution.candidates.push_back({id, 1, surface, 0, {}, "spelt alike"});
  if (resolution.candidates.empty()) {
    PlaceQuery place = query;
    if (place.kind.empty()) place.kind = "border_gate";
    for (const Candidate& candidate : resolve_place(domain, place).candidates)
      for (const Gate& gate : domain.gates())
        if (gate.place == candidate.id) {
          resolution.candidates.push_back(candidate);
          resolution.candidates.back().id = gate.id;
        }
  }
  settle(resolution);
  const auto& all = resolution.candidates;
  if (!all.empty() && all[0].score >= 0.4 &&
      (all.size() == 1 || all[0].score - all[1].score >= kLead * all[0].score))
    resolution.best = all[0].id;
  return resolution;
}

Resolution resolve_actor(const Domain& domain, const ActorQuery& query) {
  Resolution resolution;
  const std::string surface(without_possessive(trimmed(query.surface)));
  if (fold(surface).empty() || surface.size() > 200) return resolution;
  std::map<std::string, Candidate> found;
  const auto take = [&](std::string_view name, double worth, const std::string& why) {
    const auto add = [&](const std::string& id, double score, std::string reason) {
      auto& kept = found[id];
      if (kept.id.empty() || kept.score < score)
        kept = {id, score, std::string(name), 0, {}, std::move(reason)};
    };
    for (const std::string& id : domain.actors_described(name))
      if (domain.actor(id)->pack != "base" && is_spoken_of(domain.actor(id)->pack, query.packs))
        add(id, worth * 0.98, why + "described so in " + domain.actor(id)->pack);
    for (const std::string& id : domain.actors_named(name)) {
      const Actor& actor = *domain.actor(id);
      if (is_spoken_of(actor.pack, query.packs)) {
        add(id, worth * (actor.pack == "base" ? (actor.kind == "collective" ? 0.85 : 0.97) : 1),
            why + "named so");
      } else if (!is_acronym(name)) {
        add(id, worth * 0.7, why + "named so, in a pack that the report doesn't speak of");
      }
    }
  };
  take(surface, 1, "");
  const std::string bare(without_article(domain, surface));
  if (found.empty() && bare != surface) take(bare, 1, "");
  if (found.empty()) {
    // 'Col. Naw Bu', 'KIA fighters'
    const auto *titles = domain.words("titles"), *ranks = domain.words("ranks"),
               *force = domain.words("force-words");
    std::string_view rest = bare;
    const auto is_title = [&](std::string_view word) {
      // 'Col.', 'colonel' and 'Colonel' alike.
      const std::string small = lower(word);
      std::string capital = small;
      if (!capital.empty() && capital[0] >= 'a' && capital[0] <= 'z')
        capital[0] = static_cast<char>(capital[0] - 32);
      const auto known = [&](const std::unordered_set<std::string>* list) {
        return list != nullptr && (list->count(small) != 0 || list->count(capital) != 0);
      };
      return known(titles) || known(ranks);
    };
    for (std::size_t space = rest.find(' ');
         space != std::string_view::npos && is_title(rest.substr(0, space)); space = rest.find(' ')) {
      rest = trimmed(rest.substr(space + 1));
      take(rest, 0.97, "behind a title ");
      if (!found.empty()) break;
    }
    if (found.empty()) {
      rest = bare;
      for (std::size_t space = rest.rfind(' '); space != std::string_view::npos; space = rest.rfind(' ')) {
        if (force == nullptr || force->count(lower(rest.substr(space + 1))) == 0) break;
        rest = without_possessive(trimmed(rest.substr(0, space)));
        take(rest, 0.93, "its fighters; ");
        if (!found.empty()) break;
      }
    }
  }
  if (found.empty() && !query.packs.empty() && !is_acronym(bare)) {
    const Sounds sounds = domain.spelling().sounds(bare);
    // Names of actors are longer than those of places, and a near miss is a person of another name.
    const double bound = domain.spelling().threshold(sounds.weight) * 0.6;
    for (const Domain::NearActor& near : domain.actors_like(bare, bound)) {
      if (!is_spoken_of(domain.actor(near.actor)->pack, query.packs) ||
          domain.actor(near.actor)->pack == "base")
        continue;
      const double same = domain.spelling().same(near.distance, sounds.weight);
      found[near.actor] = {
          near.actor,    0.9 * same, near.spelling,
          near.distance, {},         fmt::format("spelt nearly alike ({:.2f})", near.distance)};
    }
  }
  for (auto& [id, candidate] : found) resolution.candidates.push_back(std::move(candidate));
  settle(resolution);
  const auto& all = resolution.candidates;
  if (!all.empty() && all[0].score >= kEnough &&
      (all.size() == 1 || all[0].score - all[1].score >= kLead * all[0].score ||
       domain.belongs_to(all[1].id, all[0].id)))
    resolution.best = all[0].id;
  return resolution;
}

}  // namespace assay::domain
