#include "reading/read.hpp"

#include "reading/compose.hpp"
#include "reading/mend.hpp"
#include "reading/publication.hpp"
#include "reading/truecase.hpp"

namespace assay::reading {

Result<Reader> Reader::create(const domain::Domain& domain, const language::Language& language) {
  auto frames = FrameSet::load(domain.root());
  if (!frames.ok()) return frames.error();
  auto words = WordClasses::load(domain);
  if (!words.ok()) return words.error();
  auto chronology = Chronology::load(domain);
  if (!chronology.ok()) return chronology.error();
  Reader reader;
  reader.chronology_ = std::make_unique<const Chronology>(std::move(chronology).value());
  reader.words_ = std::make_unique<const WordClasses>(std::move(words).value());
  reader.domain_ = &domain;
  reader.language_ = &language;
  reader.frames_ = std::make_unique<const FrameSet>(std::move(frames).value());
  reader.lexicon_ = std::make_unique<const Lexicon>(domain);
  return reader;
}

DocumentReading Reader::read_in_steps(const text::Report& report, const PublicationContext& context) const {
  DocumentReading r(*lexicon_);
  r.document = report.document;
  std::vector<Span> blocks;
  std::vector<int> block_index;
  for (std::size_t b = 0; b < report.body.blocks.size(); ++b)
    if (text::is_read(report.body.blocks[b].kind)) {
      blocks.push_back(report.body.blocks[b].span);
      block_index.push_back(static_cast<int>(b));
    }
  r.sentences = language_->segment(report.body.text, blocks);
  const PrintedCase printed = truecase(r.sentences, *lexicon_);
  language_->annotate(r.sentences);
  restore_case(r.sentences, printed);
  mend(r.sentences, *lexicon_);
  std::size_t b = 0;
  for (const language::Sentence& s : r.sentences) {
    while (b + 1 < blocks.size() && s.span.begin >= blocks[b].end) ++b;
    r.passages.emplace_back(s);
    r.passages.back().small = printed.small[r.passages.size() - 1];
    r.passages.back().block = blocks.empty() ? 0 : block_index[b];
  }
  find_names(r.passages, *lexicon_, r.cast);
  r.cast.set_outlet(r.document.outlet);
  find_mentions(r.passages, *lexicon_, r.cast);
  r.attribution = attribute(r.passages, *lexicon_, r.cast);
  r.times.resize(r.passages.size());
  r.quantities.resize(r.passages.size());
  r.matches.resize(r.passages.size());
  r.facts.resize(r.passages.size());
  Matcher matcher(*frames_, *lexicon_);
  for (std::size_t i = 0; i < r.passages.size(); ++i) {
    r.times[i] = find_times(r.sentences[i], *words_);
    r.quantities[i] = find_quantities(r.sentences[i], *words_, *domain_);
    r.matches[i] = matcher.match(r.passages[i], r.cast);
    r.facts[i] = find_facts(r.passages[i], r.cast, *lexicon_);
  }
  date_again(r, report, context);
  return r;
}

void Reader::date_again(DocumentReading& r, const text::Report& report, const PublicationContext& context) const {
  PublicationContext bounded = context;
  if (const std::string* latest = lexicon_->look_up("era", "latest-report"))
    if (auto day = Day::parse(*latest); day.ok() && !bounded.recorded) bounded.recorded = *day;
  r.publication = infer_publication(report, r.sentences, *words_, *chronology_, bounded);
  r.document.published = r.publication.published;
  r.claims.clear();
  r.passage_of_claim.clear();
  compose_claims(r, report, *lexicon_);
}

Reader::Reading Reader::read(const text::Report& report) const {
  DocumentReading r = read_in_steps(report);
  return {std::move(r.document), std::move(r.claims)};
}

}  // namespace assay::reading
