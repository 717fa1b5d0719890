// Reference claims beside the sources, as records: what a careful reader takes from the reports. Tests that use
// them skip where ../shared (or $ASSAY_SHARED) is not there.
#pragma once

#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "base/digest.hpp"
#include "ledger/ledger.hpp"
#include "weighing/record.hpp"

namespace assay::testing {

inline std::string shared_folder() {
  const char* elsewhere = std::getenv("ASSAY_SHARED");
  return elsewhere ? elsewhere : std::string(ASSAY_SOURCE_DIR) + "/../shared";
}

inline std::optional<Interval> interval_of(const nlohmann::json& time) {
  if (!time.is_array() || time.empty()) return std::nullopt;
  Interval out;
  if (time[0].is_string()) out.from = Interval::parse(time[0].get<std::string>())->from;
  if (time.back().is_string()) out.to = Interval::parse(time.back().get<std::string>())->to;
  return out;
}

inline std::vector<Filler> fillers_of(const nlohmann::json& claim, const char* slot) {
  std::vector<Filler> fillers;
  if (claim.contains(slot))
    for (const auto& id : claim[slot]) fillers.push_back({id.get<std::string>(), {}, {}, {}});
  return fillers;
}

// Claims by document name. Empty where the file is not there.
inline std::map<std::string, std::vector<Claim>> read_reference(const std::string& path, bool with_optional) {
  std::map<std::string, std::vector<Claim>> found;
  std::ifstream in(path);
  int number = 0;
  for (std::string line; std::getline(in, line); ++number) {
    const auto json = nlohmann::json::parse(line);
    if (json.value("optional", false) && !with_optional) continue;
    Claim claim;
    claim.document = json["doc"];
    claim.id = claim.document.substr(0, 5) + "-" + std::to_string(number);
    const auto& evidence = json["evidence"];
    const auto& first = evidence[0].is_array() ? evidence[0] : evidence;
    claim.evidence = {{first[0].get<std::uint32_t>(), first[1].get<std::uint32_t>()}};
    const auto type = json["type"].is_array() ? json["type"][0].get<std::string>() : json["type"].get<std::string>();
    claim.type = *claim_type_of(type);
    claim.agent = fillers_of(json, "agent");
    claim.target = fillers_of(json, "target");
    claim.place = fillers_of(json, "place");
    claim.resource = fillers_of(json, "resource");
    claim.speaker = fillers_of(json, "speaker");
    claim.object = json.value("object", "");
    claim.stance = *stance_of(json["stance"].get<std::string>());
    claim.negated = json.value("negated", false);
    if (json.contains("time"))
      if (const auto time = interval_of(json["time"])) claim.time = ClaimTime{*time, {}, {}, {}};
    if (json.contains("quantity")) {
      Quantity quantity;
      const auto& q = json["quantity"];
      if (q.contains("low") && q["low"].is_number()) quantity.low = q["low"].get<double>();
      if (q.contains("high") && q["high"].is_number()) quantity.high = q["high"].get<double>();
      quantity.unit = q.value("unit", "");
      claim.quantity = quantity;
    }
    found[claim.document].push_back(std::move(claim));
  }
  return found;
}

inline weighing::Record record_of(const std::string& name, std::vector<Claim> claims, Interval published,
                                  const std::string& outlet = "") {
  weighing::Record record;
  record.document.id = sha256_hex(name).substr(0, 16);
  record.document.name = name;
  record.document.outlet = outlet;
  record.document.published.day = published;
  record.recorded = *Instant::parse("2026-01-01");
  for (Claim& claim : claims) claim.document = record.document.id;
  record.claims = std::move(claims);
  return record;
}

inline std::string output_of(const std::string& command) {
  std::string text;
  std::array<char, 4096> buffer;
  FILE* pipe = popen(command.c_str(), "r");
  if (!pipe) return text;
  while (const auto got = fread(buffer.data(), 1, buffer.size(), pipe)) text.append(buffer.data(), got);
  pclose(pipe);
  return text;
}

// A ledger of these records in a file of its own, for the program to be asked. `texts` by document name; the
// evidence is in the text's own offsets.
inline std::filesystem::path ledger_of(const std::string& name, std::vector<weighing::Record> records,
                                       const std::map<std::string, std::string>& texts) {
  const auto file = std::filesystem::temp_directory_path() / (name + "-" + std::to_string(getpid()) + ".db");
  std::filesystem::remove(file);
  auto opened = ledger::open(file, ledger::Mode::kCreate);
  if (!opened.ok()) return {};
  ledger::Ledger& ledger = **opened;
  const Instant now = *Instant::parse("2026-01-01");
  const auto run = ledger.begin_run({"test", "none", "none"}, "test", now);
  for (auto& record : records) {
    ledger::ReadReport report;
    const auto text = texts.find(record.document.name);
    report.bytes = text != texts.end() ? text->second : std::string(6000, 'x') + record.document.name;
    report.text = report.bytes;
    record.document.sha256 = sha256_hex(report.bytes);
    record.document.id = record.document.sha256.substr(0, 16);
    for (Claim& claim : record.claims) claim.document = record.document.id;
    report.document = record.document;
    report.claims = std::move(record.claims);
    for (const Claim& claim : report.claims) report.in_text.push_back(claim.evidence);
    ledger.take_in(run, {report}, now);
  }
  ledger.end_run(run, now);
  return file;
}

}  // namespace assay::testing
