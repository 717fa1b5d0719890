#include "apps/assay/holdings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <ostream>
#include <set>

#include "apps/assay/filters.hpp"
#include "apps/assay/table.hpp"
#include "domain/domain.hpp"
#include "ledger/ledger.hpp"

namespace assay::app {
namespace {

constexpr std::size_t kMostGrounds = 12;  // printed as text; JSON has all

int rank_of(const domain::Place& place) {
  static const char* const kOrder[] = {"town", "city", "camp", "hill", "village", "border_gate", "mine"};
  for (int k = 0; k < 7; ++k)
    if (std::find(place.kinds.begin(), place.kinds.end(), kOrder[k]) != place.kinds.end()) return k;
  return 7;
}

// 'the border with China' is looked for as 'border with China'.
std::string without_article(const std::string& name) {
  return name.starts_with("the ") || name.starts_with("The ") ? name.substr(4) : name;
}

}  // namespace

void add_clocks(Options& options, ClockOptions& clocks) {
  options.option("--as-known", clocks.as_known, "Only reports that were certainly out on this day");
  options.option("--as-recorded", clocks.as_recorded, "The ledger as it stood at this instant");
}

std::string one_place(const std::string& given, Context& context) {
  const domain::Domain& domain = context.domain();
  const std::string name = domain.place(given) || !domain.places_named(given).empty() ? given : without_article(given);
  if (domain.place(name)) return name;
  auto ids = domain.places_named(name);
  if (ids.empty()) return place_ids(name, context).front();
  std::stable_sort(ids.begin(), ids.end(), [&](const auto& a, const auto& b) {
    return rank_of(*domain.place(a)) < rank_of(*domain.place(b));
  });
  return ids.front();
}

std::string one_gate(const std::string& given, Context& context) {
  const domain::Domain& domain = context.domain();
  const std::string name = domain.gate(given) || !domain.gates_named(given).empty() ? given : without_article(given);
  if (domain.gate(name)) return name;
  const auto& named = domain.gates_named(name);
  if (!named.empty()) return named.front();
  return one_place(name, context);
}

holding::Loaded load_for(const std::vector<std::string>& places, const ClockOptions& clocks, Context& context) {
  holding::LoadOptions options;
  options.as_recorded = clocks.as_recorded;
  options.places = places;
  return need(holding::load(context.ledger(), context.domain(), options));
}

Day today(Context& context) { return context.now().day(); }

holding::Quote quotes(Context& context) {
  return [&context](const std::string& claim) {
    const auto stored = context.ledger().claim(claim);
    return stored ? stored->quote : std::string();
  };
}

void print_json(const nlohmann::ordered_json& json, Context& context) {
  context.out << json.dump(context.format() == Format::kJson ? 2 : -1, ' ', false,
                           nlohmann::ordered_json::error_handler_t::replace)
              << '\n';
}

std::string percent(Probability probability) { return fmt::format("{:.0f}%", probability.value() * 100); }

std::string names_of(const std::vector<holding::Holder>& holders) {
  std::string names;
  for (const auto& holder : holders) names += (names.empty() ? "" : ", ") + holder.name;
  return names;
}

std::string state_of(const holding::GateAnswer& answer) {
  if (answer.status == holding::GateStatus::kOpen && answer.partly.value() >= 0.5) return "partly open";
  return std::string(name_of(answer.status));
}

FirstGround first_of(const std::vector<holding::Ground>& because, const holding::Quote& quote) {
  if (because.empty()) return {};
  const auto& ground = because.front();
  FirstGround first{"", quote(ground.claim), ground.claim, ground.document, ground.outlet};
  if (!first.said.empty())
    first.shown = "\"" + shortened(first.said, 100) + "\" (" + (first.outlet.empty() ? first.document : first.outlet) + ")";
  return first;
}

void print_grounds(const char* title, const std::vector<holding::Ground>& grounds, Context& context) {
  if (grounds.empty()) return;
  context.out << title << '\n';
  const auto quote = quotes(context);
  std::set<std::string> shown;
  for (const auto& ground : grounds) {
    if (shown.size() == kMostGrounds) {
      context.out << fmt::format("  … and {} more\n", grounds.size() - shown.size());
      break;
    }
    if (!shown.insert(ground.claim).second) continue;
    const std::string day = ground.published.from ? ground.published.from->iso() : "day unknown";
    const std::string how = std::string(name_of(ground.stance)) + (ground.way.empty() ? "" : "; " + ground.way);
    context.out << fmt::format("  {}  {}  {} ({}), {} [{}]\n", day, ground.outlet.empty() ? ground.document : ground.outlet,
                               name_of(ground.type), how, fmt::format("believed {}", percent(ground.belief)), ground.claim);
    for (const auto& line : wrapped(quote(ground.claim), context.width() - 6)) context.out << "      " << line << '\n';
  }
}

}  // namespace assay::app
