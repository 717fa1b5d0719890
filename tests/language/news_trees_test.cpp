// The shipped model on news sentences with hand-checked relations.
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "language/conllu.hpp"
#include "language/parser.hpp"

namespace assay::language {
namespace {

// The smallest share of the relations in news_trees.tsv that the shipped model must get right.
constexpr double kLeastShare = 0.90;

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

TEST(NewsTrees, subjects_objects_agents_and_speech_are_found) {
  const Result<Language> language = Language::load(ASSAY_SOURCE_DIR "/models/english.model");
  ASSERT_TRUE(language.ok()) << language.error().text();
  std::ifstream file(ASSAY_SOURCE_DIR "/tests/language/news_trees.tsv");
  int sentences = 0, checks = 0, right = 0;
  std::string missed;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line[0] == '#') continue;
    const std::size_t tab = line.find('\t');
    ASSERT_NE(tab, std::string::npos) << line;
    const std::string text = line.substr(0, tab);
    const std::vector<Sentence> parsed = language->parse(text);
    ++sentences;
    std::istringstream rest(line.substr(tab + 1));
    for (std::string check; std::getline(rest, check, ';');) {
      std::istringstream words(check);
      std::string relation, dependent, head;
      words >> relation >> dependent >> head;
      ++checks;
      const int d = find(parsed.at(0), dependent), h = find(parsed.at(0), head);
      const bool good = parsed.size() == 1 && d > 0 && h > 0 && holds(parsed[0], relation, d, h);
      right += good;
      if (!good) missed += "  " + relation + " " + dependent + " " + head + ": " + text + "\n";
    }
  }
  EXPECT_GE(sentences, 40);
  const double share = static_cast<double>(right) / checks;
  RecordProperty("share", std::to_string(share));
  std::printf("%d of %d relations in %d sentences (%.1f%%)\n%s", right, checks, sentences, 100 * share,
              missed.c_str());
  EXPECT_GE(share, kLeastShare);
}

}  // namespace
}  // namespace assay::language
