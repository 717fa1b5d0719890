// `assay explain FILE…`: each sentence of a report with its tree, names, times, voices, and the rule behind each
// claim. What one debugs reading with; nothing is written to the ledger.
#include <fstream>
#include <memory>
#include <ostream>
#include <sstream>

#include <nlohmann/json.hpp>

#include "apps/assay/command.hpp"
#include "apps/assay/context.hpp"
#include "claim/claim_json.hpp"
#include "domain/domain.hpp"
#include "reading/explain.hpp"
#include "reading/read.hpp"
#include "text/report.hpp"

namespace assay::app {
namespace {

struct Args {
  std::vector<std::string> files;
  std::string published;
  bool brief = false;
};

text::Report load(const std::string& path, const Args& args, const text::Lexicon& lexicon) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw Refused({ErrorCode::kNotFound, "there is no such file, or it may not be read", path});
  std::ostringstream bytes;
  bytes << file.rdbuf();
  text::RawInput input;
  input.bytes = bytes.str();
  input.name = std::filesystem::path(path).filename().string();
  input.path = path;
  input.published = args.published;
  return need(text::make_report(std::move(input), lexicon));
}

Exit run(const Args& args, Context& context) {
  const reading::Reader reader = need(reading::Reader::create(context.domain(), context.language()));
  const text::Lexicon lexicon = need(text::Lexicon::load(context.domain()));
  for (const std::string& path : args.files) {
    text::Report report = load(path, args, lexicon);
    reading::DocumentReading reading = reader.read_in_steps(report);
    if (context.format() == Format::kNdjson) {
      for (const Claim& claim : reading.claims) context.out << to_json(claim, report.document.name).dump() << '\n';
    } else {
      reading::ExplainOptions options;
      options.trees = options.mentions = !args.brief;
      context.out << reading::explain(reading, report, options);
    }
  }
  return Exit::kDone;
}

const Command kExplain("explain", Group::kRead, "Shows how a report is read: trees, names, times, voices and the rule behind each claim",
                       [](Options& options, Context& context) {
                         auto args = std::make_shared<Args>();
                         options.positional("FILE", args->files, "Reports to explain").required();
                         options.option("--published", args->published, "Day of publication, where the text lacks it");
                         options.flag("--brief", args->brief, "Sentences and claims only");
                         options.example("assay explain report.txt", "every step, sentence by sentence");
                         options.example("assay explain --brief report.txt", "the claims under their sentences");
                         options.example("assay explain --format ndjson report.txt", "its claims, without a ledger");
                         options.run([args, &context] { return run(*args, context); });
                       });

}  // namespace
}  // namespace assay::app
