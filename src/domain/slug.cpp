#include "domain/slug.hpp"

#include "base/digest.hpp"
#include "domain/domain.hpp"

namespace assay::domain {

std::string slug(std::string_view name) {
  std::string out;
  bool gap = false;
  std::size_t begin = 0;
  // fold() drops what stands between words, so it is asked word by word; apostrophes hold a word together.
  const auto is_break = [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x80 && !(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z') &&
           c != '\'';
  };
  while (begin < name.size()) {
    if (is_break(name[begin])) {
      gap = true;
      ++begin;
      continue;
    }
    std::size_t end = begin;
    while (end < name.size() && !is_break(name[end])) ++end;
    std::string word;
    for (const char c : fold(name.substr(begin, end - begin)))
      if (static_cast<unsigned char>(c) < 0x80) word.push_back(c);
    if (!word.empty()) {
      if (gap && !out.empty()) out.push_back('-');
      out += word;
      gap = false;
    }
    begin = end;
  }
  return out;
}

std::string name_id(std::string_view name) {
  std::string id = slug(name);
  return id.empty() ? "n-" + sha256_hex(name).substr(0, 8) : id;
}

}  // namespace assay::domain
