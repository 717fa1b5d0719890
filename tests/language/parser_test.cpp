// The shipped model as a whole: well-formed trees of any bytes, equal output whatever the threads and
// whatever is parsed along with a sentence.
#include "language/parser.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <thread>

#include "language/conllu.hpp"
#include "language/evaluate.hpp"
#include "language/segment.hpp"

namespace assay::language {
namespace {

// What the shipped model must reach on the development sets, LAS in per cent: a little below the card.
constexpr double kLeastRaw = 81, kLeastWords = 83, kLeastNews = 81;

const Language& shipped() {
  static const Result<Language> language = Language::load(ASSAY_SOURCE_DIR "/models/english.model");
  return language.value();
}

std::string printed(const std::vector<Sentence>& sentences, const std::string& text) {
  std::string out;
  for (const Sentence& sentence : sentences) write_conllu(sentence, text, 0, out);
  return out;
}

void expect_well_formed(const std::vector<Sentence>& sentences, const std::string& text) {
  std::uint32_t last = 0;
  for (const Sentence& sentence : sentences) {
    ASSERT_FALSE(sentence.tokens.empty());
    ASSERT_LE(sentence.tokens.size(), static_cast<std::size_t>(kLongestSentence));
    ASSERT_TRUE(is_tree(sentence));
    for (const Token& token : sentence.tokens) {
      ASSERT_GE(token.span.begin, last);
      ASSERT_LE(token.span.end, text.size());
      ASSERT_EQ(text.substr(token.span.begin, token.span.size()), token.form);
      ASSERT_FALSE(token.lemma.empty());
      ASSERT_FALSE(token.deprel.empty());
      last = token.span.end;
    }
  }
}

const std::string kReport =
    "Rebels of the Tessin Front seized the ferry at Port Amsel on Monday, a harbour official said.\n\n"
    "“We will not leave,” Captain Jorun Beck told reporters. The army denied it. Customs officers closed the "
    "gate.\n\n"
    "Shops shut early\n\nPrices of tin rose by 12.5 percent, according to the Orlen Trade Board.";

TEST(Language, a_sentence_of_news_is_read) {
  const std::string text = "The bridge was seized by the Tessin Front.";
  const std::vector<Sentence> sentences = shipped().parse(text);
  ASSERT_EQ(sentences.size(), 1u);
  const std::vector<Token>& tokens = sentences[0].tokens;
  ASSERT_EQ(tokens.size(), 9u);
  EXPECT_EQ(tokens[3].lemma, "seize");
  EXPECT_EQ(tokens[3].head, 0);
  EXPECT_EQ(tokens[1].deprel, "nsubj:pass");
  EXPECT_EQ(tokens[1].upos, "NOUN");
  EXPECT_EQ(tokens[7].deprel, "obl:agent");
  EXPECT_NE(tokens[7].name, NameKind::kNone);
}

TEST(Language, any_number_of_threads_gives_the_same_trees) {
  std::string text;
  for (int i = 0; i < 40; ++i) text += kReport + "\n\n";
  std::vector<Span> blocks;
  for (std::size_t at = 0; at < text.size(); at += kReport.size() + 2) {
    blocks.push_back({static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + kReport.size())});
  }
  const std::string once = printed(shipped().parse(text, blocks, 1), text);
  for (const int threads : {2, 3, 8}) EXPECT_EQ(printed(shipped().parse(text, blocks, threads), text), once);
}

TEST(Language, company_does_not_change_a_tree) {
  const std::string alone = "The army denied it.";
  const std::vector<Sentence> sentences = shipped().parse(kReport), one = shipped().parse(alone);
  bool found = false;
  for (const Sentence& sentence : sentences) {
    if (kReport.substr(sentence.span.begin, sentence.span.size()) != alone) continue;
    found = true;
    for (std::size_t i = 0; i < sentence.tokens.size(); ++i) {
      EXPECT_EQ(sentence.tokens[i].head, one[0].tokens[i].head);
      EXPECT_EQ(sentence.tokens[i].deprel, one[0].tokens[i].deprel);
      EXPECT_EQ(sentence.tokens[i].feats, one[0].tokens[i].feats);
    }
  }
  EXPECT_TRUE(found);
}

TEST(Language, several_threads_may_parse_at_once) {
  const std::string once = printed(shipped().parse(kReport), kReport);
  std::vector<std::string> out(4);
  {
    std::vector<std::jthread> threads;
    for (std::string& into : out)
      threads.emplace_back([&into] { into = printed(shipped().parse(kReport), kReport); });
  }
  for (const std::string& one : out) EXPECT_EQ(one, once);
}

TEST(Language, a_long_run_without_a_stop_is_cut_and_parsed) {
  std::string text;
  while (text.size() < 100'000) text += "and trucks came to the gate with ore ";
  expect_well_formed(shipped().parse(text), text);
}

TEST(Language, given_words_are_kept_and_long_sentences_hang_together) {
  std::vector<Sentence> sentences(2);
  for (int i = 0; i < 700; ++i) {
    Token token;
    token.form = i % 2 == 0 ? "trucks" : "waited";
    sentences[0].tokens.push_back(token);
  }
  shipped().annotate(sentences, 2);
  EXPECT_TRUE(is_tree(sentences[0]));
  EXPECT_EQ(sentences[0].tokens[699].form, "waited");
  EXPECT_TRUE(sentences[1].tokens.empty());
}

TEST(Language, a_file_that_is_no_model_is_refused) {
  EXPECT_EQ(Language::load("/no/such/file").error().code, ErrorCode::kNotFound);
  EXPECT_EQ(Language::from_bytes("hello", "x").error().code, ErrorCode::kBadFormat);
  const std::string bytes = read_file(ASSAY_SOURCE_DIR "/models/english.model").value();
  EXPECT_FALSE(Language::from_bytes(bytes.substr(0, bytes.size() / 2), "half").ok());
  std::string flipped = bytes;
  flipped[flipped.size() / 2] = static_cast<char>(flipped[flipped.size() / 2] ^ 1);
  EXPECT_FALSE(Language::from_bytes(flipped, "flipped").ok());
  std::string later = bytes;
  later[7] = 99;
  EXPECT_EQ(Language::from_bytes(later, "later").error().code, ErrorCode::kUnsupported);
}

// Scores on the open treebanks, where they lie beside the project. Dev only: test is for the last figures.
double las_of(const std::string& name, bool raw) {
  const std::string path = ASSAY_SOURCE_DIR "/../shared/data/ud/" + name;
  if (!std::filesystem::exists(path)) return -1;
  Treebank gold = read_conllu_file(path).value();
  const std::string text = raw_text(gold);
  if (raw) return evaluate(gold, as_treebank(shipped().parse(text), text)).value().las.f1();
  std::vector<Sentence> sentences;
  for (const TreebankSentence& annotated : gold) sentences.push_back(annotated.sentence);
  shipped().annotate(sentences);
  Treebank system = gold;
  for (std::size_t i = 0; i < system.size(); ++i) system[i].sentence = sentences[i];
  return evaluate(gold, system).value().las.f1();
}

TEST(Treebanks, web_text_is_parsed_as_well_as_the_model_card_says) {
  const double raw = las_of("en_ewt-ud-dev.conllu.gz", true);
  if (raw < 0) GTEST_SKIP() << "the treebanks are not beside the project";
  EXPECT_GE(raw, kLeastRaw);
  EXPECT_GE(las_of("en_ewt-ud-dev.conllu.gz", false), kLeastWords);
}

TEST(Treebanks, news_is_parsed_as_well_as_the_model_card_says) {
  const double raw = las_of("en_gum_wikinews-dev.conllu.gz", true);
  if (raw < 0) GTEST_SKIP() << "the treebanks are not beside the project";
  EXPECT_GE(raw, kLeastNews);
}

}  // namespace
}  // namespace assay::language
