// Unfamiliar names in the place of names and of nouns; see vary.hpp.
#include <algorithm>
#include <map>
#include <set>

#include "language/vary.hpp"

namespace assay::language {
namespace {

// A word of a name that may give way to another name: letters only, with one capital.
bool is_plain_name(const std::string& form) {
  if (form.size() < 3 || form[0] < 'A' || form[0] > 'Z') return false;
  return std::all_of(form.begin() + 1, form.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

bool is_calendar(const std::string& form) {
  static const std::set<std::string> kWords = {
      "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "January", "February", "March",
      "April", "May", "June", "July", "August", "September", "October", "November", "December", "Christmas", "Easter",
      "Ramadan", "God", "Internet", "Gen", "Lt", "Col", "Maj", "Capt", "Mr", "Mrs", "Dr", "Ms"};
  return kWords.count(form) > 0;
}

// One word of a new name.
Token name_token(const std::string& form, int head, const std::string& deprel) {
  Token token;
  token.form = token.lemma = form;
  token.upos = "PROPN";
  token.xpos = "NNP";
  token.feats = "Number=Sing";
  token.head = head;
  token.deprel = deprel;
  return token;
}

}  // namespace

void rename(Material& material, const NameMaker& maker, std::mt19937_64& random) {
  const std::size_t region = random() % maker.regions();
  const std::size_t n = material.tokens.size();
  std::map<std::string, std::string> given;  // one name, one new name
  for (std::size_t i = 0; i < n; ++i) {
    Token& token = material.tokens[i];
    const int label = material.names[i];
    if (!is_plain_name(token.form) || is_calendar(token.form)) continue;
    const bool proper = token.upos == "PROPN" || (token.upos.empty() && material.extra[i] == "NNP");
    NameMaker::Kind kind = NameMaker::kPlace;
    const auto is_at = [&](std::size_t at, int of) { return at < n && material.names[at] == of; };
    if (label == 1 || label == 2) {
      kind = label == 1 && is_at(i + 1, 2) ? NameMaker::kGiven : NameMaker::kFamily;
    } else if (label == 5 || label == 6) {
      if (!proper) continue;
    } else if (label == 3 && proper && !is_at(i + 1, 4)) {
      kind = random() % 2 == 0 ? NameMaker::kPlace : NameMaker::kFamily;
    } else if (label == -1 && proper && token.head >= 0) {
      // No name is marked: a word after a name, or before its like, is a person's.
      const bool follows = token.deprel == "flat";
      const bool leads = i + 1 < n && material.tokens[i + 1].deprel == "flat";
      const bool placed = i > 0 && material.tokens[i - 1].deprel == "case";
      kind = follows ? NameMaker::kFamily : leads ? NameMaker::kGiven : placed ? NameMaker::kPlace : NameMaker::kFamily;
      if (token.deprel == "compound" || token.deprel == "amod") kind = NameMaker::kPlace;
    } else {
      continue;
    }
    std::string& made = given[token.form];
    if (made.empty()) made = maker.make(region, kind, random);
    token.form = token.lemma = made;
  }
}

void name_nouns(Material& material, const NameMaker& maker, std::mt19937_64& random) {
  const std::size_t n = material.tokens.size();
  if (!material.has_trees()) return;
  std::vector<int> children(n, 0), article(n, -1);
  std::vector<char> leaf(n, 1);
  for (const Token& token : material.tokens) {
    if (token.head > 0) leaf[static_cast<std::size_t>(token.head) - 1] = 0;
  }
  for (std::size_t i = 0; i < n; ++i) {
    const Token& token = material.tokens[i];
    if (token.head <= 0) continue;
    const auto head = static_cast<std::size_t>(token.head) - 1;
    const bool is_article = leaf[i] != 0 && token.deprel == "det" && (token.lemma == "the" || token.lemma == "a" || token.lemma == "an");
    if (is_article && head == i + 1) article[head] = static_cast<int>(i);
    children[head] += !is_article && token.deprel != "case" && token.deprel != "punct" && token.deprel != "cc";
  }
  struct Change {
    std::vector<std::string> words;
    int label = 0;
    bool keeps_article = false;
  };
  std::map<std::size_t, Change> changes;  // by the noun's index
  const std::size_t region = random() % maker.regions();
  for (std::size_t i = 0; i < n; ++i) {
    const Token& token = material.tokens[i];
    // A noun alone, with an article or, in the plural, without.
    if (token.upos != "NOUN" || children[i] > 0 || material.names[i] > 0) continue;
    const bool plural = token.xpos == "NNS";
    if (article[i] < 0 && !plural) continue;
    if (token.deprel == "compound" || token.deprel.starts_with("nmod:") || token.head < 0) continue;
    Change change;
    if (maker.is(NameMaker::kOfPlace, token.form)) {
      change.label = 5;
      change.words = {maker.make(region, NameMaker::kPlace, random)};
      if (random() % 4 == 0) change.words.push_back(maker.make(region, NameMaker::kPlace, random));
    } else if (maker.is(NameMaker::kOfPerson, token.form)) {
      change.label = 1;
      change.words = {maker.make(region, NameMaker::kFamily, random)};
      if (random() % 3 != 0) change.words.insert(change.words.begin(), maker.make(region, NameMaker::kGiven, random));
      if (random() % 8 == 0) change.words.push_back(maker.make(region, NameMaker::kFamily, random));
    } else if (maker.is(NameMaker::kOfGroup, token.form)) {
      change.label = 3;
      change.words = maker.make_group(region, random);
      change.keeps_article = random() % (change.words.size() > 1 ? 4 : 2) != 0;
    } else {
      continue;
    }
    changes.emplace(i, std::move(change));
  }
  if (changes.empty()) return;
  // The words anew; place[i] is the new number of word i, from 1.
  std::vector<int> place(n + 1, 0);
  Material out;
  std::vector<std::pair<std::size_t, std::size_t>> heads;  // a new word and the noun whose head it takes
  for (std::size_t i = 0; i < n; ++i) {
    const auto next = changes.find(i + 1);
    if (next != changes.end() && article[i + 1] == static_cast<int>(i) && !next->second.keeps_article) continue;
    const auto change = changes.find(i);
    if (change == changes.end()) {
      out.tokens.push_back(material.tokens[i]);
      out.names.push_back(material.names[i]);
      out.extra.push_back(material.extra[i]);
      place[i + 1] = static_cast<int>(out.tokens.size());
      continue;
    }
    const Change& made = change->second;
    const bool group = made.label == 3;
    const std::size_t first = out.tokens.size(), size = made.words.size();
    const std::size_t head = group ? first + size - 1 : first;
    for (std::size_t w = 0; w < size; ++w) {
      const bool is_head = first + w == head;
      out.tokens.push_back(name_token(made.words[w], is_head ? material.tokens[i].head : -2 - static_cast<int>(head),
                                      is_head ? material.tokens[i].deprel : group ? "compound" : "flat"));
      out.names.push_back(made.label + (w > 0 ? 1 : 0));
      out.extra.push_back("NNP");
    }
    place[i + 1] = static_cast<int>(head) + 1;
  }
  for (Token& token : out.tokens) {
    if (token.head > 0)
      token.head = place[static_cast<std::size_t>(token.head)];
    else if (token.head < -1)
      token.head = -token.head - 1;
  }
  material = std::move(out);
}

}  // namespace assay::language
