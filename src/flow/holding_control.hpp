// Control as holding knows it: who holds the places of a network and which sides of its gates are open, by
// what was known on the clocks given. Beyond the last report, holding's own chains carry both forward.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "flow/control.hpp"
#include "flow/network.hpp"
#include "holding/gate.hpp"
#include "weighing/record.hpp"

namespace assay::flow {

// Sides. A gate's far side is what the port's far actor is said to have done, and what nobody in particular
// is; its near side is what any other party is. Of several parties on one side, each may shut it. A side that
// holding has partly open is shut to the cargo that it names.
//
// Days. Runs begin on the days on which evidence begins or ends, and every week between them.
//
// Not for use by two threads at once. Requires: all arguments outlive it.
class HoldingControl : public ControlSource {
 public:
  HoldingControl(const holding::Ledgerful& from, const Network& network, const domain::Domain& domain,
                 const weighing::Clocks& clocks);

  std::vector<HolderRun> holders(const std::string& place, const Interval& days) const override;
  std::vector<SideRun> gate(const std::string& gate, Side side, const std::string& cargo,
                            const Interval& days) const override;
  // The latest day on which a visible report was published, of those whose day of publication is bound by anything.
  std::optional<Day> last_known() const override { return last_known_; }

 private:
  const std::vector<holding::GateAnswer>& answers(const std::string& gate, const Interval& days) const;
  bool is_cargo(const std::string& resource, const std::string& cargo) const;

  const holding::Ledgerful& from_;
  const Network& network_;
  const domain::Domain& domain_;
  weighing::Clocks clocks_;
  std::optional<Day> last_known_;
  mutable std::map<std::string, std::vector<holding::GateAnswer>> gates_;
  mutable Interval gates_days_;
};

}  // namespace assay::flow
