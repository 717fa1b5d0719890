#include "reading/story.hpp"

#include <algorithm>

#include "domain/spelling.hpp"

namespace assay::reading {
namespace {

constexpr int kSeason = 31;   // days of the year by which two tellings of one act may differ
constexpr int kLongest = 62;  // days; a longer time dates nothing
constexpr double kSame = 0.5; // likelihood from which two spellings are one name

const std::string* group_of(ClaimType type, const Lexicon& lexicon) {
  return lexicon.look_up("story-types", std::string(name_of(type)));
}

// The day that a claim puts its act on: its first, or its last where it gives no first.
std::optional<Day> day_of(const Claim& claim) {
  if (!claim.time) return std::nullopt;
  const Interval& when = claim.time->valid;
  if (when.days() && *when.days() > kLongest) return std::nullopt;
  if (when.from) return when.from;
  return when.to ? std::optional(when.to->plus_days(-1)) : std::nullopt;
}

bool tells_of_past(const Claim& claim) {
  return claim.stance != Stance::kPlanned && claim.stance != Stance::kPredicted && claim.stance != Stance::kConditional;
}

// Days between two days of the year, the year being left out of account.
int seasons_apart(Day a, Day b) {
  const int apart = std::abs(a - Day::clamped(a.year(), b.month(), b.day()));
  return std::min(apart, 365 - std::min(apart, 365));
}

bool is_wide(const domain::Domain& domain, const std::string& id) {
  const domain::Place* place = domain.place(id);
  return place != nullptr && std::any_of(place->kinds.begin(), place->kinds.end(),
                                         [](const auto& kind) { return kind == "state" || kind == "country"; });
}

}  // namespace

std::vector<StoryPoint> story_points(const DocumentReading& reading, const Lexicon& lexicon,
                                     const domain::Domain& domain) {
  std::vector<StoryPoint> points;
  if (!reading.publication.loose) return points;
  for (const Claim& claim : reading.claims) {
    const std::string* group = group_of(claim.type, lexicon);
    const auto day = day_of(claim);
    if (group == nullptr || !day || !tells_of_past(claim)) continue;
    for (const Filler& place : claim.place)
      if (!place.id.empty() && !is_wide(domain, place.id)) points.push_back({*group, place.id, place.name, *day});
  }
  return points;
}

void add_spellings(std::vector<StoryPoint>& points, const std::vector<std::pair<std::string, std::string>>& places,
                   const domain::Domain& domain) {
  const std::size_t own = points.size();
  for (std::size_t k = 0; k < own; ++k) {
    if (domain.place(points[k].place) != nullptr || domain.gate(points[k].place) != nullptr) continue;
    for (const auto& [id, name] : places)
      if (id != points[k].place && domain.place(id) == nullptr &&
          domain::same_spelling(domain, points[k].name, name) >= kSame)
        points.push_back({points[k].group, id, name, points[k].day});
  }
}

std::vector<ClaimType> story_types(const std::vector<StoryPoint>& points, const Lexicon& lexicon) {
  std::vector<ClaimType> types;
  for (const ClaimType type : all_claim_types()) {
    const std::string* group = group_of(type, lexicon);
    if (group != nullptr &&
        std::any_of(points.begin(), points.end(), [&](const auto& point) { return point.group == *group; }))
      types.push_back(type);
  }
  return types;
}

std::optional<Interval> same_story(const std::vector<StoryPoint>& points, const Claim& told, const Lexicon& lexicon) {
  const std::string* group = group_of(told.type, lexicon);
  const auto day = day_of(told);
  if (group == nullptr || !day || !tells_of_past(told)) return std::nullopt;
  for (const StoryPoint& point : points) {
    if (point.group != *group || seasons_apart(*day, point.day) > kSeason) continue;
    if (std::any_of(told.place.begin(), told.place.end(), [&](const Filler& place) { return place.id == point.place; }))
      return Interval::of_day(*day);
  }
  return std::nullopt;
}

}  // namespace assay::reading
