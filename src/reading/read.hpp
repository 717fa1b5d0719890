// The reading stage: one report in, its claims out. Everything that it knows of English and of a country is
// data under domain/; the steps are named in ARCHITECTURE.md and can be watched with `assay explain`.
#pragma once

#include <memory>
#include <vector>

#include "claim/claim.hpp"
#include "domain/domain.hpp"
#include "language/parser.hpp"
#include "reading/chronology.hpp"
#include "reading/frame.hpp"
#include "reading/lexicon.hpp"
#include "reading/passage_facts.hpp"
#include "reading/word_class.hpp"
#include "text/body.hpp"

namespace assay::reading {

class Reader {
 public:
  // Loads the frames of `domain`. Requires: domain and language outlive the reader.
  static Result<Reader> create(const domain::Domain& domain, const language::Language& language);

  struct Reading {
    Document document;  // with its day of publication inferred where nothing prints it
    std::vector<Claim> claims;  // in order of their evidence, then of their types
  };

  // Safe to call from several threads. Never fails: a report without claims gives none.
  // Cost: linear in the text; about as much again as parsing it.
  Reading read(const text::Report& report) const;

  // The same with every intermediate step kept, for `assay explain`.
  DocumentReading read_in_steps(const text::Report& report, const PublicationContext& context = {}) const;

  // Infers the day of a reading again and puts its claims together anew, once other reports have told when its
  // story was (story.hpp). Requires: `reading` is of `report`. Cost: a small part of reading it.
  void date_again(DocumentReading& reading, const text::Report& report, const PublicationContext& context) const;

  const FrameSet& frames() const { return *frames_; }
  const Lexicon& lexicon() const { return *lexicon_; }

 private:
  Reader() = default;
  const domain::Domain* domain_ = nullptr;
  const language::Language* language_ = nullptr;
  std::unique_ptr<const FrameSet> frames_;
  std::unique_ptr<const Lexicon> lexicon_;
  std::unique_ptr<const WordClasses> words_;
  std::unique_ptr<const Chronology> chronology_;
};

}  // namespace assay::reading
