// Who holds what and which gates are open, as a run of flows asks for it. holding fills this interface
// (holding_control.hpp); a table fills it for tests and small studies. Clock: valid days; what was known of
// them, and when, is fixed when a source is made.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/day.hpp"
#include "base/probability.hpp"

namespace assay::flow {

// The state of one place: held by one actor or jointly by several, fought over, or nothing known.
struct Holder {
  enum class Kind { kUnknown, kContested, kHeld };
  Kind kind = Kind::kUnknown;
  std::vector<std::string> actors;  // ids, sorted; the holders, or none

  static Holder unknown() { return {}; }
  static Holder contested() { return {Kind::kContested, {}}; }
  static Holder held(std::vector<std::string> actors);
  // "kia", "kia+pdf", "contested", "unknown".
  std::string text() const;
  bool operator==(const Holder&) const = default;
};

// A distribution that holds from `from` until the next run begins. Probabilities sum to one.
struct HolderRun {
  Day from;
  std::vector<std::pair<Holder, Probability>> distribution;
  std::vector<std::string> because;  // ids of the claims that it rests on
};

enum class Side { kNear, kFar };

// One side of a gate for one class of cargo; what is neither open nor closed is unknown.
struct SideRun {
  Day from;
  Probability open, closed;
  std::vector<std::string> because;
};

class ControlSource {
 public:
  virtual ~ControlSource() = default;
  // Runs in order of `from` that cover `days` (both ends present); the first begins at or before its start.
  // Nothing known is one run of 'unknown'.
  virtual std::vector<HolderRun> holders(const std::string& place, const Interval& days) const = 0;
  virtual std::vector<SideRun> gate(const std::string& gate, Side side, const std::string& cargo,
                                    const Interval& days) const = 0;
  // The last day of which anything was observed; later days are a forecast. Absent: everything is observed.
  virtual std::optional<Day> last_known() const { return std::nullopt; }
};

// Control as a table of what began when.
class TableControl : public ControlSource {
 public:
  void set(const std::string& place, HolderRun run);
  // `holder` for certain from `from` on.
  void hold(const std::string& place, Day from, Holder holder, std::vector<std::string> because = {});
  // An empty `cargo` is every class; a run for a class takes precedence over one for all.
  void set_gate(const std::string& gate, Side side, const std::string& cargo, SideRun run);
  void shut(const std::string& gate, Side side, Day from, std::vector<std::string> because = {});
  void open(const std::string& gate, Side side, Day from, std::vector<std::string> because = {});
  void observed_until(Day day) { last_known_ = day; }

  std::vector<HolderRun> holders(const std::string& place, const Interval& days) const override;
  std::vector<SideRun> gate(const std::string& gate, Side side, const std::string& cargo,
                            const Interval& days) const override;
  std::optional<Day> last_known() const override { return last_known_; }

 private:
  struct GateKey {
    std::string gate;
    Side side;
    std::string cargo;
    auto operator<=>(const GateKey&) const = default;
  };
  std::map<std::string, std::map<Day, HolderRun>> holders_;
  std::map<GateKey, std::map<Day, SideRun>> gates_;
  std::optional<Day> last_known_;
};

}  // namespace assay::flow
