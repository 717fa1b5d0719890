// `assay network show`: what the network is made of; `assay network check`: what is wrong with its file.
#include <fmt/format.h>

#include <ostream>

#include "apps/assay/flow_support.hpp"

namespace assay::app {
namespace {

struct Args {
  std::string file;
};

Exit show(const Args& args, Context& context) {
  const auto net = need(flow::Network::load(network_file(args.file, context), &context.domain()));
  context.out << fmt::format("{}: {} places, {} roads, {} gates, {} sites, {} markets, {} taxes\n", net.id,
                             net.nodes.size(), net.roads.size(), net.ports.size(), net.sites.size(),
                             net.markets.size(), net.taxes.size());
  for (const auto& commodity : net.commodities)
    context.out << fmt::format("  {} ({}, cargo {})\n", commodity.id, name_of(commodity.form),
                               commodity.cargo);
  const auto assumptions = net.assumptions();
  if (!assumptions.empty()) context.out << "figures that nobody has published:\n";
  for (const auto& line : assumptions) context.out << "  " << line << '\n';
  return Exit::kDone;
}

Exit check(const Args& args, Context& context) {
  const std::string file = network_file(args.file, context);
  const auto faults = flow::Network::check(file, &context.domain());
  for (const auto& fault : faults) context.err << fault.text() << '\n';
  if (faults.empty()) context.out << file << ": no fault\n";
  return faults.empty() ? Exit::kDone : Exit::kSomeRejected;
}

const Command kNetwork(
    "network", Group::kFlow, "Shows the network of mines, roads, gates and buyers, or checks its file",
    [](Options& options, Context& context) {
      auto args = std::make_shared<Args>();
      auto all = options.verb("show", "Counts its parts and lists the figures that are assumptions");
      all.option("--network", args->file, "The network's file, if not network.yaml of the pack")
          .value_name("FILE");
      all.run([args, &context] { return show(*args, context); });
      auto verb = options.verb("check", "Lists every fault of the file, as file:line and a sentence");
      verb.option("--network", args->file, "The network's file, if not network.yaml of the pack")
          .value_name("FILE");
      verb.example("assay network check --network my.yaml", "faults, or exit status 0");
      verb.run([args, &context] { return check(*args, context); });
    },
    90);

}  // namespace
}  // namespace assay::app
