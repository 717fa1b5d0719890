#include "reading/mention.hpp"

#include "domain/slug.hpp"

#include <algorithm>

#include "reading/discourse.hpp"

namespace assay::reading {
namespace {

int run_head(const Tree& tree, int first, int last) {
  for (int i = first; i <= last; ++i)
    if (tree.head(i) < first || tree.head(i) > last) return i;
  return last;
}

bool is_plural(const Tree& tree, int i) {
  const auto& t = tree.token(i);
  return t.xpos == "NNS" || t.xpos == "NNPS" || t.feats.find("Number=Plur") != std::string::npos ||
         tree.has_child(i, "conj");
}

std::string without_stop(std::string word) {
  if (!word.empty() && word.back() == '.') word.pop_back();
  return word;
}

int role_weight(const Tree& tree, int token) {
  const int head = tree.first_conjunct(token);
  std::string_view base = tree.base_relation(head);
  if (base == "nsubj") return 0;
  if (base == "obj" || base == "root") return 2;
  if (base == "obl") return 3;
  return 4;
}

class MentionFinder {
 public:
  MentionFinder(const Lexicon& lexicon, Cast& cast) : lexicon_(lexicon), cast_(cast), discourse_(lexicon, cast) {}

  void read(Passage& p, int sentence) {
    p_ = &p;
    sentence_ = sentence;
    const Tree& tree = p.tree;
    const int n = tree.size();
    p.mention_of.assign(n, -1);
    p.covered_by.assign(n, -1);
    name_at_.assign(n, -1);
    for (std::size_t k = 0; k < p.names.size(); ++k)
      for (int i = p.names[k].first; i <= p.names[k].last; ++i) name_at_[i] = static_cast<int>(k);
    skip_to_ = -1;
    std::size_t done = 0;
    for (int i = 0; i < n; ++i) {
      for (; done < p.mentions.size(); ++done) settle(p.mentions[done]);
      if (i <= skip_to_) continue;
      if (name_at_[i] >= 0) {
        const NameRun& run = p.names[name_at_[i]];
        if (i == run.first) add_name(run);
        continue;
      }
      if (find_resource(i)) continue;
      const auto& t = tree.token(i);
      if (t.upos == "PRON" || t.xpos == "PRP$") add_pronoun(i);
      else if (t.upos == "NOUN" || t.upos == "PROPN") add_noun(i);
      else if (t.upos == "NUM" || t.upos == "ADJ" || t.upos == "SYM") add_bare(i);
      else if (t.upos == "ADV" && (tree.has_lemma(i, "there") || tree.has_lemma(i, "here"))) add_there(i);
    }
    for (; done < p.mentions.size(); ++done) settle(p.mentions[done]);
    // Appositions that stand before what they say more of.
    for (Mention& m : p.mentions) settle(m);
    for (const Mention& m : p.mentions) {
      discourse_.note(m.entity, sentence_, role_weight(tree, m.head), m.plural && !m.name);
      if (!m.name && !m.pronoun && !m.plural && m.entity >= 0 && cast_[m.entity].collective && m.kinds.has(Kind::kPerson)) cast_[m.entity].printed = m.surface;
    }
  }

 private:
  Mention& push(int first, int last, int head) {
    Mention m;
    m.first = first;
    m.last = last;
    m.head = head;
    while (m.first < m.last && m.first != m.head && (p_->tree.token(m.first).upos == "DET" || p_->tree.token(m.first).upos == "PUNCT" ||
                                p_->tree.base_relation(m.first) == "case" || p_->tree.base_relation(m.first) == "cc"))
      ++m.first;
    m.surface = p_->tree.words(m.first, m.last);
    m.plural = is_plural(p_->tree, head);
    p_->mentions.push_back(std::move(m));
    int index = static_cast<int>(p_->mentions.size()) - 1;
    p_->mention_of[head] = index;
    for (int i = first; i <= last; ++i)
      if (p_->covered_by[i] < 0) p_->covered_by[i] = index;
    return p_->mentions.back();
  }

  // A name and its office are one, before any pronoun asks for them.
  void settle(Mention& m) {
    share_apposition(m);
    name_office(m);
  }

  // Appositions share the entity of what they stand beside: 'Lemos, commander of …', 'Pangwa, a town …'.
  void share_apposition(Mention& m) {
    const Tree& tree = p_->tree;
    if (m.name || tree.head(m.head) < 0) return;
    const bool office = m.kinds.any(Kinds(Kind::kPerson) | Kind::kOffice) && !m.plural;
    const int up = tree.base_relation(m.head) == "appos" ? p_->mention_of[tree.head(m.head)] : office ? name_before(m) : -1;
    if (up < 0) return;
    const Mention& first = p_->mentions[up];
    if (first.entity < 0 || !(first.name || first.kinds.any(m.kinds)) || !cast_[first.entity].kinds.any(m.kinds | Kind::kOffice)) return;
    if (m.kinds.any(Kinds(Kind::kPlace) | Kind::kActor) && (cast_[first.entity].place_kind.empty() || lexicon_.in("place-kind", tree.lemma(m.head)))) cast_[first.entity].place_kind = tree.lemma(m.head);
    m.entity = first.entity;
  }

  // 'Dara Venn, the district's governor, said', where the tree makes two subjects of them: the name's mention, or -1.
  int name_before(const Mention& m) const {
    const Tree& tree = p_->tree;
    int comma = m.first - 1;
    if (comma >= 0 && tree.token(comma).upos == "DET") --comma;
    if (comma < 1 || tree.token(comma).form != "," || (m.last + 1 < tree.size() && tree.token(m.last + 1).form != ",")) return -1;
    for (std::size_t k = 0; k < p_->mentions.size(); ++k) {
      const Mention& n = p_->mentions[k];
      if (n.name && n.last == comma - 1 && n.entity >= 0 && cast_[n.entity].kinds.has(Kind::kPerson) && tree.head(n.head) == tree.head(m.head) && tree.base_relation(n.head) == tree.base_relation(m.head))
        return static_cast<int>(k);
    }
    return -1;
  }

  // 'Its spokesman in the north, Captain Dara Venn', 'state broadcaster DTV': the name says who holds the office.
  void name_office(Mention& m) {
    const Tree& tree = p_->tree;
    if (!m.name || m.entity < 0) return;
    const std::string_view base = tree.base_relation(m.head);
    const int up = tree.head(m.head);
    if ((base != "appos" && base != "flat") || up < 0 || up >= m.first) return;
    int at = p_->mention_of[up];
    // 'Its spokesman in the north, Captain Dara Venn,' where the tree hangs the name on the north.
    if (base == "appos" && (at < 0 || !p_->mentions[at].kinds.any(Kinds(Kind::kPerson) | Kind::kOffice)) && cast_[m.entity].kinds.has(Kind::kPerson)) {
      if (const int holder = office_before(m.first); holder >= 0) at = holder;
    }
    if (at < 0) return;
    Mention& noun = p_->mentions[at];
    if (noun.name || noun.pronoun || noun.plural || !noun.kinds.any(kParties) || noun.entity == m.entity) return;
    // Only who holds the office: not a party that a person stands beside, nor a person beside a party.
    if (cast_[m.entity].kinds.has(Kind::kPerson) != noun.kinds.any(Kinds(Kind::kPerson) | Kind::kOffice)) return;
    if (noun.entity >= 0 && !cast_[noun.entity].collective) {
      if (!cast_[m.entity].kinds.has(Kind::kPerson)) return;
      if (cast_[m.entity].side < 0 && noun.entity != m.entity && !cast_[noun.entity].kinds.has(Kind::kPerson)) cast_[m.entity].side = noun.entity;
      if (!cast_[noun.entity].kinds.has(Kind::kPerson)) return;
    }
    if (cast_[m.entity].side < 0 && noun.owner >= 0 && noun.owner != m.entity) cast_[m.entity].side = noun.owner;
    noun.entity = m.entity;
  }

  // The office noun of the phrase that a comma closes before token `first`, nothing but its prepositional phrases between; or -1.
  int office_before(int first) const {
    const Tree& tree = p_->tree;
    int comma = first - 1;
    while (comma > 0 && tree.token(comma).form != "," && first - comma < 4) --comma;
    if (comma <= 0 || tree.token(comma).form != ",") return -1;
    for (int k = comma - 1; k >= 0 && comma - k < 12; --k) {
      if (tree.is_verb(k) || tree.token(k).upos == "PUNCT" || tree.token(k).upos == "SCONJ" || tree.token(k).upos == "CCONJ") return -1;
      const int at = p_->mention_of[k];
      if (at >= 0 && !p_->mentions[at].name && !p_->mentions[at].plural && p_->mentions[at].kinds.any(Kinds(Kind::kPerson) | Kind::kOffice) && !p_->mentions[at].kinds.has(Kind::kPlace)) return at;
    }
    return -1;
  }

  void add_name(const NameRun& run) {
    const Tree& tree = p_->tree;
    int head = run_head(tree, run.first, run.last);
    // 'Colonel Zau Lum': the tree may hang the name on the title; the mention is then found there too.
    if (int up = tree.head(head); up >= 0 && up < run.first && run.first - up <= 3 && tree.base_relation(head) == "flat" && name_at_[up] < 0) head = up;
    Mention& m = push(run.first, run.last, head);
    m.name = true;
    m.entity = cast_.named(tree.words(run.first, run.last), Kinds());
    m.kinds = cast_[m.entity].kinds | run.extra;
    if (m.kinds.empty()) m.kinds = run.place >= run.actor && run.place > 0 ? Kinds(Kind::kPlace) : Kinds(Kind::kActor);
    if (run.first == run.last && (lexicon_.state_of_adjective(tree.token(run.first).form) || nation_adjective(run.first, cast_[m.entity]))) m.adjective = true, m.kinds = Kind::kActor;
    m.owner = owner_of(head, run.first, run.last);
    Entity& e = cast_[m.entity];
    if (e.side < 0 && m.owner >= 0 && m.owner != m.entity && !(cast_[m.owner].collective && !cast_[m.owner].kinds.has(Kind::kActor))) e.side = m.owner;
    // 'KIA spokesman Colonel Naw Bu': the noun before the name says whose he is.
    for (int c : tree.children(head))
      if (tree.is_noun(c) && c < head && name_at_[c] < 0 && lexicon_.kinds_of_noun(tree.lemma(c)).any(Kinds(Kind::kPerson) | Kind::kOffice)) {
        int owner = owner_of(c, c, c);
        if (owner >= 0 && e.side < 0) e.side = owner;
      }
    if (m.kinds.has(Kind::kPlace)) {
      // 'Sel Zin village', 'the town of Arlen', 'Hway Hkar, a strategic hill', 'Hway Hkar is a hill'
      int up = tree.head(head);
      const bool is = up >= 0 && tree.base_relation(head) == "nsubj" && tree.has_child(up, "cop");
      if (up >= 0 && (is || tree.base_relation(head) == "compound" || tree.preposition(head) == "of" || tree.base_relation(head) == "appos") &&
          lexicon_.in("place-kind", tree.lemma(up)))
        e.place_kind = tree.lemma(up);
    }
  }

  // 'Stravian' in a report on Stravia, which no list of states has.
  bool nation_adjective(int i, const Entity& e) const {
    const std::string word = lower_ascii(p_->tree.token(i).form);
    return p_->tree.token(i).upos == "ADJ" && p_->tree.base_relation(i) == "amod" && demonym_order(word, lower_ascii(e.name)) == 1;
  }

  // 'Paramilitary forces': a phrase for those who are no army.
  bool irregular(const std::string& words) const {
    for (const std::string& id : lexicon_.domain().actors_named(words))
      if (const auto cls = lexicon_.anaphor(id); cls && *cls == "nonstate") return true;
    return false;
  }

  // Modified by an adjective that is a name: 'Zarouan paramilitaries'.
  bool nationality(int i) const {
    for (int c : p_->tree.children(i))
      if (name_at_[c] >= 0 && p_->tree.token(c).upos == "ADJ" && p_->names[name_at_[c]].first == p_->names[name_at_[c]].last) return true;
    return false;
  }

  // The forces of `owner`: of a state, the army that the report names as its.
  int forces_of(int owner) const {
    const Entity& e = cast_[owner];
    if (e.kinds.has(Kind::kPlace) || e.state)
      if (const int army = cast_.army_of(owner); army >= 0) return army;
    return owner;
  }

  // Who the noun headed at `head` belongs to: a possessor, a party that modifies it, or 'of' / 'from' a party.
  int owner_of(int head, int first, int last) {
    const Tree& tree = p_->tree;
    auto entity_at = [&](int i) {
      const Mention* m = p_->mention_at(i);
      if (m && m->entity >= 0) return m->entity;
      if (name_at_[i] >= 0) {
        const NameRun& run = p_->names[name_at_[i]];
        return cast_.named(tree.words(run.first, run.last), Kinds());
      }
      return -1;
    };
    for (int c : tree.children(head)) {
      if (c >= first && c <= last && name_at_[c] >= 0 && name_at_[head] == name_at_[c]) continue;
      std::string_view base = tree.base_relation(c);
      bool possessive = tree.relation(c) == "nmod:poss";
      if (possessive || base == "compound" || base == "amod" || tree.relation(c) == "nmod:desc") {
        int e = entity_at(c);
        if (e < 0 && possessive && tree.token(c).upos == "PRON") e = pronoun_entity(c);
        if (e < 0 && !possessive && tree.is_noun(c)) e = party_noun(c);
        if (e < 0 && possessive && tree.is_noun(c)) e = party_noun(c);
        if (e >= 0 && (cast_[e].kinds.any(kParties) || (cast_[e].kinds.has(Kind::kPlace) && lexicon_.kinds_of_noun(tree.lemma(head)).any(Kinds(Kind::kFighters) | Kind::kActor)))) return e;
      }
    }
    for (int c : tree.children(head)) {
      if (tree.base_relation(c) != "nmod") continue;
      const std::string preposition = tree.preposition(c);
      if (preposition != "of" && preposition != "from" && preposition != "for") continue;
      int e = entity_at(c);
      if (e < 0 && tree.is_noun(c)) e = party_noun(c);
      if (e >= 0 && cast_[e].kinds.any(kParties) && !(cast_[e].kinds.has(Kind::kPlace) && preposition != "of")) return e;
    }
    return -1;
  }

  // A common noun that names a party by itself: 'junta', 'rebel' (in 'rebel positions'), 'army'.
  int party_noun(int i) {
    const Tree& tree = p_->tree;
    if (name_at_[i] >= 0) return -1;
    // 'Fighter jet', 'soldier ant': no party, a kind of thing.
    if (int up = tree.head(i); up == i + 1 && tree.base_relation(i) == "compound" && !is_plural(tree, i) && lexicon_.kinds_of_noun(tree.lemma(up)).has(Kind::kVehicle) &&
        lexicon_.kinds_of_noun(tree.lemma(i)).has(Kind::kFighters) && lexicon_.kinds_of_noun(tree.lemma(i)).has(Kind::kPerson))
      return -1;
    Kinds kinds = lexicon_.kinds_of_noun(tree.lemma(i));
    const auto& t = tree.token(i);
    for (const std::string& id : cast_.described(lower_ascii(t.form)))
      if (const domain::Actor* a = lexicon_.domain().actor(id)) return cast_.named(a->name, Kind::kActor);
    for (const std::string& form : {lower_ascii(t.form), tree.lemma(i), tree.lemma(i) + "s"}) {
      for (const std::string& id : lexicon_.domain().actors_named(form)) {
        const domain::Actor* a = lexicon_.domain().actor(id);
        if (!a) continue;
        if (a->kind != "collective") return cast_.named(a->name, Kind::kActor);
        if (auto cls = lexicon_.anaphor(tree.lemma(i))) {
          int e = discourse_.definite(*cls, tree.lemma(i), sentence_);
          if (e >= 0 && (*cls == "army" || *cls == "nonstate")) return e;
        }
        return cast_.collective(a->id, a->name, kinds.empty() ? Kinds(Kind::kActor) : kinds, -1);
      }
    }
    if (auto cls = lexicon_.anaphor(tree.lemma(i)); cls && (*cls == "army" || *cls == "nonstate")) {
      int e = discourse_.definite(*cls, tree.lemma(i), sentence_);
      if (e >= 0) return e;
    }
    if (kinds.any(Kinds(Kind::kActor) | Kind::kFighters))
      return cast_.collective(domain::name_id(tree.lemma(i)), lower_ascii(t.form), kinds, -1);
    return -1;
  }

  // 'the gates at Laiza and Pangwa', 'the town near Arlen': which one is meant stands behind it, not in what was told.
  bool told_where(int i) const {
    const Tree& tree = p_->tree;
    if (tree.has_child(i, "cop") || tree.base_relation(i) == "appos") return false;  // 'X is the only town in Y'
    if (i + 2 >= tree.size() || tree.token(i + 1).upos != "ADP" || !lexicon_.in("place-preposition", lower_ascii(tree.token(i + 1).form))) return false;
    for (int k = i + 2; k < std::min(tree.size(), i + 6); ++k) {
      if (tree.token(k).upos == "DET" || tree.token(k).upos == "ADJ") continue;
      return name_at_[k] >= 0;
    }
    return false;
  }

  int pronoun_entity(int i) {
    const Tree& tree = p_->tree;
    const std::string lower = lower_ascii(tree.token(i).form);
    if (lower == "its" && tree.head(i) >= 0 && lexicon_.kinds_of_noun(tree.lemma(tree.head(i))).any(Kinds(Kind::kOffice) | Kind::kPerson | Kind::kFighters)) {
      note_here();
      if (int party = discourse_.definite("actor", lower, sentence_); party >= 0) return party;
    }
    if ((lower == "our" || lower == "we" || lower == "us") && !tree.in_quotes(i)) return cast_.issuer();
    return discourse_.pronoun(lower, sentence_);
  }

  void add_pronoun(int i) {
    const Tree& tree = p_->tree;
    const std::string lower = lower_ascii(tree.token(i).form);
    if (lower == "who" || lower == "which" || lower == "that" || lower == "whom" || lower == "whose" || lower == "what")
      return;
    int e = -1;
    bool subject = tree.base_relation(i) == "nsubj";
    // Within the sentence, what was named before the pronoun comes first.
    for (const Mention& m : p_->mentions) discourse_.note(m.entity, sentence_, role_weight(tree, m.head) + (subject ? 3 : 0), m.plural && !m.name);
    e = pronoun_entity(i);
    // 'It said', 'its spokesman': whoever speaks is a party, not a place.
    int up = tree.head(i);
    if ((lower == "it" || lower == "its") && up >= 0 &&
        ((subject && lexicon_.speech(tree.lemma(up))) || (lower == "its" && lexicon_.kinds_of_noun(tree.lemma(up)).any(Kinds(Kind::kOffice) | Kind::kPerson)))) {
      int party = discourse_.definite("actor", lower, sentence_);
      if (party >= 0) e = party;
    }
    Mention& m = push(i, i, i);
    m.pronoun = true;
    m.entity = e;
    if (lower == "we" || lower == "us" || lower == "our" || lower == "i" || lower == "me" || lower == "my") m.kinds = kParties;
    else if (e >= 0) m.kinds = cast_[e].kinds;
    if (lower == "it" || lower == "them" || lower == "they") m.place_entity = place_before(i);
    if (lower == "they" || lower == "them" || lower == "we") m.plural = true;
    if (lower == "everyone" || lower == "everybody" || lower == "people" || lower == "nobody" || lower == "someone") m.kinds = Kind::kPeople;
  }

  // The place that 'it' may mean: the first that the sentence names, else the last named before.
  int place_before(int i) const {
    for (const Mention& m : p_->mentions)
      if (m.head < i && m.entity >= 0 && cast_[m.entity].kinds.has(Kind::kPlace) && !cast_[m.entity].kinds.has(Kind::kActor)) return m.entity;
    return discourse_.last_place(sentence_ - 1);
  }

  void add_there(int i) {
    int e = discourse_.last_place(sentence_);
    if (e < 0 || p_->tree.base_relation(i) == "expl") return;
    Mention& m = push(i, i, i);
    m.pronoun = true;
    m.entity = e;
    m.kinds = Kind::kPlace;
  }

  // 'Of the dead, nine were soldiers', 'the wounded', 'two of them': numbers and adjectives that stand for people.
  void add_bare(int i) {
    const Tree& tree = p_->tree;
    std::string_view base = tree.base_relation(i);
    if (base != "nsubj" && base != "obj" && base != "obl" && base != "nmod" && base != "conj" && base != "root" && base != "iobj") return;
    if (tree.token(i).upos == "ADJ" && !tree.has_child(i, "det")) return;
    auto [first, last] = tree.phrase(i, false);
    Mention& m = push(first, last, i);
    if (tree.token(i).upos != "ADJ") m.kinds = Kind::kNumber;
    else if (lexicon_.in("people-adjective", tree.lemma(i))) m.kinds = Kind::kPeople;
    int of = -1;
    for (int c : tree.children(i))
      if (tree.preposition(c) == "of") of = c;
    if (of >= 0 && p_->mention_of[of] >= 0) m.entity = p_->mentions[p_->mention_of[of]].entity;
  }

  bool find_resource(int i) {
    const Tree& tree = p_->tree;
    const auto& t = tree.token(i);
    if (t.upos != "NOUN" && t.upos != "ADJ" && t.upos != "PROPN" && t.upos != "VERB") return false;
    const domain::Domain& d = lexicon_.domain();
    for (int last = std::min(i + 3, tree.size() - 1); last >= i; --last) {
      if (name_at_[last] >= 0 || !(tree.is_noun(last) || (tree.token(last).upos == "ADJ" && tree.base_relation(last) != "amod"))) continue;
      const auto* ids = &d.resources_named(tree.words(i, last));
      if (ids->empty()) {
        std::string singular = last > i ? tree.words(i, last - 1) + (tree.token(last - 1).space_after ? " " : "") : "";
        ids = &d.resources_named(singular + tree.lemma(last));
      }
      if (ids->empty()) continue;
      int entity = cast_.resource(ids->front());
      // 'jade mines': the noun that the resource modifies is read by itself.
      Mention& m = push(i, last, last);
      m.entity = entity;
      m.kinds = Kind::kResource;
      m.kinds |= lexicon_.kinds_of_noun(tree.lemma(last)).without(kParties | kSites);
      skip_to_ = last;
      return true;
    }
    return false;
  }

  void add_noun(int i) {
    const Tree& tree = p_->tree;
    if (p_->covered_by[i] >= 0 && p_->mentions[p_->covered_by[i]].kinds.has(Kind::kResource)) return;
    std::string_view base = tree.base_relation(i);
    const std::string& lemma = tree.lemma(i);
    Kinds kinds = lexicon_.kinds_of_noun(lemma);
    // A title that the tree makes the head of its name: the name is the mention.
    if (i + 1 < tree.size() && name_at_[i + 1] >= 0 && lexicon_.in("title", without_stop(lower_ascii(tree.token(i).form))) &&
        (tree.head(i + 1) == i || cast_[cast_.named(tree.words(p_->names[name_at_[i + 1]].first, p_->names[name_at_[i + 1]].last), Kinds())].kinds.has(Kind::kPerson)))
      return;
    // A noun inside a longer name's phrase or a title before a name is no mention of its own.
    if (base == "compound" || base == "flat" || tree.relation(i) == "nmod:desc") {
      int up = tree.head(i);
      if (up >= 0 && name_at_[up] >= 0) return;
      int e = kinds.any(Kinds(Kind::kActor) | Kind::kFighters) ? party_noun(i) : -1;
      if (e < 0) return;
      Mention& m = push(i, i, i);
      m.kinds = kinds;
      m.entity = e;
      return;
    }
    auto [first, last] = tree.phrase(i, false);
    int owner = owner_of(i, i, i);
    bool definite = false;
    for (int c : tree.children(i))
      definite |= tree.base_relation(c) == "det" && (tree.has_lemma(c, "the") || tree.has_lemma(c, "this") ||
                                                     tree.has_lemma(c, "that") || tree.has_lemma(c, "these") ||
                                                     tree.has_lemma(c, "those") || tree.has_lemma(c, "both"));
    // The number on a noun is no part of what it names, but stays in the surface.
    Mention& m = push(first, last, i);
    m.kinds = kinds;
    m.owner = owner;
    m.definite = definite;
    int named = name_inside(i);
    // 'the border with X', 'the jade area of Y': a pack may know the whole phrase, or the words from the noun on,
    // whatever the tree hangs them on.
    if (kinds.any(kSites) && named < 0)
      for (int to = std::min(i + 4, tree.size() - 1); to > i && named < 0; --to)
        if (const auto& ids = lexicon_.domain().places_named(tree.words(i, to)); !ids.empty() && (name_at_[to] >= 0))
          if (const domain::Place* place = lexicon_.domain().place(ids.front())) named = cast_.named(place->name, Kind::kPlace);
    if (kinds.any(kSites) && named < 0) {
      auto [from, to] = tree.phrase(i, true);
      while (from < i && tree.token(from).upos == "DET") ++from;
      if (to > i && to - from < 8)
        if (const auto& ids = lexicon_.domain().places_named(tree.words(from, to)); !ids.empty())
          if (const domain::Place* place = lexicon_.domain().place(ids.front())) named = cast_.named(place->name, Kind::kPlace);
    }
    if (kinds.any(kSites)) {
      if (named >= 0 && cast_[named].kinds.any(kSites)) {
        m.entity = named;
        m.kinds |= Kind::kPlace;
        if (cast_[named].place_kind.empty()) cast_[named].place_kind = lemma;
      } else if (definite && owner < 0 && !told_where(i)) {
        if (auto cls = lexicon_.anaphor(lemma)) {
          note_here();
          m.entity = discourse_.definite(*cls, lemma, sentence_);
          if (m.entity >= 0 && m.plural && *cls == "place") m.others = discourse_.beside(m.entity, sentence_);
        }
      }
      // 'The ministry', 'the garrison': a house that acts is whoever sits in it.
      if (m.entity >= 0 || !kinds.has(Kind::kActor)) return;
      m.entity = party_entity(i, m, owner, definite);
      return;
    }
    // 'Civil society', 'state media': a party by both words.
    if (!kinds.any(kParties) && !(m.first < i && cast_known(tree.words(m.first, i)))) return;
    // 'Both sides', 'the two armies', 'either party': the two that the report tells of.
    if (lexicon_.in("side-noun", lemma) && of_two(i)) {
      note_here();
      if (const std::vector<int> two = discourse_.pair(sentence_); !two.empty()) {
        m.entity = two[0];
        m.others.assign(two.begin() + 1, two.end());
        return;
      }
    }
    m.entity = party_entity(i, m, owner, definite || headline_noun(i));
  }

  bool cast_known(const std::string& words) const {
    const auto& ids = lexicon_.domain().actors_named(words);
    return !ids.empty() && lexicon_.domain().actor(ids.front());
  }

  bool of_two(int i) const {
    const Tree& tree = p_->tree;
    for (int c : tree.children(i))
      if (tree.has_lemma(c, "both") || tree.has_lemma(c, "two") || tree.has_lemma(c, "either") || tree.has_lemma(c, "neither") || tree.has_lemma(c, "each")) return true;
    return false;
  }

  // Headlines leave out articles: 'Army leaves camp' is of the army.
  bool headline_noun(int i) const { return sentence_ < 2 && !is_plural(p_->tree, i) && !p_->tree.has_child(i, "det") && !p_->tree.has_child(i, "nummod") && i == 0; }

  void note_here() {
    for (const Mention& m : p_->mentions) discourse_.note(m.entity, sentence_, role_weight(p_->tree, m.head), m.plural && !m.name);
  }

  // The place name that a place noun carries: 'Sel Zin village', 'the town of Arlen', 'the village, Arlen'.
  int name_inside(int i) {
    const Tree& tree = p_->tree;
    for (int c : tree.children(i)) {
      if (name_at_[c] < 0) continue;
      std::string_view base = tree.base_relation(c);
      bool of = base == "nmod" && tree.preposition(c) == "of" && lexicon_.kinds_of_noun(tree.lemma(i)).has(Kind::kPlace);
      if (base != "compound" && base != "flat" && base != "amod" && base != "appos" && !of && tree.relation(c) != "nmod:desc") continue;
      const NameRun& run = p_->names[name_at_[c]];
      if (run.first == run.last && lexicon_.state_of_adjective(tree.token(run.first).form)) continue;
      int e = cast_.named(tree.words(run.first, run.last), Kinds());
      // A name that is a party's makes a possession, not a place: 'KIA territory'.
      if (cast_[e].kinds.has(Kind::kActor) && !cast_[e].kinds.has(Kind::kPlace)) continue;
      return e;
    }
    return -1;
  }

  int party_entity(int i, const Mention& m, int owner, bool definite) {
    const Tree& tree = p_->tree;
    const domain::Domain& d = lexicon_.domain();
    const std::string& lemma = tree.lemma(i);
    const Kinds kinds = m.kinds;
    // The whole phrase, then its last two words, may be a pack's name for someone: 'military council'.
    for (int first = m.first; first <= i; ++first) {
      const std::string words = tree.words(first, i);
      for (const std::vector<std::string>& ids : {d.actors_named(words), cast_.described(words)})
        for (const std::string& id : ids) {
          const domain::Actor* a = d.actor(id);
          if (a && a->kind != "collective") return cast_.named(a->name, Kind::kActor);
        }
    }
    // 'The KIA and allied forces': others beside it.
    for (int c : tree.children(i))
      if (tree.base_relation(c) == "amod" && lexicon_.in("allied", tree.lemma(c)) && owner < 0)
        if (const domain::Actor* a = d.actor("allies")) return cast_.collective(a->id, a->name, kinds, -1);
    // 'Troops' and 'the battalion' are their party; a single officer is a person of it.
    const bool soldiers = kinds.has(Kind::kFighters) && (is_plural(tree, i) || !kinds.any(Kinds(Kind::kPerson) | Kind::kOffice));
    // 'Stravian rebels', 'Congo's insurgents': of a country, not its forces.
    if (auto cls = lexicon_.anaphor(lemma); cls && *cls == "nonstate" && lexicon_.in("rebel-noun", lemma) && owner >= 0 && (cast_[owner].kinds.has(Kind::kPlace) || cast_[owner].state || nationality(i)) && !tree.has_child(i, "nummod")) {
      note_here();
      bool others = false;
      for (int c : tree.children(i)) others |= tree.has_lemma(c, "other") || tree.has_lemma(c, "several") || tree.has_lemma(c, "many");
      if (const int e = others ? -1 : discourse_.definite(*cls, lemma, sentence_); e >= 0) return e;
    }
    // 'Government troops' are the army.
    if (soldiers && owner >= 0 && cast_[owner].collective)
      for (const std::string& id : d.actors_named(tree.words(m.first, i)))
        if (lexicon_.in("army-collective", id)) {
          note_here();
          const int army = discourse_.definite("army", lemma, sentence_);
          const domain::Actor* a = d.actor(id);
          return army >= 0 || !a ? army : cast_.collective(a->id, a->name, kinds, -1);
        }
    if (soldiers && owner >= 0) return forces_of(owner);
    if (lexicon_.in("military-noun", lemma) && owner >= 0 && (!cast_[owner].kinds.has(Kind::kPlace) || forces_of(owner) != owner)) return forces_of(owner);
    if (auto cls = lexicon_.anaphor(lemma); cls && owner < 0 && !(*cls == "army" && irregular(tree.words(m.first, i))) && (definite || soldiers || *cls == "army" || *cls == "nonstate")) {
      note_here();
      int e = discourse_.definite(*cls, lemma, sentence_);
      bool modified = tree.has_child(i, "amod") || tree.has_child(i, "compound");
      if (e >= 0 && (!modified || soldiers || definite)) return e;
    }
    // A collective of the base pack: 'residents', 'villagers', 'rebels'.
    for (const std::string& form : {tree.words(m.first, i), lower_ascii(tree.token(i).form), lemma, lemma + "s"})
      for (const std::string& id : d.actors_named(form))
        if (const domain::Actor* a = d.actor(id)) {
          // 'Paramilitary forces' are no army: the group that the report names.
          if (const auto cls = lexicon_.anaphor(id); soldiers && owner < 0 && cls && *cls == "nonstate") {
            note_here();
            if (const int e = discourse_.definite(*cls, lemma, sentence_); e >= 0) return e;
          }
          if (owner >= 0 && kinds.has(Kind::kPerson) && cast_[owner].kinds.has(Kind::kActor) && !cast_[owner].kinds.has(Kind::kPlace)) break;
          return cast_.collective(a->id, a->name, kinds, owner);
        }
    // An unnamed speaker stays a kind of speaker: 'a KIA source', 'two medics'.
    std::string name = lemma;
    if (owner >= 0) name = cast_[owner].name + " " + lemma;
    else if (int c = tree.child(i, "compound"); c >= 0 && tree.is_noun(c)) name = lower_ascii(tree.token(c).form) + " " + lemma;
    return cast_.collective(domain::name_id(owner >= 0 ? cast_[owner].id + "-" + lemma : name), name, kinds.without(kSites), owner);
  }

  const Lexicon& lexicon_;
  Cast& cast_;
  Discourse discourse_;
  Passage* p_ = nullptr;
  int sentence_ = 0;
  int skip_to_ = -1;  // last token of a resource that is entered already
  std::vector<int> name_at_;
};

}  // namespace

void find_mentions(std::vector<Passage>& passages, const Lexicon& lexicon, Cast& cast) {
  MentionFinder finder(lexicon, cast);
  for (std::size_t i = 0; i < passages.size(); ++i) finder.read(passages[i], static_cast<int>(i));
}

}  // namespace assay::reading
