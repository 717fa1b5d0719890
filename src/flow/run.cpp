#include "flow/run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <thread>

#include "flow/simulate.hpp"

namespace assay::flow {
namespace {

constexpr std::array<std::string_view, 7> kMetrics = {"gate",  "delivered", "unmet", "produced",
                                                      "stock", "lost",      "take"};

struct Layout {
  std::vector<Row> rows;
  std::vector<int> gate, market, unmet, produced, stock, lost, take;  // first row of each, or -1

  int add(Metric metric, std::string subject, int commodity) {
    rows.push_back({metric, std::move(subject), commodity});
    return static_cast<int>(rows.size()) - 1;
  }
};

Layout layout_of(const Model& model) {
  const Network& net = *model.network;
  const std::size_t commodities = net.commodities.size();
  Layout l;
  l.gate.assign(net.ports.size() * commodities, -1);
  l.market.assign(net.markets.size(), -1);
  l.unmet = l.market;
  l.produced.assign(net.sites.size(), -1);
  l.stock = l.lost = l.produced;
  l.take.assign(model.holders.size() * commodities, -1);
  for (const auto& graph : model.graphs) {
    const int c = graph.commodity;
    std::set<int> ports;
    bool taxed = false;
    for (const auto& arc : graph.arcs) {
      if (arc.kind == GraphArc::Kind::kGate) ports.insert(arc.ref);
      taxed = taxed || !arc.taxes.empty();
    }
    for (int p : ports)
      l.gate[static_cast<std::size_t>(p) * commodities + static_cast<std::size_t>(c)] =
          l.add(Metric::kGate, net.ports[static_cast<std::size_t>(p)].gate, c);
    for (std::size_t m = 0; m < net.markets.size(); ++m) {
      if (net.markets[m].commodity != c || net.markets[m].sells) continue;
      l.market[m] = l.add(Metric::kDelivered, net.markets[m].id, c);
      if (!net.markets[m].amounts.empty()) l.unmet[m] = l.add(Metric::kUnmet, net.markets[m].id, c);
    }
    for (std::size_t s = 0; s < net.sites.size(); ++s) {
      if (graph.sites[s] < 0) continue;
      l.produced[s] = l.add(Metric::kProduced, net.sites[s].id, c);
      l.stock[s] = l.add(Metric::kStock, net.sites[s].id, c);
      l.lost[s] = l.add(Metric::kLost, net.sites[s].id, c);
    }
    if (!taxed) continue;
    for (std::size_t h = 0; h + 2 < model.holders.size(); ++h)
      l.take[h * commodities + static_cast<std::size_t>(c)] =
          l.add(Metric::kTake, model.holders[h].text(), c);
  }
  return l;
}

struct Bound {  // of one arc: days on which it binds, and the worth of widening it
  std::int64_t days = 0, shut_days = 0;
  std::int64_t worth_days = 0;  // yuan per tonne x days
};

class Recorder : public Sink {
 public:
  Recorder(const Model& model, const Layout& layout, Flows& flows)
      : model_(model), layout_(layout), flows_(flows), commodities_(model.network->commodities.size()) {
    for (const auto& graph : model.graphs) bounds.emplace_back(graph.arcs.size());
  }

  void moved(const Moved& moved) override {
    if (moved.month < 0) return;
    const auto& graph = model_.graphs[static_cast<std::size_t>(moved.graph)];
    const auto& flow = moved.transport->flow;
    for (std::size_t a = 0; a < graph.arcs.size(); ++a)
      if (graph.arcs[a].kind == GraphArc::Kind::kGate && flow[a] > 0)
        add(layout_.gate[static_cast<std::size_t>(graph.arcs[a].ref) * commodities_ +
                         static_cast<std::size_t>(graph.commodity)],
            moved, tonnes(flow[a]));
    const auto& markets = model_.network->markets;
    for (std::size_t m = 0; m < markets.size(); ++m) {
      if (markets[m].commodity != graph.commodity || markets[m].sells) continue;
      add(layout_.market[m], moved, tonnes(moved.delivered[m]));
      if (moved.asked[m] >= 0) add(layout_.unmet[m], moved, tonnes(moved.asked[m] - moved.delivered[m]));
    }
    for (std::size_t o = 0; o < graph.origins.size(); ++o) {
      if (graph.origins[o].site < 0) continue;
      const auto s = static_cast<std::size_t>(graph.origins[o].site);
      add(layout_.produced[s], moved, tonnes(moved.produced[o]));
      add(layout_.lost[s], moved, tonnes(moved.lost[o]));
      cell(layout_.stock[s], moved) = tonnes(moved.stock[o]);
    }
    if (flows_.options.binding) bind(moved, graph);
  }

  // Joint holders share alike.
  void taken(const Moved& moved, const Route&, int, int, int holder, double yuan) override {
    if (moved.month < 0) return;
    const auto& graph = model_.graphs[static_cast<std::size_t>(moved.graph)];
    add(layout_.take[static_cast<std::size_t>(holder) * commodities_ +
                     static_cast<std::size_t>(graph.commodity)],
        moved, yuan);
  }

  std::vector<std::vector<Bound>> bounds;  // by graph and arc

 private:
  static double tonnes(Kilograms kg) { return static_cast<double>(kg) / 1000; }

  double& cell(int row, const Moved& moved) {
    return flows_.samples[(static_cast<std::size_t>(row) * model_.months.size() +
                           static_cast<std::size_t>(moved.month)) *
                              static_cast<std::size_t>(flows_.options.draws) +
                          static_cast<std::size_t>(moved.draw)];
  }
  void add(int row, const Moved& moved, double amount) {
    if (row >= 0 && amount != 0) cell(row, moved) += amount;
  }

  void bind(const Moved& moved, const CommodityGraph& graph) {
    const auto worth = moved.transport->worth_of_widening(graph.hub);
    for (std::size_t a = 0; a < worth.size(); ++a) {
      if (worth[a] <= 0 || graph.arcs[a].kind == GraphArc::Kind::kOrigin ||
          graph.arcs[a].kind == GraphArc::Kind::kStay || graph.arcs[a].kind == GraphArc::Kind::kReach)
        continue;
      auto& bound = bounds[static_cast<std::size_t>(moved.graph)][a];
      bound.days += moved.days;
      if (moved.transport->capacity[a] == 0) bound.shut_days += moved.days;
      bound.worth_days += worth[a] / 100 * moved.days;
    }
  }

  const Model& model_;
  const Layout& layout_;
  Flows& flows_;
  std::size_t commodities_;
};

std::string arc_name(const Network& net, const GraphArc& arc) {
  auto node = [&](int n) { return net.nodes[static_cast<std::size_t>(n)].id; };
  switch (arc.kind) {
    case GraphArc::Kind::kGate:
      return "gate " + net.ports[static_cast<std::size_t>(arc.ref)].gate;
    case GraphArc::Kind::kRoad:
      return fmt::format("road {}: {} to {}", net.roads[static_cast<std::size_t>(arc.ref)].id, node(arc.node),
                         node(arc.next));
    case GraphArc::Kind::kBuy:
      return "demand of " + net.markets[static_cast<std::size_t>(arc.ref)].id;
    default:
      return "";
  }
}

void append_new(std::vector<std::string>& all, const std::vector<std::string>& more) {
  for (const auto& id : more)
    if (std::find(all.begin(), all.end(), id) == all.end()) all.push_back(id);
}

}  // namespace

std::string_view name_of(Metric metric) { return kMetrics[static_cast<std::size_t>(metric)]; }

Band band_of(std::vector<double>& values) {
  Band band;
  if (values.empty()) return band;
  double sum = 0;
  for (double v : values) sum += v;  // in order of draws: the same sum on any number of threads
  band.mean = sum / static_cast<double>(values.size());
  std::sort(values.begin(), values.end());
  auto quantile = [&](double p) {
    const double at = p * static_cast<double>(values.size() - 1);
    const auto below = static_cast<std::size_t>(at);
    const double above = values[std::min(below + 1, values.size() - 1)];
    return values[below] + (at - static_cast<double>(below)) * (above - values[below]);
  };
  band.p10 = quantile(0.1);
  band.p50 = quantile(0.5);
  band.p90 = quantile(0.9);
  return band;
}

Flows run_flows(const Model& model, const RunOptions& options) {
  Flows flows;
  flows.model = &model;
  flows.options = options;
  const Layout layout = layout_of(model);
  flows.rows = layout.rows;
  flows.samples.assign(layout.rows.size() * model.months.size() * static_cast<std::size_t>(options.draws), 0);
  const int wanted =
      options.threads > 0 ? options.threads : static_cast<int>(std::thread::hardware_concurrency());
  const int threads = std::clamp(std::min(wanted, options.draws), 1, 256);
  std::atomic<int> next{0};
  std::vector<std::unique_ptr<Recorder>> recorders;
  for (int t = 0; t < threads; ++t) recorders.push_back(std::make_unique<Recorder>(model, layout, flows));
  auto work = [&](Recorder& recorder) {
    Simulator simulator(model, options.seed);
    for (int draw = next++; draw < options.draws; draw = next++) simulator.run(draw, recorder);
  };
  std::vector<std::thread> crew;
  for (int t = 1; t < threads; ++t)
    crew.emplace_back(work, std::ref(*recorders[static_cast<std::size_t>(t)]));
  work(*recorders.front());
  for (auto& thread : crew) thread.join();
  if (options.binding) {
    const double all_days = static_cast<double>(model.days - model.warm_up) * options.draws;
    for (std::size_t g = 0; g < model.graphs.size(); ++g)
      for (std::size_t a = 0; a < model.graphs[g].arcs.size(); ++a) {
        Bound sum;  // whole numbers: the order of the threads cannot show
        for (const auto& recorder : recorders) {
          const auto& bound = recorder->bounds[g][a];
          sum.days += bound.days, sum.shut_days += bound.shut_days, sum.worth_days += bound.worth_days;
        }
        if (sum.days == 0) continue;
        const auto& commodity =
            model.network->commodities[static_cast<std::size_t>(model.graphs[g].commodity)];
        const double worth = static_cast<double>(sum.worth_days) / static_cast<double>(sum.days);
        flows.bindings.push_back({arc_name(*model.network, model.graphs[g].arcs[a]),
                                  model.graphs[g].commodity, sum.shut_days * 2 > sum.days,
                                  static_cast<double>(sum.days) / all_days,
                                  commodity.prices.empty() ? 0 : worth});
      }
    std::stable_sort(flows.bindings.begin(), flows.bindings.end(),
                     [](const Binding& a, const Binding& b) { return a.share_of_days > b.share_of_days; });
  }
  return flows;
}

Band Flows::month_band(std::size_t row, int month) const {
  const auto begin = samples.begin() + static_cast<std::ptrdiff_t>((row * static_cast<std::size_t>(months()) +
                                                                    static_cast<std::size_t>(month)) *
                                                                   static_cast<std::size_t>(options.draws));
  std::vector<double> values(begin, begin + options.draws);
  return band_of(values);
}

double Flows::total(std::size_t row, int draw) const {
  if (rows[row].metric == Metric::kStock) return sample(row, months() - 1, draw);
  double sum = 0;
  for (int m = 0; m < months(); ++m) sum += sample(row, m, draw);
  return sum;
}

Band Flows::total_band(std::size_t row) const {
  std::vector<double> values;
  for (int d = 0; d < options.draws; ++d) values.push_back(total(row, d));
  return band_of(values);
}

int Flows::row(Metric metric, std::string_view subject, std::string_view commodity) const {
  for (std::size_t r = 0; r < rows.size(); ++r)
    if (rows[r].metric == metric && rows[r].subject == subject &&
        model->network->commodities[static_cast<std::size_t>(rows[r].commodity)].id == commodity)
      return static_cast<int>(r);
  return -1;
}

std::vector<double> Flows::total_of(Metric metric, int commodity, int month) const {
  std::vector<double> sums(static_cast<std::size_t>(options.draws), 0);
  for (std::size_t r = 0; r < rows.size(); ++r)
    if (rows[r].metric == metric && rows[r].commodity == commodity)
      for (int d = 0; d < options.draws; ++d) sums[static_cast<std::size_t>(d)] += sample(r, month, d);
  return sums;
}

std::string Flows::month_name(int month) const {
  return model->months[static_cast<std::size_t>(month)].iso().substr(0, 7);
}

std::vector<std::string> evidence_of_gate(const Model& model, int port, int commodity) {
  std::vector<std::string> all;
  for (Side side : {Side::kNear, Side::kFar})
    for (const auto& run : model.gate_runs[static_cast<std::size_t>(model.side_index(port, side, commodity))])
      append_new(all, run.because);
  for (std::size_t c = 0; c < model.changes.size(); ++c)
    if (model.changes[c].kind == Change::Kind::kGate && model.resolved[c].ports[static_cast<std::size_t>(port)] &&
        model.resolved[c].commodities[static_cast<std::size_t>(commodity)])
      append_new(all, model.changes[c].because);
  return all;
}

std::vector<std::string> evidence_of_place(const Model& model, int node) {
  std::vector<std::string> all;
  for (const auto& run : model.node_runs[static_cast<std::size_t>(node)]) append_new(all, run.because);
  return all;
}

std::vector<std::string> evidence_of_changes(const Model& model, int commodity) {
  std::vector<std::string> all;
  for (std::size_t c = 0; c < model.changes.size(); ++c)
    if (model.resolved[c].commodities[static_cast<std::size_t>(commodity)] &&
        model.resolved[c].begin < model.resolved[c].end && model.changes[c].kind != Change::Kind::kGate)
      append_new(all, model.changes[c].because);
  return all;
}

std::vector<std::string> evidence_of_row(const Model& model, const Row& row) {
  const Network& net = *model.network;
  std::vector<std::string> all;
  if (row.metric == Metric::kGate) {
    const int port = net.port(row.subject);
    all = evidence_of_gate(model, port, row.commodity);
    append_new(all, evidence_of_place(model, net.ports[static_cast<std::size_t>(port)].near));
  } else if (row.metric == Metric::kProduced || row.metric == Metric::kStock || row.metric == Metric::kLost) {
    all = evidence_of_place(model, net.sites[static_cast<std::size_t>(net.site(row.subject))].node);
  } else if (row.metric == Metric::kTake) {
    for (std::size_t n = 0; n < net.nodes.size(); ++n)
      for (const auto& run : model.node_runs[n])
        if (std::any_of(run.cumulative.begin(), run.cumulative.end(), [&](const auto& entry) {
              return model.holders[static_cast<std::size_t>(entry.second)].text() == row.subject;
            }))
          append_new(all, run.because);
  } else {
    for (std::size_t p = 0; p < net.ports.size(); ++p)
      append_new(all, evidence_of_gate(model, static_cast<int>(p), row.commodity));
  }
  append_new(all, evidence_of_changes(model, row.commodity));
  return all;
}

}  // namespace assay::flow
