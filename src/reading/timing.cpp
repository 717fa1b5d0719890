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

// 0 in the predicate's own phrase, about 1 in a clause above it, 2 and more in clauses beside and below.
double distance_to(const Tree& t, const TimeExpression& e, int token) {
  const int head = std::clamp(e.head_token, 0, t.size() - 1);
  const double words = std::abs(head - token) * 0.02;
  if (t.dominates(token, head)) {
    const int below = t.clause_of(head);
    if (below == t.clause_of(token) || below == token) return words;
    return (t.base_relation(below) == "acl" || t.base_relation(below) == "ccomp" ? 2.6 : 1.6) + words;
  }
  const int ce = t.clause_of(head), cm = t.clause_of(token);
  if (ce == cm) return 0.3 + words;
  if (t.dominates(ce, cm)) return 1.0 + words;
  if (t.dominates(cm, ce)) return (t.base_relation(ce) == "acl" ? 2.6 : 2.0) + words;
  return 2.2 + words;
}

bool dates(const TimeExpression& e) {
  return e.kind != TimeKind::kDuration && e.kind != TimeKind::kTimeOfDay;
}

Aspect aspect_of(const Tree& t, int token) {
  int i = token;
  for (int guard = 0; guard < 8 && i >= 0; ++guard) {
    const std::string& xpos = t.token(i).xpos;
    if (t.is_verb(i)) {
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

std::optional<ClaimTime> Timing::time_for(int passage, int token, const Claim& claim, const Grounding& grounding) {
  const Tree& t = r_.passages[passage].tree;
  const auto& expressions = r_.times[passage];
  Anchor anchor = r_.publication.anchor();
  anchor.previous = last_;
  anchor.direction = grounding.future || claim.stance == Stance::kPlanned || claim.stance == Stance::kPredicted
                         ? Direction::kFuture
                         : direction_of(r_.sentences[passage], token);
  anchor.open = lexicon_.in("state-types", std::string(name_of(claim.type)));
  int best = -1;
  double cost = kFarthest;
  for (std::size_t k = 0; k < expressions.size(); ++k) {
    if (!dates(expressions[k])) continue;
    double c = distance_to(t, expressions[k], token);
    if (c < cost) cost = c, best = static_cast<int>(k);
  }
  if (best >= 0) {
    std::optional<ClaimTime> time = resolve_all(expressions, anchor)[best];
    if (time) {
      if (anchor.direction != Direction::kFuture && !anchor.open) last_ = time, last_passage_ = passage;
      return time;
    }
  }
  Aspect aspect = anchor.direction == Direction::kFuture ? Aspect::kFuture : aspect_of(t, token);
  if (aspect == Aspect::kPastEvent && last_ && passage - last_passage_ <= kStoryReach) {
    ClaimTime time = *last_;
    time.reason = "as told before: " + time.reason;
    return time;
  }
  return default_time(aspect, anchor);
}

}  // namespace assay::reading
