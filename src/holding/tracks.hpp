// Who holds every place on every day, as known on any day: what a map that is slid through time is drawn from.
// A track is the answer of each day of one place, kept as runs. Tracks are made when first asked for and kept:
// as known on another day, only the places that a report in between speaks of need a new one.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "holding/answer.hpp"
#include "holding/distribution.hpp"

namespace assay::holding {

// The distribution of each day of [begin, end), in order. Where more statements bear on a place than
// Params::nearest, days are taken in windows, each of which sees at least what `who_holds` sees on its days; the
// states (and so `reader`) may differ from window to window. Cost: a model a window, states² a day.
void each_day(const Ledgerful& from, const std::string& place, Day begin, Day end, const weighing::Clocks& clocks,
              const std::function<void(Day, const DistributionReader& reader, const Weights&)>& visit);

struct Track {
  struct Run {
    std::int32_t from = 0;      // Day::number; it lasts until the next run begins
    std::uint8_t status = 0;    // Status
    std::uint8_t percent = 0;   // probability of the status, rounded
    std::int16_t holders = -1;  // number of `holders`, for a held place
  };
  std::vector<Run> runs;                            // ascending; the first begins with the track's first day
  std::vector<std::vector<std::uint16_t>> holders;  // likeliest first, as numbers of Tracks::parties()

  const Run& on(Day day) const;  // Requires: not before the first run. The last run lasts for ever
  // The first day of the stretch of one status and holder that `day` lies in; absent where it reaches back to the
  // track's first day.
  std::optional<Day> since(Day day) const;
};

// Safe to use from several threads.
class Tracks {
 public:
  // Tracks cover [begin, end). `from` must outlive this. Cost: a pass over all places and statements.
  Tracks(const Ledgerful& from, Day begin, Day end);
  Tracks(const Tracks&) = delete;

  Day begin() const { return begin_; }
  Day end() const { return end_; }
  // All that may be named as holders, those that are said to hold or take most places first.
  const std::vector<std::string>& parties() const { return parties_; }
  // Places of which anything is said, by id.
  const std::vector<std::string>& places() const { return places_; }

  // Statements that name the place in reports known by then.
  std::uint32_t claims(std::size_t place, std::optional<Day> as_known) const;
  // The track, from store; null where it is not there yet.
  std::shared_ptr<const Track> find(std::size_t place, std::optional<Day> as_known) const;
  // The same, made where it is not there. Cost: that of each_day, once.
  std::shared_ptr<const Track> get(std::size_t place, std::optional<Day> as_known) const;

 private:
  struct Kept {
    std::uint32_t version = 0;
    std::shared_ptr<const Track> track;
  };
  struct Place {
    std::vector<std::int32_t> changes;  // days known on which what bears on it changes
    std::vector<std::int32_t> said;     // day known of each statement that names it, ascending
  };
  std::uint32_t version(std::size_t place, std::optional<Day> as_known) const;
  Track make(std::size_t place, std::optional<Day> as_known) const;
  void find_parties();
  void find_places();
  std::vector<std::int32_t> changes_of(const std::string& place) const;

  const Ledgerful& from_;
  Day begin_, end_;
  std::vector<std::string> parties_, places_;
  std::unordered_map<std::string, std::uint16_t> party_number_;
  std::vector<Place> of_place_;
  mutable std::mutex mutex_;
  mutable std::vector<std::vector<Kept>> kept_;  // by place; the newest version is never dropped
  mutable std::size_t extra_ = 0;                // kept beyond one a place
};

}  // namespace assay::holding
