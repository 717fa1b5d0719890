#include "reading/mend.hpp"

#include <string>

#include "reading/mend_tree.hpp"
#include "reading/tree.hpp"

namespace assay::reading {
namespace {

struct Rule {
  std::string_view ending, instead;
};
// WordNet's detachment rules for verbs and nouns (morphy(7WN)), the commoner first.
constexpr Rule kVerbRules[] = {{"ies", "y"}, {"es", "e"}, {"es", ""}, {"ed", "e"}, {"ed", ""}, {"ing", "e"}, {"ing", ""}, {"s", ""}};
constexpr Rule kNounRules[] = {{"ses", "s"}, {"xes", "x"}, {"zes", "z"}, {"ches", "ch"}, {"shes", "sh"}, {"men", "man"}, {"ies", "y"}, {"s", ""}};

bool ends_with(std::string_view word, std::string_view ending) {
  return word.size() > ending.size() + 1 && word.substr(word.size() - ending.size()) == ending;
}

// The first form that a rule gives and the list knows; 'planned' gives 'plan' by undoubling.
template <std::size_t N, class Known>
std::string detach(const std::string& form, const Rule (&rules)[N], Known known) {
  for (const Rule& rule : rules) {
    if (!ends_with(form, rule.ending)) continue;
    std::string stem = form.substr(0, form.size() - rule.ending.size());
    const std::size_t n = stem.size();
    if (rule.instead.empty() && n > 3 && stem[n - 1] == stem[n - 2] && known(stem.substr(0, n - 1)) && !known(stem)) return stem.substr(0, n - 1);
    stem += rule.instead;
    if (known(stem)) return stem;
  }
  return "";
}

}  // namespace

std::string verb_lemma(const std::string& form, const Lexicon& lexicon) {
  if (const std::string* irregular = lexicon.look_up("irregular-verb", form)) return *irregular;
  auto known = [&](const std::string& w) { return lexicon.in("wordnet-verb", w); };
  return detach(form, kVerbRules, known);
}

void mend(std::vector<language::Sentence>& sentences, const Lexicon& lexicon) {
  for (language::Sentence& s : sentences) {
    for (std::size_t i = 0; i < s.tokens.size(); ++i) {
      language::Token& t = s.tokens[i];
      const std::string form = lower_ascii(t.form);
      if (t.xpos.rfind("VB", 0) == 0 || t.upos == "VERB") {
        auto known = [&](const std::string& w) { return lexicon.in("wordnet-verb", w); };
        if (const std::string* irregular = lexicon.look_up("irregular-verb", form)) t.lemma = *irregular;
        else if (!known(lower_ascii(t.lemma)))
          if (std::string lemma = detach(form, kVerbRules, known); !lemma.empty()) t.lemma = lemma;
      } else if (t.upos == "NOUN") {
        auto known = [&](const std::string& w) { return lexicon.is_noun(w); };
        if (const std::string* irregular = lexicon.look_up("irregular-noun", form)) t.lemma = *irregular;
        else if (!known(lower_ascii(t.lemma)) && !known(form))
          if (std::string lemma = detach(form, kNounRules, known); !lemma.empty()) t.lemma = lemma;
      }
      // 'seized it Wednesday': no object of anything.
      if (t.deprel.rfind("obl", 0) == 0 && (lexicon.in("calendar", form) || lexicon.in("time-noun", lower_ascii(t.lemma)))) {
        bool marked = false;
        for (const language::Token& other : s.tokens) marked |= other.head == static_cast<int>(i) + 1 && other.deprel == "case";
        if (!marked) t.deprel = "obl:tmod";
      }
      // 'about 70%', 'over 300 people': no preposition.
      if (t.deprel == "case" && i + 1 < s.tokens.size() && lexicon.in("approximator", form)) {
        const bool article = s.tokens[i + 1].upos == "DET" && i + 2 < s.tokens.size();
        const language::Token& number = s.tokens[i + (article ? 2 : 1)];
        if ((!article && number.upos == "NUM") || lexicon.in("number-noun", lower_ascii(number.lemma))) {
          t.deprel = "advmod";
          // 'killing around a dozen civilians': then no oblique either.
          if (const int head = t.head - 1; head >= 0 && s.tokens[head].deprel == "obl") {
            const int verb = s.tokens[head].head - 1;
            bool object = false;
            for (const language::Token& other : s.tokens) object |= other.head == verb + 1 && other.deprel == "obj";
            if (!object && verb >= 0 && verb < head && s.tokens[verb].upos == "VERB") s.tokens[head].deprel = "obj";
          }
        }
      }
    }
    mend_tree(s, lexicon);
  }
}

}  // namespace assay::reading
