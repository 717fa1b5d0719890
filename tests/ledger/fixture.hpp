// A ledger in a folder of its own that goes with the test, and reports made up for it.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "base/digest.hpp"
#include "ledger/ledger.hpp"

namespace assay::ledger {

class LedgerTest : public testing::Test {
 protected:
  LedgerTest() {
    std::string pattern = (std::filesystem::temp_directory_path() / "assay-ledger-XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
  }
  ~LedgerTest() override { std::filesystem::remove_all(folder_); }

  std::filesystem::path file(const std::string& name = "l.db") const { return folder_ / name; }
  std::unique_ptr<Ledger> make(const std::string& name = "l.db") {
    return std::move(open(file(name), Mode::kCreate)).value();
  }
  static Instant at(const std::string& iso) { return Instant::parse(iso).value(); }

  static Claim claim(ClaimType type, const std::string& agent, const std::string& place, Span evidence) {
    Claim made;
    made.id = std::string(name_of(type)) + "-" + agent + "-" + place;
    made.type = type;
    made.evidence = {evidence};
    made.agent = {{agent, agent, agent, {}}};
    made.place = {{place, place, place, {}}};
    made.rule = "test";
    return made;
  }
  static ReadReport report(const std::string& name, const std::string& text, std::vector<Claim> claims = {}) {
    ReadReport made;
    made.bytes = made.text = text;
    made.document.sha256 = sha256_hex(text);
    made.document.id = made.document.sha256.substr(0, 16);
    made.document.name = name;
    made.document.media_type = "text/plain";
    made.document.encoding = "UTF-8";
    for (Claim& one : claims) {
      one.document = made.document.id;
      made.in_text.push_back(one.evidence);
    }
    made.claims = std::move(claims);
    return made;
  }
  static std::vector<StoredClaim> all(Ledger& ledger, const ClaimQuery& query = {}) {
    std::vector<StoredClaim> found;
    ledger.claims(query, [&](const StoredClaim& one) { return found.push_back(one), true; });
    return found;
  }
  static std::vector<std::string> ids(Ledger& ledger, const ClaimQuery& query) {
    std::vector<std::string> found;
    for (const StoredClaim& one : all(ledger, query)) found.push_back(one.claim.id);
    return found;
  }

  const Maker maker_{"assay 1", "model", "domain"};

 private:
  std::filesystem::path folder_;
};

}  // namespace assay::ledger
