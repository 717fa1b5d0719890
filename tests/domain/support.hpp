// A domain in a folder of its own, for tests that need files with faults.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "domain/domain.hpp"

namespace assay::domain {

inline std::filesystem::path repository() { return std::filesystem::path(ASSAY_SOURCE_DIR) / "domain"; }

// The packs of the repository, loaded once.
inline const Domain& whole() {
  static const Domain domain = [] {
    auto loaded = Domain::load(repository());
    EXPECT_TRUE(loaded.ok()) << (loaded.ok() ? "" : loaded.error().text());
    return loaded.ok() ? std::move(loaded).value() : Domain();
  }();
  return domain;
}

// A folder with the least that a base needs, and a pack 'land' to write faults into. Gone at the end.
class Packs {
 public:
  Packs() {
    std::string name = (std::filesystem::temp_directory_path() / "assay-packs-XXXXXX").string();
    root_ = mkdtemp(name.data());
    for (const char* file :
         {"types.yaml", "spelling.tsv", "lexicon/articles.txt", "lexicon/geonames-features.tsv",
          "lexicon/iso-countries.tsv", "lexicon/place-classes.tsv", "lexicon/place-kinds.tsv"}) {
      std::filesystem::create_directories((root_ / "base" / file).parent_path());
      std::filesystem::copy_file(repository() / "base" / file, root_ / "base" / file);
    }
    std::filesystem::create_directories(root_ / "land");
  }
  ~Packs() {
    std::error_code ec;
    std::filesystem::remove_all(root_, ec);
  }
  Packs(const Packs&) = delete;

  // Writes a file below the root, with the header that lint asks for (three lines) unless `header` is false.
  void write(const std::string& path, const std::string& text, bool header = true) {
    std::filesystem::create_directories((root_ / path).parent_path());
    std::ofstream out(root_ / path, std::ios::binary);
    if (header) out << "# A test.\n# Origin: made up\n# Licence: CC0-1.0\n";
    out << text;
  }
  // All faults, one a line, without the folder's name.
  std::string faults() const {
    std::string all;
    for (const Error& error : Domain::check(root_)) {
      std::string text = error.text();
      if (const auto at = text.find(root_.generic_string() + "/"); at == 0)
        text.erase(0, root_.generic_string().size() + 1);
      all += text + "\n";
    }
    return all;
  }
  const std::filesystem::path& root() const { return root_; }

 private:
  std::filesystem::path root_;
};

inline const char* kPlaceHeader =
    "id\tname\tkinds\twithin\tmembers\tlatitude\tlongitude\tprecision\tcode\tspellings\n";

}  // namespace assay::domain
