#include "reading/speech.hpp"

#include "domain/slug.hpp"

#include <algorithm>
#include <map>

#include "reading/arguments.hpp"

namespace assay::reading {
namespace {

bool opens(const std::string& f) { return f == "“" || f == "„" || f == "«" || f == "``"; }
bool closes(const std::string& f) { return f == "”" || f == "»" || f == "''"; }

// One announcement of speech within a passage.
struct Act {
  int verb = -1;
  std::vector<bool> content;
  int size = 0;
  int voice = 0;
  bool takes_quotes = false;  // quotations beside it are its speaker's
};

class Attributor {
 public:
  Attributor(std::vector<Passage>& passages, const Lexicon& lexicon, Cast& cast)
      : passages_(passages), lexicon_(lexicon), cast_(cast) {
    out_.voices.emplace_back();
  }

  Attribution run() {
    const std::size_t n = passages_.size();
    out_.voice_of.resize(n);
    out_.quoted.resize(n);
    out_.speech_verb.resize(n);
    acts_.resize(n);
    mark_quotes();
    for (std::size_t i = 0; i < n; ++i) {
      out_.voice_of[i].assign(passages_[i].tree.size(), 0);
      out_.speech_verb[i].assign(passages_[i].tree.size(), false);
      find_acts(static_cast<int>(i));
      nest_acts(static_cast<int>(i));
    }
    spread_over_quotes();
    for (std::size_t i = 0; i < n; ++i) first_person(static_cast<int>(i));
    return std::move(out_);
  }

 private:
  const Tree& tree(int p) const { return passages_[p].tree; }

  // Quotation marks open and close within a block; runs are numbered over the whole document.
  void mark_quotes() {
    run_of_.resize(passages_.size());
    int run = -1, block = -1;
    bool open = false;
    for (std::size_t p = 0; p < passages_.size(); ++p) {
      const Tree& t = tree(static_cast<int>(p));
      out_.quoted[p].assign(t.size(), false);
      run_of_[p].assign(t.size(), -1);
      if (passages_[p].block != block) {
        open = false;
        block = passages_[p].block;
      }
      for (int i = 0; i < t.size(); ++i) {
        const std::string& f = t.token(i).form;
        bool is_open = opens(f) || (f == "\"" && !open) || (f == "‘" && !open);
        bool is_close = closes(f) || (f == "\"" && open) || (f == "’" && open && single_);
        if (is_open) {
          open = true;
          single_ = f == "‘";
          ++run;
          continue;
        }
        if (is_close) {
          open = false;
          continue;
        }
        if (open) {
          out_.quoted[p][i] = true;
          run_of_[p][i] = run;
        }
      }
    }
    runs_ = run + 1;
  }

  int add_voice(Voice v) {
    out_.voices.push_back(std::move(v));
    return static_cast<int>(out_.voices.size()) - 1;
  }

  // The mention that a speaker's head token stands for: a name in apposition before the bare office.
  void add_speaker(int p, int token, std::vector<Speaker>& speakers) {
    const Tree& t = tree(p);
    Passage& passage = passages_[p];
    int mention = passage.mention_of[token];
    // 'He added', 'one of them said', 'the latter': whoever spoke last, where nothing nearer is known.
    if (!last_speakers_.empty() && stands_for_speaker(p, token)) {
      if (lower_ascii(t.token(token).form) == "latter") speakers.push_back(last_speakers_.back());
      else
        for (const Speaker& s : last_speakers_) speakers.push_back(s);
      return;
    }
    for (int c : t.children(token)) {
      std::string_view base = t.base_relation(c);
      if ((base == "flat" || base == "appos" || base == "compound" || t.relation(c) == "nmod:desc") && passage.mention_of[c] >= 0) {
        const Mention& m = passage.mentions[passage.mention_of[c]];
        if (m.name && m.kinds.has(Kind::kPerson) && (mention < 0 || !passage.mentions[mention].name)) mention = passage.mention_of[c];
      }
    }
    if (mention < 0) return;
    Mention& m = passage.mentions[mention];
    // 'A report by X', 'X's statement': the one behind the paper speaks.
    if (lexicon_.in("document", t.lemma(token)) && !m.name) {
      for (int c : t.children(token)) {
        const std::string preposition = t.preposition(c);
        if (t.relation(c) == "nmod:poss" || ((preposition == "by" || preposition == "from" || preposition == "of") && t.base_relation(c) == "nmod") ||
            t.base_relation(c) == "compound") {
          const Mention* owner = passage.mention_at(c);
          if (owner && owner->entity >= 0 && owner->kinds.any(kParties)) {
            speakers.push_back({owner->entity, p, passage.mention_of[c]});
            return;
          }
        }
        if (t.base_relation(c) == "acl") {  // 'a report released by X'
          for (const Argument& a : arguments_of(t, c).all)
            if (a.role == Role::kSubject)
              if (const Mention* by = passage.mention_at(a.token); by && by->entity >= 0) {
                speakers.push_back({by->entity, p, passage.mention_of[a.token]});
                return;
              }
        }
      }
      if (m.owner >= 0) {
        speakers.push_back({m.owner, p, mention});
        return;
      }
    }
    if (m.entity < 0 && m.pronoun) return;
    // What is said by a thing ('the figure', 'fighting') is the tree's mistake.
    if (!may_speak(p, token)) return;
    if (m.entity < 0) m.entity = cast_.collective(domain::name_id(t.lemma(token)), t.lemma(token), m.kinds, m.owner);
    speakers.push_back({m.entity, p, mention});
  }

  bool stands_for_speaker(int p, int token) const {
    const Tree& t = tree(p);
    const Mention* m = passages_[p].mention_at(token);
    const std::string lower = lower_ascii(t.token(token).form);
    if (m && m->pronoun) {
      if (m->entity >= 0) return false;
      const bool plural = lower == "they";
      if (lower != "he" && lower != "she" && !plural) return false;
      if (plural) return last_speakers_.size() > 1 || last_plural_;
      return last_speakers_.size() == 1 && !last_plural_ && cast_[last_speakers_.front().entity].kinds.any(Kinds(Kind::kPerson) | Kind::kOffice);
    }
    if (lower == "latter") return true;
    if (lower == "one" && (!m || m->entity < 0))
      for (int c : t.children(token))
        if (t.token(c).upos == "PRON" && t.preposition(c) == "of") return true;
    return false;
  }

  void remember(const std::vector<Speaker>& speakers) {
    if (speakers.empty()) return;
    last_speakers_ = speakers;
    const Speaker& s = speakers.back();
    last_plural_ = s.passage >= 0 && s.mention >= 0 && passages_[s.passage].mentions[s.mention].plural;
  }

  void mark_subtree(const Tree& t, int i, std::vector<bool>& mask) {
    for (int k = 0; k < t.size(); ++k)
      if (t.dominates(i, k)) mask[k] = true;
  }

  void find_acts(int p) {
    const Tree& t = tree(p);
    for (int i = 0; i < t.size(); ++i) {
      const std::string& lemma = t.lemma(i);
      const std::string preposition = t.is_nominal(i) ? t.preposition(i) : "";
      if (preposition == "according to" || preposition == "as per") {
        according_to(p, i);
        continue;
      }
      if (preposition == "by" && lexicon_.in("reckoning", lemma) && by_count_of(p, i)) continue;
      if (t.is_verb(i) && lemma == "believe" && if_believed(p, i)) continue;
      if (t.token(i).upos == "ADV" && lexicon_.in("hedges", lemma)) {
        hedge(p, i);
        continue;
      }
      if (t.is_noun(i)) speech_noun(p, i);
      if (!t.is_verb(i)) {
        // '…, the brigade reports.': taggers take the last word for a noun.
        if (!announces_at_end(t, i) && !announces_behind_comma(t, i)) continue;
      }
      auto stance = t.is_verb(i) ? stance_of_verb(t, i) : lexicon_.speech(without_s(lower_ascii(t.token(i).form)));
      if (!stance) continue;
      speech_verb(p, i, *stance);
    }
  }

  // A verb by itself, or with a word below it: 'put the toll at', 'spoke of', 'called it unfounded'.
  std::optional<Stance> stance_of_verb(const Tree& t, int i) const {
    const std::string& lemma = t.lemma(i);
    for (int c : t.children(i)) {
      if (auto two = lexicon_.speech(lemma + " " + t.lemma(c))) return two;
      for (int d : t.children(c))
        if (t.base_relation(d) == "case" || t.base_relation(d) == "mark")
          if (auto two = lexicon_.speech(lemma + " " + t.lemma(d)); two && t.lemma(d) != "at") return two;
    }
    // 'put the dead at nine': a number behind
    for (int k = i + 1; k + 1 < std::min(t.size(), i + 14); ++k)
      if (t.has_lemma(k, "at") && lexicon_.speech(lemma + " at"))
        for (int n = k + 1; n < std::min(t.size(), k + 5); ++n)
          if (t.token(n).upos == "NUM") return lexicon_.speech(lemma + " at");
    auto stance = lexicon_.speech(lemma);
    if (stance && lexicon_.in("brands", lemma)) {
      for (int k = i + 1; k < std::min(t.size(), i + 16); ++k)
        if (lexicon_.in("unfounded", t.lemma(k))) return Stance::kDenied;
    }
    return stance;
  }

  // 'Islamabad's accusation that …', 'reports that …', 'a claim by X that …'
  void speech_noun(int p, int i) {
    const Tree& t = tree(p);
    const std::string* stance = lexicon_.look_up("speech-noun", t.lemma(i));
    if (!stance) return;
    // 'said in a statement that …': the verb announces it.
    if (const int up = t.head(i); up >= 0 && t.base_relation(i) != "obj" && t.base_relation(i) != "nsubj" && t.is_verb(up) && lexicon_.speech(t.lemma(up))) return;
    Act act;
    act.verb = i;
    act.content.assign(t.size(), false);
    bool any = false;
    for (int c : t.children(i)) {
      std::string_view base = t.base_relation(c);
      if (c < i || (base != "acl" && base != "ccomp" && base != "dep")) continue;
      bool that = false;
      for (int d : t.children(c)) that |= t.has_lemma(d, "that") && (t.base_relation(d) == "mark" || t.token(d).upos == "SCONJ");
      if (that) mark_subtree(t, c, act.content), any = true;
    }
    // The tree may hang the clause elsewhere: 'reports that' in a row tells enough.
    if (!any && i + 3 < t.size() && t.has_lemma(i + 1, "that") && (t.token(i + 1).upos == "SCONJ" || t.token(i + 1).xpos == "IN")) {
      const int clause = t.head(i + 1);
      if (clause > i) mark_subtree(t, clause, act.content), any = true;
    }
    if (!any) return;
    act.content[i] = false;
    Voice v;
    auto known = stance_of(*stance);
    v.stance = known ? *known : Stance::kClaimed;
    for (int c : t.children(i)) {
      const std::string preposition = t.is_nominal(c) ? t.preposition(c) : "";
      const bool owner = t.relation(c) == "nmod:poss" || t.base_relation(c) == "compound" || t.base_relation(c) == "amod" ||
                         (t.base_relation(c) == "nmod" && (preposition == "by" || preposition == "from"));
      if (owner && (may_speak(p, c) || lexicon_.in("document", t.lemma(c)))) add_speaker(p, c, v.speakers);
    }
    // 'made the claim that': its maker
    if (int up = t.head(i); v.speakers.empty() && up >= 0 && t.is_verb(up) && t.base_relation(i) == "obj" && !lexicon_.speech(t.lemma(up)))
      for (const Argument& a : arguments_of(t, up).all)
        if (a.role == Role::kSubject) add_speaker(p, a.token, v.speakers);
    v.hedge = v.speakers.empty();
    act.voice = add_voice(std::move(v));
    push(p, std::move(act));
  }

  static std::string without_s(std::string word) {
    if (word.size() > 2 && word.back() == 's') word.pop_back();
    return word;
  }

  static bool ends_sentence(const Tree& t, int i) {
    for (int k = i + 1; k < t.size(); ++k)
      if (!t.is_punct(k)) return false;
    return true;
  }

  // '…, say traders.': taggers do not know the verb here.
  bool announces_behind_comma(const Tree& t, int i) const {
    if (i == 0 || i + 1 >= t.size() || t.token(i - 1).form != "," || t.is_punct(i + 1)) return false;
    const std::string& x = t.token(i).xpos;
    return (x == "UH" || x == "NN" || x == "NNS" || x == "JJ") && lexicon_.in("say-form", lower_ascii(t.token(i).form));
  }

  // A noun in -s that ends the sentence behind a comma and a phrase.
  bool announces_at_end(const Tree& t, int i) const {
    if (t.token(i).xpos != "NNS" || !lexicon_.speech(without_s(lower_ascii(t.token(i).form)))) return false;
    for (int k = i + 1; k < t.size(); ++k)
      if (!t.is_punct(k)) return false;
    for (int k = i - 1; k >= 0 && k >= i - 10; --k)
      if (t.token(k).form == ",") return true;
    return false;
  }

  // Whether the noun at `i` may speak: a party, a paper, a name, 'one of them'.
  bool may_speak(int p, int i) const {
    const Mention* m = passages_[p].mention_at(i);
    if (!m) return false;
    if (m->kinds.any(kParties) || lexicon_.in("document", tree(p).lemma(i)) || lexicon_.in("voice-noun", tree(p).lemma(i))) return true;
    if (m->name) return m->entity >= 0 && !m->kinds.any(kSites | Kind::kResource | Kind::kGoods);
    return m->entity >= 0 && cast_[m->entity].kinds.any(kParties);
  }

  bool finite_between(const Tree& t, int first, int last) const {
    for (int k = std::max(first, 0); k < std::min(last, t.size()); ++k) {
      const std::string& x = t.token(k).xpos;
      if (x == "VBD" || x == "VBZ" || x == "VBP" || x == "MD" || ((x == "VBN" || x == "VBG") && t.is_verb(k))) return true;
    }
    return false;
  }

  // Attribution as it is printed, whatever the tree makes of it: '…, X said on Monday.', '…, X and Y told Z.',
  // '…, said X', '…, X said, …'. Fills speakers and what is said; false when the words are not so.
  bool printed_attribution(int p, int verb, std::vector<Speaker>& speakers, std::vector<bool>& content) {
    const Tree& t = tree(p);
    const std::string& xpos = t.token(verb).xpos;
    const bool quoted = out_.quoted[p][verb];
    if (quoted || verb == 0) return false;
    auto stops = [&](int k) { return t.token(k).form == "," || closes(t.token(k).form) || t.token(k).form == "\"" || t.token(k).form == "?" || t.token(k).form == "!"; };
    // 'said X, …'
    if (stops(verb - 1) && xpos != "VBG" && !lexicon_.in("hearer-verb", t.lemma(verb)) && verb + 1 < t.size() && !t.is_punct(verb + 1)) {
      if (said_behind(p, verb, speakers)) {
        for (int q = 0; q < verb; ++q) content[q] = true;
        return true;
      }
      if (t.token(verb - 1).form != ",") return false;
    }
    if (xpos != "VBD" && xpos != "VBZ" && xpos != "VBP" && xpos != "VBN" && xpos != "NNS") return false;
    // What follows up to the next stop holds no clause: a hearer, a day, a way of telling.
    int end = verb + 1;
    while (end < t.size() && !t.is_punct(end)) {
      const std::string& u = t.token(end).upos;
      if (u == "VERB" || u == "AUX" || u == "SCONJ" || t.token(end).xpos == "TO" || t.token(end).xpos == "WDT") return false;
      ++end;
    }
    if (end < t.size() && (opens(t.token(end).form) || t.token(end).form == ":")) return false;
    if (end - verb > 14) return false;
    const int first = speaking_phrase(p, verb, speakers);
    if (first <= 0 || speakers.empty()) return false;
    if (!finite_between(t, 0, first) && !out_.quoted[p][std::max(0, first - 2)]) {
      speakers.clear();
      return false;
    }
    for (int k = 0; k < first; ++k) content[k] = true;
    // '…, X said, adding that …' and '…, X said, as Y' are another's words; 'X said, and Y' goes on.
    if (end + 1 < t.size() && t.token(end).form == ",") {
      const std::string& u = t.token(end + 1).upos;
      bool another = u == "SCONJ" || u == "VERB" || t.token(end + 1).xpos == "WDT" || t.token(end + 1).xpos == "WP";
      for (int k = end + 1; k < t.size(); ++k) another |= t.is_verb(k) && t.token(k).xpos != "VBG" && lexicon_.speech(t.lemma(k)).has_value();
      if (!another)
        for (int k = end + 1; k < t.size(); ++k) content[k] = true;
    }
    return true;
  }

  // 'said X, …', 'say traders': the phrase behind the verb speaks.
  bool said_behind(int p, int verb, std::vector<Speaker>& speakers) {
    const Tree& t = tree(p);
    if (!finite_between(t, 0, verb - 1) && !out_.quoted[p][verb >= 2 ? verb - 2 : 0]) return false;
    for (int k = verb + 1; k < t.size() && k <= verb + 9 && !t.is_punct(k); ++k) {
      const std::string& u = t.token(k).upos;
      if (u == "VERB" || u == "SCONJ" || u == "ADP" || u == "ADV" || t.token(k).xpos == "TO") return false;
      if (!t.is_nominal(k)) continue;
      int speaker = k, last = k;
      if (const int covering = passages_[p].covered_by[k]; covering >= 0 && passages_[p].mentions[covering].name) {
        speaker = passages_[p].mentions[covering].head;
        last = passages_[p].mentions[covering].last;
      }
      const bool relative = last + 1 < t.size() && (t.token(last + 1).xpos == "WP" || t.token(last + 1).xpos == "WDT");
      if (last + 1 < t.size() && t.is_nominal(last + 1) && !relative) continue;  // 'police chief X': the last noun counts
      // 'X, which rules there, says it has taken …': the noun behind says nothing, it has a verb of its own.
      if (last + 1 < t.size() && t.token(verb).upos != "NOUN") {
        const std::string& x = t.token(last + 1).xpos;
        if (x == "VBD" || x == "VBZ" || x == "VBP" || x == "MD") return false;
      }
      if (!may_speak(p, speaker)) return false;
      add_speaker(p, speaker, speakers);
      for (int c : t.conjuncts(speaker))
        if (c != speaker) add_speaker(p, c, speakers);
      return !speakers.empty();
    }
    return false;
  }

  // The phrase of those who speak right before `verb`, back to the comma or quotation mark before it; lists and
  // appositions run over commas. Returns its first token, or -1; the speakers in `speakers`.
  int speaking_phrase(int p, int verb, std::vector<Speaker>& speakers) {
    const Tree& t = tree(p);
    int segment_end = verb, first = -1;
    bool joined = false;
    std::vector<int> heads;
    if (t.token(verb - 1).form == ",") --segment_end;  // it closes an apposition: 'its spokesman, X, said'
    const bool closed = segment_end < verb;
    for (int k = segment_end - 1; k >= 0; --k) {
      const auto& tok = t.token(k);
      const bool stop = tok.form == "," || closes(tok.form) || tok.form == "\"";
      if (!stop) {
        if (tok.upos == "CCONJ") joined = true;
        const bool aux = tok.upos == "AUX" && k + 3 >= verb;
        if ((t.is_verb(k) && !aux && tok.xpos != "VBN") || tok.upos == "SCONJ" || tok.xpos == "TO" || tok.upos == "INTJ" || tok.form == ";" || tok.form == ":" || opens(tok.form)) break;
        if (out_.quoted[p][k]) break;
        if (verb - k > 40) break;
        continue;
      }
      // A segment [k+1, segment_end): must begin like a phrase and hold somebody who speaks.
      std::vector<int> found = segment_speakers(p, k + 1, segment_end);
      if (found.empty()) break;
      // A second segment counts when it is an item of the list, or when what follows it was an apposition to it.
      const bool apposition = first >= 0 && !joined && apposed(p, found.back(), heads);
      if (first >= 0 && !joined && !apposition) break;
      first = k + 1;
      if (!apposition) heads.insert(heads.begin(), found.begin(), found.end());
      else if (passages_[p].mention_at(found.back())->name) heads = found;
      segment_end = k;
      if (tok.form != ",") break;
    }
    if (first < 0 || (closed && first >= segment_end)) return -1;
    for (int h : heads) add_speaker(p, h, speakers);
    return first;
  }

  // A name before an office, an office before a name: 'Lt. X, an army spokesman, said'.
  bool apposed(int p, int head, const std::vector<int>& later) const {
    if (later.size() != 1) return false;
    const Mention* a = passages_[p].mention_at(head);
    const Mention* b = passages_[p].mention_at(later.front());
    return a && b && a->kinds.has(Kind::kPerson) && b->kinds.has(Kind::kPerson) && a->name != b->name;
  }

  std::vector<int> segment_speakers(int p, int first, int end) const {
    const Tree& t = tree(p);
    std::vector<int> found;
    if (first >= end) return found;
    if (t.token(first).upos == "ADP" || t.token(first).upos == "VERB" || t.token(first).upos == "ADV") return found;
    if (t.token(first).upos == "CCONJ") ++first;
    bool open = true;     // whether a new speaker may begin here
    bool behind = false;  // whether a preposition came before
    for (int k = first; k < end; ++k) {
      const std::string& u = t.token(k).upos;
      if (u == "CCONJ") {
        // 'at the Authority for Land and Sea Ports': an item of a list begins with its own article or number.
        const std::string next = k + 1 < end ? t.token(k + 1).upos : "";
        open = !behind || next == "DET" || next == "NUM" || next == "PRON" || next == "ADJ";
        continue;
      }
      if (!open) continue;
      if (u == "ADP" || u == "VERB") {
        if (found.empty()) return {};
        open = false;
        behind = true;
        continue;
      }
      if (!t.is_nominal(k)) continue;
      // The last noun before a preposition, a verb or the end is the head.
      int head = k;
      while (head + 1 < end && (t.is_nominal(head + 1) || t.token(head + 1).upos == "PART" || t.token(head + 1).upos == "ADJ" || t.token(head + 1).form == "-" || t.token(head + 1).xpos == "VBN")) ++head;
      while (head > k && !t.is_nominal(head)) --head;
      int speaker = -1;
      for (int m = head; m >= k; --m)
        if (may_speak(p, m)) {
          speaker = m;
          break;
        }
      const int covering = passages_[p].covered_by[head];
      if (speaker < 0 && covering >= 0 && may_speak(p, passages_[p].mentions[covering].head)) speaker = passages_[p].mentions[covering].head;
      if (speaker < 0) return {};
      found.push_back(speaker);
      k = head;
      open = false;
    }
    return found;
  }

  void push(int p, Act act) {
    act.size = static_cast<int>(std::count(act.content.begin(), act.content.end(), true));
    if (act.size == 0) return;
    acts_[p].push_back(std::move(act));
  }

  void according_to(int p, int i) {
    const Tree& t = tree(p);
    if (t.base_relation(i) == "conj") return;
    Act act;
    act.verb = i;
    act.content.assign(t.size(), false);
    // It covers the sentence: all but itself where it opens it, else what stands before it, up to another like it.
    int first = t.extent(i).first;
    while (first < i && lower_ascii(t.token(first).form) != "according" && lower_ascii(t.token(first).form) != "as") ++first;
    if (first >= i) first = t.extent(i).first;
    const int last = t.extent(i).second;
    if (first <= 1) {
      for (int k = 0; k < t.size(); ++k) act.content[k] = !t.dominates(i, k);
    } else {
      const bool aside = t.token(first - 1).form == ",";
      int from = 0;
      for (int k = first - 2; k > 0; --k)
        if (lower_ascii(t.token(k).form) == "according" && first - k > 4) {
          from = k + 1;
          break;
        }
      for (int k = from; k < first; ++k) act.content[k] = true;
      // 'X, according to Y, did Z'
      if (aside && last + 2 < t.size() && t.token(last + 1).form == "," && t.token(last + 2).upos != "SCONJ")
        for (int k = last + 2; k < t.size() && t.token(k).form != ";"; ++k) act.content[k] = true;
    }
    Voice v;
    v.stance = Stance::kClaimed;
    for (int k : t.conjuncts(i)) {
      bool joined = k == i;
      for (int c : t.children(k)) joined |= t.base_relation(c) == "cc";
      if (joined) add_speaker(p, k, v.speakers);
    }
    act.voice = add_voice(std::move(v));
    act.takes_quotes = true;
    push(p, std::move(act));
  }

  // 'by the count of X', 'by X's estimate': X's word for the sentence.
  bool by_count_of(int p, int i) {
    const Tree& t = tree(p);
    Voice v;
    v.stance = Stance::kClaimed;
    for (int c : t.children(i))
      if (t.relation(c) == "nmod:poss" || (t.base_relation(c) == "nmod" && t.preposition(c) == "of")) add_speaker(p, c, v.speakers);
    if (v.speakers.empty()) return false;
    Act act;
    act.verb = i;
    act.content.assign(t.size(), false);
    for (int k = 0; k < t.size(); ++k) act.content[k] = !t.dominates(i, k);
    act.voice = add_voice(std::move(v));
    push(p, std::move(act));
    return true;
  }

  // 'if X is to be believed': X's word for the rest of the sentence.
  bool if_believed(int p, int i) {
    const Tree& t = tree(p);
    int first = -1, condition = -1;
    for (int k = i - 1; k >= 0 && k >= i - 24; --k)
      if (lexicon_.in("condition", t.lemma(k))) {
        condition = k;
        break;
      }
    if (condition < 0) return false;
    Voice v;
    v.stance = Stance::kClaimed;
    bool to_be = false;
    for (int k = condition + 1; k < i; ++k) {
      to_be |= t.has_lemma(k, "be") && k + 1 == i;
      if (first < 0 && may_speak(p, k)) {
        add_speaker(p, k, v.speakers);
        if (!v.speakers.empty()) first = k;
      }
    }
    if (!to_be || v.speakers.empty()) return false;
    Act act;
    act.verb = condition;
    act.content.assign(t.size(), false);
    for (int k = 0; k < t.size(); ++k) act.content[k] = k < condition || k > i;
    act.voice = add_voice(std::move(v));
    push(p, std::move(act));
    return true;
  }

  void hedge(int p, int i) {
    const Tree& t = tree(p);
    Act act;
    act.verb = i;
    act.content.assign(t.size(), false);
    int up = t.head(i) >= 0 ? t.head(i) : i;
    mark_subtree(t, up, act.content);
    // The subject's own relative clauses are not hedged.
    Voice v;
    v.stance = Stance::kClaimed;
    v.hedge = true;
    act.voice = add_voice(std::move(v));
    push(p, std::move(act));
  }

  void speech_verb(int p, int i, Stance stance) {
    const Tree& t = tree(p);
    Arguments args = arguments_of(t, i);
    std::vector<Speaker> speakers;
    Act act;
    act.verb = i;
    act.content.assign(t.size(), false);
    bool content = false;
    // '…, a forester estimated.': no passive without its auxiliary.
    const bool bare = args.passive && t.token(i).xpos == "VBN" && !t.has_child(i, "aux") && ends_sentence(t, i);
    const bool printed = (!args.passive || bare) && printed_attribution(p, i, speakers, act.content);
    if (printed) {
      content = true;
    } else {
      for (const Argument& a : args.all)
        if (a.role == Role::kSubject && a.token >= 0 && !t.dominates(a.token, i)) add_speaker(p, a.token, speakers);
      // Relative 'who said': the noun that it modifies is the subject already (arguments_of).
      if (speakers.empty())
        for (const Argument& a : args.all)
          if (a.role == Role::kSubject && a.token >= 0 && a.token != i) add_speaker(p, a.token, speakers);
      if (goes_on(p, i)) {
        speakers = out_.voices[acts_[p].back().voice].speakers;
        // What the verb before was thought to say ends here.
        Act& before = acts_[p].back();
        for (int k = i - 1; k < t.size(); ++k) before.content[k] = false;
        before.size = static_cast<int>(std::count(before.content.begin(), before.content.end(), true));
      }
      // '…, X said, adding that …': the same speaker goes on.
      if (t.token(i).xpos == "VBG" && i > 0 && t.token(i - 1).form == "," && !acts_[p].empty() && !out_.voices[acts_[p].back().voice].speakers.empty() && acts_[p].back().verb < i)
        speakers = out_.voices[acts_[p].back().voice].speakers;
      content = said_by_tree(p, i, stance, act.content);
      // 'Survivors interviewed by X said …': a clause right before the verb is its subject.
      if (const int left = left_clause(t, i); left >= 0 && !args.passive) {
        speakers.clear();
        const int subject = t.child(left, "nsubj");
        if (subject >= 0) add_speaker(p, subject, speakers);
        for (int k = 0; k < i; ++k) act.content[k] = false;
        content = std::find(act.content.begin(), act.content.end(), true) != act.content.end();
      }
      if (!content && !args.passive && !speakers.empty()) content = said_by_words(p, i, stance, act.content);
      if (content && stance == Stance::kDenied) stop_at_participle(t, i, act.content);
      // What follows 'X said that' to the sentence's end is said, however the tree joins its clauses.
      if (content && t.first_conjunct(i) == t.root() && !out_.quoted[p][i]) spread_right(t, i, act.content);
      // Speakers named inside what we took for content (inverted 'said the mayor') are not content.
      for (const Argument& a : args.all)
        if (a.role == Role::kSubject)
          for (int k = 0; k < t.size(); ++k)
            if (t.dominates(a.token, k) && t.dominates(i, a.token)) act.content[k] = false;
      if (!content && (t.base_relation(i) == "parataxis" || quoted_elsewhere(p, i))) {
        // '…, he said': what stands outside the announcing clause is said.
        for (int k = 0; k < t.size(); ++k) act.content[k] = !t.dominates(i, k);
        content = true;
      }
    }
    if (args.passive && speakers.empty()) {
      // 'Clashes were reported near X', 'is said to have': somebody's word, nobody named.
      if (stance == Stance::kDenied) return;
      for (const Argument& a : args.all)
        if (a.role == Role::kObject || a.role == Role::kClause) mark_subtree(t, a.token, act.content), content = true;
      for (int k = 0; k < t.size(); ++k)
        if (t.dominates(i, k)) act.content[k] = true;
      if (!reporting_passive(t.lemma(i))) return;
      act.content[i] = true;
    } else if (speakers.empty()) {
      return;
    }
    Voice v;
    v.stance = stance;
    v.speakers = std::move(speakers);
    v.hedge = v.speakers.empty();
    if (!out_.quoted[p][i]) remember(v.speakers);
    if (stance == Stance::kClaimed && own_earlier_version(p, args)) v.retraction = true, v.stance = Stance::kDenied, v.speakers.clear();
    act.voice = add_voice(std::move(v));
    act.takes_quotes = !out_.voices[act.voice].speakers.empty();
    out_.speech_verb[p][i] = true;
    if (content) push(p, std::move(act));
    else acts_[p].push_back(std::move(act));
  }

  // 'X denies that A and says that B': a second announcement joined to the first, with no subject of its own.
  bool goes_on(int p, int i) const {
    const Tree& t = tree(p);
    if (acts_[p].empty() || i < 2 || t.has_child(i, "nsubj")) return false;
    const Act& before = acts_[p].back();
    if (before.verb >= i - 1 || out_.voices[before.voice].speakers.empty() || out_.quoted[p][i]) return false;
    const std::string &x = t.token(i).xpos, &y = t.token(before.verb).xpos;
    int cc = i - 1;
    while (cc > before.verb && (t.token(cc).upos == "ADV" || t.token(cc).upos == "AUX")) --cc;
    return t.token(cc).upos == "CCONJ" && x == y;
  }

  // 'An earlier version of this report said that …': the outlet takes it back.
  bool own_earlier_version(int p, const Arguments& args) const {
    const Tree& t = tree(p);
    for (const Argument& a : args.all) {
      if (a.role != Role::kSubject || !lexicon_.in("edition", t.lemma(a.token))) continue;
      for (int c : t.children(a.token))
        if (lexicon_.in("earlier", t.lemma(c)) || lexicon_.in("earlier", lower_ascii(t.token(c).form))) return true;
    }
    return false;
  }

  // 'Put the dead at nine', 'gave a toll of nine'
  bool tells_figure(const Tree& t, int i) const {
    for (int c : t.children(i))
      if (lexicon_.speech(t.lemma(i) + " " + t.lemma(c))) return true;
    return lexicon_.speech(t.lemma(i) + " at").has_value();
  }

  // What the tree puts under the announcing verb.
  bool said_by_tree(int p, int i, Stance stance, std::vector<bool>& content) {
    const Tree& t = tree(p);
    bool any = false;
    for (int c : t.children(i)) {
      std::string_view base = t.base_relation(c);
      if (base == "ccomp" || (base == "xcomp" && t.is_verb(c))) mark_subtree(t, c, content), any = true;
      else if (base == "obl" && t.preposition(c) == "to" && t.is_noun(c) && lexicon_.in("admits-to", t.lemma(i))) mark_subtree(t, c, content), any = true;
      else if (base == "obj" && !t.has_lemma(c, "it") && (!lexicon_.in("speech-clause", t.lemma(i)) || tells_figure(t, i))) mark_subtree(t, c, content), any = true;
      else if (base == "obl" && lexicon_.speech(t.lemma(i) + " " + t.preposition(c))) mark_subtree(t, c, content), any = true;
      else if (base == "parataxis" && c > i) mark_subtree(t, c, content), any = true;
      else if (base == "advcl" && t.token(c).xpos == "VBG" && stance == Stance::kDenied && t.child(c, "mark") < 0) mark_subtree(t, c, content), any = true;
    }
    // 'said in a statement that …': trees hang the clause on the paper.
    for (int c : t.children(i))
      if (t.base_relation(c) == "obl" && lexicon_.in("document", t.lemma(c)))
        for (int d : t.children(c))
          if ((t.base_relation(d) == "acl" || t.base_relation(d) == "ccomp") && t.has_child(d, "mark")) mark_subtree(t, d, content), any = true;
    return any;
  }

  // A clause that the tree puts before the announcing verb with no comma between: the verb's subject.
  int left_clause(const Tree& t, int verb) const {
    if (verb == 0 || t.is_punct(verb - 1)) return -1;
    for (int c : t.children(verb))
      if (c < verb && t.base_relation(c) == "ccomp" && t.extent(c).second == verb - 1 && t.is_verb(c)) return c;
    return -1;
  }

  // 'denied that X had fallen, saying troops held it': the second is put forward, not denied.
  void stop_at_participle(const Tree& t, int verb, std::vector<bool>& content) const {
    for (int k = verb + 2; k < t.size(); ++k)
      if (t.token(k).xpos == "VBG" && t.token(k - 1).form == "," && lexicon_.speech(t.lemma(k)) == Stance::kClaimed) {
        for (int n = k; n < t.size(); ++n) content[n] = false;
        return;
      }
  }

  // 'told X by text message that …', 'had said three days earlier that …': from 'that' on, whatever governs it.
  bool said_by_words(int p, int verb, Stance stance, std::vector<bool>& content) const {
    const Tree& t = tree(p);
    int first = -1;
    // 'denied having lost the town', 'denies arming anybody'
    if (stance == Stance::kDenied && verb + 1 < t.size() && t.token(verb + 1).xpos == "VBG") {
      for (int k = verb + 1; k < t.size(); ++k) {
        if (t.token(k).form == ";" || t.token(k).form == ":") break;
        content[k] = true;
      }
      return true;
    }
    for (int k = verb + 1; k < t.size() && k <= verb + 12; ++k) {
      if (t.token(k).upos == "VERB" || t.token(k).form == ",") break;
      if (t.has_lemma(k, "that") && (t.token(k).upos == "SCONJ" || t.token(k).xpos == "IN" || t.token(k).xpos == "WDT")) {
        first = k + 1;
        break;
      }
    }
    if (first < 0 || !finite_between(t, first, t.size())) return false;
    for (int k = first; k < t.size(); ++k) {
      if (t.token(k).form == ";") break;
      content[k] = true;
    }
    return true;
  }

  void spread_right(const Tree& t, int verb, std::vector<bool>& content) const {
    int first = verb + 1;
    while (first < t.size() && !content[first]) ++first;
    if (first >= t.size() || first - verb > 12) return;
    for (int k = first; k < t.size(); ++k) {
      if (t.token(k).form == ";" || (closes(t.token(k).form) && k + 3 < t.size())) return;
      // 'said …, and urged both sides to talk': the next announcement ends it.
      if (t.token(k).upos == "CCONJ" || t.token(k).form == ",")
        for (int n = k + 1; n < std::min(t.size(), k + 4); ++n)
          if (t.is_verb(n) && lexicon_.speech(t.lemma(n)) && (t.head(n) == verb || t.first_conjunct(n) == verb)) return;
      content[k] = true;
    }
  }

  static bool reporting_passive(const std::string& lemma) {
    return lemma == "report" || lemma == "say" || lemma == "believe" || lemma == "think" || lemma == "understand" ||
           lemma == "claim" || lemma == "allege" || lemma == "rumour" || lemma == "rumor" || lemma == "learn";
  }

  bool quoted_elsewhere(int p, int verb) const {
    const Tree& t = tree(p);
    if (out_.quoted[p][verb]) return false;
    for (int k = 0; k < t.size(); ++k)
      if (out_.quoted[p][k]) return true;
    return false;
  }

  // The innermost act that holds a token speaks it; the next that holds it reports that one.
  void nest_acts(int p) {
    const Tree& t = tree(p);
    std::stable_sort(acts_[p].begin(), acts_[p].end(), [](const Act& a, const Act& b) { return a.size > b.size; });
    for (Act& act : acts_[p]) {
      if (act.size == 0) continue;
      int outer = act.verb >= 0 ? out_.voice_of[p][act.verb] : 0;
      if (outer != act.voice) {
        // A hedge inside somebody's words leaves the speaker; a speaker inside a hedge keeps it outside.
        out_.voices[act.voice].outer = outer;
      }
      for (int k = 0; k < t.size(); ++k)
        if (act.content[k]) out_.voice_of[p][k] = act.voice;
    }
  }

  // Every quotation gets one voice: of an announcement in its own sentences, of the sentence before it where
  // that ends in a colon or announces speech, of the quotation before it in the paragraph.
  void spread_over_quotes() {
    std::vector<int> voice_of_run(runs_, 0);
    std::vector<std::pair<int, int>> passages_of_run(runs_, {-1, -1});
    for (std::size_t p = 0; p < passages_.size(); ++p)
      for (int r : run_of_[p]) {
        if (r < 0) continue;
        if (passages_of_run[r].first < 0) passages_of_run[r].first = static_cast<int>(p);
        passages_of_run[r].second = static_cast<int>(p);
      }
    int previous_voice = 0, previous_block = -1;
    for (int r = 0; r < runs_; ++r) {
      auto [first, last] = passages_of_run[r];
      if (first < 0) continue;
      const int block = passages_[first].block;
      int voice = 0;
      for (int p : {last, first}) {
        for (const Act& act : acts_[p])
          if (act.takes_quotes && run_of_[p][act.verb] != r && !inside_short_quote(p, r)) voice = act.voice;
        if (voice) break;
      }
      if (!voice && inside_short_quote(first, r)) continue;  // scare quotes: whatever the words around them are
      if (!voice && first > 0 && passages_[first - 1].block == block) {
        for (const Act& act : acts_[first - 1])
          if (act.takes_quotes && ends_with_colon(first - 1)) voice = act.voice;
      }
      if (!voice && previous_block == block) voice = previous_voice;
      if (!voice && first > 0 && passages_[first - 1].block == block) {
        for (const Act& act : acts_[first - 1])
          if (act.takes_quotes) voice = act.voice;
      }
      if (!voice && previous_block == block - 1) voice = previous_voice;
      if (!voice && first > 0) {
        for (const Act& act : acts_[first - 1])
          if (act.takes_quotes) voice = act.voice;
      }
      voice_of_run[r] = voice;
      if (voice) {
        previous_voice = voice;
        previous_block = block;
      }
    }
    for (std::size_t p = 0; p < passages_.size(); ++p) {
      const Tree& t = tree(static_cast<int>(p));
      for (int k = 0; k < t.size(); ++k) {
        int r = run_of_[p][k];
        if (r < 0 || voice_of_run[r] == 0) continue;
        int now = out_.voice_of[p][k];
        // What is said within the quotation stays innermost, with the quoted speaker outside it.
        if (now == 0) {
          out_.voice_of[p][k] = direct_voice(voice_of_run[r]);
        } else if (out_.voices[now].outer == 0 && now != voice_of_run[r] && announced_inside(static_cast<int>(p), now, r)) {
          out_.voices[now].outer = direct_voice(voice_of_run[r]);
        }
      }
    }
  }

  // Who is quoted says so: 'denied it: “We were not there”' is no denial of that.
  int direct_voice(int voice) {
    if (out_.voices[voice].stance != Stance::kClaimed) {
      if (auto known = quoting_.find(voice); known != quoting_.end()) return known->second;
      Voice v = out_.voices[voice];
      v.stance = Stance::kClaimed;
      v.direct = true;
      const int made = add_voice(std::move(v));
      return quoting_[voice] = made;
    }
    out_.voices[voice].direct = true;
    return voice;
  }

  bool announced_inside(int p, int voice, int run) const {
    for (const Act& act : acts_[p])
      if (act.voice == voice) return run_of_[p][act.verb] == run;
    return false;
  }

  bool ends_with_colon(int p) const { return tree(p).token(tree(p).size() - 1).form == ":"; }

  // A quotation of a few words inside a sentence of the outlet's.
  bool inside_short_quote(int p, int run) const {
    int inside = 0, outside = 0;
    bool has_verb = false;
    for (int k = 0; k < tree(p).size(); ++k) {
      if (run_of_[p][k] == run) ++inside, has_verb |= tree(p).is_verb(k);
      else ++outside;
    }
    return inside <= 4 && outside > inside && !has_verb;
  }

  // 'We', 'our' and 'I' within a voice: the speaker's side, else the speaker.
  void first_person(int p) {
    for (Mention& m : passages_[p].mentions) {
      if (!m.pronoun) continue;
      const std::string lower = lower_ascii(tree(p).token(m.head).form);
      bool we = lower == "we" || lower == "us" || lower == "our" || lower == "ours";
      bool i = lower == "i" || lower == "me" || lower == "my";
      if (!we && !i) continue;
      int voice = out_.voice_of[p][m.head];
      if (voice == 0 || out_.voices[voice].speakers.empty()) continue;
      const Speaker& speaker = out_.voices[voice].speakers.front();
      int side = cast_[speaker.entity].side;
      m.entity = we && side >= 0 ? side : speaker.entity;
      m.kinds = cast_[m.entity].kinds;
    }
    // Possessives: 'our positions' belong to the speaker's side.
    for (Mention& m : passages_[p].mentions) {
      if (m.owner >= 0) continue;
      int poss = tree(p).child(m.head, "nmod:poss");
      if (poss < 0) continue;
      const Mention* owner = passages_[p].mention_at(poss);
      if (owner && owner->pronoun && owner->entity >= 0) {
        m.owner = owner->entity;
        if (m.entity < 0 && m.kinds.has(Kind::kFighters)) m.entity = owner->entity;
        else if (m.entity >= 0 && m.kinds.any(Kinds(Kind::kFighters)) && cast_[m.entity].collective) m.entity = owner->entity;
      }
    }
  }

  std::vector<Passage>& passages_;
  const Lexicon& lexicon_;
  Cast& cast_;
  Attribution out_;
  std::vector<std::vector<Act>> acts_;
  std::vector<std::vector<int>> run_of_;
  std::vector<Speaker> last_speakers_;
  bool last_plural_ = false;
  std::map<int, int> quoting_;  // a voice that denies or plans → the same speakers quoted
  int runs_ = 0;
  bool single_ = false;
};

}  // namespace

std::vector<Speaker> Attribution::chain(int voice) const {
  std::vector<Speaker> all;
  for (int guard = 0; voice != 0 && guard < 8; ++guard) {
    for (const Speaker& s : voices[voice].speakers) {
      bool known = false;
      for (const Speaker& t : all) known |= t.entity == s.entity;
      if (!known) all.push_back(s);
    }
    voice = voices[voice].outer;
  }
  return all;
}

Stance Attribution::stance(int voice) const {
  Stance found = Stance::kAsserted;
  for (int guard = 0; voice != 0 && guard < 8; ++guard) {
    const Voice& v = voices[voice];
    if (found == Stance::kAsserted || (found == Stance::kClaimed && v.stance != Stance::kClaimed)) found = v.stance;
    voice = v.outer;
  }
  return found;
}

Attribution attribute(std::vector<Passage>& passages, const Lexicon& lexicon, Cast& cast) {
  return Attributor(passages, lexicon, cast).run();
}

}  // namespace assay::reading
