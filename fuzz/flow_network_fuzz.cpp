// Any bytes as a network: faults with a sentence, or a network that runs: what is dug is sold or stored, to the
// kilogram. The same bytes as a scenario: read back as they were written.
#include <string>

#include "flow/run.hpp"
#include "flow/whatif.hpp"
#include "fuzz/fuzz.hpp"

namespace assay::fuzz {

inline void flow_network(std::string_view bytes) {
  for (const auto& fault : flow::Network::check_text(bytes, "n.yaml", nullptr)) ASSAY_HOLDS(!fault.message.empty() && !fault.place.empty());
  if (const auto network = flow::Network::parse(bytes, "n.yaml", nullptr); network.ok() && network->nodes.size() < 200) {
    const flow::TableControl control;
    const auto model = flow::Model::make(*network, control, {}, nullptr, {Day::from_civil(2024, 1, 15), Day::from_civil(2024, 3, 2)});
    ASSAY_HOLDS(model.ok());
    flow::RunOptions options;
    options.draws = 3;
    options.threads = 1;
    options.binding = true;
    const auto flows = flow::run_flows(*model, options);
    for (double sample : flows.samples) ASSAY_HOLDS(sample >= 0 && sample < 1e30);
  }
  if (const auto scenario = flow::parse_scenario(bytes, "s.yaml"); scenario.ok()) {
    const std::string yaml = flow::to_yaml(*scenario);
    const auto again = flow::parse_scenario(yaml, "s.yaml");
    ASSAY_HOLDS(again.ok() && flow::to_yaml(*again) == yaml);
  }
}

}  // namespace assay::fuzz

ASSAY_FUZZER(assay::fuzz::flow_network)
