#include "weighing/settings.hpp"

#include <charconv>
#include <cmath>
#include <fstream>
#include <sstream>

namespace assay::weighing {

Result<Settings> Settings::read(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return Error{ErrorCode::kNotFound, "there is no readable file of settings here", path.string()};
  std::ostringstream text;
  text << in.rdbuf();
  Settings settings;
  settings.name_ = path.filename().string();
  auto parsed = domain::parse_yaml(text.str(), settings.name_);
  if (!parsed) return parsed.error();
  settings.root_ = std::move(parsed).value();
  return settings;
}

const domain::YamlNode* Settings::find(std::string_view path) const {
  const domain::YamlNode* node = &root_;
  while (node && !path.empty()) {
    const auto dot = path.find('.');
    node = node->is_map() ? node->find(path.substr(0, dot)) : nullptr;
    path = dot == std::string_view::npos ? std::string_view{} : path.substr(dot + 1);
  }
  return node;
}

bool Settings::has(std::string_view path) const { return find(path) != nullptr; }

void Settings::add_fault(std::string_view path, const std::string& what, int line) {
  faults_.push_back({ErrorCode::kBadFormat, "'" + std::string(path) + "' " + what,
                     line > 0 ? name_ + ":" + std::to_string(line) : name_});
}

double Settings::number(std::string_view path, double low, double high) {
  const auto* node = find(path);
  if (!node) {
    add_fault(path, "is missing", 0);
    return 0;
  }
  return number_of(*node, path, low, high);
}

std::vector<double> Settings::numbers(std::string_view path, std::size_t count, double low, double high) {
  const auto* node = find(path);
  if (!node || !node->is_list() || node->items.size() != count) {
    add_fault(path, "must be a list of " + std::to_string(count) + " numbers", node ? node->line : 0);
    return std::vector<double>(count, 0);
  }
  std::vector<double> found;
  for (const auto& item : node->items) found.push_back(number_of(item, path, low, high));
  return found;
}

double Settings::number_of(const domain::YamlNode& given, std::string_view path, double low, double high) {
  const auto* node = &given;
  double value = 0;
  const auto* begin = node->text.data();
  const auto* end = begin + node->text.size();
  const auto [stopped, error] = std::from_chars(begin, end, value);
  if (!node->is_scalar() || error != std::errc() || stopped != end || !std::isfinite(value)) {
    add_fault(path, "must be a number", node->line);
    return 0;
  }
  if (value < low || value > high) {
    std::ostringstream what;
    what << "must lie between " << low << " and " << high;
    add_fault(path, what.str(), node->line);
  }
  return value;
}

std::vector<std::string> Settings::words(std::string_view path) {
  std::vector<std::string> found;
  const auto* node = find(path);
  if (!node || !node->is_list()) {
    add_fault(path, "must be a list of words", node ? node->line : 0);
    return found;
  }
  for (const auto& item : node->items) found.push_back(item.text);
  return found;
}

std::string Settings::text(std::string_view path) {
  const auto* node = find(path);
  if (!node || !node->is_scalar()) {
    add_fault(path, "must be a word", node ? node->line : 0);
    return {};
  }
  return node->text;
}

std::vector<std::string> Settings::keys(std::string_view path) {
  const auto* node = find(path);
  if (!node || !node->is_map()) {
    add_fault(path, "must be a map", node ? node->line : 0);
    return {};
  }
  return node->keys;
}

Status Settings::fault() const {
  if (faults_.empty()) return success();
  return faults_.front();
}

}  // namespace assay::weighing
