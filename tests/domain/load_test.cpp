#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>

#include "domain/domain.hpp"

namespace assay::domain {
namespace {

const Domain& whole() {
  static const Domain domain = [] {
    auto loaded = Domain::load(std::filesystem::path(ASSAY_SOURCE_DIR) / "domain");
    EXPECT_TRUE(loaded.ok()) << (loaded.ok() ? "" : loaded.error().text());
    return loaded.ok() ? std::move(loaded).value() : Domain();
  }();
  return domain;
}

TEST(Load, the_packs_of_the_repository_have_no_fault) {
  std::string faults;
  for (const Error& error : Domain::check(std::filesystem::path(ASSAY_SOURCE_DIR) / "domain"))
    faults += error.text() + "\n";
  EXPECT_EQ(faults, "");
}

TEST(Load, every_type_of_the_codebook_is_described_in_its_order) {
  ASSERT_EQ(whole().types().size(), all_claim_types().size());
  for (std::size_t i = 0; i < whole().types().size(); ++i) EXPECT_EQ(whole().types()[i].type, all_claim_types()[i]);
}

}  // namespace
}  // namespace assay::domain
