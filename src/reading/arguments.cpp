#include "reading/arguments.hpp"

#include <algorithm>

namespace assay::reading {
namespace {

constexpr int kMaxDepth = 6;  // of shared subjects looked up through governing clauses

bool is_relative_pronoun(const Tree& tree, int i) {
  const auto& t = tree.token(i);
  if (t.xpos == "WP" || t.xpos == "WDT" || t.xpos == "WP$") return true;
  return t.feats.find("PronType=Rel") != std::string::npos;
}

void add(Arguments& out, Role role, std::string preposition, int token, bool own) {
  if (token < 0) return;
  for (const Argument& a : out.all)
    if (a.token == token && a.role == role && a.preposition == preposition) return;
  out.all.push_back({role, std::move(preposition), token, own});
}

// The noun that a relative or participial clause headed by `verb` modifies, or -1.
int modified_noun(const Tree& tree, int verb) {
  int i = tree.first_conjunct(verb);
  if (tree.base_relation(i) == "acl" || tree.base_relation(i) == "amod") return tree.head(i);
  return -1;
}

// Where the relative pronoun of the clause stands, if it has one of its own: its role is the noun's.
struct Gap {
  bool found = false;
  Role role = Role::kSubject;
  std::string preposition;
};

Gap relative_gap(const Tree& tree, int verb) {
  Gap gap;
  const bool passive = is_passive(tree, verb);
  for (int c : tree.children(verb)) {
    std::string_view base = tree.base_relation(c);
    if (base == "advmod" && (tree.has_lemma(c, "where") || tree.has_lemma(c, "when"))) {
      gap = {true, Role::kOblique, "where"};
      return gap;
    }
    if (!is_relative_pronoun(tree, c)) continue;
    if (base == "nsubj") {
      gap = {true, tree.relation(c) == "nsubj:pass" || passive ? Role::kObject : Role::kSubject, ""};
      return gap;
    }
    if (base == "obj") {
      gap = {true, Role::kObject, ""};
      return gap;
    }
    if (base == "obl") {
      gap = {true, Role::kOblique, tree.preposition(c)};
      return gap;
    }
  }
  return gap;
}

bool is_hyphen(const Tree& tree, int i) {
  const std::string& form = tree.token(i).form;
  return (form == "-" || form == "‑") && !tree.token(i).space_after;
}

// 'by the army-aligned militia': the army is no doer.
bool modifies_participle(const Tree& tree, int i) {
  return i + 2 < tree.size() && is_hyphen(tree, i + 1) && tree.token(i + 2).xpos == "VBN";
}

// 'send shells to X', 'supply drones to Y': trees hang on the object what belongs to the verb.
void lend_phrases(const Tree& tree, int object, Arguments& out) {
  for (int c : tree.children(object)) {
    if (tree.base_relation(c) != "nmod" || tree.relation(c) == "nmod:poss" || c < object) continue;
    const std::string preposition = tree.preposition(c);
    if (preposition == "to" || preposition == "from" || preposition == "into" || preposition == "against" || preposition == "with")
      for (int k : tree.conjuncts(c)) add(out, Role::kOblique, preposition, k, false);
  }
}

// Trees err on names: a bare nominal behind the verb is its object, whatever it is labelled.
void unmarked_object(const Tree& tree, int verb, bool own, Arguments& out) {
  for (int c : tree.children(verb)) {
    if (c <= verb || !tree.is_noun(c) || tree.has_child(c, "case") || tree.has_child(c, "cop")) continue;
    std::string_view base = tree.base_relation(c);
    if (base != "iobj" && base != "obl" && base != "xcomp" && base != "dep" && base != "nmod") continue;
    if (base == "obl" && tree.relation(c) == "obl:tmod") continue;
    for (int k : tree.conjuncts(c)) add(out, Role::kObject, "", k, own);
    return;
  }
}

void add_verb_dependents(const Tree& tree, int verb, bool passive, bool own, Arguments& out) {
  for (int c : tree.children(verb)) {
    std::string_view base = tree.base_relation(c), full = tree.relation(c);
    if (base == "nsubj" && !is_relative_pronoun(tree, c)) {
      for (int k : tree.conjuncts(c))
        add(out, passive || full == "nsubj:pass" ? Role::kObject : Role::kSubject, "", k, own);
    } else if (base == "obj" && !is_relative_pronoun(tree, c)) {
      for (int k : tree.conjuncts(c)) add(out, Role::kObject, "", k, own);
      lend_phrases(tree, c, out);
    } else if (base == "iobj") {
      for (int k : tree.conjuncts(c)) add(out, Role::kIndirect, "", k, own);
    } else if (base == "obl" && !is_relative_pronoun(tree, c)) {
      std::string preposition = tree.preposition(c);
      bool agent = full == "obl:agent" || (passive && preposition == "by");
      for (int k : tree.conjuncts(c)) {
        // 'in A and near B': a joined phrase may bring its own preposition
        std::string own_preposition = k == c ? preposition : tree.preposition(k);
        if (own_preposition.empty()) own_preposition = preposition;
        if (modifies_participle(tree, k)) {
          // 'by the army-aligned Northern Front': the noun behind the participle is meant.
          int behind = k + 3;
          while (behind < tree.size() && behind < k + 8 && !tree.is_noun(behind)) ++behind;
          while (behind + 1 < tree.size() && tree.is_noun(behind) && tree.is_noun(behind + 1)) ++behind;
          if (agent && behind < tree.size() && tree.is_noun(behind)) add(out, Role::kSubject, "", behind, own);
          continue;
        }
        if (agent && own_preposition == preposition) add(out, Role::kSubject, "", k, own);
        else add(out, Role::kOblique, own_preposition, k, own);
      }
    } else if (base == "ccomp" || base == "xcomp" || base == "csubj") {
      add(out, Role::kClause, "", c, own);
    }
  }
  if (!passive && !out.find(Role::kObject)) unmarked_object(tree, verb, own, out);
}

// The subject that a clause without one shares with the clause that governs it. `depth` bounds the walk.
void add_shared_subject(const Tree& tree, int verb, bool passive, int depth, Arguments& out);

// The logical subject(s) or, if passive, object(s) of `verb`, found in the tree.
std::vector<int> surface_subjects(const Tree& tree, int verb, int depth) {
  std::vector<int> found;
  int c = tree.child(verb, "nsubj");
  if (c >= 0 && !is_relative_pronoun(tree, c)) return tree.conjuncts(c);
  if (depth > kMaxDepth) return found;
  std::string_view base = tree.base_relation(verb);
  int up = tree.head(verb);
  if (base == "acl" && up >= 0 && (c >= 0 || tree.relation(verb) == "acl:relcl" || tree.token(verb).xpos == "VBG")) {
    Gap gap = relative_gap(tree, verb);
    if (!gap.found || gap.role == Role::kSubject || (gap.role == Role::kObject && is_passive(tree, verb)))
      found.push_back(up);
    return found;
  }
  if ((base == "conj" || base == "xcomp" || base == "advcl" || base == "parataxis") && up >= 0) {
    if (base == "xcomp") {
      // Object control: 'forced the army to leave', 'urged both sides to talk'.
      int object = tree.child(up, "obj");
      if (object < 0) object = tree.child(up, "iobj");
      if (object >= 0 && tree.is_nominal(object)) return tree.conjuncts(object);
    }
    if (base == "conj" && !tree.is_verb(up) && tree.child(up, "nsubj") < 0) return found;
    return surface_subjects(tree, up, depth + 1);
  }
  return found;
}

void add_shared_subject(const Tree& tree, int verb, bool passive, int depth, Arguments& out) {
  std::string_view base = tree.base_relation(verb);
  int up = tree.head(verb);
  if (up < 0) return;
  if (base == "conj" || base == "xcomp" || base == "advcl" || base == "parataxis") {
    // A passive participle that opens or closes a clause ('backed by drones') has the subject as its object.
    for (int s : surface_subjects(tree, verb, depth)) {
      if (s == verb) continue;
      bool from_passive = base == "conj" && is_passive(tree, up) && tree.child(verb, "aux") < 0 &&
                          tree.token(verb).xpos == "VBN";
      add(out, passive || from_passive ? Role::kObject : Role::kSubject, "", s, false);
    }
    // 'were attacked and burned by X', 'was attacked and burned': a shared agent.
    if (base == "conj" && passive && is_passive(tree, up) && !out.find(Role::kSubject)) {
      Arguments first;
      add_verb_dependents(tree, up, true, false, first);
      for (const Argument& a : first.all)
        if (a.role == Role::kSubject) add(out, Role::kSubject, "", a.token, false);
    }
  }
}

void add_noun_dependents(const Tree& tree, int noun, Arguments& out) {
  for (int c : tree.children(noun)) {
    std::string_view base = tree.base_relation(c), full = tree.relation(c);
    if (full == "nmod:poss") {
      for (int k : tree.conjuncts(c)) add(out, Role::kSubject, "", k, true);
    } else if (base == "nmod" || base == "obl") {
      std::string preposition = tree.preposition(c);
      for (int k : tree.conjuncts(c)) {
        std::string own_preposition = k == c ? preposition : tree.preposition(k);
        if (own_preposition.empty()) own_preposition = preposition;
        if (own_preposition == "by") add(out, Role::kSubject, "", k, true);
        else if (own_preposition.empty()) add(out, Role::kOblique, "with", k, true);
        else add(out, Role::kOblique, own_preposition, k, true);
      }
    } else if (base == "compound" || base == "amod") {
      if (tree.is_noun(c) || tree.token(c).upos == "ADJ") add(out, Role::kSubject, "compound", c, true);
    } else if (base == "acl" && tree.token(c).xpos == "VBN") {
      // 'an attack carried out by X', 'strikes blamed on X'
      Arguments inner = arguments_of(tree, c);
      for (const Argument& a : inner.all)
        if (a.token != noun && (a.role == Role::kSubject || a.role == Role::kOblique))
          add(out, a.role, a.preposition, a.token, false);
    } else if (base == "acl") {
      add(out, Role::kClause, "", c, true);
    }
  }
  // The verb that the noun hangs on lends its other arguments: 'An assault on X killed ten in Y on Monday'.
  int up = tree.head(tree.first_conjunct(noun));
  if (up >= 0 && tree.is_verb(up)) {
    std::string_view base = tree.base_relation(tree.first_conjunct(noun));
    if (base == "nsubj" || base == "obj" || base == "obl") {
      Arguments governing = arguments_of(tree, up);
      for (const Argument& a : governing.all) {
        if (a.token == noun || a.token == tree.first_conjunct(noun)) continue;
        if (a.role == Role::kOblique) add(out, Role::kOblique, a.preposition, a.token, false);
        if (a.role == Role::kSubject && base != "nsubj") add(out, Role::kSubject, "", a.token, false);
      }
    }
  }
}

}  // namespace

const Argument* Arguments::find(Role role) const {
  for (const Argument& a : all)
    if (a.role == role) return &a;
  return nullptr;
}

const Argument* Arguments::find_oblique(std::string_view preposition) const {
  for (const Argument& a : all)
    if (a.role == Role::kOblique && a.preposition == preposition) return &a;
  return nullptr;
}

bool is_passive(const Tree& tree, int i) {
  if (tree.has_child(i, "aux:pass") || tree.has_child(i, "nsubj:pass")) return true;
  if (tree.token(i).xpos != "VBN") return false;
  int up = tree.head(i);
  std::string_view base = tree.base_relation(i);
  bool has_aux = false;
  for (int c : tree.children(i)) has_aux |= tree.base_relation(c) == "aux" && tree.has_lemma(c, "have");
  if (has_aux) return false;
  if (base == "acl" || base == "amod") return !tree.has_child(i, "obj");
  if (base == "advcl") return !tree.has_child(i, "obj") && !tree.has_child(i, "nsubj");
  if (base == "conj" && up >= 0) {
    if (tree.has_child(i, "aux") || tree.has_child(i, "obj")) return false;
    return is_passive(tree, up);
  }
  // Headlines drop the auxiliary: 'Dozens killed in clashes'.
  return i == tree.root() && !tree.has_child(i, "obj") && !tree.has_child(i, "aux");
}

Arguments arguments_of(const Tree& tree, int i) {
  Arguments out;
  if (tree.is_verb(i) || (tree.token(i).upos == "ADJ" && tree.token(i).xpos.rfind("VB", 0) == 0)) {
    out.passive = is_passive(tree, i);
    add_verb_dependents(tree, i, out.passive, true, out);
    int noun = modified_noun(tree, i);
    // The same by the words alone, where the tree hangs the party elsewhere.
    if (tree.token(i).xpos == "VBN" && i >= 2 && is_hyphen(tree, i - 1) && tree.is_noun(i - 2)) add(out, Role::kSubject, "", i - 2, true);
    // 'the hill, where its camps stand': the place is what stands before 'where'.
    for (int c : tree.children(i))
      if (tree.base_relation(c) == "advmod" && tree.has_lemma(c, "where"))
        for (int k = c - 1; k >= 0 && k >= c - 2; --k)
          if (tree.is_noun(k)) {
            add(out, Role::kOblique, "where", k, false);
            break;
          }
    // 'rebel-held', 'KIA-controlled': the party before the hyphen acts.
    if (noun >= 0 && tree.token(i).xpos == "VBN")
      for (int c : tree.children(i))
        if (c < i && tree.is_nominal(c) && tree.child(c, "case") < 0 && tree.base_relation(c) != "nsubj") add(out, Role::kSubject, "", c, true);
    if (noun >= 0) {
      Gap gap = relative_gap(tree, i);
      std::string_view xpos = tree.token(i).xpos;
      if (gap.found) {
        for (int k : tree.conjuncts(noun)) {
          if (k != noun && k < i) continue;
          add(out, gap.role, gap.preposition, k, false);
        }
      } else if (tree.relation(tree.first_conjunct(i)) == "acl:relcl") {
        // 'the town the army lost': the gap is the object unless the clause lacks a subject
        bool has_subject = out.find(Role::kSubject) != nullptr;
        add(out, has_subject ? Role::kObject : Role::kSubject, "", noun, false);
      } else if (xpos == "VBG") {
        add(out, Role::kSubject, "", noun, false);
      } else if (out.passive || xpos == "VBN" || xpos == "JJ") {
        add(out, Role::kObject, "", noun, false);
      } else if (tree.base_relation(i) == "acl") {
        // 'plans to attack', 'the decision to close': the holder of the plan acts
        int poss = tree.child(noun, "nmod:poss");
        if (poss >= 0) {
          add(out, Role::kSubject, "", poss, false);
        } else {
          int up = tree.head(noun);
          if (up >= 0 && tree.is_verb(up))
            for (int s : surface_subjects(tree, up, 0))
              if (s != noun) add(out, Role::kSubject, "", s, false);
        }
      }
    }
    if (!out.find(out.passive ? Role::kObject : Role::kSubject)) add_shared_subject(tree, i, out.passive, 0, out);
    // 'attacked and seized the hill': the first of two joined verbs shares the object of the last.
    if (!out.passive && !out.find(Role::kObject)) {
      for (int c : tree.children(i)) {
        if (tree.base_relation(c) != "conj" || !tree.is_verb(c)) continue;
        bool between = true;
        for (int k = i + 1; k < c; ++k)
          between &= tree.is_punct(k) || tree.token(k).upos == "CCONJ" || tree.token(k).upos == "ADV" ||
                     tree.token(k).upos == "VERB" || tree.token(k).upos == "AUX";
        int object = tree.child(c, "obj");
        if (between && object >= 0)
          for (int k : tree.conjuncts(object)) add(out, Role::kObject, "", k, false);
      }
    }
    // Obliques of the verb that this one is joined to hold for both: 'attacked and seized X on Monday'.
    if (tree.base_relation(i) == "conj" || tree.base_relation(i) == "xcomp") {
      int up = tree.head(i);
      if (up >= 0 && tree.is_verb(up))
        for (int c : tree.children(up))
          if (tree.base_relation(c) == "obl" && !is_relative_pronoun(tree, c) && tree.relation(c) != "obl:agent")
            add(out, Role::kOblique, tree.preposition(c), c, false);
    }
    return out;
  }
  if (tree.is_noun(i)) {
    // A predicate noun ('is the largest buyer') has the clause's subject.
    if (tree.has_child(i, "cop")) {
      add_verb_dependents(tree, i, false, true, out);
      // 'the only town that is still under their control': its subject is the noun before.
      if (const int noun = modified_noun(tree, i); noun >= 0 && !out.find(Role::kSubject)) add(out, Role::kSubject, "", noun, false);
    }
    add_noun_dependents(tree, i, out);
    return out;
  }
  // Adjectives: what they describe is their subject.
  add_verb_dependents(tree, i, false, true, out);
  std::string_view base = tree.base_relation(i);
  if (base == "amod" || base == "acl") add(out, Role::kSubject, "", tree.head(i), false);
  if (!out.find(Role::kSubject) && (base == "xcomp" || base == "conj" || base == "advcl"))
    for (int s : surface_subjects(tree, i, 0)) add(out, Role::kSubject, "", s, false);
  return out;
}

}  // namespace assay::reading
