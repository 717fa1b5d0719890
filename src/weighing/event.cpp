#include "weighing/event.hpp"

#include <algorithm>
#include <numeric>
#include <set>

#include "weighing/likeness.hpp"

namespace assay::weighing {
namespace {

constexpr int kWindowDays = 130;   // pairs further apart by their anchors are never compared
constexpr std::size_t kNeighbours = 250;
constexpr int kNarrowDays = 15;

// A growing event: what must stay true as statements join it.
struct Group {
  std::optional<Day> latest_from, earliest_to;  // of statements that date themselves narrowly
  std::vector<std::uint32_t> members;
};

class Joiner {
 public:
  Joiner(const Corpus& corpus, const std::vector<std::uint32_t>& numbers, const Clocks& clocks)
      : corpus_(corpus), numbers_(numbers), clocks_(clocks), parent_(numbers.size()), groups_(numbers.size()) {
    std::iota(parent_.begin(), parent_.end(), 0u);
    for (std::uint32_t k = 0; k < numbers.size(); ++k) {
      const Interval time = time_of(corpus, corpus.statements()[numbers[k]], clocks);
      anchors_.push_back(time.from.value_or(time.to->plus_days(-1)));
      groups_[k].members = {k};
      if (time.from && time.days() <= kNarrowDays && !corpus.statements()[numbers[k]].supposed)
        groups_[k].latest_from = time.from, groups_[k].earliest_to = time.to;
    }
  }

  void run() {
    judge();
    std::vector<Join> joins;  // a and b: positions in numbers_
    std::vector<std::uint32_t> order(numbers_.size());
    std::iota(order.begin(), order.end(), 0u);
    std::stable_sort(order.begin(), order.end(), [this](auto a, auto b) { return anchors_[a] < anchors_[b]; });
    for (std::size_t i = 0; i < order.size(); ++i)
      for (std::size_t j = i + 1; j < order.size() && j <= i + kNeighbours; ++j) {
        if (anchors_[order[j]] - anchors_[order[i]] > kWindowDays) break;
        const auto low = std::min(order[i], order[j]), high = std::max(order[i], order[j]);
        if (banned_.count({low, high})) continue;
        auto join = likeness(corpus_, numbers_[low], numbers_[high], clocks_);
        if (!join || join->points < corpus_.params().join.threshold) continue;
        join->a = low, join->b = high;
        joins.push_back(std::move(*join));
      }
    std::stable_sort(joins.begin(), joins.end(), [](const Join& x, const Join& y) {
      return std::tuple(-x.points, x.a, x.b) < std::tuple(-y.points, y.a, y.b);
    });
    for (Join& join : joins) unite(std::move(join), false);
  }

  std::vector<std::vector<std::uint32_t>> groups() {
    std::vector<std::vector<std::uint32_t>> found;
    for (std::uint32_t k = 0; k < numbers_.size(); ++k)
      if (root(k) == k) {
        found.push_back(groups_[k].members);
        std::sort(found.back().begin(), found.back().end());
      }
    return found;
  }
  const std::vector<Join>& joins() const { return kept_; }
  std::uint32_t root(std::uint32_t k) {
    while (parent_[k] != k) k = parent_[k] = parent_[parent_[k]];
    return k;
  }

 private:
  void judge() {
    if (!corpus_.judged()) return;
    std::map<std::string, std::uint32_t> at;
    for (std::uint32_t k = 0; k < numbers_.size(); ++k) at[corpus_.statements()[numbers_[k]].id] = k;
    for (const auto& [id, k] : at)
      for (const auto* verdict : corpus_.verdicts_on(id, clocks_)) {
        if (verdict->verdict != Verdict::kJoin && verdict->verdict != Verdict::kSplit) continue;
        const auto one = at.find(verdict->claim), other = at.find(verdict->other);
        if (one == at.end() || other == at.end() || one->second == other->second) continue;
        const auto low = std::min(one->second, other->second), high = std::max(one->second, other->second);
        if (verdict->verdict == Verdict::kSplit) banned_.insert({low, high});
        else unite({low, high, 0, {"joined by " + verdict->by}}, true);
      }
  }

  void unite(Join join, bool forced) {
    const auto a = std::min(root(join.a), root(join.b)), b = std::max(root(join.a), root(join.b));
    if (a == b) return;
    Group &one = groups_[a], &other = groups_[b];
    if (!forced) {
      for (const auto& [x, y] : banned_)
        if ((root(x) == a && root(y) == b) || (root(x) == b && root(y) == a)) return;
      const Statement& first = corpus_.statements()[numbers_[join.a]];
      const int slack = is_state(first.type) ? corpus_.params().join.state_slack_days : corpus_.params().join.slack_days;
      if (one.latest_from && other.latest_from &&
          std::max(*one.latest_from, *other.latest_from) - std::min(*one.earliest_to, *other.earliest_to) >= slack)
        return;
      for (const auto x : one.members)  // every two must be compatible in who did it
        for (const auto y : other.members)
          if (rivals(x, y)) return;
    }
    if (other.latest_from) {
      one.latest_from = one.latest_from ? std::max(*one.latest_from, *other.latest_from) : other.latest_from;
      one.earliest_to = one.earliest_to ? std::min(*one.earliest_to, *other.earliest_to) : other.earliest_to;
    }
    one.members.insert(one.members.end(), other.members.begin(), other.members.end());
    other.members.clear();
    parent_[b] = a;
    join.a = numbers_[join.a], join.b = numbers_[join.b];
    kept_.push_back(std::move(join));
  }

  bool rivals(std::uint32_t x, std::uint32_t y) const {
    const auto &s = corpus_.statements()[numbers_[x]], &t = corpus_.statements()[numbers_[y]];
    return !is_mutual(s.type) && compare_parties(corpus_, s.agent, t.agent) == Parties::kRival;
  }

  const Corpus& corpus_;
  const std::vector<std::uint32_t>& numbers_;
  const Clocks& clocks_;
  std::vector<std::uint32_t> parent_;
  std::vector<Group> groups_;
  std::vector<Day> anchors_;
  std::set<std::pair<std::uint32_t, std::uint32_t>> banned_;
  std::vector<Join> kept_;
};

void add_all(std::vector<Symbol>& into, const std::vector<Symbol>& from) {
  for (const Symbol symbol : from)
    if (std::find(into.begin(), into.end(), symbol) == into.end()) into.push_back(symbol);
}

void summarise(const Corpus& corpus, Event& event, const Clocks& clocks) {
  std::optional<Day> latest_from, earliest_to, earliest_from, latest_to;
  unsigned part = kPart;
  // When it was is for those to say who say that it was.
  const auto dates = [&](const Statement& s, const Interval& t, bool all_oppose) { return t.from && (all_oppose || !s.opposes()); };
  const bool all_oppose = std::all_of(event.statements.begin(), event.statements.end(), [&](auto n) { return corpus.statements()[n].opposes(); });
  const bool any_dated = std::any_of(event.statements.begin(), event.statements.end(), [&](auto n) {
    const Statement& s = corpus.statements()[n];
    return !s.supposed && dates(s, time_of(corpus, s, clocks), all_oppose);
  });
  for (const auto number : event.statements) {
    const Statement& s = corpus.statements()[number];
    add_all(event.agents, s.agent);
    add_all(event.targets, s.target);
    add_all(event.places, s.place);
    if (!s.opposes()) event.marks |= s.marks, part &= s.marks;
    const Interval t = time_of(corpus, s, clocks);
    if (dates(s, t, all_oppose) && !(any_dated && s.supposed)) {
      latest_from = std::max(latest_from.value_or(*t.from), *t.from);
      earliest_from = std::min(earliest_from.value_or(*t.from), *t.from);
      earliest_to = std::min(earliest_to.value_or(*t.to), *t.to);
      latest_to = std::max(latest_to.value_or(*t.to), *t.to);
    }
    if (s.unit != kNoSymbol) event.unit = s.unit;
    if (s.low) event.low = std::min(event.low.value_or(*s.low), *s.low);
    if (s.high) event.high = std::max(event.high.value_or(*s.high), *s.high);
  }
  event.supposed = latest_from && !any_dated;
  event.marks = (event.marks & ~static_cast<unsigned>(kPart)) | part;
  if (latest_from) {
    event.days_differ = *earliest_to <= *latest_from;
    event.time = event.days_differ ? Interval{earliest_from, latest_to} : Interval{latest_from, earliest_to};
  } else {
    for (const auto number : event.statements)
      if (all_oppose || !corpus.statements()[number].opposes()) {
        event.time = time_of(corpus, corpus.statements()[number], clocks);
        break;
      }
  }
}

}  // namespace

Interval time_of(const Corpus& corpus, const Statement& statement, const Clocks& clocks) {
  Interval time = statement.time;
  if (corpus.judged())
    for (const auto* verdict : corpus.verdicts_on(statement.id, clocks))
      if (verdict->verdict == Verdict::kRetime && verdict->time && verdict->claim == statement.id) time = *verdict->time;
  const Report& report = corpus.report_of(statement);
  const Day end = report.known.plus_days(1);
  if (!statement.happened()) {  // plans reach past the report
    if (!time.to) time.to = time.from ? std::max(end, time.from->plus_days(1)) : end;
    return time;
  }
  if (!time.to || *time.to > end) time.to = time.from ? std::max(end, time.from->plus_days(1)) : end;
  return time;
}

bool retimed(const Corpus& corpus, const Statement& statement, const Clocks& clocks) {
  if (!corpus.judged()) return false;
  const auto verdicts = corpus.verdicts_on(statement.id, clocks);
  return std::any_of(verdicts.begin(), verdicts.end(), [&](const Judgement* verdict) {
    return verdict->verdict == Verdict::kRetime && verdict->time && verdict->claim == statement.id;
  });
}

std::vector<Event> join_events(const Corpus& corpus, std::vector<std::uint32_t> statements, const Clocks& clocks,
                               const Learned& learned) {
  std::erase_if(statements, [&](auto number) { return !corpus.visible(corpus.statements()[number], clocks); });
  std::sort(statements.begin(), statements.end(), [&](auto a, auto b) { return corpus.before(a, b); });
  statements.erase(std::unique(statements.begin(), statements.end()), statements.end());
  std::map<std::pair<ClaimType, bool>, std::vector<std::uint32_t>> blocks;
  for (const auto number : statements) {
    const Statement& s = corpus.statements()[number];
    blocks[{s.type, s.happened()}].push_back(number);
  }
  std::vector<Event> events;
  for (const auto& [key, numbers] : blocks) {
    Joiner joiner(corpus, numbers, clocks);
    joiner.run();
    std::map<std::uint32_t, std::size_t> place_of;  // statement number -> event
    for (const auto& group : joiner.groups()) {
      Event event;
      event.type = key.first;
      event.happened = key.second;
      for (const auto k : group) event.statements.push_back(numbers[k]), place_of[numbers[k]] = events.size();
      event.id = "e-" + corpus.statements()[event.statements.front()].id;
      summarise(corpus, event, clocks);
      event.origins = origins_of(corpus, event.statements, clocks, learned);
      event.belief = belief_of(event.origins, corpus.params());
      events.push_back(std::move(event));
    }
    for (const Join& join : joiner.joins()) events[place_of[join.a]].joins.push_back(join);
  }
  std::stable_sort(events.begin(), events.end(), [&](const Event& a, const Event& b) {
    const Day x = a.time.from.value_or(*a.time.to), y = b.time.from.value_or(*b.time.to);
    if (x != y) return x < y;
    return corpus.before(a.statements.front(), b.statements.front());
  });
  return events;
}

}  // namespace assay::weighing
