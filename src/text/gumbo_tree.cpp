#include "text/gumbo_tree.hpp"

#include <algorithm>
#include <array>
#include <csetjmp>
#include <cstdint>
#include <cstdlib>
#include <functional>

namespace assay::text {

// Every block carries its neighbours, so that all can be freed without walking Gumbo's tree (which recurses).
struct GumboTree::Memory {
  struct alignas(std::max_align_t) Header {
    Header* before;
    Header* after;
    std::size_t size;
  };
  Header list{&list, &list, 0};
  std::size_t live = 0, budget = 0;
  std::jmp_buf escape;

  static void* allocate(void* self, std::size_t size) {
    auto* memory = static_cast<Memory*>(self);
    if (size > memory->budget || memory->live + size + sizeof(Header) > memory->budget)
      std::longjmp(memory->escape, 1);
    auto* header = static_cast<Header*>(std::malloc(sizeof(Header) + size));
    if (header == nullptr) std::longjmp(memory->escape, 1);
    header->size = size;
    header->before = &memory->list;
    header->after = memory->list.after;
    header->after->before = header;
    memory->list.after = header;
    memory->live += size + sizeof(Header);
    return header + 1;
  }
  static void release(void* self, void* block) {
    if (block == nullptr) return;
    auto* memory = static_cast<Memory*>(self);
    auto* header = static_cast<Header*>(block) - 1;
    header->before->after = header->after;
    header->after->before = header->before;
    memory->live -= header->size + sizeof(Header);
    std::free(header);
  }
};

namespace {

// No object with a destructor may live in this frame: longjmp returns into it.
const GumboOutput* parse(std::jmp_buf& escape, const GumboOptions& options, const char* source,
                         std::size_t size) {
  if (setjmp(escape) != 0) return nullptr;
  return gumbo_parse_with_options(&options, source, size);
}

}  // namespace

GumboTree::GumboTree(std::string_view source, std::size_t budget) : memory_(std::make_unique<Memory>()) {
  memory_->budget = budget;
  GumboOptions options = kGumboDefaultOptions;
  options.allocator = &Memory::allocate;
  options.deallocator = &Memory::release;
  options.userdata = memory_.get();
  options.max_errors = 0;
  output_ = parse(memory_->escape, options, source.data(), source.size());
}

GumboTree::~GumboTree() {
  for (auto* header = memory_->list.after; header != &memory_->list;) {
    auto* next = header->after;
    std::free(header);
    header = next;
  }
}

std::size_t nesting(std::string_view source) {
  // Elements without content, and those that their like or their parent closes.
  static constexpr std::array<std::string_view, 26> kFlat = {
      "area",   "base", "br",    "col", "dd", "dt",     "embed", "hr", "img", "input", "li", "link",  "meta",
      "option", "p",    "param", "rp",  "rt", "source", "tbody", "td", "th",  "thead", "tr", "track", "wbr"};
  std::size_t depth = 0, deepest = 0;
  std::array<std::uint32_t, 1024>
      open{};  // by a hash of the name: an end tag without its begin closes nothing
  for (std::size_t at = source.find('<'); at != std::string_view::npos; at = source.find('<', at + 1)) {
    if (at + 1 >= source.size()) break;
    const bool closes = source[at + 1] == '/';
    std::size_t end = at + (closes ? 2 : 1);
    char name[12];
    std::size_t size = 0;
    while (end < source.size() && size < sizeof name) {
      const char c = static_cast<char>(source[end] | 0x20);
      if (!(c >= 'a' && c <= 'z') && !(source[end] >= '0' && source[end] <= '9')) break;
      name[size++] = c;
      ++end;
    }
    if (size == 0 || std::find(kFlat.begin(), kFlat.end(), std::string_view(name, size)) != kFlat.end())
      continue;
    auto& count = open[std::hash<std::string_view>()(std::string_view(name, size)) % open.size()];
    if (!closes) {
      ++count;
      deepest = std::max(deepest, ++depth);
    } else if (count > 0) {
      --count;
      --depth;
    }
  }
  return deepest;
}

}  // namespace assay::text
