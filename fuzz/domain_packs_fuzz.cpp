// Whatever bytes a pack's files hold, loading and checking end in faults or in a domain, never in a crash or a
// hang. The first byte chooses which file the rest becomes, beside the base that the repository carries.
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "domain/domain.hpp"
#include "domain/geonames.hpp"
#include "domain/resolve.hpp"
#include "domain/yaml.hpp"

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
    for (const char* file : {"types.yaml", "spelling.tsv", "lexicon/place-kinds.tsv", "lexicon/geonames-features.tsv"})
      fs::copy_file(base / file, fs::path(name) / "base" / file);
    return fs::path(name);
  }();
  return made;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string text(reinterpret_cast<const char*>(data) + 1, size - 1);
  static const char* const kFiles[] = {"land/actors.yaml", "land/gates.yaml",  "land/resources.yaml", "land/units.yaml",
                                       "land/pack.yaml",   "land/places.tsv",  "land/states.tsv",     "base/spelling.tsv",
                                       "dump.tsv"};
  const fs::path path = root() / kFiles[data[0] % std::size(kFiles)];
  std::string old;
  if (std::ifstream in(path, std::ios::binary); in) old.assign(std::istreambuf_iterator<char>(in), {});
  std::ofstream(path, std::ios::binary).write(text.data(), static_cast<std::streamsize>(text.size()));
  const bool dump = path.filename() == "dump.tsv";
  if (!dump) Domain::check(root());
  if (auto loaded = Domain::load(root()); loaded.ok()) {
    if (dump) (void)assay::domain::import_geonames(*loaded, "land", {path, "", ""});
    const std::string name = text.substr(0, 64);
    assay::domain::resolve_place(*loaded, {name});
    assay::domain::resolve_actor(*loaded, {name});
  }
  if (old.empty()) fs::remove(path);
  else std::ofstream(path, std::ios::binary).write(old.data(), static_cast<std::streamsize>(old.size()));
  return 0;
}
