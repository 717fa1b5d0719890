// `assay read`: reports → text → trees → claims → ledger.
#include <fmt/format.h>

#include <chrono>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <ostream>

#include "apps/assay/command.hpp"
#include "apps/assay/progress.hpp"
#include "domain/domain.hpp"
#include "language/parser.hpp"
#include "ledger/intake.hpp"
#include "reading/read.hpp"
#include "reading/story.hpp"
#include "text/sources.hpp"

namespace assay::app {
namespace {

struct Args {
  std::vector<std::string> paths;
  std::string outlet;
  std::optional<Day> published;
  bool again = false, verbose = false;
};

std::string command_line(const Args& args) {
  std::string line = "read";
  for (const std::string& path : args.paths) line += " " + path;
  return line;
}

constexpr int kRejectionsShown = 20;  // the ledger keeps them all

void tell(const ledger::Outcome& outcome, int rejected_before, bool verbose, Progress& progress,
          Context& context) {
  using Kind = ledger::Outcome::Kind;
  if (outcome.kind == Kind::kRejected) {
    if (rejected_before > kRejectionsShown) return;
    progress.clear();
    if (rejected_before == kRejectionsShown)
      context.err << "assay: more could not be read: `assay documents --rejected` lists them\n";
    else
      context.err << "assay: " << outcome.error->text() << '\n';
  } else if (verbose) {
    progress.clear();
    const char* what = outcome.kind == Kind::kAdded ? "added" : "already";
    context.out << fmt::format("{}\t{}\t{}\t{}\n", what, outcome.document, outcome.claims, outcome.path)
                << std::flush;
  }
}

void summarise(const ledger::IntakeSummary& summary, double seconds, Context& context) {
  if (context.format() == Format::kJson || context.format() == Format::kNdjson) {
    nlohmann::ordered_json json = {{"added", summary.added},
                                   {"already", summary.already},
                                   {"rejected", summary.rejected},
                                   {"claims", summary.claims},
                                   {"bytes", summary.bytes}};
    context.out << json.dump() << '\n';
    return;
  }
  auto reports = [](std::int64_t n) { return fmt::format("{} report{}", n, n == 1 ? "" : "s"); };
  std::string line = fmt::format("{} read, {} claim{}", reports(summary.added), summary.claims,
                                 summary.claims == 1 ? "" : "s");
  if (summary.already > 0) line += fmt::format("; {} in the ledger already", reports(summary.already));
  if (summary.rejected > 0)
    line += fmt::format("; {} could not be read (`assay documents --rejected` says why)",
                        reports(summary.rejected));
  context.out << line << '\n';
  if (context.err_is_terminal() && summary.added > 0)
    context.err << fmt::format("{:.1f} s, {:.0f} reports a second\n", seconds,
                               static_cast<double>(summary.added) / seconds);
}

// A report whose own words leave its year open, with what other reports may tell of it.
struct Loose {
  reading::DocumentReading steps;
  text::Report report;
  std::vector<reading::StoryPoint> points;
};

std::vector<Interval> neighbours_of(const Loose& loose, const reading::Lexicon& lexicon, ledger::Ledger& ledger) {
  constexpr std::size_t kEnough = 2000;
  std::vector<Interval> found;
  ledger::ClaimQuery query;
  query.types = reading::story_types(loose.points, lexicon);
  for (const auto& point : loose.points) query.places.push_back(point.place);
  if (query.places.empty()) return found;
  ledger.claims(query, [&](const ledger::StoredClaim& stored) {
    if (stored.claim.document == loose.steps.document.id || !stored.known.from) return true;
    if (const auto when = reading::same_story(loose.points, stored.claim, lexicon)) found.push_back(*when);
    return found.size() < kEnough;
  });
  return found;
}

using Names = std::vector<std::pair<std::string, std::string>>;  // of places: id and name

// `places` is filled when first asked for.
ledger::Reading read_one(text::Report&& report, const reading::Reader& reader, const domain::Domain& domain,
                         std::optional<Names>& places) {
  auto steps = reader.read_in_steps(report);
  if (!steps.publication.loose) return {ledger::ready(std::move(report), steps.document, std::move(steps.claims)), {}};
  auto plain = ledger::ready(text::Report(report), steps.document, steps.claims);
  reading::PublicationContext guess;
  guess.keep_guess = true;
  reader.date_again(steps, report, guess);
  auto points = reading::story_points(steps, reader.lexicon(), domain);
  if (points.empty()) return {std::move(plain), {}};
  auto loose = std::make_shared<Loose>(Loose{std::move(steps), std::move(report), std::move(points)});
  auto read_late = [loose, &reader, &domain, &places](ledger::Ledger& ledger) {
    if (!places) {
      places.emplace();
      for (const auto& entity : ledger.entities({ledger::Slot::kPlace})) places->emplace_back(entity.id, entity.name);
    }
    reading::add_spellings(loose->points, *places, domain);
    reading::PublicationContext context;
    context.neighbours = neighbours_of(*loose, reader.lexicon(), ledger);
    reader.date_again(loose->steps, loose->report, context);
    return ledger::ready(std::move(loose->report), loose->steps.document, std::move(loose->steps.claims));
  };
  return {std::move(plain), std::move(read_late)};
}

Exit run(const Args& args, Context& context) {
  const domain::Domain& domain = context.domain();
  const language::Language& language = context.language();
  auto reader = need(reading::Reader::create(domain, language));
  auto lexicon = need(text::Lexicon::load(domain));
  text::SourceOptions source_options;
  source_options.outlet = args.outlet;
  if (args.published) source_options.published = args.published->iso();
  text::Sources sources(args.paths, source_options);

  auto next = [&]() -> std::optional<ledger::Arrival> {
    auto raw = sources.next();
    if (!raw) return std::nullopt;
    if (!raw->ok())
      return ledger::Arrival{raw->error().place,
                             [error = raw->error()] { return Result<text::Report>(error); }};
    auto input = std::make_shared<text::RawInput>(std::move(*raw).value());
    return ledger::Arrival{input->path,
                           [input, &lexicon] { return text::make_report(std::move(*input), lexicon); }};
  };
  std::optional<Names> places;
  auto read = [&](text::Report&& report) { return read_one(std::move(report), reader, domain, places); };
  ledger::IntakeOptions options;
  options.jobs = context.threads();
  options.again = args.again;
  options.maker = {"assay " ASSAY_VERSION, language.digest(), domain.digest()};
  options.command = command_line(args);
  options.clock = [&context] { return context.now(); };

  auto begun = std::chrono::steady_clock::now();
  Progress progress(context, args.paths);
  int rejected = 0;
  auto summary =
      ledger::take_in_all(context.ledger_path, options, next, read, [&](const ledger::Outcome& outcome) {
        tell(outcome, rejected, args.verbose, progress, context);
        if (outcome.kind == ledger::Outcome::Kind::kRejected) ++rejected;
        progress.step(outcome.claims, outcome.path);
      });
  progress.clear();
  summarise(summary, std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count(),
            context);
  return summary.rejected > 0 ? Exit::kSomeRejected : Exit::kDone;
}

const Command kRead(
    "read", Group::kRead, "Reads reports and keeps their claims in the ledger",
    [](Options& options, Context& context) {
      auto args = std::make_shared<Args>();
      options
          .positional("PATH", args->paths,
                      "Files and folders, - for standard input; text, HTML or NDJSON of {url, outlet, title, "
                      "published, text}, plain or packed with gzip or zstd")
          .required();
      options.option("--outlet", args->outlet, "The outlet, where the report does not name it")
          .value_name("NAME");
      options.option("--published", args->published,
                     "Day of publication, where the report does not print it");
      options.flag("--again", args->again, "Read anew what the ledger has from this same version");
      options.flag("-v,--verbose", args->verbose, "Name each report once it is safe in the ledger");
      options.example("assay read samples/", "reads a folder of reports into assay.db");
      options.example("assay --ledger kachin.db read feed.ndjson.gz",
                      "reads a packed feed into a ledger of its own");
      options.example("curl -s https://example.org/story.html | assay read - --outlet Example",
                      "reads one page as it comes");
      options.run([args, &context] { return run(*args, context); });
    },
    10);

}  // namespace
}  // namespace assay::app
