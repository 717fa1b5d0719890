// `assay events`, `assay origins`, `assay disputes`: claims joined across reports, the voices behind them, and
// who contradicts whom.
#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <ostream>
#include <cmath>
#include <map>
#include <set>
#include <tuple>

#include "apps/assay/filters.hpp"
#include "apps/assay/holdings.hpp"
#include "apps/assay/table.hpp"
#include "ledger/ledger.hpp"
#include "weighing/dispute.hpp"
#include "weighing/learn.hpp"

namespace assay::app {
namespace {

using nlohmann::ordered_json;
using weighing::Corpus;
using weighing::Event;
using weighing::Statement;
using weighing::Symbol;

struct Args {
  std::vector<std::string> places, types;
  std::optional<Day> from, to;
  bool joined = false, learn = false;
  int top = 0;  // of disputes; 0 lists all
  ClockOptions clocks;
};

struct Weighed {
  holding::Loaded loaded;
  weighing::Learned learned;
  std::vector<Event> events;
};

bool touches(const Event& event, const Args& args) {
  if (args.from && event.time.to && *event.time.to <= *args.from) return false;
  if (args.to && event.time.from && *event.time.from > *args.to) return false;
  const auto wanted = [&](const std::string& type) { return type == name_of(event.type); };
  return args.types.empty() || std::any_of(args.types.begin(), args.types.end(), wanted);
}

Weighed weigh(const Args& args, Context& context) {
  for (const auto& type : args.types)
    if (!claim_type_of(type)) throw Refused({ErrorCode::kBadArgument, "'" + type + "' is no type of claim: docs/codebook.md lists them", ""});
  std::vector<std::string> places;
  for (const auto& name : args.places)
    for (const auto& id : place_ids(name, context)) places.push_back(id);
  Weighed weighed{load_for(places, args.clocks, context), {}, {}};
  const Corpus& corpus = *weighed.loaded.corpus;
  std::vector<std::uint32_t> numbers;
  for (std::uint32_t k = 0; k < corpus.statements().size(); ++k) {
    const Statement& s = corpus.statements()[k];
    const bool here = std::any_of(s.place.begin(), s.place.end(), [&](Symbol p) {
      return std::any_of(places.begin(), places.end(), [&](const auto& id) { return corpus.facts().is_within(corpus.symbols().text(p), id); });
    });
    if (places.empty() || here) numbers.push_back(k);
  }
  const auto clocks = args.clocks.clocks();
  if (args.learn) weighed.learned = weighing::learn(corpus, clocks);
  weighed.events = weighing::join_events(corpus, std::move(numbers), clocks, weighed.learned);
  std::erase_if(weighed.events, [&](const Event& event) { return !touches(event, args); });
  return weighed;
}

std::string names(const Corpus& corpus, const std::vector<Symbol>& symbols, bool actors) {
  std::string text;
  for (const Symbol symbol : symbols) {
    const auto& id = corpus.symbols().text(symbol);
    text += (text.empty() ? "" : ", ") + (actors ? corpus.facts().name_of_actor(id) : corpus.facts().name_of_place(id));
  }
  return text;
}

std::string days(const Interval& time) {
  if (!time.from) return "by " + time.to->plus_days(-1).iso();
  if (time.days() == 1) return time.from->iso();
  return time.from->iso() + " to " + time.to->plus_days(-1).iso();
}

ordered_json ids(const Corpus& corpus, const std::vector<Symbol>& symbols) {
  auto list = ordered_json::array();
  for (const Symbol symbol : symbols) list.push_back(corpus.symbols().text(symbol));
  return list;
}

ordered_json origins_json(const Corpus& corpus, const std::vector<weighing::Origin>& origins) {
  auto list = ordered_json::array();
  for (const auto& origin : origins) {
    ordered_json item{{"origin", origin.id}, {"kind", weighing::name_of(origin.kind)}};
    if (!origin.party.empty()) item["party"] = origin.party;
    item["says"] = origin.opposes ? "not so" : "so";
    item["interest"] = origin.interest > 0 ? "serves its side" : origin.interest < 0 ? "hurts its side" : "none";
    item["weight"] = std::round(origin.weight * 1e4) / 1e4;
    auto claims = ordered_json::array(), documents = ordered_json::array();
    std::set<std::string> seen;
    for (const auto n : origin.statements) {
      claims.push_back(corpus.statements()[n].id);
      const auto& d = corpus.report_of(corpus.statements()[n]).document;
      if (seen.insert(d.id).second) documents.push_back(d.name.empty() ? d.id : d.name);
    }
    item["claims"] = claims, item["documents"] = documents;
    if (!origin.note.empty()) item["note"] = origin.note;
    list.push_back(std::move(item));
  }
  return list;
}

std::size_t reports_of(const Corpus& corpus, const Event& event) {
  std::set<std::string> documents;
  for (const auto n : event.statements) documents.insert(corpus.report_of(corpus.statements()[n]).document.id);
  return documents.size();
}

ordered_json event_json(const Corpus& corpus, const Event& event) {
  ordered_json out{{"event", event.id}, {"type", name_of(event.type)}, {"happened", event.happened}};
  out["time"] = {event.time.from ? ordered_json(event.time.from->iso()) : ordered_json(), event.time.to->plus_days(-1).iso()};
  out["days_differ"] = event.days_differ;
  out["agents"] = ids(corpus, event.agents), out["targets"] = ids(corpus, event.targets), out["places"] = ids(corpus, event.places);
  if (event.unit != weighing::kNoSymbol)
    out["quantity"] = {{"low", event.low ? ordered_json(*event.low) : ordered_json()},
                       {"high", event.high ? ordered_json(*event.high) : ordered_json()},
                       {"unit", corpus.symbols().text(event.unit)}};
  out["belief"] = holding::rounded(event.belief);
  out["origins"] = origins_json(corpus, event.origins);
  auto joins = ordered_json::array();
  for (const auto& join : event.joins)
    joins.push_back({{"claims", {corpus.statements()[join.a].id, corpus.statements()[join.b].id}}, {"points", std::round(join.points * 100) / 100}, {"reasons", join.reasons}});
  out["joins"] = joins;
  return out;
}

Exit run_events(const Args& args, Context& context) {
  const auto weighed = weigh(args, context);
  const Corpus& corpus = *weighed.loaded.corpus;
  Table table(context, {{"event", "EVENT"}, {"time", "TIME"}, {"type", "TYPE"}, {"place", "PLACE", Column::Fit::kWrap}, {"agent", "BY", Column::Fit::kWrap},
                        {"target", "OF", Column::Fit::kWrap}, {"reports", "REPORTS", Column::Fit::kKeep, Column::Side::kRight},
                        {"origins", "VOICES", Column::Fit::kKeep, Column::Side::kRight}, {"belief", "BELIEF", Column::Fit::kKeep, Column::Side::kRight}});
  for (const Event& event : weighed.events) {
    if (args.joined && reports_of(corpus, event) < 2) continue;
    table.row({event.id, days(event.time), std::string(name_of(event.type)) + (event.happened ? "" : ", not yet"), names(corpus, event.places, false),
               names(corpus, event.agents, true), names(corpus, event.targets, true), reports_of(corpus, event), event.origins.size(), percent(event.belief)},
              event_json(corpus, event));
  }
  table.finish();
  return Exit::kDone;
}

Exit run_origins(const Args& args, Context& context) {
  const auto weighed = weigh(args, context);
  const Corpus& corpus = *weighed.loaded.corpus;
  struct Sum {
    const weighing::Origin* first = nullptr;
    std::set<std::string> documents;
    std::size_t events = 0, opposes = 0;
    double weight = 0;
  };
  std::map<std::string, Sum> sums;
  for (const Event& event : weighed.events)
    for (const auto& origin : event.origins) {
      Sum& sum = sums[origin.id];
      if (!sum.first) sum.first = &origin;
      ++sum.events, sum.opposes += origin.opposes, sum.weight += std::abs(origin.weight);
      for (const auto n : origin.statements) {
        const auto& d = corpus.report_of(corpus.statements()[n]).document;
        sum.documents.insert(d.name.empty() ? d.id : d.name);
      }
    }
  Table table(context, {{"origin", "VOICE", Column::Fit::kWrap}, {"kind", "KIND"}, {"party", "SPEAKS FOR"}, {"events", "EVENTS", Column::Fit::kKeep, Column::Side::kRight},
                        {"opposes", "DENIES", Column::Fit::kKeep, Column::Side::kRight}, {"reports", "REPORTS", Column::Fit::kKeep, Column::Side::kRight},
                        {"weight", "MEAN WEIGHT", Column::Fit::kKeep, Column::Side::kRight}, {"accuracy", args.learn ? "LEARNED" : "", Column::Fit::kKeep, Column::Side::kRight},
                        {"copies_with", args.learn ? "COPIES WITH" : ""}});
  for (const auto& [id, sum] : sums) {
    const auto accuracy = weighed.learned.accuracy.find(id);
    std::string partner;
    double chance = 0.2;
    for (const auto& [pair, c] : weighed.learned.copying)
      if ((pair.first == id || pair.second == id) && c > chance) chance = c, partner = fmt::format("{} ({:.2f})", pair.first == id ? pair.second : pair.first, c);
    table.row({id, std::string(weighing::name_of(sum.first->kind)), sum.first->party, sum.events, sum.opposes, sum.documents.size(),
               Cell(sum.weight / static_cast<double>(sum.events), 2), accuracy == weighed.learned.accuracy.end() ? Cell() : Cell(accuracy->second, 2), partner});
  }
  table.finish();
  return Exit::kDone;
}

// The sharpest first: of the same act before what may both be right, with both sides heard before one alone, whether
// before when and how many, and by how many voices stand on the weaker side, then on all.
std::vector<weighing::Dispute> sharpest(std::vector<weighing::Dispute> disputes, std::size_t most) {
  const auto sharpness = [](const weighing::Dispute& dispute) {
    std::size_t weaker = SIZE_MAX, all = 0;
    for (const auto& side : dispute.sides) weaker = std::min(weaker, side.origins.size()), all += side.origins.size();
    return std::tuple(dispute.scope != weighing::Scope::kSame, dispute.sides.size() < 2, dispute.quarrel, SIZE_MAX - weaker, SIZE_MAX - all);
  };
  std::stable_sort(disputes.begin(), disputes.end(), [&](const auto& a, const auto& b) { return sharpness(a) < sharpness(b); });
  if (disputes.size() > most) disputes.resize(most);
  return disputes;
}

// Each side with the first sentence that takes it.
void print_quoted(const std::vector<weighing::Dispute>& disputes, const Corpus& corpus, Context& context) {
  const auto quote = quotes(context);
  for (const auto& dispute : disputes) {
    context.out << fmt::format("{}, {} ({})\n", names(corpus, dispute.places, false), days(dispute.time), weighing::name_of(dispute.quarrel));
    for (const auto& side : dispute.sides) {
      context.out << fmt::format("  {}, say {} voice{}\n", side.says, side.origins.size(), side.origins.size() == 1 ? "" : "s");
      if (side.statements.empty()) continue;
      const Statement& statement = corpus.statements()[side.statements.front()];
      const auto& document = corpus.report_of(statement).document;
      const std::string said = "\"" + quote(statement.id) + "\" (" + (document.outlet.empty() ? document.name : document.outlet) + ")";
      for (const std::string& line : wrapped(said, context.width() - 6)) context.out << "      " << line << '\n';
    }
  }
  if (disputes.empty()) context.out << "nobody contradicts anybody\n";
}

Exit run_disputes(const Args& args, Context& context) {
  const auto weighed = weigh(args, context);
  const Corpus& corpus = *weighed.loaded.corpus;
  auto disputes = weighing::find_disputes(corpus, weighed.events, args.clocks.clocks(), weighed.learned);
  if (args.top > 0) disputes = sharpest(std::move(disputes), static_cast<std::size_t>(args.top));
  if (args.top > 0 && context.format() == Format::kTable) {
    print_quoted(disputes, corpus, context);
    return Exit::kDone;
  }
  Table table(context, {{"dispute", ""}, {"time", "TIME"}, {"quarrel", "ABOUT"}, {"scope", "SCOPE"}, {"place", "PLACE", Column::Fit::kWrap}, {"sides", "WHO SAYS WHAT", Column::Fit::kWrap}});
  for (const auto& dispute : disputes) {
    std::string sides;
    auto list = ordered_json::array();
    for (const auto& side : dispute.sides) {
      std::string voices;
      for (const auto& origin : side.origins) voices += (voices.empty() ? "" : ", ") + origin.id;
      sides += (sides.empty() ? "" : " / ") + side.says + " — " + voices;
      list.push_back({{"says", side.says}, {"origins", origins_json(corpus, side.origins)}});
    }
    ordered_json record{{"dispute", dispute.id}, {"quarrel", weighing::name_of(dispute.quarrel)}, {"scope", weighing::name_of(dispute.scope)}, {"type", name_of(dispute.type)},
                        {"places", ids(corpus, dispute.places)}, {"events", dispute.events}, {"sides", list}};
    record["time"] = {dispute.time.from ? ordered_json(dispute.time.from->iso()) : ordered_json(), dispute.time.to->plus_days(-1).iso()};
    table.row({dispute.id, days(dispute.time), std::string(weighing::name_of(dispute.quarrel)), std::string(weighing::name_of(dispute.scope)), names(corpus, dispute.places, false), sides}, record);
  }
  table.finish("nobody contradicts anybody");
  return Exit::kDone;
}

Command::Setup setup(Exit (*body)(const Args&, Context&), bool events, const char* example, const char* what) {
  return [=](Options& options, Context& context) {
    auto args = std::make_shared<Args>();
    options.option("--place", args->places, "Only what is said of this place and what lies in it; repeatable").value_name("PLACE");
    options.option("--type", args->types, "Only events of this type; repeatable").value_name("TYPE");
    options.option("--from", args->from, "Only events on this day or later");
    options.option("--to", args->to, "Only events on this day or earlier");
    if (body == run_disputes) options.option("--top", args->top, "Only the sharpest so many, each side with its sentence").range(1, 1e6);
    if (events) options.flag("--joined", args->joined, "Only events that two reports or more speak of");
    options.flag("--learn", args->learn, "Learn from the reports how good each voice is and who copies whom, instead of the priors alone");
    add_clocks(options, args->clocks);
    options.example(example, what);
    options.run([args, body, &context] { return body(*args, context); });
  };
}

const Command kEvents("events", Group::kWeigh, "Lists happenings, with the claims of each joined across reports",
                      setup(run_events, true, "assay events --place Momauk --joined", "what several reports say of one happening, as one"));
const Command kOrigins("origins", Group::kWeigh, "Lists the voices behind the reports: one spokesman is one voice, however often printed",
                       setup(run_origins, false, "assay origins --learn", "how good each voice is, and which copy from each other"));
const Command kDisputes("disputes", Group::kWeigh, "Lists contradictions: who says what against whom",
                        setup(run_disputes, false, "assay disputes --place Pangwa", "denials, rival holders, days and counts that differ"));

}  // namespace
}  // namespace assay::app
