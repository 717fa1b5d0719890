#include "reading/mend_tree.hpp"

#include <string>
#include <string_view>

#include "domain/domain.hpp"
#include "reading/tree.hpp"
#include "reading/tree_editor.hpp"

namespace assay::reading {
namespace {

class TreeMender : TreeEditor {
 public:
  TreeMender(language::Sentence& s, const Lexicon& lexicon) : TreeEditor(s, lexicon) {}

  void run() {
    for (int i = 0; i < n_; ++i) {
      hyphenated(i);
      one_of_its_kind(i);
    }
    for (int i = 0; i < n_; ++i) {
      particle(i);
      taken_from(i);
      relabel(i);
      behind_clause(i);
      shared_noun(i);
    }
    for (int i = 0; i < n_; ++i) {
      second_subject(i);
      subjects(i);
      joined_to_object(i);
      parallel(i);
    }
  }

 private:
  // 'controlled by the army-aligned River League': the participle behind a hyphen modifies the name, whatever
  // marks the first word marks the name.
  void hyphenated(int v) {
    if (v < 2 || t_[v].xpos != "VBN" || t_[v - 1].form != "-" || !(nominal(v - 2) || t_[v - 2].upos == "ADJ"))
      return;
    const int first = v - 2;
    int n = -1;
    for (int k = v + 1; k < n_ && n < 0; ++k) {
      if (nominal(k) && head(k) == v &&
          (base(k) == "obj" || base(k) == "obl" || base(k) == "nsubj" || base(k) == "xcomp") &&
          !has(k, "case"))
        n = k;
      else if (!noun(k) && t_[k].upos != "ADJ")
        return;
    }
    if (n < 0) return;
    const std::vector<Token> kept = t_;
    // What stands above: the verb of 'by', or whatever the participle hung on.
    int marker = -1, before = first - 1;
    for (; before >= 0 && head(before) >= first && head(before) <= n; --before)
      if (t_[before].upos == "ADP" && marker < 0) marker = before;
    std::string relation = marker >= 0 ? "obl" : std::string(t_[v].deprel);
    int above = head(v);
    if (marker > 0 && verb(marker - 1)) {
      above = marker - 1;
      if (lower_ascii(t_[marker].form) == "by" && t_[above].xpos == "VBN") relation = "obl:agent";
    } else if (marker > 0 && noun(marker - 1)) {
      above = marker - 1, relation = "nmod";
    } else if (marker < 0 && before >= 0 && verb(before)) {
      above = before, relation = "obj";
    }
    hang(n, above, relation);
    hang(v, n, "amod");
    hang(first, v, "compound");
    for (int k = before + 1; k < first; ++k) t_[k].head = n + 1;
    for (int k = n + 1; k < n_; ++k)
      if (head(k) == v && base(k) != "punct") t_[k].head = (above >= 0 ? above : n) + 1;
    if (!is_tree()) t_ = kept;
  }

  // 'the only town in the district that is still ...', 'the last post on the ridge that they hold': what is
  // said to be one of its kind is what the clause is about, not what stands between.
  void one_of_its_kind(int n) {
    if (!noun(n)) return;
    bool picked = false;
    for (int k = std::max(0, n - 4); k < n; ++k)
      picked |=
          head(k) == n && (t_[k].xpos == "JJS" || lexicon_.in("one-of-its-kind", lower_ascii(t_[k].form)));
    if (!picked) return;
    for (int m = n + 1; m < n_ && m < n + 8; ++m) {
      if (head(m) != n || base(m) != "nmod" || t_[m].upos == "PROPN") continue;
      const int clause = child(m, "acl");
      if (clause < m || t_[clause].deprel != "acl:relcl" || punct(m + 1)) continue;
      hang(clause, n, "acl:relcl");
    }
  }

  // 'handed over the town': where English has the verb with its particle, what follows is its object.
  void particle(int i) {
    if (i == 0 || t_[i].upos != "ADP" || base(i) != "case" || !verb(i - 1)) return;
    const int v = i - 1, n = head(i);
    if (n <= i || head(n) != v || base(n) != "obl" || has(v, "obj") || child(v, "aux:pass") >= 0) return;
    if (!lexicon_.in("phrasal", lower_ascii(t_[v].lemma) + " " + lower_ascii(t_[i].form))) return;
    for (int k = i + 1; k < n; ++k)
      if (t_[k].upos == "ADP" && head(k) == n) return;  // 'out of the town'
    hang(i, v, "compound:prt");
    t_[n].deprel = "obj";
  }

  // 'drove the army out of the town', 'wrested the post from the militia': the phrase is the verb's, not its
  // object's.
  void taken_from(int n) {
    if (!nominal(n) || base(n) != "nmod" || head(n) < 0) return;
    const int object = head(n);
    if (base(object) != "obj" || head(object) < 0 || object > n) return;
    const int v = head(object);
    if (!verb(v) || v > object) return;
    int marker = -1;
    for (int k = n - 1; k > object; --k)
      if (head(k) == n && base(k) == "case") marker = k;
    if (marker < 0) return;
    const std::string preposition = lower_ascii(t_[marker].form);
    const bool away = preposition == "out" || preposition == "off";
    if (away ? lexicon_.in("driving", lower_ascii(t_[v].lemma))
             : preposition == "from" && (lexicon_.in("driving", lower_ascii(t_[v].lemma)) ||
                                         lexicon_.in("place-taking", lower_ascii(t_[v].lemma))))
      hang(n, v, "obl");
  }

  // What sort of name or stuff a modifier is; two of one sort in a row modify one noun.
  enum class Sort { kOther, kParty, kResource, kPlace };
  Sort sort(int i) const {
    const domain::Domain& d = lexicon_.domain();
    const std::string& form = t_[i].form;
    if (!d.resources_named(form).empty() || !d.resources_named(lower_ascii(form)).empty())
      return Sort::kResource;
    if (i > 0 && !d.resources_named(lower_ascii(t_[i - 1].form + " " + form)).empty()) return Sort::kResource;
    if (!d.actors_named(form).empty() || lexicon_.state_of_adjective(form)) return Sort::kParty;
    if (!d.places_named(form).empty() || lexicon_.in("world-place", domain::fold(form))) return Sort::kPlace;
    const Kinds kinds = lexicon_.kinds_of_noun(lower_ascii(t_[i].lemma));
    if (kinds.any(Kinds(Kind::kActor) | Kind::kFighters)) return Sort::kParty;
    if (t_[i].name == language::NameKind::kPlace) return Sort::kPlace;
    if (t_[i].name == language::NameKind::kOrganisation) return Sort::kParty;
    return Sort::kOther;
  }

  // 'In Arlen, where it has its seat, as well as Tor': joined over a clause to the last of its sort before
  // it.
  void behind_clause(int i) {
    if (!noun(i) || base(i) == "conj" || base(i) == "root" || verb(i)) return;
    const int cc = child(i, "cc");
    if (cc < 0 || cc > i || head(i) < 0 || !verb(head(i)) || head(i) > cc) return;
    const Sort of = sort(i);
    if (of != Sort::kPlace && of != Sort::kParty) return;
    const int clause = head(i);
    if (base(clause) != "acl" && base(clause) != "advcl") return;
    for (int j = clause - 1; j >= 0; --j)
      if (noun(j) && sort(j) == of && t_[j].upos == t_[i].upos && base(j) != "compound" &&
          base(j) != "nsubj" && head(j) != clause) {
        hang(i, j, "conj");
        return;
      }
  }

  // 'Gold and copper mines', 'a junta and SNA outpost', 'Arlen and Tor townships': where the tree joins the
  // first modifier to the noun, both modify the noun. Towns need a plural behind them.
  void shared_noun(int n) {
    if (!noun(n)) return;
    int a = base(n) == "conj" ? head(n) : -1;
    // The tree may hang both on the verb: 'attacked [gold] [and copper mines]'.
    if (a < 0 && n >= 3 && head(n) >= 0 && head(n - 2) == n - 1 && base(n - 2) == "cc" && head(n - 3) == head(n) && base(n - 3) == base(n) && !has(n - 3, "case")) a = n - 3;
    if (a < 0 || a >= n - 2 || !noun(a) || n - a > 4) return;
    const int cc = a + 1, b = n - 1;
    if (base(cc) != "cc" || b <= cc || head(b) != n || (base(b) != "compound" && base(b) != "amod")) return;
    const Sort of = sort(a);
    if (of == Sort::kOther || of != sort(b)) return;
    if (sort(n) == Sort::kResource || t_[n].upos == "PROPN") return;
    const bool plural = t_[n].xpos == "NNS";
    if (t_[a].xpos == "NNS" || t_[a].xpos == "NNPS" || (of == Sort::kPlace && !plural)) return;
    const Kinds kinds = lexicon_.kinds_of_noun(lower_ascii(t_[n].lemma));
    if (of == Sort::kParty && kinds.any(kParties) && !kinds.any(kSites))
      return;  // 'KIA and allied fighters' are two parties
    const int up = head(a);
    const std::string relation = t_[a].deprel;
    for (int k = 0; k < n_; ++k) {
      if (k == n || head(k) != a || k == cc) continue;
      if (base(k) == "det" || base(k) == "case" || base(k) == "nummod" || base(k) == "punct" || k > n)
        t_[k].head = n + 1;
    }
    hang(n, up, relation);
    hang(a, n, "compound");
    hang(b, a, "conj");
    hang(cc, b, "cc");
  }

  // 'entered Amhar on Thursday': what a preposition marks is no object, and no subject.
  void relabel(int i) {
    if (!nominal(i) || head(i) < 0) return;
    // 'has reoccupied Taung Hla': a name behind a verb that takes places is its object.
    if (base(i) == "xcomp" && t_[i].upos == "PROPN" && verb(head(i)) && head(i) < i && !has(head(i), "obj") &&
        !has(i, "case") && lexicon_.in("place-taking", lower_ascii(t_[head(i)].lemma)))
      t_[i].deprel = "obj";
    // 'attacked gold and copper mines': joined to nothing, it is the object.
    if (base(i) == "conj" && noun(i) && verb(head(i)) && head(i) < i && !has(head(i), "obj") &&
        !has(i, "cc") && !has(i, "case")) {
      bool joined = false;
      for (int k = head(i) + 1; k < i; ++k)
        joined |= (t_[k].upos == "CCONJ" || t_[k].form == ",") && (head(k) == head(i) || head(k) == i);
      if (!joined) t_[i].deprel = has(head(i), "aux:pass") ? t_[i].deprel : "obj";
    }
    const std::string_view b = base(i);
    const int up = head(i);
    int marker = -1;
    for (int k = 0; k < i; ++k)
      if (head(k) == i && base(k) == "case" && t_[k].upos == "ADP") marker = k;
    // 'traders in Arlen told ...': between the subject and its verb, without a comma, it is the subject's.
    if (b == "obl" && i < up && verb(up) && i == up - 1 && marker > 0) {
      int first = marker;
      while (first > 0 && head(first - 1) == i) --first;
      const int s = first - 1;
      if (s >= 0 && noun(s) && head(s) == up && base(s) == "nsubj") hang(i, s, "nmod");
      return;
    }
    if ((b == "obj" || b == "iobj") && marker > up) {
      t_[i].deprel = "obl";
      return;
    }
    // A verb with a bare noun on its left, 'compound' of it, and no subject: 'The army plans to lay siege'.
    if (b == "compound" && i < up && verb(up) && finite(up) && noun(i) && !has(up, "nsubj") &&
        t_[i + 1].form != "-") {
      t_[i].deprel = has(up, "aux") && t_[up].xpos == "VBN" ? "nsubj:pass" : "nsubj";
      return;
    }
    if (b == "nsubj" && marker >= 0 && verb(up) && t_[i].upos != "PRON") {
      int other = -1;
      for (int k = 0; k < marker; ++k)
        if (head(k) == up && base(k) == "nsubj") other = k;
      if (other >= 0) hang(i, other, "nmod");
    }
  }

  // 'arresting civilians and burning machinery': a verb joined to the object of one like it is joined to that
  // verb, and what it burns is no more of those arrested.
  void joined_to_object(int c) {
    if (!verb(c) || base(c) != "conj" || t_[c].xpos == "VB") return;
    const int h = head(c);
    if (h < 0 || h > c || !nominal(h) || has(c, "nsubj") || has(c, "aux")) return;
    int v = head(h);
    for (int step = 0; v >= 0 && !verb(v) && step < 3; ++step) v = head(v);
    if (v < 0 || v > c || (base(h) != "obj" && base(h) != "obl" && base(h) != "nmod" && base(h) != "nsubj"))
      return;
    const std::string &x = t_[c].xpos, &y = t_[v].xpos;
    if (x != y && !(x == "VBD" && (y == "VBZ" || y == "VBP")) && !(x == "VBN" && y == "VBD")) return;
    bool cc = false;
    for (int k = h + 1; k < c; ++k) cc |= t_[k].upos == "CCONJ" && (head(k) == c || head(k) == h);
    if (!cc) return;
    t_[c].head = v + 1;
    for (int k = c + 1; k < n_; ++k) {
      if (head(k) != h || base(k) != "conj" || !nominal(k)) continue;
      bool own = false;
      for (int m = c + 1; m < k; ++m) own |= t_[m].upos == "CCONJ" && head(m) == k;
      if (own) break;
      if (!has(c, "obj")) hang(k, c, has(k, "case") ? "obl" : "obj");
      break;
    }
  }

  // 'promising to back X, and putting pressure on Y': joined verbs are alike, so the next above that is
  // alike.
  void parallel(int c) {
    // 'killing civilians and destroying homes' where the tree takes the second participle for an adjective.
    if (c >= 2 && noun(c) && base(c) == "conj" && head(c - 1) == c && base(c - 1) == "amod" &&
        t_[c - 1].xpos == "VBG" && base(c - 2) == "cc" && head(c) >= 0 && noun(head(c))) {
      const int object = head(c);
      const int v = base(object) == "obj" ? head(object) : -1;
      if (v < 0 || !verb(v) || t_[v].xpos != "VBG") return;
      hang(c - 1, v, "conj");
      hang(c, c - 1, "obj");
      if (head(c - 2) == c) hang(c - 2, c - 1, "cc");
      return;
    }
    if (!verb(c) || base(c) != "conj") return;
    const int h = head(c);
    if (h < 0 || !verb(h)) return;
    const std::string& x = t_[c].xpos;
    const bool tensed = x == "VBD" || x == "VBZ" || x == "VBP";
    auto alike = [&](int v) {
      const std::string& y = t_[v].xpos;
      if (x == "VBG") return y == "VBG";
      return y == "VBD" || y == "VBZ" || y == "VBP" || has(v, "aux") || y == "VBN";
    };
    if ((!tensed && x != "VBG") || has(c, "aux") || alike(h)) return;
    if (t_[h].xpos != "VB" && t_[h].xpos != "VBG") return;
    for (int v = head(h), step = 0; v >= 0 && step < 4; v = head(v), ++step)
      if (verb(v) && alike(v) && v < c) {
        t_[c].head = v + 1;
        return;
      }
  }

  // 'Experts say the rebels levy 15%': the subject behind the verb is that of the clause that hangs on it.
  void second_subject(int v) {
    if (!verb(v)) return;
    bool before = false;
    for (int k = 0; k < v; ++k) before |= head(k) == v && base(k) == "nsubj";
    if (!before) return;
    for (int s = v + 1; s < n_; ++s) {
      if (head(s) != v || base(s) != "nsubj") continue;
      for (int c = s + 1; c < n_; ++c)
        if (head(c) == s && verb(c) && finite(c) &&
            (base(c) == "appos" || base(c) == "dep" || base(c) == "parataxis" || base(c) == "amod" ||
             (base(c) == "acl" && t_[c].deprel != "acl:relcl"))) {
          hang(c, v, "ccomp");
          hang(s, c, "nsubj");
          return;
        }
    }
  }

  // Two subjects of one verb: joined by 'and', or the first verb's object: 'Any trader who breaks the rule
  // will lose'.
  void subjects(int v) {
    if (!verb(v)) return;
    int first = -1;
    for (int k = 0; k < v; ++k) {
      if (head(k) != v || base(k) != "nsubj") continue;
      if (first < 0) {
        first = k;
        continue;
      }
      int cc = -1;
      for (int c = first + 1; c < k; ++c)
        if (base(c) == "cc" && (head(c) == k || (head(c) == v && c + 3 > k))) cc = c;
      if (cc >= 0 && nominal(k)) {
        int to = first;
        for (int c = first + 1; c < cc; ++c)
          if (nominal(c) && climb(c, first, cc - 1) == first && c + 2 >= cc - 1 && head(c) == first) to = c;
        hang(k, to, "conj");
        t_[cc].head = k + 1;
        continue;
      }
      // 'his spokesman, X, told': the second names the first.
      if (nominal(k) && t_[v - 1].form == "," && k > 0 && t_[k - 1].form == "," &&
          climb(k - 2, first, k - 1) == first) {
        hang(k, first, "appos");
        continue;
      }
      bool stop = false;
      for (int c = first + 1; c < k; ++c) stop |= punct(c);
      for (int c = first + 1; c < k && !stop; ++c)
        if (verb(c) && finite(c) && climb(c, first, k) == first && !has(c, "obj") && !has(c, "aux")) {
          hang(k, c, "obj");
          break;
        }
    }
  }
};

}  // namespace

void mend_tree(language::Sentence& sentence, const Lexicon& lexicon) {
  mend_verbs(sentence, lexicon);
  mend_clauses(sentence, lexicon);
  TreeMender(sentence, lexicon).run();
}

}  // namespace assay::reading
