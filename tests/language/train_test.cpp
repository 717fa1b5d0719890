// Training gives the same bytes on any number of threads, and a model that has learned what it was shown.
#include "language/train.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "language/parser.hpp"

namespace assay::language {
namespace {

// A treebank of forty small sentences and the names in them, written to the test's folder.
TrainOptions small_task() {
  const std::filesystem::path folder = std::filesystem::temp_directory_path() / fmt::format("assay-train-{}", ::getpid());
  std::filesystem::create_directories(folder);
  std::ofstream trees(folder / "trees.conllu"), names(folder / "names.conll");
  const char* people[] = {"Belor", "Tessin", "Jorun", "Amsel"};
  const char* things[] = {"gate", "mine", "ridge", "bridge", "market"};
  for (const char* person : people) {
    for (const char* thing : things) {
      trees << "1\t" << person << "\t" << person << "\tPROPN\tNNP\tNumber=Sing\t2\tnsubj\t_\t_\n"
            << "2\ttook\ttake\tVERB\tVBD\tTense=Past\t0\troot\t_\t_\n"
            << "3\tthe\tthe\tDET\tDT\tDefinite=Def\t4\tdet\t_\t_\n"
            << "4\t" << thing << "\t" << thing << "\tNOUN\tNN\tNumber=Sing\t2\tobj\t_\tSpaceAfter=No\n"
            << "5\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_\n\n";
      trees << "1\tThe\tthe\tDET\tDT\tDefinite=Def\t2\tdet\t_\t_\n"
            << "2\t" << thing << "\t" << thing << "\tNOUN\tNN\tNumber=Sing\t3\tnsubj\t_\t_\n"
            << "3\tfell\tfall\tVERB\tVBD\tTense=Past\t0\troot\t_\tSpaceAfter=No\n"
            << "4\t.\t.\tPUNCT\t.\t_\t3\tpunct\t_\t_\n\n";
      names << person << "\tNNP\tB-per\ntook\tVBD\tO\nthe\tDT\tO\n" << thing << "\tNN\tO\n.\t.\tO\n\n";
    }
  }
  TrainOptions options;
  options.treebanks = {(folder / "trees.conllu").string()};
  options.names = {(folder / "names.conll").string()};
  options.epochs = 120;
  options.pretrain_epochs = 1;
  options.report_every = 100;
  options.embed = options.hidden = 32;
  options.layers = 2;
  options.rate = 1e-2;
  return options;
}

TEST(Train, any_number_of_threads_gives_the_same_bytes_and_the_model_has_learned) {
  TrainOptions options = small_task();
  options.threads = 1;
  const Result<std::string> once = train_language(options);
  ASSERT_TRUE(once.ok()) << once.error().text();
  options.threads = 2;
  const Result<std::string> again = train_language(options);
  ASSERT_TRUE(again.ok());
  EXPECT_TRUE(*once == *again);

  const Language language = Language::from_bytes(*once, "small").value();
  const std::vector<Sentence> sentences = language.parse("Belor took the ridge. The gate fell.");
  ASSERT_EQ(sentences.size(), 2u);
  const std::vector<Token>& tokens = sentences[0].tokens;
  ASSERT_EQ(tokens.size(), 5u);
  EXPECT_EQ(tokens[0].deprel, "nsubj");
  EXPECT_EQ(tokens[0].name, NameKind::kPerson);
  EXPECT_EQ(tokens[1].head, 0);
  EXPECT_EQ(tokens[1].lemma, "take");
  EXPECT_EQ(tokens[3].deprel, "obj");
  EXPECT_EQ(tokens[3].name, NameKind::kNone);
}

TEST(Train, a_file_that_is_not_there_is_named) {
  TrainOptions options;
  options.treebanks = {"/no/such/treebank.conllu"};
  const Result<std::string> result = train_language(options);
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().place, "/no/such/treebank.conllu");
}

}  // namespace
}  // namespace assay::language
