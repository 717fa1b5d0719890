#include "reading/timing.hpp"

#include <algorithm>
#include <cstdlib>

#include "reading/passage_facts.hpp"
#include "reading/time_resolve.hpp"

namespace assay::reading {
namespace {

// How far a printed time may stand from a predicate, in the units of `distance_to`.
constexpr double kFarthest = 3.6;
// Sentences over which an undated past event keeps the time of the one told before.
constexpr int kStoryReach = 4;

// A clause that only says more of somebody ("the junta that seized power in 2021") dates nothing outside itself.
constexpr double kOtherStory = kFarthest;

// 'The junta that seized power in 2021': a clause that only says more of somebody dates nothing outside itself.
bool tells_more(const Tree& t, int clause) {
  if (t.relation(clause) != "acl:relcl") return false;
  const int subject = t.child(clause, "nsubj");
  return subject >= 0 && (t.token(subject).xpos == "WDT" || t.token(subject).xpos == "WP");
}

// 0 in the predicate's own phrase, about 1 in a clause above it, 2 and more in clauses beside and below.
double distance_to(const Tree& t, const TimeExpression& e, int token) {
  const int head = std::clamp(e.head_token, 0, t.size() - 1);
  const double words = std::abs(head - token) * 0.02;
  if (t.dominates(token, head)) {
    const int below = t.clause_of(head);
    if (below == t.clause_of(token) || below == token) return words;
    return (tells_more(t, below) ? kFarthest : t.base_relation(below) == "acl" || t.base_relation(below) == "ccomp" ? 2.6 : 1.6) + words;
  }
  const int ce = t.clause_of(head), cm = t.clause_of(token);
  if (ce == cm) return 0.3 + words;
  if (t.dominates(ce, cm)) return 1.0 + words;
  if (t.dominates(cm, ce)) return (tells_more(t, ce) ? kFarthest : t.base_relation(ce) == "acl" ? 2.6 : 2.0) + words;
  return 2.2 + words;
}

bool dates(const TimeExpression& e, Aspect aspect) {
  if (e.kind == TimeKind::kTimeOfDay) return false;
  // 'has been stationed there for ten years' dates a state; 'a two-day battle' and 'ten days' leave are lengths.
  if (e.kind == TimeKind::kDuration)
    return (e.relation == TimeRelation::kFor || e.relation == TimeRelation::kSince) && !e.attributive && aspect == Aspect::kPerfect;
  return true;
}

// What 'now', 'recently' and 'for decades' cost against a time that says more.
constexpr double kVagueCost = 0.8;
// A day told this long before publication is background, not the story that undated sentences go on with.
constexpr int kStoryDays = 45;

// The verb that 'two days after' dates: the first one after it.
int clause_after(const Tree& t, const TimeExpression& e) {
  for (int i = e.end_token; i < t.size(); ++i)
    if (t.is_verb(i) && t.token(i).upos == "VERB") return i;
  return -1;
}

// The aspect of the clause that holds `token`; `progressive` when it is 'are fighting', 'has been shelling'.
Aspect aspect_of(const Tree& t, int token, bool& progressive) {
  int i = token;
  for (int guard = 0; guard < 8 && i >= 0; ++guard) {
    const std::string& xpos = t.token(i).xpos;
    if (t.is_verb(i)) {
      progressive = xpos == "VBG";
      bool have = false, be_past = false, be_present = false, modal = false;
      for (int c : t.children(i)) {
        if (t.base_relation(c) != "aux" && t.base_relation(c) != "cop") continue;
        have |= t.has_lemma(c, "have");
        modal |= t.has_lemma(c, "will") || t.has_lemma(c, "shall");
        if (t.has_lemma(c, "be") || t.has_lemma(c, "do")) (t.token(c).xpos == "VBD" ? be_past : be_present) = true;
      }
      if (modal) return Aspect::kFuture;
      if (have) return Aspect::kPerfect;
      if (be_past || xpos == "VBD") return Aspect::kPastEvent;
      if (be_present || xpos == "VBZ" || xpos == "VBP") return Aspect::kPresent;
    } else if (int cop = t.child(i, "cop"); cop >= 0) {
      return t.token(cop).xpos == "VBD" ? Aspect::kPastEvent : Aspect::kPresent;
    }
    i = t.head(i);
  }
  return Aspect::kPastEvent;
}

}  // namespace

Timing::Timing(const DocumentReading& reading, const Lexicon& lexicon)
    : r_(reading), lexicon_(lexicon), story_(resolve_story(reading.sentences, reading.times, reading.publication.anchor())) {}

// 'Promised to back an election next year': a time to come in another's clause does not date what was done.
bool Timing::ahead_of(const ToldTime& told, Aspect aspect, double cost) const {
  const auto now = r_.publication.anchor().day();
  return now && cost >= 1 && (aspect == Aspect::kPastEvent || aspect == Aspect::kPerfect) && told.time->valid.from && *told.time->valid.from > *now;
}

int Timing::expression_for(int passage, int token, Aspect aspect) const {
  const Tree& t = r_.passages[passage].tree;
  const auto& expressions = r_.times[passage];
  int best = -1;
  double least = kFarthest;
  for (std::size_t k = 0; k < expressions.size(); ++k) {
    const TimeExpression& e = expressions[k];
    if (!dates(e, aspect) || !story_[passage][k].time) continue;
    double cost = distance_to(t, e, token);
    if (e.dates_clause) {
      const int verb = clause_after(t, e);
      if (verb < 0 || (verb != token && t.clause_of(token) != verb)) continue;
      cost = 0.1;
    }
    if (t.is_verb(token) && ahead_of(story_[passage][k], aspect, cost)) continue;
    // 'It took the mines; no permit has been given so far': what is vague dates its own clause alone.
    if (e.kind == TimeKind::kVague && cost >= 1 && aspect == Aspect::kPastEvent) continue;
    if (e.kind == TimeKind::kVague) cost += kVagueCost;
    if (cost < least) least = cost, best = static_cast<int>(k);
  }
  return best;
}

std::optional<ClaimTime> Timing::told_before(int passage) const {
  const auto now = r_.publication.anchor().day();
  if (!now) return std::nullopt;
  for (int p = passage; p >= 0 && passage - p <= kStoryReach; --p)
    for (std::size_t k = story_[p].size(); k-- > 0;) {
      const ToldTime& told = story_[p][k];
      const TimeExpression& e = r_.times[p][k];
      if (!told.time || told.direction == Direction::kFuture || e.dates_clause || e.relation != TimeRelation::kAt) continue;
      if (e.kind != TimeKind::kDate && e.kind != TimeKind::kWeekday && e.kind != TimeKind::kPeriod && e.kind != TimeKind::kAnaphor) continue;
      const Interval& valid = told.time->valid;
      if (valid.days().value_or(99) <= 3 && *now - *valid.from <= kStoryDays && *valid.from <= *now) return told.time;
    }
  return std::nullopt;
}

std::optional<ClaimTime> Timing::time_for(int passage, int token, const Claim& claim, const Grounding& grounding) {
  const Tree& t = r_.passages[passage].tree;
  const bool ahead = grounding.future || claim.stance == Stance::kPlanned || claim.stance == Stance::kPredicted;
  const std::string type(name_of(claim.type));
  Anchor anchor = r_.publication.anchor();
  anchor.open = lexicon_.in("state-types", type);
  anchor.direction = ahead ? Direction::kFuture : direction_of(r_.sentences[passage], token);
  bool progressive = false;
  Aspect aspect = anchor.direction == Direction::kFuture ? Aspect::kFuture : aspect_of(t, token, progressive);
  if (aspect == Aspect::kPresent && !progressive && lexicon_.in("event-types", type)) aspect = Aspect::kPastEvent;
  if (const int best = expression_for(passage, token, aspect); best >= 0) {
    const TimeExpression& e = r_.times[passage][best];
    const ToldTime& told = story_[passage][best];
    std::optional<ClaimTime> time = told.time;
    if (anchor.open || (ahead && told.direction == Direction::kUnknown)) {
      anchor.previous = told.previous;
      if (!(ahead && told.direction == Direction::kUnknown)) anchor.direction = told.direction;
      if (auto again = resolve(e, anchor)) time = again;
    }
    // 'since January' dates what went on, not the event told next.
    if (!ahead && !anchor.open && time && e.relation == TimeRelation::kAt && e.kind != TimeKind::kVague) last_ = time, last_passage_ = passage;
    return time;
  }
  if (aspect == Aspect::kPastEvent) {
    std::optional<ClaimTime> before = last_ && passage - last_passage_ <= kStoryReach ? last_ : told_before(passage);
    if (before) {
      before->reason = "as told before: " + before->reason;
      return before;
    }
  }
  if (aspect == Aspect::kPresent && lexicon_.in("snapshot-types", type)) aspect = Aspect::kNow;
  return default_time(aspect, anchor);
}

}  // namespace assay::reading
