#include "language/vary.hpp"

#include <algorithm>

#include "language/characters.hpp"
#include "language/wordnet.hpp"

namespace assay::language {
namespace {

bool has(const std::string& feats, std::string_view feature) { return feats.find(feature) != std::string::npos; }

void capitalise(std::string& form) {
  if (!form.empty() && form[0] >= 'a' && form[0] <= 'z') form[0] = static_cast<char>(form[0] - 32);
}

void in_capitals(std::string& form) {
  for (char& c : form) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
}

// Takes out the words that are marked and have no children; heads and names close up.
void take_out(Material& material, std::vector<char> marked) {
  const std::size_t n = material.tokens.size();
  for (const Token& token : material.tokens) {
    if (token.head > 0) marked[static_cast<std::size_t>(token.head) - 1] = 0;
  }
  std::vector<int> place(n + 1, 0);
  Material out;
  for (std::size_t i = 0; i < n; ++i) {
    if (marked[i] != 0 && material.tokens[i].head != 0) continue;
    out.tokens.push_back(material.tokens[i]);
    out.names.push_back(material.names[i]);
    out.extra.push_back(material.extra[i]);
    place[i + 1] = static_cast<int>(out.tokens.size());
    // What is left of a name whose beginning is gone begins it.
    if (i > 0 && marked[i - 1] != 0 && material.names[i] > 0 && material.names[i] % 2 == 0 &&
        material.names[i - 1] == material.names[i] - 1)
      --out.names.back();
  }
  for (Token& token : out.tokens) {
    if (token.head > 0) token.head = place[static_cast<std::size_t>(token.head)];
  }
  material = std::move(out);
}

bool is_stop(const Token& token) { return token.upos == "PUNCT" && token.form == "."; }

}  // namespace

void set_present(Material& material) {
  for (Token& token : material.tokens) {
    if (token.xpos != "VBD" || !has(token.feats, "Person=3") || !has(token.feats, "Tense=Past")) continue;
    const bool plural = has(token.feats, "Number=Plur");
    std::string form = token.lemma == "be"     ? (plural ? "are" : "is")
                       : token.lemma == "have" ? (plural ? "have" : "has")
                       : plural                ? token.lemma
                                               : with_s(token.lemma);
    if (is_upper(decode(token.form, 0).code)) capitalise(form);
    token.form = std::move(form);
    token.xpos = plural ? "VBP" : "VBZ";
    token.feats.replace(token.feats.find("Tense=Past"), 10, "Tense=Pres");
  }
  for (std::string& tag : material.extra) {
    if (tag == "VBD") tag.clear();
  }
}

void drop_stop(Material& material) {
  if (material.tokens.size() < 2 || !is_stop(material.tokens.back())) return;
  std::vector<char> marked(material.tokens.size(), 0);
  marked.back() = 1;
  take_out(material, std::move(marked));
}

void set_headline(Material& material) {
  std::vector<char> marked(material.tokens.size(), 0);
  for (std::size_t i = 0; i < marked.size(); ++i) {
    const Token& token = material.tokens[i];
    const bool article = token.deprel == "det" && (token.lemma == "the" || token.lemma == "a" || token.lemma == "an");
    const bool being = token.deprel == "aux:pass" && token.lemma == "be";
    const bool having = token.deprel == "aux" && token.lemma == "have";
    const bool linking = token.deprel == "cop" && (token.form == "is" || token.form == "are" || token.form == "was");
    marked[i] = article || being || having || linking || (i + 1 == marked.size() && is_stop(token));
  }
  take_out(material, std::move(marked));
  capitalise(material.tokens[0].form);
}

void swap_verbs(Material& material, const std::vector<std::string>& noun_verbs, std::mt19937_64& random) {
  std::vector<char> has_object(material.tokens.size(), 0);
  for (const Token& token : material.tokens) {
    if (token.deprel == "obj" && token.head > 0) has_object[static_cast<std::size_t>(token.head) - 1] = 1;
  }
  for (std::size_t i = 0; i < has_object.size(); ++i) {
    Token& token = material.tokens[i];
    if (has_object[i] == 0 || token.upos != "VERB" || (token.xpos != "VBZ" && token.xpos != "VBP")) continue;
    const std::string& verb = noun_verbs[random() % noun_verbs.size()];
    std::string form = token.xpos == "VBZ" ? with_s(verb) : verb;
    if (is_upper(decode(token.form, 0).code)) capitalise(form);
    token.form = std::move(form);
    token.lemma = verb;
    material.extra[i].clear();
  }
}

Material Variation::vary(const Material& material, std::mt19937_64& random) const {
  const auto chance = [&] { return static_cast<double>(random() >> 11) * 0x1p-53; };
  const double what = chance(), look = chance(), name = chance(), noun = chance(), verb = chance(),
               stop = chance();
  Material out = material;
  if (maker_ != nullptr && name < rates_.names) rename(out, *maker_, random);
  if (maker_ != nullptr && noun < rates_.nouns_as_names) name_nouns(out, *maker_, random);
  const bool telling = out.has_trees() && out.tokens.size() > 3 &&
                       std::any_of(out.tokens.begin(), out.tokens.end(), [](const Token& t) { return t.upos == "VERB"; });
  const bool headline = telling && what < rates_.headline && out.tokens.size() < 26;
  if (headline) {
    if (what < rates_.headline * 0.7) set_present(out);
    set_headline(out);
  } else if (telling && what < rates_.headline + rates_.present) {
    set_present(out);
  }
  // Half of the sentences in the present take a verb that is a noun too.
  const bool present = telling && what < rates_.headline + rates_.present;
  if (!noun_verbs_.empty() && verb < (present ? 0.5 : rates_.verbs)) swap_verbs(out, noun_verbs_, random);
  if (!headline && stop < rates_.no_stop) drop_stop(out);
  const double scale = headline ? 8 : 1;
  if (look < rates_.capitals * scale * 0.75) {
    for (Token& token : out.tokens) in_capitals(token.form);
  } else if (look < (rates_.capitals * 0.75 + rates_.title) * scale) {
    for (Token& token : out.tokens) {
      const bool small = token.upos == "ADP" || token.upos == "DET" || token.upos == "CCONJ" || token.upos == "PART";
      if (!small || random() % 3 == 0) capitalise(token.form);
    }
  }
  return out;
}

}  // namespace assay::language
