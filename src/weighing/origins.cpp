// The voices behind an event and what each adds to its belief (event.hpp).
#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

#include "weighing/event.hpp"

namespace assay::weighing {
namespace {

double learned_factor(const Origin& origin, const Learned& learned, const Params& params) {
  const auto at = learned.accuracy.find(origin.id);
  if (at == learned.accuracy.end()) return 1;
  const double prior = params.accuracy[static_cast<std::size_t>(origin.kind)];
  const double now = std::clamp(at->second, 0.5, 0.99);
  return std::log(now / (1 - now)) / std::log(prior / (1 - prior));
}

double copied(const Learned& learned, const std::string& a, const std::string& b) {
  const auto at = learned.copying.find(a < b ? std::pair(a, b) : std::pair(b, a));
  return at == learned.copying.end() ? 0 : at->second;
}

}  // namespace

std::vector<Origin> origins_of(const Corpus& corpus, const std::vector<std::uint32_t>& statements,
                               const Clocks& clocks, const Learned& learned) {
  const Params& params = corpus.params();
  std::map<std::pair<bool, std::string>, Origin> found;  // by side taken and id
  for (const auto number : statements) {
    const Statement& statement = corpus.statements()[number];
    double factor = 1;
    bool opposes = statement.opposes();
    for (const auto* verdict : corpus.judged() ? corpus.verdicts_on(statement.id, clocks) : std::vector<const Judgement*>{}) {
      if (verdict->verdict == Verdict::kRight) factor = 100;  // up to the ceiling
      if (verdict->verdict == Verdict::kWrong) factor = 0;
    }
    for (const Voice& voice : statement.voices) {
      const std::string id = corpus.origin_of(statement, voice, clocks);
      Origin& origin = found[{opposes, id}];
      const double weight = factor * weight_of(statement, voice, params);
      if (origin.statements.empty() || std::abs(weight) > std::abs(origin.weight)) {
        origin.id = id;
        origin.kind = voice.kind;
        origin.party = voice.party == kNoSymbol ? std::string() : corpus.symbols().text(voice.party);
        origin.interest = voice.interest;
        origin.opposes = opposes;
        origin.weight = opposes ? -weight : weight;
      }
      if (origin.statements.empty() || origin.statements.back() != number) origin.statements.push_back(number);
    }
  }
  std::vector<Origin> origins;
  for (auto& [key, origin] : found) {
    origin.weight *= learned_factor(origin, learned, params);
    origins.push_back(std::move(origin));
  }
  std::stable_sort(origins.begin(), origins.end(), [](const Origin& a, const Origin& b) {
    return std::tuple(a.opposes, -std::abs(a.weight), a.id) < std::tuple(b.opposes, -std::abs(b.weight), b.id);
  });
  // Stronger voices count first; a later one counts less where an earlier one speaks in its only report, and
  // by the chance that it copies from an earlier one.
  const auto report = [&](std::uint32_t number) { return corpus.origin_of(corpus.statements()[number].record, clocks); };
  for (std::size_t k = 0; k < origins.size(); ++k) {
    Origin& origin = origins[k];
    for (std::size_t j = 0; j < k; ++j) {
      const Origin& earlier = origins[j];
      if (earlier.opposes != origin.opposes) continue;
      if (const double chance = copied(learned, earlier.id, origin.id); chance > 0.05) {
        origin.weight *= 1 - params.copying.share * chance;
        origin.note = "likely copies with " + earlier.id;
      }
      const auto beside = [&](std::uint32_t number) {
        return std::any_of(earlier.statements.begin(), earlier.statements.end(),
                           [&](std::uint32_t other) { return report(other) == report(number); });
      };
      if (std::all_of(origin.statements.begin(), origin.statements.end(), beside)) {
        origin.weight *= params.same_report;
        if (origin.note.empty()) origin.note = "in one report with " + earlier.id;
        break;
      }
    }
  }
  return origins;
}

Probability belief_of(const std::vector<Origin>& origins, const Params& params) {
  double odds = 0;
  for (const Origin& origin : origins) odds += origin.weight;
  const double most = std::log(params.ceiling / (1 - params.ceiling));
  odds = std::clamp(odds, -most, most);
  return Probability::of(1 / (1 + std::exp(-odds)));
}

}  // namespace assay::weighing
