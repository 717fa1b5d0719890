// What claims teach the network: a rate of tax, a year's volume, a halt of trade or of digging, a price. Each
// that bears on the network becomes a Change for its period, taken over by a draw with the credence that
// network.yaml gives its stance. Who holds what and which gates are open comes from holding and is not learnt
// again here.
#pragma once

#include <string>
#include <vector>

#include "claim/claim.hpp"
#include "flow/change.hpp"

namespace assay::flow {

// A claim with the day on which its report was published (half-open; an absent end is unbounded).
struct KnownClaim {
  Claim claim;
  Interval known;
};

struct Learned {
  std::vector<Change> changes;  // in order of their first day
  struct Unused {
    std::string claim;   // id
    std::string reason;  // a clause: "its quantity has no unit of mass"
  };
  std::vector<Unused> unused;  // of the types that could have taught something
};

// How a claim becomes a change, by type:
// - suspend_trade: its agent (or, at a gate named as place, that gate) stops passing the resource; negated: resumes.
// - permit: its agent lets the resource be dug; negated: refuses. At a gate, granted: lets it pass as well. What is not
//   named is what is dug at the place, and by whoever holds it.
// - tax: its agent takes the share (at sites) or the sum per tonne (at gates) from the claim's first day.
// - production, trade_volume: the year's tonnes of a commodity. The pack's range for the period is cut to what both
//   allow; where they have nothing in common, the claim's stands. Periods under 89 days are not used. A print that names
//   another form than the network's (carbonates, where it counts oxide) is converted as the network states, or not used.
//   Of different counts of one period, each is as likely. 'Rare earths' stand for the one kind of them that the network carries.
// - price: the price per tonne.
// - close_gate, open_gate: with object 'road', all roads through the place; by a state beyond gates, and at no place but
//   its own country, its sides of all gates. A gate that is named comes from holding.
// What is done on a day, or within three, lasts from then on; a longer time is all that is known of it.
// A time without a beginning begins with the report; one that reaches to the report lasts, but a halt or a
// refusal fades after it (rules: halts_last). Claims planned, predicted or conditional teach nothing, nor do
// those without any day and halts within a time of more than 92 days; one that a denial of the same thing
// opposes counts half. Claims of one thing within 14 days make one change, whose probability is that of at
// least one of its speakers being right.
Learned learn(const Network& network, const std::vector<KnownClaim>& claims, const domain::Domain* domain);

}  // namespace assay::flow
