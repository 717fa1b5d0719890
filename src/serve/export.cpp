#include "serve/export.hpp"

#include <algorithm>
#include <tuple>

#include "serve/export_parts.hpp"
#include "weighing/settings.hpp"

namespace assay::serve {
namespace {

struct FormatName {
  ExportFormat format;
  std::string_view name, media_type, extension;
};
constexpr FormatName kFormats[] = {
    {ExportFormat::kGeoJson, "geojson", "application/geo+json", "geojson"},
    {ExportFormat::kCsv, "csv", "text/csv; charset=utf-8", "csv"},
    {ExportFormat::kFtm, "ftm", "application/x-ndjson", "ftm.ndjson"},
    {ExportFormat::kFtmStatements, "ftm-statements", "application/x-ndjson", "statements.ndjson"},
    {ExportFormat::kGraphml, "graphml", "application/graphml+xml", "graphml"},
    {ExportFormat::kSqlite, "sqlite", "application/vnd.sqlite3", "sqlite"},
};

const FormatName& about(ExportFormat format) { return *std::find_if(std::begin(kFormats), std::end(kFormats), [&](const auto& one) { return one.format == format; }); }

}  // namespace

std::optional<ExportFormat> export_format_of(std::string_view name) {
  for (const auto& one : kFormats)
    if (one.name == name) return one.format;
  return std::nullopt;
}
std::string_view media_type_of(ExportFormat format) { return about(format).media_type; }
std::string_view extension_of(ExportFormat format) { return about(format).extension; }

Result<ExportSettings> ExportSettings::load(const std::filesystem::path& root) {
  auto read = weighing::Settings::read(root / "base" / "export.yaml");
  if (!read) return read.error();
  weighing::Settings& s = *read;
  ExportSettings out;
  out.kept_back_days = static_cast<int>(s.number("kept_back_days", 0, 36500));
  const auto known = [](const std::string& type) -> Status {
    if (claim_type_of(type)) return success();
    return Error{ErrorCode::kBadFormat, "'" + type + "' is no type of claim", "base/export.yaml"};
  };
  for (const auto& type : s.words("kept_back")) {
    if (auto status = known(type); !status) return status.error();
    out.kept_back.insert(type);
  }
  for (const auto& type : s.keys("events")) {
    if (auto status = known(type); !status) return status.error();
    const std::string path = "events." + type + ".";
    out.events[type] = {s.text(path + "event"), s.text(path + "sub"), s.text(path + "government"), static_cast<int>(s.number(path + "violence", 0, 3))};
  }
  for (const auto& kind : s.keys("schemata")) out.schemata[kind] = s.text("schemata." + kind);
  for (const auto& id : s.keys("countries")) out.countries[id] = s.text("countries." + id);
  if (auto fault = s.fault(); !fault) return fault.error();
  return out;
}

Exporter::Exporter(const Snapshot& snapshot, ExportSettings settings, const ExportQuestion& question)
    : snapshot_(snapshot), settings_(std::move(settings)), question_(question) {
  find_events();
}

bool Exporter::is_public(const std::string& id) const {
  const auto* actor = snapshot_.domain().actor(id);
  return actor != nullptr && settings_.schemata.count(actor->kind) > 0;
}

std::string Exporter::ancestor(const std::string& place, const std::vector<std::string>& kinds) const {
  std::string id = place;
  for (int step = 0; step < 12 && !id.empty(); ++step) {
    const auto* one = snapshot_.domain().place(id);
    if (!one) break;
    for (const auto& kind : kinds)
      if (std::find(one->kinds.begin(), one->kinds.end(), kind) != one->kinds.end()) return one->name;
    id = one->within;
  }
  return {};
}

std::string Exporter::country_of(const std::string& place) const {
  std::string id = place;
  for (int step = 0; step < 12 && !id.empty(); ++step) {
    if (const auto at = settings_.countries.find(id); at != settings_.countries.end()) return at->second;
    const auto* one = snapshot_.domain().place(id);
    if (!one) break;
    id = one->within;
  }
  return {};
}

void Exporter::find_events() {
  const auto& corpus = snapshot_.corpus();
  const auto* all = question_.as_known ? nullptr : snapshot_.events();
  if (!all) {
    joined_ = weighing::join_events(corpus, snapshot_.statements(), {question_.as_known, std::nullopt});
    all = &joined_;
  }
  for (const auto& event : *all) {
    const std::string type(name_of(event.type));
    ExportEvent out;
    out.event = &event;
    out.last = event.time.to->plus_days(-1);
    out.first = event.time.from.value_or(out.last);
    if (out.first > question_.on) continue;
    if (settings_.kept_back.count(type) && question_.today - out.last < settings_.kept_back_days) continue;
    const auto named = [&](const std::vector<weighing::Symbol>& symbols) {
      std::vector<std::string> ids;
      for (const auto symbol : symbols)
        if (const auto& id = corpus.symbols().text(symbol); is_public(id)) ids.push_back(id);
      return ids;
    };
    out.agents = named(event.agents), out.targets = named(event.targets);
    for (const auto symbol : event.places) {
      const auto& id = corpus.symbols().text(symbol);
      const auto* place = snapshot_.domain().place(id);
      if (!place) continue;
      if (out.place.empty() || (place->latitude && !snapshot_.domain().place(out.place)->latitude)) out.place = id;
    }
    const auto add = [](std::vector<std::string>& list, const std::string& text) {
      if (!text.empty() && std::find(list.begin(), list.end(), text) == list.end()) list.push_back(text);
    };
    for (const auto number : event.statements) {
      const auto& statement = corpus.statements()[number];
      const auto& document = corpus.report_of(statement).document;
      out.claims.push_back(statement.id);
      add(out.documents, document.id);
      add(out.outlets, document.outlet);
    }
    if (event.type == ClaimType::kCasualty && event.unit != weighing::kNoSymbol && corpus.symbols().text(event.unit) == "killed") out.low = event.low, out.high = event.high;
    events_.push_back(std::move(out));
  }
  std::sort(events_.begin(), events_.end(), [](const ExportEvent& a, const ExportEvent& b) { return std::tie(a.first, a.event->id) < std::tie(b.first, b.event->id); });
}

std::vector<Exporter::HeldPlace> Exporter::holdings() const {
  const auto& tracks = snapshot_.tracks();
  std::vector<HeldPlace> held;
  for (std::size_t k = 0; k < tracks.places().size(); ++k) {
    HeldPlace one;
    one.id = tracks.places()[k];
    one.place = snapshot_.domain().place(one.id);
    if (!one.place) continue;  // a name that no pack knows may be anybody's
    one.track = tracks.get(k, question_.as_known);
    const auto& run = one.track->on(question_.on);
    one.claims = tracks.claims(k, question_.as_known);
    one.status = static_cast<holding::Status>(run.status);
    if (one.claims == 0 && one.status == holding::Status::kUnknown) continue;
    one.probability = run.percent / 100.0;
    one.since = one.track->since(question_.on);
    if (run.holders >= 0) {
      one.holders.push_back(tracks.parties()[run.likeliest]);
      for (const auto party : tracks.holders(run.holders))
        if (party != run.likeliest) one.holders.push_back(tracks.parties()[party]);
      std::erase_if(one.holders, [&](const std::string& id) { return !is_public(id); });
    }
    held.push_back(std::move(one));
  }
  return held;
}

void Exporter::write(ExportFormat format, std::ostream& out) const {
  switch (format) {
    case ExportFormat::kGeoJson: return geojson(out);
    case ExportFormat::kCsv: return csv(out);
    case ExportFormat::kFtm: return ftm(out, false);
    case ExportFormat::kFtmStatements: return ftm(out, true);
    case ExportFormat::kGraphml: return graphml(out);
    case ExportFormat::kSqlite: break;
  }
}

}  // namespace assay::serve
