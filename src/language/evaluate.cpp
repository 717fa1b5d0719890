#include "language/evaluate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <tuple>

#include "language/characters.hpp"

namespace assay::language {
namespace {

struct View {
  std::size_t begin = 0, end = 0;  // in characters that are no space
  bool contracted = false;
  std::size_t head = SIZE_MAX;  // index of the parent word, SIZE_MAX for the root
  const Token* token = nullptr;
};

struct Flat {
  std::string characters;
  std::vector<std::pair<std::size_t, std::size_t>> tokens, sentences;
  std::vector<View> words;
};

// The bytes of a form that are no white space: alignment is by these.
void append_visible(std::string& out, std::string_view form) {
  for (std::size_t at = 0; at < form.size();) {
    const Char c = decode(form, at);
    if (class_of(c.code) != CharClass::kSpace) out.append(form.substr(at, c.size));
    at += c.size;
  }
}

Flat flat_of(const Treebank& treebank) {
  Flat out;
  for (const TreebankSentence& annotated : treebank) {
    const std::vector<Token>& tokens = annotated.sentence.tokens;
    const std::size_t sentence_begin = out.characters.size(), first_word = out.words.size();
    std::size_t range = 0;
    for (std::size_t i = 0; i < tokens.size();) {
      const bool contracted = range < annotated.contractions.size() &&
                              annotated.contractions[range].first == static_cast<int>(i) + 1;
      const std::size_t begin = out.characters.size();
      append_visible(out.characters, contracted ? annotated.contractions[range].form : tokens[i].form);
      const std::size_t end = out.characters.size();
      out.tokens.emplace_back(begin, end);
      const std::size_t last =
          contracted ? static_cast<std::size_t>(annotated.contractions[range++].last) : i + 1;
      for (; i < last; ++i) {
        const int head = tokens[i].head;
        out.words.push_back({begin, end, contracted,
                             head == 0 ? SIZE_MAX : first_word + static_cast<std::size_t>(head) - 1,
                             &tokens[i]});
      }
    }
    out.sentences.emplace_back(sentence_begin, out.characters.size());
  }
  return out;
}

std::size_t common(const std::vector<std::pair<std::size_t, std::size_t>>& a,
                   const std::vector<std::pair<std::size_t, std::size_t>>& b) {
  std::size_t count = 0;
  for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    if (a[i] == b[j])
      ++count, ++i, ++j;
    else if (a[i].first < b[j].first || (a[i].first == b[j].first && a[i].second < b[j].second))
      ++i;
    else
      ++j;
  }
  return count;
}

// Pairs of indices (gold, system) of words that stand for the same characters; inside contractions by the
// longest common subsequence of their lower-case forms.
std::vector<std::pair<std::size_t, std::size_t>> align(const std::vector<View>& gold,
                                                       const std::vector<View>& system) {
  std::vector<std::pair<std::size_t, std::size_t>> out;
  std::size_t g = 0, s = 0;
  while (g < gold.size() && s < system.size()) {
    if (gold[g].contracted || system[s].contracted) {
      // The region that contractions of either side cover together.
      std::size_t gi = g, si = s;
      std::size_t end = gold[g].contracted ? gold[g].end : system[s].end;
      if (gold[g].contracted && system[s].begin < gold[g].begin && !system[s].contracted) {
        ++s;
        continue;
      }
      if (system[s].contracted && gold[g].begin < system[s].begin && !gold[g].contracted) {
        ++g;
        continue;
      }
      if (gold[g].contracted && system[s].contracted)
        end = gold[g].begin <= system[s].begin ? gold[g].end : system[s].end;
      for (bool grew = true; grew;) {
        grew = false;
        while (gi < gold.size() && gold[gi].begin < end) {
          if (gold[gi].contracted && gold[gi].end > end) end = gold[gi].end, grew = true;
          ++gi;
        }
        while (si < system.size() && system[si].begin < end) {
          if (system[si].contracted && system[si].end > end) end = system[si].end, grew = true;
          ++si;
        }
      }
      const std::size_t n = gi - g, m = si - s;
      std::vector<std::vector<int>> best(n + 1, std::vector<int>(m + 1, 0));
      const auto same = [&](std::size_t i, std::size_t j) {
        return lowered(gold[g + i].token->form) == lowered(system[s + j].token->form);
      };
      for (std::size_t i = n; i-- > 0;) {
        for (std::size_t j = m; j-- > 0;) {
          best[i][j] = same(i, j) ? best[i + 1][j + 1] + 1 : std::max(best[i + 1][j], best[i][j + 1]);
        }
      }
      for (std::size_t i = 0, j = 0; i < n && j < m;) {
        if (same(i, j))
          out.emplace_back(g + i++, s + j++);
        else if (best[i][j] == best[i + 1][j])
          ++i;
        else
          ++j;
      }
      g = gi;
      s = si;
    } else if (gold[g].begin == system[s].begin && gold[g].end == system[s].end) {
      out.emplace_back(g++, s++);
    } else if (gold[g].begin <= system[s].begin) {
      ++g;
    } else {
      ++s;
    }
  }
  return out;
}

std::string_view without_subtype(std::string_view label) { return label.substr(0, label.find(':')); }

std::string universal(std::string_view feats) {
  static const std::set<std::string_view> kUniversal = {
      "PronType", "NumType", "Poss",  "Reflex",   "Foreign",  "Abbr",     "Gender",
      "Animacy",  "Number",  "Case",  "Definite", "Degree",   "VerbForm", "Mood",
      "Tense",    "Aspect",  "Voice", "Evident",  "Polarity", "Person",   "Polite"};
  std::string out;
  while (!feats.empty()) {
    const std::size_t bar = feats.find('|');
    const std::string_view field = feats.substr(0, bar);
    feats.remove_prefix(bar == std::string_view::npos ? feats.size() : bar + 1);
    if (kUniversal.count(field.substr(0, field.find('='))) > 0) (out += field) += '|';
  }
  return out;
}

}  // namespace

Result<Scores> evaluate(const Treebank& gold_treebank, const Treebank& system_treebank) {
  const Flat gold = flat_of(gold_treebank), system = flat_of(system_treebank);
  if (gold.characters != system.characters) {
    const auto at = std::mismatch(gold.characters.begin(), gold.characters.end(), system.characters.begin(),
                                  system.characters.end())
                        .first -
                    gold.characters.begin();
    return Error{ErrorCode::kBadFormat,
                 fmt::format("The two annotate different texts, from character {} on.", at), ""};
  }
  Scores out;
  out.tokens = {gold.tokens.size(), system.tokens.size(), common(gold.tokens, system.tokens), 0};
  out.sentences = {gold.sentences.size(), system.sentences.size(), common(gold.sentences, system.sentences),
                   0};
  const auto pairs = align(gold.words, system.words);
  std::vector<std::size_t> gold_of(system.words.size(), SIZE_MAX - 1);
  for (const auto& [g, s] : pairs) gold_of[s] = g;
  for (Score* score : {&out.words, &out.upos, &out.xpos, &out.feats, &out.lemma, &out.uas, &out.las}) {
    *score = {gold.words.size(), system.words.size(), 0, pairs.size()};
  }
  out.words.right = pairs.size();
  for (const auto& [g, s] : pairs) {
    const View &a = gold.words[g], &b = system.words[s];
    out.upos.right += a.token->upos == b.token->upos;
    out.xpos.right += a.token->xpos == b.token->xpos;
    out.feats.right += universal(a.token->feats) == universal(b.token->feats);
    out.lemma.right += a.token->lemma == "_" || a.token->lemma == b.token->lemma;
    const std::size_t head = b.head == SIZE_MAX ? SIZE_MAX : gold_of[b.head];
    if (head != a.head) continue;
    ++out.uas.right;
    out.las.right += without_subtype(a.token->deprel) == without_subtype(b.token->deprel);
  }
  return out;
}

Result<std::vector<std::vector<int>>> read_names(std::string_view bytes, std::string_view name,
                                                 const Treebank& words) {
  std::map<std::string, std::vector<int>> labels_of;  // by the words of the sentence
  std::string forms;
  std::vector<int> labels;
  int number = 0;
  const auto finish = [&] {
    if (!labels.empty()) labels_of[forms] = labels;
    forms.clear();
    labels.clear();
  };
  while (!bytes.empty()) {
    const std::size_t end = bytes.find('\n');
    std::string_view line = bytes.substr(0, end);
    bytes.remove_prefix(end == std::string_view::npos ? bytes.size() : end + 1);
    ++number;
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty()) finish();
    if (line.empty() || line[0] == '#') continue;
    const std::size_t first = line.find('\t'), second = line.find('\t', first + 1);
    if (first == std::string_view::npos || second == std::string_view::npos) {
      return Error{ErrorCode::kBadFormat, "A row of names has at least three columns.",
                   fmt::format("{}:{}", name, number)};
    }
    const std::string_view label = line.substr(second + 1, line.find('\t', second + 1) - second - 1);
    const std::string_view kind = label.size() > 2 ? label.substr(2) : "";
    const int begin = kind == "PER" ? 1 : kind == "ORG" ? 3 : kind == "LOC" ? 5 : 0;
    (forms += line.substr(first + 1, second - first - 1)) += '\t';
    labels.push_back(begin == 0 ? 0 : label[0] == 'B' ? begin : begin + 1);
  }
  finish();
  std::vector<std::vector<int>> out;
  std::size_t found = 0;
  for (const TreebankSentence& annotated : words) {
    forms.clear();
    for (const Token& token : annotated.sentence.tokens) (forms += token.form) += '\t';
    const auto known = labels_of.find(forms);
    found += known != labels_of.end();
    out.push_back(known == labels_of.end() ? std::vector<int>{} : known->second);
  }
  if (found * 2 < words.size()) {
    return Error{ErrorCode::kBadFormat,
                 fmt::format("Only {} of the {} sentences are those of the treebank.", found, words.size()),
                 std::string(name)};
  }
  return out;
}

NameScores score_names(const std::vector<std::vector<int>>& gold, const std::vector<Sentence>& system) {
  using Run = std::tuple<std::size_t, std::size_t, int>;
  const auto runs = [](std::size_t n, const auto& kind_at, const auto& begins_at) {
    std::set<Run> out;
    for (std::size_t i = 0; i < n;) {
      const int kind = kind_at(i);
      std::size_t end = i + 1;
      while (kind != 0 && end < n && kind_at(end) == kind && !begins_at(end)) ++end;
      if (kind != 0) out.emplace(i, end, kind);
      i = end;
    }
    return out;
  };
  NameScores scores;
  for (std::size_t s = 0; s < gold.size() && s < system.size(); ++s) {
    const std::vector<int>& labels = gold[s];
    const std::vector<Token>& tokens = system[s].tokens;
    if (labels.size() != tokens.size()) continue;
    const std::set<Run> right = runs(
        labels.size(), [&](std::size_t i) { return (labels[i] + 1) / 2; },
        [&](std::size_t i) { return labels[i] % 2 == 1; });
    const std::set<Run> mine = runs(
        tokens.size(), [&](std::size_t i) { return static_cast<int>(tokens[i].name); },
        [&](std::size_t i) { return tokens[i].name_begin; });
    Score* kinds[] = {&scores.all, &scores.person, &scores.organisation, &scores.place};
    for (const Run& run : right) {
      for (Score* score : {kinds[0], kinds[std::get<2>(run)]}) {
        ++score->gold;
        score->right += mine.count(run);
      }
    }
    for (const Run& run : mine) {
      ++kinds[0]->system;
      ++kinds[std::get<2>(run)]->system;
    }
  }
  return scores;
}

Treebank as_treebank(std::vector<Sentence> sentences, std::string_view text) {
  Treebank out;
  for (Sentence& sentence : sentences) {
    TreebankSentence annotated;
    const std::vector<int> last = contractions_of(sentence);
    for (std::size_t i = 0; i < last.size(); ++i) {
      if (last[i] == 0) continue;
      const Token& end = sentence.tokens[static_cast<std::size_t>(last[i]) - 1];
      annotated.contractions.push_back(
          {static_cast<int>(i) + 1, last[i],
           std::string(
               text.substr(sentence.tokens[i].span.begin, end.span.end - sentence.tokens[i].span.begin)),
           end.space_after});
    }
    annotated.sentence = std::move(sentence);
    out.push_back(std::move(annotated));
  }
  return out;
}

}  // namespace assay::language
