#include "weighing/reprint.hpp"

#include <algorithm>
#include <cctype>
#include <string>

namespace assay::weighing {
namespace {

std::uint64_t mix(std::uint64_t x) {  // SplitMix64's finaliser (Steele, Lea & Flood 2014)
  x += 0x9e3779b97f4a7c15ull;
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ull;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebull;
  return x ^ (x >> 31);
}

std::vector<std::uint64_t> words_of(std::string_view text) {
  std::vector<std::uint64_t> words;
  std::uint64_t hash = 0;
  const auto end_word = [&] {
    if (hash) words.push_back(hash), hash = 0;
  };
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isalnum(byte) || byte >= 0x80) hash = mix(hash * 257 + static_cast<unsigned>(std::tolower(byte)) + 1);
    else end_word();
  }
  end_word();
  return words;
}

}  // namespace

std::vector<std::uint32_t> signature_of(std::string_view text, const Params::Reprint& params) {
  const auto words = words_of(text);
  const auto length = static_cast<std::size_t>(params.words);
  if (words.size() < length) return {};
  std::vector<std::uint32_t> least(static_cast<std::size_t>(params.hashes), 0xffffffffu);
  for (std::size_t at = 0; at + length <= words.size(); ++at) {
    std::uint64_t shingle = 0;
    for (std::size_t k = 0; k < length; ++k) shingle = mix(shingle ^ words[at + k]);
    for (std::size_t h = 0; h < least.size(); ++h)
      least[h] = std::min(least[h], static_cast<std::uint32_t>(mix(shingle ^ (h * 0xd6e8feb86659fd93ull)) >> 32));
  }
  return least;
}

double likeness(const std::vector<std::uint32_t>& a, const std::vector<std::uint32_t>& b) {
  if (a.empty() || a.size() != b.size()) return 0;
  int same = 0;
  for (std::size_t h = 0; h < a.size(); ++h) same += a[h] == b[h];
  return static_cast<double>(same) / static_cast<double>(a.size());
}

std::vector<std::uint32_t> Reprints::add(std::uint32_t number, std::string_view text) {
  std::vector<std::uint32_t> like;
  signatures_.resize(number + 1);
  auto& signature = signatures_[number] = signature_of(text, params_);
  if (signature.empty()) return like;
  const auto rows = static_cast<std::size_t>(params_.hashes / params_.bands);
  for (std::size_t band = 0; band < static_cast<std::size_t>(params_.bands); ++band) {
    std::uint64_t key = band;
    for (std::size_t row = 0; row < rows; ++row) key = mix(key ^ signature[band * rows + row]);
    auto& bucket = bands_[key];
    like.insert(like.end(), bucket.begin(), bucket.end());
    bucket.push_back(number);
  }
  std::sort(like.begin(), like.end());
  like.erase(std::unique(like.begin(), like.end()), like.end());
  std::erase_if(like, [&](std::uint32_t other) { return likeness(signature, signatures_[other]) < params_.jaccard; });
  return like;
}

}  // namespace assay::weighing
