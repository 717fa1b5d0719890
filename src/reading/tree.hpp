// A view of one parsed sentence that reading walks: children, subtrees and the few questions about syntax
// that every later file asks. Indices are 0-based here; -1 is 'none'.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "language/sentence.hpp"

namespace assay::reading {

class Tree {
 public:
  // Requires: `sentence` outlives the tree and is well formed (one root, no cycle).
  explicit Tree(const language::Sentence& sentence);

  const language::Sentence& sentence() const { return *sentence_; }
  int size() const { return static_cast<int>(sentence_->tokens.size()); }
  const language::Token& token(int i) const { return sentence_->tokens[i]; }
  int root() const { return root_; }
  int head(int i) const { return token(i).head - 1; }
  const std::vector<int>& children(int i) const { return children_[i]; }

  std::string_view relation(int i) const { return token(i).deprel; }  // "nsubj:pass"
  std::string_view base_relation(int i) const;                        // "nsubj"
  const std::string& lemma(int i) const { return lemma_[i]; }         // lower case
  bool has_lemma(int i, std::string_view lemma) const { return lemma_[i] == lemma; }

  bool is_verb(int i) const { return token(i).upos == "VERB" || token(i).upos == "AUX"; }
  bool is_noun(int i) const { return token(i).upos == "NOUN" || token(i).upos == "PROPN"; }
  bool is_nominal(int i) const { return is_noun(i) || token(i).upos == "PRON" || token(i).upos == "NUM"; }
  bool is_punct(int i) const { return token(i).upos == "PUNCT"; }

  // The first child with that relation (its base, unless `relation` holds a colon), or -1.
  int child(int i, std::string_view relation) const;
  bool has_child(int i, std::string_view relation) const { return child(i, relation) >= 0; }
  // The words of the case markers of a nominal ('according to', 'in'), lower case, or empty.
  std::string preposition(int i) const;

  bool dominates(int ancestor, int i) const;  // reflexive
  // First and last token of the subtree; contiguous when the tree is projective.
  std::pair<int, int> extent(int i) const { return extent_[i]; }
  // Tokens of the nominal phrase headed by i without relative clauses, appositions, joined phrases and the
  // phrase's own case markers: what a surface is cut from. `with_modifiers` keeps prepositional phrases.
  std::pair<int, int> phrase(int i, bool with_modifiers) const;
  bool in_quotes(int i) const;  // between quotation marks of its sentence
  // The nearest token at or above i that heads a clause (a verb, or whatever the root is).
  int clause_of(int i) const;
  bool is_clause_head(int i) const;
  // The first joined token of a chain of `conj`, or i itself.
  int first_conjunct(int i) const;
  // i and everything joined to it by `conj`, in order.
  std::vector<int> conjuncts(int i) const;

  Span span(int first, int last) const { return {token(first).span.begin, token(last).span.end}; }
  // The tokens' words with single spaces where the text has any white space.
  std::string words(int first, int last) const;

 private:
  const language::Sentence* sentence_;
  std::vector<std::vector<int>> children_;
  std::vector<std::pair<int, int>> extent_;
  std::vector<std::string> lemma_;
  int root_ = -1;
};

std::string lower_ascii(std::string_view text);

}  // namespace assay::reading
