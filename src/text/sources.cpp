#include "text/sources.hpp"

#include <dirent.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <nlohmann/json.hpp>
#include <set>

namespace assay::text {
namespace {

std::string base_name(const std::string& path) {
  const auto slash = path.find_last_of('/');
  return slash == std::string::npos ? path : path.substr(slash + 1);
}

// The ending without the dot, in lower case, .gz and .zst aside; empty when there is none.
std::string ending_of(const std::string& path) {
  std::string name = lower(base_name(path));
  for (const std::string_view packed : {".gz", ".zst", ".zstd"}) {
    if (name.ends_with(packed)) name.resize(name.size() - packed.size());
  }
  const auto dot = name.find_last_of('.');
  return dot == std::string::npos || dot == 0 ? "" : name.substr(dot + 1);
}

bool is_html_ending(std::string_view ending) {
  return ending == "html" || ending == "htm" || ending == "xhtml";
}
bool is_text_ending(std::string_view ending) { return ending == "txt" || ending == "text"; }
bool is_lines_ending(std::string_view ending) { return ending == "ndjson" || ending == "jsonl"; }

bool begins_an_object(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  const auto brace = bytes.find_first_not_of(" \t\r\n");
  if (brace == std::string_view::npos || bytes[brace] != '{') return false;
  const auto quote = bytes.find_first_not_of(" \t\r\n", brace + 1);
  return quote != std::string_view::npos && bytes[quote] == '"';
}

// One line of NDJSON.
Result<RawInput> input_of_line(const std::string& line) {
  const auto json = nlohmann::json::parse(line, nullptr, false);
  if (json.is_discarded() || !json.is_object()) {
    return Error{ErrorCode::kBadFormat, "the line is no JSON object in UTF-8", ""};
  }
  RawInput input;
  for (const auto& [key, into] : {std::pair<const char*, std::string*>{"url", &input.url},
                                  {"outlet", &input.outlet},
                                  {"title", &input.title},
                                  {"published", &input.published},
                                  {"text", &input.bytes}}) {
    const auto field = json.find(key);
    if (field == json.end() || field->is_null()) continue;
    if (!field->is_string())
      return Error{ErrorCode::kBadFormat, std::string("the field '") + key + "' is no string", ""};
    *into = field->get<std::string>();
  }
  if (input.bytes.empty()) return Error{ErrorCode::kBadFormat, "the line has no 'text'", ""};
  return input;
}

}  // namespace

class Sources::Walker {
 public:
  Walker(std::vector<std::string> paths, SourceOptions options) : options_(std::move(options)) {
    std::reverse(paths.begin(), paths.end());
    for (auto& path : paths) pending_.push_back({std::move(path), true, {}, false});
  }

  std::optional<Result<RawInput>> next() {
    for (;;) {
      if (lines_) {
        if (auto line = next_line()) return finished(std::move(*line));
        lines_.reset();
      }
      if (pending_.empty()) return std::nullopt;
      const Pending item = std::move(pending_.back());
      pending_.pop_back();
      if (item.leave) {
        ancestors_.erase(item.id);
        continue;
      }
      if (auto out = visit(item)) return finished(std::move(*out));
    }
  }

  Progress progress_;

 private:
  using FileId = std::pair<std::uint64_t, std::uint64_t>;  // device, inode
  struct Pending {
    std::string path;
    bool named = false;  // by the user, not found in a folder
    FileId id = {};
    bool leave = false;  // a folder is left
  };
  struct Lines {
    std::unique_ptr<ByteStream> stream;
    std::string path;
    std::string buffer;  // from `at` on not yet used
    std::size_t at = 0;
    std::uint64_t number = 0;  // of the line that was read last
    bool ended = false;
  };

  std::optional<Result<RawInput>> finished(Result<RawInput> result) {
    if (result.ok()) {
      ++progress_.reports;
      progress_.bytes += result->bytes.size();
      result->default_outlet = options_.outlet;
      result->default_published = options_.published;
    }
    return result;
  }

  static Error at(Error error, std::string place) {
    error.place = std::move(place);
    return error;
  }

  std::optional<Result<RawInput>> visit(const Pending& item) {
    if (item.path == "-") return open(item.path, "");
    struct stat status;
    if (::stat(item.path.c_str(), &status) != 0) {
      const int code = errno;
      if (code == EACCES)
        return at({ErrorCode::kNoPermission, "it may not be read by this user", ""}, item.path);
      if (code == ELOOP)
        return at({ErrorCode::kNotFound, "this symbolic link leads back to itself", ""}, item.path);
      return at({ErrorCode::kNotFound,
                 item.named ? "there is no such file or folder" : "this symbolic link leads nowhere", ""},
                item.path);
    }
    if (S_ISDIR(status.st_mode)) return enter(item, {status.st_dev, status.st_ino});
    const std::string ending = ending_of(item.path);
    if (!item.named) {
      const bool known =
          ending.empty() || is_text_ending(ending) || is_html_ending(ending) || is_lines_ending(ending);
      if (!known || !S_ISREG(status.st_mode)) {
        ++progress_.skipped;
        return std::nullopt;
      }
    }
    return open(item.path, ending);
  }

  std::optional<Result<RawInput>> enter(const Pending& item, FileId id) {
    if (ancestors_.count(id)) {
      return at(
          {ErrorCode::kBadArgument, "this link leads back into a folder around it; it was not followed", ""},
          item.path);
    }
    if (!entered_.insert(id).second) return std::nullopt;  // all its reports have been read
    DIR* folder = ::opendir(item.path.c_str());
    if (folder == nullptr) {
      return at({errno == EACCES ? ErrorCode::kNoPermission : ErrorCode::kNotFound,
                 "this folder may not be listed by this user", ""},
                item.path);
    }
    std::vector<std::string> names;
    while (const dirent* entry = ::readdir(folder)) {
      if (entry->d_name[0] != '.')
        names.emplace_back(entry->d_name);
      else if (std::strcmp(entry->d_name, ".") != 0 && std::strcmp(entry->d_name, "..") != 0)
        ++progress_.skipped;
    }
    ::closedir(folder);
    std::sort(names.begin(), names.end(), std::greater<>());
    ancestors_.insert(id);
    pending_.push_back({item.path, false, id, true});
    const std::string prefix = item.path.ends_with('/') ? item.path : item.path + '/';
    for (auto& name : names) pending_.push_back({prefix + name, false, {}, false});
    return std::nullopt;
  }

  std::optional<Result<RawInput>> open(const std::string& path, const std::string& ending) {
    const std::string shown = path == "-" ? "stdin" : path;
    progress_.path = shown;
    ++progress_.files;
    auto stream = ByteStream::open(path, options_.limits);
    if (!stream.ok()) return at(stream.error(), shown);

    std::string bytes;
    bool lines = is_lines_ending(ending);
    bool told = lines || is_text_ending(ending) || is_html_ending(ending);
    for (;;) {
      if (lines) {
        lines_ = Lines{std::move(*stream), shown, std::move(bytes), 0, 0, false};
        return std::nullopt;
      }
      auto piece = (*stream)->next();
      if (!piece.ok()) return at(piece.error(), shown);
      if (piece->empty()) break;
      bytes.append(*piece);
      if (!told && bytes.size() >= 64) {
        told = true;
        lines = begins_an_object(bytes);
        continue;
      }
      if (bytes.size() > options_.limits.report_bytes) {
        return at(
            {ErrorCode::kTooLarge,
             "the report is longer than " + std::to_string(options_.limits.report_bytes >> 20) + " MiB", ""},
            shown);
      }
    }
    if (!told && begins_an_object(bytes)) {
      auto empty = ByteStream::over("", options_.limits);
      lines_ = Lines{std::move(*empty), shown, std::move(bytes), 0, 0, true};
      return std::nullopt;
    }
    RawInput input;
    input.bytes = std::move(bytes);
    input.name = base_name(shown);
    input.path = shown;
    if (is_html_ending(ending)) input.format = Format::kHtml;
    return Result<RawInput>(std::move(input));
  }

  std::optional<Result<RawInput>> next_line() {
    Lines& in = *lines_;
    for (;;) {
      // The end of the next line, with more bytes read until it is there.
      std::size_t search = in.at;
      std::size_t end = std::string::npos;
      bool too_long = false;
      for (;;) {
        end = in.buffer.find('\n', search);
        if (end != std::string::npos || in.ended) break;
        if (in.buffer.size() - in.at > options_.limits.report_bytes) {
          too_long = true;
          in.buffer.clear();  // what is left of the line is dropped as it comes
          in.at = 0;
        } else if (in.at > 0) {
          in.buffer.erase(0, in.at);
          in.at = 0;
        }
        search = in.buffer.size();
        auto piece = in.stream->next();
        if (!piece.ok()) {
          const std::string place = in.path + ":" + std::to_string(in.number + 1);
          lines_.reset();
          return at(piece.error(), place);
        }
        if (piece->empty())
          in.ended = true;
        else
          in.buffer.append(*piece);
      }
      if (end == std::string::npos && in.at >= in.buffer.size() && !too_long) return std::nullopt;
      ++in.number;
      const std::size_t begin = in.at, stop = std::min(end, in.buffer.size());
      in.at = end == std::string::npos ? in.buffer.size() : end + 1;
      const bool fits = !too_long && stop - begin <= options_.limits.report_bytes;
      if (fits && in.buffer.find_first_not_of(" \t\r", begin) >= stop) continue;  // an empty line
      const std::string place = in.path + ":" + std::to_string(in.number);
      if (!fits) {
        return at(
            {ErrorCode::kTooLarge,
             "the line is longer than " + std::to_string(options_.limits.report_bytes >> 20) + " MiB", ""},
            place);
      }
      std::string line = in.buffer.substr(begin, stop - begin);
      if (in.number == 1 && line.starts_with("\xEF\xBB\xBF")) line.erase(0, 3);
      auto input = input_of_line(line);
      if (!input.ok()) return at(input.error(), place);
      input->path = place;
      input->name = !input->url.empty() ? input->url : base_name(place);
      return input;
    }
  }

  SourceOptions options_;
  std::vector<Pending> pending_;  // the next at the back
  std::set<FileId> ancestors_, entered_;
  std::optional<Lines> lines_;
};

Sources::Sources(std::vector<std::string> paths, SourceOptions options)
    : walker_(std::make_unique<Walker>(std::move(paths), std::move(options))) {}
Sources::~Sources() = default;
Sources::Sources(Sources&&) noexcept = default;
Sources& Sources::operator=(Sources&&) noexcept = default;

std::optional<Result<RawInput>> Sources::next() { return walker_->next(); }
const Sources::Progress& Sources::progress() const { return walker_->progress_; }

}  // namespace assay::text
