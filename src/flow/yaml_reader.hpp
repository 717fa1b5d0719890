// Reads YAML mappings key by key and collects what is wrong with them as file:line and a sentence. Used for
// network.yaml and for scenario files; private to the stage.
#pragma once

#include <yaml-cpp/yaml.h>

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/day.hpp"
#include "base/result.hpp"

namespace assay::flow {

inline constexpr std::size_t kLargestYaml = 16u << 20;  // bytes

class YamlReader {
 public:
  explicit YamlReader(std::string file) : file_(std::move(file)) {}

  std::string place(const YAML::Node& at) const;  // "network.yaml:12"
  void fail(const YAML::Node& at, std::string message);
  void fail_at(std::string place, std::string message);

  // The text of a scalar under `key`; empty (and a fault, when required) if there is none.
  std::string text(const YAML::Node& map, const char* key, bool required);
  std::optional<double> number(const YAML::Node& map, const char* key);
  std::optional<bool> flag(const YAML::Node& map, const char* key);
  std::vector<std::pair<std::string, YAML::Node>> texts(const YAML::Node& map, const char* key);
  // The list under `key`; an absent one is empty, anything but a list a fault.
  std::vector<YAML::Node> list(const YAML::Node& map, const char* key);
  // "2023", "2023-01", "2024-01..2024-09", "2025-03-27..": whole days, months or years, both ends included.
  std::optional<Interval> period(const YAML::Node& map, const char* key);
  // Faults every key that is not among `known`, and anything that is no mapping (then false).
  bool only_keys(const YAML::Node& map, const std::set<std::string>& known, const char* what);

  std::vector<Error>& errors() { return errors_; }

 private:
  std::string file_;
  std::vector<Error> errors_;
};

// The document in `yaml`; kTooLarge past kLargestYaml, kBadFormat with the parser's line otherwise.
Result<YAML::Node> parse_yaml(std::string_view yaml, const std::string& file);
// The bytes of a file; kNotFound, kTooLarge.
Result<std::string> read_small_file(const std::string& path);

}  // namespace assay::flow
