#include "holding/difference.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace assay::holding {
namespace {

double moved(const Answer& a, const Answer& b) {
  std::map<std::string, double> by;
  for (const auto& holder : a.holders) by[holder.id] += holder.probability.value();
  for (const auto& holder : b.holders) by[holder.id] -= holder.probability.value();
  double sum = std::abs(a.contested.value() - b.contested.value()) + std::abs(a.unknown.value() - b.unknown.value());
  for (const auto& [id, shift] : by) sum += std::abs(shift);
  return std::min(1.0, sum / 2);
}

bool same_holders(const Answer& a, const Answer& b) {
  if (a.status != b.status) return false;
  if (a.status != Status::kHeld) return true;
  std::set<std::string> x, y;
  for (const auto& holder : a.holders) x.insert(holder.id);
  for (const auto& holder : b.holders) y.insert(holder.id);
  return x == y;
}

}  // namespace

std::vector<Difference> differences(const Ledgerful& from, Day on, Day a, Day b, std::optional<Instant> as_recorded,
                                    const std::vector<std::string>& places) {
  const auto& corpus = from.corpus;
  std::map<std::string, std::set<std::string>> touched;  // place -> reports
  for (const auto& report : corpus.reports()) {
    if (report.known <= a || report.known > b || !corpus.visible(report, {b, as_recorded})) continue;
    for (std::uint32_t k = report.first; k < report.first + report.count; ++k) {
      const auto& s = corpus.statements()[k];
      if (!bears_on_holder(s, Way::kItself)) continue;
      for (const auto place : s.place) {
        const auto& id = corpus.symbols().text(place);
        const auto name = report.document.name.empty() ? report.document.id : report.document.name;
        touched[id].insert(name);
        if (const auto* region = corpus.facts().place(id))
          for (const auto& member : region->members) touched[member].insert(name);
      }
    }
  }
  std::vector<Difference> found;
  for (const auto& [place, reports] : touched) {
    if (!places.empty() && std::find(places.begin(), places.end(), place) == places.end()) continue;
    Difference d{place, who_holds(from, place, on, {a, as_recorded}), who_holds(from, place, on, {b, as_recorded}), 0, {}};
    d.shift = moved(d.before, d.after);
    if (same_holders(d.before, d.after) && d.shift < from.params.told) continue;
    d.reports.assign(reports.begin(), reports.end());
    found.push_back(std::move(d));
  }
  std::stable_sort(found.begin(), found.end(), [](const auto& x, const auto& y) { return x.shift > y.shift; });
  return found;
}

}  // namespace assay::holding
