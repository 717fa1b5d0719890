#include "language/segment_features.hpp"

namespace assay::language {
namespace {

std::uint32_t feature(std::uint32_t kind, std::uint32_t a, std::uint32_t b = 0, std::uint32_t c = 0) {
  std::uint32_t hash = kind * 0x9E3779B1u;
  for (const std::uint32_t value : {a, b, c}) {
    hash ^= value;
    hash *= 0x85EBCA6Bu;
    hash ^= hash >> 15;
  }
  hash *= 0xC2B2AE35u;
  return hash ^ hash >> 13;
}

std::uint32_t bucket(std::size_t size) {
  if (size < 6) return static_cast<std::uint32_t>(size);
  return size < 12 ? 6 : size < 24 ? 7 : size < 48 ? 8 : size < 96 ? 9 : 10;
}

constexpr std::uint32_t kLink = 1, kAddress = 2, kSlashes = 4, kDots = 8, kDigits = 16, kHyphens = 32;

bool is_quote(char32_t code) { return code == '"' || code == 0x201C || code == 0x201D; }

}  // namespace

void TextPiece::describe(std::string_view text) {
  const std::string_view own = text.substr(begin, end - begin);
  const Char first = decode(own, 0);
  if (kind == CharClass::kLetter) {
    const bool upper = is_upper(first.code);
    bool any_upper = false, any_lower = false;
    for (std::size_t at = first.size; at < own.size();) {
      const Char c = decode(own, at);
      (is_upper(c.code) ? any_upper : any_lower) = true;
      at += c.size;
    }
    const bool single = own.size() == first.size;
    form = static_cast<unsigned char>(single ? (upper ? 1 : 2)
                                             : (upper ? 3 : 4) + (any_upper ? (any_lower ? 4 : 2) : 0));
  } else if (kind == CharClass::kDigit) {
    form = static_cast<unsigned char>(16 + std::min<std::size_t>(own.size(), 5));
  } else {
    form = static_cast<unsigned char>(32 + (first.code < 0x80                              ? first.code
                                            : is_quote(first.code)                         ? '"'
                                            : first.code == 0x2019 || first.code == 0x2018 ? '\''
                                                                                           : 0x80));
  }
  hash = static_cast<std::uint32_t>(hash_of(folded(own.substr(0, 64))));
}

int WordContext::features(std::size_t i, std::size_t word_begin, std::uint32_t* out) {
  if (i >= chunk_end_ || i < chunk_begin_) {
    chunk_begin_ = chunk_end_ = i;
    while (chunk_begin_ > 0 && !pieces_[chunk_begin_].space) --chunk_begin_;
    while (chunk_end_ < pieces_.size() && (chunk_end_ <= chunk_begin_ || !pieces_[chunk_end_].space))
      ++chunk_end_;
    const std::string_view chunk =
        text_.substr(pieces_[chunk_begin_].begin,
                     std::min(pieces_[chunk_end_ - 1].end - pieces_[chunk_begin_].begin, kLongestWord));
    const auto has = [&](std::string_view part) { return chunk.find(part) != std::string_view::npos; };
    chunk_flags_ =
        (has("://") || has("www.") || has(".com") || has(".org") || has(".net") || has(".htm") ? kLink : 0u) |
        (has("@") ? kAddress : 0u) | (has("/") ? kSlashes : 0u) |
        (std::count(chunk.begin(), chunk.end() - 1, '.') > 1 ? kDots : 0u) |
        (std::count(chunk.begin(), chunk.end(), '-') > 1 ? kHyphens : 0u) |
        (chunk.find_first_of("0123456789") != std::string_view::npos ? kDigits : 0u);
  }
  static const TextPiece kNone;
  const auto at = [&](std::size_t index, bool inside) -> const TextPiece& {
    return inside && index < pieces_.size() ? pieces_[index] : kNone;
  };
  const TextPiece& before = pieces_[i - 1];
  const TextPiece& here = pieces_[i];
  const bool room2 = i >= 2 && !before.space, room3 = room2 && i >= 3 && !pieces_[i - 2].space;
  const TextPiece& before2 = at(i - 2, room2);
  const TextPiece& before3 = at(i - 3, room3);
  const bool next_close = i + 1 < pieces_.size() && !pieces_[i + 1].space;
  const TextPiece& next = at(i + 1, next_close);
  const TextPiece& next2 = at(i + 2, next_close && i + 2 < pieces_.size() && !pieces_[i + 2].space);
  // Over a space, but not past the end of a paragraph, which is all that a reader of blocks sees.
  const TextPiece& word_after = at(i + 1, i + 1 < pieces_.size() && pieces_[i + 1].lines < 2);
  const std::uint32_t pair = before.form << 8 | here.form;
  const std::uint32_t more = before2.form << 8 | next.form;
  const auto length = static_cast<std::uint32_t>(std::min<std::size_t>(i - word_begin, 4));
  int n = 0;
  out[n++] = feature(1, 0);
  out[n++] = feature(2, pair);
  out[n++] = feature(3, pair, more);
  out[n++] = feature(4, pair, before2.form);
  out[n++] = feature(5, pair, next.form);
  out[n++] = feature(6, before.hash, here.form, next.form);
  out[n++] = feature(7, before.form, here.hash, next.form);
  out[n++] = feature(8, before.hash, here.hash);
  out[n++] = feature(9, pair, chunk_flags_);
  out[n++] = feature(10, pair, more, chunk_flags_);
  out[n++] = feature(11, pair, length, before2.form);
  out[n++] = feature(12, pair, i == chunk_begin_ + 1, i + 1 == chunk_end_);
  out[n++] = feature(13, pair, before3.form, before2.form);
  out[n++] = feature(14, pair, next.form, next2.form);
  out[n++] = feature(15, before2.hash, before.form, here.form);
  out[n++] = feature(16, pair, next.hash);
  out[n++] = feature(17, before.form, here.hash, next.hash);
  out[n++] =
      feature(18, here.form, word_after.form, static_cast<std::uint32_t>(next_close) << 8 | before.form);
  out[n++] =
      feature(19, before.hash, here.form, word_after.form << 1 | static_cast<std::uint32_t>(next_close));
  out[n++] = feature(20, pair, length, chunk_flags_);
  out[n++] = feature(21, before.hash, here.form, static_cast<std::uint32_t>(i + 1 == chunk_end_));
  out[n++] = feature(22, pair, before.end - before.begin < 6 ? before.end - before.begin : 6,
                     here.end - here.begin < 6 ? here.end - here.begin : 6);
  out[n++] = feature(23, pair, pieces_[chunk_begin_].form, length);
  out[n++] = feature(24, pair, pieces_[chunk_begin_].hash);
  return n;
}

int SentenceContext::features(std::size_t i, std::size_t sentence_begin, std::uint32_t* out) {
  for (; counted_to_ <= i; ++counted_to_) {
    const TextPiece& first = pieces_[words_[counted_to_].first_piece];
    if (first.lines >= 2) quotes_ = brackets_ = 0;
    const char32_t code = decode(text_, first.begin).code;
    if (code == '"') quotes_ ^= 1;
    if (code == 0x201C) quotes_ = 1;
    if (code == 0x201D) quotes_ = 0;
    if (code == '(' || code == '[') brackets_ = 1;
    if (code == ')' || code == ']') brackets_ = 0;
  }
  struct View {
    std::uint32_t hash = 0, form = 0;
  };
  const auto view = [&](std::size_t index, bool inside) -> View {
    if (!inside || index >= words_.size()) return {};
    const TextWord& word = words_[index];
    View v{0, pieces_[word.first_piece].form};
    for (std::size_t p = word.first_piece; p < word.last_piece; ++p) v.hash = v.hash * 31 + pieces_[p].hash;
    if (word.last_piece - word.first_piece > 1) v.form = v.form << 8 | pieces_[word.last_piece - 1].form;
    return v;
  };
  const TextPiece& after = pieces_[words_[i + 1].first_piece];
  const View here = view(i, true), back = view(i - 1, i > sentence_begin),
             back2 = view(i - 2, i > sentence_begin + 1);
  const View next = view(i + 1, true), next2 = view(i + 2, true), next3 = view(i + 3, true);
  const bool next2_close = i + 2 < words_.size() && !pieces_[words_[i + 2].first_piece].space;
  if (!after.space && here.form < 32 && next.form < 32) return 0;
  const auto gap = static_cast<std::uint32_t>(after.space) + after.lines;
  const std::uint32_t marks = static_cast<std::uint32_t>(quotes_ << 1 | brackets_);
  const std::uint32_t length = bucket(i + 1 - sentence_begin);
  const std::uint32_t ends = here.form << 2 | gap;
  int n = 0;
  out[n++] = feature(1, gap);
  out[n++] = feature(2, here.hash, gap);
  out[n++] = feature(3, here.hash, next.form, gap);
  out[n++] = feature(4, here.hash, next.hash, gap);
  out[n++] = feature(5, here.hash, next.form, marks);
  out[n++] = feature(6, back.hash, here.hash, gap);
  out[n++] = feature(7, back.hash, here.hash, next.form);
  out[n++] = feature(8, back.form, here.hash, next.form);
  out[n++] = feature(9, ends, next.hash);
  out[n++] = feature(10, ends, next.form, next2.form);
  out[n++] = feature(11, ends, next.form, marks);
  out[n++] = feature(12, ends, next.form, length);
  out[n++] = feature(13, back.form, here.form, next.form << 2 | gap);
  out[n++] = feature(14, here.form << 16 | next.form, next2.hash, gap);
  out[n++] = feature(15, here.hash, next.form, next2.form << 1 | static_cast<std::uint32_t>(next2_close));
  out[n++] = feature(16, back2.form, back.form, here.form << 8 | next.form);
  out[n++] = feature(17, here.hash, length, gap);
  out[n++] = feature(18, marks, gap, here.hash);
  out[n++] = feature(19, here.form << 16 | next.form, next2.form, next3.form);
  out[n++] = feature(20, ends, next.hash, next2.hash);
  out[n++] = feature(21, here.hash, next.hash, marks);
  out[n++] = feature(22, here.hash, next.form, length);
  out[n++] = feature(23, back2.hash, back.hash, here.hash);
  out[n++] = feature(24, pieces_[words_[sentence_begin].first_piece].form, here.hash, length);
  out[n++] = feature(25, view(sentence_begin, true).hash, length, ends);
  out[n++] = feature(26, back.hash, here.hash, next.hash);
  return n;
}

}  // namespace assay::language
