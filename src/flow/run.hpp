// A run of flows: many draws, month by month, summed up as bands. The same network, control, changes, period,
// seed and number of draws give the same bytes whatever the number of threads.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "flow/model.hpp"

namespace assay::flow {

// What a row counts. Rows of tonnes are in the commodity's own form, or in per cent of a normal month.
enum class Metric {
  kGate,       // passed the gate `subject`
  kDelivered,  // reached the buyer `subject`
  kUnmet,      // asked for by the buyer `subject` and not come; buyers without a bound have none
  kProduced,   // dug at the site `subject`
  kStock,      // stored at the site `subject` at the end of the month
  kLost,       // not dug because nothing more could be stored there
  kTake,       // collected by the holder `subject`, in yuan
};
std::string_view name_of(Metric metric);

struct Band {
  double p10 = 0, p50 = 0, p90 = 0, mean = 0;
};
// Quantiles by linear interpolation between order statistics (type 7 of Hyndman and Fan 1996). Sorts
// `values`.
Band band_of(std::vector<double>& values);

struct RunOptions {
  std::uint64_t seed = 1;
  int draws = 1000;
  int threads = 0;       // 0: one a core
  bool binding = false;  // also say which bounds bind, at the cost of one shortest-path search a flow
};

struct Row {
  Metric metric = Metric::kGate;
  std::string subject;  // gate, market, site or holder
  int commodity = 0;
};

// An arc whose bound binds: widening it would be worth something.
struct Binding {
  std::string what;  // "gate pangwa", "buyer china"
  int commodity = 0;
  bool shut = false;         // its bound is nought: shut, or fought over
  double share_of_days = 0;  // of all days of all draws, from 0 to 1
  double worth = 0;  // yuan per tonne more that could pass, mean over those days; 0 for goods without a price
};

// What a run found. Samples are kept, so that two runs can be compared draw by draw.
class Flows {
 public:
  const Model* model = nullptr;
  RunOptions options;
  std::vector<Row> rows;
  std::vector<Binding> bindings;

  int months() const { return static_cast<int>(model->months.size()); }
  double sample(std::size_t row, int month, int draw) const {
    return samples[(row * static_cast<std::size_t>(months()) + static_cast<std::size_t>(month)) *
                       static_cast<std::size_t>(options.draws) +
                   static_cast<std::size_t>(draw)];
  }
  Band month_band(std::size_t row, int month) const;
  // Over the whole run: the sum of the months, or for a stock its last month.
  Band total_band(std::size_t row) const;
  double total(std::size_t row, int draw) const;
  // The row, or -1.
  int row(Metric metric, std::string_view subject, std::string_view commodity) const;
  // All gates or all holders together for one commodity, by draw.
  std::vector<double> total_of(Metric metric, int commodity, int month) const;
  // Month 'YYYY-MM'.
  std::string month_name(int month) const;

  std::vector<double> samples;  // row, month, draw
};

// Requires: options.draws from 1 to 1,000,000. `model` must outlive the result.
Flows run_flows(const Model& model, const RunOptions& options);

// The ids of the claims on which the state of a gate, place or tax in this run rests, in order, without
// doubles.
std::vector<std::string> evidence_of_gate(const Model& model, int port, int commodity);
std::vector<std::string> evidence_of_place(const Model& model, int node);
std::vector<std::string> evidence_of_changes(const Model& model, int commodity);
// The evidence of one row: of the gate, of the site's place and field, of the holder's places.
std::vector<std::string> evidence_of_row(const Model& model, const Row& row);

nlohmann::ordered_json to_json(const Flows& flows);
nlohmann::ordered_json to_json(const Band& band);

}  // namespace assay::flow
