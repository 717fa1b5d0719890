// The types, stances and means of claims, as the codebook fixes them (docs/codebook.md).
#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace assay {

// Only ever appended: ledgers hold types by name, tables by number.
enum class ClaimType {
  // control of ground
  kCapture, kWithdraw, kControl, kContest, kEncircle, kOffensive,
  // violence
  kAttack, kClash, kCasualty, kDamage, kLoot, kDetain,
  // movement
  kAdvance, kDeploy, kDisplace,
  // gates and trade
  kCloseGate, kOpenGate, kSuspendTrade, kShortage, kPrice, kTradeVolume,
  // what the ground yields
  kProduction, kMining, kTax, kPermit, kFunding, kEnvironment,
  // government
  kAppoint, kPolicy, kTalks, kPressure, kSupport,
  // standing facts
  kRole, kAffiliation, kLocation,
  // about the report
  kNoComment, kUnverified,
};

enum class Stance { kAsserted, kClaimed, kDenied, kUnverified, kPlanned, kPredicted, kConditional };

enum class Means { kGround, kArtillery, kAir, kDrone, kAmbush, kArson, kMine, kShooting };

std::string_view name_of(ClaimType type);  // "close_gate"
std::string_view name_of(Stance stance);   // "asserted"
std::string_view name_of(Means means);     // "ground"
std::optional<ClaimType> claim_type_of(std::string_view name);
std::optional<Stance> stance_of(std::string_view name);
std::optional<Means> means_of(std::string_view name);
std::span<const ClaimType> all_claim_types();

}  // namespace assay
