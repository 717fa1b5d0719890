// `assay claims`: what is said, by whom, one row a claim. Its NDJSON is the record of docs/codebook.md.
#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <ostream>

#include "apps/assay/filters.hpp"
#include "apps/assay/table.hpp"
#include "claim/claim_json.hpp"

namespace assay::app {
namespace {

std::string names(const std::vector<Filler>& fillers) {
  std::string list;
  for (const Filler& filler : fillers)
    list += (list.empty() ? "" : "; ") + (filler.name.empty() ? filler.surface : filler.name);
  return list;
}

Exit run(const ClaimFilters& filters, Context& context) {
  ledger::ClaimQuery query = query_of(filters, context);
  ledger::Ledger& ledger = context.ledger();
  if (context.format() == Format::kNdjson) {  // as stored: nothing to take apart
    ledger.claim_records(query, [&](std::string_view record) {
      context.out << record << '\n';
      return static_cast<bool>(context.out);
    });
    return Exit::kDone;
  }
  using Fit = Column::Fit;
  Table table(context, {{"claim", "CLAIM"},
                        {"type", "TYPE"},
                        {"agent", "AGENT", Fit::kWrap},
                        {"target", "TARGET", Fit::kWrap},
                        {"place", "PLACE", Fit::kWrap},
                        {"resource", ""},
                        {"object", ""},
                        {"quantity", "QUANTITY", Fit::kWrap},
                        {"from", "FROM"},
                        {"to", "TO"},
                        {"stance", "STANCE"},
                        {"speaker", "SPEAKER", Fit::kWrap},
                        {"document", "REPORT", Fit::kWrap},
                        {"quote", ""}});
  ledger.claims(query, [&](const ledger::StoredClaim& stored) {
    const Claim& claim = stored.claim;
    nlohmann::ordered_json time = nlohmann::ordered_json::array({nullptr, nullptr});
    if (claim.time) time = time_to_json(*claim.time);
    auto end = [&](int at) { return time[at].is_null() ? Cell() : Cell(time[at].get<std::string>()); };
    std::string stance(name_of(claim.stance));
    if (claim.negated) stance += ", not so";
    std::vector<Cell> cells = {claim.id,
                               name_of(claim.type),
                               names(claim.agent),
                               names(claim.target),
                               names(claim.place),
                               names(claim.resource),
                               claim.object,
                               claim.quantity ? claim.quantity->text : std::string(),
                               end(0),
                               end(1),
                               stance,
                               names(claim.speaker),
                               stored.document_name,
                               stored.quote};
    table.row(std::move(cells),
              table.wants_record() ? to_json(claim, stored.document_name) : nlohmann::ordered_json());
    return static_cast<bool>(context.out);
  });
  table.finish("no claim matches");
  return Exit::kDone;
}

const Command kClaims(
    "claims", Group::kAsk, "Lists claims: what is said, by whom, of which place and day",
    [](Options& options, Context& context) {
      auto filters = std::make_shared<ClaimFilters>();
      add_claim_filters(options, *filters);
      options.example("assay claims --type capture --from 2024-09-01 --to 2024-11-30",
                      "who is said to have taken what that autumn");
      options.example("assay claims --stance denied", "what is denied, and by whom");
      options.example("assay claims --format ndjson > claims.ndjson",
                      "all of them, as docs/codebook.md describes");
      options.run([filters, &context] { return run(*filters, context); });
    },
    10);

}  // namespace
}  // namespace assay::app
