#include "reading/speech.hpp"

#include "domain/slug.hpp"

#include <algorithm>

#include "reading/arguments.hpp"

namespace assay::reading {
namespace {

bool opens(const std::string& f) { return f == "“" || f == "„" || f == "«" || f == "``"; }
bool closes(const std::string& f) { return f == "”" || f == "»" || f == "''"; }

// One announcement of speech within a passage.
struct Act {
  int verb = -1;
  std::vector<bool> content;
  int size = 0;
  int voice = 0;
  bool takes_quotes = false;  // quotations beside it are its speaker's
};

class Attributor {
 public:
  Attributor(std::vector<Passage>& passages, const Lexicon& lexicon, Cast& cast)
      : passages_(passages), lexicon_(lexicon), cast_(cast) {
    out_.voices.emplace_back();
  }

  Attribution run() {
    const std::size_t n = passages_.size();
    out_.voice_of.resize(n);
    out_.quoted.resize(n);
    out_.speech_verb.resize(n);
    acts_.resize(n);
    mark_quotes();
    for (std::size_t i = 0; i < n; ++i) {
      out_.voice_of[i].assign(passages_[i].tree.size(), 0);
      out_.speech_verb[i].assign(passages_[i].tree.size(), false);
      find_acts(static_cast<int>(i));
      nest_acts(static_cast<int>(i));
    }
    spread_over_quotes();
    for (std::size_t i = 0; i < n; ++i) first_person(static_cast<int>(i));
    return std::move(out_);
  }

 private:
  const Tree& tree(int p) const { return passages_[p].tree; }

  // Quotation marks open and close within a block; runs are numbered over the whole document.
  void mark_quotes() {
    run_of_.resize(passages_.size());
    int run = -1, block = -1;
    bool open = false;
    for (std::size_t p = 0; p < passages_.size(); ++p) {
      const Tree& t = tree(static_cast<int>(p));
      out_.quoted[p].assign(t.size(), false);
      run_of_[p].assign(t.size(), -1);
      if (passages_[p].block != block) {
        open = false;
        block = passages_[p].block;
      }
      for (int i = 0; i < t.size(); ++i) {
        const std::string& f = t.token(i).form;
        bool is_open = opens(f) || (f == "\"" && !open) || (f == "‘" && !open);
        bool is_close = closes(f) || (f == "\"" && open) || (f == "’" && open && single_);
        if (is_open) {
          open = true;
          single_ = f == "‘";
          ++run;
          continue;
        }
        if (is_close) {
          open = false;
          continue;
        }
        if (open) {
          out_.quoted[p][i] = true;
          run_of_[p][i] = run;
        }
      }
    }
    runs_ = run + 1;
  }

  int add_voice(Voice v) {
    out_.voices.push_back(std::move(v));
    return static_cast<int>(out_.voices.size()) - 1;
  }

  // The mention that a speaker's head token stands for: a name in apposition before the bare office.
  void add_speaker(int p, int token, std::vector<Speaker>& speakers) {
    const Tree& t = tree(p);
    Passage& passage = passages_[p];
    int mention = passage.mention_of[token];
    for (int c : t.children(token)) {
      std::string_view base = t.base_relation(c);
      if ((base == "flat" || base == "appos" || base == "compound" || t.relation(c) == "nmod:desc") && passage.mention_of[c] >= 0) {
        const Mention& m = passage.mentions[passage.mention_of[c]];
        if (m.name && m.kinds.has(Kind::kPerson) && (mention < 0 || !passage.mentions[mention].name)) mention = passage.mention_of[c];
      }
    }
    if (mention < 0) return;
    Mention& m = passage.mentions[mention];
    // 'A report by X', 'X's statement': the one behind the paper speaks.
    if (lexicon_.in("document", t.lemma(token)) && !m.name) {
      for (int c : t.children(token)) {
        const std::string preposition = t.preposition(c);
        if (t.relation(c) == "nmod:poss" || ((preposition == "by" || preposition == "from" || preposition == "of") && t.base_relation(c) == "nmod") ||
            t.base_relation(c) == "compound") {
          const Mention* owner = passage.mention_at(c);
          if (owner && owner->entity >= 0 && owner->kinds.any(kParties)) {
            speakers.push_back({owner->entity, p, passage.mention_of[c]});
            return;
          }
        }
        if (t.base_relation(c) == "acl") {  // 'a report released by X'
          for (const Argument& a : arguments_of(t, c).all)
            if (a.role == Role::kSubject)
              if (const Mention* by = passage.mention_at(a.token); by && by->entity >= 0) {
                speakers.push_back({by->entity, p, passage.mention_of[a.token]});
                return;
              }
        }
      }
      if (m.owner >= 0) {
        speakers.push_back({m.owner, p, mention});
        return;
      }
    }
    if (m.entity < 0 && m.pronoun) return;
    // What is said by a thing ('the figure', 'fighting') is the tree's mistake.
    if (!m.name && !m.kinds.any(kParties) && !lexicon_.in("document", t.lemma(token))) return;
    if (m.entity < 0) {
      if (!m.kinds.any(kParties) && !lexicon_.in("document", t.lemma(token))) {
        if (!m.pronoun) m.entity = cast_.collective(domain::name_id(t.lemma(token)), t.lemma(token), m.kinds, m.owner);
        else return;
      } else {
        m.entity = cast_.collective(domain::name_id(t.lemma(token)), t.lemma(token), m.kinds, m.owner);
      }
    }
    speakers.push_back({m.entity, p, mention});
  }

  void mark_subtree(const Tree& t, int i, std::vector<bool>& mask) {
    for (int k = 0; k < t.size(); ++k)
      if (t.dominates(i, k)) mask[k] = true;
  }

  void find_acts(int p) {
    const Tree& t = tree(p);
    for (int i = 0; i < t.size(); ++i) {
      const std::string& lemma = t.lemma(i);
      const std::string preposition = t.is_nominal(i) ? t.preposition(i) : "";
      if (preposition == "according to" || preposition == "as per") {
        according_to(p, i);
        continue;
      }
      if (t.token(i).upos == "ADV" && lexicon_.in("hedges", lemma)) {
        hedge(p, i);
        continue;
      }
      if (!t.is_verb(i)) {
        // '…, the brigade reports.': taggers take the last word for a noun.
        if (!announces_at_end(t, i)) continue;
      }
      auto stance = lexicon_.speech(t.is_verb(i) ? lemma : without_s(lower_ascii(t.token(i).form)));
      if (!stance) continue;
      speech_verb(p, i, *stance);
    }
  }

  static std::string without_s(std::string word) {
    if (word.size() > 2 && word.back() == 's') word.pop_back();
    return word;
  }

  static bool ends_sentence(const Tree& t, int i) {
    for (int k = i + 1; k < t.size(); ++k)
      if (!t.is_punct(k)) return false;
    return true;
  }

  // A noun in -s that ends the sentence behind a comma and a phrase.
  bool announces_at_end(const Tree& t, int i) const {
    if (t.token(i).xpos != "NNS" || !lexicon_.speech(without_s(lower_ascii(t.token(i).form)))) return false;
    for (int k = i + 1; k < t.size(); ++k)
      if (!t.is_punct(k)) return false;
    for (int k = i - 1; k >= 0 && k >= i - 10; --k)
      if (t.token(k).form == ",") return true;
    return false;
  }

  // Where the tree gives an announcing verb no subject: '…, X said.' and '…, said X'. The phrase between the verb
  // and the comma before it, or right behind the verb. Returns the tokens that announce, empty when there is none.
  std::pair<int, int> speaker_beside(int p, int verb, std::vector<Speaker>& speakers) {
    const Tree& t = tree(p);
    const Passage& passage = passages_[p];
    auto party = [&](int i) {
      const Mention* m = passage.mention_at(i);
      return m && (m->kinds.any(kParties) || (m->name && m->entity >= 0) || lexicon_.in("document", t.lemma(i)));
    };
    if (verb + 1 < t.size() && !t.is_punct(verb + 1)) {
      for (int k = verb + 1; k < t.size() && k <= verb + 6 && !t.is_punct(k) && t.token(k).upos != "VERB" && t.token(k).upos != "SCONJ" && t.token(k).upos != "ADP"; ++k)
        if (party(k) && (verb == 0 || t.is_punct(verb - 1))) {
          add_speaker(p, k, speakers);
          if (!speakers.empty()) return {verb, std::max(k, passage.mention_at(k)->last)};
        }
    }
    int commas = 0, first = -1;
    for (int k = verb - 1; k >= 0 && k >= verb - 14; --k) {
      const std::string& form = t.token(k).form;
      if (form == "," || form == "”" || form == "\"") {
        if (!speakers.empty() && (k + 1 >= first || form != ",")) break;
        if (++commas > 2) break;
        continue;
      }
      if (t.token(k).upos == "VERB" && commas == 0) break;
      if (t.token(k).upos == "SCONJ") break;
      if (!party(k)) continue;
      const Mention* m = passage.mention_at(k);
      const bool opens_phrase = m->first == 0 || t.is_punct(m->first - 1) || (m->first > 1 && t.token(m->first - 1).upos == "DET" && t.is_punct(m->first - 2)) ||
                                t.token(m->first - 1).upos == "PROPN" || t.token(m->first - 1).upos == "NOUN" || t.token(m->first - 1).upos == "DET" || t.token(m->first - 1).upos == "PRON";
      // 'a source close to X said': X stands behind a preposition and does not speak.
      int before = m->first - 1;
      while (before > 0 && t.token(before).upos == "DET") --before;
      if (before >= 0 && t.token(before).upos == "ADP" && commas == 0) continue;
      if (!opens_phrase || (!speakers.empty() && commas > 0)) continue;
      add_speaker(p, k, speakers);
      first = m->first;
      while (first > 0 && !t.is_punct(first - 1)) --first;
    }
    if (speakers.empty()) return {-1, -1};
    return {first, verb};
  }

  void push(int p, Act act) {
    act.size = static_cast<int>(std::count(act.content.begin(), act.content.end(), true));
    if (act.size == 0) return;
    acts_[p].push_back(std::move(act));
  }

  void according_to(int p, int i) {
    const Tree& t = tree(p);
    if (t.base_relation(i) == "conj") return;
    Act act;
    act.verb = i;
    act.content.assign(t.size(), false);
    int clause = t.head(i) >= 0 ? t.head(i) : t.root();
    // Attribution at the head or the end of a sentence covers all of it.
    auto [first, last] = t.extent(i);
    bool edge = first <= 1 || last >= t.size() - 2;
    int top = edge ? t.root() : t.clause_of(clause);
    mark_subtree(t, top, act.content);
    for (int k = 0; k < t.size(); ++k)
      if (t.dominates(i, k)) act.content[k] = false;
    Voice v;
    v.stance = Stance::kClaimed;
    for (int k : t.conjuncts(i)) add_speaker(p, k, v.speakers);
    act.voice = add_voice(std::move(v));
    act.takes_quotes = true;
    push(p, std::move(act));
  }

  void hedge(int p, int i) {
    const Tree& t = tree(p);
    Act act;
    act.verb = i;
    act.content.assign(t.size(), false);
    int up = t.head(i) >= 0 ? t.head(i) : i;
    mark_subtree(t, up, act.content);
    // The subject's own relative clauses are not hedged.
    Voice v;
    v.stance = Stance::kClaimed;
    v.hedge = true;
    act.voice = add_voice(std::move(v));
    push(p, std::move(act));
  }

  void speech_verb(int p, int i, Stance stance) {
    const Tree& t = tree(p);
    Arguments args = arguments_of(t, i);
    std::vector<Speaker> speakers;
    for (const Argument& a : args.all)
      if (a.role == Role::kSubject && a.token >= 0 && !t.dominates(a.token, i)) add_speaker(p, a.token, speakers);
    // Relative 'who said': the noun that it modifies is the subject already (arguments_of).
    if (speakers.empty())
      for (const Argument& a : args.all)
        if (a.role == Role::kSubject && a.token >= 0 && a.token != i) add_speaker(p, a.token, speakers);
    Act act;
    act.verb = i;
    act.content.assign(t.size(), false);
    bool content = false;
    // '…, X said.' joined to what is said: the shared subject is not who says it.
    if (ends_sentence(t, i) && !t.has_child(i, "ccomp") && std::all_of(args.all.begin(), args.all.end(), [](const Argument& a) { return a.role != Role::kSubject || !a.own; })) speakers.clear();
    if (speakers.empty() && !args.passive) {
      auto [first, last] = speaker_beside(p, i, speakers);
      if (!speakers.empty() && !t.has_child(i, "ccomp")) {
        for (int k = 0; k < t.size(); ++k) act.content[k] = k < first || k > last;
        content = true;
      }
    }
    for (int c : t.children(i)) {
      if (content) break;
      std::string_view base = t.base_relation(c);
      if (base == "ccomp" || (base == "xcomp" && t.is_verb(c))) mark_subtree(t, c, act.content), content = true;
      else if (base == "obl" && t.preposition(c) == "to" && t.is_noun(c) && lexicon_.in("admits-to", t.lemma(i))) mark_subtree(t, c, act.content), content = true;
      else if (base == "obj" && !t.has_lemma(c, "it")) mark_subtree(t, c, act.content), content = true;
      else if (base == "parataxis" && c != i) mark_subtree(t, c, act.content), content = true;
      else if (base == "advcl" && t.token(c).xpos == "VBG" && stance == Stance::kDenied && t.child(c, "mark") < 0) mark_subtree(t, c, act.content), content = true;
    }
    // 'said in a statement that …': trees hang the clause on the paper.
    for (int c : t.children(i))
      if (t.base_relation(c) == "obl" && lexicon_.in("document", t.lemma(c)))
        for (int d : t.children(c))
          if ((t.base_relation(d) == "acl" || t.base_relation(d) == "ccomp") && t.has_child(d, "mark")) mark_subtree(t, d, act.content), content = true;
    // What follows 'X said that' to the sentence's end is said, however the tree joins its clauses.
    if (content && t.first_conjunct(i) == t.root() && !out_.quoted[p][i]) spread_right(t, i, act.content);
    // Speakers named inside what we took for content (inverted 'said the mayor') are not content.
    for (const Argument& a : args.all)
      if (a.role == Role::kSubject)
        for (int k = 0; k < t.size(); ++k)
          if (t.dominates(a.token, k) && t.dominates(i, a.token)) act.content[k] = false;
    if (!content && (t.base_relation(i) == "parataxis" || quoted_elsewhere(p, i))) {
      // '…, he said': what stands outside the announcing clause is said.
      for (int k = 0; k < t.size(); ++k) act.content[k] = !t.dominates(i, k);
      content = true;
    }
    if (args.passive && speakers.empty()) {
      // 'Clashes were reported near X', 'is said to have': somebody's word, nobody named.
      if (stance == Stance::kDenied) return;
      for (const Argument& a : args.all)
        if (a.role == Role::kObject || a.role == Role::kClause) mark_subtree(t, a.token, act.content), content = true;
      for (int k = 0; k < t.size(); ++k)
        if (t.dominates(i, k)) act.content[k] = true;
      if (!reporting_passive(t.lemma(i))) return;
      act.content[i] = true;
    } else if (speakers.empty()) {
      return;
    }
    Voice v;
    v.stance = stance;
    v.speakers = std::move(speakers);
    v.hedge = v.speakers.empty();
    act.voice = add_voice(std::move(v));
    act.takes_quotes = !out_.voices[act.voice].speakers.empty();
    out_.speech_verb[p][i] = true;
    if (content) push(p, std::move(act));
    else acts_[p].push_back(std::move(act));
  }

  void spread_right(const Tree& t, int verb, std::vector<bool>& content) const {
    int first = verb + 1;
    while (first < t.size() && !content[first]) ++first;
    if (first >= t.size() || first - verb > 12) return;
    for (int k = first; k < t.size(); ++k) {
      if (t.token(k).form == ";" || (closes(t.token(k).form) && k + 3 < t.size())) return;
      // 'said …, and urged both sides to talk': the next announcement ends it.
      if (t.token(k).upos == "CCONJ" || t.token(k).form == ",")
        for (int n = k + 1; n < std::min(t.size(), k + 4); ++n)
          if (t.is_verb(n) && lexicon_.speech(t.lemma(n)) && (t.head(n) == verb || t.first_conjunct(n) == verb)) return;
      content[k] = true;
    }
  }

  static bool reporting_passive(const std::string& lemma) {
    return lemma == "report" || lemma == "say" || lemma == "believe" || lemma == "think" || lemma == "understand" ||
           lemma == "claim" || lemma == "allege" || lemma == "rumour" || lemma == "rumor" || lemma == "learn";
  }

  bool quoted_elsewhere(int p, int verb) const {
    const Tree& t = tree(p);
    if (out_.quoted[p][verb]) return false;
    for (int k = 0; k < t.size(); ++k)
      if (out_.quoted[p][k]) return true;
    return false;
  }

  // The innermost act that holds a token speaks it; the next that holds it reports that one.
  void nest_acts(int p) {
    const Tree& t = tree(p);
    std::stable_sort(acts_[p].begin(), acts_[p].end(), [](const Act& a, const Act& b) { return a.size > b.size; });
    for (Act& act : acts_[p]) {
      if (act.size == 0) continue;
      int outer = act.verb >= 0 ? out_.voice_of[p][act.verb] : 0;
      if (outer != act.voice) {
        // A hedge inside somebody's words leaves the speaker; a speaker inside a hedge keeps it outside.
        out_.voices[act.voice].outer = outer;
      }
      for (int k = 0; k < t.size(); ++k)
        if (act.content[k]) out_.voice_of[p][k] = act.voice;
    }
  }

  // Every quotation gets one voice: of an announcement in its own sentences, of the sentence before it where
  // that ends in a colon or announces speech, of the quotation before it in the paragraph.
  void spread_over_quotes() {
    std::vector<int> voice_of_run(runs_, 0);
    std::vector<std::pair<int, int>> passages_of_run(runs_, {-1, -1});
    for (std::size_t p = 0; p < passages_.size(); ++p)
      for (int r : run_of_[p]) {
        if (r < 0) continue;
        if (passages_of_run[r].first < 0) passages_of_run[r].first = static_cast<int>(p);
        passages_of_run[r].second = static_cast<int>(p);
      }
    int previous_voice = 0, previous_block = -1;
    for (int r = 0; r < runs_; ++r) {
      auto [first, last] = passages_of_run[r];
      if (first < 0) continue;
      const int block = passages_[first].block;
      int voice = 0;
      for (int p : {last, first}) {
        for (const Act& act : acts_[p])
          if (act.takes_quotes && run_of_[p][act.verb] != r && !inside_short_quote(p, r)) voice = act.voice;
        if (voice) break;
      }
      if (!voice && inside_short_quote(first, r)) continue;  // scare quotes: whatever the words around them are
      if (!voice && first > 0 && passages_[first - 1].block == block) {
        for (const Act& act : acts_[first - 1])
          if (act.takes_quotes && ends_with_colon(first - 1)) voice = act.voice;
      }
      if (!voice && previous_block == block) voice = previous_voice;
      if (!voice && first > 0 && passages_[first - 1].block == block) {
        for (const Act& act : acts_[first - 1])
          if (act.takes_quotes) voice = act.voice;
      }
      if (!voice && previous_block == block - 1) voice = previous_voice;
      if (!voice && first > 0) {
        for (const Act& act : acts_[first - 1])
          if (act.takes_quotes) voice = act.voice;
      }
      voice_of_run[r] = voice;
      if (voice) {
        previous_voice = voice;
        previous_block = block;
      }
    }
    for (std::size_t p = 0; p < passages_.size(); ++p) {
      const Tree& t = tree(static_cast<int>(p));
      for (int k = 0; k < t.size(); ++k) {
        int r = run_of_[p][k];
        if (r < 0 || voice_of_run[r] == 0) continue;
        int now = out_.voice_of[p][k];
        // What is said within the quotation stays innermost, with the quoted speaker outside it.
        if (now == 0) {
          out_.voice_of[p][k] = direct_voice(voice_of_run[r]);
        } else if (out_.voices[now].outer == 0 && now != voice_of_run[r] && announced_inside(static_cast<int>(p), now, r)) {
          out_.voices[now].outer = direct_voice(voice_of_run[r]);
        }
      }
    }
  }

  int direct_voice(int voice) {
    out_.voices[voice].direct = true;
    return voice;
  }

  bool announced_inside(int p, int voice, int run) const {
    for (const Act& act : acts_[p])
      if (act.voice == voice) return run_of_[p][act.verb] == run;
    return false;
  }

  bool ends_with_colon(int p) const { return tree(p).token(tree(p).size() - 1).form == ":"; }

  // A quotation of a few words inside a sentence of the outlet's.
  bool inside_short_quote(int p, int run) const {
    int inside = 0, outside = 0;
    bool has_verb = false;
    for (int k = 0; k < tree(p).size(); ++k) {
      if (run_of_[p][k] == run) ++inside, has_verb |= tree(p).is_verb(k);
      else ++outside;
    }
    return inside <= 4 && outside > inside && !has_verb;
  }

  // 'We', 'our' and 'I' within a voice: the speaker's side, else the speaker.
  void first_person(int p) {
    for (Mention& m : passages_[p].mentions) {
      if (!m.pronoun) continue;
      const std::string lower = lower_ascii(tree(p).token(m.head).form);
      bool we = lower == "we" || lower == "us" || lower == "our" || lower == "ours";
      bool i = lower == "i" || lower == "me" || lower == "my";
      if (!we && !i) continue;
      int voice = out_.voice_of[p][m.head];
      if (voice == 0 || out_.voices[voice].speakers.empty()) continue;
      const Speaker& speaker = out_.voices[voice].speakers.front();
      int side = cast_[speaker.entity].side;
      m.entity = we && side >= 0 ? side : speaker.entity;
      m.kinds = cast_[m.entity].kinds;
    }
    // Possessives: 'our positions' belong to the speaker's side.
    for (Mention& m : passages_[p].mentions) {
      if (m.owner >= 0) continue;
      int poss = tree(p).child(m.head, "nmod:poss");
      if (poss < 0) continue;
      const Mention* owner = passages_[p].mention_at(poss);
      if (owner && owner->pronoun && owner->entity >= 0) {
        m.owner = owner->entity;
        if (m.entity < 0 && m.kinds.has(Kind::kFighters)) m.entity = owner->entity;
        else if (m.entity >= 0 && m.kinds.any(Kinds(Kind::kFighters)) && cast_[m.entity].collective) m.entity = owner->entity;
      }
    }
  }

  std::vector<Passage>& passages_;
  const Lexicon& lexicon_;
  Cast& cast_;
  Attribution out_;
  std::vector<std::vector<Act>> acts_;
  std::vector<std::vector<int>> run_of_;
  int runs_ = 0;
  bool single_ = false;
};

}  // namespace

std::vector<Speaker> Attribution::chain(int voice) const {
  std::vector<Speaker> all;
  for (int guard = 0; voice != 0 && guard < 8; ++guard) {
    for (const Speaker& s : voices[voice].speakers) {
      bool known = false;
      for (const Speaker& t : all) known |= t.entity == s.entity;
      if (!known) all.push_back(s);
    }
    voice = voices[voice].outer;
  }
  return all;
}

Stance Attribution::stance(int voice) const {
  Stance found = Stance::kAsserted;
  for (int guard = 0; voice != 0 && guard < 8; ++guard) {
    const Voice& v = voices[voice];
    if (found == Stance::kAsserted || (found == Stance::kClaimed && v.stance != Stance::kClaimed)) found = v.stance;
    voice = v.outer;
  }
  return found;
}

Attribution attribute(std::vector<Passage>& passages, const Lexicon& lexicon, Cast& cast) {
  return Attributor(passages, lexicon, cast).run();
}

}  // namespace assay::reading
