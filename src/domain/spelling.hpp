// How near two spellings of a name are. Names reach English reports through several romanisations ('Kan Paik
// Ti', 'Kanpiketi', 'Kambaiti'); letters that differ often stand for one sound. A name is folded, read as a
// row of sounds (aspirates, doubled letters and spaces fall away), and two rows are compared by an edit
// distance whose costs depend on the sounds and on where they stand: a stop that closes a syllable is often
// not written, a first consonant seldom differs. Sounds and costs are data: domain/base/spelling.tsv.
//
// docs/decisions/spelling.md says what the distance finds and misses on open gazetteers.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace assay::domain {

// One sound of a name, with what it costs to leave it out where it stands.
struct Sound {
  std::uint8_t code = 0;  // 0 to 31; equal codes sound alike
  bool onset = false;     // a consonant before a vowel, where it is heard best
  float drop = 1;
  auto operator<=>(const Sound&) const = default;
};

// A name as sounds. Empty for a name that has a letter of another script than Latin.
struct Sounds {
  std::vector<Sound> row;
  float weight = 0;  // what the whole row would cost if no sound stood in an easy place
  std::string digits;  // of its numbers: 'Special Region 1' is not 'Special Region 2'
};

class Spelling {
 public:
  static constexpr std::size_t kCodes = 32;
  static constexpr std::size_t kMostSounds = 64;  // of one name

  Spelling() = default;
  // Reads spelling.tsv. Errors are placed at `name`:line.
  static Result<Spelling> parse(std::string_view text, std::string_view name);

  // The first kMostSounds; the rest of a longer name is left out. Linear.
  Sounds sounds(std::string_view name) const;

  // 0 for names that sound alike, 1 and more for names with nothing in common: the cost of the cheapest way
  // from one to the other over the larger weight. Names that are equal after folding are 0 apart in any
  // script; else a name in another script than Latin is 1 from all others, and so
  // are names whose numbers differ. Symmetric. Quadratic in length.
  double distance(std::string_view a, std::string_view b) const;
  double distance(const Sounds& a, const Sounds& b) const;

  // How likely it is, from 0 to 1, that two names of one report mean one thing, from their spelling alone:
  // 1 when they fold alike, 0.5 at the distance where it is as likely as not. Short names must be nearer
  // than long ones. Fitted on pairs of gazetteer names (docs/decisions/spelling.md).
  double same(std::string_view a, std::string_view b) const;
  double same(double distance, float weight) const;

  // The distance up to which `places_like` is usefully asked for a name of this weight: where same() is 0.5.
  double threshold(float weight) const;

  // Names of which one is heavier than this by the other's weight are 1 apart, whatever their sounds.
  static float heaviest_comparable(float weight) { return 1.5f * weight + 1; }
  // What an edit cost amounts to between names of two weights.
  static double normalised(float cost, float weight_a, float weight_b);
  // The cost of hearing `b` where `a` was meant; more where both open their names.
  float change(Sound a, Sound b, bool both_first) const {
    return swap_[a.code][b.code] * (both_first ? first_ : a.onset && b.onset ? onset_ : 1.0f);
  }

 private:
  struct Rule {
    std::string letters;
    std::string before;  // letters one of which must follow, '_' for the end of the name; empty for anything
    std::string sounds;
  };
  std::vector<Rule> rules_;             // longest letters first
  std::array<std::vector<std::uint16_t>, 128> rules_by_letter_{};  // indexes into rules_
  std::array<std::array<float, kCodes>, kCodes> swap_{};
  std::array<float, kCodes> weight_{};  // of a sound in a full place
  std::array<float, kCodes> coda_{};    // before a consonant
  std::array<float, kCodes> final_{};   // at the end
  std::array<bool, kCodes> vowel_{};
  float first_ = 1, onset_ = 1;         // factors for the first sound, and for consonants before vowels
  double middle_ = 0.2, short_ = 0, slope_ = 0.03;  // of same(): middle - short / weight, logistic with slope

  std::uint8_t code_of(char sound) const;
};

// Spelling::same with the weights of `domain`.
class Domain;
double same_spelling(const Domain& domain, std::string_view a, std::string_view b);

}  // namespace assay::domain
