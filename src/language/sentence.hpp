// What the language stage hands to reading: sentences as dependency trees in Universal Dependencies 2.
// Spans are byte offsets into the text that was parsed (text::Body::text), half-open.
#pragma once

#include <string>
#include <vector>

#include "base/span.hpp"

namespace assay::language {

// What kind of name a token belongs to; B- and I- of the same run share `name_begin`.
enum class NameKind : unsigned char { kNone, kPerson, kOrganisation, kPlace };

struct Token {
  Span span;         // empty for the second syntactic word of a contraction that prints none
  std::string form;  // as printed
  std::string lemma;
  std::string upos;    // UD universal part of speech: NOUN, PROPN, VERB …
  std::string xpos;    // Penn tag: NNP, VBD …
  std::string feats;   // "Number=Sing|Tense=Past" or "_"
  int head = 0;        // 1-based index of the head word in its sentence, 0 for the root
  std::string deprel;  // "nsubj:pass"
  bool space_after = true;
  NameKind name = NameKind::kNone;
  bool name_begin = false;
};

struct Sentence {
  Span span;                  // from its first token's first byte to its last token's last
  std::vector<Token> tokens;  // token i of the tree is tokens[i-1]
};

}  // namespace assay::language
