#include "reading/discourse.hpp"

#include <algorithm>
#include <climits>
#include <cstdlib>
#include <map>

#include "reading/tree.hpp"

namespace assay::reading {
namespace {

// How many sentences back a pronoun and a definite noun may reach.
constexpr int kPronounReach = 3;
constexpr int kDefiniteReach = 40;
constexpr int kPairReach = 4;
constexpr int kLead = 4;
constexpr int kSentenceCost = 10;  // against the weights of roles within a sentence

}  // namespace

void Discourse::note(int entity, int sentence, int weight, bool plural) {
  if (entity >= 0 && !(*cast_)[entity].outlet) noted_.push_back({entity, sentence, weight, plural});
}

template <class Accept>
int Discourse::best(int sentence, int reach, Accept accept, bool singular) const {
  int found = -1, cost = INT_MAX;
  for (auto it = noted_.rbegin(); it != noted_.rend(); ++it) {
    if (it->sentence > sentence) continue;
    if (sentence - it->sentence > reach) break;
    if ((singular && it->plural) || !accept((*cast_)[it->entity])) continue;
    int c = (sentence - it->sentence) * kSentenceCost + it->weight;
    if (c < cost) cost = c, found = it->entity;
  }
  return found;
}

bool Discourse::state_like(const Entity& e) const {
  if (!e.actor.empty()) {
    const domain::Actor* a = lexicon_->domain().actor(e.actor);
    if (a && (a->kind == "state" || a->kind == "government")) return true;
    if (a && a->kind != "army") return false;
  }
  if (e.rebel) return false;
  if (cast_->army_like(e)) return true;
  if (e.actor.empty() && cast_->armed_like(e)) return false;
  std::string word;
  for (char c : lower_ascii(e.name) + " ") {
    if (c != ' ' && c != '-') {
      word += c;
      continue;
    }
    if (lexicon_->in("state-word", word)) return true;
    word.clear();
  }
  return false;
}

// An outlet, an agency, an institute: no armed group.
bool Discourse::body_like(const Entity& e) const {
  if (e.actor.empty()) return cast_->company_like(e);
  const domain::Actor* a = lexicon_->domain().actor(e.actor);
  return a && (a->kind == "outlet" || a->kind == "organisation" || a->kind == "company");
}

// 'The 33rd Division', 'Battalion 318': a part of an army, which no 'the group' means.
bool Discourse::unit_like(const Entity& e) const {
  if (!e.actor.empty()) {
    const domain::Actor* a = lexicon_->domain().actor(e.actor);
    return a && a->kind == "unit";
  }
  if (std::none_of(e.name.begin(), e.name.end(), [](char c) { return c >= '0' && c <= '9'; })) return false;
  std::string word;
  for (char c : lower_ascii(e.name) + " ") {
    if (c != ' ' && c != '-') {
      word += c;
      continue;
    }
    if (lexicon_->in("unit", word)) return true;
    word.clear();
  }
  return false;
}

int Discourse::pronoun(const std::string& lower, int sentence) const {
  const bool person = lower == "he" || lower == "she" || lower == "him" || lower == "her" || lower == "his" ||
                      lower == "hers" || lower == "himself" || lower == "herself";
  const bool plural = lower == "they" || lower == "them" || lower == "their" || lower == "themselves" || lower == "theirs";
  const bool thing = lower == "it" || lower == "its" || lower == "itself";
  if (person) return best(sentence, kPronounReach, [&](const Entity& e) { return e.kinds.has(Kind::kPerson) && !(e.collective && e.printed.empty() && lexicon_->look_up("anybody", e.id)); }, true);
  if (plural)
    return best(sentence, kPronounReach, [](const Entity& e) {
      return e.kinds.any(Kinds(Kind::kActor) | Kind::kPeople | Kind::kFighters) && !e.kinds.has(Kind::kPlace);
    });
  if (thing)
    return best(sentence, kPronounReach, [](const Entity& e) {
      if (e.collective && e.kinds.any(Kinds(Kind::kFighters) | Kind::kPeople)) return false;  // 'soldiers' are no 'it'
      return !e.kinds.has(Kind::kPerson) && e.kinds.any(Kinds(Kind::kActor) | Kind::kPlace);
    });
  return -1;
}

int Discourse::definite(const std::string& noun_class, const std::string& noun, int sentence) const {
  if (noun_class == "place") {
    int same = best(sentence, kDefiniteReach, [&](const Entity& e) { return e.kinds.has(Kind::kPlace) && e.place_kind == noun; });
    if (same >= 0) return same;
    return best(sentence, kDefiniteReach, [](const Entity& e) { return e.kinds.has(Kind::kPlace) && !e.kinds.has(Kind::kActor) && e.place_kind.empty(); });
  }
  if (noun_class == "gate")
    return best(sentence, kDefiniteReach, [](const Entity& e) { return e.kinds.has(Kind::kGate); });
  if (noun_class == "person") return best(sentence, kPronounReach, [](const Entity& e) { return e.kinds.has(Kind::kPerson); });
  if (noun_class == "army") {
    // A body that is named as the state's army, or that the report calls the army or the junta throughout.
    int found = -1, most = 0;
    for (const Noted& n : noted_)
      if (const Entity& e = (*cast_)[n.entity]; cast_->army_like(e) && e.mentions > most) most = e.mentions, found = n.entity;
    if (found >= 0) return found;
    for (const bool collective : {false, true}) {
      for (const Noted& n : noted_) {
        const Entity& e = (*cast_)[n.entity];
        if (e.collective != collective) continue;
        const bool army = collective ? lexicon_->in("army-collective", e.id)
                                     : e.kinds.has(Kind::kActor) && !e.kinds.any(Kinds(Kind::kPlace) | Kind::kPerson) && state_like(e);
        if (army && e.mentions > most) most = e.mentions, found = n.entity;
      }
      if (found >= 0) break;
    }
    return found;
  }
  if (noun_class == "nonstate") {
    const int armed = best(sentence, kDefiniteReach, [&](const Entity& e) { return cast_->armed_like(e) && !unit_like(e) && !state_like(e); });
    // 'Rebels have taken …' in a lead: those that the report goes on to name.
    if (armed < 0 && sentence < kLead)
      if (const int chief = cast_->chief_rebel(); chief >= 0) return chief;
    if (armed >= 0) return armed;
    return best(sentence, kDefiniteReach, [&](const Entity& e) {
      return e.kinds.has(Kind::kActor) && !e.kinds.has(Kind::kPlace) && !e.collective && !e.state && !state_like(e) && !unit_like(e) && !body_like(e);
    });
  }
  if (noun_class == "named") {
    // 'The company', 'the ministry': only a body whose own name says so.
    const bool firm = lexicon_->in("company-noun", noun);
    if (const int issuer = cast_->issuer(); firm && issuer >= 0 && cast_->company_like((*cast_)[issuer])) return issuer;
    return best(sentence, kDefiniteReach, [&](const Entity& e) { return (firm && (cast_->company_like(e) || (e.kinds.has(Kind::kActor) && lexicon_->in("company-noun", e.place_kind)))) || (e.kinds.has(Kind::kActor) && (lower_ascii(e.name).find(noun) != std::string::npos || e.place_kind == noun)); });
  }
  if (noun_class == "actor")
    return best(sentence, kDefiniteReach, [&](const Entity& e) { return e.kinds.has(Kind::kActor) && !e.kinds.has(Kind::kPlace) && !e.collective; });
  return -1;
}

std::vector<int> Discourse::beside(int place, int sentence) const {
  std::vector<int> found;
  const Noted* last = nullptr;
  for (const Noted& n : noted_)
    if (n.entity == place && n.sentence <= sentence) last = &n;
  if (!last) return found;
  const std::string& kind = (*cast_)[place].place_kind;
  for (const Noted& n : noted_) {
    const Entity& e = (*cast_)[n.entity];
    if (n.entity == place || std::abs(n.sentence - last->sentence) > 2 || !e.kinds.has(Kind::kPlace) || e.kinds.has(Kind::kActor)) continue;
    if ((n.weight != last->weight && (n.weight > 2 || last->weight > 2)) || (!kind.empty() && !e.place_kind.empty() && e.place_kind != kind)) continue;
    if (std::find(found.begin(), found.end(), n.entity) == found.end()) found.push_back(n.entity);
  }
  return found;
}

std::vector<int> Discourse::pair(int sentence) const {
  for (int reach : {0, kPairReach, sentence + 1}) {
    std::map<int, int> times;
    for (const Noted& n : noted_) {
      const Entity& e = (*cast_)[n.entity];
      if (n.sentence > sentence || sentence - n.sentence > reach || (e.collective && !lexicon_->in("army-collective", e.id)) || !e.kinds.has(Kind::kActor) || e.kinds.has(Kind::kPerson)) continue;
      if (e.kinds.has(Kind::kPlace) && !e.state && e.actor.empty()) continue;
      ++times[n.entity];
    }
    int first = -1, second = -1;
    for (const auto& [entity, n] : times) {
      if (first < 0 || n > times[first]) second = first, first = entity;
      else if (second < 0 || n > times[second]) second = entity;
    }
    if (second >= 0) return {first, second};
  }
  return {};
}

int Discourse::last_place(int sentence) const {
  return best(sentence, kDefiniteReach, [](const Entity& e) { return e.kinds.has(Kind::kPlace) && !e.kinds.has(Kind::kActor); });
}

int Discourse::last_person(int sentence) const {
  return best(sentence, kDefiniteReach, [](const Entity& e) { return e.kinds.has(Kind::kPerson); });
}

}  // namespace assay::reading
