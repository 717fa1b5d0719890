// Gumbo with a limit: it allocates without bound and asks no one, so its memory comes from here and parsing
// is left (by longjmp, over Gumbo's own C frames only) when a page takes too much.
#pragma once

#include <gumbo.h>

#include <cstddef>
#include <memory>
#include <string_view>

namespace assay::text {

class GumboTree {
 public:
  // `source` must outlive the tree. root() is null when more than `budget` bytes would be live at once.
  GumboTree(std::string_view source, std::size_t budget);
  ~GumboTree();
  GumboTree(const GumboTree&) = delete;
  GumboTree& operator=(const GumboTree&) = delete;

  const GumboNode* root() const { return output_ ? output_->root : nullptr; }

 private:
  struct Memory;
  std::unique_ptr<Memory> memory_;
  const GumboOutput* output_ = nullptr;
};

// An upper bound on how deep elements nest, by their tags alone.
std::size_t nesting(std::string_view source);

}  // namespace assay::text
