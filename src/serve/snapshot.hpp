// The ledger as it stood at one moment, ready to be asked by many threads: statements in memory, the places and
// documents in the order that the API numbers them, and who held what on every day. When the ledger grows a new
// one is made beside it and takes its place; nothing in a snapshot changes what it answers.
#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "domain/domain.hpp"
#include "holding/load.hpp"
#include "holding/tracks.hpp"
#include "ledger/ledger.hpp"
#include "weighing/dispute.hpp"

namespace assay::serve {

class Snapshot {
 public:
  // Reads the whole ledger. `domain` must outlive it. Throws Trouble; fails where weighing.yaml or holding.yaml do.
  // With `as_recorded`, as it stood at that instant; counts() are then still those of the whole ledger.
  static Result<std::unique_ptr<Snapshot>> make(ledger::Ledger& ledger, const domain::Domain& domain, std::optional<Instant> as_recorded = {});
  Snapshot(const Snapshot&) = delete;

  const domain::Domain& domain() const { return domain_; }
  const weighing::Corpus& corpus() const { return *loaded_.corpus; }
  const weighing::Facts& facts() const { return loaded_.corpus->facts(); }
  const holding::Ledgerful& from() const { return from_; }
  const holding::Tracks& tracks() const { return *tracks_; }
  const std::string& stamp() const { return stamp_; }  // of the ledger, and of the packs

  // Places in the order of /api/places: by id. Those with a point, and those that claims name.
  const std::vector<std::string>& places() const { return places_; }
  std::optional<std::size_t> place_number(std::string_view id) const;
  // The same for a place by its number in tracks().
  std::size_t place_of_track(std::size_t track) const { return place_of_track_[track]; }
  // Whether the place of a track is ground that a map shows somebody to hold. Countries, their first divisions and borders
  // are too wide for that, and what reports name as a place that is an actor is none.
  bool is_ground(std::size_t track) const { return is_ground_[track]; }
  // What claims call a place or actor that no pack knows; else the id.
  std::string name_of_place(const std::string& id) const;
  std::string name_of_actor(const std::string& id) const;
  // The place, actor or gate that `id` is, or that goes by that name; empty where there is none.
  bool knows_actor(const std::string& id) const;

  // Reports, the latest published first.
  const std::vector<ledger::StoredDocument>& documents() const { return documents_; }
  const ledger::StoredDocument* document(std::string_view id_or_name) const;
  const ledger::Counts& counts() const { return counts_; }
  Instant recorded() const { return recorded_; }  // of its newest row
  std::optional<Instant> as_recorded() const { return as_recorded_; }  // absent: all that is recorded

  // Numbers of the visible statements, the latest known report first, within it in the order of its text.
  const std::vector<std::uint32_t>& statements() const { return order_; }
  // Numbers of those that name an actor as agent or target, that a voice speaks for it in, or that it is said by
  // (as a speaker, by its id), in the order of statements().
  const std::vector<std::uint32_t>& about_actor(weighing::Symbol actor) const { return list(about_, actor); }
  const std::vector<std::uint32_t>& voiced_by(weighing::Symbol party) const { return list(voiced_, party); }
  const std::vector<std::uint32_t>& said_by(const std::string& speaker) const;
  // The part of such a list that was known by a day.
  std::span<const std::uint32_t> known_by(const std::vector<std::uint32_t>& numbers, std::optional<Day> as_known) const;
  // The symbols of a place and of all that lies in it and is spoken of.
  std::vector<weighing::Symbol> within(const std::string& place) const;

  // All happenings, and who contradicts whom, as known now; null until `prepare` has made them.
  const std::vector<weighing::Event>* events() const;
  const std::vector<weighing::Dispute>* disputes() const;
  // Numbers of events() by place or actor, ascending. Empty until they are made.
  const std::vector<std::uint32_t>& events_at(weighing::Symbol place) const;
  const std::vector<std::uint32_t>& events_of_actor(weighing::Symbol actor) const;
  const weighing::Event* event(std::string_view id) const;
  const weighing::Event* event_of(const std::string& claim) const;  // the happening that a claim speaks of

  // Days: of dated statements of what happened, up to the last that was published; the span from where most of those
  // statements lie to the last of them; of publication.
  struct Days {
    Day first, last, focus_from, focus_to, known_first, known_last;
  };
  const Days& days() const { return days_; }

  // Makes what is not there yet (tracks as known now, events, disputes), with so many threads; stops early when
  // `stop` becomes true. Safe beside questions; to be called once.
  void prepare(int threads, const std::atomic<bool>& stop);
  // Makes the tracks of a day as known, until all are there or `stop` says so.
  void make_tracks(std::optional<Day> as_known, int threads, const std::function<bool()>& stop) const;
  bool is_prepared() const { return prepared_; }
  // Numbers in tracks(), ascending, of the places whose status or holders turn on a day after `from`, up to `to`, as known
  // now: others are as they were. Absent until `prepare` has made it.
  std::optional<std::vector<std::uint32_t>> turned(Day from, Day to) const;

 private:
  Snapshot(const domain::Domain& domain, holding::Loaded loaded);
  void find_days();
  void order_statements();
  void index_statements(ledger::Ledger& ledger);
  void list_places(ledger::Ledger& ledger);

  using BySymbol = std::unordered_map<weighing::Symbol, std::vector<std::uint32_t>>;
  static const std::vector<std::uint32_t>& list(const BySymbol& lists, weighing::Symbol symbol);
  struct Joined {
    std::vector<weighing::Event> events;
    std::vector<weighing::Dispute> disputes;
    std::unordered_map<std::string_view, std::size_t> by_id;
    std::unordered_map<std::string_view, std::size_t> by_claim;
    BySymbol at_place, of_actor;
  };
  using Turns = std::vector<std::pair<std::int32_t, std::uint32_t>>;  // day, number of a track; sorted

  const domain::Domain& domain_;
  holding::Loaded loaded_;
  holding::Ledgerful from_;
  std::unique_ptr<holding::Tracks> tracks_;
  std::string stamp_;
  std::vector<std::string> places_;
  std::unordered_map<std::string_view, std::size_t> place_number_;
  std::vector<std::size_t> place_of_track_;
  std::vector<char> is_ground_;
  std::unordered_map<std::string, std::string> told_places_, told_actors_;  // names by id, from claims
  std::vector<ledger::StoredDocument> documents_;
  std::unordered_map<std::string_view, std::size_t> document_number_;
  ledger::Counts counts_;
  Instant recorded_;
  std::optional<Instant> as_recorded_;
  std::vector<std::uint32_t> order_;
  BySymbol about_, voiced_;
  std::unordered_map<std::string, std::vector<std::uint32_t>> said_by_;
  Days days_;
  std::unique_ptr<const Turns> turns_;
  std::atomic<const Turns*> turns_ready_{nullptr};
  std::unique_ptr<Joined> joined_;
  std::atomic<const Joined*> ready_{nullptr};
  std::atomic<bool> prepared_{false};
};

}  // namespace assay::serve
