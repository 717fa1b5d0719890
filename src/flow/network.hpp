// The network of what is dug, by which road and gate it leaves, who takes a share on the way and what comes
// back in. A country pack describes it in network.yaml (docs/flow.md gives the format); this file is that
// description in memory, loaded and linted once and never changed. A run (run.hpp) adds who holds what.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/day.hpp"
#include "base/measure.hpp"
#include "base/result.hpp"

namespace assay::domain {
class Domain;
}

namespace assay::flow {

// Lowest, likeliest and highest value of something not known exactly: low <= best <= high.
template <class Value>
struct Range {
  Value low{}, best{}, high{};

  // The value that a triangular distribution over the range has at the quantile `u` of [0, 1).
  Value at(double u) const {
    const double a = number(low), b = number(high), c = number(best);
    if (b <= a) return best;
    const double turn = (c - a) / (b - a);
    const double x =
        u < turn ? a + std::sqrt(u * (b - a) * (c - a)) : b - std::sqrt((1 - u) * (b - a) * (b - c));
    return made(std::clamp(x, a, b));
  }

 private:
  static double number(double value) { return value; }
  template <class Unit>
  static double number(Measure<Unit> value) {
    return value.value();
  }
  static Value made(double value) {
    if constexpr (std::is_same_v<Value, double>)
      return value;
    else
      return Value::of(value);
  }
};

// Where a figure comes from. An assumption is a figure that nobody has published; the file must say so.
struct Source {
  std::string text;
  bool assumption = false;  // the source opens with "assumption:"
  std::string place;        // "network.yaml:12"
};

template <class Value>
struct Figure {
  Range<Value> range;
  Interval period;  // valid; an absent end is open
  Source source;
};

// The figure that speaks for `day`: the one whose period holds it (the latest to begin, where several do);
// else the nearest before it, carried forward; else the nearest after. Null when `figures` is empty.
template <class Value>
const Figure<Value>* figure_on(const std::vector<Figure<Value>>& figures, Day day) {
  const Figure<Value>*inside = nullptr, *before = nullptr, *after = nullptr;
  for (const auto& figure : figures) {
    const auto& period = figure.period;
    if (period.contains(day)) {
      if (!inside || (period.from && (!inside->period.from || *inside->period.from <= *period.from)))
        inside = &figure;
    } else if (period.to && *period.to <= day) {
      if (!before || *before->period.to <= *period.to) before = &figure;
    } else if (!after || *period.from < *after->period.from) {
      after = &figure;
    }
  }
  return inside ? inside : before ? before : after;
}

// What a mass is a mass of. Masses of different forms are never added: network.yaml states conversions.
enum class Form { kOxide, kCarbonate, kConcentrate, kOre, kStone, kGoods };
std::string_view name_of(Form form);
std::optional<Form> form_of(std::string_view name);
// The form that `text` names, in one or many ('rare earth oxides'); absent when it names none, or two. Goods are none.
std::optional<Form> form_in(std::string_view text);

enum class Currency { kYuan, kUsDollars };
enum class Amounts { kTonnes, kPercentOfNormalMonth };

struct Commodity {
  std::string id;  // a resource of the pack
  Form form = Form::kGoods;
  std::string cargo;  // the class that gates know it by: rare-earth, jade, fuel …
  Amounts amounts =
      Amounts::kTonnes;  // what a unit of it is; goods without figures run in per cent of normal
  Currency currency = Currency::kYuan;  // of `prices`, per tonne
  std::vector<Figure<double>> prices;   // empty: no price is known; all that can be carried is carried
};

// 'One tonne of carbonate is 0.45 to 0.74 tonnes of oxide.'
struct Conversion {
  std::string resource;
  Form from = Form::kOre, to = Form::kOxide;
  Figure<double> factor;
};

// A point of the network: a place of the pack, or one outside it that the file declares itself.
struct Node {
  std::string id, name;
  std::optional<double> latitude, longitude;
  std::string holder;    // fixed by the file, for ground that is not in question; else empty
  bool outside = false;  // declared under 'nodes'
};

// An area that yields one commodity, with its yield as a whole; sites divide it.
struct Field {
  std::string id;
  int commodity = 0;
  std::vector<Figure<TonnesPerYear>> yields;
  Figure<double> storage_months;  // how many months of yield can be kept on the spot before the mines stop
  Figure<double>
      working_months;  // of yield that lie about the mines while they work; they can leave when work stops
  Figure<double> restart_days;  // how long mines stand still after the ground changed hands
};

struct Site {
  std::string id, name;
  int node = 0, field = 0;
  Figure<double> share;  // of the field's yield; the shares drawn are scaled to sum to one
  bool illegal = true;   // dug without a permit of the state that is recognised
};

struct Leg {
  int from = 0, to = 0;  // nodes
  Kilometres length;
};

struct Road {
  std::string id;
  std::vector<Leg> legs;  // in order of `through`
  bool both_ways = true;
  Range<double> cost;              // yuan per tonne and kilometre
  std::vector<std::string> cargo;  // empty: every class
  Source source;
};

struct Port {                      // a gate as the network uses it: an arc with two sides
  std::string gate;                // id of the pack's gate
  int near = 0, far = 0;           // nodes
  std::string far_actor;           // the state that opens and shuts the far side
  std::vector<std::string> cargo;  // empty: every class
  struct Capacity {
    std::string cargo;
    std::vector<Figure<TonnesPerYear>> figures;
  };
  std::vector<Capacity> capacities;  // none for a class: no bound is known
  Figure<double> open_when_unknown;  // probability that a side is open of which nothing is known
  std::string place;                 // "network.yaml:12"
};

// Who takes goods off the network, or (for what comes in) puts them on it.
struct Market {
  std::string id, actor;
  std::vector<int> nodes;
  int commodity = 0;
  bool sells = false;                          // a seller offers; a buyer asks
  std::vector<Figure<TonnesPerYear>> amounts;  // asked for or on offer; empty: without bound
};

enum class TaxPoint { kSites, kRoads, kGates };
enum class TaxRate { kShareOfRemaining, kShareOfGross, kSumPerTonne };
struct Tax {
  std::string id;
  std::string by;  // actor that collects where it holds; empty: whoever holds
  TaxPoint point = TaxPoint::kSites;
  std::vector<int> nodes;  // where; empty: at every such point
  std::vector<int> commodities;
  TaxRate rate = TaxRate::kShareOfRemaining;
  Figure<double> figure;  // a share from 0 to 1, or yuan per tonne
};

// How far a claim is taken over into a draw, by its stance; and whose arms make a red flag.
struct Rules {
  double asserted = 0, claimed = 0, unverified = 0;  // probabilities
  Figure<double> halts_last;  // mean days that a halt or a refusal lasts beyond the last report of it
  std::vector<std::string> armed_kinds;    // kinds of actors that are non-state armed groups unless public
  std::vector<std::string> public_forces;  // actors whose forces are those of a recognised state
  Figure<YuanPerDollar> exchange;
  // The sides that one far state has of several gates stand together: a draw in which it shuts the one is a draw in
  // which it shuts every other that is no likelier to be open.
  bool far_sides_together = false;
};

class Network {
 public:
  // Reads and lints `file`. `domain` resolves places, gates, actors and resources; null when every point is
  // declared under `nodes` (small networks, tests). Fails with the first fault: its file, line and a
  // sentence.
  static Result<Network> load(const std::filesystem::path& file, const domain::Domain* domain);
  static Result<Network> parse(std::string_view yaml, const std::string& file_name,
                               const domain::Domain* domain);
  // Every fault of the file, in order of its lines; empty when all is well.
  static std::vector<Error> check(const std::filesystem::path& file, const domain::Domain* domain);
  static std::vector<Error> check_text(std::string_view yaml, const std::string& file_name,
                                       const domain::Domain* domain);

  std::string id;
  std::string digest;  // SHA-256 of the file
  std::vector<Commodity> commodities;
  std::vector<Conversion> conversions;
  std::vector<Node> nodes;
  std::vector<Field> fields;
  std::vector<Site> sites;
  std::vector<Road> roads;
  std::vector<Port> ports;
  std::vector<Market> markets;
  std::vector<Tax> taxes;
  Rules rules;

  int node(std::string_view id) const;  // -1 when absent; so below
  int commodity(std::string_view id) const;
  int site(std::string_view id) const;
  int port(std::string_view gate) const;
  // The factor from one form to another (1 to itself, the inverse of a stated one), at quantile u; absent
  // when the file states none: such masses cannot be compared.
  std::optional<double> conversion(std::string_view resource, Form from, Form to, double u) const;
  // Figures that nobody published, as "network.yaml:12: what is assumed".
  std::vector<std::string> assumptions() const;
};

}  // namespace assay::flow
