#include "domain/yaml.hpp"

#include <fmt/format.h>
#include <yaml-cpp/anchor.h>
#include <yaml-cpp/emitterstyle.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <sstream>

namespace assay::domain {
namespace {

struct Refused {
  ErrorCode code;
  std::string message;
  int line;
};

// Builds the tree from yaml-cpp's events; throws Refused out of the parser as soon as a bound is passed.
class Builder : public YAML::EventHandler {
 public:
  explicit Builder(const YamlLimits& limits) : limits_(limits) {}

  YamlNode take() { return std::move(root_); }

  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override { scalar(mark, "", anchor, "", false); }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
    throw Refused{ErrorCode::kBadFormat, "aliases (*name) are not read here; write the value out",
                  line_of(mark)};
  }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    scalar(mark, tag, anchor, value, tag == "!");
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    open(mark, tag, anchor, YamlNode::Kind::kList);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    open(mark, tag, anchor, YamlNode::Kind::kMap);
  }
  void OnMapEnd() override { close(); }

 private:
  struct Open {
    YamlNode node;
    bool key_read = false;
  };

  static int line_of(const YAML::Mark& mark) { return mark.line + 1; }

  void count(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor) {
    if (anchor != 0)
      throw Refused{ErrorCode::kBadFormat, "anchors (&name) are not read here; write the value out",
                    line_of(mark)};
    if (!tag.empty() && tag != "?" && tag != "!")
      throw Refused{ErrorCode::kBadFormat, "tags (" + tag.substr(0, 40) + ") are not read here",
                    line_of(mark)};
    if (++nodes_ > limits_.nodes)
      throw Refused{ErrorCode::kTooLarge, fmt::format("more than {} values", limits_.nodes), line_of(mark)};
  }

  void scalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, const std::string& value,
              bool quoted) {
    count(mark, tag, anchor);
    if (value.size() > limits_.scalar_bytes)
      throw Refused{ErrorCode::kTooLarge, fmt::format("a value of more than {} bytes", limits_.scalar_bytes),
                    line_of(mark)};
    if (!stack_.empty() && stack_.back().node.is_map() && !stack_.back().key_read) {
      Open& map = stack_.back();
      if (std::find(map.node.keys.begin(), map.node.keys.end(), value) != map.node.keys.end())
        throw Refused{ErrorCode::kBadFormat,
                      fmt::format("key '{}' stands twice in one map", value.substr(0, 60)), line_of(mark)};
      if (map.node.keys.size() >= kMaxKeys)
        throw Refused{ErrorCode::kTooLarge, fmt::format("a map of more than {} keys", kMaxKeys),
                      line_of(mark)};
      map.node.keys.push_back(value);
      map.node.key_lines.push_back(line_of(mark));
      map.key_read = true;
      return;
    }
    YamlNode node;
    node.line = line_of(mark);
    node.text = value;
    node.quoted = quoted;
    place(std::move(node));
  }

  void open(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, YamlNode::Kind kind) {
    count(mark, tag, anchor);
    if (stack_.size() >= limits_.depth)
      throw Refused{ErrorCode::kTooLarge, fmt::format("nested more than {} deep", limits_.depth),
                    line_of(mark)};
    if (!stack_.empty() && stack_.back().node.is_map() && !stack_.back().key_read)
      throw Refused{ErrorCode::kBadFormat, "a key must be a plain word", line_of(mark)};
    Open opened;
    opened.node.kind = kind;
    opened.node.line = line_of(mark);
    stack_.push_back(std::move(opened));
  }

  void close() {
    YamlNode node = std::move(stack_.back().node);
    stack_.pop_back();
    place(std::move(node));
  }

  void place(YamlNode node) {
    if (stack_.empty()) {
      root_ = std::move(node);
      return;
    }
    stack_.back().node.items.push_back(std::move(node));
    stack_.back().key_read = false;
  }

  // Keys of one map are compared one by one, so a map is no table; tables are lists or TSV files.
  static constexpr std::size_t kMaxKeys = 1000;

  const YamlLimits& limits_;
  std::vector<Open> stack_;
  YamlNode root_;
  std::size_t nodes_ = 0;
};

}  // namespace

const YamlNode* YamlNode::find(std::string_view key) const {
  for (std::size_t i = 0; i < keys.size(); ++i)
    if (keys[i] == key) return &items[i];
  return nullptr;
}

Result<YamlNode> parse_yaml(std::string_view text, std::string_view name, const YamlLimits& limits) {
  const auto at = [&](int line) { return fmt::format("{}:{}", name, std::max(line, 1)); };
  if (text.size() > limits.bytes)
    return Error{ErrorCode::kTooLarge, fmt::format("a YAML file of more than {} bytes", limits.bytes), at(1)};
  if (text.find('\0') != std::string_view::npos)
    return Error{ErrorCode::kBinary, "a zero byte in what should be text", at(1)};
  Builder builder(limits);
  try {
    std::istringstream in{std::string(text)};
    YAML::Parser parser(in);
    if (!parser.HandleNextDocument(builder)) {
      YamlNode empty;
      empty.kind = YamlNode::Kind::kMap;
      empty.line = 1;
      return empty;
    }
    YamlNode root = builder.take();
    Builder rest(limits);
    if (parser.HandleNextDocument(rest))
      return Error{ErrorCode::kBadFormat, "a second document (---) in one file", at(root.line)};
    return root;
  } catch (const Refused& refused) {
    return Error{refused.code, refused.message, at(refused.line)};
  } catch (const YAML::Exception& e) {
    return Error{ErrorCode::kBadFormat, "not YAML: " + e.msg, at(e.mark.is_null() ? 1 : e.mark.line + 1)};
  } catch (const std::exception& e) {
    return Error{ErrorCode::kBadFormat, std::string("not YAML: ") + e.what(), at(1)};
  }
}

}  // namespace assay::domain
