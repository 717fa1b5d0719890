// CoNLL-U in and out, and the measures taken on it.
#include "language/conllu.hpp"

#include <gtest/gtest.h>

#include "language/evaluate.hpp"

namespace assay::language {
namespace {

const std::string kTwo =
    "# newdoc id = a\n"
    "1-2\tDon't\t_\t_\t_\t_\t_\t_\t_\t_\n"
    "1\tDo\tdo\tAUX\tVB\t_\t3\taux\t_\t_\n"
    "2\tn't\tnot\tPART\tRB\t_\t3\tadvmod\t_\t_\n"
    "3\tshoot\tshoot\tVERB\tVB\tVerbForm=Inf\t0\troot\t_\tSpaceAfter=No\n"
    "4\t!\t!\tPUNCT\t.\t_\t3\tpunct\t_\t_\n"
    "\n"
    "1\tThey\tthey\tPRON\tPRP\t_\t2\tnsubj\t_\t_\n"
    "2\tfled\tflee\tVERB\tVBD\t_\t0\troot\t_\t_\n"
    "\n";

TEST(Conllu, raw_text_is_what_the_treebank_annotates) {
  Treebank treebank = read_conllu(kTwo, "two").value();
  ASSERT_EQ(treebank.size(), 2u);
  const std::string text = raw_text(treebank);
  EXPECT_EQ(text, "Don't shoot! They fled");
  for (const TreebankSentence& annotated : treebank) {
    for (const Token& token : annotated.sentence.tokens)
      EXPECT_EQ(text.substr(token.span.begin, token.span.size()), token.form);
  }
}

TEST(Conllu, what_is_written_reads_back) {
  Treebank treebank = read_conllu(kTwo, "two").value();
  const std::string text = raw_text(treebank);
  std::string out;
  for (const TreebankSentence& annotated : treebank) write_conllu(annotated.sentence, text, 1, out);
  EXPECT_NE(out.find("1-2\tDon't\t"), std::string::npos) << out;
  const Treebank again = read_conllu(out, "again").value();
  const Scores scores = evaluate(treebank, again).value();
  EXPECT_DOUBLE_EQ(scores.las.f1(), 100);
  EXPECT_DOUBLE_EQ(scores.tokens.f1(), 100);
  EXPECT_DOUBLE_EQ(scores.lemma.f1(), 100);
}

TEST(Conllu, a_bad_row_is_named_by_its_line) {
  EXPECT_EQ(read_conllu("1\ta\tb\n", "bad").error().place, "bad:1");
  EXPECT_EQ(
      read_conllu("1\ta\ta\tX\tX\t_\t0\troot\t_\t_\n3\tb\tb\tX\tX\t_\t1\tdep\t_\t_\n", "bad").error().place,
      "bad:2");
  EXPECT_FALSE(
      read_conllu("1\ta\ta\tX\tX\t_\t2\tdep\t_\t_\n2\tb\tb\tX\tX\t_\t1\tdep\t_\t_\n\n", "cycle").ok());
  EXPECT_FALSE(read_conllu("1\ta\ta\tX\tX\t_\t9\tdep\t_\t_\n\n", "outside").ok());
  EXPECT_FALSE(
      read_conllu("1\ta\ta\tX\tX\t_\t0\troot\t_\t_\n2\tb\tb\tX\tX\t_\t0\troot\t_\t_\n\n", "roots").ok());
}

TEST(Conllu, a_head_behind_the_last_word_is_refused_wherever_it_stands) {
  const std::string bytes =
      "1\tThey\tthey\tPRON\tPRP\t_\t2\tnsubj\t_\t_\n"
      "2\tfled\tflee\tVERB\tVBD\t_\t900\troot\t_\t_\n\n";
  const Result<Treebank> read = read_conllu(bytes, "bad");
  ASSERT_FALSE(read.ok());
  EXPECT_EQ(read.error().code, ErrorCode::kBadFormat);
}

TEST(Evaluate, words_cut_otherwise_cost_what_they_cover) {
  Treebank gold = read_conllu(kTwo, "two").value();
  const std::string text = raw_text(gold);
  // The same text as one sentence in which "Don't" is one word.
  const std::string other =
      "1\tDon't\tdo\tAUX\tVB\t_\t2\taux\t_\t_\n"
      "2\tshoot\tshoot\tVERB\tVB\t_\t0\troot\t_\tSpaceAfter=No\n"
      "3\t!\t!\tPUNCT\t.\t_\t2\tpunct\t_\t_\n"
      "4\tThey\tthey\tPRON\tPRP\t_\t5\tnsubj\t_\t_\n"
      "5\tfled\tflee\tVERB\tVBD\t_\t2\tparataxis\t_\t_\n\n";
  const Scores scores = evaluate(gold, read_conllu(other, "other").value()).value();
  EXPECT_EQ(scores.words.gold, 6u);
  EXPECT_EQ(scores.words.system, 5u);
  EXPECT_EQ(scores.words.right, 4u);  // shoot, !, They, fled
  EXPECT_EQ(scores.tokens.right, 5u);
  EXPECT_EQ(scores.sentences.right, 0u);
  EXPECT_EQ(scores.las.right, 3u);  // all but "fled", which is no root here
}

TEST(Evaluate, different_texts_are_refused) {
  const Treebank gold = read_conllu(kTwo, "two").value();
  EXPECT_FALSE(evaluate(gold, read_conllu("1\tNo\tno\tX\tX\t_\t0\troot\t_\t_\n\n", "no").value()).ok());
}

}  // namespace
}  // namespace assay::language
