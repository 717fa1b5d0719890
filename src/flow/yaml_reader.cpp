#include "flow/yaml_reader.hpp"

#include <fmt/format.h>

#include <cmath>
#include <fstream>

namespace assay::flow {

std::string YamlReader::place(const YAML::Node& at) const {
  const int line = at.IsDefined() ? at.Mark().line : -1;
  return line < 0 ? file_ : fmt::format("{}:{}", file_, line + 1);
}

void YamlReader::fail(const YAML::Node& at, std::string message) { fail_at(place(at), std::move(message)); }

void YamlReader::fail_at(std::string place, std::string message) {
  errors_.push_back({ErrorCode::kBadFormat, std::move(message), std::move(place)});
}

std::string YamlReader::text(const YAML::Node& map, const char* key, bool required) {
  const YAML::Node value = map[key];
  if (value.IsDefined() && value.IsScalar() && !value.Scalar().empty()) return value.Scalar();
  if (value.IsDefined() && !value.IsNull())
    fail(value, fmt::format("'{}' must be a text.", key));
  else if (required)
    fail(map, fmt::format("'{}' is missing.", key));
  return {};
}

std::optional<double> YamlReader::number(const YAML::Node& map, const char* key) {
  const YAML::Node value = map[key];
  if (!value.IsDefined() || value.IsNull()) return std::nullopt;
  double number = 0;
  if (!value.IsScalar() || !YAML::convert<double>::decode(value, number) || !std::isfinite(number) ||
      std::abs(number) > 1e15) {
    fail(value, fmt::format("'{}' must be a number.", key));
    return std::nullopt;
  }
  return number;
}

std::optional<bool> YamlReader::flag(const YAML::Node& map, const char* key) {
  const YAML::Node value = map[key];
  if (!value.IsDefined() || value.IsNull()) return std::nullopt;
  bool flag = false;
  if (!value.IsScalar() || !YAML::convert<bool>::decode(value, flag)) {
    fail(value, fmt::format("'{}' must be true or false.", key));
    return std::nullopt;
  }
  return flag;
}

std::vector<std::pair<std::string, YAML::Node>> YamlReader::texts(const YAML::Node& map, const char* key) {
  std::vector<std::pair<std::string, YAML::Node>> found;
  const YAML::Node value = map[key];
  if (!value.IsDefined() || value.IsNull()) return found;
  if (value.IsScalar()) return {{value.Scalar(), value}};
  if (!value.IsSequence()) {
    fail(value, fmt::format("'{}' must be a list.", key));
    return found;
  }
  for (const auto& item : value) {
    if (item.IsScalar())
      found.emplace_back(item.Scalar(), item);
    else
      fail(item, fmt::format("each entry of '{}' must be a text.", key));
  }
  return found;
}

std::vector<YAML::Node> YamlReader::list(const YAML::Node& map, const char* key) {
  std::vector<YAML::Node> found;
  const YAML::Node value = map[key];
  if (!value.IsDefined() || value.IsNull()) return found;
  if (!value.IsSequence()) {
    fail(value, fmt::format("'{}' must be a list.", key));
    return found;
  }
  for (const auto& item : value) found.push_back(item);
  return found;
}

std::optional<Interval> YamlReader::period(const YAML::Node& map, const char* key) {
  const YAML::Node value = map[key];
  if (!value.IsDefined() || value.IsNull()) return std::nullopt;
  const std::string text = value.IsScalar() ? value.Scalar() : std::string();
  const auto dots = text.find("..");
  const std::string first = text.substr(0, dots);
  const std::string last = dots == std::string::npos ? first : text.substr(dots + 2);
  Interval interval;
  if (!first.empty()) {
    const auto begin = Interval::parse(first);
    if (begin.ok())
      interval.from = begin->from;
    else
      fail(value, fmt::format("'{}' is no year, month or day.", first));
  }
  if (!last.empty()) {
    const auto end = Interval::parse(last);
    if (end.ok())
      interval.to = end->to;
    else
      fail(value, fmt::format("'{}' is no year, month or day.", last));
  }
  if (first.empty() && last.empty()) {
    fail(value, "a period is a year, a month, a day or two of them with '..' between.");
    return std::nullopt;
  }
  if (interval.empty()) fail(value, fmt::format("the period '{}' ends before it begins.", text));
  return interval;
}

bool YamlReader::only_keys(const YAML::Node& map, const std::set<std::string>& known, const char* what) {
  if (!map.IsMap()) {
    fail(map, fmt::format("{} must be a mapping of keys to values.", what));
    return false;
  }
  for (const auto& entry : map) {
    const std::string key = entry.first.IsScalar() ? entry.first.Scalar() : std::string("?");
    if (!known.contains(key)) fail(entry.first, fmt::format("{} has no key '{}'.", what, key));
  }
  return true;
}

Result<YAML::Node> parse_yaml(std::string_view yaml, const std::string& file) {
  if (yaml.size() > kLargestYaml)
    return Error{ErrorCode::kTooLarge, fmt::format("the file is larger than {} bytes.", kLargestYaml), file};
  try {
    return YAML::Load(std::string(yaml));
  } catch (const YAML::Exception& fault) {
    const std::string place = fault.mark.line < 0 ? file : fmt::format("{}:{}", file, fault.mark.line + 1);
    return Error{ErrorCode::kBadFormat, fmt::format("this is no YAML: {}.", fault.msg), place};
  }
}

Result<std::string> read_small_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return Error{ErrorCode::kNotFound, "the file cannot be opened.", path};
  std::string bytes(kLargestYaml + 1, '\0');
  in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (in.bad()) return Error{ErrorCode::kNoPermission, "the file cannot be read.", path};
  bytes.resize(static_cast<std::size_t>(in.gcount()));
  if (bytes.size() > kLargestYaml)
    return Error{ErrorCode::kTooLarge, fmt::format("the file is larger than {} bytes.", kLargestYaml), path};
  return bytes;
}

}  // namespace assay::flow
