// What the writers of export_*.cpp share.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "serve/export.hpp"

namespace assay::serve {

struct Exporter::HeldPlace {
  std::string id;
  const domain::Place* place = nullptr;
  std::shared_ptr<const holding::Track> track;
  holding::Status status = holding::Status::kUnknown;
  double probability = 0;
  std::vector<std::string> holders;  // that may be named, the likeliest first
  std::optional<Day> since;
  std::uint32_t claims = 0;
};

// "held", "joint", "contested" or "unknown".
inline const char* state_of(holding::Status status, std::size_t holders) {
  return status == holding::Status::kHeld ? (holders > 1 ? "joint" : "held") : status == holding::Status::kContested ? "contested" : "unknown";
}

inline std::string joined(const std::vector<std::string>& list, const char* between = "; ") {
  std::string text;
  for (const auto& one : list) text += (text.empty() ? "" : between) + one;
  return text;
}

}  // namespace assay::serve
