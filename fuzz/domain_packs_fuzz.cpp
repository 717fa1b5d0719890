// Whatever bytes a pack's files hold, loading and checking end in faults or in a domain, never in a crash or
// a hang. The first byte chooses which file the rest becomes, beside the base that the repository carries.
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "domain/domain.hpp"
#include "domain/geonames.hpp"
#include "domain/resolve.hpp"
#include "domain/spelling.hpp"
#include "fuzz/fuzz.hpp"

namespace {

using assay::domain::Domain;
namespace fs = std::filesystem;

// A folder with a small base and an empty pack; one for the process.
const fs::path& root() {
  static const fs::path made = [] {
    std::string name = (fs::temp_directory_path() / "assay-fuzz-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) std::abort();
    const fs::path base = fs::path(ASSAY_SOURCE_DIR) / "domain" / "base";
    fs::create_directories(fs::path(name) / "base" / "lexicon");
    fs::create_directories(fs::path(name) / "land");
    for (const char* file :
         {"types.yaml", "spelling.tsv", "lexicon/place-kinds.tsv", "lexicon/geonames-features.tsv"})
      fs::copy_file(base / file, fs::path(name) / "base" / file);
    return fs::path(name);
  }();
  return made;
}

// Bytes as a file of a pack, or as a dump to import.
void packs(std::string_view bytes) {
  if (bytes.empty()) return;
  static const char* const kFiles[] = {"land/actors.yaml", "land/gates.yaml",   "land/resources.yaml",
                                       "land/units.yaml",  "land/pack.yaml",    "land/places.tsv",
                                       "land/states.tsv",  "base/spelling.tsv", "dump.tsv"};
  const std::string text(bytes.substr(1));
  const fs::path path = root() / kFiles[static_cast<unsigned char>(bytes[0]) % std::size(kFiles)];
  std::string old;
  if (std::ifstream in(path, std::ios::binary); in) old.assign(std::istreambuf_iterator<char>(in), {});
  std::ofstream(path, std::ios::binary).write(text.data(), static_cast<std::streamsize>(text.size()));
  const bool dump = path.filename() == "dump.tsv";
  auto loaded = Domain::load(root());
  // What loads may have faults of form, but what has no fault loads.
  if (!dump && Domain::check(root()).empty()) ASSAY_HOLDS(loaded.ok());
  if (loaded.ok()) {
    if (dump) (void)assay::domain::import_geonames(*loaded, "land", {path, "", ""});
    const std::string name = text.substr(0, 64);
    (void)assay::domain::resolve_place(*loaded, {name});
    (void)assay::domain::resolve_actor(*loaded, {name});
    ASSAY_HOLDS(loaded->spelling().distance(name, name) == 0);
  }
  if (old.empty())
    fs::remove(path);
  else
    std::ofstream(path, std::ios::binary).write(old.data(), static_cast<std::streamsize>(old.size()));
}

}  // namespace

ASSAY_FUZZER(packs)
