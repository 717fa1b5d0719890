#include "weighing/copying.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace assay::weighing {
namespace {

constexpr std::size_t kCrowd = 300;  // an item that so many speak of says little of any pair, and costs its square

std::uint64_t key(std::uint32_t a, std::uint32_t b) {
  if (a > b) std::swap(a, b);
  return (static_cast<std::uint64_t>(a) << 32) | b;
}

}  // namespace

Copying Copying::detect(const std::vector<Said>& said, const Params::Copying& params) {
  struct Pair {
    int shared = 0;
    double a_copies = 0, b_copies = 0;  // log of likelihood under copying over that under independence
  };
  std::unordered_map<std::uint64_t, Pair> pairs;
  for (std::size_t begin = 0; begin < said.size();) {
    std::size_t end = begin;
    while (end < said.size() && said[end].item == said[begin].item) ++end;
    for (std::size_t i = begin; end - begin <= kCrowd && i < end; ++i)
      for (std::size_t j = i + 1; j < end; ++j) {
        const Said& a = said[i];
        const Said& b = said[j];
        if (a.source == b.source) continue;
        Pair& pair = pairs[key(a.source, b.source)];
        ++pair.shared;
        const bool swapped = a.source > b.source;
        const Said& low = swapped ? b : a;
        const Said& high = swapped ? a : b;
        const double apart = std::log(1 - params.share);
        // The copier says what the other says with chance `share`, else speaks for itself.
        pair.a_copies += a.value == b.value ? std::log(1 - params.share + params.share / low.by_itself) : apart;
        pair.b_copies += a.value == b.value ? std::log(1 - params.share + params.share / high.by_itself) : apart;
      }
    begin = end;
  }
  Copying copying;
  for (const auto& [at, pair] : pairs) {
    if (pair.shared < params.least_shared) continue;
    const double most = std::max({pair.a_copies, pair.b_copies, 0.0});
    const double copied = params.prior / 2 * (std::exp(pair.a_copies - most) + std::exp(pair.b_copies - most));
    const double alone = (1 - params.prior) * std::exp(-most);
    const double chance = copied / (copied + alone);
    if (chance > 0.01) copying.chance_.emplace(at, chance);
  }
  return copying;
}

double Copying::between(std::uint32_t a, std::uint32_t b) const {
  const auto found = chance_.find(key(a, b));
  return found == chance_.end() ? 0 : found->second;
}

std::vector<Copying::Partner> Copying::partners() const {
  std::map<std::uint32_t, Partner> best;
  const auto offer = [&best](std::uint32_t source, std::uint32_t partner, double chance) {
    const auto [at, fresh] = best.try_emplace(source, Partner{source, partner, chance});
    Partner& held = at->second;
    if (!fresh && (chance > held.chance || (chance == held.chance && partner < held.partner)))
      held = {source, partner, chance};
  };
  for (const auto& [at, chance] : chance_) {
    const auto a = static_cast<std::uint32_t>(at >> 32), b = static_cast<std::uint32_t>(at);
    offer(a, b, chance);
    offer(b, a, chance);
  }
  std::vector<Partner> partners;
  for (const auto& [source, partner] : best) partners.push_back(partner);
  return partners;
}

}  // namespace assay::weighing
