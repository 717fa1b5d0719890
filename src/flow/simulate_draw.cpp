// What one draw fixes before anything moves: figures, who holds what on each day, mines at rest, gates.
#include <algorithm>
#include <cmath>

#include "flow/simulate.hpp"

namespace assay::flow {

void Simulator::draw_figures() {
  auto fill = [&](std::vector<double>& values, const std::vector<std::uint64_t>& streams) {
    values.resize(streams.size());
    for (std::size_t i = 0; i < streams.size(); ++i) values[i] = number(streams[i]);
  };
  fill(field_u_, streams_.field);
  fill(market_u_, streams_.market);
  fill(price_u_, streams_.price);
  fill(storage_, streams_.storage);
  for (std::size_t f = 0; f < storage_.size(); ++f)
    storage_[f] = net_.fields[f].storage_months.range.at(storage_[f]);
  fill(working_, streams_.working);
  for (std::size_t f = 0; f < working_.size(); ++f)
    working_[f] = net_.fields[f].working_months.range.at(working_[f]);
  fill(restart_, streams_.restart);
  fill(share_, streams_.share);
  std::vector<double> sum(net_.fields.size(), 0);
  for (std::size_t s = 0; s < share_.size(); ++s) {
    const auto field = static_cast<std::size_t>(net_.sites[s].field);
    restart_[s] = net_.fields[field].restart_days.range.at(restart_[s]);
    share_[s] = net_.sites[s].share.range.at(share_[s]);
    sum[field] += share_[s];
  }
  for (std::size_t s = 0; s < share_.size(); ++s)
    if (const double all = sum[static_cast<std::size_t>(net_.sites[s].field)]; all > 0) share_[s] /= all;
  fill(road_cost_, streams_.road);
  for (std::size_t r = 0; r < road_cost_.size(); ++r) road_cost_[r] = net_.roads[r].cost.at(road_cost_[r]);
  fill(tax_value_, streams_.tax);
  for (std::size_t t = 0; t < tax_value_.size(); ++t)
    tax_value_[t] = model_.taxes[t].tax.figure.range.at(tax_value_[t]);
  capacity_u_.resize(streams_.capacity.size());
  for (std::size_t p = 0; p < capacity_u_.size(); ++p) fill(capacity_u_[p], streams_.capacity[p]);
  change_on_.resize(model_.changes.size());
  change_end_.resize(model_.changes.size());
  for (std::size_t c = 0; c < change_on_.size(); ++c) {
    const auto& change = model_.changes[c];
    change_on_[c] = number(streams_.change[c]) < change.probability.value();
    change_end_[c] = model_.resolved[c].end;
    if (change.fades_in_days <= 0 || !change.period.to || !change_on_[c]) continue;
    const double lasts = -std::log(1 - number(streams_.change[c] ^ 2)) * change.fades_in_days;
    const double end = *change.period.to - model_.from + std::min(lasts, 1e5);
    change_end_[c] = std::clamp(static_cast<int>(end), 0, model_.days);
    events_.push_back({change_end_[c], Event::What::kCut, 0, 0});
  }
  yuan_per_dollar_ = net_.rules.exchange.range.at(number(streams_.exchange)).value();
}

// One number for each place and all its days (a comonotone coupling): each day's holder has its marginal
// probability, and a draw changes hands only where the distribution moves.
void Simulator::draw_paths() {
  path_.resize(net_.nodes.size());
  for (std::size_t n = 0; n < path_.size(); ++n) {
    auto& path = path_[n];
    path.clear();
    const double u = number(streams_.node[n]);
    for (const auto& run : model_.node_runs[n]) {
      int holder = model_.unknown();
      for (const auto& [sum, h] : run.cumulative)
        if (u < sum) {
          holder = h;
          break;
        }
      if (!path.empty() && path.back().first == run.day)
        path.back().second = holder;
      else if (path.empty() || path.back().second != holder)
        path.emplace_back(run.day, holder);
    }
  }
  for (std::size_t c = 0; c < model_.changes.size(); ++c) {
    const auto& resolved = model_.resolved[c];
    if (model_.changes[c].kind != Change::Kind::kHold || !change_on_[c] || resolved.begin >= resolved.end)
      continue;
    auto& path = path_[static_cast<std::size_t>(resolved.node)];
    int after = path.front().second;  // who holds it when the change ends
    std::vector<std::pair<int, int>> spliced;
    for (const auto& step : path) {
      if (step.first <= resolved.end) after = step.second;
      if (step.first < resolved.begin) spliced.push_back(step);
    }
    spliced.emplace_back(resolved.begin, resolved.holder);
    if (resolved.end < model_.days) spliced.emplace_back(resolved.end, after);
    for (const auto& step : path)
      if (step.first > resolved.end) spliced.push_back(step);
    path = std::move(spliced);
  }
  for (std::size_t n = 0; n < path_.size(); ++n) {
    holder_[n] = path_[n].front().second;
    for (const auto& [day, holder] : path_[n])
      if (day > 0)
        events_.push_back({day, Event::What::kHolder, static_cast<int>(n), holder});
      else
        holder_[n] = holder;
  }
}

void Simulator::hold_sites_after_changes_of_hands() {
  for (std::size_t s = 0; s < net_.sites.size(); ++s) {
    const int commodity = net_.fields[static_cast<std::size_t>(net_.sites[s].field)].commodity;
    int last = -1;  // the last that held it
    for (const auto& [day, holder] : path_[static_cast<std::size_t>(net_.sites[s].node)]) {
      if (holder == model_.contested() || holder == model_.unknown()) continue;
      const bool hands = last >= 0 && day > 0 &&
                         !model_.same_hands[static_cast<std::size_t>(last) * model_.holders.size() +
                                            static_cast<std::size_t>(holder)];
      last = holder;
      if (!hands) continue;
      int until = day + static_cast<int>(std::lround(restart_[s]));
      for (std::size_t c = 0; c < model_.changes.size(); ++c) {  // the new holder's permit ends the wait
        const auto& change = model_.changes[c];
        const auto& resolved = model_.resolved[c];
        if (change.kind == Change::Kind::kExtraction && change.open && change_on_[c] &&
            resolved.commodities[static_cast<std::size_t>(commodity)] &&
            resolved.by_holder[static_cast<std::size_t>(holder)] && change_end_[c] > day &&
            (resolved.node < 0 || resolved.node == net_.sites[s].node))
          until = std::min(until, std::max(day, resolved.begin));
      }
      if (until <= day) continue;
      events_.push_back({day, Event::What::kSite, static_cast<int>(s), 1});
      if (until < model_.days) events_.push_back({until, Event::What::kSite, static_cast<int>(s), -1});
    }
  }
  for (std::size_t c = 0; c < model_.changes.size(); ++c) {
    const auto& resolved = model_.resolved[c];
    if (model_.changes[c].kind != Change::Kind::kSite || model_.changes[c].open || !change_on_[c] ||
        resolved.begin >= resolved.end)
      continue;
    events_.push_back({resolved.begin, Event::What::kSite, resolved.site, 1});
    if (resolved.end < model_.days) events_.push_back({resolved.end, Event::What::kSite, resolved.site, -1});
  }
}

void Simulator::draw_gates() {
  const std::size_t commodities = net_.commodities.size();
  for (std::size_t index = 0; index < model_.gate_runs.size(); ++index) {
    const std::size_t port_side = index / commodities;
    const double u = number(streams_.gate[port_side]), v = number(streams_.unknown_gate[port_side]);
    const bool when_unknown = v < net_.ports[port_side / 2].open_when_unknown.range.at(
                                      number(streams_.unknown_gate[port_side] ^ 1));
    int state = -1;
    for (const auto& run : model_.gate_runs[index]) {
      const int open = u < run.open ? 1 : u >= 1 - run.closed ? 0 : when_unknown;
      if (run.day <= 0)
        side_[index] = static_cast<char>(open);
      else if (open != state)
        events_.push_back({run.day, Event::What::kSide, static_cast<int>(index), open});
      state = open;
    }
  }
}

}  // namespace assay::flow
