// The day of a report whose own words leave its year open, found from other reports on the same story: an act of
// one kind at one place in one season of the year is held to be one act, and what dates it dates the report too.
// Stands between reading a report and keeping what was read.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "reading/passage_facts.hpp"

namespace assay::reading {

// An act of the report that others may date. `day` has the year of the report's guess: its day of the year is
// what counts.
struct StoryPoint {
  std::string group;  // of claim types that tell of one act: lexicon/story-types.tsv
  std::string place;  // id; no country and no state
  std::string name;   // as the report has it
  Day day;
};

// The points of a report read with PublicationContext::keep_guess. Empty where its day is bound firmly.
std::vector<StoryPoint> story_points(const DocumentReading& reading, const Lexicon& lexicon,
                                     const domain::Domain& domain);

// Adds the points' acts under each other place of `places` (id and name) that is likely the same, spelt otherwise.
// Of places that a pack knows all spellings have one id already. Cost: points times places.
void add_spellings(std::vector<StoryPoint>& points, const std::vector<std::pair<std::string, std::string>>& places,
                   const domain::Domain& domain);

// The claim types of `points`' groups.
std::vector<ClaimType> story_types(const std::vector<StoryPoint>& points, const Lexicon& lexicon);

// When another report's claim puts one of these acts; absent where it speaks of none of them, of another season,
// or of a time longer than two months.
std::optional<Interval> same_story(const std::vector<StoryPoint>& points, const Claim& told, const Lexicon& lexicon);

}  // namespace assay::reading
