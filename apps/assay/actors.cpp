// `assay actors`: who acts, is acted upon or speaks in the ledger, and who the packs know.
#include "apps/assay/command.hpp"
#include "apps/assay/table.hpp"
#include "domain/domain.hpp"
#include "ledger/ledger.hpp"

namespace assay::app {
namespace {

Exit run(bool all, Context& context) {
  using ledger::Slot;
  const domain::Domain& domain = context.domain();
  Table table(context, {{"id", "ACTOR"},
                        {"name", "NAME", Column::Fit::kWrap},
                        {"kind", "KIND"},
                        {"part_of", "PART OF"},
                        {"side", ""},
                        {"claims", "CLAIMS", Column::Fit::kKeep, Column::Side::kRight},
                        {"documents", "REPORTS", Column::Fit::kKeep, Column::Side::kRight},
                        {"pack", "PACK"}});
  auto row = [&](const std::string& id, const std::string& name, std::int64_t claims,
                 std::int64_t documents) {
    const domain::Actor* actor = domain.actor(id);
    if (actor == nullptr)
      table.row({id, name, Cell(), Cell(), Cell(), claims, documents, Cell()});
    else
      table.row({id, actor->name, actor->kind, actor->part_of, actor->side, claims, documents, actor->pack});
  };
  std::vector<ledger::Entity> seen;
  if (!all || std::filesystem::exists(context.ledger_path))
    seen = context.ledger().entities({Slot::kAgent, Slot::kTarget, Slot::kSpeaker});
  std::unordered_set<std::string> ids;
  for (const ledger::Entity& entity : seen) {
    ids.insert(entity.id);
    row(entity.id, entity.name, entity.claims, entity.documents);
  }
  if (all) {
    for (const domain::Actor& actor : domain.actors())
      if (!ids.contains(actor.id)) row(actor.id, actor.name, 0, 0);
  }
  table.finish(
      "no claim names an actor yet: `assay read PATH` takes reports in, --all shows the packs' actors");
  return Exit::kDone;
}

const Command kActors(
    "actors", Group::kAsk, "Lists who acts, is acted upon or speaks, most often first",
    [](Options& options, Context& context) {
      auto all = std::make_shared<bool>(false);
      options.flag("--all", *all, "Also those that only the packs know");
      options.example("assay actors", "who the reports speak of, most often first");
      options.run([all, &context] { return run(*all, context); });
    },
    40);

}  // namespace
}  // namespace assay::app
