#include "language/conllu.hpp"

#include <fmt/format.h>
#include <zlib.h>

#include <charconv>
#include <filesystem>

#include "language/characters.hpp"

namespace assay::language {
namespace {

constexpr std::size_t kMostWords = 100'000;  // of a sentence of a treebank

std::vector<std::string_view> split(std::string_view line, char by) {
  std::vector<std::string_view> out;
  for (;;) {
    const std::size_t at = line.find(by);
    out.push_back(line.substr(0, at));
    if (at == std::string_view::npos) return out;
    line.remove_prefix(at + 1);
  }
}

bool parse_int(std::string_view text, int& out) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  return error == std::errc() && end == text.data() + text.size();
}

bool says_no_space(std::string_view misc) {
  for (const std::string_view field : split(misc, '|')) {
    if (field == "SpaceAfter=No") return true;
  }
  return false;
}

bool starts_with_apostrophe(std::string_view form) {
  return plain_punctuation(form.substr(0, 3)).starts_with('\'');
}

const char* label_of(NameKind kind) {
  switch (kind) {
    case NameKind::kPerson:
      return "PER";
    case NameKind::kOrganisation:
      return "ORG";
    case NameKind::kPlace:
      return "LOC";
    case NameKind::kNone:
      break;
  }
  return "";
}

}  // namespace

bool is_tree(const Sentence& sentence) {
  const int size = static_cast<int>(sentence.tokens.size());
  int roots = 0;
  for (const Token& token : sentence.tokens) {
    if (token.head < 0 || token.head > size) return false;
    roots += token.head == 0;
  }
  std::vector<int> seen(static_cast<std::size_t>(size) + 1, 0);
  for (int i = 1; i <= size; ++i) {
    for (int at = i; at != 0 && seen[at] != -1; at = sentence.tokens[at - 1].head) {
      if (seen[at] == i) return false;
      seen[at] = i;
    }
    for (int at = i; at != 0 && seen[at] == i; at = sentence.tokens[at - 1].head) seen[at] = -1;
  }
  return roots == 1;
}

Result<Treebank> read_conllu(std::string_view bytes, std::string_view name) {
  Treebank out;
  TreebankSentence current;
  int line_number = 0;
  const auto fail = [&](std::string message) {
    return Error{ErrorCode::kBadFormat, std::move(message), fmt::format("{}:{}", name, line_number)};
  };
  const auto finish = [&] {
    if (current.sentence.tokens.empty()) {
      current = {};
      return true;
    }
    if (!is_tree(current.sentence)) return false;
    const auto size = static_cast<int>(current.sentence.tokens.size());
    int covered = 0;
    for (const Contraction& range : current.contractions) {
      if (range.first <= covered || range.last > size) return false;
      covered = range.last;
    }
    out.push_back(std::move(current));
    current = {};
    return true;
  };
  while (!bytes.empty()) {
    const std::size_t end = bytes.find('\n');
    std::string_view line = bytes.substr(0, end);
    bytes.remove_prefix(end == std::string_view::npos ? bytes.size() : end + 1);
    ++line_number;
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty()) {
      if (!finish())
        return fail("The sentence before this line is no tree with one root, or a contraction leaves it.");
      continue;
    }
    if (line[0] == '#') {
      if (line.starts_with("# newpar") || line.starts_with("# newdoc")) current.opens_paragraph = true;
      continue;
    }
    const std::vector<std::string_view> cell = split(line, '\t');
    if (current.sentence.tokens.size() >= kMostWords) return fail("A sentence has more than 100000 words.");
    if (cell.size() != 10) return fail("A row of CoNLL-U has ten columns.");
    if (cell[0].find('.') != std::string_view::npos) continue;
    if (const std::size_t dash = cell[0].find('-'); dash != std::string_view::npos) {
      Contraction range;
      if (!parse_int(cell[0].substr(0, dash), range.first) ||
          !parse_int(cell[0].substr(dash + 1), range.last) ||
          range.first != static_cast<int>(current.sentence.tokens.size()) + 1 || range.last <= range.first) {
        return fail("The range of a contraction does not begin at the next word.");
      }
      range.form = cell[1];
      range.space_after = !says_no_space(cell[9]);
      current.contractions.push_back(std::move(range));
      continue;
    }
    int id = 0;
    Token token;
    if (!parse_int(cell[0], id) || id != static_cast<int>(current.sentence.tokens.size()) + 1) {
      return fail("Words are numbered 1, 2, 3 …");
    }
    if (cell[6] != "_" && !parse_int(cell[6], token.head)) return fail("The head is no number.");
    token.form = cell[1];
    token.lemma = cell[2];
    token.upos = cell[3];
    token.xpos = cell[4];
    token.feats = cell[5];
    token.deprel = cell[7];
    token.space_after = !says_no_space(cell[9]);
    // Given tokens without trees ("_" for a head) still read: each hangs from the first.
    if (cell[6] == "_") token.head = id == 1 ? 0 : 1;
    current.sentence.tokens.push_back(std::move(token));
    current.misc.emplace_back(cell[9]);
  }
  ++line_number;
  if (!finish()) return fail("The last sentence is no tree with one root, or a contraction leaves it.");
  return out;
}

Result<std::string> read_file(const std::string& path) {
  constexpr std::size_t kLargest = std::size_t{1} << 30;
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(path, ignored)) {
    return Error{ErrorCode::kNotFound, "There is no such file.", path};
  }
  gzFile file = gzopen(path.c_str(), "rb");
  if (file == nullptr) return Error{ErrorCode::kNoPermission, "The file can't be opened.", path};
  std::string bytes;
  std::string buffer(1 << 18, '\0');
  int read = 0;
  while ((read = gzread(file, buffer.data(), static_cast<unsigned>(buffer.size()))) > 0) {
    bytes.append(buffer, 0, static_cast<std::size_t>(read));
    if (bytes.size() > kLargest) break;
  }
  gzclose(file);
  if (bytes.size() > kLargest)
    return Error{ErrorCode::kTooLarge, "The file unpacks to more than 1 GB.", path};
  if (read < 0) return Error{ErrorCode::kBadFormat, "The gzip data is broken.", path};
  return bytes;
}

Result<Treebank> read_conllu_file(const std::string& path) {
  Result<std::string> bytes = read_file(path);
  if (!bytes) return bytes.error();
  return read_conllu(*bytes, path);
}

std::string raw_text(Treebank& treebank) {
  std::string text;
  bool space = false;
  for (TreebankSentence& annotated : treebank) {
    std::vector<Token>& tokens = annotated.sentence.tokens;
    if (annotated.opens_paragraph && !text.empty()) {
      text += "\n\n";
    } else if (space) {
      text += ' ';
    }
    std::size_t range = 0;
    for (std::size_t i = 0; i < tokens.size();) {
      if (range < annotated.contractions.size() &&
          annotated.contractions[range].first == static_cast<int>(i) + 1) {
        const Contraction& contraction = annotated.contractions[range++];
        auto at = static_cast<std::uint32_t>(text.size());
        const auto end = static_cast<std::uint32_t>(at + contraction.form.size());
        for (const auto last = static_cast<std::size_t>(contraction.last); i < last; ++i) {
          const auto size = static_cast<std::uint32_t>(tokens[i].form.size());
          tokens[i].span = {at, i + 1 == last ? end : std::min(end, at + size)};
          tokens[i].space_after = i + 1 == last && contraction.space_after;
          at = tokens[i].span.end;
        }
        text += contraction.form;
        space = contraction.space_after;
      } else {
        tokens[i].span = {static_cast<std::uint32_t>(text.size()),
                          static_cast<std::uint32_t>(text.size() + tokens[i].form.size())};
        text += tokens[i].form;
        space = tokens[i].space_after;
        ++i;
      }
      if (space && i < tokens.size()) text += ' ';
    }
    annotated.sentence.span = {tokens.front().span.begin, tokens.back().span.end};
  }
  return text;
}

std::vector<int> contractions_of(const Sentence& sentence) {
  const std::vector<Token>& tokens = sentence.tokens;
  std::vector<int> last(tokens.size(), 0);
  for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
    const Token &word = tokens[i], &next = tokens[i + 1];
    if (word.span.end != next.span.begin || word.form.empty() || next.form.empty()) continue;
    std::size_t final_char = word.form.size() - 1;
    while (final_char > 0 && (static_cast<unsigned char>(word.form[final_char]) & 0xC0) == 0x80) --final_char;
    const bool after_word = class_of(decode(word.form, final_char).code) == CharClass::kLetter;
    const bool clitic = starts_with_apostrophe(next.form) && (next.form.size() > 1) && next.upos != "PUNCT" &&
                        next.form != "''";
    const bool inside = class_of(decode(next.form, 0).code) == CharClass::kLetter && next.upos != "PUNCT";
    if (after_word && (clitic || inside)) last[i] = static_cast<int>(i) + 2;
  }
  for (std::size_t i = tokens.size(); i-- > 1;) {  // chains: it | 'd | n't
    if (last[i] != 0 && last[i - 1] == static_cast<int>(i) + 1) {
      last[i - 1] = last[i];
      last[i] = 0;
    }
  }
  return last;
}

void write_conllu(const Sentence& sentence, std::string_view text, int number, std::string& out) {
  const auto at = std::back_inserter(out);
  std::string line(text.substr(sentence.span.begin, sentence.span.size()));
  for (char& c : line) {
    if (static_cast<unsigned char>(c) < 0x20) c = ' ';
  }
  fmt::format_to(at, "# sent_id = {}\n# text = {}\n", number, line);
  const std::vector<int> contraction = contractions_of(sentence);
  int inside_until = 0;
  for (std::size_t i = 0; i < sentence.tokens.size(); ++i) {
    const Token& token = sentence.tokens[i];
    const int id = static_cast<int>(i) + 1;
    if (contraction[i] != 0) {
      inside_until = contraction[i];
      const Token& last = sentence.tokens[static_cast<std::size_t>(inside_until) - 1];
      fmt::format_to(at, "{}-{}\t{}\t_\t_\t_\t_\t_\t_\t_\t{}\n", id, inside_until,
                     text.substr(token.span.begin, last.span.end - token.span.begin),
                     last.space_after ? "_" : "SpaceAfter=No");
    }
    std::string misc;
    if (token.name != NameKind::kNone) {
      misc = fmt::format("Name={}-{}", token.name_begin ? 'B' : 'I', label_of(token.name));
    }
    if (!token.space_after && id > inside_until) {
      misc += misc.empty() ? "SpaceAfter=No" : "|SpaceAfter=No";
    }
    fmt::format_to(at, "{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t_\t{}\n", id, token.form, token.lemma, token.upos,
                   token.xpos, token.feats, token.head, token.deprel, misc.empty() ? "_" : misc);
  }
  out += '\n';
}

}  // namespace assay::language
