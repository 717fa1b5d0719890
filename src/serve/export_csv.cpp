// Happenings as a table (RFC 4180) with the columns of ACLED, then those that UCDP adds, then our own.
#include <fmt/format.h>

#include <algorithm>
#include <ostream>

#include "serve/export_parts.hpp"

namespace assay::serve {
namespace {

constexpr const char* kColumns[] = {
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type", "actor1", "assoc_actor_1", "actor2", "assoc_actor_2", "country", "admin1", "admin2",
    "admin3", "location", "latitude", "longitude", "geo_precision", "source", "source_scale", "notes", "fatalities", "best", "high", "low", "type_of_violence", "date_start", "date_end",
    "number_of_sources", "claim_type", "happened", "belief", "voices", "opposed", "reports", "claims"};

std::string field(const std::string& value) {
  // A cell that a spreadsheet would take for a formula is given a leading apostrophe.
  std::string text = !value.empty() && std::string("=+-@\t\r").find(value[0]) != std::string::npos && !(value[0] == '-' && value.find_first_not_of("-0123456789.") == std::string::npos) ? "'" + value : value;
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string out = "\"";
  for (const char c : text) out += c == '"' ? std::string("\"\"") : std::string(1, c);
  return out + '"';
}

// ACLED's: 1 the day, 2 the week, 3 the month; beyond that 3 as well, and date_start and date_end say how long.
int time_precision(int days) { return days <= 1 ? 1 : days <= 7 ? 2 : 3; }

// ACLED's: 1 the place itself, 2 a part of a region or a point near it, 3 a region.
int geo_precision(const domain::Place* place) {
  if (!place || !place->latitude) return 3;
  const auto is = [&](const char* kind) { return std::find(place->kinds.begin(), place->kinds.end(), kind) != place->kinds.end(); };
  if (is("region") || is("state") || is("province") || is("country") || is("district")) return 3;
  return place->precision == "point" && !is("township") ? 1 : 2;
}

}  // namespace

void Exporter::csv(std::ostream& out) const {
  const auto& domain = snapshot_.domain();
  for (std::size_t k = 0; k < std::size(kColumns); ++k) out << (k ? "," : "") << kColumns[k];
  out << "\r\n";
  const auto number = [](const std::optional<double>& value) { return value ? fmt::format("{:.0f}", *value) : std::string(); };
  for (const ExportEvent& one : events_) {
    const auto& event = *one.event;
    const auto known = settings_.events.find(std::string(name_of(event.type)));
    if (known == settings_.events.end() || !event.happened) continue;
    const auto* place = one.place.empty() ? nullptr : domain.place(one.place);
    const auto named = [&](const std::vector<std::string>& ids, bool first) {
      std::vector<std::string> names;
      for (std::size_t k = 0; k < ids.size(); ++k)
        if ((k == 0) == first) names.push_back(snapshot_.name_of_actor(ids[k]));
      return joined(names);
    };
    // Fighting parties stand as ACLED has them: who acts first.
    const auto government = [&] {
      if (one.agents.empty()) return false;
      const auto* actor = domain.actor(one.agents.front());
      return actor && (actor->kind == "government" || actor->kind == "state" || snapshot_.facts().is_state(snapshot_.facts().party_of(actor->id)));
    };
    const std::string country = country_of(one.place), admin1 = ancestor(one.place, {"state", "region", "province"});
    std::string id(event.id), country_name;
    for (const auto& [state, code] : settings_.countries)
      if (!country.empty() && code == country) country_name = snapshot_.name_of_actor(state);
    std::string prefix = country;
    std::transform(prefix.begin(), prefix.end(), prefix.begin(), [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    bool opposed = false;
    for (const auto& origin : event.origins) opposed |= origin.opposes;
    const int days = one.last - one.first + 1;
    const int violence = known->second.violence;
    const std::string notes = fmt::format("{}{}{}{}; {} claim{} in {} report{}; belief {:.2f}{}", name_of(event.type), one.agents.empty() ? "" : " by " + joined([&] {
                                            std::vector<std::string> names;
                                            for (const auto& actor : one.agents) names.push_back(snapshot_.name_of_actor(actor));
                                            return names;
                                          }(), ", "),
                                          one.place.empty() ? "" : " at " + snapshot_.name_of_place(one.place), opposed ? ", disputed" : "", one.claims.size(), one.claims.size() == 1 ? "" : "s", one.documents.size(),
                                          one.documents.size() == 1 ? "" : "s", event.belief.value(), event.days_differ ? "; the reports' days differ" : "");
    // UCDP's best is its low where only a least number is told.
    const auto best = one.low ? one.low : one.high;
    const std::string cells[] = {
        prefix + event.id.substr(2),
        one.first.iso(),
        std::to_string(one.first.year()),
        std::to_string(time_precision(days)),
        violence > 0 ? "Political violence" : "Strategic developments",
        known->second.event,
        government() ? known->second.government : known->second.sub,
        named(one.agents, true),
        named(one.agents, false),
        named(one.targets, true),
        named(one.targets, false),
        country_name,
        admin1,
        ancestor(one.place, {"district"}),
        ancestor(one.place, {"township"}),
        one.place.empty() ? "" : snapshot_.name_of_place(one.place),
        place && place->latitude ? fmt::format("{:.5f}", *place->latitude) : "",
        place && place->longitude ? fmt::format("{:.5f}", *place->longitude) : "",
        std::to_string(geo_precision(place)),
        joined(one.outlets),
        "",
        notes,
        best ? number(best) : "0",
        number(best),
        number(one.high ? one.high : one.low),
        number(one.low),
        violence == 0 ? "" : std::to_string(violence),
        one.first.iso(),
        one.last.iso(),
        std::to_string(one.documents.size()),
        std::string(name_of(event.type)),
        "1",
        fmt::format("{:.4f}", event.belief.value()),
        std::to_string(event.origins.size()),
        opposed ? "1" : "0",
        joined(one.documents),
        joined(one.claims),
    };
    static_assert(std::size(cells) == std::size(kColumns));
    for (std::size_t k = 0; k < std::size(cells); ++k) out << (k ? "," : "") << field(cells[k]);
    out << "\r\n";
  }
}

}  // namespace assay::serve
