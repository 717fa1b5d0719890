#include "domain/loader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <set>
#include <system_error>

#include "base/digest.hpp"
#include "domain/near_index.hpp"
#include "domain/spelling.hpp"
#include "domain/table.hpp"

namespace assay::domain {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t kMaxFile = 256u << 20;  // a whole country's gazetteer is some 10 MB
constexpr std::size_t kMaxFiles = 5000;          // of one pack
constexpr int kMaxFolders = 6;                   // below a pack

bool ends_with(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

std::string_view base_name(std::string_view path) { return path.substr(path.rfind('/') + 1); }

// 'actors.yaml' and 'actors-militias.yaml' are both files of actors.
bool is_file_of(std::string_view file_name, std::string_view what, std::string_view extension) {
  if (!ends_with(file_name, extension)) return false;
  file_name.remove_suffix(extension.size());
  return file_name == what || (file_name.substr(0, what.size()) == what && file_name[what.size()] == '-');
}

}  // namespace

Loader::Loader(std::filesystem::path root, bool lint) : root_(std::move(root)), lint_(lint) {}

void Loader::fault(ErrorCode code, std::string message, std::string place) {
  faults_.push_back(Error{code, std::move(message), std::move(place)});
}

void Loader::fault(const File& file, int line, std::string message) {
  fault(ErrorCode::kBadFormat, std::move(message), fmt::format("{}:{}", file.name, line));
}

std::string Loader::text_of(At at) const { return fmt::format("{}:{}", file_names_[at.file], at.line); }

void Loader::run(const std::vector<std::string>& packs) {
  domain_.root_ = root_;
  std::error_code ec;
  if (!fs::is_directory(root_ / "base", ec)) {
    fault(ErrorCode::kNotFound, "no domain here: it needs a folder 'base'; --domain names another folder",
          root_.generic_string());
    return;
  }
  std::vector<std::string> chosen = packs;
  if (chosen.empty()) {
    for (fs::directory_iterator it(root_, ec), end; !ec && it != end; it.increment(ec)) {
      const std::string name = it->path().filename().string();
      if (it->is_directory(ec) && name != "base" && name.front() != '.') chosen.push_back(name);
    }
    std::sort(chosen.begin(), chosen.end());
  }
  chosen.erase(std::remove(chosen.begin(), chosen.end(), "base"), chosen.end());
  chosen.erase(std::unique(chosen.begin(), chosen.end()), chosen.end());
  chosen.insert(chosen.begin(), "base");
  domain_.packs_.assign(chosen.begin() + 1, chosen.end());
  for (const std::string& pack : chosen) {
    if (pack.find('/') != std::string::npos || pack == ".." || !fs::is_directory(root_ / pack, ec)) {
      fault(ErrorCode::kNotFound, fmt::format("no pack '{}': it would be a folder here", pack),
            root_.generic_string());
    } else if (read_files(pack)) {
      read_pack(pack);
    }
    if (stopped()) return;
  }
  finish();
}

bool Loader::read_files(const std::string& pack) {
  files_.clear();
  std::error_code ec;
  std::vector<std::string> paths;
  fs::recursive_directory_iterator it(root_ / pack, ec), end;
  for (; !ec && it != end; it.increment(ec)) {
    if (it->path().filename().string().front() == '.' || it.depth() > kMaxFolders) {
      it.disable_recursion_pending();
      continue;
    }
    if (it->is_regular_file(ec)) paths.push_back(it->path().lexically_relative(root_).generic_string());
    if (paths.size() > kMaxFiles) {
      fault(ErrorCode::kTooLarge, fmt::format("more than {} files in one pack", kMaxFiles),
            (root_ / pack).generic_string());
      return false;
    }
  }
  if (ec) {
    fault(ErrorCode::kNoPermission, "can't list the folder: " + ec.message(),
          (root_ / pack).generic_string());
    return false;
  }
  std::sort(paths.begin(), paths.end());
  for (const std::string& path : paths) {
    File file;
    file.path = path;
    file.name = (root_ / path).generic_string();
    const std::uintmax_t size = fs::file_size(root_ / path, ec);
    if (!ec && size > kMaxFile) {
      fault(ErrorCode::kTooLarge, fmt::format("a file of more than {} MB", kMaxFile >> 20), file.name + ":1");
      continue;
    }
    std::ifstream in(root_ / path, std::ios::binary);
    file.text.resize(ec ? 0 : size);
    if (!in || ec || !in.read(file.text.data(), static_cast<std::streamsize>(size))) {
      fault(ErrorCode::kNoPermission, "can't read the file", file.name + ":1");
      continue;
    }
    file.number = static_cast<std::uint32_t>(file_names_.size());
    file_names_.push_back(file.name);
    to_digest_ += fmt::format("{} {}\n", sha256_hex(file.text), file.path);
    files_.push_back(std::move(file));
  }
  return true;
}

void Loader::read_pack(const std::string& pack) {
  Pack info;
  info.id = info.name = pack;
  domain_.pack_infos_.push_back(info);
  for (const File& file : files_) {
    if (stopped()) return;
    const std::string_view name = base_name(file.path);
    const std::string stem(name.substr(0, name.rfind('.')));
    const bool at_top = std::count(file.path.begin(), file.path.end(), '/') == 1;
    const bool lexicon = file.path == pack + "/lexicon/" + std::string(name);
    if (lint_) lint_header(file);
    if (at_top && is_file_of(name, "places", ".tsv"))
      read_places(file, pack);
    else if (at_top && is_file_of(name, "states", ".tsv"))
      read_states(file, pack);
    else if (lexicon && ends_with(name, ".txt"))
      read_words(file, stem);
    else if (lexicon && ends_with(name, ".tsv"))
      read_table(file, stem);
    else if (at_top && pack == "base" && name == "spelling.tsv") {
      auto spelling = Spelling::parse(file.text, file.name);
      if (spelling.ok())
        domain_.spelling_ = std::make_shared<const Spelling>(std::move(spelling).value());
      else
        faults_.push_back(spelling.error());
    } else if (ends_with(name, ".yaml") && (at_top || lint_)) {
      read_yaml(file, pack);
    }
  }
}

void Loader::read_yaml(const File& file, const std::string& pack) {
  const std::string_view name = base_name(file.path);
  const bool at_top = std::count(file.path.begin(), file.path.end(), '/') == 1;
  const auto is = [&](std::string_view what) { return at_top && is_file_of(name, what, ".yaml"); };
  const std::string_view what = is("actors")      ? "actors"
                                : is("gates")     ? "gates"
                                : is("resources") ? "resources"
                                : is("units")     ? "units"
                                : is("types")     ? "types"
                                                  : "";
  const bool info = at_top && name == "pack.yaml";
  if (what.empty() && !info && !lint_) return;  // a file of another stage
  auto parsed = parse_yaml(file.text, file.name);
  if (!parsed.ok()) {
    faults_.push_back(parsed.error());
    return;
  }
  if (what.empty() && !info) return;
  if (!parsed->is_map()) return fault(file, parsed->line, "the file should be a map with one key");
  if (info) return read_pack_info(file, *parsed, pack);
  for (std::size_t i = 0; i < parsed->keys.size(); ++i) {
    if (parsed->keys[i] != what) {
      fault(file, parsed->key_lines[i],
            fmt::format("unknown key '{}'; this file has '{}' alone", parsed->keys[i], what));
      continue;
    }
    const YamlNode& list = parsed->items[i];
    if (!list.is_list()) {
      if (!list.is_scalar() || !list.text.empty())
        fault(file, list.line, fmt::format("'{}' should be a list", what));
      continue;
    }
    if (what == "actors") read_actors(file, list, pack);
    if (what == "gates") read_gates(file, list, pack);
    if (what == "resources") read_resources(file, list, pack);
    if (what == "units") read_units(file, list);
    if (what == "types") read_types(file, list);
  }
}

void Loader::lint_header(const File& file) {
  const std::string_view name = base_name(file.path);
  if (!ends_with(name, ".yaml") && !ends_with(name, ".tsv") && !ends_with(name, ".txt")) return;
  bool origin = false, licence = false;
  std::string_view rest = file.text;
  while (!rest.empty() && rest.front() == '#') {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    origin = origin || line.find("Origin:") != std::string_view::npos;
    licence = licence || line.find("Licence:") != std::string_view::npos;
    rest.remove_prefix(std::min(line.size() + 1, rest.size()));
  }
  if (!origin) fault(file, 1, "the header comment doesn't say where the data are from ('# Origin: …')");
  if (!licence) fault(file, 1, "the header comment doesn't say under which licence ('# Licence: …')");
}

void Loader::refer(const std::unordered_map<std::string, std::size_t>& index, const std::string& id,
                   const File& file, int line, const char* what) {
  if (!id.empty()) references_.push_back({id, {file.number, line}, what, &index});
}

void Loader::in_order(const File& file, int line, const std::string& id, std::string& last) {
  if (lint_ && id < last) fault(file, line, fmt::format("out of order: '{}' stands after '{}'", id, last));
  last = id;
}

bool Loader::id_is_well_formed(const File& file, int line, const std::string& id) {
  const bool good = !id.empty() && id.size() <= 120 && id.front() != '-' && id.back() != '-' &&
                    std::all_of(id.begin(), id.end(), [](char c) {
                      return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
                    });
  if (!good)
    fault(file, line, fmt::format("'{}' is no id: small letters, digits and hyphens are", id.substr(0, 60)));
  return good;
}

void Loader::finish() {
  if (domain_.spelling_ == nullptr) {
    fault(ErrorCode::kNotFound, "the weights of spellings are missing (spelling.tsv)",
          (root_ / "base").generic_string());
    domain_.spelling_ = std::make_shared<const Spelling>();
  }
  check_references();
  if (stopped()) return;
  check_chains();
  if (lint_) check_aliases();
  index_names();
  domain_.near_names_ = std::make_shared<NearNames>();
  domain_.digest_ = sha256_hex(to_digest_);
}

void Loader::check_references() {
  for (const Reference& reference : references_) {
    if (reference.index->count(reference.id) != 0) continue;
    fault(ErrorCode::kNotFound,
          fmt::format("{} '{}', which no pack that is loaded defines", reference.what, reference.id),
          text_of(reference.at));
    if (stopped()) return;
  }
}

// `part_of` and `within` must end somewhere; allies are made symmetric.
void Loader::check_chains() {
  constexpr int kDeep = 16;
  for (std::size_t i = 0; i < domain_.actors_.size(); ++i) {
    const Actor* at = &domain_.actors_[i];
    int steps = 0;
    while (at != nullptr && !at->part_of.empty() && steps <= kDeep) {
      at = domain_.actor(at->part_of);
      ++steps;
    }
    if (steps > kDeep)
      fault(ErrorCode::kBadFormat, fmt::format("'part_of' of '{}' runs in a circle", domain_.actors_[i].id),
            text_of(actor_at_[i]));
  }
  for (std::size_t i = 0; i < domain_.places_.size(); ++i) {
    const Place* at = &domain_.places_[i];
    int steps = 0;
    while (at != nullptr && !at->within.empty() && steps <= kDeep) {
      at = domain_.place(at->within);
      ++steps;
    }
    if (steps > kDeep)
      fault(ErrorCode::kBadFormat, fmt::format("'within' of '{}' runs in a circle", domain_.places_[i].id),
            text_of(place_at_[i]));
    for (const std::string& member : domain_.places_[i].members)
      domain_.member_of_[member].push_back(domain_.places_[i].id);
  }
  for (std::size_t i = 0; i < domain_.actors_.size(); ++i) {
    const std::vector<std::string> allies = domain_.actors_[i].allies;
    for (const std::string& ally : allies) {
      const auto it = domain_.actor_index_.find(ally);
      if (it == domain_.actor_index_.end()) continue;
      std::vector<std::string>& back = domain_.actors_[it->second].allies;
      if (std::find(back.begin(), back.end(), domain_.actors_[i].id) == back.end())
        back.push_back(domain_.actors_[i].id);
    }
  }
  for (Actor& actor : domain_.actors_) std::sort(actor.allies.begin(), actor.allies.end());
}

namespace {

// Faults for the keys that two of `things` share; `key_of` gives what is compared beside the spelling.
template <class T, class KeyOf, class Report>
void shared_spellings(const std::vector<T>& things, KeyOf key_of, Report report) {
  std::unordered_map<std::string, std::size_t> owner;
  for (std::size_t i = 0; i < things.size(); ++i) {
    std::vector<std::string> names = things[i].spellings;
    names.push_back(things[i].name);
    for (const std::string& name : names) {
      const std::string context = key_of(things[i]);
      if (context.empty()) continue;
      const auto [it, fresh] = owner.emplace(context + '\t' + name_key(name), i);
      if (!fresh && it->second != i) report(i, it->second, name);
    }
  }
}

}  // namespace

void Loader::check_aliases() {
  const auto report = [&](const auto& things, const std::vector<At>& at) {
    return [&things, &at, this](std::size_t i, std::size_t j, const std::string& name) {
      fault(ErrorCode::kAmbiguous,
            fmt::format("'{}' names '{}' and '{}' alike", name, things[j].id, things[i].id), text_of(at[i]));
    };
  };
  const auto by_pack = [](const auto& thing) { return thing.pack; };
  shared_spellings(domain_.actors_, by_pack, report(domain_.actors_, actor_at_));
  shared_spellings(domain_.gates_, by_pack, report(domain_.gates_, gate_at_));
  shared_spellings(domain_.resources_, by_pack, report(domain_.resources_, resource_at_));
  // Villages share names everywhere; of two in one township that a pack writes out by hand, no reader can
  // tell which is meant.
  shared_spellings(
      domain_.places_,
      [&](const Place& place) {
        if (place.gazetteer || place.kinds.empty()) return std::string();
        return place.pack + '\t' + place.kinds.front() + '\t' + place.within;
      },
      report(domain_.places_, place_at_));
}

void Loader::index_names() {
  // Country packs first: 'the ministry' of a pack goes before one of base.
  const auto index = [&](auto& things, Domain::Index& names, auto&& names_of) {
    for (const bool base : {false, true})
      for (const auto& thing : things) {
        if ((thing.pack == "base") != base) continue;
        for (const std::string& name : names_of(thing)) {
          std::vector<std::string>& ids = names[name_key(name)];
          if (std::find(ids.begin(), ids.end(), thing.id) == ids.end()) ids.push_back(thing.id);
        }
      }
  };
  const auto all = [](const auto& thing) {
    std::vector<std::string> names = {thing.name};
    names.insert(names.end(), thing.spellings.begin(), thing.spellings.end());
    return names;
  };
  domain_.place_names_.reserve(domain_.places_.size() * 2);
  index(domain_.actors_, domain_.actor_names_, all);
  index(domain_.actors_, domain_.actor_descriptions_, [](const Actor& actor) { return actor.described; });
  index(domain_.places_, domain_.place_names_, all);
  index(domain_.gates_, domain_.gate_names_, all);
  index(domain_.resources_, domain_.resource_names_, all);
}

}  // namespace assay::domain
