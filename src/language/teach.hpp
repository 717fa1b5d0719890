// Trees for text that has none: several models parse it together, and what they agree on is learned from.
#pragma once

#include <vector>

#include "language/model.hpp"
#include "language/vary.hpp"

namespace assay::language {

// Fills tags, lemmas and trees of sentences without them: each word's tag, features, head and label are those that
// the models find likeliest together (their probabilities averaged), and a head that they find less likely than
// `least` is left unknown (-1). Requires: teachers is not empty and all know the same tags, features and labels.
// The same on any number of threads.
void teach(const std::vector<ModelParts>& teachers, int threads, std::vector<Material>& materials, float least = 0.5f);

}  // namespace assay::language
