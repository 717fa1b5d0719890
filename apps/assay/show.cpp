// `assay show CLAIM`: one claim with its sentence in its paragraph, and what made it.
#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <ostream>

#include "apps/assay/command.hpp"
#include "apps/assay/table.hpp"
#include "claim/claim_json.hpp"
#include "ledger/ledger.hpp"

namespace assay::app {
namespace {

constexpr std::size_t kParagraph = 1200;  // bytes shown on either side of the evidence at most

std::string filled(const std::vector<Filler>& fillers) {
  std::string list;
  for (const Filler& filler : fillers) {
    list += (list.empty() ? "" : "; ") + filler.name + " [" + filler.id + "]";
    if (!filler.surface.empty() && filler.surface != filler.name)
      list += ", printed '" + filler.surface + "'";
  }
  return list;
}

// The paragraph of `text` around `spans`, the evidence between the marks.
std::string marked(const std::string& text, const std::vector<Span>& spans, const char* open,
                   const char* close) {
  std::size_t begin = text.rfind("\n\n", spans.front().begin), end = text.find("\n\n", spans.back().end);
  begin = begin == std::string::npos ? 0 : begin + 2;
  if (end == std::string::npos) end = text.size();
  if (spans.front().begin - begin > kParagraph)
    begin = text.rfind(' ', spans.front().begin - kParagraph / 2) + 1;
  if (end - spans.back().end > kParagraph)
    end = std::min(text.find(' ', spans.back().end + kParagraph / 2), end);
  std::string out;
  std::size_t at = begin;
  for (Span span : spans) {
    out += text.substr(at, span.begin - at) + open + text.substr(span.begin, span.size()) + close;
    at = span.end;
  }
  out += text.substr(at, end - at);
  std::replace(out.begin(), out.end(), '\n', ' ');
  return out;
}

std::string published_of(const ledger::StoredClaim& stored) {
  if (!stored.known.from && !stored.known.to) return "on a day that nothing tells";
  std::string from = stored.known.from ? stored.known.from->iso() : "?";
  std::string last = stored.known.to ? stored.known.to->plus_days(-1).iso() : "?";
  return (from == last ? "on " + from : "between " + from + " and " + last) +
         (stored.known_printed ? "" : " (inferred)");
}

Exit run(const std::string& id, Context& context) {
  ledger::Ledger& ledger = context.ledger();
  auto stored = ledger.claim(id);
  if (!stored)
    throw Refused({ErrorCode::kNotFound,
                   fmt::format("the ledger has no claim '{}': `assay claims` lists them", id), ""});
  const Claim& claim = stored->claim;
  auto runs = ledger.runs();
  auto maker = std::find_if(runs.begin(), runs.end(),
                            [&](const ledger::Run& run) { return run.number == stored->run; });
  std::string text = ledger.text_of(claim.document, stored->run);
  if (context.format() != Format::kTable) {
    nlohmann::ordered_json record = to_json(claim, stored->document_name);
    record["quote"] = stored->quote;
    record["paragraph"] = marked(text, stored->in_text, "", "");
    record["outlet"] = stored->outlet;
    record["recorded"] = stored->recorded.iso();
    if (maker != runs.end())
      record["made_by"] = {{"engine", maker->maker.engine},
                           {"model", maker->maker.model},
                           {"domain", maker->maker.domain},
                           {"rule", claim.rule}};
    context.out << record.dump(context.format() == Format::kNdjson ? -1 : 2, ' ', false,
                               nlohmann::ordered_json::error_handler_t::replace)
                << '\n';
    return Exit::kDone;
  }
  bool colour = context.colour();
  for (const std::string& line :
       wrapped(marked(text, stored->in_text, colour ? "\033[7m" : ">>", colour ? "\033[0m" : "<<"),
               context.width() - 2))
    context.out << "  " << line << '\n';
  context.out << '\n';
  auto say = [&](const char* what, const std::string& value) {
    if (value.empty()) return;
    bool first = true;
    for (const std::string& line : wrapped(value, context.width() - 12)) {
      context.out << fmt::format("{:<12}", first ? what : "") << line << '\n';
      first = false;
    }
  };
  say("claim", claim.id);
  say("type", std::string(name_of(claim.type)) + (claim.negated ? ", said not to be so" : ""));
  say("agent", filled(claim.agent));
  say("target", filled(claim.target));
  say("place", filled(claim.place));
  say("resource", filled(claim.resource));
  say("object", claim.object);
  if (claim.quantity) say("quantity", claim.quantity->text + " (" + claim.quantity->unit + ")");
  if (claim.time)
    say("time",
        time_to_json(*claim.time).dump() + (claim.time->reason.empty() ? "" : ": " + claim.time->reason));
  say("stance", std::string(name_of(claim.stance)));
  say("speaker", filled(claim.speaker));
  say("report", stored->document_name + (stored->outlet.empty() ? "" : ", " + stored->outlet) +
                    ", published " + published_of(*stored));
  std::string bytes;
  for (Span span : claim.evidence)
    bytes += fmt::format("{}{} to {}", bytes.empty() ? "" : ", ", span.begin, span.end);
  say("evidence", "bytes " + bytes + " of the report as given");
  say("recorded", stored->recorded.iso());
  if (maker != runs.end())
    say("made by", fmt::format("rule {}, engine {}, model {:.12}, domain {:.12}, run {}", claim.rule,
                               maker->maker.engine, maker->maker.model, maker->maker.domain, stored->run));
  return Exit::kDone;
}

const Command kShow(
    "show", Group::kAsk, "Shows a claim: its sentence in its paragraph, and what made it",
    [](Options& options, Context& context) {
      auto id = std::make_shared<std::string>();
      options.positional("CLAIM", *id, "Id of the claim, from `assay claims`").required();
      options.example("assay show 1f3a9c0b2d4e5f60", "the quote, marked, with speaker, day and rule");
      options.run([id, &context] { return run(*id, context); });
    },
    20);

}  // namespace
}  // namespace assay::app
