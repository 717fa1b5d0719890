#include "holding/days.hpp"

#include <algorithm>

namespace assay::holding {

using weighing::Clocks;

namespace {

constexpr int kVouched = 8;  // days

// The changes among the days between two whose answers are known.
class Between {
 public:
  Between(const std::function<std::uint64_t(Day)>& answer, const std::function<void(Day, std::uint64_t)>& found) : answer_(answer), found_(found) {}

  void look(Day low, std::uint64_t at_low, Day high, std::uint64_t at_high) const {
    const int days = high - low;
    if (days <= 1 || (days <= kVouched && at_low == at_high)) return;
    const Day middle = low.plus_days(days / 2);
    const std::uint64_t at_middle = answer_(middle);
    look(low, at_low, middle, at_middle);
    found_(middle, at_middle);
    look(middle, at_middle, high, at_high);
  }

 private:
  const std::function<std::uint64_t(Day)>& answer_;
  const std::function<void(Day, std::uint64_t)>& found_;
};

}  // namespace

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

void find_changes(const Ledgerful& from, const std::vector<Pool>& pools, const Window& window, const Clocks& clocks, const DayAnswer& answer,
                  const std::function<void(Day, std::uint64_t)>& visit) {
  if (!(window.first < window.last)) return;
  const auto observations = observe(from.corpus, from.params, pools, clocks, from.learned, window.lens);
  const PlaceModel model(from.corpus, from.params, observations, clocks, from.learned);
  const DistributionReader reader(from.corpus, model.states(), from.params);
  const std::function<std::uint64_t(Day)> of_day = [&](Day day) { return answer(reader, model.on(day)); };
  std::optional<std::uint64_t> last;
  const std::function<void(Day, std::uint64_t)> found = [&](Day day, std::uint64_t value) {
    if (last != value) visit(day, value);
    last = value;
  };
  const Between between(of_day, found);
  auto breaks = model.chain().breakpoints();
  breaks.push_back(window.last);
  Day low = window.first;
  for (const Day next : breaks) {
    const Day end = std::min(next, window.last);
    if (!(low < end)) continue;
    const Day high = end.plus_days(-1);
    const std::uint64_t at_low = of_day(low), at_high = high == low ? at_low : of_day(high);
    found(low, at_low);
    between.look(low, at_low, high, at_high);
    found(high, at_high);
    low = end;
  }
}

void each_day(const Ledgerful& from, const std::string& place, Day begin, Day end, const Clocks& clocks, const DayVisit& visit) {
  const auto pools = gather(from.corpus, place, clocks, bears_on_holder);
  for (const Window& window : windows_of(pools, begin, end, from.params.nearest)) walk_window(from, pools, window, clocks, visit);
}

}  // namespace assay::holding
