// All statements that the ledger holds, in memory, found by place: where every question begins. Adding a
// report costs what the report holds, whatever the corpus holds; what a question sees depends on its clocks
// alone, never on the order in which reports were added.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "weighing/facts.hpp"
#include "weighing/params.hpp"
#include "weighing/record.hpp"
#include "weighing/reprint.hpp"
#include "weighing/statement.hpp"

namespace assay::weighing {

// One reading of one report, without its claims.
struct Report {
  Document document;
  Instant recorded;
  Day known;    // the last day on which it may have been published; the recorded day where nothing binds it
  Day written;  // the day that its present tense speaks of: the first on which it may have been published, but
                // no earlier than the latest beginning that it dates
  std::uint32_t first = 0, count = 0;     // of its statements
  std::uint32_t group = 0;                // number of the document: its readings share it
  std::vector<std::uint32_t> reprints;    // reports like it, both ways
  bool dated = true;                      // something binds its day of publication
};

class Corpus {
 public:
  Corpus(Facts facts, Params params);
  Corpus(const Corpus&) = delete;

  const Facts& facts() const { return facts_; }
  const Params& params() const { return params_; }
  const Symbols& symbols() const { return symbols_; }
  Symbols& symbols() { return symbols_; }
  // Some party, left unnamed: a collective of the packs, or a description that no pack knows.
  bool is_collective(Symbol actor) const {
    return symbols_.unnamed(actor) || facts_.is_collective(symbols_.text(actor));
  }

  // Takes a report in. The same reading (document and recorded instant) twice is kept once.
  void add(const Record& record);
  void add(const Judgement& judgement);

  const std::vector<Report>& reports() const { return reports_; }
  const std::vector<Statement>& statements() const { return statements_; }
  const Report& report_of(const Statement& statement) const { return reports_[statement.record]; }
  const std::vector<Judgement>& judgements() const { return judgements_; }

  // True when the report was published by `as_known`, recorded by `as_recorded`, and no later reading of the
  // same document was recorded by then. Cost: the readings of one document.
  bool visible(const Report& report, const Clocks& clocks) const;
  bool visible(const Statement& statement, const Clocks& clocks) const { return visible(report_of(statement), clocks); }

  // Numbers of the statements that name this place (as place, gate, or what lies in or is a place), in order
  // of arrival: sort by `before` what is shown.
  const std::vector<std::uint32_t>& at_place(Symbol place) const;
  // Places that anything is said of, as ids in order of their text.
  std::vector<std::string> places() const;
  // A canonical order of statements: day known, document, place in the report.
  bool before(std::uint32_t a, std::uint32_t b) const;

  // Verdicts that hold for a claim by then, latest last; undone ones are left out.
  std::vector<const Judgement*> verdicts_on(const std::string& claim, const Clocks& clocks) const;
  bool judged() const { return !judgements_.empty(); }

  // The earliest known of the visible reports that this one is a reprint of, or itself.
  std::uint32_t origin_of(std::uint32_t report, const Clocks& clocks) const;
  // The id of the voice as an origin: an outlet that reprints is the outlet that it reprints; a voice without
  // a name belongs to the first print.
  std::string origin_of(const Statement& statement, const Voice& voice, const Clocks& clocks) const;

  // The number of a claim's statement in the latest reading, or none.
  const Statement* statement(const std::string& claim_id) const;

 private:
  Facts facts_;
  Params params_;
  Symbols symbols_;
  std::vector<Report> reports_;
  std::vector<Statement> statements_;
  std::vector<Judgement> judgements_;
  std::unordered_map<Symbol, std::vector<std::uint32_t>> by_place_;
  std::unordered_map<std::string, std::uint32_t> group_of_;  // by document id
  std::vector<std::vector<std::uint32_t>> readings_;         // by group
  std::unordered_map<std::string, std::uint32_t> by_claim_;
  std::unordered_map<std::string, std::vector<std::uint32_t>> by_judged_;
  std::unordered_map<std::string, std::vector<std::string>> claims_judged_;  // by Judgement::id
  Reprints reprints_;
};

}  // namespace assay::weighing
