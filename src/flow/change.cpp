#include "flow/change.hpp"

#include <fmt/format.h>

namespace assay::flow {

std::string Change::key() const {
  std::string all = fmt::format("change/{}/{}/{}/{}/{}/{}/{}/{}", static_cast<int>(kind), target,
                                side ? static_cast<int>(*side) : -1, cargo, actor, open ? 1 : 0,
                                period.from ? period.from->number() : 0, period.to ? period.to->number() : 0);
  for (const auto& id : because) all += "/" + id;
  return all;
}

}  // namespace assay::flow
