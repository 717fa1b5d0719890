#include "flow/control.hpp"

#include <algorithm>

namespace assay::flow {
namespace {

template <class Run>
std::vector<Run> clipped(const std::map<Day, Run>& runs, const Interval& days, Run unknown) {
  std::vector<Run> found;
  const Day from = days.from.value_or(Day()), to = days.to.value_or(from);
  auto next = runs.upper_bound(from);
  if (next == runs.begin()) {
    unknown.from = from;
    found.push_back(std::move(unknown));
  } else {
    found.push_back(std::prev(next)->second);
  }
  for (; next != runs.end() && next->first < to; ++next) found.push_back(next->second);
  return found;
}

}  // namespace

Holder Holder::held(std::vector<std::string> actors) {
  std::sort(actors.begin(), actors.end());
  return {Kind::kHeld, std::move(actors)};
}

std::string Holder::text() const {
  if (kind == Kind::kUnknown) return "unknown";
  if (kind == Kind::kContested) return "contested";
  std::string all;
  for (const auto& actor : actors) all += (all.empty() ? "" : "+") + actor;
  return all;
}

void TableControl::set(const std::string& place, HolderRun run) {
  const Day from = run.from;
  holders_[place][from] = std::move(run);
}

void TableControl::hold(const std::string& place, Day from, Holder holder, std::vector<std::string> because) {
  set(place, {from, {{std::move(holder), Probability::of(1)}}, std::move(because)});
}

void TableControl::set_gate(const std::string& gate, Side side, const std::string& cargo, SideRun run) {
  const Day from = run.from;
  gates_[{gate, side, cargo}][from] = std::move(run);
}

void TableControl::shut(const std::string& gate, Side side, Day from, std::vector<std::string> because) {
  set_gate(gate, side, "", {from, Probability::of(0), Probability::of(1), std::move(because)});
}

void TableControl::open(const std::string& gate, Side side, Day from, std::vector<std::string> because) {
  set_gate(gate, side, "", {from, Probability::of(1), Probability::of(0), std::move(because)});
}

std::vector<HolderRun> TableControl::holders(const std::string& place, const Interval& days) const {
  static const std::map<Day, HolderRun> nothing;
  const auto found = holders_.find(place);
  return clipped(found == holders_.end() ? nothing : found->second, days,
                 HolderRun{Day(), {{Holder::unknown(), Probability::of(1)}}, {}});
}

std::vector<SideRun> TableControl::gate(const std::string& gate, Side side, const std::string& cargo,
                                        const Interval& days) const {
  static const std::map<Day, SideRun> nothing;
  auto found = gates_.find({gate, side, cargo});
  if (found == gates_.end()) found = gates_.find({gate, side, ""});
  return clipped(found == gates_.end() ? nothing : found->second, days,
                 SideRun{Day(), Probability::of(0), Probability::of(0), {}});
}

}  // namespace assay::flow
