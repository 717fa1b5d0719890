// Words that a tagger takes for another part of speech: a verb for a noun, a noun for a gerund. The verb that
// a sentence or a clause must have is found here, before anything is hung anew.
#include <string>

#include "reading/mend_tree.hpp"
#include "reading/tree.hpp"
#include "reading/tree_editor.hpp"

namespace assay::reading {
namespace {

class VerbMender : TreeEditor {
 public:
  VerbMender(language::Sentence& s, const Lexicon& lexicon) : TreeEditor(s, lexicon) {}

  void run() {
    for (int i = 0; i < n_; ++i) {
      possessive_noun(i);
      gerund_noun(i);
    }
    for (int i = 0; i < n_; ++i) false_auxiliary(i);
    find_finite();
    for (int i = 0; i < n_; ++i) said_to_do(i);
  }

 private:
  // 'the iron mine', 'to mine coltan': no pronoun.
  void possessive_noun(int i) {
    if (t_[i].xpos != "PRP" || lexicon_.kinds_of_noun(lower_ascii(t_[i].form)).empty() || i == 0) return;
    Token& t = t_[i];
    const std::string& before = t_[i - 1].upos;
    if (lower_ascii(t_[i - 1].form) == "to") {
      if (i + 1 >= n_ || !(nominal(i + 1) || (t_[i + 1].upos == "ADJ" && i + 2 < n_ && nominal(i + 2))))
        return;
      t.upos = "VERB", t.xpos = "VB", t.lemma = lower_ascii(t.form);
      t_[i - 1].upos = "PART", t_[i - 1].xpos = "TO";
      hang(i - 1, i, "mark");
      if (base(i) != "root") t.deprel = "xcomp";
      const int object = climb(i + 1, i + 1, n_ - 1);
      if (head(object) == head(i) || head(object) == i) hang(object, i, "obj");
      return;
    }
    if (before != "DET" && before != "ADJ" && before != "NOUN" && before != "PROPN") return;
    t.upos = "NOUN", t.xpos = "NN", t.lemma = lower_ascii(t.form);
    if (noun(i - 1) && head(i - 1) == head(i) && base(i - 1) == base(i)) {
      for (int k = 0; k < i - 1; ++k)
        if (head(k) == i - 1) t_[k].head = i + 1;
      hang(i - 1, i, "compound");
    }
  }

  // 'the Sarpi crossing', 'the ferry crossing at X': an article before it, or a list that knows the place.
  void gerund_noun(int i) {
    Token& t = t_[i];
    if (t.xpos != "VBG" || t.upos == "NOUN") return;
    const std::string form = lower_ascii(t.form);
    const bool site = lexicon_.kinds_of_noun(form).any(kSites);
    if (!site && !lexicon_.is_noun(form)) return;
    const int det = child(i, "det"), object = child(i, "obj");
    if (object >= 0 || has(i, "aux") || has(i, "mark")) return;
    const int up = head(i);
    bool swapped = false;
    const bool opens_clause = (i == 0 || punct(i - 1)) && i + 1 < n_ && t_[i + 1].upos == "ADP" &&
                              up > i + 2 && (base(i) == "advcl" || base(i) == "csubj") &&
                              lexicon_.in("event_noun", form) && !comma_between(i, up);
    if (det >= 0 && det < i) {
    } else if (opens_clause) {
      // 'Fighting between X and Y has intensified'
    } else if (site && base(i) == "acl" && up == i - 1 && noun(up)) {
      swapped = true;
    } else if (site && up >= 0 && (i == 0 || noun(i - 1)) &&
               (base(i) == "advcl" || base(i) == "csubj" || base(i) == "nsubj") && up == i + 1) {
    } else {
      return;
    }
    t.upos = "NOUN", t.xpos = "NN", t.lemma = form;
    if (swapped) {
      for (int k = 0; k < n_; ++k)
        if (k != i && head(k) == up && k < i) t_[k].head = i + 1;
      hang(i, head(up), t_[up].deprel);
      hang(up, i, "compound");
      return;
    }
    if (up < 0) return;
    if (base(i) == "xcomp" || base(i) == "ccomp" || base(i) == "advcl" || base(i) == "csubj")
      t.deprel = i > up ? "obj" : t_[up].xpos == "VBN" && has(up, "aux") ? "nsubj:pass" : "nsubj";
  }

  // 'The militia denies having arrested her': no auxiliary, but the verb above.
  void false_auxiliary(int i) {
    const Token& t = t_[i];
    if (base(i) != "aux" || t.xpos == "MD" || !lexicon_.speech(lower_ascii(t.lemma))) return;
    const int v = head(i);
    if (v < i) return;
    const std::vector<Token> kept = t_;
    hang(i, head(v), t_[v].deprel);
    hang(v, i, "ccomp");
    for (int k = 0; k < n_; ++k) {
      if (k == i || head(k) != v) continue;
      if (k < i) t_[k].head = i + 1;
      if (base(k) == "nsubj" && k < i) t_[k].deprel = "nsubj";
      if (k > i && (base(k) == "parataxis" || (base(k) == "punct" && k + 2 >= n_))) t_[k].head = i + 1;
    }
    if (!is_tree()) t_ = kept;
  }

  // A sentence whose root is a noun and whose only verb form hangs below it as an adjective: that form is its
  // verb.
  void find_finite() {
    const int r = root();
    if (r < 0 || !(noun(r) || t_[r].upos == "ADJ") || has(r, "cop") || n_ < 4 || n_ > 60) return;
    int v = -1;
    bool clause = false;
    for (int i = 0; i < n_; ++i) {
      if (!finite(i)) continue;
      const std::string_view b = base(i);
      if (verb(i) && (b == "amod" || b == "compound" || b == "nmod" || b == "appos") && v < 0 && !clause)
        v = i;
      else
        clause = true;
    }
    if (clause) return;
    if (v < 0 && ends_with_stop())
      for (int i = 1; i + 1 < n_ && v < 0; ++i)
        if (t_[i].xpos == "VBN" && !has(i, "aux") && (base(i) == "amod" || base(i) == "acl") &&
            nominal(i - 1) && opens_object(i + 1) && t_[i + 1].upos != "ADP" && !hyphened(i))
          v = i;
    // A plural does not modify a noun: 'Local sources report clashes'.
    if (v < 0)
      for (int i = 1; i + 1 < n_ && v < 0; ++i)
        if (t_[i].xpos == "NN" && t_[i - 1].xpos == "NNS" && head(i - 1) == i && base(i - 1) == "compound" &&
            opens_object(i + 1) && !hyphened(i) && lexicon_.in("wordnet-verb", lower_ascii(t_[i].form)))
          v = i;
    if (v < 0)
      for (int i = 1; i + 1 < n_ && v < 0; ++i)
        if (t_[i].xpos == "NNS" && ((noun(i - 1) && t_[i - 1].xpos != "NNS") || t_[i - 1].upos == "ADJ") &&
            !lexicon_.in("event_noun", lower_ascii(t_[i].lemma)) && opens_object(i + 1) && !hyphened(i) &&
            (i == r || base(i) == "nmod" || base(i) == "appos") &&
            !verb_lemma(lower_ascii(t_[i].form), lexicon_).empty() && (has(i, "compound") || has(i, "amod")))
          v = i;
    if (v < 0) return;
    const std::vector<Token> kept = t_;
    promote(v);
    if (!is_tree()) t_ = kept;
  }

  // 'Officials said the army plans to retake it', 'said the front attacks the post': behind a verb of speech
  // that has its speaker, a form that can be a verb, between a noun and what only a verb can govern, is one.
  void said_to_do(int v) {
    if (v == 0 || t_[v].xpos != "NNS" || !noun(v - 1) || t_[v - 1].xpos == "NNS" || hyphened(v) ||
        head(v - 1) != v)
      return;
    const int up = head(v);
    if (up < 0 || up > v || !verb(up) || !lexicon_.speech(lower_ascii(t_[up].lemma))) return;
    if (base(v) != "obj" && base(v) != "nsubj" && base(v) != "ccomp") return;
    bool speaker = false;
    for (int k = 0; k < up; ++k) speaker |= head(k) == up && base(k) == "nsubj";
    if (!speaker) return;
    const std::string lemma = verb_lemma(lower_ascii(t_[v].form), lexicon_);
    if (lemma.empty()) return;
    int governed = -1;
    for (int k = v + 1; k < n_ && governed < 0; ++k) {
      if (head(k) != v) continue;
      if (verb(k) && t_[k].xpos == "VB" && base(k) == "acl" && t_[v + 1].upos == "PART")
        governed = k;
      else if (nominal(k) && !has(k, "case") && has(k, "det") && t_[v + 1].upos == "DET" &&
               base(k) != "appos" && base(k) != "conj")
        governed = k;
      else
        break;
    }
    if (governed < 0) return;
    const std::vector<Token> kept = t_;
    t_[v].upos = "VERB", t_[v].xpos = "VBZ", t_[v].lemma = lemma;
    hang(v, up, "ccomp");
    hang(governed, v, verb(governed) ? "xcomp" : "obj");
    hang(v - 1, v, "nsubj");
    for (int k = up + 1; k < v - 1; ++k)
      if (head(k) == v) t_[k].head = v;
    for (int k = governed + 1; k < n_; ++k)
      if (head(k) == v && base(k) == "nmod") t_[k].deprel = "obl";
    if (!is_tree()) t_ = kept;
  }
};

}  // namespace

void mend_verbs(language::Sentence& sentence, const Lexicon& lexicon) { VerbMender(sentence, lexicon).run(); }

}  // namespace assay::reading
