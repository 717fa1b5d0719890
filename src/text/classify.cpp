#include "text/classify.hpp"

#include <algorithm>

#include "text/date_hints.hpp"
#include "text/entry.hpp"
#include "text/lead.hpp"
#include "text/outlet.hpp"

namespace assay::text {
namespace {

// How many passages a header may have before the text must have begun.
constexpr std::size_t kLongestHeader = 14;

class Classifier {
 public:
  Classifier(const std::vector<Passage>& passages, const Lexicon& lexicon, Body& body)
      : lexicon_(lexicon), body_(body), low_(lower(body.text)) {
    entries_.reserve(passages.size());
    for (const Passage& passage : passages) {
      if (passage.span.empty()) continue;
      Entry entry;
      entry.view = view_of(body.text, low_, passage);
      entry.kind = passage.kind;
      entries_.push_back(std::move(entry));
    }
  }

  void run() {
    for (Entry& entry : entries_) by_words(entry);
    memo_header();
    bare_by();
    join_credits();
    split_header();
    for (std::size_t i = 0; i < entries_.size();) i = std::max(i + 1, related(i));
    header();
    body();
    footer();
    emit();
  }

 private:
  static bool marked_paragraph(const Entry& entry) {
    return entry.kind == BlockKind::kParagraph || entry.kind == BlockKind::kListItem;
  }

  void by_words(Entry& entry) {
    const PassageView& view = entry.view;
    entry.dates = find_dates(body_.text, view.words, lexicon_);
    entry.title_like = view.words.size() <= 30 &&
                       (!view.stop || (view.sentences <= 1 && !view.text.ends_with("."))) &&
                       !view.text.ends_with(",") && view.sentences <= 1;
    entry.prose = (view.stop && view.words.size() >= 9) || view.words.size() > 30;
    if (entry.kind == BlockKind::kHeading && is_related_heading(view, lexicon_))
      entry.kind = BlockKind::kRelated;
    if (entry.kind && !marked_paragraph(entry)) return;
    const bool correction = lexicon_.correction.match(view.words, 0) > 0;
    std::optional<BlockKind> kind;
    if (correction) {  // alone on its line it heads the note
      kind = lexicon_.correction.match(view.words, 0) == view.words.size() && !view.stop
                 ? BlockKind::kHeading
                 : BlockKind::kParagraph;
    } else if (is_caption(view, entry.dates, lexicon_)) {
      kind = BlockKind::kCaption;
    } else if (is_byline(view, lexicon_)) {
      kind = BlockKind::kByline;
    } else if (is_date_line(view, entry.dates, lexicon_)) {
      kind = BlockKind::kDateline;
    } else if (is_boilerplate(view, lexicon_)) {
      kind = BlockKind::kCommentRules;
    } else if (is_navigation(view, lexicon_)) {
      kind = BlockKind::kNavigation;
    } else if (is_related_heading(view, lexicon_)) {
      kind = BlockKind::kRelated;
    }
    if (kind) entry.kind = kind;
  }

  // 'Subject: …', 'From: …' at the head of a memo: what the field says, where two and more stand together.
  void memo_header() {
    std::vector<std::pair<std::size_t, const std::string*>> found;
    for (std::size_t i = 0; i < std::min<std::size_t>(entries_.size(), kLongestHeader); ++i) {
      const PassageView& view = entries_[i].view;
      const auto colon = view.text.find(": ");
      if (colon == std::string_view::npos || colon > 20 || view.words.size() > 40) continue;
      const auto field = lexicon_.fields.find(lower(view.text.substr(0, colon)));
      if (field != lexicon_.fields.end()) found.emplace_back(i, &field->second);
    }
    if (found.size() < 2) return;
    bool headline = false;
    for (const auto& [i, name] : found) {
      const auto kind = block_kind_named(*name);
      if (!kind || (*kind == BlockKind::kHeadline && headline)) continue;
      headline |= *kind == BlockKind::kHeadline;
      entries_[i].kind = kind;
      entries_[i].field = *kind == BlockKind::kHeadline;
    }
  }

  // 'By' alone on its line has the names on the next.
  void bare_by() {
    for (std::size_t i = 0; i + 1 < entries_.size() && i < kLongestHeader; ++i) {
      if (entries_[i].view.words.size() != 1 || entries_[i].view.words[0].low != "by") continue;
      entries_[i].kind = BlockKind::kByline;
      if (entries_[i + 1].view.words.size() <= 8 && !entries_[i + 1].view.stop)
        entries_[i + 1].kind = BlockKind::kByline;
    }
  }

  // A window's title repeats the headline, with the outlet behind it: only one of the two is read.
  void drop_repeats(std::size_t end) {
    for (std::size_t i = 0; i < end; ++i) {
      for (std::size_t j = i + 1; j < end; ++j) {
        const std::string_view a = entries_[i].view.text, b = entries_[j].view.text;
        if (entries_[i].kind || entries_[j].kind || entries_[j].view.words.size() < 3) continue;
        if (a == b)
          entries_[j].kind = BlockKind::kNavigation;
        else if (a.size() > b.size() && a.size() < b.size() + 40 && a.starts_with(b) && a[b.size()] == ' ')
          entries_[i].kind = BlockKind::kNavigation;
      }
    }
  }

  // '(Name/Agency)' on its own line makes the line above it a caption.
  void join_credits() {
    for (std::size_t i = 1; i < entries_.size(); ++i) {
      const Entry& credit = entries_[i];
      Entry& above = entries_[i - 1];
      if (credit.kind != BlockKind::kCaption || credit.view.text.front() != '(' ||
          credit.view.passage.gap_before)
        continue;
      if (credit.view.words.size() <= 8 && above.view.words.size() <= 60 && above.view.sentences <= 2 &&
          !above.kind) {
        above.kind = BlockKind::kCaption;
      }
    }
  }

  // A scraped first line may join metadata, section and headline: 'date 2023-01-27 War in the East ARMY Raids
  // Posts'.
  void split_header() {
    if (entries_.empty()) return;
    Entry& first = entries_.front();
    if (first.kind != BlockKind::kDateline || first.dates.empty() || first.view.stop) return;
    const DateText& date = first.dates.front();
    const std::size_t rest = date.last_word;
    const auto& words = first.view.words;
    if (date.first_word > 2 || words.size() < rest + 4) return;
    const std::uint32_t cut = words[rest].span.begin;
    Passage head = first.view.passage, tail = first.view.passage;
    head.span.end = date.span.end;
    tail.span.begin = section_end(first, rest, cut);
    tail.gap_before = false;
    Entry title;
    title.view = view_of(body_.text, low_, tail);
    if (!has_finite_verb(title.view, lexicon_) && title.view.words.size() < 6) return;
    by_words(title);
    title.kind = BlockKind::kHeadline;
    Entry stamp;
    stamp.view = view_of(body_.text, low_, head);
    stamp.dates = find_dates(body_.text, stamp.view.words, lexicon_);
    stamp.kind = BlockKind::kDateline;
    std::vector<Entry> front;
    front.push_back(std::move(stamp));
    if (tail.span.begin > cut) {
      Passage section = tail;
      section.span = {cut, words[rest].span.end};
      for (const Word& word : words) {
        if (word.span.begin >= cut && word.span.end <= tail.span.begin) section.span.end = word.span.end;
      }
      Entry name;
      name.view = view_of(body_.text, low_, section);
      name.kind = BlockKind::kNavigation;
      front.push_back(std::move(name));
    }
    front.push_back(std::move(title));
    entries_.erase(entries_.begin());
    entries_.insert(entries_.begin(), std::make_move_iterator(front.begin()),
                    std::make_move_iterator(front.end()));
  }

  // Where the headline begins after a section's name: at the first acronym that the text writes out in
  // brackets, when up to five words without a verb stand before it.
  std::uint32_t section_end(const Entry& entry, std::size_t from, std::uint32_t cut) const {
    const auto& words = entry.view.words;
    for (std::size_t i = from + 1; i < words.size() && i <= from + 5; ++i) {
      const Span span = words[i].span;
      const std::string_view printed = std::string_view(body_.text).substr(span.begin, span.size());
      const bool acronym =
          printed.size() >= 2 && printed.size() <= 6 &&
          std::all_of(printed.begin(), printed.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
      if (!acronym) continue;
      const std::vector<Word> before(words.begin() + static_cast<std::ptrdiff_t>(from),
                                     words.begin() + static_cast<std::ptrdiff_t>(i));
      if (lexicon_.finite.anywhere(before)) return cut;
      if (body_.text.find("(" + std::string(printed) + ")") != std::string::npos) return span.begin;
      return cut;
    }
    return cut;
  }

  // Titles under 'Related stories' are links, until a paragraph comes.
  // Returns the first passage that is none.
  std::size_t related(std::size_t at) {
    if (entries_[at].kind != BlockKind::kRelated) return at;
    const auto& view = entries_[at].view;
    if (lexicon_.related.match(view.words, 0) < view.words.size())
      return at;  // 'Read more: title' holds its link
    std::size_t i = at + 1;
    for (; i < entries_.size(); ++i) {
      Entry& entry = entries_[i];
      if (entry.prose || !entry.title_like) break;
      if (entry.kind && !marked_paragraph(entry) && entry.kind != BlockKind::kHeading &&
          entry.kind != BlockKind::kDateline && entry.kind != BlockKind::kRelated) {
        break;
      }
      entry.kind = BlockKind::kRelated;
    }
    return i;
  }

  // The first passage that belongs to the text.
  std::size_t find_body() const {
    std::size_t begin = entries_.size();
    for (std::size_t i = 0; i < entries_.size(); ++i) {
      const Entry& entry = entries_[i];
      const bool open = !entry.kind || marked_paragraph(entry);
      if (open && (entry.prose || entry.view.bullet > 0 || entry.kind == BlockKind::kParagraph)) {
        begin = i;
        break;
      }
    }
    // A deck may be a whole sentence: the header goes on to a byline or date that stands within three
    // passages.
    if (begin >= entries_.size() || entries_[begin].view.bullet > 0) {
      if (begin < entries_.size()) return deck_bullets(begin);
      return begin;
    }
    if (entries_[begin].view.words.size() > 35 || entries_[begin].view.sentences > 1) return begin;
    std::size_t end = begin;
    for (std::size_t i = begin + 1; i < std::min(entries_.size(), begin + 4); ++i) {
      const Entry& entry = entries_[i];
      if ((!entry.kind || marked_paragraph(entry)) && entry.prose) break;
      if (entry.kind == BlockKind::kByline || (entry.kind == BlockKind::kDateline && i <= begin + 2))
        end = i + 1;
    }
    // A byline after all the text is no header's.
    const bool more = std::any_of(
        entries_.begin() + static_cast<std::ptrdiff_t>(end), entries_.end(), [](const Entry& entry) {
          return (!entry.kind || marked_paragraph(entry)) && (entry.prose || entry.view.bullet > 0);
        });
    return more ? end : begin;
  }

  // Bullets between headline and byline are decks.
  std::size_t deck_bullets(std::size_t begin) const {
    std::size_t i = begin;
    while (i < entries_.size() && entries_[i].view.bullet > 0 && entries_[i].view.words.size() <= 25) ++i;
    return i < entries_.size() && i - begin <= 5 && entries_[i].kind == BlockKind::kByline ? i + 1 : begin;
  }

  bool header_headline_marked() const {
    return std::any_of(entries_.begin(), entries_.end(),
                       [](const Entry& e) { return e.kind == BlockKind::kHeadline; });
  }

  // 'HEALTH' over the first bullets heads them, whatever menus call it.
  void head_of_list() {
    if (body_begin_ == 0 || body_begin_ >= entries_.size()) return;
    Entry& last = entries_[body_begin_ - 1];
    if (last.kind == BlockKind::kNavigation && !last.view.passage.kind && last.view.passage.gap_before &&
        !last.view.words.empty() && last.view.words.size() <= 3 && last.view.emoji == 0 &&
        entries_[body_begin_].view.bullet > 0) {
      last.kind = BlockKind::kHeading;
    }
  }

  void header() {
    const std::size_t end = find_body();
    body_begin_ = end;
    if (end == entries_.size() || end > kLongestHeader) body_begin_ = std::min(end, kLongestHeader);
    head_of_list();
    drop_repeats(body_begin_);
    std::vector<std::size_t> titles;
    for (std::size_t i = 0; i < body_begin_; ++i) {
      if (!entries_[i].kind) titles.push_back(i);
    }
    const bool marked = header_headline_marked();
    std::size_t headline = entries_.size();
    int best = 4;
    for (const std::size_t i : titles) {
      if (marked) break;
      const PassageView& view = entries_[i].view;
      if (view.bullet > 0 || view.text.front() == '(' || view.text.back() == ',') continue;
      int score = masthead_score(view, lexicon_);
      // The name of an outlet heads its page and is joined to what follows; a headline stands alone.
      const bool joined = i + 1 < entries_.size() && !entries_[i + 1].view.passage.gap_before;
      if (i == 0 && joined && body_begin_ > 1 && view.words.size() <= 5 && !has_finite_verb(view, lexicon_))
        ++score;
      if (entries_[i].view.words.size() < 5 && score >= 2) continue;
      if (!entries_[i].title_like && titles.size() > 1) ++score;
      const bool short_before_text = view.words.size() <= 3 && i + 1 == body_begin_ && score > 0;
      if (short_before_text && i > 0) continue;
      if (score < best && best > 0) {  // of two good titles the first is the headline, the second its deck
        best = score;
        headline = i;
      }
    }
    if (headline < entries_.size()) {
      entries_[headline].kind = BlockKind::kHeadline;
    } else if (marked) {
      for (headline = 0; entries_[headline].kind != BlockKind::kHeadline;) ++headline;
    }
    for (const std::size_t i : titles) {
      Entry& entry = entries_[i];
      if (entry.kind) continue;
      const int score = masthead_score(entry.view, lexicon_);
      const bool last = i + 1 == body_begin_;
      if (entry.view.text.back() == ',' && entry.view.words.size() <= 10) {
        entry.kind = BlockKind::kCommentRules;  // a salutation
      } else if (headline < entries_.size() && i > headline) {
        if (entry.view.text.front() == '(' && entry.view.text.back() == ')') {
          entry.kind = BlockKind::kByline;
        } else if (last && entry.title_like && (entry.view.words.size() <= 6) && !entry.view.stop &&
                   i > headline + 1) {
          entry.kind = BlockKind::kHeading;
        } else if (last && entry.title_like && entry.view.words.size() <= 4) {
          entry.kind = BlockKind::kHeading;
        } else if ((entry.view.words.size() < 6 && score >= 1) || score >= 2) {
          entry.kind = BlockKind::kByline;
        } else {
          entry.kind = BlockKind::kDeck;
        }
      } else if (entry.view.bullet > 0) {
        entry.kind = BlockKind::kListItem;
      } else if (headline < entries_.size() && score < 2 && entry.view.words.size() >= 6) {
        entry.kind = BlockKind::kDeck;  // a line over the headline
      } else if (last && entry.view.words.size() <= 4 && body_begin_ < entries_.size() && i > 0) {
        entry.kind = BlockKind::kHeading;
      } else {
        entry.kind = entry.view.text.front() == '(' ? BlockKind::kByline : BlockKind::kNavigation;
      }
    }
  }

  void body() {
    last_prose_ = body_begin_;
    for (std::size_t i = body_begin_; i < entries_.size(); ++i) {
      const Entry& entry = entries_[i];
      const bool open = !entry.kind || marked_paragraph(entry);
      if (open && (entry.prose || entry.view.bullet > 0)) last_prose_ = i;
    }
    for (std::size_t i = body_begin_; i < entries_.size(); ++i) {
      Entry& entry = entries_[i];
      // 'Health' between paragraphs heads what follows, whatever menus call it.
      if (entry.kind == BlockKind::kNavigation && !entry.view.passage.kind && i < last_prose_ &&
          !entry.view.words.empty() && entry.view.words.size() <= 3 && entry.view.passage.gap_before &&
          entry.view.emoji == 0) {
        entry.kind.reset();
      }
      if (entry.kind) continue;
      const bool heading = entry.title_like && entry.view.words.size() <= 14 && i < last_prose_ &&
                           entry.view.bullet == 0 && !entry.view.text.ends_with(":") &&
                           !(entry.view.stop && entry.view.words.size() > 8);
      const bool question = entry.view.text.starts_with("Q: ") || entry.view.text.starts_with("A: ");
      const bool dashed = entry.view.bullet > 0 && entry.view.words.size() <= 8 &&
                          (entry.view.text.ends_with(" -") || entry.view.text.ends_with(" –"));
      if (dashed) {
        entry.kind = BlockKind::kHeading;
      } else if (entry.view.bullet > 0) {
        entry.kind = BlockKind::kListItem;
      } else if (heading && !question &&
                 !(entry.view.text.find(": ") != std::string_view::npos && entry.view.words.size() > 8)) {
        entry.kind = BlockKind::kHeading;
      } else {
        entry.kind = BlockKind::kParagraph;
      }
    }
  }

  // What stands after the last paragraph without a stop is a signature.
  void footer() {
    for (std::size_t i = last_prose_ + 1; i < entries_.size(); ++i) {
      Entry& entry = entries_[i];
      if (entry.kind == BlockKind::kHeading && !entry.view.passage.kind) entry.kind = BlockKind::kParagraph;
      if (entry.kind != BlockKind::kParagraph || entry.view.passage.kind == BlockKind::kParagraph) continue;
      if (!entry.view.stop && entry.view.words.size() <= 15) entry.kind = BlockKind::kByline;
    }
  }

  void emit() {
    std::string section;
    bool correcting = false;  // under a heading 'CORRECTION'
    std::size_t read = 0;
    for (Entry& entry : entries_) {
      const PassageView& view = entry.view;
      Block block;
      block.kind = entry.kind.value_or(BlockKind::kParagraph);
      block.whole = block.span = view.passage.span;
      const bool corrects = lexicon_.correction.match(view.words, 0) > 0;
      if (block.kind == BlockKind::kHeading) correcting = corrects;
      block.correction = is_read(block.kind) && (corrects || correcting);
      if (is_read(block.kind)) {
        const bool text = block.kind == BlockKind::kParagraph || block.kind == BlockKind::kListItem;
        Lead lead = lead_of(view, entry.dates, text && read < 2, lexicon_);
        if (!text) lead.dateline.reset();
        if (entry.field) {
          lead = {};
          lead.size = static_cast<std::uint32_t>(view.text.find(": ") + 2);
          lead.label = std::string(view.text.substr(0, lead.size - 2));
        }
        if (block.kind != BlockKind::kParagraph && block.kind != BlockKind::kListItem && lead.size > 0 &&
            !lead.label.empty() && (block.kind == BlockKind::kHeading || view.all_caps) && !entry.field) {
          lead = {};  // 'GOLD: A REVIEW' has no label, it is capitals throughout
        }
        if (lead.size > 0 && (text || !lead.label.empty() || view.bullet + view.emoji > 0)) {
          block.span.begin += lead.size;
          if (lead.dateline) {
            body_.datelines.push_back(*lead.dateline);
          } else {
            block.lead = {block.whole.begin, block.span.begin};
            while (block.lead.end > block.lead.begin && body_.text[block.lead.end - 1] == ' ')
              --block.lead.end;
          }
        }
        if (lead.item && block.kind == BlockKind::kParagraph) block.kind = BlockKind::kListItem;
        if (text) ++read;
        block.section = !lead.label.empty() ? lead.label : section;
        if (block.kind == BlockKind::kHeading) {
          section = std::string(view.text);
          block.section.clear();
        }
        if (block.kind == BlockKind::kHeadline && body_.title.empty()) {
          body_.title = body_.text.substr(block.span.begin, block.span.size());
        }
        if (lead.dateline) hint_of_dateline(*lead.dateline, entry.dates, body_);
      }
      find_hints(entry, block, lexicon_, body_);
      body_.blocks.push_back(std::move(block));
    }
    if (body_.outlet.empty()) body_.outlet = guess_outlet(entries_, body_begin_, lexicon_, body_);
  }

  const Lexicon& lexicon_;
  Body& body_;
  std::string low_;
  std::vector<Entry> entries_;
  std::size_t body_begin_ = 0, last_prose_ = 0;
};

}  // namespace

void classify(const std::vector<Passage>& passages, const Lexicon& lexicon, Body& body) {
  Classifier(passages, lexicon, body).run();
}

}  // namespace assay::text
