// Whether two statements speak of one thing: points and reasons, by join.* of weighing.yaml.
#pragma once

#include <optional>

#include "weighing/event.hpp"

namespace assay::weighing {

enum class Parties { kUnnamed, kSame, kCompatible, kRival };

// How two lists of actors stand to each other, as the parties behind them.
Parties compare_parties(const Corpus& corpus, const std::vector<Symbol>& a, const std::vector<Symbol>& b);

// Both sides of a fight alike: 'A fought B' and 'B and A clashed'.
bool is_mutual(ClaimType type);

// The points for joining two visible statements, or nothing where they cannot be one thing.
std::optional<Join> likeness(const Corpus& corpus, std::uint32_t a, std::uint32_t b, const Clocks& clocks);

// Days between two intervals: 0 where they overlap. Requires: both `from` and `to`.
int days_apart(const Interval& a, const Interval& b);

}  // namespace assay::weighing
