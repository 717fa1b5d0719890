#include "reading/compose.hpp"

#include "domain/slug.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/digest.hpp"
#include "reading/carry_over.hpp"
#include "reading/figures.hpp"
#include "reading/listed.hpp"
#include "reading/setting.hpp"
#include "reading/settle.hpp"
#include "reading/share.hpp"
#include "reading/slots.hpp"
#include "reading/refer.hpp"
#include "reading/standing.hpp"
#include "reading/timing.hpp"

namespace assay::reading {
namespace {

class Composer {
 public:
  Composer(DocumentReading& r, const text::Report& report, const Lexicon& lexicon)
      : r_(r), report_(report), lexicon_(lexicon), timing_(r, lexicon), setting_(r, lexicon) {}

  void run() {
    for (std::size_t p = 0; p < r_.passages.size(); ++p) {
      passage_ = static_cast<int>(p);
      const std::size_t first = r_.claims.size();
      for (const Match& m : r_.matches[p])
        if (!swallowed(m)) from_match(m);
      for (const Fact& f : r_.facts[p]) from_fact(f);
      merge_since(first);
      spread_quantities(first);
      share_claims(r_.claims, first, lexicon_);
      setting_.remember(passage_, r_.claims, first);
    }
    refer_back(r_, lexicon_, token_of_claim_, [&](int p, int m) { return filler_of(r_.passages[p], r_.passages[p].mentions[m]); },
               [&](int p) { return in_report(r_.passages[p].sentence->span); });
    carry_over(r_, report_, lexicon_, token_of_claim_);
    finish();
  }

 private:
  const Passage& passage() const { return r_.passages[passage_]; }
  const Tree& tree() const { return passage().tree; }

  Span in_report(Span text) const { return report_.body.map.to_report(text); }

  Filler filler_of_entity(int entity) const { return reading::filler_of(r_.cast, entity); }
  Filler filler_of(const Passage& p, const Mention& m) const { return reading::filler_of(r_.cast, report_.body.map, p, m); }

  std::vector<Span> evidence() const { return {in_report(passage().sentence->span)}; }

  void set_voice(Claim& c, int voice) const {
    if (r_.attribution.voices[voice].retraction && !report_.document.outlet.empty())
      c.speaker.push_back({domain::name_id(report_.document.outlet), report_.document.outlet, "", std::nullopt});
    for (const Speaker& s : r_.attribution.chain(voice)) {
      if (s.entity < 0) continue;
      if (s.passage >= 0 && s.mention >= 0) put(c.speaker, filler_of(r_.passages[s.passage], r_.passages[s.passage].mentions[s.mention]));
      else put(c.speaker, filler_of_entity(s.entity));
      // A mention tied to its speaker by a possessive prints another; the entity is what counts.
      c.speaker.back().id = r_.cast[s.entity].id;
      c.speaker.back().name = r_.cast[s.entity].name;
    }
  }

  // 'demanded that X withdraw', 'an operation to retake Y': what is demanded or aimed at is told by the demand.
  bool swallowed(const Match& m) const {
    const Tree& t = tree();
    for (const Match& w : r_.matches[passage_]) {
      const Frame& f = *w.frame;
      if (w.token == m.token || f.type == m.frame->type) continue;
      if (!f.swallows_all && std::find(f.swallows.begin(), f.swallows.end(), m.frame->type) == f.swallows.end()) continue;
      if (std::find(w.words.begin(), w.words.end(), m.token) != w.words.end()) return true;
      if (!t.dominates(w.token, m.token)) continue;
      bool aimed = t.is_noun(m.token) && (t.head(m.token) == w.token || t.head(t.first_conjunct(m.token)) == w.token);
      for (int i = m.token, step = 0; i >= 0 && i != w.token && step < 6; i = t.head(i), ++step) {
        std::string_view base = t.base_relation(i);
        if (t.relation(i) == "acl:relcl" || base == "parataxis") {
          aimed = false;
          break;
        }
        // An infinitive, or the bare verb of 'demanded that X leave'.
        if (t.token(i).xpos == "VB" || (base == "ccomp" && t.token(i).xpos == "VBP")) aimed = true;
        if (base == "advcl" && t.token(i).xpos != "VB") break;
      }
      if (aimed) return true;
    }
    return false;
  }

  // 'KIA-controlled', 'previously held by X', 'the town, which X holds,': the outlet's own knowledge inside
  // somebody's sentence.
  bool factual_aside(const Match& m) const {
    if (r_.attribution.quoted[passage_][m.token]) return false;
    const Tree& t = tree();
    int i = t.first_conjunct(m.token);
    std::string_view base = t.base_relation(i);
    if (base == "amod") return true;
    if (base != "acl") return false;
    const ClaimType type = m.frame->type;
    if (type == ClaimType::kControl || type == ClaimType::kDeploy || type == ClaimType::kMining || type == ClaimType::kProduction) return true;
    // A clause behind a comma says more of a name; one without picks out what is meant.
    return t.relation(i) == "acl:relcl" && i > 0 && comma_before_clause(i);
  }

  bool comma_before_clause(int verb) const {
    auto [first, last] = tree().extent(verb);
    (void)last;
    return first > 0 && (tree().token(first).form == "," || tree().token(first - 1).form == ",");
  }

  void from_match(const Match& m) {
    const Tree& t = tree();
    const Frame& f = *m.frame;
    Grounding g = grounding_of(t, m.token, m.arguments, lexicon_);
    if (g.question && f.type != ClaimType::kNoComment) return;
    // 'made no comment', 'took no prisoners': the trigger's own noun is denied.
    for (int w : m.words) g.negated |= w != m.token && t.is_noun(w) && negative_noun(t, w, lexicon_);
    // 'no longer find' as a trigger: its own 'no' is used up.
    for (int w : m.words)
      if (lexicon_.in("negation", t.lemma(w))) g.negated = false;
    if (f.wants_negative) {
      if (!g.negated) return;
      g.negated = false;
    }
    if (given(m) || bare_heading()) return;
    Claim c;
    c.type = f.type;
    c.rule = fmt::format("{}/{}", name_of(f.type), f.id);
    c.evidence = evidence();
    fill(c.agent, m, Slot::kAgent);
    fill(c.target, m, Slot::kTarget);
    fill(c.place, m, Slot::kPlace);
    whole_list(c, m);
    fill(c.resource, m, Slot::kResource);
    for (auto [list, slot] : {std::pair{&c.agent, Slot::kAgent}, {&c.target, Slot::kTarget}, {&c.place, Slot::kPlace}, {&c.resource, Slot::kResource}})
      if (list->empty() && !m.literal[static_cast<std::size_t>(slot)].empty()) {
        const std::string& word = m.literal[static_cast<std::size_t>(slot)];
        list->push_back({domain::name_id(word), word, "", std::nullopt});
      }
    if (c.resource.empty()) ground_resource(c, m);
    c.object = m.object.empty() ? m.literal[static_cast<std::size_t>(Slot::kObject)] : m.object;
    set_means(c, m);
    set_quantity(c, m);
    const int voice = factual_aside(m) ? 0 : voice_of(m, c);
    set_voice(c, voice);
    c.stance = r_.attribution.stance(voice);
    c.negated = f.negated != g.negated;
    settle_stance(c, m, g, voice);
    if (f.stance && c.stance != Stance::kDenied) c.stance = *f.stance;
    if (c.type == ClaimType::kNoComment) settle_silence(c, m);
    settle_parties(c, m, voice, passage_, r_, report_.body.map, lexicon_);
    settle_raider(c, m);
    drop_doers(c);
    settle_gates(c, m);
    if (c.place.empty()) infer_place(c, m), whole_list(c, m);
    infer_resource(c);
    c.time = timing_.time_for(passage_, m.token, c, g);
    add(std::move(c), m.token);
  }

  // 'A day after the bombing', 'asked about the recent fighting': a happening that is only pointed back to.
  bool given(const Match& m) const {
    const Tree& t = tree();
    if (!t.is_noun(m.token) || t.base_relation(m.token) == "nsubj" || t.base_relation(m.token) == "obj" || m.words.size() > 2) return false;
    const std::string preposition = t.preposition(m.token);
    if (preposition == "about") return true;
    if (!lexicon_.in("given-preposition", preposition)) return false;
    bool definite = false;
    for (int c : t.children(m.token)) {
      const std::string_view base = t.base_relation(c);
      if (base == "det") definite |= t.has_lemma(c, "the") || t.has_lemma(c, "this") || t.has_lemma(c, "that") || t.has_lemma(c, "those") || t.has_lemma(c, "these");
      else if (base != "case" && base != "punct" && base != "amod") return false;
    }
    return definite;
  }

  // 'The fighting', 'MINING AND TAXATION': a heading of a few words without a verb tells nothing.
  bool bare_heading() const {
    if (report_.body.blocks[passage().block].kind != text::BlockKind::kHeading || tree().size() > kBareHeading) return false;
    for (int i = 0; i < tree().size(); ++i)
      if (tree().is_verb(i)) return false;
    return true;
  }

  // 'An owner put the levy at 25 per cent': who tells the figure tells the claim.
  int voice_of(const Match& m, const Claim& c) const {
    const int voice = voice_at(m.token);
    if (voice != 0 || !c.quantity || !r_.attribution.speech_verb[passage_][m.token]) return voice;
    for (const QuantityMention& q : r_.quantities[passage_])
      if (q.quantity.text == c.quantity->text) return voice_at(q.number_token);
    return voice;
  }

  // The voice of a predicate that announces speech itself ('denied', 'declined to comment') is the one around it.
  int voice_at(int token) const { return r_.attribution.voice_of[passage_][token]; }

  void settle_stance(Claim& c, const Match& m, const Grounding& g, int voice) const {
    if (c.stance == Stance::kDenied) {
      // Denying that a thing did not happen is rare; a negative under a denial is the denier's own wording.
      c.negated = m.frame->negated;
      return;
    }
    // 'The ministry said that the gate would open': 'will', told afterwards.
    if (g.would && g.stance == Stance::kConditional && voice != 0 && !r_.attribution.quoted[passage_][m.token] && !has_condition()) {
      c.stance = *g.would;
    } else if (g.by_itself && lexicon_.in("act-types", std::string(name_of(c.type)))) {
      // To urge, to order, to refuse an answer is done when it is said.
    } else if (g.stance && !(c.stance == Stance::kPlanned || c.stance == Stance::kConditional)) {
      if (*g.stance != Stance::kClaimed || c.stance == Stance::kAsserted) c.stance = *g.stance;
    }
    if (c.stance == Stance::kDenied) {
      c.negated = m.frame->negated;
      return;
    }
    // A negative about one's own side, of a thing one can be accused of, is a denial.
    if (g.negated && voice != 0 && lexicon_.in("accusable", std::string(name_of(c.type)))) {
      for (const Speaker& s : r_.attribution.voices[voice].speakers) {
        const Entity& speaker = r_.cast[s.entity];
        for (const Filler& a : c.agent)
          if (a.id == speaker.id || (speaker.side >= 0 && r_.cast[speaker.side].id == a.id) || lexicon_.domain().belongs_to(a.id, speaker.id)) {
            c.stance = Stance::kDenied;
            c.negated = m.frame->negated;
            return;
          }
      }
    }
  }

  // Who does not answer is told by the outlet, or by another than the silent one.
  void settle_silence(Claim& c, const Match& m) const {
    bool own = !r_.attribution.quoted[passage_][m.token];
    for (const Filler& s : c.speaker) own &= std::any_of(c.agent.begin(), c.agent.end(), [&](const Filler& a) { return a.id == s.id; });
    if (own) c.speaker.clear();
    if (c.speaker.empty()) c.stance = Stance::kAsserted;
  }

  bool has_condition() const {
    for (int i = 0; i < tree().size(); ++i)
      if (lexicon_.in("condition", tree().lemma(i))) return true;
    return false;
  }

  void fill(std::vector<Filler>& list, const Match& m, Slot slot) const {
    for (int token : m.fill[static_cast<std::size_t>(slot)]) {
      const Mention* mention = passage().mention_at(token);
      if (!mention) continue;
      // 'Four people were killed': who bears no arms, as far as is told.
      if (slot == Slot::kTarget && mention->entity >= 0 && r_.cast[mention->entity].collective)
        if (const std::string* id = lexicon_.look_up("anybody", r_.cast[mention->entity].id)) {
          Filler f = filler_of(passage(), *mention);
          f.id = *id;
          if (const domain::Actor* a = lexicon_.domain().actor(*id)) f.name = a->name;
          put(list, f);
          continue;
        }
      if (slot == Slot::kPlace && mention->pronoun && (mention->entity < 0 || !r_.cast[mention->entity].kinds.any(kSites))) put(list, filler_of_entity(mention->place_entity));
      else if (mention->entity >= 0 || mention->owner >= 0) put(list, filler_of(passage(), *mention));
      for (int other : mention->others) put(list, filler_of_entity(other));
    }
  }

  // The places of a movement's way, and of a list, that the match has not taken.
  void whole_list(Claim& c, const Match& m) const {
    if (tree().is_verb(m.token)) add_way(c, r_.cast, report_.body.map, passage(), m.arguments, lexicon_);
    if (c.type != ClaimType::kLocation) add_listed(c.place, r_.cast, report_.body.map, passage(), lexicon_);
  }

  // 'Attacked jade mines', 'the gold and copper belt held by': the ground is named by what it yields.
  void ground_resource(Claim& c, const Match& m) const {
    if (!lexicon_.in("ground-types", std::string(name_of(c.type)))) return;
    const Tree& t = tree();
    auto take = [&](int token) {
      if (token < 0 || !t.is_noun(token) || !lexicon_.in("yielding-ground", t.lemma(token))) return;
      for (int child : t.children(token)) {
        const std::string_view base = t.base_relation(child);
        if (base != "compound" && base != "amod" && base != "nmod" && base != "obl") continue;
        for (int k : t.conjuncts(child))
          if (const Mention* mention = passage().mention_at(k); mention && mention->kinds.has(Kind::kResource) && mention->entity >= 0) put(c.resource, filler_of(passage(), *mention));
      }
    };
    for (const Argument& a : m.arguments.all)
      for (int k : t.conjuncts(a.token)) {
        take(k);
        for (int child : t.children(k))
          if (t.base_relation(child) == "nmod") take(child);
      }
    if (t.base_relation(m.token) == "acl" || t.base_relation(m.token) == "amod") take(t.head(m.token));
    if (c.resource.empty() && t.is_noun(m.token))
      for (int child : t.children(m.token)) take(child);
  }

  // 'A fighter jet bombed the market': where only one party flies, it did.
  void settle_raider(Claim& c, const Match& m) const {
    if (!violent(c) || !std::all_of(c.agent.begin(), c.agent.end(), [&](const Filler& f) { return vague(r_.cast, f); })) return;
    if (!flies(m)) return;
    for (const std::string& pack : r_.cast.packs())
      if (const std::string* id = lexicon_.look_up("sole-air-force", pack)) {
        const int e = r_.cast.actor(*id);
        if (e < 0) return;
        c.agent.clear();
        put(c.agent, filler_of_entity(e));
        return;
      }
  }

  // What does the deed, or the deed's own noun, flies.
  bool flies(const Match& m) const {
    const Tree& t = tree();
    auto aircraft = [&](int i) {
      return lexicon_.in("aircraft", t.lemma(i)) || (i > 0 && lexicon_.in("aircraft", t.lemma(i - 1) + " " + t.lemma(i)));
    };
    if (aircraft(m.token)) return true;
    for (const Argument& a : m.arguments.all)
      if ((a.role == Role::kSubject || (a.role == Role::kOblique && a.preposition == "by")) && aircraft(a.token)) return true;
    // 'Airstrike leaves 11 dead', 'a raid by jets'
    for (int c : t.children(m.token))
      if ((t.base_relation(c) == "compound" || t.base_relation(c) == "nsubj" || t.base_relation(c) == "obl" || t.base_relation(c) == "nmod") && aircraft(c)) return true;
    const int clause = t.clause_of(m.token);
    const int subject = clause >= 0 ? t.child(clause, "nsubj") : -1;
    return subject >= 0 && aircraft(subject);
  }

  // 'The state shut its side of the gate': a state that acts is not where it acts.
  void drop_doers(Claim& c) const {
    if (c.type == ClaimType::kLocation) return;
    const bool others = c.place.size() > 1;
    std::erase_if(c.place, [&](const Filler& place) {
      return (others || lexicon_.domain().actor(place.id)) && std::any_of(c.agent.begin(), c.agent.end(), [&](const Filler& agent) { return agent.id == place.id; });
    });
  }

  // Which gates: those of the claim before for 'the gates', a whole border for all of a state's posts.
  void settle_gates(Claim& c, const Match& m) {
    if (c.type != ClaimType::kCloseGate && c.type != ClaimType::kOpenGate) return;
    const auto& fill = m.fill[static_cast<std::size_t>(Slot::kPlace)];
    bool named = false, plural = false;
    for (int token : fill)
      if (const Mention* mention = passage().mention_at(token)) named |= mention->name && !r_.cast[mention->entity].kinds.has(Kind::kActor);
    for (const Argument& a : m.arguments.all)
      if (a.role == Role::kObject || a.role == Role::kSubject) {
        const Mention* mention = passage().mention_at(a.token);
        plural |= mention && mention->plural && lexicon_.kinds_of_noun(tree().lemma(a.token)).any(Kinds(Kind::kGate) | Kind::kFacility) && !mention->name;
        if (mention && mention->name && mention->kinds.any(kSites)) named |= !mention->kinds.has(Kind::kActor);
      }
    if (!named && plural) {
      std::vector<Filler> gates = border_of(c);
      if (!last_gates_.empty() && definite(m)) gates = last_gates_;
      if (!gates.empty()) c.place = gates;
    }
    if (!c.place.empty() && c.stance != Stance::kDenied) last_gates_ = c.place;
    for (Filler& f : last_gates_) f.span.reset();
  }

  bool definite(const Match& m) const {
    for (const Argument& a : m.arguments.all)
      if (a.role == Role::kObject)
        if (const Mention* mention = passage().mention_at(a.token); mention && mention->definite) return true;
    return false;
  }

  // The border with a state that shuts or is shut out, where a pack has one.
  std::vector<Filler> border_of(const Claim& c) const {
    for (const auto* list : {&c.agent, &c.target})
      for (const Filler& f : *list)
        for (const std::string& id : lexicon_.domain().places_named(f.name + " border"))
          if (const domain::Place* p = lexicon_.domain().place(id)) return {{p->id, p->name, p->name, std::nullopt}};
    return {};
  }

  void set_means(Claim& c, const Match& m) const {
    c.means = m.frame->means;
    if (!lexicon_.in("means-types", std::string(name_of(c.type)))) return;
    const Tree& t = tree();
    const int clause = t.clause_of(m.token);
    for (int i = 0; i < t.size(); ++i) {
      if (!t.dominates(clause, i)) continue;
      std::optional<Means> means = lexicon_.means(t.lemma(i));
      if (i + 1 < t.size()) {
        if (auto two = lexicon_.means(t.lemma(i) + " " + t.lemma(i + 1))) means = two;
      }
      if (means && std::find(c.means.begin(), c.means.end(), *means) == c.means.end()) c.means.push_back(*means);
    }
  }

  void set_quantity(Claim& c, const Match& m) const {
    const Frame& f = *m.frame;
    if (f.quantity.empty()) return;
    const QuantityMention* best = nullptr;
    const Tree& t = tree();
    if (m.quantity_token >= 0) {
      auto [first, last] = t.phrase(m.quantity_token, false);
      for (const QuantityMention& q : r_.quantities[passage_])
        if (!best && countable(q) && q.first_token <= m.quantity_token && m.quantity_token < q.end_token) best = &q;
      for (const QuantityMention& q : r_.quantities[passage_])
        if (!best && countable(q) && ((q.first_token >= first && q.end_token <= last + 1) || q.head_token == m.quantity_token)) best = &q;
    } else if (m.quantity_token == -2) {
      const int clause = t.clause_of(m.token);
      int cost = 1 << 20;
      for (const QuantityMention& q : r_.quantities[passage_]) {
        if (!countable(q)) continue;
        // What a thing costs and what is levied is money or a share of something.
        if ((c.type == ClaimType::kPrice || c.type == ClaimType::kTax) && (q.kind == QuantityKind::kMeasure || (q.kind == QuantityKind::kCount && !q.quantity.unit.empty()))) continue;
        const bool measure = q.kind == QuantityKind::kMoney || q.kind == QuantityKind::kShare || q.kind == QuantityKind::kMeasure;
        int d = std::abs(q.first_token - m.token) + (t.clause_of(q.number_token) == clause ? 0 : 25) + (q.former ? 40 : 0) + (f.rate && !measure ? 30 : 0);
        if (d < cost) cost = d, best = &q;
      }
    }
    if (!best) return;
    c.quantity = best->quantity;
    if (!f.unit.empty()) c.quantity->unit = f.unit;
  }

  // Where a claim of an event names no place itself, the place that its paragraph is about.
  void infer_place(Claim& c, const Match& m) {
    if (!lexicon_.in("placed-types", std::string(name_of(c.type)))) return;
    const Setting::Whereabouts w = setting_.place_of(passage_, m);
    if (w.printed >= 0) put(c.place, filler_of(passage(), *passage().mention_at(w.printed)));
    for (int e : w.entities) put(c.place, filler_of_entity(e));
  }

  // 'A gram fetched $71' in a story of gold: the mineral spoken of last, or most.
  void infer_resource(Claim& c) {
    if (!c.resource.empty() || !lexicon_.in("yield-types", std::string(name_of(c.type)))) return;
    if (int entity = setting_.resource_of(passage_); entity >= 0) put(c.resource, filler_of_entity(entity));
  }

  void from_fact(const Fact& f) {
    Claim c;
    c.type = f.type;
    c.rule = f.rule;
    c.evidence = evidence();
    put(c.agent, filler_of(passage(), passage().mentions[f.agent]));
    for (int m : f.target) put(c.target, filler_of(passage(), passage().mentions[m]));
    if (f.target_entity >= 0) put(c.target, filler_of_entity(f.target_entity));
    for (int m : f.place) put(c.place, filler_of(passage(), passage().mentions[m]));
    c.object = f.object;
    if (f.distance_token >= 0)
      for (const QuantityMention& q : r_.quantities[passage_])
        if (q.first_token <= f.distance_token && f.distance_token < q.end_token) c.quantity = q.quantity;
    add(std::move(c), f.token);
  }

  void add(Claim c, int token) {
    r_.claims.push_back(std::move(c));
    r_.passage_of_claim.push_back(passage_);
    token_of_claim_.push_back(token);
  }

  bool near(std::size_t a, std::size_t b) const { return std::abs(token_of_claim_[a] - token_of_claim_[b]) <= 3; }

  // The same thing found by two words of one breath ('launched an attack … attacked') is one claim.
  void merge_since(std::size_t first) {
    std::vector<bool> dead(r_.claims.size(), false);
    for (std::size_t a = first; a < r_.claims.size(); ++a) {
      if (dead[a]) continue;
      for (std::size_t b = a + 1; b < r_.claims.size(); ++b) {
        Claim &x = r_.claims[a], &y = r_.claims[b];
        if (dead[b] || x.type != y.type || x.negated != y.negated) continue;
        if (x.type == ClaimType::kLocation || x.type == ClaimType::kRole || x.type == ClaimType::kAffiliation) continue;
        if (!agree(x.agent, y.agent) || !agree(x.target, y.target) || !agree(x.place, y.place) || !agree(x.resource, y.resource)) continue;
        if (x.stance != y.stance && !near(a, b)) continue;
        if (x.quantity && y.quantity && (x.quantity->low != y.quantity->low || x.quantity->high != y.quantity->high || x.quantity->unit != y.quantity->unit)) continue;
        for (const Filler& f : y.agent) put(x.agent, f);
        for (const Filler& f : y.target) put(x.target, f);
        for (const Filler& f : y.place) put(x.place, f);
        for (const Filler& f : y.resource) put(x.resource, f);
        for (const Filler& f : y.speaker) put(x.speaker, f);
        if (x.object.empty()) x.object = y.object;
        if (!x.quantity) x.quantity = y.quantity;
        for (Means m : y.means)
          if (std::find(x.means.begin(), x.means.end(), m) == x.means.end()) x.means.push_back(m);
        dead[b] = true;
      }
    }
    std::size_t keep = first;
    for (std::size_t k = first; k < r_.claims.size(); ++k) {
      if (dead[k]) continue;
      if (keep != k) {
        r_.claims[keep] = std::move(r_.claims[k]);
        r_.passage_of_claim[keep] = r_.passage_of_claim[k];
        token_of_claim_[keep] = token_of_claim_[k];
      }
      ++keep;
    }
    r_.claims.resize(keep);
    r_.passage_of_claim.resize(keep);
    token_of_claim_.resize(keep);
  }

  // One breath may print several figures of a kind ('11 killed and 22 injured', '$52 a kg, up from $44'): each is a
  // claim. The first is the frame's own; figures.hpp finds the others.
  void spread_quantities(std::size_t first) {
    const std::size_t last = r_.claims.size();
    for (const QuantityMention& q : r_.quantities[passage_]) {
      const Figure figure = figure_of(r_, token_of_claim_, lexicon_, passage_, q, first, last);
      if (figure.like < 0) continue;
      Claim c = r_.claims[figure.like];
      if (c.type == figure.type) c.rule += "+figure";
      else c.rule = fmt::format("{}/of-an-amount", name_of(figure.type));
      c.type = figure.type;
      c.quantity = q.quantity;
      c.quantity->unit = figure.unit;
      if (const Mention* whom = passage().mention_at(figure.target); whom && (whom->entity >= 0 || whom->owner >= 0))
        c.target = {filler_of(passage(), *whom)};
      Grounding g;
      c.time = timing_.time_for(passage_, q.number_token, c, g);
      const int voice = voice_at(q.number_token);
      c.speaker.clear();
      set_voice(c, voice);
      add(std::move(c), q.number_token);
    }
  }

  bool violent(const Claim& c) const { return lexicon_.in("violent-types", std::string(name_of(c.type))); }

  void finish() {
    std::vector<std::size_t> order(r_.claims.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
      if (r_.passage_of_claim[a] != r_.passage_of_claim[b]) return r_.passage_of_claim[a] < r_.passage_of_claim[b];
      return r_.claims[a].type < r_.claims[b].type;
    });
    std::vector<Claim> claims;
    std::vector<int> passages;
    for (std::size_t i : order) {
      claims.push_back(std::move(r_.claims[i]));
      passages.push_back(r_.passage_of_claim[i]);
    }
    r_.claims = std::move(claims);
    r_.passage_of_claim = std::move(passages);
    for (std::size_t i = 0; i < r_.claims.size(); ++i) {
      Claim& c = r_.claims[i];
      c.document = r_.document.id;
      std::string content = fmt::format("{}\n{}\n{}\n{}\n", c.document, c.evidence.front().begin, name_of(c.type), c.negated);
      for (const auto* list : {&c.agent, &c.target, &c.place, &c.resource, &c.speaker}) {
        for (const Filler& f : *list) content += f.id + ",";
        content += '\n';
      }
      content += c.object + "\n" + (c.quantity ? c.quantity->text + c.quantity->unit : "");
      int twin = 0;
      for (std::size_t k = 0; k < i; ++k) twin += r_.claims[k].evidence == c.evidence && r_.claims[k].type == c.type;
      c.id = sha256_hex(content + fmt::format("\n{}", twin)).substr(0, 16);
    }
  }

  DocumentReading& r_;
  const text::Report& report_;
  const Lexicon& lexicon_;
  Timing timing_;
  Setting setting_;
  int passage_ = 0;
  static constexpr int kBareHeading = 5;  // words
  std::vector<Filler> last_gates_;  // of the gate claim before
  std::vector<int> token_of_claim_;
};

}  // namespace

void compose_claims(DocumentReading& reading, const text::Report& report, const Lexicon& lexicon) {
  Composer(reading, report, lexicon).run();
}

}  // namespace assay::reading
