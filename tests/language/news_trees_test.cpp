// The shipped model on news sentences and headlines with hand-checked relations, tags and names.
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "language/conllu.hpp"
#include "language/parser.hpp"

namespace assay::language {
namespace {

// The smallest share of the checks in news_trees.tsv and in news_heads.tsv that the shipped model must get right.
constexpr double kLeastTrees = 0.94, kLeastHeads = 0.80;

bool lower_equal(const std::string& a, const std::string& b) {
  return a.size() == b.size() &&
         std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) { return (x | 32) == (y | 32); });
}

int find(const Sentence& sentence, const std::string& word) {
  for (std::size_t i = 0; i < sentence.tokens.size(); ++i) {
    if (lower_equal(sentence.tokens[i].form, word)) return static_cast<int>(i) + 1;
  }
  return 0;
}

bool holds(const Sentence& sentence, const std::string& relation, int dependent, int head) {
  static const std::map<std::string, std::set<std::string>> kLabels = {
      {"subject", {"nsubj"}},         {"passive", {"nsubj:pass"}},          {"object", {"obj"}},
      {"agent", {"obl:agent"}},       {"relative", {"acl:relcl"}},          {"apposition", {"appos"}},
      {"conjunct", {"conj"}},         {"oblique", {"obl", "obl:unmarked"}}, {"noun", {"nmod"}},
      {"clause", {"ccomp", "xcomp"}}, {"adverbial", {"advcl", "obl"}}};
  const auto is = [&](int d, int h, const std::set<std::string>& labels) {
    const Token& token = sentence.tokens[static_cast<std::size_t>(d) - 1];
    return token.head == h && labels.count(token.deprel) > 0;
  };
  if (relation == "said") {
    const std::set<std::string> speech = {"ccomp", "parataxis"};
    return is(dependent, head, speech) || is(head, dependent, speech);
  }
  return is(dependent, head, kLabels.at(relation));
}

// "verb bombs", "place Port_Varn": what a word or name is.
bool is_so(const Sentence& sentence, const std::string& what, const std::string& name) {
  static const std::map<std::string, std::string> kTags = {
      {"verb", "VERB"}, {"noun", "NOUN"}, {"adjective", "ADJ"}, {"proper", "PROPN"}};
  static const std::map<std::string, NameKind> kKinds = {
      {"person", NameKind::kPerson}, {"place", NameKind::kPlace}, {"group", NameKind::kOrganisation}};
  if (const auto tag = kTags.find(what); tag != kTags.end()) {
    const int at = find(sentence, name);
    return at > 0 && sentence.tokens[static_cast<std::size_t>(at) - 1].upos == tag->second;
  }
  for (std::size_t i = 0; i < sentence.tokens.size(); ++i) {
    if (!sentence.tokens[i].name_begin) continue;
    std::string words = sentence.tokens[i].form;
    for (std::size_t j = i + 1; j < sentence.tokens.size() && sentence.tokens[j].name != NameKind::kNone &&
                                !sentence.tokens[j].name_begin;
         ++j)
      words += '_' + sentence.tokens[j].form;
    if (words == name) return sentence.tokens[i].name == kKinds.at(what);
  }
  return false;
}

// The share of a file's checks that hold; says which do not.
double share_of(const std::string& path, int least_sentences) {
  const Result<Language> language = Language::load(ASSAY_SOURCE_DIR "/models/english.model");
  EXPECT_TRUE(language.ok());
  std::ifstream file(ASSAY_SOURCE_DIR "/tests/language/" + path);
  int sentences = 0, checks = 0, right = 0;
  std::string missed;
  for (std::string line; language.ok() && std::getline(file, line);) {
    if (line.empty() || line[0] == '#') continue;
    const std::size_t tab = line.find('\t');
    const std::string text = line.substr(0, tab);
    const std::vector<Sentence> parsed = language->parse(text);
    ++sentences;
    std::istringstream rest(line.substr(tab + 1));
    for (std::string check; std::getline(rest, check, ';');) {
      std::istringstream words(check);
      std::string relation, dependent, head;
      words >> relation >> dependent >> head;
      ++checks;
      const bool one = parsed.size() == 1;
      const int d = find(parsed.at(0), dependent), h = find(parsed.at(0), head);
      const bool good = one && (head.empty() ? is_so(parsed[0], relation, dependent)
                                             : d > 0 && h > 0 && holds(parsed[0], relation, d, h));
      right += good;
      if (!good) missed += "  " + relation + " " + dependent + " " + head + ": " + text + "\n";
    }
  }
  EXPECT_GE(sentences, least_sentences);
  const double share = static_cast<double>(right) / std::max(checks, 1);
  std::printf("%s: %d of %d checks in %d sentences (%.1f%%)\n%s", path.c_str(), right, checks, sentences, 100 * share,
              missed.c_str());
  return share;
}

TEST(NewsTrees, subjects_objects_agents_and_speech_are_found) {
  EXPECT_GE(share_of("news_trees.tsv", 40), kLeastTrees);
}

TEST(NewsTrees, headlines_and_unfamiliar_names_are_read) { EXPECT_GE(share_of("news_heads.tsv", 60), kLeastHeads); }

}  // namespace
}  // namespace assay::language
