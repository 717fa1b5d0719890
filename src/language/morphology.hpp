// Lemmas, and features of words where no context decides: looked up by form and tag, else by the longest
// known ending of the form. Learned by counting over treebanks.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "language/conllu.hpp"
#include "language/hash_index.hpp"
#include "language/wordnet.hpp"

namespace assay::language {

class Morphology {
 public:
  // Forms of `lexicon` that no treebank holds are learned where their ending would mislead.
  static Morphology train(const std::vector<Treebank>& treebanks, const std::vector<WordForm>& lexicon);

  // The lemma of `form` tagged `upos`, `xpos`: never empty for a form that is not.
  std::string lemma(std::string_view form, std::string_view upos, std::string_view xpos) const;

  void save(std::string& out) const;
  std::string_view load(std::string_view bytes);  // the rest, or a null view when cut short

 private:
  // A lemma made from a form: lower case or not, so many bytes off its end, an ending put on.
  struct Edit {
    bool lower = false;
    unsigned char cut = 0;
    std::string add;
    auto operator<=>(const Edit&) const = default;
  };
  static Edit edit_of(const std::string& form, const std::string& lemma);
  static std::uint64_t key_of(std::string_view text, std::string_view tag, bool whole);

  std::vector<Edit> edits_;
  HashIndex<std::uint16_t> rules_;  // key_of → index into edits_
};

}  // namespace assay::language
