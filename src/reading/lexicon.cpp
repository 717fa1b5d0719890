#include "reading/lexicon.hpp"

#include "reading/tree.hpp"

namespace assay::reading {
namespace {

// Which list makes a noun what; a word may stand in several.
struct KindList {
  const char* list;
  Kinds kinds;
};
const KindList kKindLists[] = {
    {"wordnet-person", Kind::kPerson}, {"people", Kind::kPeople},     {"fighters", Kind::kFighters}, {"force", Kind::kActor},
    {"force-kinds", Kind::kActor},     {"place-kinds", Kind::kPlace}, {"facility", Kind::kFacility}, {"gate", Kind::kGate},
    {"road", Kind::kRoad},             {"goods", Kind::kGoods},       {"vehicle", Kind::kVehicle},   {"weapon", Kind::kWeapon},
    {"drug", Kind::kDrug},             {"office", Kind::kOffice},     {"mine_site", Kind::kFacility},
};

// Lists that reading asks for under one name though they are kept apart.
struct Union {
  const char* name;
  std::vector<const char*> lists;
};
const Union kUnions[] = {
    {"title", {"titles", "ranks"}},
    {"organisation", {"organisation", "organisation-suffixes"}},
    {"unit", {"unit", "unit-kinds"}},
    {"place-kind", {"place-kinds"}},
    {"calendar", {"months", "weekdays", "calendar"}},
    {"force", {"force", "force-kinds"}},
};

std::string folded(const std::string& word) {
  std::string lower = lower_ascii(word);
  if (!lower.empty() && lower.back() == '.') lower.pop_back();
  return lower;
}

template <class Use>
void each_word(const domain::Domain& domain, const char* list, Use use) {
  if (const auto* words = domain.words(list))
    for (const std::string& word : *words) use(folded(word));
  if (const auto* table = domain.table(list))
    for (const auto& entry : *table) use(folded(entry.first));
}

}  // namespace

Lexicon::Lexicon(const domain::Domain& domain) : domain_(&domain) {
  for (const KindList& entry : kKindLists)
    each_word(domain, entry.list, [&](const std::string& word) { noun_kinds_[word] |= entry.kinds; });
  // What WordNet calls a person is one unless our own lists say that it is a party, a place or a thing.
  for (auto& [word, kinds] : noun_kinds_)
    if (kinds.has(Kind::kPerson) && !kinds.has(Kind::kOffice) && kinds.any(Kinds(Kind::kActor) | kSites | Kind::kVehicle | Kind::kGoods))
      kinds = kinds.without(Kind::kPerson);
  for (const Union& u : kUnions)
    for (const char* list : u.lists) each_word(domain, list, [&](const std::string& word) { unions_[u.name].insert(word); });
  if (const auto* table = domain.table("speech"))
    for (const auto& [verb, stance] : *table)
      if (auto known = stance_of(stance)) speech_[verb] = *known;
  if (const auto* table = domain.table("embedding"))
    for (const auto& [word, effect] : *table) {
      Standing standing;
      if (effect == "negated") standing.negates = true;
      else if (auto known = stance_of(effect)) standing.stance = *known;
      embedding_[word] = standing;
    }
}

Kinds Lexicon::kinds_of_noun(const std::string& lemma) const {
  auto it = noun_kinds_.find(lemma);
  return it == noun_kinds_.end() ? Kinds() : it->second;
}

const std::string* Lexicon::look_up(std::string_view table, const std::string& word) const {
  const auto* entries = domain_->table(table);
  if (!entries) return nullptr;
  auto it = entries->find(word);
  return it == entries->end() ? nullptr : &it->second;
}

bool Lexicon::is_noun(const std::string& lemma) const {
  if (noun_kinds_.count(lemma)) return true;
  for (const char* list : {"wordnet-artefact", "wordnet-event", "wordnet-group", "wordnet-person", "wordnet-place"})
    if (in(list, lemma)) return true;
  return false;
}

bool Lexicon::in(std::string_view list, const std::string& word) const {
  if (auto it = unions_.find(std::string(list)); it != unions_.end()) return it->second.count(word) > 0;
  const auto* words = domain_->words(list);
  return words && words->count(word) > 0;
}

std::optional<Stance> Lexicon::speech(const std::string& lemma) const {
  auto it = speech_.find(lemma);
  if (it == speech_.end()) return std::nullopt;
  return it->second;
}

std::optional<Standing> Lexicon::embedding(const std::string& lemma) const {
  auto it = embedding_.find(lemma);
  if (it == embedding_.end()) return std::nullopt;
  return it->second;
}

std::optional<Means> Lexicon::means(const std::string& words) const {
  const auto* table = domain_->table("means");
  if (!table) return std::nullopt;
  auto it = table->find(words);
  if (it == table->end()) return std::nullopt;
  return means_of(it->second);
}

const domain::Actor* Lexicon::state_of_adjective(const std::string& word) const {
  const std::string* id = look_up("nationality", word);
  return id ? domain_->actor(*id) : nullptr;
}

std::optional<std::string> Lexicon::anaphor(const std::string& lemma) const {
  const auto* table = domain_->table("anaphor");
  if (!table) return std::nullopt;
  auto it = table->find(lemma);
  // Lemmatisers keep some plurals ('troops').
  if (it == table->end() && lemma.size() > 3 && lemma.back() == 's') it = table->find(lemma.substr(0, lemma.size() - 1));
  if (it == table->end()) return std::nullopt;
  return it->second;
}

}  // namespace assay::reading
