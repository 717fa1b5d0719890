// Who says it: direct and indirect speech, 'according to', quotations that run over sentences, chains of
// speakers, and hedges with nobody named. Every token of a document gets the voice that it is said in.
#pragma once

#include <string>
#include <vector>

#include "reading/mention.hpp"

namespace assay::reading {

struct Speaker {
  int entity = -1;
  int passage = -1, mention = -1;  // where it is printed, for the filler's surface
};

// One way of saying: its speakers and what saying it so does to the claim. Voice 0 is the outlet's own.
struct Voice {
  std::vector<Speaker> speakers;  // joint speakers side by side
  Stance stance = Stance::kAsserted;
  int outer = 0;                  // the voice that reports this one
  bool direct = false;            // between quotation marks
  bool hedge = false;             // 'reportedly': nobody named
  bool retraction = false;        // the outlet takes back what it wrote before
};

struct Attribution {
  std::vector<Voice> voices;                   // voices[0] is the outlet
  std::vector<std::vector<int>> voice_of;      // passage, token → voice
  std::vector<std::vector<bool>> quoted;       // passage, token → stands between quotation marks
  std::vector<std::vector<bool>> speech_verb;  // passage, token → announces speech itself

  // Speakers of a voice and of those that report it, from the inside out.
  std::vector<Speaker> chain(int voice) const;
  Stance stance(int voice) const;  // the innermost that is not merely asserted
};

// Requires: find_mentions. First-person pronouns get the speaker, or the speaker's side, as their entity.
Attribution attribute(std::vector<Passage>& passages, const Lexicon& lexicon, Cast& cast);

}  // namespace assay::reading
