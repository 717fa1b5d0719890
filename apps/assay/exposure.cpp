// `assay exposure`: whose ground and gates a buyer's supply passes on a day, with the red flags of each
// route.
#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <ostream>

#include "apps/assay/filters.hpp"
#include "apps/assay/flow_support.hpp"
#include "apps/assay/table.hpp"
#include "domain/domain.hpp"
#include "flow/exposure.hpp"

namespace assay::app {
namespace {

struct Args {
  FlowOptions flow;
  std::string buyer, resource;
  std::optional<Day> on;
  bool all = false;
};

std::string resource_id(const std::string& name, Context& context) {
  const auto& domain = context.domain();
  if (domain.resource(name)) return name;
  const auto& named = domain.resources_named(name);
  if (named.empty())
    throw Refused({ErrorCode::kNotFound, fmt::format("no resource is called '{}'", name), ""});
  return named.front();
}

constexpr std::size_t kMostClaims = 4;    // of a flag, in a table
constexpr double kLeastShare = 0.005;     // of a route, in a table

void print(const flow::Exposure& e, const Args& args, Context& context) {
  context.out << fmt::format("{} for {} on {}: some arrives with probability {}; {} to {} t a day\n",
                             e.commodity, e.question.buyer, e.question.on.iso(), percent(e.any),
                             amount(e.tonnes_per_day.p10), amount(e.tonnes_per_day.p90));
  if (e.as_if_open)
    context.out
        << "Nothing passes; below is the way it would come were the gates open and the mines at work.\n";
  Table held(context, {{"actor", "HOLDS GROUND OR GATE ON"},
                       {"p10", "10%", Column::Fit::kKeep, Column::Side::kRight},
                       {"p50", "50%", Column::Fit::kKeep, Column::Side::kRight},
                       {"p90", "90%", Column::Fit::kKeep, Column::Side::kRight}});
  auto share = [](double value) { return fmt::format("{:.0f}%", value * 100); };
  for (const auto& h : e.held)
    held.row({h.actor, share(h.share.p10), share(h.share.p50), share(h.share.p90)});
  held.finish("nothing is known of who holds the ways");
  std::size_t small = 0;
  for (const auto& route : e.routes) {
    if (route.share.mean < kLeastShare && !args.all) {
      ++small;
      continue;
    }
    std::string places;
    for (const auto& place : route.places) places += (places.empty() ? "" : " > ") + place;
    context.out << fmt::format("\n{} of the supply ({} to {}): {}\n", share(route.share.mean),
                               share(route.share.p10), share(route.share.p90), places);
    for (const auto& flag : route.flags) {
      std::string actors, because;
      for (const auto& actor : flag.actors) actors += (actors.empty() ? "" : ", ") + actor;
      for (std::size_t i = 0; i < flag.because.size() && (i < kMostClaims || args.all); ++i) because += " " + flag.because[i];
      if (flag.because.size() > kMostClaims && !args.all)
        because += fmt::format(" and {} more", flag.because.size() - kMostClaims);
      for (const auto& source : flag.sources) because += " [" + source + "]";
      context.out << fmt::format("  {} {} by {} ({}) at {}:{}\n", percent(flag.probability),
                                 name_of(flag.kind), actors,
                                 flag.arms == flow::Arms::kPublic ? "public forces" : "armed group",
                                 flag.place, because.empty() ? " no claim" : because);
    }
  }
  if (small > 0) context.out << fmt::format("\n{} more ways carry less than a two-hundredth each: --all, or --format csv, lists them\n", small);
}

Exit run(const Args& args, Context& context) {
  flow::ExposureQuestion question;
  question.resource = resource_id(args.resource, context);
  question.buyer = args.buyer;
  if (const auto& ids = context.domain().actors_named(args.buyer);
      !context.domain().actor(args.buyer) && !ids.empty())
    question.buyer = ids.front();
  question.on = args.on.value_or(today(context));
  question.seed = args.flow.seed;
  question.draws = args.flow.draws;
  FlowOptions options = args.flow;
  options.from = options.to = question.on;
  const FlowWorld world(options, context);
  const auto found =
      need(flow::exposures(world.network(), world.world().control(), world.world().changes(),
                                         &context.domain(), question));
  if (context.format() == Format::kCsv) {
    bool heading = true;
    for (const auto& e : found) {
      context.out << flow::to_csv(e, world.network(), &context.domain(), heading);
      heading = false;
    }
  } else if (context.format() == Format::kTable) {
    for (const auto& e : found) print(e, args, context);
  } else {
    auto json = nlohmann::ordered_json::array();
    for (const auto& e : found) json.push_back(flow::to_json(e, world.network()));
    print_json(json, context);
  }
  return Exit::kDone;
}

const Command kExposure(
    "exposure", Group::kFlow,
    "Says whose ground and gates a buyer's supply passes, with red flags for each route",
    [](Options& options, Context& context) {
      auto args = std::make_shared<Args>();
      options.option("--buyer", args->buyer, "Who buys").required();
      options.option("--resource", args->resource, "What").required();
      options.option("--on", args->on, "Day in the world; today when absent");
      options.flag("--all", args->all, "In a table, also the smallest routes, and every claim");
      add_flow_options(options, args->flow, false);
      options.example("assay exposure --buyer China --resource heavy-rare-earth --on 2024-09-01",
                      "shares by holder, routes and their red flags");
      options.example("assay exposure --buyer China --resource jade --on 2025-05-01 --format csv",
                      "one line a route for a mineral-reporting template");
      options.run([args, &context] { return run(*args, context); });
    },
    30);

}  // namespace
}  // namespace assay::app
