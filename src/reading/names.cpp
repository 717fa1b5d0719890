// Proper names: which tokens print one, what kind of thing it names, and who of the cast it is.
#include <algorithm>
#include <cctype>
#include <map>
#include <set>

#include "domain/resolve.hpp"
#include "reading/mention.hpp"

namespace assay::reading {
namespace {

using language::NameKind;

constexpr int kMaxNameTokens = 12;
constexpr double kGazetteerVote = 2;  // against 1.5 of the tagger and 4 of a title or an organisation's word
constexpr double kRegionVote = 3;
constexpr double kSaidVote = 3;  // the report says what it is: 'Arlen, a town …'
constexpr double kPackVote = 5;
constexpr double kBareOrganisation = 1;
constexpr double kListedVote = 2;
constexpr double kTakenVote = 2;  // of a verb that takes a place

bool capitalised(const std::string& form) {
  unsigned char c = form.empty() ? 0 : static_cast<unsigned char>(form[0]);
  return std::isupper(c) || c >= 0xC3;
}

bool all_capitals(const std::string& form) {
  int letters = 0;
  for (char c : form) {
    if (std::islower(static_cast<unsigned char>(c))) return false;
    letters += std::isupper(static_cast<unsigned char>(c)) != 0;
  }
  return letters >= 2;
}

// 'MoD' of 'Ministry of Defence': the first letters of its words, the small ones too.
bool abbreviates(const std::string& form, const std::string& name) {
  std::string letters;
  bool start = true;
  for (char c : name) {
    if (start && c != ' ') letters += c;
    start = c == ' ' || c == '-';
  }
  return form.size() > 2 && lower_ascii(letters) == lower_ascii(form);
}

bool is_ordinal(const std::string& form) {
  return form.size() >= 3 && std::isdigit(static_cast<unsigned char>(form[0])) &&
         std::isalpha(static_cast<unsigned char>(form.back()));
}

class NameFinder {
 public:
  // `capitals`: words that the report prints with a capital within a sentence, in small letters.
  NameFinder(const Passage& passage, const Lexicon& lexicon, const std::set<std::string>& capitals)
      : passage_(passage), tree_(passage.tree), lexicon_(lexicon), capitals_(capitals) {}

  std::vector<NameRun> find() {
    std::vector<NameRun> runs;
    const int n = tree_.size();
    for (int i = 0; i < n;) {
      int last = pack_match(i);
      bool pack = last >= i;
      int own = name_run(i);
      if (own > last) last = own, pack = false;
      if (last < i) {
        ++i;
        continue;
      }
      NameRun run;
      run.first = i;
      run.last = last;
      run.pack = pack;
      while (run.first > 0 && is_ordinal(tree_.token(run.first - 1).form) && has_unit_word(run.first, last)) --run.first;
      weigh(run);
      runs.push_back(run);
      i = last + 1;
    }
    return runs;
  }

 private:
  std::string lower(int i) const { return lower_ascii(tree_.token(i).form); }
  bool title(int i) const { return lexicon_.in("title", strip_stop(lower(i))); }
  static std::string strip_stop(std::string w) {
    if (!w.empty() && w.back() == '.') w.pop_back();
    return w;
  }

  bool name_token(int i) const {
    const auto& t = tree_.token(i);
    if (!capital(i) && !std::isdigit(static_cast<unsigned char>(t.form[0]))) return false;
    if (std::isdigit(static_cast<unsigned char>(t.form[0]))) return t.name != NameKind::kNone && is_ordinal(t.form);
    if (title(i) || lexicon_.in("calendar", strip_stop(lower(i)))) return false;
    // 'Trade through the gate …': an English word that opens the sentence, and has no capital elsewhere.
    if (i == 0 && !all_capitals(t.form) && lexicon_.in("wordnet-common", lower(i)) && !capitals_.count(lower(i)) && (tree_.size() < 2 || !capital(1)) &&
        lexicon_.domain().places_named(t.form).empty() && lexicon_.domain().actors_named(t.form).empty())
      return false;
    // 'Diesel has run out': a thing that opens the sentence.
    if (!lexicon_.domain().resources_named(lower(i)).empty() && !all_capitals(t.form) &&
        (i + 1 >= tree_.size() || !capital(i + 1)) && (i == 0 || !capital(i - 1)))
      return false;
    if (t.name != NameKind::kNone) return t.upos != "DET" && t.upos != "PRON" && t.upos != "AUX";
    if (t.upos == "PROPN") return i > 0 || !first_word_is_common(i);
    if (lexicon_.state_of_adjective(t.form) && t.upos == "ADJ") return true;
    // 'Stravian troops have …' at the head of a sentence, in a report that speaks of Stravia.
    if (i == 0 && t.upos == "ADJ" && nation_of_report(lower(i))) return true;
    // Parts of a name that the tagger calls a noun or an adjective: 'People's Defence Force', 'Desert Vanguard'.
    if (i > 0 && (t.upos == "NOUN" || t.upos == "ADJ")) return true;
    return false;
  }

  bool nation_of_report(const std::string& word) const {
    return std::any_of(capitals_.begin(), capitals_.end(), [&](const std::string& c) { return c == word || demonym_order(word, c) == 1; });
  }

  // A capital at the head of a sentence is no evidence by itself.
  bool first_word_is_common(int i) const {
    const auto& t = tree_.token(i);
    return t.upos != "PROPN" || lexicon_.kinds_of_noun(tree_.lemma(i)).any(kParties | kSites);
  }

  // A capital that means something: not one of a headline's.
  bool capital(int i) const { return capitalised(tree_.token(i).form) && !passage_.lowered(i); }

  bool connector(int i) const {
    const std::string w = lower(i);
    return w == "of" || w == "the" || w == "for" || w == "'s" || w == "’s" || w == "-" || w == "–" || w == "de" ||
           w == "del" || w == "la" || w == "du" || w == "al" || w == "el" || w == "des" || w == "and" || w == "y" ||
           w == "don" || w == "&" || w == "'" || w == "’";
  }

  bool org_or_kind_word(int i) const {
    return lexicon_.in("organisation", lower(i)) || lexicon_.in("force", lower(i)) || lexicon_.in("unit", lower(i));
  }

  bool has_unit_word(int first, int last) const {
    for (int i = first; i <= last; ++i)
      if (lexicon_.in("unit", lower(i))) return true;
    return false;
  }

  // The last token of a name that begins at i, or i - 1.
  int name_run(int i) const {
    if (!name_token(i)) return i - 1;
    int last = i;
    bool has_org = org_or_kind_word(i);
    for (int k = i + 1; k < tree_.size() && k - i < kMaxNameTokens;) {
      const auto& t = tree_.token(k);
      if (name_token(k)) {
        // Two names side by side: the tagger's boundary counts where one of them is a person.
        const NameKind before = tree_.token(last).name;
        if (t.name_begin && before != NameKind::kNone && before != t.name && (before == NameKind::kPerson || t.name == NameKind::kPerson) && !linked(last, k) && !organisation_ahead(k)) break;
        has_org |= org_or_kind_word(k);
        last = k++;
        continue;
      }
      // 'Battalion 33', 'Brigade 9', 'Ward 2', 'Special Region 1'
      if (t.upos == "NUM" && k == last + 1 &&
          (lexicon_.in("unit", lower(last)) || (lexicon_.in("place-kind", lower(last)) && !counts(k)) || t.name != NameKind::kNone || numbers_place(k))) {
        last = k++;
        continue;
      }
      if (!connector(k)) break;
      int next = k + 1;
      while (next < tree_.size() && connector(next) && next - k < 2) ++next;
      if (next >= tree_.size() || !name_token(next)) break;
      const std::string w = lower(k);
      bool inside = t.name != NameKind::kNone && !t.name_begin;
      bool genitive = w == "'s" || w == "’s" || w == "'" || w == "’";
      bool and_like = w == "and" || w == "y" || w == "&";
      bool takes = inside || (w == "of" && has_org) || (w == "for" && has_org) ||
                   (genitive && is_peoples(last) ) || w == "-" || w == "–" || w == "de" || w == "del" || w == "la" ||
                   w == "du" || w == "al" || w == "el" || w == "des";
      if (and_like && !inside) takes = false;
      if (w == "the" && !inside) takes = false;
      if ((w == "-" || w == "–") && (tree_.token(last).space_after || t.space_after)) takes = inside;
      // 'the Pangwa–Chipwi area': two places of a pack, not one name.
      if ((w == "-" || w == "–") && !lexicon_.domain().places_named(tree_.words(i, last)).empty() &&
          !lexicon_.domain().places_named(tree_.token(next).form).empty())
        takes = false;
      if (!takes) break;
      last = next;
      k = next + 1;
    }
    return last;
  }

  // 'At the Upper Market 900 marzans a kilo': the number is of what follows.
  bool counts(int k) const {
    return k + 1 < tree_.size() && (tree_.token(k + 1).xpos == "NNS" || lexicon_.in("number-noun", lower(k + 1))) && tree_.head(k) == k + 1;
  }

  // 'The Kilo 40 market'
  bool numbers_place(int k) const {
    return k + 1 < tree_.size() && k > 1 && tree_.token(k + 1).xpos == "NN" && lexicon_.in("place-kind", lower(k + 1)) && tree_.token(k).form.find('.') == std::string::npos;
  }

  bool is_peoples(int i) const {
    std::string w = lower(i);
    return w == "people" || w == "peoples" || w == "women" || w == "workers" || w == "farmers" || w == "children" ||
           w == "students";
  }

  // 'Teral Defence Front': what follows ends in an organisation's word, so that the name before belongs to it.
  bool organisation_ahead(int k) const {
    for (int i = k; i < tree_.size() && i < k + 3 && capital(i); ++i)
      if (org_or_kind_word(i)) return true;
    return false;
  }

  // Two parts that the tagger begins anew but the tree holds together.
  bool linked(int a, int b) const {
    auto rel = [&](int x, int y) {
      return tree_.head(x) == y &&
             (tree_.base_relation(x) == "flat" || tree_.base_relation(x) == "compound");
    };
    return (rel(a, b) || rel(b, a)) && tree_.token(a).name == tree_.token(b).name;
  }

  // The last token of the longest name of a pack that begins at i, or i - 1.
  int pack_match(int i) const {
    const auto& t = tree_.token(i);
    if (!capital(i)) return i - 1;
    const domain::Domain& d = lexicon_.domain();
    for (int last = std::min(tree_.size() - 1, i + 6); last >= i; --last) {
      if (!capital(last) && !std::isdigit(static_cast<unsigned char>(tree_.token(last).form[0])) &&
          tree_.token(last).upos != "NOUN")
        continue;
      const std::string words = tree_.words(i, last);
      if (d.actors_named(words).empty() && d.places_named(words).empty() && d.gates_named(words).empty()) continue;
      if (last == i && title(i)) continue;
      if (last == i && i == 0 && t.upos != "PROPN" && t.name == NameKind::kNone && d.places_named(words).empty() &&
          collective_only(d, words))
        continue;
      if (last == i && t.upos != "PROPN" && t.upos != "ADJ" && t.upos != "NOUN" && t.name == NameKind::kNone) continue;
      if (collective_only(d, words)) continue;  // 'Residents' at the head of a sentence is no name
      return last;
    }
    return i - 1;
  }

  static bool collective_only(const domain::Domain& d, const std::string& words) {
    if (!d.places_named(words).empty() || !d.gates_named(words).empty()) return false;
    for (const std::string& id : d.actors_named(words)) {
      const domain::Actor* a = d.actor(id);
      if (a && a->kind != "collective") return false;
    }
    return true;
  }

  void weigh(NameRun& run) const {
    if (run.pack) {
      const std::string words = tree_.words(run.first, run.last);
      const domain::Domain& d = lexicon_.domain();
      const bool actor = !d.actors_named(words).empty(), place = !d.places_named(words).empty() || !d.gates_named(words).empty();
      if (actor && !place) run.actor += kPackVote;
      if (place && !actor) run.place += kPackVote;
    }
    for (int i = run.first; i <= run.last; ++i) {
      const double share = 1.5 / (run.last - run.first + 1);
      switch (tree_.token(i).name) {
        case NameKind::kPerson: run.person += share; break;
        // A single word without capitals all through is as often a town that the tagger has not seen.
        case NameKind::kOrganisation: run.actor += run.first == run.last && !all_capitals(tree_.token(i).form) ? kBareOrganisation : share; break;
        case NameKind::kPlace: run.place += share; break;
        case NameKind::kNone: break;
      }
    }
    int last = run.last;
    while (last > run.first && tree_.token(last).upos == "NUM") --last;
    const std::string tail = lower(last);
    const Kinds tail_kinds = lexicon_.kinds_of_noun(tail) | lexicon_.kinds_of_noun(tree_.lemma(last));
    if (run.last > run.first || last < run.last) {
      if (lexicon_.in("unit", tail) || has_unit_word(run.first, run.last)) run.actor += 4, run.extra |= Kind::kFighters;
      else if (tail_kinds.has(Kind::kActor) || org_or_kind_word(last)) run.actor += 4;
      else if (tail_kinds.any(kSites)) run.place += 4, run.extra |= tail_kinds;
      for (int i = run.first; i < last; ++i)
        if (org_or_kind_word(i) && i + 1 <= run.last && (lower(i + 1) == "of" || lower(i + 1) == "for")) run.actor += 4, run.place = 0;
    }
    if (run.first == run.last && all_capitals(tree_.token(run.first).form)) run.actor += 1;
    // A gazetteer of the world knows the name, or a list of provinces; the tagger's guess then counts for less.
    const std::string folded = domain::fold(tree_.words(run.first, run.last));
    if (lexicon_.in("world-place", folded)) run.place += kGazetteerVote, run.person *= 0.5, run.actor *= 0.5;
    if (lexicon_.in("world-region", folded)) run.place += kRegionVote;
    // The name in apposition or copula with a kind of place: 'Lay Kay Kaw, the “peace town” that …'.
    for (int k = run.last + 1, commas = 0; k < tree_.size() && k <= run.last + 7 && commas < 2; ++k) {
      if (tree_.token(k).form == ",") {
        if (k == run.last + 1) ++commas;
        else break;
        continue;
      }
      if (k == run.last + 1) break;
      const std::string& upos = tree_.token(k).upos;
      if (upos == "NOUN") {
        const Kinds kinds = lexicon_.kinds_of_noun(tree_.lemma(k));
        if (k + 1 < tree_.size() && (tree_.token(k + 1).upos == "NOUN" || tree_.token(k + 1).upos == "PART")) continue;
        if (kinds.has(Kind::kPlace) && !kinds.any(kParties)) run.place += kSaidVote;
        // 'Dara Venn, the district's governor, said'
        else if (run.last > run.first && kinds.has(Kind::kOffice) && tree_.lemma(k) == lower(k)) run.person += kSaidVote;
        break;
      }
      if (upos != "DET" && upos != "ADJ" && upos != "PUNCT" && upos != "ADV" && upos != "NUM" && upos != "PROPN" && upos != "PART") break;
    }
    int before = run.first - 1;
    if (before >= 0 && title(before)) run.person += 4;
    // 'The rebel group X', 'X militants'
    auto calls_rebel = [&](int i) {
      const auto cls = i >= 0 && i < tree_.size() ? lexicon_.anaphor(tree_.lemma(i)) : std::nullopt;
      return cls && *cls == "nonstate" && !capital(i) && tree_.lemma(i) != "organisation" && tree_.lemma(i) != "organization";
    };
    if (before >= 0 && tree_.token(before).upos == "NOUN" && calls_rebel(before)) run.rebel = true;
    if (before >= 0 && tree_.token(before).upos == "ADJ" && calls_rebel(before)) run.rebel = true;
    if (run.last + 1 < tree_.size() && tree_.token(run.last + 1).upos == "NOUN" && tree_.token(run.last).space_after && calls_rebel(run.last + 1) && tree_.token(run.last).upos != "ADJ") run.rebel = true;
    // What the tree hangs it on, and what hangs on it.
    int head = head_of(run);
    int up = tree_.head(head);
    std::string_view base = tree_.base_relation(head);
    // Trees err on names that they have not seen: the word before the name counts as its preposition.
    std::string preposition = tree_.preposition(head);
    int word_before = run.first - 1;
    while (word_before > 0 && (tree_.token(word_before).upos == "DET" || title(word_before))) --word_before;
    if (word_before >= 0 && tree_.token(word_before).upos == "ADP") preposition = lower(word_before);
    if (preposition == "of" && word_before > 0 && lexicon_.kinds_of_noun(tree_.lemma(word_before - 1)).any(kSites)) run.place += 3;
    if (run.last + 1 < tree_.size() && tree_.token(run.last + 1).upos == "NOUN" && tree_.token(run.last).space_after) {
      Kinds next = lexicon_.kinds_of_noun(tree_.lemma(run.last + 1));
      if (next.has(Kind::kPlace) && !next.any(kParties)) run.place += 2;
      else if (next.any(Kinds(Kind::kFighters) | Kind::kPerson)) run.actor += 2;
    }
    // 'In the Budget of June': a word that English knows takes no place from its preposition.
    const bool english = run.first == run.last && lexicon_.in("wordnet-common", folded) && run.first > 0 && tree_.has_lemma(run.first - 1, "the");
    if (english) run.place *= 0.5;
    else if (preposition == "in" || preposition == "at" || preposition == "near" || preposition == "outside") run.place += 1.2;
    else if (preposition == "to" || preposition == "from" || preposition == "towards" || preposition == "toward") run.place += 0.4;
    if (up >= 0 && (up < run.first || up > run.last)) {
      Kinds above = lexicon_.kinds_of_noun(tree_.lemma(up));
      if (base == "compound" || base == "amod" || tree_.relation(head) == "nmod:poss") {
        int organ = up;  // 'X border gate' has a gate, no border
        while (tree_.base_relation(organ) == "compound" && tree_.head(organ) > organ) organ = tree_.head(organ);
        if (lexicon_.in("state-organ", tree_.lemma(organ))) run.state += 1;
        if (above.any(kSites) && up > run.last && base == "compound") run.place += 3;
        else if (above.any(Kind::kPerson | Kind::kFighters) && up > run.last) run.actor += 2;
      }
      if (base == "nmod" && preposition == "of" && above.has(Kind::kPlace)) run.place += 3;
      if ((base == "appos" || base == "flat" || base == "nmod") && preposition.empty() && above.has(Kind::kPerson)) run.person += 2;
      if (base == "obj" && lexicon_.in("place-taking", tree_.lemma(up)) && !tree_.has_child(head, "nummod")) run.place += kTakenVote;
      if (base == "nsubj" && lexicon_.in("place-falling", tree_.lemma(up))) run.place += kTakenVote;
      // 'Arlen is a hill'
      if (base == "nsubj" && tree_.has_child(up, "cop") && above.has(Kind::kPlace) && !above.any(kParties)) run.place += kSaidVote;
      if (base == "nsubj" && lexicon_.speech(tree_.lemma(up))) run.person += 0.5, run.actor += 0.6, run.state += 0.5;
    }
    for (int c : tree_.children(head)) {
      if (c >= run.first && c <= run.last) continue;
      if (tree_.base_relation(c) != "appos") continue;
      Kinds kinds = lexicon_.kinds_of_noun(tree_.lemma(c));
      if (kinds.any(Kinds(Kind::kPerson) | Kind::kOffice)) run.person += 2;
      if (kinds.has(Kind::kPlace)) run.place += 2;
      if (kinds.has(Kind::kActor)) run.actor += 2;
    }
  }

  int head_of(const NameRun& run) const {
    for (int i = run.first; i <= run.last; ++i)
      if (tree_.head(i) < run.first || tree_.head(i) > run.last) return i;
    return run.last;
  }

  const Passage& passage_;
  const Tree& tree_;
  const Lexicon& lexicon_;
  const std::set<std::string>& capitals_;
};

struct Votes {
  double person = 0, actor = 0, place = 0, state = 0;
  Kinds extra;
  int runs = 0, rebel = 0;
};

Kinds decide(const Votes& v) {
  Kinds kinds;
  if (v.person <= 0 && v.actor <= 0 && v.place <= 0) return kinds;
  if (v.person >= v.actor && v.person >= v.place) return Kind::kPerson;
  // A place whose ministry speaks and whose troops march is a state: a party as well.
  if (v.place > v.actor) return Kinds(Kind::kPlace) | v.extra | (v.state >= 1 ? Kinds(Kind::kActor) : Kinds());
  kinds = Kind::kActor;
  if (v.extra.has(Kind::kFighters)) kinds |= Kind::kFighters;
  // About as often a place as a party: a state or a town that stands for its government.
  if (v.place > 0.7 * v.actor) kinds |= Kind::kPlace;
  return kinds;
}

// 'Evacuated to Dekai and Boven Digoel': what is listed with a place is one, where little else speaks of it.
void count_neighbours(const std::vector<Passage>& passages, std::map<std::string, Votes>& votes) {
  constexpr double kWeak = 1.6;
  auto place = [](const Votes& v) { return v.place > kWeak && v.place > 2 * v.actor && v.place > 2 * v.person; };
  auto open = [](const Votes& v) { return v.actor <= kWeak && v.person <= kWeak && v.place < kListedVote; };
  std::set<std::string> listed;
  for (const Passage& p : passages)
    for (std::size_t k = 0; k + 1 < p.names.size(); ++k) {
      const NameRun &a = p.names[k], &b = p.names[k + 1];
      if (b.first != a.last + 2 || (!p.tree.has_lemma(a.last + 1, "and") && !p.tree.has_lemma(a.last + 1, "or"))) continue;
      const std::string x = domain::fold(p.tree.words(a.first, a.last)), y = domain::fold(p.tree.words(b.first, b.last));
      if (place(votes[x]) && open(votes[y])) listed.insert(y);
      if (place(votes[y]) && open(votes[x])) listed.insert(x);
    }
  for (const std::string& name : listed) votes[name].place += kListedVote;
}

}  // namespace

void find_names(std::vector<Passage>& passages, const Lexicon& lexicon, Cast& cast) {
  std::map<std::string, Votes> votes;
  std::set<std::string> capitals;
  for (const Passage& p : passages)
    for (int i = 1; i < p.tree.size(); ++i)
      if (const auto& t = p.tree.token(i); capitalised(t.form) && !p.lowered(i) && (t.upos == "PROPN" || t.upos == "ADJ") && t.form.size() > 3) capitals.insert(lower_ascii(t.form));
  for (Passage& p : passages) {
    p.names = NameFinder(p, lexicon, capitals).find();
    for (const NameRun& run : p.names) {
      Votes& v = votes[domain::fold(p.tree.words(run.first, run.last))];
      v.person += run.person;
      v.actor += run.actor;
      v.place += run.place;
      v.state += run.state;
      v.extra |= run.extra;
      v.rebel += run.rebel;
      ++v.runs;
    }
  }
  count_neighbours(passages, votes);
  // 'Zarouan Armed Forces': Zarouan is of a state.
  std::set<std::string> nations;
  for (const Passage& p : passages)
    for (const NameRun& run : p.names) {
      const auto word = [&](int i) { return lower_ascii(p.tree.token(i).form); };
      bool rebel = false;
      for (int i = run.first; i <= run.last; ++i) rebel |= lexicon.in("rebel-word", word(i));
      if (!rebel && run.last > run.first && lexicon.in("army-word", word(run.last)) && run.last - run.first < 3) nations.insert(word(run.first));
    }
  std::vector<std::string> printed;
  for (const Passage& p : passages)
    for (const NameRun& run : p.names) printed.push_back(p.tree.words(run.first, run.last));
  cast.set_packs(domain::packs_spoken_of(lexicon.domain(), printed));
  // Acronyms in brackets tie two names together before either is entered twice.
  for (Passage& p : passages) {
    for (std::size_t k = 0; k < p.names.size(); ++k) {
      const NameRun& run = p.names[k];
      const std::string name = p.tree.words(run.first, run.last);
      const Votes& v = votes[domain::fold(name)];
      int entity = cast.named(name, decide(v));
      if (v.state >= 1 || (run.first == run.last && nations.count(lower_ascii(name)))) cast[entity].state = true;
      if (v.rebel > 0 && !cast[entity].state) cast[entity].rebel = true;
      if (k + 1 >= p.names.size()) continue;
      const NameRun& next = p.names[k + 1];
      bool bracket = next.first == run.last + 2 && p.tree.token(run.last + 1).form == "(" &&
                     next.last + 1 < p.tree.size() && p.tree.token(next.last + 1).form == ")";
      bool or_form = next.first == run.last + 3 && p.tree.token(run.last + 1).form == "," && p.tree.has_lemma(run.last + 2, "or");
      if ((bracket || or_form) && next.first == next.last && (all_capitals(p.tree.token(next.first).form) || (bracket && abbreviates(p.tree.token(next.first).form, name)))) {
        const std::string acronym = p.tree.words(next.first, next.last);
        if (cast.find(acronym) < 0) cast.add_alias(entity, acronym);
      }
    }
  }
}

}  // namespace assay::reading
