// What a buyer's supply rests on: on one day, the share of it that passes ground or gates held by each actor,
// the routes it takes, and for each route the red flags of the OECD Due Diligence Guidance for minerals,
// Annex II (paragraphs 3 and 5 of its model policy, third edition 2016): armed control of the mine, of the
// route or of the point of export, and illegal taxation, by non-state armed groups or by public forces.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <vector>

#include "flow/run.hpp"

namespace assay::flow {

struct ExposureQuestion {
  std::string buyer;     // actor id of the buyer, or a market's id
  std::string resource;  // id: a commodity, or something broader
  Day on;                // valid
  std::uint64_t seed = 1;
  int draws = 1000;
  int warm_up = 365;  // days before `on` that are run first, so that stocks and halts are right
};

// Who bears the arms.
enum class Arms { kNonState, kPublic };
enum class FlagKind { kMine, kRoute, kExport, kTax };
std::string_view name_of(FlagKind kind);

struct RedFlag {
  FlagKind kind = FlagKind::kMine;
  Arms arms = Arms::kNonState;
  std::string place;                 // id of the place where it is likeliest
  std::vector<std::string> actors;   // who, likeliest first
  Probability probability;           // on the day asked for
  std::vector<std::string> because;  // ids of claims
  std::vector<std::string> sources;  // "network.yaml:57: …"; of taxes
};

// Who likeliest holds a place on the day, armed or not; nobody where most draws leave it contested or unknown.
struct LikelyHolder {
  std::vector<std::string> actors;  // one, or joint holders
  Probability probability;
};

struct SupplyRoute {
  std::string site, gate, market;   // ids; the gate may be empty
  std::vector<std::string> places;  // passed, from the mine's to the buyer's
  Band share;                       // of the supply, over the draws with any
  Probability used;                 // that anything takes it
  LikelyHolder mine_holder, export_holder;  // of the mine's place; of this side of the gate, nobody without one
  std::vector<RedFlag> flags;
};

struct HeldShare {
  std::string actor;
  Band share;  // of the supply that passes ground or a gate that the actor holds
};

struct Exposure {
  ExposureQuestion question;
  std::string commodity;    // of the network
  Probability any;          // that any supply arrives on the day
  bool as_if_open = false;  // nothing does: routes are those that would be taken were all gates open
  Band tonnes_per_day;
  std::vector<HeldShare> held;      // largest mean first
  std::vector<SupplyRoute> routes;  // largest mean share first; beyond 200 the rest are left out
};

// One for each commodity that the resource means and the buyer buys. Fails with kNotFound when there is none.
Result<std::vector<Exposure>> exposures(const Network& network, const ControlSource& control,
                                        const std::vector<Change>& changes, const domain::Domain* domain,
                                        const ExposureQuestion& question);

nlohmann::ordered_json to_json(const Exposure& exposure, const Network& network);
// One line a route, RFC 4180, with the columns that mineral-reporting templates ask for; with the heading
// when asked.
std::string to_csv(const Exposure& exposure, const Network& network, const domain::Domain* domain,
                   bool heading);

}  // namespace assay::flow
