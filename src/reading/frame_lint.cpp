#include "reading/frame_lint.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>

namespace assay::reading {
namespace {

constexpr std::size_t kFewestExamples = 15;  // of one type, in varied constructions
// Lists that the lexicon joins from several files.
const std::set<std::string> kJoined = {"title", "organisation", "unit", "place-kind", "calendar", "force"};
// Types that are found without frames, or by few.
const std::set<ClaimType> kOtherwise = {ClaimType::kRole, ClaimType::kAffiliation, ClaimType::kLocation, ClaimType::kUnverified};

std::string joined(const Trigger& t) {
  std::string all;
  for (const std::string& w : t.words) all += (all.empty() ? "" : " ") + w;
  return all;
}

class Linter {
 public:
  Linter(const std::vector<Frame>& frames, const std::filesystem::path& root) : frames_(frames), lexicon_(root / "base" / "lexicon") {}

  std::vector<Error> run() {
    for (const Frame& f : frames_) {
      triggers(f, f.verbs, "verbs");
      triggers(f, f.nouns, "nouns");
      triggers(f, f.adjectives, "adjectives");
      triggers(f, f.phrases, "phrases");
      if (f.when.empty())
        for (const Trigger& t : f.phrases)
          if (t.words.size() == 1) fault(f.place, fmt::format("the phrase '{}' of frame '{}' is one word: it needs a 'when'", joined(t), f.id));
      for (const auto* conditions : {&f.when, &f.unless})
        for (const Condition& c : *conditions)
          for (const Condition::Entry& e : c.entries) lists(f, e);
      if (f.examples.empty()) fault(f.place, fmt::format("frame '{}' has no example", f.id));
      examples(f);
    }
    for (const auto& [type, count] : count_)
      if (count.second < kFewestExamples && kOtherwise.count(type) == 0)
        fault(count.first, fmt::format("'{}' has {} examples, {} are wanted at least", name_of(type), count.second, kFewestExamples));
    return std::move(faults_);
  }

 private:
  void fault(const std::string& place, std::string message) { faults_.push_back({ErrorCode::kBadFormat, std::move(message), place}); }

  void triggers(const Frame& f, const std::vector<Trigger>& list, const char* key) {
    std::string before;
    std::set<std::string> seen;
    for (const Trigger& t : list) {
      const std::string words = joined(t);
      if (!seen.insert(words).second) fault(f.place, fmt::format("'{}' stands twice under '{}' of frame '{}'", words, key, f.id));
      else if (words < before) fault(f.place, fmt::format("'{}' of frame '{}' is not sorted: '{}' stands behind '{}'", key, f.id, words, before));
      before = std::max(before, words);
      // Two frames of a type that fire on the same word whatever stands around it.
      if (!f.when.empty() || !f.support.empty()) continue;
      const auto [other, fresh] = unconditional_.try_emplace(fmt::format("{} {} {}", name_of(f.type), key, words), f.place);
      if (!fresh && other->second != f.place) fault(f.place, fmt::format("'{}' under '{}' fires here and at {} alike", words, key, other->second));
    }
  }

  void lists(const Frame& f, const Condition::Entry& e) {
    for (const Test& t : e.tests) {
      if (t.of != Test::Of::kList || kJoined.count(t.word) > 0 || !known_.insert(t.word).second) continue;
      std::error_code error;
      if (!std::filesystem::exists(lexicon_ / (t.word + ".txt"), error) && !std::filesystem::exists(lexicon_ / (t.word + ".tsv"), error))
        fault(f.place, fmt::format("there is no list '{}' in base/lexicon", t.word));
    }
  }

  void examples(const Frame& f) {
    auto& count = count_[f.type];
    if (count.second == 0) count.first = f.place;
    const std::string file = f.place.substr(0, f.place.find(':'));
    for (const Example& e : f.examples) {
      ++count.second;
      const auto [other, fresh] = texts_.try_emplace(e.text, fmt::format("{}:{}", file, e.line));
      if (!fresh) fault(fmt::format("{}:{}", file, e.line), fmt::format("this example stands at {} already", other->second));
    }
  }

  const std::vector<Frame>& frames_;
  const std::filesystem::path lexicon_;
  std::vector<Error> faults_;
  std::map<std::string, std::string> unconditional_, texts_;
  std::map<ClaimType, std::pair<std::string, std::size_t>> count_;
  std::set<std::string> known_;
};

}  // namespace

std::vector<Error> lint_frames(const std::vector<Frame>& frames, const std::filesystem::path& root) { return Linter(frames, root).run(); }

}  // namespace assay::reading
