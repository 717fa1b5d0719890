#include "language/parser.hpp"

#include <algorithm>

#include "base/digest.hpp"
#include "language/for_each_index.hpp"
#include "language/model.hpp"

namespace assay::language {
namespace {

Sentence sentence_of(std::string_view text, const WordSpans& words) {
  Sentence sentence;
  sentence.span = {words.front().begin, words.back().end};
  sentence.tokens.resize(words.size());
  for (std::size_t i = 0; i < words.size(); ++i) {
    Token& token = sentence.tokens[i];
    token.span = words[i];
    token.form = text.substr(words[i].begin, words[i].size());
    token.lemma = token.form;
    token.upos = token.xpos = std::string(1, 'X');
    token.feats = std::string(1, '_');
    token.head = i == 0 ? 0 : 1;
    token.deprel = i == 0 ? "root" : "dep";
    token.space_after =
        i + 1 == words.size() ? words[i].end < text.size() : words[i].end < words[i + 1].begin;
  }
  return sentence;
}

// The parts of a text between empty lines, so that threads share a long text.
std::vector<Span> paragraphs_of(std::string_view text) {
  std::vector<Span> out;
  std::uint32_t begin = 0;
  while (begin < text.size()) {
    std::size_t end = text.find("\n\n", begin);
    end = end == std::string_view::npos ? text.size() : end + 2;
    out.push_back({begin, static_cast<std::uint32_t>(end)});
    begin = static_cast<std::uint32_t>(end);
  }
  return out;
}

}  // namespace

Language::Language(std::unique_ptr<const Model> model) : model_(std::move(model)) {}
Language::Language(Language&&) noexcept = default;
Language& Language::operator=(Language&&) noexcept = default;
Language::~Language() = default;

Result<Language> Language::load(const std::string& path) {
  Result<std::string> bytes = read_file(path);
  if (!bytes) return bytes.error();
  return from_bytes(*bytes, path);
}

Result<Language> Language::from_bytes(std::string_view bytes, std::string_view name) {
  Result<ModelParts> parts = read_parts(bytes, name);
  if (!parts) return parts.error();
  auto model = std::make_unique<Model>();
  static_cast<ModelParts&>(*model) = std::move(*parts);
  model->digest = sha256_hex(bytes);
  return Language(std::move(model));
}

const std::string& Language::digest() const { return model_->digest; }

std::vector<Sentence> Language::parse(std::string_view text) const {
  return parse(text, paragraphs_of(text));
}

std::vector<Sentence> Language::parse(std::string_view text, const std::vector<Span>& blocks,
                                      int threads) const {
  std::vector<std::vector<Sentence>> parts(blocks.size());
  for_each_index(blocks.size(), threads, [&](std::size_t i) { parts[i] = segment(text, {blocks[i]}); });
  std::vector<Sentence> out;
  for (std::vector<Sentence>& part : parts) std::move(part.begin(), part.end(), std::back_inserter(out));
  annotate(out, threads);
  return out;
}

std::vector<Sentence> Language::segment(std::string_view text, const std::vector<Span>& blocks) const {
  std::vector<Sentence> out;
  for (const Span block : blocks) {
    for (const WordSpans& words : model_->segmenter.segment(text, block))
      out.push_back(sentence_of(text, words));
  }
  return out;
}

void Language::annotate(std::vector<Sentence>& sentences, int threads, bool keep_tags) const {
  // A sentence of too many words is parsed in pieces, which hang together by their roots.
  std::vector<Sentence> pieces;
  std::vector<std::size_t> cut;  // the sentence that each piece is of
  for (std::size_t s = 0; s < sentences.size(); ++s) {
    std::vector<Token>& tokens = sentences[s].tokens;
    if (tokens.size() <= static_cast<std::size_t>(kLongestSentence)) continue;
    for (std::size_t at = 0; at < tokens.size(); at += kLongestSentence) {
      pieces.emplace_back();
      cut.push_back(s);
      const auto from = tokens.begin() + static_cast<std::ptrdiff_t>(at);
      pieces.back().tokens.assign(from, from + static_cast<std::ptrdiff_t>(std::min<std::size_t>(
                                                   kLongestSentence, tokens.size() - at)));
    }
  }
  // Batches of neighbours, each of about kBatchWords words.
  constexpr std::size_t kBatchWords = 512;
  std::vector<std::vector<Sentence*>> batches;
  std::size_t size = kBatchWords;
  const auto add = [&](Sentence& sentence) {
    if (sentence.tokens.empty() || sentence.tokens.size() > static_cast<std::size_t>(kLongestSentence))
      return;
    if (size + sentence.tokens.size() > kBatchWords) {
      batches.emplace_back();
      size = 0;
    }
    batches.back().push_back(&sentence);
    size += sentence.tokens.size();
  };
  for (Sentence& sentence : sentences) add(sentence);
  for (Sentence& piece : pieces) add(piece);
  for_each_index(batches.size(), threads, [&](std::size_t b) {
    thread_local Analyser::Scratch scratch;
    model_->analyser.analyse(batches[b].data(), batches[b].size(), keep_tags, scratch);
    for (Sentence* sentence : batches[b]) {
      for (Token& token : sentence->tokens)
        token.lemma = model_->morphology.lemma(token.form, token.upos, token.xpos);
    }
  });
  for (std::size_t p = 0; p < pieces.size();) {
    std::vector<Token>& tokens = sentences[cut[p]].tokens;
    int root = 0;
    std::size_t at = 0;
    for (const std::size_t s = cut[p]; p < pieces.size() && cut[p] == s; ++p) {
      const auto base = static_cast<int>(at);
      for (Token& token : pieces[p].tokens) {
        if (token.head != 0) {
          token.head += base;
        } else if (root == 0) {
          root = static_cast<int>(at) + 1;
        } else {
          token.head = root;
          token.deprel = "parataxis";
        }
        tokens[at++] = std::move(token);
      }
    }
  }
}

}  // namespace assay::language
