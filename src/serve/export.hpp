// The ledger in the formats of others: holdings as GeoJSON (RFC 7946), happenings as a table with the columns that
// users of ACLED and UCDP know, actors, events and reports as FollowTheMoney entities or statements, who speaks of
// whom as GraphML, and all of it as an SQLite file.
//
// What never leaves this way: people that no pack knows as holders of an office (they and all other names that no pack
// knows are left out, and so are sentences, which may hold them), and where forces lately moved (domain/base/
// export.yaml says for how long).
#pragma once

#include <filesystem>
#include <iosfwd>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "serve/snapshot.hpp"

namespace assay::serve {

enum class ExportFormat { kGeoJson, kCsv, kFtm, kFtmStatements, kGraphml, kSqlite };
std::optional<ExportFormat> export_format_of(std::string_view name);  // "geojson", "ftm-statements" …
std::string_view media_type_of(ExportFormat format);
std::string_view extension_of(ExportFormat format);  // "geojson"

struct ExportQuestion {
  Day on;                       // of holdings; the other formats take in all days up to it
  std::optional<Day> as_known;
  Day today;                    // from which the holding back is counted
};

// domain/base/export.yaml.
struct ExportSettings {
  struct EventName {
    std::string event, sub, government;
    int violence = 0;
  };
  int kept_back_days = 0;
  std::set<std::string> kept_back;
  std::map<std::string, EventName> events;         // by name of claim type
  std::map<std::string, std::string> schemata;     // by kind of actor
  std::map<std::string, std::string> countries;    // ISO 3166-1 alpha-2, lower case, by id of a state
  static Result<ExportSettings> load(const std::filesystem::path& root);
};

// A happening as exports tell it. Actors are those that a pack knows, by id.
struct ExportEvent {
  const weighing::Event* event = nullptr;
  std::vector<std::string> agents, targets;
  std::string place;              // id of the first place that has a point, else of the first; may be empty
  Day first, last;                // both inclusive
  std::vector<std::string> documents, outlets, claims;
  std::optional<double> low, high;  // of the killed
};

class Exporter {
 public:
  // `snapshot` must outlive it. Joins events where the snapshot has none for the question: costs their pairs.
  Exporter(const Snapshot& snapshot, ExportSettings settings, const ExportQuestion& question);

  // Requires: a format other than kSqlite.
  void write(ExportFormat format, std::ostream& out) const;
  // Throws Trouble.
  void write_sqlite(const std::filesystem::path& file) const;

 private:
  void geojson(std::ostream& out) const;
  void csv(std::ostream& out) const;
  void ftm(std::ostream& out, bool statements) const;
  void graphml(std::ostream& out) const;

  void find_events();
  bool is_public(const std::string& actor) const;  // may be named
  std::string country_of(const std::string& place) const;             // ISO code, or empty
  std::string ancestor(const std::string& place, const std::vector<std::string>& kinds) const;  // its name, or empty
  struct HeldPlace;
  std::vector<HeldPlace> holdings() const;

  const Snapshot& snapshot_;
  ExportSettings settings_;
  ExportQuestion question_;
  std::vector<weighing::Event> joined_;  // where the snapshot has none for the question
  std::vector<ExportEvent> events_;      // by first day, then id
};

}  // namespace assay::serve
