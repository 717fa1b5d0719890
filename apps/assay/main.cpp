// The command line: parse, run the chosen command, turn what went wrong into a sentence and an exit code.
#include <CLI/App.hpp>
#include <csignal>
#include <exception>
#include <iostream>

#include "apps/assay/command.hpp"

namespace {

// What to say when no command was chosen; empty when one was, and something else is missing.
std::string unknown_command(const CLI::App& app) {
  if (!app.get_subcommands().empty()) return "";
  auto rest = app.remaining();
  if (rest.empty()) return "assay: name a command; `assay --help` lists them\n";
  return "assay: there is no command '" + rest.front() + "'; `assay --help` lists them\n";
}

}  // namespace

int main(int argc, char** argv) {
  using namespace assay::app;
  std::ios::sync_with_stdio(false);
  std::signal(SIGXFSZ, SIG_IGN);  // a file that may not grow further is a full disk: an error, not a death
  Context context;
  Exit exit = Exit::kDone;
  try {
    auto app = make_command_line(context, exit);
    try {
      app->parse(argc, argv);
    } catch (const CLI::RequiredError& error) {
      std::string wrong = unknown_command(*app);
      if (wrong.empty())
        app->exit(error, std::cout, std::cerr);
      else
        std::cerr << wrong;
      exit = Exit::kUsage;
    } catch (const CLI::ParseError& error) {
      int code = app->exit(error, std::cout, std::cerr);
      exit = code == 0 ? Exit::kDone : Exit::kUsage;
    }
  } catch (const Refused& refused) {
    std::cerr << "assay: " << refused.what() << '\n';
    exit = Exit::kUsage;
  } catch (const assay::Trouble& trouble) {
    std::cerr << "assay: " << trouble.what() << '\n';
    exit = Exit::kTrouble;
  } catch (const std::exception& error) {
    std::cerr << "assay: " << error.what() << '\n';
    exit = Exit::kTrouble;
  }
  std::cout.flush();
  if (!std::cout) {
    std::cerr << "assay: standard output could not be written to (is the disk full?)\n";
    exit = Exit::kTrouble;
  }
  return static_cast<int>(exit);
}
