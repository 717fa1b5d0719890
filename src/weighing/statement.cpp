#include "weighing/statement.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>

namespace assay::weighing {
namespace {

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return out;
}

bool is_word_byte(char c) { return std::isalnum(static_cast<unsigned char>(c)) || (c & 0x80); }

// `phrase` in `text` at word bounds; both in lower case.
bool has_phrase(std::string_view text, std::string_view phrase) {
  for (auto at = text.find(phrase); at != std::string_view::npos; at = text.find(phrase, at + 1)) {
    const auto end = at + phrase.size();
    if ((at == 0 || !is_word_byte(text[at - 1])) && (end == text.size() || !is_word_byte(text[end]))) return true;
  }
  return false;
}

bool among(const std::vector<ClaimType>& types, ClaimType type) {
  return std::find(types.begin(), types.end(), type) != types.end();
}

unsigned marks_of(const Claim& claim, const Params& params) {
  const std::string object = lower(claim.object);
  unsigned marks = 0;
  if (object.empty()) return marks;
  for (const auto& [mark, phrase] : params.marks)
    if (!(marks & mark) && has_phrase(object, phrase)) marks |= mark;
  return marks;
}

// The party whose name stands in a description: 'a KIA source' is the KIA's.
const domain::Actor* party_named_in(const std::string& description, const Facts& facts) {
  std::vector<std::string> words;
  std::string word;
  for (const char c : description + " ") {
    if (is_word_byte(c)) word += c;
    else if (!word.empty()) words.push_back(std::move(word)), word.clear();
  }
  for (std::size_t length = std::min<std::size_t>(4, words.size()); length > 0; --length)
    for (std::size_t from = 0; from + length <= words.size(); ++from) {
      std::string name = words[from];
      for (std::size_t k = 1; k < length; ++k) name += " " + words[from + k];
      const auto* actor = facts.actor_named(name);
      if (actor && !facts.speaks_for(actor->id).empty()) return actor;
    }
  return nullptr;
}

Voice voice_of_filler(const Filler& filler, const Document& document, const Facts& facts, const Params& params,
                      Symbols& symbols) {
  Voice voice;
  const auto* actor = facts.actor(filler.id);
  const std::string party = facts.speaks_for(filler.id);
  if (!party.empty()) {
    voice.party = symbols.of(party);
    voice.kind = facts.is_state(filler.id) || facts.is_state(party) ? VoiceKind::kState : VoiceKind::kParty;
    voice.id = symbols.of("party:" + party);
    return voice;
  }
  if (actor && actor->kind == "outlet") {
    voice.kind = VoiceKind::kOutlet;
    voice.id = symbols.of("outlet:" + domain::fold(actor->name));
    return voice;
  }
  const std::string name = lower(filler.name.empty() ? filler.id : filler.name);
  const std::string described = name + " " + lower(filler.surface) + " " + lower(filler.id);
  for (const auto& [kind, words] : params.voices)
    for (const auto& word : words) {
      if (!has_phrase(described, word)) continue;
      voice.kind = kind;
      if (kind == VoiceKind::kSource)
        if (const auto* side = party_named_in(filler.name + " " + filler.surface, facts))
          voice.party = symbols.of(facts.party_of(side->id));
      // Nobody can say whether two unnamed residents of two reports are one: each report has its own, and
      // reports that are reprints of one another are one report (Corpus::origin_of).
      voice.id = symbols.of(kind == VoiceKind::kMedia ? std::string("media")
                                                      : std::string(name_of(kind)) + "@" + document.id);
      return voice;
    }
  voice.kind = actor && (actor->kind == "organisation" || actor->kind == "company") ? VoiceKind::kExpert : VoiceKind::kPerson;
  voice.id = symbols.of(std::string(name_of(voice.kind)) + ":" + filler.id);
  return voice;
}

std::int8_t interest_of(const Voice& voice, const Claim& claim, const Facts& facts, const Params& params,
                        const Symbols& symbols) {
  if (voice.party == kNoSymbol) return 0;
  const std::string& party = symbols.text(voice.party);
  const auto own = [&](const std::vector<Filler>& fillers) {
    return std::any_of(fillers.begin(), fillers.end(), [&](const Filler& f) { return facts.same_side(f.id, party); });
  };
  int serves = 0;
  if (among(params.gains, claim.type)) serves = own(claim.agent) ? 1 : own(claim.target) ? -1 : claim.target.empty() ? 0 : 1;
  else if (among(params.losses, claim.type)) serves = own(claim.agent) ? -1 : claim.agent.empty() ? 0 : 1;
  else if (among(params.charges, claim.type)) serves = own(claim.agent) ? -1 : claim.agent.empty() ? 0 : 1;
  const bool opposes = (claim.stance == Stance::kDenied) != claim.negated;
  return static_cast<std::int8_t>(opposes ? -serves : serves);
}

std::vector<Symbol> symbols_of(const std::vector<Filler>& fillers, Symbols& symbols) {
  std::vector<Symbol> found;
  for (const Filler& filler : fillers) {
    if (filler.id.empty()) continue;
    const Symbol symbol = symbols.of(filler.id);
    if (std::find(found.begin(), found.end(), symbol) == found.end()) found.push_back(symbol);
  }
  return found;
}

// An actor that no pack knows is a name where its head is printed as one: 'the Northern Column', not 'the column',
// 'Kachin fighters' or 'one side'. At the head of a sentence and in headlines
// common nouns are printed so too: `unnamed` has those.
bool is_unnamed(const Filler& filler, const Facts& facts, const Params& params) {
  if (facts.actor(filler.id)) return false;
  std::string_view words = filler.surface.empty() ? std::string_view(filler.name) : std::string_view(filler.surface);
  words = words.substr(0, words.find(" of "));
  while (!words.empty() && !is_word_byte(words.back())) words.remove_suffix(1);
  std::size_t begin = words.size();
  while (begin > 0 && is_word_byte(words[begin - 1])) --begin;
  const std::string_view head = words.substr(begin);
  if (head.empty()) return false;
  const auto listed = [word = lower(head)](const std::vector<std::string>& nouns) {
    return std::find(nouns.begin(), nouns.end(), word) != nouns.end();
  };
  return std::islower(static_cast<unsigned char>(head.front())) != 0 || listed(params.unnamed_head) ||
         (begin == 0 && listed(params.unnamed_alone));
}

std::vector<Symbol> actors_of(const std::vector<Filler>& fillers, const Facts& facts, const Params& params,
                              Symbols& symbols) {
  std::vector<Symbol> found;
  for (const Filler& filler : fillers) {
    if (filler.id.empty()) continue;
    const Symbol symbol = is_unnamed(filler, facts, params) ? symbols.of_unnamed(filler.id) : symbols.of(filler.id);
    if (std::find(found.begin(), found.end(), symbol) == found.end()) found.push_back(symbol);
  }
  return found;
}

}  // namespace

Symbol Symbols::add(std::unordered_map<std::string, Symbol>& numbers, std::string_view text, bool unnamed) {
  const auto [at, fresh] = numbers.try_emplace(std::string(text), static_cast<Symbol>(texts_.size()));
  if (fresh) texts_.push_back(&at->first), unnamed_.push_back(unnamed);
  return at->second;
}

Symbol Symbols::of(std::string_view text) { return add(numbers_, text, false); }

Symbol Symbols::of_unnamed(std::string_view text) { return add(unnamed_numbers_, text, true); }

Symbol Symbols::find(std::string_view text) const {
  const auto at = numbers_.find(std::string(text));
  return at == numbers_.end() ? kNoSymbol : at->second;
}

Statement make_statement(const Claim& claim, const Document& document, const Facts& facts, const Params& params,
                         Symbols& symbols, std::string_view sentence) {
  Statement out;
  out.type = claim.type;
  out.stance = claim.stance;
  out.negated = claim.negated;
  out.quoted = !claim.speaker.empty();
  out.marks = marks_of(claim, params);
  if (claim.type == ClaimType::kControl && !sentence.empty()) {
    const std::string words = lower(sentence);
    for (const auto& phrase : params.past_in_sentence)
      if (has_phrase(words, phrase)) out.marks |= kPast;
  }
  const bool of_places = claim.type == ClaimType::kLocation;
  out.agent = of_places ? symbols_of(claim.agent, symbols) : actors_of(claim.agent, facts, params, symbols);
  out.target = actors_of(claim.target, facts, params, symbols);
  out.place = symbols_of(claim.place, symbols);
  out.resource = symbols_of(claim.resource, symbols);
  if (!of_places)  // a place does nothing to itself
    std::erase_if(out.agent, [&](Symbol agent) { return std::find(out.place.begin(), out.place.end(), agent) != out.place.end(); });
  if (claim.time) {
    out.time = claim.time->valid;
    out.supposed = std::find(params.supposed.begin(), params.supposed.end(), claim.time->reason) != params.supposed.end();
  }
  if (claim.quantity) {
    out.low = claim.quantity->low;
    out.high = claim.quantity->high;
    if (!claim.quantity->unit.empty()) out.unit = symbols.of(claim.quantity->unit);
  }
  if (!claim.object.empty()) out.object = symbols.of(lower(claim.object));
  out.id = claim.id;
  if (!claim.evidence.empty()) out.evidence = claim.evidence.front();
  for (const Filler& speaker : claim.speaker) {
    if (out.voices.size() == 4) break;
    Voice voice = voice_of_filler(speaker, document, facts, params, symbols);
    voice.interest = interest_of(voice, claim, facts, params, symbols);
    const auto same = [&voice](const Voice& other) { return other.id == voice.id; };
    if (std::none_of(out.voices.begin(), out.voices.end(), same)) out.voices.push_back(voice);
  }
  if (out.voices.empty()) {
    Voice voice;
    const std::string outlet = document.outlet.empty() ? document.id : domain::fold(document.outlet);
    voice.id = symbols.of("outlet:" + outlet);
    voice.kind = claim.stance == Stance::kClaimed ? VoiceKind::kMedia : VoiceKind::kOutlet;
    // A communiqué: the outlet is itself a party.
    if (const auto* actor = document.outlet.empty() ? nullptr : facts.actor_named(document.outlet);
        actor && !facts.speaks_for(actor->id).empty()) {
      voice.party = symbols.of(facts.speaks_for(actor->id));
      voice.kind = facts.is_state(actor->id) ? VoiceKind::kState : VoiceKind::kParty;
      voice.id = symbols.of("party:" + symbols.text(voice.party));
    }
    voice.interest = interest_of(voice, claim, facts, params, symbols);
    out.voices.push_back(voice);
  }
  return out;
}

double weight_of(const Statement& statement, const Voice& voice, const Params& params) {
  const double accuracy = params.accuracy[static_cast<std::size_t>(voice.kind)];
  double weight = std::log(accuracy / (1 - accuracy)) * params.stance[static_cast<std::size_t>(statement.stance)];
  if (voice.interest > 0) weight *= params.flatters;
  if (voice.interest < 0) weight *= params.against;
  if (voice.interest > 0 && statement.type == ClaimType::kCasualty) weight *= params.own_count;
  return weight;
}

}  // namespace assay::weighing
