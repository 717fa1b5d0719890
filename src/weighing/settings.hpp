// Reading files of settings: numbers by their path, with errors that name file and line. Used for
// weighing.yaml and, by the stage after this one, for holding's.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "domain/yaml.hpp"

namespace assay::weighing {

// One settings file. Faults are collected: ask for everything, then look at `fault`.
class Settings {
 public:
  static Result<Settings> read(const std::filesystem::path& path);

  // The number at "join.threshold"; a fault and 0 when it is absent, no number, or outside [low, high].
  double number(std::string_view path, double low, double high);
  std::vector<std::string> words(std::string_view path);  // a list of words
  // A list of so many numbers, each within [low, high]; a fault and zeros when it is none.
  std::vector<double> numbers(std::string_view path, std::size_t count, double low, double high);
  std::string text(std::string_view path);                // a word
  // Keys of the map at `path` in the file's order; a fault when it is none.
  std::vector<std::string> keys(std::string_view path);
  bool has(std::string_view path) const;
  // The first fault, or success.
  Status fault() const;

 private:
  const domain::YamlNode* find(std::string_view path) const;
  double number_of(const domain::YamlNode& node, std::string_view path, double low, double high);
  void add_fault(std::string_view path, const std::string& what, int line);
  std::string name_;
  domain::YamlNode root_;
  std::vector<Error> faults_;
};

}  // namespace assay::weighing
