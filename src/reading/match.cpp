#include "reading/match.hpp"

#include <algorithm>

namespace assay::reading {
namespace {

constexpr int kObjectWords = 12;  // an object's plain words are cut here

class SentenceMatcher {
 public:
  SentenceMatcher(const Passage& p, const Cast& cast, const FrameSet& frames, const Lexicon& lexicon)
      : p_(p), tree_(p.tree), cast_(cast), frames_(frames), lexicon_(lexicon) {}

  std::vector<Match> run() {
    for (int i = 0; i < tree_.size(); ++i) {
      const auto& t = tree_.token(i);
      const bool verbal = t.xpos.rfind("VB", 0) == 0 || t.upos == "VERB";
      if (verbal)
        for (const FrameHit& hit : frames_.verbs(tree_.lemma(i))) try_words(hit, i, hit.trigger->words, 1);
      if (tree_.is_noun(i)) {
        for (const FrameHit& hit : frames_.nouns(tree_.lemma(i))) try_noun(hit, i);
        const std::string form = lower_ascii(t.form);
        if (form != tree_.lemma(i))
          for (const FrameHit& hit : frames_.nouns(form)) try_noun(hit, i);
      }
      if (t.upos == "ADJ" || t.xpos == "VBN" || t.upos == "ADV") {
        for (const FrameHit& hit : frames_.adjectives(tree_.lemma(i))) try_words(hit, i, hit.trigger->words, 1);
        const std::string form = lower_ascii(t.form);
        if (form != tree_.lemma(i))
          for (const FrameHit& hit : frames_.adjectives(form)) try_words(hit, i, hit.trigger->words, 1);
      }
      for (const FrameHit& hit : frames_.phrases(lower_ascii(t.form))) try_phrase(hit, i);
    }
    return std::move(found_);
  }

 private:
  bool is_word(int i, const std::string& w) const { return tree_.lemma(i) == w || lower_ascii(tree_.token(i).form) == w; }

  // Words after the head: among its dependents, two levels down. A noun found there lends its own dependents.
  void try_words(const FrameHit& hit, int i, const std::vector<std::string>& words, std::size_t from) {
    Match m;
    m.frame = hit.frame;
    m.trigger = hit.trigger;
    m.token = i;
    m.words.push_back(i);
    m.arguments = arguments_of(tree_, i);
    for (std::size_t w = from; w < words.size(); ++w) {
      int at = dependent_word(i, words[w], m.words);
      if (at < 0) return;
      m.words.push_back(at);
    }
    for (std::size_t w = 1; w < m.words.size(); ++w) {
      int at = m.words[w];
      if (!tree_.is_noun(at)) continue;
      for (int c : tree_.children(at)) {
        std::string_view base = tree_.base_relation(c);
        if (base == "nmod" && tree_.relation(c) != "nmod:poss") {
          for (int k : tree_.conjuncts(c)) m.arguments.all.push_back({Role::kOblique, tree_.preposition(c), k, true});
        } else if (tree_.relation(c) == "nmod:poss") {
          m.arguments.all.push_back({Role::kOblique, "of", c, true});
        }
      }
      // The consumed noun itself is no argument any more.
      auto& all = m.arguments.all;
      all.erase(std::remove_if(all.begin(), all.end(), [&](const Argument& a) { return a.token == at; }), all.end());
    }
    accept(std::move(m));
  }

  int dependent_word(int head, const std::string& word, const std::vector<int>& taken) const {
    auto free = [&](int i) { return std::find(taken.begin(), taken.end(), i) == taken.end(); };
    for (int i : taken)
      for (int c : tree_.children(i))
        if (free(c) && is_word(c, word) && tree_.base_relation(c) != "conj") return c;
    for (int c : tree_.children(head))
      for (int d : tree_.children(c))
        if (free(d) && is_word(d, word) && tree_.base_relation(d) != "conj") return d;
    // A passive or relative clause has the noun above: 'control of the town was taken'.
    for (const Argument& a : arguments_of(tree_, head).all)
      if (a.role == Role::kObject && free(a.token) && is_word(a.token, word)) return a.token;
    return -1;
  }

  void try_noun(const FrameHit& hit, int i) {
    // 'assault groups', 'bread queue': a noun that only modifies another announces nothing.
    if (tree_.relation(i) == "compound" && tree_.head(i) > i && tree_.token(i + 1).upos == "NOUN" && hit.trigger->words.size() == 1) return;
    Match m;
    m.frame = hit.frame;
    m.trigger = hit.trigger;
    m.token = i;
    m.words.push_back(i);
    const auto& words = hit.trigger->words;
    int before = i;
    for (std::size_t w = words.size() - 1; w-- > 0;) {
      int at = -1;
      for (int c : tree_.children(i))
        if (c < i && is_word(c, words[w])) at = c;
      if (at < 0 && before > 0 && is_word(before - 1, words[w])) at = before - 1;
      if (at < 0 && before > 1 && tree_.token(before - 1).form == "-" && is_word(before - 2, words[w])) at = before - 2;
      if (at < 0) return;
      before = at;
      m.words.push_back(at);
    }
    m.arguments = arguments_of(tree_, i);
    if (!hit.frame->support.empty()) {
      int verb = support_verb(i, hit.frame->support);
      if (verb < 0) return;
      m.words.push_back(verb);
      Arguments above = arguments_of(tree_, verb);
      for (Argument a : above.all) {
        if (a.token == i || a.token == tree_.first_conjunct(i)) continue;
        a.own = false;
        m.arguments.all.push_back(a);
      }
    }
    accept(std::move(m));
  }

  int support_verb(int noun, const std::vector<std::string>& support) const {
    int i = tree_.first_conjunct(noun);
    int up = tree_.head(i);
    for (int step = 0; up >= 0 && step < 2; ++step) {
      if (std::find(support.begin(), support.end(), tree_.lemma(up)) != support.end()) return up;
      if (tree_.is_verb(up)) break;
      up = tree_.head(up);
    }
    for (int c : tree_.children(noun))  // 'an attack carried out by X'
      if (tree_.base_relation(c) == "acl" && std::find(support.begin(), support.end(), tree_.lemma(c)) != support.end()) return c;
    return -1;
  }

  void try_phrase(const FrameHit& hit, int i) {
    const auto& words = hit.trigger->words;
    if (i + static_cast<int>(words.size()) > tree_.size()) return;
    for (std::size_t w = 0; w < words.size(); ++w)
      if (lower_ascii(tree_.token(i + static_cast<int>(w)).form) != words[w] && tree_.lemma(i + static_cast<int>(w)) != words[w]) return;
    const int last = i + static_cast<int>(words.size()) - 1;
    Match m;
    m.frame = hit.frame;
    m.trigger = hit.trigger;
    int head = i;
    for (int k = i; k <= last; ++k) {
      m.words.push_back(k);
      if (tree_.head(k) < i || tree_.head(k) > last) head = k;
    }
    for (int k = last; k >= i; --k)
      if ((tree_.head(k) < i || tree_.head(k) > last) && (tree_.is_nominal(k) || tree_.is_verb(k))) head = k;
    m.token = head;
    Arguments& args = m.arguments;
    // What follows the phrase is its object; what it is said of is its subject.
    for (int k = i; k <= last; ++k)
      for (int c : tree_.children(k)) {
        if (c >= i && c <= last) continue;
        std::string_view base = tree_.base_relation(c);
        if (c > last && (base == "nmod" || base == "obl" || base == "obj" || base == "compound" || base == "flat"))
          for (int j : tree_.conjuncts(c)) args.all.push_back({Role::kObject, "", j, true});
        else if (base == "nsubj")
          for (int j : tree_.conjuncts(c)) args.all.push_back({Role::kSubject, "", j, true});
        else if (tree_.relation(c) == "nmod:poss" || (c < i && base == "compound"))
          args.all.push_back({Role::kObject, "", c, true});
      }
    int up = tree_.head(head);
    if (head < i || head > last) up = head;
    // A phrase may be tied to a noun whose own head stands behind it: 'under RPA control'.
    if (up >= i && up <= last) up = tree_.head(up);
    if (!args.find(Role::kSubject) && up >= 0) {
      if (tree_.is_nominal(up) && tree_.base_relation(head) != "conj") {
        args.all.push_back({Role::kSubject, "", up, false});
      } else if (tree_.is_verb(up)) {
        Arguments above = arguments_of(tree_, up);
        bool any_object = false;
        for (const Argument& a : above.all)
          if (a.role == Role::kObject && a.token != head) args.all.push_back({Role::kSubject, "", a.token, false}), any_object = true;
        for (const Argument& a : above.all) {
          if (a.role == Role::kSubject && !any_object) args.all.push_back({Role::kSubject, "", a.token, false});
          if (a.role == Role::kOblique && a.token != head) args.all.push_back(a);
        }
      }
    }
    accept(std::move(m));
  }

  // --- conditions ---

  std::vector<int> tokens_of(const Match& m, const Source& source) const {
    std::vector<int> tokens;
    auto role = [&](Role r) {
      for (const Argument& a : m.arguments.all)
        if (a.role == r && (r != Role::kSubject || a.preposition.empty() || a.preposition == "compound")) tokens.push_back(a.token);
    };
    switch (source.from) {
      case Source::From::kSubject: role(Role::kSubject); break;
      case Source::From::kObject: role(Role::kObject); break;
      case Source::From::kIndirect: role(Role::kIndirect); break;
      case Source::From::kClause: role(Role::kClause); break;
      case Source::From::kSelf: tokens.push_back(m.token); break;
      case Source::From::kHead:
        if (int up = tree_.head(m.token); up >= 0 && tree_.is_nominal(up)) tokens.push_back(up);
        break;
      case Source::From::kPreposition:
        for (const Argument& a : m.arguments.all)
          if (a.role == Role::kOblique && a.preposition == source.word) tokens.push_back(a.token);
        break;
      default: break;
    }
    if (source.via.empty()) return tokens;
    std::vector<int> below;
    for (int t : tokens) {
      if (source.via == "owner") {
        for (int c : tree_.children(t)) {
          std::string_view base = tree_.base_relation(c);
          if (tree_.relation(c) == "nmod:poss" || base == "compound" || base == "amod" || tree_.relation(c) == "nmod:desc")
            for (int k : tree_.conjuncts(c)) below.push_back(k);
        }
        continue;
      }
      for (int c : tree_.children(t))
        if (tree_.base_relation(c) == "nmod" && tree_.preposition(c) == source.via)
          for (int k : tree_.conjuncts(c)) below.push_back(k);
    }
    return below;
  }

  Kinds kinds_at(int token) const {
    Kinds kinds = lexicon_.kinds_of_noun(tree_.lemma(token));
    // 'border post', 'customs house': a list may know the compound.
    if (token > 0 && (tree_.base_relation(token - 1) == "compound" || tree_.base_relation(token - 1) == "amod")) {
      Kinds pair = lexicon_.kinds_of_noun(tree_.lemma(token - 1) + " " + tree_.lemma(token));
      if (pair.empty()) pair = lexicon_.kinds_of_noun(lower_ascii(tree_.token(token - 1).form) + " " + tree_.lemma(token));
      if (!pair.empty()) kinds = pair;
    }
    if (const Mention* m = p_.mention_at(token)) {
      if (m->name || m->pronoun) kinds = m->kinds;
      else kinds |= m->kinds;
      if (m->entity >= 0 && (m->name || m->pronoun)) kinds |= cast_[m->entity].kinds;
    }
    // 'nine of the soldiers', 'dozens of homes'
    if (tree_.token(token).upos == "NUM" || lexicon_.in("number-noun", tree_.lemma(token))) {
      kinds |= Kind::kNumber;
      bool of = false;
      for (int c : tree_.children(token))
        if (tree_.base_relation(c) == "nmod" && tree_.preposition(c) == "of") kinds |= kinds_at(c), of = true;
      if (!of && tree_.token(token).upos == "NUM") kinds |= Kind::kPeople;  // 'killed 14'
    }
    if (tree_.has_child(token, "nummod")) kinds |= Kind::kNumber;
    if (lexicon_.in("event_noun", tree_.lemma(token))) kinds |= Kind::kEvent;
    for (int c : tree_.children(token)) {
      const std::string& f = tree_.token(c).form;
      if (f == "%" || tree_.has_lemma(c, "percent")) kinds |= Kind::kShare;
      if (f == "$" || f == "€" || f == "£" || f == "¥") kinds |= Kind::kMoney;
    }
    const std::string& lemma = tree_.lemma(token);
    if (lemma == "%" || lemma == "percent" || lemma == "per cent" || lemma == "cent") kinds |= Kind::kShare;
    if (lemma == "$" || lemma == "€") kinds |= Kind::kMoney;
    if (const domain::Unit* unit = lexicon_.domain().unit_named(lemma)) {
      if (unit->dimension == "money") kinds |= Kind::kMoney;
      if (unit->dimension == "share") kinds |= Kind::kShare;
    }
    return kinds;
  }

  // 'Rebels fight for the town': a party, though each of them is a person.
  bool many_fighters(int token) const {
    const std::string& xpos = tree_.token(token).xpos;
    return (xpos == "NNS" || xpos == "NNPS") && kinds_at(token).has(Kind::kFighters);
  }

  bool test(const Match& m, const Condition::Entry& entry) const {
    std::vector<int> tokens;
    if (entry.source.from == Source::From::kAny || entry.source.from == Source::From::kSentence) {
      auto [first, last] = entry.source.from == Source::From::kAny ? tree_.extent(tree_.clause_of(m.token)) : std::pair{0, tree_.size() - 1};
      for (int i = first; i <= last; ++i)
        if (std::find(m.words.begin(), m.words.end(), i) == m.words.end()) tokens.push_back(i);
    } else {
      tokens = tokens_of(m, entry.source);
    }
    for (const Test& t : entry.tests) {
      if (t.of == Test::Of::kNone) {
        if (tokens.empty()) return true;
        continue;
      }
      if (t.of == Test::Of::kClause && m.arguments.find(Role::kClause)) return true;
      for (int token : tokens) {
        if (t.of == Test::Of::kAny) return true;
        if (t.of == Test::Of::kKind && kinds_at(token).has(t.kind) && !(t.kind == Kind::kPerson && many_fighters(token))) return true;
        if (t.of == Test::Of::kLemma && is_word(token, t.word)) return true;
        if (t.of == Test::Of::kList && (lexicon_.in(t.word, tree_.lemma(token)) || lexicon_.in(t.word, lower_ascii(tree_.token(token).form)))) return true;
      }
    }
    return false;
  }

  bool holds(const Match& m, const Condition& c) const {
    for (const Condition::Entry& e : c.entries)
      if (!test(m, e)) return false;
    return true;
  }

  // --- slots ---

  bool fits(Slot slot, int token) const {
    const Mention* m = p_.mention_at(token);
    if (slot == Slot::kObject) return true;
    if (!m) return false;
    switch (slot) {
      case Slot::kAgent:
      case Slot::kTarget:
        // 'Jets of the junta', 'its positions': what a party owns stands for it.
        if (m->entity < 0 && m->owner >= 0 && (m->kinds.any(Kinds(Kind::kVehicle) | Kind::kWeapon | Kind::kFighters) || lexicon_.in("military-noun", tree_.lemma(token)))) return true;
        if (place_acts_ && m->name && m->entity >= 0 && cast_[m->entity].kinds.has(Kind::kPlace)) return true;
        return m->entity >= 0 && (m->kinds | cast_[m->entity].kinds).any(kParties) && !(m->kinds.any(kSites) && !m->kinds.has(Kind::kActor) && !m->name && !m->pronoun);
      case Slot::kPlace:
        if (m->pronoun && m->place_entity >= 0) return true;
        return m->entity >= 0 && !m->adjective && cast_[m->entity].kinds.any(kSites);
      case Slot::kResource: return m->kinds.has(Kind::kResource);
      case Slot::kObject: return true;
    }
    return false;
  }

  // Trees may point at a word inside a name: the name is meant.
  int named_at(int token) const {
    const int covering = p_.covered_by[token];
    return !p_.mention_at(token) && covering >= 0 && p_.mentions[covering].name ? p_.mentions[covering].head : token;
  }

  // A noun that is no filler itself may hold one: a camp's place, 'some of the soldiers', 'X's headquarters in Y'.
  void take(Slot slot, int token, std::vector<int>& fill) const {
    if (fits(slot, token)) {
      add(fill, token);
      return;
    }
    const bool number = tree_.token(token).upos == "NUM" || lexicon_.in("number-noun", tree_.lemma(token));
    for (int c : tree_.children(token)) {
      std::string_view base = tree_.base_relation(c);
      const std::string preposition = tree_.is_nominal(c) ? tree_.preposition(c) : "";
      if (slot == Slot::kPlace && (base == "nmod" || base == "obl") &&
          lexicon_.in("place-preposition", preposition)) {
        for (int k : tree_.conjuncts(c)) take(slot, k, fill);
      } else if (slot == Slot::kPlace && (base == "compound" || tree_.relation(c) == "nmod:poss" || base == "amod")) {
        if (fits(slot, c)) add(fill, c);
      } else if (slot == Slot::kResource && (base == "compound" || base == "amod" || (base == "nmod" && lexicon_.in("yield-preposition", preposition)))) {
        for (int k : tree_.conjuncts(c))
          if (fits(slot, k)) add(fill, k);
          else if (base == "nmod") take(slot, k, fill);
      } else if ((slot == Slot::kAgent || slot == Slot::kTarget) && number && base == "nmod" && lexicon_.in("share-preposition", preposition)) {
        for (int k : tree_.conjuncts(c))
          if (fits(slot, k)) add(fill, k);
      }
    }
  }

  static void add(std::vector<int>& fill, int token) {
    if (std::find(fill.begin(), fill.end(), token) == fill.end()) fill.push_back(token);
  }

  void fill_slot(Match& m, Slot slot, const std::vector<Source>& sources) const {
    auto& fill = m.fill[static_cast<std::size_t>(slot)];
    for (const Source& s : sources) {
      if (s.from == Source::From::kLiteral) {
        m.literal[static_cast<std::size_t>(slot)] = s.word;
        return;
      }
      if (s.from == Source::From::kAny || s.from == Source::From::kSentence) {
        nearby(m, slot, s.from == Source::From::kSentence, fill);
        if (!fill.empty()) m.by_fallback[static_cast<std::size_t>(slot)] = true;
      } else if (slot == Slot::kObject) {
        std::vector<int> tokens = tokens_of(m, s);
        if (!tokens.empty() && m.object.empty()) m.object = object_words(tokens);
        if (!m.object.empty()) return;
      } else {
        // Countries and towns that act or are dealt with: 'X shuts the gate', 'exports to X', 'talks with X'.
        place_acts_ = (slot == Slot::kAgent && (s.from == Source::From::kSubject || s.via == "owner")) ||
                      (slot == Slot::kTarget && lexicon_.in("state-dealings", std::string(name_of(m.frame->type))));
        for (int token : tokens_of(m, s)) take(slot, named_at(token), fill);
        place_acts_ = false;
        // What fills one slot by the same argument does not fill the other.
        if (slot == Slot::kTarget) {
          const auto& agents = m.fill[static_cast<std::size_t>(Slot::kAgent)];
          fill.erase(std::remove_if(fill.begin(), fill.end(), [&](int t) { return std::find(agents.begin(), agents.end(), t) != agents.end(); }), fill.end());
        }
      }
      if (!fill.empty()) return;
    }
    if (slot == Slot::kResource && fill.empty() && lexicon_.in("yield-types", std::string(name_of(m.frame->type)))) nearby(m, slot, true, fill);
    if (slot == Slot::kAgent && !sources.empty() && sources.front().from == Source::From::kSubject) nearest_before(m, fill);
  }

  // Where the tree gives a finite active verb no subject: the party named last before it, if nothing but the
  // verb's own auxiliaries, adverbs and that party's further words stand between.
  void nearest_before(const Match& m, std::vector<int>& fill) const {
    const int verb = m.token;
    if (!tree_.is_verb(verb) || m.arguments.passive || m.arguments.find(Role::kSubject)) return;
    const std::string& xpos = tree_.token(verb).xpos;
    if (xpos != "VBD" && xpos != "VBZ" && xpos != "VBP" && !tree_.has_child(verb, "aux")) return;
    for (int i = verb - 1; i >= 0; --i) {
      const std::string& upos = tree_.token(i).upos;
      if (upos == "VERB" || upos == "SCONJ" || tree_.token(i).form == ";" || tree_.token(i).form == "“") return;
      if (!fits(Slot::kAgent, i)) continue;
      const Mention* mention = p_.mention_at(i);
      if (mention->first > 0 && tree_.token(mention->first - 1).upos == "ADP") continue;
      add(fill, i);
      return;
    }
  }

  std::string object_words(const std::vector<int>& tokens) const {
    std::string words;
    for (int t : tokens) {
      auto [first, last] = tree_.phrase(t, true);
      while (first < t && (tree_.token(first).upos == "DET" || tree_.base_relation(first) == "case")) ++first;
      last = std::min(last, first + kObjectWords - 1);
      if (!words.empty()) words += ", ";
      words += tree_.words(first, last);
      if (words.size() > 120) break;
    }
    return words;
  }

  // The nearest fitting mentions of the clause (or the sentence) that fill no other slot of this match.
  void nearby(const Match& m, Slot slot, bool whole_sentence, std::vector<int>& fill) const {
    int clause = tree_.clause_of(m.token);
    int best = -1, cost = 1 << 20;
    for (const Mention& mention : p_.mentions) {
      const int t = mention.head;
      if (!fits(slot, t) || (slot == Slot::kPlace && (mention.pronoun || of_a_speaker(tree_, lexicon_, t)))) continue;
      if (!whole_sentence && !tree_.dominates(clause, t)) continue;
      bool used = std::find(m.words.begin(), m.words.end(), t) != m.words.end();
      for (const auto& other : m.fill) used |= std::find(other.begin(), other.end(), t) != other.end();
      if (used) continue;
      // A state named as a party ('trade with China') is no place of what happens.
      if (slot == Slot::kPlace && cast_[mention.entity].kinds.has(Kind::kActor)) {
        if (!lexicon_.in("within-preposition", tree_.preposition(t))) continue;
      }
      int c = std::abs(t - m.token) + (tree_.clause_of(t) == clause ? 0 : 20);
      if (c < cost) cost = c, best = t;
    }
    if (best >= 0)
      for (int k : tree_.conjuncts(best))
        if (fits(slot, k)) add(fill, k);
  }

  void accept(Match m) {
    const Frame& f = *m.frame;
    if (!f.when.empty() && std::none_of(f.when.begin(), f.when.end(), [&](const Condition& c) { return holds(m, c); })) return;
    if (std::any_of(f.unless.begin(), f.unless.end(), [&](const Condition& c) { return holds(m, c); })) return;
    for (Slot slot : {Slot::kAgent, Slot::kTarget, Slot::kPlace, Slot::kResource, Slot::kObject})
      fill_slot(m, slot, f.slots[static_cast<std::size_t>(slot)]);
    for (const Source& s : f.quantity) {
      if (s.from == Source::From::kAny || s.from == Source::From::kSentence) {
        m.quantity_token = -2;  // any number of the clause
        break;
      }
      std::vector<int> tokens = tokens_of(m, s);
      for (int t : tokens)
        if (kinds_at(t).any(Kinds(Kind::kNumber) | Kind::kMoney | Kind::kShare) || tokens.size() == 1) {
          m.quantity_token = t;
          break;
        }
      if (m.quantity_token >= 0) break;
    }
    found_.push_back(std::move(m));
  }

  const Passage& p_;
  const Tree& tree_;
  const Cast& cast_;
  const FrameSet& frames_;
  const Lexicon& lexicon_;
  std::vector<Match> found_;
  mutable bool place_acts_ = false;  // whether a place fits as a party, for the source at hand
};

}  // namespace

bool of_a_speaker(const Tree& t, const Lexicon& lexicon, int place) {
  const int up = t.head(place);
  return up >= 0 && t.base_relation(place) == "nmod" && lexicon.kinds_of_noun(t.lemma(up)).any(kParties) &&
         t.base_relation(up) == "nsubj" && lexicon.speech(t.lemma(t.head(up)));
}

std::vector<Match> Matcher::match(const Passage& passage, const Cast& cast) const {
  return SentenceMatcher(passage, cast, frames_, lexicon_).run();
}

}  // namespace assay::reading
