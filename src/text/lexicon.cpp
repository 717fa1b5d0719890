#include "text/lexicon.hpp"

#include <algorithm>
#include <fstream>

#include "domain/domain.hpp"

namespace assay::text {
namespace {

bool is_word_byte(unsigned char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

// The size of the punctuation or space at `at` that is not ASCII, or 0: U+0080–U+00BF, × and ÷,
// U+2000–U+2BFF, U+3000–U+303F, U+FE0F and the emoji.
std::size_t punctuation_size(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) {
    return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0u;
  };
  if (byte(0) == 0xC2) return 2;
  if (byte(0) == 0xC3 && (byte(1) == 0x97 || byte(1) == 0xB7)) return 2;
  if (byte(0) == 0xE2 && byte(1) >= 0x80 && byte(1) < 0xB0) return 3;
  if (byte(0) == 0xE3 && byte(1) == 0x80) return 3;
  if (byte(0) == 0xEF && byte(1) == 0xB8) return 3;
  if (byte(0) == 0xF0 && byte(1) == 0x9F) return 4;
  return 0;
}

}  // namespace

std::string lower(std::string_view text) {
  std::string out(text);
  for (std::size_t i = 0; i < out.size(); ++i) {
    const auto c = static_cast<unsigned char>(out[i]);
    if (c >= 'A' && c <= 'Z') {
      out[i] = static_cast<char>(c - 'A' + 'a');
    } else if (c == 0xC3 && i + 1 < out.size()) {  // À to Þ
      const auto next = static_cast<unsigned char>(out[i + 1]);
      if (next >= 0x80 && next <= 0x9E && next != 0x97) out[i + 1] = static_cast<char>(next + 0x20);
    }
  }
  return out;
}

std::vector<Word> words_of(std::string_view low, Span within) {
  std::vector<Word> words;
  std::size_t at = within.begin;
  while (at < within.end) {
    const std::size_t begin = at;
    while (at < within.end) {
      const auto c = static_cast<unsigned char>(low[at]);
      if (is_word_byte(c)) {
        ++at;
      } else if (c >= 0x80 && punctuation_size(low, at) == 0) {
        ++at;
      } else {
        break;
      }
    }
    if (at > begin) {
      words.push_back({{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at)},
                       low.substr(begin, at - begin)});
    }
    if (at < within.end) at += std::max<std::size_t>(1, punctuation_size(low, at));
  }
  return words;
}

void Phrases::add(std::string_view phrase) {
  const std::string low = lower(phrase);
  std::vector<std::string> parts;
  std::size_t at = 0;
  while (at < low.size()) {
    if (low[at] == '*') {
      parts.emplace_back("*");
      ++at;
      continue;
    }
    const auto next = words_of(low, {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(low.size())});
    const std::size_t star = low.find('*', at);
    if (next.empty() || (star != std::string::npos && next.front().span.begin > star)) {
      if (star == std::string::npos) break;
      at = star;
      continue;
    }
    parts.emplace_back(next.front().low);
    at = next.front().span.end;
  }
  if (parts.empty() || parts.front() == "*") return;
  auto& list = by_first_[parts.front()];
  list.push_back(parts);
  std::sort(list.begin(), list.end(), [](const auto& a, const auto& b) { return a.size() > b.size(); });
}

namespace {

// The word after the last that `parts`, from `part` on, matches at words[at]; 0 when it does not.
std::size_t match_from(const std::vector<std::string>& parts, std::size_t part,
                       const std::vector<Word>& words, std::size_t at) {
  for (; part < parts.size(); ++part, ++at) {
    if (parts[part] == "*") {
      for (std::size_t skipped = 1; skipped <= 4; ++skipped) {
        if (const auto end = match_from(parts, part + 1, words, at + skipped)) return end;
      }
      return 0;
    }
    if (at >= words.size() || words[at].low != parts[part]) return 0;
  }
  return at;
}

}  // namespace

std::size_t Phrases::match(const std::vector<Word>& words, std::size_t at) const {
  if (at >= words.size()) return 0;
  const auto found = by_first_.find(std::string(words[at].low));
  if (found == by_first_.end()) return 0;
  for (const auto& parts : found->second) {
    if (const auto end = match_from(parts, 0, words, at)) return end - at;
  }
  return 0;
}

bool Phrases::anywhere(const std::vector<Word>& words) const {
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (match(words, i)) return true;
  }
  return false;
}

bool Phrases::contains(std::string_view word) const {
  const auto found = by_first_.find(std::string(word));
  return found != by_first_.end() && found->second.back().size() == 1;
}

namespace {

// Calls `each` with every entry of a list file and its line number. '#' opens a comment line.
template <class F>
Status each_line(const std::filesystem::path& path, F each) {
  std::ifstream file(path);
  if (!file) return Error{ErrorCode::kNotFound, "the word list cannot be read", path.string()};
  std::string line;
  for (int number = 1; std::getline(file, line); ++number) {
    while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) line.pop_back();
    if (line.empty() || line.front() == '#') continue;
    if (!each(std::string_view(line))) {
      return Error{ErrorCode::kBadFormat, "expected a word, a tab and its value",
                   path.string() + ":" + std::to_string(number)};
    }
  }
  return success();
}

}  // namespace

Result<Lexicon> Lexicon::load(const std::filesystem::path& root) {
  Lexicon out;
  const std::pair<const char*, Phrases*> lists[] = {{"byline", &out.byline},
                                                    {"role", &out.role},
                                                    {"credit", &out.credit},
                                                    {"caption", &out.caption},
                                                    {"related", &out.related},
                                                    {"navigation", &out.navigation},
                                                    {"boilerplate", &out.boilerplate},
                                                    {"notice", &out.notice},
                                                    {"masthead", &out.masthead},
                                                    {"finite", &out.finite},
                                                    {"correction", &out.correction},
                                                    {"date_mark", &out.date_mark},
                                                    {"update_mark", &out.update_mark},
                                                    {"weekday", &out.weekday},
                                                    {"joining", &out.joining},
                                                    {"document", &out.document},
                                                    {"realm", &out.realm}};
  std::vector<std::filesystem::path> packs;
  std::error_code failed;
  for (const auto& entry : std::filesystem::directory_iterator(root, failed)) {
    if (entry.is_directory() && entry.path().filename() != "base") packs.push_back(entry.path() / "lexicon");
  }
  std::sort(packs.begin(), packs.end());
  packs.insert(packs.begin(), root / "base" / "lexicon");
  for (std::size_t i = 0; i < packs.size(); ++i) {
    const bool must = i == 0;  // base has every list, a country may add to any
    for (const auto& [name, phrases] : lists) {
      const auto path = packs[i] / (std::string("text_") + name + ".txt");
      if (!must && !std::filesystem::exists(path, failed)) continue;
      auto* into = phrases;
      const auto read = each_line(path, [&](std::string_view line) { return into->add(line), true; });
      if (!read.ok()) return read.error();
    }
    const auto months = packs[i] / "text_months.tsv";
    if (must || std::filesystem::exists(months, failed)) {
      const auto read = each_line(months, [&](std::string_view line) {
        const auto tab = line.find('\t');
        if (tab == std::string_view::npos) return false;
        const int month = std::atoi(std::string(line.substr(tab + 1)).c_str());
        if (month < 1 || month > 12) return false;
        out.months[lower(line.substr(0, tab))] = month;
        return true;
      });
      if (!read.ok()) return read.error();
    }
    for (const auto& [name, table] :
         {std::pair{"text_html.tsv", &out.html}, std::pair{"text_fields.tsv", &out.fields}}) {
      const auto path = packs[i] / name;
      if (!must && !std::filesystem::exists(path, failed)) continue;
      auto* into = table;
      const auto read = each_line(path, [&](std::string_view line) {
        const auto tab = line.find('\t');
        if (tab == std::string_view::npos) return false;
        (*into)[lower(line.substr(0, tab))] = std::string(line.substr(tab + 1));
        return true;
      });
      if (!read.ok()) return read.error();
    }
  }
  return out;
}

Result<Lexicon> Lexicon::load(const domain::Domain& domain) { return load(domain.root()); }

}  // namespace assay::text
