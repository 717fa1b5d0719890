#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "flow/whatif.hpp"
#include "flow/yaml_reader.hpp"

namespace assay::flow {
namespace {

Error malformed(std::string_view what, const std::string& text, const char* form) {
  return {ErrorCode::kBadArgument, fmt::format("'{}' cannot be read: '{}' takes {}.", text, what, form), ""};
}

std::vector<std::string> parts_of(const std::string& text, char mark) {
  std::vector<std::string> parts;
  std::size_t begin = 0;
  while (true) {
    const auto end = text.find(mark, begin);
    parts.push_back(text.substr(begin, end - begin));
    if (end == std::string::npos) return parts;
    begin = end + 1;
  }
}

std::optional<double> number_of(std::string_view text) {
  double value = 0;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (code != std::errc() || end != text.data() + text.size() || !std::isfinite(value) || value < 0)
    return std::nullopt;
  return value;
}

Result<Change> gate_change(std::string_view what, const std::string& text) {
  constexpr const char* kForm = "GATE[:near|:far|:both][:CARGO]";
  const auto parts = parts_of(text, ':');
  if (parts.empty() || parts.size() > 3 || parts[0].empty()) return malformed(what, text, kForm);
  Change change;
  change.kind = Change::Kind::kGate;
  change.target = parts[0];
  change.open = what == "open";
  std::size_t next = 1;
  if (next < parts.size() && (parts[next] == "near" || parts[next] == "far" || parts[next] == "both")) {
    if (parts[next] != "both") change.side = parts[next] == "near" ? Side::kNear : Side::kFar;
    ++next;
  }
  if (next < parts.size()) change.cargo = parts[next++];
  if (next < parts.size()) return malformed(what, text, kForm);
  const char* side = !change.side                  ? ""
                     : *change.side == Side::kNear ? " on the near side"
                                                   : " on the far side";
  change.text = fmt::format("gate {} {}{}{}", change.target, change.open ? "open" : "shut", side,
                            change.cargo.empty() ? "" : " for " + change.cargo);
  return change;
}

Result<Change> tax_change(const std::string& text) {
  constexpr const char* kForm = "ACTOR:COMMODITY=20%[@PLACE] or ACTOR:COMMODITY=35000/t[@PLACE]";
  const auto colon = text.find(':'), equals = text.find('=');
  if (colon == std::string::npos || equals == std::string::npos || colon == 0 || equals < colon + 2)
    return malformed("tax", text, kForm);
  Change change;
  change.kind = Change::Kind::kTax;
  change.actor = text.substr(0, colon);
  change.cargo = text.substr(colon + 1, equals - colon - 1);
  std::string rate = text.substr(equals + 1);
  if (const auto at = rate.find('@'); at != std::string::npos) {
    change.target = rate.substr(at + 1);
    rate.resize(at);
    if (change.target.empty()) return malformed("tax", text, kForm);
  }
  std::optional<double> value;
  if (rate.ends_with("%")) {
    value = number_of(std::string_view(rate).substr(0, rate.size() - 1));
    if (value && *value > 100) return malformed("tax", text, kForm);
    if (value) *value /= 100;
    change.rate = TaxRate::kShareOfRemaining;
    change.point = TaxPoint::kSites;
  } else if (rate.ends_with("/t")) {
    value = number_of(std::string_view(rate).substr(0, rate.size() - 2));
    change.rate = TaxRate::kSumPerTonne;
    change.point = TaxPoint::kGates;
  }
  if (!value) return malformed("tax", text, kForm);
  change.amount = {*value, *value, *value};
  change.text = fmt::format("{} takes {} of {}", change.actor, rate, change.cargo);
  return change;
}

std::string change_text(const Change& c) {
  switch (c.kind) {
    case Change::Kind::kGate: {
      std::string text = c.target;
      if (c.side)
        text += *c.side == Side::kNear ? ":near" : ":far";
      else if (!c.cargo.empty())
        text += ":both";
      if (!c.cargo.empty()) text += ":" + c.cargo;
      return text;
    }
    case Change::Kind::kHold:
      return c.target + "=" + c.actor;
    case Change::Kind::kTax: {
      const std::string at = c.target.empty() ? "" : "@" + c.target;
      return c.rate == TaxRate::kSumPerTonne
                 ? fmt::format("{}:{}={}/t{}", c.actor, c.cargo, c.amount.best, at)
                 : fmt::format("{}:{}={}%{}", c.actor, c.cargo, c.amount.best * 100, at);
    }
    case Change::Kind::kExtraction:
      return c.actor + ":" + c.cargo;
    default:
      return c.target;
  }
}

std::string verb_of(const Change& c) {
  switch (c.kind) {
    case Change::Kind::kGate:
      return c.open ? "open" : "close";
    case Change::Kind::kHold:
      return "hold";
    case Change::Kind::kSite:
      return "stop";
    case Change::Kind::kTax:
      return "tax";
    case Change::Kind::kExtraction:
      return c.open ? "permit" : "refuse";
    default:
      return c.open ? "mend" : "cut";
  }
}

std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
  }
  return out + "\"";
}

std::string period_text(const Interval& days) {
  return (days.from ? days.from->iso() : "") + ".." + (days.to ? days.to->plus_days(-1).iso() : "");
}

}  // namespace

Result<Change> parse_change(std::string_view what, const std::string& text) {
  Change change;
  if (what == "close" || what == "open") {
    auto gate = gate_change(what, text);
    if (!gate.ok()) return gate.error();
    change = *gate;
  } else if (what == "tax") {
    auto tax = tax_change(text);
    if (!tax.ok()) return tax.error();
    change = *tax;
  } else if (what == "hold") {
    const auto parts = parts_of(text, '=');
    if (parts.size() != 2 || parts[0].empty() || parts[1].empty())
      return malformed(what, text, "PLACE=ACTOR");
    change.kind = Change::Kind::kHold;
    change.target = parts[0];
    change.actor = parts[1];
    change.text = fmt::format("{} held by {}", parts[0], parts[1]);
  } else if (what == "refuse" || what == "permit") {
    const auto parts = parts_of(text, ':');
    if (parts.size() != 2 || parts[0].empty() || parts[1].empty())
      return malformed(what, text, "ACTOR:COMMODITY");
    change.kind = Change::Kind::kExtraction;
    change.actor = parts[0];
    change.cargo = parts[1];
    change.open = what == "permit";
    change.text =
        fmt::format("{} {} the digging of {}", parts[0], change.open ? "permits" : "refuses", parts[1]);
  } else if (what == "stop" || what == "cut" || what == "mend") {
    if (text.empty()) return malformed(what, text, what == "stop" ? "SITE" : "PLACE");
    change.kind = what == "stop" ? Change::Kind::kSite : Change::Kind::kRoad;
    change.target = text;
    change.open = what == "mend";
    change.text = what == "stop" ? fmt::format("{} stopped", text)
                                 : fmt::format("the roads at {} {}", text, change.open ? "open" : "cut");
  } else {
    return Error{ErrorCode::kBadArgument,
                 fmt::format("a scenario cannot '{}': it can close, open, hold, stop, tax, refuse, "
                             "permit, cut and mend.",
                             what),
                 ""};
  }
  change.because = {"scenario"};
  return change;
}

namespace {

int line_of(const Error& error) {
  int line = 0;
  const auto colon = error.place.rfind(':');
  if (colon != std::string::npos)
    std::from_chars(error.place.data() + colon + 1, error.place.data() + error.place.size(), line);
  return line;
}

void read_change(const YAML::Node& entry, Scenario& scenario, YamlReader& reader) {
  if (!entry.IsMap() || entry.size() < 1 || entry.size() > 2 || (entry.size() == 2 && !entry["during"].IsDefined())) {
    reader.fail(entry, "a change is one word and what it takes, e.g. 'close: kanpiketi:far'; 'during' may be added.");
    return;
  }
  const std::optional<Interval> during = entry["during"].IsDefined() ? reader.period(entry, "during") : std::nullopt;
  for (const auto& item : entry) {
    const std::string verb = item.first.IsScalar() ? item.first.Scalar() : "?";
    if (verb == "during") continue;
    auto change = parse_change(verb, item.second.IsScalar() ? item.second.Scalar() : "");
    if (!change.ok()) {
      reader.fail(item.first, change.error().message);
      continue;
    }
    change->period = during.value_or(scenario.effect);
    change->place = reader.place(item.first);
    scenario.changes.push_back(std::move(*change));
  }
}

// The scenario in `yaml`; what is wrong with it goes to `errors`.
Scenario read_scenario(std::string_view yaml, const std::string& file_name, std::vector<Error>& errors) {
  Scenario scenario;
  const auto root = parse_yaml(yaml, file_name);
  if (!root.ok()) {
    errors.push_back(root.error());
    return scenario;
  }
  YamlReader reader(file_name);
  try {
    if (reader.only_keys(*root, {"scenario", "days", "effect", "seed", "draws", "changes"}, "a scenario")) {
      scenario.name = reader.text(*root, "scenario", true);
      const std::size_t before = reader.errors().size();
      if (const auto days = reader.period(*root, "days"); days && days->from && days->to)
        scenario.days = *days;
      else if (reader.errors().size() == before)
        reader.fail((*root)["days"].IsDefined() ? (*root)["days"] : *root,
                    "'days' needs a first and a last day: 2024-08-01..2025-06-30.");
      if (const auto effect = reader.period(*root, "effect")) scenario.effect = *effect;
      const auto& [run, effect] = std::pair{scenario.days, scenario.effect};
      if ((effect.from && run.to && *effect.from >= *run.to) || (effect.to && run.from && *effect.to <= *run.from))
        reader.fail((*root)["effect"], "'effect' lies outside 'days'.");
      const double seed = reader.number(*root, "seed").value_or(1),
                   draws = reader.number(*root, "draws").value_or(1000);
      if (seed < 0 || seed > 9007199254740992.0 || seed != std::floor(seed))
        reader.fail((*root)["seed"], "'seed' is a whole number.");
      else
        scenario.seed = static_cast<std::uint64_t>(seed);
      if (draws < 1 || draws > 1'000'000 || draws != std::floor(draws))
        reader.fail((*root)["draws"], "'draws' is a whole number from 1 to 1,000,000.");
      else
        scenario.draws = static_cast<int>(draws);
      for (const auto& entry : reader.list(*root, "changes")) read_change(entry, scenario, reader);
      if (scenario.changes.empty() && reader.errors().empty())
        reader.fail((*root)["changes"].IsDefined() ? (*root)["changes"] : *root,
                    "a scenario changes something: 'changes' has no entry.");
    }
  } catch (const YAML::Exception& fault) {
    reader.fail_at(fmt::format("{}:{}", file_name, fault.mark.line + 1),
                   "this is not the shape of a scenario: " + fault.msg + ".");
  }
  errors = std::move(reader.errors());
  std::stable_sort(errors.begin(), errors.end(), [](const Error& x, const Error& y) { return line_of(x) < line_of(y); });
  const auto same = [](const Error& x, const Error& y) { return x.text() == y.text(); };
  errors.erase(std::unique(errors.begin(), errors.end(), same), errors.end());
  return scenario;
}

}  // namespace

Result<Scenario> parse_scenario(std::string_view yaml, const std::string& file_name) {
  std::vector<Error> errors;
  Scenario scenario = read_scenario(yaml, file_name, errors);
  if (!errors.empty()) return errors.front();
  return scenario;
}

std::vector<Error> check_scenario(std::string_view yaml, const std::string& file_name) {
  std::vector<Error> errors;
  read_scenario(yaml, file_name, errors);
  return errors;
}

std::string to_yaml(const Scenario& scenario) {
  std::string out =
      fmt::format("scenario: {}\ndays: {}\n", quoted(scenario.name), period_text(scenario.days));
  if (scenario.effect.from || scenario.effect.to)
    out += fmt::format("effect: {}\n", period_text(scenario.effect));
  out += fmt::format("seed: {}\ndraws: {}\nchanges:\n", scenario.seed, scenario.draws);
  for (const auto& change : scenario.changes) {
    out += fmt::format("  - {}: {}\n", verb_of(change), quoted(change_text(change)));
    if (!(change.period == scenario.effect) && (change.period.from || change.period.to))
      out += fmt::format("    during: {}\n", period_text(change.period));
  }
  return out;
}

}  // namespace assay::flow
