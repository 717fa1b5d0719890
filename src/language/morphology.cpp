#include "language/morphology.hpp"

#include <algorithm>
#include <cstring>
#include <map>

#include "language/characters.hpp"

namespace assay::language {
namespace {

constexpr std::size_t kLongestEnding = 6;

// Where the last `count` characters of `text` begin, or npos when it has fewer.
std::size_t ending_at(std::string_view text, std::size_t count) {
  std::size_t at = text.size();
  while (count > 0) {
    if (at == 0) return std::string_view::npos;
    --at;
    while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) --at;
    --count;
  }
  return at;
}

// Whether a character begins at `at`, or the text ends there.
bool begins_character(std::string_view text, std::size_t at) {
  return at >= text.size() || (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80;
}

// Words are told apart by tag and by whether they are written with a capital.
std::string tag_of(std::string_view upos, std::string_view xpos, std::string_view form) {
  std::string tag(upos);
  tag += '|';
  tag += xpos;
  const char32_t first = form.empty() ? 0 : decode(form, 0).code;
  tag +=
      is_upper(first) ? (form.size() > 1 && is_upper(decode(form, form.size() - 1).code) ? 'A' : 'U') : 'l';
  return tag;
}

}  // namespace

std::uint64_t Morphology::key_of(std::string_view text, std::string_view tag, bool whole) {
  return hash_of(text, hash_of(tag, whole ? 1 : 2));
}

Morphology::Edit Morphology::edit_of(const std::string& form, const std::string& lemma) {
  Edit best;
  std::size_t best_cost = SIZE_MAX;
  for (const bool lower : {false, true}) {
    const std::string from = lower ? lowered(form) : form;
    std::size_t common = 0;
    while (common < from.size() && common < lemma.size() && from[common] == lemma[common]) ++common;
    while (common > 0 && !(begins_character(from, common) && begins_character(lemma, common))) --common;
    const std::size_t cut = from.size() - common;
    const std::size_t cost = cut + lemma.size() - common;
    if (cut < 256 && cost < best_cost) {
      best_cost = cost;
      best = {lower, static_cast<unsigned char>(cut), lemma.substr(common)};
    }
  }
  return best;
}

Morphology Morphology::train(const std::vector<Treebank>& treebanks, const std::vector<WordForm>& lexicon) {
  std::map<std::string, std::map<std::string, std::map<Edit, int>>> wholes, endings;  // tag → key → edit
  for (const Treebank& treebank : treebanks) {
    for (const TreebankSentence& annotated : treebank) {
      for (const Token& token : annotated.sentence.tokens) {
        if (token.upos == "X" && token.lemma == "_") continue;
        const std::string tag = tag_of(token.upos, token.xpos, token.form);
        const Edit edit = edit_of(token.form, token.lemma);
        const std::string low = lowered(token.form);
        ++wholes[tag][low][edit];
        for (std::size_t size = 0; size <= kLongestEnding; ++size) {
          const std::size_t at = ending_at(low, size);
          if (at == std::string::npos) break;
          ++endings[tag][low.substr(at)][edit];
        }
      }
    }
  }
  Morphology out;
  std::map<Edit, std::uint16_t> numbers;
  const auto number_of = [&](const std::map<Edit, int>& counts) {
    const auto best = std::max_element(counts.begin(), counts.end(),
                                       [](const auto& a, const auto& b) { return a.second < b.second; });
    const auto [known, fresh] = numbers.emplace(best->first, static_cast<std::uint16_t>(numbers.size()));
    if (fresh) out.edits_.push_back(best->first);
    return known->second;
  };
  for (const auto& [tag, keys] : endings) {
    for (const auto& [ending, counts] : keys) {
      // An ending that says what the shorter one says is left out.
      const std::uint16_t number = number_of(counts);
      if (!ending.empty()) {
        std::size_t first = decode(ending, 0).size;
        std::uint16_t shorter = UINT16_MAX;
        for (std::string_view rest = std::string_view(ending).substr(first);;) {
          if (const std::uint16_t* known = out.rules_.find(key_of(rest, tag, false)); known != nullptr) {
            shorter = *known;
            break;
          }
          if (rest.empty()) break;
          rest.remove_prefix(decode(rest, 0).size);
        }
        if (shorter == number) continue;
      }
      out.rules_.set(key_of(ending, tag, false), number);
    }
  }
  for (const auto& [tag, keys] : wholes) {
    for (const auto& [form, counts] : keys) out.rules_.set(key_of(form, tag, true), number_of(counts));
  }
  for (const WordForm& word : lexicon) {
    std::string capital = word.form;
    if (capital[0] >= 'a' && capital[0] <= 'z') capital[0] = static_cast<char>(capital[0] - 32);
    for (const std::string& form : {word.form, capital}) {
      const std::string tag = tag_of(word.upos, word.xpos, form);
      const std::uint64_t key = key_of(word.form, tag, true);
      if (out.rules_.find(key) != nullptr || out.lemma(form, word.upos, word.xpos) == word.lemma) continue;
      if (const Edit edit = edit_of(form, word.lemma); numbers.size() < 65000) {
        const auto [known, fresh] = numbers.emplace(edit, static_cast<std::uint16_t>(numbers.size()));
        if (fresh) out.edits_.push_back(edit);
        out.rules_.set(key, known->second);
      }
    }
  }
  return out;
}

std::string Morphology::lemma(std::string_view form, std::string_view upos, std::string_view xpos) const {
  const std::string low = lowered(form);
  std::string tag = tag_of(upos, xpos, form);
  // All in capitals, as in headlines: a word that is known with one capital is that word.
  if (tag.back() == 'A' && rules_.find(key_of(low, tag, true)) == nullptr) {
    tag.back() = 'U';
    if (rules_.find(key_of(low, tag, true)) == nullptr) tag.back() = 'A';
  }
  const Edit* edit = nullptr;
  if (const std::uint16_t* known = rules_.find(key_of(low, tag, true)); known != nullptr) edit = &edits_[*known];
  for (std::size_t size = kLongestEnding + 1; edit == nullptr && size-- > 0;) {
    const std::size_t at = ending_at(low, size);
    if (at == std::string::npos) continue;
    const std::uint16_t* known = rules_.find(key_of(std::string_view(low).substr(at), tag, false));
    if (known != nullptr) edit = &edits_[*known];
  }
  if (edit == nullptr) return upos == "PROPN" ? std::string(form) : low;
  std::string out = edit->lower ? low : std::string(form);
  if (edit->cut > out.size() || (edit->cut == out.size() && edit->add.empty()) ||
      !begins_character(out, out.size() - edit->cut)) {
    return low;
  }
  out.resize(out.size() - edit->cut);
  out += edit->add;
  return out;
}

void Morphology::save(std::string& out) const {
  const auto put = [&](const auto& value) {
    out.append(reinterpret_cast<const char*>(&value), sizeof value);
  };
  put(static_cast<std::uint32_t>(edits_.size()));
  for (const Edit& edit : edits_) {
    put(static_cast<unsigned char>(edit.lower));
    put(edit.cut);
    put(static_cast<unsigned char>(std::min<std::size_t>(edit.add.size(), 255)));
    out.append(edit.add, 0, 255);
  }
  std::vector<std::pair<std::uint64_t, std::uint16_t>> rules;
  rules_.for_each([&](std::uint64_t key, std::uint16_t number) { rules.emplace_back(key, number); });
  std::sort(rules.begin(), rules.end());
  put(static_cast<std::uint32_t>(rules.size()));
  for (const auto& rule : rules) put(rule.first);
  for (const auto& rule : rules) put(rule.second);
}

std::string_view Morphology::load(std::string_view bytes) {
  const auto take = [&](auto& value) {
    if (bytes.size() < sizeof value) return false;
    std::memcpy(&value, bytes.data(), sizeof value);
    bytes.remove_prefix(sizeof value);
    return true;
  };
  std::uint32_t count = 0;
  if (!take(count) || count > 65535) return {};
  edits_.assign(count, {});
  for (Edit& edit : edits_) {
    unsigned char lower = 0, size = 0;
    if (!take(lower) || !take(edit.cut) || !take(size) || bytes.size() < size) return {};
    edit.lower = lower != 0;
    edit.add = bytes.substr(0, size);
    bytes.remove_prefix(size);
  }
  if (!take(count) || bytes.size() / 10 < count) return {};
  rules_.reserve(count);
  const char* numbers = bytes.data() + std::size_t{count} * 8;
  for (std::uint32_t i = 0; i < count; ++i) {
    std::uint64_t key = 0;
    std::uint16_t number = 0;
    std::memcpy(&key, bytes.data() + std::size_t{i} * 8, 8);
    std::memcpy(&number, numbers + std::size_t{i} * 2, 2);
    if (number >= edits_.size()) return {};
    rules_.set(key, number);
  }
  bytes.remove_prefix(std::size_t{count} * 10);
  return bytes;
}

}  // namespace assay::language
