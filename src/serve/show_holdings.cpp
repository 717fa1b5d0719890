// The map on a day: who holds every place, in columns.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>

#include "holding/days.hpp"
#include "serve/show.hpp"

namespace assay::serve {
namespace {

using holding::Status;
using holding::Track;

// A request makes tracks for so long and then answers with those that are there; what is asked again goes on.
// Places of which many statements speak are left to the threads that make ahead.
constexpr auto kPatience = std::chrono::milliseconds(25);
constexpr std::size_t kQuick = 60;

enum StateCode { kHeld = 0, kJoint = 1, kContested = 2, kUnknown = 3 };

int code_of(const holding::Tracks& tracks, const Track::Run& run) {
  switch (static_cast<Status>(run.status)) {
    case Status::kHeld: return run.holders >= 0 && tracks.holders(run.holders).size() > 1 ? kJoint : kHeld;
    case Status::kContested: return kContested;
    case Status::kUnknown: return kUnknown;
  }
  return kUnknown;
}

int holder_of(const Track::Run& run) { return run.holders < 0 ? -1 : run.likeliest; }

const char* const kStates[] = {"held", "joint", "contested", "unknown"};

Json told(const Snapshot& snapshot, const Track::Run& run) {
  const int holder = holder_of(run);
  return {{"state", kStates[code_of(snapshot.tracks(), run)]},
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
  std::string index, state, holder, p, since, claims, waiting;
  std::size_t pending = 0;
  const auto number = [](std::string& into, long value) {
    char digits[24];
    const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
    into.append(digits, end);
  };
  std::vector<std::string> iso_of(static_cast<std::size_t>(std::max(0, tracks.end() - tracks.begin())));
  const auto add = [&](std::size_t place, std::uint32_t said, const Track& track) {
    const auto& run = track.on(on);
    if (!index.empty())
      for (auto* column : {&index, &state, &holder, &p, &since, &claims}) *column += ',';
    number(index, static_cast<long>(snapshot.place_of_track(place)));
    number(state, code_of(tracks, run));
    number(holder, holder_of(run));
    if (run.percent == 100) p += '1';
    else p += {'0', '.', static_cast<char>('0' + run.percent / 10), static_cast<char>('0' + run.percent % 10)};
    const auto begun = track.since(on);
    if (!begun) {
      since += "null";
    } else {
      auto& iso = iso_of[static_cast<std::size_t>(*begun - tracks.begin())];
      if (iso.empty()) iso = '"' + begun->iso() + '"';
      since += iso;
    }
    number(claims, said);
  };
  // What is there is shown; then, as long as patience lasts, what is quickly made.
  std::vector<std::size_t> missing;
  std::vector<std::pair<std::size_t, std::shared_ptr<const Track>>> shown;
  shown.reserve(tracks.places().size());
  for (std::size_t k = 0; k < tracks.places().size(); ++k) {
    if (!snapshot.is_ground(k)) continue;
    auto track = tracks.find(k, as_known);
    if (!track) missing.push_back(k);
    else shown.emplace_back(k, std::move(track));
  }
  if (!missing.empty()) {
    for (const auto k : missing) {
      if (tracks.weight(k) <= kQuick && std::chrono::steady_clock::now() < until) shown.emplace_back(k, tracks.get(k, as_known));
      else {
        if (pending++ > 0) waiting += ',';
        number(waiting, static_cast<long>(snapshot.place_of_track(k)));
      }
    }
    std::sort(shown.begin(), shown.end());
    if (pending > 0) call.api.make_ahead(call.held, as_known);
  }
  for (const auto& [k, track] : shown) {
    const auto said = tracks.claims(k, as_known);
    if (said == 0 && track->on(on).status == static_cast<std::uint8_t>(Status::kUnknown)) continue;
    add(k, said, *track);
  }
  call.complete = pending == 0;
  std::string actors;
  for (const auto& id : tracks.parties()) actors += (actors.empty() ? "" : ",") + Json(id).dump();
  Response response;
  response.body = fmt::format(
      R"({{"on":"{}","as_known":{},"complete":{},"pending":{},"waiting":[{}],"actors":[{}],"index":[{}],"state":[{}],"holder":[{}],"p":[{}],"since":[{}],"claims":[{}]}})",
      on.iso(), as_known ? "\"" + as_known->iso() + "\"" : "null", pending == 0, pending, waiting, actors, index, state, holder, p, since, claims);
  return response;
}

Response show_changes(Call& call) {
  const auto from = call.query.day("from"), to = call.query.day("to");
  const auto known_from = call.query.day("known_from"), known_to = call.query.day("known_to");
  const bool by_known = known_from || known_to;
  const auto bad = [](const char* message) { refuse({ErrorCode::kBadArgument, message, ""}); };
  Day on;
  std::optional<Day> as_known;
  call.query.text("as_recorded");
  if (by_known) on = call.on();
  else as_known = call.clocks().as_known;
  call.query.done();
  if (by_known ? !known_from || !known_to || !(*known_from < *known_to) : !from || !to || !(*from < *to))
    bad("give two days, the earlier first: from and to, or known_from and known_to");
  const Snapshot& snapshot = call.snapshot;
  const auto& tracks = snapshot.tracks();
  const auto until = std::chrono::steady_clock::now() + kPatience;
  auto changes = Json::array();
  // As known now, only places that are known to turn between the days need a look.
  const bool as_now = !by_known && (!as_known || !(*as_known < snapshot.days().known_last));
  const auto turned = as_now ? snapshot.turned(*from, *to) : std::nullopt;
  const std::size_t count = turned ? turned->size() : tracks.places().size();
  for (std::size_t at = 0; at < count; ++at) {
    const std::size_t k = turned ? (*turned)[at] : at;
    if (!snapshot.is_ground(k)) continue;
    const auto get = [&](std::optional<Day> known) {
      auto track = tracks.find(k, known);
      if (!track && tracks.weight(k) <= kQuick && std::chrono::steady_clock::now() < until) track = tracks.get(k, known);
      if (!track && call.complete) {
        call.complete = false;
        call.api.make_ahead(call.held, known);
      }
      return track;
    };
    const auto a = get(by_known ? known_from : as_known), b = by_known ? get(known_to) : a;
    if (!a || !b || (by_known && a == b)) continue;
    const auto &before = a->on(by_known ? on : *from), &after = b->on(by_known ? on : *to);
    if (code_of(tracks, before) == code_of(tracks, after) && holder_of(before) == holder_of(after)) continue;
    const auto& id = tracks.places()[k];
    const auto* place = snapshot.domain().place(id);
    const auto since = b->since(by_known ? on : *to);
    Json row{{"place", id}, {"name", snapshot.name_of_place(id)},
             {"lon", place && place->longitude ? Json(*place->longitude) : Json()}, {"lat", place && place->latitude ? Json(*place->latitude) : Json()},
             {"before", told(snapshot, before)}, {"after", told(snapshot, after)}, {"day", day_or_null(since)}};
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
