// When a report was written. Most print the day; for the others this file finds the narrowest interval that
// satisfies their own words: dates and captions bound it from below, a weekday beside a day of the month
// picks the year, months that are told of as past are over, events of the chronology happened, and news is
// fresh. Each candidate day is weighed against all of these; the best day with its neighbours is the answer,
// with the words that bound it.
#pragma once

#include <optional>
#include <vector>

#include "claim/claim.hpp"
#include "language/sentence.hpp"
#include "reading/chronology.hpp"
#include "reading/time_resolve.hpp"
#include "text/body.hpp"

namespace assay::reading {

// What is known besides the report's own words. All optional.
struct PublicationContext {
  // Days at which other reports put the same story (story.hpp): the year of one that prints none is likely
  // theirs.
  std::vector<Interval> neighbours;
  // Give the likeliest day even where another year fits the report's words nearly as well: for finding the
  // neighbours, never for keeping.
  bool keep_guess = false;
  // The report can't be younger than this (when it was taken in). Where nothing at all binds the year, it is
  // the latest that this allows.
  std::optional<Day> recorded;
};

struct PublicationDay {
  Published published;        // `day` without ends when nothing binds it; at most kWidest days wide otherwise
  std::optional<Day> best;    // the likeliest day inside it
  bool year_guessed = false;  // no word of the report binds the year
  bool loose = false;         // nothing binds it firmly: neighbours may tell better

  Anchor anchor() const;
  static constexpr int kWidest = 62;
};

// Uses document.published where it is one day; else infers inside it. `sentences` are the report's, parsed or
// not. A few microseconds for a report that prints its day; a millisecond or two for one that does not.
PublicationDay infer_publication(const text::Report& report, const std::vector<language::Sentence>& sentences,
                                 const WordClasses& classes, const Chronology& chronology,
                                 const PublicationContext& context = {});

}  // namespace assay::reading
