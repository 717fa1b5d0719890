#include "reading/standing.hpp"

namespace assay::reading {
namespace {

constexpr int kMaxClimb = 8;

bool negative_word(const Lexicon& lexicon, const std::string& lemma) { return lexicon.in("negation", lemma); }

}  // namespace

bool negative_noun(const Tree& tree, int i, const Lexicon& lexicon) {
  if (negative_word(lexicon, tree.lemma(i))) return true;
  for (int c : tree.children(i)) {
    std::string_view base = tree.base_relation(c);
    if ((base == "det" || base == "advmod" || base == "nummod") && negative_word(lexicon, tree.lemma(c))) return true;
  }
  return false;
}

namespace {

bool negated_here(const Tree& tree, int i, const Lexicon& lexicon) {
  for (int c : tree.children(i)) {
    std::string_view base = tree.base_relation(c);
    if ((base == "advmod" || base == "det" || base == "cc:preconj" || base == "aux") && negative_word(lexicon, tree.lemma(c)))
      return true;
    // 'no longer', 'not any more'
    if (base == "advmod" && c < i)
      for (int d : tree.children(c))
        if (d < c && negative_word(lexicon, tree.lemma(d)) && tree.base_relation(d) == "advmod") return true;
    if (base == "mark" && tree.has_lemma(c, "without")) return true;
    if (base == "case" && tree.has_lemma(c, "without") && tree.token(i).xpos == "VBG") return true;
  }
  return false;
}

// Modals and auxiliaries on the clause's head.
void read_auxiliaries(const Tree& tree, int i, Grounding& g, bool party_subject) {
  // 'They are to meet', 'is due to resume'
  const int be = tree.child(i, "cop") >= 0 ? tree.child(i, "cop") : tree.child(i, "aux");
  if (be >= 0 && tree.has_lemma(be, "be") && tree.token(i).xpos == "VB")
    for (int c : tree.children(i))
      if (c > be && c < i && (tree.base_relation(c) == "mark" || tree.base_relation(c) == "case") && (tree.has_lemma(c, "to") || tree.has_lemma(c, "due")) && !g.stance)
        g.stance = Stance::kPlanned, g.future = true;
  for (int c : tree.children(i)) {
    std::string_view base = tree.base_relation(c);
    if (base != "aux" && base != "cop") continue;
    const std::string& lemma = tree.lemma(c);
    const std::string form = lower_ascii(tree.token(c).form);
    if (lemma == "will" || lemma == "shall" || form == "'ll" || form == "wo") {
      if (form != "would" && form != "should") {
        g.future = true;
        if (!g.stance) g.stance = party_subject ? Stance::kPlanned : Stance::kPredicted;
      }
    }
    if (form == "would" && !g.stance) g.stance = Stance::kConditional, g.future = true, g.would = party_subject ? Stance::kPlanned : Stance::kPredicted;
    if ((form == "may" || form == "might") && !g.stance) g.stance = Stance::kPredicted;
    if (form == "could" && !g.stance && tree.has_child(i, "aux") && !tree.has_child(i, "advmod")) g.stance = Stance::kPredicted;
  }
}

// 'if' and 'unless' over the clause at i.
bool conditional_clause(const Tree& tree, int i, const Lexicon& lexicon) {
  for (int c : tree.children(i))
    if (tree.base_relation(c) == "mark" && lexicon.in("condition", tree.lemma(c))) return true;
  return false;
}

}  // namespace

Grounding grounding_of(const Tree& tree, int predicate, const Arguments& arguments, const Lexicon& lexicon) {
  Grounding g;
  bool party_subject = false;
  for (const Argument& a : arguments.all) {
    if (a.role == Role::kSubject && tree.is_nominal(a.token)) party_subject = true;
    if ((a.role == Role::kSubject || a.role == Role::kObject) && a.own && negative_noun(tree, a.token, lexicon)) g.negated = true;
  }
  if (tree.is_noun(predicate) && negative_noun(tree, predicate, lexicon)) g.negated = true;
  for (int c : tree.children(predicate)) {
    // 'a planned offensive', 'the alleged attack'
    if (tree.base_relation(c) == "amod" || tree.base_relation(c) == "advmod")
      if (auto standing = lexicon.embedding(tree.lemma(c))) {
        if (standing->negates) g.negated = true;
        if (standing->stance && !g.stance) g.stance = standing->stance;
      }
    // '… if they refuse': the main clause holds on a condition.
    if (tree.base_relation(c) == "advcl" && conditional_clause(tree, c, lexicon) && !g.stance) g.stance = Stance::kConditional;
  }
  // A trigger that plans or threatens by itself: 'is planning to retake'.
  if (tree.is_verb(predicate))
    if (auto standing = lexicon.embedding(tree.lemma(predicate)); standing && standing->stance && !g.stance && tree.has_child(predicate, "xcomp"))
      g.stance = standing->stance, g.by_itself = true;
  int i = predicate;
  bool first = true;
  for (int climb = 0; i >= 0 && climb < kMaxClimb; ++climb) {
    if (tree.is_clause_head(i) || first) {
      // 'Has not explained the closure': there was one.
      const bool granted = !first && tree.is_noun(predicate) && tree.is_verb(i) && lexicon.in("presupposing", tree.lemma(i));
      if (!granted && negated_here(tree, i, lexicon) && (first || tree.base_relation(i) == "xcomp" || i == tree.head(predicate))) g.negated = true;
      if (first || !g.stance) read_auxiliaries(tree, i, g, party_subject);
      if (conditional_clause(tree, i, lexicon) && !g.stance) g.stance = Stance::kConditional;
    }
    first = false;
    int up = tree.head(i);
    if (up < 0) break;
    std::string_view base = tree.base_relation(i);
    bool governed = base == "xcomp" || base == "ccomp" || base == "acl" || base == "csubj" || base == "obj" || base == "nsubj" ||
                    (base == "obl" && tree.is_noun(i)) || (base == "nmod" && tree.is_noun(i));
    bool relative = tree.relation(i) == "acl:relcl";
    if (base == "ccomp" || base == "obl" || base == "nmod") {
      for (int c : tree.children(i))
        if (tree.base_relation(c) == "mark" && tree.has_lemma(c, "whether")) g.question = true;
    }
    // 'has yet to reopen'
    if (tree.has_lemma(up, "have") && base == "xcomp")
      for (int c : tree.children(up)) g.negated |= c > up && c < i && tree.has_lemma(c, "yet");
    for (int c : tree.children(i))
      if (base == "xcomp" && tree.has_lemma(up, "have") && tree.has_lemma(c, "yet") && c < i) g.negated = true;
    bool infinitive = false;
    for (int c : tree.children(i)) infinitive |= tree.base_relation(c) == "mark" && tree.has_lemma(c, "to");
    // Said of a noun, whatever governs that noun.
    // 'declined to say how many', 'it was not clear who': asked, not told.
    if ((base == "ccomp" || base == "advcl" || base == "acl" || base == "csubj") && lexicon.in("asks", tree.lemma(up)))
      for (int c : tree.children(i)) {
        const std::string& xpos = tree.token(c).xpos;
        if ((xpos == "WP" || xpos == "WRB" || xpos == "WDT") && c < i && c == tree.extent(i).first) g.question = true;
      }
    if (relative || base == "appos" || base == "parataxis" || base == "amod" || (base == "acl" && !infinitive && tree.is_verb(i) && !tree.has_child(i, "mark"))) break;
    if (base == "conj") {
      // A joined clause with a subject of its own stands by itself.
      if (tree.has_child(i, "nsubj") && tree.is_verb(i)) {
        i = up;
        // still under what governs both
        std::string_view outer = tree.base_relation(i);
        if (outer != "ccomp" && outer != "xcomp" && outer != "conj") break;
      } else {
        if (negated_here(tree, up, lexicon) && tree.is_verb(up) && climb == 0) {
          bool or_joined = false;
          for (int c : tree.children(i)) or_joined |= tree.base_relation(c) == "cc" && (tree.has_lemma(c, "or") || tree.has_lemma(c, "nor"));
          if (or_joined) g.negated = true;
        }
        if (!g.stance && tree.is_verb(up)) read_auxiliaries(tree, up, g, party_subject);
        i = up;
      }
      continue;
    }
    if (base == "advcl") {
      // Purpose: 'in order to reopen the road' is no reopening yet.
      bool to = false;
      for (int c : tree.children(i)) to |= tree.base_relation(c) == "mark" && tree.has_lemma(c, "to");
      if (to && !g.stance) g.stance = Stance::kPlanned;
      break;
    }
    // 'It is not true that …', 'it is a lie that …'
    if (base == "ccomp" || base == "csubj" || base == "acl") {
      if (lexicon.in("unfounded", tree.lemma(up)) || (lexicon.in("true-word", tree.lemma(up)) && negated_here(tree, up, lexicon))) {
        g.stance = Stance::kDenied;
        break;
      }
    }
    if (governed)
      if (auto standing = lexicon.embedding(tree.lemma(up))) {
        // 'The closure halted traffic' negates the traffic, not the closure.
        const bool doer = base == "nsubj" && tree.relation(i) != "nsubj:pass" && tree.is_verb(up) && tree.has_child(up, "obj");
        if (standing->negates && !doer && (base != "obl" && base != "nmod")) g.negated = !g.negated;
        // 'A counteroffensive is expected': the subject of a passive is what is expected.
        const bool expected = tree.relation(i) == "nsubj:pass" || (base == "nsubj" && tree.token(up).xpos == "VBN");
        if (standing->stance && !g.stance && (expected || !(base == "nsubj" && tree.is_verb(up)))) g.stance = standing->stance;
      }
    if (const auto standing = lexicon.embedding(tree.lemma(up)); base == "acl" && tree.is_noun(up) && (!standing || standing->stance)) {
      for (int c : tree.children(i))
        if (tree.base_relation(c) == "mark" && tree.has_lemma(c, "to") && !g.stance) g.stance = Stance::kPlanned;
    }
    if (!governed) break;
    i = up;
  }
  return g;
}

}  // namespace assay::reading
