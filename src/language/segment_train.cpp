// Training of the segmenter: logistic regression with Adagrad over the features of segment_features.hpp.
#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>
#include <sstream>
#include <unordered_set>

#include "language/segment.hpp"
#include "language/segment_features.hpp"

namespace assay::language {
namespace {

// Examples in one array: the features of example i are features[begin[i] .. begin[i+1]).
struct Examples {
  std::vector<std::uint32_t> features;
  std::vector<std::size_t> begin{0};
  std::vector<bool> yes;
  void add(const std::uint32_t* from, int count, bool answer) {
    features.insert(features.end(), from, from + count);
    begin.push_back(features.size());
    yes.push_back(answer);
  }
};

std::vector<float> fit(const Examples& examples, int bits, int epochs, std::uint64_t seed) {
  constexpr double kRate = 0.2, kDecay = 1e-7;
  std::vector<float> weights(std::size_t{1} << bits, 0), squares(weights.size(), 1e-3f);
  std::vector<double> sums(weights.size(), 0);
  std::vector<std::uint32_t> order(examples.yes.size());
  std::iota(order.begin(), order.end(), 0u);
  std::mt19937_64 random(seed);
  for (int epoch = 0; epoch < epochs; ++epoch) {
    for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random() % i]);
    for (const std::uint32_t e : order) {
      const std::uint32_t* from = &examples.features[examples.begin[e]];
      const auto count = static_cast<int>(examples.begin[e + 1] - examples.begin[e]);
      const double p = 1 / (1 + std::exp(-static_cast<double>(score(weights, from, count, bits))));
      const double error = p - (examples.yes[e] ? 1 : 0);
      if (std::abs(error) < 1e-3) continue;
      for (int f = 0; f < count; ++f) {
        const std::uint32_t index = from[f] >> (32 - bits);
        const double gradient = error + kDecay * weights[index];
        squares[index] += static_cast<float>(gradient * gradient);
        weights[index] -= static_cast<float>(kRate * gradient / std::sqrt(squares[index]));
      }
    }
    for (std::size_t i = 0; i < weights.size(); ++i) sums[i] += weights[i];
  }
  for (std::size_t i = 0; i < weights.size(); ++i) weights[i] = static_cast<float>(sums[i] / epochs);
  return weights;
}

bool is_number(const std::string& word) {
  return !word.empty() && word[0] >= '0' && word[0] <= '9';
}

bool is_acronym(const std::string& word) {
  return word.size() > 1 && word.size() < 6 && std::all_of(word.begin(), word.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

std::string with_stops(const std::string& acronym) {
  std::string out;
  for (const char letter : acronym) (out += letter) += '.';
  return out;
}

// The sentence with other words cut short: titles by other titles, units and counts by their abbreviations, acronyms
// with stops, given names by initials, times before days. At the end of a sentence one stop does for both.
std::vector<std::string> cut_short(const std::vector<std::string>& words, const Abbreviations& lists,
                                   std::mt19937_64& random) {
  const auto one_in = [&](unsigned n) { return random() % n == 0; };
  const auto any = [&](const std::vector<std::string>& list) { return list[random() % list.size()]; };
  const auto is_in = [](const std::vector<std::string>& list, const std::string& word) {
    return std::find(list.begin(), list.end(), word) != list.end();
  };
  static const std::vector<std::string> kUnits = {"kilometers", "kilometres", "meters", "metres", "miles", "tons",
                                                  "tonnes", "feet", "hours", "minutes", "kilograms", "people"};
  static const std::vector<std::string> kFullTitles = {"General", "Colonel", "Major", "Captain", "President", "Senator",
                                                       "Minister", "Secretary", "Governor", "Mr.", "Ms.", "Mrs."};
  std::vector<std::string> out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string& word = words[i];
    const bool inside = i + 2 < words.size();
    const bool last = i > 0 && i + 2 == words.size() && words[i + 1] == ".";
    if (last && is_number(words[i - 1]) && is_in(kUnits, word) && !lists.units.empty() && one_in(2)) {
      out.push_back(any(lists.units));
      out.back().pop_back();
      continue;
    }
    if (last && is_acronym(word) && one_in(3)) {
      out.push_back(with_stops(word));
      break;
    }
    if (last && word.ends_with("day") && words[i - 1] == "on" && one_in(3)) {
      out.back() = "at";
      out.push_back(std::to_string(1 + random() % 12));
      out.push_back(one_in(2) ? "p.m." : "a.m.");
      break;
    }
    const bool name_follows = inside && words[i + 1][0] >= 'A' && words[i + 1][0] <= 'Z';
    const bool is_name = word.size() > 2 && word[0] >= 'A' && word[0] <= 'Z' && word[1] >= 'a' && word[1] <= 'z';
    if (inside && is_name && name_follows && words[i + 1].size() > 2 && one_in(12)) {
      for (std::size_t n = 1 + random() % 2; n > 0; --n) out.push_back({static_cast<char>('A' + random() % 26), '.'});
    } else if (name_follows && !lists.titles.empty() && (is_in(lists.titles, word) || is_in(kFullTitles, word)) && !one_in(3)) {
      out.push_back(any(lists.titles));
      if (one_in(4)) out.push_back(any(lists.titles));
    } else if (inside && i > 0 && is_number(words[i - 1]) && is_in(kUnits, word) && !lists.units.empty() && one_in(2)) {
      out.push_back(any(lists.units));
    } else if (inside && i > 0 && is_number(word) && !lists.counts.empty() && one_in(12)) {
      out.push_back(any(lists.counts));
      out.push_back(word);
    } else if (inside && i > 0 && is_acronym(word) && one_in(3)) {
      out.push_back(with_stops(word));
    } else if (inside && word.ends_with("day") && word.size() > 5 && i > 0 && words[i - 1] == "on" && one_in(3)) {
      out.back() = "at";
      out.push_back(std::to_string(1 + random() % 12));
      out.push_back(one_in(2) ? "p.m." : "a.m.");
      out.push_back(word);
    } else {
      out.push_back(word);
    }
  }
  return out;
}

bool joins_left(const std::string& word) {
  return word.size() == 1 ? std::string_view(".,;:?!)%'").find(word[0]) != std::string_view::npos
                          : word[0] == '\'' || word == "n't";
}

}  // namespace

class SegmenterTrainer {
 public:
  Examples words, sentences;

  // Counts, for each run of letters, where its words part; keeps the majority.
  void learn_inner(const Treebank& treebank) {
    for (const TreebankSentence& annotated : treebank) {
      for (const Contraction& whole : annotated.contractions) {
        const std::string& first = annotated.sentence.tokens[static_cast<std::size_t>(whole.first) - 1].form;
        if (whole.last - whole.first != 1 || first.size() >= whole.form.size()) continue;
        const std::string low = lowered(whole.form);
        if (std::all_of(low.begin(), low.end(), [](char c) { return c >= 'a' && c <= 'z'; })) {
          ++inner_[low][static_cast<int>(first.size())];
        }
      }
    }
  }
  void count_wholes(const Treebank& treebank) {
    for (const TreebankSentence& annotated : treebank) {
      for (const Token& token : annotated.sentence.tokens) {
        if (const auto known = inner_.find(lowered(token.form)); known != inner_.end()) ++known->second[0];
      }
    }
  }
  void settle_inner(Segmenter& segmenter) const {
    for (const auto& [word, counts] : inner_) {
      const auto best = std::max_element(counts.begin(), counts.end(),
                                         [](const auto& a, const auto& b) { return a.second < b.second; });
      if (best->first > 0) segmenter.inner_[word] = best->first;
    }
  }

  // Collects examples from `text`, whose true words are `truth`; only those about full stops if asked.
  void collect(const Segmenter& segmenter, std::string_view text, const std::vector<WordSpans>& truth,
               bool periods) {
    std::vector<TextPiece> pieces;
    segmenter.find_pieces(text, {0, static_cast<std::uint32_t>(text.size())}, pieces);
    std::unordered_set<std::uint32_t> word_begins, sentence_ends;
    for (const WordSpans& sentence : truth) {
      for (const Span span : sentence) word_begins.insert(span.begin);
      sentence_ends.insert(sentence.back().end);
    }
    const auto is_stop = [&](const TextPiece& piece) { return text[piece.begin] == '.'; };
    std::vector<TextWord> found;
    WordContext context(text, pieces);
    std::uint32_t features[kMostFeatures];
    for (std::size_t i = 0; i < pieces.size(); ++i) {
      bool cut = i == 0 || pieces[i].space || pieces[i].forced;
      if (!cut) {
        cut = word_begins.count(pieces[i].begin) > 0;
        if (!periods || is_stop(pieces[i])) {
          words.add(features, context.features(i, found.back().first_piece, features), cut);
        }
      }
      if (cut) {
        found.push_back({pieces[i].begin, pieces[i].end, i, i + 1});
      } else {
        found.back().end = pieces[i].end;
        found.back().last_piece = i + 1;
      }
    }
    SentenceContext ends(text, pieces, found);
    for (std::size_t i = 0, begin = 0; i + 1 < found.size(); ++i) {
      const bool end = sentence_ends.count(found[i].end) > 0;
      if (pieces[found[i + 1].first_piece].lines < 2) {
        const int count = ends.features(i, begin, features);
        if (count > 0 && (!periods || text[found[i].end - 1] == '.')) sentences.add(features, count, end);
      }
      if (end || pieces[found[i + 1].first_piece].lines >= 2) begin = i + 1;
    }
  }

  void finish(Segmenter& segmenter, std::uint64_t seed) const {
    segmenter.word_weights_ = fit(words, Segmenter::kWordBits, 8, seed);
    segmenter.sentence_weights_ = fit(sentences, Segmenter::kSentenceBits, 8, seed + 1);
  }

 private:
  std::map<std::string, std::map<int, int>> inner_;
};

Result<Abbreviations> Abbreviations::read(std::string_view bytes, std::string_view name) {
  Abbreviations out;
  std::istringstream lines{std::string(bytes)};
  int number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    if (line.empty() || line[0] == '#') continue;
    std::istringstream words(line);
    std::string kind;
    words >> kind;
    std::vector<std::string>* list = kind == "title"   ? &out.titles
                                     : kind == "unit"  ? &out.units
                                     : kind == "count" ? &out.counts
                                                       : nullptr;
    if (list == nullptr) {
      return Error{ErrorCode::kBadFormat, "The kind of abbreviations is title, unit or count.",
                   std::string(name) + ":" + std::to_string(number)};
    }
    for (std::string word; words >> word;) list->push_back(word);
  }
  return out;
}

Segmenter Segmenter::train(std::vector<Treebank> treebanks, const std::vector<std::vector<std::string>>& periods,
                           const Abbreviations& abbreviations, std::uint64_t seed) {
  Segmenter segmenter;
  SegmenterTrainer trainer;
  for (const Treebank& treebank : treebanks) trainer.learn_inner(treebank);
  for (const Treebank& treebank : treebanks) trainer.count_wholes(treebank);
  trainer.settle_inner(segmenter);
  for (Treebank& treebank : treebanks) {
    const std::string text = raw_text(treebank);
    std::vector<WordSpans> truth;
    for (const TreebankSentence& annotated : treebank) {
      WordSpans spans;
      for (const Token& token : annotated.sentence.tokens) {
        if (!token.span.empty()) spans.push_back(token.span);
      }
      truth.push_back(std::move(spans));
    }
    trainer.collect(segmenter, text, truth, false);
  }
  // Words of a corpus that lost its layout, set as a newspaper would, four sentences a paragraph.
  const auto collect_periods = [&](const auto& words_of) {
    std::string text;
    std::vector<WordSpans> truth;
    for (std::size_t i = 0; i < periods.size(); ++i) {
      if (!text.empty()) text += i % 4 == 0 ? "\n\n" : " ";
      WordSpans spans;
      for (const std::string& word : words_of(periods[i])) {
        if (!spans.empty() && !joins_left(word)) text += ' ';
        spans.push_back(
            {static_cast<std::uint32_t>(text.size()), static_cast<std::uint32_t>(text.size() + word.size())});
        text += word;
      }
      if (!spans.empty()) truth.push_back(std::move(spans));
    }
    if (!text.empty()) trainer.collect(segmenter, text, truth, true);
  };
  collect_periods([](const std::vector<std::string>& words) { return words; });
  std::mt19937_64 random(seed);
  if (!abbreviations.titles.empty())
    collect_periods([&](const std::vector<std::string>& words) { return cut_short(words, abbreviations, random); });
  trainer.finish(segmenter, seed);
  return segmenter;
}

}  // namespace assay::language
