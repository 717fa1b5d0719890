// YAML as packs need it, read within bounds: maps, lists and plain words, each with its line. Anchors,
// aliases, tags and second documents are refused, so that a small file cannot grow; depth, sizes and counts
// are limited, so that a large one cannot hang. Used by the loader, and by stages with files of their own.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace assay::domain {

struct YamlNode {
  enum class Kind { kScalar, kList, kMap };
  Kind kind = Kind::kScalar;
  int line = 0;      // 1-based, where it begins
  std::string text;  // of a scalar; empty for null
  bool quoted = false;
  std::vector<YamlNode> items;    // of a list; of a map its values
  std::vector<std::string> keys;  // of a map, beside `items`; no two alike
  std::vector<int> key_lines;

  bool is_scalar() const { return kind == Kind::kScalar; }
  bool is_list() const { return kind == Kind::kList; }
  bool is_map() const { return kind == Kind::kMap; }
  // The value under `key`, or null.
  const YamlNode* find(std::string_view key) const;
};

struct YamlLimits {
  std::size_t bytes = 8u << 20;         // of the file
  std::size_t depth = 16;               // of lists and maps within each other
  std::size_t nodes = 400'000;          // scalars, lists and maps together
  std::size_t scalar_bytes = 64u << 10;
};

// The one document of `text` (an empty file is an empty map). `name` is what errors call the file. Errors:
// kBadFormat and kTooLarge, placed at `name`:line. Throws nothing.
Result<YamlNode> parse_yaml(std::string_view text, std::string_view name, const YamlLimits& limits = {});

}  // namespace assay::domain
