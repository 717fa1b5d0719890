#include "flow/network.hpp"

#include <fmt/format.h>

#include <cctype>

namespace assay::flow {
namespace {

constexpr std::array<std::string_view, 6> kForms = {"oxide", "carbonate", "concentrate",
                                                    "ore",   "stone",     "goods"};

template <class List, class Key>
int index_of(const List& list, std::string_view id, Key key) {
  for (std::size_t i = 0; i < list.size(); ++i)
    if (key(list[i]) == id) return static_cast<int>(i);
  return -1;
}

}  // namespace

std::string_view name_of(Form form) { return kForms[static_cast<std::size_t>(form)]; }

std::optional<Form> form_of(std::string_view name) {
  for (std::size_t i = 0; i < kForms.size(); ++i)
    if (kForms[i] == name) return static_cast<Form>(i);
  return std::nullopt;
}

std::optional<Form> form_in(std::string_view text) {
  std::optional<Form> found;
  std::string word;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    const auto c = static_cast<unsigned char>(i < text.size() ? text[i] : ' ');
    if (std::isalpha(c)) {
      word += static_cast<char>(std::tolower(c));
      continue;
    }
    auto form = form_of(word);
    if (!form && word.ends_with('s')) form = form_of(std::string_view(word).substr(0, word.size() - 1));
    word.clear();
    if (!form || form == Form::kGoods) continue;
    if (found && *found != *form) return std::nullopt;
    found = form;
  }
  return found;
}

int Network::node(std::string_view id) const {
  return index_of(nodes, id, [](const Node& n) -> std::string_view { return n.id; });
}
int Network::commodity(std::string_view id) const {
  return index_of(commodities, id, [](const Commodity& c) -> std::string_view { return c.id; });
}
int Network::site(std::string_view id) const {
  return index_of(sites, id, [](const Site& s) -> std::string_view { return s.id; });
}
int Network::port(std::string_view gate) const {
  return index_of(ports, gate, [](const Port& p) -> std::string_view { return p.gate; });
}

std::optional<double> Network::conversion(std::string_view resource, Form from, Form to, double u) const {
  if (from == to) return 1.0;
  for (const auto& conversion : conversions) {
    if (conversion.resource != resource) continue;
    if (conversion.from == from && conversion.to == to) return conversion.factor.range.at(u);
    if (conversion.from == to && conversion.to == from) return 1 / conversion.factor.range.at(u);
  }
  return std::nullopt;
}

std::vector<std::string> Network::assumptions() const {
  std::vector<std::string> lines;
  auto add = [&](const Source& source) {
    if (source.assumption) lines.push_back(source.place + ": " + source.text);
  };
  for (const auto& c : commodities)
    for (const auto& f : c.prices) add(f.source);
  for (const auto& c : conversions) add(c.factor.source);
  for (const auto& f : fields) {
    for (const auto& y : f.yields) add(y.source);
    add(f.storage_months.source);
    add(f.working_months.source);
    add(f.restart_days.source);
  }
  for (const auto& s : sites) add(s.share.source);
  for (const auto& r : roads) add(r.source);
  for (const auto& p : ports) {
    for (const auto& c : p.capacities)
      for (const auto& f : c.figures) add(f.source);
    add(p.open_when_unknown.source);
  }
  for (const auto& m : markets)
    for (const auto& f : m.amounts) add(f.source);
  for (const auto& t : taxes) add(t.figure.source);
  add(rules.exchange.source);
  add(rules.halts_last.source);
  std::sort(lines.begin(), lines.end());
  lines.erase(std::unique(lines.begin(), lines.end()), lines.end());
  return lines;
}

}  // namespace assay::flow
