// Runs of flows for the API: the network is loaded once, worlds are made for each state of the ledger and day as
// known, and one run is computed at a time, so that readers of the map do not wait for it.
#pragma once

#include <atomic>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>

#include "flow/exposure.hpp"
#include "flow/network.hpp"
#include "flow/world.hpp"

namespace assay::serve {

class Api;
class Snapshot;

class FlowDesk {
 public:
  explicit FlowDesk(Api& api);
  ~FlowDesk();

  bool available() const { return network_ != nullptr; }
  const flow::Network* network() const { return network_.get(); }  // null when no pack has one, or it is faulty
  const std::string& fault() const { return fault_; }              // why it is null

  // Calls `use` with the world of a day as known; nobody else uses it meanwhile. Requires: available().
  // Refuses with 429 when too many wait already.
  void with_world(const std::shared_ptr<const Snapshot>& snapshot, std::optional<Day> as_known,
                  const std::function<void(const flow::World&)>& use);

 private:
  struct Kept;
  Api& api_;
  std::unique_ptr<flow::Network> network_;
  std::string fault_;
  std::mutex mutex_;
  std::atomic<int> waiting_{0};
  std::list<std::unique_ptr<Kept>> kept_;  // the latest used first
};

}  // namespace assay::serve
