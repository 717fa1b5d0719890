// What weighing is tuned by: domain/base/weighing.yaml, read once. Each number's meaning and origin stand in
// that file; docs/weighing.md explains how they are used.
#pragma once

#include <array>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "claim/type.hpp"

namespace assay::weighing {

// What speaks. Only ever appended.
enum class VoiceKind { kOutlet, kParty, kState, kResident, kSource, kExpert, kMedia, kPerson };
inline constexpr int kVoiceKinds = 8;
std::string_view name_of(VoiceKind kind);

// What the words of a claim's object say of its scope; a set of bits.
enum Mark : unsigned {
  kPart = 1,           // of a part of the place: an outpost, some positions
  kMost = 2,           // most of a region
  kEvery = 4,          // every one of a region's places or crossings
  kOnly = 8,           // the only or last one
  kPast = 16,          // a state that was over when the report was written
  kHeadquarters = 32,  // agent's headquarters
  kBased = 64,
  kMotive = 128,       // says why, not only what
  kRoad = 256,         // of a road, not of a gate or a place
  kMember = 512,       // of a location: that the agent lies in or is part of the place
  kMembers = 1024,     // of several places in a region ('its three towns'), or of gates, not of the region's ground
};

struct Params {
  std::array<double, kVoiceKinds> accuracy{};  // by VoiceKind
  double strength = 12;
  std::array<double, 7> stance{};              // by Stance; 0 where a stance says nothing of what happened
  double against = 1, flatters = 1, own_count = 1;
  double same_report = 0.5;
  double ceiling = 0.985;
  struct Join {
    double threshold, place_same, place_within, time_overlap, time_near, time_unknown, agent_same,
        agent_compatible, agent_missing, target_same, object_shared, quantity_overlap, quantity_apart, same_voice;
    int slack_days, state_slack_days, news_days;
  } join{};
  struct Reprint {
    int words, hashes, bands;
    double jaccard;
  } reprint{};
  struct Copying {
    double prior, share, wrong_values;
    int least_shared, rounds;
  } copying{};
  struct Table {
    double damping, strength, wrong_values, near_values, near;
    int rounds;
  } table{};
  std::vector<std::string> supposed;                               // reasons of times that no word of the report gives
  std::vector<std::pair<unsigned, std::string>> marks;             // Mark bit and phrase
  std::vector<std::string> past_in_sentence;                       // words anywhere in a sentence that put its one state in the past
  // Nouns that describe an actor and name none: as the head of a description, and standing alone.
  std::vector<std::string> unnamed_head, unnamed_alone;
  std::vector<std::pair<VoiceKind, std::vector<std::string>>> voices;  // in the file's order
  std::vector<ClaimType> gains, losses, charges;                   // whom a happening serves
  std::vector<std::string> roll_up, person_of, armed_wing;         // relations

  // Reads `root`/base/weighing.yaml. Fails with kNotFound, kBadFormat or kBadArgument, placed at file:line.
  static Result<Params> load(const std::filesystem::path& root);
};

}  // namespace assay::weighing
