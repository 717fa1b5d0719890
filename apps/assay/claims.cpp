// `assay claims`: what is said, by whom, one row a claim. Its NDJSON is the record of docs/codebook.md.
#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <ostream>

#include "apps/assay/filters.hpp"
#include "apps/assay/table.hpp"
#include "claim/claim_json.hpp"

namespace assay::app {
namespace {

std::string joined(const std::string& left, const char* between, const std::string& right) {
  return left == right || right.empty() ? left : left + between + right;
}

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
  // A terminal is narrow: who does what to whom in one column, from when to when in another.
  Table table(context, {{"claim", "CLAIM"},
                        {"type", "TYPE"},
                        {"", "WHO", Fit::kWrap},
                        {"agent", ""},
                        {"target", ""},
                        {"place", "PLACE", Fit::kWrap},
                        {"resource", ""},
                        {"object", ""},
                        {"quantity", ""},
                        {"", "WHEN", Fit::kWrap},
                        {"from", ""},
                        {"to", ""},
                        {"", "SAID", Fit::kWrap},
                        {"stance", ""},
                        {"speaker", ""},
                        {"negated", ""},
                        {"document", "REPORT", Fit::kWrap},
                        {"quote", ""}});
  ledger.claims(query, [&](const ledger::StoredClaim& stored) {
    const Claim& claim = stored.claim;
    nlohmann::ordered_json time = nlohmann::ordered_json::array({nullptr, nullptr});
    if (claim.time) time = time_to_json(*claim.time);
    auto end = [&](int at) { return time[at].is_null() ? Cell() : Cell(time[at].get<std::string>()); };
    std::string agents = names(claim.agent), targets = names(claim.target), from = end(0).text,
                to = end(1).text;
    std::string stance(name_of(claim.stance)), speakers = names(claim.speaker);
    std::vector<Cell> cells = {claim.id,
                               name_of(claim.type),
                               joined(agents, " > ", targets),
                               agents,
                               targets,
                               names(claim.place),
                               names(claim.resource),
                               claim.object,
                               claim.quantity ? claim.quantity->text : std::string(),
                               joined(from, " – ", to),
                               end(0),
                               end(1),
                               joined(stance + (claim.negated ? ", not so" : ""), ", ", speakers),
                               stance,
                               speakers,
                               claim.negated,
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
