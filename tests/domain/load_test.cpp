#include <gmock/gmock.h>

#include <set>

#include "tests/domain/support.hpp"

namespace assay::domain {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;

TEST(Load, the_packs_of_the_repository_have_no_fault) {
  std::string faults;
  for (const Error& error : Domain::check(repository())) faults += error.text() + "\n";
  EXPECT_EQ(faults, "");
}

TEST(Load, every_type_of_the_codebook_is_described_in_its_order) {
  ASSERT_EQ(whole().types().size(), all_claim_types().size());
  for (std::size_t i = 0; i < whole().types().size(); ++i)
    EXPECT_EQ(whole().types()[i].type, all_claim_types()[i]);
}

TEST(Load, a_name_is_found_whatever_its_case_accents_and_spaces) {
  for (const char* name : {"Kan Paik Ti", "KANPAIKTI", "kan-paik-ti", "Kanpaiktī"})
    EXPECT_THAT(whole().places_named(name), Contains("kanpiketi")) << name;
  EXPECT_THAT(whole().places_named("ကန်ပိုက်တီ"), Contains("kanpiketi"));
  EXPECT_TRUE(whole().places_named("Nowhere at all").empty());
}

TEST(Load, short_acronyms_answer_to_capitals_alone) {
  EXPECT_THAT(whole().actors_named("US"), ElementsAre("united-states"));
  EXPECT_THAT(whole().actors_named("U.S."), ElementsAre("united-states"));
  EXPECT_TRUE(whole().actors_named("us").empty());
  EXPECT_TRUE(whole().actors_named("who").empty());
  EXPECT_THAT(whole().actors_named("WHO"), ElementsAre("who"));
}

TEST(Load, a_capital_stands_for_its_government_unless_its_name_is_too_common) {
  EXPECT_THAT(whole().actors_named("Beijing"), ElementsAre("china"));
  EXPECT_THAT(whole().actors_named("the Kremlin"), ElementsAre("russia"));
  EXPECT_TRUE(whole().actors_named("Victoria").empty());
  EXPECT_THAT(whole().places_named("Victoria"), Contains("victoria"));
  EXPECT_THAT(whole().actors_named("Congolese authorities"), ElementsAre("dr-congo"));
}

TEST(Load, descriptions_are_kept_apart_from_names) {
  EXPECT_THAT(whole().actors_described("the regime"), Contains("junta"));
  EXPECT_THAT(whole().actors_named("the regime"), testing::Not(Contains("junta")));
  EXPECT_THAT(whole().actors_named("Tatmadaw"), ElementsAre("junta"));
}

TEST(Load, allies_are_allies_of_each_other) {
  for (const Actor& actor : whole().actors())
    for (const std::string& ally : actor.allies) EXPECT_THAT(whole().actor(ally)->allies, Contains(actor.id));
}

TEST(Load, wings_belong_to_their_bodies_and_villages_lie_in_their_townships) {
  EXPECT_TRUE(whole().belongs_to("kia-brigade-9", "kio"));
  EXPECT_FALSE(whole().belongs_to("kio", "kia"));
  EXPECT_TRUE(whole().is_within("lone-khin", "hpakant-township"));
  EXPECT_TRUE(whole().is_within("lone-khin", "kachin"));
  EXPECT_TRUE(whole().is_within("lone-khin", "myanmar"));
  EXPECT_TRUE(whole().is_within("chipwi", "special-region-1"));  // through the township, a member
  EXPECT_FALSE(whole().is_within("bhamo", "special-region-1"));
  EXPECT_FALSE(whole().is_within("kachin", "lone-khin"));
}

TEST(Load, units_are_found_by_word_plural_and_sign_and_convert_within_their_dimension) {
  const Unit* tonne = whole().unit_named("metric tons");
  ASSERT_NE(tonne, nullptr);
  EXPECT_EQ(tonne->id, "tonne");
  const Unit* short_ton = whole().unit_named("short tons");
  ASSERT_NE(short_ton, nullptr);
  EXPECT_DOUBLE_EQ(short_ton->factor, 0.90718474);
  EXPECT_TRUE(short_ton->converts_to(*tonne));
  EXPECT_EQ(whole().unit_named("%")->dimension, "share");
  EXPECT_EQ(whole().unit_named("$")->id, whole().unit_named("dollars")->id);
  EXPECT_FALSE(whole().unit_named("kyats")->converts_to(*whole().unit_named("yuan")));
  EXPECT_EQ(whole().unit_named("trucks")->id, "truck");
  EXPECT_EQ(whole().unit_named("gobbledygooks"), nullptr);
}

TEST(Load, every_gate_has_two_sides_and_the_border_stands_for_all_of_them) {
  const Gate* border = whole().gate("china-border");
  ASSERT_NE(border, nullptr);
  std::set<std::string> members(border->members.begin(), border->members.end());
  for (const Gate& gate : whole().gates()) {
    EXPECT_NE(whole().actor(gate.near.country), nullptr) << gate.id;
    EXPECT_NE(whole().actor(gate.far.country), nullptr) << gate.id;
    if (gate.id == border->id) continue;
    EXPECT_EQ(members.count(gate.id), 1u) << gate.id;
  }
}

TEST(Load, heavy_rare_earths_are_rare_earths) {
  EXPECT_EQ(whole().resource("heavy-rare-earth")->broader, "rare-earth");
  EXPECT_THAT(whole().resources_named("heavy rare earth oxides"), ElementsAre("heavy-rare-earth"));
}

TEST(Load, the_digest_follows_the_bytes_and_not_the_folder) {
  Packs one, two, three;
  for (Packs* packs : {&one, &two})
    packs->write("land/resources.yaml", "resources:\n  - {id: salt, name: salt}\n");
  three.write("land/resources.yaml", "resources:\n  - {id: salt, name: Salt}\n");
  const auto digest = [](const Packs& packs) { return Domain::load(packs.root()).value().digest(); };
  EXPECT_EQ(digest(one), digest(two));
  EXPECT_NE(digest(one), digest(three));
}

TEST(Load, packs_are_chosen_by_name) {
  auto base = Domain::load(repository(), {"base"});
  ASSERT_TRUE(base.ok()) << base.error().text();
  EXPECT_EQ(base->actor("kia"), nullptr);
  EXPECT_TRUE(base->packs().empty());
  const auto none = Domain::load(repository(), {"atlantis"});
  ASSERT_FALSE(none.ok());
  EXPECT_THAT(none.error().message, HasSubstr("no pack 'atlantis'"));
  EXPECT_FALSE(Domain::load("/nowhere").ok());
}

TEST(Check, a_whole_pack_has_no_fault) {
  Packs packs;
  packs.write("land/actors.yaml",
              "actors:\n  - {id: a, name: Front A, kind: army, allies: [b]}\n  - {id: b, name: Front B, "
              "kind: army, part_of: a, relation: wing}\n");
  packs.write("land/places.tsv", std::string(kPlaceHeader) +
                                     "hill\tThe Hill\thill\ttown\t\t1.5\t2.5\tpoint\t\t\n" +
                                     "town\tTown\ttown\t\t\t\t\tnone\t\tToun|Taun\n");
  EXPECT_EQ(packs.faults(), "");
}

TEST(Check, every_fault_is_told_with_its_file_and_line) {
  struct Case {
    const char *file, *text, *fault;
  };
  const Case cases[] = {
      {"land/actors.yaml", "actors:\n  - {id: a, name: A, kind: army, colour: red}\n",
       "land/actors.yaml:5: unknown key 'colour'"},
      {"land/actors.yaml", "actors:\n  - {id: a, kind: army}\n",
       "land/actors.yaml:5: the entry has no 'name'"},
      {"land/actors.yaml", "actors:\n  - {id: a, name: A, kind: tribe}\n",
       "land/actors.yaml:5: unknown kind 'tribe'"},
      {"land/actors.yaml", "actors:\n  - {id: A a, name: A, kind: army}\n",
       "land/actors.yaml:5: 'A a' is no id"},
      {"land/actors.yaml", "actors:\n  - {id: a, name: A, kind: army}\n  - {id: a, name: B, kind: army}\n",
       "land/actors.yaml:6: id 'a' is taken at"},
      {"land/actors.yaml", "actors:\n  - {id: b, name: B, kind: army}\n  - {id: a, name: A, kind: army}\n",
       "land/actors.yaml:6: out of order: 'a' stands after 'b'"},
      {"land/actors.yaml", "actors:\n  - {id: a, name: A, kind: army, part_of: z}\n",
       "land/actors.yaml:5: 'part_of' names 'z', which no pack that is loaded defines"},
      {"land/actors.yaml",
       "actors:\n  - {id: a, name: Ab, kind: army, part_of: b}\n  - {id: b, name: Bc, kind: army, part_of: "
       "a}\n",
       "land/actors.yaml:5: 'part_of' of 'a' runs in a circle"},
      {"land/actors.yaml",
       "actors:\n  - {id: a, name: Ab, kind: army, spellings: [Xyz]}\n  - {id: b, name: Bc, kind: army, "
       "spellings: [x-y-z]}\n",
       "land/actors.yaml:6: 'x-y-z' names 'a' and 'b' alike"},
      {"land/actors.yaml", "actors:\n  - {id: a, name: '--', kind: army}\n",
       "land/actors.yaml:5: 'name' has no letter or digit"},
      {"land/actors.yaml", "actors: [\n", "land/actors.yaml:"},
      {"land/actors.yaml", "people: []\n", "land/actors.yaml:4: unknown key 'people'"},
      {"land/actors.yaml", "actors: &x []\n", "land/actors.yaml:4: anchors"},
      {"land/gates.yaml", "gates:\n  - {id: g, place: p, name: G, near: {country: x}}\n",
       "land/gates.yaml:5: the gate has one side only: no 'far'"},
      {"land/gates.yaml", "gates:\n  - {id: g, place: p, name: G, near: {country: x}, far: {country: y}}\n",
       "land/gates.yaml:5: 'place' names 'p'"},
      {"land/units.yaml", "units:\n  - {id: stone, dimension: mass}\n",
       "land/units.yaml:5: unit 'stone' has no 'factor'"},
      {"land/units.yaml", "units:\n  - {id: stone, dimension: heft, factor: 1}\n",
       "land/units.yaml:5: unknown dimension 'heft'"},
      {"land/units.yaml", "units:\n  - {id: stone, dimension: mass, factor: -1}\n",
       "land/units.yaml:5: 'factor' should be a number above zero"},
      {"land/resources.yaml", "resources:\n  - {id: salt, name: salt, broader: rock}\n",
       "land/resources.yaml:5: 'broader' names 'rock'"},
      {"land/pack.yaml", "name: Land\ncountry: utopia\n", "land/pack.yaml:4: 'country' names 'utopia'"},
      {"base/types.yaml", "types: []\n", "base/types.yaml:4: type 'capture' of the codebook is missing"},
      {"base/types.yaml", "types:\n  - {id: dance, group: g, gloss: h, slots: []}\n",
       "base/types.yaml:5: 'dance' is no type of the codebook"},
      {"base/spelling.tsv", "swap\ta\te\tmuch\n", "base/spelling.tsv:4: the last column should be a number"},
      {"base/lexicon/words.txt", "b\na\n", "base/lexicon/words.txt:5: out of order: 'a' stands after 'b'"},
      {"base/lexicon/words.txt", "a\na\n", "base/lexicon/words.txt:5: 'a' stands twice"},
      {"base/lexicon/words.tsv", "a b\n",
       "base/lexicon/words.tsv:4: a line should be a word, a tab and a value"},
      {"base/lexicon/words.txt", "caf\xE9\n", "base/lexicon/words.txt:4: the line is not UTF-8"},
  };
  for (const Case& c : cases) {
    Packs packs;
    packs.write(c.file, c.text);
    EXPECT_THAT(packs.faults(), HasSubstr(c.fault)) << c.text;
  }
}

TEST(Check, every_fault_of_a_table_of_places_is_told) {
  struct Case {
    const char *row, *fault;
  };
  const Case cases[] = {
      {"a\tA\ttown\t\t\t91\t0\tpoint\t\t", "coordinates out of range: 91, 0"},
      {"a\tA\ttown\t\t\t1\t\tpoint\t\t", "one coordinate without the other"},
      {"a\tA\ttown\t\t\tnorth\teast\tpoint\t\t", "a coordinate that is no number of degrees"},
      {"a\tA\ttown\t\t\tnan\t1\tpoint\t\t", "a coordinate that is no number of degrees"},
      {"a\tA\ttown\t\t\t1\t2\tnone\t\t", "'none' goes with absent coordinates"},
      {"a\tA\ttown\t\t\t1\t2\tgood\t\t", "precision is point, approx or none"},
      {"a\tA\t\t\t\t1\t2\tpoint\t\t", "the place has no kind"},
      {"a\tA\ttown\tb\t\t1\t2\tpoint\t\t", "'within' names 'b'"},
      {"a\tA\ttown\t\tb\t1\t2\tpoint\t\t", "'members' names 'b'"},
      {"a\tA\ttown\ta\t\t1\t2\tpoint\t\t", "'within' of 'a' runs in a circle"},
      {"a\tA\ttown", "3 columns where 10 should be"},
      {"a\tA\ttown\t\t\t1\t2\tpoint\t\t-", "spelling '-' has no letter or digit"},
      {"a\tAb\ttown\t\t\t1\t2\tpoint\t\t\nb\tA b\ttown\t\t\t1\t2\tpoint\t\t",
       "'A b' names 'a' and 'b' alike"},
  };
  for (const Case& c : cases) {
    Packs packs;
    packs.write("land/places.tsv", std::string(kPlaceHeader) + c.row + "\n");
    EXPECT_THAT(packs.faults(), HasSubstr(c.fault)) << c.row;
    EXPECT_THAT(packs.faults(), HasSubstr("land/places.tsv:")) << c.row;
  }
}

TEST(Check, a_file_without_origin_or_licence_is_a_fault_that_loading_overlooks) {
  Packs packs;
  packs.write("land/resources.yaml", "resources:\n  - {id: salt, name: salt}\n", false);
  EXPECT_THAT(packs.faults(),
              HasSubstr("land/resources.yaml:1: the header comment doesn't say where the data are from"));
  EXPECT_THAT(packs.faults(), HasSubstr("under which licence"));
  EXPECT_TRUE(Domain::load(packs.root()).ok());
}

TEST(Check, files_of_other_stages_are_held_to_headers_and_yaml_alone) {
  Packs packs;
  packs.write("land/frames/war.yaml", "anything: [goes]\n");
  EXPECT_EQ(packs.faults(), "");
  packs.write("land/frames/war.yaml", "anything: [goes\n", false);
  EXPECT_THAT(packs.faults(), HasSubstr("land/frames/war.yaml:"));
}

TEST(Load, a_country_pack_may_say_more_of_what_base_knows) {
  Packs packs;
  packs.write("base/actors.yaml", "actors:\n  - {id: junta, name: some junta, kind: collective}\n");
  packs.write("land/actors.yaml", "actors:\n  - {id: junta, name: The Junta of Land, kind: army}\n");
  const auto loaded = Domain::load(packs.root());
  ASSERT_TRUE(loaded.ok()) << loaded.error().text();
  EXPECT_EQ(loaded->actor("junta")->name, "The Junta of Land");
}

}  // namespace
}  // namespace assay::domain
