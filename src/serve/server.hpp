// The API and the page over HTTP: sockets, headers, patience with slow clients, and nothing else. The library that
// speaks HTTP (cpp-httplib) is included by server.cpp alone.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "serve/api.hpp"

namespace assay::serve {

struct ServerOptions {
  std::string host = "127.0.0.1";           // address to listen on
  int port = 8321;                          // 0: any that is free
  std::vector<std::string> known_as;        // further names that a Host header may bring; the address itself and
                                            // localhost always may
  std::chrono::milliseconds patience{10'000};  // for a request to arrive whole, and for each part of an answer to be taken
  std::chrono::milliseconds idle{5'000};       // that a connection may be silent between requests
  int most_connections = 512;               // served at once; others wait, and far beyond are turned away
};

class Server {
 public:
  // `api` must outlive it.
  Server(Api& api, ServerOptions options);
  ~Server();
  Server(const Server&) = delete;

  // Takes the port; fails with kNoPermission or kBadArgument. Connections wait from now on.
  Status bind();
  std::string address() const;  // "http://127.0.0.1:8321/"; Requires: bound
  // Serves until `stop`, which any thread may call; then finishes what is being answered. Requires: bound.
  void run();
  void stop();

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

// Headers that every response carries.
const std::vector<std::pair<std::string, std::string>>& common_headers();
// Whether a Host header names this server: DNS rebinding brings another name to the same address.
bool is_own_host(const std::string& host, const ServerOptions& options);

}  // namespace assay::serve
