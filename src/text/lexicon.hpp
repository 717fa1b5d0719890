// The words by which the text stage tells a byline from a paragraph and a menu from a headline: the files
// text_*.txt and text_*.tsv in domain/*/lexicon. Loaded once, never changed, shared between threads.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "base/result.hpp"
#include "base/span.hpp"

namespace assay::domain {
class Domain;
}

namespace assay::text {

// A word of a passage: letters, digits and everything above U+00A0 that is no punctuation. `low` is the word
// in ASCII lower case; it points into the caller's buffer.
struct Word {
  Span span;
  std::string_view low;
};

// Cuts `text` into words. `low` must be `text` in ASCII lower case and outlive the words. O(bytes).
std::vector<Word> words_of(std::string_view low, Span within);
std::string lower(std::string_view text);  // ASCII and À–Þ only, so that offsets stay

// Phrases of one to eight words; '*' in a phrase stands for up to four words.
class Phrases {
 public:
  void add(std::string_view phrase);
  // The number of words of the longest phrase that matches at words[at], or 0.
  std::size_t match(const std::vector<Word>& words, std::size_t at) const;
  bool anywhere(const std::vector<Word>& words) const;
  bool contains(std::string_view word) const;  // as a phrase of one word
  bool empty() const { return by_first_.empty(); }

 private:
  std::unordered_map<std::string, std::vector<std::vector<std::string>>> by_first_;
};

struct Lexicon {
  Phrases byline;       // 'translated by', 'reporting by'
  Phrases role;         // 'special correspondent', 'editor'
  Phrases credit;       // 'photo', 'getty images', 'courtesy of'
  Phrases caption;      // 'is seen', 'file photo'
  Phrases related;      // 'related stories', 'read more'
  Phrases navigation;   // 'home', 'share', 'skip to content'
  Phrases boilerplate;  // at the start of a passage: 'sign up', 'comments are'
  Phrases notice;       // anywhere in it: 'all rights reserved', 'terms of use'
  Phrases masthead;     // words of outlets, offices and series: 'ministry', 'weekly'
  Phrases realm;        // words of states' names: 'republic', 'kingdom'
  Phrases document;     // kinds of documents: 'press release', 'situation report'
  Phrases finite;       // verb forms that make a line a statement: 'says', 'captured', 'is'
  Phrases correction;   // 'correction', 'an earlier version of this'
  Phrases date_mark;    // 'published', 'issued', 'as of'
  Phrases update_mark;  // 'updated', 'last modified'
  Phrases weekday;
  Phrases joining;                                      // words that end no line: 'of', 'the'
  std::unordered_map<std::string, int> months;          // 'jan', 'january' → 1
  std::unordered_map<std::string, std::string> fields;  // 'subject' → the name of a block kind
  std::unordered_map<std::string, std::string> html;  // a word of a class or id → the name of a block kind

  // Reads text_* of every pack under `root`. Fails with kNotFound when base's lists are missing, kBadFormat
  // at file:line otherwise.
  static Result<Lexicon> load(const std::filesystem::path& root);
  static Result<Lexicon> load(const domain::Domain& domain);
};

}  // namespace assay::text
