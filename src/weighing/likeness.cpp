#include "weighing/likeness.hpp"

#include <algorithm>
#include <cctype>
#include <string_view>

namespace assay::weighing {
namespace {

constexpr int kNarrowDays = 15;   // an interval that dates a happening
constexpr int kSeasonDays = 60;   // how far from its report an undated statement is looked for

std::vector<Symbol> joined(const std::vector<Symbol>& a, const std::vector<Symbol>& b) {
  std::vector<Symbol> all = a;
  all.insert(all.end(), b.begin(), b.end());
  return all;
}

bool share_a_word(const std::string& a, const std::string& b) {
  constexpr std::size_t kTellingLength = 4;
  std::size_t begin = 0;
  for (std::size_t k = 0; k <= a.size(); ++k) {
    if (k < a.size() && std::isalnum(static_cast<unsigned char>(a[k]))) continue;
    if (k - begin >= kTellingLength && b.find(std::string_view(a).substr(begin, k - begin)) != std::string::npos)
      return true;
    begin = k + 1;
  }
  return false;
}

enum class Places { kUnnamed, kSame, kWithin, kApart };

Places compare_places(const Corpus& corpus, const Statement& a, const Statement& b) {
  if (a.place.empty() || b.place.empty()) return Places::kUnnamed;
  const auto& symbols = corpus.symbols();
  Places best = Places::kApart;
  for (const Symbol x : a.place)
    for (const Symbol y : b.place) {
      if (x == y) return Places::kSame;
      const auto &p = symbols.text(x), &q = symbols.text(y);
      const auto& facts = corpus.facts();
      if ((!facts.is_wide(q) && facts.is_within(p, q)) || (!facts.is_wide(p) && facts.is_within(q, p)))
        best = Places::kWithin;
    }
  return best;
}

}  // namespace

bool is_state(ClaimType type) {
  switch (type) {
    case ClaimType::kControl:
    case ClaimType::kContest:
    case ClaimType::kEncircle:
    case ClaimType::kOffensive:
    case ClaimType::kDeploy:
    case ClaimType::kLocation:
    case ClaimType::kRole:
    case ClaimType::kAffiliation:
    case ClaimType::kMining:
    case ClaimType::kProduction:
    case ClaimType::kTax:
    case ClaimType::kShortage:
    case ClaimType::kFunding:
    case ClaimType::kEnvironment:
    case ClaimType::kPrice:
    case ClaimType::kTradeVolume:
      return true;
    default:
      return false;
  }
}

bool is_mutual(ClaimType type) {
  return type == ClaimType::kClash || type == ClaimType::kContest || type == ClaimType::kTalks;
}

int days_apart(const Interval& a, const Interval& b) {
  return std::max(0, std::max(*a.from, *b.from) - (std::min(*a.to, *b.to).plus_days(-1)));
}

Parties compare_parties(const Corpus& corpus, const std::vector<Symbol>& a, const std::vector<Symbol>& b) {
  if (a.empty() || b.empty()) return Parties::kUnnamed;
  const auto& facts = corpus.facts();
  const auto& symbols = corpus.symbols();
  bool compatible = false;
  for (const Symbol x : a)
    for (const Symbol y : b) {
      const auto &p = symbols.text(x), &q = symbols.text(y);
      if (x == y || facts.party_of(p) == facts.party_of(q)) return Parties::kSame;
      const bool vague = corpus.is_collective(x) || corpus.is_collective(y);
      if (facts.same_side(p, q) ||
          (vague && (facts.side_of(p).empty() || facts.side_of(q).empty())))
        compatible = true;
    }
  return compatible ? Parties::kCompatible : Parties::kRival;
}

std::optional<Join> likeness(const Corpus& corpus, std::uint32_t a, std::uint32_t b, const Clocks& clocks) {
  const auto& points = corpus.params().join;
  const Statement &x = corpus.statements()[a], &y = corpus.statements()[b];
  if (x.type != y.type || x.happened() != y.happened()) return std::nullopt;
  Join join{a, b, 0, {}};
  const auto add = [&join](double value, const char* reason) {
    join.points += value;
    join.reasons.emplace_back(reason);
  };

  switch (compare_places(corpus, x, y)) {
    case Places::kApart: return std::nullopt;
    case Places::kSame: add(points.place_same, "place the same"); break;
    case Places::kWithin: add(points.place_within, "one place in the other"); break;
    case Places::kUnnamed: break;
  }

  const Interval s = time_of(corpus, x, clocks), t = time_of(corpus, y, clocks);
  const int slack = is_state(x.type) ? points.state_slack_days : points.slack_days;
  if (s.from && t.from && x.supposed != y.supposed) {
    // One gives a day, the other is merely news: of that day, or of one before.
    const Interval &day = x.supposed ? t : s, &news = x.supposed ? s : t;
    if (*day.from >= *news.to || *news.from - *day.to > points.news_days) return std::nullopt;
    add(days_apart(s, t) == 0 ? points.time_overlap : points.time_near, "told as news of it");
  } else if (s.from && t.from) {
    const int apart = days_apart(s, t);
    if (apart > slack) return std::nullopt;
    const bool narrow = s.days() <= kNarrowDays && t.days() <= kNarrowDays;
    if (apart == 0) add(narrow || is_state(x.type) ? points.time_overlap : points.time_near, "times overlap");
    else join.points += points.time_near, join.reasons.push_back(std::to_string(apart) + (apart == 1 ? " day apart" : " days apart"));
  } else {
    // One of them is dated by its report alone.
    const auto first = [](const Statement& statement, const Interval& time) {
      return statement.supposed ? std::nullopt : time.from;
    };
    const auto from = first(x, s), since = first(y, t);
    const Day one = from.value_or(s.to->plus_days(-1)), other = since.value_or(t.to->plus_days(-1));
    const int limit = std::max(slack, kSeasonDays);
    if (one - other > limit || other - one > limit) return std::nullopt;
    if (from ? *from > *t.to : since ? *since > *s.to : false) return std::nullopt;  // told before it happened
    add(points.time_unknown, "no day against it");
  }

  const bool mutual = is_mutual(x.type);
  const auto parties = mutual ? compare_parties(corpus, joined(x.agent, x.target), joined(y.agent, y.target))
                              : compare_parties(corpus, x.agent, y.agent);
  switch (parties) {
    case Parties::kRival: return std::nullopt;
    case Parties::kSame: add(points.agent_same, "agent the same"); break;
    case Parties::kCompatible: add(points.agent_compatible, "agents of one side"); break;
    case Parties::kUnnamed: join.points += points.agent_missing; break;
  }
  if (!mutual) {
    const auto targets = compare_parties(corpus, x.target, y.target);
    if (targets == Parties::kRival) return std::nullopt;
    if (targets == Parties::kSame) add(points.target_same, "target the same");
  }

  if (x.unit != y.unit && x.type == ClaimType::kCasualty) return std::nullopt;
  if (x.unit != kNoSymbol && x.unit == y.unit) {
    const double low = std::max(x.low.value_or(0), y.low.value_or(0));
    const double high = std::min(x.high.value_or(1e300), y.high.value_or(1e300));
    add(low <= high ? points.quantity_overlap : points.quantity_apart, low <= high ? "counts agree" : "counts differ");
  }
  if (x.object != kNoSymbol && y.object != kNoSymbol &&
      (x.object == y.object || share_a_word(corpus.symbols().text(x.object), corpus.symbols().text(y.object))))
    add(points.object_shared, "object shared");
  if ((x.marks & kPart) != (y.marks & kPart)) join.points += points.quantity_apart;
  if ((x.marks & kPast) != (y.marks & kPast)) return std::nullopt;
  for (const Voice& v : x.voices)
    for (const Voice& w : y.voices)
      if (v.id == w.id) {
        add(points.same_voice, "one voice");
        return join;
      }
  return join;
}

}  // namespace assay::weighing
