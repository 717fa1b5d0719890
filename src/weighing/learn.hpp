// Learning how good each voice is and who copies whom from the reports themselves, by weighing what they say of
// the same happenings (who did it, on which day) as a table.
#pragma once

#include "weighing/event.hpp"

namespace assay::weighing {

// Looks at what is visible by `clocks` alone, so that what is learned for a past day does not change with later
// reports. A voice of few statements stays near its prior. Cost: joining all events, and weigh_table.
Learned learn(const Corpus& corpus, const Clocks& clocks);

}  // namespace assay::weighing
