// The distribution of a place day by day, however much is said of it. A model of thousands of statements would cost
// their square, so days are taken in windows, each of which looks at the statements around it.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "holding/distribution.hpp"
#include "holding/observe.hpp"

namespace assay::holding {

// Days [first, last) that are answered from one model, of the statements that the lens lets through.
struct Window {
  Day first, last;
  Lens lens;
};
// Windows that cover [begin, end): one, of all statements, where no more than `most` (Params::nearest) bear on the
// place. Else half as many lie in a window and twice as many are seen from its middle, so that none of its days sees
// less than `who_holds` does.
std::vector<Window> windows_of(const std::vector<Pool>& pools, Day begin, Day end, int most);

using DayVisit = std::function<void(Day, const DistributionReader& reader, const Weights&)>;
void walk_window(const Ledgerful& from, const std::vector<Pool>& pools, const Window& window, const weighing::Clocks& clocks,
                 const DayVisit& visit);

// An answer as a number: two days have the same one where their answers are the same.
using DayAnswer = std::function<std::uint64_t(const DistributionReader& reader, const Weights&)>;
// The days of a window on which the answer changes, in order, its first day always among them. Every day next to
// evidence is looked at; between two of those, where a distribution only drifts, days whose answers are the same vouch for
// the week between them. Cost: a model, and a few looks for each change instead of one a day.
void find_changes(const Ledgerful& from, const std::vector<Pool>& pools, const Window& window, const weighing::Clocks& clocks,
                  const DayAnswer& answer, const std::function<void(Day, std::uint64_t)>& visit);

// Each day of [begin, end), in order. States (and so `reader`) may differ from window to window. Cost: a model a
// window, states squared a day.
void each_day(const Ledgerful& from, const std::string& place, Day begin, Day end, const weighing::Clocks& clocks,
              const DayVisit& visit);

}  // namespace assay::holding
