// `assay weigh TABLE.tsv`: the weighing of claims on any table of item, source and value.
#include <fmt/format.h>

#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "apps/assay/command.hpp"
#include "apps/assay/table.hpp"
#include "domain/domain.hpp"
#include "weighing/table.hpp"

namespace assay::app {
namespace {

struct Args {
  std::filesystem::path table;
  bool all = false, sources = false;
};

Exit run(const Args& args, Context& context) {
  std::ifstream in(args.table, std::ios::binary);
  if (!in) throw Refused({ErrorCode::kNotFound, "there is no readable table here", args.table.string()});
  const std::string text((std::istreambuf_iterator<char>(in)), {});
  const auto claims = need(weighing::read_table(text, args.table.string()));
  const auto params = need(weighing::Params::load(find_data(context.domain_root, "ASSAY_DOMAIN", "domain")));
  const auto weighed = weighing::weigh_table(claims, params);
  if (args.sources) {
    Table table(context, {{"source", "SOURCE"}, {"statements", "STATEMENTS", Column::Fit::kKeep, Column::Side::kRight},
                          {"exact", "EXACT", Column::Fit::kKeep, Column::Side::kRight}, {"copies_with", "COPIES WITH"},
                          {"copying", "CHANCE", Column::Fit::kKeep, Column::Side::kRight}});
    for (const auto& source : weighed.sources)
      table.row({source.source, source.statements, Cell(source.exact.value(), 4), source.copies_from, Cell(source.copying.value(), 4)});
    table.finish();
    return Exit::kDone;
  }
  // The table itself, in the form that it came in: item, value and probability, apart by tabs.
  if (context.format() == Format::kTable) {
    for (const auto& item : weighed.items)
      for (const auto& belief : item.beliefs) {
        context.out << fmt::format("{}\t{}\t{:.4f}\n", item.item, belief.value, belief.probability.value());
        if (!args.all) break;
      }
    return Exit::kDone;
  }
  Table table(context, {{"item", "ITEM"}, {"value", "VALUE"}, {"probability", "PROBABILITY"}});
  for (const auto& item : weighed.items)
    for (const auto& belief : item.beliefs) {
      table.row({item.item, belief.value, Cell(belief.probability.value(), 4)});
      if (!args.all) break;
    }
  table.finish();
  return Exit::kDone;
}

const Command kWeigh("weigh", Group::kWeigh, "Weighs a table of item, source and value", [](Options& options, Context& context) {
  auto args = std::make_shared<Args>();
  options.positional("TABLE", args->table, "Tab-separated lines of item, source and value; lists joined by '; '").required();
  options.flag("--all", args->all, "Every value of each item, not only the likeliest");
  options.flag("--sources", args->sources, "How good each source is, and whom it copies with");
  options.example("assay weigh claims.tsv", "the likeliest value of each item, with its probability");
  options.run([args, &context] { return run(*args, context); });
});

}  // namespace
}  // namespace assay::app
