// One document with all that reading found on the way from text to claims.
#pragma once

#include <vector>

#include "claim/claim.hpp"
#include "language/sentence.hpp"
#include "reading/cast.hpp"
#include "reading/facts.hpp"
#include "reading/match.hpp"
#include "reading/mention.hpp"
#include "reading/publication.hpp"
#include "reading/quantity.hpp"
#include "reading/speech.hpp"
#include "reading/time_expression.hpp"
#include "text/body.hpp"

namespace assay::reading {

struct DocumentReading {
  explicit DocumentReading(const Lexicon& lexicon) : cast(lexicon) {}

  Document document;
  PublicationDay publication;  // `document.published` and the likeliest day inside it
  std::vector<language::Sentence> sentences;
  std::vector<Passage> passages;  // one a sentence
  Cast cast;
  Attribution attribution;
  std::vector<std::vector<TimeExpression>> times;          // by passage
  std::vector<std::vector<QuantityMention>> quantities;    // by passage
  std::vector<std::vector<Match>> matches;                 // by passage
  std::vector<std::vector<Fact>> facts;                    // by passage
  std::vector<Claim> claims;
  std::vector<int> passage_of_claim;
};

}  // namespace assay::reading
