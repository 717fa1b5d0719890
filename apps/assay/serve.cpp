// `assay serve`: the ledger as a page and an API, on this machine alone unless told otherwise.
#include "serve/server.hpp"

#include <fmt/format.h>
#include <sys/random.h>

#include <csignal>
#include <cstdlib>
#include <ostream>
#include <thread>

#include "apps/assay/command.hpp"

namespace assay::app {
namespace {

struct Args {
  int port = 8321;
  std::string host = "127.0.0.1", token;
  std::vector<std::string> known_as;
  bool edit = false, addresses = false;
};

std::string random_token() {
  unsigned char bytes[18];
  if (getrandom(bytes, sizeof bytes, 0) != sizeof bytes) throw Trouble("the system gives no random numbers for a token: give one with --token");
  std::string token;
  for (const unsigned char byte : bytes) token += fmt::format("{:02x}", byte);
  return token;
}

Exit run(const Args& args, Context& context) {
  if (args.addresses) {
    for (const auto& [method, path] : serve::Api::addresses()) context.out << method << ' ' << path << '\n';
    return Exit::kDone;
  }
  serve::ApiOptions options;
  options.ledger = context.ledger_path;
  options.engine = ASSAY_VERSION;
  options.edit = args.edit;
  options.threads = context.threads();
  options.clock = [&context] { return context.now(); };
  bool made = false;
  if (args.edit) {
    options.token = args.token;
    if (options.token.empty())
      if (const char* given = std::getenv("ASSAY_TOKEN")) options.token = given;
    if (options.token.empty()) options.token = random_token(), made = true;
    if (options.token.size() < 12) throw Refused({ErrorCode::kBadArgument, "a token needs 12 characters or more", ""});
  } else if (!args.token.empty()) {
    throw Refused({ErrorCode::kBadArgument, "--token is for --edit: without it nothing can be changed", ""});
  }
  // Whoever waits for a signal takes it: blocked here, and so in every thread begun below.
  sigset_t ends;
  sigemptyset(&ends);
  for (const int number : {SIGINT, SIGTERM, SIGHUP}) sigaddset(&ends, number);
  pthread_sigmask(SIG_BLOCK, &ends, nullptr);
  const std::string token = options.token;
  const auto api = need(serve::Api::make(std::move(options), context.domain()));
  serve::ServerOptions server_options;
  server_options.host = args.host;
  server_options.port = args.port;
  server_options.known_as = args.known_as;
  serve::Server server(*api, server_options);
  if (const Status bound = server.bind(); !bound.ok()) throw Trouble(bound.error().text());
  api->begin_watching();
  context.out << fmt::format("{} is served at {} (Ctrl-C ends it)\n", context.ledger_path.string(), server.address());
  if (made) context.out << "judgements need this token: " << token << '\n';
  context.out.flush();
  std::thread([&server, ends] {
    int number = 0;
    sigwait(&ends, &number);
    server.stop();
  }).detach();
  server.run();
  return Exit::kDone;
}

const Command kServe(
    "serve", Group::kShow, "Opens the ledger as a map, a reader and an API in the browser",
    [](Options& options, Context& context) {
      auto args = std::make_shared<Args>();
      options.option("--port", args->port, "Port to listen on; 0 takes any that is free").range(0, 65535);
      options.option("--host", args->host, "Address to listen on; others than this machine's own let others in").value_name("ADDRESS");
      options.option("--known-as", args->known_as, "A further name that browsers may call this server by; repeatable").value_name("NAME");
      options.flag("--edit", args->edit, "Take judgements from whoever brings the token");
      options.option("--token", args->token, "The token, else ASSAY_TOKEN, else one made at random and printed").value_name("TOKEN");
      options.flag("--addresses", args->addresses, "Lists the addresses of the API instead");
      options.example("assay serve", "the page at http://127.0.0.1:8321/, read-only");
      options.example("assay serve --edit", "the same, and judgements with the token that it prints");
      options.run([args, &context] { return run(*args, context); });
    },
    10);

}  // namespace
}  // namespace assay::app
