// Whatever comes in, a claim's evidence is a piece of the report as it was given, on character boundaries, and
// the ledger takes it in.
#include <gtest/gtest.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <random>
#include <set>

#include "claim/claim_json.hpp"
#include "domain/domain.hpp"
#include "language/parser.hpp"
#include "ledger/intake.hpp"
#include "reading/read.hpp"
#include "tests/ledger/fixture.hpp"
#include "text/sources.hpp"

namespace assay::ledger {
namespace {

namespace fs = std::filesystem;

const fs::path kSource = ASSAY_SOURCE_DIR;

// The program's own packs and model, loaded once for all cases.
struct World {
  domain::Domain domain = domain::Domain::load(kSource / "domain").value();
  language::Language language = language::Language::load((kSource / "models/english.model").string()).value();
  reading::Reader reader = reading::Reader::create(domain, language).value();
  text::Lexicon lexicon = text::Lexicon::load(domain).value();

  static const World& get() {
    static const World world;
    return world;
  }
};

// Where characters begin and end in `bytes`; a byte that belongs to no character stands for itself.
std::set<std::uint32_t> boundaries(const std::string& bytes, const std::string& encoding) {
  std::set<std::uint32_t> found = {0};
  auto size = static_cast<std::int32_t>(bytes.size());
  bool wide = encoding.starts_with("UTF-16");
  for (std::int32_t at = 0; at < size;) {
    if (encoding == "UTF-8") {
      UChar32 character = 0;
      U8_NEXT(reinterpret_cast<const std::uint8_t*>(bytes.data()), at, size, character);
    } else {
      at += wide ? 2 : 1;
    }
    found.insert(static_cast<std::uint32_t>(std::min(at, size)));
  }
  return found;
}

std::vector<text::RawInput> inputs_below(const fs::path& folder) {
  std::vector<text::RawInput> inputs;
  text::Sources sources({folder.string()}, {});
  while (auto next = sources.next())
    if (next->ok()) inputs.push_back(std::move(*next).value());
  return inputs;
}

class EvidenceTest : public LedgerTest {
 protected:
  // Reads one input and checks all that it gives; the number of its claims.
  std::size_t check(const text::RawInput& input, Ledger& ledger, RunId run) {
    const World& world = World::get();
    auto opened = text::make_report(input, world.lexicon);
    if (!opened.ok()) {
      EXPECT_FALSE(opened.error().message.empty());
      return 0;
    }
    text::Report report = std::move(opened).value();
    auto reading = world.reader.read(report);
    auto ends = boundaries(report.bytes, reading.document.encoding);
    auto inside = [&](Span span) {
      EXPECT_LT(span.begin, span.end) << input.path;
      EXPECT_LE(span.end, report.bytes.size()) << input.path;
      EXPECT_TRUE(ends.contains(span.begin) && ends.contains(span.end))
          << input.path << " " << reading.document.encoding << " " << span.begin << " to " << span.end;
    };
    for (const Claim& claim : reading.claims) {
      EXPECT_FALSE(claim.evidence.empty());
      EXPECT_TRUE(std::is_sorted(claim.evidence.begin(), claim.evidence.end()));
      for (Span span : claim.evidence) {
        inside(span);
        EXPECT_TRUE(report.body.map.to_text(span)) << input.path;
      }
      for (const auto* slot : {&claim.agent, &claim.target, &claim.place, &claim.resource, &claim.speaker})
        for (const Filler& filler : *slot) {
          EXPECT_FALSE(filler.id.empty()) << input.path << " " << filler.surface;
          if (filler.span) inside(*filler.span);
        }
      auto again = claim_from_json(to_json(claim, claim.document));
      EXPECT_TRUE(again.ok()) << input.path;
    }
    std::size_t count = reading.claims.size();
    (void)ledger.take_in(run, {ready(std::move(report), reading.document, std::move(reading.claims))}, at("2025-01-01"));
    return count;
  }
};

TEST_F(EvidenceTest, lies_inside_the_samples_and_the_practice_reports) {
  auto ledger = make();
  RunId run = ledger->begin_run(maker_, "test", at("2025-01-01"));
  std::size_t claims = 0;
  for (const auto& input : inputs_below(kSource / "samples")) claims += check(input, *ledger, run);
  EXPECT_GT(claims, 50u);
  fs::path practice = kSource / "../shared/practice/reports";
  if (fs::exists(practice))
    for (const auto& input : inputs_below(practice)) claims += check(input, *ledger, run);
  else
    std::printf("the practice reports are not beside the project: looked at the samples alone\n");
  EXPECT_EQ(static_cast<std::size_t>(ledger->counts().claims), claims);
}

TEST_F(EvidenceTest, lies_inside_whatever_the_samples_are_broken_into) {
  auto ledger = make();
  RunId run = ledger->begin_run(maker_, "test", at("2025-01-01"));
  auto samples = inputs_below(kSource / "samples");
  std::minstd_rand random(20250101);
  auto below = [&](std::size_t n) { return n == 0 ? 0 : static_cast<std::size_t>(random()) % n; };
  const std::string kPieces[] = {"\xff", "\x80", "\xe2\x80", "\xf0\x9f\x92\xa5", "\r\n", "\t", "<p>", "</div>", "&nbsp;", "&#x1000;",
                                 "“", "’s", "\n\n", " said that ", ". ", "\xc2\xa0", "\xe1\x80\x99", std::string(3, '\0'), "<script>"};
  std::size_t claims = 0;
  for (int round = 0; round < 150; ++round) {
    text::RawInput input = samples[below(samples.size())];
    std::string& bytes = input.bytes;
    for (std::size_t edits = 1 + below(12); edits > 0; --edits) {
      std::size_t from = below(bytes.size() + 1);
      switch (below(5)) {
        case 0: bytes.insert(from, kPieces[below(std::size(kPieces))]); break;
        case 1: bytes.erase(from, 1 + below(40)); break;
        case 2:
          if (from < bytes.size()) bytes[from] = static_cast<char>(below(256));
          break;
        case 3: bytes.resize(from); break;
        case 4: {
          const std::string& other = samples[below(samples.size())].bytes;
          bytes.insert(from, other.substr(below(other.size()), below(400)));
        }
      }
    }
    input.path = "round " + std::to_string(round);
    claims += check(input, *ledger, run);
  }
  EXPECT_GT(claims, 100u);
}

}  // namespace
}  // namespace assay::ledger
