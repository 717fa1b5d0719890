#include "serve/api.hpp"

#include <fmt/format.h>
#include <openssl/crypto.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <ctime>

#include "base/digest.hpp"
#include "serve/assets.hpp"
#include "serve/flow_desk.hpp"
#include "serve/show.hpp"

namespace assay::serve {
namespace {

constexpr std::size_t kMostCached = 96u << 20;  // bytes of answers kept

struct Route {
  const char* method;
  const char* path;  // "{id}" stands for one segment
  Show show;
};

constexpr Route kRoutes[] = {
    {"GET", "/api/meta", show_meta},
    {"GET", "/api/activity", show_activity},
    {"GET", "/api/places", show_places},
    {"GET", "/api/places/{id}", show_place},
    {"GET", "/api/places/{id}/timeline", show_place_timeline},
    {"GET", "/api/holdings", show_holdings},
    {"GET", "/api/changes", show_changes},
    {"GET", "/api/gates", show_gates},
    {"GET", "/api/gates/{id}", show_gate},
    {"GET", "/api/gates/{id}/timeline", show_gate_timeline},
    {"GET", "/api/actors/{id}", show_actor},
    {"GET", "/api/events", show_events},
    {"GET", "/api/events/{id}", show_event},
    {"GET", "/api/origins", show_origins},
    {"GET", "/api/disputes", show_disputes},
    {"GET", "/api/claims", show_claims},
    {"GET", "/api/claims/{id}", show_claim},
    {"GET", "/api/documents", show_documents},
    {"GET", "/api/documents/{id}", show_document},
    {"GET", "/api/search", show_search},
    {"GET", "/api/network", show_network},
    {"GET", "/api/flow", show_flow},
    {"POST", "/api/whatif", show_whatif},
    {"GET", "/api/exposure", show_exposure},
    {"GET", "/api/export", show_export},
    {"GET", "/api/openapi.yaml", show_openapi},
    {"POST", "/api/judgements", take_judgement},
};

std::vector<std::string_view> segments(std::string_view path) {
  std::vector<std::string_view> parts;
  for (std::size_t at = 1; at <= path.size();) {
    const auto end = std::min(path.find('/', at), path.size());
    parts.push_back(path.substr(at, end - at));
    at = end + 1;
  }
  return parts;
}

bool matches(const Route& route, const std::vector<std::string_view>& parts, std::vector<std::string>& ids) {
  const auto wanted = segments(route.path);
  if (wanted.size() != parts.size()) return false;
  ids.clear();
  for (std::size_t k = 0; k < parts.size(); ++k) {
    if (wanted[k] == "{id}") {
      if (parts[k].empty()) return false;
      ids.emplace_back(parts[k]);
    } else if (wanted[k] != parts[k]) {
      return false;
    }
  }
  return true;
}

// Processor time of this thread, which other work on the machine does not lengthen.
double thread_ms() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

// Lets threads that answer go before this one, and before those that it begins.
void give_way() {
  constexpr int kNice = 5;
  ::setpriority(PRIO_PROCESS, static_cast<id_t>(::syscall(SYS_gettid)), kNice);
}

bool same_secret(const std::string& a, const std::string& b) {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace

Api::Api(ApiOptions options, const domain::Domain& domain, text::Lexicon lexicon)
    : options_(std::move(options)), domain_(domain), lexicon_(std::move(lexicon)), ledgers_(options_.ledger),
      flows_(std::make_unique<FlowDesk>(*this)) {}

Result<std::unique_ptr<Api>> Api::make(ApiOptions options, const domain::Domain& domain) {
  auto lexicon = text::Lexicon::load(domain);
  if (!lexicon.ok()) return lexicon.error();
  std::unique_ptr<Api> api(new Api(std::move(options), domain, std::move(lexicon).value()));
  auto made = Snapshot::make(*api->ledgers_.lease(), domain);
  if (!made.ok()) return made.error();
  api->snapshot_ = std::move(made).value();
  return api;
}

Api::~Api() {
  stop_ = true;
  watch_wakes_.notify_all();
  if (watcher_.joinable()) watcher_.join();
  if (maker_.joinable()) maker_.join();
  recorded_.clear();  // waits for the one that is being made
}

std::vector<std::pair<std::string, std::string>> Api::addresses() {
  std::vector<std::pair<std::string, std::string>> all;
  for (const Route& route : kRoutes) all.emplace_back(route.method, route.path);
  return all;
}

std::shared_ptr<const Snapshot> Api::snapshot() const {
  const std::lock_guard lock(snapshot_mutex_);
  return snapshot_;
}

std::shared_ptr<const Snapshot> Api::snapshot_for(const Request& request) {
  for (const auto& [name, value] : request.query) {
    if (name != "as_recorded" || value.empty()) continue;
    const Instant instant = given(Instant::parse(value));
    // Later rows change what the ledger was at no instant before them.
    if (instant < options_.clock()) return recorded_snapshot(instant);
  }
  return snapshot();
}

std::shared_ptr<const Snapshot> Api::recorded_snapshot(Instant instant) {
  constexpr auto kPatience = std::chrono::seconds(3);
  std::shared_future<std::shared_ptr<const Snapshot>> wanted;
  {
    const std::lock_guard lock(recorded_mutex_);
    const auto done = [](const Recorded& one) { return one.made.wait_for(std::chrono::seconds(0)) == std::future_status::ready; };
    auto at = std::find_if(recorded_.begin(), recorded_.end(), [&](const Recorded& one) { return one.instant == instant; });
    if (at == recorded_.end()) {
      if (std::any_of(recorded_.begin(), recorded_.end(), [&](const Recorded& one) { return !done(one); }))
        throw Refusal{refusal(503, "not-ready", "the ledger as it stood at another instant is still being read", "ask again in a little while")};
      if (recorded_.size() >= kMostRecorded) recorded_.pop_back();
      const auto make = [this, instant]() -> std::shared_ptr<const Snapshot> {
        std::shared_ptr<Snapshot> made = given(Snapshot::make(*ledgers_.lease(), domain_, instant));
        made->prepare(options_.threads, stop_);
        return made;
      };
      recorded_.push_front({instant, std::async(std::launch::async, make).share()});
      at = recorded_.begin();
    }
    wanted = at->made;
  }
  if (wanted.wait_for(kPatience) != std::future_status::ready)
    throw Refusal{refusal(503, "not-ready", "the ledger as it stood at that instant is still being read", "ask again in a little while")};
  try {
    return wanted.get();
  } catch (...) {
    const std::lock_guard lock(recorded_mutex_);
    recorded_.remove_if([&](const Recorded& one) { return one.instant == instant; });
    throw;
  }
}

bool Api::refresh() {
  const std::string now = ledgers_.lease()->stamp() + "." + domain_.digest().substr(0, 8);
  if (now == snapshot()->stamp()) return false;
  auto made = Snapshot::make(*ledgers_.lease(), domain_);
  if (!made.ok()) throw Trouble(made.error().text());
  std::shared_ptr<Snapshot> fresh = std::move(made).value();
  const std::lock_guard lock(snapshot_mutex_);
  snapshot_ = std::move(fresh);
  return true;
}

void Api::prepare() {
  std::shared_ptr<Snapshot> now;
  {
    const std::lock_guard lock(snapshot_mutex_);
    now = snapshot_;
  }
  const std::lock_guard lock(prepare_mutex_);
  if (!now->is_prepared()) now->prepare(options_.threads, stop_);
}

void Api::begin_watching() {
  if (watcher_.joinable()) return;
  watcher_ = std::thread([this] { watch(); });
  maker_ = std::thread([this] { make(); });
}

void Api::make_ahead(std::shared_ptr<const Snapshot> snapshot, std::optional<Day> as_known) {
  {
    const std::lock_guard lock(watch_mutex_);
    if (wants_ahead_ && ahead_of_ == snapshot && ahead_ == as_known) return;
    ahead_of_ = std::move(snapshot);
    ahead_ = as_known;
    wants_ahead_ = true;
    ++asked_ahead_;
  }
  watch_wakes_.notify_all();
}

void Api::make() {
  give_way();
  while (!stop_) {
    std::shared_ptr<const Snapshot> of;
    std::optional<Day> day;
    std::int64_t asked = 0;
    {
      std::unique_lock lock(watch_mutex_);
      watch_wakes_.wait(lock, [this] { return stop_ || wants_ahead_; });
      if (stop_) return;
      of = ahead_of_, day = ahead_, asked = asked_ahead_;
    }
    // Whoever slides on does not want the day that was passed by.
    of->make_tracks(day, options_.threads, [&] { return stop_ || asked != asked_ahead_; });
    const std::lock_guard lock(watch_mutex_);
    if (asked != asked_ahead_) continue;
    wants_ahead_ = false;
    ahead_of_.reset();
  }
}

void Api::watch() {
  give_way();
  while (!stop_) {
    try {
      prepare();
      refresh();
    } catch (const std::exception&) {
      // The ledger is being moved or written by a newer program: what is known goes on being served.
    }
    std::unique_lock lock(watch_mutex_);
    watch_wakes_.wait_for(lock, std::chrono::seconds(1), [this] { return stop_.load(); });
  }
}

std::shared_ptr<const Api::Cached> Api::cached(const std::string& key, const std::string& tag) {
  const std::lock_guard lock(cache_mutex_);
  const auto at = by_key_.find(key);
  if (at == by_key_.end() || (*at->second)->tag != tag) return nullptr;
  recent_.splice(recent_.begin(), recent_, at->second);
  return *at->second;
}

void Api::keep(std::shared_ptr<const Cached> made) {
  const auto size = [](const Cached& c) { return c.response.body.size() + c.zipped.size() + c.key.size() + 256; };
  if (size(*made) > kMostCached / 4) return;
  const std::lock_guard lock(cache_mutex_);
  if (const auto at = by_key_.find(made->key); at != by_key_.end()) {
    cached_bytes_ -= size(**at->second);
    recent_.erase(at->second);
    by_key_.erase(at);
  }
  cached_bytes_ += size(*made);
  recent_.push_front(std::move(made));
  by_key_[recent_.front()->key] = recent_.begin();
  while (cached_bytes_ > kMostCached) {
    cached_bytes_ -= size(*recent_.back());
    by_key_.erase(recent_.back()->key);
    recent_.pop_back();
  }
}

Response Api::answer(const Request& request) {
  const auto parts = segments(request.path);
  if (parts.empty() || parts.front() != "api") {
    if (request.method != "GET") {
      Response response = refusal(405, "method-not-allowed", "the page can only be read");
      response.headers.emplace_back("Allow", "GET, HEAD");
      return response;
    }
    return asset(request);
  }
  std::string allowed;
  std::vector<std::string> ids;
  for (const Route& route : kRoutes) {
    if (!matches(route, parts, ids)) continue;
    if (request.method != route.method) {
      allowed += (allowed.empty() ? "" : ", ") + std::string(route.method);
      continue;
    }
    const auto now = snapshot_for(request);
    Call call{*this, *now, now, request, Query(request), ids};
    if (request.method != "GET") {
      if (route.show == take_judgement) {
        if (!options_.edit) return refusal(403, "read-only", "this server takes no judgements", "start it with --edit");
        if (!same_secret(request.authorization, "Bearer " + options_.token)) {
          Response response = refusal(401, "unauthorised", "a judgement needs the token that the server was started with", "send it as 'Authorization: Bearer TOKEN'");
          response.headers.emplace_back("WWW-Authenticate", "Bearer");
          return response;
        }
      }
      Response response = route.show(call);
      response.headers.emplace_back("Cache-Control", "no-store");
      return response;
    }
    // What has been made ahead changes what some answers say.
    const std::string tag = "\"" + sha256_hex(options_.engine + "\n" + now->stamp() + (now->is_prepared() ? "\n1\n" : "\n0\n") + request.target).substr(0, 20) + "\"";
    auto found = cached(request.target, tag);
    if (!found) {
      Response response = route.show(call);
      if (response.status != 200 || !call.complete) {
        response.headers.emplace_back("Cache-Control", "no-store");
        return response;
      }
      response.headers.emplace_back("ETag", tag);
      response.headers.emplace_back("Cache-Control", "no-cache");
      response.headers.emplace_back("Vary", "Accept-Encoding");
      auto made = std::make_shared<Cached>();
      made->key = request.target, made->tag = tag;
      made->response = std::move(response);
      found = made;
      keep(found);
    }
    if (request.takes_gzip && found->zipped.empty() && found->response.body.size() >= kLeastZipped) {
      auto zipped = std::make_shared<Cached>(*found);
      zipped->zipped = gzip(found->response.body, 1);
      found = zipped;
      keep(found);
    }
    Response response;
    if (request.if_none_match == "*" || request.if_none_match.find(tag) != std::string::npos) {
      response.status = 304;
      response.headers = found->response.headers;
      return response;
    }
    if (request.takes_gzip && !found->zipped.empty()) {
      response.type = found->response.type;
      response.headers = found->response.headers;
      response.headers.emplace_back("Content-Encoding", "gzip");
      response.body = found->zipped;
      return response;
    }
    return found->response;
  }
  if (!allowed.empty()) {
    Response response = refusal(405, "method-not-allowed", "this address takes " + allowed + " only");
    response.headers.emplace_back("Allow", allowed);
    return response;
  }
  return refusal(404, "not-found", "there is no such address", "/api/openapi.yaml lists them");
}

Response Api::handle(const Request& request) {
  const double begun = thread_ms();
  Response response = guarded(request);
  response.headers.emplace_back("Server-Timing", fmt::format("cpu;dur={:.2f}", thread_ms() - begun));
  return response;
}

Response Api::guarded(const Request& request) {
  try {
    return answer(request);
  } catch (const Refusal& refusal) {
    return refusal.response;
  } catch (const Trouble& trouble) {
    return refusal(500, "trouble", trouble.what());
  } catch (const std::exception& error) {
    return refusal(500, "internal", std::string("the server failed at this request: ") + error.what());
  }
}

}  // namespace assay::serve
