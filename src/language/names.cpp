#include "language/names.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "language/characters.hpp"

namespace assay::language {
namespace {

bool joins_left(const std::string& word) {
  return word.size() == 1 ? std::string_view(".,;:?!)%").find(word[0]) != std::string_view::npos
                          : word[0] == '\'' || word == "n't";
}

// A short form of a title: "Mr.", "Lt.", no initial.
bool is_short_title(const std::string& word) { return word.size() > 2 && word.size() < 6 && word.back() == '.' && word.find('.') == word.size() - 1; }

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
    const std::size_t first = line.find('\t'), second = first == std::string_view::npos ? first : line.find('\t', first + 1);
    if (second == std::string_view::npos) {
      return Error{ErrorCode::kBadFormat, "A row of names has three columns: word, tag, label.", fmt::format("{}:{}", name, number)};
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

std::vector<NamedSentence> reworded(const std::vector<ColumnSentence>& sentences, const Segmenter& segmenter,
                                    const std::set<std::string>& titles) {
  std::vector<NamedSentence> out;
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
    NamedSentence named;
    std::size_t at = 0;
    for (const WordSpans& words : segmenter.segment(text, {0, static_cast<std::uint32_t>(text.size())})) {
      for (const Span span : words) {
        while (at + 1 < begins.size() && begins[at + 1] <= span.begin) ++at;
        const bool whole = span.begin == begins[at] && span.end == ends[at];
        int label = kinds[at];
        if (label % 2 == 1 && span.begin != begins[at]) ++label;
        named.forms.push_back(text.substr(span.begin, span.size()));
        named.tags.push_back(whole ? sentence.tags[at] : "");
        named.labels.push_back(label);
      }
    }
    if (!named.forms.empty() && named.forms.size() <= static_cast<std::size_t>(kLongestSentence)) out.push_back(std::move(named));
  }
  return out;
}

}  // namespace assay::language
