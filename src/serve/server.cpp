#include "serve/server.hpp"

#include <fmt/format.h>
#include <httplib.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <atomic>
#include <deque>

namespace assay::serve {
namespace {

using Clock = std::chrono::steady_clock;
constexpr int kBacklog = 511;
constexpr auto kSlice = std::chrono::milliseconds(100);  // how soon a waiting thread sees that it must stop
constexpr int kMostRequests = 1000;                       // over one connection

// A socket with an end to its patience: however a client dribbles, a request must be whole by the deadline.
class PatientStream : public httplib::Stream {
 public:
  PatientStream(socket_t socket, const std::atomic<bool>& stopping) : socket_(socket), stopping_(stopping) {}

  void allow(std::chrono::milliseconds time) { deadline_ = Clock::now() + time, patience_ = time; }
  // Waits for the first byte of a request.
  bool begins(std::chrono::milliseconds idle) {
    if (at_ < size_) return true;
    const auto until = Clock::now() + idle;
    while (Clock::now() < until && !stopping_)
      if (ready(POLLIN, kSlice)) return true;
    return false;
  }
  bool is_readable() const override { return at_ < size_ || ready(POLLIN, std::chrono::milliseconds(0)); }
  bool is_writable() const override { return ready(POLLOUT, std::chrono::milliseconds(0)); }
  ssize_t read(char* into, size_t size) override {
    if (at_ == size_) {
      const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline_ - Clock::now());
      if (left.count() <= 0 || !ready(POLLIN, left)) return -1;
      const auto got = ::recv(socket_, buffer_, sizeof buffer_, 0);
      if (got <= 0) return got;
      at_ = 0, size_ = static_cast<size_t>(got);
    }
    const size_t taken = std::min(size, size_ - at_);
    std::copy_n(buffer_ + at_, taken, into);
    at_ += taken;
    return static_cast<ssize_t>(taken);
  }
  ssize_t write(const char* from, size_t size) override {
    if (!ready(POLLOUT, patience_)) return -1;
    return ::send(socket_, from, size, MSG_NOSIGNAL);
  }
  void get_remote_ip_and_port(std::string& ip, int& port) const override { ip.clear(), port = 0; }
  void get_local_ip_and_port(std::string& ip, int& port) const override { ip.clear(), port = 0; }
  socket_t socket() const override { return socket_; }

 private:
  bool ready(short what, std::chrono::milliseconds time) const {
    pollfd one{socket_, what, 0};
    return ::poll(&one, 1, static_cast<int>(time.count())) > 0;
  }
  socket_t socket_;
  const std::atomic<bool>& stopping_;
  Clock::time_point deadline_ = Clock::now();
  std::chrono::milliseconds patience_{0};
  char buffer_[4096];
  size_t at_ = 0, size_ = 0;
};

// Threads made as connections come, up to a bound; connections beyond it wait in line.
class Crew : public httplib::TaskQueue {
 public:
  explicit Crew(int most) : most_(static_cast<std::size_t>(most)) {}
  void enqueue(std::function<void()> task) override {
    const std::lock_guard lock(mutex_);
    waiting_.push_back(std::move(task));
    if (idle_ < waiting_.size() && threads_.size() < most_) threads_.emplace_back([this] { work(); });
    wakes_.notify_one();
  }
  void shutdown() override {
    {
      const std::lock_guard lock(mutex_);
      ends_ = true;
    }
    wakes_.notify_all();
    for (auto& thread : threads_) thread.join();
    threads_.clear();
  }

 private:
  void work() {
    std::unique_lock lock(mutex_);
    while (true) {
      ++idle_;
      wakes_.wait(lock, [this] { return ends_ || !waiting_.empty(); });
      --idle_;
      if (waiting_.empty()) return;
      auto task = std::move(waiting_.front());
      waiting_.pop_front();
      lock.unlock();
      task();
      lock.lock();
    }
  }
  const std::size_t most_;
  std::mutex mutex_;
  std::condition_variable wakes_;
  std::deque<std::function<void()>> waiting_;
  std::vector<std::thread> threads_;
  std::size_t idle_ = 0;
  bool ends_ = false;
};

std::string bare_host(std::string host) {
  if (!host.empty() && host.front() == '[') {
    const auto end = host.find(']');
    host = end == std::string::npos ? std::string() : host.substr(1, end - 1);
  } else if (const auto colon = host.rfind(':'); colon != std::string::npos && host.find(':') == colon) {
    host.resize(colon);
  }
  std::transform(host.begin(), host.end(), host.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return host;
}

bool takes_gzip(const std::string& accepts) {
  const auto at = accepts.find("gzip");
  return at != std::string::npos && accepts.compare(at, 7, "gzip;q=0") != 0;
}

}  // namespace

const std::vector<std::pair<std::string, std::string>>& common_headers() {
  static const std::vector<std::pair<std::string, std::string>> kHeaders = {
      {"Content-Security-Policy",
       "default-src 'self'; connect-src 'self' data: blob:; img-src 'self' data: blob:; worker-src 'self' blob:; style-src 'self'; object-src 'none'; "
       "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"},
      {"X-Content-Type-Options", "nosniff"},
      {"Referrer-Policy", "no-referrer"},
      {"Cross-Origin-Resource-Policy", "same-origin"},
      {"Cross-Origin-Opener-Policy", "same-origin"},
  };
  return kHeaders;
}

bool is_own_host(const std::string& host, const ServerOptions& options) {
  const std::string name = bare_host(host);
  if (name == "localhost" || name == "127.0.0.1" || name == "::1" || name == bare_host(options.host)) return !name.empty();
  return std::any_of(options.known_as.begin(), options.known_as.end(), [&](const std::string& known) { return bare_host(known) == name; });
}

class Server::Impl : public httplib::Server {
 public:
  Impl(Api& api, ServerOptions options) : api_(api), options_(std::move(options)) {
    httplib::Headers headers;
    for (const auto& [name, value] : common_headers()) headers.emplace(name, value);
    set_default_headers(headers);
    set_tcp_nodelay(true);
    // Not SO_REUSEPORT, the library's choice: a second server would get half of the first one's readers.
    set_socket_options([](socket_t socket) {
      const int yes = 1;
      ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    });
    set_keep_alive_max_count(kMostRequests);
    set_keep_alive_timeout(std::chrono::duration_cast<std::chrono::seconds>(options_.idle).count());
    set_payload_max_length(kMostBody);
    new_task_queue = [this] { return new Crew(options_.most_connections); };
    // What carries no body to be read is answered here; a POST is answered once its body is there.
    set_pre_routing_handler([this](const httplib::Request& request, httplib::Response& response) {
      if (!is_own_host(request.get_header_value("Host"), options_)) {
        set(response, refusal(421, "wrong-host", "this server does not go by that name", "open it by its address, or start it with --known-as NAME"));
        return HandlerResponse::Handled;
      }
      if (request.method == "POST" && request.path.starts_with("/api/") && request.target.size() <= kMostTarget) return HandlerResponse::Unhandled;
      answer(request, response);
      return HandlerResponse::Handled;
    });
    Post("/api/.*", [this](const httplib::Request& request, httplib::Response& response) { answer(request, response); });
    // What the library refuses itself (a broken request line, a body too large) as the API words it.
    set_error_handler(Handler([](const httplib::Request&, httplib::Response& response) {
      if (!response.body.empty() || response.status == 304) return;
      const int status = response.status;
      const char* message = status == 413 ? "the body is too large" : status == 414 ? "the address is too long" : status == 404 ? "there is no such address" : "the request is no HTTP that this server understands";
      set(response, refusal(status, status == 413 ? "too-large" : status == 404 ? "not-found" : "bad-argument", message));
    }));
  }

  Status bind() {
    if (options_.port == 0) port_ = bind_to_any_port(options_.host);
    else port_ = bind_to_port(options_.host, options_.port) ? options_.port : -1;
    if (port_ < 0)
      return Error{ErrorCode::kNoPermission, fmt::format("port {} of {} cannot be listened on: another program has it, or it may not be taken; name another with --port", options_.port, options_.host), ""};
    ::listen(svr_sock_, kBacklog);  // the library asks for 5
    return success();
  }
  std::string address() const {
    const bool is_v6 = options_.host.find(':') != std::string::npos;
    return fmt::format("http://{}{}{}:{}/", is_v6 ? "[" : "", options_.host, is_v6 ? "]" : "", port_);
  }
  void end() {
    stopping_ = true;
    stop();
  }

 private:
  static void set(httplib::Response& to, const Response& from) {
    to.status = from.status;
    for (const auto& [name, value] : from.headers) to.set_header(name, value);
    if (from.status != 304) to.set_content(from.body, from.type);
  }

  void answer(const httplib::Request& given, httplib::Response& response) {
    auto parsed = parse_target(given.target);
    if (!parsed.ok()) {
      set(response, parsed.error().code == ErrorCode::kTooLarge ? refusal(414, "too-large", parsed.error().message) : refusal(parsed.error()));
      return;
    }
    Request request = std::move(parsed).value();
    request.method = given.method == "HEAD" ? "GET" : given.method;
    request.if_none_match = given.get_header_value("If-None-Match");
    request.authorization = given.get_header_value("Authorization");
    request.content_type = given.get_header_value("Content-Type");
    request.body = given.body;
    request.takes_gzip = given.has_header(kTakesGzip);
    set(response, api_.handle(request));
  }

  bool process_and_close_socket(socket_t socket) override {
    PatientStream stream(socket, stopping_);
    ++open_;
    const bool crowded = open_ >= options_.most_connections;
    for (int served = 0; served < kMostRequests && !stopping_; ++served) {
      if (!stream.begins(served == 0 || !crowded ? options_.idle : std::chrono::milliseconds(0))) break;
      stream.allow(options_.patience);
      bool closes = false, leaves_body = false;
      const bool last = served + 1 == kMostRequests;
      const bool answered = process_request(stream, last, closes, [&](httplib::Request& request) {
        // The API compresses what is worth it, once; the library must not do so again.
        if (takes_gzip(request.get_header_value("Accept-Encoding"))) request.headers.emplace(kTakesGzip, "1");
        request.headers.erase("Accept-Encoding");
        request.headers.erase("Range");
        const bool has_body = request.has_header("Transfer-Encoding") || (request.has_header("Content-Length") && request.get_header_value("Content-Length") != "0");
        leaves_body = has_body && (request.method != "POST" || !request.path.starts_with("/api/"));
      });
      if (!answered || closes || leaves_body) break;
    }
    --open_;
    ::shutdown(socket, SHUT_RDWR);
    ::close(socket);
    return true;
  }

  static constexpr const char* kTakesGzip = "x-assay-takes-gzip";
  Api& api_;
  ServerOptions options_;
  int port_ = -1;
  std::atomic<bool> stopping_{false};
  std::atomic<int> open_{0};
};

Server::Server(Api& api, ServerOptions options) : impl_(std::make_unique<Impl>(api, std::move(options))) {}
Server::~Server() = default;
Status Server::bind() { return impl_->bind(); }
std::string Server::address() const { return impl_->address(); }
void Server::run() { impl_->listen_after_bind(); }
void Server::stop() { impl_->end(); }

}  // namespace assay::serve
