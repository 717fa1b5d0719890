#include "weighing/corpus.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <tuple>

namespace assay::weighing {
namespace {

constexpr std::array<std::string_view, 6> kVerdictNames = {"right", "wrong", "retime", "join", "split", "undo"};

Day known_day(const Document& document, Instant recorded) {
  const auto& day = document.published.day;
  if (day.to) return std::min(day.to->plus_days(-1), std::max(recorded.day(), day.from.value_or(recorded.day())));
  return std::max(recorded.day(), day.from.value_or(recorded.day()));
}

}  // namespace

std::string_view name_of(Verdict verdict) { return kVerdictNames[static_cast<std::size_t>(verdict)]; }

std::optional<Verdict> verdict_of(std::string_view name) {
  for (std::size_t k = 0; k < kVerdictNames.size(); ++k)
    if (kVerdictNames[k] == name) return static_cast<Verdict>(k);
  return std::nullopt;
}

Corpus::Corpus(Facts facts, Params params)
    : facts_(std::move(facts)), params_(std::move(params)), reprints_(params_.reprint) {}

void Corpus::add(const Record& record) {
  const auto [group, fresh] = group_of_.try_emplace(record.document.id, static_cast<std::uint32_t>(readings_.size()));
  if (fresh) readings_.emplace_back();
  auto& readings = readings_[group->second];
  for (const auto number : readings)
    if (reports_[number].recorded == record.recorded) return;
  const auto number = static_cast<std::uint32_t>(reports_.size());
  Report report;
  report.document = record.document;
  report.recorded = record.recorded;
  report.group = group->second;
  report.dated = record.document.published.day.from || record.document.published.day.to;
  report.known = known_day(record.document, record.recorded);
  report.first = static_cast<std::uint32_t>(statements_.size());
  report.count = static_cast<std::uint32_t>(record.claims.size());
  std::optional<Day> latest;
  for (std::size_t k = 0; k < record.claims.size(); ++k) {
    const Claim& claim = record.claims[k];
    const bool alone = claim.type == ClaimType::kControl && std::none_of(record.claims.begin(), record.claims.end(), [&](const Claim& other) {
      return &other != &claim && other.type == claim.type && other.evidence == claim.evidence;
    });
    const std::string_view sentence = alone && k < record.quotes.size() ? std::string_view(record.quotes[k]) : std::string_view();
    Statement statement = make_statement(claim, record.document, facts_, params_, symbols_, sentence);
    const auto at = static_cast<std::uint32_t>(statements_.size());
    statement.record = number;
    statement.ordinal = at - report.first;
    if (statement.happened() && statement.time.from && *statement.time.from <= report.known &&
        (!latest || *latest < *statement.time.from))
      latest = statement.time.from;
    std::set<Symbol> places(statement.place.begin(), statement.place.end());
    if (statement.type == ClaimType::kLocation) places.insert(statement.agent.begin(), statement.agent.end());
    for (const Symbol place : places) by_place_[place].push_back(at);
    if (!statement.id.empty()) by_claim_[statement.id] = at;
    statements_.push_back(std::move(statement));
  }
  report.written = record.document.published.day.from.value_or(latest.value_or(report.known));
  if (latest && *latest > report.written) report.written = *latest;
  report.written = std::min(report.written, report.known);
  for (const auto other : reprints_.add(number, record.text)) {
    if (reports_[other].document.id == record.document.id) continue;
    report.reprints.push_back(other);
    reports_[other].reprints.push_back(number);
  }
  readings.push_back(number);
  reports_.push_back(std::move(report));
}

void Corpus::add(const Judgement& judgement) {
  const auto number = static_cast<std::uint32_t>(judgements_.size());
  // An undoing stands under all claims that what it undoes does.
  std::set<std::string> claims = {judgement.claim};
  if (!judgement.other.empty()) claims.insert(judgement.other);
  if (const auto undone = claims_judged_.find(judgement.undoes); judgement.verdict == Verdict::kUndo && undone != claims_judged_.end())
    claims.insert(undone->second.begin(), undone->second.end());
  for (const auto& claim : claims) by_judged_[claim].push_back(number);
  claims_judged_[judgement.id] = {claims.begin(), claims.end()};
  judgements_.push_back(judgement);
}

bool Corpus::visible(const Report& report, const Clocks& clocks) const {
  if (clocks.as_known && report.known > *clocks.as_known) return false;
  if (clocks.as_recorded && report.recorded > *clocks.as_recorded) return false;
  const auto& readings = readings_[report.group];
  if (readings.size() == 1) return true;
  for (const auto number : readings) {
    const Instant other = reports_[number].recorded;
    if (other > report.recorded && (!clocks.as_recorded || other <= *clocks.as_recorded)) return false;
  }
  return true;
}

const std::vector<std::uint32_t>& Corpus::at_place(Symbol place) const {
  static const std::vector<std::uint32_t> kNothing;
  const auto at = by_place_.find(place);
  return at == by_place_.end() ? kNothing : at->second;
}

std::vector<std::string> Corpus::places() const {
  std::vector<std::string> found;
  for (const auto& [symbol, numbers] : by_place_) found.push_back(symbols_.text(symbol));
  std::sort(found.begin(), found.end());
  return found;
}

bool Corpus::before(std::uint32_t a, std::uint32_t b) const {
  const auto &x = statements_[a], &y = statements_[b];
  const auto &r = reports_[x.record], &s = reports_[y.record];
  return std::tie(r.known, r.document.id, r.recorded, x.ordinal) < std::tie(s.known, s.document.id, s.recorded, y.ordinal);
}

std::vector<const Judgement*> Corpus::verdicts_on(const std::string& claim, const Clocks& clocks) const {
  std::vector<const Judgement*> found;
  const auto at = by_judged_.find(claim);
  if (at == by_judged_.end()) return found;
  const auto seen = [&](const Judgement& j) { return !clocks.as_recorded || j.recorded <= *clocks.as_recorded; };
  // An undoing names the judgement that it undoes and stands under the same claim; it can be undone in turn.
  std::vector<const Judgement*> rows;
  for (const auto number : at->second)
    if (seen(judgements_[number])) rows.push_back(&judgements_[number]);
  std::stable_sort(rows.begin(), rows.end(), [](const Judgement* a, const Judgement* b) {
    return std::tie(a->recorded, a->id) < std::tie(b->recorded, b->id);
  });
  std::set<std::string> undone;
  for (auto row = rows.rbegin(); row != rows.rend(); ++row)
    if ((*row)->verdict == Verdict::kUndo && !undone.count((*row)->id)) undone.insert((*row)->undoes);
  for (const auto* row : rows)
    if (row->verdict != Verdict::kUndo && !undone.count(row->id)) found.push_back(row);
  return found;
}

std::uint32_t Corpus::origin_of(std::uint32_t report, const Clocks& clocks) const {
  if (reports_[report].reprints.empty()) return report;
  std::set<std::uint32_t> seen = {report};
  std::vector<std::uint32_t> open = {report};
  std::uint32_t best = report;
  const auto rank = [&](std::uint32_t n) { return std::tie(reports_[n].known, reports_[n].document.id, reports_[n].recorded); };
  while (!open.empty() && seen.size() < 1000) {
    const auto at = open.back();
    open.pop_back();
    if (rank(at) < rank(best)) best = at;
    for (const auto next : reports_[at].reprints)
      if (visible(reports_[next], clocks) && seen.insert(next).second) open.push_back(next);
  }
  return best;
}

std::string Corpus::origin_of(const Statement& statement, const Voice& voice, const Clocks& clocks) const {
  const std::string& id = symbols_.text(voice.id);
  if (reports_[statement.record].reprints.empty()) return id;
  const auto& first = reports_[origin_of(statement.record, clocks)].document;
  if (const auto at = id.find('@'); at != std::string::npos) return id.substr(0, at + 1) + first.id;
  if (id.starts_with("outlet:"))
    return "outlet:" + (first.outlet.empty() ? first.id : domain::fold(first.outlet));
  return id;
}

const Statement* Corpus::statement(const std::string& claim_id) const {
  const auto at = by_claim_.find(claim_id);
  return at == by_claim_.end() ? nullptr : &statements_[at->second];
}

}  // namespace assay::weighing
