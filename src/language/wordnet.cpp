#include "language/wordnet.hpp"

#include <map>
#include <set>
#include <sstream>
#include <string_view>

#include "language/conllu.hpp"

namespace assay::language {
namespace {

bool is_vowel(char c) { return std::string_view("aeiou").find(c) != std::string_view::npos; }

bool ends(const std::string& word, std::string_view ending) { return word.ends_with(ending); }

std::string with_s(const std::string& word) {
  if (ends(word, "s") || ends(word, "x") || ends(word, "z") || ends(word, "ch") || ends(word, "sh") ||
      ends(word, "o")) {
    return word + "es";
  }
  if (ends(word, "y") && word.size() > 1 && !is_vowel(word[word.size() - 2]))
    return word.substr(0, word.size() - 1) + "ies";
  return word + "s";
}

std::string with_ed(const std::string& word) {
  if (ends(word, "e")) return word + "d";
  if (ends(word, "y") && word.size() > 1 && !is_vowel(word[word.size() - 2]))
    return word.substr(0, word.size() - 1) + "ied";
  return word + "ed";
}

std::string with_ing(const std::string& word) {
  if (ends(word, "ie")) return word.substr(0, word.size() - 2) + "ying";
  if (ends(word, "e") && !ends(word, "ee") && !ends(word, "oe") && !ends(word, "ye"))
    return word.substr(0, word.size() - 1) + "ing";
  return word + "ing";
}

// The lemmas of an index: the first field of each line, single words of small letters only.
std::set<std::string> lemmas_in(std::string_view bytes) {
  std::set<std::string> out;
  std::istringstream lines{std::string(bytes)};
  for (std::string line; std::getline(lines, line);) {
    const std::string word = line.substr(0, line.find(' '));
    bool plain = word.size() > 1;
    for (const char c : word) plain = plain && ((c >= 'a' && c <= 'z') || c == '-');
    if (plain) out.insert(word);
  }
  return out;
}

std::vector<std::pair<std::string, std::string>> exceptions_in(std::string_view bytes) {
  std::vector<std::pair<std::string, std::string>> out;
  std::istringstream lines{std::string(bytes)};
  for (std::string line; std::getline(lines, line);) {
    std::istringstream fields(line);
    std::string form, lemma;
    if (fields >> form >> lemma && form.find('_') == std::string::npos && form != lemma)
      out.emplace_back(form, lemma);
  }
  return out;
}

}  // namespace

Result<std::vector<WordForm>> read_wordnet(const std::string& folder) {
  std::map<std::string, std::string> files;
  for (const char* name : {"index.verb", "index.noun", "verb.exc", "noun.exc", "adj.exc"}) {
    Result<std::string> bytes = read_file(folder + "/" + name);
    if (!bytes) return bytes.error();
    files[name] = std::move(*bytes);
  }
  std::vector<WordForm> out;
  std::set<std::string> past, present;  // verbs whose forms in -ed or -ing are exceptions
  for (const auto& [form, lemma] : exceptions_in(files["verb.exc"])) {
    if (ends(form, "ing")) {
      out.push_back({form, lemma, "VERB", "VBG"});
      present.insert(lemma);
    } else if (ends(form, "s") && !ends(lemma, "s")) {
      out.push_back({form, lemma, "VERB", "VBZ"});
    } else {
      out.push_back({form, lemma, "VERB", "VBD"});
      out.push_back({form, lemma, "VERB", "VBN"});
      past.insert(lemma);
    }
  }
  for (const std::string& lemma : lemmas_in(files["index.verb"])) {
    out.push_back({with_s(lemma), lemma, "VERB", "VBZ"});
    if (past.count(lemma) == 0) {
      out.push_back({with_ed(lemma), lemma, "VERB", "VBD"});
      out.push_back({with_ed(lemma), lemma, "VERB", "VBN"});
    }
    if (present.count(lemma) == 0) out.push_back({with_ing(lemma), lemma, "VERB", "VBG"});
  }
  for (const auto& [form, lemma] : exceptions_in(files["noun.exc"]))
    out.push_back({form, lemma, "NOUN", "NNS"});
  for (const std::string& lemma : lemmas_in(files["index.noun"])) {
    out.push_back({with_s(lemma), lemma, "NOUN", "NNS"});
    if (ends(lemma, "o")) out.push_back({lemma + "s", lemma, "NOUN", "NNS"});
  }
  for (const auto& [form, lemma] : exceptions_in(files["adj.exc"])) {
    out.push_back({form, lemma, "ADJ", ends(form, "st") ? "JJS" : "JJR"});
  }
  return out;
}

}  // namespace assay::language
