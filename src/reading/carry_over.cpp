#include "reading/carry_over.hpp"

#include <algorithm>
#include <map>
#include <string>

#include "domain/slug.hpp"
#include "reading/slots.hpp"
#include "reading/standing.hpp"

namespace assay::reading {
namespace {

class CarryOver {
 public:
  CarryOver(DocumentReading& r, const text::Report& report, const Lexicon& lexicon, std::vector<int>& token_of_claim)
      : r_(r), report_(report), lexicon_(lexicon), token_of_claim_(token_of_claim) {}

  void run() {
    carry_on();
    tell_headlines();
    reach_back();
  }

 private:
  const Passage& passage() const { return r_.passages[passage_]; }
  const Tree& tree() const { return passage().tree; }

  // A town that 'had fallen' fell to whoever was told to have taken it; a party fights whom it was told to fight.
  void carry_on() {
    std::map<std::string, std::map<std::string, int>> foes;
    std::map<std::string, Filler> fillers;
    auto count = [&](const Filler& a, const Filler& b) {
      ++foes[a.id][b.id];
      fillers.emplace(b.id, b);
    };
    for (const Claim& c : r_.claims) {
      if (!lexicon_.in("hostile-types", std::string(name_of(c.type)))) continue;
      for (const Filler& a : c.agent)
        for (const Filler& t : c.target)
          if (a.id != t.id && armed(a) && armed(t)) count(a, t), count(t, a);
    }
    for (std::size_t k = 0; k < r_.claims.size(); ++k) {
      Claim& c = r_.claims[k];
      if (c.type == ClaimType::kCapture && c.agent.empty() && !c.place.empty())
        for (std::size_t b = k; b-- > 0;)
          if (r_.claims[b].type == ClaimType::kCapture && !r_.claims[b].agent.empty() && !r_.claims[b].place.empty() && agree(r_.claims[b].place, c.place)) {
            for (const Filler& f : r_.claims[b].agent) put(c.agent, unprinted(f));
            break;
          }
      if (!lexicon_.in("hostile-types", std::string(name_of(c.type))) || c.agent.empty() || !c.target.empty()) continue;
      const auto known = foes.find(c.agent.front().id);
      if (known == foes.end()) continue;
      const std::string* best = nullptr;
      int most = 0;
      for (const auto& [id, times] : known->second)
        if (times > most) most = times, best = &id;
      if (best) put(c.target, unprinted(fillers.at(*best)));
    }
  }

  // A headline tells what the lead tells in full: 'Rebels take mining town' is of whom, what and when the first
  // claim of its type in the body says.
  void tell_headlines() {
    for (std::size_t k = 0; k < r_.claims.size(); ++k) {
      if (!headline(r_.passage_of_claim[k])) continue;
      Claim& c = r_.claims[k];
      for (std::size_t b = 0; b < r_.claims.size(); ++b) {
        const Claim& body = r_.claims[b];
        if (headline(r_.passage_of_claim[b]) || body.type != c.type || body.negated != c.negated) continue;
        if (r_.passage_of_claim[b] - r_.passage_of_claim[k] > kLead) break;
        if (!told_by(c.agent, body.agent) || !told_by(c.target, body.target) || !told_by(c.place, body.place) || !told_by(c.resource, body.resource)) continue;
        retell(c.agent, body.agent);
        retell(c.target, body.target);
        retell(c.place, body.place);
        retell(c.resource, body.resource);
        c.time = body.time;
        break;
      }
    }
  }

  bool headline(int passage) const {
    const text::BlockKind kind = report_.body.blocks[r_.passages[passage].block].kind;
    return kind == text::BlockKind::kHeadline || kind == text::BlockKind::kDeck;
  }

  // Nothing in the headline's slot speaks against the body's: it is empty, of no name, supplied, or the same.
  bool told_by(const std::vector<Filler>& slot, const std::vector<Filler>& body) const {
    if (slot.empty() || body.empty() || agree(slot, body)) return true;
    return std::all_of(slot.begin(), slot.end(), [&](const Filler& f) { return vague(r_.cast, f); });
  }
  void retell(std::vector<Filler>& slot, const std::vector<Filler>& body) const {
    if (body.empty() || !std::all_of(slot.begin(), slot.end(), [&](const Filler& f) { return vague(r_.cast, f); })) return;
    if (!slot.empty() && slot.front().span && std::all_of(body.begin(), body.end(), [&](const Filler& f) { return vague(r_.cast, f); })) return;
    slot.clear();
    for (const Filler& f : body) put(slot, unprinted(f));
  }

  // Supplied from elsewhere in the report: no span of its own.
  static Filler unprinted(Filler f) {
    f.span.reset();
    return f;
  }

  // Armed parties and governments; people who suffer are no foe.
  bool armed(const Filler& f) const {
    for (int e = 0; e < r_.cast.size(); ++e)
      if (r_.cast[e].id == f.id) return r_.cast[e].kinds.any(Kinds(Kind::kActor) | Kind::kFighters) && !r_.cast[e].kinds.any(Kinds(Kind::kPeople) | Kind::kPerson);
    return false;
  }

  // 'X could not independently verify that claim' makes what it points to unverified.
  void reach_back() {
    const std::size_t original = r_.claims.size();
    for (std::size_t p = 0; p < r_.passages.size(); ++p) {
      passage_ = static_cast<int>(p);
      const Tree& t = tree();
      for (int i = 0; i < t.size(); ++i) {
        if (!t.is_verb(i) || !lexicon_.in("verify", t.lemma(i))) continue;
        Arguments args = arguments_of(t, i);
        Grounding g = grounding_of(t, i, args, lexicon_);
        if (!g.negated && !unable(i)) continue;
        unverified(i, args, original);
        break;
      }
    }
  }

  // 'was unable to verify', 'has not been possible to confirm'
  bool unable(int i) const {
    const Tree& t = tree();
    for (int up = t.head(i), step = 0; up >= 0 && step < 3; up = t.head(up), ++step) {
      if (auto standing = lexicon_.embedding(t.lemma(up)); standing && standing->negates) return true;
      for (int c : t.children(up))
        if (lexicon_.in("negation", t.lemma(c))) return true;
    }
    return false;
  }

  void unverified(int verb, const Arguments& args, std::size_t original) {
    const Tree& t = tree();
    Claim c;
    c.type = ClaimType::kUnverified;
    c.rule = "unverified/" + t.lemma(verb);
    c.evidence = {report_.body.map.to_report(passage().sentence->span)};
    bool plural = false, own_content = false, figure = false, same_sentence = false;
    for (const Argument& a : args.all) {
      if (a.role == Role::kSubject) {
        const Mention* m = passage().mention_at(a.token);
        const bool own = m && m->pronoun && lexicon_.in("first-person", t.lemma(a.token)) && !r_.attribution.quoted[passage_][a.token];
        if (m && m->entity >= 0 && c.agent.empty() && !own) put(c.agent, filler_of(r_.cast, report_.body.map, passage(), *m));
      }
      if (a.role == Role::kObject || a.role == Role::kClause) {
        auto [first, last] = t.phrase(a.token, true);
        if (c.object.empty()) c.object = t.words(first, std::min(last, first + 11));
        if (a.role == Role::kObject) {
          plural = t.token(a.token).xpos == "NNS" || t.has_lemma(a.token, "either") || t.has_lemma(a.token, "they") || t.has_lemma(a.token, "them") || t.has_lemma(a.token, "both");
          for (int d : t.children(a.token))
            plural |= t.has_lemma(d, "either") || t.has_lemma(d, "these") || t.has_lemma(d, "those") || t.has_lemma(d, "both") || t.has_lemma(d, "any");
          if (t.has_child(a.token, "acl") && !t.has_child(a.token, "det")) own_content = true;
          figure |= lexicon_.in("figure-noun", t.lemma(a.token));
          same_sentence |= t.token(a.token).upos == "PRON";
        } else {
          own_content = true;
        }
      }
    }
    if (c.agent.empty() && !report_.document.outlet.empty())
      c.agent.push_back({domain::name_id(report_.document.outlet), report_.document.outlet, "", std::nullopt});
    // Claims of the same sentence that stand under the verb are what could not be verified.
    bool here = false;
    for (std::size_t k = 0; k < original; ++k)
      if (r_.passage_of_claim[k] == passage_ && t.dominates(verb, token_of_claim_[k]) && token_of_claim_[k] != verb) make_unverified(r_.claims[k]), here = true;
    // 'Figures range from 18 to 31; X could not verify them.'
    if (!here && same_sentence)
      for (std::size_t k = 0; k < original; ++k)
        if (r_.passage_of_claim[k] == passage_ && token_of_claim_[k] < verb) here |= make_unverified(r_.claims[k], true);
    if (!here && !own_content) {
      const int block = passage().block;
      bool reached = false;
      for (int back = passage_ - 1; back >= 0 && back >= passage_ - 6; --back) {
        if (r_.passages[back].block < block - 1) break;
        if (r_.passages[back].block < block && reached) break;
        bool any = false;
        for (std::size_t k = 0; k < original; ++k)
          if (r_.passage_of_claim[k] == back) any |= make_unverified(r_.claims[k], figure && r_.claims[k].quantity);
        reached |= any;
        if (any && !plural) break;
      }
    }
    c.stance = Stance::kAsserted;
    r_.claims.push_back(std::move(c));
    r_.passage_of_claim.push_back(passage_);
    token_of_claim_.push_back(verb);
  }

  // What the outlet says in its own voice stays so; a denial that could not be verified stays a denial.
  static bool make_unverified(Claim& c, bool any_voice = false) {
    if (c.speaker.empty() && c.stance == Stance::kAsserted && !any_voice) return false;
    if (c.type == ClaimType::kNoComment || c.type == ClaimType::kRole || c.type == ClaimType::kLocation || c.type == ClaimType::kAffiliation) return false;
    if (c.stance == Stance::kClaimed || c.stance == Stance::kAsserted) c.stance = Stance::kUnverified;
    return true;
  }

  static constexpr int kLead = 6;  // sentences behind a headline that may tell it in full

  DocumentReading& r_;
  const text::Report& report_;
  const Lexicon& lexicon_;
  std::vector<int>& token_of_claim_;
  int passage_ = 0;
};

}  // namespace

void carry_over(DocumentReading& reading, const text::Report& report, const Lexicon& lexicon, std::vector<int>& token_of_claim) {
  CarryOver(reading, report, lexicon, token_of_claim).run();
}

}  // namespace assay::reading
