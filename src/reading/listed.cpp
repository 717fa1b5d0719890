#include "reading/listed.hpp"

#include <algorithm>

#include "reading/slots.hpp"

namespace assay::reading {
namespace {

enum class Join { kNone, kComma, kAnd };

// What stands between two names of places.
Join joined(const Tree& t, const Mention& a, const Mention& b, const Lexicon& lexicon) {
  Join join = Join::kNone;
  bool kind = false;
  for (int i = a.last + 1; i < b.first; ++i) {
    const auto& token = t.token(i);
    if (token.form == "," && join == Join::kNone && i == a.last + 1) join = Join::kComma;
    else if (token.upos == "CCONJ" && (t.has_lemma(i, "and") || t.has_lemma(i, "or")) && !kind) join = Join::kAnd;
    else if (token.upos == "DET" && join == Join::kAnd) continue;
    else if (token.upos == "NOUN" && (lexicon.in("place-kind", t.lemma(i)) || i + 1 < b.first) && join == Join::kAnd) kind = true;
    else if (t.has_lemma(i, "of") && kind) continue;
    else return Join::kNone;
  }
  // 'They took Torm and Orvash was shelled': the second begins a clause.
  auto subject = [&](const Mention& x) { return t.base_relation(x.head) == "nsubj"; };
  if (join == Join::kAnd && subject(b) && !subject(a)) return Join::kNone;
  return join;
}

}  // namespace

void add_way(Claim& c, const Cast& cast, const text::OffsetMap& map, const Passage& passage, const Arguments& arguments, const Lexicon& lexicon) {
  if (!lexicon.in("movement-types", std::string(name_of(c.type)))) return;
  for (const Argument& a : arguments.all) {
    if (a.role != Role::kOblique || !a.own || !lexicon.in("way-preposition", a.preposition)) continue;
    const Mention* mention = passage.mention_at(a.token);
    if (!mention || mention->entity < 0 || mention->pronoun || mention->adjective || !mention->kinds.any(kSites) || !cast[mention->entity].kinds.any(kSites)) continue;
    put(c.place, filler_of(cast, map, passage, *mention));
  }
}

void add_listed(std::vector<Filler>& list, const Cast& cast, const text::OffsetMap& map, const Passage& passage, const Lexicon& lexicon) {
  if (list.empty()) return;
  std::vector<const Mention*> names;
  for (const Mention& n : passage.mentions)
    if (n.name && n.entity >= 0 && !n.adjective && cast[n.entity].kinds.has(Kind::kPlace)) names.push_back(&n);
  std::sort(names.begin(), names.end(), [](const Mention* a, const Mention* b) { return a->first < b->first; });
  for (std::size_t k = 0; k + 1 < names.size();) {
    // The longest list that begins here: commas count only before the 'and' that ends it.
    std::size_t end = k, commas = k;
    for (std::size_t n = k; n + 1 < names.size(); ++n) {
      const Join join = joined(passage.tree, *names[n], *names[n + 1], lexicon);
      if (join == Join::kNone) break;
      commas = n + 1;
      if (join == Join::kAnd) {
        end = commas;
        break;
      }
    }
    bool listed = false;
    for (std::size_t n = k; n <= end && end > k; ++n)
      listed |= std::any_of(list.begin(), list.end(), [&](const Filler& f) { return f.span && f.id == cast[names[n]->entity].id; });
    if (listed)
      for (std::size_t n = k; n <= end; ++n) put(list, filler_of(cast, map, passage, *names[n]));
    k = std::max(end, k + 1);
  }
}

}  // namespace assay::reading
