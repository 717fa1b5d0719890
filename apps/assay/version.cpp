// `assay version`: the program and the data that it would work with.
#include <ostream>

#include "apps/assay/command.hpp"
#include "apps/assay/table.hpp"

namespace assay::app {
namespace {

const Command kVersion(
    "version", Group::kAbout, "Prints the version and where its data is looked for",
    [](Options& options, Context& context) {
      options.example("assay version", "names the program, its packs and its model");
      options.run([&context] {
        Table table(context, {{"what", "WHAT"}, {"value", "VALUE"}});
        table.row({"version", ASSAY_VERSION});
        table.row({"domain", find_data(context.domain_root, "ASSAY_DOMAIN", "domain").string()});
        table.row({"model", find_data(context.model_path, "ASSAY_MODEL", "models/english.model").string()});
        table.row({"ledger", context.ledger_path.string()});
        table.finish();
        return Exit::kDone;
      });
    });

}  // namespace
}  // namespace assay::app
