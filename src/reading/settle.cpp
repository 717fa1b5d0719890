#include "reading/settle.hpp"

#include <algorithm>

#include "reading/slots.hpp"

namespace assay::reading {
namespace {

constexpr int kOfficeReach = 6;  // tokens from 'in place of' to the name

class Settler {
 public:
  Settler(int passage, const DocumentReading& r, const text::OffsetMap& map, const Lexicon& lexicon) : passage_(passage), r_(r), map_(map), lexicon_(lexicon) {}

  void run(Claim& c, const Match& m, int voice) const {
    if (c.type == ClaimType::kAppoint) settle_office(c, m);
    if (c.type == ClaimType::kPressure) settle_pressed(c, m);
    if (c.type == ClaimType::kControl) settle_hands(c, m, voice);
    if (lexicon_.in("violent-types", std::string(name_of(c.type)))) disarm(c, m);
  }

 private:
  const Passage& passage() const { return r_.passages[passage_]; }
  const Tree& tree() const { return passage().tree; }
  Filler filler_of(const Passage& p, const Mention& m) const { return reading::filler_of(r_.cast, map_, p, m); }
  Filler filler_of_entity(int entity) const { return reading::filler_of(r_.cast, entity); }

  // 'Appointed military governor in place of X': the office is no person, and whoever had it is the target.
  void settle_office(Claim& c, const Match& m) const {
    auto unnamed = [&](const Filler& f) {
      for (int e = 0; e < r_.cast.size(); ++e)
        if (r_.cast[e].id == f.id) return r_.cast[e].collective;
      return false;
    };
    for (auto* list : {&c.agent, &c.target})
      if (!std::all_of(list->begin(), list->end(), unnamed)) list->erase(std::remove_if(list->begin(), list->end(), unnamed), list->end());
    const Tree& t = tree();
    for (int i = std::max(1, m.token); i + 2 < t.size(); ++i) {
      if (!lexicon_.in("replacing-noun", t.lemma(i)) || !t.has_lemma(i + 1, "of")) continue;
      const int in = t.token(i - 1).upos == "DET" ? i - 2 : i - 1;
      if (in < 0 || !t.has_lemma(in, "in")) continue;
      for (const Mention& n : passage().mentions)
        if (n.name && n.entity >= 0 && n.first > i && n.first <= i + kOfficeReach && r_.cast[n.entity].kinds.has(Kind::kPerson)) {
          c.target = {filler_of(passage(), n)};
          c.agent.erase(std::remove_if(c.agent.begin(), c.agent.end(), [&](const Filler& f) { return f.id == c.target.front().id; }), c.agent.end());
          return;
        }
    }
  }

  // 'Demanded that the front pull back': who is to do it.
  void settle_pressed(Claim& c, const Match& m) const {
    if (!c.target.empty()) return;
    for (const Argument& a : m.arguments.all) {
      if (a.role != Role::kClause) continue;
      const int subject = tree().child(a.token, "nsubj");
      const Mention* mention = subject >= 0 ? passage().mention_at(subject) : nullptr;
      if (!mention || mention->entity < 0 || !r_.cast[mention->entity].kinds.any(kParties)) continue;
      const Filler f = filler_of(passage(), *mention);
      if (std::none_of(c.agent.begin(), c.agent.end(), [&](const Filler& x) { return x.id == f.id; })) put(c.target, f);
      return;
    }
  }

  // 'In our hands', 'under its control', 'in rebel hands': whose they are.
  void settle_hands(Claim& c, const Match& m, int voice) const {
    const Tree& t = tree();
    auto party = [&](int e) { return e >= 0 && r_.cast[e].kinds.any(Kinds(Kind::kActor) | Kind::kFighters) && (!r_.cast[e].kinds.has(Kind::kPlace) || r_.cast[e].state); };
    for (int w : m.words) {
      if (!t.is_noun(w)) continue;
      for (int child : t.children(w)) {
        const bool own = t.relation(child) == "nmod:poss" && t.token(child).upos == "PRON";
        if (!own && t.base_relation(child) != "compound") continue;
        const Mention* mention = passage().mention_at(child);
        int e = mention ? mention->entity : -1;
        // 'X said that the town was under its control': the speaker's, where a pronoun finds no party.
        if (own && !party(e) && !r_.attribution.voices[voice].speakers.empty()) {
          const int speaker = r_.attribution.voices[voice].speakers.front().entity;
          if (speaker >= 0) e = r_.cast[speaker].side >= 0 ? r_.cast[speaker].side : speaker;
        }
        if (party(e)) c.agent = {filler_of_entity(e)};
        return;
      }
    }
  }

  // 'People who died in a strike', 'residents describe looting': those that a deed's noun hangs on suffered or told it.
  void disarm(Claim& c, const Match& m) const {
    c.agent.erase(std::remove_if(c.agent.begin(), c.agent.end(), [&](const Filler& f) {
      if (lexicon_.look_up("anybody", f.id)) return true;
      for (int e = 0; e < r_.cast.size() && tree().is_noun(m.token); ++e)
        if (r_.cast[e].id == f.id) return r_.cast[e].collective && r_.cast[e].kinds.has(Kind::kPeople) && !r_.cast[e].kinds.any(Kinds(Kind::kFighters) | Kind::kActor);
      return false;
    }), c.agent.end());
  }

  const int passage_;
  const DocumentReading& r_;
  const text::OffsetMap& map_;
  const Lexicon& lexicon_;
};

}  // namespace

void settle_parties(Claim& claim, const Match& match, int voice, int passage, const DocumentReading& reading, const text::OffsetMap& map, const Lexicon& lexicon) {
  Settler(passage, reading, map, lexicon).run(claim, match, voice);
}

}  // namespace assay::reading
