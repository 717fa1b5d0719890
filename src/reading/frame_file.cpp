#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>

#include "reading/frame.hpp"
#include "reading/frame_lint.hpp"
#include "reading/tree.hpp"

namespace assay::reading {
namespace {

constexpr std::uintmax_t kMaxFileBytes = 4u << 20;  // a frames file is far smaller; more is a mistake

// Reads one file into frames, gathering faults instead of stopping at the first.
class FileReader {
 public:
  FileReader(std::string file, std::vector<Frame>& frames, std::vector<Error>& faults)
      : file_(std::move(file)), frames_(frames), faults_(faults) {}

  void read(const YAML::Node& root) {
    if (!root.IsMap()) return fault(root, "a frames file is a map with 'type', 'slots' and 'frames'");
    allow(root, {"type", "slots", "frames", "quantity", "unit", "swallows", "examples"});
    auto type = claim_type_of(text(root["type"]));
    if (!type) return fault(root["type"], fmt::format("'{}' is no claim type", text(root["type"])));
    Frame defaults;
    defaults.type = *type;
    if (root["slots"]) read_slots(root["slots"], defaults);
    if (root["quantity"]) defaults.quantity = sources(root["quantity"]);
    defaults.unit = text(root["unit"]);
    if (root["swallows"]) read_swallows(root["swallows"], defaults);
    std::set<std::string> ids;
    if (!root["frames"] || !root["frames"].IsSequence()) return fault(root, "'frames' must be a list");
    for (const YAML::Node& node : root["frames"]) {
      Frame frame = read_frame(node, defaults);
      if (!ids.insert(frame.id).second) fault(node, fmt::format("two frames are called '{}'", frame.id));
      frames_.push_back(std::move(frame));
    }
    if (root["examples"] && !frames_.empty())
      for (const YAML::Node& e : root["examples"]) frames_.back().examples.push_back(read_example(e));
  }

 private:
  static std::string text(const YAML::Node& node) { return node && node.IsScalar() ? node.Scalar() : ""; }

  void fault(const YAML::Node& node, std::string message) {
    int line = node && node.Mark().line >= 0 ? node.Mark().line + 1 : 1;
    faults_.push_back({ErrorCode::kBadFormat, std::move(message), fmt::format("{}:{}", file_, line)});
  }

  void allow(const YAML::Node& map, std::initializer_list<std::string_view> keys) {
    for (const auto& entry : map) {
      std::string key = text(entry.first);
      if (std::find(keys.begin(), keys.end(), key) == keys.end())
        fault(entry.first, fmt::format("unknown key '{}'", key));
    }
  }

  std::vector<std::string> strings(const YAML::Node& node) {
    std::vector<std::string> list;
    if (!node) return list;
    if (node.IsScalar()) list.push_back(node.Scalar());
    else if (node.IsSequence())
      for (const YAML::Node& one : node) {
        if (!one.IsScalar()) fault(one, "a list of words is wanted here");
        else list.push_back(one.Scalar());
      }
    else fault(node, "a word or a list of words is wanted here");
    return list;
  }

  Source source(const YAML::Node& node, std::string name) {
    Source s;
    if (name.size() >= 2 && (name.front() == '"' || name.front() == '\'') && name.back() == name.front()) {
      s.from = Source::From::kLiteral;
      s.word = name.substr(1, name.size() - 2);
      return s;
    }
    if (auto dot = name.find('.'); dot != std::string::npos) {
      s.via = name.substr(dot + 1);
      name.resize(dot);
      if (s.via.empty()) fault(node, "nothing follows the dot");
    }
    if (name == "subject") s.from = Source::From::kSubject;
    else if (name == "object") s.from = Source::From::kObject;
    else if (name == "indirect") s.from = Source::From::kIndirect;
    else if (name == "clause") s.from = Source::From::kClause;
    else if (name == "any") s.from = Source::From::kAny;
    else if (name == "sentence") s.from = Source::From::kSentence;
    else if (name == "outlet") s.from = Source::From::kOutlet;
    else if (name == "self") s.from = Source::From::kSelf;
    else if (name == "head") s.from = Source::From::kHead;
    else if (!name.empty() && name.find_first_not_of("abcdefghijklmnopqrstuvwxyz ") == std::string::npos) {
      s.from = Source::From::kPreposition;
      s.word = name;
    } else {
      fault(node, fmt::format("'{}' is no source of a slot", name));
    }
    return s;
  }

  std::vector<Source> sources(const YAML::Node& node) {
    std::vector<Source> list;
    if (node.IsScalar()) {
      list.push_back(source(node, node.Tag() == "!" ? '"' + node.Scalar() + '"' : node.Scalar()));
      return list;
    }
    for (const YAML::Node& one : node)
      if (one.IsScalar()) list.push_back(source(one, one.Tag() == "!" ? '"' + one.Scalar() + '"' : one.Scalar()));
    return list;
  }

  void read_slots(const YAML::Node& node, Frame& frame) {
    if (!node.IsMap()) return fault(node, "'slots' is a map from slot to sources");
    allow(node, {"agent", "target", "place", "resource", "object", "quantity"});
    if (node["quantity"]) frame.quantity = sources(node["quantity"]);
    constexpr std::array<const char*, kSlots> names = {"agent", "target", "place", "resource", "object"};
    for (std::size_t i = 0; i < kSlots; ++i)
      if (node[names[i]]) frame.slots[i] = sources(node[names[i]]);
  }

  void read_swallows(const YAML::Node& node, Frame& f) {
    f.swallows.clear();
    f.swallows_all = false;
    for (const std::string& name : strings(node)) {
      if (name == "all") f.swallows_all = true;
      else if (name == "none") continue;
      else if (auto type = claim_type_of(name)) f.swallows.push_back(*type);
      else fault(node, fmt::format("'{}' is no claim type", name));
    }
  }

  std::vector<Trigger> triggers(const YAML::Node& node) {
    std::vector<Trigger> list;
    for (const std::string& entry : strings(node)) {
      Trigger t;
      std::istringstream words(lower_ascii(entry));
      for (std::string w; words >> w;) t.words.push_back(w);
      if (t.words.empty()) fault(node, "an empty trigger");
      else list.push_back(std::move(t));
    }
    return list;
  }

  Condition condition(const YAML::Node& node) {
    Condition c;
    if (!node.IsMap()) {
      fault(node, "a condition is a map from an argument to kinds");
      return c;
    }
    for (const auto& entry : node) {
      Condition::Entry e;
      e.source = source(entry.first, text(entry.first));
      for (const std::string& word : strings(entry.second)) {
        Test t;
        if (word == "none") t.of = Test::Of::kNone;
        else if (word == "any") t.of = Test::Of::kAny;
        else if (word.rfind("=", 0) == 0) t.of = Test::Of::kLemma, t.word = lower_ascii(word.substr(1));
        else if (word.rfind("list:", 0) == 0) t.of = Test::Of::kList, t.word = word.substr(5);
        else if (word == "clause") t.of = Test::Of::kClause;
        else if (auto kind = kind_of(word)) t.of = Test::Of::kKind, t.kind = *kind;
        else fault(entry.second, fmt::format("'{}' is no kind", word));
        e.tests.push_back(std::move(t));
      }
      c.entries.push_back(std::move(e));
    }
    return c;
  }

  std::vector<Condition> conditions(const YAML::Node& node) {
    std::vector<Condition> list;
    if (!node) return list;
    if (node.IsMap()) list.push_back(condition(node));
    else if (node.IsSequence())
      for (const YAML::Node& one : node) list.push_back(condition(one));
    else fault(node, "conditions are a map or a list of maps");
    return list;
  }

  Frame read_frame(const YAML::Node& node, const Frame& defaults) {
    Frame f = defaults;
    f.place = fmt::format("{}:{}", file_, node.Mark().line + 1);
    if (!node.IsMap()) {
      fault(node, "a frame is a map");
      return f;
    }
    allow(node, {"id", "verbs", "nouns", "adjectives", "phrases", "support", "when", "unless", "slots", "quantity",
                 "unit", "unit_of", "rate", "means", "negated", "stance", "polarity", "swallows", "examples", "note"});
    f.id = text(node["id"]);
    if (f.id.empty()) fault(node, "a frame needs an 'id'");
    f.verbs = triggers(node["verbs"]);
    f.nouns = triggers(node["nouns"]);
    f.adjectives = triggers(node["adjectives"]);
    f.phrases = triggers(node["phrases"]);
    for (const std::string& s : strings(node["support"])) f.support.push_back(lower_ascii(s));
    if (f.verbs.empty() && f.nouns.empty() && f.adjectives.empty() && f.phrases.empty())
      fault(node, fmt::format("frame '{}' has no trigger", f.id));
    f.when = conditions(node["when"]);
    f.unless = conditions(node["unless"]);
    if (node["slots"]) read_slots(node["slots"], f);
    if (node["quantity"]) f.quantity = sources(node["quantity"]);
    if (node["unit"]) f.unit = text(node["unit"]);
    if (node["unit_of"]) f.unit_of = source(node["unit_of"], text(node["unit_of"]));
    f.rate = text(node["rate"]) == "true";
    for (const std::string& m : strings(node["means"])) {
      if (auto means = means_of(m)) f.means.push_back(*means);
      else fault(node["means"], fmt::format("'{}' is no means", m));
    }
    f.negated = text(node["negated"]) == "true";
    if (node["stance"]) {
      f.stance = stance_of(text(node["stance"]));
      if (!f.stance) fault(node["stance"], fmt::format("'{}' is no stance", text(node["stance"])));
    }
    if (node["polarity"]) {
      f.wants_negative = text(node["polarity"]) == "negative";
      if (!f.wants_negative) fault(node["polarity"], "'polarity' can only be 'negative'");
    }
    if (node["swallows"]) read_swallows(node["swallows"], f);
    if (node["examples"])
      for (const YAML::Node& e : node["examples"]) f.examples.push_back(read_example(e));
    return f;
  }

  Example read_example(const YAML::Node& node) {
    Example example;
    example.line = node.Mark().line + 1;
    if (!node.IsMap()) {
      fault(node, "an example has 'text' and 'claims'");
      return example;
    }
    allow(node, {"text", "claims", "note"});
    example.text = text(node["text"]);
    if (example.text.empty()) fault(node, "an example needs its 'text'");
    if (!node["claims"]) fault(node, "an example lists its 'claims' (perhaps none: [])");
    if (node["claims"])
      for (const YAML::Node& c : node["claims"]) {
        Example::Expected expected;
        allow(c, {"type", "agent", "target", "place", "resource", "object", "speaker", "stance", "negated", "quantity",
                  "time", "means"});
        auto type = claim_type_of(text(c["type"]));
        if (!type) fault(c, fmt::format("'{}' is no claim type", text(c["type"])));
        else expected.type = *type;
        constexpr std::array<const char*, kSlots> names = {"agent", "target", "place", "resource", "object"};
        for (std::size_t i = 0; i < kSlots; ++i) expected.slots[i] = strings(c[names[i]]);
        expected.speaker = strings(c["speaker"]);
        if (c["stance"]) {
          expected.stance = stance_of(text(c["stance"]));
          if (!expected.stance) fault(c["stance"], "no such stance");
        }
        if (c["negated"]) expected.negated = text(c["negated"]) == "true";
        example.claims.push_back(std::move(expected));
      }
    return example;
  }

  std::string file_;
  std::vector<Frame>& frames_;
  std::vector<Error>& faults_;
};

void read_folder(const std::filesystem::path& root, std::vector<Frame>& frames, std::vector<Error>& faults) {
  std::vector<std::filesystem::path> files;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(root / "base" / "frames", error))
    if (entry.path().extension() == ".yaml") files.push_back(entry.path());
  if (error) {
    faults.push_back({ErrorCode::kNotFound, "the folder of frames cannot be read: " + error.message(),
                      (root / "base" / "frames").string()});
    return;
  }
  std::sort(files.begin(), files.end());
  for (const auto& file : files) {
    std::string name = file.filename().string();
    if (std::filesystem::file_size(file, error) > kMaxFileBytes) {
      faults.push_back({ErrorCode::kTooLarge, "a frames file may have 4 MiB at most", name});
      continue;
    }
    try {
      FileReader(name, frames, faults).read(YAML::LoadFile(file.string()));
    } catch (const YAML::Exception& e) {
      faults.push_back({ErrorCode::kBadFormat, e.msg, fmt::format("{}:{}", name, e.mark.line + 1)});
    }
  }
}

}  // namespace

Result<FrameSet> FrameSet::load(const std::filesystem::path& root) {
  FrameSet set;
  std::vector<Error> faults;
  read_folder(root, set.frames_, faults);
  if (!faults.empty()) return faults.front();
  set.build_index();
  return set;
}

std::vector<Error> FrameSet::check(const std::filesystem::path& root) {
  std::vector<Frame> frames;
  std::vector<Error> faults;
  read_folder(root, frames, faults);
  for (Error& fault : lint_frames(frames, root)) faults.push_back(std::move(fault));
  for (Error& fault : faults)
    if (!std::filesystem::path(fault.place).has_parent_path()) fault.place = (root / "base" / "frames" / fault.place).generic_string();
  return faults;
}

void FrameSet::build_index() {
  auto put = [](Index& index, const Frame& frame, const std::vector<Trigger>& triggers, bool last_word) {
    for (const Trigger& t : triggers) index[last_word ? t.words.back() : t.words.front()].push_back({&frame, &t});
  };
  for (const Frame& f : frames_) {
    put(verbs_, f, f.verbs, false);
    put(nouns_, f, f.nouns, true);  // 'air strike' is found at its head
    put(adjectives_, f, f.adjectives, false);
    put(phrases_, f, f.phrases, false);
  }
}

const std::vector<FrameHit>& FrameSet::find(const Index& index, std::string_view word) {
  static const std::vector<FrameHit> kNone;
  auto it = index.find(std::string(word));
  return it == index.end() ? kNone : it->second;
}

}  // namespace assay::reading
