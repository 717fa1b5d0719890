// The distribution of a place day by day, however much is said of it. A model of thousands of statements would cost
// their square, so days are taken in windows, each of which looks at the statements around it.
#pragma once

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

// Each day of [begin, end), in order. States (and so `reader`) may differ from window to window. Cost: a model a
// window, states squared a day.
void each_day(const Ledgerful& from, const std::string& place, Day begin, Day end, const weighing::Clocks& clocks,
              const DayVisit& visit);

}  // namespace assay::holding
