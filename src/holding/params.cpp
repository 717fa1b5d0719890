#include "holding/params.hpp"

#include "weighing/settings.hpp"

namespace assay::holding {
namespace {

Result<Shape> shape_of(const std::vector<std::string>& words) {
  const std::string word = words.empty() ? "" : words.front();
  if (word == "change") return Shape::kChange;
  if (word == "leave") return Shape::kLeave;
  if (word == "state") return Shape::kState;
  if (word == "spell") return Shape::kSpell;
  return Error{ErrorCode::kBadFormat, "a shape is change, leave, state or spell, not '" + word + "'", "holding.yaml"};
}

}  // namespace

Result<Params> Params::load(const std::filesystem::path& root) {
  auto read = weighing::Settings::read(root / "base" / "holding.yaml");
  if (!read) return read.error();
  weighing::Settings& s = *read;
  Params p;
  const auto rate = [&s](const std::string& path) {
    const double days = s.number(path, 0.5, 1e6);
    return days > 0 ? 1 / days : 0;
  };
  p.rates = {rate("days.contested_to_held"), rate("days.contested_to_unknown"), rate("days.held_to_contested"),
             rate("days.held_to_other"),     rate("days.held_to_unknown"),      rate("days.unknown_to_contested"),
             rate("days.unknown_to_held")};
  p.wrong_statements = s.number("wrong_statements", 1, 1e4);
  p.lasting = s.number("lasting", 0, 1);
  p.before = s.number("before", 0, 1);
  p.corroborated = s.number("corroborated", 0, 1);
  p.before_capture = {s.number("before_capture.loser", 0, 1), s.number("before_capture.contested", 0, 1),
                      s.number("before_capture.taker", 0, 1), s.number("before_capture.unknown", 0, 1),
                      s.number("before_capture.other", 0, 1)};
  p.before_leaving = {s.number("before_leaving.leaver", 0, 1), s.number("before_leaving.contested", 0, 1),
                      s.number("before_leaving.other", 0, 1)};
  p.after_leaving = {s.number("after_leaving.held", 0, 1), s.number("after_leaving.contested", 0, 1),
                     s.number("after_leaving.unknown", 0, 1), s.number("after_leaving.ends_fight", 0, 1)};
  for (const auto& type : s.keys("types")) {
    const std::string path = "types." + type + ".";
    auto shape = shape_of({s.text(path + "shape")});
    if (!shape) return shape.error();
    p.types[type] = {*shape,
                     s.number(path + "agent", 0, 1),
                     s.number(path + "target", 0, 1),
                     s.number(path + "contested", 0, 1),
                     s.number(path + "other", 0, 1),
                     s.number(path + "unknown", 0, 1)};
  }
  for (const char* needed : {"capture", "capture_part", "control", "control_part", "headquarters"})
    if (!p.types.count(needed))
      return Error{ErrorCode::kBadFormat, "'types." + std::string(needed) + "' is missing", "holding.yaml"};
  p.reach = {s.number("reach.border", 0, 1),   s.number("reach.border_every", 0, 1), s.number("reach.namesake", 0, 1),
             s.number("reach.region", 0, 1),   s.number("reach.region_every", 0, 1), s.number("reach.region_most", 0, 1)};
  p.gates = {rate("gates.closed_to_open"),   rate("gates.open_to_closed"), rate("gates.partly_to_open"),
             rate("gates.partly_to_closed"), rate("gates.to_unknown"),     rate("gates.unknown_to_open"),
             rate("gates.unknown_to_closed"), s.number("gates.wrong_statements", 1, 1e4),
             static_cast<int>(s.number("gates.vague_days", 1, 4000)),
             static_cast<int>(s.number("gates.unnamed_days", 0, 4000))};
  p.nearest = static_cast<int>(s.number("nearest", 10, 1e6));
  p.timeline = static_cast<int>(s.number("timeline", 10, 1e6));
  p.named = s.number("answers.named", 0, 1);
  p.held = s.number("answers.held", 0, 1);
  p.told = s.number("answers.told", 0, 1);
  if (auto fault = s.fault(); !fault) return fault.error();
  return p;
}

}  // namespace assay::holding
