// `assay domain`: checks the packs under /domain, makes one from a gazetteer, and shows how a name is
// resolved.
#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <system_error>

#include "apps/assay/command.hpp"
#include "apps/assay/table.hpp"
#include "domain/domain.hpp"
#include "domain/geonames.hpp"
#include "domain/resolve.hpp"
#include "domain/slug.hpp"
#include "domain/spelling_pairs.hpp"
#include "reading/frame.hpp"

namespace assay::app {
namespace {

Exit check(Context& context) {
  const auto root = find_data(context.domain_root, "ASSAY_DOMAIN", "domain");
  auto faults = domain::Domain::check(root);
  for (Error& fault : reading::FrameSet::check(root)) faults.push_back(std::move(fault));
  for (const Error& fault : faults) context.err << fault.text() << '\n';
  if (faults.empty())
    context.out << fmt::format("{}: no faults\n", root.generic_string());
  else
    context.err << fmt::format("{} fault{}\n", faults.size(), faults.size() == 1 ? "" : "s");
  return faults.empty() ? Exit::kDone : Exit::kSomeRejected;
}

// Writes beside the target first, so that a full disk leaves the old file whole.
void write_whole(const std::filesystem::path& path, const std::string& bytes) {
  const std::filesystem::path part = path.string() + ".part";
  std::ofstream out(part, std::ios::binary | std::ios::trunc);
  out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  out.close();
  std::error_code ec;
  if (out) std::filesystem::rename(part, path, ec);
  if (!out || ec) {
    std::filesystem::remove(part, ec);
    throw Trouble(fmt::format("{}: can't write the file", path.generic_string()));
  }
}

struct Import {
  std::filesystem::path dump, out;
  std::string country, admin1, name;
};

Exit import_geonames(const Import& args, Context& context) {
  if (args.name.empty() || args.name != domain::slug(args.name) || args.name == "base")
    throw Refused({ErrorCode::kBadArgument,
                   "--name takes the pack's folder name: small letters, digits and hyphens", args.name});
  const domain::Domain& domain = context.domain();
  const auto places =
      need(domain::import_geonames(domain, args.name, {args.dump, args.country, args.admin1}));
  for (const Error& fault : places.faults) context.err << fault.text() << '\n';
  if (places.bad > places.faults.size())
    context.err << fmt::format("… and {} more broken rows\n", places.bad - places.faults.size());
  if (places.kept == 0)
    throw Refused({ErrorCode::kEmpty, "no row of the dump is a place that is asked for", args.dump.string()});

  const std::filesystem::path folder = args.out.empty() ? domain.root() / args.name : args.out;
  std::error_code ec;
  std::filesystem::create_directories(folder, ec);
  if (ec) throw Trouble(fmt::format("{}: can't make the folder: {}", folder.generic_string(), ec.message()));
  write_whole(folder / "places-geonames.tsv", places.table);
  if (!std::filesystem::exists(folder / "pack.yaml")) {
    const domain::Place* country = domain.place(places.country_id);
    write_whole(folder / "pack.yaml",
                fmt::format("# What this folder is.\n# Origin: written by 'assay domain import-geonames'\n# "
                            "Licence: CC0-1.0\n"
                            "name: {}\n{}",
                            country == nullptr ? args.name : country->name,
                            country == nullptr ? "" : fmt::format("country: {}\n", country->id)));
  }
  context.out << fmt::format(
      "{}: {} places of {} rows; {} written out by hand already, {} of other kinds or areas, {} broken\n",
      (folder / "places-geonames.tsv").generic_string(), places.kept, places.rows, places.known, places.other,
      places.bad);
  return places.bad == 0 ? Exit::kDone : Exit::kSomeRejected;
}

struct Resolve {
  std::string name, kind, what = "place";
  std::vector<std::string> near, spoken;
};

Exit resolve(const Resolve& args, Context& context) {
  const domain::Domain& domain = context.domain();
  for (const std::string& id : args.near)
    if (domain.place(id) == nullptr) throw Refused({ErrorCode::kNotFound, "--near takes ids of places", id});
  const std::vector<std::string>& packs = args.spoken.empty() ? domain.packs() : args.spoken;
  const domain::PlaceQuery place{args.name, args.kind, args.near, packs};
  const domain::Resolution found = args.what == "actor"  ? domain::resolve_actor(domain, {args.name, packs})
                                   : args.what == "gate" ? domain::resolve_gate(domain, place)
                                                         : domain::resolve_place(domain, place);
  Table table(context, {{"chosen", "", {}, {}},
                        {"id", "ID", {}, {}},
                        {"score", "SCORE", {}, Column::Side::kRight},
                        {"spelling", "SPELLING", Column::Fit::kWrap, {}},
                        {"distance", "DISTANCE", {}, Column::Side::kRight},
                        {"kilometres", "KM", {}, Column::Side::kRight},
                        {"why", "WHY", Column::Fit::kWrap, {}}});
  for (const domain::Candidate& candidate : found.candidates)
    table.row({candidate.id == found.best, candidate.id, Cell(candidate.score, 2), candidate.spelling,
               Cell(candidate.distance, 3), candidate.kilometres ? Cell(*candidate.kilometres, 0) : Cell(),
               candidate.why});
  table.finish("no pack knows the name");
  if (context.format() == Format::kTable && found.torn()) context.out << "torn: none is chosen\n";
  return Exit::kDone;
}

struct SpellingTest {
  std::filesystem::path pairs, fit;
};

std::string read_whole(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw Refused({ErrorCode::kNotFound, "no such file", path.string()});
  return {std::istreambuf_iterator<char>(in), {}};
}

Exit spelling(const SpellingTest& args, Context& context) {
  const domain::Domain& domain = context.domain();
  const auto pairs = need(domain::read_pairs(read_whole(args.pairs), args.pairs.string()));
  const domain::Spelling* spelling = &domain.spelling();
  domain::Spelling fitted;
  if (!args.fit.empty()) {
    constexpr int kRounds = 8;
    const std::string table = need(domain::fit_spelling(
        read_whole(domain.root() / "base" / "spelling.tsv"), pairs, kRounds,
        [&](int round, double loss) { context.err << fmt::format("round {}: loss {:.4f}\n", round, loss); }));
    write_whole(args.fit, table);
    fitted = need(domain::Spelling::parse(table, args.fit.string()));
    spelling = &fitted;
  }
  const auto right = Column::Side::kRight;
  Table table(context, {{"set", "SET", {}, {}},
                        {"same", "ONE", {}, right},
                        {"different", "TWO", {}, right},
                        {"precision", "PRECISION", {}, right},
                        {"recall", "RECALL", {}, right},
                        {"wrong", "TWO TAKEN FOR ONE", {}, right}});
  for (const domain::PairCounts& set : domain::measure(*spelling, pairs))
    table.row({set.set, set.same_found + set.same_missed, set.different_kept + set.different_taken,
               Cell(set.precision(), 3), Cell(set.recall(), 3), set.different_taken});
  table.finish("no pairs");
  return Exit::kDone;
}

const Command kDomain(
    "domain", Group::kData, "Checks and makes the packs that say who and what is where",
    [](Options& options, Context& context) {
      auto checking = options.verb("check", "Lists every fault of the packs with its file and line");
      checking.example("assay domain check", "an empty list means that all is well");
      checking.run([&context] { return check(context); });

      auto import = std::make_shared<Import>();
      auto importing = options.verb("import-geonames", "Turns a GeoNames dump into a pack's places");
      importing
          .positional("FILE", import->dump, "allCountries.txt, a country's file or a part of one; gzip too")
          .required();
      importing.option("--name", import->name, "Name of the pack, a folder of --domain")
          .required()
          .value_name("PACK");
      importing.option("--country", import->country, "Only this country (ISO 3166, two capitals)")
          .value_name("CC");
      importing.option("--admin1", import->admin1, "Only this first-order division (GeoNames's code)")
          .value_name("CODE");
      importing.option("--out", import->out, "Another folder to write to").value_name("DIR");
      importing.example("assay domain import-geonames UA.txt --name ukraine", "a second country");
      importing.run([import, &context] { return import_geonames(*import, context); });

      auto name = std::make_shared<Resolve>();
      auto resolving = options.verb("resolve", "Shows which place, gate or actor a name means, and why");
      resolving.positional("NAME", name->name, "As a report prints it").required();
      resolving.option("--as", name->what, "What it names").choices({"place", "gate", "actor"});
      resolving.option("--kind", name->kind,
                       "Kind of place that the sentence speaks of: town, township, hill, camp …");
      resolving.option("--near", name->near, "Id of a place that the report has named; repeatable")
          .value_name("PLACE");
      resolving.option("--spoken", name->spoken, "Pack that the report speaks of; all when absent")
          .value_name("PACK");
      resolving.example("assay domain resolve 'Kambaiti gate' --near sadone", "one of many spellings");
      resolving.run([name, &context] { return resolve(*name, context); });

      auto measured = std::make_shared<SpellingTest>();
      auto measuring = options.verb("spelling", "Measures the distance between spellings on pairs of names");
      measuring
          .positional("PAIRS", measured->pairs,
                      "Lines of set, name, name, 1 or 0; scripts/spelling-pairs.py makes them")
          .required();
      measuring
          .option("--fit", measured->fit,
                  "Fit the costs on the sets called …train first, and write them here")
          .value_name("FILE");
      measuring.example("assay domain spelling pairs.tsv",
                        "how often one place is found, and two are taken for one");
      measuring.run([measured, &context] { return spelling(*measured, context); });
    });

}  // namespace
}  // namespace assay::app
