#include "weighing/dispute.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "weighing/likeness.hpp"

namespace assay::weighing {
namespace {

std::string list_of(const Corpus& corpus, const std::vector<Symbol>& symbols, bool actors) {
  std::string text;
  for (const Symbol symbol : symbols) {
    if (!text.empty()) text += ", ";
    const auto& id = corpus.symbols().text(symbol);
    text += actors ? corpus.facts().name_of_actor(id) : corpus.facts().name_of_place(id);
  }
  return text;
}

std::string sentence(const Corpus& corpus, const Statement& s, bool opposes) {
  std::string text(name_of(s.type));
  std::replace(text.begin(), text.end(), '_', ' ');
  if (!s.place.empty()) text += " at " + list_of(corpus, s.place, false);
  if (!s.agent.empty()) text += " by " + list_of(corpus, s.agent, true);
  if (!s.target.empty()) text += " of " + list_of(corpus, s.target, true);
  if (s.object != kNoSymbol) text += " (" + corpus.symbols().text(s.object) + ")";
  return opposes ? "not so: " + text : text;
}

std::string count_text(const Statement& s) {
  const auto bound = [](const std::optional<double>& value) { return value ? fmt::format("{:g}", *value) : std::string(); };
  return s.low == s.high ? bound(s.low) : bound(s.low) + "–" + bound(s.high);
}

class Finder {
 public:
  Finder(const Corpus& corpus, const std::vector<Event>& events, const Clocks& clocks, const Learned& learned)
      : corpus_(corpus), events_(events), clocks_(clocks), learned_(learned) {}

  std::vector<Dispute> run() {
    for (const Event& event : events_) {
      if (!event.happened) continue;
      denial(event);
      days(event);
      counts(event);
    }
    holders();
    std::stable_sort(found_.begin(), found_.end(), [](const Dispute& a, const Dispute& b) {
      const Day x = a.time.from.value_or(*a.time.to), y = b.time.from.value_or(*b.time.to);
      return std::tie(x, a.id) < std::tie(y, b.id);
    });
    return std::move(found_);
  }

 private:
  Dispute::Side side(std::string says, std::vector<std::uint32_t> statements) const {
    auto origins = origins_of(corpus_, statements, clocks_, learned_);
    return {std::move(says), std::move(origins), std::move(statements)};
  }

  Dispute begin(const Event& event, Quarrel quarrel) const {
    Dispute dispute;
    dispute.id = "d-" + std::string(name_of(quarrel)) + "-" + corpus_.statements()[event.statements.front()].id;
    dispute.quarrel = quarrel;
    dispute.type = event.type;
    dispute.events = {event.id};
    dispute.places = event.places;
    dispute.time = event.time;
    return dispute;
  }

  void keep(Dispute dispute) {
    std::stable_sort(dispute.sides.begin(), dispute.sides.end(), [this](const auto& a, const auto& b) {
      const auto weight = [](const Dispute::Side& s) {
        double sum = 0;
        for (const auto& origin : s.origins) sum += std::abs(origin.weight);
        return sum;
      };
      return weight(a) > weight(b);
    });
    found_.push_back(std::move(dispute));
  }

  void denial(const Event& event) {
    std::vector<std::uint32_t> yes, no;
    bool only_motive = true;
    for (const auto number : event.statements) {
      const Statement& s = corpus_.statements()[number];
      (s.opposes() ? no : yes).push_back(number);
      if (s.opposes() && !(s.marks & kMotive)) only_motive = false;
    }
    if (no.empty()) return;
    bool denied = !yes.empty();
    for (const auto number : no) denied |= corpus_.statements()[number].stance == Stance::kDenied;
    if (!denied) return;  // a plain negative statement that nobody contradicts
    Dispute dispute = begin(event, Quarrel::kDenial);
    if (only_motive) dispute.scope = Scope::kMotive;
    if (!yes.empty()) dispute.sides.push_back(side(sentence(corpus_, corpus_.statements()[yes.front()], false), yes));
    dispute.sides.push_back(side(sentence(corpus_, corpus_.statements()[no.front()], true), no));
    keep(std::move(dispute));
  }

  void days(const Event& event) {
    if (!event.days_differ || is_state(event.type)) return;
    std::map<std::string, std::vector<std::uint32_t>> by_day;
    for (const auto number : event.statements) {
      const Interval t = time_of(corpus_, corpus_.statements()[number], clocks_);
      if (t.from && !corpus_.statements()[number].supposed && !corpus_.statements()[number].opposes())
        by_day[t.days() == 1 ? t.from->iso() : t.from->iso() + " to " + t.to->plus_days(-1).iso()].push_back(number);
    }
    if (by_day.size() < 2) return;
    Dispute dispute = begin(event, Quarrel::kDay);
    for (auto& [day, numbers] : by_day) dispute.sides.push_back(side("on " + day, std::move(numbers)));
    keep(std::move(dispute));
  }

  void counts(const Event& event) {
    std::map<std::string, std::vector<std::uint32_t>> by_count;
    double low = -1e300, high = 1e300;
    for (const auto number : event.statements) {
      const Statement& s = corpus_.statements()[number];
      if (s.unit == kNoSymbol || s.unit != event.unit || s.opposes() || (!s.low && !s.high)) continue;
      by_count[count_text(s)].push_back(number);
      low = std::max(low, s.low.value_or(low));
      high = std::min(high, s.high.value_or(high));
    }
    if (by_count.size() < 2 || low <= high) return;
    Dispute dispute = begin(event, Quarrel::kCount);
    for (auto& [count, numbers] : by_count)
      dispute.sides.push_back(side(count + " " + corpus_.symbols().text(event.unit), std::move(numbers)));
    keep(std::move(dispute));
  }

  void holders() {
    std::map<std::string, std::vector<const Event*>> at;  // events about who holds, by place
    for (const Event& event : events_)
      if (event.happened && !event.agents.empty() && !(event.marks & (kPart | kPast)) && event.belief.value() > 0.2 &&
          (event.type == ClaimType::kCapture || event.type == ClaimType::kControl))
        for (const Symbol place : event.places) at[corpus_.symbols().text(place)].push_back(&event);
    for (const auto& [place, list] : at)
      for (std::size_t i = 0; i < list.size(); ++i)
        for (std::size_t j = i + 1; j < list.size() && j < i + 200; ++j) rival(*list[i], *list[j], place);
  }

  void rival(const Event& a, const Event& b, const std::string& place) {
    if (compare_parties(corpus_, a.agents, b.agents) != Parties::kRival) return;
    const Day from = std::max(a.time.from.value_or(*a.time.to), b.time.from.value_or(*b.time.to));
    const Day to = std::min(*a.time.to, *b.time.to);
    const int slack = corpus_.params().join.slack_days;
    if (from - to > slack) return;  // one after the other: the place changed hands
    Dispute dispute = begin(a, Quarrel::kHolder);
    if (a.type != b.type || from >= to) dispute.scope = Scope::kTime;
    const auto single = [](const Event& e) { return e.places.size() == 1; };
    if (single(a) != single(b)) dispute.scope = Scope::kPlace;
    dispute.places = {corpus_.symbols().find(place)};
    dispute.events.push_back(b.id);
    for (const Event* event : {&a, &b})
      dispute.sides.push_back(side(sentence(corpus_, corpus_.statements()[event->statements.front()], false), event->statements));
    keep(std::move(dispute));
  }

  const Corpus& corpus_;
  const std::vector<Event>& events_;
  const Clocks& clocks_;
  const Learned& learned_;
  std::vector<Dispute> found_;
};

}  // namespace

std::string_view name_of(Quarrel quarrel) {
  switch (quarrel) {
    case Quarrel::kDenial: return "denial";
    case Quarrel::kHolder: return "holder";
    case Quarrel::kDay: return "day";
    case Quarrel::kCount: return "count";
  }
  return "";
}

std::string_view name_of(Scope scope) {
  switch (scope) {
    case Scope::kSame: return "same";
    case Scope::kMotive: return "motive";
    case Scope::kPlace: return "another place";
    case Scope::kTime: return "another time";
  }
  return "";
}

std::vector<Dispute> find_disputes(const Corpus& corpus, const std::vector<Event>& events, const Clocks& clocks,
                                   const Learned& learned) {
  return Finder(corpus, events, clocks, learned).run();
}

}  // namespace assay::weighing
