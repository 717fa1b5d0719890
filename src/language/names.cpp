#include "language/names.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "language/characters.hpp"

namespace assay::language {
namespace {

bool joins_left(const std::string& word) {
  return word.size() == 1 ? std::string_view(".,;:?!)%").find(word[0]) != std::string_view::npos
                          : word[0] == '\'' || word == "n't";
}

// A short form of a title: "Mr.", "Lt.", no initial.
bool is_short_title(const std::string& word) {
  return word.size() > 2 && word.size() < 6 && word.back() == '.' && word.find('.') == word.size() - 1;
}

// The label of one word of the corpus, and nothing of its titles.
std::vector<int> kinds_of(const ColumnSentence& sentence, const std::set<std::string>& titles) {
  const std::size_t n = sentence.words.size();
  std::vector<int> out(n, 0);
  for (std::size_t i = 0; i < n;) {
    const std::string& label = sentence.labels[i];
    if (label.size() < 3) {
      ++i;
      continue;
    }
    const std::string kind = label.substr(2);
    std::size_t end = i + 1;
    while (end < n && sentence.labels[end] == "I-" + kind) ++end;
    std::size_t begin = i;
    int name = 0;
    if (kind == "per") {
      name = 1;
      for (std::size_t t = i; t + 1 < end && t < i + 4; ++t) {
        const std::string low = lowered(sentence.words[t]);
        if (titles.count(low) > 0 || is_short_title(sentence.words[t])) begin = t + 1;
      }
      const std::string low = lowered(sentence.words[begin]);
      if (end - begin == 1 && begin == i && titles.count(low) > 0) name = 0;  // a title alone is no name
    } else if (kind == "org") {
      name = 3;
    } else if (kind == "geo" || (kind == "gpe" && sentence.tags[i] == "NNP")) {
      name = 5;
    }
    if (name != 0) {
      for (std::size_t t = begin; t < end; ++t) out[t] = t == begin ? name : name + 1;
    }
    i = end;
  }
  return out;
}

}  // namespace

namespace {

struct Mention {
  int first = 0, last = 0, head = 0, kind = 0;  // words from 0, `last` inclusive; kind 1, 3 or 5
};

// The mentions of persons, organisations and places in one sentence of GUM:
// "(10-organization-new-…-2,4-coref" opens mention 10 whose head is its second word, "10)" closes it.
std::vector<Mention> mentions_of(const TreebankSentence& annotated) {
  std::vector<Mention> out;
  std::map<std::string, std::vector<Mention>> open;
  const auto close = [&](const std::string& id, int at) {
    std::vector<Mention>& begun = open[id];
    if (begun.empty()) return;
    begun.back().last = at;
    if (begun.back().kind != 0) out.push_back(begun.back());
    begun.pop_back();
  };
  for (std::size_t t = 0; t < annotated.misc.size(); ++t) {
    const std::string& misc = annotated.misc[t];
    std::size_t at = misc.find("Entity=");
    if (at == std::string::npos) continue;
    const std::size_t end = std::min(misc.find('|', at), misc.size());
    const auto here = static_cast<int>(t);
    for (at += 7; at < end;) {
      const bool opens = misc[at] == '(';
      at += opens;
      const std::size_t stop = std::min(misc.find_first_of("()", at), end);
      std::vector<std::string> fields(1);
      for (std::size_t i = at; i < stop; ++i) {
        if (misc[i] == '-')
          fields.emplace_back();
        else
          fields.back() += misc[i];
      }
      at = stop;
      if (opens) {
        const std::string kind = fields.size() > 1 ? fields[1] : "";
        Mention mention;
        mention.first = here;
        mention.head = here + (fields.size() > 5 ? std::max(1, std::atoi(fields[5].c_str())) : 1) - 1;
        mention.kind = kind == "person" ? 1 : kind == "organization" ? 3 : kind == "place" ? 5 : 0;
        open[fields[0]].push_back(mention);
      }
      if (at < end && misc[at] == ')') {
        close(fields[0], here);
        ++at;
      } else if (!opens) {
        break;
      }
    }
  }
  return out;
}

bool has_capital(const std::string& form) { return is_upper(decode(form, 0).code); }

}  // namespace

std::vector<std::vector<int>> names_of(const Treebank& treebank, const std::set<std::string>& titles) {
  bool marked = false;
  for (const TreebankSentence& annotated : treebank) {
    for (const std::string& misc : annotated.misc)
      marked = marked || misc.find("Entity=") != std::string::npos;
  }
  std::vector<std::vector<int>> out;
  for (const TreebankSentence& annotated : treebank) {
    const std::vector<Token>& tokens = annotated.sentence.tokens;
    const auto n = static_cast<int>(tokens.size());
    const auto token = [&](int i) -> const Token& { return tokens[static_cast<std::size_t>(i)]; };
    std::vector<int> labels(tokens.size(), marked ? 0 : -1);
    if (!marked) {
      for (int i = 0; i < n; ++i) {
        const bool small =
            class_of(decode(token(i).form, 0).code) == CharClass::kLetter && !has_capital(token(i).form);
        const bool beside =
            (i > 0 && token(i - 1).upos == "PROPN") || (i + 1 < n && token(i + 1).upos == "PROPN");
        if (token(i).upos != "PROPN" &&
            ((small && !beside) || (token(i).upos == "PUNCT" && token(i).xpos != "HYPH"))) {
          labels[static_cast<std::size_t>(i)] = 0;
        }
      }
      out.push_back(std::move(labels));
      continue;
    }
    std::vector<Mention> mentions = mentions_of(annotated);
    std::stable_sort(mentions.begin(), mentions.end(),
                     [](const Mention& a, const Mention& b) { return a.last - a.first > b.last - b.first; });
    for (const Mention& mention : mentions) {
      if (mention.head > mention.last || token(mention.head).upos != "PROPN") continue;
      int first = mention.head, last = mention.head;
      const auto is_part = [&](int i) {
        if (token(i).upos == "PROPN" || token(i).xpos == "HYPH") return true;
        return mention.kind != 1 && has_capital(token(i).form) &&
               (token(i).upos == "ADJ" || token(i).upos == "NOUN" || token(i).upos == "NUM");
      };
      while (first > mention.first && is_part(first - 1)) --first;
      while (last < mention.last) {
        const bool joins =
            mention.kind != 1 && (token(last + 1).upos == "ADP" || token(last + 1).upos == "CCONJ" ||
                                  token(last + 1).xpos == "POS");
        if (is_part(last + 1))
          ++last;
        else if (joins && last + 2 <= mention.last && token(last + 2).upos == "PROPN")
          last += 2;
        else
          break;
      }
      while (first < last && (token(first).xpos == "HYPH" ||
                              (mention.kind == 1 && titles.count(lowered(token(first).form)) > 0)))
        ++first;
      while (first < last && token(last).xpos == "HYPH") --last;
      bool taken = false;
      for (int i = first; i <= last; ++i) taken = taken || labels[static_cast<std::size_t>(i)] != 0;
      if (taken) continue;
      for (int i = first; i <= last; ++i)
        labels[static_cast<std::size_t>(i)] = mention.kind + (i > first ? 1 : 0);
    }
    out.push_back(std::move(labels));
  }
  return out;
}

Result<std::vector<ColumnSentence>> read_columns(std::string_view bytes, std::string_view name) {
  std::vector<ColumnSentence> out(1);
  int number = 0;
  while (!bytes.empty()) {
    const std::size_t end = bytes.find('\n');
    std::string_view line = bytes.substr(0, end);
    bytes.remove_prefix(end == std::string_view::npos ? bytes.size() : end + 1);
    ++number;
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty()) {
      if (!out.back().words.empty()) out.emplace_back();
      continue;
    }
    const std::size_t first = line.find('\t'),
                      second = first == std::string_view::npos ? first : line.find('\t', first + 1);
    if (second == std::string_view::npos) {
      return Error{ErrorCode::kBadFormat, "A row of names has three columns: word, tag, label.",
                   fmt::format("{}:{}", name, number)};
    }
    if (first == 0) continue;
    out.back().words.emplace_back(line.substr(0, first));
    out.back().tags.emplace_back(line.substr(first + 1, second - first - 1));
    out.back().labels.emplace_back(line.substr(second + 1));
  }
  if (out.back().words.empty()) out.pop_back();
  return out;
}

std::set<std::string> titles_of(const std::vector<Treebank>& treebanks) {
  std::set<std::string> out;
  for (const Treebank& treebank : treebanks) {
    for (const TreebankSentence& annotated : treebank) {
      for (const Token& token : annotated.sentence.tokens) {
        if (token.deprel == "nmod:desc" && token.form.size() > 1) out.insert(lowered(token.form));
      }
    }
  }
  return out;
}

std::vector<Material> reworded(const std::vector<ColumnSentence>& sentences, const Segmenter& segmenter,
                                    const std::set<std::string>& titles) {
  std::vector<Material> out;
  for (const ColumnSentence& sentence : sentences) {
    const std::vector<int> kinds = kinds_of(sentence, titles);
    std::string text;
    std::vector<std::uint32_t> begins, ends;
    for (const std::string& word : sentence.words) {
      if (!text.empty() && !joins_left(word)) text += ' ';
      begins.push_back(static_cast<std::uint32_t>(text.size()));
      text += word;
      ends.push_back(static_cast<std::uint32_t>(text.size()));
    }
    Material named;
    std::size_t at = 0;
    for (const WordSpans& words : segmenter.segment(text, {0, static_cast<std::uint32_t>(text.size())})) {
      for (const Span span : words) {
        while (at + 1 < begins.size() && begins[at + 1] <= span.begin) ++at;
        const bool whole = span.begin == begins[at] && span.end == ends[at];
        int label = kinds[at];
        if (label % 2 == 1 && span.begin != begins[at]) ++label;
        named.tokens.emplace_back();
        named.tokens.back().form = named.tokens.back().lemma = text.substr(span.begin, span.size());
        named.tokens.back().head = -1;
        named.extra.push_back(whole ? sentence.tags[at] : "");
        named.names.push_back(label);
      }
    }
    if (!named.tokens.empty() && named.tokens.size() <= static_cast<std::size_t>(kLongestSentence))
      out.push_back(std::move(named));
  }
  return out;
}

}  // namespace assay::language
