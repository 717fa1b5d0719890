#include "reading/figures.hpp"

#include <algorithm>
#include <cstdlib>

namespace assay::reading {
namespace {

constexpr int kBareReach = 12;  // tokens from a figure to one that repeats it without its unit

class FigureFinder {
 public:
  FigureFinder(const DocumentReading& r, const std::vector<int>& tokens, const Lexicon& lexicon, int passage, const QuantityMention& q, std::size_t first,
               std::size_t last)
      : r_(r), tokens_(tokens), lexicon_(lexicon), passage_(passage), tree_(r.passages[passage].tree), q_(q), first_(first), last_(last) {}

  Figure run() {
    Figure f;
    if (!countable(q_) || !q_.quantity.low || taken()) return f;
    f.unit = casualty_unit();
    int cost = 1 << 20;
    for (std::size_t k = first_; k < last_; ++k) {
      const Claim& c = r_.claims[k];
      const bool casualty = c.type == ClaimType::kCasualty && !f.unit.empty();
      const bool price = c.type == ClaimType::kPrice && q_.kind == QuantityKind::kMoney;
      const bool tax = c.type == ClaimType::kTax && (q_.kind == QuantityKind::kMoney || (q_.kind == QuantityKind::kShare && !q_.change));
      if (!casualty && !price && !tax) continue;
      if (!c.quantity && !casualty) continue;
      const int d = std::abs(tokens_[k] - q_.number_token);
      if (d < cost) cost = d, f.like = static_cast<int>(k), f.type = c.type;
    }
    if (f.like >= 0 && !r_.claims[f.like].quantity && f.type == ClaimType::kCasualty && cost <= 3) f.like = -1;
    if (f.like >= 0) {
      if (f.type != ClaimType::kCasualty) f.unit = q_.quantity.unit;
      else if (r_.claims[f.like].target.size() > 1 && counts_people()) f.target = q_.head_token;
      return f;
    }
    joined(f);
    if (f.like < 0) compared(f);
    if (f.like < 0) priced(f);
    return f;
  }

 private:
  const QuantityMention* mention_of(const Claim& c) const {
    for (const QuantityMention& q : r_.quantities[passage_])
      if (c.quantity && q.quantity.text == c.quantity->text && q.quantity.low == c.quantity->low) return &q;
    return nullptr;
  }

  bool counts_people() const {
    const Mention* whom = r_.passages[passage_].mention_at(q_.head_token);
    return whom && whom->kinds.any(Kinds(Kind::kPeople) | Kind::kPerson | Kind::kFighters);
  }

  // 'Twelve drivers and three guards died': those counted apart are told apart.
  void joined(Figure& f) const {
    if (q_.kind != QuantityKind::kCount || q_.head_token < 0) return;
    for (std::size_t k = first_; k < last_; ++k) {
      const Claim& c = r_.claims[k];
      if (c.type != ClaimType::kCasualty || !c.quantity) continue;
      const QuantityMention* had = mention_of(c);
      if (!had || had == &q_ || had->head_token < 0 || had->kind != QuantityKind::kCount) continue;
      if (tree_.first_conjunct(q_.head_token) != tree_.first_conjunct(had->head_token) || q_.head_token < had->head_token) continue;
      if (!counts_people()) continue;
      f.like = static_cast<int>(k);
      f.type = c.type;
      f.unit = c.quantity->unit;
      f.target = q_.head_token;
      return;
    }
  }

  // 'Imports fell to 1,350 tonnes in January, from 3,900 a year before': an amount is told beside another of its kind.
  // A bare number is of that kind where a word sets it against the first.
  void compared(Figure& f) const {
    if (q_.change || q_.attributive) return;
    const bool bare = q_.kind == QuantityKind::kCount && q_.head_token < 0 && q_.quantity.unit.empty();
    if (bare && !set_against()) return;
    int cost = 1 << 20;
    for (std::size_t k = first_; k < last_; ++k) {
      const Claim& c = r_.claims[k];
      if (!lexicon_.in("amount-types", std::string(name_of(c.type))) || !c.quantity) continue;
      const QuantityMention* had = mention_of(c);
      if (!had || had->kind == QuantityKind::kShare || had->kind == QuantityKind::kTimes || had->change) continue;
      if (bare ? q_.number_token - had->end_token > kBareReach || q_.number_token < had->number_token : q_.quantity.unit != c.quantity->unit) continue;
      const int d = std::abs(had->number_token - q_.number_token);
      if (d < cost) cost = d, f.like = static_cast<int>(k), f.type = c.type, f.unit = c.quantity->unit;
    }
  }

  // 'from', 'against', 'compared with', 'while before it was at least'.
  bool set_against() const {
    for (int i = q_.first_token - 1; i >= 0 && i >= q_.first_token - 4; --i) {
      const std::string& upos = tree_.token(i).upos;
      if (lexicon_.in("comparing", tree_.lemma(i)) || lexicon_.in("comparing", lower_ascii(tree_.token(i).form))) return true;
      if (upos == "NOUN" || upos == "PROPN" || upos == "NUM" || upos == "VERB") return false;
    }
    return false;
  }

  // 'bought 350,000 tonnes at about $238 a tonne': what a measure of a thing costs is its price.
  void priced(Figure& f) const {
    if (q_.kind != QuantityKind::kMoney || q_.change) return;
    const std::size_t per = q_.quantity.unit.find(" per ");
    if (per == std::string::npos) return;
    const domain::Unit* unit = lexicon_.domain().unit_named(q_.quantity.unit.substr(per + 5));
    if (!unit || (unit->dimension != "mass" && unit->dimension != "volume")) return;
    for (std::size_t k = first_; k < last_; ++k) {
      const Claim& c = r_.claims[k];
      if (c.type == ClaimType::kTax || c.type == ClaimType::kFunding || c.type == ClaimType::kPrice) return;
      if (lexicon_.in("amount-types", std::string(name_of(c.type))) && (f.like < 0 || tokens_[k] < q_.number_token)) f.like = static_cast<int>(k);
    }
    if (f.like < 0) return;
    f.type = ClaimType::kPrice;
    f.unit = q_.quantity.unit;
  }

  bool taken() const {
    for (std::size_t k = first_; k < r_.claims.size(); ++k) {
      const auto& have = r_.claims[k].quantity;
      if (have && have->low == q_.quantity.low && have->high == q_.quantity.high) return true;
    }
    return false;
  }

  // 'killed', 'injured' … where the words beside a number say what befell those counted; else empty.
  std::string casualty_unit() const {
    for (int i = std::max(0, q_.first_token - 1); i < std::min(tree_.size(), q_.end_token + 3); ++i) {
      if (i >= q_.end_token && (tree_.token(i).form == "," || tree_.token(i).upos == "CCONJ")) break;
      if (const std::string* unit = lexicon_.look_up("casualty-unit", lower_ascii(tree_.token(i).form))) return *unit;
    }
    return "";
  }

  const DocumentReading& r_;
  const std::vector<int>& tokens_;
  const Lexicon& lexicon_;
  const int passage_;
  const Tree& tree_;
  const QuantityMention& q_;
  const std::size_t first_, last_;
};

}  // namespace

bool countable(const QuantityMention& quantity) {
  return quantity.kind != QuantityKind::kAge && quantity.kind != QuantityKind::kDistance && quantity.kind != QuantityKind::kVague;
}

Figure figure_of(const DocumentReading& reading, const std::vector<int>& tokens, const Lexicon& lexicon, int passage, const QuantityMention& quantity,
                 std::size_t first, std::size_t last) {
  return FigureFinder(reading, tokens, lexicon, passage, quantity, first, last).run();
}

}  // namespace assay::reading
