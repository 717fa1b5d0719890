// A small ledger about the packs' own places, made up, and an API over it.
#pragma once

#include <stdlib.h>

#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <vector>

#include "base/digest.hpp"
#include "serve/api.hpp"

namespace assay::serve {

inline const domain::Domain& test_domain() {
  static const auto loaded = domain::Domain::load(ASSAY_SOURCE_DIR "/domain");
  return loaded.value();
}

// Sentences with what each claims; the claim's evidence is the sentence.
struct Said {
  std::string sentence;
  ClaimType type;
  std::string agent, target, place;
  std::string day;  // of the happening, or empty
  Stance stance = Stance::kAsserted;
  std::string speaker = {};
};

inline ledger::ReadReport made_report(const std::string& name, const std::string& outlet, const std::string& published, const std::vector<Said>& said) {
  ledger::ReadReport report;
  report.text = "What " + outlet + " heard\n\n";
  report.document.published = {Interval::of_day(*Day::parse(published)), true, {}};
  for (const Said& one : said) {
    Claim claim;
    const auto begin = static_cast<std::uint32_t>(report.text.size());
    report.text += one.sentence + "\n\n";
    claim.evidence = {{begin, begin + static_cast<std::uint32_t>(one.sentence.size())}};
    claim.type = one.type;
    const auto filler = [](const std::string& id) { return std::vector<Filler>{{id, id, id, {}}}; };
    if (!one.agent.empty()) claim.agent = filler(one.agent);
    if (!one.target.empty()) claim.target = filler(one.target);
    if (!one.place.empty()) claim.place = filler(one.place);
    if (!one.speaker.empty()) claim.speaker = filler(one.speaker);
    if (!one.day.empty()) claim.time = ClaimTime{Interval::of_day(*Day::parse(one.day)), {}, {}, "printed"};
    claim.stance = one.stance;
    claim.rule = "test";
    report.in_text.push_back(claim.evidence);
    report.claims.push_back(std::move(claim));
  }
  report.bytes = report.text;
  report.document.sha256 = sha256_hex(report.bytes);
  report.document.id = report.document.sha256.substr(0, 16);
  report.document.name = name;
  report.document.outlet = outlet;
  report.document.title = "What " + outlet + " heard";
  report.document.media_type = "text/plain";
  report.document.encoding = "UTF-8";
  for (std::size_t k = 0; k < report.claims.size(); ++k) {
    report.claims[k].document = report.document.id;
    report.claims[k].id = report.document.id.substr(0, 12) + "-" + std::to_string(k);
  }
  return report;
}

inline std::vector<ledger::ReadReport> made_reports() {
  return {
      made_report("a.txt", "The Hill Paper", "2024-03-05",
                  {{"The army holds Kanpiketi, as it has for years.", ClaimType::kControl, "junta", "", "kanpiketi", ""},
                   {"Momauk was fought over on 4 March.", ClaimType::kContest, "", "", "momauk", "2024-03-04"}}),
      made_report("b.txt", "The Valley Post", "2024-08-11",
                  {{"Fighters of the KIA took Momauk on 10 August from the army.", ClaimType::kCapture, "kia", "junta", "momauk", "2024-08-10"},
                   {"China shut the gate of Lweje on 9 August.", ClaimType::kCloseGate, "china", "", "lweje", "2024-08-09"}}),
      made_report("c.txt", "The Border Courier", "2024-08-13",
                  {{"The army's spokesman denied that Momauk had fallen on 10 August.", ClaimType::kCapture, "kia", "junta", "momauk", "2024-08-10", Stance::kDenied, "junta-spokesman"},
                   {"A resident of Momauk said the KIA took it on 10 August.", ClaimType::kCapture, "kia", "junta", "momauk", "2024-08-10", Stance::kClaimed, "resident"}}),
      made_report("d.txt", "The Hill Paper", "2024-11-22",
                  {{"The KIA seized Kanpiketi on 20 November.", ClaimType::kCapture, "kia", "nda-k", "kanpiketi", "2024-11-20"},
                   {"The KIA also took Pangwa on 18 October, <b>residents</b> & traders said.", ClaimType::kCapture, "kia", "nda-k", "pangwa", "2024-10-18", Stance::kClaimed, "resident"}}),
  };
}

// A folder with a ledger that goes with it.
class Fixture {
 public:
  explicit Fixture(bool edit = false, const std::vector<ledger::ReadReport>& reports = made_reports()) {
    std::string pattern = (std::filesystem::temp_directory_path() / "assay-serve-XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
    add(reports);
    ApiOptions options;
    options.ledger = file();
    options.engine = "test";
    options.edit = edit;
    options.token = edit ? "a-token-for-the-test" : "";
    options.clock = [] { return *Instant::parse("2025-06-01T12:00:00Z"); };
    api_ = std::move(Api::make(std::move(options), test_domain())).value();
    api_->prepare();
  }
  ~Fixture() {
    api_.reset();
    std::filesystem::remove_all(folder_);
  }
  Fixture(const Fixture&) = delete;

  std::filesystem::path file() const { return folder_ / "l.db"; }
  void add(const std::vector<ledger::ReadReport>& reports, const char* recorded = "2025-05-31T12:00:00Z") {
    auto ledger = std::move(ledger::open(file(), ledger::Mode::kCreate)).value();
    const Instant now = *Instant::parse(recorded);
    const auto run = ledger->begin_run({"test", "", ""}, "test", now);
    std::vector<ledger::Intake> batch(reports.begin(), reports.end());
    (void)ledger->take_in(run, batch, now);
    ledger->end_run(run, now);
  }

  Api& api() { return *api_; }
  Response get(const std::string& target, const std::string& if_none_match = {}) {
    auto request = parse_target(target);
    request->if_none_match = if_none_match;
    return api_->handle(*request);
  }
  nlohmann::json json(const std::string& target) {
    const auto response = get(target);
    if (response.status != 200) throw std::runtime_error(target + ": " + response.body);
    return nlohmann::json::parse(response.body);
  }
  Response post(const std::string& target, const std::string& body, const std::string& authorization = {}) {
    auto request = parse_target(target);
    request->method = "POST";
    request->body = body;
    request->content_type = "application/json";
    request->authorization = authorization;
    return api_->handle(*request);
  }

 private:
  std::filesystem::path folder_;
  std::unique_ptr<Api> api_;
};

inline std::string header(const Response& response, const std::string& name) {
  for (const auto& [key, value] : response.headers)
    if (key == name) return value;
  return {};
}

}  // namespace assay::serve
