// What was said that bears on one place, and how: its own events, and those of regions, borders and namesakes
// whose knowledge flows to it, with the proof that it does.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "holding/params.hpp"
#include "weighing/event.hpp"

namespace assay::holding {

// How an event came to bear on the place.
enum class Way { kItself, kNamesake, kRegion, kBorder };

struct Observation {
  weighing::Event event;
  Way way = Way::kItself;
  std::string about;                  // id of the place that the event is about, where it is another
  std::vector<std::uint32_t> proof;   // statements by which the place belongs to it; empty where a pack says so
  double reach = 1;                   // what is left of belief on the way
};

// Where knowledge may flow from.
struct Source {
  std::string place;  // id
  Way way = Way::kItself;
  std::vector<std::uint32_t> proof;
};

// The place itself first, then the others in order of their ids. `place` may be unknown to every pack.
std::vector<Source> sources_of(const weighing::Corpus& corpus, const std::string& place, const weighing::Clocks& clocks);

struct Lens {
  std::optional<Day> near;  // look at the statements nearest to this day; absent: at all
  int most = 240;
};

// The statements that bear on a place, by the way that they come: gathered once, then looked at through any lens.
struct Pool {
  Way way = Way::kItself;
  std::string about;                  // as Observation::about
  std::vector<std::uint32_t> proof;
  struct Said {
    Day day;               // that it speaks of: its first, else its last
    std::uint32_t number;  // of the statement
  };
  std::vector<Said> said;  // by day, then in canonical order
  // What the lens lets through: half of Lens::most before its day and half after it, or all.
  std::pair<std::size_t, std::size_t> seen(const Lens& lens) const;  // [first, last) of `said`
};
std::vector<Pool> gather(const weighing::Corpus& corpus, const std::string& place, const weighing::Clocks& clocks,
                         bool (*wanted)(const weighing::Statement&, Way));

// Observations in order of their events' time. Which types are looked at is for the caller: `wanted` says.
std::vector<Observation> observe(const weighing::Corpus& corpus, const Params& params, const std::string& place,
                                 const weighing::Clocks& clocks, const weighing::Learned& learned, const Lens& lens,
                                 bool (*wanted)(const weighing::Statement&, Way));
std::vector<Observation> observe(const weighing::Corpus& corpus, const Params& params, const std::vector<Pool>& pools,
                                 const weighing::Clocks& clocks, const weighing::Learned& learned, const Lens& lens);

// Statements of `wanted` types for who holds a place, and for who shut a gate.
bool bears_on_holder(const weighing::Statement& statement, Way way);
bool bears_on_gate(const weighing::Statement& statement, Way way);

}  // namespace assay::holding
