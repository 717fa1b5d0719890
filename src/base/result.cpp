#include "base/result.hpp"

namespace assay {

std::string_view name_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::kEmpty: return "empty";
    case ErrorCode::kTooLarge: return "too-large";
    case ErrorCode::kBinary: return "binary";
    case ErrorCode::kBadEncoding: return "bad-encoding";
    case ErrorCode::kBadFormat: return "bad-format";
    case ErrorCode::kNotFound: return "not-found";
    case ErrorCode::kAmbiguous: return "ambiguous";
    case ErrorCode::kBadArgument: return "bad-argument";
    case ErrorCode::kNoPermission: return "no-permission";
    case ErrorCode::kUnsupported: return "unsupported";
  }
  return "unknown";
}

std::string Error::text() const { return place.empty() ? message : place + ": " + message; }

}  // namespace assay
