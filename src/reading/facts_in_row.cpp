#include "reading/facts_in_row.hpp"

#include <algorithm>
#include <string>

namespace assay::reading {
namespace {

constexpr int kTitleReach = 8;     // words from a comma to the noun of an office
constexpr int kDistanceReach = 9;  // words from a unit of length to the place that it is counted from

class RowFinder {
 public:
  RowFinder(const Passage& p, const Cast& cast, const Lexicon& lexicon, std::vector<Fact>& facts) : p_(p), tree_(p.tree), cast_(cast), lexicon_(lexicon), facts_(facts) {}

  void run() {
    for (std::size_t k = 0; k < p_.mentions.size(); ++k) {
      const Mention& m = p_.mentions[k];
      if (!m.name || m.entity < 0) continue;
      const int mention = static_cast<int>(k);
      const Kinds kinds = m.kinds | cast_[m.entity].kinds;
      const int end = behind_bracket(outer_end(m) + 1);
      if (kinds.has(Kind::kPerson)) person(mention, end);
      else if (kinds.has(Kind::kActor)) party(mention, end);
      if (kinds.any(kSites) && !kinds.any(Kinds(Kind::kActor) | Kind::kPerson)) {
        place(mention, end);
        of_nation(mention);
      }
    }
  }

 private:
  const std::string& form(int i) const { return tree_.token(i).form; }
  bool comma(int i) const { return i < tree_.size() && form(i) == ","; }
  bool dash(int i) const { return i < tree_.size() && (form(i) == "–" || form(i) == "—" || form(i) == "--"); }
  bool hyphen(int i) const { return i < tree_.size() && (form(i) == "-" || form(i) == "‑"); }

  // The last token of the widest mention of the same thing: 'Tam' within 'Tam town'.
  int outer_end(const Mention& m) const {
    int last = m.last;
    for (const Mention& other : p_.mentions)
      if (other.entity == m.entity && other.first <= m.first && other.last > last && other.last <= m.last + 2) last = other.last;
    while (last + 1 < tree_.size() && lexicon_.in("place-kind-tail", tree_.lemma(last + 1)) && tree_.is_noun(last + 1)) ++last;
    return last;
  }
  // One past '(NDA-K)' or '(46 miles)', where that stands at `i`.
  int behind_bracket(int i) const {
    if (i >= tree_.size() || form(i) != "(") return i;
    for (int k = i + 1; k < std::min(tree_.size(), i + 12); ++k)
      if (form(k) == ")") return k + 1;
    return i;
  }

  // The mention of a name that begins at `i`, or -1.
  int name_at(int i, Kinds wanted) const {
    int best = -1;
    for (std::size_t k = 0; k < p_.mentions.size(); ++k) {
      const Mention& m = p_.mentions[k];
      if (!m.name || m.entity < 0 || m.adjective || m.first > i || m.last < i || !(m.kinds | cast_[m.entity].kinds).any(wanted)) continue;
      if (best < 0 || p_.mentions[best].last < m.last) best = static_cast<int>(k);
    }
    return best;
  }

  bool told(ClaimType type, int agent, int other) const {
    return std::any_of(facts_.begin(), facts_.end(), [&](const Fact& f) {
      if (f.type != type || p_.mentions[f.agent].entity != p_.mentions[agent].entity) return false;
      if (other < 0) return true;
      auto same = [&](int m) { return p_.mentions[m].entity == p_.mentions[other].entity; };
      return std::any_of(f.place.begin(), f.place.end(), same) || std::any_of(f.target.begin(), f.target.end(), same);
    });
  }

  void add(ClaimType type, int agent, int other, int token, std::string object, const char* rule, int distance = -1) {
    if (other >= 0 && (p_.mentions[other].entity == p_.mentions[agent].entity || told(type, agent, other))) return;
    Fact f;
    f.type = type;
    f.token = token;
    f.agent = agent;
    if (other >= 0) (type == ClaimType::kLocation ? f.place : f.target).push_back(other);
    f.object = std::move(object);
    f.distance_token = distance;
    f.rule = rule;
    facts_.push_back(std::move(f));
  }

  bool sides(int i) const { return i < tree_.size() && (lexicon_.in("compass", tree_.lemma(i)) || tree_.token(i).upos == "DET"); }

  bool place_noun(int i) const { return tree_.is_noun(i) && lexicon_.kinds_of_noun(tree_.lemma(i)).any(kSites); }

  // 'the Ukrainian town of X': the state that an adjective names.
  void of_nation(int mention) {
    const int of = p_.mentions[mention].first - 1;
    if (of < 2 || !tree_.has_lemma(of, "of") || !place_noun(of - 1)) return;
    for (int k = of - 2; k >= 0 && k >= of - 5; --k) {
      if (tree_.token(k).upos == "DET" || tree_.is_verb(k) || tree_.is_punct(k) || tree_.token(k).upos == "ADP") return;
      const int m = p_.covered_by[k];
      if (m < 0 || !p_.mentions[m].adjective || p_.mentions[m].entity < 0) continue;
      add(ClaimType::kLocation, mention, m, k, "in", "location/of-a-nation");
      return;
    }
  }

  // Behind a comma: 'X, a town in Y', 'X, Y’s fourth city', 'X, Y state', 'X, on the border with Y', 'X, which lies in Y'.
  void place_apart(int mention, int i) {
    const int n = tree_.size();
    if (i + 1 >= n) return;
    if (tree_.has_lemma(i, "which") && lexicon_.in("lies", tree_.lemma(i + 1))) {
      place(mention, i + 2);
      return;
    }
    if (tree_.has_lemma(i, "on") && i + 3 < n && (tree_.has_lemma(i + 2, "border") || tree_.has_lemma(i + 2, "frontier"))) {
      const int to = name_at(i + 4 < n ? i + 4 : i + 3, Kind::kPlace);
      if (to >= 0) add(ClaimType::kLocation, mention, to, i + 2, tree_.words(i, i + 2), "location/border");
      return;
    }
    const int owner = name_at(i, Kind::kPlace);
    if (owner >= 0 && p_.mentions[owner].first == i) {
      const int behind = p_.mentions[owner].last + 1;
      if (behind < n && tree_.token(behind).xpos == "POS") {
        for (int k = behind + 1; k < std::min(n, behind + 5); ++k)
          if (place_noun(k)) {
            add(ClaimType::kLocation, mention, owner, k, "in", "location/owner");
            return;
          }
        return;
      }
      const int end = outer_end(p_.mentions[owner]);
      if (end > p_.mentions[owner].last && (end + 1 >= n || tree_.is_punct(end + 1))) add(ClaimType::kLocation, mention, owner, i, "in", "location/comma-place");
      return;
    }
    if (tree_.token(i).upos != "DET") return;
    for (int k = i + 1; k < std::min(n, i + 7); ++k) {
      if (tree_.is_verb(k) || tree_.is_punct(k)) return;
      if (tree_.token(k).upos != "ADP") continue;
      if (k < 1 || !place_noun(k - 1)) return;
      const std::string preposition = lower_ascii(form(k));
      if (preposition != "in" && preposition != "of" && preposition != "near" && preposition != "between" && preposition != "on") return;
      for (int j = k + 1; j < std::min(n, k + 8); ++j) {
        if (tree_.is_verb(j) || comma(j)) return;
        const int to = name_at(j, Kind::kPlace);
        if (to < 0) continue;
        add(ClaimType::kLocation, mention, to, k, preposition == "of" ? "in" : preposition, "location/apposed");
        if (preposition != "between") return;
      }
      return;
    }
  }

  // 'Onma, in Naung Township', 'Lem village tract close to Hpan', 'Tam, 12 km from Orlen'
  void place(int mention, int i) {
    const int start = i;
    if (comma(i)) {
      ++i;
      place_apart(mention, i);
    }
    if (i + 1 >= tree_.size()) return;
    if (tree_.token(i).upos == "NUM") {
      const domain::Unit* unit = i + 1 < tree_.size() ? lexicon_.domain().unit_named(tree_.lemma(i + 1)) : nullptr;
      if (!unit || unit->dimension != "length") return;
      const int unit_token = i + 1;
      std::string between;
      for (int k = behind_bracket(unit_token + 1); k < std::min(tree_.size(), unit_token + kDistanceReach + 5); ++k) {
        if (tree_.token(k).upos == "VERB" || form(k) == ";") return;
        const int to = name_at(k, Kind::kPlace);
        if (to >= 0) {
          add(ClaimType::kLocation, mention, to, unit_token, between, "location/so-far", unit_token);
          return;
        }
        if (tree_.token(k).upos == "ADP" || lexicon_.in("compass", tree_.lemma(k))) between += (between.empty() ? "" : " ") + lower_ascii(form(k));
      }
      return;
    }
    // 'close to', 'north of': as printed; then articles and quarters, then the name.
    std::string words;
    int at = i;
    for (int length = 3; length > 0; --length) {
      if (i + length >= tree_.size()) continue;
      words = tree_.words(i, i + length - 1);
      if (lexicon_.in("locative", lower_ascii(words))) {
        at = i + length;
        break;
      }
    }
    if (at == i) return;
    words = lower_ascii(words);
    if ((words == "of" || words == "from" || words == "to" || words == "over" || words == "off") || (start != i && words == "at")) return;
    if (words == "on" && !tree_.has_lemma(at, "the")) return;
    for (bool side = false; at < tree_.size(); ++at) {
      const bool compass = lexicon_.in("compass", tree_.lemma(at));
      if (!sides(at) && !(side && (hyphen(at) || tree_.has_lemma(at, "of")))) break;
      side |= compass;
    }
    const int to = name_at(at, Kind::kPlace);
    if (to >= 0 && p_.mentions[to].first == at) add(ClaimType::kLocation, mention, to, at, words, "location/in-row");
  }

  // The noun of an office within the words behind a comma, or -1: 'the front’s news and information officer'.
  int office_behind(int i) const {
    for (int k = i; k < std::min(tree_.size(), i + kTitleReach); ++k) {
      const std::string& upos = tree_.token(k).upos;
      if (tree_.is_noun(k) && name_at(k, kParties) < 0 && (k + 1 >= tree_.size() || !tree_.is_noun(k + 1)) &&
          lexicon_.kinds_of_noun(tree_.lemma(k)).any(Kinds(Kind::kOffice) | Kind::kPerson))
        return k;
      if (upos == "VERB" || upos == "AUX" || upos == "ADP" || (upos == "PUNCT" && !hyphen(k)) || upos == "SCONJ" || (upos == "PRON" && tree_.token(k).xpos != "PRP$")) return -1;
    }
    return -1;
  }

  // 'the front’s envoy X', 'the head of the port, X,': an office before the name.
  bool office_before(int mention) {
    const Mention& m = p_.mentions[mention];
    const bool apart = m.first > 1 && comma(m.first - 1);
    const int last = apart ? m.first - 2 : m.first - 1;
    int noun = -1;
    for (int k = last; k >= 0 && k > last - (apart ? 10 : 1); --k) {
      if (tree_.is_verb(k) || comma(k) || (tree_.token(k).upos == "PRON" && tree_.token(k).xpos != "PRP$")) break;
      if (tree_.is_noun(k) && name_at(k, kParties) < 0 && lexicon_.kinds_of_noun(tree_.lemma(k)).has(Kind::kOffice)) noun = k;
    }
    if (noun < 0) return false;
    int first = noun;
    while (first > 0 && first > noun - 7 && !tree_.is_verb(first - 1) && !tree_.is_punct(first - 1) && tree_.token(first - 1).upos != "ADP" && tree_.token(first - 1).upos != "DET") --first;
    // 'The mayor, X': of nobody in particular; apart from its holder an office needs its own 'of'.
    if (apart && first == noun && (noun == last || tree_.token(noun + 1).upos != "ADP")) return false;
    int party = -1;
    for (int k = first; k <= last && party < 0; ++k) {
      if (k == noun) continue;
      party = name_at(k, Kinds(Kind::kActor) | Kind::kPlace);
      if (party < 0 && p_.mention_of[k] >= 0 && p_.mentions[p_.mention_of[k]].entity >= 0 && p_.mentions[p_.mention_of[k]].kinds.has(Kind::kActor)) party = p_.mention_of[k];
    }
    if (party < 0 && !apart) return false;
    add(ClaimType::kRole, mention, party, noun, tree_.words(first, std::min(last, first + 11)), "role/before");
    return true;
  }

  // 'X, the front’s press officer,', 'X, who heads the union', 'X of the campaigners Y'
  void person(int mention, int i) {
    if (i >= tree_.size() || told(ClaimType::kRole, mention, -1)) return;
    if (office_before(mention)) return;
    const Mention& m = p_.mentions[mention];
    if (comma(i) && i + 2 < tree_.size()) {
      if (tree_.has_lemma(i + 1, "who") && lexicon_.in("heads", tree_.lemma(i + 2))) {
        for (int k = i + 3; k < std::min(tree_.size(), i + 3 + kTitleReach); ++k) {
          if (const int body = p_.mention_of[k]; body >= 0 && p_.mentions[body].entity >= 0 && p_.mentions[body].kinds.has(Kind::kActor)) {
            add(ClaimType::kRole, mention, body, i + 2, "head", "role/heads");
            return;
          }
          if (tree_.is_verb(k) || comma(k)) return;
        }
        return;
      }
      const int noun = office_behind(i + 1);
      if (noun < 0) return;
      int party = -1;
      for (int k = i + 1; k < std::min(tree_.size(), noun + 7); ++k) {
        if (k == noun) continue;
        if (k > noun && (tree_.is_verb(k) || tree_.is_punct(k))) break;
        if (k == noun + 1 && !lexicon_.in("office-preposition", tree_.lemma(k))) break;
        party = name_at(k, Kinds(Kind::kActor) | Kind::kPlace);
        if (party == mention) party = -1;
        if (party >= 0) break;
      }
      int first = i + 1;
      while (first < noun && tree_.token(first).upos == "DET") ++first;
      add(ClaimType::kRole, mention, party, noun, tree_.words(first, noun), "role/in-row");
      return;
    }
    if (tree_.has_lemma(i, "of") && i == m.last + 1) {
      for (int k = i + 1; k < std::min(tree_.size(), i + 6); ++k) {
        if (tree_.is_verb(k) && !hyphen(k - 1)) return;
        if (tree_.is_punct(k) && !hyphen(k)) return;
        const int body = name_at(k, Kind::kActor);
        if (body < 0 || hyphen(p_.mentions[body].last + 1) || p_.mentions[body].kinds.has(Kind::kPlace)) continue;
        add(ClaimType::kRole, mention, body, k, "of", "role/of-a-body");
        return;
      }
    }
  }

  // 'the Y – the political wing of Z', 'X, Y’s parent body', 'the army-aligned W', 'the Tor-based W', 'the W of Colonel X'
  void party(int mention, int i) {
    const Mention& m = p_.mentions[mention];
    sided(mention, m.first);
    wing_before(mention);
    tied(mention, i);
    if (i < tree_.size() && (comma(i) || dash(i))) {
      for (int k = i + 1; k < std::min(tree_.size(), i + 7); ++k) {
        const std::string& upos = tree_.token(k).upos;
        const bool wing = lexicon_.in("wing", tree_.lemma(k)), parent = lexicon_.in("parent-body", tree_.lemma(k));
        if (wing || parent) {
          const int of = k + 1 < tree_.size() && (tree_.has_lemma(k + 1, "of") || tree_.has_lemma(k + 1, "to")) ? k + 2 : i + 1;
          for (int j = of; j < std::min(tree_.size(), of + 6); ++j) {
            if (j == k) continue;
            const int whole = name_at(j, Kind::kActor);
            if (whole < 0 || whole == mention) continue;
            if (wing) add(ClaimType::kAffiliation, mention, whole, k, tree_.lemma(k) + " of", "affiliation/in-row");
            else add(ClaimType::kAffiliation, whole, mention, k, "part of", "affiliation/parent");
            return;
          }
        }
        if (upos == "VERB" || upos == "AUX" || (upos == "PUNCT" && !hyphen(k))) break;
      }
    }
    if (i < tree_.size() && tree_.has_lemma(i, "of") && m.kinds.any(Kinds(Kind::kActor) | Kind::kFighters)) {
      for (int k = i + 1; k < std::min(tree_.size(), i + 4); ++k)
        if (const int leader = name_at(k, Kind::kPerson); leader >= 0 && (k > i + 1 || p_.mentions[leader].first == k)) {
          add(ClaimType::kRole, leader, mention, k, "leader", "role/of-a-person");
          return;
        }
    }
  }

  // 'the Front and its armed wing, the W', 'the Front’s subsidiary W'
  void wing_before(int mention) {
    int k = p_.mentions[mention].first - 1;
    if (k > 0 && tree_.token(k).upos == "DET") --k;
    if (k > 0 && comma(k)) --k;
    if (k < 1 || !lexicon_.in("wing", tree_.lemma(k))) return;
    bool owned = false;
    for (int j = k - 1; j >= 0 && j > k - 7; --j) {
      owned |= tree_.token(j).xpos == "PRP$" || tree_.token(j).xpos == "POS";
      if (tree_.is_verb(j) || comma(j)) return;
      const int whole = name_at(j, Kind::kActor);
      if (whole < 0 || whole == mention) continue;
      if (owned) add(ClaimType::kAffiliation, mention, whole, k, tree_.lemma(k) + " of", "affiliation/wing-before");
      return;
    }
  }

  // 'the W belongs to the Y', 'is loyal to Y', 'broke away from Y', 'the 8th Brigade of the Y'
  void tied(int mention, int i) {
    if (i + 1 >= tree_.size()) return;
    int k = i;
    bool tie = false;
    if (tree_.has_lemma(k, "of") && p_.mentions[mention].kinds.has(Kind::kFighters)) tie = true;
    if (comma(k) && k + 2 < tree_.size() && tree_.has_lemma(k + 1, "which")) k += 2;
    while (k < tree_.size() && (tree_.has_lemma(k, "be") || tree_.has_lemma(k, "have") || tree_.token(k).upos == "ADV")) ++k;
    if (k + 1 >= tree_.size()) return;
    if (!tie && (tree_.has_lemma(k, "belong") || (k > i && lexicon_.in("aligned", tree_.lemma(k))))) tie = true;
    if (!tie && (tree_.has_lemma(k, "break") || tree_.has_lemma(k, "split"))) tie = tree_.has_lemma(k + 1, "away") || tree_.has_lemma(k + 1, "from");
    if (!tie) return;
    for (int j = k + 1; j < std::min(tree_.size(), k + 5); ++j) {
      if (tree_.is_verb(j) || tree_.is_punct(j)) return;
      const int whole = name_at(j, Kind::kActor);
      if (whole < 0 || whole == mention) continue;
      if (!p_.mentions[whole].kinds.has(Kind::kPlace)) add(ClaimType::kAffiliation, mention, whole, k, tree_.lemma(k), "affiliation/tied");
      return;
    }
  }

  // What a hyphen ties to a name that follows: whose side it is on, where it has its seat.
  void sided(int mention, int first) {
    int k = first - 1;
    while (k > 1 && k > first - 4 && !hyphen(k - 1) && (tree_.token(k).upos == "ADJ" || tree_.token(k).upos == "NOUN" || tree_.token(k).upos == "PROPN")) --k;
    if (k < 2 || !hyphen(k - 1)) return;
    if (lexicon_.in("aligned", tree_.lemma(k)) || lexicon_.in("aligned", lower_ascii(form(k)))) {
      for (std::size_t other = 0; other < p_.mentions.size(); ++other) {
        const Mention& o = p_.mentions[other];
        if (o.entity >= 0 && o.first <= k - 2 && o.last >= k - 2 && o.last < first && (o.kinds | cast_[o.entity].kinds).has(Kind::kActor)) {
          add(ClaimType::kAffiliation, mention, static_cast<int>(other), k, tree_.lemma(k), "affiliation/hyphen");
          return;
        }
      }
    } else if (tree_.has_lemma(k, "based") || lower_ascii(form(k)) == "based") {
      const int seat = name_at(k - 2, Kind::kPlace);
      if (seat >= 0) add(ClaimType::kLocation, mention, seat, k, "based in", "location/based");
    }
  }

  const Passage& p_;
  const Tree& tree_;
  const Cast& cast_;
  const Lexicon& lexicon_;
  std::vector<Fact>& facts_;
};

}  // namespace

void facts_in_row(const Passage& passage, const Cast& cast, const Lexicon& lexicon, std::vector<Fact>& facts) {
  RowFinder(passage, cast, lexicon, facts).run();
}

}  // namespace assay::reading
