// Claims: lists by filter, one with all that made it, and judgements about them.
#include <algorithm>
#include <cmath>
#include <tuple>

#include "serve/show.hpp"

namespace assay::serve {
namespace {

constexpr int kMostRows = 500;

// Statements that pass the call's filters, the latest known first.
std::vector<std::uint32_t> filtered(Call& call) {
  const Snapshot& snapshot = call.snapshot;
  const auto& corpus = snapshot.corpus();
  const auto document = call.query.text("document"), place = call.query.text("place"), actor = call.query.text("actor"), speaker = call.query.text("speaker"),
             type = call.query.text("type"), stance = call.query.text("stance");
  const auto from = call.query.day("from"), to = call.query.day("to");
  const auto clocks = call.clocks();
  if (type && !claim_type_of(*type)) refuse({ErrorCode::kBadArgument, "there is no type of claim '" + *type + "'", ""});
  if (stance && !stance_of(*stance)) refuse({ErrorCode::kBadArgument, "there is no stance '" + *stance + "'", ""});
  const std::string place_wanted = place ? place_id(snapshot, *place) : "", actor_wanted = actor ? actor_id(snapshot, *actor) : "";
  const std::string speaker_wanted = speaker ? actor_id(snapshot, *speaker) : "";
  const auto* report = document ? snapshot.document(*document) : nullptr;
  if (document && !report) refuse_missing("document", *document);
  const auto place_symbol = corpus.symbols().find(place_wanted), actor_symbol = corpus.symbols().find(actor_wanted);
  const auto type_wanted = type ? claim_type_of(*type) : std::nullopt;
  const auto stance_wanted = stance ? stance_of(*stance) : std::nullopt;
  const auto has = [](const std::vector<weighing::Symbol>& list, weighing::Symbol symbol) { return std::find(list.begin(), list.end(), symbol) != list.end(); };
  std::vector<std::uint32_t> found, here;
  if (place && place_symbol != weighing::kNoSymbol) {
    here = corpus.at_place(place_symbol);
    std::stable_sort(here.begin(), here.end(), [&](auto a, auto b) {
      const auto &x = corpus.statements()[a], &y = corpus.statements()[b];
      const auto &r = corpus.report_of(x), &s = corpus.report_of(y);
      return std::tie(s.known, r.document.id, x.ordinal) < std::tie(r.known, s.document.id, y.ordinal);
    });
  }
  // The shortest list that holds all that may be wanted, as far as it was known.
  const auto& from_list = place ? here : speaker ? snapshot.said_by(speaker_wanted) : actor ? snapshot.about_actor(actor_symbol) : snapshot.statements();
  std::vector<std::uint32_t> of_speaker;
  if (speaker && place) {
    of_speaker = snapshot.said_by(speaker_wanted);
    std::sort(of_speaker.begin(), of_speaker.end());
  }
  for (const auto number : snapshot.known_by(from_list, clocks.as_known)) {
    const auto& s = corpus.statements()[number];
    if (type_wanted && s.type != *type_wanted) continue;
    if (stance_wanted && s.stance != *stance_wanted) continue;
    if (actor && (actor_symbol == weighing::kNoSymbol || (!has(s.agent, actor_symbol) && !has(s.target, actor_symbol)))) continue;
    if (from && s.time.to && *s.time.to <= *from) continue;
    if (to && s.time.from && *s.time.from > *to) continue;
    if (report && corpus.report_of(s).document.id != report->document.id) continue;
    if (speaker && place && !std::binary_search(of_speaker.begin(), of_speaker.end(), number)) continue;
    if (!corpus.visible(s, clocks)) continue;
    found.push_back(number);
  }
  return found;
}

// The text around the evidence, cut where the evidence begins and ends.
Json context_of(const std::string& text, const std::vector<Span>& spans, const std::string& claim) {
  constexpr std::size_t kAround = 600;
  auto segments = Json::array();
  if (spans.empty() || spans.back().end > text.size()) return segments;
  std::size_t begin = text.rfind("\n\n", spans.front().begin), end = text.find("\n\n", spans.back().end);
  begin = begin == std::string::npos ? 0 : begin + 2;
  if (end == std::string::npos) end = text.size();
  if (spans.front().begin - begin > kAround) begin = text.find(' ', spans.front().begin - kAround) + 1;
  if (end - spans.back().end > kAround) end = std::min(text.find(' ', spans.back().end + kAround), end);
  std::size_t at = begin;
  for (const Span span : spans) {
    if (span.begin > at) segments.push_back({{"text", text.substr(at, span.begin - at)}, {"claims", Json::array()}});
    if (span.begin < at) continue;
    segments.push_back({{"text", text.substr(span.begin, span.size())}, {"claims", {claim}}});
    at = span.end;
  }
  if (end > at) segments.push_back({{"text", text.substr(at, end - at)}, {"claims", Json::array()}});
  return segments;
}

}  // namespace

Response show_claims(Call& call) {
  auto numbers = filtered(call);
  const int limit = call.query.number("limit", 50, 1, kMostRows), offset = call.query.number("offset", 0, 0, 10'000'000);
  call.query.done();
  const std::size_t total = numbers.size(), first = std::min(total, static_cast<std::size_t>(offset));
  numbers.erase(numbers.begin(), numbers.begin() + static_cast<std::ptrdiff_t>(first));
  if (numbers.size() > static_cast<std::size_t>(limit)) numbers.resize(static_cast<std::size_t>(limit));
  const auto ledger = call.api.ledgers().lease();
  return reply({{"total", total}, {"claims", claim_rows(call.snapshot, *ledger, numbers)}});
}

Response show_claim(Call& call) {
  call.query.done();
  const Snapshot& snapshot = call.snapshot;
  const auto ledger = call.api.ledgers().lease();
  const auto stored = ledger->claim(call.ids[0]);
  if (!stored) refuse_missing("claim", call.ids[0]);
  Json json = claim_row(snapshot, *stored);
  const auto* document = snapshot.document(stored->claim.document);
  json["made_by"] = {{"rule", stored->claim.rule}, {"run", stored->run}, {"recorded", stored->recorded.iso()}};
  if (document) json["made_by"].update({{"engine", document->maker.engine}, {"model", document->maker.model}, {"domain", document->maker.domain}});
  const auto* event = snapshot.event_of(stored->claim.id);
  if (!event) call.complete = snapshot.events() != nullptr;
  json["belief"] = event ? Json(std::round(event->belief.value() * 1e4) / 1e4) : Json();
  json["together_with"] = event ? event_row(snapshot, *event) : Json();
  json["voices"] = event ? origins_json(snapshot, event->origins) : Json::array();
  json["context"] = context_of(ledger->text_of(stored->claim.document, stored->run), stored->in_text, stored->claim.id);
  auto judged = Json::array();
  for (const auto* judgement : snapshot.corpus().verdicts_on(stored->claim.id, {}))
    judged.push_back({{"number", judgement->id}, {"verdict", name_of(judgement->verdict)}, {"by", judgement->by}, {"why", judgement->why},
                      {"time", judgement->time ? pair_json(*judgement->time) : Json()}, {"recorded", judgement->recorded.iso()}});
  json["judgements"] = std::move(judged);
  return reply(json);
}

Response take_judgement(Call& call) {
  call.query.done();
  const auto bad = [](const std::string& message) { refuse({ErrorCode::kBadArgument, message, ""}); };
  if (!call.request.content_type.starts_with("application/json")) throw Refusal{refusal(415, "bad-format", "a judgement is sent as application/json")};
  const Json body = Json::parse(call.request.body, nullptr, false);
  if (!body.is_object()) bad("the body must be one JSON object");
  const auto text = [&](const char* key, std::size_t longest, bool required) -> std::string {
    if (!body.contains(key) || body[key].is_null()) {
      if (required) bad(std::string("the field '") + key + "' is missing");
      return {};
    }
    if (!body[key].is_string()) bad(std::string("the field '") + key + "' must be text");
    auto value = body[key].get<std::string>();
    if (value.size() > longest) bad(std::string("the field '") + key + "' is too long");
    if (required && value.find_first_not_of(" \t\r\n") == std::string::npos) bad(std::string("the field '") + key + "' is empty");
    return value;
  };
  for (const auto& [key, value] : body.items())
    if (key != "claim" && key != "verdict" && key != "time" && key != "by" && key != "why") bad("there is no field '" + key + "'");
  weighing::Judgement judgement;
  judgement.claim = text("claim", 200, true);
  const auto verdict = weighing::verdict_of(text("verdict", 20, true));
  if (verdict != weighing::Verdict::kRight && verdict != weighing::Verdict::kWrong && verdict != weighing::Verdict::kRetime)
    bad("the verdict must be right, wrong or retime");
  judgement.verdict = *verdict;
  judgement.by = text("by", 200, true), judgement.why = text("why", 2000, true);
  if (*verdict == weighing::Verdict::kRetime) {
    if (!body.contains("time") || !body["time"].is_array() || body["time"].size() != 2) bad("retime needs 'time': [first day, last day], either null");
    const auto day = [&](const Json& value) -> std::optional<Day> {
      if (value.is_null()) return std::nullopt;
      if (!value.is_string()) bad("a day is written as YYYY-MM-DD");
      return given(Day::parse(value.get<std::string>()));
    };
    const auto from = day(body["time"][0]), last = day(body["time"][1]);
    if (!from && !last) bad("retime needs a first or a last day");
    if (from && last && *last < *from) bad("the last day lies before the first");
    judgement.time = Interval{from, last ? std::optional(last->plus_days(1)) : std::nullopt};
  } else if (body.contains("time") && !body["time"].is_null()) {
    bad("only retime takes a 'time'");
  }
  if (!call.api.ledgers().lease()->claim(judgement.claim)) refuse_missing("claim", judgement.claim);
  const auto number = call.api.ledgers().writer()->append(holding::row_of(judgement), call.api.options().clock());
  call.api.refresh();
  return reply({{"number", number}, {"claim", judgement.claim}, {"verdict", name_of(judgement.verdict)}, {"stamp", call.api.snapshot()->stamp()}}, 201);
}

}  // namespace assay::serve
