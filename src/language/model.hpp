// What a loaded model holds. Internal to the language stage.
#pragma once

#include <string>
#include <string_view>

#include "language/analyser.hpp"
#include "language/morphology.hpp"
#include "language/parser.hpp"
#include "language/segment.hpp"

namespace assay::language {

struct ModelParts {
  Segmenter segmenter;
  Morphology morphology;
  Analyser analyser;
};

struct Language::Model : ModelParts {
  std::string digest;
};

// The model file: an eight-byte mark with the version, then one zstd frame with a checksum.
std::string pack_model(std::string_view payload);
Result<std::string> unpack_model(std::string_view bytes, std::string_view name);
// Unpacks a model file's bytes and reads its parts. Fails as Language::load does.
Result<ModelParts> read_parts(std::string_view bytes, std::string_view name);

}  // namespace assay::language
