#include "reading/explain.hpp"

#include <fmt/format.h>

#include "claim/claim_json.hpp"
#include <nlohmann/json.hpp>

namespace assay::reading {
namespace {

std::string names(const std::vector<Filler>& fillers) {
  std::string text;
  for (const Filler& f : fillers) {
    if (!text.empty()) text += ", ";
    text += f.id;
    if (!f.surface.empty() && f.surface != f.name) text += " ‘" + f.surface + "’";
  }
  return text;
}

void tree_rows(const Passage& p, const Attribution& a, int index, std::string& out) {
  for (int i = 0; i < p.tree.size(); ++i) {
    const auto& t = p.tree.token(i);
    const int covered = p.covered_by.empty() ? -1 : p.covered_by[i];
    std::string mention;
    if (covered >= 0 && p.mentions[covered].head == i) mention = "●";
    out += fmt::format("    {:>3} {:<18} {:<16} {:<5} {:<5} {:>3} {:<12} {}{}{}\n", i + 1, t.form, t.lemma, t.upos, t.xpos, t.head, t.deprel,
                       mention, t.name == language::NameKind::kNone ? "" : t.name == language::NameKind::kPerson ? " per" : t.name == language::NameKind::kPlace ? " place" : " org",
                       a.voice_of[index][i] ? fmt::format(" v{}", a.voice_of[index][i]) : "");
  }
}

void mention_rows(const DocumentReading& r, const Passage& p, std::string& out) {
  for (const Mention& m : p.mentions) {
    std::string kinds;
    for (int k = 0; k < 19; ++k)
      if (m.kinds.has(static_cast<Kind>(k))) kinds += (kinds.empty() ? "" : "+") + std::string(name_of(static_cast<Kind>(k)));
    out += fmt::format("    ‘{}’ {} → {}{}\n", m.surface, kinds.empty() ? "thing" : kinds, m.entity < 0 ? "-" : r.cast[m.entity].id,
                       m.owner < 0 ? "" : " of " + r.cast[m.owner].id);
  }
}

void claim_rows(const Claim& c, std::string& out) {
  out += fmt::format("  ▸ {}{}  {}  [{}]\n", c.negated ? "NOT " : "", name_of(c.type), name_of(c.stance), c.rule);
  auto row = [&](const char* slot, const std::string& value) {
    if (!value.empty()) out += fmt::format("      {:<9} {}\n", slot, value);
  };
  row("agent", names(c.agent));
  row("target", names(c.target));
  row("place", names(c.place));
  row("resource", names(c.resource));
  row("object", c.object);
  std::string means;
  for (Means m : c.means) means += (means.empty() ? "" : ", ") + std::string(name_of(m));
  row("means", means);
  if (c.quantity)
    row("quantity", fmt::format("{} to {} {} ‘{}’", c.quantity->low ? fmt::format("{}", *c.quantity->low) : "?", c.quantity->high ? fmt::format("{}", *c.quantity->high) : "?", c.quantity->unit, c.quantity->text));
  if (c.time) row("time", time_to_json(*c.time).dump() + "  " + c.time->reason);
  row("speaker", names(c.speaker));
}

}  // namespace

std::string explain(const DocumentReading& r, const text::Report& report, const ExplainOptions& options) {
  std::string out = fmt::format("{}\n", report.document.name);
  const Published& published = r.document.published;
  out += fmt::format("published {} to {}{}\n", published.day.from ? published.day.from->iso() : "?",
                     published.day.to ? published.day.to->plus_days(-1).iso() : "?", published.printed ? " (printed)" : " (inferred)");
  for (const std::string& reason : published.reasons) out += fmt::format("  because {}\n", reason);
  std::size_t next = 0;
  for (std::size_t i = 0; i < r.passages.size(); ++i) {
    const Passage& p = r.passages[i];
    const Span s = p.sentence->span;
    out += fmt::format("\n[{}] {} ({}..{})\n", i + 1, report.body.text.substr(s.begin, s.size()), s.begin, s.end);
    if (options.trees) tree_rows(p, r.attribution, static_cast<int>(i), out);
    if (options.mentions) mention_rows(r, p, out);
    for (const TimeExpression& t : r.times[i]) out += fmt::format("    time ‘{}’\n", t.text);
    for (const QuantityMention& q : r.quantities[i]) out += fmt::format("    quantity ‘{}’ {}\n", q.quantity.text, q.quantity.unit);
    for (; next < r.claims.size() && r.passage_of_claim[next] == static_cast<int>(i); ++next) claim_rows(r.claims[next], out);
  }
  return out;
}

}  // namespace assay::reading
