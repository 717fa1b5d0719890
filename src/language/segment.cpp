#include "language/segment.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "language/characters.hpp"
#include "language/segment_features.hpp"

namespace assay::language {
namespace {

constexpr std::uint32_t kShortLine = 50;  // bytes; text set in lines is seldom set narrower

bool capital(char c) { return c >= 'A' && c <= 'Z'; }

// Whether piece i goes on with a code name: 'M23', 'T72', 'B2Gold', but not 'USD500'. `word` begins the word so far.
bool goes_on_with_code(std::string_view text, const std::vector<TextPiece>& pieces, std::size_t i, std::size_t word) {
  const TextPiece& before = pieces[i - 1];
  const TextPiece& piece = pieces[i];
  if (before.kind == CharClass::kLetter && piece.kind == CharClass::kDigit)
    return i - 1 == word && before.end - before.begin <= 2 && capital(text[before.begin]) && capital(text[before.end - 1]);
  return before.kind == CharClass::kDigit && piece.kind == CharClass::kLetter && capital(text[piece.begin]) && i - 1 > word &&
         pieces[word].kind == CharClass::kLetter;
}

}  // namespace

void Segmenter::find_pieces(std::string_view text, Span within, std::vector<TextPiece>& out) const {
  std::uint32_t spaces = 0, lines = 0, line_begin = within.begin;
  for (std::uint32_t at = within.begin; at < within.end;) {
    const Char first = decode(text.substr(0, within.end), at);
    const CharClass kind = class_of(first.code);
    if (kind == CharClass::kSpace) {
      ++spaces;
      if (first.code == '\n' || first.code == 0x2028 || first.code == 0x85) {
        // A short line was not broken for want of room: what ends there is a heading or an item of a list.
        lines += at - line_begin < kShortLine ? 2 : 1;
        line_begin = at + first.size;
      }
      if (first.code == 0x2029) lines += 2;
      at += first.size;
      continue;
    }
    std::uint32_t end = at + first.size;
    while (kind != CharClass::kSymbol && end < within.end && end - at < kLongestWord - 4) {
      const Char next = decode(text.substr(0, within.end), end);
      if (class_of(next.code) != kind) break;
      end += next.size;
    }
    TextPiece piece;
    piece.begin = at;
    piece.end = end;
    piece.kind = kind;
    piece.space = spaces > 0 || out.empty();
    piece.lines = static_cast<unsigned char>(std::min(lines, 2u));
    out.push_back(piece);
    // A word that is two: "don't", "cannot".
    if (kind == CharClass::kLetter) {
      std::uint32_t cut = 0;
      if (end - at > 1 && (text[end - 1] | 0x20) == 'n' && end < within.end) {
        const Char mark = decode(text.substr(0, within.end), end);
        const std::uint32_t t = end + mark.size;
        if ((mark.code == '\'' || mark.code == 0x2019) && t < within.end && (text[t] | 0x20) == 't' &&
            (t + 1 == within.end || class_of(decode(text, t + 1).code) != CharClass::kLetter)) {
          cut = end - at - 1;
          end = t + 1;
        }
      }
      if (cut == 0 && end - at < 16) {
        if (const auto known = inner_.find(lowered(text.substr(at, end - at))); known != inner_.end()) {
          cut = static_cast<std::uint32_t>(known->second);
        }
      }
      if (cut > 0 && cut < end - at) {
        TextPiece second = piece;
        out.back().end = at + cut;
        second.begin = at + cut;
        second.end = end;
        second.space = false;
        second.lines = 0;
        second.forced = true;
        out.push_back(second);
      }
    }
    at = end;
    spaces = lines = 0;
  }
  for (TextPiece& piece : out) piece.describe(text);
}

std::vector<WordSpans> Segmenter::segment(std::string_view text, Span within) const {
  std::vector<TextPiece> pieces;
  find_pieces(text, within, pieces);
  // Words.
  std::vector<TextWord> words;
  WordContext context(text, pieces);
  std::uint32_t features[kMostFeatures];
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    bool cut = i == 0 || pieces[i].space || pieces[i].forced;
    if (!cut && !goes_on_with_code(text, pieces, i, words.back().first_piece)) {
      const int count = context.features(i, words.back().first_piece, features);
      cut = score(word_weights_, features, count, kWordBits) > word_threshold_ ||
            pieces[i].end - words.back().begin > kLongestWord;
    }
    if (cut) {
      words.push_back({pieces[i].begin, pieces[i].end, i, i + 1});
    } else {
      words.back().end = pieces[i].end;
      words.back().last_piece = i + 1;
    }
  }
  // Sentences.
  std::vector<WordSpans> out;
  SentenceContext ends(text, pieces, words);
  std::vector<float> scores;
  std::size_t begin = 0;
  const auto emit = [&](std::size_t end) {
    WordSpans sentence;
    sentence.reserve(end - begin);
    for (; begin < end; ++begin) sentence.push_back({words[begin].begin, words[begin].end});
    out.push_back(std::move(sentence));
    scores.clear();
  };
  for (std::size_t i = 0; i < words.size(); ++i) {
    const bool last = i + 1 == words.size();
    bool end = last || pieces[words[i + 1].first_piece].lines >= 2;
    if (!end) {
      const int count = ends.features(i, begin, features);
      const bool number = pieces[words[i].last_piece - 1].kind == CharClass::kDigit &&
                          pieces[words[i + 1].first_piece].lines == 0;
      scores.push_back(count == 0 || number ? -100 : score(sentence_weights_, features, count, kSentenceBits));
      end = scores.back() > sentence_threshold_;
    }
    if (end) {
      emit(i + 1);
    } else if (i + 1 - begin == kLongestSentence) {
      const auto best = std::max_element(scores.begin() + kLongestSentence / 2, scores.end());
      const std::size_t cut = begin + static_cast<std::size_t>(best - scores.begin()) + 1;
      emit(cut);
      i = cut - 1;  // what follows the cut is looked at again, at most half a sentence
    }
  }
  return out;
}

void Segmenter::save(std::string& out) const {
  const auto put = [&](const void* data, std::size_t size) {
    out.append(static_cast<const char*>(data), size);
  };
  for (const std::vector<float>* weights : {&word_weights_, &sentence_weights_}) {
    for (const float weight : *weights) {
      const auto stored =
          static_cast<std::int16_t>(std::lround(std::clamp(weight * 1024, -32767.f, 32767.f)));
      put(&stored, sizeof stored);
    }
  }
  put(&word_threshold_, sizeof word_threshold_);
  put(&sentence_threshold_, sizeof sentence_threshold_);
  const auto count = static_cast<std::uint32_t>(inner_.size());
  put(&count, sizeof count);
  for (const auto& [word, cut] : inner_) {
    const unsigned char sizes[2] = {static_cast<unsigned char>(word.size()), static_cast<unsigned char>(cut)};
    put(sizes, 2);
    put(word.data(), word.size());
  }
}

std::string_view Segmenter::load(std::string_view bytes) {
  const auto take = [&](void* to, std::size_t size) {
    if (bytes.size() < size) return false;
    std::memcpy(to, bytes.data(), size);
    bytes.remove_prefix(size);
    return true;
  };
  word_weights_.assign(std::size_t{1} << kWordBits, 0);
  sentence_weights_.assign(std::size_t{1} << kSentenceBits, 0);
  for (std::vector<float>* weights : {&word_weights_, &sentence_weights_}) {
    for (float& weight : *weights) {
      std::int16_t stored = 0;
      if (!take(&stored, sizeof stored)) return {};
      weight = static_cast<float>(stored) / 1024;
    }
  }
  std::uint32_t count = 0;
  if (!take(&word_threshold_, sizeof word_threshold_) ||
      !take(&sentence_threshold_, sizeof sentence_threshold_) || !take(&count, sizeof count)) {
    return {};
  }
  inner_.clear();
  for (std::uint32_t i = 0; i < count; ++i) {
    unsigned char sizes[2];
    if (!take(sizes, 2)) return {};
    std::string word(sizes[0], '\0');
    if (!take(word.data(), word.size()) || sizes[1] >= word.size()) return {};
    inner_.emplace(std::move(word), sizes[1]);
  }
  return bytes;
}

}  // namespace assay::language
