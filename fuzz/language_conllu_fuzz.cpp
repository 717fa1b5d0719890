// Any bytes as CoNLL-U: an error with its line, or trees whose spans lie in the text that they annotate.
#include "fuzz/fuzz.hpp"
#include "language/conllu.hpp"

namespace assay::fuzz {

inline void language_conllu(std::string_view bytes) {
  using namespace assay::language;
  Result<Treebank> treebank = read_conllu(bytes, "input");
  if (!treebank.ok()) {
    ASSAY_HOLDS(treebank.error().place.starts_with("input:"));
    return;
  }
  const std::string text = raw_text(*treebank);
  for (const TreebankSentence& annotated : *treebank) {
    ASSAY_HOLDS(is_tree(annotated.sentence));
    ASSAY_HOLDS(annotated.sentence.span.end <= text.size());
    std::string out;
    write_conllu(annotated.sentence, text, 1, out);
    ASSAY_HOLDS(!out.empty());
  }
}

}  // namespace assay::fuzz

ASSAY_FUZZER(assay::fuzz::language_conllu)
