// Contradictions as objects: who says what against whom, and whether they speak of the same thing at all.
#pragma once

#include <string>
#include <vector>

#include "weighing/event.hpp"

namespace assay::weighing {

enum class Quarrel {
  kDenial,  // one says that it happened, another that it did not
  kHolder,  // two say that different parties took or hold one place
  kDay,     // they agree on what happened, not when
  kCount,   // nor on how many
};
std::string_view name_of(Quarrel quarrel);

enum class Scope {
  kSame,    // the same act, place and time
  kMotive,  // the act is owned to, or not spoken of; the reason is what is denied
  kPlace,   // one speaks of a place within the other's
  kTime,    // of times that may both be right
};
std::string_view name_of(Scope scope);

struct Dispute {
  std::string id;  // of the first statement, with "d-" and the quarrel before it
  Quarrel quarrel = Quarrel::kDenial;
  Scope scope = Scope::kSame;
  ClaimType type = ClaimType::kAttack;
  struct Side {
    std::string says;                        // one short sentence
    std::vector<Origin> origins;
    std::vector<std::uint32_t> statements;
  };
  std::vector<Side> sides;                   // two or more; the better believed first
  std::vector<std::string> events;           // ids
  std::vector<Symbol> places;
  Interval time;
};

// The disputes within and between events, as join_events gives them. Cost: the events at each place, squared.
std::vector<Dispute> find_disputes(const Corpus& corpus, const std::vector<Event>& events, const Clocks& clocks,
                                   const Learned& learned = {});

}  // namespace assay::weighing
