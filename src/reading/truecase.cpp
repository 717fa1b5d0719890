#include "reading/truecase.hpp"

#include <cctype>
#include <unordered_map>

#include "domain/domain.hpp"
#include "reading/tree.hpp"

namespace assay::reading {
namespace {

enum class Case { kNormal, kTitle, kCapitals };

bool upper(char c) { return std::isupper(static_cast<unsigned char>(c)); }
bool lower(char c) { return std::islower(static_cast<unsigned char>(c)); }
bool letter(char c) { return std::isalpha(static_cast<unsigned char>(c)); }

bool all_upper(const std::string& form) {
  int letters = 0;
  for (char c : form) {
    if (lower(c)) return false;
    letters += upper(c);
  }
  return letters >= 2;
}

constexpr int kLongestHeadline = 40;        // words

// Title Case: all words of a line without a stop that could be without their capital have one, the smallest words
// aside ('of', 'the').
Case case_of(const language::Sentence& s, const Lexicon& lexicon) {
  int content = 0, capitals = 0, shouted = 0;
  if (static_cast<int>(s.tokens.size()) > kLongestHeadline || s.tokens.empty() || s.tokens.back().form == ".") return Case::kNormal;
  for (const language::Token& t : s.tokens) {
    if (t.form.empty() || !letter(t.form[0]) || t.form.size() < 2 || lexicon.in("function-words", lower_ascii(t.form))) continue;
    ++content;
    capitals += upper(t.form[0]);
    shouted += all_upper(t.form);
  }
  if (content < 3) return Case::kNormal;
  if (shouted == content) return Case::kCapitals;
  return capitals == content ? Case::kTitle : Case::kNormal;
}

struct Seen {
  int small = 0, capital = 0, shouted = 0;  // inside sentences of normal case
};

// English has the word or what its ending is put to.
bool is_english(const Lexicon& lexicon, const std::string& word) {
  auto known = [&](const std::string& w) { return lexicon.in("wordnet-common", w) || lexicon.in("wordnet-verb", w) || lexicon.is_noun(w) || lexicon.in("function-words", w); };
  if (known(word)) return true;
  static const struct { const char* ending; const char* instead; } kEndings[] = {{"ies", "y"}, {"es", ""}, {"s", ""}, {"ed", ""}, {"ed", "e"}, {"ing", ""}, {"ing", "e"}, {"er", ""}, {"ly", ""}};
  for (const auto& e : kEndings) {
    const std::string ending = e.ending;
    if (word.size() <= ending.size() + 2 || word.compare(word.size() - ending.size(), ending.size(), ending) != 0) continue;
    std::string stem = word.substr(0, word.size() - ending.size()) + e.instead;
    if (known(stem)) return true;
    if (stem.size() > 3 && stem[stem.size() - 1] == stem[stem.size() - 2] && known(stem.substr(0, stem.size() - 1))) return true;
  }
  return false;
}

std::string capitalised(std::string lower_form) {
  if (!lower_form.empty()) lower_form[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(lower_form[0])));
  return lower_form;
}

}  // namespace

PrintedCase truecase(std::vector<language::Sentence>& sentences, const Lexicon& lexicon) {
  PrintedCase printed{std::vector<std::vector<std::string>>(sentences.size()), std::vector<std::vector<bool>>(sentences.size())};
  std::vector<Case> cases;
  bool any = false;
  for (const language::Sentence& s : sentences) {
    cases.push_back(case_of(s, lexicon));
    any |= cases.back() != Case::kNormal;
  }
  if (!any) return printed;
  std::unordered_map<std::string, Seen> seen;
  for (std::size_t k = 0; k < sentences.size(); ++k) {
    if (cases[k] != Case::kNormal) continue;
    const auto& tokens = sentences[k].tokens;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      const std::string& form = tokens[i].form;
      if (form.empty() || !letter(form[0])) continue;
      Seen& word = seen[lower_ascii(form)];
      if (all_upper(form)) ++word.shouted;
      else if (!upper(form[0])) ++word.small;
      else if (i > 0 && letter(tokens[i - 1].form.empty() ? ' ' : tokens[i - 1].form[0])) ++word.capital;
    }
  }
  for (std::size_t k = 0; k < sentences.size(); ++k) {
    if (cases[k] == Case::kNormal) continue;
    auto& tokens = sentences[k].tokens;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      language::Token& t = tokens[i];
      printed.forms[k].push_back(t.form);
      printed.small[k].push_back(false);
      if (t.form.empty() || !letter(t.form[0]) || !upper(t.form[0])) continue;
      const std::string small = lower_ascii(t.form);
      const auto found = seen.find(small);
      const Seen known = found == seen.end() ? Seen() : found->second;
      const bool shouted = all_upper(t.form);
      if (shouted && (cases[k] == Case::kTitle || known.shouted > 0)) continue;  // an acronym
      bool name = known.capital > known.small;
      if (known.capital == 0 && known.small == 0) {
        const domain::Domain& d = lexicon.domain();
        const bool pack = !d.actors_named(t.form).empty() || !d.places_named(t.form).empty() || lexicon.state_of_adjective(capitalised(small));
        name = pack || lexicon.in("calendar", small) || !is_english(lexicon, small);
      }
      if (i == 0 && !shouted) continue;  // a sentence begins with a capital anyhow
      if (name || i == 0) {
        if (shouted) t.form = capitalised(small);
      } else {
        t.form = small;
        printed.small[k].back() = true;
      }
    }
  }
  return printed;
}

void restore_case(std::vector<language::Sentence>& sentences, const PrintedCase& printed) {
  for (std::size_t k = 0; k < sentences.size(); ++k)
    for (std::size_t i = 0; i < printed.forms[k].size() && i < sentences[k].tokens.size(); ++i) sentences[k].tokens[i].form = printed.forms[k][i];
}

}  // namespace assay::reading
