// Faults of frames that are well formed but cannot be meant: a trigger twice, a list that does not exist, a phrase of
// one word that nothing narrows, no example.
#pragma once

#include <filesystem>
#include <vector>

#include "base/result.hpp"
#include "reading/frame.hpp"

namespace assay::reading {

// Every fault as file:line and a sentence. `root` is the folder that base/lexicon stands in.
std::vector<Error> lint_frames(const std::vector<Frame>& frames, const std::filesystem::path& root);

}  // namespace assay::reading
