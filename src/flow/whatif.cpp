#include "flow/whatif.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

namespace assay::flow {
namespace {

std::string number(double value) {  // 1234567.8 is "1,234,568", 12.3 is "12", 0.4 is "0.4"
  const double magnitude = std::abs(value);
  if (magnitude < 0.05) return "0";
  if (magnitude < 10) return fmt::format("{:.1f}", magnitude);
  std::string digits = fmt::format("{:.0f}", magnitude);
  for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3)
    digits.insert(static_cast<std::size_t>(at), ",");
  return digits;
}

std::string unit_of(const Network& net, const Row& row, double value) {
  if (row.metric == Metric::kTake)
    return std::abs(value) >= 1e6 ? fmt::format("{} million yuan", number(value / 1e6))
                                  : fmt::format("{} yuan", number(value));
  const auto& commodity = net.commodities[static_cast<std::size_t>(row.commodity)];
  if (commodity.amounts == Amounts::kPercentOfNormalMonth)
    return fmt::format("{} per cent of a normal month's {}", number(value), commodity.id);
  return fmt::format("{} t of {}", number(value), commodity.id);
}

// "1,200 t of jade less passes the gate pangwa (80 of 100 draws between 900 and 1,500 t less)".
std::string what_changes(const Network& net, const Difference& d) {
  const std::string amount = unit_of(net, d.row, d.change.mean);
  const char* way = d.change.mean < 0 ? "less" : "more";
  const std::string& who = d.row.subject;
  switch (d.row.metric) {
    case Metric::kGate:
      return fmt::format("{} {} passes the gate {}", amount, way, who);
    case Metric::kDelivered:
      return fmt::format("{} {} reaches {}", amount, way, who);
    case Metric::kUnmet:
      return fmt::format("{} goes {} wanting at {}", amount, way, who);
    case Metric::kProduced:
      return fmt::format("{} {} is dug at {}", amount, way, who);
    case Metric::kStock:
      return fmt::format("{} {} lies in stock at {} at the end", amount, way, who);
    case Metric::kLost:
      return fmt::format("{} {} stays in the ground at {} for want of storage", amount, way, who);
    case Metric::kTake:
      return fmt::format("{} takes {} {}", who, amount, way);
  }
  return "";
}

bool touches(const Model& model, std::size_t c, int commodity) {
  return model.resolved[c].commodities[static_cast<std::size_t>(commodity)];
}

std::string joined(const std::vector<std::string>& parts) {
  std::string all;
  for (std::size_t i = 0; i < parts.size(); ++i)
    all += (i == 0 ? "" : i + 1 == parts.size() ? " and " : ", ") + parts[i];
  return all;
}

class Explainer {
 public:
  Explainer(const Flows& base, const Flows& scenario, const std::vector<Change>& changes,
            const std::vector<Difference>& differences)
      : base_(base),
        scenario_(scenario),
        model_(*scenario.model),
        net_(*model_.network),
        changes_(changes),
        differences_(differences) {}

  Explanation explain(const Difference& d) const {
    Explanation out;
    out.sentence = what_changes(net_, d);
    out.sentence += fmt::format(" ({} to {} in 80 of 100 draws)", signed_amount(d, d.change.p10),
                                signed_amount(d, d.change.p90));
    std::vector<std::string> reasons;
    for (const auto& change : changes_)
      if (bears(change, d.row)) reasons.push_back(clause(change));
    if (!reasons.empty()) out.sentence += ", because the scenario has " + joined(reasons);
    if (const std::string instead = where_instead(d); !instead.empty()) out.sentence += "; " + instead;
    if (const std::string bound = what_binds(d.row); !bound.empty()) out.sentence += "; " + bound;
    out.sentence += '.';
    out.because = evidence_of_row(*base_.model, d.row);
    out.sources = sources(d.row);
    return out;
  }

 private:
  std::string signed_amount(const Difference& d, double value) const {
    const double scale = d.row.metric == Metric::kTake && std::abs(d.change.mean) >= 1e6 ? 1e-6 : 1;
    const double shown = value * scale;
    return fmt::format("{}{}", shown < -0.05 ? "−" : shown > 0.05 ? "+" : "", number(shown));
  }

  bool bears(const Change& change, const Row& row) const {
    for (std::size_t c = 0; c < model_.changes.size(); ++c)
      if (model_.changes[c].key() == change.key() && model_.changes[c].because == change.because)
        return touches(model_, c, row.commodity);
    return change.cargo.empty();
  }

  std::string clause(const Change& change) const {
    std::string text = change.text;
    if (change.period.from && *change.period.from > model_.first()) text += " from " + change.period.from->iso();
    if (change.period.to && *change.period.to < model_.to)
      text += " to " + change.period.to->plus_days(-1).iso();
    return text;
  }

  // Where what no longer passes a gate goes: other gates, stocks, the ground.
  std::string where_instead(const Difference& d) const {
    if (d.row.metric != Metric::kGate || d.change.mean >= 0) return "";
    std::vector<std::string> parts;
    double stock = 0, lost = 0;
    for (const auto& other : differences_) {
      if (other.row.commodity != d.row.commodity) continue;
      if (other.row.metric == Metric::kGate && other.change.mean > 0)
        parts.push_back(fmt::format("{} more goes by {}", number(other.change.mean), other.row.subject));
      if (other.row.metric == Metric::kStock) stock += other.change.mean;
      if (other.row.metric == Metric::kProduced) lost -= other.change.mean;
    }
    if (stock > 0.05) parts.push_back(fmt::format("{} more is left in stock", number(stock)));
    if (lost > 0.05) parts.push_back(fmt::format("{} is never dug", number(lost)));
    return joined(parts);
  }

  double binds_in_base(const Binding& binding) const {
    for (const auto& one : base_.bindings)
      if (one.commodity == binding.commodity && one.what == binding.what) return one.share_of_days;
    return 0;
  }

  // The bound that binds on more days than in the base, by most.
  std::string what_binds(const Row& row) const {
    const Binding* most = nullptr;
    double gain = 0.005;
    for (const auto& binding : scenario_.bindings) {
      const double more = binding.share_of_days - binds_in_base(binding);
      if (binding.commodity == row.commodity && more > gain) most = &binding, gain = more;
    }
    if (!most) return "";
    std::string text = fmt::format("what binds is the {} ({} on {:.0f} of 100 days", most->what,
                                   most->shut ? "shut" : "full", most->share_of_days * 100);
    if (const double before = binds_in_base(*most); before > 0.005)
      text += fmt::format(", {:.0f} without the scenario", before * 100);
    if (most->worth > 0)
      text += fmt::format("; another tonne through it would be worth {} yuan", number(most->worth));
    return text + ")";
  }

  std::vector<std::string> sources(const Row& row) const {
    std::vector<std::string> all;
    auto add = [&](const Source& source) {
      const std::string line = source.place + ": " + source.text;
      if (!source.text.empty() && std::find(all.begin(), all.end(), line) == all.end()) all.push_back(line);
    };
    for (const auto& field : net_.fields)
      if (field.commodity == row.commodity)
        if (const auto* figure = figure_on(field.yields, model_.first())) add(figure->source);
    if (row.metric == Metric::kTake)
      for (const auto& tax : net_.taxes)
        if (std::find(tax.commodities.begin(), tax.commodities.end(), row.commodity) != tax.commodities.end())
          add(tax.figure.source);
    if (row.metric == Metric::kGate)
      for (const auto& capacity : net_.ports[static_cast<std::size_t>(net_.port(row.subject))].capacities)
        for (const auto& figure : capacity.figures) add(figure.source);
    if (row.metric == Metric::kUnmet)
      for (const auto& market : net_.markets)
        if (market.id == row.subject)
          for (const auto& figure : market.amounts) add(figure.source);
    return all;
  }

  const Flows& base_;
  const Flows& scenario_;
  const Model& model_;
  const Network& net_;
  const std::vector<Change>& changes_;
  const std::vector<Difference>& differences_;
};

}  // namespace

bool Difference::notable() const {
  return std::max(std::abs(change.p10), std::abs(change.p90)) >= std::max(0.05, 0.0005 * std::max(base.p90, scenario.p90));
}

Comparison compare(const Flows& base, const Flows& scenario, const std::vector<Change>& changes) {
  Comparison comparison;
  const int draws = std::min(base.options.draws, scenario.options.draws);
  for (std::size_t r = 0; r < scenario.rows.size(); ++r) {
    const Row& row = scenario.rows[r];
    const auto& commodity = scenario.model->network->commodities[static_cast<std::size_t>(row.commodity)].id;
    const int in_base = base.row(row.metric, row.subject, commodity);
    std::vector<double> change, before, after;
    for (int d = 0; d < draws; ++d) {
      before.push_back(in_base < 0 ? 0 : base.total(static_cast<std::size_t>(in_base), d));
      after.push_back(scenario.total(r, d));
      change.push_back(after.back() - before.back());
    }
    Difference difference;
    difference.row = row;
    int down = 0, up = 0;
    for (double c : change) (c < 0 ? down : up) += c != 0;
    if (down + up == 0) continue;
    difference.change = band_of(change);
    difference.base = band_of(before);
    difference.scenario = band_of(after);
    difference.likely = static_cast<double>(difference.change.mean < 0 ? down : up) / draws;
    comparison.differences.push_back(difference);
  }
  auto weight = [](const Difference& d) {
    return std::abs(d.change.mean) / std::max({1e-9, d.base.mean, d.scenario.mean}) * d.likely;
  };
  std::stable_sort(comparison.differences.begin(), comparison.differences.end(),
                   [&](const Difference& a, const Difference& b) { return weight(a) > weight(b); });
  const Explainer explainer(base, scenario, changes, comparison.differences);
  for (const auto& difference : comparison.differences)
    comparison.explanations.push_back(explainer.explain(difference));
  return comparison;
}

nlohmann::ordered_json to_json(const Comparison& comparison, const Flows& base, const Flows& scenario) {
  const Network& net = *scenario.model->network;
  nlohmann::ordered_json out;
  out["base"] = to_json(base);
  out["scenario"] = to_json(scenario);
  out["differences"] = nlohmann::ordered_json::array();
  for (std::size_t i = 0; i < comparison.differences.size(); ++i) {
    const auto& d = comparison.differences[i];
    const auto& e = comparison.explanations[i];
    out["differences"].push_back(
        {{"metric", name_of(d.row.metric)},
         {"subject", d.row.subject},
         {"commodity", net.commodities[static_cast<std::size_t>(d.row.commodity)].id},
         {"base", to_json(d.base)},
         {"scenario", to_json(d.scenario)},
         {"change", to_json(d.change)},
         {"likely", std::round(d.likely * 1e4) / 1e4},
         {"sentence", e.sentence},
         {"because", e.because},
         {"sources", e.sources}});
  }
  return out;
}

}  // namespace assay::flow
