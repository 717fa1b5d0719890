#include "reading/setting.hpp"

#include "reading/slots.hpp"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>
#include <string>

namespace assay::reading {
namespace {

constexpr int kReach = 3;         // sentences over which the last place told of goes on
constexpr int kOtherClause = 15;  // tokens that a place in another clause counts as further off

// 'Ward 3': told from its like by a number alone, so that nothing goes on there.
bool numbered(const Entity& e) {
  return std::any_of(e.name.begin(), e.name.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

Setting::Setting(const DocumentReading& reading, const Lexicon& lexicon)
    : r_(reading), lexicon_(lexicon), topic_place_(most_told_place()), topic_resource_(most_told_resource()) {
  int last = -1, at = -1;
  for (std::size_t p = 0; p < r_.passages.size(); ++p) {
    for (const Mention& m : r_.passages[p].mentions)
      if (m.entity >= 0 && mineral(m.entity)) last = m.entity, at = static_cast<int>(p);
    resource_at_.push_back(last >= 0 && static_cast<int>(p) - at <= kReach ? last : -1);
  }
}

Setting::Whereabouts Setting::place_of(int passage, const Match& match) const {
  Whereabouts w;
  w.printed = place_in_sentence(passage, match);
  if (w.printed >= 0) return w;
  const bool same_block = last_place_passage_ >= 0 && r_.passages[last_place_passage_].block == r_.passages[passage].block;
  if (!last_places_.empty() && (same_block || (topic_place_ < 0 && passage - last_place_passage_ <= kReach))) w.entities = last_places_;
  else if (topic_place_ >= 0) w.entities = {topic_place_};
  return w;
}

// A place elsewhere in the sentence, unless it only tells where somebody speaks or comes from.
int Setting::place_in_sentence(int passage, const Match& match) const {
  const Passage& p = r_.passages[passage];
  const Tree& t = p.tree;
  int best = -1, cost = 1 << 20;
  for (const Mention& m : p.mentions) {
    if (m.entity < 0 || m.adjective || !r_.cast[m.entity].kinds.any(kSites)) continue;
    // 'In Ketumar' tells where; 'from Ketumar' where goods come from; else a state is a party.
    if (r_.cast[m.entity].kinds.has(Kind::kActor) && !m.pronoun && t.preposition(m.head) != "in" &&
        !(t.preposition(m.head) == "from" && lexicon_.in("yield-types", std::string(name_of(match.frame->type)))))
      continue;
    // 'Kachin rebels', 'the Bhamo garrison': whose they are, not where.
    const int up = t.head(m.head);
    const std::string_view base = t.base_relation(m.head);
    if (up >= 0 && (base == "compound" || base == "amod" || t.relation(m.head) == "nmod:poss") &&
        lexicon_.kinds_of_noun(t.lemma(up)).any(kParties) && !lexicon_.kinds_of_noun(t.lemma(up)).any(kSites))
      continue;
    if (!lexicon_.in("yield-types", std::string(name_of(match.frame->type))) && of_a_speaker(t, lexicon_, m.head)) continue;
    const bool used = std::any_of(match.fill.begin(), match.fill.end(), [&](const auto& fill) {
      return std::find(fill.begin(), fill.end(), m.head) != fill.end();
    });
    const bool there = m.pronoun && t.token(m.head).upos == "ADV";
    if (used || (t.preposition(m.head).empty() && !m.name && !there)) continue;
    const int d = std::abs(m.head - match.token) + (t.clause_of(m.head) == t.clause_of(match.token) ? 0 : kOtherClause);
    if (d < cost) cost = d, best = m.head;
  }
  return best;
}

bool Setting::may_be_topic(const Entity& e) const {
  if (!e.kinds.has(Kind::kPlace) || e.kinds.has(Kind::kPerson) || e.state || e.collective || !e.actor.empty()) return false;
  return !wide(e) && !numbered(e);
}

bool Setting::wide(const Entity& e) const {
  if (lexicon_.in("wide-place", e.place_kind)) return true;
  const domain::Place* place = lexicon_.domain().place(e.id);
  return place && std::any_of(place->kinds.begin(), place->kinds.end(), [&](const std::string& kind) { return lexicon_.in("wide-place", kind); });
}

int Setting::resource_of(int passage) const { return resource_at_[passage] >= 0 ? resource_at_[passage] : topic_resource_; }

bool Setting::mineral(int entity) const {
  std::string id = r_.cast[entity].resource;
  for (int guard = 0; guard < 6 && !id.empty(); ++guard) {
    if (lexicon_.in("mineral-class", id)) return true;
    const domain::Resource* resource = lexicon_.domain().resource(id);
    id = resource ? resource->broader : "";
  }
  return false;
}

void Setting::remember(int passage, const std::vector<Claim>& claims, std::size_t first) {
  for (std::size_t k = claims.size(); k-- > first;) {
    const Claim& c = claims[k];
    if (c.place.empty() || c.type == ClaimType::kLocation) continue;
    // The whole list, where another claim of the sentence has it.
    const Claim* fullest = &c;
    for (std::size_t b = first; b < claims.size(); ++b)
      if (claims[b].place.size() > fullest->place.size() && within(c.place, claims[b].place)) fullest = &claims[b];
    std::vector<int> places;
    for (const Filler& f : fullest->place)
      for (int e = 0; e < r_.cast.size(); ++e)
        if (r_.cast[e].id == f.id && f.span && !r_.cast[e].kinds.has(Kind::kActor) && !wide(r_.cast[e])) {
          places.push_back(e);
          break;
        }
    if (!places.empty()) last_places_ = std::move(places), last_place_passage_ = passage;
    return;
  }
}

// The place that the report is about: named in most sentences, the headline and the lead counting more; no state,
// no province, and nothing that only a number tells from its like ('Ward 3').
int Setting::most_told_place() const {
  std::map<int, double> weight;
  for (std::size_t p = 0; p < r_.passages.size(); ++p) {
    std::set<int> here;
    for (const Mention& m : r_.passages[p].mentions)
      if (m.entity >= 0 && may_be_topic(r_.cast[m.entity]) && !of_a_speaker(r_.passages[p].tree, lexicon_, m.head)) here.insert(m.entity);
    for (int e : here) weight[e] += p < 2 ? 3 : p < 4 ? 2 : 1;
  }
  int best = -1;
  double most = 0;
  for (const auto& [entity, w] : weight)
    if (w > most) most = w, best = entity;
  return best;
}

int Setting::most_told_resource() const {
  std::map<int, int> count;
  for (const Passage& p : r_.passages)
    for (const Mention& m : p.mentions)
      if (m.entity >= 0 && mineral(m.entity)) ++count[m.entity];
  int best = -1, most = 1;
  for (const auto& [entity, n] : count)
    if (n > most) most = n, best = entity;
  return best;
}

}  // namespace assay::reading
