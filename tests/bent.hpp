// Sound inputs made unsound, for tests that hold a fuzzer's promises on inputs of our own.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace assay::testing {

// The input cut, doubled and with marks let in, at places that depend on `number` alone.
inline std::string bent(std::string text, std::uint64_t number, std::string_view marks) {
  const auto pick = [&number](std::size_t below) {
    number = number * 6364136223846793005u + 1442695040888963407u;
    return below == 0 ? 0 : static_cast<std::size_t>((number >> 33) % below);
  };
  for (std::size_t k = 0, most = 1 + pick(4); k < most && !text.empty(); ++k) {
    const auto at = pick(text.size());
    switch (pick(5)) {
      case 0: text[at] = marks[pick(marks.size())]; break;
      case 1: text.erase(at, 1 + pick(20)); break;
      case 2: text.insert(at, 1, marks[pick(marks.size())]); break;
      case 3: text.insert(at, text.substr(pick(text.size()), pick(30))); break;
      default: text.insert(at, std::string(1 + pick(24), static_cast<char>('0' + pick(10)))); break;
    }
  }
  return text;
}

}  // namespace assay::testing
