// Making of small worlds (simulate.hpp).
#include <algorithm>
#include <cmath>

#include "base/digest.hpp"
#include "holding/simulate.hpp"
#include "weighing/settings.hpp"

namespace assay::holding {
namespace {

// SplitMix64 (Steele, Lea & Flood 2014): the same stream on every machine, unlike <random>'s distributions.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed * 0x9e3779b97f4a7c15ull + 0x1234567) {}
  std::uint64_t next() {
    std::uint64_t x = state_ += 0x9e3779b97f4a7c15ull;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ull;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebull;
    return x ^ (x >> 31);
  }
  double unit() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }
  bool chance(double p) { return unit() < p; }
  int below(int n) { return static_cast<int>(next() % static_cast<std::uint64_t>(n)); }
  double waiting(double mean) { return -mean * std::log1p(-unit()); }
  int days(double mean) { return static_cast<int>(waiting(mean)); }

 private:
  std::uint64_t state_;
};

constexpr int kParties = 3;

class Maker {
 public:
  Maker(const SimulateParams& params, std::uint64_t seed) : p_(params), random_(seed), seed_(seed) {
    world_.begin = Day::from_civil(2020, 1, 1);
    world_.end = world_.begin.plus_days(p_.days);
    // Two enemies, and a militia beside the first.
    const char* const ids[] = {"army", "front", "militia"};
    const char* const sides[] = {"crown", "revolt", "crown"};
    for (int k = 0; k < kParties; ++k) {
      domain::Actor actor;
      actor.id = ids[k], actor.name = ids[k], actor.kind = k == 2 ? "militia" : "army", actor.side = sides[k];
      world_.actors.push_back(actor);
    }
    for (int k = 0; k < p_.outlets.independent + p_.outlets.copiers; ++k) {
      domain::Actor actor;
      actor.id = actor.name = "paper" + std::to_string(k), actor.kind = "outlet";
      world_.actors.push_back(actor);
    }
    for (int k = 0; k < p_.places; ++k) {
      domain::Place place;
      place.id = place.name = "place" + std::to_string(k), place.kinds = {"town"};
      world_.places.push_back(place);
    }
  }

  SmallWorld run() {
    for (int place = 0; place < p_.places; ++place) {
      attention_ = p_.attention_low + random_.unit() * (p_.attention_high - p_.attention_low);
      live(place);
      asides(place);
      boasts(place);
    }
    copy();
    std::stable_sort(world_.records.begin(), world_.records.end(), [](const auto& a, const auto& b) {
      return a.document.published.day.from < b.document.published.day.from;
    });
    return std::move(world_);
  }

 private:
  int enemy_of(int party) { return party == 1 ? (random_.chance(0.7) ? 0 : 2) : 1; }

  void live(int place) {
    auto& truth = world_.truth.emplace_back();
    const double mean = p_.truth.held_days * std::exp2(2 * random_.unit() - 1);
    int holder = random_.below(kParties);
    while (static_cast<int>(truth.size()) < p_.days) {
      for (int left = 2 + random_.days(mean); left > 0; --left) truth.push_back(holder);
      const int now = static_cast<int>(truth.size());
      if (now >= p_.days) break;
      const int attacker = enemy_of(holder);
      if (random_.chance(p_.truth.fought_first)) {
        const int length = 2 + random_.days(p_.truth.fought_days - 2);
        tell_fight(place, attacker, holder, now, std::min(now + length, p_.days));
        for (int left = length; left > 0; --left) truth.push_back(SmallWorld::kContested);
        if (!random_.chance(p_.truth.attacker_wins)) continue;
      }
      const int day = static_cast<int>(truth.size());
      if (day < p_.days) tell_change(place, attacker, holder, day);
      holder = attacker;
    }
    truth.resize(static_cast<std::size_t>(p_.days));
  }

  Claim claim(ClaimType type, int agent, int target, int place, std::optional<Interval> time) {
    Claim claim;
    claim.type = type;
    const auto filler = [&](int party) { return Filler{world_.actors[party].id, world_.actors[party].name, world_.actors[party].name, {}}; };
    if (agent >= 0) claim.agent = {filler(agent)};
    if (target >= 0) claim.target = {filler(target)};
    const auto& where = world_.places[static_cast<std::size_t>(place)];
    claim.place = {{where.id, where.name, where.name, {}}};
    if (time) claim.time = ClaimTime{*time, {}, {}, {}};
    return claim;
  }

  // Outlets are numbered from 0; a party's own communiqués are those of outlet -1 - party.
  void publish(int outlet, int day, std::vector<Claim> claims) {
    if (day >= p_.days || day < 0 || claims.empty()) return;
    weighing::Record record;
    const auto number = world_.records.size();
    record.document.id = sha256_hex(std::to_string(seed_) + "/" + std::to_string(number)).substr(0, 16);
    record.document.name = "report" + std::to_string(number);
    record.document.outlet = outlet < 0 ? world_.actors[static_cast<std::size_t>(-1 - outlet)].name : world_.actors[static_cast<std::size_t>(kParties + outlet)].name;
    record.document.published = {Interval::of_day(world_.begin.plus_days(day)), true, {}};
    record.recorded = Instant::from_micros((static_cast<std::int64_t>(world_.begin.number()) + day) * 86'400'000'000);
    for (std::size_t k = 0; k < claims.size(); ++k) {
      claims[k].id = record.document.id + "-" + std::to_string(k);
      claims[k].document = record.document.id;
      claims[k].evidence = {{0, 1}};
    }
    record.claims = std::move(claims);
    world_.records.push_back(std::move(record));
  }

  Interval told_day(int day, int printed) {
    Day when = world_.begin.plus_days(day);
    if (random_.chance(p_.outlets.month_only)) {
      Interval month{when.month_begin(), when.next_month_begin()};
      return month;
    }
    if (random_.chance(p_.outlets.wrong_day)) when = when.plus_days(random_.chance(0.5) ? 1 : -1 - random_.below(2));
    return Interval::of_day(std::min(when, world_.begin.plus_days(printed)));
  }

  // The outlet's own word, a resident's, or a spokesman's.
  void attribute(Claim& claim, int spokesman) {
    if (random_.chance(p_.outlets.asserts)) return;
    claim.stance = Stance::kClaimed;
    if (random_.chance(p_.outlets.quotes_resident) || spokesman < 0) claim.speaker = {{"resident", "a resident", "a resident", {}}};
    else claim.speaker = {{world_.actors[static_cast<std::size_t>(spokesman)].id, world_.actors[static_cast<std::size_t>(spokesman)].name, "its spokesman", {}}};
  }

  void tell_change(int place, int winner, int loser, int day) {
    for (int outlet = 0; outlet < p_.outlets.independent; ++outlet) {
      if (!random_.chance(p_.outlets.tells_change * attention_)) continue;
      const int printed = day + random_.days(p_.outlets.delay_days);
      const int named = random_.chance(p_.outlets.wrong_party) ? (winner + 1) % kParties : winner;
      Claim told = claim(ClaimType::kCapture, named, random_.chance(0.6) && named != loser ? loser : -1, place, told_day(day, printed));
      attribute(told, named);
      std::vector<Claim> claims = {told};
      if (random_.chance(p_.parties.withdrawal_told)) claims.push_back(claim(ClaimType::kWithdraw, loser, -1, place, told_day(day, printed)));
      publish(outlet, printed, std::move(claims));
    }
    if (random_.chance(p_.parties.announces)) {
      const int printed = day + random_.days(1);
      publish(-1 - winner, printed, {claim(ClaimType::kCapture, winner, loser, place, told_day(day, printed))});
    }
    if (random_.chance(p_.parties.denies_loss)) deny(place, winner, loser, day, loser);
  }

  void deny(int place, int taker, int holder, int day, int denier) {
    const int printed = day + 1 + random_.days(1.5);
    Claim denial = claim(ClaimType::kCapture, taker, holder, place, Interval::of_day(world_.begin.plus_days(day)));
    denial.stance = Stance::kDenied;
    denial.speaker = {{world_.actors[static_cast<std::size_t>(denier)].id, "", "its spokesman", {}}};
    publish(random_.chance(0.5) ? -1 - denier : random_.below(p_.outlets.independent), printed, {denial});
  }

  void tell_fight(int place, int attacker, int holder, int from, int to) {
    for (int outlet = 0; outlet < p_.outlets.independent; ++outlet) {
      if (!random_.chance(p_.outlets.tells_fight * attention_)) continue;
      // Once or more while it lasts: that it goes on, or that there was a clash.
      for (int printed = from + random_.days(p_.outlets.delay_days + 1); printed < to; printed += 3 + random_.days(9)) {
        const bool since = random_.chance(0.4);
        std::optional<Interval> time;
        if (since) time = Interval{world_.begin.plus_days(from + (random_.chance(p_.outlets.wrong_day) ? 2 : 0)), std::nullopt};
        Claim told = random_.chance(0.6) ? claim(ClaimType::kContest, attacker, holder, place, time)
                                         : claim(ClaimType::kClash, attacker, holder, place, Interval::of_day(world_.begin.plus_days(printed)));
        attribute(told, -1);
        publish(outlet, printed, {told});
      }
    }
  }

  // 'The army-held town', said in passing of something else.
  void asides(int place) {
    const auto& truth = world_.truth[static_cast<std::size_t>(place)];
    for (int outlet = 0; outlet < p_.outlets.independent; ++outlet)
      for (double at = random_.waiting(p_.outlets.mention_every / attention_); at < p_.days; at += random_.waiting(p_.outlets.mention_every / attention_)) {
        const int printed = static_cast<int>(at);
        int known = truth[static_cast<std::size_t>(std::max(0, printed - random_.days(p_.outlets.delay_days)))];
        if (random_.chance(p_.outlets.wrong_aside)) known = random_.below(kParties);
        if (known == SmallWorld::kContested) publish(outlet, printed, {claim(ClaimType::kContest, 0, 1, place, std::nullopt)});
        else publish(outlet, printed, {claim(ClaimType::kControl, known, -1, place, std::nullopt)});
      }
  }

  void boasts(int place) {
    const auto& truth = world_.truth[static_cast<std::size_t>(place)];
    for (int party = 0; party < 2; ++party)
      for (double at = random_.waiting(p_.parties.boasts_days); at < p_.days; at += random_.waiting(p_.parties.boasts_days)) {
        const int day = static_cast<int>(at), holder = truth[static_cast<std::size_t>(day)];
        if (holder == party || (holder == 2 && party == 0)) continue;
        const int loser = holder == SmallWorld::kContested ? 1 - party : holder;
        const Claim boast = claim(ClaimType::kCapture, party, loser, place, Interval::of_day(world_.begin.plus_days(day)));
        publish(-1 - party, day + random_.days(1), {boast});
        for (int outlet = 0; outlet < p_.outlets.independent; ++outlet)
          if (random_.chance(p_.parties.boast_quoted * attention_)) {
            Claim quoted = boast;
            quoted.stance = Stance::kClaimed;
            quoted.speaker = {{world_.actors[static_cast<std::size_t>(party)].id, "", "its spokesman", {}}};
            publish(outlet, day + 1 + random_.days(p_.outlets.delay_days), {quoted});
          }
        if (random_.chance(p_.parties.denies_boast)) deny(place, party, loser, day, loser);
      }
  }

  void copy() {
    const auto originals = world_.records;
    for (const auto& record : originals) {
      if (record.document.outlet != world_.actors[kParties].name) continue;
      for (int copier = 0; copier < p_.outlets.copiers; ++copier)
        if (random_.chance(p_.outlets.copies))
          publish(p_.outlets.independent + copier, *record.document.published.day.from - world_.begin + random_.days(p_.outlets.copy_delay), record.claims);
    }
  }

  const SimulateParams& p_;
  Random random_;
  std::uint64_t seed_;
  double attention_ = 1;
  SmallWorld world_;
};

}  // namespace

Result<SimulateParams> SimulateParams::load(const std::filesystem::path& root) {
  auto read = weighing::Settings::read(root / "base" / "simulate.yaml");
  if (!read) return read.error();
  weighing::Settings& s = *read;
  const auto chance = [&s](const char* path) { return s.number(path, 0, 1); };
  const auto mean = [&s](const char* path) { return s.number(path, 0, 1e5); };
  SimulateParams p;
  p.places = static_cast<int>(s.number("places", 1, 1000));
  p.days = static_cast<int>(s.number("days", 10, 20000));
  p.truth = {s.number("truth.held_days", 5, 1e5), chance("truth.fought_first"), s.number("truth.fought_days", 2, 1000), chance("truth.attacker_wins")};
  p.outlets = {static_cast<int>(s.number("outlets.independent", 1, 50)), static_cast<int>(s.number("outlets.copiers", 0, 50)),
               mean("outlets.delay_days"), chance("outlets.tells_change"), chance("outlets.tells_fight"), s.number("outlets.mention_every", 1, 1e5),
               chance("outlets.wrong_day"), chance("outlets.wrong_party"), chance("outlets.wrong_aside"), chance("outlets.asserts"),
               chance("outlets.quotes_resident"), chance("outlets.copies"), mean("outlets.copy_delay"), chance("outlets.month_only")};
  p.parties = {chance("parties.announces"), s.number("parties.boasts_days", 1, 1e6), chance("parties.boast_quoted"), chance("parties.denies_loss"),
               chance("parties.denies_boast"), chance("parties.withdrawal_told")};
  const auto attention = s.numbers("attention", 2, 0.01, 1);
  p.attention_low = attention[0], p.attention_high = attention[1];
  if (auto fault = s.fault(); !fault) return fault.error();
  return p;
}

SmallWorld make_world(const SimulateParams& params, std::uint64_t seed) { return Maker(params, seed).run(); }

}  // namespace assay::holding
