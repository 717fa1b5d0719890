// Any bytes as a sentence: times and quantities lie inside it, in order, and resolve to intervals that are none or
// not empty; bounds are in order.
#include "domain/domain.hpp"
#include "fuzz/fuzz.hpp"
#include "reading/quantity.hpp"
#include "reading/time_resolve.hpp"

namespace assay::fuzz {

inline void reading_times(std::string_view bytes) {
  using namespace assay::reading;
  static const auto domain = domain::Domain::load(ASSAY_SOURCE_DIR "/domain");
  static const auto words = WordClasses::load(*domain);
  const std::vector<language::Sentence> sentences = {plain_sentence(bytes)};
  const int size = static_cast<int>(sentences[0].tokens.size());
  const Atoms atoms(sentences[0], *words);
  const std::vector<std::vector<TimeExpression>> times = {find_times(atoms)};
  int end = 0;
  for (const auto& e : times[0]) {
    ASSAY_HOLDS(e.first_token >= 0 && e.first_token < e.end_token && e.end_token <= size);
    ASSAY_HOLDS(e.head_token >= e.first_token && e.head_token < e.end_token);
    ASSAY_HOLDS(e.end_token >= end);
    end = e.end_token;
  }
  Anchor anchor;
  for (const char* day : {"2024-02-29", "2025-06", "0002-01-01"}) {
    anchor.publication = Interval::parse(day).value();
    const auto story = resolve_story(sentences, times, anchor);
    for (const auto& told : story[0]) {
      if (!told.time) continue;
      const auto& valid = told.time->valid;
      ASSAY_HOLDS(!valid.from || !valid.to || *valid.from < *valid.to);
    }
  }
  for (const auto& m : find_quantities(atoms, times[0], *domain)) {
    ASSAY_HOLDS(m.first_token >= 0 && m.first_token < m.end_token && m.end_token <= size);
    ASSAY_HOLDS(m.head_token < size && m.of_token < size && m.number_token < size);
    ASSAY_HOLDS(!m.quantity.low || !m.quantity.high || *m.quantity.low <= *m.quantity.high);
  }
}

}  // namespace assay::fuzz

ASSAY_FUZZER(assay::fuzz::reading_times)
