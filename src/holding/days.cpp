#include "holding/days.hpp"

#include <algorithm>

namespace assay::holding {

using weighing::Clocks;

std::vector<Window> windows_of(const std::vector<Pool>& pools, Day begin, Day end, int most) {
  std::vector<Window> windows;
  if (!(begin < end)) return windows;
  std::vector<Day> days;
  for (const Pool& pool : pools)
    for (const auto& one : pool.said) days.push_back(one.day);
  const auto nearest = static_cast<std::size_t>(most);
  if (days.size() <= nearest) return {{begin, end, {std::nullopt, most}}};
  std::sort(days.begin(), days.end());
  const std::size_t step = std::max<std::size_t>(1, nearest / 2);
  Day first = begin;
  for (std::size_t at = 0; at < days.size() && first < end; at += step) {
    const bool is_last = at + step >= days.size();
    const Day last = is_last ? end : std::clamp(days[at + step], begin, end);
    if (!(first < last)) continue;
    windows.push_back({first, last, {days[std::min(at + step / 2, days.size() - 1)], 2 * most}});
    first = last;
  }
  if (first < end) windows.push_back({first, end, {days.back(), 2 * most}});
  return windows;
}

void walk_window(const Ledgerful& from, const std::vector<Pool>& pools, const Window& window, const Clocks& clocks, const DayVisit& visit) {
  const auto observations = observe(from.corpus, from.params, pools, clocks, from.learned, window.lens);
  const PlaceModel model(from.corpus, from.params, observations, clocks, from.learned);
  const DistributionReader reader(from.corpus, model.states(), from.params);
  model.chain().walk(window.first, window.last, [&](Day day, const Weights& weights) { visit(day, reader, weights); });
}

void each_day(const Ledgerful& from, const std::string& place, Day begin, Day end, const Clocks& clocks, const DayVisit& visit) {
  const auto pools = gather(from.corpus, place, clocks, bears_on_holder);
  for (const Window& window : windows_of(pools, begin, end, from.params.nearest)) walk_window(from, pools, window, clocks, visit);
}

}  // namespace assay::holding
