// What a document has spoken of so far, for pronouns and definite nouns: 'the group', 'the town', 'he', 'they'.
#pragma once

#include <string>
#include <vector>

#include "reading/cast.hpp"

namespace assay::reading {

class Discourse {
 public:
  Discourse(const Lexicon& lexicon, const Cast& cast) : lexicon_(&lexicon), cast_(&cast) {}

  // Notes that `entity` was named in sentence `sentence`; `weight` 0 for a subject, more for lesser roles.
  void note(int entity, int sentence, int weight, bool plural = false);
  // The entity that a third-person pronoun refers to ('he', 'they', 'it', 'its'), or -1.
  int pronoun(const std::string& lower, int sentence) const;
  // The entity that 'the NOUN' refers to, by the `anaphor` table's class for the noun, or -1.
  int definite(const std::string& noun_class, const std::string& noun, int sentence) const;
  // Places that the sentence which named `place` last names beside it in the same role: what 'these hills' adds.
  std::vector<int> beside(int place, int sentence) const;
  // The two parties of 'both sides': those named most in what was told last, else in all; empty when there are no two.
  std::vector<int> pair(int sentence) const;
  // The place spoken of last, or -1.
  int last_place(int sentence) const;
  int last_person(int sentence) const;

 private:
  struct Noted {
    int entity, sentence, weight;
    bool plural;
  };
  template <class Accept>
  int best(int sentence, int reach, Accept accept, bool singular = false) const;
  bool state_like(const Entity& e) const;
  bool unit_like(const Entity& e) const;
  bool body_like(const Entity& e) const;

  const Lexicon* lexicon_;
  const Cast* cast_;
  std::vector<Noted> noted_;
};

}  // namespace assay::reading
