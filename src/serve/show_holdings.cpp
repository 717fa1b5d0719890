// The map on a day: who holds every place, in columns.
#include <fmt/format.h>

#include <chrono>

#include "holding/observe.hpp"
#include "serve/show.hpp"

namespace assay::serve {
namespace {

using holding::Status;
using holding::Track;

// A request makes tracks for so long and then answers with those that are there; what is asked again goes on.
constexpr auto kPatience = std::chrono::milliseconds(60);

enum StateCode { kHeld = 0, kJoint = 1, kContested = 2, kUnknown = 3 };

int code_of(const Track& track, const Track::Run& run) {
  switch (static_cast<Status>(run.status)) {
    case Status::kHeld: return run.holders >= 0 && track.holders[static_cast<std::size_t>(run.holders)].size() > 1 ? kJoint : kHeld;
    case Status::kContested: return kContested;
    case Status::kUnknown: return kUnknown;
  }
  return kUnknown;
}

int holder_of(const Track& track, const Track::Run& run) {
  if (run.holders < 0) return -1;
  const auto& list = track.holders[static_cast<std::size_t>(run.holders)];
  return list.empty() ? -1 : list.front();
}

const char* const kStates[] = {"held", "joint", "contested", "unknown"};

Json told(const Snapshot& snapshot, const Track& track, const Track::Run& run) {
  const int holder = holder_of(track, run);
  return {{"state", kStates[code_of(track, run)]},
          {"holder", holder < 0 ? Json() : Json(snapshot.tracks().parties()[static_cast<std::size_t>(holder)])},
          {"p", run.percent / 100.0}};
}

}  // namespace

Response show_holdings(Call& call) {
  const Day on = call.on();
  const auto as_known = call.clocks().as_known;
  call.query.done();
  const Snapshot& snapshot = call.snapshot;
  const auto& tracks = snapshot.tracks();
  const auto until = std::chrono::steady_clock::now() + kPatience;
  // Written by hand: at 30,000 places a tree of JSON would cost more than the answer.
  std::string index, state, holder, p, since, claims;
  std::size_t pending = 0;
  std::vector<std::size_t> missing;
  const auto add = [&](std::size_t place, std::uint32_t said, const Track& track) {
    const auto& run = track.on(on);
    const char* comma = index.empty() ? "" : ",";
    const auto begun = track.since(on);
    fmt::format_to(std::back_inserter(index), "{}{}", comma, *snapshot.place_number(tracks.places()[place]));
    fmt::format_to(std::back_inserter(state), "{}{}", comma, code_of(track, run));
    fmt::format_to(std::back_inserter(holder), "{}{}", comma, holder_of(track, run));
    fmt::format_to(std::back_inserter(p), "{}{}", comma, run.percent == 100 ? "1" : fmt::format("0.{:02}", run.percent));
    if (begun) fmt::format_to(std::back_inserter(since), "{}\"{}\"", comma, begun->iso());
    else fmt::format_to(std::back_inserter(since), "{}null", comma);
    fmt::format_to(std::back_inserter(claims), "{}{}", comma, said);
  };
  for (std::size_t k = 0; k < tracks.places().size(); ++k) {
    const auto said = tracks.claims(k, as_known);
    auto track = tracks.find(k, as_known);
    if (!track && std::chrono::steady_clock::now() < until) track = tracks.get(k, as_known);
    if (!track) {
      ++pending;
      continue;
    }
    if (said == 0 && track->on(on).status == static_cast<std::uint8_t>(Status::kUnknown)) continue;
    add(k, said, *track);
  }
  call.complete = pending == 0;
  std::string actors;
  for (const auto& id : tracks.parties()) actors += (actors.empty() ? "" : ",") + Json(id).dump();
  Response response;
  response.body = fmt::format(
      R"({{"on":"{}","as_known":{},"complete":{},"pending":{},"actors":[{}],"index":[{}],"state":[{}],"holder":[{}],"p":[{}],"since":[{}],"claims":[{}]}})",
      on.iso(), as_known ? "\"" + as_known->iso() + "\"" : "null", pending == 0, pending, actors, index, state, holder, p, since, claims);
  return response;
}

Response show_changes(Call& call) {
  const auto from = call.query.day("from"), to = call.query.day("to");
  const auto known_from = call.query.day("known_from"), known_to = call.query.day("known_to");
  const bool by_known = known_from || known_to;
  const auto bad = [](const char* message) { refuse({ErrorCode::kBadArgument, message, ""}); };
  Day on;
  std::optional<Day> as_known;
  if (by_known) on = call.on();
  else as_known = call.clocks().as_known;
  call.query.done();
  if (by_known ? !known_from || !known_to || !(*known_from < *known_to) : !from || !to || !(*from < *to))
    bad("give two days, the earlier first: from and to, or known_from and known_to");
  const Snapshot& snapshot = call.snapshot;
  const auto& tracks = snapshot.tracks();
  const auto until = std::chrono::steady_clock::now() + kPatience;
  auto changes = Json::array();
  for (std::size_t k = 0; k < tracks.places().size(); ++k) {
    const auto get = [&](std::optional<Day> known) {
      auto track = tracks.find(k, known);
      if (!track && std::chrono::steady_clock::now() < until) track = tracks.get(k, known);
      if (!track) call.complete = false;
      return track;
    };
    const auto a = get(by_known ? known_from : as_known), b = by_known ? get(known_to) : a;
    if (!a || !b || (by_known && a == b)) continue;
    const auto &before = a->on(by_known ? on : *from), &after = b->on(by_known ? on : *to);
    if (code_of(*a, before) == code_of(*b, after) && holder_of(*a, before) == holder_of(*b, after)) continue;
    const auto& id = tracks.places()[k];
    const auto* place = snapshot.domain().place(id);
    const auto since = b->since(by_known ? on : *to);
    Json row{{"place", id}, {"name", snapshot.name_of_place(id)},
             {"lon", place && place->longitude ? Json(*place->longitude) : Json()}, {"lat", place && place->latitude ? Json(*place->latitude) : Json()},
             {"before", told(snapshot, *a, before)}, {"after", told(snapshot, *b, after)}, {"day", day_or_null(since)}};
    // Claims that became known between, or that speak of the days between.
    auto because = Json::array();
    const auto& corpus = snapshot.corpus();
    if (const auto symbol = corpus.symbols().find(id); symbol != weighing::kNoSymbol)
      for (const auto number : corpus.at_place(symbol)) {
        const auto& s = corpus.statements()[number];
        const Day known = corpus.report_of(s).known;
        const bool told_now = by_known ? *known_from < known && known <= *known_to
                                       : s.time.from && *from <= *s.time.from && *s.time.from <= *to && (!as_known || known <= *as_known);
        if (told_now && corpus.visible(s, {}) && holding::bears_on_holder(s, holding::Way::kItself) && because.size() < 8) because.push_back(s.id);
      }
    row["because"] = std::move(because);
    changes.push_back(std::move(row));
  }
  return reply({{"complete", call.complete}, {"changes", changes}});
}

}  // namespace assay::serve
