// Which verb is the clause's own: a main verb hung on its subject, a headline's verb taken for a plural, and the
// subject that was given to a participle or to the verb of speech behind it.
#include <algorithm>
#include <string>

#include "reading/mend_tree.hpp"
#include "reading/tree.hpp"
#include "reading/tree_editor.hpp"

namespace assay::reading {
namespace {

class ClauseMender : TreeEditor {
 public:
  ClauseMender(language::Sentence& s, const Lexicon& lexicon) : TreeEditor(s, lexicon) {}

  void run() {
    for (int i = 0; i + 1 < n_; ++i) lets(i);
    main_verb();
    headline_verb();
    headline_joined();
    for (int i = 0; i < n_; ++i) {
      subject_of_participle(i);
      subject_of_speech(i);
      subject_of_told(i);
    }
  }

 private:
  bool relative_word(int i) const {
    const std::string form = lower_ascii(t_[i].form);
    return form == "who" || form == "which" || form == "that" || form == "whom" || form == "whose" || form == "where" || form == "when";
  }
  bool tensed(int v) const { return verb(v) && (finite(v) || has(v, "aux")); }
  std::string subject_relation(int v) const {
    for (int k = 0; k < n_; ++k)
      if (head(k) == v && t_[k].deprel == "aux:pass") return "nsubj:pass";
    return "nsubj";
  }

  // 'It lets through 40 trucks': a verb in -s that the tokeniser took for 'let us'.
  void lets(int i) {
    Token &t = t_[i], &s = t_[i + 1];
    if (i == 0 || t.space_after || lower_ascii(t.form) != "let" || s.form != "s" || !(nominal(i - 1) || t_[i - 1].upos == "ADV" || relative_word(i - 1))) return;
    t.upos = "VERB", t.xpos = "VBZ", t.lemma = "let";
    for (int k = 0; k < n_; ++k)
      if (head(k) == i + 1 && k != i) t_[k].head = i + 1;
    if (head(i) == i + 1) hang(i, head(i + 1), s.deprel);
    s.upos = "PART", s.xpos = "POS";
    hang(i + 1, i, "dep");
    const int p = i + 2;
    if (p >= n_ || t_[p].upos != "ADP" || base(p) != "case" || (lower_ascii(t_[p].form) != "in" && lower_ascii(t_[p].form) != "through" && lower_ascii(t_[p].form) != "out")) return;
    const int n = head(p);
    if (n < p || head(n) != i || has(i, "obj")) return;
    hang(p, i, "compound:prt");
    t_[n].deprel = "obj";
  }

  // A verb that may be the sentence's own: tensed, no relative or subordinate clause, without a subject of its own.
  bool may_be_main(int v) const {
    const bool auxiliary = has(v, "aux");
    if (!verb(v) || (!finite(v) && !auxiliary && !(t_[v].xpos == "VBN" && has(v, "obj")))) return false;
    const std::string_view b = base(v);
    if (b != "acl" && b != "parataxis" && b != "advcl") return false;
    if (v > 0 && relative_word(v - 1)) return false;
    for (int k = 0; k < n_; ++k)
      if (head(k) == v && (base(k) == "nsubj" || (k < v && base(k) == "mark") || base(k) == "expl" || (k < v && relative_word(k)))) return false;
    return true;
  }

  // 'M23, which seized the port, has held it since': where the tree hangs the main verb on its subject as if it
  // were one more clause about it.
  void main_verb() {
    const int r = root();
    const bool stop = ends_with_stop();
    if (r < 0 || !nominal(r) || has(r, "cop") || n_ < 4 || (!stop && n_ > 30)) return;
    for (int k = 0; k < std::min(n_, r + 4); ++k)
      if (t_[k].form == ":") return;
    int v = -1;
    for (int pass = 0; pass < 2 && v < 0; ++pass)
      for (int i = r + 1; i < n_ && v < 0; ++i) {
        if (!may_be_main(i) || (pass == 0 && t_[i].xpos == "VBN" && !has(i, "aux"))) continue;
        if (!stop && t_[i].xpos != "VBZ" && t_[i].xpos != "VBP") continue;
        bool below = head(i) < i;
        for (int up = head(i), step = 0; below && up != r; up = head(up), ++step) below = up > r && step < n_ && (pass == 0 || nominal(up));
        if (below) v = i;
      }
    if (v < 0) return;
    const std::vector<Token> kept = t_;
    if (t_[v].xpos == "VBN" && !has(v, "aux")) t_[v].xpos = "VBD";
    const bool passive = child(v, "aux") >= 0 && t_[child(v, "aux")].deprel == "aux:pass";
    for (int k = 0; k < n_; ++k) {
      if (head(k) != r || k == v) continue;
      // 'In May, rebels': what opens the sentence with a preposition and a comma is the verb's.
      bool opens = k < r && nominal(k) && has(k, "case");
      if (opens) {
        bool comma = false;
        for (int c = k + 1; c < r; ++c) comma |= t_[c].form == ",";
        opens = comma;
      }
      if (opens) hang(k, v, "obl");
      else if (k > v) t_[k].head = v + 1;
    }
    hang(v, -1, "root");
    hang(r, v, passive ? "nsubj:pass" : "nsubj");
    if (!is_tree()) t_ = kept;
  }

  // What ends the first clause of a headline: 'Rebels take the town as the army pulls back'.
  bool ends_clause(int i) const {
    if (punct(i)) return t_[i].form == "," || t_[i].form == ";" || t_[i].form == ":" || t_[i].form == "–" || t_[i].form == "—";
    const std::string form = lower_ascii(t_[i].form);
    return form == "as" || form == "after" || form == "while" || form == "but" || form == "amid" || form == "before";
  }

  // 'Army Quits Port As Rebels Near', 'Ore piles up at the lake as the gate shuts': a headline's verb in -s that the
  // tagger takes for a plural.
  void headline_verb() {
    if (ends_with_stop() || n_ < 4 || n_ > 30) return;
    int end = 0;
    while (end < n_ && !ends_clause(end)) ++end;
    int v = -1;
    for (int i = 1; i + 1 < n_ && i < end && v < 0; ++i) {
      if (t_[i].xpos != "NNS" && t_[i].xpos != "NNPS") {
        if (finite(i) && base(i) != "acl" && verb(i)) return;
        continue;
      }
      const std::string form = lower_ascii(t_[i].form);
      if (!noun(i - 1) || t_[i - 1].xpos == "NNS" || hyphened(i) || form.back() != 's' || verb_lemma(form, lexicon_).empty() || lexicon_.kinds_of_noun(lower_ascii(t_[i].lemma)).has(Kind::kWeapon)) continue;
      const std::string& next = t_[i + 1].upos;
      const bool object = i + 1 < end && (noun(i + 1) || next == "DET" || next == "NUM" || next == "ADJ" || t_[i + 1].xpos == "VBN" || t_[i + 1].xpos == "VBD");
      const bool particle = lexicon_.in("phrasal", verb_lemma(form, lexicon_) + " " + lower_ascii(t_[i + 1].form));
      if (particle || (object && (base(i) == "compound" ? head(i) > i : !lexicon_.kinds_of_noun(lower_ascii(t_[i].lemma)).any(kParties)))) v = i;
    }
    if (v < 0) return;
    for (int k = v + 1; k < end; ++k)
      if (verb(k) && finite(k) && (has(k, "aux") || (base(k) != "acl" && base(k) != "amod" && base(k) != "root"))) return;
    const std::vector<Token> kept = t_;
    // 'captures Kham Pong gate': a noun taken for the verb of a clause.
    for (int k = v + 2; k < std::min(end, v + 5); ++k)
      if (verb(k) && t_[k].xpos == "VBP" && base(k) == "acl" && noun(k - 1) && !lexicon_.kinds_of_noun(lower_ascii(t_[k].form)).empty()) {
        t_[k].upos = "NOUN", t_[k].xpos = "NN", t_[k].lemma = lower_ascii(t_[k].form);
        for (int c = v + 1; c < k; ++c)
          if (head(c) == k && base(c) == "nsubj") t_[c].deprel = "compound";
        hang(k, v, "nmod");
      }
    promote(v);
    // 'stays shut': what it is said to be.
    if (v + 1 < n_ && (t_[v + 1].xpos == "VBN" || t_[v + 1].xpos == "VBD" || t_[v + 1].xpos == "JJ") && !noun(std::min(v + 2, n_ - 1)) && head(v + 1) == v) t_[v + 1].deprel = "xcomp";
    if (v + 1 < n_ && t_[v + 1].upos == "ADP" && lexicon_.in("phrasal", t_[v].lemma + " " + lower_ascii(t_[v + 1].form))) hang(v + 1, v, "compound:prt");
    if (!is_tree()) t_ = kept;
  }

  // 'kills 11, wounds 40'
  void headline_joined() {
    if (ends_with_stop() || n_ > 30) return;
    for (int i = 2; i + 1 < n_; ++i) {
      if (t_[i].xpos != "NNS" || t_[i - 1].form != "," || t_[i + 1].upos != "NUM") continue;
      const std::string lemma = verb_lemma(lower_ascii(t_[i].form), lexicon_);
      const int v = root();
      if (lemma.empty() || v < 0 || v > i || t_[v].xpos != "VBZ" || (i + 2 < n_ && noun(i + 2) && head(i + 2) == i)) continue;
      const std::vector<Token> kept = t_;
      t_[i].upos = "VERB", t_[i].xpos = "VBZ", t_[i].lemma = lemma;
      hang(i, v, "conj");
      if (head(i + 1) == i) t_[i + 1].deprel = "obj";
      if (!is_tree()) t_ = kept;
    }
  }

  // 'Infantry backed by drones have reached the town': the subject is the main verb's, not the participle's.
  void subject_of_participle(int v) {
    if (!tensed(v) || has(v, "nsubj") || base(v) == "acl" || base(v) == "conj" || base(v) == "xcomp") return;
    for (int a = 0; a < v; ++a) {
      if (head(a) != v || !verb(a) || (t_[a].xpos != "VBN" && t_[a].xpos != "VBG") || has(a, "aux") || has(a, "mark")) continue;
      const int s = child(a, "nsubj");
      if (s < 0 || s > a || !nominal(s) || relative_word(s)) continue;
      for (int k = 0; k < n_; ++k)
        if (head(k) == v && base(k) == "nsubj") return;
      hang(s, v, subject_relation(v));
      hang(a, s, "acl");
      return;
    }
  }

  // 'None has crossed since Tuesday, a trader at the pass said': who stands before a verb of speech speaks.
  void subject_of_speech(int v) {
    if (!verb(v) || !finite(v) || !lexicon_.speech(lower_ascii(t_[v].lemma)) || has(v, "nsubj")) return;
    int s = -1;
    for (int k = v - 1; k >= 0 && k >= v - 10; --k)
      if (nominal(k) && base(k) == "nsubj" && head(k) < k && head(k) >= 0 && verb(head(k)) && climb(v - 1, k, v - 1) == k) s = k;
    if (s < 0) return;
    bool other = false, comma = false;
    for (int k = 0; k < head(s); ++k) other |= head(k) == head(s) && base(k) == "nsubj";
    for (int k = head(s); k < s; ++k) comma |= t_[k].form == ",";
    if (other && comma) hang(s, v, "nsubj");
  }

  // 'Two guards taken in May were freed, a mediator said': of two subjects of a verb of speech the first is that of
  // what is told, where that has none.
  void subject_of_told(int v) {
    if (!verb(v) || !lexicon_.speech(lower_ascii(t_[v].lemma))) return;
    int first = -1, second = -1;
    for (int k = 0; k < n_; ++k)
      if (head(k) == v && base(k) == "nsubj") {
        if (first < 0) first = k;
        else if (second < 0) second = k;
      }
    if (second < 0 || first > v) return;
    for (int c = first + 1; c < n_; ++c) {
      if (head(c) != v || base(c) != "ccomp" || !tensed(c) || has(c, "nsubj")) continue;
      if (c > second && (second > v || t_[v - 1].form == "," || t_[second - 1].form != "," )) {
        bool comma = false;
        for (int k = first + 1; k < second; ++k) comma |= t_[k].form == ",";
        if (second > v || t_[v - 1].form == "," || !comma) return;
      }
      hang(first, c, subject_relation(c));
      return;
    }
  }
};

}  // namespace

void mend_clauses(language::Sentence& sentence, const Lexicon& lexicon) { ClauseMender(sentence, lexicon).run(); }

}  // namespace assay::reading
