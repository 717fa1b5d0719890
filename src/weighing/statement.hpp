// A claim as weighing and holding see it: names as numbers, times resolved against the day of publication,
// its voice and whom it serves worked out. About a hundred bytes, so that millions fit in memory; the claim
// itself stays in the ledger.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/day.hpp"
#include "base/span.hpp"
#include "claim/claim.hpp"
#include "weighing/facts.hpp"
#include "weighing/params.hpp"

namespace assay::weighing {

// Numbers for names. A number depends on the order of arrival: never sort or print by it.
using Symbol = std::uint32_t;
inline constexpr Symbol kNoSymbol = 0xffffffff;

class Symbols {
 public:
  Symbol of(std::string_view text);                  // makes one where there is none
  // Of somebody described and not named ('fighters'): another symbol than that of a name with the same id.
  Symbol of_unnamed(std::string_view text);
  Symbol find(std::string_view text) const;          // kNoSymbol where there is none; never an unnamed one
  const std::string& text(Symbol symbol) const { return *texts_[symbol]; }
  bool unnamed(Symbol symbol) const { return unnamed_[symbol]; }

 private:
  Symbol add(std::unordered_map<std::string, Symbol>& numbers, std::string_view text, bool unnamed);
  std::unordered_map<std::string, Symbol> numbers_, unnamed_numbers_;
  std::vector<const std::string*> texts_;
  std::vector<bool> unnamed_;
};

// Who speaks. Two voices of one id are one, wherever they are printed.
struct Voice {
  Symbol id = kNoSymbol;     // "party:kia", "outlet:the-herald", "resident@DOCUMENT", "media"
  VoiceKind kind = VoiceKind::kOutlet;
  Symbol party = kNoSymbol;  // that it speaks for
  std::int8_t interest = 0;  // +1 the claim serves its side, -1 it hurts it
};

struct Statement {
  std::uint32_t record = 0;   // number in the corpus
  std::uint32_t ordinal = 0;  // of the claim in its report
  ClaimType type = ClaimType::kAttack;
  Stance stance = Stance::kAsserted;
  bool negated = false;
  bool quoted = false;  // somebody is named or described as saying so
  bool supposed = false;  // `time` is that of news: no word of the report gives it
  unsigned marks = 0;   // Mark bits
  std::vector<Symbol> agent, target, place, resource;
  std::vector<Voice> voices;  // never empty
  Interval time;              // as the claim gives it; both ends absent when it gives none
  std::optional<double> low, high;
  Symbol unit = kNoSymbol;
  Symbol object = kNoSymbol;
  std::string id;  // Claim::id
  Span evidence;   // the first

  bool opposes() const { return (stance == Stance::kDenied) != negated; }  // says that it did not happen
  bool happened() const {  // speaks of what was or is, not of plans
    return stance == Stance::kAsserted || stance == Stance::kClaimed || stance == Stance::kDenied ||
           stance == Stance::kUnverified;
  }
};

// Compiles claims. `document` is the report's Document; its id must be set. `sentence` is the claim's own where it
// is the only one of its type there, else empty.
Statement make_statement(const Claim& claim, const Document& document, const Facts& facts, const Params& params,
                         Symbols& symbols, std::string_view sentence = {});

// The log-odds that a statement adds to what it says (or takes, when it opposes it), by its strongest voice.
double weight_of(const Statement& statement, const Voice& voice, const Params& params);

}  // namespace assay::weighing
