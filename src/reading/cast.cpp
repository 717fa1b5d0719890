#include "reading/cast.hpp"

#include <algorithm>
#include <cctype>

#include "domain/resolve.hpp"
#include "domain/slug.hpp"
#include "domain/spelling.hpp"
#include "reading/tree.hpp"

namespace assay::reading {
namespace {

constexpr int kChief = 3;           // prints of a party that a report is about
constexpr double kSamePlace = 0.5;  // as likely as not: two prints of one place in one document

std::vector<std::string> words_of(const std::string& text) {
  std::vector<std::string> words;
  std::string word;
  for (char c : text + " ") {
    if (c == ' ' || c == '-') {
      if (!word.empty()) words.push_back(word);
      word.clear();
    } else {
      word += c;
    }
  }
  return words;
}

// 'Hkam Pong town', 'Rawlum State' and 'the Nam Yawt stream' are kept by their own words; 'Southern Hospital' and
// 'Customs Department' have none but English.
std::string without_kind_words(const Lexicon& lexicon, const std::string& name) {
  std::vector<std::string> words = words_of(name);
  while (words.size() > 1 && (lower_ascii(words.front()) == "the")) words.erase(words.begin());
  std::size_t own = words.size();
  while (own > 1 && lexicon.in("place-kind", lower_ascii(words[own - 1]))) --own;
  if (own > 1 || !(lexicon.in("compass", lower_ascii(words[0])) || lexicon.in("wordnet-common", lower_ascii(words[0])))) words.resize(own);
  std::string joined;
  for (const std::string& w : words) joined += (joined.empty() ? "" : " ") + w;
  return joined;
}

bool is_acronym(const std::string& name) {
  if (name.size() < 2 || name.size() > 8) return false;
  int capitals = 0;
  for (char c : name) {
    if (std::isupper(static_cast<unsigned char>(c))) ++capitals;
    else if (c != '-' && c != '.' && c != '/' && !std::isdigit(static_cast<unsigned char>(c)) && c != 's') return false;
  }
  return capitals >= 2;
}

std::string initials(const std::string& name) {
  std::string letters;
  for (const std::string& w : words_of(name))
    if (std::isupper(static_cast<unsigned char>(w[0]))) letters += w[0];
  return letters;
}

}  // namespace

// One stem of four letters at least, and endings of three at most.
int demonym_order(const std::string& a, const std::string& b) {
  std::size_t same = 0;
  while (same < a.size() && same < b.size() && a[same] == b[same]) ++same;
  if (same < 4 || a == b) return 0;
  auto ending = [&](const std::string& w) { return w.substr(same); };
  static constexpr std::string_view kAdjective[] = {"n", "an", "ian", "i", "ni", "ese", "ish", "in", "ean", "ns", "ans", "ians", "is"};
  static constexpr std::string_view kNoun[] = {"", "a", "ia", "o", "e", "y"};
  auto one_of = [](const std::string& w, auto& list) { return std::find(std::begin(list), std::end(list), w) != std::end(list); };
  if (one_of(ending(a), kAdjective) && one_of(ending(b), kNoun)) return 1;
  return one_of(ending(b), kAdjective) && one_of(ending(a), kNoun) ? -1 : 0;
}

int Cast::add(Entity entity, const std::string& key) {
  entities_.push_back(std::move(entity));
  int index = size() - 1;
  keys_.emplace(key, index);
  return index;
}

int Cast::find(const std::string& name) const {
  auto it = keys_.find(domain::fold(name));
  if (it != keys_.end()) return it->second;
  it = keys_.find(domain::fold(without_kind_words(*lexicon_, name)));
  return it == keys_.end() ? -1 : it->second;
}

void Cast::add_alias(int entity, const std::string& alias) {
  keys_.emplace(domain::fold(alias), entity);
  Entity& e = entities_[entity];
  if (is_acronym(alias) && e.actor.empty() && e.place.empty()) e.id = domain::name_id(alias);  // as the report itself calls it
}

std::vector<std::string> Cast::described(const std::string& name) const {
  std::vector<std::string> ids;
  if (packs_.empty()) return ids;
  for (const std::string& id : lexicon_->domain().actors_described(name)) {
    const domain::Actor* a = lexicon_->domain().actor(id);
    if (a && std::find(packs_.begin(), packs_.end(), a->pack) != packs_.end()) ids.push_back(id);
  }
  return ids;
}

int Cast::of_actor(const domain::Actor& a) {
  auto known = keys_.find("actor:" + a.id);
  if (known != keys_.end()) return known->second;
  Entity e;
  e.id = a.id;
  e.name = a.name;
  e.actor = a.id;
  e.kinds = a.kind == "person" ? Kinds(Kind::kPerson) : Kinds(Kind::kActor);
  if (a.kind == "collective") e.collective = true;
  if (a.kind == "unit") e.kinds |= Kind::kFighters;
  if (a.kind == "state") {
    e.kinds |= Kind::kPlace;
    const auto& places = lexicon_->domain().places_named(a.name);
    if (!places.empty()) e.place = places.front();
  }
  return add(std::move(e), "actor:" + a.id);
}

int Cast::of_place(const domain::Place& p) {
  auto known = keys_.find("place:" + p.id);
  if (known != keys_.end()) return known->second;
  Entity e;
  e.id = p.id;
  e.name = p.name;
  e.place = p.id;
  e.kinds = Kind::kPlace;
  for (const std::string& k : p.kinds)
    if (k == "border_gate" || k == "gate") e.kinds |= Kind::kGate;
  if (!p.kinds.empty()) e.place_kind = p.kinds.front();
  return add(std::move(e), "place:" + p.id);
}

int Cast::from_packs(const std::string& name, Kinds kinds) {
  const domain::Domain& d = lexicon_->domain();
  const bool place_only = kinds.has(Kind::kPlace) && !kinds.any(kParties);
  const bool party_only = kinds.any(kParties) && !kinds.has(Kind::kPlace);
  auto actor = [&]() -> const domain::Actor* {
    domain::Resolution r = domain::resolve_actor(d, {name, packs_});
    return r.best.empty() ? nullptr : d.actor(r.best);
  };
  auto place = [&](bool exact) -> const domain::Place* {
    std::vector<std::string> near;
    for (const Entity& e : entities_)
      if (!e.place.empty() && e.actor.empty()) near.push_back(e.place);
    domain::Resolution r = domain::resolve_place(d, {name, {}, near, packs_});
    if (r.best.empty()) return nullptr;
    // A village of a gazetteer is meant when it is spelt so; one of ten thousand is always spelt nearly so.
    const domain::Place* p = d.place(r.best);
    if ((exact || (p && p->gazetteer)) && r.candidates.front().distance > 0) return nullptr;
    return p;
  };
  if (const domain::Actor* a = lexicon_->state_of_adjective(name); a && d.actors_named(name).empty() && d.places_named(name).empty()) return of_actor(*a);
  if (place_only) {
    if (const domain::Place* p = place(false)) {
      // A country is a party as much as a place.
      const domain::Actor* a = actor();
      return a && a->kind == "state" ? of_actor(*a) : of_place(*p);
    }
    const domain::Actor* a = actor();
    return a && a->kind == "state" ? of_actor(*a) : -1;
  }
  if (const domain::Actor* a = actor()) return of_actor(*a);
  // The tagger takes towns that it has not seen for people and parties; a pack that the report speaks of knows better.
  if (const domain::Place* p = place(party_only)) return of_place(*p);
  return -1;
}

int Cast::like_known(const std::string& name, const std::string& key, Kinds kinds) const {
  const std::vector<std::string> words = words_of(name);
  for (int i = 0; i < size(); ++i) {
    const Entity& e = entities_[i];
    if (e.collective) continue;
    if (is_acronym(name) && e.kinds.any(kParties) && initials(e.name) == name) return i;
    if (is_acronym(e.name) && kinds.any(kParties) && initials(name) == e.name) return i;
    // 'Stravian' after 'Stravia', and the other way round.
    if (words.size() == 1 && !e.kinds.has(Kind::kPerson) && demonym_order(lower_ascii(name), lower_ascii(e.name)) != 0) return i;
    const std::vector<std::string> other = words_of(e.name);
    // A surname or a shortened name after the full one: all of its words stand in it, in order, at either end.
    // A bare surname may have been taken for a party.
    const bool surname = words.size() == 1 && !kinds.any(kSites) && !is_acronym(name);
    if (words.size() < other.size() && e.kinds.has(Kind::kPerson) && (kinds.empty() || kinds.has(Kind::kPerson) || surname)) {
      bool tail = std::equal(words.rbegin(), words.rend(), other.rbegin());
      bool front = std::equal(words.begin(), words.end(), other.begin());
      if (tail || front) return i;
    }
    if (e.kinds.has(Kind::kPlace) && e.place.empty() && !kinds.any(kParties) && key.size() >= 5 &&
        domain::same_spelling(lexicon_->domain(), e.name, name) >= kSamePlace)
      return i;
  }
  return -1;
}

int Cast::named(const std::string& name, Kinds kinds) {
  const std::string key = domain::fold(name);
  int found = find(name);
  if (found < 0) {
    found = from_packs(name, kinds);
    if (found < 0) found = like_known(without_kind_words(*lexicon_, name), key, kinds);
    if (found >= 0) {
      keys_.emplace(key, found);
      // 'Stravia' after 'Stravian': it is called by its noun.
      Entity& e = entities_[found];
      if (e.actor.empty() && e.place.empty() && demonym_order(lower_ascii(e.name), lower_ascii(name)) == 1) e.name = name, e.id = domain::name_id(name);
    } else {
      Entity e;
      e.name = without_kind_words(*lexicon_, name);
      if (kinds.any(kParties)) e.name = name;
      e.id = domain::name_id(e.name);
      found = add(std::move(e), key);
      keys_.emplace(domain::fold(without_kind_words(*lexicon_, name)), found);
    }
  }
  Entity& e = entities_[found];
  ++e.mentions;
  if (e.actor.empty() && e.place.empty()) {
    e.kinds |= kinds;
    // A person's fuller print replaces the shorter: 'Roa' first, 'Jacinto Roa' later.
    if (e.kinds.has(Kind::kPerson) && name.size() > e.name.size() && !is_acronym(name)) {
      e.name = name;
      e.id = domain::name_id(name);
    }
  }
  return found;
}

int Cast::collective(const std::string& slug_id, const std::string& name, Kinds kinds, int side) {
  auto it = keys_.find("kind:" + slug_id);
  if (it != keys_.end()) {
    ++entities_[it->second].mentions;
    return it->second;
  }
  Entity e;
  e.id = slug_id;
  e.name = name;
  e.kinds = kinds;
  e.collective = true;
  e.side = side;
  e.mentions = 1;
  return add(std::move(e), "kind:" + slug_id);
}

int Cast::actor(const std::string& pack_id) {
  const domain::Actor* a = lexicon_->domain().actor(pack_id);
  return a ? of_actor(*a) : -1;
}

bool Cast::army_like(const Entity& e) const {
  if (e.collective || e.rebel || !e.kinds.has(Kind::kActor) || e.kinds.any(Kinds(Kind::kPlace) | Kind::kPerson)) return false;
  if (!e.actor.empty()) {
    const domain::Actor* a = lexicon_->domain().actor(e.actor);
    if (a && a->kind != "army") return false;
  }
  bool army = false;
  for (const std::string& w : words_of(lower_ascii(e.name))) {
    if (lexicon_->in("rebel-word", w)) return false;
    army |= lexicon_->in("army-word", w);
  }
  return army;
}

int Cast::army_of(int state) const {
  const Entity& s = entities_[state];
  for (int i = 0; i < size(); ++i) {
    const Entity& e = entities_[i];
    if (i == state || !army_like(e)) continue;
    for (const std::string& w : words_of(lower_ascii(e.name)))
      if (w == lower_ascii(s.name) || demonym_order(w, lower_ascii(s.name)) == 1) return i;
  }
  return -1;
}

bool Cast::company_like(const Entity& e) const {
  if (e.collective || !e.actor.empty() || !e.kinds.has(Kind::kActor) || e.kinds.has(Kind::kPerson)) return false;
  const std::vector<std::string> words = words_of(lower_ascii(e.name));
  return words.size() > 1 && std::any_of(words.begin() + 1, words.end(), [&](const std::string& w) { return lexicon_->in("company-word", w); });
}

bool Cast::armed_like(const Entity& e) const {
  if (e.collective || e.outlet || e.state || !e.kinds.has(Kind::kActor) || e.kinds.any(Kinds(Kind::kPlace) | Kind::kPerson) || army_like(e)) return false;
  if (!e.actor.empty()) {
    const domain::Actor* a = lexicon_->domain().actor(e.actor);
    return a && (a->kind == "army" || a->kind == "militia");
  }
  if (e.rebel || (is_acronym(e.name) && e.mentions > 1 && !lexicon_->in("wordnet-common", lower_ascii(e.name)))) return true;
  const std::vector<std::string> words = words_of(lower_ascii(e.name));
  if (std::any_of(words.begin(), words.end(), [](const std::string& w) { return std::isdigit(static_cast<unsigned char>(w[0])); })) return false;
  return std::any_of(words.begin(), words.end(), [&](const std::string& w) { return lexicon_->in("armed-word", w); });
}

int Cast::chief_rebel() const {
  int chief = -1, second = 0;
  for (int i = 0; i < size(); ++i) {
    if (!armed_like(entities_[i])) continue;
    if (chief < 0 || entities_[i].mentions > entities_[chief].mentions) {
      if (chief >= 0) second = entities_[chief].mentions;
      chief = i;
    } else {
      second = std::max(second, entities_[i].mentions);
    }
  }
  return chief >= 0 && entities_[chief].mentions >= kChief && entities_[chief].mentions >= 2 * second ? chief : -1;
}

void Cast::set_outlet(const std::string& printed) {
  std::string name = printed.substr(0, printed.find(" ("));
  const std::string small = lower_ascii(name);
  // 'General Staff of the Armed Forces of Olvenia' speaks for the forces.
  if (const std::size_t of = small.find(" of the "); of != std::string::npos) {
    Entity body;
    body.name = name.substr(of + 8);
    body.kinds = Kind::kActor;
    if (army_like(body)) name = body.name;
  }
  if (name.empty()) return;
  Entity probe;
  probe.name = name;
  probe.kinds = Kind::kActor;
  const std::vector<std::string> words = words_of(small);
  const bool firm = words.size() > 1 && (words.back() == "plc" || words.back() == "ltd" || words.back() == "limited" || words.back() == "inc" || words.back() == "corp" || words.back() == "resources");
  if (!army_like(probe) && !firm) {
    if (const int e = find(name); e >= 0) entities_[e].outlet = true;
    return;
  }
  issuer_ = named(name, Kind::kActor);
  if (const std::size_t bracket = printed.find('('); bracket != std::string::npos)
    if (const std::string acronym = printed.substr(bracket + 1, printed.find(')') - bracket - 1); is_acronym(acronym) && find(acronym) < 0) add_alias(issuer_, acronym);
}

int Cast::resource(const std::string& pack_id) {
  auto it = keys_.find("resource:" + pack_id);
  if (it != keys_.end()) return it->second;
  const domain::Resource* r = lexicon_->domain().resource(pack_id);
  Entity e;
  e.id = pack_id;
  e.name = r ? r->name : pack_id;
  e.resource = pack_id;
  e.kinds = Kind::kResource;
  return add(std::move(e), "resource:" + pack_id);
}

}  // namespace assay::reading
