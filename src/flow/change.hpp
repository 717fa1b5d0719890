// A change to the network or to its control for some time: what claims teach about it (learn.hpp), and what a
// scenario supposes (whatif.hpp). Base and scenario run on the same draws; only their changes differ.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/day.hpp"
#include "base/probability.hpp"
#include "flow/control.hpp"
#include "flow/network.hpp"

namespace assay::flow {

struct Change {
  enum class Kind {
    kHold,        // `target` (a place) is held by `actor`
    kGate,        // `target` (a gate) opens or shuts for `cargo`, on `side` or on both
    kTrade,       // `actor` lets `cargo` through, or not, wherever it stands at a gate
    kRoad,        // all roads through `target` (a place) open or shut
    kSite,        // `target` (a site) works, or not
    kExtraction,  // `actor` (any, when empty) permits the digging of `cargo` where it holds (or at `target`),
                  // or not
    kTax,         // `actor` takes `amount` of `cargo`; replaces its taxes at the same kind of point
    kYield,       // the fields of `cargo` yield `amount` tonnes a year altogether
    kPrice,       // `cargo` is worth `amount` in the commodity's own currency, per tonne
  };
  Kind kind = Kind::kGate;
  Interval period;                               // valid; an absent `to` lasts
  Probability probability = Probability::of(1);  // that a draw takes it over
  std::string target;
  std::optional<Side> side;  // of a gate; absent: both
  std::string cargo;         // a commodity's id or a cargo class; empty: all
  std::string actor;
  bool open = false;  // opens, works, permits; else shuts, stops, refuses
  Range<double> amount;
  TaxRate rate = TaxRate::kShareOfRemaining;
  TaxPoint point = TaxPoint::kSites;
  // A state that is known to have lasted until `period.to` may have lasted on: a draw lets it end so many
  // days later, exponentially distributed with this mean. 0: it ends when the period does. Requires: an end,
  // when not 0.
  double fades_in_days = 0;
  std::vector<std::string> because;  // ids of claims, or "scenario"
  std::string text;                  // a short clause for explanations: "China's side shut by scenario"
  std::string place;                 // "scenario.yaml:7", where a file asks for it

  // The stream of its own random number: the same in every run that has this change.
  std::string key() const;
};

}  // namespace assay::flow
