#include "holding/distribution.hpp"

#include <algorithm>
#include <set>

namespace assay::holding {

DistributionReader::DistributionReader(const weighing::Corpus& corpus, const std::vector<State>& states, const Params& params)
    : named_(params.named), held_(params.held) {
  std::set<std::string> ids;
  for (const State& state : states) ids.insert(state.parties.begin(), state.parties.end());
  parties_.assign(ids.begin(), ids.end());
  const std::size_t n = parties_.size();
  one_side_.assign(n * n, 0);
  for (std::size_t a = 0; a < n; ++a)
    for (std::size_t b = 0; b < n; ++b) one_side_[a * n + b] = corpus.facts().same_side(parties_[a], parties_[b]);
  for (const State& state : states) {
    kinds_.push_back(state.kind);
    auto& members = members_.emplace_back();
    for (const auto& id : state.parties)
      members.push_back(static_cast<std::size_t>(std::lower_bound(parties_.begin(), parties_.end(), id) - parties_.begin()));
  }
}

std::vector<std::pair<std::string, double>> DistributionReader::shares(const Weights& weights, double& contested,
                                                                       double& unknown) const {
  std::vector<std::pair<std::string, double>> out;
  for (const auto& party : parties_) out.emplace_back(party, 0.0);
  contested = unknown = 0;
  for (std::size_t s = 0; s < kinds_.size(); ++s) {
    if (kinds_[s] == State::Kind::kContested) contested += weights[s];
    else if (kinds_[s] == State::Kind::kUnknown) unknown += weights[s];
    else
      for (const auto k : members_[s]) out[k].second += weights[s];
  }
  return out;
}

void DistributionReader::read(const Weights& weights, Reading& out) const {
  const std::size_t n = parties_.size();
  out.contested = out.unknown = 0;
  out.parties.resize(n);
  for (std::size_t k = 0; k < n; ++k) out.parties[k] = {0, k};
  for (std::size_t s = 0; s < kinds_.size(); ++s) {
    if (kinds_[s] == State::Kind::kContested) out.contested += weights[s];
    else if (kinds_[s] == State::Kind::kUnknown) out.unknown += weights[s];
    else
      for (const auto k : members_[s]) out.parties[k].first += weights[s];
  }
  std::sort(out.parties.begin(), out.parties.end(), [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first > b.first : a.second < b.second;
  });
  // The likeliest party, with those of its side, or likely enough to hold the place together with it, that are nearly
  // as likely: other rivals are never one answer.
  const double best = n == 0 ? 0 : out.parties.front().first;
  const std::size_t likeliest = n == 0 ? 0 : out.parties.front().second;
  const auto with_likeliest = [&](std::size_t party) {
    double sum = 0;
    for (std::size_t s = 0; s < members_.size(); ++s) {
      const auto has = [&](std::size_t k) { return std::find(members_[s].begin(), members_[s].end(), k) != members_[s].end(); };
      if (members_[s].size() > 1 && has(party) && has(likeliest)) sum += weights[s];
    }
    return sum;
  };
  const auto is_shown = [&](const std::pair<double, std::size_t>& party) {
    return party.first >= named_ && party.first >= best / 3 &&
           (party.second == likeliest || one_side_[party.second * n + likeliest] || with_likeliest(party.second) >= named_);
  };
  const auto end_of_shown = [&] {
    return std::stable_partition(out.parties.begin(), out.parties.end(), is_shown);
  };
  double held = 0;
  const bool any = n > 0 && best >= named_;
  if (any) {
    for (std::size_t s = 0; s < kinds_.size(); ++s)
      if (std::any_of(members_[s].begin(), members_[s].end(), [&](std::size_t k) {
            const auto at = std::find_if(out.parties.begin(), out.parties.end(), [k](const auto& p) { return p.second == k; });
            return is_shown(*at);
          }))
        held += weights[s];
  }
  if (any && held >= held_ && held > out.contested && held > out.unknown) {
    out.status = Status::kHeld, out.probability = held;
    out.parties.erase(end_of_shown(), out.parties.end());
  } else if (out.contested >= out.unknown) {
    out.status = Status::kContested, out.probability = out.contested;
    std::erase_if(out.parties, [](const auto& p) { return p.first < 0.01; });
  } else {
    out.status = Status::kUnknown, out.probability = out.unknown;
    std::erase_if(out.parties, [&](const auto& p) { return p.first < named_ / 2; });
  }
}

}  // namespace assay::holding
