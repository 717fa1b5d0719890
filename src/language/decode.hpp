// From scores to structures: the best tree and the best run of name labels.
#pragma once

#include <vector>

namespace assay::language {

// The heads (1-based, 0 the root) of the best-scoring tree with exactly one child of the root: the maximum
// spanning tree of Chu & Liu (1965) and Edmonds (1967), which need not be projective. `scores` has a row for
// each of the n words and columns 0 (the root) to n. O(n²) where the best heads make a tree at once, O(n³) at
// worst. Scores may be anything, even no numbers: the result is a tree all the same.
void best_tree(int n, const float* scores, int stride, std::vector<int>& heads);

// The best labels under B-I-O rules: classes 0 outside, 2k-1 begins kind k, 2k continues it (k = 1, 2, 3).
void best_names(int n, const float* scores, int stride, std::vector<int>& labels);
inline constexpr int kNameClasses = 7;

}  // namespace assay::language
