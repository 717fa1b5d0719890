// The setting of a story: where a thing happened, and of which mineral a sentence tells, where its own words do
// not say. After compose.cpp has filled a claim from its match, this supplies what the reader of the report would
// have carried over: a place elsewhere in the sentence, what the paragraph was about, what the report is about.
#pragma once

#include <vector>

#include "claim/claim.hpp"
#include "reading/lexicon.hpp"
#include "reading/match.hpp"
#include "reading/passage_facts.hpp"

namespace assay::reading {

class Setting {
 public:
  Setting(const DocumentReading& reading, const Lexicon& lexicon);

  // Entities of the cast for the place of a claim of `match` in passage `passage`, best first; empty when the
  // report gives none. `printed` is then the head token of the mention in the sentence, or -1.
  struct Whereabouts {
    std::vector<int> entities;
    int printed = -1;
  };
  Whereabouts place_of(int passage, const Match& match) const;
  // The mineral that the sentence tells of: spoken of last within reach, else the report's; -1 for none.
  int resource_of(int passage) const;

  // Notes what a passage's claims were about, for the passages after it. Requires: called once a passage, in order.
  void remember(int passage, const std::vector<Claim>& claims, std::size_t first);

 private:
  int place_in_sentence(int passage, const Match& match) const;
  bool mineral(int entity) const;
  bool may_be_topic(const Entity& entity) const;
  bool wide(const Entity& entity) const;  // a state, a region: too wide for what happened at a place left unsaid
  int most_told_place() const;
  int most_told_resource() const;

  const DocumentReading& r_;
  const Lexicon& lexicon_;
  int topic_place_, topic_resource_;
  std::vector<int> last_places_;
  int last_place_passage_ = -1;
  std::vector<int> resource_at_;  // by passage: the mineral spoken of last up to and with it, or -1
};

}  // namespace assay::reading
