// Names that no text has held, made for training: drawn from lists of real ones or put together letter by letter
// after their pattern, so that a model learns names by their place in a sentence.
#pragma once

#include <cstdint>
#include <map>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace assay::language {

class NameMaker {
 public:
  enum Kind : std::size_t { kPlace, kGiven, kFamily, kKinds };

  // Common words: nouns that a name may stand for, and what names of groups are made of.
  enum WordKind : std::size_t { kOfPlace, kOfPerson, kOfGroup, kGroupEnds, kGroupMiddles, kWordKinds };

  // Reads lines "region, kind, names parted by spaces" (tabs between), # opens a comment; region * holds
  // common words. Fails with kBadFormat and name:line on another kind or fewer columns, or where a region (or *)
  // lacks a kind.
  static Result<NameMaker> read(std::string_view bytes, std::string_view name);

  std::size_t regions() const { return regions_.size(); }
  // A name in the manner of a region, with a capital and in letters alone. Requires: region < regions().
  std::string make(std::size_t region, Kind kind, std::mt19937_64& random) const;
  // The words of a group's name, without article: "KDA", "Tessin Liberation Army".
  std::vector<std::string> make_group(std::size_t region, std::mt19937_64& random) const;
  // Whether a noun in small letters is of a kind.
  bool is(WordKind kind, const std::string& noun) const;

 private:
  struct List {
    std::vector<std::string> names;
    std::map<std::string, std::string> after;  // two letters → each letter that follows them, as often as it does
  };
  struct Region {
    std::string name;
    List lists[kKinds];
  };
  std::vector<Region> regions_;
  std::vector<std::string> words_[kWordKinds];
};

}  // namespace assay::language
