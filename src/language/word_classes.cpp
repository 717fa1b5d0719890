#include "language/word_classes.hpp"

#include <algorithm>
#include <cstring>
#include <map>

#include "language/characters.hpp"

namespace assay::language {
namespace {

constexpr int kUpperBits = 12;

std::uint32_t key_of(std::string_view form) { return static_cast<std::uint32_t>(hash_of(form, 7) >> 32); }

}  // namespace

WordClasses WordClasses::of(const WordNet& wordnet) {
  std::map<std::uint32_t, std::uint16_t> bits;
  for (const auto& [form, of] : wordnet.classes) bits[key_of(form)] |= of;
  std::vector<std::uint32_t> keys;
  std::vector<std::uint16_t> values;
  for (const auto& [key, of] : bits) {
    keys.push_back(key);
    values.push_back(of);
  }
  WordClasses out;
  out.settle(std::move(keys), std::move(values));
  return out;
}

void WordClasses::settle(std::vector<std::uint32_t> keys, std::vector<std::uint16_t> bits) {
  keys_ = std::move(keys);
  bits_ = std::move(bits);
  begin_.assign((std::size_t{1} << kUpperBits) + 1, 0);
  for (const std::uint32_t key : keys_) ++begin_[(key >> (32 - kUpperBits)) + 1];
  for (std::size_t i = 1; i < begin_.size(); ++i) begin_[i] += begin_[i - 1];
}

std::uint16_t WordClasses::bits(std::string_view lowered_form) const {
  if (keys_.empty()) return 0;
  const std::uint32_t key = key_of(lowered_form), upper = key >> (32 - kUpperBits);
  const auto from = keys_.begin() + begin_[upper], to = keys_.begin() + begin_[upper + 1];
  const auto at = std::lower_bound(from, to, key);
  return at == to || *at != key ? std::uint16_t{0} : bits_[static_cast<std::size_t>(at - keys_.begin())];
}

void WordClasses::save(std::string& out) const {
  const auto put = [&](const void* data, std::size_t size) {
    out.append(static_cast<const char*>(data), size);
  };
  const auto count = static_cast<std::uint32_t>(keys_.size());
  put(&count, sizeof count);
  put(keys_.data(), keys_.size() * sizeof(std::uint32_t));
  put(bits_.data(), bits_.size() * sizeof(std::uint16_t));
}

std::string_view WordClasses::load(std::string_view bytes) {
  std::uint32_t count = 0;
  if (bytes.size() < sizeof count) return {};
  std::memcpy(&count, bytes.data(), sizeof count);
  bytes.remove_prefix(sizeof count);
  if (bytes.size() / 6 < count) return {};
  std::vector<std::uint32_t> keys(count);
  std::vector<std::uint16_t> values(count);
  if (count > 0) {
    std::memcpy(keys.data(), bytes.data(), keys.size() * sizeof(std::uint32_t));
    std::memcpy(values.data(), bytes.data() + keys.size() * sizeof(std::uint32_t),
                values.size() * sizeof(std::uint16_t));
  }
  bytes.remove_prefix(std::size_t{count} * 6);
  if (!std::is_sorted(keys.begin(), keys.end())) return {};
  settle(std::move(keys), std::move(values));
  return bytes;
}

}  // namespace assay::language
