// Who holds every place on every day, as known on any day: what a map that is slid through time is drawn from.
// A track is the answer of each day of one place, kept as runs. Tracks are made when first asked for and kept:
// as known on another day, only the places that a report in between speaks of need a new one.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "holding/answer.hpp"

namespace assay::holding {

// The days of one window as runs of one answer. Pieces are shared between tracks that see the same statements.
struct TrackPiece {
  struct Run {
    std::int32_t from = 0;      // Day::number; it lasts until the next run begins
    std::int32_t holders = -1;  // of a held place: number of a set of holders (Tracks::holders), else -1
    std::uint16_t likeliest = 0;  // of them: number of Tracks::parties()
    std::uint8_t status = 0;    // Status
    std::uint8_t percent = 0;   // probability of the status, rounded
  };
  std::vector<Run> runs;  // ascending; never empty
};

class Track {
 public:
  using Run = TrackPiece::Run;
  explicit Track(std::vector<std::shared_ptr<const TrackPiece>> pieces) : pieces_(std::move(pieces)) {}
  // The answer of a day. Before the first run, and after the last, the nearest stands for it.
  const Run& on(Day day) const;
  // The first day of the stretch of one status and holders that `day` lies in; absent where it reaches back to the
  // track's first day.
  std::optional<Day> since(Day day) const;
  // Calls `visit` with the first day of each run whose status or holders are not those of the run before.
  template <class Visit>
  void turns(const Visit& visit) const {
    const Run* last = nullptr;
    for (const auto& piece : pieces_)
      for (const Run& run : piece->runs) {
        if (last && (run.status != last->status || run.holders != last->holders || run.likeliest != last->likeliest)) visit(Day::from_number(run.from));
        last = &run;
      }
  }

 private:
  std::vector<std::shared_ptr<const TrackPiece>> pieces_;  // in order of their days; never empty
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
  // The members of a set of holders, as numbers of parties(), ascending.
  const std::vector<std::uint16_t>& holders(std::int32_t set) const;
  // Statements that bear on the place: what making a track costs.
  std::size_t weight(std::size_t place) const { return of_place_[place].weight; }
  std::size_t weight(const std::string& place) const;
  // The track, from store; null where it is not there yet.
  std::shared_ptr<const Track> find(std::size_t place, std::optional<Day> as_known) const;
  // The same, made where it is not there. Cost: that of each_day (days.hpp) over the windows that are new.
  std::shared_ptr<const Track> get(std::size_t place, std::optional<Day> as_known) const;

 private:
  struct Kept {
    std::uint32_t version = 0;
    std::shared_ptr<const Track> track;
  };
  struct Place {
    std::vector<std::int32_t> changes;  // days known on which what bears on it changes
    std::vector<std::int32_t> said;     // day known of each statement that names it, ascending
    std::size_t weight = 0;
  };
  struct KeptPiece {
    std::uint64_t key = 0;
    std::shared_ptr<const TrackPiece> piece;
  };
  std::uint32_t version(std::size_t place, std::optional<Day> as_known) const;
  std::shared_ptr<const Track> make(std::size_t place, std::optional<Day> as_known) const;
  std::int32_t holder_set(const std::vector<std::uint16_t>& members) const;
  void find_parties();
  void find_places();
  std::vector<std::int32_t> changes_of(const std::string& place, std::size_t& weight) const;

  const Ledgerful& from_;
  Day begin_, end_;
  std::vector<std::string> parties_, places_;
  std::unordered_map<std::string, std::uint16_t> party_number_;
  std::vector<Place> of_place_;
  mutable std::mutex mutex_;
  mutable std::vector<std::vector<Kept>> kept_;  // by place; the newest version is never dropped
  mutable std::size_t extra_ = 0;                // kept beyond one a place
  mutable std::vector<std::vector<KeptPiece>> pieces_;  // by place: those of its last few tracks, where it has several
  mutable std::shared_mutex holders_mutex_;
  mutable std::deque<std::vector<std::uint16_t>> holder_sets_;
  mutable std::map<std::vector<std::uint16_t>, std::int32_t> holder_set_number_;
  std::shared_ptr<const Track> silent_;  // of a place on which nothing bears
};

}  // namespace assay::holding
