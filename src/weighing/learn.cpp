#include "weighing/learn.hpp"

#include <algorithm>
#include <map>

#include "weighing/table.hpp"

namespace assay::weighing {
namespace {

constexpr int kSameHappening = 12;  // days within which rival accounts of one place are of one happening

bool tells(const Statement& s) {
  return s.happened() && !s.opposes() && !s.agent.empty() && s.time.from && s.time.days().value_or(400) <= 3 &&
         (s.type == ClaimType::kCapture || s.type == ClaimType::kWithdraw || s.type == ClaimType::kCloseGate ||
          s.type == ClaimType::kOpenGate);
}

std::string agents_of(const Corpus& corpus, const Statement& s) {
  std::vector<std::string> names;
  for (const Symbol agent : s.agent) names.push_back(corpus.facts().party_of(corpus.symbols().text(agent)));
  std::sort(names.begin(), names.end());
  std::string text;
  for (const auto& name : names) text += (text.empty() ? "" : "; ") + name;
  return text;
}

}  // namespace

Learned learn(const Corpus& corpus, const Clocks& clocks) {
  std::map<std::pair<std::string, ClaimType>, std::vector<std::uint32_t>> told;
  for (std::uint32_t number = 0; number < corpus.statements().size(); ++number) {
    const Statement& s = corpus.statements()[number];
    if (!tells(s) || !corpus.visible(s, clocks)) continue;
    for (const Symbol place : s.place) told[{corpus.symbols().text(place), s.type}].push_back(number);
  }
  std::vector<TableClaim> table;
  std::map<std::string, VoiceKind> kinds;
  std::map<std::string, int> spoken;
  for (auto& [key, numbers] : told) {
    const auto day = [&](std::uint32_t n) { return *corpus.statements()[n].time.from; };
    std::sort(numbers.begin(), numbers.end(), [&](auto a, auto b) {
      return day(a) != day(b) ? day(a) < day(b) : corpus.before(a, b);
    });
    Day begin = day(numbers.front());
    for (const auto number : numbers) {
      if (day(number) - begin > kSameHappening) begin = day(number);
      const Statement& s = corpus.statements()[number];
      const std::string item = key.first + "/" + std::string(name_of(key.second)) + "/" + begin.iso();
      for (const Voice& voice : s.voices) {
        const std::string id = corpus.origin_of(s, voice, clocks);
        kinds[id] = voice.kind;
        ++spoken[id];
        table.push_back({item + "/agent", id, agents_of(corpus, s)});
        table.push_back({item + "/day", id, day(number).iso()});
      }
    }
  }
  std::sort(table.begin(), table.end(), [](const TableClaim& a, const TableClaim& b) {
    return std::tie(a.item, a.source, a.value) < std::tie(b.item, b.source, b.value);
  });
  const WeighedTable weighed = weigh_table(table, corpus.params());
  Learned learned;
  for (const auto& source : weighed.sources) {
    const double prior = corpus.params().accuracy[static_cast<std::size_t>(kinds[source.source])];
    const double seen = spoken[source.source], strength = corpus.params().strength;
    learned.accuracy[source.source] = (prior * strength + source.exact.value() * seen) / (strength + seen);
    if (!source.copies_from.empty() && source.copying.value() > 0.05) {
      const auto pair = source.source < source.copies_from ? std::pair(source.source, source.copies_from)
                                                           : std::pair(source.copies_from, source.source);
      double& chance = learned.copying[pair];
      chance = std::max(chance, source.copying.value());
    }
  }
  return learned;
}

}  // namespace assay::weighing
