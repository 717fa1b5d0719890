// Reports: the list, and one as a reader wants it, its claims underlined in place.
#include <algorithm>
#include <map>
#include <set>

#include "serve/show.hpp"
#include "text/report.hpp"

namespace assay::serve {
namespace {

constexpr int kMostRows = 500;

Json document_row(const ledger::StoredDocument& stored) {
  const Document& document = stored.document;
  return {{"id", document.id}, {"name", document.name}, {"title", document.title}, {"outlet", document.outlet}, {"published", span_json(document.published.day)},
          {"url", document.url.empty() ? Json() : Json(document.url)}, {"claims", stored.claims}};
}

const char* role_of(text::BlockKind kind) {
  using text::BlockKind;
  switch (kind) {
    case BlockKind::kHeadline: return "title";
    case BlockKind::kDeck: return "deck";
    case BlockKind::kHeading: return "heading";
    case BlockKind::kParagraph: return "text";
    case BlockKind::kListItem: return "item";
    case BlockKind::kCaption: return "caption";
    case BlockKind::kDateline: return "dateline";
    case BlockKind::kByline: return "byline";
    case BlockKind::kTable: return "table";
    case BlockKind::kNavigation:
    case BlockKind::kRelated:
    case BlockKind::kCommentRules: return "aside";
  }
  return "text";
}

struct Marked {
  Span span;  // in the body's text
  std::string claim;
};

// The text of a block cut wherever a claim's evidence begins or ends.
Json segments_of(const std::string& text, Span whole, const std::vector<Marked>& marks) {
  std::set<std::uint32_t> cuts = {whole.begin, whole.end};
  for (const auto& mark : marks)
    for (const auto at : {mark.span.begin, mark.span.end})
      if (whole.begin < at && at < whole.end) cuts.insert(at);
  auto segments = Json::array();
  for (auto at = cuts.begin(); std::next(at) != cuts.end(); ++at) {
    const Span span{*at, *std::next(at)};
    std::vector<std::string> claims;
    for (const auto& mark : marks)
      if (mark.span.begin <= span.begin && span.end <= mark.span.end && std::find(claims.begin(), claims.end(), mark.claim) == claims.end()) claims.push_back(mark.claim);
    segments.push_back({{"text", text.substr(span.begin, span.size())}, {"claims", claims}});
  }
  return segments;
}

// Without case, for ASCII.
bool contains(std::string_view text, std::string_view words) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  return std::search(text.begin(), text.end(), words.begin(), words.end(), [&](char a, char b) { return lower(a) == lower(b); }) != text.end();
}

}  // namespace

Response show_documents(Call& call) {
  const auto words = call.query.text("q");
  const int limit = call.query.number("limit", 50, 1, kMostRows), offset = call.query.number("offset", 0, 0, 10'000'000);
  call.query.done();
  auto rows = Json::array();
  int total = 0;
  for (const auto& stored : call.snapshot.documents()) {
    const auto& d = stored.document;
    if (words && !contains(d.title, *words) && !contains(d.outlet, *words) && !contains(d.name, *words)) continue;
    if (total >= offset && total < offset + limit) rows.push_back(document_row(stored));
    ++total;
  }
  return reply({{"total", total}, {"documents", rows}});
}

Response show_document(Call& call) {
  call.query.done();
  const Snapshot& snapshot = call.snapshot;
  const auto* stored = snapshot.document(call.ids[0]);
  if (!stored) refuse_missing("document", call.ids[0]);
  const auto& document = stored->document;
  const auto ledger = call.api.ledgers().lease();
  ledger::ClaimQuery query;
  query.documents = {document.id};
  std::vector<ledger::StoredClaim> claims;
  ledger->claims(query, [&](const ledger::StoredClaim& claim) {
    if (claim.claim.document == document.id) claims.push_back(claim);
    return true;
  });
  Json json = document_row(*stored);
  json["published"]["printed"] = document.published.printed;
  json["published"]["reasons"] = document.published.reasons;
  json["path"] = document.path, json["media_type"] = document.media_type, json["encoding"] = document.encoding;
  json["sha256"] = document.sha256, json["bytes"] = stored->size, json["recorded"] = stored->recorded.iso();
  auto blocks = Json::array();
  // The layout is found again in the bytes; evidence is kept by its place in them.
  text::RawInput input;
  input.bytes = ledger->bytes_of(document.id);
  input.name = document.name, input.path = document.path, input.url = document.url, input.outlet = document.outlet, input.title = document.title;
  if (document.media_type == "text/html") input.format = text::Format::kHtml;
  else if (document.media_type == "text/plain") input.format = text::Format::kText;
  auto report = text::make_report(std::move(input), call.api.lexicon());
  if (report.ok()) {
    std::vector<Marked> marks;
    for (const auto& claim : claims)
      for (const Span span : claim.claim.evidence)
        if (const auto in_text = report->body.map.to_text(span)) marks.push_back({*in_text, claim.claim.id});
    for (const auto& block : report->body.blocks) {
      const Span whole = block.whole.empty() ? block.span : block.whole;
      blocks.push_back({{"role", role_of(block.kind)}, {"segments", segments_of(report->body.text, whole, marks)}});
    }
  } else {
    std::vector<Marked> marks;
    for (const auto& claim : claims)
      for (const Span span : claim.in_text) marks.push_back({span, claim.claim.id});
    const std::string text = ledger->text_of(document.id);
    blocks.push_back({{"role", "text"}, {"segments", segments_of(text, {0, static_cast<std::uint32_t>(text.size())}, marks)}});
  }
  json["blocks"] = std::move(blocks);
  auto rows = Json::array();
  for (const auto& claim : claims) rows.push_back(claim_row(snapshot, claim));
  json["claims_total"] = rows.size();
  json["claims"] = std::move(rows);
  return reply(json);
}

}  // namespace assay::serve
