#include "text/html.hpp"

#include <algorithm>
#include <unordered_map>

#include "text/character.hpp"
#include "text/gumbo_tree.hpp"
#include "text/html_meta.hpp"

namespace assay::text {
namespace {

constexpr std::size_t kDeepest = 1024;
constexpr std::size_t kMemory = std::size_t{64} << 20, kMemoryPerByte = 64;

bool is_block(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_ADDRESS:
    case GUMBO_TAG_ARTICLE:
    case GUMBO_TAG_ASIDE:
    case GUMBO_TAG_BLOCKQUOTE:
    case GUMBO_TAG_BODY:
    case GUMBO_TAG_CENTER:
    case GUMBO_TAG_DD:
    case GUMBO_TAG_DETAILS:
    case GUMBO_TAG_DIV:
    case GUMBO_TAG_DL:
    case GUMBO_TAG_DT:
    case GUMBO_TAG_FIELDSET:
    case GUMBO_TAG_FIGCAPTION:
    case GUMBO_TAG_FIGURE:
    case GUMBO_TAG_FOOTER:
    case GUMBO_TAG_H1:
    case GUMBO_TAG_H2:
    case GUMBO_TAG_H3:
    case GUMBO_TAG_H4:
    case GUMBO_TAG_H5:
    case GUMBO_TAG_H6:
    case GUMBO_TAG_HEADER:
    case GUMBO_TAG_HR:
    case GUMBO_TAG_LI:
    case GUMBO_TAG_MAIN:
    case GUMBO_TAG_NAV:
    case GUMBO_TAG_OL:
    case GUMBO_TAG_P:
    case GUMBO_TAG_PRE:
    case GUMBO_TAG_SECTION:
    case GUMBO_TAG_SUMMARY:
    case GUMBO_TAG_TABLE:
    case GUMBO_TAG_TBODY:
    case GUMBO_TAG_TD:
    case GUMBO_TAG_TH:
    case GUMBO_TAG_THEAD:
    case GUMBO_TAG_TFOOT:
    case GUMBO_TAG_TR:
    case GUMBO_TAG_UL:
      return true;
    default:
      return false;
  }
}

bool is_silent(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_SCRIPT:
    case GUMBO_TAG_STYLE:
    case GUMBO_TAG_NOSCRIPT:
    case GUMBO_TAG_TEMPLATE:
    case GUMBO_TAG_SVG:
    case GUMBO_TAG_MATH:
    case GUMBO_TAG_IFRAME:
    case GUMBO_TAG_BUTTON:
    case GUMBO_TAG_SELECT:
    case GUMBO_TAG_TEXTAREA:
    case GUMBO_TAG_OBJECT:
    case GUMBO_TAG_AUDIO:
    case GUMBO_TAG_VIDEO:
    case GUMBO_TAG_CANVAS:
    case GUMBO_TAG_HEAD:
      return true;
    default:
      return false;
  }
}

class Reader {
 public:
  Reader(std::string_view source, const Lexicon& lexicon)
      : source_(source), lexicon_(lexicon), meta_(page_) {}

  Page read(const GumboNode& root) {
    weigh(root, 0);
    choose_root(root);
    walk(root, Context{}, 0);
    close();
    finish();
    return std::move(page_);
  }

 private:
  struct Context {
    std::optional<BlockKind> kind;  // what an element around says
    bool marked = false;            // `kind` stands for all below
    bool in_root = false;
    bool in_link = false;
  };

  // Bytes of paragraph text below each element, to tell a wrapper from a corner of the page.
  std::size_t weigh(const GumboNode& node, std::size_t depth) {
    if (depth > kDeepest || node.type != GUMBO_NODE_ELEMENT || is_silent(node.v.element.tag)) return 0;
    std::size_t weight = 0;
    if (node.v.element.tag == GUMBO_TAG_P) {
      weight = text_bytes(node, depth);
    } else {
      for (const GumboNode* child : children_of(node)) weight += weigh(*child, depth + 1);
    }
    if (weight > 0) weights_[&node] = weight;
    return weight;
  }
  std::size_t text_bytes(const GumboNode& node, std::size_t depth) {
    if (node.type == GUMBO_NODE_TEXT) return std::char_traits<char>::length(node.v.text.text);
    std::size_t size = 0;
    if (depth > kDeepest) return 0;
    for (const GumboNode* child : children_of(node)) size += text_bytes(*child, depth + 1);
    return size;
  }
  std::size_t weight(const GumboNode& node) const {
    const auto found = weights_.find(&node);
    return found == weights_.end() ? 0 : found->second;
  }

  // The article with most of the page's paragraphs, or <main>, or the whole page.
  void choose_root(const GumboNode& root) {
    total_ = weight(root);
    find_root(root, 0);
    if (root_ == nullptr || weight(*root_) * 10 < total_ * 4)
      root_ = main_ && weight(*main_) * 10 >= total_ * 4 ? main_ : nullptr;
  }
  void find_root(const GumboNode& node, std::size_t depth) {
    if (depth > kDeepest || node.type != GUMBO_NODE_ELEMENT) return;
    if (node.v.element.tag == GUMBO_TAG_ARTICLE && (root_ == nullptr || weight(node) > weight(*root_)))
      root_ = &node;
    if (node.v.element.tag == GUMBO_TAG_MAIN) main_ = &node;
    for (const GumboNode* child : children_of(node)) find_root(*child, depth + 1);
  }

  void walk(const GumboNode& node, Context context, std::size_t depth) {
    if (depth > kDeepest) return;
    switch (node.type) {
      case GUMBO_NODE_TEXT:
      case GUMBO_NODE_WHITESPACE:
      case GUMBO_NODE_CDATA:
        return text(node.v.text, context);
      case GUMBO_NODE_ELEMENT:
        break;
      default:
        return;
    }
    const GumboElement& element = node.v.element;
    const GumboTag tag = element.tag;
    if (tag == GUMBO_TAG_HEAD) return meta_.head(node);
    if (tag == GUMBO_TAG_SCRIPT) return meta_.script(node);
    if (tag == GUMBO_TAG_META) return meta_.meta(node);
    if (is_silent(tag)) return;
    if (attribute(node, "hidden").data() != nullptr || attribute(node, "aria-hidden") == "true") return;
    if (attribute(node, "style").find("display:none") != std::string_view::npos) return;
    if (&node == root_ || (root_ == nullptr && tag == GUMBO_TAG_BODY)) context.in_root = true;
    if (tag == GUMBO_TAG_BR) {
      break_line_ = true;
      return;
    }
    if (tag == GUMBO_TAG_TIME) meta_.time(node);
    if (tag == GUMBO_TAG_A) context.in_link = true;
    if (!mark(node, context)) return;
    const bool block = is_block(tag);
    if (block) close();
    if (tag == GUMBO_TAG_TR && is_data_row(node)) {
      row(node, context, depth);
    } else {
      if (block) open_kind_ = kind_for(tag, context);
      for (const GumboNode* child : children_of(node)) walk(*child, context, depth + 1);
    }
    if (block) close();
  }

  // Takes the marks of an element's tag, class, id and role into `context`; false when it holds no text of
  // interest.
  bool mark(const GumboNode& node, Context& context) {
    const GumboTag tag = node.v.element.tag;
    const bool wrapper = (total_ > 0 && weight(node) * 2 > total_) || tag == GUMBO_TAG_HTML ||
                         tag == GUMBO_TAG_BODY || tag == GUMBO_TAG_MAIN || &node == root_ || is_heading(tag);
    if (wrapper) return true;
    std::optional<BlockKind> kind;
    if (tag == GUMBO_TAG_NAV) kind = BlockKind::kNavigation;
    if (tag == GUMBO_TAG_FOOTER) kind = BlockKind::kCommentRules;
    if (tag == GUMBO_TAG_ASIDE) kind = BlockKind::kRelated;
    if (tag == GUMBO_TAG_FORM) kind = BlockKind::kCommentRules;
    if (tag == GUMBO_TAG_FIGCAPTION) kind = BlockKind::kCaption;
    if (!kind) {
      for (const char* name : {"class", "id", "role", "itemprop", "rel"}) {
        const std::string low = lower(attribute(node, name));
        if (low.empty() || low.size() > 400) continue;
        std::size_t at = 0;
        while (at < low.size() && !kind) {
          std::size_t end = at;
          while (end < low.size() && low[end] >= 'a' && low[end] <= 'z') ++end;
          if (end > at) {
            const auto found = lexicon_.html.find(low.substr(at, end - at));
            if (found != lexicon_.html.end()) {
              if (found->second == "skip") return false;
              kind = block_kind_named(found->second);
            }
          }
          at = end + 1;
        }
      }
    }
    // A mark inside a marked part refines nothing: a byline in the navigation is navigation.
    if (kind && !context.marked) {
      context.kind = kind;
      context.marked = true;
    }
    return true;
  }

  static bool is_heading(GumboTag tag) {
    return tag == GUMBO_TAG_H1 || tag == GUMBO_TAG_H2 || tag == GUMBO_TAG_H3 || tag == GUMBO_TAG_H4 ||
           tag == GUMBO_TAG_H5 || tag == GUMBO_TAG_H6;
  }

  std::optional<BlockKind> kind_for(GumboTag tag, const Context& context) {
    if (tag == GUMBO_TAG_H1 && !had_headline_ && !(context.marked && context.kind == BlockKind::kRelated)) {
      return BlockKind::kHeadline;
    }
    if (context.marked) return context.kind;
    if (!context.in_root) return BlockKind::kNavigation;
    if (is_heading(tag)) return BlockKind::kHeading;
    if (tag == GUMBO_TAG_LI) return BlockKind::kListItem;
    if (tag == GUMBO_TAG_P || tag == GUMBO_TAG_BLOCKQUOTE) return BlockKind::kParagraph;
    return std::nullopt;
  }

  static bool is_data_row(const GumboNode& row) {
    for (const GumboNode* cell : children_of(row)) {
      for (const GumboNode* child : children_of(*cell)) {
        if (child->type == GUMBO_NODE_ELEMENT && is_block(child->v.element.tag)) return false;
      }
    }
    return true;
  }
  void row(const GumboNode& node, Context context, std::size_t depth) {
    std::size_t cells = 0;
    for (const GumboNode* cell : children_of(node)) cells += cell->type == GUMBO_NODE_ELEMENT;
    open_kind_ = context.marked ? context.kind : cells > 1 ? std::optional(BlockKind::kTable) : std::nullopt;
    bool first = true;
    for (const GumboNode* cell : children_of(node)) {
      if (cell->type != GUMBO_NODE_ELEMENT) continue;
      if (!first && open_begin_ && page_.text.size() > *open_begin_) layout("\t");
      first = false;
      for (const GumboNode* child : children_of(*cell)) walk(*child, context, depth + 2);
    }
  }

  // Text that no byte of the page stands for.
  void layout(std::string_view added) {
    page_.text.append(added);
    page_.map.append(static_cast<std::uint32_t>(added.size()), 0);
    pending_space_.reset();
  }

  // One character (or what one entity stands for) of the page, at `at` in the source.
  void put(std::string_view utf8, char32_t c, std::size_t at, std::size_t size, bool in_link) {
    switch (treatment(c)) {
      case Treat::kDrop:
        return;
      case Treat::kSpace:
      case Treat::kLine:
        if (!pending_space_)
          pending_space_ = Span{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + size)};
        return;
      case Treat::kKeep:
        if (c != ' ') break;
        if (!pending_space_)
          pending_space_ = Span{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + size)};
        return;
    }
    if (break_line_ && open_begin_) {  // <br>: a new line, unless the sentence goes on in lower case
      const bool goes_on =
          c >= 'a' && c <= 'z' && !ends_with_stop(std::string_view(page_.text).substr(*open_begin_));
      if (!goes_on) {
        const auto kind = open_kind_;
        close();
        open_kind_ = kind;
      } else if (!pending_space_) {
        layout(" ");
      }
    }
    break_line_ = false;
    if (!open_begin_) {
      open_begin_ = static_cast<std::uint32_t>(page_.text.size());
    } else if (pending_space_) {
      page_.map.seek(pending_space_->begin);
      page_.map.append(1, pending_space_->size());
      page_.text += ' ';
    }
    pending_space_.reset();
    page_.map.seek(static_cast<std::uint32_t>(at));
    page_.map.append(static_cast<std::uint32_t>(utf8.size()), static_cast<std::uint32_t>(size));
    page_.text.append(utf8);
    if (in_link) linked_ += utf8.size();
  }

  static std::size_t utf8_size(std::string_view text) {
    const auto c = static_cast<unsigned char>(text[0]);
    return std::min<std::size_t>(text.size(), c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4);
  }
  static char32_t code_point(std::string_view utf8) {
    const auto byte = [&](std::size_t i) {
      return static_cast<char32_t>(static_cast<unsigned char>(utf8[i]));
    };
    switch (utf8.size()) {
      case 1:
        return byte(0);
      case 2:
        return (byte(0) & 0x1F) << 6 | (byte(1) & 0x3F);
      case 3:
        return (byte(0) & 0x0F) << 12 | (byte(1) & 0x3F) << 6 | (byte(2) & 0x3F);
      default:
        return (byte(0) & 0x07) << 18 | (byte(1) & 0x3F) << 12 | (byte(2) & 0x3F) << 6 | (byte(3) & 0x3F);
    }
  }

  // How much of `source` (which begins with '&') stands for how much of `decoded`.
  static std::pair<std::size_t, std::size_t> entity(std::string_view source, std::string_view decoded) {
    std::size_t name = 1;
    if (name < source.size() && source[name] == '#') ++name;
    while (name < source.size() && name < 34 && std::isalnum(static_cast<unsigned char>(source[name])))
      ++name;
    const bool semicolon = name < source.size() && source[name] == ';';
    const std::size_t whole = name + (semicolon ? 1 : 0);
    if (name == 1) return {1, 1};  // a bare '&'
    const bool amp = source.starts_with("&amp");
    if (amp) return {source.starts_with("&amp;") ? 5 : 4, 1};
    if (decoded.starts_with(source.substr(0, whole))) return {1, 1};  // not known, so printed as it is
    const std::size_t one = utf8_size(decoded);
    // An entity without semicolon may be shorter than the word it opens ('&copy2024'), and a few stand for
    // two characters: take the reading after which both sides go on alike.
    const auto alike = [&](std::size_t s, std::size_t d) {
      if (s >= source.size() || d >= decoded.size()) return s >= source.size() && d >= decoded.size();
      return source[s] == decoded[d] || source[s] == '&' || source[s] == '<' || source[s] == '\n' ||
             source[s] == ' ';
    };
    if (alike(whole, one)) return {whole, one};
    const std::size_t two = one < decoded.size() ? one + utf8_size(decoded.substr(one)) : one;
    if (alike(whole, two)) return {whole, two};
    for (std::size_t s = whole; s > 2; --s) {
      if (alike(s, one)) return {s, one};
    }
    return {whole, one};
  }

  static bool opens_tag(std::string_view source, std::size_t at) {
    if (source[at] != '<' || at + 1 >= source.size()) return false;
    const char next = source[at + 1];
    return next == '/' || next == '!' || next == '?' || std::isalpha(static_cast<unsigned char>(next));
  }

  // The end of the character that `at` cuts, or `at` itself.
  std::size_t character_end(std::size_t at) const {
    while (at < source_.size() && (static_cast<unsigned char>(source_[at]) & 0xC0) == 0x80) ++at;
    return std::min(at, source_.size());
  }

  void text(const GumboText& node, const Context& context) {
    const std::string_view decoded(node.text);
    std::string_view original(node.original_text.data, node.original_text.length);
    if (original.data() < source_.data() || original.data() > source_.data() + source_.size()) return;
    const std::size_t base = static_cast<std::size_t>(original.data() - source_.data());
    // Gumbo's length is short where it dropped a stray end tag on the way; the text itself says where to
    // stop.
    original = source_.substr(base);
    std::size_t d = 0, s = 0;
    while (d < decoded.size()) {
      const std::size_t one = utf8_size(decoded.substr(d));
      if (s >= original.size()) break;
      const char from = original[s];
      if (from == '&') {
        const auto [source_size, text_size] = entity(original.substr(s), decoded.substr(d));
        const std::string_view piece = decoded.substr(d, text_size);
        put(piece, code_point(piece.substr(0, utf8_size(piece))), base + s,
            std::min(source_size, original.size() - s), context.in_link);
        d += piece.size();
        s += source_size;
      } else if (from == decoded[d] && !opens_tag(original, s)) {
        const std::string_view piece = decoded.substr(d, one);
        put(piece, code_point(piece), base + s, one, context.in_link);
        d += one;
        s += one;
      } else if (from == '<') {  // a tag that the parser ignored, or a comment
        const bool comment = original.substr(s).starts_with("<!--");
        const auto end = comment ? original.find("-->", s + 4) : original.find('>', s);
        s = end == std::string_view::npos ? original.size() : end + (comment ? 3 : 1);
      } else if (from == ' ' || from == '\n' || from == '\t') {
        ++s;
      } else {  // lost: what is left stands for what is left
        const std::size_t length = std::max(node.original_text.length, s + 1);
        const std::size_t size = character_end(base + length) - base - s;
        for (; d < decoded.size(); d += utf8_size(decoded.substr(d))) {
          const std::string_view piece = decoded.substr(d, utf8_size(decoded.substr(d)));
          put(piece, code_point(piece), base + s, size, context.in_link);
        }
        break;
      }
    }
    if (open_begin_ && !open_kind_ && context.marked) open_kind_ = context.kind;
  }

  void close() {
    pending_space_.reset();
    break_line_ = false;
    if (!open_begin_) {
      open_kind_.reset();
      linked_ = 0;
      return;
    }
    Passage passage;
    passage.span = {*open_begin_, static_cast<std::uint32_t>(page_.text.size())};
    passage.gap_before = true;
    passage.kind = open_kind_;
    const bool link = linked_ * 10 >= passage.span.size() * 8;
    if (link && passage.span.size() < 200 &&
        (!passage.kind || passage.kind == BlockKind::kListItem || passage.kind == BlockKind::kParagraph)) {
      passage.kind = BlockKind::kRelated;
    }
    if (passage.kind == BlockKind::kHeadline) had_headline_ = true;
    page_.passages.push_back(passage);
    open_begin_.reset();
    open_kind_.reset();
    linked_ = 0;
    layout("\n\n");
  }

  // Without <h1>, the heading that the page's title repeats, or the first above the text, is the headline.
  void finish() {
    auto& list = page_.passages;
    if (!had_headline_) {
      const auto paragraph = std::find_if(list.begin(), list.end(),
                                          [](const Passage& p) { return p.kind == BlockKind::kParagraph; });
      const auto heading = std::find_if(list.begin(), paragraph,
                                        [](const Passage& p) { return p.kind == BlockKind::kHeading; });
      if (heading != paragraph) heading->kind = BlockKind::kHeadline;
    }
    // 'Headline - Outlet' in <title>
    for (std::string* title : {&page_.title, &page_.window_title}) {
      for (const std::string_view sign : {" | ", " - ", " – ", " — ", " :: "}) {
        if (page_.outlet.empty()) break;
        std::string tail(sign);
        tail += page_.outlet;
        if (title->size() > tail.size() && title->ends_with(tail)) title->resize(title->size() - tail.size());
      }
    }
    // The visible headline is the title where there is one.
    for (const Passage& passage : list) {
      if (passage.kind == BlockKind::kHeadline) {
        page_.title = page_.text.substr(passage.span.begin, passage.span.size());
        break;
      }
    }
  }

  std::string_view source_;
  const Lexicon& lexicon_;
  Page page_;
  PageMeta meta_;
  std::unordered_map<const GumboNode*, std::size_t> weights_;
  std::size_t total_ = 0;
  const GumboNode* root_ = nullptr;
  const GumboNode* main_ = nullptr;
  std::optional<std::uint32_t> open_begin_;  // of the passage that is being filled
  std::optional<BlockKind> open_kind_;
  std::optional<Span> pending_space_;  // in the source
  bool break_line_ = false, had_headline_ = false;
  std::size_t linked_ = 0;  // bytes of the open passage that stand in links
};

}  // namespace

Result<Page> read_html(std::string_view source, const Lexicon& lexicon) {
  if (nesting(source) > kDeepest) {
    return Error{ErrorCode::kTooLarge, "the page nests elements more than 1024 deep; save its text instead",
                 ""};
  }
  GumboTree tree(source, kMemory + kMemoryPerByte * source.size());
  if (tree.root() == nullptr) {
    return Error{ErrorCode::kTooLarge, "the page's tree takes too much memory; save its text instead", ""};
  }
  return Reader(source, lexicon).read(*tree.root());
}

bool looks_like_html(std::string_view text) {
  std::string low = lower(text.substr(0, 1024));
  const auto begin = low.find_first_not_of(" \n\t");
  if (begin == std::string::npos || low[begin] != '<') return false;
  low.erase(0, begin);
  if (low.starts_with("<?xml")) return low.find("<html") != std::string::npos;
  for (const std::string_view tag :
       {"!doctype html", "html", "head", "body", "article", "main", "section", "div", "p", "h1", "h2",
        "title", "meta", "table", "span", "!--", "center", "nav", "header"}) {
    if (!std::string_view(low).substr(1).starts_with(tag)) continue;
    const char after = low.size() > tag.size() + 1 ? low[tag.size() + 1] : '>';
    if (tag == "!--" || after == '>' || after == ' ' || after == '\n' || after == '/' || after == '\t')
      return true;
  }
  return false;
}

std::string declared_charset(std::string_view bytes) {
  const std::string low = lower(bytes.substr(0, 1024));
  if (low.find('<') == std::string::npos) return {};
  for (const std::string_view mark : {"charset=", "encoding="}) {
    auto at = low.find(mark);
    if (at == std::string::npos) continue;
    at += mark.size();
    while (at < low.size() && (low[at] == '"' || low[at] == '\'' || low[at] == ' ')) ++at;
    std::size_t end = at;
    while (end < low.size() &&
           (std::isalnum(static_cast<unsigned char>(low[end])) || low[end] == '-' || low[end] == '_'))
      ++end;
    return low.substr(at, std::min<std::size_t>(end - at, 40));
  }
  return {};
}

}  // namespace assay::text
