// `assay places`: the places that claims speak of, and those that the packs know.
#include "apps/assay/command.hpp"
#include "apps/assay/table.hpp"
#include "domain/domain.hpp"
#include "ledger/ledger.hpp"

namespace assay::app {
namespace {

std::string joined(const std::vector<std::string>& list) {
  std::string text;
  for (const std::string& one : list) text += (text.empty() ? "" : "; ") + one;
  return text;
}

Exit run(bool all, Context& context) {
  const domain::Domain& domain = context.domain();
  Table table(context, {{"id", "PLACE"},
                        {"name", "NAME", Column::Fit::kWrap},
                        {"kinds", "KIND", Column::Fit::kWrap},
                        {"within", "WITHIN", Column::Fit::kWrap},
                        {"latitude", ""},
                        {"longitude", ""},
                        {"claims", "CLAIMS", Column::Fit::kKeep, Column::Side::kRight},
                        {"documents", "REPORTS", Column::Fit::kKeep, Column::Side::kRight},
                        {"first", "FIRST"},
                        {"last", "LAST"},
                        {"spellings", ""},
                        {"pack", ""}});
  auto degrees = [](const std::optional<double>& value) { return value ? Cell(*value, 5) : Cell(); };
  auto row = [&](const ledger::Entity& entity) {
    const domain::Place* place = domain.place(entity.id);
    if (place == nullptr)
      table.row({entity.id, entity.name, Cell(), Cell(), Cell(), Cell(), entity.claims, entity.documents,
                 entity.first, entity.last, Cell(), Cell()});
    else
      table.row({entity.id, place->name, joined(place->kinds), place->within, degrees(place->latitude),
                 degrees(place->longitude), entity.claims, entity.documents, entity.first, entity.last,
                 joined(place->spellings), place->pack});
  };
  std::vector<ledger::Entity> seen;
  if (!all || std::filesystem::exists(context.ledger_path))
    seen = context.ledger().entities({ledger::Slot::kPlace});
  std::unordered_set<std::string> ids;
  for (const ledger::Entity& entity : seen) {
    ids.insert(entity.id);
    row(entity);
  }
  if (all) {
    for (const domain::Place& place : domain.places())
      if (!ids.contains(place.id)) row({place.id, place.name, 0, 0, {}, {}});
  }
  table.finish(
      "no claim names a place yet: `assay read PATH` takes reports in, --all shows the packs' places");
  return Exit::kDone;
}

const Command kPlaces(
    "places", Group::kAsk, "Lists the places that claims speak of, most often first",
    [](Options& options, Context& context) {
      auto all = std::make_shared<bool>(false);
      options.flag("--all", *all, "Also those that only the packs know");
      options.example("assay places", "where it happens, most often first, with first and last day");
      options.example("assay places --all --format csv", "the whole gazetteer of the packs");
      options.run([all, &context] { return run(*all, context); });
    },
    50);

}  // namespace
}  // namespace assay::app
