#include "language/wordnet.hpp"

#include <array>
#include <cstdlib>
#include <map>
#include <set>
#include <sstream>
#include <string_view>

#include "language/conllu.hpp"

namespace assay::language {
namespace {

bool is_vowel(char c) { return std::string_view("aeiou").find(c) != std::string_view::npos; }

bool ends(const std::string& word, std::string_view ending) { return word.ends_with(ending); }

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

// The fields of a line, parted by spaces.
std::vector<std::string> fields_of(const std::string& line) {
  std::istringstream in(line);
  std::vector<std::string> out;
  for (std::string field; in >> field;) out.push_back(field);
  return out;
}

std::string small(std::string word) {
  for (char& c : word) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return word;
}

// Names of places, persons and groups: the words with a capital of synsets that are one particular thing.
// https://wordnet.princeton.edu/documentation/wndb5wn
void add_names(std::string_view bytes, std::map<std::string, std::uint16_t>& classes) {
  constexpr int kGroupFile = 14, kPlaceFile = 15, kPersonFile = 18;
  std::istringstream lines{std::string(bytes)};
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with(' ') || line.find(" @i ") == std::string::npos) continue;
    const std::vector<std::string> fields = fields_of(line.substr(0, line.find('|')));
    if (fields.size() < 5) continue;
    const int file = std::atoi(fields[1].c_str());
    const std::uint16_t bit = file == kPlaceFile    ? kPlaceName
                              : file == kPersonFile ? kPersonName
                              : file == kGroupFile  ? kGroupName
                                                    : 0;
    const auto count = static_cast<std::size_t>(std::strtol(fields[3].c_str(), nullptr, 16));
    for (std::size_t w = 0; bit != 0 && w < count && 4 + 2 * w < fields.size(); ++w) {
      std::istringstream parts(fields[4 + 2 * w]);
      const bool several = fields[4 + 2 * w].find('_') != std::string::npos;
      for (std::string part; std::getline(parts, part, '_');) {
        const bool name = part.size() > 2 && part[0] >= 'A' && part[0] <= 'Z' && part[1] >= 'a' && part[1] <= 'z';
        if (name && (!several || bit == kPersonName)) classes[small(part)] |= bit;
      }
    }
  }
}

// How often the lemmas are used as each part of speech, from the counts of WordNet's tagged texts.
void add_habits(std::string_view bytes, std::map<std::string, std::uint16_t>& classes) {
  std::map<std::string, std::array<int, 3>> uses;
  std::istringstream lines{std::string(bytes)};
  for (std::string line; std::getline(lines, line);) {
    const std::vector<std::string> fields = fields_of(line);
    const std::size_t mark = line.find('%');
    if (fields.size() < 3 || mark == std::string::npos || mark + 1 >= line.size()) continue;
    const char kind = line[mark + 1];
    const std::size_t which = kind == '1' ? 0 : kind == '2' ? 1 : 2;
    uses[small(line.substr(0, mark))][which] += std::atoi(fields[2].c_str());
  }
  for (const auto& [lemma, counts] : uses) {
    const auto known = classes.find(lemma);
    const int all = counts[0] + counts[1] + counts[2];
    if (known == classes.end() || all < 2) continue;
    constexpr std::uint16_t kBits[] = {kOftenNoun, kOftenVerb, kOftenModifier};
    for (std::size_t i = 0; i < 3; ++i) {
      if (4 * counts[i] >= 3 * all) known->second |= kBits[i];
    }
  }
}

// Verbs of synsets that take an object ("Somebody ----s something", "somebody"; "Something ----s something") and
// are nouns too.
std::vector<std::string> noun_verbs_in(std::string_view bytes, const std::set<std::string>& nouns) {
  std::set<std::string> found;
  std::istringstream lines{std::string(bytes)};
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with(' ')) continue;
    const std::string head = line.substr(0, line.find('|'));
    const bool takes_object = head.find(" + 08 00") != std::string::npos || head.find(" + 09 00") != std::string::npos ||
                              head.find(" + 11 00") != std::string::npos;
    if (!takes_object) continue;
    const std::vector<std::string> fields = fields_of(head);
    const auto count = static_cast<std::size_t>(std::strtol(fields[3].c_str(), nullptr, 16));
    for (std::size_t w = 0; w < count && 4 + 2 * w < fields.size(); ++w) {
      const std::string& word = fields[4 + 2 * w];
      if (word.size() > 2 && word.size() < 10 && nouns.count(word) > 0) found.insert(word);
    }
  }
  return {found.begin(), found.end()};
}

// "a definition; \"an example of it\"" as lines of their own.
void add_glosses(std::string_view bytes, std::vector<std::string>& out) {
  std::istringstream lines{std::string(bytes)};
  for (std::string line; std::getline(lines, line);) {
    const std::size_t bar = line.find("| ");
    if (line.starts_with(' ') || bar == std::string::npos) continue;
    std::string gloss = line.substr(bar + 2);
    std::erase(gloss, '"');
    while (!gloss.empty() && gloss.back() == ' ') gloss.pop_back();
    for (std::size_t at = 0; at < gloss.size();) {
      const std::size_t end = std::min(gloss.find("; ", at), gloss.size());
      if (end > at) out.push_back(gloss.substr(at, end - at));
      at = end + 2;
    }
  }
}

std::uint16_t class_of(const WordForm& form) {
  if (form.upos == "NOUN") return kPlural;
  if (form.upos == "ADJ") return kAdjective;
  return form.xpos == "VBZ" ? kVerbS : form.xpos == "VBG" ? kGerund : kPast;
}

}  // namespace

std::string with_s(const std::string& word) {
  if (ends(word, "s") || ends(word, "x") || ends(word, "z") || ends(word, "ch") || ends(word, "sh") ||
      ends(word, "o")) {
    return word + "es";
  }
  if (ends(word, "y") && word.size() > 1 && !is_vowel(word[word.size() - 2]))
    return word.substr(0, word.size() - 1) + "ies";
  return word + "s";
}

Result<WordNet> read_wordnet(const std::string& folder) {
  std::map<std::string, std::string> files;
  for (const char* name : {"index.verb", "index.noun", "index.adj", "index.adv", "verb.exc", "noun.exc", "adj.exc",
                           "cntlist.rev", "data.noun", "data.verb", "data.adj", "data.adv"}) {
    Result<std::string> bytes = read_file(folder + "/" + name);
    if (!bytes) return bytes.error();
    files[name] = std::move(*bytes);
  }
  WordNet net;
  std::vector<WordForm>& out = net.forms;
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
  for (const auto& [file, bit] : {std::pair("index.noun", kNoun), {"index.verb", kVerb}, {"index.adj", kAdjective},
                                  {"index.adv", kAdverb}}) {
    for (const std::string& lemma : lemmas_in(files[file])) net.classes[lemma] |= bit;
  }
  for (const WordForm& form : out) net.classes[form.form] |= class_of(form);
  add_names(files["data.noun"], net.classes);
  add_habits(files["cntlist.rev"], net.classes);
  net.noun_verbs = noun_verbs_in(files["data.verb"], lemmas_in(files["index.noun"]));
  for (const char* file : {"data.noun", "data.verb", "data.adj", "data.adv"}) add_glosses(files[file], net.glosses);
  return net;
}

}  // namespace assay::language
