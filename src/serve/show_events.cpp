// Happenings, the voices behind them, and who contradicts whom.
#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <tuple>

#include "serve/show.hpp"

namespace assay::serve {
namespace {

constexpr int kMostRows = 500;

// Not made yet: the page asks again.
Response later(Call& call, const char* what) {
  call.complete = false;
  return reply({{"complete", false}, {"total", 0}, {what, Json::array()}});
}

bool has(const std::vector<weighing::Symbol>& list, weighing::Symbol symbol) {
  return std::find(list.begin(), list.end(), symbol) != list.end();
}

}  // namespace

Response show_events(Call& call) {
  const Snapshot& snapshot = call.snapshot;
  const auto& corpus = snapshot.corpus();
  const auto place = call.query.text("place"), actor = call.query.text("actor"), type = call.query.text("type");
  const auto from = call.query.day("from"), to = call.query.day("to");
  const auto clocks = call.clocks();
  const int limit = call.query.number("limit", 50, 1, kMostRows), offset = call.query.number("offset", 0, 0, 10'000'000);
  call.query.done();
  if (type && !claim_type_of(*type)) refuse({ErrorCode::kBadArgument, "there is no type of claim '" + *type + "'", ""});
  const std::string place_wanted = place ? place_id(snapshot, *place) : "", actor_wanted = actor ? actor_id(snapshot, *actor) : "";
  const auto symbol = corpus.symbols().find(actor_wanted);
  const auto wanted = [&](const weighing::Event& event) {
    if (type && *type != name_of(event.type)) return false;
    if (from && event.time.to && *event.time.to <= *from) return false;
    if (to && event.time.from.value_or(*event.time.to) > *to) return false;
    if (actor && (symbol == weighing::kNoSymbol || (!has(event.agents, symbol) && !has(event.targets, symbol)))) return false;
    if (!place) return true;
    return std::any_of(event.places.begin(), event.places.end(), [&](auto p) { return corpus.facts().is_within(corpus.symbols().text(p), place_wanted); });
  };
  // The shortest list that holds all that may be wanted.
  std::vector<std::uint32_t> at;
  bool listed = false;
  if (!clocks.as_known && place) {
    for (const auto p : snapshot.within(place_wanted)) {
      const auto& numbers = snapshot.events_at(p);
      at.insert(at.end(), numbers.begin(), numbers.end());
    }
    std::sort(at.begin(), at.end());
    at.erase(std::unique(at.begin(), at.end()), at.end());
    listed = true;
  } else if (!clocks.as_known && actor) {
    at = snapshot.events_of_actor(symbol);
    listed = true;
  }
  // As known on an earlier day, or of one place: joined anew from what was known then.
  std::vector<weighing::Event> joined;
  const std::vector<weighing::Event>* events = snapshot.events();
  if (clocks.as_known) {
    std::vector<std::uint32_t> numbers;
    if (place) {
      if (const auto at = corpus.symbols().find(place_wanted); at != weighing::kNoSymbol) numbers = corpus.at_place(at);
    } else {
      for (const auto number : snapshot.statements()) {
        const auto& s = corpus.statements()[number];
        if (type && *type != name_of(s.type)) continue;
        if (actor && (symbol == weighing::kNoSymbol || (!has(s.agent, symbol) && !has(s.target, symbol)))) continue;
        numbers.push_back(number);
      }
      constexpr std::size_t kMostJoined = 5000;
      if (numbers.size() > kMostJoined) refuse({ErrorCode::kBadArgument, "events as known on a day are made anew: name a place, an actor or a type", ""});
    }
    joined = weighing::join_events(corpus, std::move(numbers), clocks);
    std::stable_sort(joined.begin(), joined.end(), [](const auto& a, const auto& b) {
      return std::tuple(b.time.from.value_or(*b.time.to), a.id) < std::tuple(a.time.from.value_or(*a.time.to), b.id);
    });
    events = &joined;
  }
  if (!events) return later(call, "events");
  auto rows = Json::array();
  int total = 0;
  for (std::size_t k = 0; k < (listed ? at.size() : events->size()); ++k) {
    const auto& event = (*events)[listed ? at[k] : k];
    if (!wanted(event)) continue;
    if (total >= offset && total < offset + limit) rows.push_back(event_row(snapshot, event));
    ++total;
  }
  return reply({{"complete", true}, {"total", total}, {"events", rows}});
}

Response show_event(Call& call) {
  call.query.done();
  const Snapshot& snapshot = call.snapshot;
  if (!snapshot.events()) throw Refusal{refusal(503, "not-ready", "events are still being joined", "ask again in a little while")};
  const auto* event = snapshot.event(call.ids[0]);
  if (!event) refuse_missing("event", call.ids[0]);
  Json json = event_row(snapshot, *event);
  json["voices"] = origins_json(snapshot, event->origins);
  auto joins = Json::array();
  for (const auto& join : event->joins)
    joins.push_back({{"claims", {snapshot.corpus().statements()[join.a].id, snapshot.corpus().statements()[join.b].id}}, {"reasons", join.reasons}});
  json["joins"] = std::move(joins);
  const auto ledger = call.api.ledgers().lease();
  json["rows"] = claim_rows(snapshot, *ledger, event->statements);
  return reply(json);
}

Response show_origins(Call& call) {
  const Snapshot& snapshot = call.snapshot;
  const auto& corpus = snapshot.corpus();
  const auto place = call.query.text("place");
  const auto clocks = call.clocks();
  const int limit = call.query.number("limit", 100, 1, kMostRows);
  call.query.done();
  struct Sum {
    weighing::VoiceKind kind{};
    std::string party;
    int statements = 0, opposes = 0;
    std::set<std::string> documents;
    std::set<std::string> outlets;
  };
  std::map<std::string, Sum> sums;
  std::set<std::string> documents;
  std::vector<std::uint32_t> numbers = snapshot.statements();
  if (place) {
    const auto symbol = corpus.symbols().find(place_id(snapshot, *place));
    numbers = symbol == weighing::kNoSymbol ? std::vector<std::uint32_t>() : corpus.at_place(symbol);
  }
  int claims = 0;
  for (const auto number : numbers) {
    const auto& s = corpus.statements()[number];
    if (!corpus.visible(s, clocks)) continue;
    ++claims;
    const auto& document = corpus.report_of(s).document;
    documents.insert(document.id);
    for (const auto& voice : s.voices) {
      auto& sum = sums[corpus.origin_of(s, voice, clocks)];
      sum.kind = voice.kind;
      if (voice.party != weighing::kNoSymbol) sum.party = corpus.symbols().text(voice.party);
      ++sum.statements;
      sum.opposes += s.opposes();
      sum.documents.insert(document.id);
      sum.outlets.insert(document.outlet.empty() ? document.name : document.outlet);
    }
  }
  std::vector<std::pair<int, std::string>> order;
  for (const auto& [id, sum] : sums) order.emplace_back(-sum.statements, id);
  std::sort(order.begin(), order.end());
  auto rows = Json::array();
  for (const auto& [count, id] : order) {
    if (rows.size() == static_cast<std::size_t>(limit)) break;
    const Sum& sum = sums[id];
    rows.push_back({{"id", id}, {"kind", name_of(sum.kind)}, {"party", sum.party.empty() ? Json() : Json(sum.party)},
                    {"party_name", sum.party.empty() ? Json() : Json(snapshot.name_of_actor(sum.party))}, {"claims", sum.statements}, {"opposes", sum.opposes},
                    {"documents", sum.documents}, {"outlets", sum.outlets}});
  }
  return reply({{"total", sums.size()}, {"claims", claims}, {"documents", documents.size()}, {"origins", rows}});
}

Response show_disputes(Call& call) {
  const Snapshot& snapshot = call.snapshot;
  const auto& corpus = snapshot.corpus();
  const auto place = call.query.text("place"), kind = call.query.text("kind");
  const int limit = call.query.number("limit", 20, 1, 100), offset = call.query.number("offset", 0, 0, 10'000'000);
  call.query.done();
  const std::string wanted = place ? place_id(snapshot, *place) : "";
  const auto* disputes = snapshot.disputes();
  if (!disputes) return later(call, "disputes");
  const auto ledger = call.api.ledgers().lease();
  auto rows = Json::array();
  int total = 0;
  for (const auto& dispute : *disputes) {
    if (kind && *kind != name_of(dispute.quarrel)) continue;
    if (place && std::none_of(dispute.places.begin(), dispute.places.end(), [&](auto p) { return corpus.facts().is_within(corpus.symbols().text(p), wanted); })) continue;
    if (total >= offset && total < offset + limit) {
      Json row{{"id", dispute.id}, {"kind", name_of(dispute.quarrel)}, {"scope", name_of(dispute.scope)}, {"type", name_of(dispute.type)}, {"time", pair_json(dispute.time)}};
      auto places = Json::array();
      for (const auto p : dispute.places) places.push_back({{"id", corpus.symbols().text(p)}, {"name", snapshot.name_of_place(corpus.symbols().text(p))}});
      std::string subject;
      for (const auto& p : places) subject += (subject.empty() ? "" : ", ") + p["name"].get<std::string>();
      row["subject"] = subject;
      row["places"] = std::move(places);
      row["events"] = dispute.events;
      auto sides = Json::array();
      for (const auto& side : dispute.sides) {
        constexpr std::size_t kMostShown = 12;
        auto shown = side.statements;
        if (shown.size() > kMostShown) shown.resize(kMostShown);
        // How far this side is believed: of the event, or of its not being so.
        Json p;
        if (!side.statements.empty()) {
          if (const auto* event = snapshot.event_of(corpus.statements()[side.statements.front()].id)) {
            const bool opposes = corpus.statements()[side.statements.front()].opposes();
            p = opposes ? 1 - event->belief.value() : event->belief.value();
            p = std::round(p.get<double>() * 1e4) / 1e4;
          }
        }
        std::optional<Interval> time;
        for (const auto number : side.statements)
          if (const auto& said = corpus.statements()[number].time; said.from && said.to)
            time = time ? Interval{std::min(*time->from, *said.from), std::max(*time->to, *said.to)} : Interval{said.from, said.to};
        sides.push_back({{"says", side.says}, {"time", time ? pair_json(*time) : Json()}, {"origins", side.origins.size()}, {"voices", origins_json(snapshot, side.origins)}, {"p", p},
                         {"claims_total", side.statements.size()}, {"claims", claim_rows(snapshot, *ledger, shown)}});
      }
      row["sides"] = std::move(sides);
      rows.push_back(std::move(row));
    }
    ++total;
  }
  return reply({{"complete", true}, {"total", total}, {"disputes", rows}});
}

}  // namespace assay::serve
