#include "language/words.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "language/characters.hpp"

namespace assay::language {
namespace {

constexpr std::size_t kMostTriples = 14;

}  // namespace

Words Words::train(const std::map<std::string, int>& counts, int least, WordClasses classes) {
  Words words;
  words.classes_ = std::move(classes);
  for (const auto& [form, count] : counts) {
    if (count >= least && words.rows_.set(hash_of(form), words.count_)) ++words.count_;
  }
  return words;
}

std::uint32_t Words::row_of(std::string_view folded_form) const {
  const std::uint32_t* known = rows_.find(hash_of(folded_form));
  return known == nullptr ? kUnknownWord : *known;
}

void Words::append(std::string_view form, Batch& batch) const {
  const std::string low = folded(form.substr(0, 96));
  const auto add = [&](std::uint32_t row, float weight) {
    batch.rows.push_back(row);
    batch.weights.push_back(weight);
  };
  const auto spelling = [&](std::uint64_t kind, std::string_view text) {
    return count_ + static_cast<std::uint32_t>(hash_of(text, kind) & (kSpellings - 1));
  };
  add(row_of(low), 1);
  add(spelling(1, shape_of(plain_punctuation(form.substr(0, 96)))), 1);
  if (!classes_.empty()) {
    const std::uint16_t classes = classes_.bits(low);
    const char bits[2] = {static_cast<char>(classes & 0xFF), static_cast<char>(classes >> 8)};
    add(spelling(5, {bits, 2}), 1);
  }
  for (std::size_t size = 1; size <= 4 && size <= low.size(); ++size) {
    add(spelling(2, std::string_view(low).substr(low.size() - size)), 1);
  }
  for (std::size_t size = 1; size <= 3 && size <= low.size(); ++size) {
    add(spelling(3, std::string_view(low).substr(0, size)), 1);
  }
  const std::string framed = '^' + low + '$';
  if (framed.size() > 4) {
    const std::size_t count = std::min(framed.size() - 2, kMostTriples);
    const float weight = 1 / std::sqrt(static_cast<float>(count));
    for (std::size_t i = 0; i < count; ++i) add(spelling(4, std::string_view(framed).substr(i, 3)), weight);
  }
  batch.row_begin.push_back(static_cast<std::uint32_t>(batch.rows.size()));
}

void Words::save(std::string& out) const {
  const auto put = [&](const auto& value) {
    out.append(reinterpret_cast<const char*>(&value), sizeof value);
  };
  std::vector<std::uint64_t> keys(count_, 0);
  rows_.for_each([&](std::uint64_t key, std::uint32_t row) { keys[row] = key; });
  put(count_);
  for (std::uint32_t row = 1; row < count_; ++row) put(keys[row]);
  classes_.save(out);
}

std::string_view Words::load(std::string_view bytes) {
  if (bytes.size() < sizeof count_) return {};
  std::memcpy(&count_, bytes.data(), sizeof count_);
  bytes.remove_prefix(sizeof count_);
  if (count_ < 1 || count_ > (1u << 20) || bytes.size() / 8 < count_ - 1) return {};
  rows_.reserve(count_);
  for (std::uint32_t row = 1; row < count_; ++row) {
    std::uint64_t key = 0;
    std::memcpy(&key, bytes.data(), sizeof key);
    bytes.remove_prefix(sizeof key);
    rows_.set(key, row);
  }
  return classes_.load(bytes);
}

}  // namespace assay::language
