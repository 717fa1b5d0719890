// What each of a pack's tables must look like: places, states, word lists.
#include <fmt/format.h>

#include <algorithm>

#include "domain/loader.hpp"
#include "domain/slug.hpp"
#include "domain/table.hpp"

namespace assay::domain {
namespace {

constexpr std::string_view kPlaceColumns =
    "id\tname\tkinds\twithin\tmembers\tlatitude\tlongitude\tprecision\tcode\tspellings";
constexpr std::string_view kStateColumns = "id\tname\tcapital\tadjectives\tspellings\tmetonyms";

}  // namespace

bool Loader::add_place(const File& file, int line, Place place) {
  const auto [it, fresh] = domain_.place_index_.emplace(place.id, domain_.places_.size());
  const At at{file.number, line};
  if (!fresh) {
    if (domain_.places_[it->second].pack != "base" || place.pack == "base") {
      fault(file, line, fmt::format("id '{}' is taken at {}", place.id, text_of(place_at_[it->second])));
      return false;
    }
    domain_.places_[it->second] = std::move(place);
    place_at_[it->second] = at;
    return true;
  }
  domain_.places_.push_back(std::move(place));
  place_at_.push_back(at);
  return true;
}

void Loader::read_places(const File& file, const std::string& pack) {
  const auto lines = content_lines(file.text, file.name);
  if (!lines.ok()) return faults_.push_back(lines.error());
  if (lines->empty() || lines->front().text != kPlaceColumns)
    return fault(file, lines->empty() ? 1 : lines->front().number,
                 fmt::format("the first line should name the columns: {}", kPlaceColumns));
  const bool gazetteer = !file.path.ends_with("/places.tsv");
  domain_.places_.reserve(domain_.places_.size() + lines->size());
  place_at_.reserve(domain_.places_.size() + lines->size());
  std::string last;
  for (std::size_t i = 1; i < lines->size(); ++i) {
    if (stopped()) return;
    const int line = (*lines)[i].number;
    const auto cells = cut((*lines)[i].text, '\t');
    if (cells.size() != 10) {
      fault(file, line, fmt::format("{} columns where 10 should be", cells.size()));
      continue;
    }
    Place place;
    place.id = std::string(cells[0]);
    if (!id_is_well_formed(file, line, place.id)) continue;
    in_order(file, line, place.id, last);
    place.name = std::string(trimmed(cells[1]));
    if (fold(place.name).empty()) fault(file, line, "'name' has no letter or digit");
    place.kinds = cut_list(cells[2], ';');
    if (place.kinds.empty()) fault(file, line, "the place has no kind");
    place.within = std::string(cells[3]);
    place.members = cut_list(cells[4], ';');
    double latitude = 0, longitude = 0;
    if (cells[5].empty() != cells[6].empty()) {
      fault(file, line, "one coordinate without the other");
    } else if (!cells[5].empty()) {
      if (!read_number(cells[5], latitude) || !read_number(cells[6], longitude))
        fault(file, line, "a coordinate that is no number of degrees");
      else if (latitude < -90 || latitude > 90 || longitude < -180 || longitude > 180)
        fault(file, line, fmt::format("coordinates out of range: {}, {}", cells[5], cells[6]));
      place.latitude = latitude;
      place.longitude = longitude;
    }
    place.precision = std::string(cells[7]);
    if (place.precision != "point" && place.precision != "approx" && place.precision != "none")
      fault(file, line, fmt::format("precision is point, approx or none, not '{}'", place.precision));
    else if ((place.precision == "none") != cells[5].empty())
      fault(file, line, "'none' goes with absent coordinates, 'point' and 'approx' with given ones");
    place.code = std::string(cells[8]);
    place.spellings = cut_list(cells[9], '|');
    for (const std::string& spelling : place.spellings)
      if (fold(spelling).empty())
        fault(file, line, fmt::format("spelling '{}' has no letter or digit", spelling));
    place.pack = pack;
    place.gazetteer = gazetteer;
    if (!place.within.empty()) refer(domain_.place_index_, place.within, file, line, "'within' names");
    for (const std::string& member : place.members)
      refer(domain_.place_index_, member, file, line, "'members' names");
    add_place(file, line, std::move(place));
  }
}

// A state is an actor, a place, and the adjectives that point to it; its capital is a place within it, and
// another name of its government.
void Loader::read_states(const File& file, const std::string& pack) {
  const auto lines = content_lines(file.text, file.name);
  if (!lines.ok()) return faults_.push_back(lines.error());
  if (lines->empty() || lines->front().text != kStateColumns)
    return fault(file, lines->empty() ? 1 : lines->front().number,
                 fmt::format("the first line should name the columns: {}", kStateColumns));
  auto& adjectives = domain_.tables_["nationality"];
  std::string last;
  for (std::size_t i = 1; i < lines->size(); ++i) {
    if (stopped()) return;
    const int line = (*lines)[i].number;
    const auto cells = cut((*lines)[i].text, '\t');
    if (cells.size() != 6) {
      fault(file, line, fmt::format("{} columns where 6 should be", cells.size()));
      continue;
    }
    Actor actor;
    Place country;
    actor.id = country.id = std::string(cells[0]);
    if (!id_is_well_formed(file, line, actor.id)) continue;
    in_order(file, line, actor.id, last);
    actor.name = country.name = std::string(cells[1]);
    if (fold(actor.name).empty()) fault(file, line, "'name' has no letter or digit");
    actor.kind = "state";
    country.kinds = {"country"};
    country.precision = "none";
    actor.pack = country.pack = pack;
    country.spellings = actor.spellings = cut_list(cells[4], '|');
    const auto add = [&](std::string spelling) {
      const auto& known = actor.spellings;
      if (spelling != actor.name && std::find(known.begin(), known.end(), spelling) == known.end())
        actor.spellings.push_back(std::move(spelling));
    };
    for (const std::string& adjective : cut_list(cells[3], '|')) {
      adjectives.emplace(adjective, actor.id);
      for (const char* organ : {"government", "authorities", "side", "officials"})
        add(fmt::format("{} {}", adjective, organ));
    }
    add(fmt::format("government of {}", actor.name));
    const std::vector<std::string> metonyms = cut_list(cells[5], '|');
    for (const std::string& metonym : metonyms) add(metonym);
    std::string_view capital = trimmed(cells[2]);
    if (!capital.empty()) {
      // A star marks a seat whose name is too common a word to stand for a government.
      const bool common = capital.back() == '*';
      if (common)
        capital.remove_suffix(1);
      else
        add(std::string(capital));
      Place seat;
      seat.id = slug(capital);
      seat.name = std::string(capital);
      seat.kinds = {"city", "capital"};
      seat.within = country.id;
      seat.spellings = metonyms;
      seat.precision = "none";
      seat.pack = pack;
      if (seat.id != country.id) add_place(file, line, std::move(seat));
    }
    add_place(file, line, std::move(country));
    add_actor(file, line, std::move(actor));
  }
}

void Loader::read_words(const File& file, const std::string& list) {
  const auto lines = content_lines(file.text, file.name);
  if (!lines.ok()) return faults_.push_back(lines.error());
  auto& words = domain_.word_lists_[list];
  words.reserve(words.size() + lines->size());
  std::string last;
  for (const Line& line : *lines) {
    std::string word(trimmed(line.text));
    in_order(file, line.number, word, last);
    if (!words.insert(std::move(word)).second && lint_)
      fault(file, line.number, fmt::format("'{}' stands twice", last));
    if (stopped()) return;
  }
}

void Loader::read_table(const File& file, const std::string& list) {
  const auto lines = content_lines(file.text, file.name);
  if (!lines.ok()) return faults_.push_back(lines.error());
  auto& table = domain_.tables_[list];
  std::string last;
  for (const Line& line : *lines) {
    const auto cells = cut(line.text, '\t');
    if (cells.size() != 2 || trimmed(cells[0]).empty()) {
      fault(file, line.number, "a line should be a word, a tab and a value");
      if (stopped()) return;
      continue;
    }
    const std::string word(trimmed(cells[0]));
    in_order(file, line.number, word, last);
    if (!table.emplace(word, std::string(trimmed(cells[1]))).second)
      fault(file, line.number, fmt::format("'{}' stands twice", word));
    if (stopped()) return;
  }
}

}  // namespace assay::domain
