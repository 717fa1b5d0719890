// Frames: which words announce a claim of which type and where its slots stand, loaded from
// domain/base/frames/*.yaml (the format is described in README.md there).
#pragma once

#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.hpp"
#include "claim/type.hpp"
#include "reading/kind.hpp"

namespace assay::reading {

// Where a slot or a condition looks.
struct Source {
  enum class From { kSubject, kObject, kIndirect, kPreposition, kClause, kAny, kSentence, kOutlet, kSelf, kHead, kLiteral };
  From from = From::kSubject;
  std::string word;  // the preposition, or the literal text
  std::string via;   // "" the argument itself; "owner" its possessor; else the preposition below it
};

struct Test {
  enum class Of { kKind, kLemma, kList, kNone, kAny, kClause };
  Of of = Of::kAny;
  Kind kind = Kind::kActor;
  std::string word;  // the lemma or the list's name
};

// All entries must hold; an entry holds when any of its tests does.
struct Condition {
  struct Entry {
    Source source;
    std::vector<Test> tests;
  };
  std::vector<Entry> entries;
};

enum class Slot { kAgent, kTarget, kPlace, kResource, kObject };
inline constexpr std::size_t kSlots = 5;

struct Trigger {
  std::vector<std::string> words;  // the first is the head's lemma
};

struct Example {
  struct Expected {
    ClaimType type = ClaimType::kAttack;
    std::array<std::vector<std::string>, kSlots> slots;
    std::vector<std::string> speaker;
    std::optional<Stance> stance;
    std::optional<bool> negated;
  };
  std::string text;
  std::vector<Expected> claims;
  int line = 0;
};

struct Frame {
  std::string id;
  ClaimType type = ClaimType::kAttack;
  std::vector<Trigger> verbs, nouns, adjectives, phrases;
  std::vector<std::string> support;
  std::vector<Condition> when, unless;
  std::array<std::vector<Source>, kSlots> slots;
  std::vector<Source> quantity;
  std::string unit;
  std::optional<Source> unit_of;
  bool rate = false;
  std::vector<Means> means;
  bool negated = false;
  std::optional<Stance> stance;
  std::vector<ClaimType> swallows;  // what is only demanded or aimed at below the trigger makes no claim of these types
  bool swallows_all = false;
  bool wants_negative = false;  // `polarity: negative`: fires only when negated, which it uses up
  std::vector<Example> examples;
  std::string place;  // "capture.yaml:12"
};

// A trigger of a frame, as the index finds it.
struct FrameHit {
  const Frame* frame = nullptr;
  const Trigger* trigger = nullptr;
};

class FrameSet {
 public:
  FrameSet() = default;
  FrameSet(FrameSet&&) = default;  // the index points into the frames: moved, never copied
  FrameSet& operator=(FrameSet&&) = default;

  // Reads `root`/base/frames/*.yaml. The first fault stops it.
  static Result<FrameSet> load(const std::filesystem::path& root);
  // Every fault, as file:line and a sentence.
  static std::vector<Error> check(const std::filesystem::path& root);

  const std::vector<Frame>& frames() const { return frames_; }
  // Frames one of whose triggers begins with that lemma. O(1).
  const std::vector<FrameHit>& verbs(std::string_view lemma) const { return find(verbs_, lemma); }
  const std::vector<FrameHit>& nouns(std::string_view lemma) const { return find(nouns_, lemma); }
  const std::vector<FrameHit>& adjectives(std::string_view lemma) const { return find(adjectives_, lemma); }
  const std::vector<FrameHit>& phrases(std::string_view first_word) const { return find(phrases_, first_word); }

 private:
  using Index = std::unordered_map<std::string, std::vector<FrameHit>>;
  static const std::vector<FrameHit>& find(const Index& index, std::string_view word);
  void build_index();
  std::vector<Frame> frames_;
  Index verbs_, nouns_, adjectives_, phrases_;
};

}  // namespace assay::reading
