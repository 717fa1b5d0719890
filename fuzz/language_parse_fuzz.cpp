// Any bytes: well-formed trees come out. One root, no cycle, words that ascend inside the text.
#include "fuzz/fuzz.hpp"
#include "language/conllu.hpp"
#include "language/parser.hpp"
#include "language/segment.hpp"

namespace assay::fuzz {

inline void language_parse(std::string_view text) {
  using namespace assay::language;
  static const Result<Language> model = Language::load(ASSAY_SOURCE_DIR "/models/english.model");
  ASSAY_HOLDS(model.ok());
  std::uint32_t last = 0;
  for (const Sentence& sentence : model->parse(text)) {
    ASSAY_HOLDS(!sentence.tokens.empty() &&
                sentence.tokens.size() <= static_cast<std::size_t>(kLongestSentence));
    ASSAY_HOLDS(is_tree(sentence));
    ASSAY_HOLDS(sentence.span.begin == sentence.tokens.front().span.begin);
    ASSAY_HOLDS(sentence.span.end == sentence.tokens.back().span.end);
    bool inside = false;
    for (const Token& token : sentence.tokens) {
      ASSAY_HOLDS(token.span.begin >= last && token.span.end > token.span.begin &&
                  token.span.end <= text.size());
      ASSAY_HOLDS(token.form == text.substr(token.span.begin, token.span.size()));
      ASSAY_HOLDS(!token.lemma.empty() && !token.upos.empty() && !token.deprel.empty());
      ASSAY_HOLDS(token.name == NameKind::kNone || token.name_begin || inside);
      inside = token.name != NameKind::kNone;
      last = token.span.end;
    }
  }
}

}  // namespace assay::fuzz

ASSAY_FUZZER(assay::fuzz::language_parse)
