#include "claim/claim_json.hpp"

#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

namespace assay {
namespace {

using Json = nlohmann::ordered_json;

Json fillers_json(const std::vector<Filler>& fillers) {
  Json list = Json::array();
  for (const Filler& f : fillers) {
    Json one = {{"id", f.id}, {"name", f.name}, {"surface", f.surface}};
    if (f.span) one["span"] = {f.span->begin, f.span->end};
    list.push_back(std::move(one));
  }
  return list;
}

Json number(const std::optional<double>& value) {
  if (!value) return nullptr;
  constexpr double kExact = 9007199254740992;  // 2^53: whole numbers up to it are exact in a double
  if (std::abs(*value) <= kExact && *value == std::trunc(*value)) return static_cast<long long>(*value);
  return *value;
}

Json quantity_json(const Quantity& q) {
  Json json = {{"low", number(q.low)}, {"high", number(q.high)}, {"unit", q.unit}, {"text", q.text}};
  if (!q.modifier.empty()) json["modifier"] = q.modifier;
  if (q.also_printed) json["also_printed"] = {{"value", number(q.also_printed->value)}, {"unit", q.also_printed->unit}};
  if (q.units_disagree) json["units_disagree"] = true;
  return json;
}

std::string cut(const std::string& iso, Precision precision) {
  return precision == Precision::kDay ? iso : iso.substr(0, precision == Precision::kMonth ? 7 : 4);
}

Precision precision_of(std::size_t length) {
  return length == 4 ? Precision::kYear : length == 7 ? Precision::kMonth : Precision::kDay;
}

Error bad(const char* field) {
  return {ErrorCode::kBadFormat, fmt::format("a claim's field '{}' is not as the codebook has it", field), ""};
}

// [begin, end], in order. Throws what nlohmann throws where it is not that.
Span span_from(const Json& pair) {
  constexpr std::uint64_t kMost = 0xffffffff;
  if (!pair.is_array() || pair.size() != 2 || !pair[0].is_number_unsigned() || !pair[1].is_number_unsigned())
    throw Json::type_error::create(302, "a span is two offsets", &pair);
  const auto begin = pair[0].get<std::uint64_t>(), end = pair[1].get<std::uint64_t>();
  if (begin > end || end > kMost) throw Json::type_error::create(302, "a span is two offsets, in order", &pair);
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

std::vector<Filler> fillers_from(const Json& json, const char* field) {
  std::vector<Filler> fillers;
  if (!json.contains(field)) return fillers;
  for (const Json& one : json.at(field)) {
    Filler f{one.value("id", ""), one.value("name", ""), one.value("surface", ""), std::nullopt};
    if (one.contains("span")) f.span = span_from(one["span"]);
    fillers.push_back(std::move(f));
  }
  return fillers;
}

}  // namespace

Json time_to_json(const ClaimTime& time) {
  Json pair = Json::array({nullptr, nullptr});
  if (time.valid.from) pair[0] = cut(time.valid.from->iso(), time.from_precision);
  if (time.valid.to) pair[1] = cut(time.valid.to->plus_days(-1).iso(), time.to_precision);
  return pair;
}

Json to_json(const Claim& c, const std::string& document_name) {
  Json json;
  json["id"] = c.id;
  json["document"] = document_name;
  if (c.evidence.size() == 1) {
    json["evidence"] = {c.evidence[0].begin, c.evidence[0].end};
  } else {
    json["evidence"] = Json::array();
    for (Span s : c.evidence) json["evidence"].push_back({s.begin, s.end});
  }
  json["type"] = name_of(c.type);
  json["agent"] = fillers_json(c.agent);
  json["target"] = fillers_json(c.target);
  json["place"] = fillers_json(c.place);
  json["resource"] = fillers_json(c.resource);
  if (!c.object.empty()) json["object"] = c.object;
  if (!c.means.empty()) {
    json["means"] = Json::array();
    for (Means m : c.means) json["means"].push_back(name_of(m));
  }
  if (c.quantity) json["quantity"] = quantity_json(*c.quantity);
  if (c.time) {
    json["time"] = time_to_json(*c.time);
    if (!c.time->reason.empty()) json["time_reason"] = c.time->reason;
  }
  json["speaker"] = fillers_json(c.speaker);
  json["stance"] = name_of(c.stance);
  json["negated"] = c.negated;
  json["rule"] = c.rule;
  return json;
}

Result<Claim> claim_from_json(const Json& json) {
  try {
    Claim c;
    c.id = json.value("id", "");
    c.document = json.value("document", "");
    const Json& evidence = json.at("evidence");
    if (!evidence.is_array() || evidence.empty()) return bad("evidence");
    if (evidence[0].is_array()) {
      for (const Json& s : evidence) c.evidence.push_back(span_from(s));
    } else {
      c.evidence.push_back(span_from(evidence));
    }
    auto type = claim_type_of(json.at("type").get<std::string>());
    if (!type) return bad("type");
    c.type = *type;
    c.agent = fillers_from(json, "agent");
    c.target = fillers_from(json, "target");
    c.place = fillers_from(json, "place");
    c.resource = fillers_from(json, "resource");
    c.speaker = fillers_from(json, "speaker");
    c.object = json.value("object", "");
    if (json.contains("means")) {
      for (const Json& m : json["means"]) {
        auto means = means_of(m.get<std::string>());
        if (!means) return bad("means");
        c.means.push_back(*means);
      }
    }
    if (json.contains("quantity")) {
      const Json& q = json["quantity"];
      Quantity quantity;
      if (!q.at("low").is_null()) quantity.low = q["low"].get<double>();
      if (!q.at("high").is_null()) quantity.high = q["high"].get<double>();
      quantity.unit = q.value("unit", "");
      quantity.text = q.value("text", "");
      quantity.modifier = q.value("modifier", "");
      if (q.contains("also_printed"))
        quantity.also_printed = Quantity::Printed{q["also_printed"].at("value"), q["also_printed"].at("unit")};
      quantity.units_disagree = q.value("units_disagree", false);
      c.quantity = std::move(quantity);
    }
    if (json.contains("time")) {
      ClaimTime time;
      const Json& pair = json["time"];
      for (int end : {0, 1}) {
        if (pair.at(end).is_null()) continue;
        std::string iso = pair[end];
        auto interval = Interval::parse(iso);
        if (!interval.ok()) return bad("time");
        if (end == 0) {
          time.valid.from = interval->from;
          time.from_precision = precision_of(iso.size());
        } else {
          time.valid.to = interval->to;
          time.to_precision = precision_of(iso.size());
        }
      }
      if (time.valid.from && time.valid.to && *time.valid.to <= *time.valid.from) return bad("time");
      time.reason = json.value("time_reason", "");
      c.time = std::move(time);
    }
    auto stance = stance_of(json.at("stance").get<std::string>());
    if (!stance) return bad("stance");
    c.stance = *stance;
    c.negated = json.value("negated", false);
    c.rule = json.value("rule", "");
    return c;
  } catch (const nlohmann::json::exception&) {
    return bad("(shape)");
  }
}

}  // namespace assay
