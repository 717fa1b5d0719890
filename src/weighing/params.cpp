#include "weighing/params.hpp"

#include "weighing/settings.hpp"

namespace assay::weighing {
namespace {

constexpr std::array<std::string_view, kVoiceKinds> kVoiceNames = {"outlet", "party",  "state", "resident",
                                                                   "source", "expert", "media", "person"};
constexpr std::array<std::pair<std::string_view, unsigned>, 11> kMarkNames = {
    {{"part", kPart},
     {"most", kMost},
     {"every", kEvery},
     {"only", kOnly},
     {"past", kPast},
     {"headquarters", kHeadquarters},
     {"based", kBased},
     {"motive", kMotive},
     {"road", kRoad},
     {"member", kMember},
     {"members", kMembers}}};

}  // namespace

std::string_view name_of(VoiceKind kind) { return kVoiceNames[static_cast<std::size_t>(kind)]; }

Result<Params> Params::load(const std::filesystem::path& root) {
  auto read = Settings::read(root / "base" / "weighing.yaml");
  if (!read) return read.error();
  Settings& s = *read;
  Params p;
  for (int k = 0; k < kVoiceKinds; ++k)
    p.accuracy[k] = s.number("accuracy." + std::string(kVoiceNames[k]), 0.5, 0.999);
  p.strength = s.number("strength", 0.1, 1e4);
  for (const Stance stance : {Stance::kAsserted, Stance::kClaimed, Stance::kUnverified})
    p.stance[static_cast<std::size_t>(stance)] = s.number("stance." + std::string(name_of(stance)), 0, 2);
  p.stance[static_cast<std::size_t>(Stance::kDenied)] = 1;
  p.against = s.number("interest.against", 0, 5);
  p.flatters = s.number("interest.flatters", 0, 5);
  p.own_count = s.number("interest.own_count", 0, 5);
  p.same_report = s.number("same_report", 0, 1);
  p.ceiling = s.number("ceiling", 0.5, 0.9999);
  auto& j = p.join;
  const std::pair<const char*, double*> points[] = {
      {"threshold", &j.threshold},           {"place_same", &j.place_same},
      {"place_within", &j.place_within},     {"time_overlap", &j.time_overlap},
      {"time_near", &j.time_near},           {"time_unknown", &j.time_unknown},
      {"agent_same", &j.agent_same},         {"agent_compatible", &j.agent_compatible},
      {"agent_missing", &j.agent_missing},   {"target_same", &j.target_same},
      {"object_shared", &j.object_shared},   {"quantity_overlap", &j.quantity_overlap},
      {"quantity_apart", &j.quantity_apart}, {"same_voice", &j.same_voice}};
  for (const auto& [key, value] : points) *value = s.number("join." + std::string(key), -20, 20);
  j.slack_days = static_cast<int>(s.number("join.slack_days", 0, 60));
  j.state_slack_days = static_cast<int>(s.number("join.state_slack_days", 0, 400));
  j.news_days = static_cast<int>(s.number("join.news_days", 0, 400));
  p.reprint = {static_cast<int>(s.number("reprint.words", 1, 12)),
               static_cast<int>(s.number("reprint.hashes", 8, 512)),
               static_cast<int>(s.number("reprint.bands", 1, 512)), s.number("reprint.jaccard", 0.05, 1)};
  p.copying = {s.number("copying.prior", 0.001, 0.9), s.number("copying.share", 0.05, 0.99),
               s.number("copying.wrong_values", 1, 1e6),
               static_cast<int>(s.number("copying.least_shared", 1, 1e4)),
               static_cast<int>(s.number("copying.rounds", 1, 100))};
  p.table = {s.number("table.damping", 0.01, 1),     s.number("table.strength", 0.1, 1e4),
             s.number("table.wrong_values", 1, 1e6), s.number("table.near_values", 1, 1e4),
             s.number("table.near", 0.3, 1),         static_cast<int>(s.number("table.rounds", 1, 200))};
  for (const auto& [key, mark] : kMarkNames)
    for (auto& phrase : s.words("marks." + std::string(key))) p.marks.emplace_back(mark, phrase);
  p.past_in_sentence = s.words("past_in_sentence");
  p.supposed = s.words("supposed");
  p.unnamed_head = s.words("unnamed.head");
  p.unnamed_alone = s.words("unnamed.alone");
  for (const auto& key : s.keys("voices"))
    for (int k = 0; k < kVoiceKinds; ++k)
      if (kVoiceNames[k] == key) p.voices.emplace_back(static_cast<VoiceKind>(k), s.words("voices." + key));
  const std::pair<const char*, std::vector<ClaimType>*> serves[] = {
      {"serves.gains", &p.gains}, {"serves.losses", &p.losses}, {"serves.charges", &p.charges}};
  for (const auto& [path, into] : serves)
    for (const auto& word : s.words(path)) {
      const auto type = claim_type_of(word);
      if (!type) return Error{ErrorCode::kBadFormat, "'" + word + "' is no type of claim", "weighing.yaml"};
      into->push_back(*type);
    }
  p.roll_up = s.words("roll_up");
  p.person_of = s.words("person_of");
  p.armed_wing = s.words("armed_wing");
  if (p.reprint.bands > 0 && p.reprint.hashes % p.reprint.bands != 0)
    return Error{ErrorCode::kBadArgument, "reprint.hashes must be a multiple of reprint.bands",
                 "weighing.yaml"};
  if (auto fault = s.fault(); !fault) return fault.error();
  return p;
}

}  // namespace assay::weighing
