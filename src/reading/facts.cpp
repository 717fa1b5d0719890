#include "reading/facts.hpp"

#include <algorithm>

#include "reading/facts_in_row.hpp"

namespace assay::reading {
namespace {

class FactFinder {
 public:
  FactFinder(const Passage& p, const Cast& cast, const Lexicon& lexicon) : p_(p), tree_(p.tree), cast_(cast), lexicon_(lexicon) {}

  std::vector<Fact> run() {
    for (std::size_t k = 0; k < p_.mentions.size(); ++k) {
      const Mention& m = p_.mentions[k];
      if (!m.name || m.entity < 0) continue;
      if (m.kinds.has(Kind::kPerson)) roles(static_cast<int>(k));
      if (m.kinds.has(Kind::kActor)) affiliations(static_cast<int>(k)), seat(static_cast<int>(k));
      if (m.kinds.has(Kind::kPlace)) locations(static_cast<int>(k));
    }
    return std::move(facts_);
  }

 private:
  bool office(int i) const {
    return tree_.is_noun(i) && (lexicon_.in("office", tree_.lemma(i)) || lexicon_.in("title", lower_ascii(tree_.token(i).form)) ||
                                lexicon_.kinds_of_noun(tree_.lemma(i)).has(Kind::kOffice));
  }

  void role(int person, int noun, const std::string& rule) {
    Fact f;
    f.type = ClaimType::kRole;
    f.token = noun;
    f.agent = person;
    f.rule = rule;
    auto [first, last] = tree_.phrase(noun, true);
    while (first < noun && tree_.token(first).upos == "DET") ++first;
    // The name itself is no part of the office: 'spokesman Colonel X'.
    const Mention& m = p_.mentions[person];
    if (first <= m.first && m.first <= last) last = std::max(noun, m.first - 1);
    if (last < first) last = noun;
    f.object = tree_.words(first, std::min(last, first + 11));
    for (int c : tree_.children(noun)) {
      const std::string preposition = tree_.is_nominal(c) ? tree_.preposition(c) : "";
      std::string_view base = tree_.base_relation(c);
      bool party = tree_.relation(c) == "nmod:poss" || base == "compound" || base == "amod" || tree_.relation(c) == "nmod:desc" ||
                   (base == "nmod" && lexicon_.in("office-preposition", preposition));
      if (!party) continue;
      int index = p_.mention_of[c];
      if (index >= 0 && index != person && p_.mentions[index].entity >= 0 &&
          p_.mentions[index].kinds.any(Kinds(Kind::kActor) | Kind::kPlace))
        f.target.push_back(index);
    }
    if (f.target.empty()) {
      const Mention* office_mention = p_.mention_at(noun);
      if (office_mention && office_mention->owner >= 0) f.target_entity = office_mention->owner;
      else if (m.owner >= 0) f.target_entity = m.owner;
    }
    facts_.push_back(std::move(f));
  }

  void roles(int person) {
    const Mention& m = p_.mentions[person];
    const int head = m.head;
    for (int c : tree_.children(head)) {
      std::string_view base = tree_.base_relation(c);
      if (base == "appos" && tree_.is_noun(c) && lexicon_.kinds_of_noun(tree_.lemma(c)).any(Kinds(Kind::kPerson) | Kind::kOffice))
        for (int k : tree_.conjuncts(c)) role(person, k, "role/apposition");
      else if ((base == "compound" || base == "appos" || base == "nmod" || base == "amod") && c < m.first && office(c) && tree_.child(c, "case") < 0)
        role(person, c, "role/title");
    }
    int up = tree_.head(head);
    std::string_view base = tree_.base_relation(head);
    if (up >= 0 && (base == "appos" || base == "flat" || tree_.relation(head) == "nmod:desc") && tree_.is_noun(up) && (p_.covered_by[up] < 0 || !p_.mentions[p_.covered_by[up]].name) &&
        lexicon_.kinds_of_noun(tree_.lemma(up)).any(Kinds(Kind::kPerson) | Kind::kOffice))
      role(person, up, "role/name-after-office");
    // 'X, who heads the party' and 'X is the governor of Y'
    if (up >= 0 && base == "nsubj" && tree_.is_noun(up) && tree_.has_child(up, "cop") &&
        lexicon_.kinds_of_noun(tree_.lemma(up)).any(Kinds(Kind::kPerson) | Kind::kOffice))
      role(person, up, "role/copula");
    // Titles before the name that the tree leaves inside its run.
    if (m.first > 0 && facts_.empty()) {
      int before = m.first - 1;
      if (office(before) && tree_.head(before) >= m.first && tree_.head(before) <= m.last) role(person, before, "role/title");
    }
  }

  void affiliations(int actor) {
    const Mention& m = p_.mentions[actor];
    auto wing = [&](int noun, const char* rule) {
      if (!lexicon_.in("wing", tree_.lemma(noun))) return;
      Fact f;
      f.type = ClaimType::kAffiliation;
      f.token = noun;
      f.agent = actor;
      f.rule = rule;
      auto [first, last] = tree_.phrase(noun, false);
      while (first < noun && tree_.token(first).upos == "DET") ++first;
      f.object = tree_.words(first, last) + " of";
      for (int c : tree_.children(noun)) {
        const std::string preposition = tree_.is_nominal(c) ? tree_.preposition(c) : "";
        if (tree_.relation(c) == "nmod:poss" || preposition == "of" || preposition == "to" || tree_.base_relation(c) == "compound")
          for (int k : tree_.conjuncts(c)) {
            int index = p_.mention_of[k];
            if (index >= 0 && index != actor && p_.mentions[index].kinds.any(kParties)) f.target.push_back(index);
          }
      }
      const Mention* wing_mention = p_.mention_at(noun);
      if (f.target.empty() && wing_mention && wing_mention->owner >= 0 && wing_mention->owner != m.entity) f.target_entity = wing_mention->owner;
      if (!f.target.empty() || f.target_entity >= 0) facts_.push_back(std::move(f));
    };
    for (int c : tree_.children(m.head)) {
      if (tree_.base_relation(c) == "appos" && tree_.is_noun(c)) wing(c, "affiliation/apposition");
      // 'junta-aligned X', 'X, allied with Y', 'X under Y'
      if ((tree_.base_relation(c) == "amod" || tree_.base_relation(c) == "acl") && lexicon_.in("aligned", tree_.lemma(c))) {
        Fact f;
        f.type = ClaimType::kAffiliation;
        f.token = c;
        f.agent = actor;
        f.object = tree_.lemma(c);
        f.rule = "affiliation/aligned";
        for (int d : tree_.children(c))
          if (int index = p_.mention_of[d]; index >= 0 && index != actor && p_.mentions[index].kinds.any(kParties)) f.target.push_back(index);
        if (!f.target.empty()) facts_.push_back(std::move(f));
      }
      const std::string preposition = tree_.is_nominal(c) ? tree_.preposition(c) : "";
      if (tree_.base_relation(c) == "nmod" && (preposition == "under" || preposition == "of")) {
        int index = p_.mention_of[c];
        if (index >= 0 && p_.mentions[index].name && p_.mentions[index].kinds.has(Kind::kActor) && !p_.mentions[index].kinds.has(Kind::kPlace)) {
          Fact f;
          f.type = ClaimType::kAffiliation;
          f.token = c;
          f.agent = actor;
          f.target.push_back(index);
          f.object = preposition;
          f.rule = "affiliation/" + preposition;
          facts_.push_back(std::move(f));
        }
      }
    }
    int up = tree_.head(m.head);
    if (up >= 0 && (tree_.base_relation(m.head) == "appos" || tree_.base_relation(m.head) == "flat") && tree_.is_noun(up)) wing(up, "affiliation/name-after");
    if (up >= 0 && tree_.base_relation(m.head) == "nsubj" && tree_.has_child(up, "cop")) wing(up, "affiliation/copula");
    // 'SNA allies', 'the junta's 33rd Division'
    if (m.owner >= 0 && m.owner != m.entity && m.kinds.has(Kind::kFighters)) {
      Fact f;
      f.type = ClaimType::kAffiliation;
      f.token = m.head;
      f.agent = actor;
      f.target_entity = m.owner;
      f.object = "unit of";
      f.rule = "affiliation/unit";
      facts_.push_back(std::move(f));
    }
  }

  void location(int agent, int place, int token, std::string object, const char* rule, int distance = -1) {
    if (p_.mentions[place].entity == p_.mentions[agent].entity) return;
    for (Fact& f : facts_)
      if (f.type == ClaimType::kLocation && f.agent == agent && f.object == object && f.distance_token == distance) {
        if (std::find(f.place.begin(), f.place.end(), place) == f.place.end()) f.place.push_back(place);
        return;
      }
    Fact f;
    f.type = ClaimType::kLocation;
    f.token = token;
    f.agent = agent;
    f.place.push_back(place);
    f.object = std::move(object);
    f.distance_token = distance;
    f.rule = rule;
    facts_.push_back(std::move(f));
  }

  bool is_place(int token) const {
    const Mention* m = p_.mention_at(token);
    return m && m->entity >= 0 && m->name && (m->kinds | cast_[m->entity].kinds).any(Kind::kPlace);
  }

  // Places below `token` by a preposition that locates.
  void below(int agent, int token, const char* rule, int depth) {
    if (depth > 3) return;
    for (int c : tree_.children(token)) {
      std::string_view base = tree_.base_relation(c);
      if (!tree_.is_nominal(c)) {
        if (base == "acl" || base == "amod" || base == "advmod") located(agent, c);
        continue;
      }
      const std::string preposition = tree_.preposition(c);
      if ((base == "nmod" || base == "obl" || base == "appos") && lexicon_.in("locative", preposition)) {
        for (int k : tree_.conjuncts(c)) {
          if (is_place(k)) location(agent, p_.mention_of[k], k, preposition, rule);
          else below(agent, k, rule, depth + 1);
        }
      } else if (base == "appos" || (base == "nmod" && preposition.empty())) {
        if (is_place(c)) location(agent, p_.mention_of[c], c, "in", "location/comma");
        else if (lexicon_.kinds_of_noun(tree_.lemma(c)).any(kSites)) below(agent, c, "location/apposition", depth + 1);
        distance(agent, c);
      } else if (base == "obl" || base == "nmod") {
        distance(agent, c);
      }
    }
  }

  // '12 km from X', '75 kilometres east of X'
  void distance(int agent, int unit_token) {
    const domain::Unit* unit = lexicon_.domain().unit_named(tree_.lemma(unit_token));
    if (!unit || unit->dimension != "length") return;
    for (int k = unit_token + 1; k < std::min(tree_.size(), unit_token + 12); ++k)
      if (is_place(k)) {
        std::string between;
        for (int b = unit_token + 1; b < k; ++b)
          if (tree_.token(b).upos != "PUNCT" && tree_.token(b).upos != "NUM" && tree_.token(b).upos != "DET" && tree_.base_relation(b) != "compound" &&
              !lexicon_.domain().unit_named(tree_.lemma(b)))
            between += (between.empty() ? "" : " ") + lower_ascii(tree_.token(b).form);
        location(agent, p_.mention_of[k], unit_token, between, "location/distance", unit_token);
        return;
      }
  }

  // 'The brigade is based in X', 'X-based group': a party's seat.
  void seat(int actor) {
    const Mention& m = p_.mentions[actor];
    const int up = tree_.head(m.head);
    if (up >= 0 && tree_.base_relation(m.head) == "nsubj" && lexicon_.in("located", tree_.lemma(up))) located(actor, up);
    for (int c : tree_.children(m.head)) {
      if (tree_.base_relation(c) != "amod" && tree_.base_relation(c) != "acl") continue;
      if (!lexicon_.in("located", tree_.lemma(c))) continue;
      located(actor, c);
      for (int d : tree_.children(c))
        if (d < c && is_place(d)) location(actor, p_.mention_of[d], c, "based in", "location/based");
    }
  }

  // 'located near X', 'based in X', 'close to X'
  void located(int agent, int token) {
    const std::string& lemma = tree_.lemma(token);
    if (!lexicon_.in("located", lemma) || tree_.has_child(token, "obj")) return;
    for (int c : tree_.children(token)) {
      if (!tree_.is_nominal(c)) continue;
      const std::string preposition = tree_.preposition(c);
      for (int k : tree_.conjuncts(c))
        if (is_place(k)) location(agent, p_.mention_of[k], token, preposition.empty() ? lemma : preposition, "location/located");
    }
  }

  void locations(int place) {
    const Mention& m = p_.mentions[place];
    below(place, m.head, "location/in", 0);
    int up = tree_.head(m.head);
    if (up < 0) return;
    // 'Sel Zin village in Y', 'the town of X in Y': what hangs on the common noun is said of the name.
    std::string_view base = tree_.base_relation(m.head);
    const Mention* above = p_.mention_at(up);
    if (above && above->entity == m.entity && !above->name) below(place, up, "location/in", 0);
    // 'X is a town in Y', 'X lies near Y', 'Spanning …, X encompasses A and B'
    if (base == "nsubj") {
      if (tree_.has_child(up, "cop") && tree_.is_noun(up)) below(place, up, "location/copula", 0);
      else if (tree_.has_child(up, "cop") || lexicon_.in("located", tree_.lemma(up))) {
        for (int c : tree_.children(up)) {
          if (!tree_.is_nominal(c) || tree_.base_relation(c) == "nsubj") continue;
          const std::string preposition = tree_.preposition(c);
          if (!lexicon_.in("locative", preposition)) {
            distance(place, c);
            continue;
          }
          for (int k : tree_.conjuncts(c))
            if (is_place(k)) location(place, p_.mention_of[k], up, preposition, "location/lies");
        }
      } else if (lexicon_.in("encompass", tree_.lemma(up))) {
        int object = tree_.child(up, "obj");
        if (object >= 0)
          for (int k : tree_.conjuncts(object))
            if (is_place(k)) location(p_.mention_of[k], place, up, "part of", "location/encompasses");
      }
    }
  }

  const Passage& p_;
  const Tree& tree_;
  const Cast& cast_;
  const Lexicon& lexicon_;
  std::vector<Fact> facts_;
};

}  // namespace

std::vector<Fact> find_facts(const Passage& passage, const Cast& cast, const Lexicon& lexicon) {
  std::vector<Fact> facts = FactFinder(passage, cast, lexicon).run();
  facts_in_row(passage, cast, lexicon, facts);
  return facts;
}

}  // namespace assay::reading
