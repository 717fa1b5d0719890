// Faults of a network's shape, found once all its parts are read; private to the stage.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "flow/network.hpp"

namespace assay::flow {

// "road/kanpiketi-road" → "network.yaml:41": where each part stands in the file.
using NetworkLines = std::map<std::string, std::string>;

// Appends: a road that ends where nothing is dug, bought, sold or crossed; a cycle along which goods travel
// for nothing; a site whose goods no road brings to a buyer; a buyer to whom none leads. Cost: linear in the
// arcs.
void lint_shape(const Network& network, const NetworkLines& lines, std::vector<Error>& errors);

}  // namespace assay::flow
