#include "serve/flow_desk.hpp"

#include "serve/api.hpp"

namespace assay::serve {
namespace {

constexpr std::size_t kMostKept = 4;
constexpr int kMostWaiting = 8;

}  // namespace

struct FlowDesk::Kept {
  std::shared_ptr<const Snapshot> snapshot;  // that the world refers to
  std::optional<Day> as_known;
  std::unique_ptr<flow::World> world;
};

FlowDesk::FlowDesk(Api& api) : api_(api) {
  const auto file = flow::network_file(api.domain());
  if (file.empty()) {
    fault_ = "no pack describes a network of mines, roads and gates";
    return;
  }
  auto loaded = flow::Network::load(file, &api.domain());
  if (loaded.ok()) network_ = std::make_unique<flow::Network>(std::move(loaded).value());
  else fault_ = loaded.error().text();
}

FlowDesk::~FlowDesk() = default;

void FlowDesk::with_world(const std::shared_ptr<const Snapshot>& snapshot, std::optional<Day> as_known,
                          const std::function<void(const flow::World&)>& use) {
  struct Ticket {
    std::atomic<int>& waiting;
    explicit Ticket(std::atomic<int>& all) : waiting(all) {
      if (++waiting > kMostWaiting) {
        --waiting;
        throw Refusal{refusal(429, "busy", "others wait for runs of flows already", "ask again in a little while")};
      }
    }
    ~Ticket() { --waiting; }
  } ticket(waiting_);
  const std::lock_guard lock(mutex_);
  auto at = std::find_if(kept_.begin(), kept_.end(), [&](const auto& one) {
    return one->snapshot == snapshot && one->as_known == as_known;
  });
  if (at == kept_.end()) {
    auto made = std::make_unique<Kept>();
    made->snapshot = snapshot;
    made->as_known = as_known;
    const weighing::Clocks clocks{as_known, snapshot->as_recorded()};
    made->world = std::make_unique<flow::World>(*network_, snapshot->from(), api_.domain(),
                                                flow::known_claims(*api_.ledgers().lease(), clocks), clocks);
    kept_.push_front(std::move(made));
    if (kept_.size() > kMostKept) kept_.pop_back();
  } else {
    kept_.splice(kept_.begin(), kept_, at);
  }
  use(*kept_.front()->world);
}

}  // namespace assay::serve
