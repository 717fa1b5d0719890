#include "domain/geonames.hpp"

#include <gmock/gmock.h>
#include <zlib.h>

#include "tests/domain/support.hpp"

namespace assay::domain {
namespace {

using testing::HasSubstr;
using testing::Not;

// A row of a dump: id, name, alternate names, point, class, code, country, divisions 1 to 3, population.
std::string row(const std::string& id, const std::string& name, const std::string& alternates,
                const std::string& latitude, const std::string& longitude,
                const std::string& feature = "P\tPPL", const std::string& admin1 = "05",
                const std::string& admin2 = "", const std::string& population = "0",
                const std::string& country = "UA") {
  return id + "\t" + name + "\t" + name + "\t" + alternates + "\t" + latitude + "\t" + longitude + "\t" +
         feature + "\t" + country + "\t\t" + admin1 + "\t" + admin2 + "\t\t\t" + population +
         "\t\t100\tEurope/Kyiv\t2024-01-01\n";
}

struct Imported {
  Packs packs;
  Domain domain;
  explicit Imported() : domain(Domain::load(packs.root()).value()) {}
  Result<GeonamesPlaces> from(const std::string& bytes, GeonamesImport what = {}) {
    packs.write("dump.txt", bytes, false);
    what.dump = packs.root() / "dump.txt";
    return import_geonames(domain, "land", what);
  }
};

TEST(Geonames, a_dump_becomes_a_pack_that_loads_without_fault) {
  Imported imported;
  const auto places =
      imported.from(row("101", "Stovpivka", "Столпівка,Stolpovka,https://en.wikipedia.org/wiki/Stovpivka,STV",
                        "48.1", "37.9", "P\tPPL", "05", "0501", "1200") +
                    row("102", "Velyke", "", "48.2", "37.8", "P\tPPL", "05", "0501", "250000") +
                    row("103", "Stara Oblast", "", "48.0", "37.5", "A\tADM1") +
                    row("104", "Kray Raion", "", "48.1", "37.7", "A\tADM2", "05", "0501") +
                    row("105", "Cafe", "", "48.1", "37.7", "S\tREST"));
  ASSERT_TRUE(places.ok()) << places.error().text();
  EXPECT_EQ(places->rows, 5u);
  EXPECT_EQ(places->kept, 4u);
  EXPECT_EQ(places->other, 1u);
  EXPECT_EQ(places->bad, 0u);
  EXPECT_EQ(places->country_id, "ukraine");
  EXPECT_THAT(places->table, HasSubstr("stovpivka-101\tStovpivka\tvillage\tkray-raion-104\t\t48.1000\t37."
                                       "9000\tpoint\tgeonames:101\tСтолпівка|Stolpovka\n"));
  EXPECT_THAT(places->table, HasSubstr("velyke-102\tVelyke\tcity\t"));
  EXPECT_THAT(places->table, HasSubstr("kray-raion-104\tKray Raion\tdistrict\tstara-oblast-103\t"));
  EXPECT_THAT(places->table, Not(HasSubstr("wikipedia")));
  imported.packs.write(
      "base/states.tsv",
      "id\tname\tcapital\tadjectives\tspellings\tmetonyms\nukraine\tUkraine\tKyiv\tUkrainian\t\tKiev\n");
  imported.packs.write("land/places-geonames.tsv", places->table, false);
  EXPECT_EQ(imported.packs.faults(), "");
  const auto loaded = Domain::load(imported.packs.root());
  ASSERT_TRUE(loaded.ok());
  EXPECT_TRUE(loaded->is_within("stovpivka-101", "stara-oblast-103"));
  EXPECT_TRUE(loaded->is_within("stovpivka-101", "ukraine"));
  EXPECT_TRUE(loaded->place("velyke-102")->gazetteer);
}

TEST(Geonames, broken_rows_are_told_by_line_and_the_others_kept) {
  Imported imported;
  const auto places = imported.from("101\tshort\n" + row("102", "Good", "", "1", "2") +
                                    row("x", "No Id", "", "1", "2") + row("103", "Far", "", "99", "2") +
                                    row("104", "Nowhere", "", "", "2") + row("105", "", "", "1", "2") +
                                    row("102", "Again", "", "1", "2") + row("106", "B\xFFd", "", "1", "2"));
  ASSERT_TRUE(places.ok());
  EXPECT_EQ(places->kept, 1u);
  EXPECT_EQ(places->bad, 7u);
  ASSERT_EQ(places->faults.size(), 7u);
  const auto text = [&](std::size_t i) { return places->faults[i].text(); };
  EXPECT_THAT(text(0), HasSubstr("dump.txt:1: 2 columns where GeoNames has 19"));
  EXPECT_THAT(text(1), HasSubstr("dump.txt:3: 'x' is no GeoNames id"));
  EXPECT_THAT(text(2), HasSubstr("dump.txt:4: coordinates out of range"));
  EXPECT_THAT(text(3), HasSubstr("dump.txt:5: a coordinate that is no number"));
  EXPECT_THAT(text(4), HasSubstr("dump.txt:6: the row has no name"));
  EXPECT_THAT(text(5), HasSubstr("dump.txt:7: id 102 stands twice"));
  EXPECT_THAT(text(6), HasSubstr("dump.txt:8: the line is not UTF-8"));
}

TEST(Geonames, rows_are_narrowed_by_country_and_division) {
  Imported imported;
  const std::string dump = row("1", "One", "", "1", "2") + row("2", "Two", "", "1", "2", "P\tPPL", "06") +
                           row("3", "Three", "", "1", "2", "P\tPPL", "05", "", "0", "PL");
  EXPECT_EQ(imported.from(dump, {"", "UA", ""})->kept, 2u);
  EXPECT_EQ(imported.from(dump, {"", "UA", "06"})->kept, 1u);
  EXPECT_EQ(imported.from(dump, {"", "FR", ""})->kept, 0u);
}

TEST(Geonames, what_the_pack_writes_out_by_hand_is_left_out) {
  Imported imported;
  imported.packs.write("land/places.tsv", std::string(kPlaceHeader) +
                                              "by-code\tElsewhere\ttown\t\t\t10\t10\tpoint\tgeonames:7\t\n"
                                              "by-name\tKanpiketi\ttown\t\t\t25.40\t98.11\tpoint\t\t\n");
  imported.domain = Domain::load(imported.packs.root()).value();
  const auto places =
      imported.from(row("7", "Anything", "", "50", "50") + row("8", "Kan Paik Ti", "", "25.41", "98.12") +
                    row("9", "Kan Paik Ti", "", "26.9", "98.12"));
  EXPECT_EQ(places->known, 2u);
  EXPECT_EQ(places->kept, 1u);
  EXPECT_THAT(places->table, HasSubstr("kan-paik-ti-9\t"));
}

TEST(Geonames, gzip_is_read_and_a_cut_or_foreign_archive_refused) {
  Imported imported;
  std::string many;
  for (int i = 1; i <= 20'000; ++i) many += row(std::to_string(i), "Place", "", "1", "2");
  const auto path = imported.packs.root() / "dump.gz";
  gzFile out = gzopen(path.c_str(), "wb");
  gzwrite(out, many.data(), static_cast<unsigned>(many.size()));
  gzclose(out);
  GeonamesImport what;
  what.dump = path;
  EXPECT_EQ(import_geonames(imported.domain, "land", what)->kept, 20'000u);
  std::filesystem::resize_file(path, std::filesystem::file_size(path) / 2);
  const auto cut = import_geonames(imported.domain, "land", what);
  ASSERT_FALSE(cut.ok());
  EXPECT_THAT(cut.error().message, HasSubstr("broken or cut short"));
  EXPECT_EQ(imported.from("PK\x03\x04 zip").error().code, ErrorCode::kUnsupported);
  what.dump = imported.packs.root() / "none";
  EXPECT_EQ(import_geonames(imported.domain, "land", what).error().code, ErrorCode::kNotFound);
}

TEST(Geonames, a_line_without_end_does_not_fill_the_memory) {
  Imported imported;
  const auto places = imported.from(std::string(20u << 20, 'x') + "\n" + row("1", "One", "", "1", "2"));
  ASSERT_TRUE(places.ok());
  EXPECT_EQ(places->bad, 1u);
  EXPECT_EQ(places->kept, 1u);
}

}  // namespace
}  // namespace assay::domain
