// A sentence's tree under the mender's hand: what stands where, and how it is hung elsewhere. Positions count
// from 0, -1 is none.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "language/sentence.hpp"
#include "reading/lexicon.hpp"
#include "reading/mend_tree.hpp"
#include "reading/tree.hpp"

namespace assay::reading {

class TreeEditor {
 protected:
  using Token = language::Token;

  TreeEditor(language::Sentence& s, const Lexicon& lexicon)
      : t_(s.tokens), n_(static_cast<int>(s.tokens.size())), lexicon_(lexicon) {}

  int head(int i) const { return t_[i].head - 1; }
  void hang(int i, int head, std::string relation) {
    t_[i].head = head + 1;
    t_[i].deprel = std::move(relation);
  }
  std::string_view base(int i) const {
    std::string_view r = t_[i].deprel;
    return r.substr(0, r.find(':'));
  }
  bool noun(int i) const { return t_[i].upos == "NOUN" || t_[i].upos == "PROPN"; }
  bool nominal(int i) const { return noun(i) || t_[i].upos == "PRON" || t_[i].upos == "NUM"; }
  bool verb(int i) const { return t_[i].upos == "VERB"; }
  bool punct(int i) const { return t_[i].upos == "PUNCT"; }
  bool finite(int i) const {
    const std::string& x = t_[i].xpos;
    return x == "VBD" || x == "VBZ" || x == "VBP" || x == "MD";
  }
  int child(int i, std::string_view relation) const {
    for (int k = 0; k < n_; ++k)
      if (head(k) == i && base(k) == relation) return k;
    return -1;
  }
  bool has(int i, std::string_view relation) const { return child(i, relation) >= 0; }
  int root() const {
    for (int i = 0; i < n_; ++i)
      if (t_[i].head == 0) return i;
    return -1;
  }
  bool ends_with_stop() const {
    for (int i = n_ - 1; i >= 0 && i >= n_ - 3; --i)
      if (t_[i].form == "." || t_[i].form == "!") return true;
    return false;
  }
  // The top of i's phrase within [first, last].
  int climb(int i, int first, int last) const {
    for (int guard = 0; guard < n_ && head(i) >= first && head(i) <= last; ++guard) i = head(i);
    return i;
  }

  bool comma_between(int first, int last) const {
    for (int k = first; k < last; ++k)
      if (t_[k].form == ",") return true;
    return false;
  }

  bool hyphened(int i) const { return i > 0 && t_[i - 1].form == "-"; }
  bool opens_object(int i) const {
    const std::string& u = t_[i].upos;
    if (u == "ADP") return lower_ascii(t_[i].form) != "of" && lower_ascii(t_[i].form) != "by";
    return u == "DET" || u == "NUM" || u == "PROPN" || u == "NOUN" || u == "ADJ" || u == "PRON" || u == "ADV";
  }

  // Makes the word at `v` the sentence's verb: what stands before it is its subject, what follows its object.
  void promote(int v) {
    const int above = head(v);
    const std::string relation = t_[v].deprel;
    int first = v - 1;
    while (first > 0 && (t_[first].upos == "ADV" || punct(first))) --first;
    if (first < 0) return;
    for (int k = 0; k < v; ++k)
      if (head(k) == v && k != first && k < first) t_[k].head = first + 1;
    if (head(first) == v && above >= 0 && above < v) hang(first, above, relation);
    const int subject = climb(first, 0, v - 1);
    if (!nominal(subject)) {
      t_[subject].upos = "NOUN";
      t_[subject].xpos = "NN";
    }
    t_[v].upos = "VERB";
    if (t_[v].xpos == "VBN") t_[v].xpos = "VBD";
    if (t_[v].xpos == "NNS") t_[v].xpos = "VBZ";
    if (t_[v].xpos == "NN") t_[v].xpos = "VBP";
    if (std::string lemma = verb_lemma(lower_ascii(t_[v].form), lexicon_); !lemma.empty())
      t_[v].lemma = lemma;
    for (int k = 0; k < v; ++k)
      if (head(k) > v) t_[k].head = subject + 1;
    hang(v, -1, "root");
    hang(subject, v, "nsubj");
    bool object = false;
    for (int k = v + 1; k < n_; ++k) {
      const int h = head(k);
      if (h > v || (h == v && base(k) != "compound" && base(k) != "nmod" && base(k) != "appos")) continue;
      t_[k].head = v + 1;
      if (nominal(k) || base(k) == "appos") {
        const bool marked = has(k, "case");
        t_[k].deprel = marked || object ? "obl" : "obj";
        object |= !marked;
      } else if (base(k) == "root") {
        t_[k].deprel = "dep";
      }
    }
  }

  bool is_tree() const {
    int roots = 0;
    for (int i = 0; i < n_; ++i) {
      roots += t_[i].head == 0;
      int k = i;
      for (int step = 0; k >= 0; k = head(k))
        if (++step > n_) return false;
    }
    return roots == 1;
  }

  std::vector<Token>& t_;
  const int n_;
  const Lexicon& lexicon_;
};

}  // namespace assay::reading
