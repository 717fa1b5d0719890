// Reads the files of /domain into a Domain. One loader serves `Domain::load`, which stops at the first fault,
// and `Domain::check`, which goes on and also looks at what only matters to people: headers and order.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "domain/domain.hpp"
#include "domain/yaml.hpp"

namespace assay::domain {

class Loader {
 public:
  // With `lint`, every fault is kept and headers and order are checked too.
  Loader(std::filesystem::path root, bool lint);

  // Reads base and `packs`. The domain is whole only when `faults()` is empty afterwards.
  void run(const std::vector<std::string>& packs);

  const std::vector<Error>& faults() const { return faults_; }
  Domain take() { return std::move(domain_); }

 private:
  struct File {
    std::string name;  // as errors print it: root/kachin/places.tsv
    std::string path;  // below the root, with '/': kachin/places.tsv
    std::string text;
    std::uint32_t number = 0;  // in file_names_
  };
  // A line of a file, short enough to keep for every place of a country.
  struct At {
    std::uint32_t file = 0;
    int line = 0;
  };
  // Something that a file refers to by id, looked up once all is read.
  struct Reference {
    std::string id;
    At at;
    const char* what;
    const std::unordered_map<std::string, std::size_t>* index;
  };

  bool stopped() const { return !lint_ && !faults_.empty(); }
  void fault(ErrorCode code, std::string message, std::string place);
  void fault(const File& file, int line, std::string message);
  std::string text_of(At at) const;  // file:line

  bool read_files(const std::string& pack);
  void read_pack(const std::string& pack);
  void read_yaml(const File& file, const std::string& pack);
  void read_actors(const File& file, const YamlNode& list, const std::string& pack);
  void read_gates(const File& file, const YamlNode& list, const std::string& pack);
  void read_resources(const File& file, const YamlNode& list, const std::string& pack);
  void read_units(const File& file, const YamlNode& list);
  void read_types(const File& file, const YamlNode& list);
  void read_pack_info(const File& file, const YamlNode& map, const std::string& pack);
  void read_places(const File& file, const std::string& pack);
  void read_states(const File& file, const std::string& pack);
  void read_words(const File& file, const std::string& list);
  void read_table(const File& file, const std::string& list);

  // Fields of a YAML map, with a fault for what is not as it should be.
  bool keys_known(const File& file, const YamlNode& map, std::initializer_list<std::string_view> known,
                  std::initializer_list<std::string_view> needed);
  // The id of a list's entry, which stands in order after `last`; absent where its keys or the id are at fault.
  std::optional<std::string> entry_id(const File& file, const YamlNode& entry,
                                      std::initializer_list<std::string_view> known,
                                      std::initializer_list<std::string_view> needed, std::string& last);
  // Keeps a thing under its id, or says where the id is taken.
  template <class Thing>
  void keep(const File& file, int line, std::unordered_map<std::string, std::size_t>& index,
            std::vector<Thing>& things, std::vector<At>& places, Thing thing);
  std::string word(const File& file, const YamlNode& map, std::string_view key);
  std::vector<std::string> words(const File& file, const YamlNode& map, std::string_view key);
  bool id_is_well_formed(const File& file, int line, const std::string& id);
  void refer(const std::unordered_map<std::string, std::size_t>& index, const std::string& id,
             const File& file, int line, const char* what);
  void in_order(const File& file, int line, const std::string& id, std::string& last);

  bool add_actor(const File& file, int line, Actor actor);
  bool add_place(const File& file, int line, Place place);

  void lint_header(const File& file);
  void finish();
  void check_references();
  void check_chains();
  void check_aliases();
  void index_names();

  std::filesystem::path root_;
  bool lint_;
  Domain domain_;
  std::vector<Error> faults_;
  std::vector<File> files_;  // of the pack that is being read, in order of their paths
  std::vector<Reference> references_;
  std::vector<At> actor_at_, place_at_, gate_at_, resource_at_;  // where each thing stands
  std::vector<std::string> file_names_;
  std::string to_digest_;
};

}  // namespace assay::domain
