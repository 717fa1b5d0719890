// Where reports with reference claims are at hand (a folder 'shared' beside the project, or ASSAY_SHARED),
// every sentence that holds a claim must stand in a block that is read.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>

#include "tests/text/support.hpp"

namespace assay::text {
namespace {

namespace fs = std::filesystem;

std::string bytes_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream out;
  out << file.rdbuf();
  return out.str();
}

struct Share {
  std::size_t wanted = 0, optional = 0, wanted_lost = 0, optional_lost = 0;
  std::string lost;  // the sentences of wanted claims that are not read
};

Share share_of(const fs::path& claims, const fs::path& reports) {
  Share share;
  std::map<std::string, Report> read_reports;
  std::istringstream lines(bytes_of(claims));
  for (std::string line; std::getline(lines, line);) {
    const auto claim = nlohmann::json::parse(line);
    const std::string name = claim["doc"];
    auto found = read_reports.find(name);
    if (found == read_reports.end()) found = read_reports.emplace(name, read(bytes_of(reports / name))).first;
    const Report& report = found->second;
    auto evidence = claim["evidence"];
    if (!evidence.empty() && !evidence[0].is_array()) evidence = nlohmann::json::array({evidence});
    bool all = true;
    for (const auto& pair : evidence) {
      auto text = report.body.map.to_text({pair[0].get<std::uint32_t>(), pair[1].get<std::uint32_t>()});
      while (text && text->size() > 1 && report.body.text[text->end - 1] == ' ') --text->end;
      bool inside = false;
      for (const Block& block : report.body.blocks) {
        // What a scraped line joins to a headline (a date, a section's name) may lie in the evidence too.
        inside |= text && is_read(block.kind) &&
                  (block.whole.contains(*text) ||
                   (block.whole.overlaps(*text) && text->begin < 60 && block.whole.end == text->end));
      }
      all &= inside;
    }
    const bool optional = claim.value("optional", false);
    ++(optional ? share.optional : share.wanted);
    if (!all) {
      ++(optional ? share.optional_lost : share.wanted_lost);
      if (!optional) share.lost += name + " " + claim["evidence"].dump() + "\n";
    }
  }
  return share;
}

TEST(Coverage, every_sentence_with_a_claim_stands_in_a_block_that_is_read) {
  const char* given = std::getenv("ASSAY_SHARED");
  const fs::path shared = given ? fs::path(given) : fs::path(ASSAY_SOURCE_DIR) / ".." / "shared";
  if (!fs::exists(shared)) GTEST_SKIP() << "no reports with reference claims beside the project";
  for (const auto& [claims, reports] :
       {std::pair{shared / "gold" / "claims.jsonl", shared / "seeds"},
        std::pair{shared / "practice" / "claims.jsonl", shared / "practice" / "reports"}}) {
    const Share share = share_of(claims, reports);
    std::cout << claims.parent_path().filename().string() << ": " << share.wanted - share.wanted_lost
              << " of " << share.wanted << " wanted claims stand in what is read, "
              << share.optional - share.optional_lost << " of " << share.optional << " optional ones\n"
              << share.lost;
    EXPECT_EQ(share.wanted_lost, 0u);
    EXPECT_LE(share.optional_lost * 8, share.optional);  // claims that one coder took from a caption
  }
}

}  // namespace
}  // namespace assay::text
