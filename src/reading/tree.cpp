#include "reading/tree.hpp"

#include <algorithm>

namespace assay::reading {

std::string lower_ascii(std::string_view text) {
  std::string lower(text);
  for (char& c : lower)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return lower;
}

Tree::Tree(const language::Sentence& sentence) : sentence_(&sentence) {
  const int n = size();
  children_.resize(n);
  extent_.resize(n);
  lemma_.resize(n);
  for (int i = 0; i < n; ++i) {
    lemma_[i] = lower_ascii(token(i).lemma.empty() || token(i).lemma == "_" ? token(i).form : token(i).lemma);
    extent_[i] = {i, i};
    if (head(i) >= 0) children_[head(i)].push_back(i);
    else root_ = i;
  }
  // Widen extents bottom-up: every token walks to the root once; sentences are short.
  for (int i = 0; i < n; ++i) {
    int guard = 0;
    for (int up = head(i); up >= 0 && guard <= n; up = head(up), ++guard) {
      extent_[up].first = std::min(extent_[up].first, i);
      extent_[up].second = std::max(extent_[up].second, i);
    }
  }
}

std::string_view Tree::base_relation(int i) const {
  std::string_view relation = token(i).deprel;
  return relation.substr(0, relation.find(':'));
}

int Tree::child(int i, std::string_view wanted) const {
  const bool exact = wanted.find(':') != std::string_view::npos;
  for (int c : children_[i])
    if (exact ? relation(c) == wanted : base_relation(c) == wanted) return c;
  return -1;
}

std::string Tree::preposition(int i) const {
  std::string words;
  for (int c : children_[i]) {
    if (base_relation(c) != "case" || token(c).xpos == "POS") continue;
    if (!words.empty()) words += ' ';
    words += lower_ascii(token(c).form);
    for (int f : children_[c])
      if (base_relation(f) == "fixed") words += ' ' + lower_ascii(token(f).form);
  }
  return words;
}

bool Tree::dominates(int ancestor, int i) const {
  for (int guard = 0; i >= 0 && guard <= size(); i = head(i), ++guard)
    if (i == ancestor) return true;
  return false;
}

std::pair<int, int> Tree::phrase(int i, bool with_modifiers) const {
  int first = i, last = i;
  for (int c : children_[i]) {
    std::string_view base = base_relation(c);
    bool inside = base == "det" || base == "amod" || base == "compound" || base == "nummod" || base == "flat" ||
                  base == "fixed" || base == "goeswith" || relation(c) == "nmod:poss" || relation(c) == "nmod:desc" ||
                  relation(c) == "nmod:unmarked" || relation(c) == "obl:npmod" ||
                  (base == "punct" && (token(c).form == "-" || token(c).form == "–")) ||
                  (base == "advmod" && c < i) || (with_modifiers && base == "nmod");
    if (!inside) continue;
    auto [from, to] = with_modifiers || base != "nmod" ? extent(c) : std::pair{c, c};
    // A modifier that drags a clause along is kept out.
    if (base == "amod" && c > i) continue;
    first = std::min(first, from);
    last = std::max(last, to);
  }
  return {first, last};
}

bool Tree::is_clause_head(int i) const {
  if (i == root_) return true;
  std::string_view base = base_relation(i);
  if (base == "ccomp" || base == "xcomp" || base == "advcl" || base == "acl" || base == "parataxis" || base == "csubj")
    return true;
  return base == "conj" && (is_verb(i) || child(i, "nsubj") >= 0 || child(i, "cop") >= 0);
}

bool Tree::in_quotes(int i) const {
  int marks = 0;
  for (int k = 0; k < i; ++k) {
    const std::string& form = token(k).form;
    if (form == "\"" || form == "“" || form == "``" || form == "«") ++marks;
    else if (form == "”" || form == "''" || form == "»") --marks;
  }
  return marks % 2 != 0;
}

int Tree::clause_of(int i) const {
  for (int guard = 0; guard <= size(); ++guard) {
    if (is_clause_head(i) || head(i) < 0) return i;
    i = head(i);
  }
  return i;
}

int Tree::first_conjunct(int i) const {
  for (int guard = 0; base_relation(i) == "conj" && head(i) >= 0 && guard <= size(); ++guard) i = head(i);
  return i;
}

std::vector<int> Tree::conjuncts(int i) const {
  std::vector<int> all{i};
  for (std::size_t k = 0; k < all.size(); ++k)
    for (int c : children_[all[k]])
      if (base_relation(c) == "conj") all.push_back(c);
  std::sort(all.begin(), all.end());
  return all;
}

std::string Tree::words(int first, int last) const {
  std::string text;
  for (int i = first; i <= last; ++i) {
    text += token(i).form;
    if (i < last && token(i).space_after) text += ' ';
  }
  return text;
}

}  // namespace assay::reading
