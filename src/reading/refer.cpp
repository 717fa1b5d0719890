#include "reading/refer.hpp"

#include <algorithm>
#include <string>

#include "reading/arguments.hpp"

namespace assay::reading {
namespace {

constexpr int kReach = 2;          // sentences back to what an act refers to
constexpr std::size_t kCopies = 2;  // claims at most that one denial denies

class Referrer {
 public:
  Referrer(DocumentReading& r, const Lexicon& lexicon, std::vector<int>& tokens, const std::function<Filler(int, int)>& filler, const std::function<Span(int)>& evidence)
      : r_(r), lexicon_(lexicon), tokens_(tokens), filler_(filler), evidence_(evidence), original_(r.claims.size()) {}

  void run() {
    for (std::size_t p = 0; p < r_.passages.size(); ++p) {
      const Tree& t = r_.passages[p].tree;
      for (int i = 0; i < t.size(); ++i) {
        if (!t.is_verb(i) && t.token(i).xpos != "VBN") continue;
        const std::string& lemma = t.lemma(i);
        if (lexicon_.in("blames", lemma)) blame(static_cast<int>(p), i);
        else if (lexicon_.in("confesses", lemma)) confess(static_cast<int>(p), i);
        else if (lexicon_.speech(lemma) == Stance::kDenied || lexicon_.in("brands", lemma)) deny(static_cast<int>(p), i);
      }
    }
  }

 private:
  const Passage& passage(int p) const { return r_.passages[p]; }

  // A party that fills a role of the verb, as the index of its mention, or -1.
  int party(int p, const Arguments& args, Role role, const std::string& preposition = "") const {
    for (const Argument& a : args.all) {
      if (a.role != role || (role == Role::kOblique && a.preposition != preposition)) continue;
      const int m = passage(p).mention_of[a.token];
      if (m < 0) continue;
      const Mention& mention = passage(p).mentions[m];
      if (mention.entity < 0 && mention.owner < 0) continue;
      const Kinds kinds = mention.entity >= 0 ? mention.kinds | r_.cast[mention.entity].kinds : mention.kinds;
      if (kinds.any(kParties)) return m;
    }
    return -1;
  }

  bool below(int p, int verb, std::size_t k) const {
    return r_.passage_of_claim[k] == p && tokens_[k] != verb && passage(p).tree.dominates(verb, tokens_[k]);
  }

  static bool has(const std::vector<Filler>& list, const Filler& f) {
    return std::any_of(list.begin(), list.end(), [&](const Filler& x) { return x.id == f.id; });
  }

  bool of_type(const Claim& c, const char* list) const { return lexicon_.in(list, std::string(name_of(c.type))); }

  // Claims of the words before the act: of its own sentence, else of the nearest sentence before that has any.
  template <class Wanted>
  std::vector<std::size_t> before(int p, int verb, Wanted wanted) const {
    std::vector<std::size_t> found;
    for (int back = p; back >= 0 && back >= p - kReach && found.empty(); --back) {
      if (passage(back).block + 1 < passage(p).block) break;
      for (std::size_t k = 0; k < original_; ++k)
        if (r_.passage_of_claim[k] == back && (back < p || (tokens_[k] < verb && !passage(p).tree.dominates(verb, tokens_[k]))) && wanted(r_.claims[k])) found.push_back(k);
    }
    return found;
  }

  void add(Claim c, int p, int verb, const char* rule) {
    c.evidence = {evidence_(p)};
    c.rule = std::string(name_of(c.type)) + rule;
    for (auto* list : {&c.agent, &c.target, &c.place, &c.resource})
      for (Filler& f : *list) f.span.reset();
    r_.claims.push_back(std::move(c));
    r_.passage_of_claim.push_back(p);
    tokens_.push_back(verb);
  }

  void blame(int p, int i) {
    const Tree& t = passage(p).tree;
    const Arguments args = arguments_of(t, i);
    const int speaker = party(p, args, Role::kSubject);
    int blamed = party(p, args, Role::kObject);
    const int on = party(p, args, Role::kOblique, "on");
    const bool on_somebody = on >= 0;
    if (on_somebody) blamed = on;
    if (blamed < 0) return;
    const Filler accused = filler_(p, blamed);
    // 'blamed X for the shelling', 'the attack, blamed on X'
    bool told = false;
    for (std::size_t k = 0; k < original_; ++k) {
      Claim& c = r_.claims[k];
      const bool object = r_.passage_of_claim[k] == p && on_somebody && std::any_of(args.all.begin(), args.all.end(), [&](const Argument& a) { return a.role == Role::kObject && a.token == tokens_[k]; });
      if ((!below(p, i, k) && !object) || !of_type(c, "violent-types")) continue;
      if (c.agent.empty() || on_somebody || (speaker >= 0 && has(c.agent, filler_(p, speaker)))) c.agent = {accused};
      if (c.stance == Stance::kAsserted) c.stance = Stance::kClaimed;
      if (speaker >= 0 && c.speaker.empty()) c.speaker.push_back(filler_(p, speaker));
      told = true;
    }
    if (told || speaker < 0 || on_somebody) return;
    const auto antecedents = before(p, i, [&](const Claim& c) { return of_type(c, "violent-types"); });
    if (antecedents.empty()) return;
    std::size_t best = antecedents.front();
    for (std::size_t k : antecedents)
      if (r_.claims[k].type == ClaimType::kAttack) best = k;
    Claim c = r_.claims[best];
    if (c.type != ClaimType::kAttack && c.type != ClaimType::kDamage && c.type != ClaimType::kDetain && c.type != ClaimType::kLoot) c.type = ClaimType::kAttack, c.quantity.reset();
    c.agent = {accused};
    c.target.erase(std::remove_if(c.target.begin(), c.target.end(), [&](const Filler& f) { return f.id == accused.id; }), c.target.end());
    c.speaker = {filler_(p, speaker)};
    c.stance = Stance::kClaimed;
    c.negated = false;
    add(std::move(c), p, i, "/blamed-for-it");
  }

  // 'claimed responsibility for the bombing', 'claimed the strike'
  void confess(int p, int i) {
    const Tree& t = passage(p).tree;
    const Arguments args = arguments_of(t, i);
    const int who = party(p, args, Role::kSubject);
    if (who < 0) return;
    bool responsibility = false;
    int event = -1;
    for (const Argument& a : args.all)
      if (a.role == Role::kObject) {
        responsibility |= lexicon_.in("responsibility", t.lemma(a.token));
        event = a.token;
      }
    const Filler doer = filler_(p, who);
    bool told = false;
    for (std::size_t k = 0; k < original_; ++k) {
      Claim& c = r_.claims[k];
      if (!below(p, i, k) || !of_type(c, "violent-types") || (!responsibility && tokens_[k] != event)) continue;
      c.agent = {doer};
      c.stance = Stance::kClaimed;
      if (!has(c.speaker, doer)) c.speaker = {doer};
      told = true;
    }
    if (told || !responsibility) return;
    const auto antecedents = before(p, i, [&](const Claim& c) { return c.type == ClaimType::kAttack; });
    if (antecedents.empty()) return;
    Claim c = r_.claims[antecedents.back()];
    c.agent = {doer};
    c.speaker = {doer};
    c.stance = Stance::kClaimed;
    add(std::move(c), p, i, "/claimed-it");
  }

  // 'The army denies this', 'rejected the charge', 'called the allegation unfounded', 'a claim denied by X'
  void deny(int p, int i) {
    const Tree& t = passage(p).tree;
    if (lexicon_.in("brands", t.lemma(i))) {
      bool unfounded = false;
      for (int k = i + 1; k < std::min(t.size(), i + 14); ++k) unfounded |= lexicon_.in("unfounded", t.lemma(k));
      if (!unfounded) return;
    }
    const Arguments args = arguments_of(t, i);
    const int who = party(p, args, Role::kSubject);
    if (who < 0) return;
    bool refers = false;
    for (const Argument& a : args.all) {
      if (a.role != Role::kObject && a.role != Role::kClause) continue;
      const std::string& lemma = t.lemma(a.token);
      bool bare = true;
      for (int c : t.children(a.token)) bare &= t.base_relation(c) != "acl" && t.base_relation(c) != "nmod" && t.base_relation(c) != "ccomp";
      refers |= lexicon_.in("refers-back", lemma) && (bare || t.token(i).xpos == "VBN");
    }
    if (!refers) return;
    for (std::size_t k = 0; k < original_; ++k)
      if (below(p, i, k) && r_.claims[k].stance == Stance::kDenied) return;
    const Filler denier = filler_(p, who);
    const int entity = passage(p).mentions[who].entity;
    const int side = entity >= 0 ? r_.cast[entity].side : -1;
    auto own = [&](const Claim& c) {
      return std::any_of(c.agent.begin(), c.agent.end(), [&](const Filler& a) { return a.id == denier.id || (side >= 0 && r_.cast[side].id == a.id) || lexicon_.domain().belongs_to(a.id, denier.id); });
    };
    auto open = [&](const Claim& c) {
      return !of_type(c, "standing-types") && c.stance != Stance::kDenied && !has(c.speaker, denier);
    };
    auto antecedents = before(p, i, [&](const Claim& c) { return open(c) && own(c); });
    if (antecedents.empty()) antecedents = before(p, i, [&](const Claim& c) { return open(c) && !c.speaker.empty(); });
    if (antecedents.size() > kCopies) antecedents.erase(antecedents.begin(), antecedents.end() - kCopies);
    for (std::size_t k : antecedents) {
      Claim c = r_.claims[k];
      c.stance = Stance::kDenied;
      c.speaker = {denier};
      add(std::move(c), p, i, "/denied-it");
    }
  }

  DocumentReading& r_;
  const Lexicon& lexicon_;
  std::vector<int>& tokens_;
  const std::function<Filler(int, int)>& filler_;
  const std::function<Span(int)>& evidence_;
  const std::size_t original_;
};

}  // namespace

void refer_back(DocumentReading& reading, const Lexicon& lexicon, std::vector<int>& token_of_claim, const std::function<Filler(int, int)>& filler,
                const std::function<Span(int)>& evidence) {
  Referrer(reading, lexicon, token_of_claim, filler, evidence).run();
}

}  // namespace assay::reading
