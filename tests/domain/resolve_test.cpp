#include "domain/resolve.hpp"

#include <gmock/gmock.h>

#include "tests/domain/support.hpp"

namespace assay::domain {
namespace {

using testing::Contains;
using testing::Field;
using testing::HasSubstr;

const std::vector<std::string> kKachin = {"kachin"};

std::string place(std::string_view surface, std::string_view kind = {}, std::vector<std::string> near = {}) {
  return resolve_place(whole(), {surface, kind, near, kKachin}).best;
}
std::string actor(std::string_view surface, const std::vector<std::string>& packs = kKachin) {
  return resolve_actor(whole(), {surface, packs}).best;
}

TEST(ResolvePlace, all_spellings_of_a_gate_town_are_one) {
  for (const char* name :
       {"Kanpiketi", "Kan Paik Ti", "Kanpaiti", "Kambaiti", "Kanpikti", "Kampaikti", "Kan Pike Ti town"})
    EXPECT_EQ(place(name), "kanpiketi") << name;
}

TEST(ResolvePlace, a_kind_word_chooses_between_a_town_and_its_township) {
  EXPECT_EQ(place("Hpakant"), "hpakant");
  EXPECT_EQ(place("Hpakant Township"), "hpakant-township");
  EXPECT_EQ(place("Hpakant township"), "hpakant-township");
  EXPECT_EQ(place("Bhamo", "townships"), "bhamo-township");
  EXPECT_EQ(place("the town of Bhamo"), "bhamo");
  EXPECT_EQ(place("Indawgyi Lake"), "indawgyi-lake");
  EXPECT_EQ(place("Indawgyi"), "indawgyi");
}

TEST(ResolvePlace, camps_hills_and_gates_are_called_after_the_village_beside_them) {
  EXPECT_EQ(place("Nam Tein", "camp"), "nam-tein");
  EXPECT_EQ(place("Hwehka hill"), "hway-hkar");
  EXPECT_EQ(place("Laiza border gate"), "laiza");
}

TEST(ResolvePlace, of_two_of_one_name_the_one_in_the_neighbourhood_is_meant) {
  EXPECT_EQ(place("Sadung", {}, {"waingmaw", "kanpiketi"}), "sadone");
  EXPECT_EQ(place("Sadung", "village", {"mansi"}), "sadung-1298523");
  const Resolution both = resolve_place(whole(), {"Sadung", {}, {}, kKachin});
  EXPECT_EQ(both.best, "sadone");  // the one that news name
  EXPECT_THAT(both.candidates, Contains(Field(&Candidate::id, "sadung-1298523")));
}

TEST(ResolvePlace, it_abstains_with_candidates_when_torn) {
  // Villages called Namhkam are many, and none is nearer to anything.
  Packs packs;
  packs.write("land/places.tsv", std::string(kPlaceHeader) +
                                     "north-nam\tNam Kha\tvillage\t\t\t20\t95\tpoint\t\t\n"
                                     "south-nam\tNam Hka\tvillage\tfar\t\t10\t95\tpoint\t\t\n"
                                     "xfar\tFar\tregion\t\t\t10\t95\tpoint\t\t\n");
  packs.write("land/places-more.tsv",
              std::string(kPlaceHeader) + "far\tFar Land\tregion\t\t\t10\t96\tpoint\t\t\n");
  const auto land = Domain::load(packs.root());
  ASSERT_TRUE(land.ok()) << land.error().text();
  const std::vector<std::string> spoken = {"land"};
  const Resolution torn = resolve_place(*land, {"Nam Kar", {}, {}, spoken});
  EXPECT_TRUE(torn.torn());
  EXPECT_EQ(torn.candidates.size(), 2u);
  const std::vector<std::string> near = {"far"};
  EXPECT_EQ(resolve_place(*land, {"Nam Kar", {}, near, spoken}).best, "south-nam");
}

TEST(ResolvePlace, names_that_are_near_but_not_the_same_stay_apart) {
  EXPECT_EQ(place("Lonton"), "indawgyi");  // the town's other name, not Lone Khin
  EXPECT_EQ(place("Lone Khin"), "lone-khin");
  EXPECT_EQ(place("Zzyzx"), "");
  EXPECT_EQ(place(""), "");
  EXPECT_EQ(place("the"), "");
}

TEST(ResolvePlace, villages_of_a_gazetteer_are_not_taken_for_those_of_another_country) {
  for (const char* name : {"Kham Pong", "Lwe Kaung", "Nam Yawt", "Abok"}) {
    EXPECT_TRUE(resolve_place(whole(), {name}).best.empty()) << name;
  }
  EXPECT_EQ(resolve_place(whole(), {"Hpakant"}).best, "hpakant");  // its own spelling is known everywhere
}

TEST(ResolvePlace, common_words_are_no_misspelt_villages) {
  for (const char* word :
       {"border", "fuel", "the troops", "Chinese", "Burmese", "With", "Some", "Officers", "KIA", "May"})
    EXPECT_EQ(place(word), "") << word;
}

TEST(ResolveGate, a_gate_is_found_by_its_own_name_and_by_its_place) {
  EXPECT_EQ(resolve_gate(whole(), {"Laiza gate"}).best, "laiza");
  EXPECT_EQ(resolve_gate(whole(), {"the Kambaiti border gate", {}, {}, kKachin}).best, "kanpiketi");
  EXPECT_EQ(resolve_gate(whole(), {"Kampikti crossing", {}, {}, kKachin}).best, "kanpiketi");
  EXPECT_EQ(resolve_gate(whole(), {"Chinese border"}).best, "china-border");
  EXPECT_EQ(resolve_gate(whole(), {"Bhamo"}).best, "");
}

TEST(ResolveActor, descriptions_hold_in_reports_on_their_country_only) {
  EXPECT_EQ(actor("the regime"), "junta");
  EXPECT_EQ(actor("the army"), "junta");
  EXPECT_EQ(actor("the army", {}), "army");
  EXPECT_EQ(actor("the ethnic army"), "kia");
  EXPECT_NE(actor("the regime", {}), "junta");
}

TEST(ResolveActor, titles_articles_and_words_for_fighters_are_taken_off) {
  EXPECT_EQ(actor("the KIA"), "kia");
  EXPECT_EQ(actor("Maj. Gen. Gun Maw"), "gun-maw");
  EXPECT_EQ(actor("spokesman Col. Naw Bu"), "naw-bu");
  EXPECT_EQ(actor("TNLA fighters"), "tnla");
  EXPECT_EQ(actor("the UWSA's troops"), "uwsa");
  EXPECT_EQ(actor("Beijing's"), "china");
  EXPECT_EQ(actor("Min Aung Hlain"), "min-aung-hlaing");
}

TEST(ResolveActor, collectives_need_no_pack) {
  EXPECT_EQ(actor("local residents", {}), "resident");
  EXPECT_EQ(actor("rebel forces", {}), "rebels");
  EXPECT_EQ(actor("Chinese businessmen", {}), "chinese-companies");
  EXPECT_EQ(actor("a villager", {}), "villager");
  EXPECT_EQ(actor("us", {}), "");
}

TEST(PacksSpokenOf, a_report_speaks_of_a_country_by_its_own_names) {
  const std::vector<std::string> kachin = {"KIA", "Hpakant", "Myitkyina", "Myanmar"};
  const std::vector<std::string> passing = {"Myanmar", "Goma", "UN"};
  const std::vector<std::string> nothing = {"Donetsk", "Ukraine", "the army", "the regime"};
  EXPECT_EQ(packs_spoken_of(whole(), kachin), kKachin);
  EXPECT_TRUE(packs_spoken_of(whole(), passing).empty());
  EXPECT_TRUE(packs_spoken_of(whole(), nothing).empty());
}

TEST(Resolve, candidates_say_why) {
  const auto near = std::vector<std::string>{"waingmaw"};
  const Resolution found = resolve_place(whole(), {"Sadung town", {}, near, kKachin});
  ASSERT_FALSE(found.candidates.empty());
  EXPECT_THAT(found.candidates[0].why, HasSubstr("town as asked"));
  EXPECT_THAT(found.candidates[0].why, HasSubstr("km from waingmaw"));
  ASSERT_TRUE(found.candidates[0].kilometres.has_value());
  EXPECT_NEAR(*found.candidates[0].kilometres, 46, 2);
}

}  // namespace
}  // namespace assay::domain
