// A table from 64-bit hashes to small numbers: open addressing in a power of two, so that a question costs one miss of
// the cache.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace assay::language {

template <class Value>
class HashIndex {
 public:
  // Forgets all and makes room for `count` keys.
  void reserve(std::size_t count) {
    std::size_t size = 16;
    while (size < 2 * count) size *= 2;
    slots_.assign(size, {});
    used_ = 0;
  }
  // Sets the value of a key; whether it is a new one.
  bool set(std::uint64_t key, Value value) {
    if (2 * (used_ + 1) > slots_.size()) grow();
    Slot& slot = slots_[place(key)];
    const bool fresh = !slot.taken;
    used_ += fresh;
    slot = {key, value, true};
    return fresh;
  }
  // The value of a key, or nullptr.
  const Value* find(std::uint64_t key) const {
    if (slots_.empty()) return nullptr;
    const Slot& slot = slots_[place(key)];
    return slot.taken ? &slot.value : nullptr;
  }
  std::size_t size() const { return used_; }
  template <class Use>
  void for_each(const Use& use) const {
    for (const Slot& slot : slots_) {
      if (slot.taken) use(slot.key, slot.value);
    }
  }

 private:
  struct Slot {
    std::uint64_t key = 0;
    Value value{};
    bool taken = false;
  };
  void grow() {
    std::vector<Slot> before;
    before.swap(slots_);
    slots_.assign(before.empty() ? 16 : before.size() * 2, {});
    for (const Slot& slot : before) {
      if (slot.taken) slots_[place(slot.key)] = slot;
    }
  }
  std::size_t place(std::uint64_t key) const {
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = static_cast<std::size_t>(key) & mask;
    while (slots_[at].taken && slots_[at].key != key) at = (at + 1) & mask;
    return at;
  }
  std::vector<Slot> slots_;
  std::size_t used_ = 0;
};

}  // namespace assay::language
