#include "weighing/table.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "weighing/copying.hpp"

namespace assay::weighing {
namespace {

constexpr std::size_t kMostValues = 200;
constexpr std::size_t kMostLines = 20'000'000;

using Rates = std::array<double, kModes>;
// Before anything is seen: most statements are right, most errors are omissions. Soon learned away.
constexpr Rates kFirstRates = {0.6, 0.02, 0.25, 0.03, 0.04, 0.06};

struct Vote {
  std::uint32_t source, value;  // value: index among the item's values
  double weight = 1;            // below 1 where it was likely copied
};

struct Item {
  std::string name;
  std::vector<std::string> values;  // sorted
  std::vector<Vote> votes;          // sorted by source, value
  std::vector<Relation> relations;  // [stated * values + truth]
  std::vector<double> belief;       // by value
  const Relation& relation(std::size_t stated, std::size_t truth) const {
    return relations[stated * values.size() + truth];
  }
};

struct Work {
  std::vector<Item> items;           // by name, so that sums do not depend on the order of the lines
  std::vector<std::size_t> shown;    // numbers of items, in order of first appearance
  std::vector<std::string> sources;  // sorted
  std::vector<Rates> rates;          // by source
  Rates all = kFirstRates;
};

void keep_likeliest(Item& item) {
  if (item.values.size() <= kMostValues) return;
  std::vector<int> votes(item.values.size());
  for (const Vote& vote : item.votes) ++votes[vote.value];
  std::vector<std::uint32_t> order(item.values.size());
  for (std::size_t k = 0; k < order.size(); ++k) order[k] = static_cast<std::uint32_t>(k);
  std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return votes[a] > votes[b]; });
  order.resize(kMostValues);
  std::sort(order.begin(), order.end());
  std::vector<std::string> kept;
  std::vector<std::int64_t> now(item.values.size(), -1);
  for (const auto k : order) now[k] = static_cast<std::int64_t>(kept.size()), kept.push_back(item.values[k]);
  std::erase_if(item.votes, [&](const Vote& vote) { return now[vote.value] < 0; });
  for (Vote& vote : item.votes) vote.value = static_cast<std::uint32_t>(now[vote.value]);
  item.values = std::move(kept);
}

Work prepare(const std::vector<TableClaim>& claims, const Params& params) {
  Work work;
  std::map<std::string, std::uint32_t> sources;
  for (const auto& claim : claims) sources.emplace(claim.source, 0);
  for (auto& [name, number] : sources) number = static_cast<std::uint32_t>(work.sources.size()), work.sources.push_back(name);
  std::map<std::string, std::size_t> where;
  for (const auto& claim : claims) where.emplace(claim.item, 0);
  for (auto& [name, number] : where) number = work.items.size(), work.items.push_back({name, {}, {}, {}, {}});
  std::vector<std::vector<const TableClaim*>> by_item(work.items.size());
  for (const auto& claim : claims) {
    const std::size_t number = where[claim.item];
    if (by_item[number].empty()) work.shown.push_back(number);
    by_item[number].push_back(&claim);
  }
  for (std::size_t k = 0; k < by_item.size(); ++k) {
    Item& item = work.items[k];
    for (const auto* claim : by_item[k]) item.values.push_back(claim->value);
    std::sort(item.values.begin(), item.values.end());
    item.values.erase(std::unique(item.values.begin(), item.values.end()), item.values.end());
    for (const auto* claim : by_item[k]) {
      const auto value = std::lower_bound(item.values.begin(), item.values.end(), claim->value) - item.values.begin();
      item.votes.push_back({sources[claim->source], static_cast<std::uint32_t>(value), 1});
    }
    keep_likeliest(item);
    const auto order = [](const Vote& a, const Vote& b) {
      return std::pair(a.source, a.value) < std::pair(b.source, b.value);
    };
    std::sort(item.votes.begin(), item.votes.end(), order);
    std::vector<std::vector<std::string>> names;
    for (const auto& value : item.values) names.push_back(names_of_value(value));
    for (const auto& stated : names)
      for (const auto& truth : names) item.relations.push_back(relate(stated, truth, params.table));
    item.belief.assign(item.values.size(), 1.0 / static_cast<double>(item.values.size()));
  }
  work.rates.assign(work.sources.size(), kFirstRates);
  return work;
}

double log_chance(const Work& work, const Item& item, const Vote& vote, std::size_t truth) {
  const Relation& relation = item.relation(vote.value, truth);
  return std::log(work.rates[vote.source][static_cast<std::size_t>(relation.mode)]) + relation.log_share;
}

void believe(Work& work, double damping) {
  for (Item& item : work.items) {
    double most = -1e300;
    for (std::size_t truth = 0; truth < item.values.size(); ++truth) {
      double sum = 0;
      for (const Vote& vote : item.votes) sum += vote.weight * log_chance(work, item, vote, truth);
      item.belief[truth] = damping * sum;
      most = std::max(most, item.belief[truth]);
    }
    double total = 0;
    for (double& belief : item.belief) total += belief = std::exp(belief - most);
    for (double& belief : item.belief) belief /= total;
  }
}

void learn(Work& work, double strength) {
  std::vector<Rates> counts(work.sources.size(), Rates{});
  Rates all{};
  for (const Item& item : work.items) {
    if (item.values.size() < 2 && item.votes.size() < 2) continue;  // nobody to agree or differ with
    for (const Vote& vote : item.votes)
      for (std::size_t truth = 0; truth < item.values.size(); ++truth)
        counts[vote.source][static_cast<std::size_t>(item.relation(vote.value, truth).mode)] += item.belief[truth];
  }
  double total = 0;
  for (const Rates& rates : counts)
    for (int m = 0; m < kModes; ++m) all[m] += rates[m], total += rates[m];
  for (int m = 0; m < kModes; ++m) work.all[m] = (all[m] + 1) / (total + kModes);
  for (std::size_t s = 0; s < counts.size(); ++s) {
    double seen = 0;
    for (const double count : counts[s]) seen += count;
    for (int m = 0; m < kModes; ++m)
      work.rates[s][m] = (counts[s][m] + strength * work.all[m]) / (seen + strength);
  }
}

Copying find_copying(const Work& work, const Params& params) {
  std::vector<Said> said;
  for (std::uint32_t k = 0; k < work.items.size(); ++k) {
    const Item& item = work.items[k];
    std::vector<int> votes(item.values.size());
    for (const Vote& vote : item.votes) ++votes[vote.value];
    for (const Vote& vote : item.votes) {
      double by_itself = 0;
      for (std::size_t truth = 0; truth < item.values.size(); ++truth)
        by_itself += item.belief[truth] * std::exp(log_chance(work, item, vote, truth));
      // A wrong value that others give as well is likely to be hit upon again (POPACCU).
      const double popular = (votes[vote.value] - 0.5) / static_cast<double>(item.votes.size());
      said.push_back({k, vote.source, vote.value, std::clamp(std::max(by_itself, popular), 1e-6, 1.0)});
    }
  }
  return Copying::detect(said, params.copying);
}

// Of the sources that give one value, the better ones count first; a later one counts by the chance that it
// copied from none of them.
void discount(Work& work, const Copying& copying, double share) {
  for (Item& item : work.items) {
    std::vector<Vote*> order;
    for (Vote& vote : item.votes) order.push_back(&vote);
    std::stable_sort(order.begin(), order.end(), [&work](const Vote* a, const Vote* b) {
      return work.rates[a->source][0] > work.rates[b->source][0];
    });
    for (std::size_t i = 0; i < order.size(); ++i) {
      order[i]->weight = 1;
      for (std::size_t j = 0; j < i && i < 1000; ++j)
        if (order[j]->value == order[i]->value && order[j]->source != order[i]->source)
          order[i]->weight *= 1 - share * copying.between(order[i]->source, order[j]->source);
    }
  }
}

WeighedTable report(const Work& work, const Copying& copying) {
  WeighedTable weighed;
  for (const std::size_t number : work.shown) {
    const Item& item = work.items[number];
    TableItem out{item.name, {}};
    for (std::size_t k = 0; k < item.values.size(); ++k)
      out.beliefs.push_back({item.values[k], Probability::of(item.belief[k])});
    std::stable_sort(out.beliefs.begin(), out.beliefs.end(),
                     [](const auto& a, const auto& b) { return a.probability > b.probability; });
    weighed.items.push_back(std::move(out));
  }
  for (std::size_t s = 0; s < work.sources.size(); ++s)
    weighed.sources.push_back({work.sources[s], 0, Probability::of(work.rates[s][0]), {}, {}});
  for (const Item& item : work.items)
    for (const Vote& vote : item.votes) ++weighed.sources[vote.source].statements;
  for (const auto& partner : copying.partners()) {
    weighed.sources[partner.source].copies_from = work.sources[partner.partner];
    weighed.sources[partner.source].copying = Probability::of(partner.chance);
  }
  return weighed;
}

}  // namespace

Result<std::vector<TableClaim>> read_table(std::string_view text, const std::string& name) {
  std::vector<TableClaim> claims;
  std::size_t line = 0;
  while (!text.empty()) {
    const auto stop = text.find('\n');
    std::string_view row = text.substr(0, stop);
    text.remove_prefix(stop == std::string_view::npos ? text.size() : stop + 1);
    if (++line > kMostLines)
      return Error{ErrorCode::kTooLarge, "a table may have 20 million lines at most", name + ":" + std::to_string(line)};
    if (!row.empty() && row.back() == '\r') row.remove_suffix(1);
    if (row.empty()) continue;
    const auto first = row.find('\t');
    const auto second = first == std::string_view::npos ? first : row.find('\t', first + 1);
    if (second == std::string_view::npos || row.find('\t', second + 1) != std::string_view::npos)
      return Error{ErrorCode::kBadFormat, "a line must have three fields (item, source, value) apart by tabs",
                   name + ":" + std::to_string(line)};
    TableClaim claim{std::string(row.substr(0, first)), std::string(row.substr(first + 1, second - first - 1)),
                     std::string(row.substr(second + 1))};
    if (line == 1 && claim.item == "item" && claim.source == "source" && claim.value == "value") continue;
    if (claim.item.empty() || claim.source.empty() || claim.value.empty())
      return Error{ErrorCode::kBadFormat, "item, source and value must not be empty", name + ":" + std::to_string(line)};
    claims.push_back(std::move(claim));
  }
  return claims;
}

WeighedTable weigh_table(const std::vector<TableClaim>& claims, const Params& params) {
  Work work = prepare(claims, params);
  Copying copying;
  for (int round = 0; round < params.table.rounds; ++round) {
    believe(work, params.table.damping);
    learn(work, params.table.strength);
    if (round + 1 == params.table.rounds / 2 || round + 1 == params.table.rounds) {
      copying = find_copying(work, params);
      discount(work, copying, params.copying.share);
    }
  }
  believe(work, params.table.damping);
  return report(work, copying);
}

}  // namespace assay::weighing
