// Annotated sentences set anew: each keeps a right tree.
#include "language/vary.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "language/conllu.hpp"
#include "language/wordnet.hpp"

namespace assay::language {
namespace {

// Rows "form lemma upos xpos feats head deprel", parted by blanks, into material without names.
Material material_of(const std::string& rows) {
  Material out;
  std::istringstream lines(rows);
  for (std::string line; std::getline(lines, line);) {
    std::istringstream fields(line);
    Token token;
    if (!(fields >> token.form >> token.lemma >> token.upos >> token.xpos >> token.feats >> token.head >> token.deprel))
      continue;
    out.tokens.push_back(token);
    out.names.push_back(token.upos == "PROPN" ? -1 : 0);
    out.extra.emplace_back();
  }
  return out;
}

const char* const kSentence =
    "The the DET DT Definite=Def 2 det\n"
    "rebels rebel NOUN NNS Number=Plur 4 nsubj\n"
    "have have AUX VBP Mood=Ind|Number=Plur|Person=3|Tense=Pres|VerbForm=Fin 4 aux\n"
    "taken take VERB VBN Tense=Past|VerbForm=Part 0 root\n"
    "the the DET DT Definite=Def 6 det\n"
    "town town NOUN NN Number=Sing 4 obj\n"
    ", , PUNCT , _ 8 punct\n"
    "said say VERB VBD Mood=Ind|Number=Sing|Person=3|Tense=Past|VerbForm=Fin 4 parataxis\n"
    "Tovin Tovin PROPN NNP Number=Sing 8 nsubj\n"
    "Arl Arl PROPN NNP Number=Sing 9 flat\n"
    ". . PUNCT . _ 4 punct\n";

std::string text_of(const Material& material) {
  std::string out;
  for (const Token& token : material.tokens) out += (out.empty() ? "" : " ") + token.form;
  return out;
}

// "town<taken obj" for each word.
std::string tree_of(const Material& material) {
  std::string out;
  for (const Token& token : material.tokens) {
    out += (out.empty() ? "" : " ") + token.form + '<' +
           (token.head == 0 ? "" : material.tokens[static_cast<std::size_t>(token.head) - 1].form) + ':' + token.deprel;
  }
  return out;
}

bool is_whole(const Material& material) {
  Sentence sentence;
  sentence.tokens = material.tokens;
  return is_tree(sentence) && material.names.size() == material.tokens.size() &&
         material.extra.size() == material.tokens.size();
}

NameMaker maker() {
  return NameMaker::read(
             "*\tof-place\ttown\n*\tof-person\tman\n*\tof-group\trebels army\n*\tgroup-ends\tFront\n"
             "*\tgroup-middles\tLiberation\nnorth\tplace\tTolmin Orlen Varn\nnorth\tgiven\tMara Jorun\n"
             "north\tfamily\tBeck Sole\n",
             "names")
      .value();
}

TEST(Vary, a_headline_has_no_articles_no_forms_of_be_and_no_stop) {
  Material material = material_of(kSentence);
  set_headline(material);
  EXPECT_EQ(tree_of(material),
            "Rebels<taken:nsubj taken<:root town<taken:obj ,<said:punct said<taken:parataxis Tovin<said:nsubj "
            "Arl<Tovin:flat");
  EXPECT_TRUE(is_whole(material));
}

TEST(Vary, the_past_becomes_the_present) {
  Material material = material_of(kSentence);
  set_present(material);
  EXPECT_EQ(material.tokens[7].form, "says");
  EXPECT_EQ(material.tokens[7].xpos, "VBZ");
  EXPECT_EQ(material.tokens[7].feats, "Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin");
  EXPECT_EQ(material.tokens[3].form, "taken");
}

TEST(Vary, nouns_give_way_to_names_and_the_tree_stays_whole) {
  const NameMaker names = maker();
  for (unsigned seed = 1; seed < 200; ++seed) {
    std::mt19937_64 random(seed);
    Material material = material_of(kSentence);
    name_nouns(material, names, random);
    ASSERT_TRUE(is_whole(material)) << tree_of(material);
    EXPECT_EQ(text_of(material).find("the town"), std::string::npos);
    EXPECT_THAT(material.names, testing::Contains(3));
    EXPECT_THAT(material.names, testing::Contains(5));
    rename(material, names, random);
    ASSERT_TRUE(is_whole(material));
    EXPECT_EQ(text_of(material).find("Tovin Arl"), std::string::npos);
  }
}

TEST(Vary, a_verb_with_an_object_gives_way_to_one_that_is_a_noun_too) {
  Material material = material_of(
      "It it PRON PRP Person=3 2 nsubj\n"
      "takes take VERB VBZ Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin 0 root\n"
      "roads road NOUN NNS Number=Plur 2 obj\n");
  std::mt19937_64 random(1);
  swap_verbs(material, {"mine"}, random);
  EXPECT_EQ(text_of(material), "It mines roads");
  EXPECT_EQ(material.tokens[1].lemma, "mine");
}

TEST(Vary, whatever_is_drawn_a_tree_stays_a_tree_and_the_same_seed_draws_the_same) {
  const NameMaker names = maker();
  const Variation variation(&names, {"mine", "shell"}, {0.4, 0.4, 0.5, 0.5, 0.5, 0.5, 0.2, 0.2});
  std::mt19937_64 random(7), again(7);
  bool changed = false;
  for (int i = 0; i < 500; ++i) {
    const Material material = variation.vary(material_of(kSentence), random);
    ASSERT_TRUE(is_whole(material)) << tree_of(material);
    EXPECT_EQ(tree_of(material), tree_of(variation.vary(material_of(kSentence), again)));
    changed = changed || text_of(material) != text_of(material_of(kSentence));
  }
  EXPECT_TRUE(changed);
}

TEST(Vary, lists_of_names_with_a_fault_are_refused_with_their_line) {
  const Result<NameMaker> bad = NameMaker::read("north\tplace\tVarn\nnorth\triver\tOrl\n", "names.tsv");
  ASSERT_FALSE(bad.ok());
  EXPECT_THAT(bad.error().text(), testing::HasSubstr("names.tsv:2"));
  EXPECT_FALSE(NameMaker::read("north\tplace\tVarn\n", "names.tsv").ok());
}

}  // namespace
}  // namespace assay::language
