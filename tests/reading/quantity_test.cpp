#include "reading/quantity.hpp"

#include <fmt/format.h>

#include <fstream>

#include "tests/reading/lexicon_for_test.hpp"

namespace assay::reading {
namespace {

std::string printed(const QuantityMention& m) {
  const auto number = [](std::optional<double> v) { return v ? fmt::format("{:g}", *v) : std::string("*"); };
  std::string out = number(m.quantity.low);
  if (m.quantity.low != m.quantity.high || !m.quantity.low) out += ".." + number(m.quantity.high);
  if (!m.quantity.unit.empty()) out += " " + m.quantity.unit;
  if (m.quantity.also_printed)
    out += fmt::format(" = {:g} {}{}", m.quantity.also_printed->value, m.quantity.also_printed->unit, m.quantity.units_disagree ? " !" : "");
  if (m.kind == QuantityKind::kAge) out += " (age)";
  if (m.kind == QuantityKind::kDistance) out += " (away)";
  if (m.change) out += " (change)";
  if (m.former) out += " (former)";
  return out;
}

// Each line of data/quantities.tsv: a sentence and what it must give, joined by ' | '; 'none' for nothing.
TEST(Quantities, are_found_as_the_table_says) {
  std::ifstream file(ASSAY_SOURCE_DIR "/tests/reading/data/quantities.tsv");
  ASSERT_TRUE(file) << "tests/reading/data/quantities.tsv is missing";
  std::string line;
  int number = 0, cases = 0;
  while (std::getline(file, line)) {
    ++number;
    if (line.empty() || line[0] == '#') continue;
    const auto cells = cut_for_test(line, '\t');
    ASSERT_EQ(cells.size(), 2u) << "quantities.tsv:" << number;
    std::string got;
    for (const auto& m : find_quantities(plain_sentence(cells[0]), words_for_test(), domain_for_test()))
      got += (got.empty() ? "" : " | ") + printed(m);
    EXPECT_EQ(got.empty() ? "none" : got, cells[1]) << "quantities.tsv:" << number << ": " << cells[0];
    ++cases;
  }
  EXPECT_GE(cases, 150);
}

TEST(Quantities, the_text_is_as_printed_with_its_modifier) {
  const auto found = find_quantities(plain_sentence("They buried at least 1,200 tonnes of ore"), words_for_test(), domain_for_test());
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].quantity.text, "at least 1,200 tonnes");
  EXPECT_EQ(found[0].quantity.modifier, "at least");
}

TEST(Quantities, two_prints_that_differ_are_flagged) {
  const auto found = find_quantities(plain_sentence("It burnt 100 acres (90 hectares)"), words_for_test(), domain_for_test());
  ASSERT_EQ(found.size(), 1u);
  ASSERT_TRUE(found[0].quantity.also_printed);
  EXPECT_TRUE(found[0].quantity.units_disagree);
}

TEST(Quantities, survive_hostile_numerals) {
  std::string text;
  for (int i = 0; i < 3000; ++i) text += "9,999,999 million billion hundred and a half of from 1 to 2 to 3 - 4 (5 km) ";
  EXPECT_LE(find_quantities(plain_sentence(text), words_for_test(), domain_for_test()).size(), 60000u);
  find_quantities(plain_sentence(std::string(70000, '7') + " % (" + std::string(400, '(')), words_for_test(), domain_for_test());
}

}  // namespace
}  // namespace assay::reading
